"""An owner has a question about a line: it is looked into first, and nobody asks for the line meanwhile (R123, DOMAIN 3.2, FAQ11)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record
from models.ledger.posting import open_book
from models.ledger.rights import check_role
from models.ledger.telling import staff_with
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace, tell
from models.people import Person, Side
from models.receivables.lifecycle import DisputeState, Part
from models.receivables.refusals import AskedAlready
from models.receivables.rights import ANSWERS, part_of
from models.receivables.tables import Dispute, Receivable
from models.refusals import Gone, NotYours, Outdated, TooLate, WordsMissing


def dispute(
    session: Session, line_id: int, *, by: Person, now: datetime, words: str, media: Sequence[int] = ()
) -> Dispute:
    """A contact who sees the bills asks about a line; customer service hears. Raises Gone, WordsMissing or AskedAlready."""
    with session.begin_nested():
        line = _line(session, line_id, by)
        if Part.OWNER not in part_of(session, by, line.unit):
            raise Gone
        one = _open(session, line, by, by, now, words)
        attach(session, one.subject, media, AttachedTo.REPORT, by=by, now=now)
        return one


def dispute_for(session: Session, line_id: int, *, person: Person, by: Person, now: datetime, words: str) -> Dispute:
    """A colleague notes what a contact said at the desk or on the telephone. Raises likewise, NotYours."""
    with session.begin_nested():
        line = _line(session, line_id, by)
        check_role(by, ANSWERS, line.project_id)
        if Part.OWNER not in part_of(session, person, line.unit):
            raise Gone
        return _open(session, line, person, by, now, words)


def answer(
    session: Session, dispute_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Dispute:
    """Explained: the line stands, the owner reads why and has a week from now. Raises Gone, NotYours, TooLate, Outdated, WordsMissing."""
    with session.begin_nested():
        one = locked_dispute(session, dispute_id, by)
        check_role(by, ANSWERS, one.project_id)
        _check(one, {DisputeState.OPEN}, seen)
        if not words.strip():
            raise WordsMissing
        close(session, one, by, now, words)
    return one


def close(session: Session, one: Dispute, by: Person, now: datetime, words: str, corrected_fen: int = 0) -> None:
    """It is answered, in words and perhaps by so many fen less; whoever asked hears."""
    one.state, one.answer, one.corrected_fen = DisputeState.ANSWERED, words.strip(), corrected_fen
    one.answered_by_id, one.answered_at, one.version = by.id, now, one.version + 1
    session.flush()
    _note(session, one, "dispute.answered", by, now, {"fen": corrected_fen})
    _tell(session, one, one.by_id, "dispute.answered", now, Side.OWNER)


def ask_again(
    session: Session, dispute_id: int, *, by: Person, now: datetime, words: str, media: Sequence[int] = ()
) -> Dispute:
    """The owner is not content with the answer: once more, and the supervisor's. Raises Gone, TooLate, WordsMissing."""
    with session.begin_nested():
        one = locked_dispute(session, dispute_id, by)
        if Part.OWNER not in part_of(session, by, one.line.unit):
            raise Gone
        _check(one, {DisputeState.ANSWERED}, None)
        if one.asked_again_at is not None:
            raise TooLate
        if not words.strip():
            raise WordsMissing
        one.state, one.asked_again_at, one.version = DisputeState.OPEN, now, one.version + 1
        one.words = f"{one.words}\n{words.strip()}"
        session.flush()
        attach(session, one.subject, media, AttachedTo.DETAIL, by=by, now=now)
        _note(session, one, "dispute.again", by, now)
        _tell_office(session, one, now)
    return one


def end(session: Session, dispute_id: int, *, by: Person, now: datetime) -> Dispute:
    """The owner takes the question back, or is content with the answer. Raises Gone or TooLate."""
    with session.begin_nested():
        one = locked_dispute(session, dispute_id, by)
        if Part.OWNER not in part_of(session, by, one.line.unit):
            raise Gone
        _check(one, {DisputeState.OPEN, DisputeState.ANSWERED}, None)
        one.state, one.version = DisputeState.ENDED, one.version + 1
        session.flush()
        _note(session, one, "dispute.ended", by, now)
    return one


def open_disputes(session: Session, project_id: int) -> Sequence[Dispute]:
    """What waits for an answer, oldest first."""
    mine = select(Dispute).where(Dispute.project_id == project_id, Dispute.state == DisputeState.OPEN)
    return session.scalars(mine.order_by(Dispute.at)).all()


def disputes_of(session: Session, line: Receivable) -> Sequence[Dispute]:
    """Everything that was asked about a line, oldest first."""
    return session.scalars(select(Dispute).where(Dispute.receivable_id == line.id).order_by(Dispute.id)).all()


def locked_dispute(session: Session, dispute_id: int, by: Person) -> Dispute:
    """A question of the person's office, locked; raises Gone."""
    open_book(session, by.project_id)
    wanted = select(Dispute).where(Dispute.id == dispute_id, Dispute.project_id == by.project_id)
    one = session.scalar(wanted.with_for_update(of=Dispute).execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def _line(session: Session, line_id: int, by: Person) -> Receivable:
    open_book(session, by.project_id)
    line = session.get(Receivable, line_id)
    if line is None or line.project_id != by.project_id:
        raise Gone
    return line


def _open(session: Session, line: Receivable, person: Person, by: Person, now: datetime, words: str) -> Dispute:
    if not words.strip():
        raise WordsMissing
    if any(one.state == DisputeState.OPEN for one in disputes_of(session, line)):
        raise AskedAlready
    one = Dispute(project_id=line.project_id, receivable_id=line.id, by_id=person.id, words=words.strip(), at=now)
    session.add(one)
    session.flush()
    _note(session, one, "dispute.opened", by, now, {"line": line.id})
    _tell_office(session, one, now)
    return one


def _check(one: Dispute, states: set[DisputeState], seen: int | None) -> None:
    if one.state not in states:
        raise TooLate
    if seen is not None and seen != one.version:
        raise Outdated


def _tell_office(session: Session, one: Dispute, now: datetime) -> None:
    for person_id in staff_with(session, one.project_id, ANSWERS):
        _tell(session, one, person_id, "dispute.to_answer", now, Side.STAFF)


def _tell(session: Session, one: Dispute, person_id: int, kind: str, now: datetime, side: Side) -> None:
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=one.subject,
        occasion=f"v{one.version}",
        now=now,
        pace=Pace.PROMPT if side == Side.STAFF else Pace.ROUTINE,
        facts={"dispute": one.id},
    )


def _note(
    session: Session, one: Dispute, kind: str, by: Person, now: datetime, facts: dict[str, int] | None = None
) -> None:
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
    record(session, project_id=one.project_id, subject=one.line.subject, kind=kind, now=now, actor_id=by.id)


def may_answer(person: Person) -> bool:
    """Whether somebody answers questions about bills."""
    try:
        check_role(person, ANSWERS, person.project_id)
    except NotYours:
        return False
    return True
