"""What time does to tickets that nobody takes care of: who is alarmed, in which order, and what the owner hears (J01, J04, R040)."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.notices import Notice, NoticeState
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, reported, reported_in_danger


def rung(phone: Phone, kind: str) -> int:
    """How often somebody was told of something, whatever the card shows by now."""

    def count(session: Session) -> int:
        person = phone.town.person(session, phone.name)
        told = (Notice.person_id == person.id, Notice.kind == kind, Notice.state == NoticeState.SENT)
        return session.scalar(select(func.count()).select_from(Notice).where(*told)) or 0

    return int(phone.town.look(count))


@pytest.mark.rows("J01", "J04", "R015", "R036")
async def test_an_undispatched_ticket_alarms_the_desk_and_then_the_supervisor(town: Town):
    desk, boss, chief = (town.phone(name) for name in ("郑雨", "许文静", "周立新"))
    await reported(town.phone("陈女士"))
    await town.until(town.at("09:14"))
    assert rung(desk, "watch.dispatch") == 0
    await town.until(town.at("09:15"))
    assert "已15分钟未派发：请派发" in desk.text
    assert any("派给工程部" in label for label in desk.labels)
    assert rung(boss, "watch.dispatch") == 0
    await town.until(town.at("09:30"))
    assert "第2次提醒" in boss.find("未派发").text
    assert rung(chief, "watch.dispatch") == 0
    await desk.taps("派给工程部")
    await town.until(town.at("09:40"))
    assert town.tickets()[0].status == Status.SENT
    assert rung(boss, "watch.dispatch") == 1


@pytest.mark.rows("J04", "R067")
async def test_an_unaccepted_job_alarms_the_head_who_gives_it_to_somebody_else(town: Town):
    head = town.phone("何志强")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await town.later(minutes=15)
    assert "林海涛已15" in head.text
    assert "未接单：请致电，或改派他人" in head.text
    await head.taps("改派")
    await head.taps("唐国平")
    await town.phone("唐国平").taps("接单")
    await town.later(minutes=40)
    assert rung(head, "watch.accept") == 1


@pytest.mark.rows("R029", "R040", "X14")
async def test_an_owner_whom_nobody_called_hears_an_apology_and_a_new_time_once(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await town.until(town.at("09:05"))
    assert "对不起，让您久等了" in owner.text
    assert "09:35前与您联系" in owner.text
    assert "业主已等待答复" in desk.find("业主已等待答复").text
    await town.until(town.at("16:00"))
    assert rung(owner, "late.reporter") == 1


async def test_an_apology_that_has_lost_its_reason_over_night_is_not_sent(town: Town):
    owner, night = town.phone("陈女士"), town.phone("沈涛")
    await town.until(town.at("17:25"))
    await reported(owner)
    await town.until(town.at("20:30"))
    assert rung(owner, "late.reporter") == 0
    await night.says("/start")
    await night.taps("待派发（1）")
    await night.taps("U3")
    await night.taps("派给工程部")
    await town.until(town.at("08:40", days=1))
    assert rung(owner, "late.reporter") == 0


@pytest.mark.rows("R098")
async def test_danger_at_night_rings_every_five_minutes_until_one_answers(town: Town):
    owner, night, head, boss, chief, desk = (
        town.phone(name) for name in ("陈女士", "沈涛", "何志强", "许文静", "周立新", "郑雨")
    )
    await town.until(town.at("22:00"))
    await reported_in_danger(owner)
    circle = (night, head, boss, chief)
    for phone in circle:
        assert phone.text.startswith("10000000005 · 陈女士\n0301 · 茶水间\nU0 特急")
        assert "我来处理" in phone.labels
    for rings in (1, 2, 3):
        await town.later(minutes=5)
        assert [rung(phone, "alarm.again") for phone in circle] == [rings] * 4
    await night.taps("我来处理", night.find("警报无人应答").message_id)
    assert "由你处理" in night.toast
    for phone in circle:
        assert "警报：沈涛正在处理，9月15日 周一 22:15起" in phone.find("BX2025").text
        assert "我来处理" not in phone.find("BX2025").labels
    assert "值班人员保安部的沈涛（工号E021）已接警" in owner.text
    await town.later(minutes=30)
    assert [rung(phone, "alarm.again") for phone in circle] == [3] * 4
    assert desk.messages() == ()


@pytest.mark.rows("R098")
async def test_when_two_answer_at_once_one_has_it_and_the_other_reads_who(town: Town):
    head, boss = town.phone("何志强"), town.phone("许文静")
    await reported_in_danger(town.phone("陈女士"))
    for phone in (head, boss):
        town.sandbox.press(phone.user, phone.side, "我来处理", phone.last.message_id)
    await town.settled()
    winner, loser = (head, boss) if "由你处理" in head.toast else (boss, head)
    assert "同事先一步接了此单" in loser.toast
    assert f"警报：{winner.name}正在处理" in loser.find("BX2025").text
    assert rung(town.phone("陈女士"), "acknowledge.reporter") == 1


@pytest.mark.rows("R098")
async def test_at_last_somebody_is_to_call_the_manager(town: Town):
    night = town.phone("沈涛")
    await town.until(town.at("22:00"))
    await reported_in_danger(town.phone("陈女士"))
    await town.later(minutes=30)
    card = night.find("警报无人应答：请立即致电项目经理")
    assert "周立新，电话" in card.text
    calls = town.look(lambda session: session.query(Call).filter_by(kind=CallKind.ALARM).count())
    assert calls == 1
    await night.taps("登记通话结果", card.message_id)
    await night.taps("已接通，已告知")
    await night.taps("跳过")
    assert "已完成" in night.text


async def test_an_urgent_report_rings_desk_and_head_then_higher(town: Town):
    desk, head, boss, chief = (town.phone(name) for name in ("郑雨", "何志强", "许文静", "周立新"))
    await reported(town.phone("陈女士"), symptom="1.1")
    assert [rung(phone, "alarm.raised") for phone in (desk, head)] == [1, 1]
    assert [rung(phone, "alarm.raised") for phone in (boss, chief)] == [0, 0]
    await town.later(minutes=5)
    assert rung(boss, "alarm.again") == 1
    assert rung(chief, "alarm.again") == 0
    await town.later(minutes=5)
    assert rung(chief, "alarm.again") == 1
    await desk.says("/start")
    await desk.taps("待派发（1）")
    await desk.taps("U1")
    await desk.taps("我来处理")
    await town.later(minutes=20)
    assert rung(chief, "alarm.again") == 1


@pytest.mark.rows("J01")
async def test_after_three_hours_without_power_each_lateness_is_said_once(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await reported(town.phone("陈女士"))
    await town.stop_machines()
    town.clock.move_to(town.at("12:00"))
    await town.add_machine()
    await town.later(minutes=1)
    assert rung(desk, "watch.dispatch") == 1
    assert "第2次提醒：已3小时未派发" in desk.find("第2次提醒").text
    assert rung(boss, "watch.dispatch") == 1
    await town.later(minutes=20)
    assert rung(desk, "watch.dispatch") == 1


async def test_a_walk_of_the_clock_stops_with_the_office(town: Town):
    await reported(town.phone("陈女士"))
    keeper, end = town.machines[0].timekeeper, town.clock.now() + timedelta(days=20)
    walk = asyncio.ensure_future(keeper.walk(town.clock, end))
    await asyncio.sleep(0)  # it has begun
    await keeper.stop()
    await walk
    assert town.clock.now() < end
