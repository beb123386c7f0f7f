"""失物招领 at the management office: what is kept, what is missed, what I found myself, and the ledger (R206)."""

from collections.abc import Sequence

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.found_taps import ListFound, OpenItem, OpenLoss, PrintFound
from handlers.found_words import ITEM_STATE, KIND, STAFF_LOSS_STATE, day_said, short
from handlers.staff.found.registering import RegisterFound
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.tickets.papers import COMING, facts_of_month, log_export
from handlers.taps import Begin, Go, Place
from models.found.reading import found_by, late_items, open_items, open_losses, reads_all
from models.found.tables import FoundItem, Loss
from models.refusals import Gone, NotYours
from models.roles import IN_CHARGE

FOUND_LEDGER = "found_ledger"
TITLES = {
    "items": T("staff", "Found things"),
    "losses": T("staff", "What owners miss"),
    "late": T("staff", "Kept longer than the keep days"),
    "mine": T("staff", "What I registered"),
}


def found_menu(scene: Scene) -> Reply:
    """Register something; and for those who look after it all, the lists with their numbers."""
    new = (Button(T("button", "Register a found thing"), Begin(RegisterFound.name, 0)),)
    mine = (_list(scene, "mine", T("button", "What I registered ({count})", count=_count(scene, "mine"))),)
    rows: list[Row] = [new, mine]
    if reads_all(scene.staff):
        rows[1:] = [
            (_list(scene, "items", T("button", "Found things ({count})", count=_count(scene, "items"))),),
            (_list(scene, "losses", T("button", "What owners miss ({count})", count=_count(scene, "losses"))),),
            *([(_late(scene),)] if _count(scene, "late") else []),
            mine,
        ]
    if scene.staff.role in IN_CHARGE:
        this, last = T("button", "Ledger of this month"), T("button", "Ledger of last month")
        rows.append((Button(this, PrintFound(0)), Button(last, PrintFound(1))))
    words = T(
        "staff", "<b>Lost and found</b>. What is found is registered at once and handed in at the service centre."
    )
    return Screen(words, (*rows, ways_out(Go(Place.OFFICE))))


def _list(_scene: Scene, which: str, label: Words) -> Button:
    return Button(label, ListFound(which, 0))


def _late(scene: Scene) -> Button:
    return _list(scene, "late", T("button", "Keep days are over ({count})", count=_count(scene, "late")))


def _rows(scene: Scene, which: str) -> Sequence[FoundItem | Loss]:
    """The lines of a list, for those whom it concerns; raises NotYours or Gone."""
    match which:
        case "mine":
            return found_by(scene.session, scene.staff)
        case "items":
            return open_items(scene.session, scene.staff)
        case "losses":
            return open_losses(scene.session, scene.staff)
        case "late" if reads_all(scene.staff):
            return late_items(scene.session, scene.project, scene.now)
        case "late":
            raise NotYours
        case _:
            raise Gone


def _count(scene: Scene, which: str) -> int:
    return len(_rows(scene, which))


def list_found(scene: Scene, tap: ListFound) -> Reply:
    """One page of a list."""
    found = _rows(scene, tap.which)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    empty = None if found else T("staff", "Nothing here.")
    words = lines(T("staff", "<b>{list}</b>", list=TITLES[tap.which]), empty)
    pages = turn(len(found), page, lambda to: ListFound(tap.which, to))
    buttons = (thing_button(scene, one) for one in page_of(found, page))
    return Screen(words, (*rows_of(buttons), pages, ways_out(Go(Place.FOUND))))


def thing_button(scene: Scene, thing: FoundItem | Loss) -> Button:
    """A thing or a loss in one line, which opens its card."""
    what: list[Words] = [short(thing.words), KIND[thing.kind], day_said(scene, thing)]
    if isinstance(thing, Loss):
        return Button(listed([*what, STAFF_LOSS_STATE[thing.state]], " "), OpenLoss(thing.id))
    return Button(listed([*what, ITEM_STATE[thing.state]], " "), OpenItem(thing.id))


def print_found(scene: Scene, tap: PrintFound) -> Reply:
    """Ask for the ledger of a month; who takes names and telephones out is logged (R204, DOMAIN 5.7)."""
    facts = facts_of_month(scene, tap.months_ago)
    log_export(scene, ask_for(scene.session, person=scene.me, kind=FOUND_LEDGER, facts=facts, now=scene.now), facts)
    return scene.routes.home(scene).with_toast(COMING)
