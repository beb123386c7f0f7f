"""The owner's first screen, the list of tickets, and what is written outside of any form."""

from bot.forms.arrivals import said_outside
from bot.forms.buttons import tapped
from bot.forms.courtesies import is_courtesy
from bot.forms.screens import FormTap
from bot.forms.typed_buttons import typed_on
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, listed
from handlers.owner import talks
from handlers.owner.belonging import belongs, open_ones
from handlers.owner.danger import EMERGENCY
from handlers.owner.report import ReportRepair
from handlers.owner.visit import ChooseByCode, code_in
from handlers.start import going_on
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.words import owner_state, short_where
from models.media.actions import Sent
from models.talks.queries import talk_of
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
        (Button(T("button", "中文 / English"), Go(Place.LANGUAGE)),),
    )
    return Screen(words, (*rows_of(going_on(scene)), *menu))


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


def free_text(scene: Scene, text: str) -> Reply:
    """Words outside of any form: a reminder card's code has its own (R070), a button that is typed does what it does.

    While somebody talks to a colleague, all of it goes into the conversation (R045). Where tickets are open, other words most
    probably belong to one; where none is, something is to be reported.
    """
    if (talk := talk_of(scene.session, scene.me)) is not None:
        return talks.said(scene, talk, text)
    if (code := code_in(text)) is not None:
        return Open(ChooseByCode, code)
    if (button := typed_on(scene, home(scene), text)) is not None:
        return _pressed(scene, button)
    if is_courtesy(text):
        return home(scene).headed(HERE)
    return belongs(scene, text) if open_ones(scene) else said_outside(scene, Open(ReportRepair), text)


def _pressed(scene: Scene, button: Button) -> Reply:
    if isinstance(button.tap, FormTap):
        return tapped(scene, button.tap)
    return scene.routes.taps[type(button.tap)](scene, button.tap)


def free_media(scene: Scene, sent: Sent) -> Reply:
    """A picture outside of any form: it belongs to the conversation or an open ticket, or else something is to be reported."""
    if (talk := talk_of(scene.session, scene.me)) is not None:
        return talks.sent(scene, talk, sent)
    return belongs(scene) if open_ones(scene) else Open(ReportRepair)
