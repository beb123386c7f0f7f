"""The money of a paid service goes through five hands, and whoever had one step has not the next (R012, R013, R062, X3)."""

import pytest

from models.orders.lifecycle import State
from models.orders.tables import Order
from tests.people import Town
from tests.stories.service_steps import (
    CASHIER,
    DESK,
    FINANCE,
    HEAD,
    MANAGER,
    OWNER,
    PLUMBER,
    SUPERVISOR,
    booked,
    charged,
    handed_over,
    paid_order,
    transferred,
)


def state_of(town: Town, order_id: int) -> State:
    return town.look(lambda session: session.get_one(Order, order_id).state)


@pytest.mark.rows("R012", "R013", "R062", "X3")
async def test_cash_at_the_door_becomes_a_paid_order_by_five_hands(town: Town):
    desk, finance = town.phone(DESK), town.phone(FINANCE)
    order_id = await paid_order(town)
    card = desk.find("请审核").text
    for said in ("1 报价", "2 同意", "陈女士本人", "3 计费", "3 收款", "林海涛", "同意40元，计费40元，相符", "在手中"):
        assert said in card
    await desk.taps("审核通过")
    assert state_of(town, order_id) == State.AUDITED
    assert "请确认款项到账" in finance.text
    assert "先由林海涛交款" in finance.text
    assert "确认到账" not in "".join(finance.labels)
    await finance.sends(f"zmd:{order_id}:receive:6")
    assert state_of(town, order_id) == State.AUDITED
    await handed_over(town)
    await finance.says("/start")
    await finance.taps("待财务确认（1）")
    await finance.taps("40元")
    await finance.taps("确认到账")
    assert state_of(town, order_id) == State.RECEIVED
    assert "5 到账" in finance.text
    await finance.taps("同意记录与经过")
    assert "TW-JM-2025-01 第1版" in finance.text
    assert "到账确认 冯雪" in finance.text


@pytest.mark.rows("R012", "X3")
async def test_whoever_took_it_neither_audits_nor_confirms_it(town: Town):
    order_id = await paid_order(town)
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    for phone in (plumber, cashier, town.phone(HEAD), town.phone(MANAGER)):
        await phone.says("/start")
        await phone.sends(f"oo:{order_id}")
        assert "有偿服务FW" in phone.text
        assert not {"审核通过", "确认到账"} & set(phone.labels)
        await phone.sends(f"zmd:{order_id}:audit:5")
    assert state_of(town, order_id) == State.COLLECTED
    finance = town.phone(FINANCE)
    await finance.says("/start")
    await finance.sends(f"zmd:{order_id}:audit:5")
    assert state_of(town, order_id) == State.COLLECTED


@pytest.mark.rows("R012", "R062")
async def test_the_audit_asks_back_and_is_answered(town: Town):
    desk, plumber = town.phone(DESK), town.phone(PLUMBER)
    order_id = await paid_order(town, done=100)
    assert "实做1" in desk.find("请审核").text
    assert "少20元" in desk.find("请审核").text
    await desk.taps("有疑问")
    await desk.taps("为何比同意的少")
    await desk.taps("确认")
    assert state_of(town, order_id) == State.QUERIED
    assert "审核有疑问" in plumber.text
    assert "为何比同意的少" in plumber.text
    await plumber.says("/start")
    await plumber.taps("审核疑问（1）")
    await plumber.taps("20元")
    await plumber.taps("说明情况")
    await plumber.says("第二个龙头业主自己换了")
    await plumber.taps("确认")
    assert state_of(town, order_id) == State.COLLECTED
    assert "第二个龙头业主自己换了" in desk.find("已说明").text
    await desk.taps("审核通过")
    assert state_of(town, order_id) == State.AUDITED


@pytest.mark.rows("R013", "R126")
async def test_a_transfer_that_has_not_arrived_is_paid_again(town: Town):
    desk, finance = town.phone(DESK), town.phone(FINANCE)
    order_id = await booked(town)
    await charged(town, order_id)
    await transferred(town, order_id)
    await desk.taps("审核通过")
    assert "先在银行查到这笔款" in finance.find("请确认款项到账").text
    await finance.taps("转账")
    await finance.taps("未到账")
    await finance.says("银行无此款")
    await finance.taps("确认")
    assert state_of(town, order_id) == State.CHARGED
    await finance.sends(f"oo:{order_id}")
    assert "作废：银行无此款" in finance.text
    assert "待付款" in town.phone(OWNER).text or "40元" in town.phone(OWNER).text
    await transferred(town, order_id)
    await desk.taps("审核通过")
    await finance.taps("转账")
    await finance.taps("已到账")
    await finance.sends(f"oo:{order_id}")
    await finance.taps("确认到账")
    assert state_of(town, order_id) == State.RECEIVED


@pytest.mark.rows("R062")
async def test_a_supervisor_audits_where_nobody_of_the_desk_has(town: Town):
    order_id = await paid_order(town)
    supervisor = town.phone(SUPERVISOR)
    await supervisor.says("/start")
    await supervisor.taps("待审核（1）")
    await supervisor.taps("40元")
    await supervisor.taps("审核通过")
    assert state_of(town, order_id) == State.AUDITED
    assert OWNER in supervisor.text
    assert "4 审核" in town.phone(DESK).text
    assert "审核通过" not in "".join(town.phone(DESK).labels)
