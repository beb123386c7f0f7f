"""A colleague writes down a complaint that came by telephone, at the desk or on paper (R020, R021, R080)."""

from collections.abc import Sequence
from typing import cast

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import T, Words
from handlers.owner.complaint import TellUs, filled_in
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.home import home
from handlers.staff.tickets.proxy import ProxyReport, reporter_of
from handlers.words import CHANNEL
from models.complaints.filing import tell_the_office
from models.complaints.parts import parts_of
from models.estate import Unit
from models.people import MAY_NOT_ENTER
from models.refusals import NotYours
from models.tickets.tables import Channel

BY_PHONE = (Channel.PHONE, Channel.WALK_IN, Channel.WRITTEN, Channel.ORAL, Channel.COMMITTEE, Channel.HEAD_OFFICE)


class ProxyTell(TellUs):
    """The owner's own questions, and before them whose matter it is."""

    name = "proxy_tell"
    title = T("button", "Enter a complaint")
    asks_first = ("find", "unit", "contact", "name_typed", "phone_typed")
    send_label = T("button", "Confirm and send")

    find = ProxyReport.questions["find"]
    unit = cast("Choose", ProxyReport.questions["unit"])
    contact = ProxyReport.questions["contact"]
    name_typed = ProxyReport.questions["name_typed"]
    phone_typed = ProxyReport.questions["phone_typed"]
    channel = Choose(
        ask=T("staff", "How did it come in?"),
        label=T("staff", "Channel"),
        among=lambda _form: [Option(one, CHANNEL[one]) for one in BY_PHONE],
        per_row=2,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Everybody of the office but finance (DOMAIN 5.7)."""
        if form.scene.staff.role in MAY_NOT_ENTER:
            raise NotYours

    @classmethod
    def units(cls, form: Form) -> Sequence[Unit]:
        """The one that was found."""
        unit = form.scene.session.get(Unit, int(form["unit"])) if form.get("unit") else None
        return [unit] if unit else []

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What to say first (R088)."""
        return T(
            "staff", "Say first that you are sorry and that you understand; then ask. Whom it is about never reads it."
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the owner gets the receipt as if they had written themselves."""
        scene = form.scene
        complaint = tell_the_office(
            scene.session,
            project=scene.project,
            by=reporter_of(form),
            channel=Channel(form["channel"]),
            entered_by=scene.staff,
            now=scene.now,
            **filled_in(form),
        )
        said = T("staff", "Entered as <b>{number}</b>. Please tell them the number.", number=complaint.number)
        card = complaint_card(scene, complaint.id) if parts_of(scene.me, complaint) else home(scene)
        return card.headed(said)
