"""When somebody comes for an order: a time is proposed, wished, agreed; of a cleaning a person confirms it (R047, R067, R076)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.capacity.actions import book, booking_of, follow_assignment, hold, keep, move, release
from models.capacity.tables import Hold, offered
from models.capacity.taking import locked_hold
from models.capacity.taking import watch as watch_hold
from models.events import record
from models.orders.gates import AGREED
from models.orders.lifecycle import ENDED, Part
from models.orders.moving import locked
from models.orders.needs import need_of
from models.orders.proposals import (
    ProposalState,
    TimeProposal,
    close_proposal,
    offered_to_customer,
    wished_by_customer,
)
from models.orders.reading import parts_of
from models.orders.surcharge import Heard, agree_to_sum
from models.orders.tables import Order
from models.orders.telling import inform
from models.people import Person
from models.prices.tables import ServiceClass
from models.refusals import Gone, NotYours, SlotTaken, TooLate
from models.slots import NOTICE
from models.tickets.lifecycle import MOVES, Status
from models.tickets.lifecycle import Part as TicketPart
from models.tickets.moving import locked as locked_ticket
from models.tickets.moving import moving as moving_ticket
from models.tickets.tables import Ticket
from models.tickets.visits import agree, needs_a_free_way, needs_time_ahead

PROPOSERS = frozenset({Part.DESK, Part.HEAD, Part.ASSIGNEE})
KEPT = timedelta(hours=4)  # so long a proposed time is nobody else's; later it is taken again where it is still free
PROVED = (TicketPart.DESK,)  # a time that the office offers itself is agreed by it already


def propose(session: Session, order_id: int, start: datetime, *, by: Person, now: datetime) -> TimeProposal:
    """The office proposes a time, which is kept for the customer; of a cleaning customer service does it (R076).

    Raises Gone, NotYours, TooLate (somebody has come), TimePast, SlotTaken with the `next` free ones.
    """
    with session.begin_nested():
        order = _movable(session, order_id)
        parts = parts_of(session, by, order, now)
        if not parts:
            raise Gone
        if not parts & ({Part.DESK} if order.service_class == ServiceClass.CLEANING else PROPOSERS):
            raise NotYours(order=order.id)
        kept = _held(session, order, start, now)
        made = _put(session, order, kept, now, by_id=by.id)
        _note(session, order, "time_proposed", by, now, made)
        inform(session, order, order.ticket.reporter_id, "order.time_proposed.customer", now, occasion=f"t{made.id}")
    return made


def wish_time(
    session: Session, order_id: int, hold_id: int, *, by: Person, now: datetime, heard: Heard | None = None
) -> bool:
    """The customer asks for another free time, held already; whether it is agreed by that (R067, R076).

    It is a wish for the office where a person confirms the time, or where the colleague who has the job is not free then.

    A dearer time is agreed to with its sum, as it was `heard`. Raises Gone, TooLate once somebody is on the way or while a time
    that the office proposes is not declined, SlotTaken, PriceChanged, SurchargeAboveLimit.
    """
    with session.begin_nested():
        order = _movable(session, order_id)
        _check_customer(order, by)
        needs_a_free_way(session, order.ticket)
        if offered_to_customer(session, order) is not None:
            raise TooLate(order=order.id)
        kept = _own_hold(session, order, hold_id, by, now)
        _keep_longer(session, kept, now)
        agree_to_sum(session, order, kept.starts, kept.ends, heard, by=by, now=now)
        made = _put(session, order, kept, now)
        at_once = _is_free_to_agree(order, kept)
        if at_once:
            _agree(session, order, made, by, now, stands_for=PROVED)
        else:
            _wish(session, order, made, by, now)
    return at_once


def accept_time(
    session: Session, order_id: int, proposal_id: int, *, by: Person, now: datetime, heard: Heard | None = None
) -> Ticket:
    """The customer takes the time that they read, with its sum.

    Raises Gone, TooLate (also for another one by now), TimePast, SlotTaken, PriceChanged, SurchargeAboveLimit.
    """
    with session.begin_nested():
        order, found = _offered(session, order_id, proposal_id, by)
        agree_to_sum(session, order, found.starts, found.ends, heard, by=by, now=now)
        return _agree(session, order, found, by, now, stands_for=PROVED)


def decline_time(session: Session, order_id: int, proposal_id: int, *, by: Person, now: datetime) -> Order:
    """The time that they read does not suit: it is free for others, and who proposed it hears. Raises Gone, TooLate."""
    with session.begin_nested():
        order, found = _offered(session, order_id, proposal_id, by)
        found.state = ProposalState.DECLINED
        release(session, hold=found.hold, now=now)
        _note(session, order, "time_declined", by, now, found)
        if found.by_id is not None:
            inform(session, order, found.by_id, "order.time_declined.proposer", now, occasion=f"t{found.id}")
    return order


def confirm_time(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    start: datetime | None = None,
    heard: Heard | None = None,
) -> Ticket:
    """Customer service has agreed the time with the customer: the one that is wished, else the booked one, or another (R076).

    What the customer wishes is agreed to already; of another, dearer time the sum is read out, and a yes to it `heard`.
    Raises Gone, NotYours, TooLate (also where there is no time to confirm), TimePast, SlotTaken, PriceChanged, SurchargeAboveLimit.
    """
    with session.begin_nested():
        order = _movable(session, order_id)
        wished = wished_by_customer(session, order) if start is None else None
        if wished is not None:
            return _agree(session, order, wished, by, now)
        booked = booking_of(session, order.subject)
        if booked is None and start is None:
            raise TooLate(order=order.id)
        if start is not None and (booked is None or booked.starts != start):
            booked = _moved(session, order, start, by, now)
        assert booked is not None
        agree_to_sum(session, order, booked.starts, booked.ends, heard, by=by, now=now)
        return _confirm(session, order, booked, by, now)


def _offered(session: Session, order_id: int, proposal_id: int, by: Person) -> tuple[Order, TimeProposal]:
    """The order, locked, with the time that its customer read, if it is still the one that the office proposes."""
    order = _movable(session, order_id)
    _check_customer(order, by)
    found = offered_to_customer(session, order)
    if found is None or found.id != proposal_id:
        raise TooLate(order=order.id)
    return order, found


def _own_hold(session: Session, order: Order, hold_id: int, by: Person, now: datetime) -> Hold:
    """What the customer holds, locked, and taken again where it had run out; raises Gone, SlotTaken."""
    kept = locked_hold(session, hold_id)
    if kept.person_id != by.id or kept.subject not in ("", order.subject):
        raise Gone
    if not keep(session, hold_id, kept.need, now=now):
        raise SlotTaken(next=[])
    return kept


def _movable(session: Session, order_id: int) -> Order:
    """Only what is agreed to gets a time, and only before anybody is there (R047)."""
    known = session.get(Order, order_id)
    if known is None:
        raise Gone
    locked_ticket(session, known.ticket_id)  # always the ticket first
    order = locked(session, order_id)
    if order.state not in AGREED - ENDED or order.ticket.status not in MOVES["confirm_time"].starts:
        raise TooLate(order=order.id)
    return order


def _check_customer(order: Order, by: Person) -> None:
    if by.id != order.ticket.reporter_id:
        raise Gone


def _held(session: Session, order: Order, start: datetime, now: datetime) -> Hold:
    """Kept in the customer's name, so that it counts as free when they look for a time themselves."""
    need, customer = need_of(session, order), order.ticket.reporter
    kept = hold(session, order.project, need, start, by=customer, now=now, subject=order.subject)
    _keep_longer(session, kept, now)
    return kept


def _keep_longer(session: Session, kept: Hold, now: datetime) -> None:
    """The other side has some hours to answer."""
    kept.held_until = max(kept.held_until, min(kept.starts - NOTICE, now + KEPT))
    watch_hold(session, kept)


def _moved(session: Session, order: Order, start: datetime, by: Person, now: datetime) -> Hold:
    if booking_of(session, order.subject) is not None:
        return move(session, order.subject, start, by=by, now=now)
    return book(session, _held(session, order, start, now).id, order.subject, now=now, ticket_id=order.ticket_id)


def _put(session: Session, order: Order, kept: Hold, now: datetime, by_id: int | None = None) -> TimeProposal:
    close_proposal(session, order, now, but=kept.id)
    kept.subject = offered(order.subject)
    made = TimeProposal(order_id=order.id, starts=kept.starts, ends=kept.ends, hold_id=kept.id, by_id=by_id, at=now)
    session.add(made)
    session.flush()
    return made


def _is_free_to_agree(order: Order, kept: Hold) -> bool:
    """Nobody has to confirm it, and whoever has the job, if anybody has, is free then."""
    ticket = order.ticket
    return order.service_class != ServiceClass.CLEANING and ticket.assignee_id in (None, kept.staff_id)


def _wish(session: Session, order: Order, made: TimeProposal, by: Person, now: datetime) -> None:
    facts = {"wished": made.starts.isoformat()}
    with moving_ticket(session, order.ticket_id, "wish", by=by, now=now, facts=facts) as ticket:
        ticket.wished_from, ticket.wished_to = made.starts, made.ends


def _agree(
    session: Session,
    order: Order,
    found: TimeProposal,
    by: Person,
    now: datetime,
    stands_for: tuple[TicketPart, ...] = (),
) -> Ticket:
    """The proposed time is the time: it is booked, and everybody who comes or waits hears it."""
    booked = book(session, found.hold_id, order.subject, now=now, ticket_id=order.ticket_id)
    found.state = ProposalState.ACCEPTED
    return _confirm(session, order, booked, by, now, stands_for)


def _confirm(
    session: Session,
    order: Order,
    booked: Hold,
    by: Person,
    now: datetime,
    stands_for: tuple[TicketPart, ...] = (),
) -> Ticket:
    close_proposal(session, order, now)
    needs_time_ahead(order.ticket, booked.starts, now)
    facts = {"appointed": booked.starts.isoformat()}
    with moving_ticket(
        session, order.ticket_id, "confirm_time", by=by, now=now, facts=facts, stands_for=stands_for
    ) as ticket:
        agree(ticket, booked.starts, booked.ends)
    if ticket.assignee is not None and ticket.status in {Status.ASSIGNED, Status.ACCEPTED}:
        follow_assignment(session, order.subject, ticket.assignee, now)
    return ticket


def _note(session: Session, order: Order, what: str, by: Person, now: datetime, about: TimeProposal) -> None:
    record(
        session,
        project_id=order.project_id,
        subject=order.subject,
        kind=f"order.{what}",
        now=now,
        actor_id=by.id,
        facts={"proposal": about.id, "starts": about.starts.isoformat()},
    )
