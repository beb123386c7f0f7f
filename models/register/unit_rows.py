"""The lines of a part of a unit's file, and how many there are, without asking once for each of them (R104, R203)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from models.archive.reading import papers_of
from models.archive.tables import Paper
from models.calls.tables import Call
from models.estate import Project, Unit
from models.media.tables import Attachment, Media
from models.move_in.reading import cases_of
from models.move_in.tables import MoveIn
from models.people import Contact, Staff
from models.register.changes import subject_of
from models.register.tables import Change
from models.register.unit_parts import PARTS, Part
from models.tickets.lifecycle import IN_HAND
from models.tickets.of_unit import tickets_of_unit
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket
from models.warranty.queries import of_unit
from models.warranty.tables import Warranty


@dataclass(frozen=True)
class Look:
    """Who looks at which unit, when, and the contacts that the unit has or had."""

    session: Session
    unit: Unit
    reader: Staff
    now: datetime
    contacts: Sequence[Contact]


def rows_of(look: Look, part: Part) -> Sequence[Any]:
    """The lines of a part, in their order; contacts stand in the head."""
    match part:
        case Part.TICKETS:
            return _tickets(look)
        case Part.ARCHIVE:
            return papers_of(look.session, look.unit.id)
        case Part.MOVE_INS:
            return cases_of(look.session, look.unit.id)
        case Part.WARRANTIES:
            return _warranties(look)
        case _:
            return look.session.scalars(_select(look, part)).all()


def count_of(look: Look, part: Part) -> int:
    """How many lines a part has."""
    if part == Part.WARRANTIES:
        return len(_warranties(look))
    if part == Part.TICKETS and look.reader.role not in PARTS:
        return len(_tickets(look))
    counted = _select(look, part).with_only_columns(func.count()).order_by(None)
    return look.session.scalar(counted) or 0


def _select(look: Look, part: Part) -> Select[Any]:
    match part:
        case Part.TICKETS:
            return tickets_of_unit(look.session, look.unit, look.reader)
        case Part.CALLS:
            return select(Call).where(_about(look)).order_by(Call.id.desc())
        case Part.ARCHIVE:
            return select(Paper).where(Paper.unit_id == look.unit.id)
        case Part.MOVE_INS:
            return select(MoveIn).where(MoveIn.unit_id == look.unit.id)
        case Part.ATTACHMENTS:
            return _attachments(look)
        case _:
            return select(Change).where(Change.subject.in_(_changed(look))).order_by(Change.id.desc())


def _tickets(look: Look) -> list[Ticket]:
    """Those in which the reader has a part, open ones first, the newest first; whoever only performs, those in hand."""
    if look.reader.role in PARTS:
        found = look.session.scalars(_select(look, Part.TICKETS).order_by(Ticket.id.desc())).all()
    else:
        held = select(Ticket).where(Ticket.unit_id == look.unit.id, Ticket.status.in_(IN_HAND))
        every = look.session.scalars(held.order_by(Ticket.id.desc()))
        found = [one for one in every if parts_of(look.session, look.reader.person, one, look.now)]
    return sorted(found, key=lambda one: one.ended_at is not None)


def _about(look: Look) -> ColumnElement[bool]:
    """Calls about its tickets, and those about nothing else with the people that it has now."""
    about = select(Ticket.id).where(Ticket.unit_id == look.unit.id)
    people = [one.person_id for one in look.contacts if one.ended_at is None]
    return or_(Call.ticket_id.in_(about), Call.ticket_id.is_(None) & Call.person_id.in_(people))


def _attachments(look: Look) -> Select[Attachment]:
    """What was sent with the tickets that the reader may see."""
    tickets = tickets_of_unit(look.session, look.unit, look.reader)
    subjects = tickets.with_only_columns(literal("ticket:") + cast(Ticket.id, String))
    wanted = select(Attachment).join(Media, Media.id == Attachment.media_id).where(Attachment.subject.in_(subjects))
    return wanted.order_by(Attachment.id.desc())


def _changed(look: Look) -> list[str]:
    """Of the unit, of its contacts, and of the people behind the present ones."""
    contacts = [subject_of(one) for one in look.contacts]
    people = [subject_of(one.person) for one in look.contacts if one.ended_at is None]
    return [subject_of(look.unit), *contacts, *people]


def _warranties(look: Look) -> Sequence[Warranty]:
    project = look.session.get_one(Project, look.unit.project_id)
    return of_unit(look.session, look.unit, look.now.astimezone(project.zone).date())
