"""One move of one ticket: lock, ask the table, change, log and tell, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import Urgency
from models.events import record, touch
from models.groups.queries import group_of
from models.incidents.following import follow_ticket
from models.notices import Pace, tell
from models.orders.following import follow_ticket as follow_order
from models.people import Person, Side
from models.refusals import Gone, NotYours, Outdated, TooLate
from models.tickets.following import follow
from models.tickets.lifecycle import MOVES, UNDISPATCHED, Move, Part, Status
from models.tickets.parts import holders, parts_of, side_of
from models.tickets.pictures import let_pictures_follow
from models.tickets.tables import Ticket
from models.tickets.watch import rewatch

STAMPS = {
    Status.CLASSIFIED: "classified_at",
    Status.SENT: "sent_at",
    Status.ASSIGNED: "assigned_at",
    Status.ACCEPTED: "accepted_at",
    Status.ARRIVED: "arrived_at",
    Status.PROCESSED: "processed_at",
    Status.FED_BACK: "fed_back_at",
    Status.CLOSED: "ended_at",
    Status.WITHDRAWN: "ended_at",
    Status.MERGED: "ended_at",
}


@contextmanager
def moving(
    session: Session,
    ticket_id: int,
    name: str,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    facts: Mapping[str, Any] | None = None,
    stands_for: Iterable[Part] = (),
) -> Iterator[Ticket]:
    """Make a move; the body adds what is special about it. `by=None` is the office's clock.

    `stands_for` are parts that the person has for this once, because something proves it.

    Raises Gone, NotYours, Outdated (decided on another version) or TooLate (not from this state); then nothing has changed.
    """
    move = MOVES[name]
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        _check(session, move, ticket, by, now, seen, stands_for)
        start = ticket.status
        if by is not None and by.staff is not None and by.id != ticket.reporter_id:
            ticket.answered_at = ticket.answered_at or now
        yield ticket
        ticket.version += 1
        if move.target is not None:
            _change(ticket, start, move.target, now)
        follow(session, ticket, move, now)
        session.flush()
        told = {"from": start, "to": ticket.status, "version": ticket.version, **(facts or {})}
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind=name,
            now=now,
            actor_id=by.id if by else None,
            facts=told,
        )
        if ticket.parent_id:  # whose card shows how its parts stand
            touch(session, f"ticket:{ticket.parent_id}")
        announce(session, ticket, move, by, now)
        rewatch(session, ticket, now)
        follow_ticket(session, ticket, now)
        follow_order(session, ticket, move, now)


def _change(ticket: Ticket, start: Status, target: Status, now: datetime) -> None:
    ticket.status = target
    if not {start, target} <= UNDISPATCHED:  # to classify is no new stage: the ticket still waits to be dispatched
        ticket.stage_at = now
    if stamp := STAMPS.get(target):
        setattr(ticket, stamp, now)


def locked(session: Session, ticket_id: int) -> Ticket:
    """The ticket, locked until the end of the transaction; raises Gone."""
    ticket = session.scalar(
        select(Ticket)
        .where(Ticket.id == ticket_id)
        .with_for_update(of=Ticket)
        .execution_options(populate_existing=True)
    )
    if ticket is None:
        raise Gone
    return ticket


def _check(
    session: Session,
    move: Move,
    ticket: Ticket,
    by: Person | None,
    now: datetime,
    seen: int | None,
    stands_for: Iterable[Part],
) -> None:
    parts = (parts_of(session, by, ticket, now) if by else frozenset({Part.CLOCK})).union(stands_for)
    if not parts:
        raise Gone
    if not parts & move.by:
        raise NotYours(ticket=ticket.id)
    if ticket.status not in move.starts or (move.of_help and not ticket.is_help):
        raise TooLate(ticket=ticket.id)
    if seen is not None and seen != ticket.version:
        raise Outdated(ticket=ticket.id)


def announce(session: Session, ticket: Ticket, move: Move, by: Person | None, now: datetime) -> None:
    """Tell everybody whom the table names, once each, and the one who acted as a receipt.

    Pictures go first, so that the card with its buttons is the last thing in the chat.
    """
    let_pictures_follow(session, ticket, move.name, now)
    for part in sorted(move.tells):
        for person_id in holders(session, part, ticket, now):
            inform(
                session, ticket, person_id, f"{move.name}.{part}", now, receipt=by is not None and by.id == person_id
            )
    if move.target == Status.SENT:
        _show_to_the_team(session, ticket, now)


def _show_to_the_team(session: Session, ticket: Ticket, now: datetime) -> None:
    """The department's group sees number and floor; whoever is on duty and first has the job (R204)."""
    group = group_of(session, ticket.department_id) if ticket.status == Status.SENT else None
    if group is None:
        return
    tell(
        session,
        project_id=ticket.project_id,
        group_id=group.id,
        side=group.side,
        kind="dispatch.group",
        subject=ticket.subject,
        occasion=f"v{ticket.version}",
        now=now,
        pace=Pace.EMERGENCY if ticket.urgency == Urgency.U0 else Pace.PROMPT,
        facts={"ticket": ticket.id},
    )


def inform(
    session: Session,
    ticket: Ticket,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    receipt: bool = False,
    occasion: str = "",
    pace: Pace | None = None,
    not_before: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one notice about a ticket, once a version or occasion; the most urgent ones overtake (DOMAIN 4.7)."""
    usual = Pace.REPLY if receipt else Pace.EMERGENCY if ticket.urgency == Urgency.U0 else Pace.PROMPT
    tell(
        session,
        project_id=ticket.project_id,
        person_id=person_id,
        side=side_of(session, person_id) if kind.endswith(Part.REPORTER) else Side.STAFF,
        kind=kind,
        subject=ticket.subject,
        occasion=occasion or f"v{ticket.version}",
        now=now,
        pace=pace or usual,
        facts={**(facts or {}), "ticket": ticket.id},
        not_before=not_before,
    )
