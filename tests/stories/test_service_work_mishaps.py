"""What goes otherwise than planned with a paid order: double taps, two technicians, a hand-back, a restart, a transfer (R047, R074, X3)."""

import pytest
from sqlalchemy import func, select

from models.ledger.lifecycle import Method
from models.ledger.tables import Payment
from models.orders.lifecycle import State
from models.orders.tables import Quote
from tests.people import Town
from tests.pictures import picture
from tests.stories.steps import at_the_door, dispatch
from tests.stories.test_service_work_at_the_desk import books, priced_by_the_desk
from tests.stories.test_service_work_on_the_spot import (
    agreed_tap,
    answers,
    finishes_with_material,
    owed,
    prices_a_tap,
    state,
)


def counted(town: Town, what: type) -> int:
    """How many there are."""
    return town.look(lambda session: session.scalar(select(func.count()).select_from(what)))


@pytest.mark.rows("R074")
async def test_a_second_tap_takes_no_second_money(town: Town):
    _owner, plumber = await agreed_tap(town)
    await finishes_with_material(plumber, "全部完成：42元")
    await plumber.taps("收款 42元")
    await plumber.taps("现金 42元")
    confirm = plumber.data("确认已收")
    message = plumber.last.message_id
    await plumber.sends(confirm, message)
    await plumber.sends(confirm, message)
    assert (counted(town, Payment), owed(town)) == (1, 0)


@pytest.mark.rows("R047")
async def test_a_second_tap_names_no_second_price(town: Town):
    _owner, plumber = await at_the_door(town)
    await prices_a_tap(plumber)
    send, message = plumber.data("发送报价"), plumber.last.message_id
    await plumber.sends(send, message)
    await plumber.sends(send, message)
    assert counted(town, Quote) == 1


@pytest.mark.rows("R047")
async def test_the_lines_of_a_price_outlive_a_restart(town: Town):
    _owner, plumber = await at_the_door(town)
    await plumber.taps("报价")
    await plumber.says("S01")
    await plumber.taps("2")
    await plumber.taps("自定项目")
    await town.restart()
    await plumber.says("加固支架 35")
    assert "合计：75元" in plumber.last.text
    await plumber.taps("删掉最后一项")
    assert "合计：40元" in plumber.last.text


@pytest.mark.rows("R067", "R074")
async def test_who_gets_a_job_that_was_handed_back_charges_what_was_agreed(town: Town):
    await priced_by_the_desk(town)
    await answers(town)
    await dispatch(town)
    plumber, other, head = town.phone("林海涛"), town.phone("唐国平"), town.phone("何志强")
    await plumber.taps("接单")
    await plumber.taps("退回并说明")
    await plumber.says("上一单还没做完")
    await plumber.taps("确认退回")
    await head.taps("派给唐国平")
    await other.taps("接单")
    await other.taps("到达签到")
    for label in ("完工", "全部完成：20元", "已更换配件", "外观无明显变化", "确认完工"):
        await other.taps(label)
    assert owed(town) == 2000
    await other.taps("收款 20元")
    await other.taps("转账")
    await other.sends_photo(picture())
    await other.taps("继续")
    await other.taps("确认已收")
    method = town.look(lambda session: session.scalars(select(Payment)).one().method)
    assert (state(town), method) == (State.COLLECTED, Method.TRANSFER)


@pytest.mark.rows("R203")
async def test_another_technician_neither_sees_nor_names_the_price(town: Town):
    _owner, plumber = await at_the_door(town)
    name = plumber.data("报价")
    await prices_a_tap(plumber)
    await plumber.taps("发送报价")
    other = town.phone("罗斌")
    await other.says("/start")
    await other.sends(name)
    assert "42元" not in "".join(one.text for one in other.messages())
    assert counted(town, Quote) == 1


@pytest.mark.rows("R067")
async def test_the_head_sees_whose_time_was_kept(town: Town):
    await books(town, code="S01")
    desk, head = town.phone("郑雨"), town.phone("何志强")
    await desk.taps("派给工程部")
    await head.taps("选其他人")
    assert "已预留" in str(head.labels)
