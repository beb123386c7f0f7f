"""The price list on a telephone: its head, its shelves, and what is to be done about it (R077, R224)."""

from collections.abc import Callable, Sequence

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.taps import Tap
from bot.texts import T, Words, lines, listed
from handlers.price_taps import ListPrices, ListPriceVersions, ListPriceWork, OpenPrice, PrintPrices
from handlers.price_words import SHELF, list_called, price_of
from handlers.staff.asking import today
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.prices.words import STATE
from handlers.staff.tickets.papers import COMING
from handlers.taps import Begin, Go, Place
from models.knowledge.reading import parts_of
from models.prices.actions import may_draft
from models.prices.lifecycle import State
from models.prices.reading import approved, editions_of, in_state, list_head, shelves, to_come
from models.prices.tables import PriceEdition, Shelf
from models.refusals import Gone, NotYours

PILES = {
    "draft": (T("button", "Drafts"), (State.DRAFT,)),
    "review": (T("button", "In review"), (State.IN_REVIEW,)),
    "approve": (T("button", "To approve"), (State.REVIEWED,)),
}
AHEAD, SUSPENDED = "ahead", "suspended"
SPECIAL = {AHEAD: T("button", "Not valid yet"), SUSPENDED: T("button", "Suspended")}
PAPER = "price_list"


def prices(scene: Scene) -> Reply:
    """The list's head and its shelves; for those with a part also what is to be done."""
    head = list_head(scene.session, scene.project)
    words = lines(
        T("staff", "<b>Price list</b> {list}", list=list_called(head)),
        T("staff", "Revised {time}, approved by {name}", time=head.revised_at, name=head.approver.name)
        if head.revised_at and head.approver
        else None,
        T("staff", "A draft is written by the desk, reviewed by the supervisor and approved by the manager.")
        if parts_of(scene.staff)
        else None,
    )
    found = approved(scene.session, scene.project, today(scene))
    buttons = [
        Button(_counted(SHELF[shelf], sum(one.item.shelf == shelf for one in found)), ListPrices(shelf.value, 0))
        for shelf in shelves(found)
    ]
    return Screen(words, (*_work(scene), *rows_of(buttons, 2), ways_out(Go(Place.OFFICE))))


def _counted(title: Words, count: int) -> T:
    return T("button", "{list} ({count})", list=title, count=count)


def _work(scene: Scene) -> tuple[Row, ...]:
    if not parts_of(scene.staff):
        return ()
    piles = [Button(_title(scene, name), ListPriceWork(name, 0)) for name in (*PILES, *SPECIAL)]
    new = [Button(T("button", "New service"), Begin("new_price", 0))] if may_draft(scene.me) else []
    return (*rows_of(piles, 2), *rows_of([*new, Button(T("button", "Print the list"), PrintPrices())], 2))


def _title(scene: Scene, name: str) -> T:
    title = SPECIAL[name] if name in SPECIAL else PILES[name][0]
    return _counted(title, len(_pile(scene, name)))


def _pile(scene: Scene, name: str) -> Sequence[PriceEdition]:
    if name == AHEAD:
        return to_come(scene.session, scene.project, today(scene))
    if name == SUSPENDED:
        found = approved(scene.session, scene.project, today(scene))
        return [one for one in found if one.item.suspended_from and not one.item.has_rested(today(scene))]
    return in_state(scene.session, scene.project, PILES[name][1])


def list_prices(scene: Scene, tap: ListPrices) -> Screen:
    """A page of a shelf; raises Gone for one that there is not."""
    shelf = next((one for one in Shelf if one.value == tap.shelf), None)
    if shelf is None or scene.staff.left_at:
        raise Gone
    found = approved(scene.session, scene.project, today(scene), shelf)
    return _page(scene, _counted(SHELF[shelf], len(found)), found, tap.page, lambda to: ListPrices(tap.shelf, to))


def list_work(scene: Scene, tap: ListPriceWork) -> Screen:
    """A page of what is to be done; raises Gone for who has no part in it."""
    if tap.pile not in {*PILES, *SPECIAL} or not parts_of(scene.staff):
        raise Gone
    found = _pile(scene, tap.pile)
    return _page(scene, _title(scene, tap.pile), found, tap.page, lambda to: ListPriceWork(tap.pile, to))


def _page(scene: Scene, title: Words, found: Sequence[PriceEdition], wanted: int, tap: Callable[[int], Tap]) -> Screen:
    page = max(0, min(wanted, (len(found) - 1) // PAGE))
    words = lines(T("staff", "<b>{shelf}</b>", shelf=title), None if found else T("staff", "None."))
    buttons = [Button(_line(scene, one), OpenPrice(one.id)) for one in page_of(found, page)]
    return Screen(words, (*rows_of(buttons), turn(len(found), page, tap), ways_out(Go(Place.PRICES))))


def _line(scene: Scene, one: PriceEdition) -> Words:
    rests = [T("label", "(rests)")] if one.item.rests_on(today(scene)) else []
    return listed([one.item.code, one.name, price_of(one), *rests], " ")


def list_versions(scene: Scene, tap: ListPriceVersions) -> Screen:
    """Every version of an item, the newest first; raises Gone."""
    found = editions_of(scene.session, tap.item)
    if not found or not parts_of(scene.staff) or found[0].item.project_id != scene.project.id:
        raise Gone
    title = T("staff", "<b>{code}</b>: all versions", code=found[0].item.code)
    buttons = [Button(_version(one), OpenPrice(one.id)) for one in found[:PAGE]]
    return Screen(title, (*rows_of(buttons), ways_out(Go(Place.PRICES))))


def _version(one: PriceEdition) -> Words:
    return listed([T("label", "Version {number}", number=one.number), price_of(one), STATE[one.state]], " ")


def print_prices(scene: Scene, _tap: PrintPrices) -> Reply:
    """Ask for the list as a workbook; raises NotYours."""
    if not parts_of(scene.staff):
        raise NotYours
    ask_for(scene.session, person=scene.me, kind=PAPER, facts={}, now=scene.now)
    return scene.routes.home(scene).with_toast(COMING)
