"""What a handler returns: words and buttons as plain values, drawn for a reader at the very end."""

import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.payments import Invoice
from bot.taps import Tap
from bot.texts import Reader, Words, lines, render

LONGEST = 4000  # characters; Telegram takes 4096 once the markup is read
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Button:
    """A button under a message."""

    label: Words
    tap: Tap


Row = tuple[Button, ...]


@dataclass(frozen=True)
class Screen:
    """A message as it is to look; `subject` says whose card it is, `toast` pops up over the chat.

    `short` is what stays of the message when a newer card of the same subject has replaced it. An `invoice` takes the place
    of the words and buttons where Telegram can be paid: it is no card, and neither edited nor replaced afterwards.
    """

    words: Words
    rows: tuple[Row, ...] = ()
    subject: str = ""
    short: Words | None = None
    toast: Words | None = None
    alert: bool = False
    fresh: bool = False  # post a new message even though an old one could be edited
    encloses: tuple[int, ...] = ()  # in a notice: the media that go with it; the words stand under them
    heading: Words | None = None
    state: str = ""  # how far the matter is: as long as it is the same, what a notice said above it stays true
    invoice: Invoice | None = None

    def headed(self, words: Words | None) -> "Screen":
        """The same card under a heading, above any that it has."""
        if words is None:
            return self
        return replace(self, heading=lines(words, self.heading, between="\n\n") if self.heading else words)

    def with_toast(self, words: Words, *, alert: bool = False) -> "Screen":
        """The same screen, and something said on top of it."""
        return replace(self, toast=words, alert=alert)


@dataclass(frozen=True)
class Drawn:
    """A screen in one language, ready for Telegram."""

    text: str
    keyboard: list[list[dict[str, str]]]

    @property
    def look(self) -> str:
        """A short hash that is the same for messages that look the same."""
        return hashlib.blake2s(json.dumps([self.text, self.keyboard]).encode(), digest_size=12).hexdigest()

    def as_facts(self) -> dict[str, Any]:
        """Plain values for the database."""
        return {"text": self.text, "keyboard": self.keyboard}


def rows_of(buttons: Iterable[Button], per_row: int = 1) -> tuple[Row, ...]:
    """Buttons in rows of so many."""
    every = list(buttons)
    return tuple(tuple(every[start : start + per_row]) for start in range(0, len(every), per_row))


def paired(buttons: Iterable[Button], short: Iterable[bool]) -> tuple[Row, ...]:
    """Buttons in their order, two side by side where both are short: half a row cuts the words of others."""
    rows: list[Row] = []
    room = False
    for button, fits in zip(buttons, short, strict=True):
        if room and fits:
            rows[-1], room = (*rows[-1], button), False
        else:
            rows.append((button,))
            room = fits
    return tuple(rows)


def draw(screen: Screen, reader: Reader, longest: int = LONGEST) -> Drawn:
    """The screen in the reader's language, with at most so many characters."""
    keyboard = [
        [{"text": render(button.label, reader, escape=False), "callback_data": button.tap.encode()} for button in row]
        for row in screen.rows
        if row
    ]
    text = render(screen.words, reader)
    if screen.heading:
        text = under(render(screen.heading, reader), text)
    return Drawn(_fitting(text, longest), keyboard)


def under(heading: str, text: str) -> str:
    """A text under its heading, both drawn already."""
    return f"{heading}\n\n{text}"


def _fitting(text: str, longest: int) -> str:
    """The text, or as much of it as Telegram takes; what is cut loses its markup rather than half of it."""
    plain = html.unescape(TAG.sub("", text))
    return text if len(plain) <= longest else html.escape(plain[:longest] + "…", quote=False)
