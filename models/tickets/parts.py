"""What a person is to a ticket: the one place that says who may do and who must hear (DOMAIN 5.7)."""

from collections.abc import Iterable, Set
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import contact_of
from models.catalogue import Urgency
from models.groups.queries import group_of
from models.people import PERFORMERS, Binding, Contact, Person, Role, Side, Staff
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.rota import intake_desk, on_duty, staff_of
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import PAUSED, Part, Status
from models.tickets.tables import Joiner, Offer, Ticket

COMING = PAUSED | {Status.ACCEPTED, Status.ARRIVED}
GRABBED = frozenset({Status.SENT, Status.OFFERED})
DESK = frozenset({Role.CS_DESK, Role.CS_FIELD})
CLEANING = "cleaning"
# From which ring on an urgent ticket reaches them.
SUPERVISOR_FROM, MANAGER_FROM = 1, 2


def parts_of(session: Session, person: Person, ticket: Ticket, now: datetime) -> frozenset[Part]:
    """Every part that the person has in the ticket; empty for a stranger to it."""
    if person.project_id != ticket.project_id:
        return frozenset()
    parts = (
        set(_staff_parts(session, person.staff, ticket, now)) if person.staff and not person.staff.left_at else set()
    )
    if ticket.reporter_id == person.id:
        if still_speaks(session, person, ticket):
            parts.add(Part.REPORTER)
    elif person.id in joiners_of(session, ticket) and not has_left(session, person, ticket.unit_id):
        parts.add(Part.JOINED)
    return frozenset(parts)


def may_know_customer(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Whoever only performs the job learns who the customer is from the acceptance on, while the job lasts (R203)."""
    return not parts <= {Part.ASSIGNEE, Part.OFFERED, Part.TEAM} or (Part.ASSIGNEE in parts and ticket.status in COMING)


def still_speaks(session: Session, person: Person, ticket: Ticket) -> bool:
    """Whether a reporter may still hear of the ticket: of a unit only as its contact, or as the guest of an alarm (R205)."""
    return person.guest or ticket.unit_id is None or contact_of(session, person.id, ticket.unit_id) is not None


def has_left(session: Session, person: Person, unit_id: int | None) -> bool:
    """Whether somebody was a contact of a unit, and is none any more."""
    former = select(Contact.id).where(Contact.person_id == person.id, Contact.unit_id == unit_id)
    return session.scalar(former.where(Contact.ended_at.is_not(None)).limit(1)) is not None


def joiners_of(session: Session, ticket: Ticket) -> list[int]:
    """The person ids of those who reported the same matter later and hear of it, in the order in which they did; a part has those of the whole."""
    whole = ticket.parent_id or ticket.id
    hears = select(Joiner.person_id).where(Joiner.ticket_id == whole, Joiner.silent_since.is_(None))
    return list(session.scalars(hears.order_by(Joiner.id)))


def side_of(session: Session, person_id: int) -> Side:
    """Where a reporter reads: on the owners' bot, but a colleague who has no place there reads at work."""
    staff = session.get(Staff, person_id)
    if staff is None or staff.left_at:
        return Side.OWNER
    bound = select(Binding.id).where(Binding.person_id == person_id, Binding.side == Side.OWNER)
    return Side.STAFF if session.scalar(bound) is None else Side.OWNER


def _staff_parts(session: Session, staff: Staff, ticket: Ticket, now: datetime) -> Iterable[Part]:
    performs = ticket.assignee_id == staff.person_id
    having = {
        Part.MANAGER: staff.role == Role.MANAGER,
        Part.SUPERVISOR: staff.role == Role.CS_SUPERVISOR,
        Part.DESK: staff.role in DESK or _sits_at_the_desk(session, staff, ticket, now),
        Part.RECEIVER: ticket.first_receiver_id == staff.person_id,
        Part.HEAD: staff.role == Role.DEPT_HEAD and _is_for(staff, ticket),
        Part.ASSIGNEE: performs,
        Part.CALLER: staff.role in FRONT_OFFICE and not performs,
        Part.OFFERED: _is_offered(session, staff, ticket),
        Part.TEAM: ticket.status in GRABBED and _is_on_the_team(session, staff, ticket, now),
    }
    return (part for part, has in having.items() if has)


def _is_on_the_team(session: Session, staff: Staff, ticket: Ticket, now: datetime) -> bool:
    return is_of_team(session, staff, ticket) and staff in on_duty(session, ticket.project, now)


def _sits_at_the_desk(session: Session, staff: Staff, ticket: Ticket, now: datetime) -> bool:
    """The control room receives in danger, and when nobody of customer service is on duty (R014, 4.7)."""
    if staff.role != Role.CONTROL_ROOM:
        return False
    return ticket.urgency == Urgency.U0 or staff in intake_desk(session, ticket.project, now)


def _is_for(staff: Staff, ticket: Ticket) -> bool:
    """Whether the ticket is with the head's department; what is urgent, or a cleaning ordered, also before it is dispatched there (R076)."""
    if ticket.department_id is None:
        at_once = ticket.urgency in AROUND_THE_CLOCK or (ticket.is_service and ticket.symptom.department == CLEANING)
        return at_once and staff.department.code == ticket.symptom.department
    return staff.department_id == ticket.department_id


def is_of_team(session: Session, staff: Staff, ticket: Ticket) -> bool:
    """Whether the ticket's department has a group, and the person works there."""
    mine = staff.role in PERFORMERS and staff.department_id == ticket.department_id
    return mine and group_of(session, ticket.department_id) is not None


def _is_offered(session: Session, staff: Staff, ticket: Ticket) -> bool:
    mine = select(Offer.id).where(
        Offer.ticket_id == ticket.id, Offer.staff_id == staff.person_id, Offer.version == ticket.version
    )
    return session.scalar(mine) is not None


def holders(session: Session, part: Part, ticket: Ticket, now: datetime) -> list[int]:
    """The person ids behind a part, for telling them."""
    match part:
        case Part.REPORTER:  # and whoever reported the same: they hear the same
            return [ticket.reporter_id, *joiners_of(session, ticket)]
        case Part.JOINED:
            return joiners_of(session, ticket)
        case Part.OFFERED:
            offered = select(Offer.staff_id).where(Offer.ticket_id == ticket.id, Offer.version == ticket.version)
            return list(session.scalars(offered))
        case Part.ASSIGNEE:
            return [ticket.assignee_id] if ticket.assignee_id else []
        case _:
            return _ids(_office_holders(session, part, ticket, now))


def _office_holders(session: Session, part: Part, ticket: Ticket, now: datetime) -> Iterable[Staff]:
    match part:
        case Part.RECEIVER if ticket.first_receiver and ticket.first_receiver.left_at is None:
            return [ticket.first_receiver]
        case Part.RECEIVER | Part.DESK:
            return intake_desk(session, ticket.project, now)
        case Part.HEAD:
            return _heads(session, ticket)
        case Part.SUPERVISOR:
            return [one for one in staff_of(session, ticket.project) if one.role == Role.CS_SUPERVISOR]
        case Part.MANAGER:
            return [one for one in staff_of(session, ticket.project) if one.role == Role.MANAGER]
        case _:
            return []


def _heads(session: Session, ticket: Ticket) -> Iterable[Staff]:
    """Who leads its department; where that has no head of its own, whoever leads customer service, or the office."""
    heads = select(Staff).where(
        Staff.department_id == ticket.department_id, Staff.role == Role.DEPT_HEAD, Staff.left_at.is_(None)
    )
    if ticket.department is None or ticket.department.takes_repairs:
        return session.scalars(heads)
    leaders = [one for one in staff_of(session, ticket.project) if one.role in IN_CHARGE]
    own = [one for one in leaders if one.department_id == ticket.department_id]
    return session.scalars(heads).all() or own or [one for one in leaders if one.role == Role.MANAGER]


def alarmed(session: Session, ticket: Ticket, now: datetime, rung: int = 0) -> list[int]:
    """Whom an alarm rings: the desk and the head of the trade, in danger everybody at once; otherwise higher with each rung (DOMAIN 4.7)."""
    present = {one.person_id for one in on_duty(session, ticket.project, now)}
    desk = {one.person_id for one in intake_desk(session, ticket.project, now)}
    everybody = staff_of(session, ticket.project)
    return _ids(one for one in everybody if one.person_id in desk or _rings(one, ticket, rung, present))


def _rings(staff: Staff, ticket: Ticket, rung: int, present: Set[int]) -> bool:
    danger = ticket.urgency == Urgency.U0
    match staff.role:
        case Role.DEPT_HEAD:
            return _is_for(staff, ticket)
        case Role.CONTROL_ROOM:
            return danger and staff.person_id in present
        case Role.CS_SUPERVISOR:
            return danger or rung >= SUPERVISOR_FROM
        case Role.MANAGER:
            return danger or rung >= MANAGER_FROM
        case _:
            return False


def _ids(people: Iterable[Staff]) -> list[int]:
    return [one.person_id for one in people]
