"""Who may take a conversation, who may read it, and to whom it may be passed on (DOMAIN 5.7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import PERFORMERS, Person, Role, Staff
from models.refusals import Gone
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.talks.lifecycle import READERS, Part, State
from models.talks.tables import Talk
from models.tickets.tables import Ticket


def parts_of(session: Session, person: Person, talk: Talk) -> frozenset[Part]:
    """Every part that the person has in the conversation; empty for who may not know of it."""
    if person.project_id != talk.project_id:
        return frozenset()
    if person.id == talk.person_id:
        return frozenset({Part.OWNER})
    staff = person.staff
    if staff is None or staff.left_at is not None:
        return frozenset()
    waits, room = talk.state == State.WAITING, staff.role == Role.CONTROL_ROOM
    having = {
        Part.HOLDER: talk.holder_id == staff.person_id,
        Part.DESK: staff.role in FRONT_OFFICE or (room and waits),
        Part.LEADER: staff.role in IN_CHARGE,
        Part.RECEIVER: _received(session, staff, talk),
        Part.ONLOOKER: room and not waits,
    }
    return frozenset(part for part, has in having.items() if has)


def _received(session: Session, staff: Staff, talk: Talk) -> bool:
    if talk.ticket_id is None:
        return False
    return session.scalar(select(Ticket.first_receiver_id).where(Ticket.id == talk.ticket_id)) == staff.person_id


def visible(session: Session, talk_id: int, person: Person) -> Talk:
    """The conversation, for somebody who has a part in it; raises Gone for everybody else."""
    talk = session.get(Talk, talk_id)
    if talk is None or not parts_of(session, person, talk):
        raise Gone
    return talk


def may_read(session: Session, person: Person, talk: Talk) -> bool:
    """Whether the person may read what was said."""
    return bool(parts_of(session, person, talk) & READERS)


def may_have(by: Staff, whom: Staff) -> bool:
    """To whom a conversation may be passed on: to a colleague who works at a desk, whatever the department."""
    return whom.left_at is None and whom.person_id != by.person_id and whom.role not in PERFORMERS
