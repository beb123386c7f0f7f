"""Telephone numbers: one number is one person's, in the workbook, in the register and between them."""

from collections.abc import Sequence

from models.setup.checks.plan import Desk, Entry
from models.setup.faults import Wrong
from models.setup.plain import phone_digits
from models.setup.register import Human


class Phones:
    """Who has which number."""

    def __init__(self, desk: Desk) -> None:
        self.known: dict[str, list[Human]] = {}
        for human in desk.register.people:
            self.known.setdefault(phone_digits(human.phone), []).append(human)
        self.said: dict[str, Entry] = {}

    def owners(self, phone: str) -> list[Human]:
        """Everybody in the register with this number."""
        return self.known.get(phone_digits(phone), []) if phone else []

    def human(self, entry: Entry) -> int:
        """The known person with the row's name and number; 0 for nobody, and a fault where the number is another's."""
        owners = self.owners(entry.get("phone"))
        alike = [one for one in owners if one.name == entry.get("name")]
        if owners and not alike and not _named_already(entry):
            one = owners[0]
            entry.wrong(Wrong.PHONE_OF_TWO, "phone", phone=entry.get("phone"), one=one.name + one.honorific, row=0)
        return alike[0].id if alike else 0

    def compare(self, entries: Sequence[Entry]) -> None:
        """Two names for one number within the workbook; a row that the register knows as it is keeps the number."""
        for entry in sorted(entries, key=lambda one: "phone" in one.changes()):
            phone = phone_digits(entry.get("phone"))
            if not phone:
                continue
            other = self.said.setdefault(phone, entry)
            if other.get("name") != entry.get("name"):
                self._both(other, entry, phone)

    def _both(self, other: Entry, entry: Entry, phone: str) -> None:
        """Name each of the two to the other; which of them is right only people know."""
        for mine, theirs in ((entry, other), (other, entry)):
            settled = mine.record is not None and "phone" not in mine.changes()
            if not (settled or _named_already(mine)):
                name = theirs.get("name") + theirs.get("honorific")
                mine.wrong(Wrong.PHONE_OF_TWO, "phone", phone=phone, one=name, row=theirs.row, sheet=theirs.sheet.code)


def _named_already(entry: Entry) -> bool:
    return any(one.wrong == Wrong.PHONE_OF_TWO for one in entry.problems)
