"""Money by Telegram: asked before it moves, in time whatever the chat is busy with; and what was taken is booked once."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot.__main__ import HOUSE
from bot.commands.demo import demo_accounts
from bot.commands.doctor import illnesses
from bot.machine import House
from bot.payments import Checkout, Invoice, Paid, Provider, bill
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.tables import Card, Charge, Conversation, Inbox, InboxState
from bot.texts import Reader, Words
from handlers.taps import Go, Place
from models.events import Event, record
from models.notices import Notice, NoticeState, Pace, tell
from models.people import Binding, Side
from models.refusals import Gone
from tests.cutting import PowerCut, cut_once
from tests.people import OPENING, Phone, Town
from tests.stories.steps import to_the_read_back

READER = Reader("zh_Hans", OPENING.tzinfo)
ASKED = Invoice("擦玻璃", "0301 外窗", "order:7", (("玻璃", 9000), ("优惠", -200)))
SQLITE = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])


def bill_screen(scene: Scene, _notice: Notice) -> Screen | None:
    """The invoice of the test's order, and what stands for it."""
    return Screen("应付¥88.00，请到前台", ((Button("首页", Go(Place.HOME)),),), subject="ticket:1", invoice=ASKED)


def may_pay(scene: Scene, checkout: Checkout) -> Words | None:
    """The order's own price, and nothing else."""
    return None if checkout == Checkout("order:7", "CNY", 8800) else "这张账单已更新，请查看新账单，谢谢"


def book(scene: Scene, paid: Paid) -> Screen:
    """Book the money, durably, with who paid."""
    who = scene.person.id if scene.person else 0
    facts = {"payload": paid.payload, "fen": paid.amount_fen, "charge": paid.telegram_charge_id, "person": who}
    record(scene.session, project_id=scene.project.id, subject="ticket:1", kind="test.paid", now=scene.now, facts=facts)
    return Screen("谢谢您，款项已收到")


def at_the_word(scene: Scene, text: str) -> Screen:
    """An invoice as the answer to words."""
    return bill_screen(scene, None) if text == "付款" else HOUSE.routes[Side.OWNER].free_text(scene, text)


def a_house(**routes: object) -> House:
    """The house, in which there is something to pay."""
    usual = HOUSE.routes[Side.OWNER]

    def notice(scene: Scene, one: Notice) -> Screen | None:
        return bill_screen(scene, one) if one.kind == "test.bill" else usual.notice(scene, one)

    given = {"checkout": may_pay, "paid": book, "notice": notice, "free_text": at_the_word, **routes}
    return replace(HOUSE, routes={**HOUSE.routes, Side.OWNER: replace(usual, **given)})


async def opened(town: Town, **routes: object) -> Phone:
    """The office with these routes, and an owner who has the invoice."""
    replicas = len(town.machines)
    await town.stop_machines()
    for _ in range(replicas):
        await town.add_machine(a_house(**routes))
    owner = town.phone("陈女士")
    await owner.says("/start")
    await billed(town)
    return owner


async def billed(town: Town) -> None:
    """The notice with the invoice goes out."""

    def queue(session):
        about = {"kind": "test.bill", "subject": "ticket:1", "occasion": "1", "pace": Pace.REPLY}
        person = town.person(session, "陈女士").id
        tell(session, project_id=1, person_id=person, side=Side.OWNER, now=town.clock.now(), **about)

    town.look(queue)
    await town.settled()


def booked(town: Town) -> list[dict]:
    """What was booked."""
    return town.look(lambda session: list(session.scalars(select(Event.facts).where(Event.kind == "test.paid"))))


def states(town: Town) -> set[InboxState]:
    """How far the updates have come."""
    return town.look(lambda session: set(session.scalars(select(Inbox.state))))


async def test_an_invoice_is_sent_paid_and_booked(town: Town):
    owner = await opened(town)
    card = owner.last
    assert (card.kind, card.details["title"], card.details["total_amount"]) == ("invoice", "擦玻璃", 8800)
    assert town.look(lambda session: session.scalar(select(Card).where(Card.subject == "ticket:1"))) is None
    result = await owner.pays()
    assert result.ok
    assert owner.text == "谢谢您，款项已收到"
    (fact,) = booked(town)
    assert (fact["payload"], fact["fen"], fact["charge"], fact["person"] > 0) == ("order:7", 8800, result.charge, True)
    kept = town.look(lambda session: session.scalars(select(Charge)).one())
    assert (kept.telegram_charge_id, kept.payer, kept.currency) == (result.charge, owner.user, "CNY")
    assert states(town) == {InboxState.SHOWN}


async def test_a_payment_that_is_told_twice_is_booked_once(town: Town):
    owner = await opened(town)
    town.sandbox.faults.paid_twice = town.sandbox.faults.duplicates = True
    assert (await owner.pays()).ok
    await town.settled()
    assert len(booked(town)) == 1
    assert sum(one.text == "谢谢您，款项已收到" for one in owner.messages()) == 1


async def test_two_payments_are_two(town: Town):
    """Telegram would take the money again, if it were not asked: each charge is booked."""
    owner = await opened(town)
    for _ in range(2):
        assert (await owner.pays()).ok
    assert len({one["charge"] for one in booked(town)}) == 2


@SQLITE
@pytest.mark.parametrize(
    ("payload", "prices"), [("order:8", (("玻璃", 8800),)), ("order:7", (("玻璃", 8700),)), ("'; --", (("x", 1),))]
)
async def test_a_bill_that_is_not_ours_any_more_is_politely_refused(town: Town, payload: str, prices: tuple):
    owner = await opened(town)
    old = bill(replace(ASKED, payload=payload, prices=prices), READER)
    await town.machines[0].speakers[1000000001].bill(owner.user, old)
    result = await owner.pays()
    assert (result.ok, result.error) == (False, "这张账单已更新，请查看新账单，谢谢")
    assert booked(town) == []


@SQLITE
async def test_a_refusal_of_the_office_is_said_in_its_words(town: Town):
    def gone(_scene: Scene, _checkout: Checkout) -> None:
        raise Gone

    owner = await opened(town, checkout=gone)
    result = await owner.pays()
    assert not result.ok
    assert result.error
    assert "BOT_" not in result.error


@SQLITE
async def test_a_chat_that_hangs_does_not_hold_up_the_question(town: Town):
    owner = await opened(town)
    town.lines[0].held = {"sendMessage"}
    for words in ("您好", "在吗", "人呢"):
        town.sandbox.say(owner.user, owner.side, words)
    await town.lines[0].hanging.wait()
    assert (await town.sandbox.pay(owner.user, owner.side, patience=5)).ok
    await town.sandbox.wait_until(lambda: not town.sandbox.pending("owner"))
    assert booked(town) == []
    await town.crash()
    await town.add_machine(a_house())
    await town.settled()
    assert len(booked(town)) == 1


@SQLITE
async def test_a_flood_does_not_hold_up_the_question_and_the_money_passes_it(town: Town):
    owner = await opened(town)
    for number in range(60):
        town.sandbox.say(owner.user, owner.side, f"第{number}句")
    assert (await owner.pays()).ok
    assert len(booked(town)) == 1
    assert sum(one.text == "谢谢您，款项已收到" for one in owner.messages()) == 1


@SQLITE
async def test_a_decision_that_takes_too_long_becomes_please_try_again(town: Town):
    released = threading.Event()

    def hangs(_scene: Scene, _checkout: Checkout) -> None:
        released.wait(20)

    owner = await opened(town, checkout=hangs)
    town.machines[0].ingress.checkouts.patience = 0.05
    result = await owner.pays()
    released.set()
    assert (result.ok, "请您稍后再试" in result.error) == (False, True), result
    assert booked(town) == []


@SQLITE
async def test_a_decision_that_fails_becomes_please_try_again(town: Town):
    def fails(_scene: Scene, _checkout: Checkout) -> None:
        raise RuntimeError

    owner = await opened(town, checkout=fails)
    assert "请您稍后再试" in (await owner.pays()).error


@SQLITE
async def test_an_answer_that_is_lost_on_the_way_is_repeated(town: Town):
    owner = await opened(town)
    town.lines[0].unreached["answerPreCheckoutQuery"] = 2
    assert (await owner.pays()).ok


@SQLITE
async def test_what_is_decided_only_reads(town: Town):
    def writes(scene: Scene, _checkout: Checkout) -> None:
        book(scene, Paid("order:7", "CNY", 8800, "p", "t"))
        scene.session.flush()

    owner = await opened(town, checkout=writes)
    await owner.pays()
    assert "t" not in [one["charge"] for one in booked(town)]


@SQLITE
async def test_a_crash_between_stored_and_committed_books_it_once(town: Town):
    owner = await opened(town, paid=cut_once(book))
    assert (await town.sandbox.pay(owner.user, owner.side)).ok
    with pytest.raises(PowerCut):
        await town.settled()
    assert (booked(town), InboxState.STORED in states(town)) == ([], True)
    await town.crash()
    await town.add_machine(a_house())
    await town.settled()
    assert len(booked(town)) == 1
    assert states(town) == {InboxState.SHOWN}


@SQLITE
async def test_a_crash_after_the_commit_says_it_later_and_books_nothing_twice(town: Town):
    owner = await opened(town)
    town.lines[0].held = {"sendMessage"}
    assert (await town.sandbox.pay(owner.user, owner.side)).ok
    await town.lines[0].hanging.wait()
    assert len(booked(town)) == 1
    await town.crash()
    await town.add_machine(a_house())
    await town.settled()
    assert (len(booked(town)), owner.text) == (1, "谢谢您，款项已收到")


async def test_money_of_somebody_who_has_no_access_any_more_is_booked_all_the_same(town: Town):
    owner = await opened(town, checkout=lambda _scene, _checkout: None)
    town.look(lambda session: session.execute(delete(Binding).where(Binding.telegram_id == owner.user)))
    assert (await owner.pays()).ok
    assert [one["person"] for one in booked(town)] == [0]


@SQLITE
async def test_money_that_cannot_be_booked_is_never_dead_and_finance_hears_of_it(town: Town):
    def broken(_scene: Scene, _paid: Paid) -> Screen:
        raise RuntimeError("the books are closed")

    owner = await opened(town, paid=broken)
    charge = (await owner.pays()).charge
    assert "您的付款¥88.00已收到" in owner.text
    heard = [name for name in ("周立新", "林海涛") if any(charge in one.text for one in town.phone(name).messages())]
    assert heard == ["周立新"]
    assert (InboxState.STORED in states(town), InboxState.DEAD in states(town)) == (True, False)
    found = town.look(lambda session: list(illnesses(session, OPENING)))
    assert any("a payment that cannot be booked (RuntimeError: the books are closed)" in one for one in found)
    said = len(owner.messages())
    town.clock.ahead += timedelta(hours=2)
    await town.machines[0].ingress.recover()
    await town.settled()
    assert len(owner.messages()) == said
    await town.crash()
    town.clock.ahead += timedelta(hours=2)
    await town.add_machine(a_house())
    await town.settled()
    assert (len(booked(town)), owner.text) == (1, "谢谢您，款项已收到")


@SQLITE
async def test_money_that_comes_before_there_is_anybody_to_book_it_waits(town: Town):
    owner = await opened(town, paid=None)
    assert (await owner.pays()).ok
    assert (booked(town), InboxState.STORED in states(town)) == ([], True)
    await town.crash()
    await town.add_machine(a_house())
    await town.settled()
    assert len(booked(town)) == 1


@SQLITE
async def test_a_side_without_payments_says_no(town: Town):
    await opened(town)
    desk = town.phone("郑雨")
    await desk.says("/start")
    one = bill(ASKED, READER)
    prices = [{"label": label, "amount": fen} for label, fen in one.prices]
    await (
        town.machines[0]
        .speakers[1000000002]
        .bot.send_invoice(desk.user, one.title, one.description, one.payload, "CNY", prices, provider_token="1:TEST:x")
    )
    result = await desk.pays()
    assert (result.ok, "账单" in result.error) == (False, True)


@SQLITE
async def test_a_bill_in_another_currency_is_of_an_earlier_time(town: Town):
    owner = await opened(town, checkout=lambda _scene, _checkout: None)
    accounts = [replace(one, provider=one.provider and Provider("1:TEST:x", "USD")) for one in demo_accounts()]
    await town.stop_machines()
    await town.add_machine(a_house(checkout=lambda _scene, _checkout: None), accounts)
    assert not (await owner.pays()).ok


@SQLITE
async def test_without_a_provider_the_words_and_buttons_stand_for_the_invoice(town: Town):
    await town.stop_machines()
    await town.add_machine(a_house(), [replace(one, provider=None) for one in demo_accounts()])
    owner = town.phone("陈女士")
    await owner.says("/start")
    await billed(town)
    assert (owner.text, owner.labels) == ("应付¥88.00，请到前台", ["首页"])
    await owner.says("付款")
    assert owner.text == "应付¥88.00，请到前台"
    assert not any(one.kind == "invoice" for one in owner.messages())


@SQLITE
async def test_a_provider_that_telegram_does_not_know_leaves_the_words(town: Town):
    await town.stop_machines()
    accounts = [replace(one, provider=one.provider and Provider("", "CNY")) for one in demo_accounts()]
    await town.add_machine(a_house(), accounts)
    owner = town.phone("陈女士")
    await owner.says("/start")
    await billed(town)
    assert (owner.text, owner.labels) == ("应付¥88.00，请到前台", ["首页"])
    await owner.says("付款")
    assert owner.text == "应付¥88.00，请到前台"
    assert town.look(lambda s: s.scalar(select(Notice.state).where(Notice.kind == "test.bill"))) == NoticeState.SENT


@SQLITE
async def test_an_invoice_may_be_the_answer_and_disturbs_no_form(town: Town):
    owner = await opened(town)
    await owner.says("付款")
    assert [one.kind for one in owner.messages()[-2:]] == ["text", "invoice"]
    await to_the_read_back(owner)
    form = owner.last
    live = select(Conversation.live_message).where(Conversation.chat_id == owner.user)
    before = town.look(lambda session: session.scalar(live))
    assert (await owner.pays()).ok
    assert town.look(lambda session: session.scalar(live)) == before
    await owner.taps("确认", form.message_id)
    assert len(town.tickets()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"payload": ""},
        {"payload": "字" * 43},
        {"prices": ()},
        {"prices": (("x", 0),)},
        {"prices": (("x", 500), ("y", -500))},
    ],
)
def test_what_is_no_invoice_is_not_made(wrong: dict):
    with pytest.raises(ValueError, match="invoice"):
        replace(ASKED, **wrong)


def test_words_that_are_too_long_are_cut_and_the_total_is_the_sum():
    long = bill(replace(ASKED, title="字" * 40, description="句" * 300), READER)
    assert (len(long.title), len(long.description), long.title[-1]) == (32, 255, "…")
    assert sum(fen for _, fen in long.prices) == ASKED.total_fen == 8800
