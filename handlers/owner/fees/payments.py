"""What was paid for a unit, with its receipts, and the last twelve months as a picture (R129)."""

from collections.abc import Iterator

from bot.documents import ask_for
from bot.fee_words import fee_said, month_said, short_day
from bot.fonts import chinese_font
from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Day, Money, T, Words, lines
from handlers.bill_taps import OpenAccount, OpenReceipt, OwnPayments, ShowYear
from handlers.fee_words import METHOD, payment_stands
from handlers.owner.fees.account import HOME, account_card
from models.estate import Unit
from models.ledger.lifecycle import PaymentState
from models.ledger.tables import Payment
from models.money import in_capitals
from models.people import Side
from models.receivables.crediting import shares_of
from models.receivables.history import MonthSum, months_of
from models.receivables.paying import payment_for, payments_of
from models.receivables.reading import account_for

YEAR = "fee_year"
MOST = 12  # payments on one screen


def own_payments(scene: Scene, tap: OwnPayments) -> Screen:
    """The last payments of a unit."""
    account = account_for(scene.session, tap.unit, scene.me, scene.now)
    found = payments_of(scene.session, account.unit)[:MOST]
    words = lines(
        T("label", "<b>Payments for unit {unit}</b>", unit=account.unit.number),
        T("owner", "Please choose one to see its receipt. Thank you.")
        if found
        else T("owner", "No payment is noted yet. Thank you."),
        *(_line(one) for one in found),
    )
    buttons = [
        Button(
            T("button", "{short_day} {money}", short_day=short_day(scene.project, one.at), money=Money(one.amount_fen)),
            OpenReceipt(one.id),
        )
        for one in found
    ]
    return Screen(words, (*rows_of(buttons), (_back(account.unit),), (HOME,)))


def _line(one: Payment) -> Words:
    facts = {
        "day": Day(one.at),
        "money": Money(one.amount_fen),
        "how": METHOD[one.method],
        "stands": payment_stands(one),
    }
    return T("label", "{day}: {money} {how}, {stands}", **facts)


def _back(unit: Unit) -> Button:
    return Button(T("button", "Back to the account"), OpenAccount(unit.id))


def open_receipt(scene: Scene, tap: OpenReceipt) -> Screen:
    """A payment: its number, the amount in figures and capitals, and the lines that it has paid."""
    unit, payment = payment_for(scene.session, tap.payment, scene.me)
    facts = {"money": Money(payment.amount_fen), "capitals": in_capitals(payment.amount_fen)}
    words = lines(
        T("label", "<b>Receipt {number}</b>, unit {unit}", number=payment.number, unit=unit.number),
        T("label", "{money} ({capitals})", **facts),
        T(
            "label",
            "{day}, {how}: {stands}",
            day=Day(payment.at),
            how=METHOD[payment.method],
            stands=payment_stands(payment),
        ),
        *_paid_for(scene, payment),
    )
    back = Button(T("button", "All payments"), OwnPayments(unit.id))
    return Screen(words, ((back,), (_back(unit),), (HOME,)))


def _paid_for(scene: Scene, payment: Payment) -> Iterator[Words]:
    if payment.state == PaymentState.VOID:
        yield T(
            "owner",
            "This payment does not count; the lines are open again. Please ask us if you have a question. Thank you.",
        )
        return
    shares = shares_of(scene.session, payment.project_id, payment.subject)
    if shares:
        yield T("label", "For:")
    for row, fen in shares:
        yield T("label", "{month} {fee}: {money}", month=month_said(row.period), fee=fee_said(row), money=Money(fen))
    if (rest := payment.amount_fen - sum(fen for _, fen in shares)) > 0:
        yield T("label", "Kept as your credit: {money}", money=Money(rest))


def show_year(scene: Scene, tap: ShowYear) -> Screen:
    """The last months as a picture, which follows; where none can be drawn, in figures."""
    account = account_for(scene.session, tap.unit, scene.me, scene.now)
    months = months_of(account.lines, scene.now.astimezone(scene.project.zone).date())
    if months and chinese_font() is not None:
        facts = {"unit": account.unit.id, "picture": True}
        ask_for(scene.session, person=scene.me, kind=YEAR, facts=facts, now=scene.now, side=Side.OWNER)
        follows = T("owner", "The picture is being drawn and follows in a moment. Thank you.")
        return account_card(scene, account.unit.id).with_toast(follows)
    words = lines(
        T("label", "<b>Unit {unit}, the last twelve months</b>", unit=account.unit.number),
        T("owner", "Please find here the figures of each month. Thank you.")
        if months
        else T("owner", "There are no months to show yet. Thank you."),
        *(_month(one) for one in months),
    )
    return Screen(words, ((_back(account.unit),), (HOME,)))


def _month(one: MonthSum) -> Words:
    facts = {"month": month_said(one.period), "money": Money(one.fen), "open": Money(one.open_fen)}
    return (
        T("label", "{month}: {money}, {open} open", **facts)
        if one.open_fen
        else T("label", "{month}: {money}, paid", **facts)
    )
