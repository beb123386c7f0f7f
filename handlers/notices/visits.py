"""What is said around a visit: who comes and when, why it is late, a closed door, a new promise (DOMAIN 6, J02, J03)."""

from collections.abc import Callable
from datetime import timedelta

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import Day, T, Words
from handlers.notices.making import Maker, owner_ticket, staff_ticket
from handlers.ticket.told import reporter_reads
from handlers.words import slot_of
from models.notices import Notice
from models.tickets.clocks import is_broken, renew_by
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from models.tickets.visit_queries import explanation, has_nobody, informed, last_visit, waits_to_be_agreed


def as_long_as(holds: Callable[[Scene, Ticket], bool], make: Maker) -> Maker:
    """A notice that has nothing to say once things have moved on."""

    def still(scene: Scene, notice: Notice) -> Screen | None:
        ticket = scene.session.get(Ticket, notice.facts["ticket"])
        return make(scene, notice) if ticket and holds(scene, ticket) else None

    return still


def _accepted(scene: Scene, ticket: Ticket) -> bool:
    return ticket.status == Status.ACCEPTED


def _ahead(scene: Scene, ticket: Ticket) -> bool:
    return ticket.status == Status.ACCEPTED and ticket.appointed_from is not None and ticket.appointed_from > scene.now


def _waits_to_be_agreed(scene: Scene, ticket: Ticket) -> bool:
    return waits_to_be_agreed(scene.session, ticket)


def _at_the_door(scene: Scene, ticket: Ticket) -> bool:
    visit = last_visit(scene.session, ticket)
    return ticket.status == Status.ARRIVED and visit is not None and visit.knocked_at is not None


def _promised(scene: Scene, ticket: Ticket) -> bool:
    return ticket.promised_at is not None


def _broken(scene: Scene, ticket: Ticket) -> bool:
    return is_broken(ticket, scene.now)


def _assigned(scene: Scene, ticket: Ticket) -> Words:
    """The time; the card under it says who comes, five to ten minutes early: [assigned] (R049, R071)."""
    return T(
        "owner",
        "Hello, the time for {number} is arranged: {slot}. Thank you.",
        number=ticket.number,
        slot=slot_of(ticket),
    )


def _again(scene: Scene, ticket: Ticket) -> Words:
    """The same, said again in good time (J02)."""
    return T("owner", "Hello, may we remind you of your appointment: {slot}. Thank you.", slot=slot_of(ticket))


def _goes_on(scene: Scene, ticket: Ticket) -> Words:
    if ticket.appointed_from:
        return _assigned(scene, ticket)
    return T("owner", "Hello, the work on {number} can go on. Thank you for waiting.", number=ticket.number)


def _set_out(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, our colleague has everything that is needed for {number} and has set out. Thank you for waiting.",
        number=ticket.number,
    )


def _late(scene: Scene, ticket: Ticket) -> Words:
    """[late] (R050)."""
    return T(
        "owner",
        "Sorry to keep you waiting. Reason: {reason}. We expect to be there at {time} and ask for your understanding. Thank you.",
        reason=explanation(scene.session, ticket),
        time=ticket.appointed_from or ticket.expected_at or "",
    )


def _not_yet(scene: Scene, ticket: Ticket) -> Words:
    """[delay]: what it needs, until when, and who has been told (R050)."""
    boss = informed(scene.session, ticket, scene.now)
    return T(
        "owner",
        "Sorry, this repair needs {reason} and is expected to be done by {day}. We have told {name}, will keep at it and keep you "
        "informed. Thank you for your understanding.",
        reason=explanation(scene.session, ticket),
        day=Day(ticket.promised_at) if ticket.promised_at else "",
        name=boss.person.name if boss else scene.project.name,
    )


def _not_kept(scene: Scene, ticket: Ticket) -> Words:
    """The promised date has passed: an apology, and until when there is a new one (R040, R050)."""
    if ticket.status == Status.ARRIVED:
        return _still_at_work(ticket)
    return T(
        "owner",
        "Sorry, {number} was to be done by {time} and is still open. We are finding out the new time and will tell you before {new}. "
        "Thank you for your understanding.",
        number=ticket.number,
        time=ticket.promised_at or "",
        new=renew_by(ticket) or "",
    )


def _still_at_work(ticket: Ticket) -> Words:
    return T(
        "owner",
        "Sorry, {number} was to be done by {time}. Our colleague is still working on it, and we will tell you the new time before "
        "{new}. Thank you for your understanding.",
        number=ticket.number,
        time=ticket.promised_at or "",
        new=renew_by(ticket) or "",
    )


def _over(scene: Scene, ticket: Ticket) -> Words:
    again = renew_by(ticket) or ""
    if ticket.status == Status.ARRIVED:
        return T(
            "staff",
            "The work goes on past the promised date: please finish it, or give a new one before {time}",
            time=again,
        )
    return T(
        "staff", "The promised date is over: the owner was promised a new one before {time}, please give it", time=again
    )


def _knocks(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner", "Hello, our colleague stands at your door for {number}, and nobody answers yet.", number=ticket.number
    )


def _nobody(scene: Scene, ticket: Ticket) -> Words:
    """[no_answer]: who was there, when, how long, and the card (R070)."""
    visit = last_visit(scene.session, ticket)
    came, knocked, left = (visit.arrived_at, visit.knocked_at, visit.ended_at) if visit else (None, None, None)
    waited = (left - knocked) if left and knocked else timedelta()
    return T(
        "owner",
        "Hello, our colleague {name} came to the door of unit {unit} at {time}, waited {minutes} minutes without an answer, and left "
        "our reminder card at the door (free of charge). Please choose another time that suits you, thank you.",
        name=ticket.assignee.person.name if ticket.assignee else "",
        unit=ticket.unit.number if ticket.unit else "",
        time=came or "",
        minutes=int(waited.total_seconds() // 60),
    )


def _new_time(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Thank you. {number} is arranged for {slot}; we will tell you who comes.",
        number=ticket.number,
        slot=slot_of(ticket),
    )


def _has_nobody(_scene: Scene, ticket: Ticket) -> bool:
    return has_nobody(ticket)


def _nobody_comes(_scene: Scene, ticket: Ticket) -> Words:
    if ticket.assignee:
        name = ticket.assignee.person.name
        return T(
            "staff",
            "Appointment {slot}: {name} has not accepted yet. Please call, or give it to somebody else",
            slot=slot_of(ticket),
            name=name,
        )
    return T("staff", "Appointment {slot}: nobody has it yet. Please assign it now", slot=slot_of(ticket))


def _looked(scene: Scene, ticket: Ticket) -> Words:
    """[transfer], after a clarification visit (R066)."""
    return T(
        "owner",
        "Thank you for your patience. Our colleague has looked: {what}. Customer service now arranges those who can do it "
        "and will tell you who comes.",
        what=ticket.symptom.owner_name,
    )


def _another_time(scene: Scene, ticket: Ticket) -> Words:
    if reporter_reads(scene, ticket):
        return T("staff", "Nobody opened; the owner was asked to choose another time")
    return T("staff", "Nobody opened; the owner is not on the bot: please call and ask for another time")


def _now_appointed(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "Appointment: {slot}", slot=slot_of(ticket))


def _held_up(scene: Scene, ticket: Ticket) -> Words:
    name = ticket.assignee.person.name if ticket.assignee else ""
    reason = explanation(scene.session, ticket)
    return T(
        "staff",
        "{name} is late: {reason}. New time {time}",
        name=name,
        reason=reason,
        time=ticket.appointed_from or ticket.expected_at or "",
    )


def _waits(scene: Scene, ticket: Ticket) -> Words:
    reason, until = explanation(scene.session, ticket), ticket.promised_at or ""
    return T("staff", "Not finished: it needs {reason}. Promised for {time}", reason=reason, time=until)


UPWARD = {
    f"{move}.{part}": staff_ticket(_waits)
    for move in ("postpone", "wait_part", "wait_firm", "extend")
    for part in ("head", "supervisor")
}
NOBODY_CAME = staff_ticket(T("staff", "The owner says that nobody has come: please act now and call"))
OVERDUE = as_long_as(_broken, staff_ticket(_over))
STILL_NO_DATE = as_long_as(
    _broken,
    staff_ticket(T("staff", "The owner should have heard a new date by now: please settle it and tell the owner")),
)
TODAY = as_long_as(
    _promised, staff_ticket(T("staff", "Promised for today: please go on, or tell the owner a later date"))
)

OWNER: dict[str, Maker] = {
    "appoint.reporter": owner_ticket(_assigned),
    "ready.reporter": owner_ticket(_set_out),
    "delay.reporter": owner_ticket(_late),
    "knock.reporter": as_long_as(_at_the_door, owner_ticket(_knocks)),
    "leave.reporter": owner_ticket(_nobody),
    "rebook.reporter": owner_ticket(_new_time),
    "refer.reporter": owner_ticket(_looked),
    **{f"{move}.reporter": owner_ticket(_not_yet) for move in ("postpone", "wait_part", "wait_firm", "extend")},
    "resume.reporter": owner_ticket(_goes_on),
    "visit_tomorrow.reporter": as_long_as(_ahead, owner_ticket(_again)),
    "visit_soon.reporter": as_long_as(_ahead, owner_ticket(_again)),
    "promise_past.reporter": as_long_as(_broken, owner_ticket(_not_kept)),
    "arrival_check.reporter": as_long_as(
        _accepted, owner_ticket(T("owner", "Hello, may we ask you a question about your repair? Thank you."))
    ),
}

ANOTHER_TIME = as_long_as(
    _waits_to_be_agreed,
    staff_ticket(T("staff", "The owner asks for another time: please agree it, what was agreed stands until then")),
)

STAFF: dict[str, Maker] = {
    **{f"wish.{part}": ANOTHER_TIME for part in ("receiver", "head", "assignee")},
    "appoint.assignee": staff_ticket(_now_appointed),
    "delay.head": staff_ticket(_held_up),
    "missed.assignee": staff_ticket(
        T("staff", "The owner says that you have not come: please hurry, call, or tell a new time")
    ),
    "missed.head": NOBODY_CAME,
    "missed.supervisor": NOBODY_CAME,
    "came.assignee": staff_ticket(T("staff", "The owner says that you are there: please check in")),
    "opening.assignee": as_long_as(_at_the_door, staff_ticket(T("staff", "The owner opens at once: please stay"))),
    "clarify.receiver": staff_ticket(T("staff", "Looked at on the spot: now we know what it is")),
    "refer.receiver": staff_ticket(T("staff", "Looked at on the spot; others are needed: please dispatch")),
    "leave.receiver": staff_ticket(_another_time),
    "rebook.assignee": staff_ticket(T("staff", "The owner has chosen another time: please accept")),
    **UPWARD,
    "resume.assignee": staff_ticket(T("staff", "It goes on: please see the time")),
    "visit_soon.assignee": as_long_as(_ahead, staff_ticket(T("staff", "In half an hour: please get ready"))),
    "visit_at_once.assignee": as_long_as(
        _ahead, staff_ticket(T("staff", "In a quarter of an hour: be there 5 to 10 minutes early"))
    ),
    "nobody_comes": as_long_as(_has_nobody, staff_ticket(_nobody_comes)),
    "knock_prompt.assignee": as_long_as(
        _at_the_door, staff_ticket(T("staff", "Nobody has opened for a while: you may leave the card and go"))
    ),
    "promised_day.assignee": TODAY,
    "promised_day.head": TODAY,
    **{f"promise_past.{part}": OVERDUE for part in ("head", "supervisor", "assignee", "receiver")},
    "new_promise.head": STILL_NO_DATE,
    "new_promise.desk": STILL_NO_DATE,
}
