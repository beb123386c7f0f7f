"""Reading accounts, for colleagues who may (DOMAIN 5.7)."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.events import Event
from models.people import Contact, Person
from models.receivables.crediting import account_of
from models.receivables.rights import check_reads
from models.receivables.tables import Ask, Dispute, Receivable, Reminder
from models.refusals import Gone

MOST = 60
Read = TypeVar("Read", Unit, Receivable, Dispute, Ask, Reminder)


def unit_for(session: Session, unit_id: int, person: Person) -> Unit:
    """A unit whose account somebody may read; raises NotYours, or Gone."""
    return _read(session, Unit, unit_id, person)


def line_for(session: Session, line_id: int, person: Person) -> Receivable:
    """A line, likewise."""
    return _read(session, Receivable, line_id, person)


def dispute_for(session: Session, dispute_id: int, person: Person) -> Dispute:
    """A question, likewise."""
    return _read(session, Dispute, dispute_id, person)


def read_ask(session: Session, ask_id: int, person: Person) -> Ask:
    """What is put before the manager, likewise."""
    return _read(session, Ask, ask_id, person)


def reminder_for(session: Session, reminder_id: int, person: Person) -> Reminder:
    """A reminder, likewise."""
    return _read(session, Reminder, reminder_id, person)


def _read(session: Session, table: type[Read], number: int, person: Person) -> Read:
    check_reads(person, person.project_id)
    found = session.get(table, number)
    if found is None or found.project_id != person.project_id:
        raise Gone
    return found


def units_called(session: Session, project: Project, words: str) -> Sequence[Unit]:
    """The units that somebody means who writes a number, a part of a company's name, or a contact's name."""
    wanted = words.strip()
    mine = select(Unit).where(Unit.project_id == project.id)
    exact = session.scalars(mine.where(or_(Unit.number == wanted, Unit.number == f"0{wanted}"))).all()
    if exact:
        return exact
    named = or_(*(one.contains(wanted, autoescape=True) for one in (Unit.number, Unit.owner_name, Unit.occupier_name)))
    contact = select(Contact.unit_id).join(Person, Person.id == Contact.person_id)
    contact = contact.where(Contact.ended_at.is_(None), Person.name.contains(wanted, autoescape=True))
    return session.scalars(mine.where(or_(named, Unit.id.in_(contact))).order_by(Unit.number).limit(MOST)).all()


def disputes_about(session: Session, unit: Unit) -> Sequence[Dispute]:
    """Every question about the lines of a unit, the newest first."""
    mine = select(Dispute).join(Receivable, Receivable.id == Dispute.receivable_id)
    return session.scalars(mine.where(Receivable.unit_id == unit.id).order_by(Dispute.id.desc())).all()


def reminders_of(session: Session, unit: Unit) -> Sequence[Reminder]:
    """Everything that a unit was reminded of, the newest first."""
    return session.scalars(select(Reminder).where(Reminder.unit_id == unit.id).order_by(Reminder.id.desc())).all()


def log_of(session: Session, unit: Unit) -> Sequence[Event]:
    """What happened to a unit's account and its lines, the newest first."""
    lines = session.scalars(select(Receivable.id).where(Receivable.unit_id == unit.id)).all()
    subjects = [account_of(unit), *(f"receivable:{one}" for one in lines)]
    mine = select(Event).where(Event.project_id == unit.project_id, Event.subject.in_(subjects))
    return session.scalars(mine.order_by(Event.id.desc()).limit(MOST)).all()
