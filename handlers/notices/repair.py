"""What is said of a repair on its main road: received, dispatched, arranged, done, rated."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, owner_ticket, staff_line, staff_ticket
from handlers.owner.rate import fell_short
from handlers.ticket.results import result_of
from handlers.words import URGENCY
from models.catalogue import Urgency
from models.incidents.reading import was_false_alarm
from models.notices import Notice
from models.tickets.lifecycle import UNDISPATCHED
from models.tickets.rating import may_rate, reopened_by_owner
from models.tickets.subjobs import open_subjobs
from models.tickets.tables import Ticket


def _received(scene: Scene, ticket: Ticket) -> Words:
    """[ack_repair]: number and promise at once (R029)."""
    if ticket.urgency == Urgency.U0:
        return _received_in_danger(scene, ticket)
    if ticket.is_help:
        return _help_received(scene, ticket)
    if ticket.status in UNDISPATCHED:  # the card below says until when
        return T(
            "owner",
            "{name}, hello. Your report has been received under number {number}. Thank you.",
            name=scene.me.called,
            number=ticket.number,
        )
    return T(
        "owner",
        "{name}, hello. Your report has been received under number {number}. We will contact you before {time}. Thank you.",
        name=scene.me.called,
        number=ticket.number,
        time=ticket.contact_by,
    )


def _help_received(scene: Scene, ticket: Ticket) -> Words:
    """Help is promised, and until when somebody says how (R031)."""
    return T(
        "owner",
        "{name}, hello. Your request for help has been received under number {number}. "
        "We will contact you before {time}. Thank you.",
        name=scene.me.called,
        number=ticket.number,
        time=ticket.contact_by,
    )


def _received_in_danger(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "{name}, hello. Your report {number} has been received as an emergency and our colleagues have been alarmed. "
        "Please also call {phone} at once and keep away from the danger. Thank you.",
        name=scene.me.called,
        number=ticket.number,
        phone=scene.project.control_room_phone,
    )


def _arranged(scene: Scene, ticket: Ticket) -> Words:
    return T("owner", "Hello, for {number} we have arranged who comes to you.", number=ticket.number)


def _done(scene: Scene, ticket: Ticket) -> Words:
    """[done]: the result, and for who can rate it the invitation (R022)."""
    if not may_rate(scene.session, ticket, scene.me):
        return T(
            "owner", "Hello, {number} is done: {result}. Thank you.", number=ticket.number, result=result_of(ticket)
        )
    return T(
        "owner",
        "Hello, {number} is done: {result}. Please rate this service. Thank you.",
        number=ticket.number,
        result=result_of(ticket),
    )


def _again(scene: Scene, notice: Notice) -> Screen | None:
    """[reopen]; who has just said so has read it in answer (R027)."""
    ticket = scene.session.get(Ticket, notice.facts["ticket"])
    if ticket is not None and reopened_by_owner(scene.session, ticket):
        return None
    return owner_ticket(lambda _scene, again: fell_short(again))(scene, notice)


def _arrived_at_desk(scene: Scene, ticket: Ticket) -> Words:
    if ticket.is_help:
        return T("staff", "Somebody asks for help")
    if ticket.is_service:
        return T("staff", "New paid service, {urgency}", urgency=URGENCY[ticket.urgency])
    return T("staff", "New report, {urgency}", urgency=URGENCY[ticket.urgency])


def _finished(scene: Scene, ticket: Ticket) -> Words:
    if ticket.parent_id:
        return T("staff", "A part is done")
    if open_subjobs(scene.session, ticket):
        return T("staff", "Done; parts of it are still open")
    return T("staff", "Done: please tell the owner the result")


def _taken(_scene: Scene, ticket: Ticket) -> Words:
    """By whom: the head has given it to nobody."""
    name = ticket.assignee.person.name if ticket.assignee else "-"
    return T("staff", "The offered job was taken by {name}", name=name)


OWNER: dict[str, Maker] = {
    "report.reporter": owner_ticket(_received),
    "see_to.reporter": owner_ticket(_arranged),
    "accept.reporter": owner_ticket(_arranged),
    "take.reporter": owner_ticket(_arranged),
    "feed_back.reporter": owner_ticket(_done),
    "reopen.reporter": _again,
    "ask_satisfaction": owner_ticket(
        T(
            "owner",
            "Please rate us in punctuality, attitude, quality and tidiness; 1 is very low, 5 is very high. Thank you.",
        )
    ),
}


def _withdrawn(scene: Scene, ticket: Ticket) -> Words:
    """By the owner, or because the office found that nothing was the matter."""
    if was_false_alarm(scene.session, ticket):
        return T("staff", "A false alarm: nothing is to be done")
    return T("staff", "The owner has withdrawn this report")


def _need_not_go(scene: Scene, ticket: Ticket) -> Words:
    if was_false_alarm(scene.session, ticket):
        return T("staff", "A false alarm: you need not go")
    return T("staff", "The owner has withdrawn this report; you need not go")


STAFF: dict[str, Maker] = {
    "report.desk": staff_ticket(_arrived_at_desk),
    "send.head": staff_ticket(T("staff", "For your department: please assign")),
    "offer.offered": staff_ticket(T("staff", "On offer: the first to take it has it")),
    "assign.assignee": staff_ticket(T("staff", "A job for you: please accept")),
    "assign.former": staff_line(T("staff", "This job went to a colleague; you need not go")),
    "take.head": staff_ticket(_taken),
    "take.others": staff_line(
        T("staff", "A colleague was a moment quicker and has this job. Thank you for being ready.")
    ),
    "hand_back.head": staff_ticket(T("staff", "Handed back: please assign anew")),
    "finish.receiver": staff_ticket(_finished),
    "settle.receiver": staff_ticket(_finished),
    "reopen.receiver": staff_ticket(T("staff", "Reopened with priority: the owner is not content")),
    "low_score.receiver": staff_ticket(T("staff", "Solved, but the owner gave few points: a callback is on its way")),
    "withdraw.receiver": staff_ticket(_withdrawn),
    "withdraw.head": staff_ticket(_withdrawn),
    "withdraw.assignee": staff_line(_need_not_go),
}
