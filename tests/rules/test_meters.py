"""Meters by their rules: readings that cannot be true, exchanges, estimates, prices with gaps, and the billing run (R127, R128, R131)."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import select

from models.estate import Unit
from models.meters import reading, running
from models.meters.computing import NO_READING, compute
from models.meters.kinds import Doubt, How, MeterKind, ReadingState
from models.meters.plausible import doubts, has_rolled
from models.meters.pricing import Price, PriceGap, Stretch, stretches
from models.meters.refusals import NoReadingBefore, NotAReading, OfAnotherMonth, StillMissing
from models.meters.tables import FeePrice, Meter, PriceState, RunState
from models.receivables.balances import lines_in
from models.receivables.formulas import SplitFee, formula_of
from models.receivables.refusals import OwnProposal
from models.refusals import NotYours, Outdated, ReasonMissing, TooLate
from tests.rules.builders import Office

pytestmark = [pytest.mark.rows("R127", "R128"), pytest.mark.accounts]
SEPTEMBER, OCTOBER = date(2025, 9, 1), date(2025, 10, 1)
FIELD, SUPERVISOR, FINANCE, MANAGER, DESK, POWERMAN = "孙晓芸", "许文静", "冯雪", "周立新", "郑雨", "高建军"
YUAN = 10_000


@pytest.mark.parametrize(
    ("before", "after", "usages", "found"),
    [
        (100, 90, [], {Doubt.BACKWARDS}),
        (10000, 10000, [5000, 5000], {Doubt.ZERO}),
        (10000, 15000, [5000, 5000], set()),
        (10000, 18000, [5000, 5000], {Doubt.DEVIATES}),
        (10000, 17500, [5000, 5000], set()),  # half as much again is not more than half
        (10000, 11200, [500, 500], set()),  # far in per cent, and only 7 units
        (10000, 13600, [500, 500], {Doubt.DEVIATES}),
        (10000, 99000, [], set()),  # nothing to compare with
        (999000, 500, [1500, 1500], {Doubt.ROLLED}),
        (999000, 500000, [1500, 1500], {Doubt.BACKWARDS}),
    ],
)
def test_what_cannot_be_true_is_doubted(before: int, after: int, usages: list[int], found: set[Doubt]):
    assert doubts(before, after, usages) == found


def test_an_empty_unit_may_use_nothing():
    assert doubts(10000, 10000, [5000, 5000], occupied=False) == frozenset()


def test_only_a_meter_near_its_end_can_have_turned_over():
    assert not has_rolled(500000, 10, [1000])
    assert has_rolled(999990, 10, [1000])


def test_prices_by_their_days():
    prices = [
        Price(5, date(2025, 1, 1), date(2025, 8, 15)),
        Price(6, date(2025, 8, 16)),
        Price(3, date(2025, 8, 30), own=True),
    ]
    assert stretches(prices, date(2025, 8, 14), date(2025, 8, 31)) == [
        Stretch(2, 5, 1),
        Stretch(14, 6, 1),
        Stretch(2, 3, 1),
    ]
    with pytest.raises(PriceGap) as gap:
        stretches(prices[:1], date(2025, 8, 14), date(2025, 8, 31))
    assert gap.value.day == date(2025, 8, 16)


def meter_of(office: Office, unit: str = "1203", kind: MeterKind = MeterKind.POWER) -> Meter:
    """The meter of a unit as it is now."""
    mine = select(Meter).where(Meter.unit_id == office.unit(unit).id, Meter.kind == kind, Meter.until.is_(None))
    return office.session.scalars(mine).one()


def october(office: Office) -> None:
    """The first of October at seven."""
    office.now = datetime(2025, 10, 1, 7, tzinfo=office.project.zone)


def read(
    office: Office, value: int, unit: str = "1203", kind: MeterKind = MeterKind.POWER, how: How = How.REMOTE, **more
):
    """A reading of October by field service."""
    by = office.person(more.pop("by", FIELD))
    return reading.enter(
        office.session, meter_of(office, unit, kind), OCTOBER, value, how, by=by, now=office.now, **more
    )


def test_a_reading_of_the_usual_kind_counts_at_once(office: Office):
    october(office)
    one = read(office, 1_865_500 + 41_000)
    assert (one.state, one.doubts) == (ReadingState.FINE, [])
    assert read(office, 1_865_500 + 41_000).id == one.id


def test_the_same_again_by_another_value_replaces_it(office: Office):
    october(office)
    first = read(office, 1_900_000)
    second = read(office, 1_906_500)
    assert (first.state, reading.reading_of(office.session, meter_of(office), OCTOBER)) == (
        ReadingState.REPLACED,
        second,
    )


def test_what_is_doubted_waits_for_a_second_look(office: Office):
    october(office)
    one = read(office, 1_865_500)
    assert (one.state, one.doubts) == (ReadingState.DOUBTED, ["zero"])
    assert reading.counting(office.session, meter_of(office), OCTOBER) is None
    for who, note, refusal in ((DESK, "x", NotYours), (FIELD, " ", ReasonMissing)):
        with pytest.raises(refusal):
            reading.confirm(office.session, one.id, by=office.person(who), now=office.now, note=note)
    reading.confirm(office.session, one.id, by=office.person(FIELD), now=office.now, note="放假一个月")
    assert reading.counting(office.session, meter_of(office), OCTOBER) is one
    with pytest.raises(TooLate):
        reading.confirm(office.session, one.id, by=office.person(FIELD), now=office.now, note="再次")


def test_a_reading_backwards_is_never_true(office: Office):
    october(office)
    one = read(office, 1_000)
    with pytest.raises(TooLate):
        reading.confirm(office.session, one.id, by=office.person(SUPERVISOR), now=office.now, note="就是这样")


@pytest.mark.parametrize("value", [-1, 10**6 * 10, 1.5, True])
def test_no_meter_shows_this(office: Office, value: int):
    october(office)
    with pytest.raises(NotAReading):
        read(office, value)


def test_by_hand_with_a_photo_or_a_reason(office: Office):
    october(office)
    with pytest.raises(ReasonMissing):
        read(office, 1_906_500, how=How.MANUAL)
    assert read(office, 1_906_500, how=How.MANUAL, no_photo="表井已锁", by=POWERMAN).note == "表井已锁"


def test_nobody_reads_the_month_to_come_and_strangers_read_nothing(office: Office):
    with pytest.raises(OfAnotherMonth):
        read(office, 1_906_500)
    october(office)
    for who in (DESK, "陈女士", "钱敏"):
        with pytest.raises(NotYours):
            read(office, 1_906_500, by=who)


def test_an_estimate_is_the_mean_and_the_next_reading_puts_it_right(office: Office):
    october(office)
    one = reading.estimate(office.session, meter_of(office), OCTOBER, by=office.person(FIELD), now=office.now)
    assert one.value == 1_865_500 + (41_000 + 41_500) // 2
    office.now = datetime(2025, 11, 1, 7, tzinfo=office.project.zone)
    true = reading.enter(
        office.session,
        meter_of(office),
        date(2025, 11, 1),
        1_950_000,
        How.REMOTE,
        by=office.person(FIELD),
        now=office.now,
    )
    assert true.value - one.value == 43_250


def exchanged(office: Office, first: int) -> Meter:
    """A new meter since the twentieth of September; the old one showed 18,800.00."""
    by, day = office.person(FIELD), date(2025, 9, 20)
    old, number = meter_of(office), "D1203B"
    return reading.exchange(
        office.session, old, last=1_880_000, number=number, first=first, ratio=1, day=day, by=by, now=office.now
    )


def test_nothing_is_estimated_without_a_reading_before(office: Office):
    october(office)
    fresh = exchanged(office, first=0)
    with pytest.raises(NoReadingBefore):
        reading.estimate(office.session, fresh, OCTOBER, by=office.person(FIELD), now=office.now)


def test_an_exchange_bills_both_meters_once(office: Office):
    october(office)
    exchanged(office, first=100)
    read(office, 20_100)
    line = next(
        one
        for one in compute(office.session, office.project, OCTOBER)
        if (one.unit.number, one.fee_code) == ("1203", "F03")
    )
    # (18,800.00 - 18,655.00) + (201.00 - 1.00) = 345.00 at 0.85
    assert line.fen == 29_325


@pytest.mark.rows("R131")
def test_the_worked_example_comes_out_of_the_run(office: Office):
    found = {
        one.fee_code: one for one in compute(office.session, office.project, SEPTEMBER) if one.unit.number == "1203"
    }
    assert {code: one.fen for code, one in found.items()} == {
        "F01": 110000,
        "F02": 4140,
        "F03": 35275,
        "F04": 22692,
        "F07": 60000,
    }


def test_1801_has_a_ratio_and_1606_a_meter_that_is_stuck(office: Office):
    found = {(one.unit.number, one.fee_code): one for one in compute(office.session, office.project, SEPTEMBER)}
    assert found["1801", "F03"].fen == 150_000 * 85 // 100
    assert (found["1606", "F03"].fen, found["1606", "F03"].missing) == (None, "doubted")


def test_the_run_of_a_month_against_a_calculation_of_our_own(office: Office):
    """Every unit's September by plain fractions from the tables of the office."""
    found = {
        (one.unit.number, one.fee_code): one.fen
        for one in compute(office.session, office.project, SEPTEMBER)
        if one.fen
    }
    ours = _by_hand(office)
    assert found == ours
    assert sum(found.values()) == sum(ours.values())


def _by_hand(office: Office) -> dict[tuple[str, str], int]:
    prices = {"water": ("F02", 460), "power": ("F03", 85), "cooling": ("F04", 62)}
    ours: dict[tuple[str, str], int] = {}
    own = {
        one.unit_id: one
        for one in office.session.scalars(
            select(FeePrice).where(FeePrice.unit_id.is_not(None), FeePrice.fee_code == "F01")
        )
    }
    bays = {
        one.unit_id: one.count for one in office.session.scalars(select(FeePrice).where(FeePrice.fee_code == "F07"))
    }
    for unit in office.session.scalars(select(Unit)):
        if unit.status != "not_handed_over":
            rate = Fraction(own[unit.id].price, YUAN) if unit.id in own else Fraction(5)
            first = unit.contract_from.day if unit.contract_from and f"{unit.contract_from:%Y-%m}" == "2025-09" else 1
            ours[unit.number, "F01"] = _fen(unit.area_m2 * rate * Fraction(31 - first, 30))
        if unit.id in bays:
            ours[unit.number, "F07"] = bays[unit.id] * 30000
        for kind, (code, price) in prices.items():
            if used := _used(office, unit, kind):
                ours[unit.number, code] = _fen(used * Fraction(price, 100))
    return ours


def _used(office: Office, unit: Unit, kind: str) -> Fraction:
    meter = office.session.scalars(select(Meter).where(Meter.unit_id == unit.id, Meter.kind == kind)).one_or_none()
    if meter is None:
        return Fraction(0)
    shown = {
        one.period: one
        for one in office.session.scalars(select(reading.Reading).where(reading.Reading.meter_id == meter.id))
    }
    now, before = shown[SEPTEMBER], shown[date(2025, 8, 1)]
    return Fraction(0) if now.state == "doubted" else Fraction((now.value - before.value) * meter.ratio, 100)


def _fen(yuan: Fraction) -> int:
    return int(yuan * 100 + Fraction(1, 2))


@pytest.mark.rows("R131")
def test_a_price_that_changes_within_the_month_is_split_by_days(office: Office):
    by = office.person(MANAGER).id
    old = office.session.scalars(select(FeePrice).where(FeePrice.fee_code == "F03", FeePrice.unit_id.is_(None))).one()
    old.valid_until = date(2025, 8, 10)
    new = {"fee_code": "F03", "price": 9_000, "valid_from": date(2025, 8, 11), "state": PriceState.APPROVED}
    office.session.add(FeePrice(project_id=office.project.id, at=office.now, by_id=by, **new))
    office.session.flush()
    line = next(
        one
        for one in compute(office.session, office.project, SEPTEMBER)
        if (one.unit.number, one.fee_code) == ("1203", "F03")
    )
    assert line.fen == _fen(
        Fraction(415) * (Fraction(10, 31) * Fraction(85, 100) + Fraction(21, 31) * Fraction(90, 100))
    )
    assert isinstance(formula_of(line.details), SplitFee)


def test_a_price_that_nobody_approved_is_a_gap(office: Office):
    old = office.session.scalars(select(FeePrice).where(FeePrice.fee_code == "F02", FeePrice.unit_id.is_(None))).one()
    old.state = PriceState.PROPOSED
    office.session.flush()
    missing = {one.missing for one in compute(office.session, office.project, SEPTEMBER) if one.fee_code == "F02"}
    assert missing == {"price:2025-08-01"}


def complete(office: Office) -> None:
    """October is read everywhere, with the usage of the month before; the stuck meter is repaired."""
    october(office)
    for meter in office.session.scalars(select(Meter)):
        used = reading.usages(office.session, meter, OCTOBER)
        value = reading.value_before(office.session, meter, OCTOBER) + max(used[-1] // meter.ratio if used else 0, 100)
        one = reading.enter(office.session, meter, OCTOBER, value, How.REMOTE, by=office.person(FIELD), now=office.now)
        if one.state == ReadingState.DOUBTED:
            reading.confirm(office.session, one.id, by=office.person(FIELD), now=office.now, note="已看")


def test_a_run_is_computed_proposed_and_released_by_two_hands_and_opens_everything_once(office: Office):
    complete(office)
    run = running.compute_run(office.session, office.project, OCTOBER, by=office.person(FIELD), now=office.now)
    running.propose_run(office.session, run.id, by=office.person(FIELD), now=office.now)
    with pytest.raises(NotYours):
        running.release_run(office.session, run.id, by=office.person(FIELD), now=office.now)
    with pytest.raises(Outdated):
        running.release_run(office.session, run.id, by=office.person(MANAGER), now=office.now, seen=1)
    running.release_run(office.session, run.id, by=office.person(MANAGER), now=office.now, seen=run.version)
    opened = lines_in(office.session, office.project, OCTOBER, date(2025, 10, 1))
    wanted = [one for one in running.lines_of_run(office.session, run) if one.amount_fen]
    assert sorted((one.row.unit_id, one.row.fee_code, one.row.amount_fen) for one in opened) == sorted(
        (one.unit_id, one.fee_code, one.amount_fen) for one in wanted
    )
    assert {one.row.due_on for one in opened} == {date(2025, 10, 20)}
    for again in (
        lambda: running.release_run(office.session, run.id, by=office.person(MANAGER), now=office.now),
        lambda: running.compute_run(office.session, office.project, OCTOBER, by=office.person(FIELD), now=office.now),
    ):
        with pytest.raises(TooLate):
            again()


def test_a_run_with_something_missing_is_not_put_before_the_manager(office: Office):
    october(office)
    run = running.compute_run(office.session, office.project, OCTOBER, by=office.person(FINANCE), now=office.now)
    assert {one.missing for one in running.lines_of_run(office.session, run) if one.amount_fen is None} == {NO_READING}
    with pytest.raises(StillMissing) as refused:
        running.propose_run(office.session, run.id, by=office.person(FINANCE), now=office.now)
    assert refused.value.facts["count"] > 50


def test_who_proposed_a_run_does_not_release_it(office: Office):
    complete(office)
    run = running.compute_run(office.session, office.project, OCTOBER, by=office.person(FIELD), now=office.now)
    running.propose_run(office.session, run.id, by=office.person(FIELD), now=office.now)
    run.proposed_by_id = office.person(MANAGER).id
    with pytest.raises(OwnProposal):
        running.release_run(office.session, run.id, by=office.person(MANAGER), now=office.now)
    assert run.state == RunState.PROPOSED


def test_what_is_far_from_the_month_before_is_marked(office: Office):
    run = running.compute_run(office.session, office.project, SEPTEMBER, by=office.person(FIELD), now=office.now)
    far = {(one.unit.number, one.fee_code) for one in running.lines_of_run(office.session, run) if "far" in one.flags}
    assert far == set()
    line = next(one for one in running.lines_of_run(office.session, run) if one.before_fen)
    assert line.amount_fen is not None
