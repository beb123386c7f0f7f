"""Reading orders: who is what to one, what is agreed, what is owed, and who did which step (R062, X3, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.capacity.free import is_outside
from models.hours import hours_of
from models.ledger.lifecycle import PaymentState
from models.ledger.tables import Payment
from models.orders.approving import approves, was_put
from models.orders.lifecycle import MOVES, Move, Part, State, allowed
from models.orders.tables import ChargeLine, Consent, Order, OrderStep, Quote, QuoteLine, QuoteState
from models.people import Person, Role, Staff
from models.prices.estimate import LineKind
from models.refusals import Gone
from models.roles import FRONT_OFFICE
from models.tickets.lifecycle import Part as TicketPart
from models.tickets.parts import parts_of as ticket_parts
from models.tickets.tables import Ticket

MONEY = FRONT_OFFICE | {Role.CASHIER, Role.FINANCE}  # see what every order came to (DOMAIN 5.7)
TAKERS = frozenset(
    {Role.CS_DESK, Role.CS_FIELD, Role.CASHIER}
)  # take money also for what others have done (DOMAIN 5.7)


def order_of(session: Session, ticket: Ticket) -> Order | None:
    """What is paid for on a ticket; None for a matter that costs nothing."""
    return session.scalar(select(Order).where(Order.ticket_id == ticket.id))


def parts_of(session: Session, person: Person, order: Order, now: datetime) -> frozenset[Part]:
    """Every part that somebody has in an order; nobody is of the office in an order of their own."""
    if person.project_id != order.project_id:
        return frozenset()
    theirs = ticket_parts(session, person, order.ticket, now)
    if person.id == order.ticket.reporter_id:  # also once they speak for the unit no more
        return frozenset({Part.CUSTOMER}) if TicketPart.REPORTER in theirs else frozenset()
    if approves(session, person, order):  # of the rest of what is ordered for the unit they hear nothing
        return frozenset({Part.APPROVER}) if was_put(session, order) else frozenset()
    return _staff_parts(person.staff, order, theirs) if person.staff and not person.staff.left_at else frozenset()


def _staff_parts(staff: Staff, order: Order, theirs: frozenset[TicketPart]) -> frozenset[Part]:
    having = {
        Part.DESK: staff.role in FRONT_OFFICE,
        Part.AUDITOR: staff.role in FRONT_OFFICE - {Role.MANAGER},
        Part.HEAD: TicketPart.HEAD in theirs and staff.role == Role.DEPT_HEAD,
        Part.ASSIGNEE: staff.person_id in (order.ticket.assignee_id, order.charged_by_id, order.collected_by_id),
        Part.SUPERVISOR: staff.role == Role.CS_SUPERVISOR,
        Part.TAKER: staff.role in TAKERS,
        Part.MANAGER: staff.role == Role.MANAGER,
        Part.FINANCE: staff.role == Role.FINANCE,
    }
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, order_id: int, person: Person, now: datetime) -> Order:
    """The order, for who has a part in it or keeps the money; raises Gone for everybody else."""
    order = session.get(Order, order_id)
    if order is None or not (parts_of(session, person, order, now) or _keeps_money(session, person, order)):
        raise Gone
    return order


def is_own(session: Session, person: Person, order: Order) -> bool:
    """Whether somebody has ordered it, or could be asked to approve it: then the office's hands are others' (X3)."""
    return person.id == order.ticket.reporter_id or approves(session, person, order)


def _keeps_money(session: Session, person: Person, order: Order) -> bool:
    staff = person.staff
    if is_own(session, person, order):
        return False
    return staff is not None and not staff.left_at and staff.project_id == order.project_id and staff.role in MONEY


def did(session: Session, order: Order, moves: frozenset[str]) -> set[int]:
    """Who has made any of these moves, by id."""
    made = select(OrderStep.by_id).where(OrderStep.order_id == order.id, OrderStep.move.in_(moves))
    return {one for one in session.scalars(made) if one is not None}


def may_make(session: Session, person: Person, order: Order, name: str, now: datetime) -> bool:
    """Whether somebody may make a move now, also by what they did with the order before (X3)."""
    move = MOVES[name]
    return move in moves_for(session, person, order, now)


def moves_for(session: Session, person: Person, order: Order, now: datetime) -> list[Move]:
    """The moves that somebody may make now, without those of which they did the step before (R012, X3)."""
    possible = allowed(order.state, parts_of(session, person, order, now))
    return [move for move in possible if person.id not in did(session, order, move.apart)]


def quotes_of(session: Session, order: Order) -> Sequence[Quote]:
    """Every price that was named, in order."""
    return session.scalars(select(Quote).where(Quote.order_id == order.id).order_by(Quote.number)).all()


def open_quote(session: Session, order: Order) -> Quote | None:
    """The price that waits for an answer; None where none does."""
    wanted = select(Quote).where(Quote.order_id == order.id, Quote.state == QuoteState.OPEN)
    return session.scalars(wanted.order_by(Quote.number.desc())).first()


def agreed_lines(session: Session, order: Order) -> Sequence[QuoteLine]:
    """What was agreed to, line by line; without the list's surcharge once the agreed time lies inside service hours."""
    found = every_agreed_line(session, order)
    if not _is_inside_hours(order.ticket):
        return found
    return [one for one in found if not is_list_surcharge(one)]


def every_agreed_line(session: Session, order: Order) -> Sequence[QuoteLine]:
    """The same with every surcharge, at whatever time somebody comes."""
    wanted = select(QuoteLine).join(Quote, Quote.id == QuoteLine.quote_id)
    mine = wanted.where(Quote.order_id == order.id, Quote.state == QuoteState.AGREED)
    return session.scalars(mine.order_by(Quote.number, QuoteLine.position)).all()


def is_list_surcharge(line: QuoteLine) -> bool:
    """Whether it is the list's surcharge for the time, and not a colleague's."""
    return line.kind == LineKind.SURCHARGE and line.edition_id is not None


def _is_inside_hours(ticket: Ticket) -> bool:
    start, end = ticket.appointed_from, ticket.appointed_to
    return start is not None and not is_outside(hours_of(ticket.project), start, end or start)


def agreed_fen(session: Session, order: Order) -> int:
    """What was agreed to in all, in fen."""
    return sum(one.amount_fen for one in agreed_lines(session, order))


def charges_of(session: Session, order: Order) -> Sequence[ChargeLine]:
    """What was done, line by line."""
    return session.scalars(select(ChargeLine).where(ChargeLine.order_id == order.id).order_by(ChargeLine.id)).all()


def consents_of(session: Session, order: Order) -> Sequence[Consent]:
    """Every answer to a price, oldest first."""
    return session.scalars(select(Consent).where(Consent.order_id == order.id).order_by(Consent.id)).all()


def steps_of(session: Session, order: Order) -> Sequence[OrderStep]:
    """Everything that was done, oldest first."""
    return session.scalars(select(OrderStep).where(OrderStep.order_id == order.id).order_by(OrderStep.id)).all()


def orders_in(session: Session, project_id: int, *states: State) -> Sequence[Order]:
    """The orders that stand so, the oldest first."""
    wanted = select(Order).where(Order.project_id == project_id, Order.state.in_(states))
    return session.scalars(wanted.order_by(Order.id)).all()


def own_payment(session: Session, order: Order, person: Person) -> Payment | None:
    """What somebody has taken for an order themselves, as long as they may say that it was a mistake."""
    mine = select(Payment).where(Payment.about == order.subject, Payment.taken_by_id == person.id)
    free = mine.where(Payment.handover_id.is_(None), Payment.deposit_id.is_(None), Payment.audited_by_id.is_(None))
    carried = free.where(Payment.state.in_({PaymentState.ON_HAND, PaymentState.IN_TRANSIT}))
    return session.scalars(carried.order_by(Payment.id.desc()).limit(1)).first()
