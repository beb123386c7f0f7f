"""The live card of a ticket: one for the owner, one for the staff, its buttons drawn from the table of moves."""

from datetime import datetime

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Span, T, Words, lines
from handlers.taps import (
    AskWithdraw,
    AssignTo,
    Begin,
    Go,
    MakeMove,
    OfferJob,
    PickPerson,
    Place,
    PrintOrder,
    SendAsProposed,
)
from handlers.words import CHANNEL, MOVE, OWNER_STATE, STAFF_STATE, URGENCY, staff_name, where_of
from models.estate import Department
from models.refusals import Gone
from models.tickets.lifecycle import IN_HAND, Part, Status, allowed
from models.tickets.parts import parts_of
from models.tickets.queries import WAITING_FOR_HEAD, candidates, handed_back_because, visible
from models.tickets.rating import latest_rating, may_rate
from models.tickets.tables import Ticket

COMING = frozenset({Status.ACCEPTED, Status.ARRIVED})


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
        T("label", "Time wished: {slot}", slot=_slot(ticket)) if ticket.wished_from else None,
        "",
        _next_for_owner(ticket),
    )
    return Screen(words, _owner_rows(scene, ticket), ticket.subject)


def _slot(ticket: Ticket) -> Words:
    start, end = ticket.wished_from, ticket.wished_to
    return Span(start, end) if start and end else ""


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
                slot=_slot(ticket),
            )
        case Status.ACCEPTED:
            return T("owner", "{who} is on the way to you. Please have somebody receive us, thank you.", who=who)
        case Status.ARRIVED:
            return T("owner", "{who} is working for you now. Thank you for your patience.", who=who)
        case Status.PROCESSED | Status.FED_BACK | Status.CALLBACK | Status.CLOSED:
            return T("owner", "Result: {result}. Done by {who}. Thank you.", result=ticket.result, who=who)
        case _:
            return T("owner", "You have withdrawn this report. If you need us again, we are happy to help. Thank you.")


def _owner_rows(scene: Scene, ticket: Ticket) -> tuple[Row, ...]:
    moves = {move.name for move in allowed(ticket.status, {Part.REPORTER})}
    rows: list[Row] = []
    if may_rate(scene.session, ticket, scene.me):
        rows.append((Button(T("button", "Rate this service"), Begin("rate", ticket.id)),))
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


def staff_card(scene: Scene, ticket_id: int) -> Screen:
    """The staff's card: numbers first; the owner's name and telephone only for those who need them (R203)."""
    reader = scene.staff.person
    ticket = visible(scene.session, ticket_id, reader, scene.now)
    parts = parts_of(scene.session, reader, ticket, scene.now)
    words = lines(
        T(
            "staff",
            "<b>{number}</b> · {urgency} · {state}",
            number=ticket.number,
            urgency=URGENCY[ticket.urgency],
            state=STAFF_STATE[ticket.status],
        ),
        where_of(ticket),
        T("staff", "{code} {name}", code=ticket.symptom_code, name=ticket.symptom.name),
        T("staff", "Owner's words: {words}", words=ticket.words) if ticket.words else None,
        _contact(ticket, parts),
        T("staff", "Time wished: {slot}", slot=_slot(ticket)) if ticket.wished_from else None,
        T(
            "staff",
            "Received {time}, {channel}; first receiver {name}",
            time=ticket.received_at,
            channel=CHANNEL[ticket.channel],
            name=_first_receiver(ticket),
        ),
        _who_has_it(ticket),
        T("staff", "Priority: was reopened {count} times", count=ticket.priority) if ticket.priority else None,
        T("staff", "Result: {result}", result=ticket.result) if ticket.result else None,
        _handed_back(scene, ticket),
        _scores(scene, ticket),
    )
    return Screen(words, _staff_rows(scene, ticket, parts), ticket.subject)


def _contact(ticket: Ticket, parts: frozenset[Part]) -> Words | None:
    if not may_see_contact(ticket, parts):
        return (
            T("staff", "Name and telephone are shown when you have accepted.")
            if ticket.status in IN_HAND | {Status.OFFERED}
            else None
        )
    return T("staff", "{name}, telephone {phone}", name=ticket.reporter.called, phone=ticket.reporter.phone)


def may_see_contact(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Whoever only performs the job sees name and telephone from the acceptance on, while the job lasts (R203)."""
    return not parts <= {Part.ASSIGNEE, Part.OFFERED} or (Part.ASSIGNEE in parts and ticket.status in COMING)


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
    return T("staff", "With the {department}", department=ticket.department.name) if ticket.department else None


def _handed_back(scene: Scene, ticket: Ticket) -> Words | None:
    """Why it came back, as long as nobody else has it (R032)."""
    reason = handed_back_because(scene.session, ticket) if ticket.status in WAITING_FOR_HEAD else None
    return T("staff", "Handed back: {reason}", reason=reason) if reason else None


def _scores(scene: Scene, ticket: Ticket) -> Words | None:
    rating = latest_rating(scene.session, ticket)
    if rating is None:
        return None
    scores = f"{rating.punctuality}/{rating.attitude}/{rating.quality}/{rating.tidiness}"
    return T("staff", "Rated {scores} {comment}", scores=scores, comment=rating.comment)


def _staff_rows(scene: Scene, ticket: Ticket, parts: frozenset[Part]) -> tuple[Row, ...]:
    moves = {move.name for move in allowed(ticket.status, parts)}
    rows = [*_desk_rows(scene, ticket, moves), *_head_rows(scene, ticket, moves), *_job_rows(ticket, moves)]
    if ticket.department_id and may_see_contact(ticket, parts):
        rows.append(
            (Button(T("button", "Dispatch order"), PrintOrder(ticket.id)), Button(T("button", "Home"), Go(Place.HOME)))
        )
    else:
        rows.append((Button(T("button", "Home"), Go(Place.HOME)),))
    return tuple(rows)


def _desk_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    if "send" not in moves:
        return []
    wanted = Department.project_id == ticket.project_id, Department.code == ticket.symptom.department
    department = scene.session.scalars(select(Department).where(*wanted)).one()
    proposal = T("button", "{urgency}: send to {department}", urgency=ticket.urgency.value, department=department.name)
    change = Button(T("button", "Classify differently"), Begin("classify", ticket.id))
    return [(Button(proposal, SendAsProposed(ticket.id, ticket.version)),), (change,)]


def _head_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    if "assign" not in moves:
        return []
    if ticket.assignee_id:
        return [(Button(T("button", "Give to somebody else"), PickPerson(ticket.id)),)]
    best = next((one for one in candidates(scene.session, ticket, scene.now) if one.present), None)
    rows: list[Row] = []
    if best:
        label = T(
            "button",
            "Give to {name} ({title}, {load} in hand)",
            name=best.staff.person.name,
            title=best.staff.title,
            load=best.load,
        )
        rows.append((Button(label, AssignTo(ticket.id, best.staff.person_id, ticket.version)),))
    others = Button(T("button", "Somebody else"), PickPerson(ticket.id))
    offer = (
        (Button(T("button", "Offer to all on duty"), OfferJob(ticket.id, ticket.version)),) if "offer" in moves else ()
    )
    rows.append((others, *offer))
    return rows


def _job_rows(ticket: Ticket, moves: set[str]) -> list[Row]:
    simple = [
        Button(MOVE[name], MakeMove(ticket.id, name, ticket.version))
        for name in ("take", "accept", "arrive", "feed_back")
        if name in moves
    ]
    rows = list(rows_of(simple))
    if "finish" in moves:
        rows.append((Button(T("button", "Finish"), Begin("finish", ticket.id)),))
    if "hand_back" in moves:
        rows.append((Button(T("button", "Hand back with a reason"), Begin("hand_back", ticket.id)),))
    return rows


def age(since: datetime, now: datetime) -> Words:
    """How long ago, in the largest unit that says enough."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return T("staff", "just now")
    if minutes < 60:
        return T("staff", "{count} min", count=minutes)
    if minutes < 48 * 60:
        return T("staff", "{count} h", count=minutes // 60)
    return T("staff", "{count} days", count=minutes // (24 * 60))
