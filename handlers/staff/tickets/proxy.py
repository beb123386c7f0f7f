"""A colleague enters a matter for an owner, or what he has seen himself, in under a minute (R020, R021, R024, R035)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, listed
from handlers.owner.report import (
    INSIDE,
    PUBLIC,
    ReportRepair,
    can_be_planned,
    filled_in,
    in_danger,
    symptoms,
)
from handlers.register_words import Telephone, role_called
from handlers.taps import Begin, Go, Place
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import BY_TELEPHONE, reporter_reads
from handlers.wish_question import wish
from handlers.words import CHANNEL, masked
from models.entering import contacts_of, find_units, somebody, unit_numbered
from models.estate import Unit
from models.people import CUSTOMER_SERVICE, MAY_NOT_ENTER, Contact, Person, Role
from models.refusals import Gone, NotYours
from models.tickets.parts import parts_of
from models.tickets.reporting import report
from models.tickets.tables import SPOKEN, Channel, Ticket

SOMEBODY_ELSE, MYSELF = "else", "me"
KNOW_TELEPHONES = CUSTOMER_SERVICE | {
    Role.MANAGER,
    Role.CONTROL_ROOM,
}  # others see as much as confirms the number (R203)
# How a matter usually comes to whom; everybody else is told it in passing.
USUALLY = {Role.CS_DESK: Channel.PHONE, Role.CONTROL_ROOM: Channel.PHONE}


def enter_for_an_owner(scene: Scene) -> Reply:
    """Begin to enter; finance has no part in it (DOMAIN 5.7)."""
    return Open(ProxyReport)


class Find(Choose):
    """A unit's number, or a piece of a name or telephone; what stands behind a number are the owner's words already."""

    def pick(self, form: Form, key: str) -> str:
        """No unit, by button."""
        super().pick(form, key)
        return key

    def write(self, form: Form, text: str) -> str:
        """Something that fits, or is like something that does; raises NotAnAnswer."""
        scene, typed = form.scene, " ".join(text.split())
        number, _, words = typed.partition(" ")
        if words and unit_numbered(scene.session, scene.project, number):
            form.keep("words", words)
            return number
        if typed and find_units(scene.session, scene.project, typed).units:
            return typed
        try:
            return str(super().write(form, text))
        except NotAnAnswer:
            sorry = T("staff", "Nothing fits “{text}”. Please type another number, name or telephone.", text=typed)
            raise NotAnAnswer(sorry, stray=False) from None

    def still_good(self, form: Form, value: str) -> bool:
        """What was typed stays as it was typed."""
        return True


def _no_unit(form: Form) -> list[Option]:
    return [Option(PUBLIC, T("button", "Public area"))]


def _has_unit(form: Form) -> bool:
    return bool(form.get("find") != PUBLIC)


def found_units(form: Form) -> list[Option]:
    """What was typed may mean these."""
    units = find_units(form.scene.session, form.scene.project, form["find"]).units
    return [Option(str(unit.id), listed([unit.number, unit.occupier_name or unit.owner_name], " ")) for unit in units]


def which_unit(form: Form) -> Words:
    """Whether several fit, or none does."""
    if find_units(form.scene.session, form.scene.project, form["find"]).sure:
        return T("staff", "Several fit. Which unit?")
    return T("staff", "There is no unit {number}. Is it one of these?", number=form["find"])


def unit_chosen(form: Form) -> Unit | None:
    """The unit; None for a public area."""
    return form.scene.session.get(Unit, int(form["unit"])) if form.get("unit") else None


def _people(form: Form) -> list[Option]:
    """Who speaks for the unit; in a public area perhaps the one who fills it in."""
    unit = unit_chosen(form)
    known = contacts_of(form.scene.session, unit) if unit else ()
    myself = [] if unit else [Option(MYSELF, T("button", "I have seen it myself"))]
    other = Option(SOMEBODY_ELSE, T("button", "Somebody else"))
    return [*(Option(str(one.person_id), contact_called(one)) for one in known), *myself, other]


def contact_called(one: Contact) -> Words:
    """Name and role."""
    return listed([one.person.called, role_called(one.role)], " ")


def _is_new(form: Form) -> bool:
    return bool(form.get("contact") == SOMEBODY_ELSE)


def channels(form: Form) -> list[Option]:
    """The seven sources of the handbook, the usual one first (R020)."""
    if form.get("contact") == MYSELF:
        return [Option(Channel.COLLECTED, CHANNEL[Channel.COLLECTED])]
    usual = USUALLY.get(form.scene.staff.role, Channel.ORAL)
    every = [one for one in Channel if one != Channel.BOT]
    return [Option(one, CHANNEL[one]) for one in sorted(every, key=lambda one: one != usual)]


def _areas(form: Form) -> list[Option]:
    """As the owner is asked, in the words of a colleague."""
    public = Option(PUBLIC, T("button", "Public area"))
    return [Option(INSIDE, T("button", "In the owner's unit")), public] if unit_chosen(form) else [public]


class ProxyReport(ReportRepair):
    """The owner's own questions, and before them whose matter it is."""

    name = "proxy"
    title = T("button", "Enter for an owner")
    asks_first = ("find", "unit", "contact", "name_typed", "phone_typed")
    send_label = T("button", "Confirm and send")

    find = Find(
        ask=T(
            "staff",
            "For whom? Type the unit number, or a piece of a name or telephone. "
            "What is wrong may stand behind the number: 0301 the tap drips.",
        ),
        label=T("staff", "Unit or person"),
        among=_no_unit,
        ask_even_one=True,
        silent=True,
    )
    where = Choose(
        ask=T("staff", "Inside the owner's unit or in a public area?"), label=T("label", "Area"), among=_areas
    )
    symptom = Choose(ask=T("staff", "What do they notice?"), label=T("label", "What"), among=symptoms)
    words = Write(
        ask=T("staff", "In a sentence or two, please, so that the right tools come. Pictures and voice notes too."),
        label=T("label", "In your words"),
        at_most=500,
        optional=True,
        skip=T("button", "Nothing to add, next"),
    )
    slot = wish(T("staff", "When does it suit the owner? Choose, or write it like “tomorrow 9:30”."), can_be_planned)
    unit = Choose(ask=which_unit, label=T("label", "Unit"), among=found_units, when=_has_unit, per_row=1)
    contact = Choose(
        ask=T("staff", "Who reports it?"),
        label=T("staff", "Contact"),
        among=_people,
        ask_even_one=True,
        per_row=1,
        silent=True,
    )
    name_typed = Write(
        ask=T("staff", "The name, please, with Mr or Ms as they like to be called."),
        label=T("staff", "Name"),
        at_most=40,
        when=_is_new,
    )
    phone_typed = Telephone(ask=T("staff", "And the telephone number?"), label=T("staff", "Telephone"), when=_is_new)
    channel = Choose(ask=T("staff", "How did it come in?"), label=T("staff", "Channel"), among=channels, per_row=2)

    @classmethod
    def check(cls, form: Form) -> None:
        """Everybody of the office but finance."""
        if form.scene.staff.role in MAY_NOT_ENTER:
            raise NotYours

    @classmethod
    def units(cls, form: Form) -> Sequence[Unit]:
        """The one that was found."""
        return [unit] if (unit := unit_chosen(form)) else []

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Where there is danger, what to tell the caller."""
        if not in_danger(form):
            return None
        phone = form.scene.project.control_room_phone
        return T("staff", "<b>Danger</b>: tell them to keep away, call {phone}, and send this at once.", phone=phone)

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """The way to a service instead of a report; the owner's own alarm button is not here: sending this raises the alarm."""
        if form.get("find"):
            return ()
        return ((Button(T("button", "Order a service for an owner"), Begin("proxy_service", 0)),),)

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Name and telephone, to be repeated to the caller (R035, R043)."""
        if _is_new(form):
            return None
        person = reporter_of(form)
        phone = person.phone if form.scene.staff.role in KNOW_TELEPHONES else masked(person.phone)
        return T("label", "Contact: {name}, telephone {phone}", name=person.called, phone=phone)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the owner gets the receipt as if it were his own report."""
        scene, person = form.scene, reporter_of(form)
        ticket = report(
            scene.session,
            project=scene.project,
            by=person,
            channel=Channel(form["channel"]),
            entered_by=scene.staff,
            now=scene.now,
            **filled_in(form),
        )
        return _entered(scene, ticket, person)


def reporter_of(form: Form) -> Person:
    """Whose matter it is; raises Gone for who is not of this office."""
    scene = form.scene
    if form["contact"] == MYSELF:
        return scene.me
    if _is_new(form):
        return somebody(scene.session, scene.project, form["name_typed"], form["phone_typed"])
    person = scene.session.get(Person, int(form["contact"]))
    if person is None or person.project_id != scene.project.id:
        raise Gone
    return person


def _entered(scene: Scene, ticket: Ticket, person: Person) -> Screen:
    """The number to tell the caller, and what comes next."""
    what = _number_to_tell(scene, ticket, person)
    if parts_of(scene.session, scene.me, ticket, scene.now):
        return staff_card(scene, ticket.id).headed(what)
    words = T("staff", "The desk has it and sees to it.")
    again = Button(T("button", "Enter another one"), Begin(ProxyReport.name, 0))
    return Screen(listed([what, words], " "), ((again,), (Button(T("button", "Home"), Go(Place.HOME)),)))


def _number_to_tell(scene: Scene, ticket: Ticket, person: Person) -> Words:
    """What has become of it, and whether the owner reads that too."""
    if person.id not in (ticket.reporter_id, scene.me.id):
        return T("staff", "Known already: {name} has joined <b>{number}</b>.", name=person.called, number=ticket.number)
    if ticket.reporter_id == ticket.entered_by_id:
        return T("staff", "Entered as <b>{number}</b>.", number=ticket.number)
    if reporter_reads(scene, ticket):
        return T("staff", "Entered as <b>{number}</b>; the owner has the receipt.", number=ticket.number)
    entered = T("staff", "Entered as <b>{number}</b>.", number=ticket.number)
    tell = [T("staff", "Please tell them the number now.")] if ticket.channel in SPOKEN else []
    return listed([entered, *tell, BY_TELEPHONE], " ")
