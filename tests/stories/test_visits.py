"""A visit as both sides see it: the appointment, the way there, the door, and inside (R040, R049, R068-R072, X16, J02, J03)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.notices import Notice
from models.tickets.lifecycle import Status
from models.tickets.tables import Arrival, Visit
from tests.people import Phone, Town
from tests.stories.steps import accepted, at_the_door, dispatch, report_tap, reported


def visits(town: Town) -> list[Visit]:
    return list(town.look(lambda session: session.scalars(select(Visit).order_by(Visit.id)).all()))


def read(phone: Phone, words: str) -> int:
    """In how many messages of the bot the words stand."""
    return sum(words in one.text for one in phone.messages() if one.from_bot)


@pytest.mark.rows("R040", "R049", "R068", "R069", "R071", "R072", "R203", "X16", "J02")
async def test_an_appointment_is_kept(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await report_tap(owner, slot="9月16日 周二 10:30")
    await dispatch(town)
    assert "10000000005" not in plumber.text
    await plumber.taps("接单")
    assert "10000000005" in plumber.text
    assert "状态：已预约" in owner.text
    assert "工程部的林海涛（工号E010）将于9月16日 周二 10:30-12:30上门" in owner.text
    assert "提前5至10分钟到达" in owner.text
    assert "出发前检查" in plumber.text

    await town.until(town.at("15:59"))
    assert read(owner, "温馨提示") == 0
    await town.until(town.at("16:01"))
    assert "温馨提示：您预约的上门时间是9月16日 周二 10:30-12:30" in owner.text
    await town.until(town.at("10:01", days=1))
    assert read(owner, "温馨提示") == 2
    assert "半小时后上门" in plumber.text
    await town.until(town.at("10:16", days=1))
    assert "一刻钟后上门" in plumber.text

    await plumber.taps("已备齐，出发")
    assert "已备齐工具材料出发" in owner.text
    assert "已备齐，出发" not in plumber.labels
    await town.until(town.at("10:22", days=1))
    await plumber.taps("到达签到")
    assert "已到场" in owner.text
    assert "10:22签到，准时" in plumber.text
    assert "对不起，打扰了，我是天物大厦物业服务中心的服务人员林海涛，前来为您服务。" in plumber.text
    assert "轻按门铃" in plumber.text
    await plumber.taps("门已开")
    assert "穿好自备鞋套" in plumber.text
    assert "礼貌告别" in plumber.text
    assert "轻按门铃" not in plumber.text
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.taps("已更换配件")
    await plumber.taps("外观无明显变化")
    await plumber.taps("确认完工")
    (visit,) = visits(town)
    assert (visit.arrival, visit.end) == (Arrival.PUNCTUAL, "finished")


@pytest.mark.rows("R040", "R071")
async def test_the_owner_reads_of_the_way_the_door_and_the_work_only_when_they_are_true(town: Town):
    owner, plumber = await accepted(town)
    assert "林海涛（工号E010）已接单，出发时马上告诉您" in owner.text
    assert "正在前往" not in owner.text
    await plumber.taps("已备齐，出发")
    assert "正在前往" in owner.text
    await plumber.taps("到达签到")
    assert "已到您门前" in owner.text
    assert "正在为您处理" not in owner.text
    await plumber.taps("门已开")
    assert "正在为您处理" in owner.text


@pytest.mark.rows("R049")
async def test_who_comes_much_too_early_waits_or_asks_first(town: Town):
    start = town.at("11:00")
    _, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await town.until(town.at("10:30"))
    await plumber.taps("到达签到")
    assert "你到早了，预约是11:00" in plumber.text
    assert "请等到10:50" in plumber.text
    assert "10000000005" in plumber.text
    assert town.tickets()[0].status == Status.ACCEPTED
    await plumber.taps("我等一会儿")
    await plumber.taps("到达签到")
    await plumber.taps("业主同意，签到")
    assert "早到" in plumber.text
    assert visits(town)[0].arrival == Arrival.EARLY


@pytest.mark.rows("R049", "R040", "J02")
async def test_another_time_is_agreed_and_only_the_new_one_is_reminded_of(town: Town):
    start = town.at("14:30")
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await plumber.taps("约定时间")
    for nonsense in ("随便", "25:00", "昨天下午", "明天"):
        await plumber.says(nonsense)
        assert "对不起" in plumber.text
    await plumber.says("今天8:30")
    assert "这个时间已经过了" in plumber.text
    await plumber.says("明天上午十点")
    assert "约定时间：9月16日 周二 10:00" in plumber.text
    await plumber.taps("确认")
    assert "上门时间已约定：9月16日 周二 10:00" in owner.text
    await town.until(town.at("15:30"))
    assert read(plumber, "半小时后上门") == 0
    assert read(owner, "到达了吗") == 0
    await town.until(town.at("09:31", days=1))
    assert "半小时后上门" in plumber.text
    assert "温馨提示：您预约的上门时间是9月16日 周二 10:00" in owner.text


@pytest.mark.rows("R049")
async def test_the_desk_agrees_a_time_by_telephone(town: Town):
    owner, plumber = await accepted(town)
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.taps("全部未结")
    await desk.taps("0301")
    await desk.taps("约定时间")
    await desk.taps("9月16日 周二 08:30")
    await desk.taps("确认")
    assert "已约定：9月16日 周二 08:30-10:30" in owner.text
    assert "预约时间：9月16日 周二 08:30-10:30" in plumber.text


@pytest.mark.rows("R050", "R040")
async def test_who_is_late_says_so_in_two_taps(town: Town):
    start = town.at("10:00")
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await town.until(town.at("09:50"))
    await plumber.taps("会晚到")
    await plumber.taps("上一处维修延时")
    assert "晚30分钟（10:30）" in plumber.labels
    await plumber.taps("晚30分钟")
    assert "对不起，让您久等了。原因：上一处维修延时。服务人员预计9月15日 周一 10:30到达" in owner.text
    assert "林海涛会晚到：上一处维修延时" in town.phone("何志强").text
    await town.until(town.at("10:25"))
    await plumber.taps("到达签到")
    assert visits(town)[0].arrival == Arrival.LATE


@pytest.mark.rows("R050", "R040")
async def test_who_comes_without_an_appointment_makes_none_by_being_late(town: Town):
    owner, plumber = await accepted(town)
    for label in ("会晚到", "上一处维修延时", "晚15分钟"):
        await plumber.taps(label)
    assert "服务人员预计9月15日 周一 09:15到达" in owner.text
    assert "状态：已接单" in owner.text
    assert "预约时间" not in owner.text
    assert "预计到达：9月15日 周一 09:15" in owner.text
    assert "预计到达：9月15日 周一 09:15" in plumber.text
    assert "预约时间" not in plumber.text
    assert "林海涛会晚到：上一处维修延时。新时间9月15日 周一 09:15" in town.phone("何志强").text
    await town.until(town.at("09:31"))
    assert "请问我们的服务人员到达了吗" in owner.text
    await plumber.taps("到达签到")
    assert "09:31签到，未预约" in plumber.text
    assert "预计到达" not in plumber.text + owner.text


@pytest.mark.rows("J03")
async def test_who_has_set_out_and_does_not_come_is_asked_after(town: Town):
    owner, plumber = await accepted(town)
    await plumber.taps("已备齐，出发")
    await town.until(town.at("10:14"))
    assert read(owner, "请问我们的服务人员到达了吗") == 0
    await town.until(town.at("10:16"))
    assert "请问我们的服务人员到达了吗" in owner.text


@pytest.mark.rows("J03")
async def test_nobody_has_come(town: Town):
    start = town.at("10:00")
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await town.until(town.at("10:16"))
    assert "请问我们的服务人员到达了吗" in owner.text
    data = owner.data("尚未到达")
    await owner.taps("尚未到达")
    assert "对不起，让您久等了。我们已马上告知何志强，9月15日 周一 10:21前与您联系" in owner.text
    assert "业主反映你尚未到达" in plumber.text
    for name in ("何志强", "许文静"):
        assert "业主反映尚未有人到达" in town.phone(name).text
    await owner.sends(data)
    assert "对不起" in owner.toast
    assert "尚未到达" not in owner.labels
    await town.until(town.at("13:00"))
    assert read(owner, "请问我们的服务人员到达了吗") == 0
    told = town.look(lambda session: session.scalars(select(Notice.kind).where(Notice.kind.like("missed.%"))).all())
    assert len(told) == 3


@pytest.mark.rows("J03")
async def test_somebody_has_come_and_forgot_to_check_in(town: Town):
    owner, plumber = await accepted(town, symptom="2.2")
    await town.until(town.at("10:14"))
    assert "到达了吗" not in owner.text
    await town.until(town.at("10:16"))
    await owner.taps("已到达")
    assert "谢谢您的告知" in owner.text
    assert "请签到" in plumber.text
    await plumber.taps("到达签到")
    assert "到达了吗" not in owner.text


@pytest.mark.rows("J03")
async def test_nobody_is_asked_about_somebody_who_is_there(town: Town):
    owner, _ = await at_the_door(town, symptom="2.2")
    await town.later(hours=3)
    assert read(owner, "到达了吗") == 0


@pytest.mark.rows("R203", "R067")
async def test_who_was_replaced_meanwhile_makes_no_step_and_the_new_one_is_announced(town: Town):
    start = town.at("11:00")
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    ready, arrive = plumber.data("已备齐，出发"), plumber.data("到达签到")
    head, other = town.phone("何志强"), town.phone("唐国平")
    await head.says("/start")
    await head.taps("全部未结")
    await head.taps("0301")
    await head.taps("改派")
    await head.taps("唐国平")
    for data in (ready, arrive, "b:leave:1", "b:delay:1", "b:unfinished:1", "pc:1"):
        await plumber.sends(data)
        assert "此单与你无关" in plumber.toast
    await other.taps("接单")
    assert "唐国平（工号E013）将于9月15日 周一 11:00-13:00上门" in owner.text
    await town.until(town.at("10:31"))
    assert "半小时后上门" in other.text
    assert read(plumber, "半小时后上门") == 0


@pytest.mark.rows("R070")
async def test_a_public_place_has_no_door_and_no_appointment(town: Town):
    owner, plumber = town.phone("凌女士"), town.phone("高建军")
    await owner.says("/report")
    for label in ("公共区域", "大堂", "电", "公共区域灯", "无需说明", "确认"):
        await owner.taps(label)
    await dispatch(town, plumber="高建军")
    await plumber.taps("接单")
    assert "已接单，将前往现场处理" in owner.text
    await plumber.taps("已备齐，出发")
    assert "正前往现场处理" in owner.text
    assert "约定时间" not in plumber.labels
    await plumber.taps("到达签到")
    assert "正在为您处理" in owner.text
    assert "无人应答" not in plumber.labels
    assert "打扰了" not in plumber.text
    version = town.tickets()[0].version
    await plumber.sends(f"m:1:knock:{version}")
    assert "公共区域无需敲门和预约" in plumber.toast
    assert "完工" in plumber.labels


async def test_ready_is_said_once_however_often_it_is_pressed(town: Town):
    owner, plumber = await accepted(town)
    data, message = plumber.data("已备齐，出发"), plumber.last.message_id
    for _ in range(3):
        town.sandbox.tap(plumber.user, plumber.side, message, data)
    await town.settled()
    assert read(owner, "出发") == 1
    assert "到达签到" in plumber.labels


@pytest.mark.rows("R049")
async def test_reminders_survive_a_restart_and_late_ones_are_dropped(town: Town):
    start = town.at("11:00")
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await town.until(town.at("10:20"))
    await town.stop_machines()
    town.clock.move_to(town.at("11:05"))  # nobody was there at a quarter to
    await town.add_machine()
    await town.later(seconds=1)
    assert read(plumber, "一刻钟后上门") == 0
    await town.until(town.at("11:16"))
    assert "到达了吗" in owner.text
    assert read(owner, "到达了吗") == 1


@pytest.mark.rows("R043")
async def test_an_english_owner_reads_the_same_in_english(town: Town):
    owner, plumber = town.phone("Miller先生"), town.phone("林海涛")
    start = town.at("11:00")
    await reported(owner, wished=(start, start + timedelta(hours=2)))
    await dispatch(town)
    await plumber.taps("接单")
    assert "State: Appointment made" in owner.text
    assert "will come at Mon 15 Sep 11:00-13:00, 5 to 10 minutes early" in owner.text
