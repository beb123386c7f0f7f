"""What the manager decides about debts: everything needed for it on one card, and the decision (R123, N20, DOMAIN 5.7)."""

from collections.abc import Iterator

from bot.forms.flow import Form
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Money, T, Words, lines, listed
from handlers.account_words import ASK_KIND, ASK_STATE, CAME, DEBTOR, STANDING, STEP, WAY, ask_button, what_of
from handlers.fee_taps import AskDeed, ListFees, OpenAccount, OpenAsk, OpenDispute
from handlers.staff.about_one import AboutOne
from handlers.staff.fees.account import Section, today
from handlers.staff.names import ways_out
from handlers.taps import Begin
from models.people import Person
from models.receivables import asking, balances, colleagues
from models.receivables.contacting import committee_informed, contacts_about
from models.receivables.deciding import check_moves, lines_of_ask
from models.receivables.dunning import debtor_of
from models.receivables.lifecycle import MOVES
from models.receivables.rights import part_of
from models.receivables.tables import Ask, AskKind
from models.refusals import Gone

FEW = 5


def ask_card(scene: Scene, ask_id: int) -> Screen:
    """The wish, the lines, the whole account, what was tried, what else is asked; raises NotYours or Gone."""
    one = colleagues.read_ask(scene.session, ask_id, scene.staff.person)
    words = lines(
        T(
            "staff",
            "<b>{unit}: {kind}</b>, {state}",
            unit=one.unit.number,
            kind=ASK_KIND[one.kind],
            state=ASK_STATE[one.state],
        ),
        *_wish(scene, one),
        "",
        *_account(scene, one),
        *_decision(scene, one),
    )
    return Screen(words, (*_rows(scene, one), ways_out(ListFees("asks", 0))), one.subject, state=one.state)


def _wish(scene: Scene, one: Ask) -> Iterator[Words]:
    """Who wishes what and why, and what customer service thinks of it."""
    yield T("staff", "{name}, {time}: {words}", name=one.by.called, time=one.at, words=one.reason)
    if one.until:
        yield T("staff", "Until {day}", day=one.until.isoformat())
    if one.amount_fen:
        yield T("staff", "Less by {money}", money=Money(one.amount_fen))
    ids = [row.id for row in lines_of_ask(scene.session, one)]
    for line in balances.lines_with(scene.session, ids, today(scene)):
        facts = {"what": what_of(line.row), "money": Money(line.open_fen), "due": line.due_on.isoformat()}
        yield T("staff", "· {what}: {money}, due {due}", **facts)
    if one.opinion and one.proposed_by_id:
        name = scene.session.get_one(Person, one.proposed_by_id).name
        yield T("staff", "Opinion of {name}: {words}", name=name, words=one.opinion)


def _account(scene: Scene, one: Ask) -> Iterator[Words]:
    """What else is open, how it was paid so far, what was tried, and what else was asked."""
    every = balances.lines_of(scene.session, one.unit, today(scene))
    left = [line for line in every if line.open_fen > 0]
    yield T(
        "staff",
        "The unit owes {money} in {count} lines",
        money=Money(sum(line.open_fen for line in left)),
        count=len(left),
    )
    standings: list[Words] = list(dict.fromkeys(STANDING[line.standing] for line in left))
    if standings:
        yield listed(standings, ", ")
    yield T("staff", "Paid so far: {paid} of {count} lines", paid=len(every) - len(left), count=len(every))
    if (debtor := debtor_of(scene.session, one.unit)) is not None:
        yield T("staff", "Why it is not paid: {kind}. {words}", kind=DEBTOR[debtor.kind], words=debtor.note)
    for reminder in colleagues.reminders_of(scene.session, one.unit)[:FEW]:
        yield T("staff", "{day} {step}", day=reminder.day.isoformat(), step=STEP[reminder.step])
    for each in contacts_about(scene.session, one.unit)[:FEW]:
        yield T("staff", "{time} {way}: {came}", time=each.at, way=WAY[each.way], came=CAME[each.came])
    if one.kind == AskKind.LEGAL:
        told = committee_informed(scene.session, one.unit)
        yield (
            T("staff", "Owners' committee informed {time}", time=told)
            if told
            else T("staff", "Owners' committee: not informed")
        )


def _decision(scene: Scene, one: Ask) -> Iterator[Words]:
    if one.decided_by_id and one.decided_at:
        name = scene.session.get_one(Person, one.decided_by_id).name
        yield T("staff", "Decided by {name}, {time}. {words}", name=name, time=one.decided_at, words=one.answer)


def _may(scene: Scene, one: Ask, name: str) -> bool:
    """Whether the table allows this person the move now, and they are not deciding on their own proposal."""
    move = MOVES[name]
    parts = part_of(scene.session, scene.staff.person, one.unit)
    mine = scene.me.id in {one.by_id, one.proposed_by_id}
    return (
        one.state in move.starts
        and bool(parts & move.by)
        and (mine if name == "withdraw" else name == "propose" or not mine)
    )


def _rows(scene: Scene, one: Ask) -> Iterator[Row]:
    if _may(scene, one, "propose"):
        yield (Button(T("button", "Add my opinion and put it forward"), Begin("fee_opinion", one.id)),)
    if _may(scene, one, "grant"):
        yield (Button(T("button", "Grant"), AskDeed(one.id, "grant", one.version)),)
        yield (Button(T("button", "Another arrangement…"), Begin("fee_decline", one.id)),)
    if _may(scene, one, "withdraw"):
        yield (Button(T("button", "Take it back"), AskDeed(one.id, "withdraw", one.version)),)
    if one.dispute_id:
        yield (Button(T("button", "The question"), OpenDispute(one.dispute_id)),)
    others = [each for each in asking.asks_of(scene.session, one.unit) if each.id != one.id]
    yield from rows_of(ask_button(each) for each in others[:FEW])
    yield (Button(T("button", "The account"), OpenAccount(one.unit_id, Section.HEAD, 0)),)


def open_ask(scene: Scene, tap: OpenAsk) -> Reply:
    """The card."""
    return ask_card(scene, tap.ask)


def ask_deed(scene: Scene, tap: AskDeed) -> Reply:
    """A deed that needs no words."""
    match tap.deed:
        case "grant":
            asking.decide(scene.session, tap.ask, by=scene.me, now=scene.now, grants=True, seen=tap.seen)
        case "withdraw":
            asking.withdraw(scene.session, tap.ask, by=scene.me, now=scene.now, seen=tap.seen)
        case _:
            raise Gone
    return ask_card(scene, tap.ask)


class AboutAsk(AboutOne[Ask]):
    """A form that ends in a move of an ask."""

    subject = "ask"

    @classmethod
    def one(cls, form: Form) -> Ask:
        """The ask."""
        return colleagues.read_ask(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether the table allows it; raises Gone, NotYours or TooLate."""
        one = cls.one(form)
        check_moves(MOVES[cls.move], one.state, part_of(form.scene.session, form.scene.staff.person, one.unit))

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The wish."""
        one = cls.one(form)
        return T("staff", "{unit}: {kind}. {words}", unit=one.unit.number, kind=ASK_KIND[one.kind], words=one.reason)


class GiveOpinion(AboutAsk):
    """Customer service says what it thinks of an owner's wish."""

    name = "fee_opinion"
    title = T("button", "Add my opinion and put it forward")
    move = "propose"

    words = Write(
        ask=T("staff", "What do you think of it? The manager reads it."), label=T("staff", "Opinion"), at_most=400
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Put it before the manager."""
        asking.propose(form.scene.session, form.about, opinion=form["words"], **cls.deed(form))
        return ask_card(form.scene, form.about)


class Decline(AboutAsk):
    """Not granted: with the reason, and what is possible instead."""

    name = "fee_decline"
    title = T("button", "Another arrangement…")
    move = "decline"

    words = Write(
        ask=T("staff", "Why, and what is possible instead? Whoever asked reads it."),
        label=T("staff", "Answer"),
        at_most=400,
        to_owner=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Tell whoever asked."""
        form.note_what_was_sent()
        asking.decide(form.scene.session, form.about, grants=False, answer=form["words"], **cls.deed(form))
        return ask_card(form.scene, form.about)


FLOWS = (GiveOpinion, Decline)
