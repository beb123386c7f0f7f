"""What the clock does about a conversation: ring again and higher, remind, put back, end (X14, DOMAIN 3.2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.rota import on_duty
from models.talks.actions import call_back, end, put_back
from models.talks.lifecycle import State
from models.talks.moving import locked
from models.talks.tables import Talk
from models.talks.telling import leaders, receivers, ring, tell_about, tell_owner
from models.talks.timing import idle_at, promised, silent_at, watch

MOST_RINGS = 3  # in vain; then it is a call to make


def nobody_takes_it(session: Session, talk_id: int, now: datetime) -> None:
    """The desk rings again and those in charge too, the owner is told; in the end it becomes a call."""
    talk = locked(session, talk_id)
    if talk.state != State.WAITING or promised(session, talk) > now:
        return
    talk.rings += 1
    _note(session, talk, "talk.overdue", now)
    if talk.rings >= MOST_RINGS:
        call_back(session, talk.id, by=None, now=now)
        return
    talk.rung_at = now
    ring(session, talk, dict.fromkeys([*receivers(session, talk, now), *leaders(session, talk)]), now)
    if talk.rings == 1:
        tell_owner(session, talk, "talk.sorry", now)
    watch(session, talk)


def nobody_answers(session: Session, talk_id: int, now: datetime) -> None:
    """The colleague is reminded and those in charge hear; the second time, or where the shift is over, the desk rings."""
    talk = locked(session, talk_id)
    if talk.state != State.OPEN or talk.unanswered_since is None or silent_at(session, talk) > now:
        return
    _note(session, talk, "talk.silent", now)
    present = {one.person_id for one in on_duty(session, session.get_one(Project, talk.project_id), now)}
    if talk.reminders or talk.holder_id not in present:
        put_back(session, talk.id, by=None, now=now)
        return
    talk.reminders += 1
    for person_id in dict.fromkeys([talk.holder_id, *leaders(session, talk)]):
        if person_id is not None:
            tell_about(session, talk, person_id, "talk.silent", now, occasion=now.isoformat())
    watch(session, talk)


def nobody_writes(session: Session, talk_id: int, now: datetime) -> None:
    """Everything is answered, and nothing more comes: it ends by itself."""
    talk = locked(session, talk_id)
    if talk.state == State.OPEN and talk.unanswered_since is None and idle_at(session, talk) <= now:
        end(session, talk.id, by=None, now=now)


def _note(session: Session, talk: Talk, kind: str, now: datetime) -> None:
    facts = {"rings": talk.rings, "holder": talk.holder_id}
    record(session, project_id=talk.project_id, subject=talk.subject, kind=kind, now=now, facts=facts)
