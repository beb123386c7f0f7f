"""A calm reply to an owner who is upset: suggested, read back, and only then sent (R083, R102, R195, R217)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Reader, T, Words, render
from handlers.parts import Part
from handlers.staff.mark_taps import EndMark, OpenMark
from handlers.staff.marks import cards
from handlers.staff.marks.hints import EVERY, calming_for
from handlers.taps import Place
from models.marks.actions import reply
from models.marks.sight import mark_for
from models.marks.tables import Mark
from models.refusals import Gone


def _mark(form: Form) -> Mark:
    return mark_for(form.scene.session, form.about, form.scene.me, form.scene.now)


@dataclass(frozen=True, kw_only=True)
class CalmWords(Write):
    """Own words, or one of the calm suggestions in the owner's language, the fitting one first."""

    def options(self, form: Form) -> Sequence[Option]:
        """The suggestions by their names, and to insist on what was written."""
        best = calming_for(_mark(form).subject)
        ordered = sorted(EVERY, key=lambda name: EVERY[name] is not best)
        return [*(Option(name, NAMES[name]) for name in ordered), *super().options(form)]

    def pick(self, form: Form, key: str) -> Any:
        """What stands behind a name."""
        if key not in EVERY:
            return super().pick(form, key)
        reader = Reader(_mark(form).person.language, form.scene.reader.zone)
        return render(EVERY[key], reader, escape=False)


NAMES = {
    "abuse": T("button", "Calm: tell me what happened"),
    "complaint": T("button", "Calm: we understand how you feel"),
    "danger": T("button", "Calm: help is on its way"),
}


class Calm(Flow):
    """One reply, signed with department and name."""

    name = "calm"
    subject = "mark"
    title = T("button", "A calm reply")
    takes_words = "words"
    send_label = T("button", "Send to the owner")

    words = CalmWords(
        ask=T(
            "staff", "What shall the owner read? Choose a suggestion or write it; you read it once more before it goes."
        ),
        label=T("staff", "For the owner"),
        at_most=500,
        to_owner=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """As long as the mark stands, and for who may see what it is on."""
        if _mark(form).ended_at is not None:
            raise Gone

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """That it is sent by hand only."""
        return T("staff", "Patience and kind words; nothing goes by itself.")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once."""
        mark = reply(form.scene.session, form.about, by=form.scene.me, words=form["words"], now=form.scene.now)
        return cards.mark_card(form.scene, mark.id).headed(T("staff", "Sent to the owner."))


MARKS = Part(
    places={Place.MARKS: cards.marks_list},
    taps={OpenMark: cards.open_mark, EndMark: cards.end_mark},
    cards={"mark": cards.mark_card},
    flows=(Calm,),
)
