"""After an incident: the report with measures, losses, cause and prevention, and a second pair of eyes (R099, R101)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.assignments.actions import give
from models.incidents.doing import moving, note
from models.incidents.lifecycle import Grade
from models.incidents.tables import Incident
from models.incidents.telling import leaders, tell_staff
from models.people import Person
from models.policy import policy_of
from models.refusals import WordsMissing


def write_report(
    session: Session,
    incident_id: int,
    *,
    by: Person,
    now: datetime,
    measures: str,
    losses: str,
    cause: str,
    prevention: str,
    grade: Grade | None = None,
    seen: int | None = None,
) -> Incident:
    """Supervisor or manager reports what was done, lost, why, and how it shall not come again; the other one reads it.

    `grade` is for an event that nobody has graded while it lasted; without any it is slight.

    Raises Gone, NotYours, TooLate, Outdated, WordsMissing.
    """
    texts = {"measures": measures, "losses": losses, "cause": cause, "prevention": prevention}
    with moving(session, incident_id, "report", by=by, now=now, seen=seen) as incident:
        if not all(text.strip() for text in texts.values()):
            raise WordsMissing(incident=incident.id)
        for name, text in texts.items():
            setattr(incident, name, text.strip())
        incident.grade = incident.grade or grade or Grade.SLIGHT
        incident.writer_id, incident.reported_at = by.id, now
        note(session, incident, "report", by, now)
        others = [one for one in leaders(session, incident) if one != by.id]
        tell_staff(session, incident, others, "incident.reported", now)
    return incident


def send_back(
    session: Session, incident_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Incident:
    """The report is to be completed, and why; raises like a report."""
    with moving(session, incident_id, "send_back", by=by, now=now, seen=seen) as incident:
        if not words.strip():
            raise WordsMissing(incident=incident.id)
        note(session, incident, "send_back", by, now, words)
        if incident.writer_id is not None:
            tell_staff(session, incident, [incident.writer_id], "incident.returned", now)
        incident.report_due_at = now + timedelta(hours=policy_of(incident.project).incident_report_hours)
    return incident


def confirm(session: Session, incident_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Incident:
    """The report holds; never by who wrote it. Raises Gone, NotYours, TooLate, Outdated."""
    with moving(session, incident_id, "confirm", by=by, now=now, seen=seen) as incident:
        incident.reviewer_id, incident.reviewed_at = by.id, now
        note(session, incident, "confirm", by, now)
        if incident.writer_id is not None:
            tell_staff(session, incident, [incident.writer_id], "incident.confirmed", now)
        session.flush()
        session.refresh(incident, ["reviewer"])
    return incident


def set_measure(
    session: Session, incident_id: int, *, by: Person, to: int, words: str, due_at: datetime, now: datetime
) -> Incident:
    """What is done so that it does not come again is a task with a person and a date (R094, R101).

    Raises Gone, NotYours, TooLate, WordsMissing, TimePast.
    """
    with moving(session, incident_id, "measure", by=by, now=now) as incident:
        give(session, by=by, to=to, words=words, due_at=due_at, now=now)
        note(session, incident, "measure", by, now, words)
    return incident
