"""The demo office's meters with the readings of four months, and what the fees cost (DOMAIN 4.8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import accumulate

from sqlalchemy.orm import Session

from models.demo.fees import BAY, METERS, PRICES, scaled
from models.estate import Project, Unit
from models.meters.kinds import KIND_OF, Doubt, How, MeterKind, ReadingState
from models.meters.tables import FeePrice, Meter, PriceState, Reading
from models.people import Staff
from models.receivables.formulas import HUNDRED
from models.receivables.formulas import PRICE as YUAN
from models.receivables.ladder import later_month

LETTERS = {"water": "S", "power": "D", "cooling": "K"}
HANDED_OVER = date(2021, 7, 1)
SINCE = date(2025, 1, 1)  # the present prices
READ_ON, READ_AT = 1, time(7)
GENERAL = {**PRICES, "F01": 5 * YUAN}


def fill_meters(
    session: Session,
    office: Project,
    units: Mapping[str, Unit],
    staff: Mapping[str, Staff],
    rows: Iterable[Mapping[str, str]],
    now: datetime,
) -> None:
    """Every occupied unit has three meters, and its own prices where the contract says so."""
    by = staff["E001"].person_id
    session.add_all(_price(office, code, price, by, now) for code, price in GENERAL.items())
    lines = list(rows)
    for row in lines:
        unit = units[row["unit"]]
        if (rate := scaled(row["rate"], YUAN)) != GENERAL["F01"]:
            session.add(_price(office, "F01", rate, by, now, unit))
        session.add(_price(office, "F07", BAY, by, now, unit, int(row["bays"])))
    meters = {
        (row["unit"], name): _meter(units[row["unit"]], code, name, row, with_ratio)
        for row in lines
        for code, name, with_ratio in METERS
    }
    session.add_all(meters.values())
    session.flush()
    for row in lines:
        for _, name, _ in METERS:
            session.add_all(_readings(office, meters[row["unit"], name], row[name].split(";"), now))


def _meter(unit: Unit, code: str, name: str, row: Mapping[str, str], with_ratio: bool) -> Meter:
    return Meter(
        project_id=unit.project_id,
        unit_id=unit.id,
        kind=KIND_OF[code],
        number=f"{LETTERS[name]}{unit.number}",
        ratio=int(row["ratio"]) if with_ratio else 1,
        digits=4 if name == "water" else 5,
        since=HANDED_OVER,
        first_value=scaled(row[f"{name}_from"], HUNDRED),
    )


def _readings(office: Project, meter: Meter, used: Sequence[str], now: datetime) -> Iterator[Reading]:
    """One at the beginning, and one after each month; where nothing was counted in an occupied unit it is doubted."""
    amounts = [scaled(one, HUNDRED) for one in used]
    for place, value in enumerate(accumulate(amounts, initial=meter.first_value)):
        period = later_month(now.astimezone(office.zone).date(), place - len(amounts), 1)
        yield _reading(
            office, meter, period, value, place == len(amounts) and not amounts[-1] and meter.kind == MeterKind.POWER
        )


def _reading(office: Project, meter: Meter, period: date, value: int, stuck: bool) -> Reading:
    return Reading(
        project_id=office.id,
        meter_id=meter.id,
        period=period,
        value=value,
        how=How.REMOTE,
        at=datetime.combine(period.replace(day=READ_ON), READ_AT, office.zone),
        by_id=None,
        state=ReadingState.DOUBTED if stuck else ReadingState.FINE,
        doubts=[Doubt.ZERO.value] if stuck else [],
    )


def _price(
    office: Project, code: str, price: int, by_id: int, now: datetime, unit: Unit | None = None, count: int = 1
) -> FeePrice:
    return FeePrice(
        project_id=office.id,
        fee_code=code,
        price=price,
        valid_from=SINCE,
        unit_id=unit.id if unit else None,
        count=count,
        state=PriceState.APPROVED,
        at=now,
        by_id=by_id,
        decided_by_id=by_id,
    )
