"""Whoever came to look says what it is: and does it, or leaves it to those who can (R066)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import T, listed
from handlers.staff.tickets.dispatch import choose_symptom, choose_urgency
from handlers.staff.tickets.move_form import MoveForm
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import if_told
from models.catalogue import UNCLEAR_GROUP, Urgency, catalogue
from models.tickets.clarifying import clarify, refer


def _groups(form: Form) -> list[Option]:
    return [Option(group.code, group.name) for group in catalogue().groups if group.code != UNCLEAR_GROUP]


def _ways(form: Form) -> list[Option]:
    return [
        Option("clarify", T("button", "I can do it now")),
        Option("refer", T("button", "Others are needed")),
    ]


class SayWhatItIs(MoveForm):
    """Category and urgency as somebody saw them who was there."""

    name = "clarify"
    move = "clarify"
    title = T("button", "Say what it is")

    group = Choose(ask=T("staff", "Which group?"), label=T("staff", "Group"), among=_groups, per_row=2)
    symptom = choose_symptom()
    urgency = choose_urgency()
    way = Choose(ask=T("staff", "Can you do it?"), label=T("staff", "Who does it"), among=_ways)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Stay and work, or hand it to the desk, which finds those who can."""
        scene, deed = form.scene, clarify if form["way"] == "clarify" else refer
        ticket = deed(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            symptom_code=form["symptom"],
            urgency=Urgency(form["urgency"]),
            seen=form.seen,
        )
        if deed is clarify:
            return staff_card(scene, form.about).headed(T("staff", "Noted. The desk knows; please go on."))
        passed = T("staff", "{number} is with the desk, which sends those who can.", number=ticket.number)
        told = listed([passed, T("staff", "The owner was told. Thank you.")], " ")
        return Screen(if_told(scene, ticket, told, passed))
