"""The owner's card of a ticket: what was reported, how it stands, what comes next and when."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.taps import AskWithdraw, Begin, Go, Place
from handlers.ticket.enclosed import enclosed_line, enclosed_rows
from handlers.words import OWNER_STATE, slot_of, staff_name, where_of
from models.refusals import Gone
from models.tickets.lifecycle import OPEN, Part, Status, allowed
from models.tickets.queries import visible
from models.tickets.rating import may_rate
from models.tickets.tables import Ticket


def owner_card(scene: Scene, ticket_id: int) -> Screen:
    """The owner's card: what was reported, how it stands, who comes and when (R029, R040, R071)."""
    ticket = visible(scene.session, ticket_id, scene.me, scene.now)
    if ticket.reporter_id != scene.me.id:
        raise Gone
    words = lines(
        T("label", "<b>Repair {number}</b>", number=ticket.number),
        T("label", "State: <b>{state}</b>", state=OWNER_STATE[ticket.status]),
        T("label", "Where: {where}", where=where_of(ticket)),
        T("label", "What: {what}", what=ticket.symptom.owner_name),
        T("label", "In your words: {words}", words=ticket.words) if ticket.words else None,
        enclosed_line(scene, ticket),
        T("label", "Time wished: {slot}", slot=slot_of(ticket)) if ticket.wished_from else None,
        "",
        _next_for_owner(ticket),
    )
    return Screen(words, _owner_rows(scene, ticket), ticket.subject)


def _next_for_owner(ticket: Ticket) -> Words:
    """What happens next, and when (R040)."""
    who = staff_name(ticket.assignee.person) if ticket.assignee else ""
    match ticket.status:
        case Status.RECORDED | Status.CLASSIFIED | Status.REOPENED:
            return T(
                "owner",
                "We will contact you before {time}. Please watch for our message, thank you.",
                time=ticket.contact_by,
            )
        case Status.SENT | Status.OFFERED | Status.ASSIGNED:
            department = ticket.department.name if ticket.department else ""
            return T(
                "owner",
                "The {department} is arranging who comes, and we will tell you at once. Thank you for waiting.",
                department=department,
            )
        case Status.ACCEPTED if ticket.wished_from:
            return T(
                "owner",
                "{who} will come at {slot}, 5 to 10 minutes early. Please have somebody receive us, thank you.",
                who=who,
                slot=slot_of(ticket),
            )
        case Status.ACCEPTED:
            return T("owner", "{who} is on the way to you. Please have somebody receive us, thank you.", who=who)
        case Status.ARRIVED:
            return T("owner", "{who} is working for you now. Thank you for your patience.", who=who)
        case Status.PROCESSED:
            return T(
                "owner",
                "{who} has finished the work. The service desk tells you the result at once, thank you.",
                who=who,
            )
        case Status.FED_BACK | Status.CALLBACK | Status.CLOSED:
            return T("owner", "Result: {result}. Done by {who}. Thank you.", result=ticket.result, who=who)
        case _:
            return T("owner", "You have withdrawn this report. If you need us again, we are happy to help. Thank you.")


def _owner_rows(scene: Scene, ticket: Ticket) -> tuple[Row, ...]:
    moves = {move.name for move in allowed(ticket.status, {Part.REPORTER})}
    rows: list[Row] = []
    if may_rate(scene.session, ticket, scene.me):
        rows.append((Button(T("button", "Rate this service"), Begin("rate", ticket.id)),))
    rows += enclosed_rows(scene, ticket, moves)
    if ticket.status in OPEN:
        rows.append((Button(T("button", "Add pictures or words"), Begin("detail", ticket.id)),))
    if "withdraw" in moves:
        rows.append(
            (
                Button(T("button", "Withdraw"), AskWithdraw(ticket.id)),
                Button(T("button", "Talk to a person"), Go(Place.PERSON)),
            )
        )
    elif ticket.status not in {Status.CLOSED, Status.WITHDRAWN}:
        rows.append((Button(T("button", "Talk to a person"), Go(Place.PERSON)),))
    return tuple(rows)
