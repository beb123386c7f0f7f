"""The desk's part of paid orders: a price before anybody is sent, a cleaning's time, telephones, orders that end (R047, R063-R067, R076)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.capacity.actions import hold
from models.estate import Project
from models.orders import booking
from models.orders.consenting import Shown
from models.orders.lifecycle import State
from models.orders.needs import need_for
from models.orders.tables import Consent, Order, OrderStep
from models.prices.reading import by_code
from models.tickets.tables import Channel
from models.units import units_of
from tests.people import Phone, Town
from tests.stories.steps import dispatch, reported
from tests.stories.test_callbacks import sheet
from tests.stories.test_service_work_on_the_spot import answers, owed, state

OWNER = "陈女士"


async def books(town: Town, code: str = "B01", by: str = OWNER, quantity: int = 100, **at: Any) -> None:
    """An owner books an item for a free time, whatever their form looks like."""

    def bring(session: Session) -> None:
        person = town.person(session, by)
        project, now = session.get_one(Project, person.project_id), town.clock.now()
        edition = by_code(session, project, code, now.astimezone(project.zone).date())
        assert edition is not None
        held = hold(session, project, need_for(edition, quantity), tomorrow(town), by=person, now=now)
        found = booking.price_of(project, edition, quantity, held.starts, held.ends)
        wanted = booking.Wanted(
            edition=edition,
            quantity=quantity,
            expected_fen=found.total_fen,
            hold_id=held.id,
        )
        shown, unit = Shown("价目", "zh_Hans", "1", 1), units_of(session, person)[0]
        booking.book(session, project=project, by=person, unit=unit, wanted=wanted, shown=shown, now=now)

    town.look(bring)
    await town.settled()


def tomorrow(town: Town) -> datetime:
    """Tomorrow at ten."""
    return town.at("10:00", days=1)


def only(town: Town, work: Any) -> Any:
    """Something about the only order."""
    return town.look(lambda session: work(session, session.scalars(select(Order)).one()))


async def priced_by_the_desk(town: Town, owner: str = OWNER) -> Phone:
    """A dripping tap is reported, and the desk names twenty yuan."""
    await reported(town.phone(owner))
    desk = town.phone("郑雨")
    await desk.taps("报价")
    await desk.says("S01")
    await desk.taps("1")
    await desk.taps("就这些：20元")
    await desk.taps("发送报价")
    return desk


@pytest.mark.rows("R047", "R064")
async def test_price_then_consent_then_dispatch(town: Town):
    desk = await priced_by_the_desk(town)
    assert "等待业主确认报价：20元" in desk.last.text
    assert "派给工程部" not in str(desk.labels)
    await answers(town)
    assert "业主已同意价格20元，请派工" in desk.last.text
    await dispatch(town)
    plumber = town.phone("林海涛")
    await plumber.taps("接单")
    assert "最多可收20元" in plumber.last.text


@pytest.mark.rows("R064", "X3")
async def test_who_named_the_price_keeps_no_consent_to_it(town: Town):
    desk = await priced_by_the_desk(town)
    await desk.taps("登记业主答复")
    assert "同意" not in str(desk.labels)
    other = town.phone("孙晓芸")
    await other.says(town.tickets()[0].number)
    await other.taps("登记业主答复")
    await other.taps("同意")
    await other.taps("已电话说明价格，业主口头答复")
    await other.taps("登记答复")
    kept = town.look(lambda session: session.scalars(select(Consent)).one())
    assert (kept.recorded_by_id is None, kept.words) == (False, "已电话说明价格，业主口头答复")
    assert "更换普通水龙头" in kept.text
    assert state(town) == State.CONSENTED


@pytest.mark.rows("R063")
async def test_what_is_not_carried_out_is_kept_with_its_reason(town: Town):
    desk = await priced_by_the_desk(town)
    await desk.taps("结束办理，写原因")
    await desk.taps("需专业单位")
    await desk.taps("按此原因结束")
    assert state(town) == State.NOT_DONE
    words = town.look(lambda session: session.scalars(select(OrderStep.words).where(OrderStep.move == "end")).one())
    assert words == "此项需由专业单位办理，我们乐意为您联系。"


@pytest.mark.rows("R064", "R065", "R073")
async def test_a_cleaning_is_ordered_by_telephone_and_the_yes_that_was_heard_is_kept(town: Town):
    desk, head = town.phone("郑雨"), town.phone("曹桂芳")
    await desk.says("/start")
    await desk.taps("代录")
    await desk.taps("为业主预约服务")
    await desk.says("0301")
    await desk.taps("陈女士", desk.last.message_id)
    await desk.says("日常保洁")
    await desk.says("2人3小时")
    await desk.says("明天9:00")
    await desk.taps("电话", desk.last.message_id)
    assert "合计270元" in desk.last.text
    await desk.taps("已说明价格，业主同意")
    ticket = town.tickets()[0]
    assert (ticket.channel, ticket.number[:2]) == (Channel.PHONE, "FW")
    kept = town.look(lambda session: session.scalars(select(Consent)).one())
    assert (kept.recorded_by_id, kept.amount_fen) == (ticket.entered_by_id, 27000)
    assert "合计270元" in kept.text
    assert "有保洁预约" in head.last.text


@pytest.mark.rows("R065", "R078")
async def test_what_is_not_on_the_list_is_priced_after_the_call(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.taps("代录")
    await desk.taps("为业主预约服务")
    await desk.says("0301")
    await desk.taps("陈女士", desk.last.message_id)
    await desk.taps("价目表里没有")
    await desk.says("会议室窗帘轨道要换一段")
    await desk.taps("电话", desk.last.message_id)
    await desk.taps("已说明价格，业主同意")
    assert state(town) == State.REQUESTED
    await desk.taps("报价", desk.last.message_id)
    await desk.taps("自定项目")
    await desk.says("更换窗帘轨道 120")
    await desk.taps("就这些：120元")
    await desk.taps("90天")
    await desk.taps("发送报价")
    assert (state(town), owed(town)) == (State.QUOTED, 0)


@pytest.mark.rows("R076")
async def test_a_cleaning_is_sent_once_a_person_has_agreed_its_time(town: Town):
    await books(town)
    desk, head = town.phone("郑雨"), town.phone("曹桂芳")
    assert "有保洁预约" in head.last.text
    assert "待与业主确认时间" in desk.last.text
    assert "派给" not in str(desk.labels)
    await desk.taps("确认时间")
    await desk.taps("按预约")
    await desk.taps("已与业主确认")
    ticket = town.tickets()[0]
    assert ticket.appointed_from is not None
    assert "派给保洁绿化部" in str(desk.labels)


@pytest.mark.rows("R067", "R076")
async def test_the_desk_proposes_another_time(town: Town):
    await books(town)
    desk = town.phone("郑雨")
    await desk.taps("建议改期")
    await desk.says("后天14:00")
    await desk.taps("向业主建议")
    assert "等待答复" in desk.last.text


@pytest.mark.rows("R048", "R064")
async def test_the_dispatch_order_says_price_consent_and_leaves_room_to_sign(town: Town):
    desk = await priced_by_the_desk(town)
    await answers(town)
    await dispatch(town)
    await desk.taps("派工单")
    cells = {row[0]: row[1] for row in sheet(desk)[1][1:]}
    assert cells["价格"] == "更换普通水龙头，1个：20元\n合计 20元"
    assert cells["业主同意"] == "陈女士，2025-09-15 09:00：20元"
    assert cells["费用"] in (None, "")
    assert cells["客户签字"] in (None, "")


@pytest.mark.rows("R065")
async def test_the_reception_ledger_lists_what_was_ordered_by_telephone(town: Town):
    await books(town)
    head = town.phone("许文静")
    await head.says("/start")
    await head.taps("维修台账")
    await head.taps("本月来访来电")
    row = dict(zip(*sheet(head)[1][:2], strict=True))
    said = " ".join(str(one) for one in row.values())
    for expected in ("日常保洁", "2025-09-16 10:00", "0301", "10000000005", "陈女士"):
        assert expected in said
