"""It cannot be finished now: one form, two messages, a promise that is watched; and what nobody knew before the visit (R050, R066)."""

import pytest

from models.tickets.lifecycle import Status
from tests.people import Town
from tests.stories.steps import at_the_door, dispatch, reported


@pytest.mark.rows("R050", "R040")
async def test_a_part_is_missing_and_comes_later_than_promised(town: Town):
    owner, plumber = await at_the_door(town)
    head, supervisor = town.phone("何志强"), town.phone("许文静")
    await plumber.taps("未能完工")
    await plumber.taps("缺配件")
    await plumber.taps("订购配件")
    for nonsense in ("很快", "13月1日", "昨天", "9月10日"):
        await plumber.says(nonsense)
        assert "对不起" in plumber.text
    await plumber.says("后天")
    assert "承诺日期：9月17日 周三" in plumber.text
    await plumber.taps("告知业主并上报")
    assert "对不起，此项维修需要订购配件，预计9月17日 周三完成。我们已上报何志强" in owner.text
    assert "状态：等待配件" in owner.text
    assert "预计完成：9月17日 周三 17:30" in owner.text
    for phone in (head, supervisor):
        assert "未完工，需要订购配件" in phone.text
    assert "撤回" in owner.labels

    await town.until(town.at("09:01", days=2))
    assert "今天是承诺日" in plumber.text
    assert "今天是承诺日" in head.text
    await town.until(town.at("17:31", days=2))
    for phone in (head, supervisor):
        assert "承诺时间已过" in phone.find("承诺时间已过").text
    sorry = (
        "对不起，BX20250915001原定9月17日 周三 17:30完成，尚未完成。我们正在核实新的时间，9月18日 周四 09:00前告知您"
    )
    assert sorry in owner.text
    await head.says("/digest")
    assert "超时1" in head.text
    desk = town.phone("郑雨")
    await town.until(town.at("08:59", days=3))
    assert "应已告知业主新的时间" not in desk.text + head.text
    await town.until(town.at("09:01", days=3))
    for phone in (head, desk):
        assert "应已告知业主新的时间" in phone.text
    assert sum(sorry in one.text for one in owner.messages()) == 1

    await plumber.taps("改承诺日期")
    await plumber.taps("定做配件")
    await plumber.says("9月24日")
    await plumber.taps("告知业主并上报")
    assert "需要定做配件，预计9月24日 周三完成" in owner.text

    await town.until(town.at("09:30", days=9))
    await plumber.taps("继续处理")
    await plumber.says("今天11点")
    await plumber.taps("确认")
    assert "需要：定做配件" in owner.text
    assert "需要：定做配件" in plumber.text
    assert "状态：已预约" in owner.text
    assert "林海涛（工号E010）将于9月24日 周三 11:00上门" in owner.text
    await town.until(town.at("10:52", days=9))
    await plumber.taps("到达签到")
    assert "准时" in plumber.text


@pytest.mark.rows("R050", "R040", "J03")
async def test_a_part_that_is_there_sooner_is_fitted_at_once(town: Town):
    owner, plumber = await at_the_door(town)
    for label in ("未能完工", "需要外单位", "厂家售后维修", "9月18日", "告知业主并上报"):
        await plumber.taps(label)
    assert "状态：处理中" in owner.text
    await plumber.says("/jobs")
    await plumber.taps("0301")
    await plumber.taps("继续处理")
    await plumber.taps("马上去")
    assert "上门时间：马上去" in plumber.text
    await plumber.taps("确认")
    assert "可以继续处理了" in owner.text
    assert "已接单，预计9月15日 周一 10:00到达，出发时马上告诉您" in owner.text
    assert "预计到达：9月15日 周一 10:00" in owner.text
    assert "预计到达：9月15日 周一 10:00" in plumber.text
    await town.until(town.at("10:16"))
    assert "请问我们的服务人员到达了吗" in owner.text
    await owner.taps("尚未到达")
    assert "对不起，让您久等了" in owner.text
    assert "业主反映你尚未到达" in plumber.text
    assert "正在前往" not in owner.text
    assert "到达签到" in plumber.labels


@pytest.mark.rows("R050")
async def test_more_time_is_needed_and_the_same_person_comes_again(town: Town):
    owner, plumber = await at_the_door(town)
    for label in ("未能完工", "需要更多时间", "材料干燥时间"):
        await plumber.taps(label)
    await plumber.says("明天下午2点")
    await plumber.taps("告知业主并上报")
    assert "此项维修需要材料干燥时间，预计9月16日 周二完成" in owner.text
    assert "将于9月16日 周二 14:00上门" in owner.text
    await town.until(town.at("13:31", days=1))
    assert "半小时后上门" in plumber.text


@pytest.mark.rows("R050", "R040", "J01")
async def test_work_that_goes_on_past_the_promise_is_no_silence(town: Town):
    owner, plumber = await at_the_door(town)
    head, desk, supervisor = (town.phone(name) for name in ("何志强", "郑雨", "许文静"))
    for label in ("未能完工", "需要更多时间", "材料干燥时间"):
        await plumber.taps(label)
    await plumber.says("明天")
    await plumber.taps("告知业主并上报")
    await town.until(town.at("16:30", days=1))
    await plumber.says("/jobs")
    await plumber.taps("0301")
    await plumber.taps("到达签到")
    await town.until(town.at("17:29", days=1))
    told = (head, desk, supervisor, plumber)
    before = {phone.name: len(phone.messages()) for phone in told}
    assert not any("承诺时间已过" in one.text for phone in told for one in phone.messages())
    await town.until(town.at("17:31", days=1))
    for phone in told:
        assert "承诺时间已过，工作仍在进行" in phone.text
        assert len(phone.messages()) == before[phone.name] + 1
    sorry = "原定9月16日 周二 17:30完成。我们的同事仍在处理，新的时间将在9月17日 周三 09:00前告知您"
    assert sorry in owner.text
    for label in ("完工", "免费：保修期内", "已更换配件", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    await town.until(town.at("09:30", days=2))
    assert sum(sorry in one.text for one in owner.messages()) == 1
    assert not any("应已告知业主新的时间" in one.text for one in head.messages())


@pytest.mark.rows("R050")
async def test_an_owner_withdraws_what_waits_for_a_part(town: Town):
    owner, plumber = await at_the_door(town)
    for label in ("未能完工", "缺配件", "订购配件", "明天", "告知业主并上报"):
        await plumber.taps(label)
    stale = plumber.data("继续处理")
    await owner.taps("撤回")
    await owner.taps("确认撤回")
    assert town.tickets()[0].status == Status.WITHDRAWN
    await plumber.sends(stale)
    assert "已有进展" in plumber.toast


@pytest.mark.rows("R050")
async def test_the_form_survives_a_restart_and_a_slip_of_the_finger(town: Town):
    owner, plumber = await at_the_door(town)
    await plumber.taps("未能完工")
    await plumber.taps("需要外单位")
    await plumber.taps("返回")
    await plumber.taps("缺配件")
    await town.restart()
    await plumber.says("一个新的阀芯 <b>")
    await plumber.taps("明天")
    data, message = plumber.data("告知业主并上报"), plumber.last.message_id
    for _ in range(3):
        town.sandbox.tap(plumber.user, plumber.side, message, data)
    await town.settled()
    assert town.tickets()[0].status == Status.WAITING_PART
    assert sum("需要一个新的阀芯 <b>，预计" in one.text for one in owner.messages()) == 1


@pytest.mark.rows("R066", "R046")
async def test_the_owner_is_not_sure_and_somebody_comes_to_look(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("唐国平")
    await owner.says("/report")
    for label in ("我的单元内", "茶水间", "其他，请上门了解", "无需说明", "时间都可以", "确认"):
        await owner.taps(label)
    assert "上门了解" in town.phone("郑雨").text
    await dispatch(town, plumber="唐国平")
    assert "上门了解：先看情况，再确定分类" in plumber.text
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    assert "请先点“现场判定”" in plumber.toast
    for label in ("现场判定", "给排水", "2.5", "U3", "我现在就能修", "确认"):
        await plumber.taps(label)
    assert "分类已确定" in town.phone("郑雨").text
    assert "上门了解：" not in plumber.text
    for label in ("完工", "免费：保修期内", "已修复", "外观无明显变化", "确认完工"):
        await plumber.taps(label)
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.symptom_code, ticket.unclear) == (Status.PROCESSED, "2.5", False)


@pytest.mark.rows("R066")
async def test_what_was_looked_at_needs_others(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("唐国平")
    await reported(owner, symptom="11.1")
    await dispatch(town, plumber="唐国平")
    for label in ("接单", "到达签到"):
        await plumber.taps(label)
    await town.later(minutes=30)
    for label in ("现场判定", "保洁绿化", "9.2", "U3", "需要其他人员", "确认"):
        await plumber.taps(label)
    assert "由前台派给相应人员" in plumber.text
    assert "服务人员已现场了解：垃圾需要清运" in owner.text
    assert "对不起" not in owner.text  # what was promised at first was kept by the visit
    assert "我们将在" in owner.text
    desk = town.phone("郑雨")
    assert "需要其他人员处理，请派发" in desk.text
    await desk.taps("派给保洁绿化部")
    assert "请派工" in town.phone("曹桂芳").text
    assert town.tickets()[0].status == Status.SENT
