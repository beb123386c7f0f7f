"""The staff's lists: what waits at the desk, with a head, with a technician; each line is a button that opens the ticket."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.complaint_taps import OpenAnalysis, OpenComplaint
from handlers.knowledge_taps import OpenEnquiry
from handlers.order_taps import OpenOrder
from handlers.staff.case_taps import OpenMoveIn
from handlers.staff.complaints.cards import line_of as complaint_line
from handlers.staff.consulting.cards import question_button
from handlers.staff.enquiries.cards import line_of as enquiry_line
from handlers.staff.messages.cards import message_button
from handlers.staff.move_in.cards import line_of as move_in_line
from handlers.staff.orders.lines import order_line, refund_line
from handlers.staff.talks.cards import talk_line
from handlers.talk_taps import OpenTalk
from handlers.taps import Begin, Go, OpenCall, OpenTicket, Place
from handlers.ticket.times import hour_or_day
from handlers.words import CALL_KIND, STAFF_STATE, age, short_where
from models.calls.queries import open_calls
from models.calls.tables import Call
from models.complaints.analysis import month_of
from models.complaints.reading import without_outcome
from models.complaints.tables import Complaint
from models.consulting.queries import to_answer
from models.consulting.tables import SupervisorQuestion
from models.enquiries.reading import RECEIVES, waiting
from models.enquiries.tables import Enquiry
from models.marks.sight import READS as MARKS_SEEN
from models.marks.sight import open_marks
from models.messages.queries import messages_for
from models.messages.tables import StaffMessage
from models.move_in.reading import waiting_for
from models.move_in.tables import MoveIn
from models.orders import oversight
from models.orders.reading import MONEY
from models.orders.tables import Order, Refund
from models.people import CUSTOMER_SERVICE, Role
from models.refusals import NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.talks.queries import talks_for
from models.talks.tables import Talk
from models.tickets import queries
from models.tickets.clocks import is_to_be_kept
from models.tickets.tables import Ticket

MOST = 20
DESK = FRONT_OFFICE | {Role.CONTROL_ROOM}
MOVE_IN = FRONT_OFFICE | {Role.CASHIER, Role.FINANCE, Role.DEPT_HEAD}
HEADS = frozenset({Role.DEPT_HEAD, Role.CS_SUPERVISOR, Role.MANAGER})


Waiting = SupervisorQuestion | Talk | StaffMessage
Row = Ticket | Call | MoveIn | Complaint | Enquiry | Order | Refund | Waiting  # one line of a list


@dataclass(frozen=True)
class TicketList:
    """A list: its title, who may see it, and what is on it."""

    title: T
    empty: T
    roles: frozenset[Role]
    rows: Callable[[Scene], Sequence[Row]]


def _waiting_for_head(scene: Scene) -> Sequence[Ticket]:
    if scene.staff.role == Role.DEPT_HEAD:
        return queries.waiting_for_head(scene.session, scene.staff.department_id)
    every = queries.open_tickets(scene.session, scene.project, parts=True)
    return [one for one in every if one.status in queries.WAITING_FOR_HEAD]


def _open(scene: Scene) -> Sequence[Ticket]:
    department = scene.staff.department_id if scene.staff.role == Role.DEPT_HEAD else None
    return queries.open_tickets(scene.session, scene.project, department_id=department)


def _spoken(scene: Scene) -> Sequence[Waiting]:
    """Who wants to talk or asks, and waits for the reader."""
    return [
        *to_answer(scene.session, scene.staff),
        *talks_for(scene.session, scene.project, scene.staff),
        *messages_for(scene.session, scene.staff),
    ]


LISTS: dict[Place, TicketList] = {
    Place.DESK: TicketList(
        T("button", "To dispatch"),
        T("staff", "Everything is dispatched."),
        DESK,
        lambda scene: queries.undispatched(scene.session, scene.project),
    ),
    Place.FEEDBACK: TicketList(
        T("button", "To feed back"),
        T("staff", "Every owner has heard the result."),
        DESK,
        lambda scene: queries.to_feed_back(scene.session, scene.project),
    ),
    Place.ASSIGN: TicketList(
        T("button", "To assign"), T("staff", "Everything has somebody."), HEADS, _waiting_for_head
    ),
    Place.OPEN: TicketList(T("button", "All open"), T("staff", "Nothing is open."), DESK | HEADS, _open),
    Place.TASKS: TicketList(
        T("button", "My jobs"),
        T("staff", "You have no job in hand."),
        frozenset(Role),  # a help request may be anybody's (R031)
        lambda scene: queries.tasks_of(scene.session, scene.me),
    ),
    Place.CALLS: TicketList(
        T("button", "Calls to make"),
        T("staff", "There is nobody to call."),
        DESK,
        lambda scene: open_calls(scene.session, scene.project, scene.now, scene.me),
    ),
    Place.COMPLAINTS: TicketList(
        T("button", "Complaints"),
        T("staff", "Every complaint has its outcome."),
        FRONT_OFFICE,
        lambda scene: without_outcome(scene.session, scene.project, scene.me),
    ),
    Place.MOVE_INS: TicketList(
        T("button", "Move-ins"),
        T("staff", "No move-in is waiting. A new one is opened from the file of the unit."),
        MOVE_IN,
        lambda scene: waiting_for(scene.session, scene.staff),
    ),
    Place.ENQUIRIES: TicketList(
        T("button", "Enquiries"),
        T("staff", "Every question is answered."),
        RECEIVES,
        lambda scene: waiting(scene.session, scene.project),
    ),
    Place.TALKS: TicketList(
        T("button", "Conversations and messages"),
        T("staff", "Nobody is waiting for you."),
        frozenset(Role),
        _spoken,
    ),
    Place.AUDIT: TicketList(
        T("button", "To audit"),
        T("staff", "Every charge is audited."),
        CUSTOMER_SERVICE,
        lambda scene: oversight.to_audit(scene.session, scene.project, scene.me, scene.now),
    ),
    Place.EXPLAIN: TicketList(
        T("button", "Audit asks me"),
        T("staff", "The audit asks you nothing."),
        frozenset(Role),
        lambda scene: oversight.to_explain(scene.session, scene.project, scene.me, scene.now),
    ),
    Place.RECEIVE: TicketList(
        T("button", "To be received"),
        T("staff", "Everything that was audited is received."),
        frozenset({Role.FINANCE}),
        lambda scene: oversight.to_receive(scene.session, scene.project, scene.me, scene.now),
    ),
    Place.REFUNDS: TicketList(
        T("button", "Refunds"),
        T("staff", "No refund waits for you."),
        MONEY,
        lambda scene: oversight.refunds_for(scene.session, scene.project, scene.staff),
    ),
}


def _about_complaints(scene: Scene) -> list[Button]:
    """To enter one, and for those in charge what a month of them says (R096)."""
    enter = Button(T("button", "Enter a complaint"), Begin("proxy_tell", 0))
    analysis = Button(T("button", "Monthly analysis"), OpenAnalysis(month_of(scene.project, scene.now)))
    return [enter, analysis] if scene.staff.role in IN_CHARGE else [enter]


WAYS: dict[Place, Callable[[Scene], list[Button]]] = {
    Place.COMPLAINTS: _about_complaints,
    Place.ENQUIRIES: lambda _scene: [Button(T("button", "Find an earlier one"), Go(Place.FIND))],
}


def count(scene: Scene, place: Place) -> int:
    """How many lines a list has."""
    return len(LISTS[place].rows(scene))


def show_list(scene: Scene, place: Place) -> Reply:
    """A list, for those whom it concerns; raises NotYours."""
    wanted = LISTS[place]
    if scene.staff.role not in wanted.roles:
        raise NotYours
    rows, upset = _upset_first(scene, wanted.rows(scene))
    more = T("staff", "The first {most} of {count}:", most=MOST, count=len(rows)) if len(rows) > MOST else None
    words = lines(T("staff", "<b>{list}</b>", list=wanted.title), more, wanted.empty if not rows else None)
    buttons = [_flagged(BUTTONS[type(row)](scene, row), row, upset) for row in rows[:MOST]]
    ways = WAYS[place](scene) if place in WAYS else []
    return Screen(words, (*rows_of([*buttons, *ways]), (Button(T("button", "Home"), Go(Place.HOME)),)))


def _upset_first(scene: Scene, rows: Sequence[Row]) -> tuple[Sequence[Row], Container[str]]:
    """What has an owner who is upset comes first, of tickets within their urgency; for who answers owners (R033, R041)."""
    if scene.staff.role not in MARKS_SEEN or not rows:
        return rows, ()
    upset = open_marks(scene.session, scene.project, [row.subject for row in rows])
    urgency = [row.urgency if isinstance(row, Ticket) else "" for row in rows]
    order = sorted(range(len(rows)), key=lambda at: (urgency[at], rows[at].subject not in upset, at))
    return ([rows[at] for at in order] if upset else rows), upset


def _flagged(button: Button, row: Row, upset: Container[str]) -> Button:
    if row.subject not in upset:
        return button
    return replace(button, label=T("button", "[upset] {line}", line=button.label))


def _call_button(scene: Scene, call: Call) -> Button:
    return Button(listed([call.person.called, CALL_KIND[call.kind], age(call.due_at, scene.now)]), OpenCall(call.id))


BUTTONS: dict[type[Any], Callable[[Scene, Any], Button]] = {
    Ticket: lambda scene, row: Button(line_of(scene, row), OpenTicket(row.id)),
    Complaint: lambda scene, row: Button(complaint_line(scene, row), OpenComplaint(row.id)),
    Enquiry: lambda scene, row: Button(enquiry_line(scene, row), OpenEnquiry(row.id)),
    StaffMessage: lambda _scene, row: message_button(row),
    SupervisorQuestion: lambda _scene, row: question_button(row),
    Talk: lambda scene, row: Button(talk_line(scene, row), OpenTalk(row.id)),
    MoveIn: lambda scene, row: Button(move_in_line(scene, row), OpenMoveIn(row.id)),
    Call: _call_button,
    Order: lambda scene, row: Button(order_line(scene, row), OpenOrder(row.id)),
    Refund: lambda scene, row: Button(refund_line(scene, row), OpenOrder(row.order_id)),
}


def line_of(scene: Scene, ticket: Ticket) -> Words:
    """A ticket in one line, short enough for a button: urgency, where, what, state, appointment or age."""
    first: list[Words] = [ticket.urgency.value, short_where(ticket), ticket.symptom.name]
    return listed([*first, STAFF_STATE[ticket.status], _when(scene, ticket)], " ")


def _when(scene: Scene, ticket: Ticket) -> Words:
    """For when it is agreed, or else how long it has been known."""
    if is_to_be_kept(ticket) and ticket.appointed_from:
        return hour_or_day(scene, ticket.appointed_from)
    return age(ticket.received_at, scene.now)
