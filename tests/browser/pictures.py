"""`python -m tests.browser.pictures`: takes the pictures of docs/pictures anew, by playing the story on the real demo."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, FloatRect, Page, expect

from tests.browser.desk import CHROMIUM, HAND, ROOT, Desk, Handset, chromium, open_desk, running_demo
from tests.browser.services import ORDER, comes_to_the_consent, finds_a_tap, gets_the_plumber, takes_cash, taps
from tests.browser.steps import (
    EN,
    NUMBER,
    ZH,
    begins,
    fills_in,
    is_sent_to_the_plumber,
)
from tests.workbooks import contact, employee, unit, workbook

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 300_000
PAGE = (1440, 860)
TALL = (1440, 1040)  # for cards that say much
AROUND = 12  # pixels of desk around a phone
FIRST_BUTTONS = 4  # of the form, on the small screen
# Smooth shades make a PNG five times as large and tell nobody anything.
FLAT = """() => {
  const flat = { body: "--desk", ".log": "--wall", ".title-bar": "--bot", ".status-bar": "--bot", ".device": "--case" };
  for (const [part, colour] of Object.entries(flat))
    for (const one of document.querySelectorAll(part)) one.style.background = `var(${colour})`;
  for (const one of document.querySelectorAll(".device, .bubble")) one.style.boxShadow = "none";
}"""


async def in_chinese(browser: Browser, address: str) -> None:
    """The story of the tour, step by step; it begins on a small screen and goes on on a large one."""
    async with open_desk(browser, address, size=HAND) as desk:
        owner = desk.phone("陈女士")
        await begins(owner)
        for label in ZH.report[:FIRST_BUTTONS]:
            await owner.taps(label)
        await _page_picture(desk, "mobile.zh")
    async with open_desk(browser, address, size=PAGE) as desk:
        owner, clerk, plumber, manager = (desk.phone(name) for name in ("陈女士", "郑雨", "林海涛", "周立新"))
        await fills_in(owner, after=FIRST_BUTTONS)
        await _phone_picture(owner, "owner-report.zh")
        await owner.taps(ZH.confirm)
        await owner.sees(NUMBER, ZH.recorded)
        await clerk.sees(ZH.new_report)
        await _phone_picture(clerk, "desk.zh")
        await is_sent_to_the_plumber(desk)
        await plumber.taps(ZH.accept)
        await owner.sees("上门人员已安排好")
        await plumber.taps(ZH.arrive)
        await owner.sees(f"报修 {NUMBER}", "已到场")
        await desk.phone("何志强").reads_last("已到场")
        await begins(manager)
        await plumber.taps(ZH.finish)
        await plumber.taps(ZH.free)
        await plumber.reads_last(ZH.what_was_done)
        await _page_picture(desk, "overview.zh")
        await _phone_picture(plumber, "technician.zh")
        await plumber.taps("已更换配件，测试正常")
        await plumber.taps(ZH.no_picture)
        await plumber.taps(ZH.confirm_done)
        await clerk.sees(ZH.please_feed_back)
        await clerk.taps(ZH.feed_back)
        await owner.sees(f"{NUMBER}已处理")
        for face in ("09:05", "09:10", "15:30", "16:00", "16:30", "17:20", "03:30", "08:20", "08:40"):
            await desk.walk(ZH.next_duty, face)
        await manager.sees("9月16日 周二 早报")
        await manager.messages.filter(has_text="早报").last.evaluate("one => one.scrollIntoView({block: 'start'})")
        await _phone_picture(manager, "digest.zh")


async def the_office(browser: Browser, address: str) -> None:
    """What the manager sees of a workbook, and what an owner sees who writes of danger."""
    content = workbook(units=[unit("0907"), unit("0908", floor="九")], contacts=[contact("0907")], staff=[employee()])
    async with open_desk(browser, address, size=PAGE) as desk:
        owner, manager = desk.phone("陈女士"), desk.phone("周立新")
        await begins(manager)
        for label in ("管理处事务", "导入导出资料"):
            await manager.taps(label)
        await manager.sends_file("资料.xlsx", content)
        await manager.sees("表格核对完毕")
        await _phone_picture(manager, "import.zh")
        await begins(owner)
        for label in ZH.report[:3]:
            await owner.taps(label)
        await owner.says("着火了，快来人")
        await owner.reads_last("火情或冒烟")
        await _phone_picture(owner, "emergency.zh")


async def what_was_there(browser: Browser, address: str) -> None:
    """What the demo begins with: a solution to agree to, an answer, an announcement."""
    async with open_desk(browser, address, size=PAGE) as desk:
        owner = desk.phone("陈女士")
        await begins(owner)
        for label in ("我的单据", "投诉 电梯 等待您确认"):
            await owner.taps(label)
        await _phone_picture(owner, "solution.zh")
        for label in ("主菜单", "常见问题"):
            await owner.taps(label)
        await owner.says("停车费一个月多少")
        await owner.reads_last("请问您的问题解决了吗")
        await _phone_picture(owner, "question.zh")
        for label in ("主菜单", "公告（1）", "【新】 9月11日 周四 消防演练"):
            await owner.taps(label)
        await owner.reads_last("时间：9月19日 周五 15:00-16:00")
        await _phone_picture(owner, "announcement.zh")


async def an_event(browser: Browser, address: str) -> None:
    """What the desk reads before everybody affected is told, and what they read then."""
    async with open_desk(browser, address, size=PAGE) as desk:
        owner, clerk = desk.phone("陈女士"), desk.phone("郑雨")
        await begins(owner)
        for label in ("紧急求助", "水管爆裂、大量漏水", "先这样，稍后补充"):
            await owner.taps(label)
        for label in ("我来处理", "突发事件 TF20250915001", "通知受影响业户", "2、3层", "远离现场", "没有补充"):
            await clerk.taps(label)
        await clerk.reads_last("业户将看到")
        await _phone_picture(clerk, "event-desk.zh")
        await clerk.taps("立即发送")
        await owner.sees("请您远离现场")
        await _phone_picture(owner, "event.zh")


async def a_paid_service(browser: Browser, address: str) -> None:
    """From the price list to the confirmed money: what each side reads of it, and what the manager sees of all orders."""
    async with open_desk(browser, address, size=TALL) as desk:
        owner, clerk, plumber, manager = (desk.phone(name) for name in ("陈女士", "郑雨", "林海涛", "周立新"))
        await finds_a_tap(owner)
        await _phone_picture(owner, "service-price.zh")
        await comes_to_the_consent(owner)
        await _phone_picture(owner, "service-consent.zh")
        await owner.taps("同意并预约")
        await owner.sees(ORDER)
        await gets_the_plumber(desk, ORDER)
        await taps(plumber, ZH.finish, "全部完成：40元", "已更换配件，测试正常", ZH.no_picture)
        await plumber.reads_last("收费：", "请您核对")
        await _phone_picture(plumber, "service-finish.zh")
        await plumber.taps(ZH.confirm_done)
        await plumber.sees("请现在收款")
        await takes_cash(plumber, "40元")
        await clerk.sees("请审核", ORDER)
        await _phone_picture(clerk, "service-money.zh")
        await begins(manager)
        await manager.taps("有偿订单")
        await manager.reads_last("未审核", "未交现金")
        await _phone_picture(manager, "service-overview.zh")


async def in_english(browser: Browser, address: str) -> None:
    """The middle of the story, with everybody's phone in English."""
    async with open_desk(browser, address, language="en-GB", size=PAGE) as desk:
        owner = await desk.hand_over("陈女士", "Miller先生")
        for name in ("郑雨", "何志强", "林海涛"):
            await _speaks_english(desk.phone(name))
        await begins(owner, EN)
        await fills_in(owner, EN)
        await _phone_picture(owner, "owner-report.en")
        await owner.taps(EN.confirm)
        await owner.sees(NUMBER, EN.recorded)
        await is_sent_to_the_plumber(desk, EN)
        plumber = desk.phone("林海涛")
        await plumber.taps(EN.accept)
        await owner.sees("we have arranged who comes")
        await plumber.taps(EN.arrive)
        await owner.sees(f"Repair {NUMBER}", "is at your door")
        await _speaks_english(desk.phone("周立新"))
        await plumber.taps(EN.finish)
        await plumber.taps(EN.free)
        await plumber.reads_last(EN.what_was_done)
        await _page_picture(desk, "overview.en")


async def _speaks_english(phone: Handset) -> None:
    await begins(phone, EN)
    await phone.taps("中文 / English")
    await phone.taps("English")
    await phone.reads_last("Please choose")


async def _page_picture(desk: Desk, name: str) -> None:
    await _take(desk.page, name)


async def _phone_picture(phone: Handset, name: str) -> None:
    box = await phone.element.bounding_box()
    assert box is not None
    left, top = box["x"] - AROUND, box["y"] - AROUND
    size = FloatRect(x=left, y=top, width=box["width"] + 2 * AROUND, height=box["height"] + AROUND)
    await _take(phone.page, name, size)


async def _take(page: Page, name: str, part: FloatRect | None = None) -> None:
    await page.mouse.move(0, 0)
    await expect(page.locator(".toast")).to_have_count(0)
    await page.evaluate(FLAT)
    await page.screenshot(path=_path(name), clip=part, animations="disabled", caret="hide")


def _path(name: str) -> Path:
    return PICTURES / f"{name}.png"


async def take_all() -> None:
    """Each language on a demo of its own, so that both begin on Monday at nine."""
    with TemporaryDirectory() as folder:
        async with chromium() as browser:
            for play in (in_chinese, the_office, what_was_there, an_event, a_paid_service, in_english):
                async with running_demo(Path(folder) / play.__name__) as address:
                    await play(browser, address)


def main() -> int:
    """Take them, and say how large they are; 1 if there is no Chromium or one is too large for a page."""
    if CHROMIUM is None:
        print("There is no Chromium here; install it and try again.", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(take_all())
    sizes = {path.name: path.stat().st_size for path in sorted(PICTURES.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size // 1000:4} KB  {name}")
    return int(max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
