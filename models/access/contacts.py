"""Who speaks for a unit: contacts come, change and end, and with the end all access ends at once (R002, R111, R205)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.access.codes import check_giver, void
from models.access.rights import ROLES, contacts_of
from models.estate import Unit
from models.events import record
from models.notices import Notice, NoticeState, Pace, tell
from models.people import Binding, Contact, Person, Side
from models.refusals import Gone, PhoneTaken, TooLate, WordsMissing
from models.register.changes import record_change, set_entry, subject_of
from models.register.phones import people_with
from models.register.tables import ChangeRequest
from models.tickets.handing_over import set_words_apart
from models.tickets.lifecycle import OPEN
from models.tickets.tables import Ticket


def unit_for(session: Session, unit_id: int, by: Person) -> Unit:
    """The unit, for somebody who keeps the register; raises NotYours or Gone."""
    check_giver(by)
    unit = session.get(Unit, unit_id)
    if unit is None or unit.project_id != by.project_id:
        raise Gone
    return unit


def contact_for(session: Session, contact_id: int, by: Person) -> Contact:
    """The contact as long as it lasts, for somebody who keeps the register; raises NotYours, Gone or TooLate."""
    check_giver(by)
    contact = session.get(Contact, contact_id)
    if contact is None or contact.project_id != by.project_id:
        raise Gone
    if contact.ended_at:
        raise TooLate(unit=contact.unit_id)
    return contact


def add_contact(
    session: Session, *, unit: Unit, person: Person, role: str, by: Person | None, now: datetime, why: str = ""
) -> Contact:
    """Give a person a part for a unit; one who has it already keeps it, one who had it has it again.

    Who comes back after all access had ended proves anew who they are: the old account may have been the reason.
    """
    if role not in ROLES or person.project_id != unit.project_id:
        raise Gone
    with session.begin_nested():
        if not contacts_of(session, person.id):
            session.execute(delete(Binding).where(Binding.person_id == person.id, Binding.side == Side.OWNER))
        known = select(Contact).where(Contact.person_id == person.id, Contact.unit_id == unit.id)
        contact = session.scalar(known)
        old = contact.role if contact and contact.ended_at is None else ""
        if contact is None:
            contact = Contact(project_id=unit.project_id, person_id=person.id, unit_id=unit.id, role=role)
            session.add(contact)
        contact.role, contact.ended_at = role, None
        session.flush()
        session.refresh(contact)
        _keep(session, contact, "role", old, role, by, now, why)
        _log(session, contact, "contact.added", by, now)
    return contact


def new_person(session: Session, unit: Unit, *, name: str, honorific: str, phone: str, language: str) -> Person:
    """Somebody whom the register has not known yet; the number must have been read by `read_phone`."""
    person = Person(project_id=unit.project_id, name=name, honorific=honorific, phone=phone, language=language)
    session.add(person)
    session.flush()
    return person


def change_phone(session: Session, person: Person, phone: str, *, by: Person, now: datetime, why: str) -> None:
    """Another number for somebody; raises PhoneTaken if it is that of another person."""
    if any(one.id != person.id for one in people_with(session, person.project_id, phone)):
        raise PhoneTaken
    set_entry(session, person, "phone", phone, by_id=by.id, now=now, why=why)


def heirs(session: Session, contact: Contact) -> Sequence[Contact]:
    """Who could take over the open tickets of a contact: the others of the unit."""
    others = select(Contact).where(Contact.unit_id == contact.unit_id, Contact.id != contact.id)
    return session.scalars(others.where(Contact.ended_at.is_(None)).order_by(Contact.id)).all()


def open_tickets_of(session: Session, contact: Contact) -> Sequence[Ticket]:
    """What the contact has reported of the unit and is not over."""
    mine = select(Ticket).where(Ticket.reporter_id == contact.person_id, Ticket.unit_id == contact.unit_id)
    return session.scalars(mine.where(Ticket.status.in_(OPEN)).order_by(Ticket.id)).all()


def end_contact(
    session: Session, contact_id: int, *, by: Person, now: datetime, why: str, heir: Contact | None = None
) -> Contact:
    """Somebody has moved out or was the wrong person: nothing of the unit is theirs from this moment on (R205).

    The open tickets stay with the office; they pass to `heir`, or to nobody, and then the office telephones.
    """
    if not why.strip():
        raise WordsMissing
    contact = contact_for(session, contact_id, by)
    if heir is not None and (heir.unit_id != contact.unit_id or heir.ended_at or heir.id == contact.id):
        raise Gone
    with session.begin_nested():
        contact.ended_at = now
        session.flush()
        _keep(session, contact, "ended_at", "", now, by, now, why)
        _log(session, contact, "contact.ended", by, now)
        _silence(session, contact, now)
        if heir is not None:
            _pass_on(session, contact, heir, by, now)
        _tell_ended(session, contact, now)
        if not contacts_of(session, contact.person_id):
            void(session, contact.person_id, Side.OWNER, now)
    return contact


def _tell_ended(session: Session, contact: Contact, now: datetime) -> None:
    """Whoever has the bot hears once, politely, that it is over and whom to call; who has not is not telephoned about it."""
    bound = select(Binding.id).where(Binding.person_id == contact.person_id, Binding.side == Side.OWNER)
    if session.scalar(bound.where(Binding.unreachable_since.is_(None))) is None:
        return
    tell(
        session,
        project_id=contact.project_id,
        person_id=contact.person_id,
        side=Side.OWNER,
        kind="access.ended",
        subject=subject_of(contact),
        occasion=now.isoformat(),
        now=now,
    )


def _silence(session: Session, contact: Contact, now: datetime) -> None:
    """What waits to be told of the unit's tickets is not told any more; their cards are drawn anew, as neutral words."""
    mine = (ChangeRequest.person_id == contact.person_id, ChangeRequest.unit_id == contact.unit_id)
    session.execute(update(ChangeRequest).where(*mine, ChangeRequest.done_at.is_(None)).values(done_at=now))
    tickets = session.scalars(
        select(Ticket).where(Ticket.reporter_id == contact.person_id, Ticket.unit_id == contact.unit_id)
    )
    for ticket in tickets:
        unheard = (Notice.person_id == contact.person_id, Notice.subject == ticket.subject)
        waiting = update(Notice).where(*unheard, Notice.state == NoticeState.QUEUED, Notice.side == Side.OWNER)
        session.execute(waiting.values(state=NoticeState.DROPPED, error="no contact of the unit any more"))
        record(session, project_id=ticket.project_id, subject=ticket.subject, kind="reporter.ended", now=now)


def _pass_on(session: Session, contact: Contact, heir: Contact, by: Person, now: datetime) -> None:
    for ticket in open_tickets_of(session, contact):
        set_words_apart(session, ticket)
        ticket.reporter_id = heir.person_id
        facts = {"from": contact.person_id, "to": heir.person_id}
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="hand_over",
            now=now,
            actor_id=by.id,
            facts=facts,
        )
        tell(
            session,
            project_id=ticket.project_id,
            person_id=heir.person_id,
            side=Side.OWNER,
            kind="hand_over.reporter",
            subject=ticket.subject,
            occasion=f"contact{contact.id}:{now.isoformat()}",
            now=now,
            pace=Pace.PROMPT,
            facts={"ticket": ticket.id},
        )
    session.flush()


def _keep(
    session: Session, contact: Contact, field: str, old: object, new: object, by: Person | None, now: datetime, why: str
) -> None:
    record_change(
        session,
        project_id=contact.project_id,
        subject=subject_of(contact),
        field=field,
        old=old,
        new=new,
        by_id=by.id if by else None,
        now=now,
        why=why,
    )


def _log(session: Session, contact: Contact, kind: str, by: Person | None, now: datetime) -> None:
    """The unit, the person and their own screen look different now."""
    for subject in (f"unit:{contact.unit_id}", f"person:{contact.person_id}"):
        record(
            session,
            project_id=contact.project_id,
            subject=subject,
            kind=kind,
            now=now,
            actor_id=by.id if by else None,
            facts={"contact": contact.id},
        )
