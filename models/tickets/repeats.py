"""Faults that come again: at the same place, or in several units of one floor (R042)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session

from models.catalogue import catalogue
from models.estate import Project, Unit
from models.events import Event, record
from models.policy import policy_of
from models.tickets.lifecycle import TO_DO, Status
from models.tickets.tables import Ticket

REPEATED = "repeated"
NEVER_COUNTED = frozenset({Status.WITHDRAWN, Status.MERGED})


@dataclass(frozen=True)
class Repeat:
    """The earlier tickets that make this one a repeated issue."""

    days: int
    here: Sequence[Ticket]  # at the same place
    floor: Sequence[Ticket]  # in other units of the floor, where they are many


def repeat_of(session: Session, ticket: Ticket) -> Repeat | None:
    """What this ticket repeats; rounds of one ticket, and what was withdrawn or merged, never count.

    At the same place only what was done before counts: what is still open is the same matter, see `open_already`.
    """
    if ticket.parent_id or ticket.is_help or ticket.is_service or ticket.status in NEVER_COUNTED:
        return None
    policy = policy_of(ticket.project)
    earlier = _earlier(ticket, policy.repeat_days)
    ended = (Ticket.status.not_in(TO_DO), Ticket.processed_at <= ticket.received_at)
    here = session.scalars(earlier.where(*_same_place(ticket), *ended)).all()
    floor: Sequence[Ticket] = ()
    if ticket.inside and ticket.unit:
        floor = session.scalars(_on_the_floor(earlier, ticket, ticket.unit.floor)).all()
        if len({one.unit_id for one in floor} | {ticket.unit_id}) < policy.repeat_units_on_floor:
            floor = ()
    return Repeat(policy.repeat_days, here, floor) if here or floor else None


def open_already(session: Session, ticket: Ticket) -> Ticket | None:
    """The latest earlier ticket of the same place and kind of fault that has still to be done: perhaps one matter (DOMAIN 5.2)."""
    if ticket.parent_id or ticket.is_help or ticket.is_service or ticket.status not in TO_DO:
        return None
    earlier = _earlier(ticket, policy_of(ticket.project).repeat_days)
    found = earlier.where(*_same_place(ticket), Ticket.status.in_(TO_DO))
    return session.scalars(found.order_by(None).order_by(Ticket.id.desc())).first()


def _earlier(ticket: Ticket, days: int) -> Select[Ticket]:
    group = [one.code for one in catalogue().symptoms.values() if one.group == ticket.symptom.group]
    return (
        select(Ticket)
        .where(
            Ticket.project_id == ticket.project_id,
            Ticket.id < ticket.id,
            Ticket.symptom_code.in_(group),
            Ticket.received_at > ticket.received_at - timedelta(days=days),
            Ticket.status.not_in(NEVER_COUNTED),
            Ticket.parent_id.is_(None),
        )
        .order_by(Ticket.id)
    )


def _same_place(ticket: Ticket) -> tuple[ColumnElement[bool], ...]:
    """Of an alarm whose place has not been told yet nobody can say so."""
    if ticket.inside:
        return Ticket.inside.is_(True), Ticket.unit_id == ticket.unit_id, Ticket.spot != "", literal(ticket.spot) != ""
    return Ticket.inside.is_(False), Ticket.spot == ticket.spot, Ticket.spot != ""


def _on_the_floor(earlier: Select[Ticket], ticket: Ticket, floor: int) -> Select[Ticket]:
    same = (Ticket.inside.is_(True), Unit.floor == floor, Unit.id != ticket.unit_id)
    return earlier.join(Unit, Unit.id == Ticket.unit_id).where(*same)


def note_repeat(session: Session, ticket: Ticket, now: datetime) -> None:
    """Write it into the log once, for the digest."""
    if (found := repeat_of(session, ticket)) is None or _noted(session, ticket):
        return
    facts = {"here": [one.id for one in found.here], "floor": [one.id for one in found.floor]}
    record(session, project_id=ticket.project_id, subject=ticket.subject, kind=REPEATED, now=now, facts=facts)


def _noted(session: Session, ticket: Ticket) -> bool:
    known = select(Event.id).where(Event.subject == ticket.subject, Event.kind == REPEATED)
    return session.scalars(known).first() is not None


def repeated_since(session: Session, project: Project, since: datetime, now: datetime) -> Sequence[Ticket]:
    """The tickets found to be repeated in a time, that still are."""
    logged = select(Event.subject).where(
        Event.project_id == project.id, Event.kind == REPEATED, Event.at > since, Event.at <= now
    )
    numbers = [int(subject.partition(":")[2]) for subject in session.scalars(logged.order_by(Event.id))]
    found = (session.get_one(Ticket, number) for number in numbers)
    return [one for one in found if repeat_of(session, one)]
