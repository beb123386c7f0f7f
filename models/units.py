"""Which units a person speaks for."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.people import Contact, Person


def units_of(session: Session, person: Person) -> Sequence[Unit]:
    """The units of a contact, by number."""
    mine = (
        select(Unit)
        .join(Contact, Contact.unit_id == Unit.id)
        .where(Contact.person_id == person.id, Contact.ended_at.is_(None))
    )
    return session.scalars(mine.order_by(Unit.number)).all()
