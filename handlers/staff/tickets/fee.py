"""Whether a job is to be paid: asked where nobody has said it yet, with the reason for what is free (R047, DOMAIN 4.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, render
from handlers.staff.tickets.move_form import MoveForm, ticket_of
from handlers.taps import Begin
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import if_told
from models.orders.freeing import is_fee_open
from models.refusals import TooLate
from models.tickets.paying import declare_free

REASONS = {
    "public": T("staff", "public part of the building"),
    "guarantee": T("staff", "within the guarantee"),
    "urgent": T("staff", "stopped in an emergency"),
    "small": T("staff", "a small adjustment"),
}


@dataclass(frozen=True, kw_only=True)
class FreeBecause(Write):
    """Why it is free; a button says that it is, the answer is the reason."""

    def options(self, form: Form) -> Sequence[Option]:
        """The usual reasons, and to insist on what was written."""
        usual = [Option(code, T("button", "Free: {line}", line=words)) for code, words in REASONS.items()]
        return [*usual, *super().options(form)]

    def pick(self, form: Form, key: str) -> Any:
        """The reason, in the language of the one who picks it."""
        if key in REASONS:
            return render(REASONS[key], form.scene.reader, escape=False)
        return super().pick(form, key)


def free_because(ask: Words, **more: Any) -> FreeBecause:
    """Why nothing is to be paid."""
    return FreeBecause(ask=ask, label=T("staff", "Free, because"), at_most=200, **more)


def quote_first(form: Form) -> tuple[Row, ...]:
    """The other answer: it is to be paid, and its price comes first (R047)."""
    if form.get("free") or not is_fee_open(form.scene.session, ticket_of(form)):
        return ()
    return ((Button(T("button", "To be paid: name the price first"), Begin("quote", form.about)),),)


class ForFree(MoveForm):
    """The desk, or who has looked at it, says that it is free, and why; the owner reads it (R047)."""

    name = "for_free"
    move = "free"
    title = T("button", "Free of charge")
    reads_back = False

    reason = free_because(T("staff", "Why is it free? Tap one, or write it; it is kept with the ticket."))

    @classmethod
    def check(cls, form: Form) -> None:
        """Only as long as nobody has said it, or named a price."""
        super().check(form)
        if not ticket_of(form).is_fee_unsaid:
            raise TooLate(ticket=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Kept with its reason."""
        scene = form.scene
        declare_free(scene.session, form.about, by=scene.me, now=scene.now, reason=form["reason"], seen=form.seen)
        told = T("staff", "Noted: free of charge. The owner has been told.")
        return staff_card(scene, form.about).headed(
            if_told(scene, ticket_of(form), told, T("staff", "Noted: free of charge."))
        )


FLOWS: tuple[type[Flow], ...] = (ForFree,)
