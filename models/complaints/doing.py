"""How every deed of a complaint goes: lock it, ask the table, change it, keep the step, log it, look at its clocks (R080)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.lifecycle import ENDED, MOVES, OF_ONE_MATTER, Part, State, allowed
from models.complaints.parts import TOP, leader_at, parts_of
from models.complaints.tables import Complaint, ComplaintStep
from models.complaints.timing import set_date, watch
from models.events import record, touch
from models.marks.noting import listen
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, TooLate, WordsMissing


def locked(session: Session, complaint_id: int) -> Complaint:
    """The complaint, locked until the end of the transaction; raises Gone."""
    wanted = select(Complaint).where(Complaint.id == complaint_id).with_for_update(of=Complaint)
    complaint = session.scalar(wanted.execution_options(populate_existing=True))
    if complaint is None:
        raise Gone
    return complaint


def note(
    session: Session,
    complaint: Complaint,
    move: str,
    *,
    by: Person | None,
    now: datetime,
    words: str = "",
    until: datetime | None = None,
    to_owner: bool = False,
) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    step = ComplaintStep(
        complaint_id=complaint.id,
        move=move,
        by_id=by.id if by else None,
        at=now,
        words=words.strip(),
        until=until,
        to_owner=to_owner,
    )
    session.add(step)
    session.flush()
    record(
        session,
        project_id=complaint.project_id,
        subject=complaint.subject,
        kind=f"complaint.{move}",
        now=now,
        actor_id=by.id if by else None,
        facts={
            "state": complaint.state,
            "version": complaint.version,
            "leader": complaint.leader_id,
            "leading": complaint.leading_id,
        },
    )
    if by is not None and by.id == complaint.reporter_id:
        said = complaint.words if move == "tell" else words
        listen(session, complaint, by=by, words=said, now=now)


def check(complaint: Complaint, name: str, by: Person | None, seen: int | None = None) -> None:
    """Raise Gone, NotYours, TooLate or Outdated where this person cannot make the move now; None is the clock."""
    parts = parts_of(by, complaint) if by else frozenset({Part.CLOCK})
    if not parts:
        raise Gone
    if not parts & MOVES[name].by:
        raise NotYours(complaint=complaint.id)
    if name not in allowed(complaint.state, complaint.kind, parts) or (complaint.leading_id and name in OF_ONE_MATTER):
        raise TooLate(complaint=complaint.id)
    if seen is not None and seen != complaint.version:
        raise Outdated(complaint=complaint.id)


@contextmanager
def moving(
    session: Session,
    complaint_id: int,
    name: str,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    words: str = "",
    until: datetime | None = None,
    to_owner: bool = False,
) -> Iterator[Complaint]:
    """Make a move; the body adds what is special about it. Raises like `check`; then nothing has changed."""
    with session.begin_nested():
        complaint = locked(session, complaint_id)
        check(complaint, name, by, seen)
        complaint.version += 1
        if (target := MOVES[name].target) is not None:
            complaint.state = target
            set_date(complaint, now)
        if complaint.leading_id is not None:  # whose card shows how each of the others stands
            touch(session, f"complaint:{complaint.leading_id}")
        yield complaint
        if complaint.state in ENDED and complaint.ended_at is None:
            complaint.ended_at = now
        note(session, complaint, name, by=by, now=now, words=words, until=until, to_owner=to_owner)
        watch(session, complaint, now)


def needs_words(complaint: Complaint, words: str) -> None:
    """Raise WordsMissing for nothing but spaces."""
    if not words.strip():
        raise WordsMissing(complaint=complaint.id)


def give_to(session: Session, complaint: Complaint, level: int, now: datetime) -> None:
    """Who leads it at this level takes it; who led it before stays to help (R087)."""
    former, found = complaint.leader_id, leader_at(session, complaint.project, complaint, level, now)
    complaint.level = min(level, TOP)
    complaint.leader, complaint.leader_id = found, found.person_id if found else None
    if former is not None and former != complaint.leader_id:
        complaint.assistant_id = former
    session.flush()
    session.refresh(complaint, ["leader", "assistant"])


def is_over(complaint: Complaint) -> bool:
    """Whether nothing is to be done about it any more."""
    return complaint.state in ENDED or complaint.state == State.ANSWERED
