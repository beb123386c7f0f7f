"""The deeds of the price list: drafted, written, handed in, reviewed, approved, suspended and resumed; each once (R059, R077, DOMAIN 5.7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.knowledge.lifecycle import Part
from models.knowledge.reading import parts_of
from models.people import Person
from models.prices.lifecycle import APPROVED, MOVES, REASONED, State
from models.prices.reading import day_of, editions_of, hands_of, moves_for, next_list_version, under_way
from models.prices.tables import PriceEdition, PriceItem, PriceStep, Shelf
from models.prices.telling import tell_desk, tell_next, tell_writers
from models.prices.terms import HOMES, Terms, terms_of
from models.refusals import Gone, ImpossibleTime, NotYours, Outdated, OwnWords, ReasonMissing, TooLate


def may_draft(person: Person) -> bool:
    """Whether somebody drafts prices: desk and field (DOMAIN 5.7)."""
    return Part.DRAFTER in parts_of(person.staff)


def begin(session: Session, *, by: Person, now: datetime, shelf: Shelf, terms: Terms) -> PriceEdition:
    """Draft a new item under the next code of its shelf; raises NotYours, WordsMissing or OutOfRange."""
    if not may_draft(by):
        raise NotYours
    terms.check()
    home = HOMES[shelf]
    with session.begin_nested():
        session.execute(select(Project.id).where(Project.id == by.project_id).with_for_update())
        item = PriceItem(
            project_id=by.project_id,
            code=_next_code(session, by.project_id, shelf),
            shelf=shelf,
            service_class=home.service_class,
            department=home.department,
            trade=home.trade,
        )
        session.add(item)
        session.flush()
        return _draft(session, item, 1, terms, by, now)


def _next_code(session: Session, project_id: int, shelf: Shelf) -> str:
    """Codes are never used again; those that stand apart, such as Q99, do not count."""
    codes = set(session.scalars(select(PriceItem.code).where(PriceItem.project_id == project_id)))
    return next(code for number in range(1, 10**6) if (code := f"{shelf.value}{number:02d}") not in codes)


def _draft(
    session: Session, item: PriceItem, number: int, terms: Terms, by: Person | None, now: datetime
) -> PriceEdition:
    one = terms.edition(item.id, number)
    session.add(one)
    session.flush()
    session.refresh(one, ["item"])
    note(session, one, "draft", by, now)
    return one


def redraft(session: Session, edition_id: int, *, by: Person, now: datetime) -> PriceEdition:
    """A new version of an item, with the terms of this one from today on; what is approved holds until it is replaced.

    Raises Gone, NotYours, or TooLate where another one is under way.
    """
    with session.begin_nested():
        old = locked(session, edition_id)
        if old.item.project_id != by.project_id:
            raise Gone
        if not may_draft(by):
            raise NotYours(price=old.id)
        session.execute(select(PriceItem.id).where(PriceItem.id == old.item_id).with_for_update())
        if (other := under_way(session, old.item_id)) is not None:
            raise TooLate(price=other.id)
        number = editions_of(session, old.item_id)[0].number + 1
        today = day_of(session.get_one(Project, old.item.project_id), now)
        terms = replace(terms_of(old), valid_from=max(today, old.valid_from))
        return _draft(session, old.item, number, terms, by, now)


def locked(session: Session, edition_id: int) -> PriceEdition:
    """The version, locked until the end of the transaction; raises Gone."""
    wanted = select(PriceEdition).where(PriceEdition.id == edition_id).with_for_update(of=PriceEdition)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def check_move(session: Session, one: PriceEdition, name: str, by: Person, now: datetime) -> None:
    """Whether this person may make the move now; raises Gone, NotYours, TooLate, or OwnWords who wrote or reviewed it."""
    parts = parts_of(by.staff)
    if not parts or one.item.project_id != by.project_id:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(price=one.id)
    move = MOVES.get((name, one.state))
    if move is None:
        raise TooLate(price=one.id)
    if not parts & move.by:
        raise NotYours(price=one.id)
    if hands_of(session, one, by) & move.apart:
        raise OwnWords(price=one.id)
    if name not in moves_for(session, by, one, day_of(session.get_one(Project, one.item.project_id), now)):
        raise TooLate(price=one.id)


@contextmanager
def moving(
    session: Session,
    edition_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None,
    words: str = "",
    days: tuple[date | None, date | None] = (None, None),
) -> Iterator[PriceEdition]:
    """Make a move of the table; the body adds what is special about it.

    Raises like `check_move`, Outdated (decided on another version), ReasonMissing; then nothing has changed.
    """
    with session.begin_nested():
        one = locked(session, edition_id)
        check_move(session, one, name, by, now)
        if seen is not None and seen != one.version:
            raise Outdated(price=one.id)
        if name in REASONED and not words.strip():
            raise ReasonMissing(price=one.id)
        yield one
        before = one.state
        one.state, one.version = MOVES[name, before].end, one.version + 1
        note(session, one, name, by, now, state=before, words=words, days=days)


def note(
    session: Session,
    one: PriceEdition,
    move: str,
    by: Person | None,
    now: datetime,
    *,
    state: State = State.DRAFT,
    words: str = "",
    days: tuple[date | None, date | None] = (None, None),
) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    step = PriceStep(edition_id=one.id, move=move, state=state, by_id=by_id, at=now, words=words.strip())
    step.from_day, step.until_day = days
    session.add(step)
    session.flush()
    facts = {"state": one.state, "version": one.version, "item": one.item.code, "edition": one.number}
    kind, office = f"price.{move}", one.item.project_id
    record(session, project_id=office, subject=one.subject, kind=kind, now=now, actor_id=by_id, facts=facts)


def write(
    session: Session, edition_id: int, *, by: Person, now: datetime, terms: Terms, seen: int | None = None
) -> PriceEdition:
    """Other terms for a draft; raises like `moving`, WordsMissing or OutOfRange."""
    with moving(session, edition_id, "write", by=by, now=now, seen=seen) as one:
        terms.put(one)
    return one


def hand_in(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> PriceEdition:
    """Give a draft to the supervisor; raises like `moving`."""
    with moving(session, edition_id, "hand_in", by=by, now=now, seen=seen) as one:
        terms_of(one).check()
    tell_next(session, one, by, now)
    return one


def review(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> PriceEdition:
    """The supervisor finds it right; the manager hears. Raises like `moving`."""
    with moving(session, edition_id, "review", by=by, now=now, seen=seen) as one:
        pass
    tell_next(session, one, by, now)
    return one


def publish(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> PriceEdition:
    """The manager approves it: it holds from its day on, or from today where that has passed; the former one until the day before.

    Raises like `moving`.
    """
    with moving(session, edition_id, "publish", by=by, now=now, seen=seen) as one:
        project = session.get_one(Project, one.item.project_id, with_for_update=True)
        one.valid_from = max(one.valid_from, day_of(project, now))
        _replace_others(session, one, by, now)
        one.listed, one.published_at = next_list_version(session, project.id), now
        one.approved_by_id = by.id
    tell_writers(session, one, by, now, back=False)
    return one


def _replace_others(session: Session, one: PriceEdition, by: Person, now: datetime) -> None:
    """Whatever would hold on the first day or later ends the day before; one that has not begun by then never does."""
    last = one.valid_from - timedelta(days=1)
    former = select(PriceEdition).where(PriceEdition.item_id == one.item_id, PriceEdition.state.in_(APPROVED))
    for old in session.scalars(former.with_for_update(of=PriceEdition)):
        if old.valid_until is None or old.valid_until > last:
            before, old.state, old.version, old.valid_until = old.state, State.REPLACED, old.version + 1, last
            note(session, old, "replace", by, now, state=before)


def send_back(
    session: Session, edition_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> PriceEdition:
    """It has to be written otherwise, and why; whoever wrote it hears. Raises like `moving`."""
    with moving(session, edition_id, "send_back", by=by, now=now, seen=seen, words=words) as one:
        pass
    tell_writers(session, one, by, now, back=True)
    return one


def suspend(
    session: Session,
    edition_id: int,
    *,
    by: Person,
    now: datetime,
    words: str,
    start: date | None = None,
    until: date | None = None,
    seen: int | None = None,
) -> PriceEdition:
    """The item is not offered from a day (today) until a day (until it is resumed), both included, and why (R077).

    Raises like `moving`, or ImpossibleTime.
    """
    one = session.get(PriceEdition, edition_id)
    today = day_of(session.get_one(Project, one.item.project_id), now) if one else now.date()
    days = start or today, until
    with moving(session, edition_id, "suspend", by=by, now=now, seen=seen, words=words, days=days) as one:
        if days[0] < today or (until is not None and until < days[0]):
            raise ImpossibleTime(price=one.id)
        one.item.suspended_from, one.item.suspended_until = days
    tell_desk(session, one, by, now)
    return one


def resume(
    session: Session, edition_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> PriceEdition:
    """The item is offered again at once, and why; raises like `moving`."""
    with moving(session, edition_id, "resume", by=by, now=now, seen=seen, words=words) as one:
        one.item.suspended_from = one.item.suspended_until = None
    tell_desk(session, one, by, now)
    return one


def drop(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> PriceEdition:
    """A draft that nobody needs. Raises like `moving`."""
    with moving(session, edition_id, "drop", by=by, now=now, seen=seen) as one:
        pass
    return one
