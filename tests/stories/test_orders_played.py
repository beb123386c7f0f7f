"""Paid services as they were played in a browser: what each card says once, and where each button leads (R013, R061, R064, X3)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.posting import owed_fen, paid_fen
from models.orders import refunding
from models.orders.tables import Order, Refund, RefundState
from models.tickets.withdrawing import withdraw
from tests.people import Phone, Town
from tests.stories import service_steps as steps
from tests.stories.service_steps import CASHIER, DESK, FINANCE, MANAGER, OWNER, act, does
from tests.stories.test_service_work_at_the_desk import books
from tests.stories.test_services_online import invoiced
from tests.stories.test_services_paying import in_cash
from tests.stories.test_services_prices import asked_for_more, asks, on_the_spot, priced
from tests.stories.test_services_prices import does as to_order


async def refunded_as_far_as(town: Town, order_id: int, fen: int, state: RefundState = RefundState.APPROVED) -> int:
    """The desk proposes it, and the manager approves where that is wanted; returns the refund's number."""

    def bring(session: Session) -> int:
        one = refunding.propose(session, order_id, **act(town, session, DESK), amount_fen=fen, reason="价格偏高")
        if state == RefundState.APPROVED:
            refunding.decide(session, one.id, **act(town, session, MANAGER), agreed=True)
        return one.id

    return int(await does(town, bring))


async def own_card(owner: Phone) -> str:
    """The customer opens the card of their newest service."""
    await owner.says("/start")
    await owner.taps("我的单据")
    await owner.taps("更换普通水龙头", owner.last.message_id)
    return owner.text


def desk_card(town: Town, order_id: int) -> int:
    """The ticket of an order."""
    return int(town.look(lambda session: session.get_one(Order, order_id).ticket_id))


@pytest.mark.rows("R074", "R180", "X3")
async def test_who_presses_a_bill_that_was_paid_in_cash_reads_that_it_is_paid(town: Town):
    owner = await invoiced(town)
    await to_order(town, lambda session, order: in_cash(town, session, order))
    result = await owner.pays()
    assert not result.ok
    assert "FW20250915001已付40元，款项已付清" in (result.error or "")
    await owner.sends("zoi:1")
    assert "已付40元，款项已付清" in owner.toast


@pytest.mark.rows("R061")
async def test_between_the_rating_and_the_end_the_guarantee_is_at_hand(town: Town):
    order_id = await steps.paid_order(town)
    owner = town.phone(OWNER)
    assert "评价本次服务" in (await own_card(owner)) or "评价本次服务" in owner.labels
    assert "保修期内再次报修" not in owner.labels
    await owner.taps("评价本次服务", owner.last.message_id)
    await owner.taps("全部满意（5分）", owner.last.message_id)
    await owner.taps("提交", owner.last.message_id)
    await own_card(owner)
    await owner.taps("保修期内再次报修", owner.last.message_id)
    await owner.says("又开始滴水了")
    await owner.taps("确认", owner.last.message_id)
    assert "保修返工，免费（原单FW20250915001）" in owner.text
    again = town.look(lambda session: session.scalars(select(Order).where(Order.rework_of_id == order_id)).one().id)
    desk = town.phone(DESK)
    await desk.sends(f"t:{desk_card(town, again)}")
    assert "保修返工，免费" in desk.text
    assert "费用：" not in desk.text


@pytest.mark.rows("R061", "R228", "X3")
async def test_a_refund_says_how_much_and_the_books_agree(town: Town):
    order_id = await steps.paid_order(town)
    await steps.handed_over(town)
    refund = await refunded_as_far_as(town, order_id, 1500)
    owner, cashier = town.phone(OWNER), town.phone(CASHIER)
    await cashier.says("/start")
    await cashier.taps("退款（1）")
    await cashier.taps("15元")
    await cashier.taps("已退现金15元")
    assert "FW20250915001的退款15元已退还给您（现金）" in owner.text
    assert "已退款：15元" in owner.text

    def books(session: Session) -> tuple[int, int, RefundState]:
        about = session.get_one(Order, order_id).subject
        return paid_fen(session, about), owed_fen(session, about), session.get_one(Refund, refund).state

    assert town.look(books) == (2500, 0, RefundState.PAID)


@pytest.mark.rows("R061", "R180")
async def test_a_till_that_holds_too_little_leaves_the_cashier_on_the_card_with_the_reason(town: Town):
    order_id = await steps.paid_order(town)
    await refunded_as_far_as(town, order_id, 1500)
    cashier = town.phone(CASHIER)
    await cashier.says("/start")
    await cashier.taps("退款（1）")
    await cashier.taps("15元")
    await cashier.taps("已退现金15元")
    assert "收款处只有0元现金，不够退。请由财务转账退回" in cashier.text
    assert "退款15元：已批准，待退款" in cashier.text
    assert "已退现金15元" in cashier.labels


@pytest.mark.rows("R013", "R061")
async def test_a_refund_of_a_transfer_that_nobody_has_seen_says_what_it_waits_for(town: Town):
    order_id = await steps.booked(town)
    await steps.charged(town, order_id)
    await steps.transferred(town, order_id)
    await refunded_as_far_as(town, order_id, 1500)
    number, version = town.look(lambda session: session.execute(select(Refund.id, Refund.version)).one())
    cashier = town.phone(CASHIER)
    await cashier.says("/start")
    await cashier.taps("退款（1）")
    await cashier.taps("15元")
    assert "退款已批准，待款项到账后再退" in cashier.find("退款已批准").text
    waits = "财务在银行查到该笔付款后即可退款"
    assert waits in cashier.text
    assert not any(one.startswith("已退") for one in cashier.labels)
    await cashier.sends(f"zmf:{number}:cash:{version}")
    assert waits in cashier.text
    assert "退款15元：已批准，待款项到账后退" in cashier.text


@pytest.mark.rows("R013")
async def test_what_finance_has_found_leads_to_its_order_whose_card_is_drawn_anew(town: Town):
    order_id = await steps.booked(town)
    await steps.charged(town, order_id)
    await steps.transferred(town, order_id)
    desk, finance = town.phone(DESK), town.phone(FINANCE)
    await desk.sends(f"oo:{order_id}")
    await desk.taps("审核通过", desk.last.message_id)
    audited = finance.find("请确认款项到账").message_id
    found = finance.find("40元，转账").message_id
    assert found != audited
    await finance.taps("已到账", found)
    await town.settled()
    assert "订单款项" in finance.find("40元，转账").labels
    await finance.taps("确认到账", audited)
    assert "财务已确认到账" in finance.text


@pytest.mark.rows("R012", "R061")
async def test_from_the_ticket_customer_service_finds_the_money_again(town: Town):
    order_id = await steps.paid_order(town)
    desk = town.phone(DESK)
    await desk.says("/start")
    await desk.says("FW20250915001")
    await desk.taps("更多", desk.last.message_id)
    await desk.taps("订单款项", desk.last.message_id)
    assert "有偿服务FW20250915001" in desk.text
    assert "退款" in desk.labels
    plumber = town.phone("林海涛")
    await plumber.says("FW20250915001")
    assert "更多" not in plumber.labels
    assert order_id


@pytest.mark.rows("R061", "R062")
async def test_the_list_of_refunds_says_how_much_goes_back(town: Town):
    order_id = await steps.paid_order(town)
    await refunded_as_far_as(town, order_id, 1500, RefundState.PROPOSED)
    manager = town.phone(MANAGER)
    await manager.says("/start")
    await manager.taps("有偿订单")
    await manager.taps("退款（1）")
    assert any(one.startswith("15元 0301 更换普通水龙头 待经理批准") for one in manager.labels)


@pytest.mark.rows("R064")
async def test_a_sum_is_said_once_on_each_card(town: Town):
    order_id = await steps.booked(town)
    owner, desk = town.phone(OWNER), town.phone(DESK)
    card = await own_card(owner)
    assert "合计：40元" in card
    assert "已确认" not in card
    await desk.sends(f"t:{desk_card(town, order_id)}")
    assert "费用：业主已同意，40元" in desk.text
    assert desk.text.count("业主已同意") == 1


@pytest.mark.rows("R064")
async def test_whoever_approves_reads_that_it_waits_for_them(town: Town):
    owner, boss = town.phone("苗女士"), town.phone("秦先生")
    await boss.says("/start")
    await asks(owner)
    await priced(town, 800)
    await owner.taps("同意", owner.last.message_id)
    assert "状态：等待您批准" in boss.text
    await boss.taps("批准", boss.last.message_id)
    assert "等待您批准" not in boss.text


@pytest.mark.rows("R029", "R063")
async def test_a_cancelled_booking_reaches_the_desk_once(town: Town):
    order_id = await steps.booked(town)
    desk = town.phone(DESK)
    await does(
        town, lambda session: withdraw(session, session.get_one(Order, order_id).ticket_id, **act(town, session, OWNER))
    )
    told = [one.text for one in desk.messages() if one.from_bot and ("取消" in one.text or "撤回" in one.text)]
    assert len(told) == 1, told


@pytest.mark.rows("R064", "R076")
async def test_the_desk_is_asked_for_the_time_of_a_cleaning_before_it_dispatches(town: Town):
    boss = town.phone("乔先生")
    await boss.says("/start")
    await books(town, "B02", by="邢女士", quantity=20000)
    await boss.taps("批准", boss.last.message_id)
    desk = town.phone(DESK)
    assert "请先与业主确认时间" in desk.text
    assert "请派工" not in desk.text
    assert "确认时间" in desk.labels


@pytest.mark.rows("R047")
async def test_a_supplement_has_a_sum_of_its_own(town: Town):
    owner = town.phone(OWNER)
    await asks(owner)
    await priced(town)
    await owner.taps("同意", owner.last.message_id)
    await on_the_spot(town)
    await asked_for_more(town)
    for said in ("已确认：150元", "追加合计：35元", "同意后合计：185元"):
        assert said in owner.text, owner.text


@pytest.mark.rows("R059")
async def test_one_button_stands_for_what_the_list_lacks(town: Town):
    owner = town.phone(OWNER)
    await owner.says("/start")
    await owner.taps("有偿服务")
    assert [one for one in owner.labels if one.startswith("其他")] == ["其他服务"]
