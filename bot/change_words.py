"""What an import would do, in words: a line for the card, and the lines of the list that goes with it (R108)."""

from collections.abc import Callable, Mapping, Sequence

from bot.bank_words import bank_cells, bank_line
from bot.texts import T, Words, lines, listed
from models.estate import Both
from models.setup.checks.plan import NAMED_BY, Step
from models.setup.codes import HONORIFICS
from models.setup.effects import Effect, Kind, Values, effects_of
from models.setup.sheets import BY_CODE, CONTACTS, PAYMENTS, SHIFTS, Column
from models.setup.sheets import Kind as Holds
from models.setup.values import said

WHAT: Mapping[Kind, T] = {
    Kind.NEW: T("staff", "new"),
    Kind.CHANGED: T("staff", "changed"),
    Kind.ENDED: T("staff", "ended"),
    Kind.SAME: T("staff", "as before"),
}
SHORT = 24  # characters of an entry on the card; the list has all of them
MOST = 4  # entries of a row on the card
Say = Callable[[Column, str], Words]


def in_a_line(step: Step) -> Words:
    """A row for the card: whom it is about and what becomes of it; of a telephone only its last digits."""
    every, sheet = effects_of(step), BY_CODE[step.sheet].name
    if step.sheet == PAYMENTS.code:
        return bank_line(step)
    said: list[Words] = [_effect(step, one) for one in every[:MOST]]
    if len(every) > MOST:
        said.append(T("staff", "{count} more entries", count=len(every) - MOST))
    what = listed(said, ", ")
    return T("staff", "{sheet}, row {row}, {who}: {what}", sheet=sheet, row=step.row, who=about(step), what=what)


def in_a_list(step: Step) -> Sequence[Sequence[Words]]:
    """A row for the list: one line for each thing that it does, whole."""
    head = (BY_CODE[step.sheet].name, step.row)
    if step.sheet == PAYMENTS.code:
        return [(*head, *bank_cells(step))]
    return [(*head, WHAT[one.kind], about(step), *_told(step.sheet, one)) for one in effects_of(step)]


def about(step: Step) -> Words:
    """Whom or what a row is about: a unit's number, a contact with the unit, an employee with the number."""
    if step.sheet != CONTACTS.code:
        return listed([one for one in step.about.values() if one], " ")
    name, honorific = step.about["name"], step.about["honorific"]
    both = HONORIFICS.get(honorific, Both(honorific, honorific))
    return listed([step.about["unit"], Both(name + honorific, f"{both.en} {name}".strip())], " ")


def _effect(step: Step, one: Effect) -> Words:
    before, after = _said(step.sheet, one.before, _brief), _said(step.sheet, one.after, _brief)
    if one.column:
        column = BY_CODE[step.sheet].column(one.column)
        return T("staff", "{column} from {before} to {after}", column=column.name, before=before, after=after)
    if one.kind == Kind.CHANGED:
        return T("staff", "from {before} to {after}", before=before, after=after)
    return T("staff", "{what} ({entries})", what=WHAT[one.kind], entries=before if one.before else after)


def _told(sheet: str, one: Effect) -> tuple[Words, Words, Words]:
    """The entry, what it was and what it becomes."""
    field: Words = BY_CODE[sheet].column(one.column).name if one.column else ""
    if one.column:
        return field, _whole(sheet, one, one.before), _whole(sheet, one, one.after)
    return field, _said(sheet, one.before, _exactly), _said(sheet, one.after, _exactly)


def _whole(sheet: str, one: Effect, values: Values) -> Words:
    return _exactly(BY_CODE[sheet].column(one.column), values[one.column])


def _said(sheet: str, values: Values, say: Say) -> Words:
    """A shift as one says it; one entry by its value; of a new line its entries, besides those that name it."""
    if sheet == SHIFTS.code:
        return _shift(values) if values else ""
    columns = BY_CODE[sheet].columns
    if len(values) == 1:
        return next(say(one, values[one.code]) for one in columns if one.code in values)
    given = [one for one in columns if values.get(one.code) and one.code not in NAMED_BY[sheet]]
    parts = [T("staff", "{column} {value}", column=one.name, value=say(one, values[one.code])) for one in given]
    return lines(*parts) if say is _exactly else listed(parts[:MOST], ", ")


def _shift(values: Values) -> Words:
    days, first, last = SHIFTS.column("weekdays"), values["valid_from"], values["valid_until"]
    parts: list[Words] = [_exactly(days, values["weekdays"]), f"{values['starts']}-{values['ends']}"]
    if first:
        parts.append(T("staff", "from {day}", day=first))
    if last:
        parts.append(T("staff", "until {day}", day=last))
    return listed(parts, " ")


def _exactly(column: Column, value: str) -> Words:
    return Both(said(column, value, zh=True), said(column, value, zh=False)) if value else ""


def _brief(column: Column, value: str) -> Words:
    if not value:
        return T("staff", "empty")
    if column.kind == Holds.PHONE:
        return f"…{value[-4:]}"
    return Both(*(_cut(said(column, value, zh=zh)) for zh in (True, False)))


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
