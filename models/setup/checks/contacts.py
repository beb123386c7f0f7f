"""Contacts: two of unit, name and telephone must agree before a row means somebody who is known (R002, R182, R205)."""

from collections.abc import Iterable, Mapping

from models.setup.book import Line
from models.setup.checks.phones import Phones
from models.setup.checks.plan import Desk, Entry, key_of, resolved
from models.setup.faults import Wrong
from models.setup.plain import phone_digits
from models.setup.register import Record
from models.setup.sheets import CONTACTS

OF_THE_PERSON = ("honorific", "language", "phone")


class Contacts:
    """The contacts of the register by unit, and which of them a row has taken already."""

    def __init__(self, desk: Desk, phones: Phones) -> None:
        self.desk, self.phones = desk, phones
        self.by_unit: dict[str, list[Record]] = {}
        for record in desk.register.contacts:
            self.by_unit.setdefault(record.values["unit"], []).append(record)
        self.taken: set[int] = set()

    def plan(self, lines: Iterable[Line], units: Mapping[str, str]) -> None:
        """Plan the rows: first those that agree wholly, so that nobody else is taken for them."""
        entries = self.desk.entries(CONTACTS, lines)
        for entry in entries:
            self._find_unit(entry, units)
        for search in (self._exactly, self._nearly):
            for entry in entries:
                if entry.record is None:
                    search(entry, entries)
        self._find_repeats(entries)
        self.phones.compare(entries)
        for entry in entries:
            if entry.record is None:
                self._new(entry)
            self._decide(entry)

    def _find_unit(self, entry: Entry, units: Mapping[str, str]) -> None:
        number = resolved(entry.get("unit"), units) if entry.get("unit") else None
        if number:
            entry.values["unit"] = number
            entry.problems = [one for one in entry.problems if one.column != "unit"]
        elif entry.get("unit"):
            entry.wrong(Wrong.NO_UNIT, "unit", number=entry.raw["unit"])

    def _here(self, entry: Entry) -> list[Record]:
        """The present contacts of the row's unit that no other row has taken."""
        here = self.by_unit.get(entry.get("unit"), [])
        return [one for one in here if not one.gone and one.id not in self.taken]

    def _take(self, entry: Entry, record: Record) -> None:
        self.taken.add(record.id)
        entry.settle(record)
        entry.human = record.person_id

    def _exactly(self, entry: Entry, _all: list[Entry]) -> None:
        """Unit, name and telephone agree; or unit and name, where the row gives no telephone."""
        alike = [one for one in self._here(entry) if _named(entry, one)]
        exact = [one for one in alike if same_phone(entry, one)]
        if exact:
            self._take(entry, exact[0])
        elif "phone" not in entry.raw and len(alike) == 1:
            self._take(entry, alike[0])

    def _nearly(self, entry: Entry, entries: list[Entry]) -> None:
        """Unit and name agree and nobody else is meant: the telephone is a new one."""
        alike = [one for one in self._here(entry) if _named(entry, one) and _titled(entry, one)]
        if len(alike) != 1 or not entry.get("phone") or self.phones.owners(entry.get("phone")):
            return
        rivals = [
            one
            for one in entries
            if one.record is None and one.get("unit") == entry.get("unit") and _named(one, alike[0])
        ]
        if rivals == [entry]:
            self._take(entry, alike[0])

    def _find_repeats(self, entries: list[Entry]) -> None:
        first: dict[tuple[str, str, str], Entry] = {}
        for entry in entries:
            key = (key_of(entry.get("unit")), entry.get("name"), phone_digits(entry.get("phone")))
            other = first.setdefault(key, entry)
            both_known = entry.record and other.record and entry.record.id != other.record.id
            if other is not entry and not both_known:
                entry.wrong(Wrong.TWICE, row=other.row)

    def _new(self, entry: Entry) -> None:
        """Somebody new in this unit: perhaps known from another one, never somebody who has moved out of it."""
        if not entry.get("phone"):
            if not any(one.column == "phone" for one in entry.problems):
                entry.wrong(Wrong.EMPTY, "phone")
            return
        entry.human = self.phones.human(entry)
        here = self.by_unit.get(entry.get("unit"), [])
        if entry.human and any(one.gone and one.person_id == entry.human for one in here):
            entry.wrong(Wrong.ENDED)

    def _decide(self, entry: Entry) -> None:
        human = f"#{entry.human}" if entry.human else f"+{entry.get('phone')}"
        if entry.get("phone") or entry.human:
            self.desk.agree(entry, human, OF_THE_PERSON)
        contact = entry.record.id if entry.record else 0
        if entry.record:
            entry.values.pop("unit", None)
        self.desk.decide(entry, {"id": contact, "person": entry.human})


def _named(entry: Entry, record: Record) -> bool:
    return entry.get("name") == record.values["name"]


def _titled(entry: Entry, record: Record) -> bool:
    known = record.values["honorific"]
    return not known or entry.values.get("honorific", known) == known


def same_phone(entry: Entry, record: Record) -> bool:
    """Whether a row gives the telephone that the register has, however it is written."""
    return phone_digits(entry.get("phone")) == phone_digits(record.values["phone"])
