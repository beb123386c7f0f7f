"""申请延期: for which lines, until when, and why; the manager decides, and the answer comes as a message (R123, FAQ11)."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.fee_words import day_said, fee_said, month_said, short_month
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.moments import Chosen, When, chosen, key_of_day
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.owner.fees.account import account_card
from handlers.owner.fees.choosing import ChooseLines
from models.policy import policy_of
from models.receivables.asking import ask
from models.receivables.balances import Line
from models.receivables.ladder import later_month
from models.receivables.lifecycle import Standing
from models.receivables.reading import account_for, lines_asked_for
from models.receivables.refusals import AskedAlready, Disputed, NothingOpen
from models.receivables.tables import AskKind

ALL, SOME = "all", "some"
USUAL = (7, 15, 30)  # days from today


def extendable(form: Form) -> list[Line]:
    """The lines for which more time can be asked; raises Gone."""
    scene = form.scene
    account = account_for(scene.session, form.about, scene.me, scene.now)
    asked = lines_asked_for(scene.session, account.unit)
    return [one for one in account.open_lines if one.standing != Standing.DISPUTED and one.row.id not in asked]


def _which(form: Form) -> Sequence[Option]:
    found = extendable(form)
    months = sorted({one.row.period for one in found})
    every = Option(ALL, T("button", "All of it: {money}", money=Money(sum(one.open_fen for one in found))))
    by_month = [Option(f"{month:%Y%m}", _month(found, month)) for month in months] if len(months) > 1 else []
    return [every, *by_month, *([Option(SOME, T("button", "Only some lines"))] if len(found) > 1 else [])]


def _month(found: Sequence[Line], month: date) -> Words:
    fen = sum(one.open_fen for one in found if one.row.period == month)
    return T("button", "{month} {amount}", month=month_said(month), amount=Money(fen))


def called(line: Line) -> Words:
    """A line as a button says it."""
    facts = {"short_month": short_month(line.row.period), "fee": fee_said(line.row), "amount": Money(line.open_fen)}
    return T("button", "{short_month} {fee} {amount}", **facts)


def _lines(form: Form) -> list[int]:
    """The lines that were chosen."""
    found, which = extendable(form), form["which"]
    if which == SOME:
        return [int(key) for key in form["some"]["keys"]]
    return [one.row.id for one in found if which in (ALL, f"{one.row.period:%Y%m}")]


def _today(form: Form) -> date:
    return form.scene.now.astimezone(form.scene.project.zone).date()


def _latest(form: Form) -> date:
    return later_month(_today(form), policy_of(form.scene.project).extension_months, _today(form).day)


def _days(form: Form) -> list[Option]:
    days = [_today(form) + timedelta(days=ahead) for ahead in USUAL]
    wanted = dict.fromkeys([*(one for one in days if one < _latest(form)), _latest(form)])
    return [Option(key_of_day(one), day_said(form.scene.project, one)) for one in wanted]


def _objection(form: Form, wanted: Chosen) -> Words | None:
    latest = _latest(form)
    if wanted.day <= _today(form):
        return T(
            "owner", "Sorry, please choose a day after today, {day} at the latest. Thank you.", day=_said(form, latest)
        )
    if wanted.day > latest:
        return T(
            "owner",
            "Sorry, more time can be given until {day}. Please choose a day up to then, or talk to us. Thank you.",
            day=_said(form, latest),
        )
    return None


def _said(form: Form, day: date) -> Words:
    return day_said(form.scene.project, day)


class AskExtension(Flow):
    """Which lines, until when, and why."""

    name = "fee_extension"
    title = T("button", "Ask for more time")
    subject = "fees"

    which = Choose(
        ask=T("owner", "For what do you need more time? Please choose."),
        label=T("label", "For"),
        among=_which,
        per_row=1,
    )
    some = ChooseLines(
        ask=T("owner", "Please choose the lines, then press “That is all”. Thank you."),
        label=T("label", "Lines"),
        among=lambda form: [Option(str(one.row.id), called(one)) for one in extendable(form)],
        when=lambda form: form.get("which") == SOME,
        per_row=1,
    )
    until = When(
        ask=lambda form: T(
            "owner",
            "Until when can you pay? Please choose a day, or write one, {day} at the latest. Thank you.",
            day=_said(form, _latest(form)),
        ),
        label=T("label", "Until"),
        among=_days,
        hour=False,
        objection=_objection,
    )
    reason = Write(
        ask=T("owner", "Please tell us the reason in a sentence; the manager reads it. Thank you."),
        label=T("label", "Reason"),
        at_most=300,
        suggestions=lambda _form: [
            Option("late", T("button", "Our customers pay later")),
            Option("bank", T("button", "The bank needs time")),
        ],
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who sees the bills, and while there is something to ask for."""
        if extendable(form):
            return
        account = account_for(form.scene.session, form.about, form.scene.me, form.scene.now)
        if not account.open_lines:
            raise NothingOpen
        if lines_asked_for(form.scene.session, account.unit):
            raise AskedAlready
        raise Disputed

    @classmethod
    def opening(cls, form: Form) -> Words:
        """For which unit."""
        account = account_for(form.scene.session, form.about, form.scene.me, form.scene.now)
        return T("label", "Unit {unit}: {money} to be paid", unit=account.unit.number, money=Money(account.to_pay_fen))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Customer service looks at it, the manager decides."""
        scene = form.scene
        unit = account_for(scene.session, form.about, scene.me, scene.now).unit
        ask(
            scene.session,
            unit,
            AskKind.EXTENSION,
            _lines(form),
            by=scene.me,
            now=scene.now,
            reason=form["reason"],
            until=chosen(form, form["until"]).day,
        )
        said = T("owner", "Thank you, your wish is with us. The manager decides, and the answer comes here.")
        return account_card(scene, unit.id).headed(said)
