"""Help in danger: the telephone first, six buttons, the alarm by one tap, then what to do and where it is (R098, R100, DOMAIN 5.2)."""

import re
from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import NotAnAnswer
from bot.forms.screens import conversation_of
from bot.forms.writing import Write
from bot.scene import Open, Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.owner.emergency_places import (
    ELSEWHERE,
    Elsewhere,
    Floor,
    Spot,
    by_caller,
    likely_places,
    needs_floor,
    ticket_of,
    units_of_caller,
)
from handlers.owner.first_instructions import call_at_once, first_instructions
from handlers.taps import AskWithdraw, Go, OpenTicket, Place, RaiseAlarm, TellMore
from handlers.ticket.alarm_words import known_event, taken_by
from models.access.guests import guest_at
from models.catalogue import catalogue
from models.media.tables import Media, MediaKind
from models.people import Person
from models.refusals import Gone
from models.tickets.emergency import raise_emergency, tell_phone, tell_picture, tell_words
from models.tickets.lifecycle import MOVES
from models.tickets.tables import Ticket

PHONE = re.compile(r"\+?\d{5,15}")
AMONG_WORDS = re.compile(r"(?<![\d+])\+?\d{7,15}(?!\d)")


def raise_alarm(scene: Scene, tap: RaiseAlarm) -> Open:
    """One tap: the alarm is out, and only then come the questions."""
    return alarmed_by(scene, tap.symptom)


def caller(scene: Scene) -> Person:
    """Whoever writes; somebody unknown becomes a guest, who can be told how far help has come."""
    if scene.person is None:
        chat, language = conversation_of(scene), scene.reader.language
        scene.person = guest_at(scene.session, scene.project, chat.chat_id, language=language)
    return scene.person


def alarmed_by(scene: Scene, symptom: str, **facts: Any) -> Open:
    """Raise the alarm for whoever this is."""
    ticket = raise_emergency(
        scene.session, project=scene.project, by=caller(scene), symptom_code=symptom, now=scene.now, **facts
    )
    return Open(EmergencyDetails, ticket.id)


def tell_more(scene: Scene, tap: TellMore) -> Open:
    """Go on with what there is to say."""
    return Open(EmergencyDetails, tap.ticket)


def number_in(text: str) -> str:
    """The telephone number that stands among words, or is all that was written; empty for none."""
    digits = re.sub(r"(?<=\d)[\s()-]+(?=\d)|[()]", "", text).strip()
    found = AMONG_WORDS.search(digits)
    return digits if PHONE.fullmatch(digits) else found.group() if found else ""


class Telephone(Write):
    """The number under which the caller is reached; passed on at once, and so is what else was written with it."""

    def write(self, form: Form, text: str) -> Any:
        """The digits, however they are grouped."""
        phone = number_in(text)
        if any(one.isalpha() for one in text):
            tell_words(form.scene.session, form.about, words=text.strip()[:500], **by_caller(form))
        if not phone:
            sorry = T("owner", "Sorry, please send the number in digits, for example 13800000000. Thank you.")
            raise NotAnAnswer(sorry, stray=False)
        tell_phone(form.scene.session, form.about, phone=phone, **by_caller(form))
        return phone


class More(Write):
    """Anything else; passed on at once."""

    def write(self, form: Form, text: str) -> Any:
        """The words as they are."""
        words = super().write(form, text)
        tell_words(form.scene.session, form.about, words=words, **by_caller(form))
        return words


class Shown(Photos):
    """Pictures and voice notes; passed on at once."""

    def taken(self, form: Form, media: Media) -> None:
        """Each by itself, and with it the words under it, where no question takes them for its answer."""
        tell_picture(form.scene.session, form.about, media=media.id, **by_caller(form))
        if media.caption.strip() and not isinstance(form.flow.questions.get(form.asked() or ""), Write):
            tell_words(form.scene.session, form.about, words=media.caption.strip(), **by_caller(form))


class EmergencyDetails(Flow):
    """What follows an alarm: every answer is passed on at once, and none is needed for help to come."""

    name = "emergency"
    title = T("button", "Emergency help")
    reads_back = False
    for_all = True
    cancel_label = T("button", "Nothing more for now")

    phone = Telephone(
        ask=T("owner", "Please send us a telephone number under which we reach you."),
        label=T("label", "Telephone"),
        optional=True,
        skip=T("button", "Go on without"),
        when=lambda form: "phone" in form or not form.scene.me.phone,
    )
    where = Spot(
        ask=T("owner", "Where exactly is it, please? Press a place, or write it."),
        label=T("label", "Place"),
        among=likely_places,
        per_row=2,
        optional=True,
        skip=T("button", "Skip this question"),
        when=lambda form: "where" in form or not ticket_of(form).spot,
    )
    floor = Floor(
        ask=T("owner", "On which floor, please?"),
        label=T("label", "Floor"),
        own=units_of_caller,
        when=lambda form: needs_floor(form.get("where")),
    )
    elsewhere = Elsewhere(
        ask=T("owner", "Please write where it is, for example “roof garden, by the lift”."),
        label=T("label", "Other place"),
        optional=True,
        skip=T("button", "Skip this question"),
        when=lambda form: form.get("where") == ELSEWHERE,
    )
    shown = Shown(
        ask=T("owner", "Please send pictures or voice notes if you can do so safely."),
        label=T("label", "Enclosed"),
        at_most=10,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        unasked=lambda _form: True,
        optional=True,
    )
    words = More(
        ask=lambda form: _what_else(ticket_of(form)),
        label=T("label", "In your words"),
        optional=True,
        skip=T("button", "Nothing more"),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only about the caller's own alarm, while it lasts."""
        ticket_of(form)

    @classmethod
    def in_danger(cls, form: Form) -> bool:
        """It is the alarm's own form, as long as the alarm lasts."""
        try:
            ticket_of(form)
        except Gone:
            return False
        return True

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """How far help is, and what to do meanwhile."""
        ticket = ticket_of(form)
        told = how_far(form.scene, ticket)
        return lines(call_at_once(form.scene), told, first_instructions(form.scene, ticket.symptom_code), "")

    @classmethod
    def left(cls, form: Form) -> Screen:
        """The telephone and what to do stay in sight."""
        return cls.finish(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everything was passed on already."""
        ticket = ticket_of(form)
        words = lines(
            call_at_once(form.scene),
            T("owner", "Everything that you told us has been passed on. Thank you."),
            how_far(form.scene, ticket),
            first_instructions(form.scene, ticket.symptom_code),
        )
        more = (Button(T("button", "Say more"), TellMore(ticket.id)),)
        return Screen(words, (more, *(_ways_on(ticket) if form.scene.admitted else ())))


def _ways_on(ticket: Ticket) -> tuple[Row, ...]:
    """The ticket, and to take it back where nothing is the matter, as long as nobody is there."""
    mine = Button(T("button", "The ticket"), OpenTicket(ticket.id))
    home = (mine, Button(T("button", "Home"), Go(Place.HOME)))
    if ticket.status not in MOVES["withdraw"].starts:
        return (home,)
    return ((Button(T("button", "A false alarm, all is well"), AskWithdraw(ticket.id)),), home)


def _what_else(ticket: Ticket) -> Words:
    """What helps most, by the kind of danger."""
    known = catalogue().danger(ticket.symptom_code)
    if known is not None:
        return known.ask
    return T("owner", "Please write anything else that helps: what you see, and how many people there are. Thank you.")


def how_far(scene: Scene, ticket: Ticket) -> Words:
    """Whether anybody has answered for the alarm yet, nothing is promised before; and whether others have reported the same."""
    out = T(
        "owner",
        "Your alarm {number} has gone to the control room and everybody in charge. As soon as somebody has taken it, we will tell you.",
        number=ticket.number,
    )
    return lines(taken_by(scene, ticket) or out, known_event(scene, ticket))
