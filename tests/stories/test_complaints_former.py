"""Who has moved out may still complain of the time here, and follows that alone: nothing of the unit comes back by it (R081, R205)."""

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.complaints.lifecycle import State
from tests.people import Phone, Town
from tests.stories.steps import reported, stranger
from tests.stories.test_complaints import NUMBER, complains, complaint, everything, graded
from tests.stories.test_revoked import end, shows_nothing


async def moved_out(town: Town) -> Phone:
    """杜女士 had a repair, and her access to 0302 has ended."""
    tenant = town.phone("杜女士")
    await reported(tenant, "保险柜旁漏水")
    await end(town.phone("郑雨"), "0302", "杜女士", heir="无人接手")
    return tenant


async def tells(tenant: Phone, words: str = "退租时说好的维修一直没有做") -> None:
    """The whole road from the stranger's welcome."""
    await tenant.says("/start")
    await tenant.taps("反映在此期间的事")
    await tenant.taps("投诉与建议", tenant.last.message_id)
    assert "非常理解您的感受" in tenant.text
    for label in ("投诉", "维修时效"):
        await tenant.taps(label, tenant.last.message_id)
    await tenant.says(words)
    await tenant.taps("请酌情处理", tenant.last.message_id)
    await tenant.taps("办理人员", tenant.last.message_id)
    await tenant.taps("确认", tenant.last.message_id)


@pytest.mark.rows("R081", "R089", "R205")
async def test_a_former_tenant_complains_and_follows_it_to_the_end(town: Town):
    tenant, supervisor = await moved_out(town), town.phone("许文静")
    before = len(tenant.messages())
    await tells(tenant)
    assert NUMBER in tenant.text
    assert complaint(town).unit_id is None
    assert "已不是任何单元的联系人" in supervisor.text
    await graded(supervisor)
    assert "由客服服务部的许文静" in tenant.text
    await supervisor.taps("提出方案", supervisor.last.message_id)
    await supervisor.says("本周内补做并告知您")
    await supervisor.taps("确认")
    await tenant.taps("同意")
    assert complaint(town).state == State.AGREED
    await tenant.taps("补充", tenant.last.message_id)
    await tenant.says("请发照片给我")
    assert "请发照片给我" in supervisor.text
    await supervisor.taps("答复结果", supervisor.last.message_id)
    await supervisor.says("已补做")
    await supervisor.taps("确认")
    assert "我们的答复：已补做" in tenant.text
    await tenant.taps("请再处理一次", tenant.last.message_id)
    await tenant.says("没有收到照片")
    assert complaint(town).level == 2
    own = "\n".join(one.text for one in tenant.messages()[before:] if one.from_bot)
    for secret in ("0302", "BX2025", "漏水", "锦程"):
        assert secret not in own
    assert not town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNREACHABLE)).all())


@pytest.mark.rows("R205")
async def test_nothing_else_opens_by_it(town: Town):
    tenant = await moved_out(town)
    other = town.phone("陈女士")
    await complains(other)
    for data in ("jo:1", "jv:1:agree:1", "b:complaint_add:1", "b:tell_us:0", "b:report:0", "t:1", "g:mine", "g:person"):
        await tenant.sends(data)
        shows_nothing(tenant, NUMBER, "打扫", "0302", "BX2025")
    await tells(tenant)
    for data in ("jo:1", "t:1", "g:mine", "g:data", "b:rate:1"):
        await tenant.sends(data)
        assert "打扫" not in tenant.text
        assert "BX2025" not in tenant.text
    await tenant.sends("jm")
    assert [label for label in tenant.labels if "投诉" in label and "维修时效" in label]


@pytest.mark.rows("R205")
async def test_a_stranger_is_not_asked_about_a_time_here(town: Town):
    somebody = stranger(town)
    await somebody.says("/start")
    assert "反映在此期间的事" not in somebody.labels
    for data in ("jm", "b:tell_afterwards:0", "jo:1"):
        await somebody.sends(data)
        shows_nothing(somebody)


@pytest.mark.rows("R205")
async def test_what_was_told_before_the_end_stays_theirs_without_the_unit(town: Town):
    tenant, supervisor = town.phone("杜女士"), town.phone("许文静")
    await complains(tenant)
    await end(town.phone("郑雨"), "0302", "杜女士")
    await graded(supervisor)
    assert "由客服服务部的许文静" in tenant.text
    assert "0302" not in tenant.text
    await tenant.taps("撤回", tenant.last.message_id)
    await tenant.taps("直接撤回", tenant.last.message_id)
    if "确认" in tenant.labels:
        await tenant.taps("确认", tenant.last.message_id)
    assert complaint(town).state == State.WITHDRAWN
    assert NUMBER in everything(supervisor)
