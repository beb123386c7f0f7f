"""The demo's process: stopping and starting again loses nothing, and two demos never share a folder."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk import ROOT, demo_command, open_desk, running_demo
from tests.browser.steps import NUMBER, ZH, begins

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_after_a_restart_the_open_form_goes_on(browser: Browser, tmp_path: Path):
    async with running_demo(tmp_path / "demo") as address, open_desk(browser, address) as desk:
        owner = desk.phone("陈女士")
        await begins(owner)
        for label in ZH.report:
            await owner.taps(label)
        await owner.reads_last(ZH.describe)
    async with running_demo(tmp_path / "demo") as address, open_desk(browser, address) as desk:
        owner = desk.phone("陈女士")
        await owner.reads_last(ZH.describe)
        await expect(desk.time).to_contain_text("09:0")
        await owner.says(ZH.complaint)
        await owner.reads_last(ZH.when)
        await owner.taps(ZH.any_time)
        await owner.reads_last(ZH.check, "水龙头漏水或损坏", ZH.complaint)
        await owner.taps(ZH.confirm)
        await owner.sees(NUMBER, ZH.recorded)
        await desk.phone("郑雨").sees(ZH.new_report, NUMBER)


@pytest.mark.parametrize("also", [(), ("--fresh",)], ids=["kept", "fresh"])
async def test_a_second_demo_in_the_same_folder_is_refused_in_one_sentence(
    browser: Browser, tmp_path: Path, also: tuple[str, ...]
):
    folder = tmp_path / "demo"
    async with running_demo(folder) as address:
        second = await asyncio.create_subprocess_exec(
            *demo_command(folder), *also, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        said, complained = await second.communicate()
        assert (second.returncode, said) == (2, b"")
        assert complained.decode().splitlines() == [
            f"A demo is running in {folder} already: open its page, or give this one a --data."
        ]
        async with open_desk(browser, address) as desk:
            await begins(desk.phone("陈女士"))
    async with running_demo(folder) as address, open_desk(browser, address) as desk:
        await desk.phone("陈女士").reads_last("请问有什么可以帮助您的")
