"""Service hours on China's calendar, quiet hours, and the promises that rest on them (DOMAIN 3.2, 4.1, 4.7)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.catalogue import Urgency
from models.hours import Hours, awake, hours_of, is_holiday, is_working_day
from models.policy import Policy, policy_of
from models.slots import coming_slots
from models.tickets.clocks import answer_by
from tests.rules.builders import Office

ZONE = ZoneInfo("Asia/Shanghai")
FULL = ((time(8, 30), time(17, 30)),)
SHORT = ((time(9), time(12)),)


def at(moment: str) -> datetime:
    """A local time of the office: at("2025-09-15 09:00")."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


@pytest.fixture
def hours(office: Office) -> Hours:
    return hours_of(office.project)


@pytest.mark.rows("R029")
@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ("2025-09-15", FULL),  # Monday
        ("2025-09-19", FULL),  # Friday
        ("2025-09-20", SHORT),  # Saturday
        ("2025-09-21", ()),  # Sunday
        ("2025-09-28", FULL),  # the Sunday that makes up for the National Day week
        *((f"2025-10-{day:02d}", ()) for day in range(1, 9)),  # National Day and Mid-Autumn
        ("2025-10-09", FULL),
        ("2025-10-11", FULL),  # the Saturday that makes up
        ("2025-10-12", ()),
        ("2025-12-31", FULL),
        ("2026-01-01", ()),  # New Year
        ("2024-02-29", FULL),  # a leap day on a Thursday
        ("2024-02-04", FULL),  # the Sunday before the Spring Festival of 2024
        ("2024-02-12", ()),
        ("2028-02-29", FULL),  # a leap day whose calendar is not published yet
    ],
)
def test_the_days_on_which_the_office_is_open(hours: Hours, day: str, spans: tuple[tuple[time, time], ...]):
    assert hours.of(date.fromisoformat(day)) == spans


@pytest.mark.parametrize(
    ("day", "holiday", "working"),
    [
        ("2025-09-28", False, True),
        ("2025-10-01", True, False),
        ("2025-10-04", True, False),  # the Saturday in the middle of the National Day week
        ("2026-01-03", True, False),  # the Saturday at the end of the New Year break
        ("2022-12-31", True, False),  # a break that begins in the year before
        ("2025-10-11", False, True),
        ("2025-09-20", False, False),
        ("2025-09-21", False, False),
        ("2025-09-22", False, True),
    ],
)
def test_holidays_and_working_days_are_two_questions(day: str, holiday: bool, working: bool):
    assert is_holiday(date.fromisoformat(day)) is holiday
    assert is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2025-09-15 08:29:59", False),
        ("2025-09-15 08:30", True),
        ("2025-09-15 12:30", True),  # lunch of nobody
        ("2025-09-15 17:29:59", True),
        ("2025-09-15 17:30", False),
        ("2025-09-20 11:59", True),
        ("2025-09-20 12:00", False),
        ("2025-09-28 16:00", True),
        ("2025-10-01 10:00", False),
    ],
)
def test_the_doors_open_and_close_to_the_minute(hours: Hours, moment: str, is_open: bool):
    assert hours.is_open(at(moment)) is is_open
    assert hours.is_open(at(moment).astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2025-09-15 10:00", "2025-09-15 10:00"),
        ("2025-09-15 07:00", "2025-09-15 08:30"),
        ("2025-09-19 18:00", "2025-09-20 09:00"),
        ("2025-09-20 12:00", "2025-09-22 08:30"),
        ("2025-09-27 13:00", "2025-09-28 08:30"),
        ("2025-09-30 17:30", "2025-10-09 08:30"),
        ("2025-12-31 23:59", "2026-01-04 08:30"),  # the Sunday of 2026 that makes up for New Year
    ],
)
def test_when_it_opens_next(hours: Hours, now: str, opens: str):
    assert hours.opens(at(now)) == at(opens)


@pytest.mark.parametrize(
    ("now", "amount", "then"),
    [
        ("2025-09-15 09:00", timedelta(minutes=5), "2025-09-15 09:05"),
        ("2025-09-15 11:58", timedelta(hours=2), "2025-09-15 13:58"),
        ("2025-09-15 17:00", timedelta(minutes=30), "2025-09-15 17:30"),
        ("2025-09-15 17:28", timedelta(minutes=5), "2025-09-16 08:33"),
        ("2025-09-19 17:28", timedelta(minutes=5), "2025-09-20 09:03"),
        ("2025-09-19 17:00", timedelta(hours=4), "2025-09-22 09:00"),
        ("2025-09-21 03:00", timedelta(minutes=5), "2025-09-22 08:35"),
        ("2025-09-30 17:00", timedelta(hours=1), "2025-10-09 09:00"),
        ("2025-10-10 17:29", timedelta(minutes=2), "2025-10-11 08:31"),
        ("2024-02-28 17:00", timedelta(hours=1), "2024-02-29 09:00"),
    ],
)
def test_service_time_counts_only_while_the_office_is_open(hours: Hours, now: str, amount: timedelta, then: str):
    assert hours.after(at(now), amount) == at(then)


def test_an_office_that_never_opens_says_so():
    closed = Hours(ZONE, ((),) * 7)
    with pytest.raises(ValueError, match="never opens"):
        closed.after(at("2026-02-02 09:00"), timedelta(days=300))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2025-09-15 08:30", "2025-09-15 08:30"),
        ("2025-09-15 20:29", "2025-09-15 20:29"),
        ("2025-09-15 20:30", "2025-09-16 08:30"),
        ("2025-09-15 23:59", "2025-09-16 08:30"),
        ("2025-09-15 00:00", "2025-09-15 08:30"),
        ("2025-09-15 08:29", "2025-09-15 08:30"),
        ("2025-09-20 10:00", "2025-09-20 10:00"),  # a weekend is no quiet time
        ("2025-09-30 20:31", "2025-10-09 08:30"),
        ("2025-10-01 12:00", "2025-10-09 08:30"),
        ("2025-12-31 21:00", "2026-01-04 08:30"),
    ],
)
def test_owners_sleep_in_the_quiet_hours_and_on_holidays(now: str, then: str):
    assert awake(at(now), ZONE, Policy()) == at(then)


@pytest.mark.rows("R029", "R030")
@pytest.mark.parametrize(
    ("now", "urgency", "until"),
    [
        ("2025-09-15 09:00", "U0", "2025-09-15 09:05"),
        ("2025-09-15 09:00", "U1", "2025-09-15 09:05"),
        ("2025-09-15 09:00", "U2", "2025-09-15 09:05"),
        ("2025-09-15 09:00", "U3", "2025-09-15 09:05"),
        ("2025-09-15 22:00", "U0", "2025-09-15 22:15"),
        ("2025-09-15 22:00", "U1", "2025-09-15 22:15"),
        ("2025-09-15 22:00", "U2", "2025-09-16 08:35"),
        ("2025-09-15 22:00", "U3", "2025-09-16 08:35"),
        ("2025-09-15 17:28", "U1", "2025-09-15 17:33"),
        ("2025-09-19 17:28", "U2", "2025-09-20 09:03"),
        ("2025-12-31 23:59", "U0", "2026-01-01 00:14"),
        ("2025-12-31 23:59", "U2", "2026-01-04 08:35"),
        ("2025-10-01 10:00", "U1", "2025-10-01 10:15"),
        ("2025-10-01 10:00", "U3", "2025-10-09 08:35"),
    ],
)
def test_until_when_the_office_promises_to_answer(office: Office, now: str, urgency: str, until: str):
    assert answer_by(office.project, Urgency(urgency), at(now)) == at(until)


def test_a_policy_of_the_office_moves_the_promise(office: Office):
    office.project.policy = {"first_answer_minutes": 20, "something_of_a_later_release": 1}
    assert policy_of(office.project).first_answer_minutes == 20
    assert answer_by(office.project, Urgency.U2, at("2025-09-15 09:00")) == at("2025-09-15 09:20")


@pytest.mark.rows("R046")
@pytest.mark.parametrize(
    "now", ["2025-09-15 09:00", "2025-09-19 17:00", "2025-09-20 13:00", "2025-09-30 16:30", "2025-12-31 23:59"]
)
def test_the_times_on_offer_are_two_open_hours_with_an_hours_notice(office: Office, hours: Hours, now: str):
    slots = coming_slots(office.project, at(now))
    assert len(slots) == len(set(slots)) == 8
    assert slots == sorted(slots)
    for start, end in slots:
        assert end - start == timedelta(hours=2)
        assert start >= at(now) + timedelta(hours=1)
        assert hours.is_open(start)
        assert hours.is_open(end - timedelta(minutes=1))
