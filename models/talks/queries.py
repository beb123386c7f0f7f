"""Reading conversations: who waits, what I have, what was said (R045)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Person, Staff
from models.talks.lifecycle import GOES_ON, State, allowed
from models.talks.parts import parts_of
from models.talks.tables import Talk, TalkLine


def talk_of(session: Session, person: Person) -> Talk | None:
    """The conversation that an owner is in now."""
    mine = select(Talk).where(Talk.person_id == person.id, Talk.state.in_(GOES_ON))
    return session.scalars(mine.order_by(Talk.id.desc()).limit(1)).first()


def lines_of(session: Session, talk: Talk, latest: int | None = None) -> Sequence[TalkLine]:
    """What was said, oldest first; or the latest of it."""
    wanted = select(TalkLine).where(TalkLine.talk_id == talk.id).order_by(TalkLine.id.desc()).limit(latest)
    return session.scalars(wanted).all()[::-1]


def waiting_talks(session: Session, project: Project) -> Sequence[Talk]:
    """Who waits for a colleague, the longest first."""
    waiting = select(Talk).where(Talk.project_id == project.id, Talk.state == State.WAITING)
    return session.scalars(waiting.order_by(Talk.opened_at, Talk.id)).all()


def held_by(session: Session, staff: Staff) -> Sequence[Talk]:
    """The open conversations of a colleague, whoever waits for an answer first."""
    mine = select(Talk).where(Talk.holder_id == staff.person_id, Talk.state == State.OPEN)
    talks = session.scalars(mine.order_by(Talk.last_at, Talk.id)).all()
    return sorted(talks, key=lambda one: one.unanswered_since is None)


def talks_for(session: Session, project: Project, staff: Staff) -> list[Talk]:
    """What a colleague can take, and what they have."""
    waiting = [one for one in waiting_talks(session, project) if "take" in moves_of(session, staff.person, one)]
    return [*waiting, *held_by(session, staff)]


def moves_of(session: Session, person: Person, talk: Talk) -> frozenset[str]:
    """The moves that a person may make now."""
    return allowed(talk.state, parts_of(session, person, talk))


def latest_about(session: Session, subject: str) -> Talk | None:
    """The newest conversation about a subject such as "ticket:7"."""
    about = select(Talk).where(Talk.about == subject).order_by(Talk.id.desc())
    return session.scalars(about.limit(1)).first()
