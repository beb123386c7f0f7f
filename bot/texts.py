"""Words waiting for a reader: they are rendered late, in the reader's language, and escape what people wrote."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from babel.support import NullTranslations, Translations

from models.estate import Both

LANGUAGES = ("zh_Hans", "en")
LOCALES = Path(__file__).resolve().parent.parent / "locales"


@dataclass(frozen=True)
class Reader:
    """Who reads: in which language, and in which zone times are shown."""

    language: str
    zone: tzinfo


def language_of(code: str | None, default: str) -> str:
    """The house's language for a Telegram language code such as "zh-hans" or "en-GB"."""
    if not code:
        return default
    return "zh_Hans" if code.lower().startswith("zh") else "en"


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(LOCALES, [language])


class T:
    """A sentence of the house: T("owner", "Order {number} is done.", number=...); the context chooses its register."""

    def __init__(self, context: str, message: str, **facts: Any) -> None:
        self.context, self.message, self.facts = context, message, facts

    def render(self, reader: Reader, *, escape: bool) -> str:
        """The sentence in the reader's language."""
        template = str(_catalogue(reader.language).upgettext(self.context, self.message))
        return template.format(**{name: render(value, reader, escape=escape) for name, value in self.facts.items()})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, T) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.context, self.message))

    def __repr__(self) -> str:
        return f"T({self.context!r}, {self.message!r})"


@dataclass(frozen=True)
class Lines:
    """Several words, one under the other; None is left out, "" is an empty line."""

    parts: tuple["Words | None", ...]
    between: str = "\n"


@dataclass(frozen=True)
class Span:
    """A time from, and a time until, on one day."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Day:
    """A date without its hour."""

    moment: datetime


@dataclass(frozen=True)
class Clockface:
    """An hour without its date."""

    moment: datetime


@dataclass(frozen=True)
class Money:
    """An amount of money, in fen."""

    fen: int


@dataclass(frozen=True)
class Amount:
    """How much of something, in hundredths: 250 is two and a half."""

    hundredths: int


Words = T | Lines | Span | Day | Clockface | Money | Amount | Both | datetime | str | int


def lines(*parts: Words | None, between: str = "\n") -> Lines:
    """One under the other."""
    return Lines(parts, between)


def listed(parts: Iterable[Words], between: str = " · ") -> Lines:
    """One beside the other."""
    return Lines(tuple(parts), between)


COMMAS = {"zh_Hans": {", ": "、"}}  # what stands between the parts of a list, where a language has its own sign


def _lines(words: Lines, reader: Reader, escape: bool) -> str:
    between = COMMAS.get(reader.language, {}).get(words.between, words.between)
    said = between.join(render(part, reader, escape=escape) for part in words.parts if part is not None)
    return said.replace("。 ", "。") if words.between == " " else said  # a Chinese full stop has its space in itself


PATTERNS = {
    "zh_Hans": {"whole": "M月d日 EEE HH:mm", "day": "M月d日 EEE", "hour": "HH:mm"},
    "en": {"whole": "EEE d MMM HH:mm", "day": "EEE d MMM", "hour": "HH:mm"},
}


def _moment(shape: str, moment: datetime, reader: Reader) -> str:
    return format_datetime(moment, PATTERNS[reader.language][shape], tzinfo=reader.zone, locale=reader.language)


def _figure(figure: Money | Amount, reader: Reader) -> str:
    if isinstance(figure, Amount):
        return _decimal(figure.hundredths).rstrip("0") if figure.hundredths % 100 else _decimal(figure.hundredths)
    return _decimal(figure.fen) + ("元" if reader.language.startswith("zh") else " yuan")


def _decimal(hundredths: int) -> str:
    """With both decimals, or with none; thousands are set apart."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole:,}" + (f".{rest:02d}" if rest else "")


def render(words: Words, reader: Reader, *, escape: bool = True) -> str:
    """Any words as text; `escape` for Telegram's HTML, without it for buttons and pop-ups."""
    match words:
        case T():
            return words.render(reader, escape=escape)
        case Lines():
            return _lines(words, reader, escape)
        case Span():
            return f"{_moment('whole', words.start, reader)}-{_moment('hour', words.end, reader)}"
        case Day():
            return _moment("day", words.moment, reader)
        case Clockface():
            return _moment("hour", words.moment, reader)
        case Money() | Amount():
            return _figure(words, reader)
        case Both():
            text = words.zh if reader.language.startswith("zh") else words.en
        case datetime():
            return _moment("whole", words, reader)
        case _:
            text = str(words)
    return html.escape(text, quote=False) if escape else text
