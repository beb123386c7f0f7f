"""Reminders, transfers, jobs taken back, and several departments on one ticket (R007, R032, R044, R188)."""

import pytest

from models.staffing.leaving import end as end_employment
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, do_the_job, repaired, reported


async def passes_on(phone: Phone, department: str, reason: str) -> None:
    """More, to another department, a reason by tap or in words."""
    await phone.taps("更多")
    await phone.taps("转派其他部门")
    await phone.taps(department)
    await (phone.taps(reason) if any(reason in label for label in phone.labels) else phone.says(reason))
    await phone.taps("确认转派")


@pytest.mark.rows("R032", "R188", "R022")
async def test_an_owner_hears_why_a_matter_goes_to_another_department(town: Town):
    owner, head, other = town.phone("陈女士"), town.phone("何志强"), town.phone("彭勇")
    await reported(owner)
    await town.phone("郑雨").taps("派给工程部")
    await head.taps("更多")
    assert not any("拒" in label for label in head.labels)  # a department has no "no" (R032)
    await head.taps("返回")
    await passes_on(head, "保安部", "该处由对方负责")
    assert "已转到保安部" in head.text
    words = "因该处由对方负责，您的事项BX20250915001已转由保安部办理，由郑雨继续跟踪并向您反馈"
    assert words in owner.text
    assert "转到你部门" in other.text
    assert "何志强转到保安部：该处由对方负责" in other.text


@pytest.mark.rows("R032")
async def test_the_second_transfer_alarms_the_supervisor_who_decides_from_then_on(town: Town):
    head, other, third = town.phone("何志强"), town.phone("彭勇"), town.phone("曹桂芳")
    supervisor = town.phone("许文静")
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    await passes_on(head, "保安部", "其他专业")
    await passes_on(other, "保洁绿化部", "地面有水，需要清洁")
    assert "已转派2次，请裁定由谁办理" in supervisor.text
    assert "彭勇转到保洁绿化部：地面有水，需要清洁" in supervisor.text
    await third.taps("更多")
    await third.taps("转派其他部门")
    assert "由客服主管或经理裁定" in third.toast
    await passes_on(supervisor, "工程部", "由工程部负责到底")
    assert town.tickets()[0].department_id == town.look(lambda s: town.person(s, "何志强").staff.department_id)
    await supervisor.says("/digest")
    assert "推诿预警：BX20250915001" in supervisor.text


@pytest.mark.rows("R007", "R033")
async def test_an_owner_asks_once_in_half_an_hour_and_reads_who_has_it(town: Town):
    owner, worker, head = town.phone("陈女士"), town.phone("林海涛"), town.phone("何志强")
    await reported(owner)
    desk = town.phone("郑雨")
    await owner.taps("请催一下")
    assert "第1次催办" in desk.text
    await dispatch(town)
    await worker.taps("接单")
    await owner.taps("请催一下")
    assert "刚刚已为您催办" in owner.toast
    assert "林海涛" in owner.text
    await town.later(minutes=30)
    await owner.taps("请催一下")
    assert "已为您催办BX20250915001" in owner.text
    assert "第2次催办" in worker.text
    assert "第2次催办" in head.text
    await head.says("/digest")
    assert "被催办：BX20250915001" in head.text


@pytest.mark.rows("R007")
async def test_field_service_urges_another_department_with_a_word(town: Town):
    field, worker = town.phone("孙晓芸"), town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await field.says("/start")
    await field.sends("g:open")
    await field.taps("0301")
    await field.taps("督办")
    await field.says("业主两点有会，请先去")
    assert "累计督办1次" in field.text
    assert "业主两点有会，请先去" in worker.text
    await field.taps("督办")
    await field.taps("直接督办")
    assert "累计督办2次" in field.text
    await worker.sends("b:urge:1")
    assert town.tickets()[0].urges == 2


async def test_a_head_takes_a_job_back_and_the_owner_is_not_left_waiting(town: Town):
    owner, head, worker = town.phone("陈女士"), town.phone("何志强"), town.phone("林海涛")
    await reported(owner)
    await dispatch(town)
    await worker.taps("接单")
    await head.taps("更多")
    await head.taps("收回任务")
    await head.taps("生病或离岗")
    await head.taps("收回任务")
    assert "已收回" in head.text
    assert "此任务已收回" in worker.text
    assert "将改由另一位同事为您服务" in owner.text
    await head.taps("派给唐国平")
    assert town.tickets()[0].status == Status.ASSIGNED


@pytest.mark.rows("R044", "R018", "R071")
async def test_two_departments_one_answer(town: Town):
    owner, desk, worker = town.phone("陈女士"), town.phone("郑雨"), town.phone("林海涛")
    head, cleaner = town.phone("曹桂芳"), town.phone("邓秀英")
    await reported(owner)
    await dispatch(town)
    await desk.taps("更多")
    await desk.taps("增加协办部门")
    await desk.taps("保洁绿化部")
    await desk.says("吸干茶水间的积水")
    assert "分项内容：吸干茶水间的积水" in desk.text
    await desk.taps("派出分项")
    assert "BX20250915001-2：保洁绿化部，待派工" in desk.text
    assert "协办内容：吸干茶水间的积水" in head.text
    assert "BX20250915001的分项" in head.text
    await head.taps("派给邓秀英")
    await cleaner.taps("接单")
    assert "BX20250915001-2" in owner.text
    assert "邓秀英" in owner.text
    await owner.taps("BX20250915001-2")
    assert "处理内容：吸干茶水间的积水" in owner.text
    assert "\n说明：" not in owner.text
    await owner.taps("主单BX20250915001")
    assert any(one.text.startswith("报修 BX20250915001\n") for one in owner.messages())
    await do_the_job(worker)
    await desk.taps("反馈业主")
    assert "还有分项未完" in desk.toast
    assert "邓秀英" in desk.text
    for label in ("到达签到", "完工", "已清洁", "外观无明显变化", "确认完工"):
        await cleaner.taps(label)
    assert "各分项均已完成" in desk.text
    await desk.taps("反馈业主")
    assert "BX20250915001已处理" in owner.text
    assert "评价本次服务" in owner.labels
    await owner.says("/tickets")
    assert len([label for label in owner.labels if "0301" in label]) == 1
    await owner.sends("m:2:withdraw:1")
    assert town.tickets()[1].status == Status.CLOSED


@pytest.mark.rows("R042")
async def test_what_came_again_asks_for_its_cause(town: Town):
    owner, worker, manager = town.phone("陈女士"), town.phone("林海涛"), town.phone("周立新")
    await repaired(town)
    await town.later(days=1)
    await reported(owner, "又滴水了")
    await dispatch(town)
    assert "30天内此处第2次，此前BX20250915001" in worker.text
    assert "同一处" not in worker.text
    for label in ("接单", "到达签到", "完工", "免费：保修期内", "已修复"):
        await worker.taps(label)
    assert "重复发生" in worker.text
    await worker.taps("上次维修未根治")
    await worker.taps("外观无明显变化")
    await worker.taps("确认完工")
    assert town.tickets()[1].cause == "上次维修未根治"
    await manager.says("/digest")
    assert "重复发生：BX20250916001" in manager.text


@pytest.mark.rows("R001", "R032")
async def test_the_head_reads_why_a_job_came_back_from_who_left(town: Town):
    head = town.phone("何志强")
    await reported(town.phone("陈女士"))
    await dispatch(town)

    def leave(session):
        gone, boss = town.person(session, "林海涛"), town.person(session, "周立新")
        end_employment(session, gone.id, by=boss, now=town.clock.now(), why="家中有事")

    town.look(leave)
    await town.settled()
    assert "已收回（林海涛已离职），请重新派工" in head.text
    assert "家中有事" not in head.text
    await head.taps("派给", head.last.message_id)
    assert "已离职" not in head.text
