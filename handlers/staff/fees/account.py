"""A unit's account on one card: what is open and how it stands, then lines, payments, reminders, wishes, questions and log (R129)."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Money, T, Words, lines, listed
from handlers.account_words import (
    CAME,
    DEBTOR,
    STEP,
    WAY,
    ask_button,
    dispute_button,
    line_button,
    line_words,
    reminder_button,
    what_of,
)
from handlers.cash_words import payment_button
from handlers.fee_taps import OpenAccount, OpenLine, OpenReminder, PrintFees
from handlers.staff.fees.log_words import said_event
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.taps import Begin, Go, Place
from models.estate import Unit
from models.ledger.posting import LARGEST
from models.ledger.rights import is_one_of
from models.money import parse_yuan
from models.receivables import balances, colleagues
from models.receivables.asking import asks_of
from models.receivables.balances import Line
from models.receivables.contacting import NOTES, contacts_about
from models.receivables.crediting import credit_fen
from models.receivables.dunning import debtor_of
from models.receivables.lifecycle import Standing
from models.receivables.paying import TAKES_FEES, payments_of
from models.receivables.rights import ANSWERS, OPENS, PROPOSES, check_reads
from models.receivables.tables import Receivable
from models.refusals import Gone

FEW = 6  # open lines on the head


class Section(StrEnum):
    """A page of the account."""

    HEAD = "head"
    LINES = "lines"
    PAYMENTS = "payments"
    REMINDERS = "reminders"
    CONTACTS = "contacts"
    ASKS = "asks"
    QUESTIONS = "questions"
    LOG = "log"


TITLES = {
    Section.LINES: T("button", "All lines"),
    Section.PAYMENTS: T("button", "Payments"),
    Section.REMINDERS: T("button", "Reminders"),
    Section.CONTACTS: T("button", "Contacts about it"),
    Section.ASKS: T("button", "Wishes and proposals"),
    Section.QUESTIONS: T("button", "Questions"),
    Section.LOG: T("button", "Log"),
}


def today(scene: Scene) -> date:
    """The office's day."""
    return scene.now.astimezone(scene.project.zone).date()


def read_amount(_form: Form, text: str) -> int | None:
    """Typed yuan as fen, above nothing and no more than one entry of the ledger takes."""
    fen = parse_yuan(text)
    return fen if fen is not None and 0 < fen <= LARGEST else None


def open_account(scene: Scene, tap: OpenAccount) -> Reply:
    """The head, or a section page by page; raises NotYours or Gone."""
    if tap.section not in set(Section):
        raise Gone
    unit = colleagues.unit_for(scene.session, tap.unit, scene.staff.person)
    section = Section(tap.section)
    return account_card(scene, unit.id) if section == Section.HEAD else _section(scene, unit, section, tap.page)


def account_card(scene: Scene, unit_id: int) -> Screen:
    """What is open, what is overdue, the credit, why it is not paid; and what can be done."""
    unit = colleagues.unit_for(scene.session, unit_id, scene.staff.person)
    found = balances.lines_of(scene.session, unit, today(scene))
    left = sorted((one for one in found if one.open_fen > 0), key=lambda one: (one.due_on, one.row.fee_code))
    words = lines(
        T("staff", "<b>Account of {unit}</b>, {name}", unit=unit.number, name=unit.occupier_name or unit.owner_name),
        *_sums(scene, unit, left),
        *_why(scene, unit),
    )
    rows = (
        *rows_of(line_button(one) for one in left[:FEW]),
        *rows_of(_sections(unit), 2),
        *rows_of(_deeds(scene, unit, left), 2),
        ways_out(Go(Place.ACCOUNTS)),
    )
    return Screen(words, rows, f"account:{unit.id}")


def _sums(scene: Scene, unit: Unit, left: Sequence[Line]) -> Iterator[Words]:
    yield T("staff", "Open: {money}", money=Money(sum(one.open_fen for one in left)))
    late = [one for one in left if one.due_on < today(scene)]
    if late:
        facts = {"money": Money(sum(one.open_fen for one in late)), "day": min(one.due_on for one in late).isoformat()}
        yield T("staff", "Of this overdue: {money}, since {day}", **facts)
    asked = [one for one in left if one.standing in {Standing.DISPUTED, Standing.EXTENDED}]
    if asked:
        yield T(
            "staff", "Not asked for (in question or extended): {money}", money=Money(sum(one.open_fen for one in asked))
        )
    if (fen := credit_fen(scene.session, unit)) > 0:
        yield T("staff", "Paid too much: {money}", money=Money(fen))


def _why(scene: Scene, unit: Unit) -> Iterator[Words]:
    if (debtor := debtor_of(scene.session, unit)) is not None:
        yield T("staff", "Why it is not paid: {kind}. {words}", kind=DEBTOR[debtor.kind], words=debtor.note)
    reminders = colleagues.reminders_of(scene.session, unit)
    if reminders:
        yield T("staff", "Reminded last: {step}, {day}", step=STEP[reminders[0].step], day=reminders[0].day.isoformat())


def _sections(unit: Unit) -> Iterator[Button]:
    for section, title in TITLES.items():
        yield Button(title, OpenAccount(unit.id, section, 0))


def _deeds(scene: Scene, unit: Unit, left: Sequence[Line]) -> Iterator[Button]:
    """What this person may do with the account."""
    if is_one_of(scene.me, TAKES_FEES):
        yield Button(T("button", "Take a payment"), Begin("fee_pay", unit.id))
    if is_one_of(scene.me, NOTES):
        yield Button(T("button", "Note a contact"), Begin("fee_contact", unit.id))
    if is_one_of(scene.me, PROPOSES):
        yield Button(T("button", "Why it is not paid"), Begin("fee_debtor", unit.id))
    if is_one_of(scene.me, PROPOSES) and left:
        yield Button(T("button", "Propose more time"), Begin("fee_extend", unit.id))
        if any(one.due_on < today(scene) for one in left):
            yield Button(T("button", "Propose for the court"), Begin("fee_legal", unit.id))
    if is_one_of(scene.me, OPENS):
        yield Button(T("button", "Open a line"), Begin("fee_open", unit.id))
        yield Button(T("button", "Payment notice on paper"), PrintFees("bills", unit.id))
    if is_one_of(scene.me, PROPOSES) and left:
        yield Button(T("button", "Dunning notice on paper"), PrintFees("notice", unit.id))


def _things(scene: Scene, unit: Unit, section: Section) -> Sequence[Button]:
    session = scene.session
    match section:
        case Section.LINES:
            return [line_button(one) for one in balances.lines_of(session, unit, today(scene))]
        case Section.PAYMENTS:
            return [payment_button(one) for one in payments_of(session, unit)]
        case Section.REMINDERS:
            return [reminder_button(one) for one in colleagues.reminders_of(session, unit)]
        case Section.ASKS:
            return [ask_button(one) for one in asks_of(session, unit)]
        case Section.QUESTIONS:
            return [dispute_button(one) for one in colleagues.disputes_about(session, unit)]
        case _:
            return []


def _said(scene: Scene, unit: Unit, section: Section) -> Sequence[Words]:
    """What is read rather than opened: contacts, and the log."""
    if section == Section.CONTACTS:
        return [
            T(
                "staff",
                "{time} {way}: {came}, {name}. {words}",
                time=one.at,
                way=WAY[one.way],
                came=CAME[one.came],
                name=one.by.name,
                words=one.words,
            )
            for one in contacts_about(scene.session, unit)
        ]
    if section == Section.LOG:
        return [said for one in colleagues.log_of(scene.session, unit) if (said := said_event(scene, one)) is not None]
    return []


def _section(scene: Scene, unit: Unit, section: Section, wanted: int) -> Screen:
    buttons, said = _things(scene, unit, section), _said(scene, unit, section)
    count = max(len(buttons), len(said))
    page = max(0, min(wanted, (count - 1) // PAGE))
    empty = None if count else T("staff", "Nothing here.")
    title = T("staff", "<b>{unit}: {section}</b>", unit=unit.number, section=TITLES[section])
    words = lines(title, *page_of(said, page), empty)
    pages = turn(count, page, lambda to: OpenAccount(unit.id, section, to))
    return Screen(words, (*rows_of(page_of(buttons, page)), pages, ways_out(OpenAccount(unit.id, Section.HEAD, 0))))


def open_line(scene: Scene, tap: OpenLine) -> Reply:
    """The card."""
    return line_card(scene, tap.line)


def line_card(scene: Scene, line_id: int) -> Screen:
    """One line: its amount, how it came about and how it stands, what is asked about it; raises NotYours or Gone."""
    row = colleagues.line_for(scene.session, line_id, scene.staff.person)
    line = balances.lines_with(scene.session, [row.id], today(scene))[0]
    words = lines(
        T("staff", "<b>{unit}: {what}</b>", unit=row.unit.number, what=what_of(row)),
        *line_words(line),
    )
    asked = [one for one in colleagues.disputes_about(scene.session, row.unit) if one.receivable_id == row.id]
    rows = (
        *rows_of(dispute_button(one) for one in asked),
        *rows_of(_line_deeds(scene, row, line)),
        ways_out(OpenAccount(row.unit_id, Section.HEAD, 0)),
    )
    return Screen(words, rows, row.subject)


def _line_deeds(scene: Scene, row: Receivable, line: Line) -> Iterator[Button]:
    if is_one_of(scene.me, ANSWERS) and line.standing != Standing.DISPUTED:
        yield Button(T("button", "The owner asks about it"), Begin("fee_question", row.id))
    if is_one_of(scene.me, PROPOSES):
        if line.open_fen > 0:
            yield Button(T("button", "Propose a waiver"), Begin("fee_waive", row.id))
        yield Button(T("button", "Propose a correction"), Begin("fee_correct", row.id))


def open_reminder(scene: Scene, tap: OpenReminder) -> Reply:
    """The card."""
    return reminder_card(scene, tap.reminder)


def reminder_card(scene: Scene, reminder_id: int) -> Screen:
    """What a unit was reminded of and whom that reached, and what is to be done now; raises NotYours or Gone."""
    one = colleagues.reminder_for(scene.session, reminder_id, scene.staff.person)
    left = [line for line in balances.lines_with(scene.session, one.lines, today(scene)) if line.open_fen > 0]
    reached: Words = (
        T("staff", "Reached by the bot: {count}", count=one.reached)
        if one.reached
        else T("staff", "Reached nobody by the bot")
    )
    words = lines(
        T("staff", "<b>{unit}: {step}</b>, {day}", unit=one.unit.number, step=STEP[one.step], day=one.day.isoformat()),
        T(
            "staff",
            "It was about {money}; of this open now: {left}",
            money=Money(one.fen),
            left=Money(sum(line.open_fen for line in left)),
        ),
        reached,
        *(listed([what_of(line.row), Money(line.open_fen)], " ") for line in left),
        *_why(scene, one.unit),
    )
    note = (
        [Button(T("button", "Note a contact"), Begin("fee_contact_about", one.id))]
        if is_one_of(scene.me, NOTES)
        else []
    )
    account = Button(T("button", "The account"), OpenAccount(one.unit_id, Section.HEAD, 0))
    return Screen(words, (*rows_of([*note, account]), ways_out(Go(Place.ACCOUNTS))), one.subject)


class FindAccount(Flow):
    """Whose account?"""

    name = "fee_unit"
    title = T("button", "Find an account")
    reads_back = False

    words = Write(ask=T("staff", "Which unit? A number, or a part of the name."), label=T("staff", "Unit"), at_most=60)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who reads accounts; raises NotYours."""
        check_reads(form.scene.staff.person, form.scene.project.id)

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """The account, or those that fit."""
        scene = form.scene
        found = colleagues.units_called(scene.session, scene.project, form["words"])
        if len(found) == 1:
            return account_card(scene, found[0].id)
        title = T("staff", "<b>{words}</b>: {count} found", words=form["words"], count=len(found))
        buttons = [
            Button(listed([one.number, one.occupier_name or one.owner_name], " "), OpenAccount(one.id, Section.HEAD, 0))
            for one in found[:PAGE]
        ]
        again = Button(T("button", "Find an account"), Begin("fee_unit", 0))
        return Screen(title, (*rows_of([*buttons, again]), ways_out(Go(Place.ACCOUNTS))))
