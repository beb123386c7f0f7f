"""A service is booked from the price list, or asked for in the customer's own words (R063-R066, R075, R076, R078)."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.access.rights import Right, may
from models.capacity.actions import book as book_time
from models.capacity.free import is_outside
from models.capacity.tables import Hold
from models.estate import Both, Project, Unit
from models.hours import hours_of
from models.notices import Pace
from models.order_refusals import NotBookable, PriceChanged
from models.orders.classes import SYMPTOM_OF
from models.orders.consenting import Shown, keep
from models.orders.lifecycle import Part, State
from models.orders.limits import needs_approval
from models.orders.lines import lines_of
from models.orders.moving import note
from models.orders.quoting import put
from models.orders.settling import settle_time
from models.orders.tables import Answer, Order, QuoteState
from models.orders.telling import heads_of_cleaning, holders, inform
from models.orders.timing import watch
from models.people import MAY_NOT_ENTER, Person, Role, Staff
from models.policy import policy_of
from models.prices.estimate import ONE, Estimate, estimate
from models.prices.reading import edition_on
from models.prices.tables import PriceEdition, ServiceClass
from models.refusals import Gone, NotYours, OutOfRange, WordsMissing
from models.tickets.kinds import Payment
from models.tickets.reporting import report
from models.tickets.tables import Channel, Ticket

ANY = "13.9"
CUSTOM = Both("其他服务需求", "Another service")
ENTERS = frozenset(Role) - MAY_NOT_ENTER
HEARD = "telephone"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody books: so many hundredths of an item, for the price that they read, in the time that was held for them."""

    edition: PriceEdition
    quantity: int
    expected_fen: int
    hold_id: int | None = None
    spot: str = "office"
    words: str = ""
    media: Sequence[int] = ()
    door: Mapping[str, str] | None = None


def price_of(
    project: Project, edition: PriceEdition, quantity: int, start: datetime | None, end: datetime | None
) -> Estimate:
    """What it comes to at that time. Raises OutOfRange for a quantity that is none, or an item without a price of its own."""
    if not 0 < quantity <= edition.most * ONE or (edition.whole_only and quantity % ONE):
        raise OutOfRange
    found = estimate(
        edition,
        quantity,
        outside_hours=start is not None and is_outside(hours_of(project), start, end or start),
        surcharge_percent=policy_of(project).service_surcharge_percent,
    )
    if found is None:
        raise OutOfRange
    return found


def book(
    session: Session,
    *,
    project: Project,
    by: Person,
    unit: Unit,
    wanted: Wanted,
    shown: Shown,
    now: datetime,
    channel: Channel = Channel.BOT,
    entered_by: Staff | None = None,
) -> Order:
    """Book an item: the ticket, the order, the price, the consent and the time are one deed (R064, R075).

    Whoever books for a customer on the telephone records the consent that was heard (R065).

    Raises Gone (no right to order for the unit, or not the time that was held for them), NotYours (a colleague who enters none),
    NotBookable, PriceChanged (not what was read), OutOfRange, TimePast, SlotTaken.
    """
    check_may_order(session, by, unit, entered_by)
    with session.begin_nested():
        when = _time_held(session, wanted, {by.id, entered_by.person_id if entered_by else by.id})
        found = price_of(project, wanted.edition, wanted.quantity, *(when or (None, None)))
        _check_price(session, project, wanted, found, now)
        ticket = _ticket(session, project, by, unit, wanted, when, now, channel, entered_by)
        order = _order(session, ticket, wanted.edition.item.service_class, now, wanted)
        note(session, order, "request", entered_by.person if entered_by else by, now, state=order.state)
        _by_the_list(session, order, found, by, entered_by, shown, now)
        _keep_time(session, order, wanted, now)
        _tell(session, order, by, now)
        watch(session, order, now)
    return order


def ask_for(
    session: Session,
    *,
    project: Project,
    by: Person,
    unit: Unit,
    words: str,
    now: datetime,
    look_first: bool = False,
    wished: tuple[datetime, datetime | None] | None = None,
    media: Sequence[int] = (),
    door: Mapping[str, str] | None = None,
    channel: Channel = Channel.BOT,
    entered_by: Staff | None = None,
) -> Order:
    """What the list does not have, or what nobody can describe: the office names a price, or somebody looks first (R066, R078).

    Raises Gone, NotYours, WordsMissing.
    """
    check_may_order(session, by, unit, entered_by)
    if not words.strip():
        raise WordsMissing
    with session.begin_nested():
        asked = {"words": words.strip(), "wished": wished, "media": media, "door": door, "spot": ""}
        ticket = _reported(session, project, by, unit, ANY, CUSTOM, asked, now, channel, entered_by)
        order = _order(session, ticket, ServiceClass.OTHER, now, look_first=look_first)
        note(session, order, "request", entered_by.person if entered_by else by, now, state=order.state)
        _tell(session, order, by, now)
        watch(session, order, now)
    return order


def check_may_order(session: Session, by: Person, unit: Unit, entered_by: Staff | None) -> None:
    """Only who may order for the unit, also when a colleague enters it; raises Gone, NotYours."""
    if entered_by is not None and (entered_by.role not in ENTERS or entered_by.left_at):
        raise NotYours
    if not may(session, by, unit, Right.ORDER):
        raise Gone


def _check_price(session: Session, project: Project, wanted: Wanted, found: Estimate, now: datetime) -> None:
    """What was read must still be what the list says (R064)."""
    day = now.astimezone(project.zone).date()
    current = edition_on(session, wanted.edition.item_id, day)
    if current is None or current.item.rests_on(day):
        raise NotBookable
    if current.id != wanted.edition.id or found.total_fen != wanted.expected_fen:
        raise PriceChanged


def _time_held(session: Session, wanted: Wanted, thinking: Set[int]) -> tuple[datetime, datetime] | None:
    """The time that was held, by whoever books or enters it; None where none was chosen. Raises Gone for another's."""
    if wanted.hold_id is None:
        return None
    kept = session.get(Hold, wanted.hold_id)
    if kept is None or kept.person_id not in thinking:
        raise Gone
    return kept.starts, kept.ends


def _ticket(
    session: Session,
    project: Project,
    by: Person,
    unit: Unit,
    wanted: Wanted,
    when: tuple[datetime, datetime] | None,
    now: datetime,
    channel: Channel,
    entered_by: Staff | None,
) -> Ticket:
    asked = {
        "words": wanted.words,
        "wished": when,
        "media": wanted.media,
        "door": wanted.door,
        "spot": wanted.spot,
    }
    symptom = SYMPTOM_OF.get(wanted.edition.item.trade, ANY)
    return _reported(session, project, by, unit, symptom, wanted.edition.name, asked, now, channel, entered_by)


def _reported(
    session: Session,
    project: Project,
    by: Person,
    unit: Unit,
    symptom: str,
    what: Both,
    asked: Mapping[str, Any],
    now: datetime,
    channel: Channel,
    entered_by: Staff | None,
) -> Ticket:
    ticket = report(
        session,
        project=project,
        by=by,
        unit=unit,
        inside=True,
        symptom_code=symptom,
        what=what,
        now=now,
        channel=channel,
        entered_by=entered_by,
        receipt=False,
        **asked,
    )
    ticket.payment = Payment.PAID
    return ticket


def _order(
    session: Session,
    ticket: Ticket,
    service_class: ServiceClass,
    now: datetime,
    wanted: Wanted | None = None,
    *,
    look_first: bool = False,
) -> Order:
    order = Order(
        project_id=ticket.project_id,
        ticket_id=ticket.id,
        service_class=service_class,
        edition_id=wanted.edition.id if wanted else None,
        quantity=wanted.quantity if wanted else None,
        look_first=look_first,
        asked_at=now,
    )
    session.add(order)
    session.flush()
    return order


def _by_the_list(
    session: Session,
    order: Order,
    found: Estimate,
    by: Person,
    entered_by: Staff | None,
    shown: Shown,
    now: datetime,
) -> None:
    """The price list's own price, and the consent that was given with the booking; the two are steps like any other (X3)."""
    assert order.edition is not None
    edition = order.edition
    priced = put(
        session, order, by=None, now=now, lines=lines_of(edition, found), guarantee_days=edition.guarantee_days
    )
    order.state, order.quoted_at = State.QUOTED, now
    note(session, order, "quote", None, now, state=State.REQUESTED)
    speaker = entered_by.person if entered_by else by
    waits = needs_approval(session, order, priced.total_fen)
    keep(session, priced, Answer.AGREED, by=speaker, now=now, shown=shown, words=HEARD if entered_by else "")
    if waits:
        order.state = State.APPROVAL
        priced.valid_until = _approved_in_time(priced.valid_until, order.ticket.wished_from)
    else:
        priced.state, order.state, order.consented_at = QuoteState.AGREED, State.CONSENTED, now
    note(session, order, "ask_approval" if waits else "agree", speaker, now, state=State.QUOTED)


def _approved_in_time(until: datetime | None, start: datetime | None) -> datetime | None:
    """An approval is no use any more once the time that was booked has begun."""
    return min((one for one in (until, start) if one is not None), default=None)


def _keep_time(session: Session, order: Order, wanted: Wanted, now: datetime) -> None:
    """The time that was held is booked; cleaning is agreed by customer service, a person, and not by the form (R076)."""
    if wanted.hold_id is not None:
        book_time(session, wanted.hold_id, order.subject, now=now, ticket_id=order.ticket_id)
    if order.state == State.CONSENTED:
        settle_time(session, order, now)


def _tell(session: Session, order: Order, by: Person, now: datetime) -> None:
    """The customer has the number, those who agree to so much are asked, and cleaning rings its head at once (R076)."""
    if order.ticket.entered_by_id is None:
        inform(session, order, by.id, "order.booked.customer", now, pace=Pace.REPLY)
    if order.state == State.APPROVAL:
        for person_id in holders(session, Part.APPROVER, order, now):
            inform(session, order, person_id, f"order.ask_approval.{Part.APPROVER}", now)
    if order.service_class == ServiceClass.CLEANING:
        for head in heads_of_cleaning(session, order):
            inform(session, order, head.person_id, "order.cleaning", now)
