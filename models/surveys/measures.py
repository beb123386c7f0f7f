"""The improvements after a round: measure, person, date, done; each is a task of the office (R153)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.actions import give
from models.assignments.tables import Assignment
from models.people import Person
from models.refusals import TooLate
from models.surveys.lifecycle import Part, State
from models.surveys.reading import for_part
from models.surveys.tables import SurveyRound

TAKES_MEASURES = frozenset({State.OPEN, State.CLOSED})


def check_measures(session: Session, round_id: int, by: Person) -> SurveyRound:
    """The round, for those in charge once it has begun; raises Gone or TooLate."""
    one = for_part(session, round_id, by, Part.LEAD)
    if one.state not in TAKES_MEASURES:
        raise TooLate(survey=one.id)
    return one


def set_measure(
    session: Session,
    round_id: int,
    *,
    by: Person,
    to: int,
    words: str,
    due_at: datetime,
    now: datetime,
    media: Sequence[int] = (),
) -> Assignment:
    """Somebody shall do something by a date, because of what the round has said; raises like `check_measures` and like a task."""
    one = check_measures(session, round_id, by)
    return give(session, by=by, to=to, words=words, due_at=due_at, now=now, media=media, about=one.subject)


def measures_of(session: Session, one: SurveyRound) -> Sequence[Assignment]:
    """What was set after a round, the soonest first."""
    mine = select(Assignment).where(Assignment.project_id == one.project_id, Assignment.about == one.subject)
    return session.scalars(mine.order_by(Assignment.due_at, Assignment.id)).all()
