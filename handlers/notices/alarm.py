"""What an alarm says: the telephone number and the place first and big, and to the owner how far help has come (R098)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.notices.making import Maker, owner_ticket, staff_ticket
from handlers.owner.own_alarm import EMERGENCY, say_more
from handlers.ticket.contact import caller_of, units_of_caller
from handlers.words import URGENCY, staff_name, where_of
from models.notices import Notice
from models.tickets.alarms import alarm_of
from models.tickets.tables import Ticket

NEWS = {
    "phone": T("staff", "now with a telephone number"),
    "place": T("staff", "now with the place"),
    "words": T("staff", "the caller has said more"),
    "help": T("staff", "the caller asks for help: please see to it at once"),
    "nobody": T("staff", "the caller says that nobody has come: please act at once"),
}


def _call_first(heading: Words) -> Maker:
    def make(scene: Scene, notice: Notice) -> Screen | None:
        news = NEWS.get(notice.facts.get("what", ""))

        def said(_scene: Scene, ticket: Ticket) -> Words:
            return lines(
                T("staff", "{phone} · {who}", phone=ticket.reporter.phone or "-", who=caller_of(ticket)),
                where_of(ticket),
                _own_units(scene, ticket),
                T("staff", "{urgency}: {what}", urgency=URGENCY[ticket.urgency], what=ticket.symptom.name),
                T("staff", "{heading}, {news}", heading=heading, news=news) if news else heading,
            )

        return staff_ticket(said)(scene, notice)

    return make


def _own_units(scene: Scene, ticket: Ticket) -> Words | None:
    """Where the caller may be, as long as nobody knows where it is."""
    return None if ticket.spot or ticket.unit else units_of_caller(scene, ticket.reporter)


def _acknowledged(scene: Scene, ticket: Ticket) -> Words:
    """A person answers for it: by name, department and number (R071)."""
    alarm = alarm_of(scene.session, ticket)
    who = alarm.acknowledged_by if alarm else None
    return T(
        "owner",
        "Hello, {who} on duty has received your alarm {number} and is taking care of it. "
        "Please keep yourself safe; in need please call {phone}. Thank you.",
        who=staff_name(who.person) if who else scene.project.name,
        number=ticket.number,
        phone=scene.project.control_room_phone,
    )


def _on_site(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, our colleagues have arrived on site for {number}. Please stay safe, thank you.",
        number=ticket.number,
    )


def _raised_for_you(scene: Scene, ticket: Ticket) -> Words:
    """A colleague has raised the alarm by what the caller wrote."""
    return T(
        "owner",
        "Hello, {who} has raised the alarm {number} for you by what you wrote. Please keep yourself safe; "
        "in need please call {phone}. Thank you.",
        who=staff_name(ticket.entered_by.person) if ticket.entered_by else scene.project.name,
        number=ticket.number,
        phone=scene.project.control_room_phone,
    )


OWNER: dict[str, Maker] = {
    "alarm.for_you.reporter": owner_ticket(_raised_for_you),
    "acknowledge.reporter": owner_ticket(_acknowledged),
    "arrived.reporter": owner_ticket(_on_site),
}


def _written(scene: Scene, notice: Notice) -> Screen | None:
    """Somebody wrote of danger: its card, as it stands by now."""
    return scene.routes.card(scene, notice.subject)


STAFF: dict[str, Maker] = {
    "danger.written": _written,
    "alarm.raised": _call_first(T("staff", "ALARM: please act at once, call, and press “I take care of it”")),
    "alarm.again": _call_first(T("staff", "ALARM, nobody has answered for it yet: please act at once")),
    "alarm.detail": _call_first(T("staff", "More about the alarm")),
    "report.unmanned": staff_ticket(
        T("staff", "Nobody is on duty to receive owners: please see to it, and to the roster")
    ),
}


def _taken(scene: Scene, ticket: Ticket) -> Words:
    """Somebody has the job and has not set out yet: no more is promised."""
    return T(
        "owner",
        "Hello, {who} has taken on {number} and is getting ready to come. Please stay safe, thank you.",
        who=_who(scene, ticket),
        number=ticket.number,
    )


def _coming(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, {who} has set out and is on the way to you for {number}. Please stay safe, thank you.",
        who=_who(scene, ticket),
        number=ticket.number,
    )


def _who(scene: Scene, ticket: Ticket) -> Words:
    return staff_name(ticket.assignee.person) if ticket.assignee else scene.project.name


def _over(_scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, {number} is over: {result}. Thank you for calling us.",
        number=ticket.number,
        result=ticket.result,
    )


# What a caller who is bound to nothing hears of the own alarm; all else is the owners'.
GUEST = {
    "alarm.for_you.reporter": _raised_for_you,
    "acknowledge.reporter": _acknowledged,
    "accept.reporter": _taken,
    "take.reporter": _taken,
    "ready.reporter": _coming,
    "arrived.reporter": _on_site,
    "feed_back.reporter": _over,
}


def for_guest(scene: Scene, notice: Notice) -> Screen | None:
    """A notice for a caller who is not registered: words alone, and the way to call for help again."""
    ticket = scene.session.get(Ticket, notice.facts.get("ticket", 0))
    say = GUEST.get(notice.kind)
    if ticket is None or say is None or ticket.reporter_id != scene.me.id:
        return None
    return Screen(say(scene, ticket), (*say_more(scene), (EMERGENCY,)))
