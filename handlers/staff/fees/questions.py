"""Owners' questions about lines: the card, the answer, and what a colleague notes for who telephones (R123, FAQ11)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import Money, T, Words, lines
from handlers.account_words import DISPUTE_STATE, line_words, what_of
from handlers.fee_taps import ListFees, OpenDispute, OpenLine, ShowDispute
from handlers.staff.about_one import AboutOne
from handlers.staff.fees.account import line_card, today
from handlers.staff.names import ways_out
from handlers.taps import Begin
from models.access.rights import Right, contacts_for
from models.ledger.rights import check_role, is_one_of
from models.media.queries import attached, counted
from models.notices import Pace, tell
from models.people import Person, Side
from models.receivables import balances, colleagues, disputing
from models.receivables.lifecycle import DisputeState
from models.receivables.rights import ANSWERS, PROPOSES
from models.receivables.tables import Dispute
from models.refusals import Gone, NotYours, TooLate


def dispute_card(scene: Scene, dispute_id: int) -> Screen:
    """What the owner asks, in their own words, about which line, and what was answered; raises NotYours or Gone."""
    one = colleagues.dispute_for(scene.session, dispute_id, scene.staff.person)
    line = balances.lines_with(scene.session, [one.receivable_id], today(scene))[0]
    words = lines(
        T(
            "staff",
            "<b>{unit}: {what}</b>, {state}",
            unit=line.row.unit.number,
            what=what_of(line.row),
            state=DISPUTE_STATE[one.state],
        ),
        T("staff", "{name}, {time}: {words}", name=one.by.called, time=one.at, words=one.words),
        T("staff", "Asked once more {time}", time=one.asked_again_at) if one.asked_again_at else None,
        *line_words(line),
        T("staff", "Answer: {words}", words=one.answer) if one.answer else None,
        T("staff", "It became {money} less", money=Money(one.corrected_fen)) if one.corrected_fen else None,
    )
    return Screen(words, (*_rows(scene, one), ways_out(ListFees("questions", 0))), one.subject, state=one.state)


def _rows(scene: Scene, one: Dispute) -> list[Row]:
    rows: list[Row] = []
    if one.state == DisputeState.OPEN and is_one_of(scene.me, ANSWERS):
        rows.append((Button(T("button", "Answer"), Begin("fee_answer", one.id)),))
    if one.state == DisputeState.OPEN and is_one_of(scene.me, PROPOSES):
        rows.append((Button(T("button", "Propose a correction"), Begin("fee_correct_for", one.id)),))
    if counted(attached(scene.session, one.subject)):
        rows.append((Button(T("button", "Show pictures"), ShowDispute(one.id)),))
    rows.append((Button(T("button", "The line"), OpenLine(one.receivable_id)),))
    return rows


def open_dispute(scene: Scene, tap: OpenDispute) -> Reply:
    """The card."""
    return dispute_card(scene, tap.dispute)


def show_dispute(scene: Scene, tap: ShowDispute) -> Reply:
    """The pictures follow as a message of their own."""
    one = colleagues.dispute_for(scene.session, tap.dispute, scene.staff.person)
    media = [each.id for each in attached(scene.session, one.subject)]
    if not media:
        raise Gone
    tell(
        scene.session,
        project_id=scene.project.id,
        person_id=scene.me.id,
        side=Side.STAFF,
        kind="dispute.shown",
        subject=one.subject,
        occasion=scene.now.isoformat(),
        now=scene.now,
        pace=Pace.REPLY,
        facts={"dispute": one.id},
    )
    return dispute_card(scene, one.id).with_toast(T("staff", "It follows in a moment."))


class AnswerQuestion(AboutOne[Dispute]):
    """Explained: the line stands, the owner reads why and has a week."""

    name = "fee_answer"
    title = T("button", "Answer")
    subject = "dispute"

    words = Write(
        ask=T("staff", "What do you answer? The owner reads it, and has a week from now."),
        label=T("staff", "Answer"),
        at_most=600,
        to_owner=True,
    )

    @classmethod
    def one(cls, form: Form) -> Dispute:
        """The question."""
        return colleagues.dispute_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who answers, as long as it waits; raises Gone, NotYours or TooLate."""
        check_role(form.scene.staff.person, ANSWERS, form.scene.project.id)
        if cls.one(form).state != DisputeState.OPEN:
            raise TooLate

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What was asked."""
        return cls.one(form).words

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Tell the owner."""
        form.note_what_was_sent()
        disputing.answer(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return dispute_card(form.scene, form.about)


def contacts(form: Form, unit_id: int) -> list[Option]:
    """The contacts of a unit who see its bills."""
    unit = colleagues.unit_for(form.scene.session, unit_id, form.scene.staff.person)
    found = contacts_for(form.scene.session, unit, Right.SEE_BILLS)
    return [Option(str(one.person_id), one.person.called) for one in found]


class NoteQuestion(Flow):
    """An owner asks at the desk or on the telephone, and a colleague notes it."""

    name = "fee_question"
    title = T("button", "The owner asks about it")
    subject = "receivable"

    who = Choose(
        ask=T("staff", "Who asks?"),
        label=T("staff", "Who"),
        among=lambda form: contacts(
            form, colleagues.line_for(form.scene.session, form.about, form.scene.staff.person).unit_id
        ),
        ask_even_one=True,
    )
    words = Write(ask=T("staff", "What do they ask? In their own words."), label=T("staff", "Words"), at_most=500)

    @classmethod
    def check(cls, form: Form) -> None:
        """Who answers questions; raises NotYours or Gone."""
        check_role(form.scene.staff.person, ANSWERS, form.scene.project.id)
        line = colleagues.line_for(form.scene.session, form.about, form.scene.staff.person)
        if not contacts_for(form.scene.session, line.unit, Right.SEE_BILLS):
            raise NotYours

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Nobody asks for the line from now on."""
        scene = form.scene
        person = scene.session.get_one(Person, int(form["who"]))
        facts = {"person": person, "by": scene.me, "now": scene.now, "words": form["words"]}
        one = disputing.dispute_for(scene.session, form.about, **facts)
        return dispute_card(scene, one.id)

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The line."""
        return line_card(form.scene, form.about)


FLOWS = (AnswerQuestion, NoteQuestion)
