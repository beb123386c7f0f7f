"""What those in charge see of paid services, what the clock says of them, and the callback of every one (R058, R060, R062)."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.orders.lifecycle import State
from models.orders.tables import Order
from tests.people import Phone, Town
from tests.stories.service_steps import (
    DESK,
    FINANCE,
    HEAD,
    MANAGER,
    OWNER,
    PLUMBER,
    SUPERVISOR,
    booked,
    charged,
    paid_order,
)


def sum_of(phone: Phone, words: str) -> int:
    """How many messages of a phone say so."""
    return sum(words in one.text for one in phone.messages())


def read(phone: Phone) -> list[tuple[Any, ...]]:
    """The rows of the newest workbook that a phone was sent."""
    return list(load_workbook(BytesIO(phone.find("你要的文件在这里").document.content)).active.values)


@pytest.mark.rows("R058", "R062")
async def test_the_manager_sees_where_the_orders_lie_and_opens_each(town: Town):
    await paid_order(town, done=100)
    owed = await booked(town, "杜女士")
    await charged(town, owed)
    manager = town.phone(MANAGER)
    await manager.says("/start")
    await manager.taps("有偿订单")
    for said in ("未收款：1", "未审核：1", "少于同意金额：1", "业主待付：40元", "未交现金：20元"):
        assert said in manager.text
    await manager.taps("未收款（1）")
    await manager.taps("40元")
    assert "已计费，待付款" in manager.text or "有偿服务FW" in manager.text
    await manager.says("/start")
    await manager.taps("有偿订单")
    await manager.taps("本月收入")
    assert "合计2单" in manager.text
    assert "计费比同意少：20元" in manager.text
    await manager.taps("按部门")
    assert "工程部" in manager.text
    await manager.taps("上一月")
    assert "合计0单" in manager.text


@pytest.mark.rows("R058", "R063", "R204")
async def test_the_register_and_the_revenue_are_workbooks(town: Town):
    await paid_order(town)
    supervisor = town.phone(SUPERVISOR)
    await supervisor.says("/start")
    await supervisor.sends("zmv:item:0")
    await supervisor.taps("登记表")
    rows = read(supervisor)
    assert any("林海涛" in str(cell) for row in rows for cell in row)
    await supervisor.says("/start")
    await supervisor.sends("zmv:item:0")
    await supervisor.taps("收入表")
    rows = read(supervisor)
    assert rows[-1][0] == "合计"


@pytest.mark.rows("R062")
async def test_the_overview_is_for_those_in_charge(town: Town):
    await paid_order(town)
    for name in (DESK, PLUMBER, "钱敏"):
        phone = town.phone(name)
        await phone.says("/start")
        await phone.sends("g:paid_orders")
        assert "业主待付" not in phone.text
    for name in (HEAD, FINANCE):
        phone = town.phone(name)
        await phone.says("/start")
        await phone.taps("有偿订单")
        assert "未审核：1" in phone.text
    head = town.phone("曹桂芳")
    await head.says("/start")
    await head.taps("有偿订单")
    assert "未审核" not in head.text


@pytest.mark.rows("R027", "R060", "R072")
async def test_the_callback_of_the_next_day_asks_about_price_and_conduct(town: Town):
    await paid_order(town)
    await town.until(town.at("09:10", days=1))
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.CALLBACK)).all())
    assert len(calls) == 1
    desk = town.phone(DESK)
    await desk.sends(f"c:{calls[0].id}")
    for said in ("同意金额：40元", "计费金额：40元", "鞋套"):
        assert said in desk.text
    await desk.taps("登记通话结果")
    await desk.taps("满意")
    await desk.taps("未穿鞋套")
    await desk.says("其他都好")
    assert "未穿鞋套; 其他都好" in desk.text


@pytest.mark.rows("R062", "X3")
async def test_who_has_not_paid_is_reminded_twice_by_day_and_then_called(town: Town):
    order_id = await booked(town)
    await charged(town, order_id)
    owner, desk = town.phone(OWNER), town.phone(DESK)
    await town.later(days=3, hours=1)
    assert sum_of(owner, "尚有40元待支付") == 1
    await town.later(days=4)
    assert sum_of(owner, "待支付") >= 1
    await town.later(days=4)
    unpaid = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNPAID)).all())
    assert len(unpaid) == 1
    await desk.sends(f"c:{unpaid[0].id}")
    assert "尚未支付：40元" in desk.text


@pytest.mark.rows("R062", "X3")
async def test_an_audit_that_nobody_makes_reaches_the_supervisor_once(town: Town):
    order_id = await paid_order(town)
    desk, supervisor = town.phone(DESK), town.phone(SUPERVISOR)
    await town.until(town.at("12:00", days=1))
    assert sum_of(desk, "仍在等你处理") == 1
    await town.restart()
    await town.until(town.at("12:00", days=3))
    assert sum_of(supervisor, "款项仍在等下一步") == 1
    assert sum_of(desk, "仍在等你处理") == 1
    assert town.look(lambda session: session.get_one(Order, order_id).state) == State.COLLECTED


@pytest.mark.rows("R062")
async def test_the_digest_tells_the_money_of_paid_orders(town: Town):
    await paid_order(town)
    manager = town.phone(MANAGER)
    await manager.says("/digest")
    assert "有偿订单：未结1，未审核1" in manager.text
    assert "今日收款40元" in manager.text
    assert "未交现金：40元" in manager.text
    await manager.taps("有偿订单")
    assert "业主待付" in manager.text
