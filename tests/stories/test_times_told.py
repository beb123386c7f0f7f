"""The times that an owner is told: of the right day, with the right end, kept or renewed, and gone once they have passed (R040, R049, R050)."""

from datetime import timedelta

import pytest

from models.catalogue import Urgency
from models.tickets.actions import classify
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import accepted, dispatch, reported
from tests.stories.test_visits import read

LONGER = "对不起，处理时间比告知您的要长"


async def agreed(phone: Phone, said: str) -> None:
    """Agree another time from the card in hand."""
    await phone.taps("约定时间")
    await phone.says(said)
    await phone.taps("确认")


async def on_wednesday(town: Town) -> tuple[Phone, Phone]:
    """A job for which Wednesday at ten was agreed instead of Tuesday afternoon."""
    start = town.at("14:30", days=1)
    owner, plumber = await accepted(town, wished=(start, start + timedelta(hours=2)))
    await agreed(plumber, "后天上午10点")
    return owner, plumber


@pytest.mark.rows("R049", "R050")
async def test_nobody_is_late_before_the_day_of_the_appointment(town: Town):
    _, plumber = await accepted(town)
    version = plumber.data("会晚到")
    await agreed(plumber, "后天上午10点")
    assert "会晚到" not in plumber.labels
    await plumber.sends(version)
    assert "预约是9月17日 周三 10:00，还没到当天" in plumber.text + plumber.toast
    await town.until(town.at("08:30", days=2))
    await plumber.says("/start")
    await plumber.taps("我的任务")
    await plumber.taps("0301")
    assert "会晚到" in plumber.labels


@pytest.mark.rows("R043", "R049", "R050")
async def test_a_typed_delay_is_read_back_and_never_earlier_than_the_appointment(town: Town):
    owner, plumber = await on_wednesday(town)
    await town.until(town.at("09:40", days=2))
    await plumber.says("/start")
    await plumber.taps("我的任务")
    await plumber.taps("0301")
    await plumber.taps("会晚到")
    await plumber.taps("上一处维修延时")
    await plumber.says("9:50")
    assert "预约是9月17日 周三 10:00，请填写更晚的时间" in plumber.text
    await plumber.says("15:30")
    assert "新时间：9月17日 周三 15:30" in plumber.text
    assert read(owner, "15:30到达") == 0
    await plumber.taps("反馈业主")
    assert "服务人员预计9月17日 周三 15:30到达" in owner.text


@pytest.mark.rows("R049", "R050")
async def test_a_time_agreed_anew_has_no_end_of_the_old_one(town: Town):
    owner, plumber = await on_wednesday(town)
    for phone in (owner, plumber):
        assert "9月17日 周三 10:00" in phone.text
        assert "16:30" not in phone.text
    await town.until(town.at("09:55", days=2))
    await plumber.says("/start")
    for label in ("我的任务", "0301", "会晚到", "上一处维修延时", "晚30分钟"):
        await plumber.taps(label)
    assert "10:30" in owner.text
    assert "16:30" not in owner.text


@pytest.mark.rows("R027", "R040", "R049")
async def test_a_round_that_begins_again_does_not_bring_the_refused_time_back(town: Town):
    owner, plumber = await on_wednesday(town)
    await plumber.taps("到达签到")
    await plumber.taps("业主同意，签到")
    for label in ("完工", "免费：保修期内", "已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    assert "预约时间" not in owner.text
    await town.phone("郑雨").taps("反馈业主")
    assert "预约时间" not in owner.text
    await owner.taps("评价本次服务")
    await owner.taps("还需处理")
    await owner.says("还在滴水")
    assert town.tickets()[0].status == Status.REOPENED
    assert "期望时间" not in owner.text
    await dispatch(town)
    await plumber.taps("接单")
    assert "9月16日 周二 14:30" not in owner.text + plumber.text
    assert town.tickets()[0].appointed_from is None


@pytest.mark.rows("R029", "R040", "X14")
async def test_a_promise_that_passes_again_and_again_reaches_the_manager_and_leaves_the_card(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    assert "09:05前" in owner.text
    await town.until(town.at("09:06"))
    assert "09:35前" in owner.text
    await town.until(town.at("09:36"))
    assert "业主已等待答复" in town.phone("许文静").find("业主已等待答复").text
    assert "10:05前" in owner.text
    assert "09:35" not in owner.text
    assert read(town.phone("周立新"), "业主已等待答复") == 0
    await town.until(town.at("10:06"))
    assert "业主已等待答复" in town.phone("周立新").find("业主已等待答复").text
    assert LONGER in owner.text
    assert "前与您联系" not in owner.text
    await town.phone("郑雨").taps("派给工程部")
    assert LONGER not in owner.text


@pytest.mark.rows("R040")
async def test_a_promise_that_somebody_has_answered_leaves_the_card_too(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await town.until(town.at("09:32"))
    facts = {"symptom_code": "2.5", "urgency": Urgency.U3, "now": town.clock.now()}
    town.look(lambda session: classify(session, 1, by=town.person(session, "郑雨"), **facts))
    await town.settled()
    assert town.tickets()[0].status == Status.CLASSIFIED
    assert "09:35前" in owner.text
    await town.until(town.at("09:36"))
    assert "09:35前" not in owner.text
    assert LONGER in owner.text


@pytest.mark.rows("R049", "J02")
async def test_an_appointment_that_has_nobody_is_warned_of_an_hour_before_and_at_the_hour(town: Town):
    owner, plumber = await accepted(town, symptom="2.2")
    head, boss = town.phone("何志强"), town.phone("周立新")
    await agreed(plumber, "明天9:30")
    await boss.says("/start")
    for label in ("管理处事务", "员工", "工程部", "林海涛", "办理离职", "辞职", "确认离职"):
        await boss.taps(label, boss.last.message_id)
    assert town.tickets()[0].status == Status.SENT
    await town.until(town.at("17:21"))
    assert "9月16日 周二 09:30的预约无人承办" in head.text
    await town.until(town.at("08:29", days=1))
    assert read(head, "未完成") == 0
    await town.until(town.at("08:31", days=1))
    assert "9月16日 周二 09:30的预约无人承办，请马上派工" in head.text
    await town.until(town.at("08:45", days=1))
    assert "09:30的预约无人承办：BX20250915001" in head.text
    assert "超时，未完成" not in "".join(head.labels)
    await town.until(town.at("09:31", days=1))
    await head.says("/start")
    await head.taps("待派工")
    await head.taps("0301")
    await head.taps("派给唐国平")
    await town.until(town.at("10:31", days=1))
    assert LONGER in owner.text


@pytest.mark.rows("R049")
async def test_the_jobs_in_hand_show_their_appointments_soonest_first(town: Town):
    _, plumber = await on_wednesday(town)
    later = town.at("14:30", days=1)
    await reported(town.phone("刘先生"), wished=(later, later + timedelta(hours=2)))
    head = town.phone("何志强")
    await town.phone("郑雨").taps("派给工程部")
    for label in ("选其他人", "林海涛"):
        await head.taps(label)
    await plumber.taps("接单")
    await plumber.says("/start")
    await plumber.taps("我的任务")
    lines = [one for one in plumber.labels if "U" in one]
    assert ["9月16日 周二 14:30" in lines[0], "9月17日 周三 10:00" in lines[1]] == [True, True]


@pytest.mark.rows("R049")
async def test_who_comes_on_another_day_reads_for_which_day_it_was(town: Town):
    _, plumber = await on_wednesday(town)
    await plumber.taps("到达签到")
    assert "预约是9月17日 周三 10:00" in plumber.text
    assert "请等到9月17日 周三 09:50" in plumber.text


@pytest.mark.rows("R043", "R047", "R050")
async def test_owner_and_technician_type_times_as_the_desk_does(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await report_tap_typed(owner, "明天下午三点左右")
    assert "期望时间：9月16日 周二 15:00" in owner.text
    await owner.taps("确认")
    await dispatch(town)
    await do_the_job_unfinished(plumber)
    await plumber.says("后天下午")
    assert "承诺日期：9月17日 周三 13:00-17:30" in plumber.text
    await plumber.taps("告知业主并上报")
    assert "预计完成：9月17日 周三 17:30" in owner.text


async def report_tap_typed(owner: Phone, said: str) -> None:
    """Report a dripping tap, with the time typed."""
    await owner.says("/start")
    for label in ("报修", "我的单元内", "茶水间", "水", "龙头"):
        await owner.taps(label)
    await owner.says("一直滴水")
    await owner.says(said)


async def do_the_job_unfinished(plumber: Phone) -> None:
    """Accept, come early with the customer's leave, and say that a part is missing."""
    for label in ("接单", "到达签到", "业主同意，签到", "未能完工", "缺配件", "订购配件"):
        await plumber.taps(label)
