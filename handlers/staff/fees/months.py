"""Finance closes months, and compares the accounts with the bank twice a month (R124, R129, J18)."""

from collections.abc import Iterator
from datetime import date

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Money, T, Words, lines
from handlers.cash_taps import ListCash
from handlers.fee_taps import CloseMonth, ListFees, OpenReconciliation
from handlers.staff.fees.account import today
from handlers.staff.names import ways_out
from handlers.taps import Begin, Go, Place
from models.ledger.rights import CONFIRMS, check_role, is_one_of
from models.people import Person
from models.receivables import months, reconciling
from models.receivables.asking import open_asks
from models.receivables.disputing import open_disputes
from models.receivables.figures import month_figures
from models.receivables.office_tables import Reconciliation
from models.receivables.rights import check_reads
from models.refusals import Gone, TooLate


def months_menu(scene: Scene) -> Reply:
    """The earliest month that can be closed, and what is still open in it; raises NotYours."""
    check_role(scene.staff.person, CONFIRMS, scene.project.id)
    period = months.to_close(scene.session, scene.project, today(scene))
    back = ways_out(Go(Place.ACCOUNTS))
    closed = (Button(T("button", "Closed months"), ListFees("closed", 0)),)
    if period is None:
        return Screen(T("staff", "No month that is over waits to be closed."), (closed, back))
    words = lines(
        T(
            "staff",
            "<b>Close {month}?</b> Nothing of it is opened or corrected afterwards; it can still be paid.",
            month=f"{period:%Y-%m}",
        ),
        *_before(scene, period),
    )
    close = Button(T("button", "Close {month}", month=f"{period:%Y-%m}"), CloseMonth(_number(period)))
    return Screen(words, ((close,), closed, back))


def _before(scene: Scene, period: date) -> Iterator[Words]:
    """What finance should know before: what is open, in question, asked and not found."""
    found = month_figures(scene.session, scene.project, period).total
    yield T("staff", "{count} lines, opened {money}", count=found.lines, money=Money(found.opened_fen))
    yield T("staff", "Open: {money}, rate {percent}%", money=Money(found.open_fen), percent=found.percent)
    waiting = reconciling.to_look_at(scene.session, scene.project, today(scene))
    asked = [one for one in open_disputes(scene.session, scene.project.id) if one.line.period == period]
    yield T("staff", "Questions not answered: {count}", count=len(asked))
    yield T("staff", "Proposals not decided: {count}", count=len(open_asks(scene.session, scene.project.id)))
    yield T("staff", "Transfers not found in the bank: {count}", count=waiting["transfers"])


def _number(period: date) -> int:
    return period.year * 12 + period.month - 1


def close_month(scene: Scene, tap: CloseMonth) -> Reply:
    """Close it; raises NotYours, MonthClosed, MonthNotOver, MonthOpen, or Gone."""
    year, month = divmod(tap.month, 12)
    if not 2000 <= year <= 2200:
        raise Gone
    period = date(year, month + 1, 1)
    months.close_month(scene.session, scene.project, period, by=scene.me, now=scene.now)
    reply = months_menu(scene)
    done = T("staff", "{month} is closed.", month=f"{period:%Y-%m}")
    return reply.headed(done) if isinstance(reply, Screen) else reply


def reconciliation_card(scene: Scene, number: int) -> Screen:
    """The sums of a day to compare, and what waits; raises NotYours or Gone."""
    check_reads(scene.staff.person, scene.project.id)
    one = reconciling.reconciliation_for(scene.session, number, scene.staff.person)
    words = lines(
        T("staff", "<b>Compare with the bank</b>, {day}", day=one.day.isoformat()), *_sums(one), *_outcome(scene, one)
    )
    return Screen(words, (*rows_of(_ways(scene, one)), ways_out(Go(Place.ACCOUNTS))), one.subject)


def _sums(one: Reconciliation) -> Iterator[Words]:
    facts = one.facts
    yield T("staff", "In the bank by our books: {money}", money=Money(facts["bank_fen"]))
    yield T("staff", "In the till: {money}", money=Money(facts["till_fen"]))
    yield T(
        "staff",
        "Stated transfers: {money}, not found: {count}",
        money=Money(facts["transfer_fen"]),
        count=facts["transfers"],
    )
    yield T("staff", "Deposits not found: {count}", count=facts["deposits"])
    yield T("staff", "Hand-overs counted differently: {count}", count=facts["differences"])
    if facts["months"]:
        yield T("staff", "A month that is over is not closed yet.")


def _outcome(scene: Scene, one: Reconciliation) -> Iterator[Words]:
    if one.done_at and one.done_by_id:
        name = scene.session.get_one(Person, one.done_by_id).name
        yield T("staff", "Compared by {name}, {time}: {words}", name=name, time=one.done_at, words=one.words)


def _ways(scene: Scene, one: Reconciliation) -> Iterator[Button]:
    if not is_one_of(scene.me, CONFIRMS):
        return
    yield Button(T("button", "Transfers to find"), ListCash("transfers", 0))
    yield Button(T("button", "Deposits to find"), ListCash("deposits", 0))
    yield Button(T("button", "Take in the bank's list"), Begin("fee_bank", 0))
    if one.done_at is None:
        yield Button(T("button", "Compared"), Begin("fee_compared", one.id))


def open_reconciliation(scene: Scene, tap: OpenReconciliation) -> Reply:
    """The card."""
    return reconciliation_card(scene, tap.number)


class Compared(Flow):
    """Finance has compared."""

    name = "fee_compared"
    title = T("button", "Compared")
    subject = "reconciliation"

    words = Write(
        ask=T("staff", "What differs, and what is done about it?"),
        label=T("staff", "Outcome"),
        at_most=500,
        suggestions=lambda _form: [Option("same", T("button", "Nothing differs"))],
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Finance, as long as it is open; raises NotYours, Gone or TooLate."""
        check_role(form.scene.staff.person, CONFIRMS, form.scene.project.id)
        one = reconciling.reconciliation_for(form.scene.session, form.about, form.scene.staff.person)
        if one.done_at is not None:
            raise TooLate

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it."""
        scene = form.scene
        reconciling.finish(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"])
        return reconciliation_card(scene, form.about)


FLOWS = (Compared,)
