"""The owner's first screen, the list of tickets, and what is written outside of any form."""

from bot.forms.arrivals import said_outside
from bot.forms.buttons import tapped
from bot.forms.courtesies import is_courtesy
from bot.forms.screens import FormTap
from bot.forms.typed_buttons import typed_on
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, listed
from handlers.complaint_taps import OpenComplaint
from handlers.knowledge_taps import OpenEnquiry
from handlers.order_taps import OpenOrder
from handlers.owner import announcements, incidents, talks
from handlers.owner.belonging import belongs, open_ones
from handlers.owner.complaint_card import line_of
from handlers.owner.danger import told_of_danger
from handlers.owner.numbers import numbered
from handlers.owner.one_sentence import form_for
from handlers.owner.own_alarm import EMERGENCY, own_alarm, shown_alarm, told_alarm, ways_back
from handlers.owner.questions import answered_at_once
from handlers.owner.services import service_named
from handlers.owner.visit import ChooseByCode, code_in
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.words import owner_state, short_where
from models.complaints.parts import complaints_of
from models.enquiries.lifecycle import State
from models.enquiries.reading import asked_by
from models.enquiries.tables import Enquiry
from models.media.actions import Sent
from models.orders.limits import to_approve
from models.orders.tables import Order
from models.talks.queries import talk_of
from models.tickets.queries import reported_by
from models.tickets.tables import Ticket

MOST = 10  # complaints on the list
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
        *incidents.current(scene),
        (EMERGENCY,),
        (Button(T("button", "Report a repair"), Begin("report", 0)),),
        (
            Button(T("button", "Paid services"), Go(Place.SERVICES)),
            Button(T("button", "Fees and bills"), Go(Place.FEES)),
        ),
        (Button(T("button", "Complaints and suggestions"), Begin("tell_us", 0)),),
        (Button(T("button", "My tickets"), Go(Place.MINE)), Button(T("button", "Talk to a person"), Go(Place.PERSON))),
        (announcements.menu_button(scene), Button(T("button", "Manager's mailbox"), Go(Place.MAILBOX))),
        (
            Button(T("button", "Common questions"), Go(Place.QUESTIONS)),
            Button(T("button", "Lost and found"), Go(Place.FOUND)),
        ),
        (Button(T("button", "My data"), Go(Place.MY_DATA)), Button(T("button", "中文 / English"), Go(Place.LANGUAGE))),
    )
    return Screen(words, (*ways_back(scene), *menu))


def mine(scene: Scene) -> Screen:
    """What the owner has brought, open ones first."""
    buttons = [
        *(Button(_to_approve(one), OpenOrder(one.id)) for one in to_approve(scene.session, scene.me)),
        *(Button(_question(one), OpenEnquiry(one.id)) for one in asked_by(scene.session, scene.me)),
        *(Button(_line(one), OpenTicket(one.id)) for one in reported_by(scene.session, scene.me)),
        *(Button(line_of(one), OpenComplaint(one.id)) for one in complaints_of(scene.session, scene.me)[:MOST]),
    ]
    words = (
        T("owner", "Your tickets. Please choose one to see more.")
        if buttons
        else T("owner", "You have no tickets yet. We are glad to help you at any time.")
    )
    return Screen(words, (*rows_of(buttons), (Button(T("button", "Home"), Go(Place.HOME)),)))


def _line(ticket: Ticket) -> Words:
    return listed([short_where(ticket), ticket.symptom.owner_name, owner_state(ticket)], " ")


def _to_approve(one: Order) -> Words:
    return listed([T("button", "Please approve"), one.ticket.number, one.ticket.symptom.owner_name], " ")


def _question(one: Enquiry) -> Words:
    answered = one.state == State.ANSWERED
    stands = T("label", "answered, please read") if answered else T("label", "being looked into")
    return listed([T("label", "Question"), one.number, stands], " ")


def free_text(scene: Scene, text: str) -> Reply:
    """Words outside of any form: a reminder card's code has its own (R070), a button that is typed does what it does.

    While the own alarm lasts, all words go to it (R098); while somebody talks to a colleague, into the conversation (R045). A
    ticket's number opens its card. Where tickets are open, other words most probably belong to one; where none is, they open the
    form that they are for, filled in as far as they say it.
    """
    talk, alarm = talk_of(scene.session, scene.me), own_alarm(scene)
    if talk is not None and alarm is None:
        return talks.said(scene, talk, text)
    if (code := code_in(text)) is not None:
        return Open(ChooseByCode, code)
    if (button := typed_on(scene, home(scene), text)) is not None:
        return _pressed(scene, button)
    if (told := told_alarm(scene, text)) is not None:
        return told
    if (ticket := numbered(scene, text)) is not None:
        return ticket
    if is_courtesy(text):
        return home(scene).headed(HERE)
    if open_ones(scene):
        return belongs(scene, text)
    at_once = answered_at_once(scene, text) or service_named(scene, text)
    return at_once or said_outside(scene, form_for(scene, text), text)


def _pressed(scene: Scene, button: Button) -> Reply:
    if isinstance(button.tap, FormTap):
        return tapped(scene, button.tap)
    return scene.routes.taps[type(button.tap)](scene, button.tap)


def free_media(scene: Scene, sent: Sent) -> Reply:
    """A picture outside of any form: it goes to the own alarm, the conversation or an open ticket, or is to be reported."""
    if (shown := shown_alarm(scene, sent)) is not None:
        return shown
    if (talk := talk_of(scene.session, scene.me)) is not None:
        return talks.sent(scene, talk, sent)
    return belongs(scene) if open_ones(scene) else form_for(scene, sent.caption)


def free_number(scene: Scene, sent: Sent) -> Reply | None:
    """A contact's telephone number outside of any form: to those who come, to the colleague one talks to, or to words of danger."""
    if (told := told_alarm(scene, sent.phone)) is not None:
        return told
    talk = talk_of(scene.session, scene.me) if scene.admitted else None
    if talk is not None:
        return talks.said(scene, talk, sent.phone)
    return told_of_danger(scene, sent.phone)
