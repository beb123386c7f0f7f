"""The main road of a repair, from the owner's tap to the callback and the digest."""

import pytest
from sqlalchemy import select

from models.tickets.lifecycle import Status
from models.tickets.outcomes import Rating
from tests.people import Town
from tests.stories.steps import rates, repaired, report_tap


@pytest.mark.rows(
    "R002", "R003", "R019", "R022", "R025", "R026", "R027", "R028", "R029", "R043", "R046", "R051", "R053", "R067"
)
async def test_a_tap_drips_and_is_repaired(town: Town):
    owner, desk, head, plumber, manager = (
        town.phone(name) for name in ("陈女士", "郑雨", "何志强", "林海涛", "周立新")
    )

    await report_tap(owner)
    assert "单号BX20250915001" in owner.text
    assert "9月15日 周一 09:05" in owner.text
    assert "已登记" in owner.text
    assert "新报修" in desk.text

    await desk.taps("派给工程部")
    assert "已派发" in owner.find("报修 BX").text
    assert "请派工" in head.text

    await head.taps("派给林海涛")
    assert "请接单" in plumber.text
    assert "10000000005" not in plumber.text

    await plumber.taps("接单")
    assert "陈女士" in plumber.text
    assert "工程部的林海涛（工号E010）" in owner.text

    await plumber.taps("到达签到")
    assert "已到场" in owner.find("报修 BX").text
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.says("更换了阀芯，已测试")
    await plumber.taps("外观无明显变化")
    await plumber.taps("确认完工")
    assert "请向业主反馈" in desk.text
    await desk.taps("反馈业主")
    assert "更换了阀芯" in owner.text

    await town.later(hours=2, minutes=1)
    assert "准时、态度、质量、整洁" in owner.text
    await rates(owner, 5, comment="很好，谢谢")
    assert "谢谢您的评价" in owner.text

    await town.until(town.at("09:01", days=1))
    assert "早报" in manager.find("早报").text
    caller = town.phone("孙晓芸")
    assert "您对处理结果满意吗" in caller.text
    await caller.taps("登记通话结果")
    await caller.taps("已接通，满意")
    await caller.taps("跳过")
    ticket = town.tickets()[0]
    assert ticket.status == Status.CLOSED
    assert ticket.first_receiver_id is not None
    assert all((ticket.occurred_at, ticket.received_at, ticket.recorded_at, ticket.classified_at, ticket.sent_at))
    assert all((ticket.processed_at, ticket.reported_at, ticket.fed_back_at))
    assert "已办结" in owner.find("报修 BX").text


@pytest.mark.rows("R053")
async def test_who_is_content_says_so_in_three_taps(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    await owner.taps("评价本次服务")
    await owner.taps("全部满意（5分）")
    await owner.taps("提交")
    assert "谢谢您的评价" in owner.text
    rating = town.look(lambda session: session.scalars(select(Rating)).one())
    assert (rating.solved, rating.lowest) == (True, 5)


@pytest.mark.rows("R055")
async def test_a_public_fault_begins_with_the_floors_of_the_owner(town: Town):
    owner = town.phone("凌女士")
    await owner.says("/report")
    await owner.taps("公共区域")
    await owner.taps("卫生间")
    assert owner.labels[0] == "8层"
