"""Reading questions to the supervisor (R030)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consulting.lifecycle import State
from models.consulting.parts import parts_of
from models.consulting.tables import SupervisorQuestion
from models.people import Person, Staff
from models.roles import IN_CHARGE


def to_answer(session: Session, staff: Staff) -> Sequence[SupervisorQuestion]:
    """What waits for an answer of this supervisor or manager, the oldest first."""
    if staff.role not in IN_CHARGE:
        return ()
    waiting = select(SupervisorQuestion).where(
        SupervisorQuestion.project_id == staff.project_id,
        SupervisorQuestion.state == State.ASKED,
        SupervisorQuestion.asked_by_id != staff.person_id,
    )
    return session.scalars(waiting.order_by(SupervisorQuestion.due_at, SupervisorQuestion.id)).all()


def latest_about(session: Session, subject: str, person: Person) -> SupervisorQuestion | None:
    """The newest question about a subject that this person may read."""
    about = select(SupervisorQuestion).where(SupervisorQuestion.about == subject)
    question = session.scalars(about.order_by(SupervisorQuestion.id.desc()).limit(1)).first()
    return question if question is not None and parts_of(person, question) else None
