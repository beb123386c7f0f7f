"""The paper-clip and what comes out of it, in a real browser, by mouse and by keyboard."""

import struct
import zlib

import pytest
from playwright.async_api import Page, expect

from bot.sandbox import Sandbox
from bot.sandbox.pictures import size_of

from .browser import desk
from .conftest import CAST, CHEN, OWNER, STAFF, TurnableClock
from .pictures import png
from .schema import heard

pytestmark = pytest.mark.browser
KEYS = {"keyboard": [[{"text": "我的电话", "request_contact": True}, {"text": "我的位置", "request_location": True}]]}


@pytest.fixture
def sandbox(clock: TurnableClock) -> Sandbox:
    return Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[CHEN])


async def test_ready_made_photos_are_chosen_by_keyboard(sandbox: Sandbox) -> None:
    async with desk(sandbox) as (page, raw):
        chen = page.get_by_role("region", name="陈女士")
        await raw.done("sendMessage", chat_id=CHEN, text="请发照片")
        await chen.get_by_role("textbox").fill("两处都在漏水")
        await chen.get_by_role("button", name="附件").focus()
        await page.keyboard.press("Enter")
        await expect(chen.get_by_role("button", name="水龙头滴水")).to_be_focused()
        await page.keyboard.press("Space")
        await chen.get_by_role("button", name="天花板漏水").press("Space")
        await chen.get_by_role("button", name="发送 2 张照片").press("Enter")
        await expect(chen.locator(".photos img")).to_have_count(2)
        await expect(chen.get_by_role("textbox")).to_have_value("")
        first, second = await heard(raw)
        assert (first.caption, second.caption) == ("两处都在漏水", None)
        assert first.media_group_id == second.media_group_id is not None
        assert [(one.photo[-1].width, one.photo[-1].height) for one in (first, second)] == [(960, 720)] * 2
        await chen.get_by_role("button", name="放大照片 两处都在漏水").click()
        await expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.keyboard.press("Escape")


async def test_files_of_the_device(sandbox: Sandbox) -> None:
    async with desk(sandbox) as (page, raw):
        chen = page.get_by_role("region", name="陈女士")
        await raw.done("sendMessage", chat_id=CHEN, text="请发文件")
        files = [
            {"name": "现场.png", "mimeType": "image/png", "buffer": png(640, 480)},
            {"name": "大图.png", "mimeType": "image/png", "buffer": _noise(2000, 1500)},
            {"name": "报价.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
        ]
        await _pick(page, files)
        await expect(chen.locator("a.document")).to_contain_text("报价.pdf")
        small, large, paper = await heard(raw)
        assert [(one.photo[-1].width, one.photo[-1].height) for one in (small, large)] == [(640, 480), (1280, 960)]
        assert (paper.document.file_name, paper.document.mime_type, paper.document.file_size) == (
            "报价.pdf",
            "application/pdf",
            4,
        )
        sent = sandbox.chat(CHEN, "owner").messages[1:]
        assert sent[0].content == png(640, 480)
        assert size_of(sent[1].content) == (1280, 960)
        assert sent[2].document.content == b"%PDF"
        await _pick(page, [{"name": "坏的.png", "mimeType": "image/png", "buffer": b"no picture"}])
        await expect(chen.locator("a.document").last).to_contain_text("坏的.png")


async def test_voice_place_and_number(sandbox: Sandbox) -> None:
    async with desk(sandbox) as (page, raw):
        chen = page.get_by_role("region", name="陈女士")
        await raw.done("sendMessage", chat_id=CHEN, text="请留言", reply_markup=KEYS)
        await chen.get_by_role("button", name="附件").click()
        await chen.get_by_role("button", name="语音留言").click()
        await chen.get_by_role("button", name="播放语音，3 秒").click()
        await expect(chen.get_by_role("button", name="暂停")).to_be_visible()
        await chen.get_by_role("button", name="我的电话").click()
        await chen.get_by_role("button", name="我的位置").click()
        await expect(chen.locator(".place")).to_contain_text("39.13236, 117.20987")
        voice, contact, place = await heard(raw)
        assert (voice.voice.duration, voice.voice.mime_type) == (3, "audio/ogg")
        assert sandbox.chat(CHEN, "owner").messages[1].content.startswith(b"OggS")
        assert (contact.contact.user_id, contact.contact.phone_number) == (CHEN, "+8613100000001")
        assert place.location.latitude == 39.13236


async def test_everything_a_bot_sends_is_shown(sandbox: Sandbox) -> None:
    async with desk(sandbox) as (page, raw):
        chen = page.get_by_role("region", name="陈女士")
        send = f"/bot{raw.token}/sendPhoto"
        await raw.client.post(send, data={"chat_id": CHEN, "caption": "之前"}, files={"photo": png(320, 240)})
        await expect(chen.locator(".photos.single img")).to_be_visible()
        assert (
            await chen.locator(".photos.single img").evaluate("image => image.decode().then(() => image.naturalWidth)")
            == 320
        )
        await raw.done("editMessageCaption", chat_id=CHEN, message_id=1, caption="之后")
        await expect(chen.locator(".message").last).to_contain_text("之后")
        await raw.done("sendLocation", chat_id=CHEN, latitude=1, longitude=2)
        await expect(chen.locator(".message").last).to_contain_text("1.00000, 2.00000")
        sandbox.forward(CHEN, "owner", "明天停水", "邻居")
        await expect(chen.locator(".message").last).to_contain_text("转发自 邻居")
        await expect(page.locator("#told li").first).to_contain_text("位置")
        await page.set_viewport_size({"width": 390, "height": 844})
        await chen.get_by_role("button", name="附件").click()
        await expect(chen.get_by_role("button", name="我的电话号码")).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def _pick(page: Page, files: list) -> None:
    chen = page.get_by_role("region", name="陈女士")
    await chen.get_by_role("button", name="附件").click()
    async with page.expect_file_chooser() as choosing:
        await chen.get_by_role("button", name="照片或文件…").click()
    await (await choosing.value).set_files(files)


def _noise(width: int, height: int) -> bytes:
    """A picture that takes many bytes."""
    seed, rows = 1, bytearray()
    for _ in range(height):
        seed = (seed * 1103515245 + 12345) % 2**31
        rows += b"\0" + zlib.crc32(seed.to_bytes(4, "big")).to_bytes(4, "big") * (width // 32)
        rows += bytes((width + 7) // 8 - width // 32 * 4)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 0)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
