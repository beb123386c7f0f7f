"""How the survey stands, in numbers, for the digest of those in charge (R151, R152, DOMAIN 5.4)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.surveys.comments import is_open
from models.surveys.lifecycle import State
from models.surveys.reading import issued, under_way
from models.surveys.results import result_of
from models.surveys.tables import SurveyAnswer


@dataclass(frozen=True)
class Standing:
    """A draft that waits to be opened, a round that goes on with what came back of it, and comments without an answer."""

    draft: bool = False
    is_late: bool = False  # the draft, past its planned day
    issued: int = 0
    returned: int = 0
    until: date | None = None
    open_comments: int = 0


def standing(session: Session, project: Project, now: datetime) -> Standing:
    """The figures of one office."""
    one, waiting = under_way(session, project), _open_comments(session, project)
    if one is None:
        return Standing(open_comments=waiting)
    if one.state == State.DRAFT:
        late = one.planned_on < now.astimezone(project.zone).date()
        return Standing(draft=True, is_late=late, open_comments=waiting)
    returned = result_of(session, project, one).returned
    return Standing(issued=issued(session, one), returned=returned, until=one.last_day, open_comments=waiting)


def _open_comments(session: Session, project: Project) -> int:
    """Of every round: a comment is shown until it has its answer."""
    wanted = select(SurveyAnswer).where(SurveyAnswer.comment != "")
    mine = (one for one in session.scalars(wanted) if one.form.project_id == project.id)
    return sum(is_open(one) for one in mine)
