"""What a payer hears of money for the fees of a unit: received, being compared, arrived, withdrawn (R013, R129, DOMAIN 6 "receipt")."""

from bot.fee_words import months_said
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Money, T, Words, lines
from handlers.bill_taps import OpenAccount, OpenReceipt
from models.access.rights import Right, may
from models.estate import Unit
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.tables import Payment
from models.money import in_capitals
from models.receivables.crediting import shares_of
from models.receivables.reading import account_of_unit


def fee_payment(scene: Scene, unit: Unit, payment: Payment, kind: str) -> Screen | None:
    """The words for a payment of a unit's fees; None for a receipt that was withdrawn meanwhile."""
    if kind == "payment.receipt" and payment.state == PaymentState.VOID:
        return None
    said = {
        "payment.receipt": _receipt,
        "payment.arrived": _arrived,
        "payment.void": _void,
        "payment.not_arrived": _not_arrived,
    }[kind]
    sees = may(scene.session, scene.me, unit, Right.SEE_BILLS)
    rest = _rest(scene, unit, payment) if sees and payment.state != PaymentState.VOID else None
    account = Button(T("button", "Back to the account"), OpenAccount(unit.id))
    rows = ((Button(T("button", "See the receipt"), OpenReceipt(payment.id)), account),) if sees else ()
    return Screen(lines(said(scene, unit, payment), rest), rows)


def _facts(scene: Scene, unit: Unit, payment: Payment) -> dict[str, Words]:
    shares = shares_of(scene.session, unit.project_id, payment.subject)
    return {
        "unit": unit.number,
        "months": months_said(row.period for row, _ in shares),
        "money": Money(payment.amount_fen),
        "capitals": in_capitals(payment.amount_fen),
        "number": payment.number,
        "name": payment.taken_by.name if payment.taken_by else "",
        "desk": scene.project.desk_phone,
    }


def _receipt(scene: Scene, unit: Unit, payment: Payment) -> Words:
    facts = _facts(scene, unit, payment)
    match payment.method:
        case Method.CASH:
            return T(
                "owner",
                "Hello, we have received {money} ({capitals}) in cash for the fees of unit {unit} {months}, receipt {number}, "
                "taken by {name}. Thank you for your support.",
                **facts,
            )
        case Method.TRANSFER:
            return T(
                "owner",
                "Hello, we have received your slip over {money} ({capitals}) for the fees of unit {unit} {months}, number {number}. "
                "Finance compares it with the bank and tells you here. Thank you.",
                **facts,
            )
        case Method.TELEGRAM:
            return T(
                "owner",
                "Hello, we have received your online payment of {money} ({capitals}) for the fees of unit {unit} {months}, "
                "receipt {number}. Thank you for your support.",
                **facts,
            )


def _arrived(scene: Scene, unit: Unit, payment: Payment) -> Words:
    return T(
        "owner",
        "Hello, {money} ({capitals}) for the fees of unit {unit} {months} have arrived and are booked, receipt {number}. "
        "Thank you for your support.",
        **_facts(scene, unit, payment),
    )


def _void(scene: Scene, unit: Unit, payment: Payment) -> Words:
    return T(
        "owner",
        "Sorry, the receipt {number} over {money} for unit {unit} was made out by mistake and is withdrawn; its fees are open again. "
        "If you have a question, please call the service desk at {desk}. Thank you.",
        **_facts(scene, unit, payment),
    )


def _not_arrived(scene: Scene, unit: Unit, payment: Payment) -> Words:
    return T(
        "owner",
        "Sorry, finance is still looking for your transfer {number} of {money} for unit {unit} in the bank; until it is found its "
        "fees are open again. Please compare it with your bank, and send us the slip once more, or call {desk}. Thank you.",
        **_facts(scene, unit, payment),
    )


def _rest(scene: Scene, unit: Unit, payment: Payment) -> Words | None:
    """What is left to be paid, or too much."""
    account = account_of_unit(scene.session, unit, scene.now)
    used = sum(fen for _, fen in shares_of(scene.session, unit.project_id, payment.subject))
    if used < payment.amount_fen and account.credit_fen > 0:
        more = Money(min(account.credit_fen, payment.amount_fen - used))
        return T(
            "owner", "{money} are more than was open and stay your credit for what comes next. Thank you.", money=more
        )
    if account.to_pay_fen:
        return T(
            "owner",
            "For unit {unit} {money} are still to be paid. Thank you.",
            unit=unit.number,
            money=Money(account.to_pay_fen),
        )
    return None
