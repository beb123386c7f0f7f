"""What a tenant's staff may order alone, and who may order at all (DOMAIN 5.2, 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for, contacts_of, may
from models.estate import Unit
from models.events import record
from models.orders.approving import approves, orders_alone
from models.orders.lifecycle import State
from models.orders.lines import MOST_FEN
from models.orders.reading import agreed_fen, open_quote, orders_in
from models.orders.tables import Order
from models.people import Person
from models.refusals import Gone, OutOfRange


def needs_approval(session: Session, order: Order, more_fen: int) -> bool:
    """Whether a tenant's contact orders for more than they may alone."""
    unit, customer = order.ticket.unit, order.ticket.reporter
    if unit is None:
        return False
    return not orders_alone(session, order.project, customer, unit, agreed_fen(session, order) + more_fen)


def to_approve(session: Session, person: Person) -> list[Order]:
    """What waits for the approval of somebody who speaks for a unit, also what comes on top on the spot, oldest first."""
    waiting = orders_in(session, person.project_id, State.APPROVAL, State.CONSENTED)
    mine = [one for one in waiting if approves(session, person, one)]
    return [one for one in mine if one.state == State.APPROVAL or _asks_for_more(session, one)]


def _asks_for_more(session: Session, order: Order) -> bool:
    """Whether more waits for an answer than its customer may give."""
    quote = open_quote(session, order)
    return quote is not None and needs_approval(session, order, quote.total_fen)


def set_limit(session: Session, unit_id: int, *, by: Person, now: datetime, fen: int | None) -> Unit:
    """Whoever speaks for a unit says what its people may order alone; None: what the office says. Raises Gone, OutOfRange."""
    unit = session.get(Unit, unit_id, with_for_update={"of": Unit}, populate_existing=True)
    if unit is None or not may(session, by, unit, Right.MANAGE):
        raise Gone
    if fen is not None and not 0 <= fen <= MOST_FEN:
        raise OutOfRange
    former, unit.spending_limit_fen = unit.spending_limit_fen, fen
    record(
        session,
        project_id=by.project_id,
        subject=f"unit:{unit.id}",
        kind="limit",
        now=now,
        actor_id=by.id,
        facts={"fen": fen, "former": former},
    )
    session.flush()
    return unit


def who_may_order(session: Session, person: Person) -> Sequence[Person]:
    """Of the units that somebody is a contact of, who may order; each once."""
    found = {
        one.person_id: one.person
        for mine in contacts_of(session, person.id)
        for one in contacts_for(session, mine.unit, Right.ORDER)
    }
    return list(found.values())
