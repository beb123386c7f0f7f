"""What comes due about an incident: news while it lasts, the report when it is over (R099, DOMAIN 4.7)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.incidents.lifecycle import LASTING, State
from models.incidents.tables import Incident
from models.policy import policy_of

NEWS_DUE, REPORT_DUE = "incident_news", "incident_report"
A_DAY = timedelta(days=1)


def watch(session: Session, incident: Incident, now: datetime) -> None:
    """Ask for what comes due in its present state, and forget the rest."""
    for kind in (NEWS_DUE, REPORT_DUE):
        call_off(session, kind=kind, subject=incident.subject)
    if incident.state in LASTING:
        later = timedelta(minutes=policy_of(incident.project).incident_news_minutes)
        ask_later(session, incident, NEWS_DUE, max(now, (incident.news_at or incident.opened_at) + later))
    elif incident.state == State.OVER and incident.report_due_at is not None:
        ask_later(session, incident, REPORT_DUE, max(now, incident.report_due_at))


def ask_later(session: Session, incident: Incident, kind: str, due_at: datetime) -> None:
    """Once more at this moment."""
    put_off(
        session,
        project_id=incident.project_id,
        kind=kind,
        subject=incident.subject,
        occasion=f"{due_at:%Y%m%d%H%M%S}",
        due_at=due_at,
    )
