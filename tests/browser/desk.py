"""The real demo as a process of its own, and its page in a real Chromium: phones that are looked at and tapped."""

import asyncio
import json
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Nothing may go to the network, and as root Chromium's own cage does not start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
LAPTOP, HAND = (1440, 900), (390, 844)
# The outbox sends one message a second to a chat, in real time: what is waited for may be the third in its row.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)

Label = str | re.Pattern[str]


def demo_command(data: Path) -> tuple[str, ...]:
    """How the demo is started with a data folder, on any free port."""
    return (sys.executable, "-m", "bot", "demo", "--port", "0", "--data", str(data))


@asynccontextmanager
async def running_demo(data: Path) -> AsyncIterator[str]:
    """`python -m bot demo` on a free port; gives the page's address, and wants a clean end."""
    log = data.with_suffix(".log")
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *demo_command(data),
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        try:
            assert process.stdout is not None
            yield await _address(process.stdout, log)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()
    assert (process.returncode, _faults(log)) == (0, [])


async def _address(output: asyncio.StreamReader, log: Path) -> str:
    while line := await output.readline():
        if found := re.search(r"http://\S+", line.decode()):
            return found[0]
    raise AssertionError(f"the demo ended before it said where it is:\n{_errors(log)}")


def _errors(log: Path) -> str:
    return log.read_text(encoding="utf-8")


def _faults(log: Path) -> list[str]:
    """What went wrong; a warning says only that a busy machine was late and that it is tried again."""
    return [line for line in _errors(log).splitlines() if not line.startswith("{") or _level(line) != "warning"]


def _level(line: str) -> str:
    return str(json.loads(line).get("level"))


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


class Handset:
    """One phone on the page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.element = page.locator(f'section.phone[aria-label^="{name},"]')
        self.messages = self.element.locator("article.theirs")
        self.field = self.element.locator("textarea")
        self.badge = self.element.locator(".above .badge")

    @property
    def last(self) -> Locator:
        """The newest message of the bot."""
        return self.messages.last

    def button(self, label: Label) -> Locator:
        """The newest button with exactly these words, or words like these."""
        return self.element.get_by_role("button", name=label, exact=isinstance(label, str)).last

    async def sees(self, *words: str) -> None:
        """Wait until the newest message that has the first words has all of them."""
        message = self.messages.filter(has_text=words[0]).last
        for one in words:
            await expect(message).to_contain_text(one)

    async def reads_last(self, *words: str) -> None:
        """Wait until the newest message of the bot has all these words."""
        for one in words:
            await expect(self.last).to_contain_text(one)

    async def taps(self, label: Label) -> None:
        """Tap the newest button of this label, and wait until the bot has answered the tap."""
        await self.button(label).click()
        await self.answered()

    async def answered(self) -> None:
        """Wait until no tap is under way."""
        await expect(self.element.locator("button.busy")).to_have_count(0)

    async def says(self, text: str) -> None:
        """Write a message and send it."""
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.element.locator("article.mine").last).to_contain_text(text)

    async def opens_clip(self) -> None:
        """Open what the paper-clip offers."""
        await self.element.get_by_role("button", name="附件").click()

    async def sends_file(self, name: str, content: bytes, mime: str = "application/octet-stream") -> None:
        """Send a file of the device."""
        await self.opens_clip()
        async with self.page.expect_file_chooser() as choosing:
            await self.button("照片或文件…").click()
        await (await choosing.value).set_files({"name": name, "mimeType": mime, "buffer": content})
        await expect(self.element.locator("article.mine").last).to_contain_text(name)


class Desk:
    """The page with everything on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.time = page.locator("#dock .face strong")
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    async def ready(self) -> None:
        """Wait until the page knows everything."""
        await expect(self.page.locator("body.ready")).to_be_visible()

    def phone(self, name: str) -> Handset:
        """Somebody's phone on the desk."""
        return Handset(self.page, name)

    async def hand_over(self, giver: str, to: str) -> Handset:
        """Another person takes somebody's phone, found in the chooser by name."""
        await self.phone(giver).element.locator("button.holder").click()
        sheet = self.page.locator("#chooser")
        await sheet.locator("input").fill(to)
        await sheet.get_by_role("button", name=to).first.click()
        await expect(self.phone(to).element).to_be_visible()
        return self.phone(to)

    async def give_to_whom_was_told(self, name: str) -> Handset:
        """Somebody who was told takes a phone, from the strip at the top."""
        await self.page.locator("#told").get_by_role("button", name=name).first.click()
        await expect(self.phone(name).element).to_be_visible()
        return self.phone(name)

    async def walk(self, button: str, arrives: str) -> None:
        """Let time go by until the clock's face begins with `arrives` and stands there."""
        await self.page.locator("#dock").get_by_role("button", name=button, exact=True).click()
        await expect(self.time).to_have_text(re.compile(f"^{arrives}"))
        await expect(self.page.locator("#dock button.step").first).to_be_enabled()


@asynccontextmanager
async def open_desk(
    browser: Browser, address: str, *, language: str = "zh-CN", size: tuple[int, int] = LAPTOP, scale: float = 1
) -> AsyncIterator[Desk]:
    """A window of its own on the demo's page; the page may not complain about anything."""
    context = await browser.new_context(
        locale=language, viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale
    )
    context.set_default_timeout(PATIENCE_MS)
    desk = Desk(await context.new_page())
    await desk.page.goto(address)
    await desk.ready()
    yield desk
    await context.close()
    assert desk.complaints == [], desk.complaints
