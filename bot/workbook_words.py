"""What is wrong with an imported workbook, in words: for the card of the import, and for its marked copy."""

from collections.abc import Callable, Mapping

from bot.texts import Money, T, Words, listed
from models.setup.faults import REFUSED, Fault, Ill, Wrong
from models.setup.sheets import BY_CODE, EXAMPLE, Column

ILL: Mapping[Ill, T] = {
    Ill.NOT_A_WORKBOOK: T(
        "staff", "This is no Excel workbook (.xlsx), whatever its name says. Please fill in the template and send that."
    ),
    Ill.OLD_WORKBOOK: T(
        "staff", "This is a workbook of the old kind (.xls). Please save it as .xlsx in Excel or WPS and send it again."
    ),
    Ill.ENCRYPTED: T("staff", "This workbook is locked by a password. Please save it without one and send it again."),
    Ill.TOO_LARGE: T("staff", "This file is too large. Please send it in parts, without pictures."),
    Ill.BROKEN: T(
        "staff",
        "This workbook is damaged and could not be read. Please open it, save it as .xlsx and send it again.",
    ),
    Ill.NO_SHEET: T(
        "staff",
        "None of its sheets is one of ours: Units, Contacts, Staff, Shifts. Please copy your data into the template.",
    ),
    Ill.EMPTY: T(
        "staff", "There is nothing in it besides the headings. Please fill in the template and send it again."
    ),
    Ill.NOT_ARRIVED: T("staff", "The file did not arrive whole. Please send it again."),
}


def _allowed(fault: Fault) -> Words:
    """The words that a column takes."""
    return listed(_column(fault).choices.values(), ", ")


def _column(fault: Fault) -> Column:
    return BY_CODE[fault.sheet].column(fault.column)


def _of_two(fault: Fault) -> Words:
    """Whose the number is besides."""
    phone, one, row = fault.facts["phone"], fault.facts["one"], fault.facts["row"]
    if row:
        sheet = BY_CODE[fault.facts["sheet"]].name
        return T(
            "staff",
            "{phone} is given for {name} too ({sheet}, row {row}); one number is one person's",
            phone=phone,
            name=one,
            sheet=sheet,
            row=row,
        )
    return T(
        "staff",
        "{phone} is registered for {name}; please write that name, or this person's own number",
        phone=phone,
        name=one,
    )


WRONG: Mapping[Wrong, T | Callable[[Fault], Words]] = {
    Wrong.TOO_MANY_ROWS: lambda one: T(
        "staff", "more than {most} rows; please send it in parts. Nothing of this sheet was taken", most=one.facts["most"]
    ),
    Wrong.SHEET_TWICE: lambda one: T("staff", "a second sheet for the same, “{title}”, was left out", title=one.facts["title"]),
    Wrong.COLUMN_MISSING: lambda one: T(
        "staff", "the column “{column}” is missing; please name it as the template does. Nothing of this sheet was taken", column=_column(one).name
    ),
    Wrong.COLUMN_TWICE: lambda one: T(
        "staff", "the column “{column}” is there twice; please delete one. Nothing of this sheet was taken", column=_column(one).name
    ),
    Wrong.MERGED: lambda one: T(
        "staff", "merged cells {address}; please unmerge them and fill in every row", address=one.facts["address"]
    ),
    Wrong.FORMULA: lambda one: T("staff", "a formula in {address}; please write its value", address=one.facts["address"]),
    Wrong.BROKEN_CELL: lambda one: T(
        "staff", "an error instead of a value in {address}", address=one.facts["address"]
    ),
    Wrong.EXAMPLE: lambda _one: T("staff", "still marked “{example}”; if this row is real, please delete that word", example=EXAMPLE),
    Wrong.TOO_LONG: lambda one: T("staff", "please keep it within {most} characters", most=one.facts["most"]),
    Wrong.EMPTY: T("staff", "please fill this in"),
    Wrong.NOT_WHOLE: T("staff", "please write a number, such as 260"),
    Wrong.NOT_A_FLOOR: T("staff", "please write a number, such as 25"),
    Wrong.NOT_A_DATE: T("staff", "please write a date like 2025-01-31"),
    Wrong.NOT_A_TIME: T("staff", "please write an hour like 08:30"),
    Wrong.NOT_A_CHOICE: lambda one: T("staff", "please write one of: {words}", words=_allowed(one)),
    Wrong.NOT_DAYS: T("staff", "please write weekdays like Mon-Fri"),
    Wrong.NOT_A_PHONE: T("staff", "please write a mobile number of 11 digits, or a landline with its area code"),
    Wrong.BACKWARDS: T("staff", "the last day is before the first"),
    Wrong.TWICE: lambda one: T("staff", "the same as row {row}; only that one is taken", row=one.facts["row"]),
    Wrong.NO_UNIT: lambda one: T(
        "staff", "the unit {number} is neither registered nor a faultless row of this workbook", number=one.facts["number"]
    ),
    Wrong.NO_STAFF: lambda one: T(
        "staff", "{number} is neither registered nor a faultless row of the staff sheet", number=one.facts["number"]
    ),
    Wrong.SHIFTS_HELD_UP: lambda one: T(
        "staff", "row {row} of the same person is wrong; their shifts are replaced together", row=one.facts["row"]
    ),
    Wrong.PHONE_OF_TWO: _of_two,
    Wrong.NUMBER_OF_TWO: lambda one: T(
        "staff", "{number} is the number of {name}; one number is one person's", number=one.facts["number"], name=one.facts["one"]
    ),
    Wrong.DIFFERS: lambda one: T("staff", "row {row} says otherwise about the same person", row=one.facts["row"]),
    Wrong.ENDED: T(
        "staff", "this person has left the unit; an import gives nobody access again. Please do it in the unit's file"
    ),
    Wrong.LEFT: lambda one: T(
        "staff",
        "{number} is the number of somebody who has left; please take them on again under “Staff”, or give a new number",
        number=one.facts["number"],
    ),
    Wrong.NOT_A_MONTH: T("staff", "please write a month like 2025-10"),
    Wrong.NOT_AN_AMOUNT: T("staff", "please write an amount in yuan above nothing, such as 1300.00, up to a million"),
    Wrong.UNKNOWN_UNIT: lambda one: T("staff", "the unit {number} is not registered", number=one.facts["number"]),
    Wrong.UNKNOWN_NUMBER: lambda one: T(
        "staff", "{number} is neither a unit nor the number of a payment notice or a receipt of ours", number=one.facts["number"]
    ),
    Wrong.MONTH_CLOSED: T("staff", "finance has closed this month; please open it in the present one"),
    Wrong.OPENED_ALREADY: lambda one: T(
        "staff", "opened already with {money}; please propose a correction instead", money=Money(one.facts["fen"])
    ),
    Wrong.STATED_OTHERWISE: lambda one: T(
        "staff", "a transfer of {money} is stated ({number}); please look at both by hand",
        money=Money(one.facts["fen"]), number=one.facts["number"],
    ),
    Wrong.NOBODY_PAYS: T("staff", "nobody of this unit may see its bills; please register a contact first"),
    Wrong.TO_COME: T("staff", "this day has not come yet"),
    Wrong.LAST_MANAGER: T("staff", "the last manager who can use this bot keeps the post"),
}  # fmt: skip


def what(fault: Fault) -> Words:
    """What is wrong."""
    words = WRONG[fault.wrong]
    return words if isinstance(words, T) else words(fault)


def in_the_row(fault: Fault) -> Words:
    """The column and what is wrong, for somebody who has the row before them."""
    if not fault.column or fault.wrong in REFUSED:
        return what(fault)
    return T("staff", "{column}: {what}", column=_column(fault).name, what=what(fault))


def in_full(fault: Fault) -> Words:
    """The sheet, the row, the column and what is wrong."""
    sheet = BY_CODE[fault.sheet].name
    if not fault.row:
        return T("staff", "{sheet}: {what}", sheet=sheet, what=in_the_row(fault))
    return T("staff", "{sheet}, row {row}, {what}", sheet=sheet, row=fault.row, what=in_the_row(fault))
