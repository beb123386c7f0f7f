"""Paying a service in Telegram, and all that goes wrong on the way: no money is lost, or taken twice (R074, R228, X3)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.__main__ import HOUSE
from bot.machine import House
from bot.payments import Bill
from models.access.contacts import end_contact
from models.ledger.charging import credit
from models.ledger.posting import owed_fen
from models.ledger.tables import Payment
from models.orders.lifecycle import State
from models.orders.tables import Order, Refund, RefundState
from models.people import Contact, Side
from models.tickets.withdrawing import withdraw
from tests.people import Phone, Town
from tests.stories.test_services_booking import to_the_consent
from tests.stories.test_services_paying import charged, in_cash, payments
from tests.stories.test_services_prices import does, state

OWNER, NEIGHBOUR = "陈女士", "杜女士"
SUPERVISOR, FINANCE, MANAGER, DESK = "许文静", "冯雪", "周立新", "郑雨"
OWNER_BOT = 1000000001
SQLITE = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])


async def invoiced(town: Town) -> Phone:
    """Two new taps are done, forty yuan are owed, and the owner has the invoice on the screen."""
    owner = town.phone(OWNER)
    await charged(town, owner)
    await owner.taps("如何付款", owner.last.message_id)
    await owner.taps("在线支付", owner.last.message_id)
    return owner


def owed(town: Town) -> int:
    """What the order still costs its customer, in fen; below zero is too much."""
    return int(town.look(lambda session: owed_fen(session, session.scalars(select(Order)).one().subject)))


async def forged(town: Town, phone: Phone, payload: str, fen: int = 4000) -> None:
    """An invoice that the office never made."""
    await town.machines[0].speakers[OWNER_BOT].bill(phone.user, Bill("有偿服务", "谢谢", payload, [["服务", fen]]))


async def pays_while(town: Town, owner: Phone, deed: Callable[[Session, Order], Any]) -> None:
    """Telegram has taken the money, and before the office hears of it something else is done."""
    assert (await town.sandbox.pay(owner.user, owner.side)).ok
    await does(town, deed)


def heard(town: Town, words: str) -> set[str]:
    """Who of the office was told so."""
    office = (SUPERVISOR, FINANCE, MANAGER, DESK, "林海涛", "钱敏")
    return {name for name in office if any(words in one.text for one in town.phone(name).messages())}


@pytest.mark.rows("R074", "X3")
async def test_a_payment_that_telegram_tells_twice_is_one(town: Town):
    owner = await invoiced(town)
    town.sandbox.faults.paid_twice = town.sandbox.faults.duplicates = True
    assert (await owner.pays()).ok
    await town.settled()
    assert payments(town) == [("telegram", 4000)]
    assert (owed(town), state(town)) == (0, State.COLLECTED)
    assert sum("您支付的40元已收到" in one.text for one in owner.messages()) == 1
    assert heard(town, "多付款项") == set()


@pytest.mark.rows("R061", "R074", "R228")
async def test_money_for_what_was_paid_in_cash_meanwhile_is_booked_and_goes_back_by_one_tap(town: Town):
    owner = await invoiced(town)
    await pays_while(town, owner, lambda session, order: in_cash(town, session, order))
    assert sorted(payments(town)) == [("cash", 4000), ("telegram", 4000)]
    assert (owed(town), state(town)) == (-4000, State.COLLECTED)
    assert "多付的40元将退还给您" in owner.find("您支付的40元已收到").text
    assert heard(town, "多付款项") == {SUPERVISOR, FINANCE}
    supervisor, manager = town.phone(SUPERVISOR), town.phone(MANAGER)
    card = supervisor.find("多付款项")
    await supervisor.taps("退还多付的40元", card.message_id)
    assert "退还多付的40元" not in supervisor.labels
    await manager.taps("同意退40元")
    one = town.look(lambda session: session.scalars(select(Refund)).one())
    assert (one.amount_fen, one.state) == (4000, RefundState.APPROVED)


async def open_house(town: Town, **routes: Any) -> None:
    """The house, in which nobody was asked before the money was taken."""
    replicas = len(town.machines)
    await town.stop_machines()
    usual = HOUSE.routes[Side.OWNER]
    house: House = replace(
        HOUSE, routes={**HOUSE.routes, Side.OWNER: replace(usual, checkout=lambda _scene, _asked: None, **routes)}
    )
    for _ in range(replicas):
        await town.add_machine(house)


@pytest.mark.rows("R063", "R074", "R228")
async def test_money_for_an_order_that_was_cancelled_is_booked_and_given_back(town: Town):
    owner = town.phone(OWNER)
    await to_the_consent(owner, "2个")
    await owner.taps("同意并预约")
    await open_house(town)
    await does(
        town,
        lambda session, order: withdraw(session, order.ticket_id, by=town.person(session, OWNER), now=town.clock.now()),
    )
    await forged(town, owner, "order:1:3")
    assert (await owner.pays()).ok
    assert payments(town) == [("telegram", 4000)]
    assert (owed(town), state(town)) == (-4000, State.CANCELLED)
    assert owner.find("单号FW20250915001已无需付款，多付的40元将退还给您")
    assert heard(town, "多付款项") == {SUPERVISOR, FINANCE}
    supervisor = town.phone(SUPERVISOR)
    await supervisor.taps("退还多付的40元", supervisor.find("多付款项").message_id)
    assert town.look(lambda session: session.scalars(select(Refund.amount_fen)).all()) == [4000]


@pytest.mark.rows("R063", "R074")
async def test_an_order_that_was_cancelled_is_not_paid_at_all_where_telegram_asks_first(town: Town):
    owner = town.phone(OWNER)
    await to_the_consent(owner, "2个")
    await owner.taps("同意并预约")
    await does(
        town,
        lambda session, order: withdraw(session, order.ticket_id, by=town.person(session, OWNER), now=town.clock.now()),
    )
    await forged(town, owner, "order:1:3")
    result = await owner.pays()
    assert (result.ok, payments(town)) == (False, [])
    assert result.error


def ends(town: Town, session: Session) -> None:
    """The owner has moved out."""
    person = town.person(session, OWNER)
    desk, now = town.person(session, DESK), town.clock.now()
    for one in session.scalars(select(Contact).where(Contact.person_id == person.id)).all():
        end_contact(session, one.id, by=desk, now=now, why="已迁出")


@pytest.mark.rows("R074", "R205")
async def test_who_has_moved_out_while_they_paid_has_paid(town: Town):
    owner = await invoiced(town)
    payer = town.look(lambda session: town.person(session, OWNER).id)
    await pays_while(town, owner, lambda session, _order: ends(town, session))
    assert payments(town) == [("telegram", 4000)]
    assert (owed(town), state(town)) == (0, State.COLLECTED)
    assert town.look(lambda session: session.scalars(select(Payment.payer_id)).one()) == payer
    assert any("您支付的40元已收到" in one.text for one in owner.messages())
    again = await owner.pays()
    assert (again.ok, payments(town)) == (False, [("telegram", 4000)])


@pytest.mark.rows("R074", "R205")
async def test_who_has_moved_out_is_asked_for_no_money_any_more(town: Town):
    owner = await invoiced(town)
    await does(town, lambda session, _order: ends(town, session))
    result = await owner.pays()
    assert (result.ok, payments(town), owed(town)) == (False, [], 4000)
    assert result.error


@pytest.mark.rows("R074", "X3")
@pytest.mark.parametrize("fen", [3999, 4001, 1])
async def test_another_amount_than_what_is_owed_is_never_taken(town: Town, fen: int):
    owner = await invoiced(town)
    await forged(town, owner, "order:1:3", fen)
    result = await owner.pays()
    assert (result.ok, payments(town)) == (False, [])
    assert "40元" in result.error
    assert "对不起" in result.error


@pytest.mark.rows("R074")
async def test_another_currency_is_never_taken(town: Town):
    owner = await invoiced(town)
    bot = town.machines[0].speakers[OWNER_BOT].bot
    prices = [{"label": "服务", "amount": 4000}]
    await bot.send_invoice(owner.user, "有偿服务", "谢谢", "order:1:3", "USD", prices, provider_token="1:TEST:x")
    result = await owner.pays()
    assert (result.ok, payments(town), owed(town)) == (False, [], 4000)
    assert "账单" in result.error


@pytest.mark.rows("R074", "R205")
@pytest.mark.parametrize(
    "payload", ["order:999:1", "x", "order:", "order:一:1", "bill:1", "order:99999999999999999999:1"]
)
async def test_a_bill_that_is_none_is_never_paid(town: Town, payload: str):
    owner = await invoiced(town)
    await forged(town, owner, payload)
    result = await owner.pays()
    assert (result.ok, payments(town), owed(town)) == (False, [], 4000)
    assert "对不起" in result.error


@pytest.mark.rows("R074", "R205")
async def test_nobody_pays_the_order_of_another(town: Town):
    await invoiced(town)
    other = town.phone(NEIGHBOUR)
    await other.says("/start")
    await forged(town, other, "order:1:3")
    result = await other.pays()
    assert (result.ok, payments(town), owed(town)) == (False, [], 4000)
    assert "FW20250915001" not in result.error


@pytest.mark.rows("R074", "X3")
async def test_a_bill_of_another_version_is_paid_once_as_long_as_its_amount_is_right(town: Town):
    owner = await invoiced(town)
    await forged(town, owner, "order:1:99")
    assert (await owner.pays()).ok
    assert (payments(town), state(town)) == ([("telegram", 4000)], State.COLLECTED)
    invoices = [one.message_id for one in owner.messages() if one.kind == "invoice"]
    for message in invoices:
        assert not (await owner.pays(message)).ok
    assert payments(town) == [("telegram", 4000)]


def cheaper(town: Town, session: Session, order: Order) -> None:
    """Ten yuan are let off."""
    by = town.person(session, MANAGER)
    credit(
        session,
        project_id=order.project_id,
        subject=order.subject,
        amount_fen=1000,
        occasion="let off",
        by=by,
        now=town.clock.now(),
    )


@pytest.mark.rows("R074", "X3")
async def test_a_bill_whose_amount_has_changed_is_answered_with_the_present_one(town: Town):
    owner = await invoiced(town)
    old = owner.last.message_id
    await does(town, lambda session, order: cheaper(town, session, order))
    result = await owner.pays(old)
    assert (result.ok, payments(town)) == (False, [])
    assert "30元" in result.error
    await owner.says("/start")
    for label in ("我的单据", "更换普通水龙头", "如何付款", "在线支付"):
        await owner.taps(label, owner.last.message_id)
    assert (await owner.pays()).ok
    assert (payments(town), owed(town)) == ([("telegram", 3000)], 0)


@pytest.mark.rows("R074", "R228")
async def test_what_was_let_off_while_somebody_paid_goes_back(town: Town):
    owner = await invoiced(town)
    await pays_while(town, owner, lambda session, order: cheaper(town, session, order))
    assert (payments(town), owed(town), state(town)) == ([("telegram", 4000)], -1000, State.COLLECTED)
    assert owner.find("多付的10元将退还给您")
    assert heard(town, "多付款项") == {SUPERVISOR, FINANCE}


@SQLITE
@pytest.mark.rows("R074")
async def test_a_chat_that_hangs_does_not_hold_up_the_money(town: Town):
    owner = await invoiced(town)
    town.lines[0].held = {"sendMessage"}
    for words in ("您好", "在吗", "人呢"):
        town.sandbox.say(owner.user, owner.side, words)
    await town.lines[0].hanging.wait()
    assert (await town.sandbox.pay(owner.user, owner.side, patience=5)).ok
    await town.sandbox.wait_until(lambda: not town.sandbox.pending("owner"))
    await town.crash()
    await town.add_machine()
    await town.settled()
    assert (payments(town), state(town)) == ([("telegram", 4000)], State.COLLECTED)
    assert sum("您支付的40元已收到" in one.text for one in owner.messages()) == 1


@SQLITE
@pytest.mark.rows("R074", "R228")
async def test_money_under_a_name_that_nobody_knows_is_kept_and_finance_hears(town: Town):
    owner = await invoiced(town)
    await open_house(town)
    await forged(town, owner, "x")
    assert (await owner.pays()).ok
    assert payments(town) == []
    assert "您的付款¥40.00已收到" in owner.text
    assert heard(town, "¥40.00") == {FINANCE, MANAGER}
