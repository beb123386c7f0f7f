"""What is said when a step has not happened in its time: what, for how long, who has it, what to do (J01, J04, R040)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, owner_ticket, staff_ticket
from handlers.words import lasting
from models.notices import Notice
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.tables import Ticket


def _late(say: Callable[[Words, Words], Words], outside: Callable[[Words], Words] | None = None) -> Maker:
    """A heading that knows how long it has been, and who has it now; on the upper rungs it says so.

    `outside` has the words for what was agreed outside of service hours, of which no minute is counted.
    """

    def make(scene: Scene, notice: Notice) -> Screen | None:
        def first(_scene: Scene, ticket: Ticket) -> Words:
            minutes, who = notice.facts["minutes"], _who(ticket)
            return say(lasting(minutes), who) if minutes or outside is None else outside(who)

        def heading(scene: Scene, ticket: Ticket) -> Words:
            said = first(scene, ticket)
            return T("staff", "Reminder {count}: {what}", count=notice.facts["rung"] + 1, what=said)

        return staff_ticket(heading if notice.facts["rung"] else first)(scene, notice)

    return make


def _who(ticket: Ticket) -> Words:
    """Who has it: the person, or else the department, or else the desk."""
    if ticket.assignee:
        return ticket.assignee.person.name
    return ticket.department.name if ticket.department else T("staff", "the desk")


def _sorry(scene: Scene, ticket: Ticket) -> Words | None:
    """[late]: nobody has called yet; a new time, and in danger the telephone first. Nothing where somebody has by now."""
    if ticket.answered_at:
        return None
    if ticket.urgency in AROUND_THE_CLOCK:
        return T(
            "owner",
            "Sorry to keep you waiting. We have alarmed our colleagues again; please also call {phone} at once. Thank you.",
            phone=scene.project.control_room_phone,
        )
    return T(
        "owner",
        "Sorry to keep you waiting. Your matter {number} is being followed up. Thank you for your understanding.",
        number=ticket.number,
    )


OWNER: dict[str, Maker] = {"late.reporter": owner_ticket(_sorry)}

STAFF: dict[str, Maker] = {
    "watch.answer": _late(
        lambda time, who: T("staff", "The owner has had no answer for {time}: please call now", time=time)
    ),
    "watch.dispatch": _late(lambda time, who: T("staff", "Not dispatched for {time}: please dispatch", time=time)),
    "watch.assign": _late(
        lambda time, who: T("staff", "{who} has given it to nobody for {time}: please assign", who=who, time=time)
    ),
    "watch.accept": _late(
        lambda time, who: T(
            "staff", "{who} has not accepted for {time}: please call, or give it to somebody else", who=who, time=time
        )
    ),
    "watch.on_site": _late(
        lambda time, who: T(
            "staff", "Nobody on site for {time}, it is with {who}: please call, and tell the owner", who=who, time=time
        ),
        lambda who: T(
            "staff", "Nobody on site at the agreed time, it is with {who}: please call, and tell the owner", who=who
        ),
    ),
    "watch.done": _late(
        lambda time, who: T(
            "staff",
            "Not done for {time}, it is with {who}: please see to it, and tell the owner when",
            who=who,
            time=time,
        )
    ),
}
