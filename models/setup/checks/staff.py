"""Staff: two of number, name and telephone must agree before a row means a known colleague (R001, R003)."""

from collections.abc import Iterable

from models.people import Role
from models.setup.book import Line
from models.setup.checks.contacts import same_phone
from models.setup.checks.phones import Phones
from models.setup.checks.plan import Desk, Entry, Step, key_of, resolved, without_repeats
from models.setup.faults import Fault, Wrong
from models.setup.register import Record
from models.setup.sheets import STAFF

MANAGER = Role.MANAGER.value


class Employees:
    """The staff of the register by number, and which of them a row has taken already."""

    def __init__(self, desk: Desk, phones: Phones) -> None:
        self.desk, self.phones = desk, phones
        self.present = {key_of(one.values["number"]): one for one in desk.register.staff if not one.gone}
        self.former = {key_of(one.values["number"]) for one in desk.register.staff if one.gone}
        self.taken: set[int] = set()

    def plan(self, lines: Iterable[Line]) -> dict[str, str]:
        """Plan the rows; returns every employee's number that will be there, by its key."""
        entries = self.desk.entries(STAFF, lines)
        numbers = {key: one.values["number"] for key, one in self.present.items()}
        for entry in entries:
            entry.values["number"] = resolved(entry.get("number"), numbers) or entry.get("number")
        for search in (self._by_number, self._by_person):
            for entry in entries:
                if entry.record is None:
                    search(entry)
        self.phones.compare(entries)
        coming = dict(numbers)
        for entry in sorted(without_repeats(entries, ("number",)), key=lambda one: one.record is None):
            if entry.record is None:
                self._new(entry)
            self._decide(entry, coming)
        self._keep_a_manager()
        return coming

    def _take(self, entry: Entry, record: Record) -> None:
        self.taken.add(record.id)
        entry.settle(record)
        entry.human = record.id

    def _by_number(self, entry: Entry) -> None:
        """The number agrees, and the name or the telephone too."""
        record = self.present.get(key_of(entry.get("number")))
        if record is None or record.id in self.taken:
            return
        named, rung = entry.get("name") == record.values["name"], entry.get("phone") and same_phone(entry, record)
        if named or rung or "name" not in entry.raw:
            self._take(entry, record)

    def _by_person(self, entry: Entry) -> None:
        """Name and telephone agree, or it is the one who imports: the number is a new one."""
        key = key_of(entry.get("number"))
        if key in self.present or key in self.former:
            return
        alike = [
            one
            for one in self.present.values()
            if one.id not in self.taken
            and entry.get("name") == one.values["name"]
            and (
                (entry.get("phone") and same_phone(entry, one)) or (one.id == self.desk.me and not one.values["phone"])
            )
        ]
        if len(alike) == 1:
            self._take(entry, alike[0])

    def _new(self, entry: Entry) -> None:
        """A new colleague, with a number that is nobody's; who has left is taken on again in the bot."""
        key = key_of(entry.get("number"))
        record = self.present.get(key)
        if key in self.former:
            entry.wrong(Wrong.LEFT, "number", number=entry.get("number"))
        elif record is not None and record.id not in self.taken:
            entry.wrong(Wrong.NUMBER_OF_TWO, "number", number=entry.get("number"), one=record.values["name"])
        entry.human = self.phones.human(entry) if entry.get("phone") else 0
        employed = {one.id: one for one in self.desk.register.staff}.get(entry.human)
        if employed and employed.gone:
            entry.wrong(Wrong.LEFT, "number", number=employed.values["number"])
        elif employed:
            entry.wrong(Wrong.NUMBER_OF_TWO, "number", number=employed.values["number"], one=employed.values["name"])

    def _decide(self, entry: Entry, coming: dict[str, str]) -> None:
        if entry.get("phone") or entry.human:
            human = f"#{entry.human}" if entry.human else f"+{entry.get('phone')}"
            self.desk.agree(entry, human, ("language", "phone"))
        if self.desk.decide(entry, {"id": entry.record.id if entry.record else 0, "person": entry.human}):
            if entry.record:
                coming.pop(key_of(entry.record.values["number"]), None)
            coming[key_of(entry.get("number"))] = entry.get("number")

    def _keep_a_manager(self) -> None:
        """Of the managers who are in the office by now, one at least stays one."""
        managers = [one for one in self.present.values() if one.values["role"] == MANAGER]
        able = {one.id for one in managers if one.bound} or {one.id for one in managers}
        steps = self.desk.plan.steps
        demoting = [one for one in steps if _demotes(one) and one.who["id"] in able]
        if able and len(demoting) == len(able):
            self.desk.plan.steps = [one for one in steps if one not in demoting]
            self.desk.plan.faults += [Fault(STAFF.code, one.row, "role", Wrong.LAST_MANAGER) for one in demoting]


def _demotes(step: Step) -> bool:
    return step.sheet == STAFF.code and step.old.get("role") == MANAGER
