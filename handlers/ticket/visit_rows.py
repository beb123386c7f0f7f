"""The buttons around a visit: before it, at the door, and when it cannot be finished (R049, R050, R070)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row, rows_of
from bot.texts import T
from handlers.paper_taps import PrintCard
from handlers.taps import Begin, MakeMove
from handlers.words import MOVE
from models.tickets.lifecycle import Status
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket, Visit
from models.tickets.visit_queries import agrees_times, is_of_a_later_day, open_visit, waits_outside


def _move(ticket: Ticket, name: str) -> Button:
    return Button(MOVE[name], MakeMove(ticket.id, name, ticket.version))


def door_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """What comes next for who is on the way or stands at the door; a public place has none."""
    visit = open_visit(scene.session, ticket)
    if visit is None:
        return []
    if "ready" in moves and visit.ready_at is None:
        return [(_move(ticket, "ready"),)]
    return _at_the_door(ticket, visit) if "knock" in moves and ticket.inside else []


def _at_the_door(ticket: Ticket, visit: Visit) -> list[Row]:
    if visit.knocked_at is not None:
        card = Button(T("button", "Print the card"), PrintCard(ticket.id))
        leave = Button(T("button", "Leave the card and go"), Begin("leave", ticket.id))
        return [(_move(ticket, "opened"),), (leave, card)]
    if visit.opened_at is not None:
        return []
    return [(_move(ticket, "opened"), _move(ticket, "knock"))]


def visit_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """What is not the straight road."""
    outside = waits_outside(scene.session, ticket) is not None
    wanted = [*_inside(ticket, moves - {"wait_part", "clarify"} if outside else moves), *_times(scene, ticket, moves)]
    if "rebook" in moves and (outside or ticket.status == Status.WAITING_ACCESS):
        wanted.append((T("button", "Another time for the owner"), "rebook"))
    rows = list(rows_of((Button(label, Begin(flow, ticket.id)) for label, flow in wanted), 2))
    return [*rows, *_knock_after_all(scene, ticket, moves)]


def _inside(ticket: Ticket, moves: set[str]) -> Iterator[tuple[T, str]]:
    """What only who has been let in can say."""
    if "wait_part" in moves:
        yield T("button", "Cannot finish now"), "unfinished"
    if "clarify" in moves:
        yield (T("button", "Say what it is") if ticket.unclear else T("button", "It is something else")), "clarify"


def _times(scene: Scene, ticket: Ticket, moves: set[str]) -> Iterator[tuple[T, str]]:
    """When somebody comes, or when it goes on."""
    if "delay" in moves and ticket.inside and not is_of_a_later_day(ticket, scene.now):
        yield T("button", "I am late"), "delay"
    if "appoint" in moves and ticket.inside and _may_appoint(scene, ticket, moves):
        yield T("button", "Agree a time"), "appoint"
    if "resume" in moves:
        yield T("button", "It goes on"), "resume"
        yield T("button", "A later date"), "extend"


def _may_appoint(scene: Scene, ticket: Ticket, moves: set[str]) -> bool:
    """Not before it is accepted; of an ordered cleaning only customer service."""
    known = ticket.status == Status.ACCEPTED or "accept" not in moves
    return known and agrees_times(ticket, parts_of(scene.session, scene.me, ticket, scene.now))


def _knock_after_all(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """The way back from a door that was said to be open by a slip of the finger."""
    visit = open_visit(scene.session, ticket) if "knock" in moves and ticket.inside else None
    return [(_move(ticket, "knock"),)] if visit and visit.opened_at and not visit.knocked_at else []
