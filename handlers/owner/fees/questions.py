"""我有疑问: a question about a line of a bill, and the second one after its answer (R123, FAQ11)."""

from collections.abc import Sequence

from bot.fee_words import fee_said, formula_said, month_said
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Money, T, Words, lines
from handlers.owner.fees.bill import bill_card, can_be_asked, question_card, unbilled_card
from models.media.tables import MediaKind
from models.receivables import disputing
from models.receivables.balances import Line
from models.receivables.lifecycle import DisputeState
from models.receivables.reading import account_for, dispute_for_reader, page_for
from models.receivables.refusals import AskedAlready
from models.receivables.tables import Receivable
from models.refusals import TooLate

LONGEST = 500
THANKS = T(
    "owner",
    "Thank you, we have your question. We look into it first; until then nobody reminds you of this line. "
    "The answer comes here.",
)


def _pictures() -> Photos:
    return Photos(
        ask=T(
            "owner", "A picture of the meter or of a paper helps. Please send up to five, or go on without. Thank you."
        ),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT}),
        optional=True,
    )


class FeeQuestion(Flow):
    """About a line of a bill: which, the words, and pictures."""

    name = "fee_question"
    title = T("button", "I have a question")
    subject = "bill"
    takes_words = "words"

    line = Choose(
        ask=T("owner", "Which line is it about? Please choose."),
        label=T("label", "Line"),
        among=lambda form: [Option(str(one.row.id), _called(one.row)) for one in _askable(form)],
    )
    words = Write(
        ask=lambda form: _what(form),
        label=T("label", "Your question"),
        at_most=LONGEST,
        suggestions=lambda _form: [
            Option("high", T("button", "It is more than usual")),
            Option("reading", T("button", "The reading seems wrong")),
        ],
    )
    photos = _pictures()

    @classmethod
    def found(cls, form: Form) -> Sequence[Line]:
        """The lines that it can be about."""
        return page_for(form.scene.session, form.about, form.scene.me, form.scene.now)[1].lines

    @classmethod
    def card(cls, form: Form) -> Screen:
        """What is shown afterwards."""
        return bill_card(form.scene, form.about)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who sees the bill, and while a line is left to ask about."""
        if not _askable(form):
            raise AskedAlready

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Customer service has it, and the line is not asked for meanwhile."""
        scene, media = form.scene, [one.id for one in form.media("photos")]
        asked = int(form["line"])
        disputing.dispute(scene.session, asked, by=scene.me, now=scene.now, words=form["words"], media=media)
        return cls.card(form).headed(THANKS)


class UnbilledQuestion(FeeQuestion):
    """About a line that stands on no bill yet."""

    name = "fee_unbilled"
    subject = "fees"

    @classmethod
    def found(cls, form: Form) -> Sequence[Line]:
        """The lines of the unit that no bill names."""
        account = account_for(form.scene.session, form.about, form.scene.me, form.scene.now)
        return [one for one in account.lines if one.row.bill_id is None]

    @classmethod
    def card(cls, form: Form) -> Screen:
        """What is shown afterwards."""
        return unbilled_card(form.scene, form.about)


def _askable(form: Form) -> list[Line]:
    flow = form.flow
    assert issubclass(flow, FeeQuestion)
    return can_be_asked(form.scene, flow.found(form))


def _called(row: Receivable) -> Words:
    return T("button", "{fee} {amount}", fee=fee_said(row), amount=Money(row.amount_fen))


def _what(form: Form) -> Words:
    line = next(one.row for one in _askable(form) if str(one.row.id) == form["line"])
    how = formula_said(line)
    said = {"fee": fee_said(line), "month": month_said(line.period), "amount": Money(line.amount_fen)}
    return lines(
        T("label", "{fee}, {month}: {amount}", **said),
        T("label", "    {how}", how=how) if how else None,
        T("owner", "What is your question? Please tell us in a sentence or two. Thank you."),
    )


class AskAgain(Flow):
    """The answer is not clear yet: once more, and the supervisor sees it too."""

    name = "fee_ask_again"
    title = T("button", "Ask again")
    subject = "dispute"
    takes_words = "words"

    words = Write(
        ask=T("owner", "What is still unclear? Please tell us, we look into it once more. Thank you."),
        label=T("label", "Your question"),
        at_most=LONGEST,
    )
    photos = _pictures()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only once, after the first answer."""
        one = dispute_for_reader(form.scene.session, form.about, form.scene.me)
        if one.state != DisputeState.ANSWERED or one.asked_again_at is not None:
            raise TooLate

    @classmethod
    def opening(cls, form: Form) -> Words:
        """What was answered."""
        one = dispute_for_reader(form.scene.session, form.about, form.scene.me)
        return T("label", "Our answer: {words}", words=one.answer)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is open again."""
        scene, media = form.scene, [one.id for one in form.media("photos")]
        one = disputing.ask_again(
            scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], media=media
        )
        return question_card(scene, one.id).headed(THANKS)
