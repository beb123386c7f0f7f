"""What differs between the kinds of workbook that are taken over: the question before it, and the form (R108, R124, R129)."""

from bot.texts import T
from models.setup.sheets import BANK, OPENED, REGISTER

SENT_BY = {REGISTER: "import", OPENED: "fee_list", BANK: "fee_bank"}  # the form of each kind of workbook
QUESTION: dict[str, T] = {
    REGISTER: T("staff", "What is registered and not in the workbook stays. Take the good rows over?"),
    OPENED: T("staff", "Take the good rows over? The units owe them from then on."),
    BANK: T("staff", "Take the good rows over? What was stated counts as found, the rest is entered for its unit."),
}
