"""Groups on the page: founding one, talking in it, tapping, answering, and going back to the private chat."""

import httpx
import pytest
from playwright.async_api import expect

from bot.sandbox import Sandbox

from .browser import desk
from .conftest import CAST, CHEN, OWNER, STAFF, WANG, Raw, TurnableClock
from .pictures import png
from .schema import heard, updates

pytestmark = pytest.mark.browser
BUTTONS = {"inline_keyboard": [[{"text": "接单", "callback_data": "take"}]]}


@pytest.fixture
def sandbox(clock: TurnableClock) -> Sandbox:
    return Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[CHEN, WANG])


async def test_a_group_is_founded_and_people_talk_in_it(sandbox: Sandbox) -> None:
    async with desk(sandbox) as (page, raw):
        staff = _staff(raw)
        wang, chen = (page.get_by_role("region", name=name) for name in ("王师傅", "陈女士"))
        await wang.get_by_role("button", name="更多").click()
        await page.get_by_role("menuitem", name="新建群…").click()
        create = page.get_by_role("button", name="建群")
        await expect(create).to_be_disabled()
        await page.keyboard.type("工程部")
        await page.get_by_role("checkbox", name="陈女士").check()
        await create.click()
        await expect(wang.locator(".title-bar")).to_contain_text("工程部")
        await expect(wang.locator(".event")).to_contain_text("管家员工端 加入了群")
        (joined, _) = await updates(staff)
        group = joined.my_chat_member.chat.id
        assert sandbox.group(group).members == (WANG, CHEN)

        sent = await staff.done("sendMessage", chat_id=group, text="谁去三楼？", reply_markup=BUTTONS)
        await chen.locator(".chip").filter(has_text="工程部").click()
        await expect(chen.locator(".sender")).to_have_text("管家员工端")
        await chen.get_by_role("button", name="接单").click()
        (tap,) = await updates(staff)
        assert (tap.callback_query.from_user.id, tap.callback_query.message.chat.id) == (CHEN, group)
        await staff.done("answerCallbackQuery", callback_query_id=tap.callback_query.id, text="谢谢")
        await expect(chen.locator(".toast")).to_have_text("谢谢")
        await expect(wang.locator(".toast")).to_have_count(0)

        await wang.locator(".message").first.hover()
        await wang.get_by_role("button", name="回复: 管家员工端").click()
        await wang.get_by_role("textbox").fill("我去")
        await wang.get_by_role("textbox").press("Enter")
        await expect(chen.locator(".message").last).to_contain_text("王师傅")
        await expect(chen.locator(".message").last.locator(".quoted")).to_contain_text("谁去三楼？")
        (answer,) = await heard(staff)
        assert (answer.text, answer.reply_to_message.message_id) == ("我去", sent["message_id"])
        await staff.done("editMessageText", chat_id=group, message_id=sent["message_id"], text="王师傅去")
        for phone in (wang, chen):
            await expect(phone.locator(".message").first).to_contain_text("王师傅去")


async def test_the_private_chat_and_the_group_are_kept_apart(sandbox: Sandbox) -> None:
    group = sandbox.new_group("staff", "工程部", [CHEN], by=WANG, sees_all=True)
    async with desk(sandbox) as (page, raw):
        staff = _staff(raw)
        await updates(staff)
        wang, chen = (page.get_by_role("region", name=name) for name in ("王师傅", "陈女士"))
        chip = chen.locator(".chip").filter(has_text="工程部")
        await staff.done("sendMessage", chat_id=group, text="只在群里")
        await expect(chip.locator(".badge")).to_have_text("2")
        await page.locator("#told").get_by_role("button", name="只在群里").click()
        await expect(wang.locator(".title-bar")).to_contain_text("工程部")
        await chip.click()
        await expect(chip.locator(".badge")).to_be_hidden()
        await chen.get_by_role("button", name="附件").click()
        await chen.get_by_role("button", name="门锁坏了").click()
        await chen.get_by_role("button", name="发送 1 张照片").click()
        await expect(chen.locator(".photos.single")).to_be_visible()
        (photo,) = await heard(staff)
        assert (photo.chat.id, photo.from_user.id, photo.photo[-1].width) == (group, CHEN, 960)
        await chen.get_by_role("button", name="私聊").click()
        await expect(chen.locator(".message")).to_have_count(0)
        sandbox.photo(WANG, "staff", png(), "在群里", group=group)
        await expect(chip.locator(".badge")).to_have_text("1")
        await page.reload()
        await page.locator(".holder").first.click()
        await page.get_by_role("button", name="群：工程部").first.click()
        await expect(chen.locator(".message").last).to_contain_text("在群里")
        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(chen.locator(".message").last.get_by_role("button", name="回复: 王师傅")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        new = sandbox.migrate_group(group)
        await expect(chen.get_by_role("button", name="私聊")).to_have_attribute("aria-current", "true")
        await chip.click()
        await expect(chen.locator(".event")).to_contain_text("本群由普通群升级而来")
        await chen.get_by_role("button", name="更多").click()
        await page.get_by_role("menuitem", name="把管家员工端移出群").click()
        await expect(chen.locator(".event").last).to_contain_text("管家员工端 离开了群")
        assert sandbox.group(new).bots == ()


def _staff(raw: Raw) -> Raw:
    client: httpx.AsyncClient = raw.client
    return Raw(client, STAFF.token)
