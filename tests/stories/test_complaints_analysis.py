"""The month's complaints and enquiries: pushed on the first working day, read by those in charge, with a suggestion, as a workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.people import Town
from tests.stories.test_complaints import NUMBER, complains, everything


@pytest.mark.rows("R039", "R096")
async def test_on_demand_with_a_suggestion_and_a_workbook(town: Town):
    owner, supervisor, manager = (town.phone(one) for one in ("陈女士", "许文静", "周立新"))
    await complains(owner)
    await complains(town.phone("尹女士"), "修得又快又好", kind="表扬", matter="维修质量")
    await supervisor.says("/start")
    await supervisor.taps("投诉建议（", supervisor.last.message_id)
    await supervisor.taps("月度分析", supervisor.last.message_id)
    for line in ("投诉咨询分析 2025-09", "类别：投诉 1", "表扬 1", "尚无结果：2件", "还没有建议"):
        assert line in supervisor.text
    await supervisor.taps("填写建议", supervisor.last.message_id)
    await supervisor.says("走廊保洁加派早班，十月底前完成")
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "走廊保洁加派早班" in supervisor.text
    assert "走廊保洁加派早班" in manager.find("有新的建议").text
    await manager.taps("导出表格", manager.last.message_id)
    await town.settled()
    rows = list(load_workbook(BytesIO(manager.find("你要的文件在这里").document.content)).active.values)
    assert ("投诉", "1") in [row[1:3] for row in rows]
    assert any(row[2] == NUMBER for row in rows)
    assert any("走廊保洁加派早班" in row[1] for row in rows)
    assert not any(name in str(rows) for name in ("陈女士", "尹女士", "0301", "没有人打扫"))


@pytest.mark.rows("R039", "R096")
async def test_it_comes_by_itself_on_the_first_working_day(town: Town):
    supervisor, desk, owner = (town.phone(one) for one in ("许文静", "郑雨", "陈女士"))
    await complains(owner, "修得又快又好", kind="表扬", matter="维修质量")
    await town.until(town.at("9:05", days=16))  # the first of October
    assert "投诉咨询月度分析已生成" not in everything(supervisor)
    await town.until(town.at("9:05", days=24))
    assert "投诉咨询月度分析已生成" in everything(supervisor)
    assert "投诉咨询分析 2025-09" in supervisor.find("月度分析已生成").text
    assert "月度分析" not in everything(desk)
    await desk.sends("ja:202509")
    assert "类别" not in desk.text
