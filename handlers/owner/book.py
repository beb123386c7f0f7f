"""Booking a service of the price list: what is needed, when, and a yes to the price (R059, R064, R075, DOMAIN 5.2)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.screens import conversation_of, read_back
from bot.forms.writing import Write
from bot.screens import Screen, draw
from bot.texts import T, Words, lines, render
from handlers.at_the_door import at_the_door
from handlers.booked_item import estimate_in, need_in, time_held
from handlers.owner.consent_words import consent_words
from handlers.price_read import is_anew, note_read, price_read, reread, sure_read
from handlers.price_words import list_called, price_of
from handlers.service_questions import Quantity
from handlers.service_times import FreeTime
from models.access.rights import Right, units_where_may
from models.catalogue import catalogue
from models.estate import Unit
from models.media.tables import MediaKind
from models.order_refusals import MayNotOrder, NotBookable
from models.orders import booking
from models.orders.consenting import Shown
from models.orders.limits import who_may_order
from models.prices.reading import day_of, edition_on, list_head
from models.prices.tables import PriceEdition, PriceItem
from models.refusals import Gone, Refusal

CHANGED = T(
    "owner",
    "Sorry, the price list has just changed. Your answers are kept; please read the price below once more. Thank you.",
)


def units_to_order(form: Form) -> Sequence[Unit]:
    """The units for which somebody may order."""
    return units_where_may(form.scene.session, form.scene.me, Right.ORDER)


def units(form: Form) -> list[Option]:
    """The same, to choose from."""
    return [Option(str(one.id), one.number) for one in units_to_order(form)]


def unit_of(form: Form) -> Unit:
    """The unit that was chosen; raises Gone where it is not theirs any more."""
    found = next((one for one in units_to_order(form) if str(one.id) == form["unit"]), None)
    if found is None:
        raise Gone
    return found


def check_may_order(form: Form) -> None:
    """Raise MayNotOrder with the names of those of the company who may."""
    if not units_to_order(form):
        raise MayNotOrder(names=[one.called for one in who_may_order(form.scene.session, form.scene.me)])


def spots(_form: Form) -> list[Option]:
    """The places of a unit."""
    return [Option(one.code, one.name) for one in catalogue().rooms.values()]


def edition_of(form: Form) -> PriceEdition:
    """The item's price of today, also while it rests; else the one that was read. Raises NotBookable."""
    scene = form.scene
    found = edition_on(scene.session, form.about, day_of(scene.project, scene.now))
    if found is None and (read := price_read(form)):
        found = scene.session.get(PriceEdition, read[0])
    if found is None:
        raise NotBookable
    return found


class BookService(Flow):
    """An item of the price list; the form is about the item, and its read-back is what is agreed to."""

    name = "book_service"
    title = T("button", "Book a service")
    takes_words = "words"
    send_label = T("button", "Agree and book")

    unit = Choose(ask=T("owner", "Which unit is it for, please?"), label=T("label", "Unit"), among=units)
    quantity = Quantity(
        ask=T("owner", "How much do you need? Please choose, or write the number. Thank you."),
        ask_area=T("owner", "How many square metres, please? Write the number, such as 120. Thank you."),
        label=T("label", "Quantity"),
        of=edition_of,
    )
    spot = Choose(ask=T("owner", "Where exactly, please?"), label=T("label", "Place"), among=spots, per_row=2)
    time = FreeTime(
        ask=T("owner", "When does it suit you? Please choose a time, or write it like “tomorrow 9:30”. Thank you."),
        label=T("label", "Time"),
        need=lambda form: need_in(form, edition_of(form)),
    )
    words = Write(
        ask=T("owner", "Is there anything that we should know? Words and pictures are welcome. Thank you."),
        label=T("label", "In your words"),
        at_most=500,
        optional=True,
        skip=T("button", "Nothing to add, next"),
    )
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT}),
        unasked=lambda _form: True,
        optional=True,
    )
    door = at_the_door(when=lambda _form: True)

    @classmethod
    def check(cls, form: Form) -> None:
        """Raise Gone, NotBookable or MayNotOrder."""
        scene = form.scene
        item = scene.session.get(PriceItem, form.about)
        if item is None or item.project_id != scene.project.id:
            raise Gone
        check_may_order(form)
        if edition_of(form).price_fen is None or item.rests_on(day_of(scene.project, scene.now)):
            raise NotBookable

    @classmethod
    def opening(cls, form: Form) -> Words:
        """Which service, and its price."""
        one = edition_of(form)
        named = T("label", "<b>{item}</b>, {price}", item=one.name, price=price_of(one))
        return lines(CHANGED if is_anew(form) else None, named)

    @classmethod
    def footnote(cls, form: Form) -> Words:
        """The price that is agreed to; which one it was is noted with it."""
        one = edition_of(form)
        found = estimate_in(form, one)
        note_read(form, one, found)
        return consent_words(form, one, found, unit_of(form))

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """Another price than the one that was read is read before anybody agrees to it (R064)."""
        return reread(form, refusal)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """One deed: the number comes as a message of its own (R075)."""
        scene = form.scene
        booking.book(
            scene.session,
            project=scene.project,
            by=scene.me,
            unit=unit_of(form),
            wanted=_wanted(form, *sure_read(form)),
            shown=_shown(form),
            now=scene.now,
        )
        return Screen(T("owner", "Thank you, your booking has been sent. The number follows at once."))


def _wanted(form: Form, edition_id: int, fen: int) -> booking.Wanted:
    return booking.Wanted(
        edition=form.scene.session.get_one(PriceEdition, edition_id),
        quantity=form["quantity"],
        expected_fen=fen,
        hold_id=time_held(form).id,
        spot=form["spot"],
        words=form.get("words") or "",
        media=[one.id for one in form.media("photos")],
        door=form.get("door"),
    )


def _shown(form: Form) -> Shown:
    """What was before the customer: the read-back as it was drawn for them."""
    scene = form.scene
    label = render(list_called(list_head(scene.session, scene.project)), scene.reader, escape=False)
    message = conversation_of(scene).live_message
    return Shown(draw(read_back(form), scene.reader).text, scene.reader.language, label, message)
