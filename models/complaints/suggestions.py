"""What those in charge suggest after a month's complaints and enquiries (R039)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.analysis import check_may_analyse, month_with
from models.complaints.tables import Suggestion
from models.estate import Project
from models.events import record
from models.notices import Pace, tell
from models.people import Person, Side
from models.refusals import NotYours, WordsMissing
from models.roles import IN_CHARGE
from models.rota import staff_of

ANALYSIS = "analysis"  # the kind of subject


def suggest(session: Session, project: Project, month: int, *, by: Person, words: str, now: datetime) -> Suggestion:
    """Keep it, and tell the others in charge; raises NotYours, WordsMissing, or Gone for a month that is to come."""
    if by.staff is None:
        raise NotYours
    check_may_analyse(by.staff)
    month_with(project, month, now)
    if not words.strip():
        raise WordsMissing
    with session.begin_nested():
        one = Suggestion(project_id=project.id, month=month, by_id=by.id, at=now, words=words.strip())
        session.add(one)
        session.flush()
        record(
            session,
            project_id=project.id,
            subject=f"{ANALYSIS}:{month}",
            kind="analysis.suggested",
            now=now,
            actor_id=by.id,
            facts={"suggestion": one.id},
        )
        _tell_others(session, project, one, now)
    return one


def _tell_others(session: Session, project: Project, one: Suggestion, now: datetime) -> None:
    for reader in staff_of(session, project):
        if reader.role in IN_CHARGE and reader.person_id != one.by_id:
            tell(
                session,
                project_id=project.id,
                person_id=reader.person_id,
                side=Side.STAFF,
                kind="analysis.suggested",
                subject=f"{ANALYSIS}:{one.month}",
                occasion=f"{one.id}",
                now=now,
                pace=Pace.ROUTINE,
                facts={"month": one.month},
            )


def suggestions_of(session: Session, project: Project, month: int) -> Sequence[Suggestion]:
    """What was suggested after a month, the oldest first."""
    wanted = select(Suggestion).where(Suggestion.project_id == project.id, Suggestion.month == month)
    return session.scalars(wanted.order_by(Suggestion.id)).all()
