"""What is written in a cell, as the value of its column in one plain form; or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from models.money import parse_yuan
from models.setup.faults import Wrong
from models.setup.plain import cleaned, narrow, phone_digits
from models.setup.sheets import CLEAR, Column, Kind, folded

DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00(?::00)?)?")
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
HOUR = re.compile(r"(\d{1,2})(?::|点|时)(\d{1,2})?分?(?::\d{2})?")
BELOW = re.compile(r"(?:b|地下|负|-)(\d{1,2})(?:f|层|楼)?")
ABOVE = re.compile(r"(\d{1,3})(?:f|层|楼)?")
UNITS_OF_AREA = re.compile(r"(?:m2|m²|平方米|平米|平方|,)")
SEPARATORS = re.compile(r"[、,，;；/|\n]+")
DAY_WORDS = {
    **{f"{before}{day}": str(number) for number, day in enumerate("一二三四五六日", 1) for before in ("星期", "周", "礼拜")},
    **{f"{before}天": "7" for before in ("星期", "周", "礼拜")},
    **{name: str(number) for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)},
}  # fmt: skip
WHOLE_WEEK = {"每天": "1-7", "每日": "1-7", "daily": "1-7", "everyday": "1-7", "工作日": "1-5", "周末": "6-7"}
LARGEST = 10**6
MOST_FEN = 100_000_000  # in one entry of the ledger
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")


class NotGood(Exception):
    """What is written is no value of the column."""

    def __init__(self, wrong: Wrong, **facts: Any) -> None:
        super().__init__(wrong)
        self.wrong, self.facts = wrong, facts


def value_of(column: Column, text: str) -> str:
    """The plain value: a code for a choice, an ISO date, HH:MM, "1,2,3" for weekdays; "" for a dash. Raises NotGood."""
    if folded(text) in {folded(word) for word in CLEAR[2:]} or text.strip() in CLEAR:
        return ""
    if len(text) > column.at_most and column.kind in {Kind.TEXT, Kind.KEY}:
        raise NotGood(Wrong.TOO_LONG, most=column.at_most)
    return READERS[column.kind](column, text)


def _text(_column: Column, text: str) -> str:
    return cleaned(text)


def _key(_column: Column, text: str) -> str:
    return narrow(text)


def _phone(_column: Column, text: str) -> str:
    return phone_digits(text)


def _whole(_column: Column, text: str) -> str:
    try:
        number = Decimal(UNITS_OF_AREA.sub("", narrow(text).casefold()))
    except InvalidOperation as error:
        raise NotGood(Wrong.NOT_WHOLE) from error
    if not (number.is_finite() and 0 <= number < LARGEST):
        raise NotGood(Wrong.NOT_WHOLE)
    return str(number.quantize(Decimal(1), ROUND_HALF_UP))


def _floor(_column: Column, text: str) -> str:
    plain = narrow(text).casefold()
    if found := BELOW.fullmatch(plain):
        return f"-{int(found[1])}"
    if found := ABOVE.fullmatch(plain.removesuffix(".0")):
        return str(int(found[1]))
    raise NotGood(Wrong.NOT_A_FLOOR)


def _date(_column: Column, text: str) -> str:
    plain = narrow(text)
    found = DATE.fullmatch(plain) or RUN_TOGETHER.fullmatch(plain)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise NotGood(Wrong.NOT_A_DATE)
    return day.isoformat()


def _time(_column: Column, text: str) -> str:
    plain = narrow(text)
    if found := HOUR.fullmatch(plain):
        hour, minute = int(found[1]), int(found[2] or 0)
    else:
        hour, minute = divmod(_fraction(plain), 60)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise NotGood(Wrong.NOT_A_TIME)
    return f"{hour:02d}:{minute:02d}"


def _fraction(plain: str) -> int:
    """Minutes of an hour that a workbook keeps as a part of a day."""
    try:
        part = float(plain)
    except ValueError as error:
        raise NotGood(Wrong.NOT_A_TIME) from error
    if not 0 <= part < 1:
        raise NotGood(Wrong.NOT_A_TIME)
    return round(part * 24 * 60)


def _choice(column: Column, text: str) -> str:
    code = column.codes.get(folded(text))
    if code is None:
        raise NotGood(Wrong.NOT_A_CHOICE)
    return code


def _several(column: Column, text: str) -> str:
    """Several choices, with marks or at least spaces between them."""
    try:
        codes = [_choice(column, part) for part in SEPARATORS.split(text) if part.strip()]
    except NotGood:
        codes = [_choice(column, part) for part in SEPARATORS.sub(" ", text).split()]
    return " ".join(dict.fromkeys(codes))


def _days(_column: Column, text: str) -> str:
    plain = narrow(text).casefold()
    plain = WHOLE_WEEK.get(plain, plain)
    for word in sorted(DAY_WORDS, key=len, reverse=True):
        plain = plain.replace(word, DAY_WORDS[word])
    plain = re.sub(r"[至到~\u2010-\u2015]", "-", plain)
    days: set[int] = set()
    for part in (one for one in SEPARATORS.split(plain) if one):
        days |= _span(part)
    if not days:
        raise NotGood(Wrong.NOT_DAYS)
    return ",".join(map(str, sorted(days)))


def _span(part: str) -> set[int]:
    """1-5, 7-4 (over the weekend), 6, or 135."""
    if found := re.fullmatch(r"([1-7])-([1-7])", part):
        first, last = int(found[1]), int(found[2])
        return {(first - 1 + step) % 7 + 1 for step in range((last - first) % 7 + 1)}
    if re.fullmatch(r"[1-7]+", part):
        return set(map(int, part))
    raise NotGood(Wrong.NOT_DAYS)


def _month(_column: Column, text: str) -> str:
    """2025-10, 2025年10月, or any day of it."""
    plain = narrow(text)
    found = MONTH.fullmatch(plain)
    if found is None:
        try:
            return _date(_column, text)[:7]
        except NotGood as no:
            raise NotGood(Wrong.NOT_A_MONTH) from no
    year, month = int(found[1]), int(found[2])
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise NotGood(Wrong.NOT_A_MONTH)
    return f"{year:04d}-{month:02d}"


def _money(_column: Column, text: str) -> str:
    """Yuan with two decimals, more than nothing and no more than an entry of the ledger takes."""
    fen = parse_yuan(text)
    if fen is None or not 0 < fen <= MOST_FEN:
        raise NotGood(Wrong.NOT_AN_AMOUNT)
    return f"{fen // 100}.{fen % 100:02d}"


READERS: Mapping[Kind, Callable[[Column, str], str]] = {
    Kind.TEXT: _text,
    Kind.KEY: _key,
    Kind.WHOLE: _whole,
    Kind.FLOOR: _floor,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.PHONE: _phone,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.DAYS: _days,
    Kind.MONTH: _month,
    Kind.MONEY: _money,
}


def said(column: Column, value: str, *, zh: bool) -> str:
    """A plain value as the workbook writes it: the word for a code, weekdays as a span where they are one."""
    if column.kind in {Kind.CHOICE, Kind.SEVERAL}:
        words = [_word(column, code, zh) for code in (value.split() if column.kind == Kind.SEVERAL else [value])]
        return ("、" if zh else ", ").join(words)
    if column.kind == Kind.DAYS and value:
        return _said_days(column, value, zh)
    return value


def _word(column: Column, code: str, zh: bool) -> str:
    both = column.choices.get(code)
    return code if both is None else both.zh if zh else both.en


def _said_days(column: Column, value: str, zh: bool) -> str:
    days = value.split(",")
    words = [_word(column, day, zh) for day in days]
    together = int(days[-1]) - int(days[0]) == len(days) - 1 and len(days) > 2
    if together:
        return f"{words[0]}{'至' if zh else '-'}{words[-1]}"
    return ("、" if zh else ", ").join(words)


def is_said(column: Column, value: str, text: str) -> bool:
    """Whether a cell says what is known already, in either language or as a code."""
    return text in {value, said(column, value, zh=True), said(column, value, zh=False)}
