"""What customer service proposes about debts: more time, a waiver, a correction, the list for the court (R123, N20)."""

from collections.abc import Sequence
from datetime import date

from bot.forms.choices import ChooseSeveral
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import Money, T, Words, listed
from handlers.account_words import what_of
from handlers.staff.asking import say_day, which_day
from handlers.staff.cash.forms import EXAMPLE, say_fen
from handlers.staff.fees.account import account_card, line_card, read_amount, today
from handlers.staff.fees.asks import ask_card
from handlers.staff.fees.questions import dispute_card
from models.ledger.rights import check_role
from models.order_refusals import MoreThanOwed
from models.policy import policy_of
from models.receivables import asking, balances, colleagues
from models.receivables.balances import Line
from models.receivables.contacting import check_committee
from models.receivables.ladder import later_month
from models.receivables.lifecycle import Standing
from models.receivables.refusals import NothingOpen
from models.receivables.rights import PROPOSES
from models.receivables.tables import AskKind, Receivable

WHY = Write(ask=T("staff", "What is the reason? The manager reads it."), label=T("staff", "Reason"), at_most=400)


def _open(form: Form) -> Sequence[Line]:
    """What may be asked for at all: open, and neither in question nor on the list."""
    unit = colleagues.unit_for(form.scene.session, form.about, form.scene.staff.person)
    found = balances.lines_of(form.scene.session, unit, today(form.scene))
    asked = [one for one in found if one.open_fen > 0 and one.standing in {Standing.DUE, Standing.EXTENDED}]
    return sorted(asked, key=lambda one: (one.due_on, one.row.fee_code))


def _lines(form: Form) -> list[Option]:
    return [Option(str(one.row.id), listed([Money(one.open_fen), what_of(one.row)], " ")) for one in _open(form)]


def _late(form: Form) -> list[Option]:
    """What is past its due date."""
    late = {str(one.row.id) for one in _open(form) if one.due_on < today(form.scene)}
    return [one for one in _lines(form) if one.key in late]


def _days(form: Form) -> list[Option]:
    """A month more, or two, as far as the office lets it go."""
    now, zone = today(form.scene), policy_of(form.scene.project)
    days = [later_month(now, ahead, now.day) for ahead in range(1, zone.extension_months + 1)]
    return [Option(day.isoformat(), say_day(form, day.isoformat())) for day in days]


class AboutUnit(Flow):
    """A form about a unit's account, for who proposes."""

    subject = "account"
    kind = AskKind.EXTENSION

    @classmethod
    def check(cls, form: Form) -> None:
        """Who proposes, where something is open; raises NotYours, Gone or NothingOpen."""
        check_role(form.scene.staff.person, PROPOSES, form.scene.project.id)
        if not _open(form):
            raise NothingOpen

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The account."""
        return account_card(form.scene, form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Put it before the manager."""
        scene = form.scene
        unit = colleagues.unit_for(scene.session, form.about, scene.staff.person)
        ids = [int(one) for one in form["lines"]["keys"]]
        until = date.fromisoformat(form["until"]) if form.get("until") else None
        facts = {"by": scene.me, "now": scene.now, "reason": form["why"], "until": until}
        return ask_card(scene, asking.ask(scene.session, unit, cls.kind, ids, **facts).id)


class ProposeTime(AboutUnit):
    """More time for some lines, or all."""

    name = "fee_extend"
    title = T("button", "Propose more time")

    lines = ChooseSeveral(ask=T("staff", "For which lines?"), label=T("staff", "Lines"), among=_lines, per_row=1)
    until = which_day(T("staff", "Until when?"), T("staff", "Until"), _days)
    why = WHY


class ProposeCourt(AboutUnit):
    """Debts for the list for the court; the owners' committee is informed before."""

    name = "fee_legal"
    title = T("button", "Propose for the court")
    kind = AskKind.LEGAL

    lines = ChooseSeveral(ask=T("staff", "Which lines?"), label=T("staff", "Lines"), among=_late, per_row=1)
    why = WHY

    @classmethod
    def check(cls, form: Form) -> None:
        """Likewise; raises CommitteeFirst too."""
        super().check(form)
        check_committee(
            form.scene.session, colleagues.unit_for(form.scene.session, form.about, form.scene.staff.person)
        )


class LessOfLine(Flow):
    """So much less for one line."""

    subject = "receivable"
    kind = AskKind.WAIVER

    amount = Typed(
        ask=T("staff", "By how much should it become less?"),
        label=T("staff", "Less by"),
        read=read_amount,
        example=EXAMPLE,
        shows=say_fen,
    )
    why = WHY

    @classmethod
    def row(cls, form: Form) -> Receivable:
        """The line; raises NotYours or Gone."""
        return colleagues.line_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who proposes; raises NotYours or Gone."""
        check_role(form.scene.staff.person, PROPOSES, form.scene.project.id)
        cls.row(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which line."""
        row = cls.row(form)
        line = balances.lines_with(form.scene.session, [row.id], today(form.scene))[0]
        facts = {"money": Money(row.amount_fen), "left": Money(line.open_fen)}
        return T("staff", "{unit}, {what}: {money}, open {left}", unit=row.unit.number, what=what_of(row), **facts)

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The line."""
        return line_card(form.scene, form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Put it before the manager."""
        return _less(form, cls.row(form), cls.kind, None)


class ProposeWaiver(LessOfLine):
    """So much shall be written off."""

    name = "fee_waive"
    title = T("button", "Propose a waiver")


class ProposeCorrection(LessOfLine):
    """The line was wrong by so much."""

    name = "fee_correct"
    title = T("button", "Propose a correction")
    kind = AskKind.CORRECTION


class CorrectForQuestion(LessOfLine):
    """Likewise, because an owner asked: where it is granted, that answers the question."""

    name = "fee_correct_for"
    title = T("button", "Propose a correction")
    subject = "dispute"
    kind = AskKind.CORRECTION

    @classmethod
    def row(cls, form: Form) -> Receivable:
        """The line in question; raises NotYours or Gone."""
        return colleagues.dispute_for(form.scene.session, form.about, form.scene.staff.person).line

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The question."""
        return dispute_card(form.scene, form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Put it before the manager."""
        return _less(form, cls.row(form), cls.kind, form.about)


def _less(form: Form, row: Receivable, kind: AskKind, dispute_id: int | None) -> Screen:
    scene = form.scene
    if int(form["amount"]) > row.amount_fen:
        raise MoreThanOwed(fen=row.amount_fen)
    facts = {"by": scene.me, "now": scene.now, "reason": form["why"], "amount_fen": int(form["amount"])}
    one = asking.ask(scene.session, row.unit, kind, [row.id], dispute_id=dispute_id, **facts)
    return ask_card(scene, one.id)


FLOWS = (ProposeTime, ProposeCourt, ProposeWaiver, ProposeCorrection, CorrectForQuestion)
