"""A unit pays at the desk: who pays, how much, in cash or by transfer with its slip (R126, R129, DOMAIN 5.7)."""

from datetime import date
from typing import Any
from uuid import uuid4

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.cash_words import METHOD
from handlers.staff.asking import say_day, which_day
from handlers.staff.cash.cards import payment_card
from handlers.staff.cash.forms import EXAMPLE, SLIP, say_fen
from handlers.staff.fees.account import account_card, read_amount, today
from handlers.staff.fees.questions import contacts
from models.estate import Unit
from models.ledger.lifecycle import Method
from models.ledger.rights import check_role
from models.people import Person
from models.policy import policy_of
from models.receivables import balances, colleagues, paying
from models.receivables.fees import fees
from models.receivables.ladder import later_month
from models.receivables.lifecycle import Standing
from models.receivables.months import check_open
from models.receivables.opening import NewLine, line_of, open_line
from models.receivables.paying import TAKES_FEES
from models.receivables.refusals import AskedAlready, NobodyPays
from models.receivables.rights import OPENS


def _unit(form: Form) -> Unit:
    return colleagues.unit_for(form.scene.session, form.about, form.scene.staff.person)


def _open_fen(form: Form) -> int:
    found = balances.lines_of(form.scene.session, _unit(form), today(form.scene))
    return sum(one.open_fen for one in found if one.standing != Standing.DISPUTED)


def _whole(form: Form) -> list[Option]:
    """All that is open and not in question."""
    fen = _open_fen(form)
    return (
        [Option(f"{fen // 100}.{fen % 100:02d}", T("button", "All of it: {money}", money=Money(fen)))]
        if fen > 0
        else []
    )


class TakePayment(Flow):
    """So much for what a unit owes: the oldest lines first, what is more becomes its credit."""

    name = "fee_pay"
    title = T("button", "Take a payment")
    subject = "account"

    payer = Choose(
        ask=T("staff", "Who pays? The receipt goes to them."),
        label=T("staff", "Payer"),
        among=lambda form: contacts(form, form.about),
        ask_even_one=True,
    )
    amount = Typed(
        ask=T("staff", "How much?"),
        label=T("staff", "Amount"),
        read=read_amount,
        example=EXAMPLE,
        shows=say_fen,
        suggestions=_whole,
    )
    method = Choose(
        ask=T("staff", "How is it paid?"),
        label=T("staff", "Method"),
        among=lambda _form: [Option(one.value, METHOD[one]) for one in (Method.CASH, Method.TRANSFER)],
    )
    slip = Slip(ask=SLIP, label=T("staff", "Slip"), at_most=3, when=lambda form: form.get("method") == Method.TRANSFER)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who takes fees, of a unit with somebody who can pay; raises NotYours, Gone or NobodyPays."""
        check_role(form.scene.staff.person, TAKES_FEES, form.scene.project.id)
        if not contacts(form, form.about):
            raise NobodyPays

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The unit, and what is open."""
        return T("staff", "<b>{unit}</b>, open: {money}", unit=_unit(form).number, money=Money(_open_fen(form)))

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What is too much is kept for the next lines."""
        over = int(form["amount"]) - _open_fen(form)
        return (
            T("staff", "{money} more than is open: it is kept for the next lines.", money=Money(over))
            if over > 0
            else None
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Take it, once for this form."""
        scene = form.scene
        facts: dict[str, Any] = {"by": scene.me, "now": scene.now, "media": [one.id for one in form.media("slip")]}
        payment = paying.pay(
            scene.session,
            _unit(form),
            payer=scene.session.get_one(Person, int(form["payer"])),
            method=Method(form["method"]),
            amount_fen=int(form["amount"]),
            occasion=f"desk:{uuid4().hex}",
            **facts,
        )
        return payment_card(scene, payment.id)


def _months(form: Form) -> list[Option]:
    """This month, the one before and the next."""
    found = [later_month(today(form.scene), ahead, 1) for ahead in (0, -1, 1)]
    return [Option(one.isoformat(), f"{one:%Y-%m}") for one in found]


def _due_days(form: Form) -> list[Option]:
    """The day on which fees of the month are due, and a month later."""
    now, day = today(form.scene), policy_of(form.scene.project).bill_due_day
    found = [one for ahead in (0, 1, 2) if (one := later_month(now, ahead, day)) >= now]
    return [Option(one.isoformat(), say_day(form, one.isoformat())) for one in found[:2]]


class OpenLineByHand(Flow):
    """One line that no list brings: a fee for a month, with its reason (J14)."""

    name = "fee_open"
    title = T("button", "Open a line")
    subject = "account"

    fee = Choose(
        ask=T("staff", "Which fee?"),
        label=T("staff", "Fee"),
        among=lambda _form: [Option(one.code, one.name) for one in fees().values() if one.active],
    )
    month = Choose(ask=T("staff", "For which month?"), label=T("staff", "Month"), among=_months)
    amount = Typed(
        ask=T("staff", "How much?"), label=T("staff", "Amount"), read=read_amount, example=EXAMPLE, shows=say_fen
    )
    due = which_day(T("staff", "When is it due?"), T("staff", "Due"), _due_days)
    note = Write(ask=T("staff", "What is it for? It stands on the line."), label=T("staff", "Note"), at_most=200)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who opens receivables; raises NotYours or Gone."""
        check_role(form.scene.staff.person, OPENS, form.scene.project.id)
        _unit(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Open it. Raises AskedAlready where the unit has this fee for the month, or MonthClosed."""
        scene, unit = form.scene, _unit(form)
        period, due = date.fromisoformat(form["month"]), date.fromisoformat(form["due"])
        check_open(scene.session, scene.project.id, period)
        if line_of(scene.session, unit, form["fee"], period) is not None:
            raise AskedAlready
        new = NewLine(form["fee"], period, int(form["amount"]), due, note=form["note"])
        open_line(scene.session, unit, new, by=scene.me, now=scene.now, origin="hand")
        return account_card(scene, unit.id)


FLOWS = (TakePayment, OpenLineByHand)
