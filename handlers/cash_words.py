"""Money in words: where a payment is, how it was paid, and its way (R126)."""

from collections.abc import Iterator, Sequence

from bot.scene import Scene
from bot.screens import Button
from bot.texts import Clockface, Money, T, Words, listed
from handlers.cash_taps import OpenDeposit, OpenHandOver, OpenPayment
from models.events import Event
from models.ledger.lifecycle import DepositState, HandOverState, Method, PaymentState
from models.ledger.tables import Deposit, HandOver, Payment
from models.people import Person

METHOD = {
    Method.CASH: T("staff", "cash"),
    Method.TRANSFER: T("staff", "transfer"),
    Method.TELEGRAM: T("staff", "paid in Telegram"),
}
PAYMENT_STATE = {
    PaymentState.ON_HAND: T("staff", "on hand"),
    PaymentState.IN_TRANSIT: T("staff", "on the way"),
    PaymentState.IN_TILL: T("staff", "in the till"),
    PaymentState.IN_BANK: T("staff", "in the bank"),
    PaymentState.VOID: T("staff", "void"),
}
HAND_OVER_STATE = {
    HandOverState.PROPOSED: T("staff", "to be counted"),
    HandOverState.DIFFERS: T("staff", "counted differently"),
    HandOverState.CONFIRMED: T("staff", "counted and received"),
    HandOverState.WITHDRAWN: T("staff", "taken back"),
}
DEPOSIT_STATE = {
    DepositState.STATED: T("staff", "to be found in the bank"),
    DepositState.CONFIRMED: T("staff", "found in the bank"),
    DepositState.REFUSED: T("staff", "not found in the bank"),
    DepositState.WITHDRAWN: T("staff", "taken back"),
}
STEP = {
    "payment.taken": T("staff", "money taken"),
    "payment.handed": T("staff", "handed over"),
    "payment.on_hand": T("staff", "on hand again"),
    "payment.in_till": T("staff", "counted into the till"),
    "payment.deposited": T("staff", "brought to the bank"),
    "payment.seen": T("staff", "found in the bank"),
    "payment.audited": T("staff", "audited"),
    "payment.void": T("staff", "made void"),
    "payment.not_arrived": T("staff", "has not arrived"),
}


def way_of(scene: Scene, payment: Payment, events: Sequence[Event]) -> Iterator[Words]:
    """What happened to a payment, step by step."""
    for event in events:
        if event.kind not in STEP:
            continue
        name = scene.session.get_one(Person, event.actor_id).name if event.actor_id else payment.payer.called
        yield T("staff", "{time} {step}, {name}", time=event.at, step=STEP[event.kind], name=name)


def payment_button(payment: Payment) -> Button:
    """A payment in one line: the amount first."""
    facts: list[Words] = [Money(payment.amount_fen), METHOD[payment.method], payment.number[-9:]]
    return Button(listed([*facts, Clockface(payment.at), PAYMENT_STATE[payment.state]], " "), OpenPayment(payment.id))


def hand_over_button(one: HandOver) -> Button:
    """A hand-over in one line."""
    facts: list[Words] = [Money(one.amount_fen), one.giver.name, "→", one.receiver.name, HAND_OVER_STATE[one.state]]
    return Button(listed(facts, " "), OpenHandOver(one.id))


def deposit_button(one: Deposit) -> Button:
    """A deposit in one line."""
    facts: list[Words] = [Money(one.amount_fen), one.by.name, DEPOSIT_STATE[one.state]]
    return Button(listed(facts, " "), OpenDeposit(one.id))
