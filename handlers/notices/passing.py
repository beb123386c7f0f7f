"""What is said when a matter is joined, merged, passed on, taken back, urged or done in parts."""

from dataclasses import replace

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, owner_ticket, staff_line, staff_ticket
from handlers.ticket.came_back import came_back_because
from handlers.words import OWNER_STATE, STAFF_STATE
from models.catalogue import Urgency
from models.notices import Notice
from models.tickets.merging import goes_on_as
from models.tickets.passing import handovers
from models.tickets.tables import Ticket


def _joined(scene: Scene, ticket: Ticket) -> Words:
    """The receipt of somebody who reports what is known: its number and state; in danger the telephone (R029, R098)."""
    if ticket.urgency == Urgency.U0:
        return T(
            "owner",
            "{name}, hello. This emergency is known as {number} and our colleagues have been alarmed. "
            "Please keep away from the danger, and call {phone} if you see more. Thank you.",
            name=scene.me.called,
            number=ticket.number,
            phone=scene.project.control_room_phone,
        )
    return T(
        "owner",
        "{name}, hello. This is known to us already as {number}: {state}. You need do nothing more, "
        "we will keep you informed. Thank you for telling us.",
        name=scene.me.called,
        number=ticket.number,
        state=OWNER_STATE[ticket.status],
    )


def _others_too(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Others have reported {number} to us too. It is known, and our colleagues are seeing to it. Thank you.",
        number=ticket.number,
    )


def _merged(scene: Scene, ticket: Ticket) -> Words:
    target = goes_on_as(ticket).number
    return T(
        "owner",
        "{number} is the same matter as {target}: it goes on under that number, "
        "and we will keep you informed. Thank you.",
        number=ticket.number,
        target=target,
    )


def _merged_ticket(scene: Scene, notice: Notice) -> Screen | None:
    """Over the card of the ticket under which it goes on; the card of the merged one is drawn anew where it hangs."""
    ticket = scene.session.get(Ticket, notice.facts["ticket"])
    card = scene.routes.card(scene, goes_on_as(ticket).subject) if ticket else None
    words = _merged(scene, ticket) if ticket else None
    return replace(card.headed(words), short=words) if card and words else None


def _yours_now(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, we go on with {number}, which you reported too, and turn to you about it from now on. Thank you.",
        number=ticket.number,
    )


def _passed_on(scene: Scene, ticket: Ticket) -> Words:
    """[transfer]: why, to whom, and who keeps following it (R188)."""
    last = handovers(scene.session, ticket)[-1]
    receiver = ticket.first_receiver.person.name if ticket.first_receiver else scene.project.name
    return T(
        "owner",
        "One moment please. Because of {reason}, your matter {number} is now with the {department}; "
        "{receiver} keeps following it and will report back to you. Thank you.",
        reason=last.reason,
        number=ticket.number,
        department=last.department.name,
        receiver=receiver,
    )


def _somebody_else(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Sorry, another colleague will see to {number}. We are arranging it and will tell you at once. Thank you.",
        number=ticket.number,
    )


def _alarm(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "Passed on {count} times: please decide who does it", count=ticket.transfers)


def _urged(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "Urged, time {count}: please see to it", count=ticket.urges)


def _own_report(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "What you reported: {state}", state=STAFF_STATE[ticket.status])


def _back(scene: Scene, ticket: Ticket) -> Words:
    """To the head: why it is back, also where somebody has left (R032)."""
    if (reason := came_back_because(scene, ticket)) is None:
        return T("staff", "Taken back: please assign anew")
    return T("staff", "Taken back ({reason}): please assign anew", reason=reason)


OWNER: dict[str, Maker] = {
    "joined.reporter": owner_ticket(_joined),
    "join.reporter": owner_ticket(_others_too),
    "merge.reporter": _merged_ticket,
    "pass_on.reporter": owner_ticket(_yours_now),
    "transfer.reporter": owner_ticket(_passed_on),
    "take_back.reporter": owner_ticket(_somebody_else),
}

STAFF: dict[str, Maker] = {
    "merge.assignee": staff_line(T("staff", "It goes on under another number; you need not go")),
    "transfer.head": staff_ticket(T("staff", "Passed on to your department: please assign")),
    "transfer.assignee": staff_line(T("staff", "Another department does this one; you need not go")),
    "transfer.supervisor": staff_ticket(_alarm),
    "take_back.head": staff_ticket(_back),
    "take_back.former": staff_line(T("staff", "This job was taken back; you need not go")),
    "urge.assignee": staff_ticket(_urged),
    "urge.head": staff_ticket(_urged),
    "urge.desk": staff_ticket(_urged),
    "call_off.head": staff_ticket(T("staff", "This part is not needed any more")),
    "call_off.assignee": staff_line(T("staff", "This part is not needed any more; you need not go")),
    "complete.receiver": staff_ticket(T("staff", "All parts are done: please tell the owner the result")),
}

own_report: Maker = staff_ticket(_own_report)
