"""How the lines of a bill and the payments stand, as an owner reads them (R125, R129, DOMAIN 4.8)."""

from collections.abc import Sequence
from itertools import groupby

from bot.fee_words import day_said, fee_said, formula_said
from bot.texts import Money, T, Words, lines
from models.estate import Project
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.tables import Payment
from models.receivables.balances import Line
from models.receivables.fees import Whose
from models.receivables.lifecycle import Standing
from models.receivables.tables import Receivable

WHOSE = {
    Whose.OWN: T("label", "Fees of the property office"),
    Whose.AGENCY: T("label", "Collected for the suppliers, without any handling fee"),
    Whose.DEPOSIT: T("label", "Deposits, which are given back"),
}
METHOD = {
    Method.CASH: T("label", "in cash"),
    Method.TRANSFER: T("label", "by transfer"),
    Method.TELEGRAM: T("label", "online"),
}


def standing_said(project: Project, line: Line) -> Words:
    """How a line stands, and what was paid of it."""
    match line.standing:
        case Standing.PAID:
            return T("label", "paid")
        case Standing.DISPUTED:
            return T("label", "being looked into, please wait with {open}", open=Money(line.open_fen))
        case Standing.EXTENDED:
            until = day_said(project, line.due_on)
            return T("label", "{open} to be paid, postponed to {day}", open=Money(line.open_fen), day=until)
    if line.open_fen < line.row.amount_fen:
        paid = {"paid": Money(line.paid_fen), "open": Money(line.open_fen)}
        return T("label", "{paid} settled, {open} to be paid", **paid)
    return T("label", "to be paid")


def line_said(project: Project, line: Line) -> Words:
    """A line of a bill: fee, amount, how it stands, and under it how it comes about."""
    facts = {"fee": fee_said(line.row), "amount": Money(line.row.amount_fen), "stands": standing_said(project, line)}
    how = formula_said(line.row)
    said = T("label", "<b>{fee}</b> {amount}, {stands}", **facts)
    return lines(said, T("label", "    {how}", how=how) if how else None, _note(line.row))


def _note(row: Receivable) -> Words | None:
    return T("label", "    {how}", how=row.note) if row.note else None


def by_whose(project: Project, found: Sequence[Line]) -> list[Words]:
    """The lines of a bill under whose money they are (R125)."""
    order = list(WHOSE)
    ordered = sorted(found, key=lambda one: (order.index(one.row.fee.whose), one.row.fee_code, one.row.part))
    said: list[Words] = []
    for whose, mine in groupby(ordered, key=lambda one: one.row.fee.whose):
        said += ["", T("label", "<u>{whose}</u>", whose=WHOSE[whose]), *(line_said(project, one) for one in mine)]
    return said


def payment_stands(payment: Payment) -> Words:
    """How far the money of a payment is, as its payer reads it."""
    if payment.state == PaymentState.VOID:
        return T("label", "withdrawn")
    if payment.method == Method.TRANSFER and payment.state == PaymentState.IN_TRANSIT:
        return T("label", "slip received, being compared with the bank")
    return T("label", "received")
