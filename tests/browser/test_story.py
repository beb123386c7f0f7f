"""The story of a repair as anybody can play it: the real demo, a real browser, and nothing but the page."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk import HAND, Desk, Handset, open_desk
from tests.browser.steps import EN, NUMBER, ZH, begins, fills_in, is_done, is_sent_to_the_plumber, reports

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.rows("R025", "R026", "R027", "R028", "R029", "R043", "R046", "R053", "R067")
async def test_a_dripping_tap_from_the_report_to_the_callback(browser: Browser, demo: str):
    async with open_desk(browser, demo) as desk:
        owner, clerk, plumber, manager = (desk.phone(name) for name in ("陈女士", "郑雨", "林海涛", "周立新"))
        await reports(owner)
        await owner.sees(f"单号{NUMBER}", "9月15日 周一 09:0")
        await clerk.sees("新报修，U3 预约", "0301 · 茶水间", ZH.complaint, "陈女士，电话10000000005")
        await is_sent_to_the_plumber(desk)
        await owner.sees(f"报修 {NUMBER}", "已派发")
        await expect(plumber.badge).to_have_text("1")
        await expect(plumber.last).not_to_contain_text("10000000005")

        await desk.page.reload()
        await desk.ready()
        await owner.sees(f"报修 {NUMBER}", "已派发", ZH.complaint)
        await expect(plumber.badge).to_have_text("1")
        await expect(desk.page.locator(".phone")).to_have_count(5)

        await plumber.taps("接单")
        await plumber.reads_last("陈女士，电话10000000005")
        await expect(plumber.badge).to_be_hidden()
        await owner.sees("上门人员已安排好", "工程部的林海涛（工号E010）已接单")
        await clerk.reads_last("已接单")
        await is_done(desk)
        await plumber.reads_last("待反馈", ZH.done)
        await clerk.sees("请向业主反馈结果", ZH.done)
        await clerk.taps("反馈业主")
        await owner.sees(f"{NUMBER}已处理", ZH.done)
        await expect(manager.messages).to_have_count(0)

        await _two_hours_later_the_owner_rates(desk, owner)
        await _the_next_morning(desk, manager)
        await _the_callback(desk, owner, manager)


async def _two_hours_later_the_owner_rates(desk: Desk, owner: Handset) -> None:
    question = "请您从准时、态度、质量、整洁四方面评价"
    await desk.walk(ZH.hour, "10:0")
    await desk.walk(ZH.hour, "11:0")
    await desk.walk(ZH.five_minutes, "11:")
    await owner.sees(question)
    await owner.taps("评价本次服务")
    await owner.taps("已解决，逐项评价")
    for aspect in ("准时", "态度", "质量", "整洁"):
        await owner.reads_last(aspect)
        await owner.taps("5 很高")
    await owner.reads_last("欢迎留言")
    await owner.says("很好，谢谢林师傅")
    await owner.sees("谢谢您的评价")
    await desk.phone("郑雨").sees("评分：准时5 态度5 质量5 整洁5", "很好，谢谢林师傅")


async def _the_next_morning(desk: Desk, manager: Handset) -> None:
    for face in ("15:30", "16:00", "16:30", "17:20"):
        await desk.walk(ZH.next_duty, face)
    await manager.sees("9月15日 周一 晚报", "新单1，完工1")
    await desk.walk(ZH.next_duty, "03:30")
    await desk.walk(ZH.next_duty, "08:20")
    await desk.walk(ZH.next_duty, "08:40")
    await manager.sees("9月16日 周二 早报", "未结4")
    await desk.walk(ZH.next_duty, "09:00")
    # Nobody holds an old card with a button that does nothing any more.
    await expect(desk.phone("郑雨").element.get_by_role("button", name="反馈业主")).to_have_count(0)
    await expect(desk.page.locator("#dock .duty.done", has_text="回访名单").first).to_contain_text(
        "今天 09:00 · 回访 1"
    )
    await manager.taps(re.compile("^U3 0301 龙头洁具"))
    await manager.reads_last(NUMBER, "待回访", "承办：林海涛，工程部")


async def _the_callback(desk: Desk, owner: Handset, manager: Handset) -> None:
    caller = await desk.give_to_whom_was_told("孙晓芸")
    await caller.reads_last("有一个回访任务", "陈女士，电话10000000005", "您对处理结果满意吗")
    await caller.taps("登记通话结果")
    await caller.taps("已接通，满意")
    await caller.reads_last("对方说了什么")
    await caller.says("水龙头好用了，没有别的要求")
    await caller.reads_last("已接通，满意", "水龙头好用了")
    await owner.sees(f"报修 {NUMBER}", "已办结")
    await manager.reads_last("已办结")


@pytest.mark.rows("R043", "R045")
async def test_on_a_small_screen_and_by_keyboard(browser: Browser, demo: str):
    async with open_desk(browser, demo, size=HAND) as desk:
        page, owner = desk.page, desk.phone("陈女士")
        await expect(page.locator(".phone:visible")).to_have_count(1)
        for label in ("开始", *ZH.report):
            await _press_by_keyboard(desk, owner, label)
        await owner.reads_last(ZH.describe)
        await owner.element.locator("textarea").focus()
        await page.keyboard.type(ZH.complaint)
        await page.keyboard.press("Enter")
        await owner.reads_last(ZH.when)
        await _press_by_keyboard(desk, owner, "返回上一步")
        await owner.reads_last(ZH.describe)
        await owner.says("热水龙头滴水")
        await _press_by_keyboard(desk, owner, ZH.any_time)
        await owner.reads_last(ZH.check, "热水龙头滴水")
        await _press_by_keyboard(desk, owner, ZH.confirm)
        await owner.sees(NUMBER, "已登记")

        clerk_tab = page.locator("#tabs button", has_text="郑雨")
        await expect(clerk_tab.locator(".badge")).to_have_text("1")
        await clerk_tab.click()
        await expect(clerk_tab.locator(".badge")).to_be_hidden()
        await expect(owner.element).to_be_hidden()
        await desk.phone("郑雨").taps(ZH.dispatch)
        await page.locator("#when").click()
        await page.locator("#clock-sheet").get_by_role("button", name=ZH.hour).click()
        await expect(page.locator("#clock-sheet .face strong")).to_have_text(re.compile("^10:0"))
        await page.keyboard.press("Escape")
        await expect(page.locator("#when-words")).to_contain_text("10:0")
        assert await page.evaluate("document.documentElement.scrollWidth") == HAND[0]


async def _press_by_keyboard(desk: Desk, phone: Handset, label: str) -> None:
    """Walk with Tab to the button and press Enter, as somebody without a mouse does."""
    wanted = phone.button(label)
    await expect(wanted).to_be_visible()
    for _ in range(80):
        if await wanted.evaluate("button => button === document.activeElement"):
            break
        await desk.page.keyboard.press("Tab")
    await expect(wanted).to_be_focused()
    await desk.page.keyboard.press("Enter")
    await phone.answered()


@pytest.mark.rows("R046")
async def test_an_english_owner_and_a_desk_that_changes_its_language(browser: Browser, demo: str):
    async with open_desk(browser, demo, language="en-GB") as desk:
        await expect(desk.page.locator("#dock .face")).to_contain_text("Monday, 15 September 2025")
        owner, clerk = await desk.hand_over("陈女士", "Miller先生"), desk.phone("郑雨")
        await begins(owner, EN)
        await owner.reads_last("this is the customer service of Tianwu Tower")
        await fills_in(owner, EN)
        await owner.taps(EN.confirm)
        await owner.sees(NUMBER, "before Mon 15 Sep")

        await clerk.sees("新报修，U3 预约", "0704 · 茶水间", EN.complaint)
        await clerk.says("/start")
        await clerk.reads_last("客服内勤，当班")
        await clerk.taps("中文 / English")
        await clerk.taps("English")
        await clerk.reads_last("Customer service desk, on duty")
        await clerk.taps(re.compile("^To dispatch"))
        await clerk.taps(re.compile("0704"))
        await clerk.reads_last(NUMBER, "Owner's words", EN.complaint)
        await clerk.taps(EN.dispatch)
        await desk.phone("何志强").sees("本部门新单，请派工", "0704 · 茶水间")
        await owner.sees(f"Repair {NUMBER}", "arranging who comes")

        await desk.page.get_by_role("button", name="中文", exact=True).click()
        await expect(desk.page.locator("#dock .face")).to_contain_text("2025年9月15日星期一")
        await expect(owner.last).to_contain_text("arranging who comes")
