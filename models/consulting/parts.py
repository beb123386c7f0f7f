"""Who may ask the supervisor, and who answers (R030, R197, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.consulting.lifecycle import Part
from models.consulting.tables import SupervisorQuestion
from models.estate import Project
from models.people import Person, Role, Staff
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.rota import on_duty, staff_of
from models.talks.parts import visible as visible_talk
from models.talks.queries import moves_of
from models.tickets.queries import visible as visible_ticket

ASKERS = FRONT_OFFICE | {Role.CONTROL_ROOM, Role.DEPT_HEAD}


def parts_of(person: Person, question: SupervisorQuestion) -> frozenset[Part]:
    """Every part that the person has in the question; empty for who may not know of it."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != question.project_id:
        return frozenset()
    asks = question.asked_by_id == staff.person_id
    having = {Part.ASKER: asks, Part.LEADER: staff.role in IN_CHARGE and not asks}
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, question_id: int, person: Person) -> SupervisorQuestion:
    """The question, for somebody who has a part in it; raises Gone for everybody else."""
    question = session.get(SupervisorQuestion, question_id)
    if question is None or not parts_of(person, question):
        raise Gone
    return question


def owner_waiting(session: Session, about: str, by: Person, now: datetime) -> int:
    """Whose answer it is, the person's number; raises Gone, or NotYours for who does not answer owners about it."""
    if by.staff is None or by.staff.role not in ASKERS:
        raise NotYours
    kind, _, number = about.partition(":")
    if kind == "ticket":
        return visible_ticket(session, int(number), by, now).reporter_id
    talk = visible_talk(session, int(number), by)
    if "answer" not in moves_of(session, by, talk):
        raise NotYours(talk=talk.id)
    return talk.person_id


def whom_to_ask(session: Session, project: Project, by: int, now: datetime) -> Sequence[Staff]:
    """The supervisors on duty, or else the managers on duty, or else all of them; never who asks (R030)."""
    everybody = [one for one in staff_of(session, project) if one.role in IN_CHARGE and one.person_id != by]
    present = {one.person_id for one in on_duty(session, project, now)}
    here = [one for one in everybody if one.person_id in present]
    supervisors = [one for one in here if one.role == Role.CS_SUPERVISOR]
    return supervisors or here or everybody
