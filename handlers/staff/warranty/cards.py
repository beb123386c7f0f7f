"""The register of warranties (质保登记) on a telephone: by the day on which they end, a card each (R057)."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.staff.asking import today
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.taps import ListWarranties, OpenAssignment, OpenWarranty
from handlers.taps import Begin, Go, Place
from handlers.warranty_words import ENTRY, place_of, system_called
from models.assignments.parts import parts_of
from models.assignments.tables import Assignment
from models.register.changes import changes_of
from models.register.tables import Change
from models.warranty.queries import current, past
from models.warranty.register import keeper, warranty_for
from models.warranty.tables import Warranty

FEW = 5  # changes that the card tells
OVER = 1


def warranties(scene: Scene) -> Reply:
    """Those that hold, the first to end first."""
    return list_warranties(scene, ListWarranties(0, 0))


def list_warranties(scene: Scene, tap: ListWarranties) -> Reply:
    """A page of those that hold, or of those that are over; raises NotYours."""
    keeper(scene.staff.person)
    over = tap.over == OVER
    found = (past if over else current)(scene.session, scene.project, today(scene))
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    title = T("staff", "<b>Warranties that are over</b>") if over else T("staff", "<b>Warranties</b>, by their end")
    empty = None if found else T("staff", "None.")
    buttons = [Button(_line(one), OpenWarranty(one.id)) for one in page_of(found, page)]
    pages = turn(len(found), page, lambda to: ListWarranties(tap.over, to))
    back = Go(Place.WARRANTIES) if over else Go(Place.OFFICE)
    return Screen(lines(title, empty), (*rows_of(buttons), pages, *_ways(over), ways_out(back)))


def _ways(over: bool) -> tuple[Row, ...]:
    if over:
        return ()
    add = Button(T("button", "Enter a warranty"), Begin("add_warranty", 0))
    return ((add, Button(T("button", "Those that are over"), ListWarranties(OVER, 0))),)


def _line(one: Warranty) -> Words:
    return listed([one.ends.isoformat(), place_of(one), system_called(one.system)], " ")


def open_warranty(scene: Scene, tap: OpenWarranty) -> Screen:
    """The card."""
    return warranty_card(scene, tap.warranty)


def warranty_card(scene: Scene, warranty_id: int) -> Screen:
    """What is guaranteed, by whom, until when, its inspections, and what was changed; raises NotYours or Gone."""
    one = warranty_for(scene.session, warranty_id, scene.staff.person)
    words = lines(
        T("staff", "<b>Warranty</b>: {place}, {system}", place=place_of(one), system=system_called(one.system)),
        one.words,
        T("staff", "Firm: {firm}, telephone {phone}", firm=one.firm, phone=one.phone),
        T("staff", "From {start} until {end}", start=one.starts.isoformat(), end=one.ends.isoformat()),
        _state(scene, one),
        T("staff", "Note: {words}", words=one.note) if one.note else None,
        *(_change(change) for change in changes_of(scene.session, [one.subject], limit=FEW)),
    )
    return Screen(words, _rows(scene, one), one.subject)


def _state(scene: Scene, one: Warranty) -> Words | None:
    if one.ended_at:
        return T("staff", "Ended before its time, {time}", time=one.ended_at)
    left = (one.ends - today(scene)).days
    return T("staff", "{count} days left", count=left) if left >= 0 else T("staff", "It is over.")


def _change(one: Change) -> Words:
    return T(
        "staff",
        "{time} {entry}: was {old}, now {new} ({who}) {why}",
        time=one.at,
        entry=ENTRY[one.field],
        old=one.old or "-",
        new=(one.new or "-") if one.field != "ended_at" else one.at,
        who=one.by.name if one.by else T("staff", "the office's files"),
        why=one.why,
    )


def _rows(scene: Scene, one: Warranty) -> tuple[Row, ...]:
    change = Button(T("button", "Change an entry"), Begin("edit_warranty", one.id))
    end = Button(T("button", "End it"), Begin("end_warranty", one.id))
    deeds: tuple[Row, ...] = ((change, end),) if one.ended_at is None else ()
    tasks = [Button(_inspection(task), OpenAssignment(task.id)) for task in inspections(scene, one)]
    return (*deeds, *rows_of(tasks), ways_out(Go(Place.WARRANTIES)))


def inspections(scene: Scene, one: Warranty) -> Sequence[Assignment]:
    """The inspections before its end that this reader may see, two at most for each end."""
    wanted = select(Assignment).where(Assignment.project_id == one.project_id, Assignment.about == one.subject)
    found = scene.session.scalars(wanted.order_by(Assignment.id.desc()).limit(FEW)).all()
    return [task for task in found if parts_of(scene.me, task)]


def _inspection(task: Assignment) -> Words:
    return T("button", "Inspection, by {time}", time=Day(task.due_at))
