"""The deeds of an enquiry: asked, chosen, passed to a person, taken, answered, escalated, resolved (R034, R037, R038)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.counters import next_number
from models.enquiries.lifecycle import ENDED, MOVES, WITH_PERSON, State
from models.enquiries.reading import parts_of, shown_to
from models.enquiries.tables import Enquiry, EnquiryStep
from models.enquiries.telling import desk, hears_of, leaders, ring, tell_asker
from models.enquiries.timing import watch
from models.estate import Project
from models.events import record
from models.knowledge.reading import matching, readable
from models.knowledge.tables import Edition
from models.marks.noting import listen
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, TooLate, WordsMissing

PREFIX = "ZX"  # DOMAIN 5.1
LONGEST = 500


def ask(session: Session, project: Project, *, by: Person, words: str, now: datetime) -> tuple[Enquiry, list[Edition]]:
    """A question in words: its answer is shown where that is sure, or those that may fit, or a person gets it (R034).

    Returns the enquiry and what may fit; raises WordsMissing.
    """
    if not words.strip():
        raise WordsMissing
    with session.begin_nested():
        sure, likely = matching(session, project, words)
        state = State.SHOWN if sure else State.OFFERED if likely else State.WITH_DESK
        one = _added(session, project, by, now, state, words=words.strip()[:LONGEST], edition=sure)
        listen(session, one, by=by, words=words, now=now)
    return one, likely


def look_up(session: Session, project: Project, edition_id: int, *, by: Person, now: datetime) -> Enquiry:
    """Somebody opens a question of the list; once as long as its answer is before them. Raises Gone."""
    with session.begin_nested():
        edition = readable(session, project.id, edition_id)
        known = shown_to(session, by, edition.id)
        return known or _added(session, project, by, now, State.SHOWN, edition=edition)


def _added(
    session: Session,
    project: Project,
    by: Person,
    now: datetime,
    state: State,
    *,
    words: str = "",
    edition: Edition | None = None,
) -> Enquiry:
    one = Enquiry(
        project_id=project.id,
        person_id=by.id,
        words=words,
        state=state,
        asked_at=now,
        edition_id=edition.id if edition else None,
        answered_at=now if edition else None,
    )
    session.add(one)
    session.flush()
    note(session, one, "ask", by, now, state=state)
    if state == State.WITH_DESK:
        _pass(session, one, by, now)
    watch(session, one, now)
    one.number = next_number(session, project.id, PREFIX, now.astimezone(project.zone).date())
    session.flush()
    return one


def _pass(session: Session, one: Enquiry, by: Person, now: datetime) -> None:
    """The desk on duty rings; the first of them is the first receiver and stays so (R022)."""
    people = desk(session, one, now)
    one.passed_at = now
    if people:
        one.receiver_id = one.keeper_id = people[0].person_id
        session.flush()
        session.refresh(one, ["receiver", "keeper"])
    ring(session, one, people or leaders(session, one), by.id, now)


def locked(session: Session, enquiry_id: int) -> Enquiry:
    """The enquiry, locked until the end of the transaction; raises Gone."""
    wanted = select(Enquiry).where(Enquiry.id == enquiry_id).with_for_update(of=Enquiry)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def check_move(one: Enquiry, name: str, by: Person) -> None:
    """Whether this person may make the move now; raises Gone, NotYours or TooLate."""
    parts = parts_of(by, one)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(enquiry=one.id)
    move = MOVES.get((name, one.state))
    if move is None:
        raise TooLate(enquiry=one.id)
    if not parts & move.by:
        raise NotYours(enquiry=one.id)


@contextmanager
def moving(
    session: Session,
    enquiry_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    words: str = "",
) -> Iterator[Enquiry]:
    """Make a move of the table; the body adds what is special about it.

    Raises like `check_move`, and Outdated (decided on another version); then nothing has changed.
    """
    with session.begin_nested():
        one = locked(session, enquiry_id)
        check_move(one, name, by)
        if seen is not None and seen != one.version:
            raise Outdated(enquiry=one.id)
        yield one
        advance(session, one, name, by, now, words=words)


def advance(session: Session, one: Enquiry, name: str, by: Person | None, now: datetime, *, words: str = "") -> None:
    """The state that the table says, the step, the event, and what the clock has to look after from now on."""
    before = one.state
    one.state, one.version = MOVES[name, before].end, one.version + 1
    one.ended_at = now if one.state in ENDED else None
    note(session, one, name, by, now, state=before, words=words)
    watch(session, one, now)


def note(
    session: Session, one: Enquiry, move: str, by: Person | None, now: datetime, *, state: State, words: str = ""
) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    session.add(EnquiryStep(enquiry_id=one.id, move=move, state=state, by_id=by_id, at=now, words=words.strip()))
    session.flush()
    facts = {"state": one.state, "version": one.version, "edition": one.edition_id}
    kind, office = f"enquiry.{move}", one.project_id
    record(session, project_id=office, subject=one.subject, kind=kind, now=now, actor_id=by_id, facts=facts)


def choose(session: Session, enquiry_id: int, edition_id: int, *, by: Person, now: datetime) -> Enquiry:
    """One of the answers that may fit is shown; raises like `moving`, Gone for one that is published no more."""
    with moving(session, enquiry_id, "choose", by=by, now=now) as one:
        edition = readable(session, one.project_id, edition_id)
        one.edition_id, one.edition, one.answered_at = edition.id, edition, now
    return one


def to_person(session: Session, enquiry_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Enquiry:
    """The answer did not help, or none fits: the desk on duty rings. Raises like `moving`."""
    with moving(session, enquiry_id, "to_person", by=by, now=now, seen=seen) as one:
        one.passed_at = now
    _pass(session, one, by, now)
    return one


def resolve(session: Session, enquiry_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Enquiry:
    """It helped (R037). Raises like `moving`."""
    with moving(session, enquiry_id, "resolve", by=by, now=now, seen=seen) as one:
        pass
    return one


def unresolved(session: Session, enquiry_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Enquiry:
    """A person's answer did not help either: those in charge hear (R038). Raises like `moving`."""
    with moving(session, enquiry_id, "unresolved", by=by, now=now, seen=seen) as one:
        pass
    ring(session, one, leaders(session, one), by.id, now)
    return one


def withdraw(session: Session, enquiry_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Enquiry:
    """The owner needs no answer any more; the cards at the desk say so. Raises like `moving`."""
    with moving(session, enquiry_id, "withdraw", by=by, now=now, seen=seen) as one:
        pass
    return one


def take(session: Session, enquiry_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Enquiry:
    """A colleague who knows looks after it from now on; the first receiver stays on record (R022). Raises like `moving`."""
    with moving(session, enquiry_id, "take", by=by, now=now, seen=seen) as one:
        if one.keeper_id == by.id:
            raise TooLate(enquiry=one.id)
        one.keeper_id, one.keeper = by.id, by.staff
    return one


def answer(
    session: Session, enquiry_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Enquiry:
    """What the owner reads, and then says whether it helped. Raises like `moving`, and WordsMissing."""
    with moving(session, enquiry_id, "answer", by=by, now=now, seen=seen, words=words) as one:
        if not words.strip():
            raise WordsMissing(enquiry=one.id)
        one.answer, one.answered_at = words.strip(), one.answered_at or now
        one.keeper_id, one.keeper = by.id, by.staff
    tell_asker(session, one, now)
    return one


def escalate(
    session: Session, enquiry_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Enquiry:
    """The desk cannot answer it: those in charge hear, and why (R038). Raises like `moving`, and ReasonMissing."""
    with moving(session, enquiry_id, "escalate", by=by, now=now, seen=seen, words=words) as one:
        if not words.strip():
            raise ReasonMissing(enquiry=one.id)
    ring(session, one, leaders(session, one), by.id, now)
    return one


def rest(session: Session, enquiry_id: int, now: datetime) -> None:
    """Nobody has said whether it helped, and need not: it ends by itself."""
    one = locked(session, enquiry_id)
    if ("rest", one.state) in MOVES:
        with session.begin_nested():
            advance(session, one, "rest", None, now)


def overdue(session: Session, enquiry_id: int, now: datetime, *, complete: bool) -> None:
    """The answer is late: those in charge hear, after the longer time the managers too (DOMAIN 4.7)."""
    one = locked(session, enquiry_id)
    if one.state not in WITH_PERSON:
        return
    with session.begin_nested():
        note(session, one, "late", None, now, state=one.state)
        late = "complete" if complete else "answer"
        people = [*leaders(session, one, managers=complete), *(staff for staff in hears_of(session, one))]
        ring(session, one, people, None, now, late=late)
