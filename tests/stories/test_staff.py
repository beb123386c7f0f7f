"""The manager takes people on, changes them and lets them go, all on the telephone (R001, R003, R017, R022)."""

import re

import pytest

from models import demo
from models.people import Role
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, reported


async def opens(phone: Phone, *labels: str) -> str:
    """From the home screen through these buttons, each on the newest message."""
    await phone.says("/start")
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def hires(boss: Phone, name: str = "赵小水", phone: str = "138 0000-0000") -> str:
    """A plumber is taken on; returns the code of the link."""
    await opens(boss, "管理处事务", "员工", "新增员工")
    await boss.says(name)
    for label in ("工程部", "维修工", "给排水", "电梯", "√ 电梯", "选好了"):
        await boss.taps(label, boss.last.message_id)
    await boss.says("水工")
    await boss.says(phone)
    await boss.taps("E024", boss.last.message_id)
    await boss.taps("录用并邀请", boss.last.message_id)
    found = re.search(r"https://t\.me/tianwu_staff_bot\?start=(\S+)", boss.find("限用一次").text)
    assert found
    return found[1]


def newcomer(town: Town, user: int = 777) -> Phone:
    """The new colleague's own telephone."""
    town.sandbox.stranger(user, "赵小水", "zh-hans")
    return Phone(town, "赵小水", user, "staff")


@pytest.mark.rows("R001", "R003")
async def test_a_plumber_is_taken_on_by_a_link_and_gets_a_job(town: Town):
    boss, new = town.phone("周立新"), newcomer(town)
    code = await hires(boss)
    pictures = [one.document.name for one in boss.messages() if one.document]
    assert pictures == ["邀请赵小水E024.png"]
    assert "仅限登记员工使用" in await new.says("/start")
    await new.says(f"/start {code}")
    assert "赵小水，水工" in new.text
    assert "我的任务（0）" in new.labels
    await opens(boss, "管理处事务", "值班表")
    assert "未排班：赵小水" in boss.text
    await opens(boss, "管理处事务", "员工", "工程部", "赵小水")
    for line in (
        "工号E024",
        "水工，工程部",
        "岗位：维修工",
        "工种：给排水",
        "电话：13800000000",
        "已登记使用：是",
        "手上0单",
    ):
        assert line in boss.text
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    head = town.phone("何志强")
    await head.taps("选其他人")
    await head.taps("赵小水：未当班，对口")
    assert "请接单" in new.text


async def test_what_is_typed_wrongly_is_asked_again_and_nothing_is_lost(town: Town):
    boss = town.phone("周立新")
    await opens(boss, "管理处事务", "员工", "新增员工")
    await boss.says("赵小水")
    assert "请点击下面的按钮选择" in await boss.says("财务与后勤部")
    await boss.says("工程部")
    await boss.says("维修工")
    assert "请点击下面的按钮选择" in await boss.says("杂技")
    await boss.says("给排水、强电")
    await boss.taps("跳过")
    assert "请按示例填写：13800000000" in await boss.says("没有")
    assert "林海涛（E010）正在使用此电话" in await boss.says("10000000210")
    await boss.taps("跳过")
    assert "工号E010已有人使用" in await boss.says("e010")
    assert "请按示例填写：E024" in await boss.says("工号 二十四")
    await boss.says("w7")
    for line in ("姓名：赵小水", "工种：强电、给排水", "工号：W7"):
        assert line in boss.text
    await boss.taps("录用并邀请")
    await opens(boss, "管理处事务", "员工", "工程部", "赵小水 W7")
    assert "维修工，工程部" in boss.text  # without a title it is the role


@pytest.mark.rows("R001", "R022", "R032")
async def test_who_is_ended_with_two_jobs_in_hand_loses_access_and_the_head_has_the_jobs(town: Town):
    boss, head, plumber = town.phone("周立新"), town.phone("何志强"), town.phone("林海涛")
    for owner in ("陈女士", "刘先生"):
        await reported(town.phone(owner))
        await town.phone("郑雨").taps("派给工程部")
        await head.taps("选其他人", head.last.message_id)
        await head.taps("林海涛", head.last.message_id)
    await plumber.taps("接单")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "办理离职")
    assert "BX20250915001退回部门主管" in boss.text
    assert "BX20250915002退回部门主管" in boss.text
    await boss.taps("辞职")
    await boss.taps("确认离职")
    assert "林海涛已离职。退回主管2单，转服务台电话任务0个" in boss.text
    assert "离职。" in boss.text
    told = [one.text for one in head.messages() if "林海涛已离职" in one.text]
    assert {number for text in told for number in re.findall(r"BX\d+", text)} == {"BX20250915001", "BX20250915002"}
    assert [(one.status, one.assignee_id) for one in town.tickets()] == [(Status.SENT, None)] * 2
    assert [one.text for one in plumber.messages() if one.from_bot] == ["此单目前已不在你手中，谢谢。"] * 2
    await plumber.sends("t:1")
    assert "仅限登记员工使用" in plumber.text
    await plumber.says("/jobs")
    assert "仅限登记员工使用" in plumber.text
    assert plumber.labels == []
    await head.taps("派给唐国平", head.last.message_id)
    assert "请接单" in town.phone("唐国平").text


async def test_a_form_that_was_open_ends_with_the_employment(town: Town):
    boss, plumber = town.phone("周立新"), town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "办理离职", "辞职", "确认离职")
    await plumber.says("换了垫圈")
    assert "仅限登记员工使用" in plumber.text
    assert town.tickets()[0].status == Status.SENT


@pytest.mark.rows("R001")
async def test_who_comes_back_needs_a_new_link_also_with_the_old_account(town: Town):
    boss, plumber = town.phone("周立新"), town.phone("林海涛")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "办理离职", "合同到期", "确认离职")
    await opens(boss, "管理处事务", "员工", "离职人员", "林海涛", "重新录用")
    await boss.says("合同续签")
    await boss.taps("录用并邀请")
    code = re.search(r"start=(\S+)", boss.find("限用一次").text)[1]
    assert "仅限登记员工使用" in await plumber.says("/start")
    await plumber.says(f"/start {code}")
    assert "我的任务（0）" in plumber.labels
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "变更记录")
    assert "重新录用" in boss.text
    assert "合同续签" in boss.text
    assert "由维修工改为-，周立新。合同到期" in boss.text


async def test_a_new_invitation_makes_the_first_link_void_and_two_taps_make_one(town: Town):
    boss, new = town.phone("周立新"), newcomer(town)
    first = await hires(boss)
    await boss.taps("查看资料")
    await boss.taps("重新邀请")
    message = boss.last.message_id
    data = boss.data("生成邀请")
    for _ in range(2):
        town.sandbox.tap(boss.user, boss.side, message, data)
    await town.settled()
    links = {found for one in boss.messages() for found in re.findall(r"start=(\S+)", one.text)}
    (second,) = links - {first}
    assert "邀请无效、已使用或已过期" in await new.says(f"/start {first}")
    await new.says(f"/start {second}")
    assert "我的任务（0）" in new.labels


@pytest.mark.rows("R017")
async def test_a_change_of_role_needs_a_reason_and_changes_the_home_screen(town: Town):
    boss, plumber = town.phone("周立新"), town.phone("林海涛")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "岗位")
    assert "现在：维修工" in boss.text
    await boss.taps("部门主管")
    assert "原因是什么" in boss.text
    assert "请您补充几句说明" in await boss.says("\u200b")
    await boss.says("升职")
    assert "本部门已有主管：何志强" in boss.text
    await boss.taps("确认")
    assert "岗位：部门主管" in boss.text
    assert "周立新已将你的岗位改为部门主管" in plumber.text
    await plumber.taps("主菜单")
    assert "待派工（0）" in plumber.labels
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛", "变更记录")
    assert "岗位：由维修工改为部门主管，周立新。升职" in boss.text


@pytest.mark.rows("R001")
async def test_the_last_manager_is_kept_with_a_way_on(town: Town):
    boss = town.phone("周立新")
    await opens(boss, "管理处事务", "员工", "管理处", "周立新", "办理离职")
    assert "管理处必须有项目经理" in boss.toast
    assert "办理离职" in boss.labels  # the card is still there
    await boss.taps("岗位")
    await boss.taps("保安员")
    await boss.says("轮岗")
    await boss.taps("确认")
    assert "管理处必须有项目经理" in boss.text
    assert "再试一次" in boss.labels
    assert town.look(lambda session: town.person(session, "周立新").staff.role) == Role.MANAGER


@pytest.mark.rows("R001")
async def test_of_two_managers_who_end_each_other_at_once_one_stays(town: Town):
    boss, second = town.phone("周立新"), town.phone("安然")
    await opens(boss, "管理处事务", "员工", "管理处", "安然", "岗位", "项目经理")
    await boss.says("副经理")
    await boss.taps("确认")
    await opens(second, "管理处事务", "员工", "管理处", "周立新", "办理离职", "退休")
    await opens(boss, "管理处事务", "员工", "管理处", "安然", "办理离职", "辞职")
    for phone in (boss, second):
        town.sandbox.press(phone.user, phone.side, "确认离职", phone.last.message_id)
    await town.settled()

    def left(session) -> list[str]:
        people = [town.person(session, name) for name in ("周立新", "安然")]
        return [one.name for one in people if one.staff.left_at]

    assert len(town.look(left)) == 1


@pytest.mark.rows("R001", "R003")
async def test_heads_and_the_supervisor_see_the_staff_and_change_nothing(town: Town):
    for name in ("何志强", "许文静"):
        phone = town.phone(name)
        await opens(phone, "管理处事务", "员工")
        assert "新增员工" not in phone.labels
        await phone.taps("工程部", phone.last.message_id)
        await phone.taps("林海涛", phone.last.message_id)
        assert "岗位：维修工" in phone.text
        assert not {"办理离职", "岗位", "变更记录"} & set(phone.labels)
        plumber = town.look(lambda session: town.person(session, "林海涛").id)
        for data in (f"b:end_staff:{plumber}", "b:hire:0", f"b:staff_role:{plumber}", f"sh:{plumber}:0"):
            await phone.sends(data)
            assert "由同事办理" in phone.toast
    plumber = town.phone("林海涛")
    await plumber.says("/start")
    for data in ("g:staff", "g:roster", "g:policy", "sl:1:0", "so:40", "rd:739509:0", "b:hire:0", "pg:hours:0"):
        await plumber.sends(data)
        assert "由同事办理" in plumber.toast or "与你无关" in plumber.toast, data


async def test_every_screen_of_the_staff_has_a_way_back(town: Town):
    boss = town.phone("周立新")
    await opens(boss, "管理处事务", "员工", "工程部", "林海涛")
    for label in ("变更记录", "班次"):
        await boss.taps(label, boss.last.message_id)
        assert "主菜单" in boss.labels
        await boss.taps("返回上一步", boss.last.message_id)
        await opens(boss, "管理处事务", "员工", "工程部", "林海涛")
    for label in ("岗位", "部门", "职务", "工种", "电话", "姓名", "重新邀请", "办理离职"):
        await boss.taps(label, boss.last.message_id)
        assert "取消" in boss.labels
        await boss.taps("取消", boss.last.message_id)
        assert "工号E010" in boss.text, label
    await boss.taps("返回上一步", boss.last.message_id)
    assert "工程部" in boss.text


@pytest.mark.rows("R001", "R011")
async def test_nobody_s_first_screen_offers_what_they_may_not_open(town: Town):
    for name in {row["role"]: row["name"] for row in demo.rows("staff")}.values():
        phone = town.phone(name)
        await phone.says("/start")
        for button in [one for row in phone.last.buttons for one in row if "English" not in one.text]:
            await phone.sends(button.data or "")
            assert all("这一步由同事办理" not in one.text for one in town.sandbox.toasts(phone.user, phone.side)), (
                name,
                button.text,
            )
