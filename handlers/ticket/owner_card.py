"""The owner's card of a ticket: what was reported, how it stands, what comes next and when."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.talk_taps import AskForPerson
from handlers.taps import AskWithdraw, Begin, Go, OpenTicket, Place, Urge
from handlers.ticket.additions import own_additions
from handlers.ticket.alarm_words import help_in_danger
from handlers.ticket.contact import on_the_spot
from handlers.ticket.enclosed import enclosed_line, enclosed_rows
from handlers.ticket.joined_card import brought_lines, joined_card, merged_card
from handlers.ticket.order_complaints import complaint_lines
from handlers.ticket.order_rows import afterwards, order_buttons, order_lines, order_next
from handlers.ticket.owner_visit import next_of_visit, takes_longer, times_for_owner, visit_buttons
from handlers.ticket.results import result_of
from handlers.warranty_words import warranty_for_owner
from handlers.words import OWNER_STATE, owner_state, staff_name, titled, where_of
from models.incidents.reading import was_false_alarm
from models.tickets.lifecycle import OPEN, Part, Status, allowed
from models.tickets.queries import visible
from models.tickets.rating import may_rate, waits_for_scores
from models.tickets.subjobs import subjobs_of
from models.tickets.tables import Ticket
from models.tickets.visit_queries import waits_outside


def owner_card(scene: Scene, ticket_id: int) -> Screen:
    """The owner's card: what was reported, how it stands, who comes and when (R029, R040, R071)."""
    ticket = visible(scene.session, ticket_id, scene.me, scene.now)
    if ticket.merged_into_id:
        return merged_card(ticket)
    if ticket.reporter_id != scene.me.id:
        return joined_card(scene, ticket)
    words = lines(
        titled(ticket),
        T("label", "State: <b>{state}</b>", state=owner_state(ticket)),
        T("label", "Where: {where}", where=where_of(ticket)),
        T("label", "Service: {what}", what=ticket.symptom.owner_name)
        if ticket.is_service
        else T("label", "What: {what}", what=ticket.symptom.owner_name),
        warranty_for_owner(scene, ticket),
        _words(ticket),
        *own_additions(scene, ticket),
        *brought_lines(scene, ticket),
        enclosed_line(scene, ticket),
        on_the_spot(ticket),
        *times_for_owner(scene, ticket),
        *order_lines(scene, ticket),
        *complaint_lines(scene, ticket),
        *(_part(one) for one in subjobs_of(scene.session, ticket)),
        "",
        order_next(scene, ticket)
        or takes_longer(scene, ticket)
        or next_of_visit(scene, ticket)
        or _next_for_owner(scene, ticket),
        help_in_danger(scene, ticket),
    )
    return Screen(words, _owner_rows(scene, ticket), ticket.subject, state=ticket.status)


def _words(ticket: Ticket) -> Words | None:
    """What the owner wrote; of a part, what is to be done."""
    if not ticket.words:
        return None
    if ticket.parent_id:
        return T("label", "To be done: {words}", words=ticket.words)
    return T("label", "In your words: {words}", words=ticket.words)


def _part(one: Ticket) -> Words:
    """A department's part of it, and who comes for it (R044)."""
    who = staff_name(one.assignee.person) if one.assignee else one.department.name if one.department else ""
    return T("label", "{number}: {who}, {state}", number=one.number, who=who, state=OWNER_STATE[one.status])


def _next_for_owner(scene: Scene, ticket: Ticket) -> Words:
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
                "Our colleagues of {department} are arranging who comes, and we will tell you at once. Thank you for waiting.",
                department=department,
            )
        case Status.PROCESSED:
            return T(
                "owner",
                "{who} has finished the work. The service desk tells you the result at once, thank you.",
                who=who,
            )
        case Status.FED_BACK | Status.CALLBACK | Status.CLOSED:
            return T("owner", "Result: {result}. Done by {who}. Thank you.", result=result_of(ticket), who=who)
        case _ if ticket.is_help:
            return T("owner", "You have withdrawn this request. If you need us again, we are happy to help. Thank you.")
        case _ if ticket.is_service:
            return T(
                "owner", "Your booking is cancelled. Whenever you need us, you are welcome to book again. Thank you."
            )
        case _ if was_false_alarm(scene.session, ticket):
            return T("owner", "It was a false alarm, and everything is well. Thank you for telling us.")
        case _:
            return T("owner", "You have withdrawn this report. If you need us again, we are happy to help. Thank you.")


def _owner_rows(scene: Scene, ticket: Ticket) -> tuple[Row, ...]:
    moves = {move.name for move in allowed(ticket.status, {Part.REPORTER})}
    rows: list[Row] = [*order_buttons(scene, ticket), *visit_buttons(scene, ticket, moves)]
    if may_rate(scene.session, ticket, scene.me):
        rows.append((Button(T("button", "Rate this service"), Begin("rate", ticket.id)),))
    if waits_for_scores(scene.session, ticket, scene.me):
        rows.append((Button(T("button", "Give marks for this service"), Begin("score", ticket.id)),))
    parts = subjobs_of(scene.session, ticket)
    rows += rows_of((Button(one.number, OpenTicket(one.id)) for one in parts), 2)
    if ticket.parent:
        whole = T("button", "The whole: {whole}", whole=ticket.parent.number)
        rows.append((Button(whole, OpenTicket(ticket.parent.id)),))
    if "urge" in moves and waits_outside(scene.session, ticket) is None:
        rows.append((Button(T("button", "Please remind them"), Urge(ticket.id)),))
    rows += enclosed_rows(scene, ticket, moves)
    rows += afterwards(scene, ticket)
    if ticket.status in OPEN:
        rows.append((Button(T("button", "Add pictures or words"), Begin("detail", ticket.id)),))
    if "withdraw" in moves and ticket.parent_id is None:
        rows.append(
            (
                Button(
                    T("button", "Cancel the booking") if ticket.is_service else T("button", "Withdraw"),
                    AskWithdraw(ticket.id),
                ),
                Button(T("button", "Talk to a person"), AskForPerson(ticket.id)),
            )
        )
    elif ticket.status not in {Status.CLOSED, Status.WITHDRAWN}:
        rows.append((Button(T("button", "Talk to a person"), AskForPerson(ticket.id)),))
    else:
        rows.append((Button(T("button", "Home"), Go(Place.HOME)),))
    return tuple(rows)
