"""What becomes of the rows of the bank's list, in words: found, entered, taken over before; and what only we have (R124)."""

from collections.abc import Mapping, Sequence

from bot.texts import Money, T, Words, listed
from models.ledger.tables import Payment
from models.setup.checks.bank import ENTER, SEE
from models.setup.checks.plan import SAME, Step
from models.setup.sheets import PAYMENTS

DONE: Mapping[str, T] = {
    SEE: T("staff", "stated, has arrived"),
    ENTER: T("staff", "not stated, to be entered"),
    SAME: T("staff", "taken over before"),
}


def bank_line(step: Step) -> Words:
    """A row for the card."""
    who = listed([one for one in (step.about["about"], step.new.get("payer", "")) if one], " ")
    facts = {"row": step.row, "who": who, "amount": step.new.get("amount", ""), "what": DONE[step.do]}
    return T("staff", "row {row}, {who}, {amount}: {what}", **facts)


def bank_cells(step: Step) -> Sequence[Words]:
    """A row for the list of differences: what, about whom, the reference, and the amount."""
    amount: Words = step.new.get("amount", "")
    return (DONE[step.do], step.about["about"], step.about["reference"], step.new.get("day", ""), amount)


def only_ours_line(payment: Payment) -> Sequence[Words]:
    """A transfer that was stated and that the bank's list does not have."""
    what = T("staff", "stated, not in the list")
    return (PAYMENTS.name, "", what, payment.number, payment.payer.called, payment.at, Money(payment.amount_fen))
