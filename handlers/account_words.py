"""Accounts in words for colleagues: how a line stands, why somebody does not pay, what is asked and decided (R121-R130)."""

from collections.abc import Iterator

from bot.fee_words import formula_said
from bot.screens import Button
from bot.texts import Money, T, Words, lines, listed
from handlers.fee_taps import OpenAsk, OpenDispute, OpenLine, OpenReminder
from models.receivables.balances import Line
from models.receivables.ladder import Step
from models.receivables.lifecycle import AskState, DebtorKind, DisputeState, Standing
from models.receivables.office_tables import Came, Way
from models.receivables.owing import Age
from models.receivables.tables import Ask, AskKind, Dispute, Receivable, Reminder

STANDING = {
    Standing.DUE: T("staff", "to be paid"),
    Standing.PAID: T("staff", "paid"),
    Standing.DISPUTED: T("staff", "in question"),
    Standing.EXTENDED: T("staff", "extended"),
    Standing.LEGAL: T("staff", "on the list for the court"),
}
DEBTOR = {
    DebtorKind.UNKNOWN: T("staff", "not found out yet"),
    DebtorKind.DISSATISFIED: T("staff", "dissatisfied: the service is put right first"),
    DebtorKind.HARDSHIP: T("staff", "in difficulty: more time can be proposed"),
    DebtorKind.UNWILLING: T("staff", "unwilling"),
}
ASK_KIND = {
    AskKind.EXTENSION: T("staff", "more time"),
    AskKind.WAIVER: T("staff", "waiver"),
    AskKind.CORRECTION: T("staff", "correction"),
    AskKind.LEGAL: T("staff", "list for the court"),
}
ASK_STATE = {
    AskState.ASKED: T("staff", "asked by the owner"),
    AskState.PROPOSED: T("staff", "proposed, the manager decides"),
    AskState.GRANTED: T("staff", "granted"),
    AskState.DECLINED: T("staff", "not granted"),
    AskState.WITHDRAWN: T("staff", "taken back"),
}
DISPUTE_STATE = {
    DisputeState.OPEN: T("staff", "waits for an answer"),
    DisputeState.ANSWERED: T("staff", "answered"),
    DisputeState.ENDED: T("staff", "ended"),
}
STEP = {
    Step.SOON: T("staff", "word a week before"),
    Step.TOMORROW: T("staff", "word the day before"),
    Step.PASSED: T("staff", "word after the due date"),
    Step.FIRST: T("staff", "first notice"),
    Step.SECOND: T("staff", "second notice"),
    Step.THIRD: T("staff", "third notice and visit"),
    Step.LEGAL: T("staff", "to be put before the manager"),
}
WAY = {
    Way.PHONE: T("staff", "by telephone"),
    Way.VISIT: T("staff", "visited"),
    Way.PAPER: T("staff", "notice handed over"),
    Way.LETTER: T("staff", "registered letter"),
    Way.DESK: T("staff", "at the service centre"),
    Way.COMMITTEE: T("staff", "owners' committee informed"),
}
CAME = {
    Came.TOLD: T("staff", "told"),
    Came.SIGNED: T("staff", "receipt signed"),
    Came.PROMISED: T("staff", "promised to pay"),
    Came.NOT_MET: T("staff", "nobody met"),
}
AGE = {
    Age.NEW: T("staff", "under 1 month"),
    Age.ONE: T("staff", "1 to 3 months"),
    Age.THREE: T("staff", "3 to 6 months"),
    Age.SIX: T("staff", "over 6 months"),
}


def what_of(row: Receivable) -> Words:
    """The fee and the month."""
    return listed([row.fee.name, f"{row.period:%Y-%m}"], " ")


def line_button(line: Line) -> Button:
    """A line in one line: the amount that is open, or the whole one of what is paid."""
    amount = Money(line.open_fen or line.row.amount_fen)
    return Button(listed([amount, what_of(line.row), STANDING[line.standing]], " "), OpenLine(line.row.id))


def line_words(line: Line) -> Iterator[Words]:
    """Everything about a line."""
    yield T("staff", "Amount: {money}, open: {left}", money=Money(line.row.amount_fen), left=Money(line.open_fen))
    yield T("staff", "Due {day}, {standing}", day=line.due_on.isoformat(), standing=STANDING[line.standing])
    if (how := formula_said(line.row)) is not None:
        yield how
    if line.row.note:
        yield T("staff", "Note: {words}", words=line.row.note)


def dispute_button(one: Dispute) -> Button:
    """A question in one line."""
    facts: list[Words] = [one.line.unit.number, what_of(one.line), DISPUTE_STATE[one.state]]
    return Button(listed(facts, " "), OpenDispute(one.id))


def ask_button(one: Ask) -> Button:
    """An ask in one line."""
    money: list[Words] = [Money(one.amount_fen)] if one.amount_fen else []
    facts: list[Words] = [one.unit.number, ASK_KIND[one.kind], *money, ASK_STATE[one.state]]
    return Button(listed(facts, " "), OpenAsk(one.id))


def reminder_button(one: Reminder) -> Button:
    """A reminder in one line."""
    facts: list[Words] = [one.unit.number, Money(one.fen), STEP[one.step], one.day.isoformat()]
    return Button(listed(facts, " "), OpenReminder(one.id))


def said_lines(found: list[Line]) -> Words:
    """Lines one under the other."""
    return lines(
        *(
            T(
                "staff",
                "· {what}: {money}, {standing}",
                what=what_of(one.row),
                money=Money(one.open_fen),
                standing=STANDING[one.standing],
            )
            for one in found
        )
    )
