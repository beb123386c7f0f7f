"""The deeds of an incident: who leads it, how grave and how far, the news, the end (R099, R101, R149)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Unit
from models.events import record
from models.incidents.audience import unit_states
from models.incidents.doing import check, locked, moving, note
from models.incidents.ending import call_off_jobs
from models.incidents.lifecycle import LASTING, NEWS, Advice, Grade
from models.incidents.opening import begin, merge
from models.incidents.reading import lasting_of, shown, tickets_of
from models.incidents.tables import Incident, IncidentCheck, IncidentReader, IncidentTicket
from models.incidents.telling import leaders, tell_affected, tell_staff, watchers
from models.incidents.whereabouts import Area, in_order
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, NotMergeable, TooLate, WordsMissing
from models.tickets.emergency import raise_emergency, tell_need
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import DONE, OPEN
from models.tickets.queries import visible as visible_ticket
from models.tickets.tables import Ticket


def lead(session: Session, incident_id: int, *, by: Person, now: datetime) -> Incident:
    """Somebody leads it from now on, and everybody at work hears who. Raises like `check`."""
    with moving(session, incident_id, "lead", by=by, now=now) as incident:
        incident.leader_id = by.id
        note(session, incident, "lead", by, now)
        session.refresh(incident, ["leader"])
        _tell_watchers(session, incident, "incident.led", by, now)
    return incident


def _tell_watchers(session: Session, incident: Incident, kind: str, by: Person, now: datetime) -> None:
    others = [one for one in watchers(session, incident, now) if one != by.id]
    tell_staff(session, incident, others, kind, now)


def classify(
    session: Session,
    incident_id: int,
    *,
    by: Person,
    now: datetime,
    grade: Grade,
    area: Area,
    seen: int | None = None,
) -> Incident:
    """How grave it is, and which floors it affects; a major one rings supervisor and manager. Raises like `check`, and Gone."""
    with moving(session, incident_id, "classify", by=by, now=now, seen=seen) as incident:
        _reaches(incident, area)
        before, incident.grade = incident.grade, grade
        note(session, incident, "classify", by, now)
        if grade == Grade.MAJOR and before != grade:
            tell_staff(session, incident, leaders(session, incident), "incident.major", now)
    return incident


def _reaches(incident: Incident, area: Area) -> None:
    try:
        incident.floors, incident.whole = in_order(area.floors), area.whole
    except ValueError:
        raise Gone from None


def give_news(
    session: Session,
    incident_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    words: str,
    area: Area | None = None,
    advice: Advice | None = None,
    seen: int | None = None,
) -> Incident:
    """One of the pieces of news: it begins, how it stands, it is under control, it has come again, it is over, it was nothing.

    Everybody whom it affects hears, and those who follow it in the office; who gives the first leads it.
    `area` and `advice` are those from now on. Raises like `check`; WordsMissing for mere progress.
    """
    if name not in NEWS:
        raise Gone
    with moving(session, incident_id, name, by=by, now=now, seen=seen) as incident:
        if name == "progress" and not words.strip():
            raise WordsMissing(incident=incident.id)
        if area is not None:
            _reaches(incident, area)
        incident.advice, incident.leader_id = advice or incident.advice, incident.leader_id or by.id
        _stamp(incident, name, now)
        step = note(session, incident, name, by, now, words)
        step.reached = tell_affected(session, incident, step, now)
        if name == "start":
            incident.told_at = incident.told_at or now
        if name == "false_alarm":
            session.flush()
            call_off_jobs(session, incident, now)
        _tell_watchers(session, incident, f"incident.{name}", by, now)
    return incident


def _stamp(incident: Incident, name: str, now: datetime) -> None:
    incident.news_at = now
    match name:
        case "control":
            incident.controlled_at = now
        case "again":
            incident.controlled_at = None
        case "end":
            incident.ended_at = now
            hours = policy_of(incident.project).incident_report_hours
            incident.report_due_at = now + timedelta(hours=hours)
        case "false_alarm":
            incident.ended_at = now


def declare(session: Session, ticket_id: int, *, by: Person, now: datetime) -> Incident:
    """An urgent ticket is made an event of its own by hand; one that is part of one already gives that one.

    Raises Gone, TooLate (it is not urgent, or over), NotYours.
    """
    ticket = visible_ticket(session, ticket_id, by, now)
    if (present := lasting_of(session, ticket)) is not None:
        return present
    if ticket.urgency not in AROUND_THE_CLOCK or ticket.status not in OPEN - DONE or ticket.parent_id:
        raise TooLate(ticket=ticket.id)
    with session.begin_nested():
        incident = begin(session, [ticket], by=by, now=now)
        check(session, incident, "classify", by)
    return incident


def join(
    session: Session, incident_id: int, *, by: Person, into: int, now: datetime, seen: int | None = None
) -> Incident:
    """It is the same event as another one that lasts; gives that one. Raises like `check`, NotMergeable into what is over."""
    with session.begin_nested():
        both = {one: locked(session, one) for one in sorted({incident_id, into})}
        incident, target = both[incident_id], both[into]
        check(session, incident, "join", by, seen)
        check(session, target, "take_in", by)
        if incident.id == target.id or target.state not in LASTING:
            raise NotMergeable(incident=incident.id)
        merge(session, incident, target, by=by, now=now)
        _tell_watchers(session, target, "incident.joined", by, now)
    return target


def put_apart(session: Session, incident_id: int, ticket_id: int, *, by: Person, now: datetime) -> Incident:
    """A report is about something else after all: it becomes an event of its own, which is given. Raises like `check`, Gone."""
    with session.begin_nested():
        incident = locked(session, incident_id)
        check(session, incident, "classify", by)
        row = session.get(IncidentTicket, (incident.id, ticket_id))
        if row is None or row.left_at is not None:
            raise Gone
        row.left_at = now
        note(session, incident, "apart", by, now)
        return begin(session, [session.get_one(Ticket, ticket_id)], by=by, now=now)


def say_safe(session: Session, incident_id: int, *, by: Person, now: datetime) -> Incident:
    """Somebody whom it affects has read it and is well; a later call for help counts again. Raises Gone."""
    incident = shown(session, incident_id, by, now)
    reading = session.get_one(IncidentReader, (incident.id, by.id))
    reading.safe_at, reading.help_at = reading.safe_at or now, None
    _log(session, incident, "incident.safe", by, now)
    return incident


def ask_for_help(session: Session, incident_id: int, *, by: Person, now: datetime) -> Ticket:
    """Somebody whom it affects needs help: their alarm is a report of this event. Raises Gone, TooLate once it is over."""
    incident = shown(session, incident_id, by, now)
    if incident.state not in LASTING:
        raise TooLate(incident=incident.id)
    reading = session.get_one(IncidentReader, (incident.id, by.id))
    reading.help_at = reading.help_at or now
    _log(session, incident, "incident.help", by, now)
    project, code = incident.project, incident.symptom_code
    ticket = raise_emergency(session, project=project, by=by, symptom_code=code, now=now)
    own = lasting_of(session, ticket)
    if own is not None and own.id != incident.id and len(tickets_of(session, own)) == 1:  # not the event of others
        merge(session, locked(session, own.id), locked(session, incident.id), by=None, now=now)
    tell_need(session, ticket, by=by, now=now)
    return ticket


def check_unit(session: Session, incident_id: int, unit_id: int, *, by: Person, now: datetime) -> Incident:
    """Somebody of the office has looked after a unit: called, or knocked; the first one counts. Raises like `check`, and Gone."""
    incident = locked(session, incident_id)
    check(session, incident, "check", by)
    unit = session.get(Unit, unit_id)
    if unit is None or unit.project_id != incident.project_id:
        raise Gone
    row = {"incident_id": incident.id, "unit_id": unit.id, "at": now, "by_id": by.id}
    if insert_once(session, IncidentCheck, row):
        _log(session, incident, "incident.check", by, now, unit.id)
    return incident


def check_floor(session: Session, incident_id: int, floor: int, *, by: Person, now: datetime) -> Incident:
    """Somebody has looked after everybody on a floor; raises like `check_unit`, and Gone for one that it does not affect."""
    incident = locked(session, incident_id)
    check(session, incident, "check", by)
    mine = [one for one in unit_states(session, incident) if one.unit.floor == floor]
    if not mine:
        raise Gone
    for one in mine:
        if one.open:
            check_unit(session, incident_id, one.unit.id, by=by, now=now)
    return incident


def _log(
    session: Session, incident: Incident, kind: str, by: Person, now: datetime, unit_id: int | None = None
) -> None:
    facts = {"unit": unit_id} if unit_id else {}
    record(
        session,
        project_id=incident.project_id,
        subject=incident.subject,
        kind=kind,
        now=now,
        actor_id=by.id,
        facts=facts,
    )
