"""The question for the time that suits an owner: any, one of the coming ones, or typed as people type times (R047)."""

from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import When, chosen
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.typed_times import read_time
from bot.texts import T, Words
from handlers.ticket.times import slots, suits
from models.slots import Slot

ANY_TIME = "any"
TYPED = When(ask="", label="", among=slots, objection=suits)


def _choices(form: Form) -> list[Option]:
    return [Option(ANY_TIME, T("button", "At any time")), *slots(form)]


@dataclass(frozen=True, kw_only=True)
class Wish(Choose):
    """Any time, one of the coming ones, or another that is typed."""

    def write(self, form: Form, text: str) -> Any:
        """A button's words or a time; raises NotAnAnswer."""
        try:
            return super().write(form, text)
        except NotAnAnswer:
            if read_time(text, form.scene.now.astimezone(form.scene.project.zone)) is None:
                raise
            return TYPED.write(form, text)

    def still_good(self, form: Form, value: Any) -> bool:
        """Whether it still lies ahead."""
        return value in (None, ANY_TIME) or TYPED.still_good(form, value)

    def said(self, form: Form, value: Any) -> Words:
        """The choice, or the time."""
        return super().said(form, value) if value == ANY_TIME else TYPED.said(form, value)


def wish(ask: Words, when: Any) -> Wish:
    """The question, put to an owner or for one."""
    return Wish(ask=ask, label=T("label", "Time wished"), among=_choices, when=when, per_row=1)


def wished(form: Form, key: str | None) -> Slot | None:
    """The time behind an answer; None for any."""
    if key in (None, ANY_TIME):
        return None
    time = chosen(form, str(key))
    return (time.start, time.end) if time.start else None
