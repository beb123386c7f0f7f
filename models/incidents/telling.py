"""Notices about an incident: news to those whom it affects, and to the office whose turn it is (R099, R149)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.announcements.telling import pace_now
from models.base import insert_once
from models.catalogue import Urgency
from models.incidents.audience import reached_by
from models.incidents.reading import tickets_of
from models.incidents.tables import Incident, IncidentReader, IncidentStep
from models.notices import Pace, tell
from models.people import Role, Side, Staff
from models.roles import IN_CHARGE
from models.rota import intake_desk, on_duty, staff_of


def is_danger(incident: Incident) -> bool:
    """Whether it is more than an outage: then its news overtakes everything, day and night."""
    return incident.symptom.urgency == Urgency.U0


def tell_affected(session: Session, incident: Incident, step: IncidentStep, now: datetime) -> int:
    """Everybody whom the news reaches hears it once; gives how many they are."""
    people = reached_by(session, incident, step.move).people
    pace = Pace.EMERGENCY if is_danger(incident) else pace_now(incident.project, now)
    for person_id in people:
        insert_once(session, IncidentReader, {"incident_id": incident.id, "person_id": person_id, "told_at": now})
        tell(
            session,
            project_id=incident.project_id,
            person_id=person_id,
            side=Side.OWNER,
            kind="incident.news",
            subject=incident.subject,
            occasion=f"step{step.id}",
            now=now,
            pace=pace,
            facts={"incident": incident.id, "step": step.id},
        )
    return len(people)


def tell_staff(
    session: Session, incident: Incident, people: Iterable[int], kind: str, now: datetime, *, occasion: str = ""
) -> None:
    """Tell members of staff, once a version or occasion."""
    for person_id in dict.fromkeys(people):
        tell(
            session,
            project_id=incident.project_id,
            person_id=person_id,
            side=Side.STAFF,
            kind=kind,
            subject=incident.subject,
            occasion=occasion or f"v{incident.version}",
            now=now,
            pace=Pace.EMERGENCY if is_danger(incident) else Pace.PROMPT,
            facts={"incident": incident.id},
        )


def watchers(session: Session, incident: Incident, now: datetime) -> list[int]:
    """Who follows it in the office: who leads it, those in charge, the desk and the control room on duty, the heads and the hands at work."""
    tickets = tickets_of(session, incident)
    departments = {one.department_id for one in tickets if one.department_id}
    present = {one.person_id for one in on_duty(session, incident.project, now)}
    hands = {one.assignee_id for one in tickets if one.assignee_id}
    everybody = staff_of(session, incident.project)
    found = [one.person_id for one in everybody if one.person_id in hands or _follows(one, departments, present)]
    desk = [one.person_id for one in intake_desk(session, incident.project, now)]
    return list(dict.fromkeys([*([incident.leader_id] if incident.leader_id else []), *desk, *found]))


def _follows(staff: Staff, departments: set[int], present: set[int]) -> bool:
    match staff.role:
        case Role.DEPT_HEAD:
            return staff.department_id in departments
        case Role.CONTROL_ROOM:
            return staff.person_id in present
        case _:
            return staff.role in IN_CHARGE


def answerable(session: Session, incident: Incident, now: datetime) -> list[int]:
    """Who is asked about it: who leads it, or else whoever receives now."""
    leader = incident.leader
    if leader is not None and leader.left_at is None:
        return [leader.person_id]
    return [one.person_id for one in intake_desk(session, incident.project, now)]


def leaders(session: Session, incident: Incident) -> list[int]:
    """Supervisor and manager, who own what follows it (R099)."""
    return [one.person_id for one in staff_of(session, incident.project) if one.role in IN_CHARGE]
