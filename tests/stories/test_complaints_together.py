"""Several owners complain of one matter: written once, told to each, agreed by each, and none of them learns of the others."""

import pytest
from sqlalchemy import select

from models.complaints.lifecycle import State
from models.complaints.tables import Complaint
from tests.people import Town
from tests.stories.test_complaints import complains, everything, graded


def states(town: Town) -> list[State]:
    """Of all complaints, the oldest first."""
    return list(town.look(lambda session: session.scalars(select(Complaint.state).order_by(Complaint.id)).all()))


@pytest.mark.rows("R082", "R086", "R087", "R089")
async def test_two_owners_one_matter(town: Town):
    chen, yin, supervisor = (town.phone(one) for one in ("陈女士", "尹女士", "许文静"))
    await complains(chen)
    await graded(supervisor)
    await complains(yin, "三楼走廊的垃圾没有人收", privacy="仅经理可见")
    await supervisor.says("TS20250915001")
    await supervisor.taps("与其他投诉同一事项？（1）", supervisor.last.message_id)
    assert "0304" not in "".join(supervisor.labels)  # the name is the manager's alone to see, and so is the unit
    await supervisor.taps("选好了", supervisor.last.message_id)
    assert "至少" in supervisor.text
    await supervisor.taps("TS20250915002", supervisor.last.message_id)
    await supervisor.taps("选好了", supervisor.last.message_id)
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "同一事项另有1件由此件牵头" in supervisor.text
    assert "由客服服务部的许文静" in yin.text
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("每天早晚各打扫一次，并由主管检查")
    await supervisor.taps("确认")
    for owner in (chen, yin):
        assert "处理方案：每天早晚各打扫一次" in owner.text
    await yin.taps("另有想法，请上一级处理")
    await yin.says("还是要每天三次")
    assert "现由管理处的周立新" in yin.text
    await chen.taps("同意")
    await supervisor.taps("答复结果", supervisor.last.message_id)
    await supervisor.says("已恢复每天两次打扫")
    await supervisor.taps("确认")
    assert "我们的答复：已恢复每天两次打扫" in chen.text
    assert states(town) == [State.ANSWERED, State.HANDLED]
    for owner, other, secret in ((chen, "TS20250915002", "垃圾"), (yin, "TS20250915001", "三天")):
        assert other not in everything(owner)
        assert secret not in everything(owner)
        assert "另有" not in everything(owner).replace("另有想法", "")


@pytest.mark.rows("R082")
async def test_what_was_linked_by_mistake_goes_on_alone(town: Town):
    chen, yin, supervisor = (town.phone(one) for one in ("陈女士", "尹女士", "许文静"))
    await complains(chen)
    await graded(supervisor)
    await complains(yin, "卫生间没有纸")
    await supervisor.says("TS20250915001")
    await supervisor.taps("与其他投诉同一事项？（1）", supervisor.last.message_id)
    await supervisor.taps("TS20250915002", supervisor.last.message_id)
    await supervisor.taps("选好了", supervisor.last.message_id)
    await supervisor.taps("确认", supervisor.last.message_id)
    await supervisor.taps("TS20250915002", supervisor.last.message_id)
    assert "与以下投诉一并办理" in supervisor.text
    assert "提出方案" not in supervisor.labels  # written with the leading one, once for all
    await supervisor.taps("属于另一事项", supervisor.last.message_id)
    await supervisor.says("一个是走廊，一个是卫生间")
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "提出方案" in supervisor.labels
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("每两小时补充一次")
    await supervisor.taps("确认")
    assert "每两小时补充一次" in yin.text
    assert "每两小时补充一次" not in everything(chen)
