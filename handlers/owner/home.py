"""The owner's first screen, the list of tickets, and a person to talk to."""

from bot.forms.arrivals import said_outside
from bot.forms.buttons import tapped
from bot.forms.courtesies import is_courtesy
from bot.forms.screens import FormTap
from bot.forms.typed_buttons import typed_on
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.owner import announcements
from handlers.owner.belonging import belongs, open_ones
from handlers.owner.own_alarm import EMERGENCY, shown_alarm, told_alarm, ways_back
from handlers.owner.report import ReportRepair
from handlers.owner.visit import ChooseByCode, code_in
from handlers.start import going_on
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.words import owner_state, short_where
from models.calls.asking import ask_for_a_person
from models.media.actions import Sent
from models.tickets.queries import reported_by
from models.tickets.tables import Ticket

HERE = T(
    "owner",
    "Hello, we are here for you. Please tell us in a sentence what it is about, or choose below. Thank you.",
)


def home(scene: Scene) -> Screen:
    """The menu, and the emergency telephone always in sight."""
    words = T(
        "owner",
        "Hello {name}, this is the customer service of {building}. How may we help you? Please choose below. "
        "In an emergency please call {phone}, day and night.",
        name=scene.me.called,
        building=scene.project.name,
        phone=scene.project.control_room_phone,
    )
    menu = (
        (EMERGENCY,),
        (Button(T("button", "Report a repair"), Begin("report", 0)),),
        (Button(T("button", "My tickets"), Go(Place.MINE)), Button(T("button", "Talk to a person"), Go(Place.PERSON))),
        (Button(T("button", "Lost and found"), Go(Place.FOUND)), Button(T("button", "My data"), Go(Place.MY_DATA))),
        (announcements.menu_button(scene), Button(T("button", "Manager's mailbox"), Go(Place.MAILBOX))),
        (Button(T("button", "中文 / English"), Go(Place.LANGUAGE)),),
    )
    return Screen(words, (*ways_back(scene), *menu))


def mine(scene: Scene) -> Screen:
    """What the owner has brought, open ones first."""
    tickets = reported_by(scene.session, scene.me)
    words = (
        T("owner", "Your tickets. Please choose one to see more.")
        if tickets
        else T("owner", "You have no tickets yet. We are glad to help you at any time.")
    )
    buttons = [Button(_line(ticket), OpenTicket(ticket.id)) for ticket in tickets]
    return Screen(words, (*rows_of(buttons), (Button(T("button", "Home"), Go(Place.HOME)),)))


def _line(ticket: Ticket) -> Words:
    return listed([short_where(ticket), ticket.symptom.owner_name, owner_state(ticket)], " ")


def talk_to_a_person(scene: Scene) -> Screen:
    """Put the owner on the desk's list, say who calls and until when, and give the telephone numbers (R045)."""
    if not scene.admitted:
        return scene.routes.stranger(scene)
    asked = ask_for_a_person(scene.session, scene.project, scene.me, scene.now)
    who = asked.by.person.name if asked.by else scene.project.name
    words = lines(
        T(
            "owner",
            "Please wait a moment: {name} of customer service will call you before {time}. Thank you for your patience.",
            name=who,
            time=asked.until,
        ),
        T(
            "owner",
            "You are also welcome to call us: service desk {desk}, control room {room}, day and night.",
            desk=scene.project.desk_phone,
            room=scene.project.control_room_phone,
        ),
    )
    return Screen(words, (*rows_of(going_on(scene)), (Button(T("button", "Home"), Go(Place.HOME)),)))


def free_text(scene: Scene, text: str) -> Reply:
    """Words outside of any form: a reminder card's code has its own (R070), a button that is typed does what it does.

    While the own alarm lasts, all other words go to it (R098). Where tickets are open, they most probably belong to one;
    where none is, something is to be reported.
    """
    if (code := code_in(text)) is not None:
        return Open(ChooseByCode, code)
    if (button := typed_on(scene, home(scene), text)) is not None:
        return _pressed(scene, button)
    if (told := told_alarm(scene, text)) is not None:
        return told
    if is_courtesy(text):
        return home(scene).headed(HERE)
    return belongs(scene, text) if open_ones(scene) else said_outside(scene, Open(ReportRepair), text)


def _pressed(scene: Scene, button: Button) -> Reply:
    if isinstance(button.tap, FormTap):
        return tapped(scene, button.tap)
    return scene.routes.taps[type(button.tap)](scene, button.tap)


def free_media(scene: Scene, sent: Sent) -> Reply:
    """A picture outside of any form: it goes to the own alarm, or belongs to an open ticket, or something is to be reported."""
    if (shown := shown_alarm(scene, sent)) is not None:
        return shown
    return belongs(scene) if open_ones(scene) else Open(ReportRepair)
