"""Plain values of the workbook become entries of the register's rows."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from models.people import Role, Shift


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


UNIT: Mapping[str, Callable[[str], Any]] = {
    "number": str,
    "floor": int,
    "area_m2": int,
    "owner_name": str,
    "occupier_name": str,
    "status": str,
    "contract_from": _day,
    "contract_until": _day,
    "rates": str,
    "emergency_contact": str,
    "keys": str,
    "note": str,
}
PERSON: Mapping[str, Callable[[str], Any]] = {"name": str, "honorific": str, "phone": str, "language": str}
CONTACT: Mapping[str, Callable[[str], Any]] = {"role": str, "committee": lambda value: value == "yes"}
STAFF: Mapping[str, Callable[[str], Any]] = {
    "number": str,
    "role": Role,
    "title_zh": str,
    "title_en": str,
    "trades": str.split,
}


def own(how: Mapping[str, Callable[[str], Any]], values: Mapping[str, str]) -> dict[str, Any]:
    """The entries of a row that a workbook gives."""
    return {name: how[name](value) for name, value in values.items() if name in how}


def shift_of(staff_id: int, values: Mapping[str, str]) -> Shift:
    """A shift."""
    return Shift(
        staff_id=staff_id,
        weekdays=[int(day) for day in values["weekdays"].split(",")],
        starts=time.fromisoformat(values["starts"]),
        ends=time.fromisoformat(values["ends"]),
        valid_from=_day(values["valid_from"]),
        valid_until=_day(values["valid_until"]),
    )
