"""The deeds of letters: written by an owner, answered by the manager, followed up in the manager's own words (R144)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of
from models.assignments.actions import give
from models.dues import call_off
from models.estate import Project
from models.events import record
from models.mailbox.lifecycle import LETTER_MOVES, LetterState
from models.mailbox.opening import show_enclosed
from models.mailbox.reading import letter_for, moves_for, parts_in
from models.mailbox.tables import Letter, LetterStep
from models.mailbox.telling import managers, tell_about
from models.mailbox.timing import CALL, put_letter_off, watch_letter
from models.media.actions import attach
from models.media.queries import attached
from models.media.tables import AttachedTo
from models.notices import Pace
from models.people import Person, Side
from models.policy import policy_of
from models.refusals import AlreadyAsked, Gone, NotYours, Outdated, TimePast, TooLate, TooMany, WordsMissing

MOST_SEALED = 10  # letters of one person between two openings


def write_letter(
    session: Session,
    project: Project,
    *,
    by: Person,
    words: str,
    wants_reply: bool,
    now: datetime,
    media: Sequence[int] = (),
) -> Letter:
    """Put a letter into the box, sealed: nobody of the office hears before the opening (R143).

    Raises NotYours for who is no contact of any unit, WordsMissing, AlreadyAsked for the same words again, TooMany.
    """
    if by.project_id != project.id or not contacts_of(session, by.id):
        raise NotYours
    if not words.strip():
        raise WordsMissing
    _check_room(session, by, words.strip())
    letter = Letter(project_id=project.id, person_id=by.id, words=words.strip(), wants_reply=wants_reply, at=now)
    with session.begin_nested():
        session.add(letter)
        session.flush()
        attach(session, letter.subject, media, AttachedTo.REPORT, by=by, now=now)
        _log(session, letter, "written", by, now)
        tell_about(session, letter, by.id, "letter.receipt", now, side=Side.OWNER, pace=Pace.REPLY)
    return letter


def _check_room(session: Session, by: Person, words: str) -> None:
    sealed = select(Letter.words).where(Letter.person_id == by.id, Letter.state == LetterState.SEALED)
    known = session.scalars(sealed).all()
    if words in known:
        raise AlreadyAsked
    if len(known) >= MOST_SEALED:
        raise TooMany


def _log(session: Session, letter: Letter, name: str, by: Person, now: datetime) -> None:
    facts = {"state": letter.state, "version": letter.version}
    office, kind = letter.project_id, f"letter.{name}"
    record(session, project_id=office, subject=letter.subject, kind=kind, now=now, actor_id=by.id, facts=facts)


def locked(session: Session, letter_id: int) -> Letter:
    """The letter, locked until the end of the transaction; raises Gone."""
    wanted = select(Letter).where(Letter.id == letter_id).with_for_update(of=Letter)
    letter = session.scalar(wanted.execution_options(populate_existing=True))
    if letter is None:
        raise Gone
    return letter


def check_move(letter: Letter, name: str, by: Person, seen: int | None = None) -> None:
    """Whether somebody may make a move now; raises Gone, NotYours, TooLate or Outdated."""
    parts = parts_in(by, letter)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in LETTER_MOVES.items() if known == name):
        raise NotYours(letter=letter.id)
    if name not in moves_for(by, letter):
        raise TooLate(letter=letter.id)
    if seen is not None and seen != letter.version:
        raise Outdated(letter=letter.id)


@contextmanager
def moving(
    session: Session,
    letter_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    words: str = "",
    until: datetime | None = None,
) -> Iterator[tuple[Letter, LetterStep]]:
    """Make a move of the table; the body adds what is special about it. Raises like `check_move`; then nothing has changed."""
    with session.begin_nested():
        letter = locked(session, letter_id)
        check_move(letter, name, by, seen)
        step = LetterStep(letter_id=letter.id, move=name, by_id=by.id, at=now, words=words.strip(), until=until)
        yield letter, step
        letter.state, letter.version = LETTER_MOVES[name, letter.state].end, letter.version + 1
        session.add(step)
        session.flush()
        _log(session, letter, name, by, now)
        watch_letter(session, letter, now)


def answer(
    session: Session, letter_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Letter:
    """The reply letter (回函) goes to the owner; raises like `moving`, and WordsMissing."""
    with moving(session, letter_id, "answer", by=by, now=now, seen=seen, words=words) as (letter, _):
        _said(letter, words)
    tell_about(session, letter, letter.person_id, "letter.reply", now, side=Side.OWNER)
    return letter


def settle(session: Session, letter_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Letter:
    """Read, and nothing is left to do: no reply was wished. Raises like `moving`."""
    with moving(session, letter_id, "settle", by=by, now=now, seen=seen) as (letter, _):
        pass
    return letter


def give_task(
    session: Session,
    letter_id: int,
    *,
    by: Person,
    to: int,
    words: str,
    due_at: datetime,
    now: datetime,
    seen: int | None = None,
) -> Letter:
    """A colleague follows up what the manager says in own words; of the letter the task says nothing (R144).

    Raises like `moving` and like the giving of a task.
    """
    with moving(session, letter_id, "task", by=by, now=now, seen=seen) as (letter, step):
        step.assignment_id = give(session, by=by, to=to, words=words, due_at=due_at, now=now).id
    return letter


def plan_call(
    session: Session, letter_id: int, *, by: Person, now: datetime, until: datetime, seen: int | None = None
) -> Letter:
    """The manager is reminded to telephone the sender; nobody else may know whom (R144). Raises like `moving`, and TimePast."""
    with moving(session, letter_id, "plan_call", by=by, now=now, seen=seen, until=until) as (letter, _):
        if until <= now:
            raise TimePast(letter=letter.id)
        call_off(session, kind=CALL, subject=letter.subject)
        put_letter_off(session, letter, CALL, until)
    return letter


def called(
    session: Session, letter_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Letter:
    """The manager has talked with the sender, and what was said; a planned call is made by it. Raises WordsMissing."""
    with moving(session, letter_id, "called", by=by, now=now, seen=seen, words=words) as (letter, _):
        _said(letter, words)
        call_off(session, kind=CALL, subject=letter.subject)
    return letter


def helps(session: Session, letter_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Letter:
    """The owner is content with the reply; the manager hears. Raises like `moving`."""
    with moving(session, letter_id, "helps", by=by, now=now, seen=seen) as (letter, _):
        pass
    for person_id in managers(session, letter.project_id):
        tell_about(session, letter, person_id, "letter.helped", now, pace=Pace.ROUTINE)
    return letter


def say_more(
    session: Session, letter_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Letter:
    """The reply has left something open: the manager answers once more, within as many days. Raises WordsMissing."""
    with moving(session, letter_id, "more", by=by, now=now, seen=seen, words=words) as (letter, _):
        _said(letter, words)
        days = policy_of(session.get_one(Project, letter.project_id)).mailbox_reply_days
        letter.reply_by, letter.wants_reply = now + timedelta(days=days), True
    for person_id in managers(session, letter.project_id):
        tell_about(session, letter, person_id, "letter.more", now)
    return letter


def _said(letter: Letter, words: str) -> None:
    if not words.strip():
        raise WordsMissing(letter=letter.id)


def show_again(session: Session, letter_id: int, *, by: Person, now: datetime) -> Letter:
    """The pictures of a letter, because the manager asks for them; raises Gone."""
    letter = letter_for(session, letter_id, by)
    if not attached(session, letter.subject):
        raise Gone
    show_enclosed(session, letter, by.id, now, occasion=f"{now:%y%m%d%H%M}")
    return letter
