"""A service ordered by telephone: what, how much, when, the price read out and the yes to it heard (R064, R065, R073, R078)."""

from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Money, T, Words, lines, listed, render
from handlers.booked_item import estimate_in, need_in, time_held
from handlers.owner.consent_words import estimated
from handlers.price_read import is_anew, note_read, reread, sure_read
from handlers.price_words import MATERIAL, list_called, price_of
from handlers.service_questions import Quantity
from handlers.service_times import FreeTime
from handlers.staff.tickets.item_question import ItemOfList, edition_chosen
from handlers.staff.tickets.proxy import Find, channels, contact_called, found_units, which_unit
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import BY_TELEPHONE, reporter_reads
from models.access.rights import Right, contacts_for
from models.estate import Unit
from models.orders import booking
from models.orders.consenting import Shown
from models.orders.tables import Order
from models.people import Person
from models.prices.reading import list_head
from models.prices.tables import PriceEdition
from models.refusals import Gone, NotYours, Refusal
from models.tickets.parts import parts_of
from models.tickets.tables import Channel

CHANGED = T("staff", "<b>The price has changed meanwhile. Please read it out once more, and ask again.</b>")


def _unit(form: Form) -> Unit:
    unit = form.scene.session.get(Unit, int(form["unit"]))
    if unit is None or unit.project_id != form.scene.project.id:
        raise Gone
    return unit


def _may_order(form: Form) -> list[Option]:
    """Who of the unit may order; nobody else's word is a consent (DOMAIN 5.7)."""
    able = contacts_for(form.scene.session, _unit(form), Right.ORDER)
    return [Option(str(one.person_id), contact_called(one)) for one in able]


def _one(form: Form) -> PriceEdition | None:
    return edition_chosen(form, form.get("item"))


def _sure(form: Form) -> PriceEdition:
    one = _one(form)
    if one is None:
        raise Gone
    return one


def _by_list(form: Form) -> bool:
    """Whether the list says what it costs."""
    one = _one(form)
    return one is not None and one.price_fen is not None


class ProxyService(Flow):
    """Ten taps or words on the telephone; what is not on the list is priced afterwards."""

    name = "proxy_service"
    title = T("button", "Order a service for an owner")
    send_label = T("button", "Price read out, the owner agrees")

    find = Find(
        ask=T("staff", "For whom? Type the unit number, or a piece of a name or telephone."),
        label=T("staff", "Unit or person"),
        among=lambda _form: (),
        ask_even_one=True,
        silent=True,
    )
    unit = Choose(ask=which_unit, label=T("label", "Unit"), among=found_units, per_row=1)
    contact = Choose(
        ask=T("staff", "Who orders it? Only these may order for the unit."),
        label=T("staff", "Contact"),
        among=_may_order,
        ask_even_one=True,
        per_row=1,
    )
    item = ItemOfList(
        ask=T("staff", "Which service? Type a word of it or its code, or choose."), label=T("staff", "Service")
    )
    quantity = Quantity(
        ask=T("staff", "How much? Choose, or type it."), label=T("label", "Quantity"), of=_sure, when=_by_list
    )
    time = FreeTime(
        ask=T("staff", "When does it suit the owner? Choose, or write it like “tomorrow 9:30”."),
        label=T("label", "Time"),
        need=lambda form: need_in(form, _sure(form)),
        when=_by_list,
    )
    words = Write(
        ask=T("staff", "What do they need, in their words?"),
        label=T("label", "In your words"),
        at_most=500,
        when=lambda form: not _by_list(form),
    )
    channel = Choose(ask=T("staff", "How did it come in?"), label=T("staff", "Channel"), among=channels, per_row=2)

    @classmethod
    def check(cls, form: Form) -> None:
        """Everybody of the office but finance."""
        if form.scene.staff.role not in booking.ENTERS:
            raise NotYours

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What is read out before the yes is heard."""
        if not _by_list(form):
            return T("staff", "Not on the list: the owner hears the price later, and nothing is done before the yes.")
        note_read(form, _sure(form), estimate_in(form, _sure(form)))
        return lines(
            "", CHANGED if is_anew(form) else None, T("staff", "<b>Please read this out:</b>"), _read_out(form)
        )

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """Another price than the one that was read out is read out before a yes to it is kept (R064)."""
        return reread(form, refusal)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The order with the consent that was heard; the number to be told."""
        scene = form.scene
        person = scene.session.get(Person, int(form["contact"]))
        if person is None or person.project_id != scene.project.id:
            raise Gone
        facts: dict[str, Any] = {"project": scene.project, "by": person, "unit": _unit(form), "now": scene.now}
        facts |= {"channel": Channel(form["channel"]), "entered_by": scene.staff}
        order = (
            _booked(form, facts) if _by_list(form) else booking.ask_for(scene.session, words=_in_words(form), **facts)
        )
        return _entered(form, order)


def _in_words(form: Form) -> str:
    """What is to be priced: an item that is done by quotation, and the owner's words."""
    one = _one(form)
    name = render(one.name, form.scene.reader, escape=False) if one else ""
    return "：".join(part for part in (name, form["words"]) if part)


def _booked(form: Form, facts: dict[str, Any]) -> Order:
    scene = form.scene
    edition_id, fen = sure_read(form)
    wanted = booking.Wanted(
        edition=scene.session.get_one(PriceEdition, edition_id),
        quantity=form["quantity"],
        expected_fen=fen,
        hold_id=time_held(form).id,
    )
    text, label = (render(one, scene.reader, escape=False) for one in (_read_out(form), _list(form)))
    return booking.book(scene.session, wanted=wanted, shown=Shown(text, scene.reader.language, label), **facts)


def _list(form: Form) -> Words:
    return list_called(list_head(form.scene.session, form.scene.project))


def _read_out(form: Form) -> Words:
    """The price as it is read to the customer, line by line."""
    one, found = _sure(form), estimate_in(form, _sure(form))
    guarantee = T("label", "Guaranteed for {days} days", days=one.guarantee_days) if one.guarantee_days else None
    material = T("label", "Material: {material}", material=MATERIAL[one.material])
    return lines(
        listed([one.name, price_of(one)], ", "),
        *estimated(one, found),
        T("label", "Together: {amount}", amount=Money(found.total_fen)),
        material,
        guarantee,
        T("label", "Price list {list}", list=_list(form)),
    )


def _entered(form: Form, order: Order) -> Screen:
    """The number to tell the caller."""
    scene, ticket = form.scene, order.ticket
    words: Words = T("staff", "Entered as <b>{number}</b>. Please tell them the number now.", number=ticket.number)
    if not reporter_reads(scene, ticket):
        words = listed([words, BY_TELEPHONE], " ")
    if parts_of(scene.session, scene.me, ticket, scene.now):
        return staff_card(scene, ticket.id).headed(words)
    return Screen(words)


FLOWS: tuple[type[Flow], ...] = (ProxyService,)
