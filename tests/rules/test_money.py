"""Money and quantities as people type them, and what a service costs: sums that add up, and nobody is charged less than nothing."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import demo
from models.money import LARGEST, in_capitals, parse_yuan, percent_of, times
from models.prices.estimate import LineKind, estimate
from models.prices.quantity import Counted, Ill, parse_quantity

quickly = settings(max_examples=200, deadline=None, derandomize=True, database=None)
PIECES = Counted("支", "piece", True, 100)
AREA = Counted("平方米", "square metre", False, 5000)
PERSON_HOURS = Counted("人·小时", "person-hour", False, 200)


@dataclass(frozen=True)
class Price:
    price_fen: int | None
    minimum_fen: int = 0


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("15", 1500),
        ("15.5", 1550),
        ("15元", 1500),
        ("１５", 1500),
        (" 15 块 ", 1500),
        ("¥15.05", 1505),
        ("RMB 15", 1500),
        ("15 yuan", 1500),
        ("1,200.00", 120000),
        ("0", 0),
    ],
)
def test_yuan_are_read_however_they_are_written(text: str, fen: int):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "元", "-1", "1.234", "1,20", "1e9", "十五", "15-20", "99999999999999", "15元5", "."]
)
def test_what_is_no_amount_is_not_read(text: str):
    assert parse_yuan(text) is None


@quickly
@given(st.integers(0, LARGEST))
def test_an_amount_that_is_written_out_is_read_back(fen: int):
    assert parse_yuan(f"{fen // 100:,}.{fen % 100:02d}元") == fen


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1500, "壹拾伍元整"),
        (1505, "壹拾伍元零伍分"),
        (1550, "壹拾伍元伍角整"),
        (20000, "贰佰元整"),
        (1050000, "壹万零伍佰元整"),
        (1000100, "壹万零壹元整"),
        (1234567, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        (20000003, "贰拾万元零叁分"),
        (10010000000, "壹亿零壹拾万元整"),
        (-1500, "负壹拾伍元整"),
    ],
)
def test_amounts_in_capitals(fen: int, said: str):
    assert in_capitals(fen) == said


@quickly
@given(st.integers(1, LARGEST))
def test_capitals_are_different_for_different_amounts_and_never_say_nothing_twice(fen: int):
    said = in_capitals(fen)
    assert "零零" not in said
    assert said != in_capitals(fen - 1)


def test_half_a_fen_is_rounded_up():
    assert times(333, 150) == 500
    assert times(1, 49) == 0
    assert times(1, 50) == 1
    assert percent_of(15, 30) == 5


@pytest.mark.rows("R064")
@quickly
@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**6), st.booleans(), st.integers(0, 200))
def test_an_estimate_adds_up_and_more_never_costs_less(
    price: int, minimum: int, quantity: int, outside: bool, percent: int
):
    priced = Price(price, minimum)
    one = estimate(priced, quantity, outside_hours=outside, surcharge_percent=percent)
    more = estimate(priced, quantity + 1, outside_hours=outside, surcharge_percent=percent)
    assert one is not None
    assert more is not None
    assert one.total_fen == sum(line.amount_fen for line in one.lines)
    assert all(line.amount_fen >= 0 for line in one.lines)
    assert all(line.amount_fen == times(line.price_fen, line.quantity) for line in one.lines)
    assert minimum <= one.total_fen <= more.total_fen


@pytest.mark.rows("R064")
def test_the_least_and_the_surcharge_are_lines_of_their_own():
    carpet = Price(400, 20000)
    found = estimate(carpet, 2000, outside_hours=True, surcharge_percent=30)
    assert found is not None
    assert [(line.kind, line.quantity, line.amount_fen) for line in found.lines] == [
        (LineKind.LABOUR, 2000, 8000),
        (LineKind.MINIMUM, 100, 12000),
        (LineKind.SURCHARGE, 100, 6000),
    ]
    large = estimate(carpet, 10000)
    assert large is not None
    assert [(line.kind, line.amount_fen) for line in large.lines] == [(LineKind.LABOUR, 40000)]


@pytest.mark.rows("R078")
def test_what_only_a_quotation_can_say_is_not_estimated():
    assert estimate(Price(None), 100) is None
    with pytest.raises(ValueError):
        estimate(Price(100), 0)


@pytest.mark.parametrize(
    ("text", "counted", "found"),
    [
        ("2", PIECES, 200),
        ("两个", PIECES, 200),
        ("2个", PIECES, 200),
        ("２支", PIECES, 200),
        ("十二", PIECES, 1200),
        ("二十", PIECES, 2000),
        ("two", PIECES, 200),
        ("3 pieces", PIECES, 300),
        ("2.5", AREA, 250),
        ("120平方米", AREA, 12000),
        ("一百二十平", AREA, 12000),
        ("1,200 ㎡", AREA, 120000),
        ("2人3小时", PERSON_HOURS, 600),
        ("两个半小时", PERSON_HOURS, 250),
        ("半小时", PERSON_HOURS, 50),
        ("3 hours", PERSON_HOURS, 300),
    ],
)
def test_quantities_are_read_however_they_are_written(text: str, counted: Counted, found: int):
    assert parse_quantity(text, counted) == found


@pytest.mark.parametrize(
    ("text", "counted", "why"),
    [
        ("两盒", PIECES, Ill.OTHER_UNIT),
        ("120平方米", PIECES, Ill.OTHER_UNIT),
        ("两个", AREA, Ill.OTHER_UNIT),
        ("2.5", PIECES, Ill.NOT_WHOLE),
        ("0", PIECES, Ill.TOO_LITTLE),
        ("零", PIECES, Ill.TOO_LITTLE),
        ("-1", PIECES, Ill.TOO_LITTLE),
        ("101", PIECES, Ill.TOO_MUCH),
        ("1000000000", AREA, Ill.TOO_MUCH),
        ("1" * 30, AREA, Ill.TOO_MUCH),
        ("一万", AREA, Ill.TOO_MUCH),
        ("1e9", AREA, Ill.UNREADABLE),
        ("2 3", AREA, Ill.UNREADABLE),
        ("2.555", AREA, Ill.UNREADABLE),
        ("", PIECES, Ill.UNREADABLE),
        ("很多", PIECES, Ill.UNREADABLE),
        ("12十", PIECES, Ill.UNREADABLE),
        ("二三", PIECES, Ill.UNREADABLE),
    ],
)
def test_what_is_no_quantity_says_why(text: str, counted: Counted, why: Ill):
    assert parse_quantity(text, counted) is why


@quickly
@given(st.text(max_size=20))
def test_whatever_people_write_is_a_quantity_or_a_reason(text: str):
    for counted in (PIECES, AREA, PERSON_HOURS):
        found = parse_quantity(text, counted)
        assert isinstance(found, Ill) or 0 < found <= counted.most * 100


def test_the_prices_of_the_demo_are_amounts():
    assert sum(parse_yuan(row["price"]) is not None for row in demo.rows("prices")) == 30
