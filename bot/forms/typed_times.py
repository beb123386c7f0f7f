"""Times as people type them: “明天下午3点左右”, “9月16日 14:30”, “上周五”, “后天下午”, “tomorrow 9:00”, “16 Sep 2pm”, “半小时后”."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from re import Match

DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
WEEKDAYS = "一二三四五六日"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = f"({'|'.join(MONTHS)})[a-z]*"
WORDS = (
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("day after tomorrow", 2),
    ("大前天", -3),
    ("前天", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨", -1),
    ("yesterday", -1),
    ("大后天", 3),
    ("后天", 2),
    ("明天", 1),
    ("明日", 1),
    ("tomorrow", 1),
    ("今天", 0),
    ("今日", 0),
    ("today", 0),
    ("明", 1),
    ("今", 0),
)
ABOUT = re.compile(r"大概|大约|差不多|左右|前后|\b(?:about|around)\b")
NUMERAL = re.compile(r"[零一二两三四五六七八九十]{1,3}(?=[点时分月日号个小])")
HALVES = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
CLOCK = re.compile(
    r"(?:at )?(?P<part>凌晨|早上|上午|早|中午|下午|傍晚|晚上|晚)?\s*"
    r"(?P<hour>\d{1,2})(?:[:点时](?:(?P<minute>\d{1,2})分?|(?P<half>半|[一1三3]刻))?[整钟]?)?\s*(?P<half_day>am|pm)?(?:前|之前)?"
)
AHEAD = re.compile(
    r"(?:in )?(?P<count>\d{1,3}|半|half an)\s*个?(?P<unit>小时|分钟|hours?|h|minutes?|min)(?:后|以后|之后)?"
)
SPOKEN, EARLY = re.compile("[点时]"), 7  # who says “three o'clock” to an office means the afternoon
LONG_AGO = timedelta(days=180)
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "pm"})
# A part of the day that stands alone is a window; one short word says so only behind a day.
PARTS = {
    **dict.fromkeys(("早上", "早晨", "上午", "早", "morning", "in the morning"), (time(8), time(12))),
    **dict.fromkeys(("中午", "noon"), (time(12), time(14))),
    **dict.fromkeys(("下午", "afternoon", "in the afternoon"), (time(13), time(18))),
    **dict.fromkeys(("傍晚",), (time(17), time(19))),
    **dict.fromkeys(("晚上", "夜里", "晚", "evening", "in the evening"), (time(18), time(21))),
    **dict.fromkeys(("凌晨",), (time(0), time(6))),
}
SHORT_PARTS = frozenset({"早", "晚"})


@dataclass(frozen=True)
class HalfDay:
    """A part of a day, such as an afternoon: from, and until."""

    start: datetime
    end: datetime


def read_time(text: str, now: datetime, told: date | None = None) -> date | datetime | HalfDay | None:
    """A moment, or a part of a day, or a day where no hour was said; None for what is neither.

    `now` is local. An hour without a day is of the day `told`, where the talk is of another one than today.
    """
    plain = ABOUT.sub("", unicodedata.normalize("NFKC", text).strip().casefold()).strip()
    said = NUMERAL.sub(lambda found: str(_number(found[0])), plain)
    if ahead := AHEAD.fullmatch(said):
        return now + _ahead(ahead)
    day, rest = _day(said, now.date())
    rest = rest.strip(" ,，、的")
    if not rest:
        return day
    if rest in PARTS and not (day is None and rest in SHORT_PARTS):
        return HalfDay(*(datetime.combine(day or told or now.date(), edge, now.tzinfo) for edge in PARTS[rest]))
    clock = _clock(rest)
    return None if clock is None else datetime.combine(day or told or now.date(), clock, now.tzinfo)


def _number(numeral: str) -> int:
    tens, ten, units = numeral.rpartition("十")
    return (DIGITS[tens[-1]] if tens else 1) * 10 * bool(ten) + (DIGITS[units[-1]] if units else 0)


def _ahead(found: Match[str]) -> timedelta:
    count = 0.5 if not found["count"].isdecimal() else int(found["count"])
    return timedelta(hours=count) if found["unit"][0] in "小h" else timedelta(minutes=count)


def _clock(said: str) -> time | None:
    if re.fullmatch(r"\d{4}", said):
        said = f"{said[:2]}:{said[2:]}"
    found = CLOCK.fullmatch(said)
    if found is None or (found["hour"] == said):  # a number alone is no time
        return None
    hour, half_day = int(found["hour"]), found["half_day"] or found["part"] or ""
    if not half_day and 0 < hour < EARLY and SPOKEN.search(said):
        half_day = "下午"
    minute = HALVES[found["half"]] if found["half"] else int(found["minute"] or 0)
    if hour < 12 and (half_day in AFTERNOON or (half_day == "中午" and hour < 3)):
        hour += 12
    elif hour == 12 and half_day in {"am", "凌晨"}:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(said: str, today: date) -> tuple[date | None, str]:
    """The day at the beginning, and what comes after it."""
    for word, ahead in WORDS:
        if said.startswith(word):
            return today + timedelta(days=ahead), said[len(word) :]
    for pattern, make in PATTERNS:
        if found := pattern.match(said):
            try:
                return make(found, today), said[found.end() :]
            except ValueError:  # such as 31 June
                return None, said
    return None, said


def _coming(today: date, month: int, day: int) -> date:
    """This year's, or next year's where that was long ago: in December, January means the next one."""
    found = date(today.year, month, day)
    return found if today - found < LONG_AGO else found.replace(year=today.year + 1)


def _month_and_day(found: Match[str], today: date) -> date:
    first, second = int(found[1]), int(found[2])
    if first > 12 and "月" not in found[0]:  # 17/9, as some write it
        first, second = second, first
    return _coming(today, first, second)


def _day_of_month(found: Match[str], today: date) -> date:
    day = int(found[1])
    if day >= today.day:
        return today.replace(day=day)
    month = today.year * 12 + today.month
    return date(month // 12, month % 12 + 1, day)


def _weekday(found: Match[str], today: date) -> date:
    name = found["zh"] or found["en"]
    wanted = WEEKDAYS.index("日" if name == "天" else name) if found["zh"] else DAYS.index(name)
    if which := found["which"]:
        weeks = {"下": 7, "n": 7, "上": -7, "l": -7}.get(which[0], 0)
        return today + timedelta(days=weeks - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Match[str], date], date]], ...] = (
    (
        re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"),
        lambda found, today: date(int(found[1]), int(found[2]), int(found[3])),
    ),
    (re.compile(r"(\d{1,2})[-/月](\d{1,2})[日号]?"), _month_and_day),
    (
        re.compile(rf"(\d{{1,2}})\s*{MONTH}\b"),
        lambda found, today: _coming(today, MONTHS.index(found[2]) + 1, int(found[1])),
    ),
    (
        re.compile(rf"{MONTH}\s*(\d{{1,2}})\b(?!:)"),
        lambda found, today: _coming(today, MONTHS.index(found[1]) + 1, int(found[2])),
    ),
    (re.compile(r"(\d{1,2})[日号]"), _day_of_month),
    (
        re.compile(
            rf"(?P<which>[上下这]个?|本|next |last )?(?:(?:周|星期|礼拜)(?P<zh>[{WEEKDAYS}天])|(?P<en>{'|'.join(DAYS)})[a-z]*)"
        ),
        _weekday,
    ),
)
