"""What a ticket's card says of its way through many hands: joined, repeated, urged, passed on, in parts (R007, R032, R042, R044)."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Button, Row, rows_of
from bot.texts import T, Words, listed
from handlers.money_ways import to_its_money
from handlers.taps import Begin, MergeInto, More, OpenTicket
from handlers.words import STAFF_STATE
from models.orders.reading import order_of
from models.refusals import Gone
from models.roles import FRONT_OFFICE
from models.tickets.lifecycle import allowed
from models.tickets.parts import parts_of
from models.tickets.passing import handovers
from models.tickets.queries import can_go_on_as, merged_in, visible
from models.tickets.repeats import open_already, repeat_of
from models.tickets.subjobs import subjobs_of
from models.tickets.tables import Joiner, Ticket
from models.tickets.urging import urged_with

IN_A_DRAWER = frozenset({"transfer", "merge", "split", "take_back", "reopen", "call_off"})
FEW = 3


def passing_facts(scene: Scene, ticket: Ticket) -> list[Words | None]:
    """The lines of the staff's card."""
    return [
        T("staff", "Part of {number}: {words}", number=ticket.parent.number, words=ticket.parent.all_words)
        if ticket.parent
        else None,
        T("staff", "Goes on as {number}", number=ticket.merged_into.number) if ticket.merged_into else None,
        T("staff", "Entered by {name}", name=ticket.entered_by.person.name) if ticket.entered_by else None,
        *_joined(scene, ticket),
        _open_already(scene, ticket),
        *_repeated(scene, ticket),
        _urged(scene, ticket),
        *_transferred(scene, ticket),
        *(_part(one) for one in subjobs_of(scene.session, ticket)),
        T("staff", "Cause: {cause}", cause=ticket.cause) if ticket.cause else None,
    ]


def _joined(scene: Scene, ticket: Ticket) -> list[Words]:
    rows = scene.session.scalars(select(Joiner).where(Joiner.ticket_id == ticket.id).order_by(Joiner.id)).all()
    again = [one for one in merged_in(scene.session, ticket) if one.reporter_id == ticket.reporter_id]
    words = [one.words for one in rows] + [one.words for one in again]
    said = [T("staff", "Also: {words}", words=one) for one in words if one]
    many = [T("staff", "<b>Reported by {count}</b>", count=len(rows) + 1)] if rows else []
    return [*many, *said[:FEW]]


def _open_already(scene: Scene, ticket: Ticket) -> Words | None:
    """Perhaps the same matter; who may merge the two reads that it can be done."""
    other = open_already(scene.session, ticket)
    if other is None:
        return None
    facts = {"number": other.number, "time": other.received_at}
    may = {move.name for move in allowed(ticket.status, parts_of(scene.session, scene.me, ticket, scene.now))}
    if "merge" in may and can_go_on_as(ticket, other):
        return T("staff", "Open already for this place: {number}, reported {time}; the two can be merged", **facts)
    return T("staff", "Open already for this place: {number}, reported {time}", **facts)


def _repeated(scene: Scene, ticket: Ticket) -> list[Words]:
    found = repeat_of(scene.session, ticket)
    if found is None:
        return []
    said: list[Words] = []
    if found.here:
        here = T(
            "staff",
            "<b>Repeated</b>: number {count} at this place in {days} days, before it {numbers}",
            count=len(found.here) + 1,
            days=found.days,
            numbers=_numbers(found.here),
        )
        said.append(here)
    if found.floor:
        floor = T(
            "staff",
            "<b>Repeated</b>: in {count} units of this floor in {days} days, also {numbers}",
            count=len({one.unit_id for one in found.floor} | {ticket.unit_id}),
            days=found.days,
            numbers=_numbers(found.floor),
        )
        said.append(floor)
    return said


def _numbers(tickets: Sequence[Ticket]) -> Words:
    return listed((one.number for one in tickets[-FEW:]), ", ")


def _urged(scene: Scene, ticket: Ticket) -> Words | None:
    if not ticket.urges:
        return None
    said = urged_with(scene.session, ticket) or ""
    return T("staff", "Urged: {count}, last {time} {words}", count=ticket.urges, time=ticket.urged_at or "", words=said)


def _transferred(scene: Scene, ticket: Ticket) -> list[Words]:
    return [
        T(
            "staff",
            "Passed to {department} by {name}: {reason}",
            department=one.department.name,
            name=one.by.person.name,
            reason=one.reason,
        )
        for one in (handovers(scene.session, ticket) if ticket.transfers else ())
    ]


def _part(one: Ticket) -> Words:
    who: list[Words] = [one.department.name] if one.department else []
    if one.assignee:
        who.append(one.assignee.person.name)
    return T(
        "staff", "{number}: {who}, {state}", number=one.number, who=listed(who, " "), state=STAFF_STATE[one.status]
    )


def passing_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """Remind, open the drawer with what is done now and then, go to the parts or to the whole."""
    other = open_already(scene.session, ticket) if "merge" in moves else None
    merge = (
        [(Button(T("button", "Merge into {number}", number=other.number), MergeInto(ticket.id, other.id)),)]
        if other and can_go_on_as(ticket, other)
        else []
    )
    urge = (Button(T("button", "Urge"), Begin("urge", ticket.id)),) if "urge" in moves else ()
    drawer = in_the_drawer(ticket, moves) or money_in_the_drawer(scene, ticket)
    more = (Button(T("button", "More"), More(ticket.id)),) if drawer else ()
    parts = [Button(_short(one), OpenTicket(one.id)) for one in subjobs_of(scene.session, ticket)]
    return [*merge, (*urge, *more), *rows_of(parts, 2), *_whole(scene, ticket)]


def in_the_drawer(ticket: Ticket, moves: set[str]) -> list[str]:
    """The moves behind "more": a part is neither split nor merged, a whole is not called off."""
    never = {"split", "merge"} if ticket.parent_id else {"call_off"}
    return sorted((moves & IN_A_DRAWER) - never)


def money_in_the_drawer(scene: Scene, ticket: Ticket) -> list[Button]:
    """What was charged stays to be found by customer service, also once nothing is asked of them."""
    order = order_of(scene.session, ticket)
    if order is None or order.charged_fen is None or scene.staff.role not in FRONT_OFFICE:
        return []
    return to_its_money(scene, order)


def _short(one: Ticket) -> Words:
    return listed([f"-{one.number.rpartition('-')[2]}", one.department.name if one.department else ""], " ")


def _whole(scene: Scene, ticket: Ticket) -> list[Row]:
    """The way back to the ticket of which this is a part, for those who have one in it."""
    if ticket.parent is None:
        return []
    try:
        visible(scene.session, ticket.parent.id, scene.me, scene.now)
    except Gone:
        return []
    return [(Button(T("button", "The whole: {whole}", whole=ticket.parent.number), OpenTicket(ticket.parent.id)),)]
