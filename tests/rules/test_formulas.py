"""The formulas of the handbook with its worked example (R127, R131, DOMAIN 4.8)."""

from datetime import date

import pytest

from models.receivables.formulas import AreaFee, CountFee, MeterFee, details_of, first_month, formula_of, last_month

pytestmark = pytest.mark.rows("R122", "R131")
YUAN = 10_000


def test_the_worked_example_of_unit_1203():
    lines = [
        AreaFee(22000, 5 * YUAN),
        MeterFee(1824000, 1865500, 8500),
        MeterFee(31200, 32100, 46000),
        MeterFee(512000, 548600, 6200),
        CountFee(2, 300 * YUAN),
    ]
    assert [one.fen for one in lines] == [110000, 35275, 4140, 22692, 60000]
    assert sum(one.fen for one in lines) == 232107


def test_a_meter_with_a_ratio():
    assert MeterFee(120560, 124310, 8500, ratio=40).usage == 150000


def test_a_meter_that_has_turned_over():
    assert MeterFee(999950, 50, 10000, turn=1_000_000).usage == 100


@pytest.mark.parametrize(
    ("since", "fen"), [(date(2025, 9, 16), 55000), (date(2025, 9, 1), 110000), (date(2024, 2, 29), 3793)]
)
def test_the_month_of_moving_in(since: date, fen: int):
    assert first_month(22000, 5 * YUAN, since).fen == fen


@pytest.mark.parametrize(("until", "fen"), [(date(2025, 9, 30), 110000), (date(2025, 9, 1), 3667)])
def test_the_month_of_moving_out(until: date, fen: int):
    assert last_month(22000, 5 * YUAN, until).fen == fen


@pytest.mark.parametrize(("after", "fen"), [(1, 1), (3, 2), (0, 0)])
def test_half_a_fen_is_one(after: int, fen: int):
    assert MeterFee(0, after, 5000).fen == fen


@pytest.mark.parametrize("one", [AreaFee(22000, 50000), MeterFee(1, 2, 3, 40), CountFee(2, 3)])
def test_the_figures_of_a_line_are_the_formula_again(one: AreaFee | MeterFee | CountFee):
    assert formula_of(details_of(one)) == one


def test_what_was_imported_has_no_formula():
    assert formula_of({}) is None
