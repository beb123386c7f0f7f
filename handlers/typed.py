"""What people type on a telephone, read into plain values: times, hours, days, weekdays, telephones."""

import re
from collections.abc import Iterable
from datetime import date, time

DASH = r"\s*(?:-|–|—|~|至|到|to)\s*"
CLOCK = r"(\d{1,2})(?:[:.点时h](\d{2})?分?|(?=\D|$))|(\d{2})(\d{2})"
CLOCKS = re.compile(CLOCK)
HOURS = re.compile(rf"({CLOCK}){DASH}({CLOCK})")
YEAR_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
SHORT_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
PHONE = re.compile(r"\+?\d{5,15}")
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")
CHINESE_DAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
ENGLISH_DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}


def clock(text: str) -> time | None:
    """A time of day: 8:30, 8点30分, 0830, 8."""
    found = CLOCKS.fullmatch(text.strip().replace("点半", ":30"))
    return _time(found.groups()) if found else None


def _time(parts: Iterable[str | None]) -> time | None:
    numbers = [int(part) for part in parts if part]
    hour, minute = (*numbers, 0)[:2]
    hour = 0 if (hour, minute) == (24, 0) else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hours(text: str) -> tuple[time, time] | None:
    """From when to when: 8:30-17:30, or over midnight 20-8; the two are never the same."""
    found = HOURS.fullmatch(text.strip().replace("点半", ":30"))
    if found is None:
        return None
    groups = found.groups()
    start, end = _time(groups[1:5]), _time(groups[6:10])
    return (start, end) if start is not None and end is not None and start != end else None


def spans(text: str) -> list[tuple[time, time]] | None:
    """Several spans of one day, in order: 8:30-12:00 13:30-17:30; an end at 24:00 is a minute before it."""
    closer = re.sub(DASH, "-", text.strip())
    found = [hours(part) for part in re.split(r"[\s,，、;；]+", closer) if part]
    if not found or None in found:
        return None
    ordered = [(start, time(23, 59) if end == time(0) else end) for start, end in filter(None, found)]
    moments = [moment for span in ordered for moment in span]
    return ordered if moments == sorted(moments) else None


def day(text: str, today: date) -> date | None:
    """A day: 2025-09-20, 9-20, 9月20日; without a year the next one to come, or one of the last four weeks."""
    text = text.strip()
    if found := YEAR_DAY.fullmatch(text):
        return _date(*map(int, found.groups()))
    if found := SHORT_DAY.fullmatch(text):
        month, number = map(int, found.groups())
        this_year = _date(today.year, month, number)
        if this_year is not None and (today - this_year).days <= 28:
            return this_year
        return _date(today.year + 1, month, number)
    return None


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def weekdays(text: str) -> list[int] | None:
    """Days of the week: 1-5, 6 7, 周一至周五, Mon-Fri."""
    parts = [part for part in re.split(r"[\s,，、;；]+", re.sub(DASH, "-", text.strip().casefold())) if part]
    found: set[int] = set()
    for part in parts:
        first, _, last = part.partition("-")
        begin, end = _weekday(first), _weekday(last or first)
        if begin is None or end is None or end < begin:
            return None
        found.update(range(begin, end + 1))
    return sorted(found) or None


def _weekday(text: str) -> int | None:
    bare = text.removeprefix("星期").removeprefix("周")
    if bare in CHINESE_DAYS:
        return CHINESE_DAYS[bare]
    if bare.isdecimal():
        return int(bare) if 1 <= int(bare) <= 7 else None
    return ENGLISH_DAYS.get(bare[:3])


def phone(text: str) -> str | None:
    """A telephone number without spaces and dashes."""
    bare = re.sub(r"[\s()-]", "", text)
    return bare if PHONE.fullmatch(bare) else None


def staff_number(text: str) -> str | None:
    """A staff number such as E024."""
    bare = text.strip().upper()
    return bare if NUMBER.fullmatch(bare) else None
