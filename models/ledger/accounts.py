"""The accounts between which money moves; they are names, and hold nothing but the sum of their entries (R126)."""

from typing import NewType

Account = NewType("Account", str)

INCOME = Account("income")  # what was charged comes from here; its balance is the income with its sign turned
TRANSFER = Account("transfer")  # said to be transferred, not yet seen by finance
TELEGRAM = Account("telegram")  # paid through Telegram's provider, not yet settled
TILL = Account("till")  # the cashier's till
BANK = Account("bank")
AGENCY = Account("agency")  # like income, but what is collected for the suppliers of water and energy (R125)
DEPOSITS = Account("deposits")  # likewise, what is kept for customers and given back
WRITTEN_OFF = Account("written-off")  # what was waived by decision of the manager
CHARGES_FROM = frozenset({INCOME, AGENCY, DEPOSITS, WRITTEN_OFF})

DUES, CASH, SHORTAGES = "due:", "cash:", "shortage:"


def due(subject: str) -> Account:
    """What a customer owes for a subject such as "order:7"; negative is what the office owes the customer."""
    return Account(DUES + subject)


def cash(staff_id: int) -> Account:
    """The customers' money in a colleague's pocket."""
    return Account(f"{CASH}{staff_id}")


def shortage(staff_id: int) -> Account:
    """What a colleague handed over too little, by decision of the manager; negative is too much."""
    return Account(f"{SHORTAGES}{staff_id}")
