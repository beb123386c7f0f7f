"""The office on the page: a workbook that sets it up, pictures on the other bot, danger in the middle of a form."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk import open_desk
from tests.browser.steps import NUMBER, ZH, begins
from tests.workbooks import contact, employee, unit, workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.rows("R001", "R104", "R108")
async def test_a_workbook_is_checked_and_taken_over(browser: Browser, demo: str):
    content = workbook(units=[unit("0907"), unit("0908", floor="九")], contacts=[contact("0907")], staff=[employee()])
    async with open_desk(browser, demo) as desk:
        manager = desk.phone("周立新")
        await begins(manager)
        for label in ("管理处事务", "导入导出资料", "空白模板"):
            await manager.taps(label)
        await expect(manager.element.locator("a.document")).to_have_count(1)
        await manager.sends_file("资料.xlsx", content)
        await manager.sees("表格核对完毕", "单元第3行 楼层")
        await manager.sees("将有变化：3行", "单元第2行 0907：新增", "员工第2行 E101 石磊：新增")
        await expect(manager.element.locator("a.document", has_text="逐行核对 资料.xlsx")).to_have_count(1)
        await manager.taps("导入3行")
        await desk.walk(ZH.five_minutes, "09:0")
        await manager.sees("导入完成", "新增3")
        await expect(manager.element.get_by_text("将有变化")).to_have_count(0)


@pytest.mark.rows("R046", "R203")
async def test_a_picture_is_seen_on_the_other_bot(browser: Browser, demo: str):
    async with open_desk(browser, demo) as desk:
        owner, clerk = desk.phone("陈女士"), desk.phone("郑雨")
        await begins(owner)
        for label in ZH.report:
            await owner.taps(label)
        await owner.opens_clip()
        await owner.button("水龙头滴水").click()
        await owner.button("发送 1 张照片").click()
        await owner.sees("照片1张")
        await owner.says(ZH.complaint)
        await owner.reads_last(ZH.when)
        await owner.taps(ZH.any_time)
        await owner.reads_last("照片1张")
        await owner.taps(ZH.confirm)
        await clerk.sees("新报修", ZH.complaint)
        await expect(clerk.element.locator(".photos img")).to_have_count(1)


@pytest.mark.rows("R098", "R100")
async def test_danger_in_the_middle_of_a_form(browser: Browser, demo: str):
    async with open_desk(browser, demo) as desk:
        owner, head = desk.phone("陈女士"), desk.phone("何志强")
        await begins(owner)
        for label in ZH.report[:3]:
            await owner.taps(label)
        await owner.says("着火了，快来人")
        await owner.reads_last("0510-0000-0119是中控室电话")
        await expect(owner.button("继续：报修")).to_be_visible()
        await owner.taps("火情或冒烟")
        await owner.reads_last(NUMBER, "从最近的楼梯撤离", "具体位置")
        await head.sees("警报", "10000000005", "着火了，快来人")
        await head.taps("我来处理")
        await owner.sees("何志强", "已接警")
