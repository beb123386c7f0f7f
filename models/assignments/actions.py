"""The deeds of a task: given, done, more time asked for and answered, a new date, other hands, called off (R016)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.lifecycle import MOVES, State
from models.assignments.parts import answering, may_assign, parts_of, visible
from models.assignments.tables import Assignment, AssignmentStep
from models.assignments.telling import show_enclosed, tell_about
from models.assignments.timing import watch
from models.events import record
from models.media.actions import attach
from models.media.queries import attached
from models.media.tables import AttachedTo
from models.people import Person, Staff
from models.refusals import Gone, NotYours, Outdated, TimePast, TooLate, WordsMissing

GIVEN = (AttachedTo.REPORT,)
EVERYTHING = (AttachedTo.REPORT, AttachedTo.RESULT)


def give(
    session: Session,
    *,
    by: Person,
    to: int,
    words: str,
    due_at: datetime,
    now: datetime,
    media: Sequence[int] = (),
    about: str = "",
) -> Assignment:
    """Give somebody a task, perhaps about a subject such as "survey:3" (R016).

    Raises Gone, NotYours for who is not theirs to lead, WordsMissing, TimePast.
    """
    with session.begin_nested():
        whom = _employed(session, to, by)
        _sensible(words, due_at, now)
        one = Assignment(
            project_id=by.project_id,
            giver_id=by.id,
            assignee_id=whom.person_id,
            words=words.strip(),
            about=about,
            given_at=now,
            due_at=due_at,
        )
        session.add(one)
        session.flush()
        attach(session, one.subject, media, AttachedTo.REPORT, by=by, now=now)
        note(session, one, "give", by=by, now=now)
        show_enclosed(session, one, [whom.person_id], GIVEN, now)
        tell_about(session, one, whom.person_id, "assignment.given", now)
        watch(session, one, now)
    return one


def _sensible(words: str, due_at: datetime, now: datetime) -> None:
    if not words.strip():
        raise WordsMissing
    if due_at <= now:
        raise TimePast


def _employed(session: Session, staff_id: int, by: Person) -> Staff:
    """Somebody whom this person leads, locked, so that nobody leaves the office meanwhile; raises Gone or NotYours."""
    wanted = select(Staff).where(Staff.person_id == staff_id, Staff.project_id == by.project_id)
    locked = wanted.with_for_update(of=Staff).execution_options(populate_existing=True)
    whom = session.scalar(locked)
    if whom is None or whom.left_at is not None:
        raise Gone
    if by.staff is None or not may_assign(by.staff, whom):
        raise NotYours
    return whom


def note(
    session: Session,
    one: Assignment,
    move: str,
    *,
    by: Person,
    now: datetime,
    words: str = "",
    until: datetime | None = None,
) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    step = AssignmentStep(assignment_id=one.id, move=move, by_id=by.id, at=now, words=words.strip(), until=until)
    session.add(step)
    session.flush()
    facts = {"state": one.state, "version": one.version, "assignee": one.assignee_id}
    kind = f"assignment.{move}"
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)


def locked(session: Session, assignment_id: int) -> Assignment:
    """The task, locked until the end of the transaction; raises Gone."""
    wanted = select(Assignment).where(Assignment.id == assignment_id).with_for_update(of=Assignment)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


@contextmanager
def moving(
    session: Session,
    assignment_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    words: str = "",
    until: datetime | None = None,
) -> Iterator[Assignment]:
    """Make a move; the body adds what is special about it.

    Raises Gone, NotYours, TooLate (ended, or nothing to answer) or Outdated (decided on another version); then nothing has changed.
    """
    move = MOVES[name]
    with session.begin_nested():
        one = locked(session, assignment_id)
        _check(one, name, by, seen)
        yield one
        one.version += 1
        if move.target != State.OPEN:
            one.state, one.ended_at, one.wished_at = move.target, now, None
        note(session, one, name, by=by, now=now, words=words, until=until)
        watch(session, one, now)


def _check(one: Assignment, name: str, by: Person, seen: int | None) -> None:
    parts, move = parts_of(by, one), MOVES[name]
    if not parts:
        raise Gone
    if not parts & move.by:
        raise NotYours(assignment=one.id)
    if one.state != State.OPEN or (move.answers and one.wished_at is None):
        raise TooLate(assignment=one.id)
    if seen is not None and seen != one.version:
        raise Outdated(assignment=one.id)


def _said(one: Assignment, words: str) -> None:
    if not words.strip():
        raise WordsMissing(assignment=one.id)


def _ahead(one: Assignment, until: datetime, now: datetime) -> None:
    if until <= now:
        raise TimePast(assignment=one.id)


def finish(
    session: Session,
    assignment_id: int,
    *,
    by: Person,
    now: datetime,
    words: str,
    media: Sequence[int] = (),
    seen: int | None = None,
) -> Assignment:
    """It is done, with a note of what came of it and perhaps pictures; who gave it hears. Raises WordsMissing (R016)."""
    with moving(session, assignment_id, "finish", by=by, now=now, seen=seen, words=words) as one:
        _said(one, words)
        attach(session, one.subject, media, AttachedTo.RESULT, by=by, now=now)
        leading = [person_id for person_id in answering(session, one) if person_id != by.id]
        show_enclosed(session, one, leading, (AttachedTo.RESULT,), now)
        for person_id in leading:
            tell_about(session, one, person_id, "assignment.done", now)
    return one


def ask_time(
    session: Session,
    assignment_id: int,
    *,
    by: Person,
    now: datetime,
    words: str,
    until: datetime,
    seen: int | None = None,
) -> Assignment:
    """Why it takes longer, and until when; who gave it decides. Raises WordsMissing, TimePast."""
    with moving(session, assignment_id, "ask_time", by=by, now=now, seen=seen, words=words, until=until) as one:
        _said(one, words)
        _ahead(one, until, now)
        one.wished_at = until
        for person_id in answering(session, one):
            if person_id != by.id:  # a manager to whom the office's clock gave it
                tell_about(session, one, person_id, "assignment.asked", now)
    return one


def answer(
    session: Session, assignment_id: int, *, by: Person, now: datetime, agree: bool, seen: int | None = None
) -> Assignment:
    """The later date holds from now on, or the first one stays; raises TimePast where the later date has passed too."""
    name = "agree" if agree else "keep"
    with moving(session, assignment_id, name, by=by, now=now, seen=seen) as one:
        if agree and one.wished_at is not None:
            _ahead(one, one.wished_at, now)
            one.due_at = one.wished_at
        one.wished_at = None
        if one.assignee_id is not None:
            tell_about(session, one, one.assignee_id, "assignment.agreed" if agree else "assignment.kept", now)
    return one


def redate(
    session: Session,
    assignment_id: int,
    *,
    by: Person,
    now: datetime,
    words: str,
    until: datetime,
    seen: int | None = None,
) -> Assignment:
    """Another deadline, and why; it answers a wish for more time too. Raises WordsMissing, TimePast."""
    with moving(session, assignment_id, "redate", by=by, now=now, seen=seen, words=words, until=until) as one:
        _said(one, words)
        _ahead(one, until, now)
        one.due_at, one.wished_at = until, None
        if one.assignee_id is not None:
            tell_about(session, one, one.assignee_id, "assignment.redated", now)
    return one


def hand_on(
    session: Session, assignment_id: int, *, by: Person, to: int, now: datetime, seen: int | None = None
) -> Assignment:
    """Somebody else does it; the former one hears that they need not. Raises Gone, NotYours."""
    with moving(session, assignment_id, "hand_on", by=by, now=now, seen=seen) as one:
        whom, former = _employed(session, to, by), one.assignee_id
        if former == whom.person_id:
            raise TooLate(assignment=one.id)
        one.assignee_id, one.assignee, one.wished_at = whom.person_id, whom, None
        if former is not None:
            tell_about(session, one, former, "assignment.passed", now)
        show_enclosed(session, one, [whom.person_id], GIVEN, now)
        tell_about(session, one, whom.person_id, "assignment.given", now)
    return one


def call_off(
    session: Session, assignment_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Assignment:
    """It is not needed any more, and why; raises WordsMissing."""
    with moving(session, assignment_id, "call_off", by=by, now=now, seen=seen, words=words) as one:
        _said(one, words)
        if one.assignee_id is not None:
            tell_about(session, one, one.assignee_id, "assignment.called_off", now)
    return one


def show_again(session: Session, assignment_id: int, *, by: Person, now: datetime) -> Assignment:
    """All its pictures, because somebody who may see them asks; raises Gone where there are none."""
    one = visible(session, assignment_id, by)
    if not attached(session, one.subject):
        raise Gone
    show_enclosed(session, one, [by.id], EVERYTHING, now, asked=True)
    return one
