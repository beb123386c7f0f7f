"""The callback list of a working day: which finished repairs a person calls about, and which may end without (J06, DOMAIN 3.2)."""

from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import Call, CallKind
from models.catalogue import Urgency
from models.estate import Project
from models.orders.reading import order_of
from models.orders.tables import Order
from models.people import Role, Side, Staff
from models.policy import Policy, policy_of
from models.rota import on_duty
from models.tickets.actions import close
from models.tickets.lifecycle import Status
from models.tickets.moving import moving
from models.tickets.outcomes import Rating
from models.tickets.parts import side_of
from models.tickets.rating import is_low, rating_of
from models.tickets.tables import Ticket

LOOKS_BACK = timedelta(days=30)
ALWAYS_CALLED = frozenset({Urgency.U0, Urgency.U1})


def plan_callbacks(session: Session, project: Project, now: datetime) -> tuple[int, int]:
    """Decide about every job that was fed back; returns how many calls were planned and how many tickets ended."""
    policy = policy_of(project)
    waiting = (
        select(Ticket)
        .where(Ticket.project_id == project.id, Ticket.status == Status.FED_BACK)
        .order_by(Ticket.fed_back_at, Ticket.id)
    )
    callers = cycle(_callers(session, project, now))
    called = ended = 0
    for ticket in session.scalars(waiting).all():
        match _verdict(session, project, ticket, policy, now):
            case "call" if called < policy.callbacks_per_day or order_of(session, ticket):
                _plan_one(session, project, ticket, next(callers, None), now)
                called += 1
            case "end":
                close(session, ticket.id, by=None, now=now)
                ended += 1
    return called, ended


def _callers(session: Session, project: Project, now: datetime) -> list[Staff]:
    return [one for one in on_duty(session, project, now) if one.role in {Role.CS_DESK, Role.CS_FIELD}]


def _verdict(session: Session, project: Project, ticket: Ticket, policy: Policy, now: datetime) -> str:
    """ "call", "end" or "wait"."""
    if side_of(session, ticket.reporter_id) == Side.STAFF:
        return "end"  # a colleague reported what he saw himself, and says so himself where it is not well
    if ticket.urgency in ALWAYS_CALLED or ticket.rounds > 1 or order_of(session, ticket):
        return "call"  # paid services all of them, the next working day at the latest (R060)
    rating = rating_of(session, ticket)
    if rating is not None and is_low(rating, ticket):
        return "call"
    if rating is None:
        silent_since = ticket.fed_back_at or now
        return "call" if now - silent_since >= timedelta(hours=policy.no_rating_hours) else "wait"
    return "call" if _share_is_low(session, project, policy, now) else "end"


def _share_is_low(session: Session, project: Project, policy: Policy, now: datetime) -> bool:
    """Whether one more must be called to keep the sample evenly at its share; who is called anyway is no part of it."""
    since = now - LOOKS_BACK
    free = (
        select(func.count(Ticket.id.distinct()))
        .join(Rating, Rating.ticket_id == Ticket.id)
        .where(Ticket.project_id == project.id, Ticket.urgency.not_in(ALWAYS_CALLED), Ticket.rounds == 1)
        .where(Ticket.id.not_in(select(Order.ticket_id)))
    )
    calls = free.join(Call, Call.ticket_id == Ticket.id).where(Call.kind == CallKind.CALLBACK, Call.created_at > since)
    ended = free.where(Ticket.status == Status.CLOSED, Ticket.ended_at > since)
    session.flush()
    drawn, decided = session.scalar(calls) or 0, session.scalar(ended) or 0
    open_calls = session.scalar(calls.where(Call.done_at.is_(None))) or 0
    return drawn * 100 < policy.callback_sample_percent * (decided + open_calls + 1)


def _plan_one(session: Session, project: Project, ticket: Ticket, caller: Staff | None, now: datetime) -> None:
    with moving(session, ticket.id, "call", by=None, now=now):
        pass
    plan(
        session,
        project=project,
        kind=CallKind.CALLBACK,
        person_id=ticket.reporter_id,
        subject=ticket.subject,
        occasion=f"round{ticket.rounds}",
        now=now,
        due_at=now,
        staff_id=caller.person_id if caller and caller.person_id != ticket.assignee_id else None,
        ticket_id=ticket.id,
    )
