"""Who approves what a tenant's staff may not order alone, and whether they were ever asked (DOMAIN 5.2, 5.7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for, may, stands_for_owner
from models.estate import Project, Unit
from models.orders.lifecycle import State
from models.orders.tables import Order, OrderStep, Quote, QuoteState
from models.people import Person
from models.policy import policy_of


def limit_of(project: Project, unit: Unit) -> int:
    """What may be ordered for a unit without whoever speaks for it, in fen: its own limit, or the office's."""
    own = unit.spending_limit_fen
    return policy_of(project).spending_limit_yuan * 100 if own is None else own


def orders_alone(session: Session, project: Project, person: Person, unit: Unit, fen: int) -> bool:
    """Whether somebody may order for so much without being asked about; whoever speaks for the unit may order anything."""
    return may(session, person, unit, Right.MANAGE) or fen <= limit_of(project, unit)


def approvers(session: Session, order: Order) -> list[Person]:
    """Whoever speaks for the unit on the customer's own side, else its owner; never the customer (spending limit of a tenant's staff)."""
    unit, customer = order.ticket.unit, order.ticket.reporter_id
    if unit is None:
        return []
    having = contacts_for(session, unit, Right.MANAGE)
    mine = next((one for one in contacts_for(session, unit, Right.REPORT) if one.person_id == customer), None)
    if mine is None:
        return []
    side = stands_for_owner(mine)
    others = [one for one in having if one.person_id != customer]
    own = [one for one in others if stands_for_owner(one) == side]
    return [one.person for one in own or others if stands_for_owner(one) or one in own]


def approves(session: Session, person: Person, order: Order) -> bool:
    """Whether somebody could be asked to approve an order; nobody of the office has a hand in it then."""
    return person.id in {one.id for one in approvers(session, order)}


def was_put(session: Session, order: Order) -> bool:
    """Whether its price was ever put to whoever approves it: the order's own, or more, seen on the spot."""
    if order.state == State.APPROVAL:
        return True
    asked = select(OrderStep.id).where(OrderStep.order_id == order.id, OrderStep.move == "ask_approval").limit(1)
    return session.scalar(asked) is not None or _asked_for_more(session, order)


def _asked_for_more(session: Session, order: Order) -> bool:
    """Whether more was named, at any time, than the customer may agree to on top of what they had agreed to by then."""
    unit, agreed = order.ticket.unit, 0
    for quote in session.scalars(select(Quote).where(Quote.order_id == order.id).order_by(Quote.number)):
        so_far = agreed + quote.total_fen
        if unit and quote.supplement and not orders_alone(session, order.project, order.ticket.reporter, unit, so_far):
            return True
        agreed = so_far if quote.state == QuoteState.AGREED else agreed
    return False
