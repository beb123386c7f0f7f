"""An incident by the clock: news while it lasts, the report when it is over (R099)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.incidents.doing import locked
from models.incidents.lifecycle import LASTING, State
from models.incidents.telling import answerable, leaders, tell_staff
from models.incidents.timing import A_DAY, NEWS_DUE, REPORT_DUE, ask_later
from models.policy import policy_of


def news_due(session: Session, incident_id: int, now: datetime) -> None:
    """Nobody has heard anything for half an hour: who leads it is asked, and asked again."""
    incident = locked(session, incident_id)
    if incident.state not in LASTING:
        return
    tell_staff(
        session, incident, answerable(session, incident, now), "incident.news_due", now, occasion=f"{now:%y%m%d%H%M}"
    )
    ask_later(session, incident, NEWS_DUE, now + timedelta(minutes=policy_of(incident.project).incident_news_minutes))


def report_due(session: Session, incident_id: int, now: datetime) -> None:
    """The report is not written: supervisor and manager are reminded, every day until it is."""
    incident = locked(session, incident_id)
    if incident.state != State.OVER:
        return
    tell_staff(session, incident, leaders(session, incident), "incident.report_due", now, occasion=f"{now:%y%m%d}")
    ask_later(session, incident, REPORT_DUE, now + A_DAY)
