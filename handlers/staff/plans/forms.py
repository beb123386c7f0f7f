"""Ticking an item of a plan: how it was done, and what shows it (R159, R160)."""

from typing import Any

from sqlalchemy import select

from bot.forms.flow import Form
from bot.forms.media import Photos
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.parts import Part
from handlers.report_taps import OpenPlan, OpenPlanItem, PlanItemDeed
from handlers.staff.about_one import AboutOne
from handlers.staff.plans import cards
from handlers.taps import Place
from models.plans.actions import tick
from models.plans.reading import item_for
from models.plans.tables import PlanItem
from models.plans.texts import wording
from models.refusals import TooLate
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket


def _read_number(form: Form, text: str) -> int | None:
    """The ticket with this number, if the person may see it."""
    scene = form.scene
    mine = select(Ticket).where(Ticket.project_id == scene.project.id, Ticket.number == text.upper())
    ticket = scene.session.scalar(mine)
    return ticket.id if ticket and parts_of(scene.session, scene.me, ticket, scene.now) else None


def _say_number(form: Form, value: Any) -> Words:
    ticket = form.scene.session.get(Ticket, int(value))
    return ticket.number if ticket else "-"


class TickItem(AboutOne[PlanItem]):
    """A note is compulsory; a picture or a ticket shows that it is true."""

    name = "plan_tick"
    subject = "plan"
    title = T("button", "Done, with a note")
    send_label = T("button", "Report as done")

    note = Write(ask=T("staff", "What was done? A few sentences."), label=T("staff", "Note"), at_most=500)
    photos = Photos(
        ask=T("staff", "A picture that shows it? Send up to five, or go on."),
        label=T("staff", "Pictures"),
        optional=True,
    )
    ticket = Typed(
        ask=T("staff", "Does a ticket show it? Please write its number, or go on without."),
        label=T("staff", "Ticket"),
        read=_read_number,
        example="BX20250915001",
        shows=_say_number,
        optional=True,
    )

    @classmethod
    def one(cls, form: Form) -> PlanItem:
        """The item; raises Gone."""
        return item_for(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only what is not ticked; raises TooLate."""
        if cls.one(form).done_at is not None:
            raise TooLate(plan=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which item."""
        one = cls.one(form)
        return wording(one.kind, one.number)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is ticked."""
        media = [one.id for one in form.media("photos")]
        tick(
            form.scene.session,
            form.about,
            **cls.deed(form),
            note=form["note"],
            ticket_id=form.get("ticket"),
            media=media,
        )
        return cards.item_card(form.scene, form.about).headed(T("staff", "Noted as done."))


PLANS = Part(
    places={Place.PLANS: cards.plans_menu},
    taps={OpenPlan: cards.open_plan, OpenPlanItem: cards.open_item, PlanItemDeed: cards.do_deed},
    cards={"plan": cards.item_card},
    flows=(TickItem,),
)
