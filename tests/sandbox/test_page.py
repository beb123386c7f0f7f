"""The page in a real browser: writing, tapping, choosing who holds a phone, and coming back after a reload."""

import pytest
from playwright.async_api import expect

from bot.sandbox import Sandbox

from .browser import desk
from .conftest import CAST, CHEN, NEW, OWNER, STAFF, WANG, TurnableClock

pytestmark = pytest.mark.browser
INVOICE = {
    "chat_id": CHEN,
    "title": "擦玻璃",
    "description": "0301 外窗",
    "payload": "order:7",
    "provider_token": "1:TEST:1",
    "currency": "CNY",
    "prices": [{"label": "玻璃", "amount": 8800}],
}
DATA = '{"inline_keyboard": [[{"text": "查看进度", "callback_data": "progress"}]]}'


async def test_a_person_writes_taps_and_reads(clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[CHEN, WANG])
    async with desk(sandbox) as (page, raw):
        chen = page.get_by_role("region", name="陈女士")
        await chen.get_by_role("textbox").fill("<img src=x onerror=alert(1)> 灯坏了")
        await chen.get_by_role("textbox").press("Enter")
        (said,) = await raw.done("getUpdates", timeout=5)
        assert said["message"]["text"] == "<img src=x onerror=alert(1)> 灯坏了"
        await expect(chen.locator(".bubble")).to_contain_text("<img src=x")
        sent = await raw.done("sendMessage", chat_id=CHEN, text="<b>已收到</b>", parse_mode="HTML", reply_markup=DATA)
        await chen.get_by_role("button", name="查看进度").click()
        (_, tap) = await raw.done("getUpdates", timeout=5)
        await expect(chen.locator(".key.busy")).to_have_count(1)
        query = tap["callback_query"]["id"]
        await raw.done("answerCallbackQuery", callback_query_id=query, text="师傅在路上", show_alert=True)
        await expect(chen.get_by_role("alertdialog")).to_contain_text("师傅在路上")
        await page.keyboard.press("Escape")
        await expect(chen.locator(".key.busy")).to_have_count(0)
        await raw.done("editMessageText", chat_id=CHEN, message_id=sent["message_id"], text="已完成")
        await expect(chen.locator(".message").last).to_contain_text("已完成")
        assert sandbox.chat(CHEN, "owner").unread == 0


async def test_a_person_pays_an_invoice_and_reads_why_not(clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[CHEN])
    async with desk(sandbox) as (page, raw):
        sandbox.say(CHEN, "owner", "/start")
        await raw.done("sendInvoice", **INVOICE)
        chen = page.get_by_role("region", name="陈女士")
        await expect(chen.locator(".invoice")).to_contain_text("¥88.00")
        for verdict, said in (({"ok": False, "error_message": "账单已更新"}, "账单已更新"), ({"ok": True}, "已支付")):
            await chen.locator(".key", has_text="支付 ¥88.00").click()
            await chen.get_by_role("dialog").get_by_role("button", name="支付 ¥88.00").click()
            asked = (await raw.done("getUpdates", timeout=5, offset=-1))[-1]["pre_checkout_query"]["id"]
            await raw.done("answerPreCheckoutQuery", pre_checkout_query_id=asked, **verdict)
            await expect(chen.get_by_role("dialog")).to_contain_text(said)
            await page.keyboard.press("Escape")
        await expect(chen.locator(".event").last).to_contain_text("已支付 ¥88.00")


async def test_phones_change_hands_and_stay_over_a_reload(clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[WANG])
    async with desk(sandbox) as (page, raw):
        await raw.done("sendMessage", chat_id=CHEN, text="您有一条新通知")
        await page.get_by_role("button", name="您有一条新通知").click()
        chen = page.get_by_role("region", name="陈女士")
        await expect(chen.locator(".bubble")).to_contain_text("您有一条新通知")
        await page.locator(".holder").first.click()
        await page.keyboard.type("新业户")
        await page.keyboard.press("Enter")
        newcomer = page.get_by_role("region", name="新业户")
        await newcomer.get_by_role("button", name="开始").click()
        await sandbox.wait_until(lambda: sandbox.chat(NEW, "owner").started)
        await page.get_by_role("button", name="English").click()
        await page.reload()
        await expect(page.locator(".phone")).to_have_count(2)
        await expect(newcomer.get_by_role("textbox", name="Message")).to_be_visible()
        await newcomer.get_by_role("button", name="More").click()
        await page.get_by_role("menuitem", name="Block the bot").click()
        await expect(newcomer.get_by_role("button", name="Unblock")).to_be_visible()
        assert sandbox.chat(NEW, "owner").blocked
        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(page.locator(".phone:visible")).to_have_count(1)
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
