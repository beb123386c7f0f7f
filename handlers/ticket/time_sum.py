"""What another time makes of the sum, in words for who chooses it, and the sum that was read, kept with the draft (R064, DOMAIN 4.4)."""

from datetime import datetime

from bot.forms.flow import Form
from bot.scene import Scene
from bot.texts import Money, T, Words
from models.capacity.tables import Hold
from models.orders.consenting import Shown
from models.orders.surcharge import Change, Heard, change_at
from models.orders.tables import Order

SUM = "sum"  # what is noted in the draft: the sum that was read with the time


def to_owner(scene: Scene, order: Order, start: datetime, end: datetime) -> Words | None:
    """What the time adds or takes away, and the sum, as its customer reads it; None where it stays."""
    change = change_at(scene.session, order, start, end)
    if change.more_fen > 0:
        return T(
            "owner",
            "This time is outside our service hours: the surcharge is {extra}, in all <b>{amount}</b>. "
            "By choosing this time you agree to it, thank you.",
            **_sums(change),
        )
    if change.more_fen < 0:
        return T(
            "owner",
            "This time is within our service hours: the surcharge of {extra} falls away, in all <b>{amount}</b>. Thank you.",
            **_sums(change),
        )
    return None


def to_staff(scene: Scene, order: Order, start: datetime, end: datetime) -> Words | None:
    """The same, to be read out."""
    change = change_at(scene.session, order, start, end)
    if change.more_fen > 0:
        return T(
            "staff",
            "<b>Outside service hours: surcharge {extra}, in all {amount}. The owner has to agree to it.</b>",
            **_sums(change),
        )
    if change.more_fen < 0:
        return T("staff", "<b>Within service hours: {extra} less, in all {amount}.</b>", **_sums(change))
    return None


def _sums(change: Change) -> dict[str, Money]:
    return {"extra": Money(abs(change.more_fen)), "amount": Money(change.fen)}


def sum_at(scene: Scene, order: Order, start: datetime, end: datetime) -> int:
    """What it comes to in all at a time, in fen."""
    return change_at(scene.session, order, start, end).fen


def note_sum(form: Form, order: Order, kept: Hold) -> None:
    """This sum is being read."""
    form.note(SUM, str(sum_at(form.scene, order, kept.starts, kept.ends)))


def heard(form: Form, shown: Shown, words: str = "") -> Heard | None:
    """The sum that was read; None where none was."""
    noted = form.draft.notes.get(SUM)
    return Heard(int(noted), shown, words) if noted else None
