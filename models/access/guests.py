"""Guests: accounts that belong to nobody of the register, but that the office has to answer or to help (R098, R205)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import belongs
from models.estate import Project
from models.people import Binding, Person, Side
from models.refusals import NotYours


def guest_at(session: Session, project: Project, telegram_id: int, *, language: str) -> Person:
    """The guest behind an account, reachable on the owner bot and nothing else; raises NotYours for a registered one."""
    account = (Binding.project_id == project.id, Binding.side == Side.OWNER, Binding.telegram_id == telegram_id)
    binding = session.scalar(select(Binding).where(*account))
    person = session.get_one(Person, binding.person_id) if binding else None
    if person is not None and person.guest:
        return person
    if person is not None and belongs(session, person, Side.OWNER):
        raise NotYours
    if binding is not None:  # of somebody whose last contact has ended
        session.delete(binding)
        session.flush()
    person = Person(project_id=project.id, name="", language=language, guest=True)
    session.add(person)
    session.flush()
    session.add(Binding(project_id=project.id, person_id=person.id, side=Side.OWNER, telegram_id=telegram_id))
    session.flush()
    return person
