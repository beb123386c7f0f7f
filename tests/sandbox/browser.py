"""The page of a sandbox in a real Chromium; it may not complain about anything."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from playwright.async_api import Page, async_playwright

from bot.sandbox import Sandbox, serve

from .conftest import OWNER, Raw

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@asynccontextmanager
async def desk(sandbox: Sandbox) -> AsyncIterator[tuple[Page, Raw]]:
    """The page, and the owner bot's Bot API by plain HTTP."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium here")
    serving = await serve(sandbox)
    base = f"http://127.0.0.1:{serving.port}"
    # As root, Chromium's own cage does not start.
    caged = [] if os.geteuid() else ["--no-sandbox"]
    async with async_playwright() as playwright, httpx.AsyncClient(base_url=base) as client:
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *caged])
        page = await browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        await page.goto(base)
        await page.wait_for_selector("body.ready .phone")
        yield page, Raw(client, OWNER.token)
        assert complaints == []
        await asyncio.gather(browser.close(), serving.stop())
