"""The list of those in charge, and the card of a mark: on what, why, and what may be done (R041, R083)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.taps import Tap
from bot.texts import T, Words, lines, listed
from handlers.complaint_taps import OpenComplaint
from handlers.knowledge_taps import OpenEnquiry
from handlers.staff.consult_taps import OpenMessage
from handlers.staff.mark_taps import EndMark, OpenMark
from handlers.staff.marks.lines import KIND, why_of
from handlers.staff.names import ways_out
from handlers.talk_taps import OpenTalk
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.words import age
from models.complaints.tables import Complaint
from models.enquiries.tables import Enquiry
from models.marks import actions
from models.marks.sight import mark_for, marks_for
from models.marks.tables import Mark
from models.refusals import NotYours
from models.roles import IN_CHARGE
from models.tickets.tables import Ticket

MOST = 20
OPENS: dict[str, Callable[[int], Tap]] = {
    "ticket": OpenTicket,
    "complaint": OpenComplaint,
    "enquiry": OpenEnquiry,
    "message": OpenMessage,
    "talk": OpenTalk,
}


def marks_list(scene: Scene) -> Screen:
    """Every mark that stands, abuse first; raises NotYours for all but those in charge."""
    if scene.staff.role not in IN_CHARGE:
        raise NotYours
    found = marks_for(scene.session, scene.project, scene.staff, scene.now)
    title = T("staff", "<b>Owners who are upset</b>")
    hint = None if found else T("staff", "No mark stands.")
    return Screen(lines(title, hint), (*rows_of([mark_button(scene, one) for one in found[:MOST]]), ways_out()))


def mark_button(scene: Scene, mark: Mark) -> Button:
    """A mark in one line."""
    return Button(listed([KIND[mark.kind], _on(scene, mark), age(mark.at, scene.now)], " "), OpenMark(mark.id))


def _on(scene: Scene, mark: Mark) -> Words:
    """What it is on, without a name: who may know it reads it there."""
    kind, _, number = mark.subject.partition(":")
    match kind:
        case "ticket":
            return scene.session.get_one(Ticket, int(number)).number
        case "complaint":
            return scene.session.get_one(Complaint, int(number)).number
        case "enquiry":
            return scene.session.get_one(Enquiry, int(number)).number
        case "message":
            return T("staff", "a message")
        case _:
            return T("staff", "a conversation")


def mark_card(scene: Scene, mark_id: int) -> Screen:
    """The card; raises Gone for who has no part in what it is on."""
    mark = mark_for(scene.session, mark_id, scene.me, scene.now)
    replied = mark.replied_by.person.name if mark.replied_by else ""
    words = lines(
        T("staff", "<b>Mark: {kind}</b> · {on}", kind=KIND[mark.kind], on=_on(scene, mark)),
        T("staff", "Noticed: {why}, {time}", why=why_of(mark), time=mark.at),
        T("staff", "The service stays open as ever, and nothing is answered by itself."),
        T("staff", "{name} wrote: {words}", name=replied, words=mark.reply) if mark.reply else None,
        _ended(mark),
    )
    return Screen(words, (*rows_of(_deeds(scene, mark), 2), ways_out()), mark.name, state=str(mark.ended_at))


def _ended(mark: Mark) -> Words | None:
    if mark.ended_by is None or mark.ended_at is None:
        return None
    facts = {"name": mark.ended_by.person.name, "time": mark.ended_at}
    if mark.mistaken:
        return T("staff", "A mistake, says {name}, {time}", **facts)
    return T("staff", "Looked after, says {name}, {time}", **facts)


def _deeds(scene: Scene, mark: Mark) -> list[Button]:
    kind, _, number = mark.subject.partition(":")
    buttons = [Button(T("button", "Open it"), OPENS[kind](int(number)))]
    if mark.ended_at is not None:
        return buttons
    buttons.append(Button(T("button", "A calm reply"), Begin("calm", mark.id)))
    if scene.staff.role in IN_CHARGE:
        buttons.append(Button(T("button", "Looked after"), EndMark(mark.id, 0)))
        buttons.append(Button(T("button", "The mark is a mistake"), EndMark(mark.id, 1)))
        buttons.append(Button(T("button", "All marks"), Go(Place.MARKS)))
    return buttons


def open_mark(scene: Scene, tap: OpenMark) -> Screen:
    """The card."""
    return mark_card(scene, tap.mark)


def end_mark(scene: Scene, tap: EndMark) -> Screen:
    """It stands no more."""
    actions.end(scene.session, tap.mark, by=scene.me, mistaken=bool(tap.mistaken), now=scene.now)
    return mark_card(scene, tap.mark)
