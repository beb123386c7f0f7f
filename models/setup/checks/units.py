"""Units: known by their number, which may have lost its zeros in the workbook (R104)."""

from collections.abc import Iterable

from models.setup.book import Line
from models.setup.checks.plan import Desk, Entry, key_of, resolved, without_repeats
from models.setup.faults import Wrong
from models.setup.sheets import UNITS


def check_units(desk: Desk, lines: Iterable[Line]) -> dict[str, str]:
    """Plan the rows; returns every unit that will be there, by its key."""
    records = {key_of(one.values["number"]): one for one in desk.register.units}
    known = {key: one.values["number"] for key, one in records.items()}
    entries = desk.entries(UNITS, lines)
    for entry in entries:
        if number := resolved(entry.get("number"), known):
            entry.settle(records[key_of(number)])
            entry.values["number"] = number
    coming = dict(known)
    for entry in without_repeats(entries, ("number",)):
        _look(entry)
        if desk.decide(entry, {"id": entry.record.id if entry.record else 0}):
            coming[key_of(entry.get("number"))] = entry.get("number")
    return coming


def _look(entry: Entry) -> None:
    known = entry.record.values if entry.record else {}
    first, last = (entry.values.get(one, known.get(one, "")) for one in ("contract_from", "contract_until"))
    if first and last and last < first and {"contract_from", "contract_until"} & set(entry.changes()):
        entry.wrong(Wrong.BACKWARDS, "contract_until")
