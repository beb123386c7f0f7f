"""Fees are paid in Telegram: the invoice, the question before the money moves, and the money itself (R129, FAQ10)."""

from bot.fee_words import fee_said, month_said
from bot.forms.flow import Form
from bot.payments import Checkout, Invoice, Paid
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import Money, T, Words, lines
from handlers.owner.fees.paying import OTHER, PayFees, account_of, amount_question, chosen_of, fen_of, ways
from handlers.owner.paying import takes_payments
from models.receivables import paying
from models.receivables.balances import Line
from models.receivables.crediting import shares_of
from models.receivables.reading import Account, account_of_unit
from models.receivables.refusals import NothingOpen
from models.refusals import Gone

PAYLOAD = "unit"
MOST_LINES = 10  # in a payload of 128 bytes


class PayFeesOnline(PayFees):
    """What is paid in Telegram; the invoice follows at once."""

    name = "fee_online"
    title = T("button", "Pay online")
    reads_back = False

    amount = amount_question(bounded=True)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only where the bot has a payment provider."""
        super().check(form)
        if not takes_payments(form.scene):
            raise Gone

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The invoice; without a provider the other ways are said."""
        account, fen = account_of(form), fen_of(form)
        if fen <= 0:
            raise NothingOpen
        words = T(
            "owner",
            "Please pay {amount} for unit {unit} by transfer or at the desk. Thank you.",
            amount=Money(fen),
            unit=account.unit.number,
        )
        return Screen(
            words, ways(form.scene, account), invoice=_invoice(account, fen, chosen_of(form), form["what"] == OTHER)
        )


def _invoice(account: Account, fen: int, chosen: frozenset[int], typed: bool) -> Invoice:
    paid = [one for one in account.open_lines if one.row.id in chosen] if chosen else account.open_lines
    prices = tuple((_price(one), one.open_fen) for one in paid)
    title = T("label", "Fees of unit {unit}", unit=account.unit.number)
    whole = sum(one for _, one in prices)
    return Invoice(
        title=title,
        description=T("owner", "Fees of unit {unit}. Thank you for your payment.", unit=account.unit.number),
        payload=f"{PAYLOAD}:{account.unit.id}:{'.'.join(str(one) for one in sorted(chosen)[:MOST_LINES])}",
        prices=((title, fen),) if typed or whole != fen else prices,
    )


def _price(line: Line) -> Words:
    return T("label", "{month} {fee}", month=month_said(line.row.period), fee=fee_said(line.row))


def _read_payload(payload: str) -> tuple[int, frozenset[int]]:
    """The unit behind an invoice, and the lines that were chosen; raises Gone for what is not of this house."""
    _kind, _, rest = payload.partition(":")
    unit, _, chosen = rest.partition(":")
    numbers = [unit, *(chosen.split(".") if chosen else [])]
    if not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in numbers):
        raise Gone
    return int(unit), frozenset(int(one) for one in numbers[1:])


def checkout(scene: Scene, asked: Checkout) -> Words | None:
    """Whether it may be paid now; a refusal is said in words by the machine."""
    unit, _chosen = _read_payload(asked.payload)
    paying.may_be_paid(scene.session, unit, by=scene.me, amount_fen=asked.amount_fen, now=scene.now)
    return None


def paid(scene: Scene, money: Paid) -> Screen:
    """The money has been taken: it is entered whatever has become of the bill, and its payer thanked."""
    unit_id, chosen = _read_payload(money.payload)
    payment = paying.paid_in_telegram(
        scene.session,
        unit_id,
        payer=scene.person,
        amount_fen=money.amount_fen,
        charge_id=money.telegram_charge_id,
        now=scene.now,
        chosen=chosen,
    )
    unit = paying.unit_of(scene.session, payment)
    assert unit is not None
    used = sum(fen for _, fen in shares_of(scene.session, unit.project_id, payment.subject))
    return Screen(lines(*_thanks(unit.number, money.amount_fen, account_of_unit(scene.session, unit, scene.now), used)))


def _thanks(unit: str, fen: int, account: Account, used: int) -> list[Words]:
    """What came; and what is more than was open, or still to be paid."""
    facts = {"amount": Money(fen), "unit": unit}
    said: list[Words] = [T("owner", "Thank you, your payment of {amount} for unit {unit} has arrived.", **facts)]
    if used < fen:
        rest = Money(fen - used)
        said.append(T("owner", "{rest} are more than was open; they stay your credit, please do not worry.", rest=rest))
    if account.to_pay_fen:
        said.append(T("owner", "{rest} are still to be paid. Thank you.", rest=Money(account.to_pay_fen)))
    return said
