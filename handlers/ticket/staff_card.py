"""The staff's card of a ticket: numbers first, and what its reader may do next."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.paper_taps import PrintOrder
from handlers.staff.consulting.cards import consult_lines, ticket_rows
from handlers.staff.marks.lines import mark_line
from handlers.staff.rings import ring_rows
from handlers.taps import Go, Place
from handlers.ticket.additions import additions_for_staff
from handlers.ticket.came_back import came_back_because
from handlers.ticket.contact import contact_line, may_see_contact
from handlers.ticket.enclosed import enclosed_line, enclosed_rows, no_picture_line
from handlers.ticket.fee_lines import fee_lines
from handlers.ticket.fee_rows import fee_rows
from handlers.ticket.incident_rows import incident_line, incident_rows
from handlers.ticket.opinion import rating_lines
from handlers.ticket.order_time_rows import time_lines, time_rows
from handlers.ticket.passing_rows import passing_facts, passing_rows
from handlers.ticket.responsible import responsible_lines
from handlers.ticket.results import result_of
from handlers.ticket.rework_line import rework_line
from handlers.ticket.rows import alarm_rows, desk_rows, head_rows, job_rows, learning_rows, upset_rows
from handlers.ticket.talked import talk_rows, talked_lines
from handlers.ticket.times import hour_or_day
from handlers.ticket.visit_lines import visit_lines
from handlers.ticket.visit_rows import door_rows, visit_rows
from handlers.warranty_words import warranty_for_staff
from handlers.words import CHANNEL, STAFF_STATE, URGENCY, where_of
from models.tickets.alarms import alarm_of, is_ringing
from models.tickets.clocks import is_to_be_kept
from models.tickets.lifecycle import Part, allowed
from models.tickets.parts import parts_of
from models.tickets.queries import chosen_by_owner, reopened_because, visible
from models.tickets.tables import Ticket
from models.tickets.visit_queries import waits_to_be_agreed

# The buttons, in the order in which they stand: each says what its reader may do of one kind.
ROWS = (
    alarm_rows,
    incident_rows,
    desk_rows,
    head_rows,
    door_rows,
    job_rows,
    time_rows,
    fee_rows,
    visit_rows,
    passing_rows,
    talk_rows,
    ticket_rows,
    learning_rows,
    upset_rows,
    ring_rows,
    enclosed_rows,
)


def staff_card(scene: Scene, ticket_id: int) -> Screen:
    """The staff's card: numbers first; the owner's name and telephone only for those who need them (R203)."""
    reader = scene.staff.person
    ticket = visible(scene.session, ticket_id, reader, scene.now)
    parts = parts_of(scene.session, reader, ticket, scene.now)
    words = lines(
        _headline(scene, ticket),
        _alarm(scene, ticket),
        incident_line(scene, ticket),
        mark_line(scene, ticket.subject),
        where_of(ticket),
        _chosen(scene, ticket),
        T("staff", "Category: {name}", name=ticket.symptom.name),
        warranty_for_staff(scene, ticket),
        rework_line(scene, ticket),
        _words(ticket),
        *additions_for_staff(ticket, parts),
        enclosed_line(scene, ticket),
        contact_line(ticket, parts),
        T(
            "staff",
            "Received {time}, {channel}; first receiver {name}",
            time=ticket.received_at,
            channel=CHANNEL[ticket.channel],
            name=_first_receiver(ticket),
        ),
        _who_has_it(ticket),
        *responsible_lines(scene, ticket),
        T("staff", "Priority: not solved, says the owner ({count})", count=ticket.priority)
        if ticket.priority
        else None,
        _still_not_right(scene, ticket),
        T("staff", "Result: {result}", result=result_of(ticket)) if ticket.result else None,
        no_picture_line(scene, ticket),
        _handed_back(scene, ticket),
        *rating_lines(scene, ticket),
        *passing_facts(scene, ticket),
        *fee_lines(scene, ticket, parts),
        *time_lines(scene, ticket),
        *visit_lines(scene, ticket, parts),
        talked_lines(scene, ticket),
        consult_lines(scene, ticket.subject),
    )
    return Screen(words, _staff_rows(scene, ticket, parts), ticket.subject, state=_state(scene, ticket))


def _state(scene: Scene, ticket: Ticket) -> str:
    """How far it is, whether anybody answers for its alarm, and whether another time is still to be agreed."""
    asked = waits_to_be_agreed(scene.session, ticket)
    return f"{ticket.status} {is_ringing(ticket, alarm_of(scene.session, ticket))} {asked}"


def _headline(scene: Scene, ticket: Ticket) -> Words:
    """Its number, how pressing it is, how far it has come, and the time that is agreed."""
    facts = {"number": ticket.number, "urgency": URGENCY[ticket.urgency], "state": STAFF_STATE[ticket.status]}
    if is_to_be_kept(ticket) and ticket.appointed_from:
        time = hour_or_day(scene, ticket.appointed_from)
        return T("staff", "<b>{number}</b> · {urgency} · {state} · agreed for {time}", time=time, **facts)
    return T("staff", "<b>{number}</b> · {urgency} · {state}", **facts)


def _chosen(scene: Scene, ticket: Ticket) -> Words | None:
    """What the owner saw and tapped: of an office's category nobody outside knows (R194)."""
    symptom = None if ticket.is_service else chosen_by_owner(scene.session, ticket)
    return T("staff", "Owner chose: {what}", what=symptom.owner_name) if symptom else None


def _words(ticket: Ticket) -> Words | None:
    """What the owner wrote; of a part, what the office asked of the department."""
    if not ticket.words:
        return None
    if ticket.parent_id:
        return T("staff", "What is to be done: {words}", words=ticket.words)
    return T("staff", "Owner's words: {words}", words=ticket.words)


def _alarm(scene: Scene, ticket: Ticket) -> Words | None:
    """Who answers for the alarm, or that nobody does yet."""
    alarm = alarm_of(scene.session, ticket)
    if alarm is None:
        return None
    if alarm.acknowledged_by and alarm.acknowledged_at:
        name = alarm.acknowledged_by.person.name
        return T("staff", "Alarm: {name} takes care of it, since {time}", name=name, time=alarm.acknowledged_at)
    return T("staff", "Alarm: nobody has answered for it yet") if is_ringing(ticket, alarm) else None


def _first_receiver(ticket: Ticket) -> str:
    return ticket.first_receiver.person.name if ticket.first_receiver else "-"


def _who_has_it(ticket: Ticket) -> Words | None:
    if ticket.assignee:
        return T(
            "staff",
            "With {name}, {department}",
            name=ticket.assignee.person.name,
            department=ticket.assignee.department.name,
        )
    return T("staff", "With {department}", department=ticket.department.name) if ticket.department else None


def _still_not_right(scene: Scene, ticket: Ticket) -> Words | None:
    """Why the work began again; what the owner wrote stands beside the rating (R027)."""
    words = reopened_because(scene.session, ticket)
    return T("staff", "Still not right: {words}", words=words) if words else None


def _handed_back(scene: Scene, ticket: Ticket) -> Words | None:
    """Why it came back, as long as nobody else has it (R032)."""
    reason = came_back_because(scene, ticket)
    return T("staff", "Handed back: {reason}", reason=reason) if reason else None


def _staff_rows(scene: Scene, ticket: Ticket, parts: frozenset[Part]) -> tuple[Row, ...]:
    moves = {move.name for move in allowed(ticket.status, parts, of_help=ticket.is_help)}
    rows = [row for kind in ROWS for row in kind(scene, ticket, moves)]
    home = Button(T("button", "Home"), Go(Place.HOME))
    paper = Button(T("button", "Dispatch order"), PrintOrder(ticket.id))
    printable = ticket.department_id is not None and may_see_contact(ticket, parts)
    return (*rows, (paper, home) if printable else (home,))
