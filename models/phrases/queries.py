"""Reading standard replies (R120)."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Person
from models.phrases.actions import parts_of
from models.phrases.lifecycle import State
from models.phrases.tables import StandardReply
from models.refusals import Gone


def approved(session: Session, project: Project) -> Sequence[StandardReply]:
    """What may be used now, in the order in which it was made."""
    return _of(session, project, State.APPROVED)


def drafts(session: Session, project: Project) -> Sequence[StandardReply]:
    """What waits to be approved."""
    return _of(session, project, State.DRAFT)


def as_approved(session: Session, project: Project, words: str) -> StandardReply | None:
    """The approved reply, of now or of earlier, whose words these are to the letter; None for words of one's own."""
    known = select(StandardReply).where(StandardReply.project_id == project.id, StandardReply.state != State.DRAFT)
    same = known.where(or_(StandardReply.words_zh == words.strip(), StandardReply.words_en == words.strip()))
    return session.scalars(same.order_by(StandardReply.id.desc()).limit(1)).first()


def _of(session: Session, project: Project, state: State) -> Sequence[StandardReply]:
    wanted = select(StandardReply).where(StandardReply.project_id == project.id, StandardReply.state == state)
    return session.scalars(wanted.order_by(StandardReply.id)).all()


def visible(session: Session, reply_id: int, person: Person) -> StandardReply:
    """A version, for customer service and those in charge; raises Gone for everybody else."""
    one = session.get(StandardReply, reply_id)
    if one is None or one.project_id != person.project_id or not parts_of(person):
        raise Gone
    return one
