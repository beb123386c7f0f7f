"""A Chromium and a demo for each story; without a Chromium the stories are left out."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.desk import CHROMIUM, chromium, running_demo


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    async with chromium() as running:
        yield running


@pytest.fixture
async def demo(browser: Browser, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a demo of its own; the browser comes first, for without it nothing is started."""
    async with running_demo(tmp_path / "demo") as address:
        yield address
