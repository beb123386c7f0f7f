"""The one way that every step of a conversation goes: lock, ask the table, change, log, watch (R045)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record
from models.people import Person
from models.refusals import Gone, NotYours, TooLate
from models.talks.lifecycle import MOVES, Part, State
from models.talks.parts import parts_of
from models.talks.tables import Talk
from models.talks.timing import watch


def locked(session: Session, talk_id: int) -> Talk:
    """The conversation, locked until the end of the transaction; raises Gone."""
    wanted = select(Talk).where(Talk.id == talk_id).with_for_update(of=Talk)
    talk = session.scalar(wanted.execution_options(populate_existing=True))
    if talk is None:
        raise Gone
    return talk


@contextmanager
def moving(session: Session, talk_id: int, name: str, *, by: Person | None, now: datetime) -> Iterator[Talk]:
    """Make a move; without a person the clock makes it. The body adds what is special about it.

    Raises Gone, NotYours or TooLate; then nothing has changed.
    """
    move = MOVES[name]
    with session.begin_nested():
        talk = locked(session, talk_id)
        _check(session, talk, name, by)
        if move.target is not None:
            talk.state, talk.version = move.target, talk.version + 1
        if talk.state != State.OPEN:
            talk.unanswered_since, talk.reminders = None, 0
        yield talk
        session.flush()
        session.refresh(talk, ["holder"])
        facts = {"state": talk.state, "version": talk.version, "holder": talk.holder_id}
        actor = by.id if by else None
        record(
            session,
            project_id=talk.project_id,
            subject=talk.subject,
            kind=f"talk.{name}",
            now=now,
            actor_id=actor,
            facts=facts,
        )
        watch(session, talk)


def _check(session: Session, talk: Talk, name: str, by: Person | None) -> None:
    parts, move = parts_of(session, by, talk) if by else frozenset({Part.CLOCK}), MOVES[name]
    if not parts:
        raise Gone
    if talk.state not in move.starts:
        raise TooLate(talk=talk.id)
    if not parts & move.by:
        raise NotYours(talk=talk.id)
