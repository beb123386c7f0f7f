"""Names that many screens share: states in the owner's words and in the staff's, urgencies, reasons of calls."""

from datetime import datetime

from bot.texts import Span, T, Words, listed
from models.calls.tables import CallKind, CallOutcome
from models.catalogue import Urgency, catalogue
from models.people import Person
from models.tickets.ladders import Stage
from models.tickets.lifecycle import Status
from models.tickets.tables import Arrival, Channel, Ticket

# DOMAIN 5.1: the owner's words for where a ticket is.
OWNER_STATE = {
    Status.RECORDED: T("label", "Registered"),
    Status.CLASSIFIED: T("label", "Registered"),
    Status.SENT: T("label", "Dispatched"),
    Status.OFFERED: T("label", "Dispatched"),
    Status.ASSIGNED: T("label", "Dispatched"),
    Status.ACCEPTED: T("label", "Accepted"),
    Status.ARRIVED: T("label", "On site"),
    Status.PROCESSED: T("label", "Done"),
    Status.FED_BACK: T("label", "Reported back"),
    Status.CALLBACK: T("label", "Reported back"),
    Status.REOPENED: T("label", "Being done again"),
    Status.WAITING_ACCESS: T("label", "Waiting for you to choose a time"),
    Status.WAITING_PART: T("label", "Waiting for a part"),
    Status.OUTSIDE_FIRM: T("label", "In progress"),
    Status.CLOSED: T("label", "Completed"),
    Status.WITHDRAWN: T("label", "Withdrawn"),
    Status.MERGED: T("label", "In progress"),
}

BY_APPOINTMENT = T("label", "Appointment made")

STAFF_STATE = {
    Status.RECORDED: T("staff", "to classify"),
    Status.CLASSIFIED: T("staff", "to dispatch"),
    Status.SENT: T("staff", "to assign"),
    Status.OFFERED: T("staff", "on offer"),
    Status.ASSIGNED: T("staff", "to accept"),
    Status.ACCEPTED: T("staff", "accepted"),
    Status.ARRIVED: T("staff", "on site"),
    Status.PROCESSED: T("staff", "to feed back"),
    Status.FED_BACK: T("staff", "fed back"),
    Status.CALLBACK: T("staff", "to call back"),
    Status.REOPENED: T("staff", "reopened"),
    Status.CLOSED: T("staff", "closed"),
    Status.WAITING_ACCESS: T("staff", "nobody there"),
    Status.WAITING_PART: T("staff", "waits for a part"),
    Status.OUTSIDE_FIRM: T("staff", "outside firm"),
    Status.WITHDRAWN: T("staff", "withdrawn"),
    Status.MERGED: T("staff", "merged"),
}

URGENCY = {
    Urgency.U0: T("staff", "U0 emergency"),
    Urgency.U1: T("staff", "U1 urgent"),
    Urgency.U2: T("staff", "U2 ordinary"),
    Urgency.U3: T("staff", "U3 by appointment"),
    Urgency.U4: T("staff", "U4 planned"),
}

ARRIVAL = {
    Arrival.UNBOUND: T("staff", "without appointment"),
    Arrival.EARLY: T("staff", "early"),
    Arrival.PUNCTUAL: T("staff", "punctual"),
    Arrival.ACCEPTABLE: T("staff", "just in time"),
    Arrival.LATE: T("staff", "late"),
}

CHANNEL = {
    Channel.BOT: T("staff", "bot"),
    Channel.PHONE: T("staff", "telephone"),
    Channel.COLLECTED: T("staff", "collected by us"),
    Channel.HEAD_OFFICE: T("staff", "head office"),
    Channel.WALK_IN: T("staff", "at the desk"),
    Channel.COMMITTEE: T("staff", "owners' committee"),
    Channel.ORAL: T("staff", "told to a colleague"),
    Channel.WRITTEN: T("staff", "in writing"),
}

CALL_KIND = {
    CallKind.CALLBACK: T("staff", "Callback"),
    CallKind.COMPLAINT: T("staff", "Callback about a complaint"),
    CallKind.UNREACHABLE: T("staff", "Not reached by the bot"),
    CallKind.ASKED: T("staff", "Asked to be called"),
    CallKind.ANNOUNCEMENT: T("staff", "Important announcement, not read"),
    CallKind.REBOOK: T("staff", "Agree another time"),
    CallKind.ALARM: T("staff", "Alarm nobody answers"),
    CallKind.UNPAID: T("staff", "Service not paid"),
    CallKind.DUNNING: T("staff", "Fees not paid, not reached by the bot"),
}

CALL_OUTCOME = {
    CallOutcome.CONTENT: T("button", "Reached, content"),
    CallOutcome.NOT_CONTENT: T("button", "Reached, not content"),
    CallOutcome.DONE: T("button", "Reached, told"),
    CallOutcome.NOT_REACHED: T("button", "Not reached"),
    CallOutcome.REFUSED: T("button", "Did not wish to talk"),
    CallOutcome.POSTED: T("button", "Paper posted"),
}

MOVE = {
    "see_to": T("button", "I see to it myself"),
    "accept": T("button", "Accept"),
    "take": T("button", "Take this job"),
    "ready": T("button", "Ready, on my way"),
    "arrive": T("button", "I have arrived"),
    "opened": T("button", "The door is open"),
    "knock": T("button", "Nobody answers"),
    "opening": T("button", "I open at once"),
    "came": T("button", "Has come"),
    "missed": T("button", "Has not come"),
    "feed_back": T("button", "Tell the owner"),
    "withdraw": T("button", "Yes, withdraw"),
    "close": T("button", "Close"),
    "call_off": T("button", "This part is not needed"),
}


def titled(ticket: Ticket) -> T:
    """What kind of ticket it is, and its number: the head of an owner's card."""
    if ticket.is_help:
        return T("label", "<b>Help request {number}</b>", number=ticket.number)
    if ticket.is_service:
        return T("label", "<b>Paid service {number}</b>", number=ticket.number)
    return T("label", "<b>Repair {number}</b>", number=ticket.number)


def about_ticket(ticket: Ticket) -> T:
    """The same in one line, with what it is about."""
    facts = {"number": ticket.number, "what": ticket.symptom.owner_name}
    if ticket.is_help:
        return T("label", "Help request {number}: {what}", **facts)
    if ticket.is_service:
        return T("label", "Paid service {number}: {what}", **facts)
    return T("label", "Repair {number}: {what}", **facts)


def owner_state(ticket: Ticket) -> T:
    """Where a ticket is, in the owner's words; an agreed time is what matters most before the visit."""
    if ticket.appointed_from and ticket.status in {Status.ASSIGNED, Status.ACCEPTED}:
        return BY_APPOINTMENT
    return OWNER_STATE[ticket.status]


def spot_of(ticket: Ticket) -> Words:
    """The place inside the unit, or the public place with its floor."""
    code, _, floor = ticket.spot.partition("@")
    if not code and ticket.is_help:
        return T("label", "elsewhere, or nobody need come")
    if not code:
        return T("label", "place not told yet")
    place = catalogue().spot(code, inside=ticket.inside)
    name: Words = place.name if place else code
    return T("label", "{place}, floor {floor}", place=name, floor=floor) if floor else name


def where_of(ticket: Ticket) -> Words:
    """Where it is, in one line; as long as nobody has told it, nothing is claimed."""
    spot = spot_of(ticket)
    if not ticket.spot and not ticket.inside:
        return spot
    return (
        listed([ticket.unit.number, spot])
        if ticket.unit and ticket.inside
        else listed([T("label", "Public area"), spot])
    )


def short_where(ticket: Ticket) -> Words:
    """Where it is, for a button."""
    return ticket.unit.number if ticket.unit and ticket.inside else spot_of(ticket)


def masked(phone: str) -> str:
    """A telephone number with its middle hidden."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else phone


def staff_name(person: Person) -> Words:
    """A member of staff as owners see them: department, name and number (R071)."""
    if person.staff is None:
        return person.name
    return T(
        "label",
        "{name} ({department}, no. {number})",
        name=person.name,
        department=person.staff.department.name,
        number=person.staff.number,
    )


def slot_of(ticket: Ticket) -> Words:
    """The agreed time, or else the one that the owner wished for."""
    agreed, wished = (ticket.appointed_from, ticket.appointed_to), (ticket.wished_from, ticket.wished_to)
    start, end = agreed if ticket.appointed_from else wished
    return Span(start, end) if start and end else start or ""


def wished_slot(ticket: Ticket) -> Words:
    """The time that the owner wishes, whatever is agreed."""
    start, end = ticket.wished_from, ticket.wished_to
    return Span(start, end) if start and end else start or ""


def age(since: datetime, now: datetime) -> Words:
    """How long ago, in the largest unit that says enough."""
    return lasting(int((now - since).total_seconds() // 60))


def lasting(minutes: int) -> Words:
    """So much time, in the largest unit that says enough."""
    if minutes < 1:
        return T("staff", "just now")
    if minutes < 60:
        return T("staff", "{count} min", count=minutes)
    if minutes < 48 * 60:
        return T("staff", "{count} h", count=minutes // 60)
    return T("staff", "{count} days", count=minutes // (24 * 60))


STAGE = {
    Stage.ANSWER: T("staff", "no answer"),
    Stage.DISPATCH: T("staff", "not dispatched"),
    Stage.ASSIGN: T("staff", "not assigned"),
    Stage.ACCEPT: T("staff", "not accepted"),
    Stage.ON_SITE: T("staff", "nobody on site"),
    Stage.DONE: T("staff", "not done"),
}
