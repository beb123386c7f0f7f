"""What a turn wants shown, as plain values that are kept with the update until they have been shown."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.payments import Bill, bill
from bot.screens import Drawn, Screen, draw
from bot.texts import Reader, render

POPUP = 200  # characters that Telegram shows in a pop-up


@dataclass(frozen=True)
class Show:
    """A message: edited in place where `edit` names one, or posted, while `strip` loses its buttons."""

    text: str
    keyboard: list[list[dict[str, str]]]
    look: str
    subject: str = ""
    edit: int | None = None
    strip: int | None = None
    event: int = 0
    album: str = ""  # the album that it answers, and how many of its pieces had been handled when it was drawn
    pieces: int = 0
    short: str = ""  # what stays of the message when a newer card has replaced it
    aside: bool = False  # beside the form that is open: the form's message stays the live one
    kind: str = "show"


@dataclass(frozen=True)
class Answer:
    """The answer to a tap: nothing, a toast, or a pop-up that must be closed."""

    callback_id: str
    text: str = ""
    alert: bool = False
    kind: str = "answer"


@dataclass(frozen=True)
class Leave:
    """Say why and leave a group."""

    text: str
    kind: str = "leave"


@dataclass(frozen=True)
class Charging:
    """Send an invoice; or, where Telegram would not have it, the words that stand for it."""

    bill: Bill
    text: str
    keyboard: list[list[dict[str, str]]]
    kind: str = "charging"


Effect = Show | Answer | Leave | Charging


def show(screen: Screen, reader: Reader, *, edit: int | None, strip: int | None, event: int = 0) -> Show:
    """The effect of a screen for its reader."""
    drawn: Drawn = draw(screen, reader)
    short = render(screen.short, reader) if screen.short else ""
    return Show(drawn.text, drawn.keyboard, drawn.look, screen.subject, edit, strip, event, short=short)


def answer(callback_id: str, screen: Screen | None, reader: Reader) -> Answer:
    """The answer to a tap; what is too long for a toast is cut."""
    if screen is None or screen.toast is None:
        return Answer(callback_id)
    return Answer(callback_id, render(screen.toast, reader, escape=False)[:POPUP], screen.alert)


def charge(screen: Screen, currency: str, reader: Reader) -> Charging | None:
    """The invoice of a screen; None where it has none, or there is no payment provider: then its words are shown."""
    if screen.invoice is None or not currency:
        return None
    drawn = draw(screen, reader)
    return Charging(bill(screen.invoice, reader), drawn.text, drawn.keyboard)


def pack(effects: list[Effect]) -> list[dict[str, Any]]:
    """Effects as JSON."""
    return [asdict(effect) for effect in effects]


def unpack(packed: list[dict[str, Any]]) -> list[Effect]:
    """Effects from JSON."""
    return [_unpacked(one) for one in packed]


def _unpacked(one: dict[str, Any]) -> Effect:
    if one["kind"] == "charging":
        return Charging(Bill(**one["bill"]), one["text"], one["keyboard"])
    kinds: dict[str, type[Show] | type[Answer] | type[Leave]] = {"show": Show, "answer": Answer, "leave": Leave}
    return kinds[one["kind"]](**one)
