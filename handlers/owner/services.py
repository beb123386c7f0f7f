"""有偿服务 for owners: shelves, services with their prices, a price card, and a few words that find a service (R059, R064)."""

from collections.abc import Sequence
from datetime import date

from bot.forms.engine import load
from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.knowledge_words import HOME
from handlers.order_words import may_not_order
from handlers.owner.report import ReportRepair
from handlers.parts import Part
from handlers.price_taps import ListServices, OpenService
from handlers.price_words import SHELF, conditions, list_called, price_of, price_sentence
from handlers.staff.names import PAGE, day_of, page_of, turn
from handlers.taps import Begin, Go, Place
from models.access.rights import Right, units_where_may
from models.orders.limits import who_may_order
from models.prices.matching import tells_a_fault, tells_a_wish
from models.prices.reading import bookable, edition_on, find_service, list_head, shelves, to_come
from models.prices.reading import day_of as today_of
from models.prices.tables import PriceEdition, PriceItem, Shelf
from models.refusals import Gone
from models.sentences import read_sentence

PERSON = Button(T("button", "Talk to a person"), Go(Place.PERSON))
REPORT = Button(T("button", "Report a repair"), Begin("report", 0))
OTHER = Button(T("button", "Other services"), Begin("ask_service", 0))
SERVICES_HOME = Button(T("button", "Paid services"), Go(Place.SERVICES))


def _today(scene: Scene) -> date:
    return today_of(scene.project, scene.now)


class FindService(Flow):
    """A shelf, or a few words about what is wanted."""

    name = "find_service"
    title = T("button", "Paid services")
    reads_back = False

    words = Write(
        ask=T(
            "owner",
            "Please choose a class, or write here in a few words what you need, such as “clean the carpet”. Thank you.",
        ),
        label=T("label", "What you need"),
        at_most=100,
    )

    @classmethod
    def opening(cls, form: Form) -> Words:
        """Which list, and what is free."""
        head = list_head(form.scene.session, form.scene.project)
        return T(
            "owner",
            "Price list {list}. Repairs of public areas and of the building's own systems are free: please report them under “Report a repair”.",
            list=list_called(head),
        )

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """The shelves that have anything; what has neither a shelf nor a price is asked for in words."""
        found = bookable(form.scene.session, form.scene.project, _today(form.scene))
        priced = [one for one in found if one.item.shelf != Shelf.OTHER or one.price_fen is not None]
        shelf_buttons = (Button(SHELF[shelf], ListServices(shelf.value, 0)) for shelf in shelves(priced))
        return (*rows_of(shelf_buttons, 2), (OTHER,))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The service that is meant, those that may be, or who helps."""
        sure, likely = find_service(form.scene.session, form.scene.project, form["words"], _today(form.scene))
        if sure:
            return service_card(form.scene, sure.item_id)
        return _perhaps(likely) if likely else _none_found()


def _perhaps(found: Sequence[PriceEdition]) -> Screen:
    words = T("owner", "Please choose what you mean, or talk to us. Thank you.")
    return Screen(words, (*rows_of(map(_line, found)), (OTHER, PERSON), (SERVICES_HOME, HOME)))


def _none_found() -> Screen:
    words = T(
        "owner",
        "Sorry, we found nothing of our price list in these words. If something has a fault, please report a repair; "
        "for anything else a colleague is glad to help and names you a price first. Thank you.",
    )
    return Screen(words, ((REPORT,), (OTHER, PERSON), (SERVICES_HOME, HOME)))


def _line(one: PriceEdition) -> Button:
    return Button(listed([one.name, price_of(one)], " "), OpenService(one.item_id))


def begin(_scene: Scene) -> Reply:
    """What is it about?"""
    return Open(FindService)


def list_services(scene: Scene, tap: ListServices) -> Screen:
    """A page of a shelf with its prices; raises Gone for a shelf that there is not."""
    shelf = next((one for one in Shelf if one.value == tap.shelf), None)
    if shelf is None:
        raise Gone
    found = bookable(scene.session, scene.project, _today(scene), shelf)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    asked = T("owner", "<b>{shelf}</b>: please choose a service.", shelf=SHELF[shelf])
    empty = T("owner", "<b>{shelf}</b>: please talk to us, a colleague is glad to help you.", shelf=SHELF[shelf])
    pages = turn(len(found), page, lambda to: ListServices(tap.shelf, to))
    shown = rows_of(map(_line, page_of(found, page)))
    return Screen(asked if found else empty, (*shown, pages, (PERSON,), (SERVICES_HOME, HOME)))


def open_service(scene: Scene, tap: OpenService) -> Screen:
    """The price card."""
    return service_card(scene, tap.item)


def service_card(scene: Scene, item_id: int) -> Screen:
    """What a service costs today and what belongs to it; a colleague helps where it rests. Raises Gone."""
    item, today = scene.session.get(PriceItem, item_id), _today(scene)
    if item is None or item.project_id != scene.project.id:
        raise Gone
    one = edition_on(scene.session, item_id, today)
    if one is None or item.rests_on(today):
        return Screen(_resting(scene, item, one), ((PERSON,), (SERVICES_HOME, HOME)))
    back = (Button(SHELF[item.shelf], ListServices(item.shelf.value, 0)), SERVICES_HOME)
    words = lines(price_sentence(scene, one), conditions(scene, one), _soon(scene, one))
    return Screen(lines(words, _who_orders(scene)), (*ways_on(scene, one), back, (HOME,)))


def ways_on(scene: Scene, one: PriceEdition) -> tuple[Row, ...]:
    """What an owner can do about a service that is offered: book it, or have a price named; who may not order asks those who may."""
    if not units_where_may(scene.session, scene.me, Right.ORDER):
        return ((PERSON,),)
    if one.price_fen is None:
        return ((OTHER,), (PERSON,))
    return ((Button(T("button", "Book it"), Begin("book_service", one.item_id)),), (OTHER, PERSON))


def _who_orders(scene: Scene) -> Words | None:
    """For who may only read the list: who of their company may order (DOMAIN 5.7)."""
    if units_where_may(scene.session, scene.me, Right.ORDER):
        return None
    return may_not_order([one.called for one in who_may_order(scene.session, scene.me)])


def _soon(scene: Scene, one: PriceEdition) -> Words | None:
    """The price that follows, where one is approved already."""
    ahead = to_come(scene.session, scene.project, _today(scene))
    new = next((other for other in ahead if other.item_id == one.item_id), None)
    if new is None:
        return None
    return T("label", "From {day} on: {price}", day=day_of(new.valid_from, scene.project.zone), price=price_of(new))


def _resting(scene: Scene, item: PriceItem, one: PriceEdition | None) -> Words:
    if one is None:
        return T(
            "owner", "Sorry, this service is being revised. Please talk to us, a colleague looks for a way. Thank you."
        )
    if item.suspended_until is None:
        return T(
            "owner",
            "Sorry, “{item}” rests for the time being. Please talk to us, a colleague looks for another way. Thank you.",
            item=one.name,
        )
    return T(
        "owner",
        "Sorry, “{item}” rests until {day}. Please choose a later day, or talk to us, a colleague looks for another way. Thank you.",
        item=one.name,
        day=day_of(item.suspended_until, scene.project.zone),
    )


def service_named(scene: Scene, text: str) -> Screen | None:
    """Words outside of any form that name a service, or wish for one of several, and neither a fault nor a place: those are a report."""
    said = read_sentence(text)
    reports = said.kind or said.symptom or said.where or said.spot or said.floor or tells_a_fault(text)
    if reports or load(scene, ReportRepair.name) is not None:
        return None
    sure, likely = find_service(scene.session, scene.project, text, _today(scene))
    if sure is None and not (likely and tells_a_wish(text)):
        return None
    found = service_card(scene, sure.item_id) if sure else _perhaps(likely)
    return Screen(found.words, ((REPORT,), *found.rows))


SERVICES = Part(
    places={Place.SERVICES: begin},
    taps={ListServices: list_services, OpenService: open_service},
    flows=(FindService,),
)
