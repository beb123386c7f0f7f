"""Fees are paid: by a transfer with its slip or in Telegram, all of it, some lines, or an amount of one's own (R129, FAQ10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.fee_words import fee_said, month_said
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed
from bot.payments import Checkout, Invoice, Paid
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import Money, T, Words, lines
from handlers.bill_taps import OpenAccount, WaysToPay
from handlers.owner.fees.account import HOME, account_card
from handlers.owner.fees.choosing import ChooseLines
from handlers.owner.fees.extension import called
from handlers.owner.paying import takes_payments
from handlers.taps import Begin
from models.ledger.lifecycle import Method
from models.ledger.posting import LARGEST
from models.media.tables import MediaKind
from models.money import parse_yuan
from models.order_refusals import ProofMissing
from models.policy import policy_of
from models.receivables import paying
from models.receivables.crediting import shares_of
from models.receivables.reading import Account, account_for, account_of_unit
from models.receivables.refusals import NothingOpen
from models.refusals import Gone

PAYLOAD = "unit"
ALL, SOME, OTHER = "all", "some", "other"


def ways_to_pay(scene: Scene, tap: WaysToPay) -> Screen:
    """Every way, the amount, and the office's account."""
    account = account_for(scene.session, tap.unit, scene.me, scene.now)
    words = lines(
        T(
            "label",
            "<b>Unit {unit}, to be paid: {money}</b>",
            unit=account.unit.number,
            money=Money(account.to_pay_fen),
        ),
        *ways_said(scene),
    )
    return Screen(words, _ways(scene, account))


def ways_said(scene: Scene) -> list[Words]:
    """By transfer to which account, and at the desk."""
    account = policy_of(scene.project).bank_account
    by_transfer = (
        T(
            "owner",
            "By bank transfer: {account}. Please write the unit's number with it, and send us a picture of the slip. Thank you.",
            account=account,
        )
        if account
        else T(
            "owner",
            "By bank transfer: the service desk tells you the account, {phone}. Thank you.",
            phone=scene.project.desk_phone,
        )
    )
    at_the_desk = T("owner", "Or please come to the service centre; our cashier gives you a receipt. Thank you.")
    return [by_transfer, at_the_desk]


def _ways(scene: Scene, account: Account) -> tuple[Row, ...]:
    unit = account.unit
    online = (Button(T("button", "Pay online"), Begin("fee_online", unit.id)),) if takes_payments(scene) else ()
    slip = (Button(T("button", "I have transferred it"), Begin("fee_transfer", unit.id)),)
    ways = (online, slip) if account.open_fen else ()
    return (*ways, (Button(T("button", "Back to the account"), OpenAccount(unit.id)),), (HOME,))


@dataclass(frozen=True, kw_only=True)
class AmountToPay(Typed):
    """Yuan above nothing; of what is paid in Telegram no more than is open."""

    bounded: bool = False

    def write(self, form: Form, text: str) -> Any:
        """Fen; raises NotAnAnswer with an example, or with the most."""
        fen = int(super().write(form, text))
        owed = _account(form).open_fen
        if self.bounded and fen > owed:
            raise NotAnAnswer(
                T("owner", "Sorry, {most} are open. Please write an amount up to that. Thank you.", most=Money(owed)),
                stray=False,
            )
        return fen


def _account(form: Form) -> Account:
    return account_for(form.scene.session, form.about, form.scene.me, form.scene.now)


def _read(_form: Form, text: str) -> int | None:
    fen = parse_yuan(text)
    return fen if fen is not None and 0 < fen <= LARGEST else None


def _amount(*, bounded: bool) -> AmountToPay:
    return AmountToPay(
        ask=T("owner", "How much is it? Please write it like 1280 or 1280.50. Thank you."),
        label=T("label", "Amount"),
        when=lambda form: form.get("what") == OTHER,
        read=_read,
        example=T("label", "1280 or 1280.50"),
        shows=lambda _form, value: Money(int(value)),
        bounded=bounded,
    )


def _what(form: Form) -> Sequence[Option]:
    account = _account(form)
    every = Option(ALL, T("button", "All of it: {money}", money=Money(account.to_pay_fen)))
    some = Option(SOME, T("button", "Only some lines"))
    return [
        *([every] if account.to_pay_fen else []),
        *([some] if len(account.open_lines) > 1 else []),
        Option(OTHER, T("button", "Another amount")),
    ]


class PayFees(Flow):
    """The parent of both ways: what is paid."""

    subject = "fees"

    what = Choose(
        ask=T("owner", "What do you pay? Please choose."),
        label=T("label", "Paid"),
        among=_what,
        ask_even_one=True,
        per_row=1,
    )
    some = ChooseLines(
        ask=T("owner", "Please choose the lines, then press “That is all”. Thank you."),
        label=T("label", "Lines"),
        among=lambda form: [Option(str(one.row.id), called(one)) for one in _account(form).open_lines],
        when=lambda form: form.get("what") == SOME,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who sees the bills, and while something is open."""
        if not _account(form).open_lines:
            raise NothingOpen

    @classmethod
    def opening(cls, form: Form) -> Words:
        """For which unit, and how much is to be paid."""
        account = _account(form)
        return T("label", "Unit {unit}: {money} to be paid", unit=account.unit.number, money=Money(account.to_pay_fen))


def _chosen(form: Form) -> frozenset[int]:
    return frozenset(int(key) for key in form["some"]["keys"]) if form["what"] == SOME else frozenset()


def _fen(form: Form) -> int:
    """How much is paid, in fen."""
    account, chosen = _account(form), _chosen(form)
    if form["what"] == OTHER:
        return int(form["amount"])
    if form["what"] == SOME:
        return sum(one.open_fen for one in account.open_lines if one.row.id in chosen)
    return account.to_pay_fen


class PayFeesByTransfer(PayFees):
    """The slip of a transfer, as a picture; finance sees whether the money has come."""

    name = "fee_transfer"
    title = T("button", "I have transferred it")

    amount = _amount(bounded=False)
    slip = Slip(
        ask=T("owner", "Please send a picture of the slip of your transfer. Thank you."),
        label=T("label", "Slip"),
        at_most=3,
        also=frozenset({MediaKind.DOCUMENT}),
    )

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """The amount that is read back; what is more than is to be paid stays theirs."""
        fen, owed = _fen(form), _account(form).to_pay_fen
        said = T("label", "Transferred: {money}", money=Money(fen))
        if form["what"] != OTHER or fen <= owed:
            return said
        more = T(
            "owner",
            "{rest} are more than is to be paid now; they stay your credit and are used for what comes next. Thank you.",
            rest=Money(fen - owed),
        )
        return lines(said, more)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Received; the receipt comes as a message of its own. The same slip twice is one payment."""
        scene, media = form.scene, [one.id for one in form.media("slip")]
        if not media:
            raise ProofMissing
        account = _account(form)
        paying.pay(
            scene.session,
            account.unit,
            payer=scene.me,
            method=Method.TRANSFER,
            amount_fen=_fen(form),
            by=None,
            now=scene.now,
            occasion=f"slip{media[0]}",
            media=media,
            chosen=_chosen(form),
        )
        thanks = T(
            "owner", "Thank you, we have received your slip. Finance compares it with the bank and tells you here."
        )
        return account_card(scene, account.unit.id).headed(thanks)


class PayFeesOnline(PayFees):
    """What is paid in Telegram; the invoice follows at once."""

    name = "fee_online"
    title = T("button", "Pay online")
    reads_back = False

    amount = _amount(bounded=True)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only where the bot has a payment provider."""
        super().check(form)
        if not takes_payments(form.scene):
            raise Gone

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The invoice; without a provider the other ways are said."""
        account, fen = _account(form), _fen(form)
        if fen <= 0:
            raise NothingOpen
        words = T(
            "owner",
            "Please pay {amount} for unit {unit} by transfer or at the desk. Thank you.",
            amount=Money(fen),
            unit=account.unit.number,
        )
        return Screen(
            words, _ways(form.scene, account), invoice=_invoice(account, fen, _chosen(form), form["what"] == OTHER)
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


MOST_LINES = 10  # in a payload of 128 bytes


def _price(line: Any) -> Words:
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
