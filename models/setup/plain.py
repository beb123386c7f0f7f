"""What a cell says, as plain text in one shape: dates, numbers and hours as one writes them, nothing invisible."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

from models.register.phones import tidy

NOT_LINES = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control and format characters, and what is no character at all
ESCAPED = re.compile(r"_x00[01][0-9A-Fa-f]_")  # how workbooks write control characters
OUR_COUNTRY = re.compile(r"^(?:\+86|0086)(?=1\d{10}$)")
ZEROS = re.compile(r"0+")
DAY = timedelta(days=1)


def cleaned(text: str) -> str:
    """Without control characters and superfluous spaces; lines of one cell become one line."""
    seen = "".join(_visible(letter) for letter in ESCAPED.sub(" ", text))
    return " ".join(seen.split())


def _visible(letter: str) -> str:
    return letter if unicodedata.category(letter) not in NOT_LINES else " " if letter.isspace() else ""


def text_of(value: Any, number_format: str = "") -> str:
    """A cell's value as text; a number keeps the leading zeros that its format shows."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            return _hours(value)
        case int() | float():
            return _number(value, number_format)
        case _:
            return cleaned(str(value))


def _moment(value: datetime) -> str:
    if value.time() == time(0):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")


def _hours(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _number(value: float, number_format: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    whole = str(int(value)) if abs(value) < 1e20 else repr(value)
    return whole.zfill(len(number_format)) if ZEROS.fullmatch(number_format) else whole


def narrow(text: str) -> str:
    """A number, a date or a code in ordinary letters and digits, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def phone_digits(text: str) -> str:
    """A telephone number as the register keeps it: digits, perhaps after a plus; our own country code is left out."""
    return OUR_COUNTRY.sub("", tidy(text))
