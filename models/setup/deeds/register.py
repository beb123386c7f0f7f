"""Units and contacts (R104, R108)."""

from sqlalchemy import select

from models.access.contacts import add_contact
from models.estate import Unit
from models.people import Contact
from models.setup import writing
from models.setup.deeds.hand import Hand, Overtaken, Step, as_wished, still_to_do
from models.setup.register import contact_record, unit_record


def new_unit(hand: Hand, step: Step) -> str:
    """A unit that is not there yet."""
    values = step["new"]
    unit = hand.unit(values["number"])
    if unit is not None:
        return as_wished(unit_record(unit).values, values)
    unit = Unit(project_id=hand.project.id, **writing.own(writing.UNIT, values))
    hand.add(unit)
    hand.keeper.keep(f"unit:{unit.id}", values)
    return "created"


def change_unit(hand: Hand, step: Step) -> str:
    """Other entries of a unit."""
    unit = hand.session.get(Unit, step["who"]["id"], with_for_update=True)
    if unit is None or unit.project_id != hand.project.id:
        raise Overtaken
    if not still_to_do(unit_record(unit).values, step):
        return "same"
    hand.keeper.set(unit, writing.own(writing.UNIT, step["new"]))
    return "changed"


def new_contact(hand: Hand, step: Step) -> str:
    """Somebody gets a part for a unit; an import gives nobody access again who has lost it (R205)."""
    values, unit = step["new"], hand.unit(step["new"]["unit"])
    if unit is None:
        raise Overtaken
    person = hand.person(step)
    here = select(Contact).where(Contact.unit_id == unit.id, Contact.person_id == person.id)
    known = hand.session.scalar(here)
    if known is not None:
        if known.ended_at is not None:
            raise Overtaken
        return as_wished(contact_record(known).values, values)
    own = writing.own(writing.CONTACT, values)
    role = own.pop("role")
    contact = add_contact(hand.session, unit=unit, person=person, role=role, by=hand.by, now=hand.now, why=hand.why)
    hand.keeper.set(contact, own)
    return "created"


def change_contact(hand: Hand, step: Step) -> str:
    """Other entries of a contact or of the person behind it."""
    contact = hand.session.get(Contact, step["who"]["id"], with_for_update=True)
    if contact is None or contact.project_id != hand.project.id or contact.ended_at:
        raise Overtaken
    if not still_to_do(contact_record(contact).values, step):
        return "same"
    hand.describe(contact.person, step["new"])
    hand.keeper.set(contact, writing.own(writing.CONTACT, step["new"]))
    return "changed"
