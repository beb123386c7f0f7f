"""The card of somebody who reported a public fault that was known: what everybody may know of it (DOMAIN 5.2)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.talk_taps import AskForPerson
from handlers.taps import AnotherFault, Go, HearNoMore, Place, Urge
from handlers.ticket.results import result_of
from handlers.words import OWNER_STATE, staff_name, titled, where_of
from models.tickets.joining import joined
from models.tickets.lifecycle import DONE, IN_HAND, PAUSED, TO_DO, UNDISPATCHED, Status
from models.tickets.merging import brought_into, goes_on_as
from models.tickets.tables import Joiner, Ticket
from models.units import units_of


def joined_card(scene: Scene, ticket: Ticket) -> Screen:
    """Number, state, place and what comes next; of the first reporter nothing. Raises Gone for who has not joined."""
    row = joined(scene.session, ticket, scene.me)
    words = lines(
        titled(ticket),
        T("label", "State: <b>{state}</b>", state=OWNER_STATE[ticket.status]),
        T("label", "Where: {where}", where=where_of(ticket)) if _may_know_where(scene, ticket) else None,
        *_as_reported(scene, ticket, row),
        T("label", "Others have reported this too."),
        "",
        _next(ticket),
    )
    return Screen(words, _rows(ticket), ticket.subject, state=ticket.status)


def _may_know_where(scene: Scene, ticket: Ticket) -> bool:
    """Of a unit, only those who belong to it (R203)."""
    return not ticket.inside or ticket.unit in units_of(scene.session, scene.me)


def _as_reported(scene: Scene, ticket: Ticket, row: Joiner) -> list[Words | None]:
    """What it is; where the reader had brought it under another number, as it was said there."""
    mine = brought_lines(scene, ticket)
    what = T("label", "What: {what}", what=ticket.symptom.owner_name)
    own = T("label", "In your words: {words}", words=row.words) if row.words else None
    return [what, *mine] if mine else [what, own]


def brought_lines(scene: Scene, ticket: Ticket) -> list[Words | None]:
    """The reader's own reports that became part of this ticket: number, what was chosen, and the words."""
    return [
        T(
            "label",
            "From your report {number}: {what}",
            number=one.number,
            what=listed([one.symptom.owner_name, one.own_words]) if one.own_words else one.symptom.owner_name,
        )
        for one in brought_into(scene.session, ticket, scene.me)
    ]


def merged_card(ticket: Ticket) -> Screen:
    """What was merged says under which number it goes on, and has nothing to press."""
    words = lines(
        titled(ticket),
        T("label", "What: {what}", what=ticket.symptom.owner_name),
        T("owner", "This matter goes on under {number}. Thank you.", number=goes_on_as(ticket).number),
    )
    return Screen(words, (), ticket.subject)


def _next(ticket: Ticket) -> Words:
    who = staff_name(ticket.assignee.person) if ticket.assignee else ""
    match ticket.status:
        case one if one in UNDISPATCHED:
            return T("owner", "Our service desk is passing it on now, and we will keep you informed. Thank you.")
        case Status.SENT | Status.OFFERED:
            department = ticket.department.name if ticket.department else ""
            return T(
                "owner",
                "Our colleagues of {department} are arranging who comes. Thank you for waiting.",
                department=department,
            )
        case one if one in IN_HAND:
            return T("owner", "{who} has it in hand. Thank you for your patience.", who=who)
        case one if one in PAUSED and ticket.promised_at:
            time = ticket.promised_at
            return T("owner", "It is planned to go on {time}, and we will keep you informed. Thank you.", time=time)
        case one if one in PAUSED:
            return T("owner", "We will tell you as soon as it goes on. Thank you for your patience.")
        case one if one in DONE or one == Status.CLOSED:
            return T("owner", "Result: {result}. Done by {who}. Thank you.", result=result_of(ticket), who=who)
        case _:
            return T("owner", "It has been withdrawn. If you still notice it, please report it again. Thank you.")


def _rows(ticket: Ticket) -> tuple[Row, ...]:
    home = Button(T("button", "Home"), Go(Place.HOME))
    if ticket.status not in TO_DO:
        return ((home,),)
    whole = ticket.parent_id or ticket.id
    another = (Button(T("button", "It is another fault"), AnotherFault(whole)),) if not ticket.inside else ()
    return (
        (
            Button(T("button", "Please remind them"), Urge(ticket.id)),
            Button(T("button", "No more news"), HearNoMore(whole)),
        ),
        (*another, Button(T("button", "Talk to a person"), AskForPerson(ticket.id))),
    )
