"""What every unit has to pay for a month, by the formulas: areas and bays in advance, meters for the month before (DOMAIN 4.8)."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.meters import reading
from models.meters.kinds import FEES, How
from models.meters.pricing import Price, PriceGap, Stretch, stretches
from models.meters.reading import OCCUPIED
from models.meters.tables import FeePrice, Meter, PriceState
from models.receivables.formulas import HUNDRED, AreaFee, CountFee, Formula, MeterFee, SplitFee, details_of

AREA, BAYS = "F01", "F07"
NO_READING, DOUBTED, BACKWARDS = "no_reading", "doubted", "backwards"
PAYING = OCCUPIED | {"vacant"}  # an empty unit that was handed over pays for its area


@dataclass(frozen=True)
class Computed:
    """One line to be: an amount in fen with its figures, or what is missing for it."""

    unit: Unit
    fee_code: str
    fen: int | None
    missing: str = ""
    flags: Sequence[str] = ()
    details: dict[str, Any] = field(default_factory=dict)


def compute(session: Session, project: Project, period: date) -> Iterator[Computed]:
    """Every line of a month, by unit; what comes to nothing is left out."""
    units = session.scalars(select(Unit).where(Unit.project_id == project.id).order_by(Unit.number)).all()
    for unit in units:
        if unit.status in PAYING:
            yield from _area(session, unit, period)
            yield from _bays(session, unit, period)
        yield from _meters(session, unit, period)


def prices_of(session: Session, unit: Unit, fee_code: str) -> list[Price]:
    """The approved prices that may hold for a unit."""
    mine = select(FeePrice).where(FeePrice.project_id == unit.project_id, FeePrice.fee_code == fee_code)
    mine = mine.where(or_(FeePrice.unit_id.is_(None), FeePrice.unit_id == unit.id))
    found = session.scalars(mine.where(FeePrice.state == PriceState.APPROVED)).all()
    return [Price(one.price, one.valid_from, one.valid_until, one.count, one.unit_id is not None) for one in found]


def _area(session: Session, unit: Unit, period: date) -> Iterator[Computed]:
    """From the first day of the contract, where that lies in the month."""
    last = _last(period)
    first = unit.contract_from if unit.contract_from and period < unit.contract_from <= last else period
    until = unit.contract_until if unit.contract_until and period <= unit.contract_until < last else last
    yield from _priced(session, unit, AREA, unit.area_m2 * HUNDRED, first, until, last.day)


def _bays(session: Session, unit: Unit, period: date) -> Iterator[Computed]:
    """Only where the unit's own price says how many bays it has."""
    prices = [one for one in prices_of(session, unit, BAYS) if one.own]
    if not any(one.holds(period) for one in prices):
        return
    found = stretches(prices, period, period)[0]
    formula = CountFee(found.count, found.price)
    if formula.fen:
        yield Computed(unit, BAYS, formula.fen, details=details_of(formula))


def _priced(
    session: Session, unit: Unit, fee_code: str, amount: int, first: date, last: date, of_days: int
) -> Iterator[Computed]:
    try:
        found = stretches(prices_of(session, unit, fee_code), first, last)
    except PriceGap as gap:
        yield Computed(unit, fee_code, None, f"price:{gap.day.isoformat()}")
        return
    formula = _area_formula(amount, found, of_days)
    if formula.fen:
        yield Computed(unit, fee_code, formula.fen, details=details_of(formula))


def _area_formula(amount: int, found: Sequence[Stretch], of_days: int) -> Formula:
    if len(found) > 1:
        return SplitFee(amount, tuple((one.days, one.price) for one in found), of_days)
    whole = found[0].days == of_days
    return AreaFee(amount, found[0].price) if whole else AreaFee(amount, found[0].price, found[0].days, of_days)


def _meters(session: Session, unit: Unit, period: date) -> Iterator[Computed]:
    mine = select(Meter).where(Meter.unit_id == unit.id, Meter.until.is_(None)).order_by(Meter.id)
    for kind, fee_code in FEES.items():
        meters = session.scalars(mine.where(Meter.kind == kind)).all()
        for meter in meters[:1]:  # one meter of a kind bills a unit
            yield from _metered(session, unit, fee_code, meter, period)


def _metered(session: Session, unit: Unit, fee_code: str, meter: Meter, period: date) -> Iterator[Computed]:
    """What was used in the month before, at the prices of its days."""
    now = reading.reading_of(session, meter, period)
    if now is None:
        yield Computed(unit, fee_code, None, NO_READING)
        return
    if reading.counting(session, meter, period) is None:
        yield Computed(unit, fee_code, None, DOUBTED)
        return
    before, old = reading.value_before(session, meter, period), reading.exchanged_usage(session, meter, period)
    fee = MeterFee(before, now.value, 0, meter.ratio, meter.turn if now.rolled else 0, now.how == How.ESTIMATE, old)
    if fee.usage < 0:  # the month before was estimated too high
        yield Computed(unit, fee_code, None, BACKWARDS)
        return
    last = period - timedelta(days=1)
    try:
        found = stretches(prices_of(session, unit, fee_code), last.replace(day=1), last)
    except PriceGap as gap:
        yield Computed(unit, fee_code, None, f"price:{gap.day.isoformat()}")
        return
    formula = _meter_formula(fee, found, last.day)
    if formula.fen:
        yield Computed(unit, fee_code, formula.fen, flags=_flags(fee, now.doubts), details=details_of(formula))


def _meter_formula(fee: MeterFee, found: Sequence[Stretch], of_days: int) -> Formula:
    if len(found) > 1:
        parts = tuple((one.days, one.price) for one in found)
        return SplitFee(fee.usage, parts, of_days, fee.before, fee.after, fee.ratio)
    return MeterFee(fee.before, fee.after, found[0].price, fee.ratio, fee.turn, fee.estimated, fee.exchanged)


def _flags(fee: MeterFee, doubts: Sequence[str]) -> list[str]:
    estimated = ["estimated"] if fee.estimated else []
    return [*estimated, *doubts]


def _last(period: date) -> date:
    return period.replace(day=calendar.monthrange(period.year, period.month)[1])
