"""缴费通知单 on the phone: a line per fee with its calculation, what was asked about it, and the ways on (R123, R125, FAQ08-FAQ11)."""

from collections.abc import Iterator, Sequence

from bot.documents import ask_for
from bot.fee_words import day_said, fee_said, month_said, months_said
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Money, T, Words, lines
from handlers.bill_taps import EndQuestion, OpenAccount, OpenBill, OpenQuestion, OpenUnbilled, PrintBill, WaysToPay
from handlers.fee_words import by_whose
from handlers.owner.fees.account import HOME
from handlers.taps import Begin
from models.estate import Unit
from models.media.queries import attached
from models.money import in_capitals
from models.people import Side
from models.receivables import disputing
from models.receivables.balances import Line, lines_with
from models.receivables.lifecycle import DisputeState, Standing
from models.receivables.reading import account_for, dispute_for_reader, disputes_on, page_for
from models.receivables.tables import Dispute

NOTICE = "payment_notices"


def open_bill(scene: Scene, tap: OpenBill) -> Screen:
    """A notice of the own unit."""
    return bill_card(scene, tap.bill)


def bill_card(scene: Scene, bill_id: int) -> Screen:
    """The notice as it stands now; raises Gone."""
    bill, page = page_for(scene.session, bill_id, scene.me, scene.now)
    words = lines(
        T("label", "<b>Bill of unit {unit}, {month}</b>", unit=bill.unit.number, month=month_said(bill.period)),
        T("label", "Number {number}, due {day}", number=bill.number, day=day_said(scene.project, bill.due_on)),
        *_body(scene, page.lines),
    )
    rows = (
        *_ways(scene, bill.unit, page.lines, Begin("fee_question", bill.id)),
        (Button(T("button", "On paper"), PrintBill(bill.id)), _back(bill.unit)),
        (HOME,),
    )
    return Screen(words, rows, bill.subject)


def open_unbilled(scene: Scene, tap: OpenUnbilled) -> Screen:
    """What is charged and stands on no notice yet."""
    return unbilled_card(scene, tap.unit)


def unbilled_card(scene: Scene, unit_id: int) -> Screen:
    """The same, by the number of its unit; raises Gone."""
    account = account_for(scene.session, unit_id, scene.me, scene.now)
    found = [one for one in account.lines if one.row.bill_id is None]
    words = lines(
        T("label", "<b>Unit {unit}, fees that stand on no bill yet</b>", unit=account.unit.number),
        T("label", "{months}", months=months_said(one.row.period for one in found)) if found else None,
        *_body(scene, found),
    )
    rows = (*_ways(scene, account.unit, found, Begin("fee_unbilled", unit_id)), (_back(account.unit),), (HOME,))
    return Screen(words, rows)


def _body(scene: Scene, found: Sequence[Line]) -> Iterator[Words]:
    """The lines, the sum in figures and capitals, and what was asked."""
    yield from by_whose(scene.project, found)
    whole, left = sum(one.row.amount_fen for one in found), sum(one.open_fen for one in found)
    yield ""
    yield T("label", "Together: <b>{money}</b> ({capitals})", money=Money(whole), capitals=in_capitals(whole))
    if not left:
        yield T("label", "All of it is paid")
    elif left < whole:
        yield T("label", "Still open: <b>{money}</b>", money=Money(left))
    asked = disputes_on(scene.session, found)
    if asked:
        yield ""
        yield from (_asked(one) for one in asked)


def _asked(one: Dispute) -> Words:
    facts = {"fee": fee_said(one.line), "time": one.at}
    match one.state:
        case DisputeState.OPEN:
            return T("label", "Your question about {fee} of {time}: being looked into", **facts)
        case DisputeState.ANSWERED:
            return T("label", "Your question about {fee} of {time}: answered", **facts)
    return T("label", "Your question about {fee} of {time}: settled", **facts)


def _ways(scene: Scene, unit: Unit, found: Sequence[Line], question: Begin) -> Iterator[Row]:
    if any(one.open_fen > 0 for one in found):
        yield (
            Button(T("button", "How to pay"), WaysToPay(unit.id)),
            Button(T("button", "Ask for more time"), Begin("fee_extension", unit.id)),
        )
    if can_be_asked(scene, found):
        yield (Button(T("button", "I have a question"), question),)
    asked = [one for one in disputes_on(scene.session, found) if one.state != DisputeState.ENDED]
    yield from rows_of(
        Button(T("button", "Question: {fee}", fee=fee_said(one.line)), OpenQuestion(one.id)) for one in asked
    )


def can_be_asked(scene: Scene, found: Sequence[Line]) -> list[Line]:
    """The lines about which no question is open."""
    busy = {one.receivable_id for one in disputes_on(scene.session, found) if one.state == DisputeState.OPEN}
    return [one for one in found if one.row.id not in busy]


def _back(unit: Unit) -> Button:
    return Button(T("button", "Back to the account"), OpenAccount(unit.id))


def print_bill(scene: Scene, tap: PrintBill) -> Screen:
    """The notice as a document, made in a moment."""
    bill, _page = page_for(scene.session, tap.bill, scene.me, scene.now)
    ask_for(scene.session, person=scene.me, kind=NOTICE, facts={"bills": [bill.id]}, now=scene.now, side=Side.OWNER)
    follows = T("owner", "The document is being made and follows in a moment. Thank you.")
    return bill_card(scene, bill.id).with_toast(follows)


def open_question(scene: Scene, tap: OpenQuestion) -> Screen:
    """What was asked, and the answer."""
    return question_card(scene, tap.dispute)


def question_card(scene: Scene, dispute_id: int) -> Screen:
    """A question about a line, for everybody who sees the bills; raises Gone."""
    one = dispute_for_reader(scene.session, dispute_id, scene.me)
    pictures = len(attached(scene.session, one.subject))
    words = lines(
        T("label", "<b>Question about {fee}, {month}</b>", fee=fee_said(one.line), month=month_said(one.line.period)),
        T("label", "Unit {unit}, {amount}", unit=one.line.unit.number, amount=Money(one.line.amount_fen)),
        T("label", "Asked {time} by {name}: {words}", time=one.at, name=one.by.called, words=one.words),
        T("label", "With {count} pictures", count=pictures) if pictures else None,
        *_answer(scene, one),
    )
    return Screen(words, (*_question_rows(one), _to_bill(one), (HOME,)), one.subject, state=one.state)


def _answer(scene: Scene, one: Dispute) -> Iterator[Words]:
    if one.answer:
        yield T("label", "Our answer: {words}", words=one.answer)
    if one.corrected_fen:
        yield T("label", "Corrected: {money} less", money=Money(one.corrected_fen))
    if one.state == DisputeState.OPEN:
        yield T(
            "owner",
            "We look into it first; until then please wait with this line, nobody reminds you of it. Thank you.",
        )
    [line] = lines_with(scene.session, [one.receivable_id], scene.now.astimezone(scene.project.zone).date())
    if one.state == DisputeState.ANSWERED and line.open_fen and line.standing != Standing.DISPUTED:
        facts = {"money": Money(line.open_fen), "day": day_said(scene.project, line.due_on)}
        yield T("owner", "{money} are to be paid, please until {day}. Thank you.", **facts)


def _question_rows(one: Dispute) -> Iterator[Row]:
    if one.state == DisputeState.ANSWERED:
        again = Button(T("button", "Ask again"), Begin("fee_ask_again", one.id))
        yield (Button(T("button", "It is clear to me"), EndQuestion(one.id)), *(() if one.asked_again_at else (again,)))
    elif one.state == DisputeState.OPEN:
        yield (Button(T("button", "Withdraw my question"), EndQuestion(one.id)),)


def _to_bill(one: Dispute) -> Row:
    line = one.line
    tap = OpenBill(line.bill_id) if line.bill_id else OpenUnbilled(line.unit_id)
    return (Button(T("button", "Bill of {month}", month=month_said(line.period)), tap),)


def end_question(scene: Scene, tap: EndQuestion) -> Screen:
    """Clear, or taken back."""
    one = disputing.end(scene.session, tap.dispute, by=scene.me, now=scene.now)
    return card_of_line(scene, one).headed(T("owner", "Thank you, the question is settled."))


def card_of_line(scene: Scene, one: Dispute) -> Screen:
    """The bill that a question is about."""
    line = one.line
    return bill_card(scene, line.bill_id) if line.bill_id else unbilled_card(scene, line.unit_id)
