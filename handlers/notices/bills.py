"""What owners hear of their bills: new ones, reminders, and the answers to what they asked (R123, DOMAIN 3.2, 6, L2)."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.fee_words import day_said, fee_said, month_said, months_said
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import Money, T, Words, lines
from handlers.bill_taps import OpenAccount, OpenBill, WaysToPay
from handlers.notices.making import Maker
from handlers.owner.fees.account import HOME, account_card
from handlers.owner.fees.bill import question_card
from handlers.taps import Begin
from models.access.rights import contact_of, lets_it_out
from models.estate import Unit
from models.ledger.rights import is_one_of
from models.money import in_capitals
from models.notices import Notice
from models.people import Role
from models.receivables.balances import Line, lines_with
from models.receivables.deciding import lines_of_ask
from models.receivables.ladder import FRIENDLY, Step
from models.receivables.lifecycle import AskState, DisputeState
from models.receivables.reading import account_for, dispute_for_reader, page_for
from models.receivables.rights import PROPOSES
from models.receivables.tables import Ask, Reminder
from models.rota import staff_of


def _today(scene: Scene) -> date:
    return scene.now.astimezone(scene.project.zone).date()


def _ways(unit: Unit, bill_id: int | None) -> tuple[Row, ...]:
    """Details, pay, a question, more time."""
    details = Button(T("button", "See the details"), OpenBill(bill_id) if bill_id else OpenAccount(unit.id))
    asks = (Button(T("button", "I have a question"), Begin("fee_question", bill_id)),) if bill_id else ()
    more = Button(T("button", "Ask for more time"), Begin("fee_extension", unit.id))
    return ((details, Button(T("button", "How to pay"), WaysToPay(unit.id))), (*asks, more), (HOME,))


def _bill(scene: Scene, notice: Notice) -> Screen | None:
    """A new bill; None where it has been paid meanwhile."""
    bill, page = page_for(scene.session, notice.facts["bill"], scene.me, scene.now)
    if not page.open_fen:
        return None
    words = T(
        "owner",
        "{name}, hello. The fees of unit {unit} for {month} are {money} together ({capitals}), please pay until {day}. "
        "Please press below for the details. If you have a question, please tell us, thank you.",
        name=scene.me.called,
        unit=bill.unit.number,
        month=month_said(bill.period),
        money=Money(page.amount_fen),
        capitals=in_capitals(page.amount_fen),
        day=day_said(scene.project, bill.due_on),
    )
    part = T("label", "Of it {open} are still open", open=Money(page.open_fen))
    said = lines(words, part) if page.open_fen < page.amount_fen else words
    return Screen(said, _ways(bill.unit, bill.id), bill.subject, short=said)


Said = Callable[[Scene, Reminder, Sequence[Line]], Words]


def _facts(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> dict[str, Words]:
    return {
        "unit": reminder.unit.number,
        "months": months_said(one.row.period for one in found),
        "money": Money(sum(one.open_fen for one in found)),
        "day": day_said(scene.project, reminder.due_on),
        "today": day_said(scene.project, _today(scene)),
    }


def _soon(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> Words:
    return T(
        "owner",
        "Hello, a kind reminder: the fees of unit {unit} for {months}, {money}, are due on {day}; please find a moment for them. "
        "If it is done already, please take no notice. Thank you.",
        **_facts(scene, reminder, found),
    )


def _passed(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> Words:
    return T(
        "owner",
        "Hello, a kind reminder: the fees of unit {unit} for {months}, {money}, were due on {day}. "
        "If it is done already, please take no notice; if something is unclear, please tell us. Thank you.",
        **_facts(scene, reminder, found),
    )


def _first(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> Words:
    return T(
        "owner",
        "Hello, up to {today} {money} of unit {unit} are still to be paid ({months}); please do so within 7 days. "
        "If you are not content with a service or a bill, please tell us, and we look into it first. Thank you.",
        **_facts(scene, reminder, found),
    )


def _second(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> Words:
    return T(
        "owner",
        "Hello, this is the second notice about the fees of unit {unit}, {money} ({months}). Please pay within 3 days, "
        "or talk to {name} about an arrangement, {phone}. Thank you for your help.",
        **_facts(scene, reminder, found),
        **_colleague(scene),
    )


def _third(scene: Scene, reminder: Reminder, found: Sequence[Line]) -> Words:
    return T(
        "owner",
        "Hello, this is the third notice about the fees of unit {unit}, {money} ({months}). {name} of customer service will "
        "visit you to find an arrangement together; you reach us at {phone}. Your opinion of our service is welcome too. Thank you.",
        **_facts(scene, reminder, found),
        **_colleague(scene),
    )


def _colleague(scene: Scene) -> dict[str, Words]:
    """Who of customer service looks after it: field service first."""
    people = [one.person for one in staff_of(scene.session, scene.project) if is_one_of(one.person, PROPOSES)]
    field = [one for one in people if is_one_of(one, frozenset({Role.CS_FIELD}))]
    name: Words = (field or people)[0].name if people else T("label", "customer service")
    return {"name": name, "phone": scene.project.desk_phone}


SAID: dict[Step, Said] = {
    Step.SOON: _soon,
    Step.TOMORROW: _soon,
    Step.PASSED: _passed,
    Step.FIRST: _first,
    Step.SECOND: _second,
    Step.THIRD: _third,
}


def _reminder(scene: Scene, notice: Notice) -> Screen | None:
    """A reminder of what is still asked for; None once it is paid, in question or postponed, or its day is over."""
    reminder = scene.session.get(Reminder, notice.facts["reminder"])
    if reminder is None:
        return None
    account_for(scene.session, reminder.unit_id, scene.me, scene.now)
    found = [one for one in lines_with(scene.session, reminder.lines, _today(scene)) if one.is_asked_for]
    if not found or (reminder.step in {Step.SOON, Step.TOMORROW} and _today(scene) > reminder.due_on):
        return None
    said = lines(SAID[reminder.step](scene, reminder, found), _liable(scene, reminder))
    bills = {one.row.bill_id for one in found}
    return Screen(said, _ways(reminder.unit, bills.pop() if len(bills) == 1 else None), reminder.subject, short=said)


def _liable(scene: Scene, reminder: Reminder) -> Words | None:
    """Why the owner of a unit that is let hears of it (L1 Art. 41)."""
    contact = contact_of(scene.session, scene.me.id, reminder.unit_id)
    if reminder.step in FRIENDLY or contact is None or not lets_it_out(contact):
        return None
    return T(
        "owner",
        "You read this as the owner: the fees are paid by the user of the unit, and you are jointly liable. Thank you.",
    )


def _answered(scene: Scene, notice: Notice) -> Screen | None:
    """The answer to a question; None where it was asked again or settled meanwhile."""
    one = dispute_for_reader(scene.session, notice.facts["dispute"], scene.me)
    if one.state != DisputeState.ANSWERED:
        return None
    heading = T(
        "owner", "Thank you for waiting. This is the answer to your question about {fee}.", fee=fee_said(one.line)
    )
    return question_card(scene, one.id).headed(heading)


def _decided(state: AskState, said: Callable[[Scene, Ask], Words]) -> Maker:
    """The manager's answer to a wish for more time, over the account."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        ask = scene.session.get(Ask, notice.facts["ask"])
        if ask is None or ask.state != state:
            return None
        return account_card(scene, ask.unit_id).headed(said(scene, ask))

    return make


def _asked(scene: Scene, ask: Ask) -> dict[str, Words]:
    return {
        "months": months_said(one.period for one in lines_of_ask(scene.session, ask)),
        "unit": ask.unit.number,
        "day": day_said(scene.project, ask.until) if ask.until else "",
        "phone": scene.project.desk_phone,
        "answer": ask.answer,
    }


def _granted(scene: Scene, ask: Ask) -> Words:
    return T(
        "owner",
        "Hello, the manager agrees: for the fees of unit {unit} for {months} you have time until {day}; "
        "until then nobody reminds you. Thank you.",
        **_asked(scene, ask),
    )


def _declined(scene: Scene, ask: Ask) -> Words:
    return T(
        "owner",
        "Sorry, for the fees of unit {unit} for {months} the time until {day} needs another arrangement. "
        "The manager says: {answer} If you would like to talk about it, please call {phone}. Thank you for your understanding.",
        **_asked(scene, ask),
    )


OWNER: dict[str, Maker] = {
    "bill": _bill,
    **{f"reminder.{step}": _reminder for step in SAID},
    "dispute.answered": _answered,
    "own_ask.granted": _decided(AskState.GRANTED, _granted),
    "own_ask.declined": _decided(AskState.DECLINED, _declined),
}
