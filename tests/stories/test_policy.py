"""Rules and numbers: read with their origin, changed with a reason, at once, and never lost (R004, R009, R014, R017, DOMAIN 3.2)."""

import pytest

from models.policies import number_of
from tests.people import Town
from tests.stories.steps import report_tap, reported
from tests.stories.test_staff import opens

RULES = ("管理处事务", "规则与参数")


@pytest.mark.rows("R017", "R029")
async def test_a_change_holds_from_the_next_ticket_on_and_its_reason_is_read_later(town: Town):
    boss, owner = town.phone("周立新"), town.phone("陈女士")
    await report_tap(owner)
    assert "09:05前" in owner.text
    await opens(boss, *RULES, "首次答复")
    assert "人工首次答复：5分钟" in boss.text
    await boss.taps("人工首次答复")
    for line in ("人工首次答复：5分钟", "默认：5分钟（手册K 2.2.2）", "允许范围：1分钟至120分钟", "从未变更"):
        assert line in boss.text
    assert "恢复默认" not in boss.labels
    await boss.taps("修改")
    await boss.says("20分钟")
    await boss.says("国庆期间人手少")
    for line in ("现在：5分钟", "新值：20分钟", "原因：国庆期间人手少"):
        assert line in boss.text
    await boss.taps("确认变更")
    assert "已变更，立即生效" in boss.text
    assert "由5分钟改为20分钟，周立新。国庆期间人手少" in boss.text
    await report_tap(town.phone("刘先生"))
    assert "09:20前" in town.phone("刘先生").text
    await boss.taps("恢复默认")
    assert "将变为：5分钟" in await boss.says("恢复常态")
    await boss.taps("恢复默认", boss.last.message_id)
    assert "由20分钟改为默认值" in boss.text
    await opens(boss, *RULES, "变更记录")
    assert boss.text.index("恢复常态") < boss.text.index("国庆期间人手少")


@pytest.mark.rows("R017")
@pytest.mark.parametrize("typed", ["0", "121", "-5", "5.5", "很快", "99999999999"])
async def test_wrong_numbers_are_asked_again(town: Town, typed: str):
    boss = town.phone("周立新")
    await opens(boss, *RULES, "首次答复", "人工首次答复", "修改")
    text = await boss.says(typed)
    assert "超出允许范围" in text or "请按示例填写" in text
    assert "1分钟至120分钟" in text or "1分钟到120分钟" in text
    await boss.taps("取消")
    assert "从未变更" in boss.text


async def test_quiet_hours_are_times_of_the_day_over_midnight(town: Town):
    boss = town.phone("周立新")
    await opens(boss, *RULES, "消息与免打扰", "免打扰开始", "修改")
    assert "超出允许范围" in await boss.says("8:00")
    assert len(set(boss.text.splitlines())) == len(boss.text.splitlines())  # nothing is said twice
    await boss.says("21点半")
    await boss.says("夏季作息")
    await boss.taps("确认变更")
    assert "免打扰开始：21:30" in boss.text


@pytest.mark.rows("R004", "R017")
async def test_the_supervisor_changes_numbers_and_not_hours(town: Town):
    lead = town.phone("许文静")
    await opens(lead, *RULES, "评价与回访", "人工回访比例", "修改")
    await lead.says("50")
    await lead.says("月度抽查")
    await lead.taps("确认变更")
    assert "人工回访比例：50%" in lead.text
    await opens(lead, *RULES, "服务时间与信息接收", "服务时间")
    assert "修改" not in lead.labels
    for name in ("policy_week", "policy_intake", "policy_default"):
        await lead.sends(f"b:{name}:{number_of('week')}")
        assert "由同事办理" in lead.toast
    head = town.phone("何志强")
    await head.says("/start")
    await head.sends(f"pol:{number_of('week')}")
    assert "由同事办理" in head.toast
    await head.sends("pol:1")
    assert "由同事办理" in head.toast


@pytest.mark.rows("R017")
async def test_two_managers_at_once_lose_nothing(town: Town):
    boss, lead = town.phone("周立新"), town.phone("许文静")
    for phone, value in ((boss, "10"), (lead, "20")):
        await opens(phone, *RULES, "首次答复", "人工首次答复", "修改")
        await phone.says(value)
        await phone.says("试行")
        assert "现在：5分钟" in phone.text
    await boss.taps("确认变更")
    assert "人工首次答复：10分钟" in boss.text
    await lead.taps("确认变更")  # has not seen the ten yet: the read-back says it now
    assert "现在：10分钟" in lead.text
    await lead.taps("确认变更", lead.last.message_id)
    assert "人工首次答复：20分钟" in lead.text
    assert "由10分钟改为20分钟，许文静" in lead.text
    await town.settled()
    assert "人工首次答复：20分钟" in boss.text  # the card of the first is drawn anew


@pytest.mark.rows("R014")
async def test_the_manager_says_who_receives_by_hour(town: Town):
    boss, desk, field, room = (town.phone(name) for name in ("周立新", "郑雨", "孙晓芸", "蒋磊"))
    await opens(boss, *RULES, "服务时间与信息接收", "各时段信息接收")
    assert "服务时间内服务台，其余时间中控室" in boss.text
    await boss.taps("修改")
    assert "请按示例填写" in await boss.says("上午")
    await boss.says("8点-10点")
    await boss.taps("客服外勤")
    await boss.says("内勤晨会")
    await boss.taps("确认变更")
    assert "08:00-10:00 客服外勤" in boss.text
    await reported(town.phone("陈女士"))
    assert "新报修" in field.text
    assert desk.messages() == ()
    await town.until(town.at("10:01"))
    await reported(town.phone("刘先生"))
    assert "新报修" in desk.text
    await boss.taps("修改")
    await boss.taps("去掉08:00-10:00 客服外勤")
    await boss.says("晨会取消")
    await boss.taps("确认变更")
    assert "各时段信息接收：\n服务时间内服务台" in boss.text
    assert room.messages() == ()


@pytest.mark.rows("R029")
async def test_service_hours_with_a_break_and_a_closing_day(town: Town):
    boss, owner = town.phone("周立新"), town.phone("陈女士")
    await opens(boss, *RULES, "服务时间与信息接收", "服务时间")
    assert "周一 08:30-17:30" in boss.text
    assert "周日 休息" in boss.text
    await boss.taps("修改")
    await boss.taps("周一-周五")
    assert "请按示例填写：8:30-12:00 13:30-17:30" in await boss.says("17:30-8:30")
    await boss.says("10:00-12:00 13:30-17:30")
    await boss.says("夏季作息")
    await boss.taps("确认变更")
    assert "周五 10:00-12:00 13:30-17:30" in boss.text
    assert "周六 09:00-12:00" in boss.text
    assert "周六" not in boss.text[boss.text.rindex("由周一") :]  # what did not change is not said to have changed
    await report_tap(owner)
    assert "10:05前" in owner.text
    await opens(boss, *RULES, "服务时间与信息接收", "特别休息日", "修改", "今天")
    await boss.says("停电检修")
    await boss.taps("确认变更")
    assert "9月15日 周一" in boss.text
    await report_tap(town.phone("刘先生"))
    assert "9月16日 周二 10:05前" in town.phone("刘先生").text


async def test_an_office_that_would_never_open_is_refused_kindly(town: Town):
    boss = town.phone("周立新")
    await opens(boss, *RULES, "服务时间与信息接收", "服务时间", "修改")
    await boss.says("1-7")
    await boss.taps("休息")
    await boss.says("搬迁")
    await boss.taps("确认变更")
    assert "请至少保留一天" in boss.text
    await boss.taps("修改")
    await boss.taps("时间", boss.last.message_id)
    await boss.taps("08:30-17:30")
    await boss.taps("确认变更")
    assert "周日 08:30-17:30" in boss.text


async def test_the_telephone_of_the_desk_is_what_owners_read_next(town: Town):
    boss, owner = town.phone("周立新"), town.phone("陈女士")
    await opens(boss, *RULES, "服务时间与信息接收", "服务台电话", "修改")
    assert "请按示例填写" in await boss.says("总机")
    await boss.says("0510-0000-0002")
    await boss.says("换号")
    await boss.taps("确认变更")
    assert "由0510-0000-0001改为0510-0000-0002" in boss.text
    await owner.says("/start")
    await owner.taps("联系人工")
    assert "0510-0000-0002" in owner.text


async def test_every_screen_of_the_policy_has_a_way_back(town: Town):
    boss = town.phone("周立新")
    await opens(boss, *RULES)
    headings = [label for label in boss.labels if label not in ("返回上一步", "主菜单")]
    for heading in headings:
        await opens(boss, *RULES, heading)
        assert {"返回上一步", "主菜单"} <= set(boss.labels), heading
        values = [label for label in boss.labels if label not in ("返回上一步", "主菜单", "上一页", "下一页")]
        for value in values:
            await boss.taps(value, boss.last.message_id)
            assert "默认：" in boss.text
            await boss.taps("返回上一步", boss.last.message_id)
            assert value in boss.labels
