"""Who hears of the survey: owners in errand hours, once for each form and occasion, and those of the office whose turn it is (R151)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import errand_time, hours_of
from models.notices import Pace, tell
from models.people import Side
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.rota import staff_of
from models.surveys.tables import SurveyForm, SurveyRound


def tell_owner(session: Session, form: SurveyForm, kind: str, person_id: int, now: datetime, *, occasion: str) -> bool:
    """Queue one notice about a form; whether it is new. It waits for the errand hours and the daily budget (DOMAIN 3.2)."""
    project = session.get_one(Project, form.project_id)
    return tell(
        session,
        project_id=form.project_id,
        person_id=person_id,
        side=Side.OWNER,
        kind=kind,
        subject=form.subject,
        occasion=occasion,
        now=now,
        pace=Pace.ERRAND,
        facts={"form": form.id},
        not_before=errand_time(now, project),
    )


def tell_about(
    session: Session, one: SurveyRound, person_id: int, kind: str, now: datetime, *, occasion: str = ""
) -> None:
    """Queue one notice about a round for a colleague, when the office is open; by default once per version."""
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        facts={"survey": one.id},
        not_before=hours_of(session.get_one(Project, one.project_id)).opens(now),
    )


def leaders(session: Session, project: Project, *, but: int | None = None) -> Iterable[int]:
    """The supervisors and the managers."""
    return [one.person_id for one in staff_of(session, project) if one.role in IN_CHARGE and one.person_id != but]


def service(session: Session, project: Project, *, but: int | None = None) -> Iterable[int]:
    """Everybody who hands out paper and keys it in, those in charge included."""
    return [one.person_id for one in staff_of(session, project) if one.role in FRONT_OFFICE and one.person_id != but]
