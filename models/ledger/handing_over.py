"""Cash goes from who collected it into the till: counted by the other side, never by oneself (X3, R074, R126)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.accounts import TILL, Account, cash, shortage
from models.ledger.lifecycle import DEEDS, HandOverState, PaymentState
from models.ledger.lifecycle import Part as Side
from models.ledger.posting import LARGEST, open_book, post
from models.ledger.queries import holding_of, payments_in, reads_all
from models.ledger.rights import ANYBODY, OVERSEES, RECEIVES, SETTLES, check_role, is_one_of
from models.ledger.tables import HandOver, Payment
from models.ledger.telling import inform, note, staff_with
from models.ledger.waiting import watch_until_seen
from models.order_refusals import NotAnAmount, NothingOnHand, SameAmount
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, OwnMoney, ReasonMissing, TooLate


def chosen_on_hand(session: Session, by: Person, numbers: Sequence[int] | None) -> tuple[Sequence[Payment], int]:
    """Payments that somebody has on hand, all or those named, and what they come to; in fen.

    Raises NothingOnHand.
    """
    holding = holding_of(session, by)
    payments = [one for one in holding.free if numbers is None or one.id in numbers]
    if not payments or (numbers is not None and len(payments) != len(set(numbers))):
        raise NothingOnHand
    return payments, sum(one.amount_fen for one in payments)


def has_left(person: Person) -> bool:
    """Whether a colleague works here no more."""
    return person.staff is not None and person.staff.left_at is not None


def propose(
    session: Session,
    *,
    by: Person,
    to: Person,
    now: datetime,
    payments: Sequence[int] | None = None,
    in_place: Person | None = None,
) -> HandOver:
    """Who collected money hands all of it over, or some payments, to the cashier or finance, who are to count it.

    `in_place` of somebody who has left those in charge do so. Raises NotYours (also where the receiver is none), OwnMoney or
    NothingOnHand.
    """
    with session.begin_nested():
        open_book(session, by.project_id)
        if in_place is None:
            check_role(by, ANYBODY, by.project_id)
        else:
            check_role(in_place, OVERSEES, by.project_id)
            if not has_left(by):
                raise NotYours
        check_role(to, RECEIVES, by.project_id)
        if to.id == by.id:
            raise OwnMoney
        mine, fen = chosen_on_hand(session, by, payments)
        one = HandOver(project_id=by.project_id, giver_id=by.id, receiver_id=to.id, amount_fen=fen, at=now)
        session.add(one)
        session.flush()
        for payment in mine:
            payment.state, payment.handover_id = PaymentState.IN_TRANSIT, one.id
            note(session, payment, "payment.handed", in_place or by, now, {"handover": one.id})
        session.flush()
        note(session, one, "handover.proposed", in_place or by, now, {"fen": fen, "to": to.id})
        inform(session, one, [to.id], "handover.to_count", now, occasion="v1")
        watch_until_seen(session, one, now)
    return one


def parts_of(one: HandOver, person: Person) -> frozenset[Side]:
    """What somebody is to a hand-over; nothing for who may not know of it."""
    if person.project_id != one.project_id or not is_one_of(person, ANYBODY):
        return frozenset()
    parts = {Side.READER} if reads_all(person) else set()
    in_place = has_left(one.giver) and is_one_of(person, OVERSEES)
    parts |= {Side.GIVER} if person.id == one.giver_id or in_place else set()
    parts |= {Side.RECEIVER} if person.id == one.receiver_id and is_one_of(person, RECEIVES) else set()
    parts |= {Side.MANAGER} if is_one_of(person, SETTLES) else set()
    return frozenset(parts)


def allowed(one: HandOver, person: Person) -> set[str]:
    """The deeds that somebody may do with a hand-over as it is now."""
    parts, own = parts_of(one, person), person.id in {one.giver_id, one.receiver_id}
    fitting = (deed for deed in DEEDS.values() if one.state in deed.starts and deed.by in parts)
    return {deed.name for deed in fitting if not (deed.apart and own)}


@contextmanager
def _doing(session: Session, name: str, number: int, by: Person, now: datetime, seen: int | None) -> Iterator[HandOver]:
    """Do a deed of the table; the body moves the money."""
    deed = DEEDS[name]
    with session.begin_nested():
        open_book(session, by.project_id)
        wanted = select(HandOver).where(HandOver.id == number, HandOver.project_id == by.project_id)
        one = session.scalar(wanted.with_for_update(of=HandOver).execution_options(populate_existing=True))
        parts = parts_of(one, by) if one else frozenset()
        if one is None or not parts:
            raise Gone
        if by.id == one.giver_id and deed.by != Side.GIVER:
            raise OwnMoney
        if deed.by not in parts:
            raise NotYours
        if deed.apart and by.id == one.receiver_id:
            raise OwnMoney
        if one.state not in deed.starts:
            raise TooLate
        if seen is not None and seen != one.version:
            raise Outdated
        yield one
        one.state, one.version = deed.ends, one.version + 1
        one.ended_at = now if one.state in {HandOverState.CONFIRMED, HandOverState.WITHDRAWN} else None
        session.flush()
        note(session, one, f"handover.{name}", by, now)


def confirm(session: Session, number: int, *, by: Person, now: datetime, seen: int | None = None) -> HandOver:
    """The receiver has counted the whole amount, which is in the till now.

    Raises Gone, NotYours, OwnMoney, TooLate or Outdated.
    """
    with _doing(session, "confirm", number, by, now, seen) as one:
        _into_the_till(session, one, one.amount_fen, by, now)
        inform(session, one, [one.giver_id], "handover.confirmed", now, occasion=f"v{one.version}")
    return one


def _into_the_till(session: Session, one: HandOver, fen: int, by: Person, now: datetime) -> None:
    if fen:
        _move(session, one, "hand_over", (cash(one.giver_id), TILL), fen, by, now)
    for payment in payments_in(session, one):
        payment.state = PaymentState.IN_TILL
        note(session, payment, "payment.in_till", by, now)


def _move(
    session: Session, one: HandOver, deed: str, way: tuple[Account, Account], fen: int, by: Person, now: datetime
) -> None:
    post(
        session,
        project_id=one.project_id,
        deed=deed,
        source=way[0],
        target=way[1],
        amount_fen=fen,
        subject=one.subject,
        occasion="counted",
        by_id=by.id,
        now=now,
    )


def differ(
    session: Session, number: int, *, by: Person, now: datetime, counted_fen: int, reason: str, seen: int | None = None
) -> HandOver:
    """The receiver has counted another amount, and says why; the giver and those in charge hear of it. In fen.

    Raises Gone, NotYours, OwnMoney, TooLate, Outdated, NotAnAmount, SameAmount or ReasonMissing.
    """
    with _doing(session, "differ", number, by, now, seen) as one:
        if type(counted_fen) is not int or not 0 <= counted_fen <= LARGEST:
            raise NotAnAmount
        if counted_fen == one.amount_fen:
            raise SameAmount
        if not reason.strip():
            raise ReasonMissing
        one.counted_fen, one.reason = counted_fen, reason.strip()
        people = [one.giver_id, *staff_with(session, one.project_id, OVERSEES)]
        hearing = [number for number in people if number != by.id]
        inform(session, one, hearing, "handover.differs", now, occasion=f"v{one.version}")
    return one


def withdraw(session: Session, number: int, *, by: Person, now: datetime, seen: int | None = None) -> HandOver:
    """The giver takes it back, perhaps to count it once more; it is on hand again.

    Raises Gone, NotYours, TooLate or Outdated.
    """
    with _doing(session, "withdraw", number, by, now, seen) as one:
        for payment in payments_in(session, one):
            payment.state, payment.handover_id = PaymentState.ON_HAND, None
            note(session, payment, "payment.on_hand", by, now)
        inform(session, one, [one.receiver_id], "handover.withdrawn", now, occasion=f"v{one.version}")
    return one


def settle(
    session: Session, number: int, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> HandOver:
    """The manager takes the counted amount as handed over and writes the rest down as the giver's shortage, with a reason.

    Raises Gone, NotYours, OwnMoney, TooLate, Outdated or ReasonMissing.
    """
    with _doing(session, "settle", number, by, now, seen) as one:
        if not reason.strip():
            raise ReasonMissing
        counted = one.counted_fen or 0
        _into_the_till(session, one, min(counted, one.amount_fen), by, now)
        short = shortage(one.giver_id)
        way = (cash(one.giver_id), short) if counted < one.amount_fen else (short, TILL)
        _move(session, one, "shortage", way, abs(one.amount_fen - counted), by, now)
        one.settled_reason, one.settled_by_id = reason.strip(), by.id
        people = [one.giver_id, one.receiver_id]
        inform(session, one, people, "handover.settled", now, occasion=f"v{one.version}")
    return one
