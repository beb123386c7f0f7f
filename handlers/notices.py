"""Kinds of notice and their words: a heading, and under it the live card of what it is about."""

from collections.abc import Callable
from dataclasses import replace

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.staff.digest import digest_screen
from handlers.words import URGENCY
from models.catalogue import Urgency
from models.digest import Time
from models.notices import Notice
from models.tickets.tables import Ticket

Heading = Callable[[Scene, Ticket], Words]


def _said(words: T) -> Heading:
    return lambda scene, ticket: words


def _received(scene: Scene, ticket: Ticket) -> Words:
    """[ack_repair]: number and promise at once (R029)."""
    return T(
        "owner",
        "{name}, hello. Your report has been received under number {number}. We will contact you before {time}. Thank you.",
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
    """[done]: the result, and the invitation to rate (R022)."""
    return T(
        "owner",
        "Hello, {number} is done: {result}. Please rate this service. Thank you.",
        number=ticket.number,
        result=ticket.result,
    )


def _again(scene: Scene, ticket: Ticket) -> Words:
    """[reopen] (R027)."""
    return T(
        "owner",
        "Sorry that this service fell short of what you expect. We have arranged it anew "
        "and will contact you before {time}. Thank you for telling us.",
        time=ticket.contact_by,
    )


def _arrived_at_desk(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "New report, {urgency}", urgency=URGENCY[ticket.urgency])


OWNER_TICKET: dict[str, Heading] = {
    "report.reporter": lambda scene, ticket: (_received_in_danger if ticket.urgency == Urgency.U0 else _received)(
        scene, ticket
    ),
    "accept.reporter": _arranged,
    "take.reporter": _arranged,
    "feed_back.reporter": _done,
    "reopen.reporter": _again,
    "ask_satisfaction": _said(
        T(
            "owner",
            "Please rate us in punctuality, attitude, quality and tidiness; 1 is very low, 5 is very high. Thank you.",
        )
    ),
}

STAFF_TICKET: dict[str, Heading] = {
    "report.desk": _arrived_at_desk,
    "report.alarm": _said(T("staff", "Emergency: please act at once and call")),
    "send.head": _said(T("staff", "For your department: please assign")),
    "offer.offered": _said(T("staff", "On offer: the first to take it has it")),
    "assign.assignee": _said(T("staff", "A job for you: please accept")),
    "assign.former": _said(T("staff", "This job went to a colleague; you need not go")),
    "take.head": _said(T("staff", "The offered job was taken")),
    "take.others": _said(T("staff", "A colleague was a moment quicker and has this job. Thank you for being ready.")),
    "hand_back.head": _said(T("staff", "Handed back: please assign anew")),
    "finish.receiver": _said(T("staff", "Done: please tell the owner the result")),
    "reopen.receiver": _said(T("staff", "Reopened with priority: the owner is not content")),
    "withdraw.receiver": _said(T("staff", "The owner has withdrawn this report")),
    "withdraw.head": _said(T("staff", "The owner has withdrawn this report")),
    "withdraw.assignee": _said(T("staff", "The owner has withdrawn this report; you need not go")),
}

STAFF_CALL: dict[str, T] = {
    "call.callback": T("staff", "A callback for you"),
    "call.unreachable": T("staff", "The bot could not reach somebody: please call"),
    "call.asked": T("staff", "Somebody asks to be called"),
}

STAFF_PAPER: dict[str, T] = {
    "paper.ready": T("staff", "Here is your document."),
    "paper.failed": T("staff", "Sorry, the document could not be made. The operator sees why; please try again later."),
}

STAFF_DIGEST = {"digest.morning": Time.MORNING, "digest.evening": Time.EVENING}
# For these the card itself may be out of the reader's reach by now; the heading alone says it.
WITHOUT_CARD = frozenset({"assign.former", "take.others", "withdraw.assignee"})


def owner_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as an owner reads it; None for one that has nothing to say any more."""
    heading = OWNER_TICKET.get(notice.kind)
    ticket = scene.session.get(Ticket, notice.facts["ticket"])
    if heading is None or ticket is None:
        return None
    card, words = scene.routes.card(scene, notice.subject), heading(scene, ticket)
    return replace(card.headed(words), short=words) if card else None


def staff_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as a member of staff reads it."""
    if notice.kind in STAFF_DIGEST:
        return digest_screen(scene, STAFF_DIGEST[notice.kind])
    if notice.kind in STAFF_PAPER:
        return Screen(STAFF_PAPER[notice.kind])
    if notice.kind in STAFF_CALL:
        card = scene.routes.card(scene, notice.subject)
        return card.headed(STAFF_CALL[notice.kind]) if card else None
    ticket = scene.session.get(Ticket, notice.facts["ticket"])
    if notice.kind not in STAFF_TICKET or ticket is None:
        return None
    heading = STAFF_TICKET[notice.kind](scene, ticket)
    if notice.kind in WITHOUT_CARD:
        return Screen(T("staff", "{number}: {heading}", number=ticket.number, heading=heading))
    card = scene.routes.card(scene, notice.subject)
    short = T("staff", "{number}: {heading}", number=ticket.number, heading=heading)
    return replace(card.headed(T("staff", "<b>{heading}</b>", heading=heading)), short=short) if card else None
