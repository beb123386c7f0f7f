"""Guests: accounts that belong to nobody of the register yet, but that the office has to answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import belongs
from models.estate import Project
from models.people import Binding, Person, Side
from models.refusals import NotYours


def guest_at(
    session: Session, project: Project, telegram_id: int, *, name: str, honorific: str, phone: str, language: str
) -> Person:
    """The guest behind an account, with the latest name and telephone that they gave; raises NotYours for a registered one."""
    account = (Binding.project_id == project.id, Binding.side == Side.OWNER, Binding.telegram_id == telegram_id)
    binding = session.scalar(select(Binding).where(*account))
    person = session.get_one(Person, binding.person_id) if binding else None
    if person is not None and not person.guest and belongs(session, person, Side.OWNER):
        raise NotYours
    if person is None or not person.guest:
        person = Person(project_id=project.id, name=name, phone=phone, language=language, guest=True)
        session.add(person)
        session.flush()
        if binding is not None:  # somebody whose last contact has ended
            session.delete(binding)
            session.flush()
        session.add(Binding(project_id=project.id, person_id=person.id, side=Side.OWNER, telegram_id=telegram_id))
    person.name, person.honorific, person.phone = name, honorific, phone
    session.flush()
    return person
