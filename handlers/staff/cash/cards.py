"""The cards of a payment, a hand-over and a deposit: the amount first, then its way, then what can be done (R126)."""

from collections.abc import Iterator

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Money, T, Words, lines, listed
from handlers.cash_taps import (
    HandOverDeed,
    OpenDeposit,
    OpenHandOver,
    OpenPayment,
    SeeDeposit,
    SeePayment,
    ShowSlip,
    WithdrawDeposit,
)
from handlers.cash_words import DEPOSIT_STATE, HAND_OVER_STATE, METHOD, PAYMENT_STATE, payment_button, way_of
from handlers.fee_taps import OpenAccount
from handlers.money_ways import to_its_money
from handlers.staff.names import PAGE, ways_out
from handlers.taps import Begin, Go, Place
from models.events import Event, touch
from models.ledger import depositing, handing_over, queries, seeing_transfers, slips
from models.ledger.accounts import TILL
from models.ledger.lifecycle import DepositState, Method, PaymentState
from models.ledger.rights import CONFIRMS, is_one_of
from models.ledger.tables import Deposit, HandOver, Payment
from models.orders.takings import order_behind
from models.receivables.paying import unit_of
from models.receivables.rights import READS
from models.refusals import Gone

BACK = Go(Place.CASH)


def payment_card(scene: Scene, payment_id: int) -> Screen:
    """What was paid, by whom, and where the money is; for who took it and for those who see everybody's."""
    payment = queries.payment_for(scene.session, payment_id, scene.staff.person)
    events = scene.session.scalars(select(Event).where(Event.subject == payment.subject).order_by(Event.id)).all()
    unit = unit_of(scene.session, payment)
    said: list[Words] = [METHOD[payment.method], PAYMENT_STATE[payment.state]]
    words = lines(
        T("staff", "<b>{money}</b>, {facts}", money=Money(payment.amount_fen), facts=listed(said, ", ")),
        T("staff", "{number}, from {name}", number=payment.number, name=payment.payer.called),
        T("staff", "For the fees of unit {unit}", unit=unit.number) if unit else None,
        *way_of(scene, payment, events),
        T("staff", "Reason: {reason}", reason=payment.reason) if payment.reason else None,
    )
    return Screen(words, (*_payment_rows(scene, payment), ways_out(BACK)), payment.subject)


def _payment_rows(scene: Scene, payment: Payment) -> Iterator[Row]:
    mine, free = payment.taken_by_id == scene.me.id, payment.state == PaymentState.ON_HAND
    if mine and free:
        yield (Button(T("button", "Hand over this one to…"), Begin("cash_to", payment.id)),)
        yield (Button(T("button", "Deposited at the bank"), Begin("cash_bank", payment.id)),)
    underway = payment.method != Method.CASH and payment.state == PaymentState.IN_TRANSIT
    if underway and not mine and is_one_of(scene.me, CONFIRMS) and payment.payer_id != scene.me.id:
        yield (Button(T("button", "It is in the bank"), SeePayment(payment.id)),)
        yield (Button(T("button", "It has not arrived"), Begin("cash_missing", payment.id)),)
    if mine and payment.audited_by_id is None and (free or underway):
        yield (Button(T("button", "Entered by mistake"), Begin("void_payment", payment.id)),)
    if slips.pictures_of(scene.session, payment):
        yield (Button(T("button", "Show the slip"), ShowSlip("payment", payment.id)),)
    if order := order_behind(scene.session, payment):
        yield from ((one,) for one in to_its_money(scene, order))
    if payment.handover_id is not None:
        yield (Button(T("button", "The hand-over"), OpenHandOver(payment.handover_id)),)
    if payment.deposit_id is not None:
        yield (Button(T("button", "The deposit"), OpenDeposit(payment.deposit_id)),)
    unit = unit_of(scene.session, payment)
    if unit is not None and is_one_of(scene.me, READS):
        yield (Button(T("button", "The account"), OpenAccount(unit.id, "head", 0)),)


def hand_over_card(scene: Scene, number: int) -> Screen:
    """How much goes from whom to whom, and what was counted; for its two sides and those who see everybody's."""
    one = queries.hand_over_for(scene.session, number, scene.staff.person)
    words = lines(
        T("staff", "<b>{money}</b>: {state}", money=Money(one.amount_fen), state=HAND_OVER_STATE[one.state]),
        T(
            "staff",
            "{giver} hands over to {receiver}, {time}",
            giver=one.giver.name,
            receiver=one.receiver.name,
            time=one.at,
        ),
        *_counted(one),
        T("staff", "Ended {time}", time=one.ended_at) if one.ended_at else None,
    )
    payments = rows_of(payment_button(each) for each in queries.payments_in(scene.session, one)[:PAGE])
    return Screen(words, (*_hand_over_rows(scene, one), *payments, ways_out(BACK)), one.subject)


def _counted(one: HandOver) -> Iterator[Words]:
    if one.counted_fen is not None:
        yield T("staff", "Counted: {money}. {reason}", money=Money(one.counted_fen), reason=one.reason)
    if one.settled_reason:
        yield T("staff", "Settled by the manager: {reason}", reason=one.settled_reason)


def _hand_over_rows(scene: Scene, one: HandOver) -> Iterator[Row]:
    may = handing_over.allowed(one, scene.me)
    if "confirm" in may:
        right = T("button", "Counted: {money}", money=Money(one.amount_fen))
        yield (Button(right, HandOverDeed(one.id, "confirm", one.version)),)
    if "differ" in may:
        yield (Button(T("button", "Counted differently"), Begin("cash_differs", one.id)),)
    if "settle" in may:
        yield (Button(T("button", "Write the difference down"), Begin("cash_settle", one.id)),)
    if "withdraw" in may:
        yield (Button(T("button", "Take it back"), HandOverDeed(one.id, "withdraw", one.version)),)


def deposit_card(scene: Scene, number: int) -> Screen:
    """How much was brought to the bank by whom; for them and for those who see everybody's."""
    one = queries.deposit_for(scene.session, number, scene.staff.person)
    where = T("staff", "out of the till") if one.source == TILL else T("staff", "out of the own pocket")
    words = lines(
        T("staff", "<b>{money}</b>: {state}", money=Money(one.amount_fen), state=DEPOSIT_STATE[one.state]),
        T("staff", "Brought to the bank by {name}, {time}, {where}", name=one.by.name, time=one.at, where=where),
        T("staff", "Reason: {reason}", reason=one.reason) if one.reason else None,
        T("staff", "Ended {time}", time=one.ended_at) if one.ended_at else None,
    )
    payments = rows_of(payment_button(each) for each in queries.payments_in(scene.session, one)[:PAGE])
    return Screen(words, (*_deposit_rows(scene, one), *payments, ways_out(BACK)), one.subject)


def _deposit_rows(scene: Scene, one: Deposit) -> Iterator[Row]:
    if one.state == DepositState.STATED and is_one_of(scene.me, CONFIRMS) and one.by_id != scene.me.id:
        yield (Button(T("button", "It is in the bank"), SeeDeposit(one.id)),)
        yield (Button(T("button", "It has not arrived"), Begin("cash_refuse", one.id)),)
    if one.state == DepositState.STATED and one.by_id == scene.me.id:
        yield (Button(T("button", "Take it back"), WithdrawDeposit(one.id)),)
    if slips.pictures_of(scene.session, one):
        yield (Button(T("button", "Show the slip"), ShowSlip("deposit", one.id)),)


def open_payment(scene: Scene, tap: OpenPayment) -> Screen:
    """The card."""
    return payment_card(scene, tap.payment)


def open_hand_over(scene: Scene, tap: OpenHandOver) -> Screen:
    """The card."""
    return hand_over_card(scene, tap.handover)


def open_deposit(scene: Scene, tap: OpenDeposit) -> Screen:
    """The card."""
    return deposit_card(scene, tap.deposit)


def hand_over_deed(scene: Scene, tap: HandOverDeed) -> Screen:
    """A deed that needs no words."""
    deeds = {"confirm": handing_over.confirm, "withdraw": handing_over.withdraw}
    if tap.deed not in deeds:
        raise Gone
    deeds[tap.deed](scene.session, tap.handover, by=scene.staff.person, now=scene.now, seen=tap.seen)
    return hand_over_card(scene, tap.handover)


def see_payment(scene: Scene, tap: SeePayment) -> Screen:
    """Finance has found it."""
    payment = seeing_transfers.see(scene.session, tap.payment, by=scene.staff.person, now=scene.now)
    touch(scene.session, payment.about)  # the order goes on where it waited for this
    return payment_card(scene, tap.payment)


def see_deposit(scene: Scene, tap: SeeDeposit) -> Screen:
    """Finance has found it."""
    depositing.confirm_deposit(scene.session, tap.deposit, by=scene.staff.person, now=scene.now)
    return deposit_card(scene, tap.deposit)


def withdraw_deposit(scene: Scene, tap: WithdrawDeposit) -> Screen:
    """Who stated it takes it back."""
    depositing.withdraw_deposit(scene.session, tap.deposit, by=scene.staff.person, now=scene.now)
    return deposit_card(scene, tap.deposit)


def show_slip(scene: Scene, tap: ShowSlip) -> Screen:
    """The pictures follow as messages of their own."""
    slips.show_slip(scene.session, tap.kind, tap.number, by=scene.staff.person, now=scene.now)
    card = payment_card if tap.kind == "payment" else deposit_card
    return card(scene, tap.number).with_toast(T("staff", "It follows in a moment."))
