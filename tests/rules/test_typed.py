"""What people type is read as they mean it, and what nobody could mean is not read at all."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import typed

MONDAY = date(2025, 9, 15)
HALF_PAST_EIGHT, HALF_PAST_FIVE = time(8, 30), time(17, 30)
quickly = settings(max_examples=200, deadline=None, derandomize=True, database=None)


WAYS = ("8:30-17:30", "0830-1730", "8.30 - 17.30", "8点半至17点半", "8:30到17:30", "8:30 to 17:30")


@pytest.mark.parametrize("text", WAYS)
def test_hours_are_read_however_they_are_written(text: str):
    assert typed.hours(text) == (HALF_PAST_EIGHT, HALF_PAST_FIVE)


@pytest.mark.rows("R015")
@pytest.mark.parametrize("text", ["20-8", "20:00-8:00", "20点到8点", "2000-0800"])
def test_hours_may_go_over_midnight(text: str):
    assert typed.hours(text) == (time(20), time(8))


@pytest.mark.parametrize(
    "text", ["", "8", "8:30", "25-8", "8:60-9", "8-8", "abc", "8-17-20", "8:30-", "-8", "8:30 17:30", "1-2-3", "８-"]
)
def test_what_is_no_span_of_time_is_not_read(text: str):
    assert typed.hours(text) is None


def test_midnight_ends_a_day():
    assert typed.hours("16-24") == (time(16), time(0))
    assert typed.spans("8:30-12, 13-24") == [(HALF_PAST_EIGHT, time(12)), (time(13), time(23, 59))]


@pytest.mark.parametrize("text", ["13-12", "8-12 11-13", "20-8", "8-12 x", ""])
def test_spans_of_a_day_stand_in_order(text: str):
    assert typed.spans(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9-20", date(2025, 9, 20)),
        ("9月20日", date(2025, 9, 20)),
        ("2025-09-20", date(2025, 9, 20)),
        ("2025年9月20日", date(2025, 9, 20)),
        ("9-1", date(2025, 9, 1)),  # two weeks ago
        ("1-2", date(2026, 1, 2)),  # the next one
        ("2-30", None),
        ("13-1", None),
        ("tomorrow", None),
        ("20", None),
    ],
)
def test_days(text: str, day: date | None):
    assert typed.day(text, MONDAY) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1-5", [1, 2, 3, 4, 5]),
        ("周一至周五", [1, 2, 3, 4, 5]),
        ("Mon-Fri", [1, 2, 3, 4, 5]),
        ("周六、周日", [6, 7]),
        ("星期三", [3]),
        ("1,3,5", [1, 3, 5]),
        ("5-1", None),
        ("8", None),
        ("0", None),
        ("every day", None),
    ],
)
def test_weekdays(text: str, days: list[int] | None):
    assert typed.weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "phone"), [("138 0000-0000", "13800000000"), ("+86 138", "+86138"), ("12", None), ("电话", None)]
)
def test_telephones(text: str, phone: str | None):
    assert typed.phone(text) == phone


@quickly
@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str):
    for read in (typed.clock, typed.hours, typed.spans, typed.weekdays, typed.phone, typed.staff_number):
        read(text)
    typed.day(text, MONDAY)


@quickly
@given(st.times(), st.times())
def test_every_pair_of_minutes_is_read_as_it_is_written(start: time, end: time):
    start, end = (one.replace(second=0, microsecond=0) for one in (start, end))
    assert typed.hours(f"{start:%H:%M}-{end:%H:%M}") == ((start, end) if start != end else None)
