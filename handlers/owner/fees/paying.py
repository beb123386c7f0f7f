"""Fees are paid: all of it, some lines, or an amount of one's own, and by a transfer with its slip (R129, FAQ10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed
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
from models.receivables.reading import Account, account_for
from models.receivables.refusals import NothingOpen

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
    return Screen(words, ways(scene, account))


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


def ways(scene: Scene, account: Account) -> tuple[Row, ...]:
    """A button for each way, as long as something is open."""
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
        owed = account_of(form).open_fen
        if self.bounded and fen > owed:
            raise NotAnAnswer(
                T("owner", "Sorry, {most} are open. Please write an amount up to that. Thank you.", most=Money(owed)),
                stray=False,
            )
        return fen


def account_of(form: Form) -> Account:
    """The account that the form is about; raises Gone."""
    return account_for(form.scene.session, form.about, form.scene.me, form.scene.now)


def _read(_form: Form, text: str) -> int | None:
    fen = parse_yuan(text)
    return fen if fen is not None and 0 < fen <= LARGEST else None


def amount_question(*, bounded: bool) -> AmountToPay:
    """The question for an amount of one's own, in fen."""
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
    account = account_of(form)
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
        among=lambda form: [Option(str(one.row.id), called(one)) for one in account_of(form).open_lines],
        when=lambda form: form.get("what") == SOME,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who sees the bills, and while something is open."""
        if not account_of(form).open_lines:
            raise NothingOpen

    @classmethod
    def opening(cls, form: Form) -> Words:
        """For which unit, and how much is to be paid."""
        account = account_of(form)
        return T("label", "Unit {unit}: {money} to be paid", unit=account.unit.number, money=Money(account.to_pay_fen))


def chosen_of(form: Form) -> frozenset[int]:
    """The lines that are paid first; none where nobody chose."""
    return frozenset(int(key) for key in form["some"]["keys"]) if form["what"] == SOME else frozenset()


def fen_of(form: Form) -> int:
    """How much is paid, in fen."""
    account, chosen = account_of(form), chosen_of(form)
    if form["what"] == OTHER:
        return int(form["amount"])
    if form["what"] == SOME:
        return sum(one.open_fen for one in account.open_lines if one.row.id in chosen)
    return account.to_pay_fen


class PayFeesByTransfer(PayFees):
    """The slip of a transfer, as a picture; finance sees whether the money has come."""

    name = "fee_transfer"
    title = T("button", "I have transferred it")

    amount = amount_question(bounded=False)
    slip = Slip(
        ask=T("owner", "Please send a picture of the slip of your transfer. Thank you."),
        label=T("label", "Slip"),
        at_most=3,
        also=frozenset({MediaKind.DOCUMENT}),
    )

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """The amount that is read back; what is more than is to be paid stays theirs."""
        fen, owed = fen_of(form), account_of(form).to_pay_fen
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
        account = account_of(form)
        paying.pay(
            scene.session,
            account.unit,
            payer=scene.me,
            method=Method.TRANSFER,
            amount_fen=fen_of(form),
            by=None,
            now=scene.now,
            occasion=f"slip{media[0]}",
            media=media,
            chosen=chosen_of(form),
        )
        thanks = T(
            "owner", "Thank you, we have received your slip. Finance compares it with the bank and tells you here."
        )
        return account_card(scene, account.unit.id).headed(thanks)
