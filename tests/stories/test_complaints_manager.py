"""What is about the manager: it goes to the branch company, the desk passes it on and notes how, and the manager reads none of it."""

import pytest
from sqlalchemy import select

from models.complaints.lifecycle import State
from models.complaints.tables import ComplaintStep
from tests.people import Town
from tests.stories.test_complaints import NUMBER, complains, complaint, everything
from tests.stories.test_staff import opens


@pytest.mark.rows("R082", "R085", "R086")
async def test_it_is_passed_on_with_a_record_and_the_manager_never_reads_it(town: Town):
    owner, desk, manager = (town.phone(one) for one in ("陈女士", "郑雨", "周立新"))
    await complains(owner, "说好的事情一再推脱", matter="服务态度", whom="经理周立新")
    assert "将转交明泰物业无锡分公司处理" in owner.text
    assert "0510-0000-0088" in owner.text
    assert "对经理保密" in owner.text
    assert "涉及经理：请转交分公司" in desk.text
    await town.until(town.at("11:05"))
    reminders = [one for one in desk.messages() if one.from_bot and "涉及经理：请转交分公司" in one.text]
    assert reminders
    assert reminders[-1].message_id > 0
    await desk.taps("登记已转交", desk.last.message_id)
    await desk.taps("电话转交", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "登记已转交" not in desk.labels
    assert f"{NUMBER}已转交明泰物业无锡分公司" in owner.text
    kept = town.look(
        lambda session: session.scalars(select(ComplaintStep).where(ComplaintStep.move == "pass_on")).one()
    )
    assert kept.words == "电话转交"
    before = len(desk.messages())
    await town.until(town.at("15:30"))
    assert not [one for one in desk.messages()[before:] if "请转交分公司" in one.text]
    await desk.taps("转达答复", desk.last.message_id)
    await desk.says("分公司已约谈，并向您致歉")
    await desk.taps("确认", desk.last.message_id)
    assert "分公司已约谈" in owner.text
    await owner.taps("请再处理一次")
    await owner.says("没有人向我道歉")
    assert "再次转交明泰物业无锡分公司" in owner.text
    assert complaint(town).state == State.PASSED_ON
    await manager.says("/start")
    await manager.says(NUMBER)
    for way in ("jo:1", "jp:1", "g:complaints", "ja:0"):
        await manager.sends(way)
    assert "推脱" not in everything(manager)
    assert not any(NUMBER in one.text for one in manager.messages() if one.from_bot)


@pytest.mark.rows("R082")
async def test_a_confidential_one_about_the_manager_shows_the_name_to_nobody(town: Town):
    owner, supervisor = town.phone("陈女士"), town.phone("许文静")
    await complains(owner, "说话难听", matter="服务态度", whom="周立新", privacy="仅经理可见")
    assert "您的姓名对本管理处所有人保密" in owner.text
    assert "业主姓名对管理处所有人保密" in supervisor.text
    assert "陈女士" not in supervisor.text
    await supervisor.taps("登记已转交", supervisor.last.message_id)
    await supervisor.taps("书面或邮件转交", supervisor.last.message_id)
    await supervisor.taps("确认", supervisor.last.message_id)
    await supervisor.taps("转达答复", supervisor.last.message_id)
    await supervisor.says("分公司已提醒，并请您谅解")
    await supervisor.taps("确认", supervisor.last.message_id)
    await supervisor.taps("判定有效性", supervisor.last.message_id)
    await supervisor.taps("有效")
    await supervisor.says("言语欠妥")
    await supervisor.taps("确认")
    await owner.taps("满意")
    assert complaint(town).state == State.CLOSED  # nobody may call, so her own word ends it


@pytest.mark.rows("R017", "R082")
async def test_where_it_goes_is_entered_under_the_rules_by_supervisor_or_manager(town: Town):
    supervisor, desk, owner = town.phone("许文静"), town.phone("郑雨"), town.phone("陈女士")
    await opens(supervisor, "管理处事务", "规则与参数", "分公司", "分公司电话", "修改")
    await supervisor.says("0510-1234-5678")
    await supervisor.says("分公司换号")
    await supervisor.taps("确认变更")
    assert "分公司电话：0510-1234-5678" in supervisor.text
    await complains(owner, "说话难听", matter="服务态度", whom="周立新")
    for one in (owner, desk):
        assert "0510-1234-5678" in one.text
