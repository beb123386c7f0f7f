"""What comes due about a conversation: nobody takes it, nobody answers, nobody writes any more (X14, DOMAIN 3.2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of
from models.policy import policy_of
from models.talks.lifecycle import State
from models.talks.tables import Talk

WAITS, SILENT, IDLE = "talk_waits", "talk_silent", "talk_idle"


def answer_within(project: Project, now: datetime) -> timedelta:
    """How soon a person answers: by night the control room has its own time (DOMAIN 3.2)."""
    policy = policy_of(project)
    is_open = hours_of(project).is_open(now)
    return timedelta(minutes=policy.first_answer_minutes if is_open else policy.first_answer_minutes_at_night)


def promised(session: Session, talk: Talk) -> datetime:
    """Until when somebody takes a conversation that waits."""
    return talk.rung_at + answer_within(session.get_one(Project, talk.project_id), talk.rung_at)


def watch(session: Session, talk: Talk) -> None:
    """Ask the clock for what lies ahead of this conversation, and for nothing else."""
    for kind in (WAITS, SILENT, IDLE):
        call_off(session, kind=kind, subject=talk.subject)
    for kind, moment in _coming(session, talk):
        occasion = moment.isoformat()
        put_off(
            session,
            project_id=talk.project_id,
            kind=kind,
            subject=talk.subject,
            occasion=occasion,
            due_at=moment,
        )


def _coming(session: Session, talk: Talk) -> Iterator[tuple[str, datetime]]:
    if talk.state == State.WAITING:
        yield WAITS, promised(session, talk)
    if talk.state == State.OPEN:
        yield (IDLE, idle_at(session, talk)) if talk.unanswered_since is None else (SILENT, silent_at(session, talk))


def silent_at(session: Session, talk: Talk) -> datetime:
    """When the colleague is reminded of an owner who waits for an answer; longer after each reminder."""
    since = talk.unanswered_since or talk.last_at
    return since + answer_within(session.get_one(Project, talk.project_id), since) * (talk.reminders + 1)


def idle_at(session: Session, talk: Talk) -> datetime:
    """When a conversation ends by itself in which everything is answered."""
    policy = policy_of(session.get_one(Project, talk.project_id))
    return talk.last_at + timedelta(minutes=policy.talk_idle_minutes)
