"""Which tickets are looked at again: a lottery that anybody can draw again with the same outcome (J34)."""

import hashlib
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Staff
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Result
from models.tickets.tables import Ticket

A_WEEK = timedelta(days=7)


def drawn(numbers: Sequence[str], code: int, percent: int) -> list[str]:
    """So many percent of the numbers, at least one, chosen by the week alone: the same ones in whatever order they come."""
    if not numbers:
        return []
    ranked = sorted(numbers, key=lambda number: hashlib.sha256(f"{code}:{number}".encode()).digest())
    return sorted(ranked[: max(1, math.ceil(len(numbers) * percent / 100))])


def closed_before(session: Session, project: Project, moment: datetime) -> Sequence[Ticket]:
    """What was closed in the week up to a moment."""
    mine = select(Ticket).where(
        Ticket.project_id == project.id, Ticket.parent_id.is_(None), Ticket.status == Status.CLOSED
    )
    return session.scalars(
        mine.where(Ticket.ended_at > moment - A_WEEK, Ticket.ended_at <= moment).order_by(Ticket.id)
    ).all()


def has_a_hand_in(session: Session, staff: Staff, ticket: Ticket) -> bool:
    """Whether it is somebody's own work: received, entered, done or fed back by them."""
    if staff.person_id in {ticket.first_receiver_id, ticket.entered_by_id, ticket.assignee_id}:
        return True
    mine = select(Result.id).where(Result.ticket_id == ticket.id, Result.staff_id == staff.person_id)
    return session.scalar(mine.limit(1)) is not None
