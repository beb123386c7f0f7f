"""Events of the building, and reports that are still to be confirmed (R099, R101)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.incidents.tables import Incident
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import behind


def section(session: Session, project: Project, period: Period) -> Section:
    """Those that began in the period; what was joined to another is that one."""
    mine = select(Incident).where(
        Incident.project_id == project.id, Incident.into_id.is_(None), Incident.opened_at < period.end
    )
    found = session.scalars(mine.order_by(Incident.id)).all()
    new = [one for one in found if period.holds(one.opened_at)]
    ended = [one for one in found if one.ended_at and one.ended_at < period.end]
    unread = [one for one in ended if one.reviewed_at is None or one.reviewed_at >= period.end]
    unread = [one for one in unread if one.report_due_at is not None]
    return Section(
        "incidents",
        Both("突发事件", "Incidents"),
        (
            Figure(code="new", zh="突发事件", en="Incidents", value=len(new), better=-1, behind=behind(new), place="incidents"),
            Figure(code="unread", zh="事件报告待确认", en="Reports to be confirmed", value=len(unread), better=-1,
                   behind=behind(unread), place="incidents"),
        ),
        tuple(Both(f"{one.number} {one.symptom.name.zh}", f"{one.number} {one.symptom.name.en}") for one in new[:10]),
    )  # fmt: skip
