"""Whoever came to look first finds that nothing is to be paid, and says so with the reason (R047, R066)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.tables import LedgerEntry
from models.orders.lifecycle import State
from models.orders.tables import Order
from models.refusals import Refusal
from models.tickets import actions
from tests.people import Phone, Town
from tests.stories.test_service_work_on_the_spot import answers, finishes_with_material, prices_a_tap
from tests.stories.test_services_prices import asks, does, on_the_spot, priced, state


async def looking(town: Town) -> tuple[Phone, Phone]:
    """Somebody was asked to look first, and the plumber has come."""
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await asks(owner, way="请先上门了解")
    await on_the_spot(town)
    await plumber.sends(f"t:{town.tickets()[0].id}")
    return owner, plumber


@pytest.mark.rows("R047", "R066")
async def test_who_came_to_look_finds_that_it_is_free(town: Town):
    owner, plumber = await looking(town)
    await plumber.taps("完工")
    assert "本次费用？免费：点选或写明原因；有偿：先报价" in plumber.text
    assert any("有偿，先报价" in label for label in plumber.labels)
    for label in ("免费：小调整", "已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert "请现在收款" not in plumber.text
    assert state(town) == State.FREE
    assert "此项目免费处理" in owner.find("此项目免费处理").text
    assert "费用：免费" in owner.text
    desk = town.phone("郑雨")
    assert "免费，小调整" in desk.find("请向业主反馈结果").text
    await desk.taps("反馈业主")
    assert "已处理：已更换配件" in owner.text
    assert "如何付款" not in owner.labels
    entries = town.look(lambda session: session.scalars(select(LedgerEntry)).all())
    assert entries == []


@pytest.mark.rows("R047", "R064", "R066")
async def test_who_came_to_look_names_a_price_instead_and_it_is_paid_work_from_then_on(town: Town):
    _owner, plumber = await looking(town)
    await plumber.taps("完工")
    await prices_a_tap(plumber, form="有偿，先报价")
    await plumber.taps("发送报价")
    await plumber.taps("完工")
    assert "报价还在等业主答复" in plumber.toast
    await answers(town)
    await finishes_with_material(plumber, "全部完成：42元")
    assert state(town) == State.CHARGED


@pytest.mark.rows("R047", "R064")
async def test_a_form_that_was_open_when_a_price_was_named_makes_nothing_free(town: Town):
    _owner, plumber = await looking(town)
    for label in ("完工", "免费：小调整", "已更换配件", "外观无明显变化"):
        await plumber.taps(label)
    await priced(town)
    await plumber.taps("确认完工")
    assert state(town) == State.QUOTED
    assert town.look(lambda session: session.scalars(select(Order)).one().charged_fen) is None


@pytest.mark.rows("R066")
async def test_somebody_else_says_nothing_of_it(town: Town):
    await looking(town)
    other = town.phone("唐国平")
    await other.says("/start")
    await other.sends("b:finish:1")
    await does(town, lambda session, order: refused(town, session, order))
    assert state(town) == State.REQUESTED


def refused(town: Town, session: Session, order: Order) -> None:
    about = {"by": town.person(session, "唐国平"), "now": town.clock.now(), "result": "好", "no_photo": "无"}
    with pytest.raises(Refusal):
        actions.finish(session, order.ticket_id, **about, free="小调整")
