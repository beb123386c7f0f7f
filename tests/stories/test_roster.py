"""The duty roster on the telephone: days, leave, swaps, weekly shifts, and the hole at night that everybody hears of (R005, R014, R015)."""

import pytest

from models.tickets.lifecycle import Status
from tests.people import Town
from tests.stories.steps import dispatch, reported
from tests.stories.test_staff import opens

HOLE = "至9月16日 周二 08:00：无人值班接收信息"


@pytest.mark.rows("R005", "R015")
async def test_a_head_sees_the_day_and_plans_only_the_own_people(town: Town):
    head = town.phone("何志强")
    await opens(head, "管理处事务", "值班表")
    for line in ("9月15日 周一", "林海涛：08:30-17:30", "马俊：17:00-08:30"):
        assert line in head.text
    assert "邓秀英" not in head.text
    await head.taps("后一天")
    assert "9月16日 周二" in head.text
    await head.taps("看一周")
    assert "9月20日 周六：2人上班" in head.text
    await head.taps("9月20日")
    assert "休息：何志强、高建军" in head.text
    await head.taps("调整班次")
    assert any("林海涛" in label for label in head.labels)
    assert not any("邓秀英" in label for label in head.labels)
    cleaner = town.look(lambda session: town.person(session, "邓秀英").id)
    for data in (f"ro:{cleaner}", f"b:absence:{cleaner}", f"b:shift:{cleaner}"):
        await head.sends(data)
        assert "由同事办理" in head.toast


@pytest.mark.rows("R014", "R015")
async def test_a_hole_at_night_is_shown_after_the_edit_and_told_at_once(town: Town):
    guard, boss, lead = town.phone("彭勇"), town.phone("周立新"), town.phone("许文静")
    await opens(guard, "管理处事务", "值班表", "调整班次", "沈涛", "休假或病假", "今天", "9月15日")
    assert "病假" in guard.labels
    await guard.taps("病假")
    await guard.taps("确认")
    assert "请注意" in guard.text
    assert f"9月15日 周一 20:00{HOLE}" in guard.text
    assert "休假（病假）" in guard.text
    for phone in (boss, lead):
        assert "值班表有空档" in phone.text
        assert HOLE in phone.text
        assert "休假：沈涛（病假）。请安排顶班" in phone.text
    await lead.taps("当天排班")
    assert "9月15日 周一" in lead.text
    await boss.taps("值班表")
    assert "沈涛：休假（病假）" in boss.text
    assert HOLE in boss.text
    await opens(boss, "管理处事务", "值班表", "保安部", "调整班次", "蒋磊", "单日调整", "今天")
    assert "请按示例填写：8:30-17:30，跨夜写20-8" in await boss.says("25-8")
    assert "请按示例填写" in await boss.says("八点")
    await boss.says("8：00－7:59")
    await boss.taps("确认")
    assert "08:00-07:59" in boss.text
    assert "9月16日 周二 07:59至9月16日 周二 08:00" in boss.text


@pytest.mark.rows("R015")
async def test_a_night_without_a_technician_is_shown_told_and_marked(town: Town):
    head, boss, lead = town.phone("何志强"), town.phone("周立新"), town.phone("许文静")
    hole = "9月16日 周二 17:30至9月17日 周三 08:00：没有维修人员应急"
    await opens(head, "管理处事务", "值班表", "调整班次", "马俊", "休假或病假", "明天", "9月16日", "病假", "确认")
    assert hole in head.text
    await town.until(town.at("16:05"))
    for phone in (boss, lead, head):
        assert hole in phone.find("值班表有空档").text
    assert "休假：马俊（病假）。请安排顶班" in boss.text
    await boss.taps("值班表")
    assert hole in boss.text


@pytest.mark.rows("R014", "R015")
async def test_a_hole_within_two_days_is_told_every_afternoon_until_it_is_filled(town: Town):
    guard, boss = town.phone("彭勇"), town.phone("周立新")
    await opens(guard, "管理处事务", "值班表", "调整班次", "沈涛", "休假或病假", "9月17日", "9月17日", "年假", "确认")
    assert "9月17日 周三 20:00至9月18日 周四 08:00：无人值班接收信息" in guard.text
    assert boss.messages() == ()
    await town.until(town.at("16:05"))
    assert boss.messages() == ()  # more than two days
    await town.until(town.at("16:05", days=1))
    assert "9月17日 周三 20:00至9月18日 周四 08:00：无人值班接收信息" in boss.find("值班表有空档").text
    await opens(guard, "管理处事务", "值班表", "调整班次", "沈涛", "提前回岗", "9月17日", "确认")
    assert "请注意" not in guard.text
    count = len([one for one in boss.messages() if "值班表有空档" in one.text])
    await town.until(town.at("16:05", days=2))
    assert len([one for one in boss.messages() if "值班表有空档" in one.text]) == count


@pytest.mark.rows("R005", "R015")
async def test_leave_of_a_plumber_with_a_job_goes_to_the_head_with_the_job_as_a_button(town: Town):
    head, boss = town.phone("何志强"), town.phone("周立新")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await opens(boss, "管理处事务", "值班表", "调整班次", "林海涛", "休假或病假", "今天", "9月15日", "病假", "确认")
    assert "手上1单落在这几天，请改派他人" in boss.text
    assert "林海涛休假" in head.text
    assert "手上1单" in head.text
    await head.taps("BX20250915001")
    await head.taps("改派")
    assert head.labels[0].startswith("唐国平：当班")
    assert any(label.startswith("林海涛：未当班") for label in head.labels)
    await head.taps("唐国平")
    assert town.tickets()[0].status == Status.ASSIGNED


async def test_two_people_swap_and_a_weekly_shift_comes_and_goes(town: Town):
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await opens(head, "管理处事务", "值班表", "调整班次", "林海涛", "当日换班", "明天", "马俊", "确认")
    assert "9月16日 周二：17:00-08:30" in head.text
    await opens(head, "管理处事务", "值班表", "调整班次", "林海涛", "新增每周班次")
    assert "请按示例填写：1-5" in await head.says("每逢十五")
    await head.says("周六、周日")
    await head.says("9点-12点")
    assert "请按示例填写：9-20" in await head.says("下下周")
    await head.says("9-20")
    await head.taps("长期有效")
    for line in ("日期：周六-周日", "时间：09:00-12:00", "开始：9月20日 周六", "结束：长期有效"):
        assert line in head.text
    await head.taps("确认")
    assert "每周：周六-周日 09:00-12:00" in head.text
    assert "9月20日 周六：09:00-12:00" in head.text
    await opens(plumber, "管理处事务", "我的班次")
    assert "9月20日 周六：09:00-12:00" in plumber.text
    assert plumber.labels == ["返回上一步", "主菜单"]
    await opens(head, "管理处事务", "值班表", "调整班次", "林海涛", "结束每周班次", "周六-周日", "今天起停止", "确认")
    assert "周六-周日" not in head.text


async def test_impossible_days_are_explained_and_the_answers_kept(town: Town):
    head = town.phone("何志强")
    await opens(head, "管理处事务", "值班表", "调整班次", "林海涛", "休假或病假")
    await head.says("9-20")
    await head.says("9-18")
    await head.taps("事假")
    await head.taps("确认")
    assert "结束不能早于开始" in head.text
    await head.taps("修改")
    await head.taps("结束")
    await head.taps("9月21日")
    await head.taps("确认")
    assert "休假9月20日 周六至9月21日 周日：事假" in head.text


async def test_every_screen_of_the_roster_has_a_way_back(town: Town):
    boss = town.phone("周立新")
    await opens(boss, "管理处事务", "值班表")
    for label in ("后一天", "工程部", "全部人员", "看一周", "后一周", "调整班次", "林海涛"):
        await boss.taps(label, boss.last.message_id)
        assert {"返回上一步", "主菜单"} <= set(boss.labels), label
    for label in ("休假或病假", "单日调整", "当日换班", "新增每周班次", "结束每周班次"):
        await boss.taps(label, boss.last.message_id)
        assert "取消" in boss.labels, label
        await boss.taps("取消", boss.last.message_id)
        assert "林海涛：未来七天" in boss.text
    await boss.taps("提前回岗", boss.last.message_id)
    assert "此步已完成" in boss.toast or "已有进展" in boss.toast
    assert "林海涛：未来七天" in boss.text
