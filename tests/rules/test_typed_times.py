"""Times as people type them, in both languages; what is no time is none."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.forms.past import read_past
from bot.forms.typed_times import HalfDay, read_time

NOW = datetime(2025, 9, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天下午3点", "2025-09-16 15:00"),
        ("明天 9:30", "2025-09-16 09:30"),
        ("9月16日14:30", "2025-09-16 14:30"),
        ("9月16号 下午两点半", "2025-09-16 14:30"),
        ("周五上午十点半", "2025-09-19 10:30"),
        ("星期天14:00", "2025-09-21 14:00"),
        ("下周一9点", "2025-09-22 09:00"),
        ("大后天 8:30", "2025-09-18 08:30"),
        ("今天十五点", "2025-09-15 15:00"),
        ("１４：３０", "2025-09-15 14:30"),
        ("1430", "2025-09-15 14:30"),
        ("二十点三十分", "2025-09-15 20:30"),
        ("下午三点一刻", "2025-09-15 15:15"),
        ("中午1点", "2025-09-15 13:00"),
        ("半小时后", "2025-09-15 09:30"),
        ("两个小时后", "2025-09-15 11:00"),
        ("十五分钟", "2025-09-15 09:15"),
        ("in 45 minutes", "2025-09-15 09:45"),
        ("tomorrow 9:00", "2025-09-16 09:00"),
        ("16 Sep 2pm", "2025-09-16 14:00"),
        ("Sep 17 10:30", "2025-09-17 10:30"),
        ("next Fri 10:00", "2025-09-26 10:00"),
        ("17/9 15:00", "2025-09-17 15:00"),
        ("2025-09-17 14:00", "2025-09-17 14:00"),
        ("1月3日 10:00", "2026-01-03 10:00"),
        ("9月10日 10:00", "2025-09-10 10:00"),  # over, and said so
        ("12am", "2025-09-15 00:00"),
        ("12:30 pm", "2025-09-15 12:30"),
    ],
)
def test_a_typed_time_is_that_time(text: str, expected: str):
    found = read_time(text, NOW)
    assert isinstance(found, datetime)
    assert f"{found:%Y-%m-%d %H:%M}" == expected
    assert found.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天", date(2025, 9, 16)),
        ("后天", date(2025, 9, 17)),
        ("周一", date(2025, 9, 15)),
        ("17号", date(2025, 9, 17)),
        ("3号", date(2025, 10, 3)),
        ("9/17", date(2025, 9, 17)),
        ("friday", date(2025, 9, 19)),
    ],
)
def test_a_day_alone_is_a_day(text: str, expected: date):
    assert read_time(text, NOW) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "12", "99999", "9999", "25点", "40:00", "0:75", "31 june", "9月31日", "2月29日", "13月1日", "13/13",
        "随便", "都可以", "十十点", "零月零日", "明天上午9点到11点", "0000-00-00 00:00", "99:99", "-1:00", "点", "半", "1" * 400,
        "9月16日14:30; DROP TABLE", "明天明天", "\x00", "3 months",
    ],
)  # fmt: skip
def test_nonsense_is_no_time(text: str):
    assert read_time(text, NOW) is None


def test_the_last_day_of_a_month_leads_into_the_next():
    now = NOW.replace(month=12, day=31)
    assert read_time("2号", now) == date(2026, 1, 2)
    assert read_time("明天9点", now) == now.replace(year=2026, month=1, day=1, hour=9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天下午三点左右", "2025-09-16 15:00"),
        ("大概明天下午三点", "2025-09-16 15:00"),
        ("明天大约10点半左右", "2025-09-16 10:30"),
        ("三点半", "2025-09-15 15:30"),
        ("明天两点", "2025-09-16 14:00"),
        ("早上六点", "2025-09-15 06:00"),
        ("3:00", "2025-09-15 03:00"),
        ("明早九点", "2025-09-16 09:00"),
        ("今晚八点", "2025-09-15 20:00"),
        ("around 3pm", "2025-09-15 15:00"),
        ("昨天晚上八点", "2025-09-14 20:00"),
        ("上周五下午三点", "2025-09-12 15:00"),
        ("九点整", "2025-09-15 09:00"),
        ("十点钟", "2025-09-15 10:00"),
    ],
)
def test_times_are_read_as_people_say_them(text: str, expected: str):
    found = read_time(text, NOW)
    assert isinstance(found, datetime)
    assert f"{found:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("后天下午", "17 13:00", "17 18:00"),
        ("明天上午", "16 08:00", "16 12:00"),
        ("明早", "16 08:00", "16 12:00"),
        ("下午", "15 13:00", "15 18:00"),
        ("周三上午左右", "17 08:00", "17 12:00"),
        ("tomorrow afternoon", "16 13:00", "16 18:00"),
    ],
)
def test_a_part_of_a_day_alone_is_a_window(text: str, start: str, end: str):
    found = read_time(text, NOW)
    assert isinstance(found, HalfDay)
    assert (f"{found.start:%d %H:%M}", f"{found.end:%d %H:%M}") == (start, end)


def test_an_hour_alone_is_of_the_day_that_the_talk_is_of():
    assert read_time("15:30", NOW, date(2025, 9, 17)) == NOW.replace(day=17, hour=15, minute=30)
    assert read_time("明天15:30", NOW, date(2025, 9, 17)) == NOW.replace(day=16, hour=15, minute=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上周五", date(2025, 9, 12)),
        ("周五", date(2025, 9, 12)),
        ("上个星期天", date(2025, 9, 14)),
        ("昨天", date(2025, 9, 14)),
        ("昨晚", date(2025, 9, 14)),
        ("前天下午", date(2025, 9, 13)),
        ("大前天", date(2025, 9, 12)),
        ("last Friday", date(2025, 9, 12)),
        ("yesterday afternoon", date(2025, 9, 14)),
    ],
)
def test_days_that_have_been_are_read_by_the_same_words(text: str, expected: date):
    assert read_past(text, NOW) == expected
