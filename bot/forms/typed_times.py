"""Times as people type them: “明天下午3点”, “9月16日 14:30”, “周五上午十点半”, “tomorrow 9:00”, “16 Sep 2pm”, “半小时后”."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from re import Match

DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
WEEKDAYS = "一二三四五六日"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = f"({'|'.join(MONTHS)})[a-z]*"
WORDS = (
    ("day after tomorrow", 2),
    ("大后天", 3),
    ("后天", 2),
    ("明天", 1),
    ("明日", 1),
    ("tomorrow", 1),
    ("今天", 0),
    ("今日", 0),
    ("today", 0),
)
NUMERAL = re.compile(r"[零一二两三四五六七八九十]{1,3}(?=[点时分月日号个小])")
HALVES = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
CLOCK = re.compile(
    r"(?:at )?(?P<part>凌晨|早上|上午|早|中午|下午|傍晚|晚上|晚)?\s*"
    r"(?P<hour>\d{1,2})(?:[:点时](?:(?P<minute>\d{1,2})分?|(?P<half>半|[一1三3]刻))?整?)?\s*(?P<half_day>am|pm)?(?:前|左右|之前)?"
)
AHEAD = re.compile(
    r"(?:in )?(?P<count>\d{1,3}|半|half an)\s*个?(?P<unit>小时|分钟|hours?|h|minutes?|min)(?:后|以后|之后)?"
)
LONG_AGO = timedelta(days=180)
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚", "pm"})


def read_time(text: str, now: datetime) -> date | datetime | None:
    """A moment, or a day where no hour was said; `now` is local. None for what is neither."""
    said = NUMERAL.sub(lambda found: str(_number(found[0])), unicodedata.normalize("NFKC", text).strip().casefold())
    if ahead := AHEAD.fullmatch(said):
        return now + _ahead(ahead)
    day, rest = _day(said, now.date())
    rest = rest.strip(" ,，、的")
    if not rest:
        return day
    clock = _clock(rest)
    return None if clock is None else datetime.combine(day or now.date(), clock, now.tzinfo)


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
    if found["next"]:
        return today + timedelta(days=7 - today.weekday() + wanted)
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
        re.compile(rf"(?P<next>下个?|next )?(?:(?:周|星期|礼拜)(?P<zh>[{WEEKDAYS}天])|(?P<en>{'|'.join(DAYS)})[a-z]*)"),
        _weekday,
    ),
)
