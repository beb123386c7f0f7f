"""The steps of a repair on the page, with what everybody sees on the way, in Chinese or in English."""

import re
from dataclasses import dataclass

from playwright.async_api import expect

from tests.browser.desk import Desk, Handset, Label


@dataclass(frozen=True)
class Spoken:
    """Labels and words as one language has them."""

    start: str
    report: tuple[str, ...]  # the buttons of the form, up to the description
    describe: str
    complaint: str
    when: str
    any_time: str
    check: str
    confirm: str
    recorded: str
    new_report: str
    dispatch: Label
    please_assign: str
    assign: Label
    please_accept: str
    accept: str
    arrive: str
    finish: str
    free: str
    what_was_done: str
    done: str
    no_picture: str
    confirm_done: str
    please_feed_back: str
    feed_back: str
    hour: str
    five_minutes: str
    next_duty: str


ZH = Spoken(
    start="开始",
    report=("报修", "我的单元内", "茶水间", "水管和排水", "水龙头漏水或损坏"),
    describe="请用一两句话说明情况",
    complaint="茶水间的水龙头一直滴水，昨天晚上开始的",
    when="请选择您方便的时间",
    any_time="时间都可以",
    check="请您核对",
    confirm="确认",
    recorded="已登记",
    new_report="新报修",
    dispatch=re.compile("^U3，派给工程部"),
    please_assign="请派工",
    assign=re.compile("^派给林海涛"),
    please_accept="请接单",
    accept="接单",
    arrive="到达签到",
    finish="完工",
    free="免费：保修期内",
    what_was_done="做了什么",
    done="已更换水龙头阀芯，试水正常",
    no_picture="外观无明显变化",
    confirm_done="确认完工",
    please_feed_back="请向业主反馈结果",
    feed_back="反馈业主",
    hour="时间前进 1 小时",
    five_minutes="时间前进 5 分钟",
    next_duty="到下一项任务",
)
EN = Spoken(
    start="Start",
    report=("Report a repair", "In my unit", "Pantry", "Water and drains", "Tap leaks or is broken"),
    describe="describe",
    complaint="The tap in our pantry has been dripping since last night",
    when="When does it suit you?",
    any_time="At any time",
    check="The tap in our pantry",
    confirm="Confirm",
    recorded="Registered",
    new_report="New report",
    dispatch=re.compile("^U3: send to Engineering"),
    please_assign="please assign",
    assign=re.compile("^Give to 林海涛"),
    please_accept="please accept",
    accept="Accept",
    arrive="I have arrived",
    finish="Finish",
    free="Free: within the guarantee",
    what_was_done="What was done",
    done="Washer replaced, tested",
    no_picture="Nothing to be seen",
    confirm_done="Report as done",
    please_feed_back="please tell the owner",
    feed_back="Tell the owner",
    hour="Let 1 h go by",
    five_minutes="Let 5 min go by",
    next_duty="To the next duty",
)
NUMBER = "BX20250915002"  # the first one of the day was there before the demo began


async def begins(phone: Handset, says: Spoken = ZH) -> None:
    """Press the big button of an empty chat."""
    await phone.button(says.start).click()
    await expect(phone.last).to_be_visible()


async def fills_in(owner: Handset, says: Spoken = ZH, *, after: int = 0) -> None:
    """The owner's form up to the read-back, from the first button or after so many of them."""
    for label in says.report[after:]:
        await owner.taps(label)
    await owner.reads_last(says.describe)
    await owner.says(says.complaint)
    await owner.reads_last(says.when)
    await owner.taps(says.any_time)
    await owner.reads_last(says.check, says.complaint)


async def reports(owner: Handset, says: Spoken = ZH) -> None:
    """An owner reports a dripping tap and gets a number."""
    await begins(owner, says)
    await fills_in(owner, says)
    await owner.taps(says.confirm)
    await owner.sees(NUMBER, says.recorded)


async def is_sent_to_the_plumber(desk: Desk, says: Spoken = ZH) -> None:
    """The desk dispatches, the head assigns."""
    clerk, head, plumber = (desk.phone(name) for name in ("郑雨", "何志强", "林海涛"))
    await clerk.sees(says.new_report, NUMBER)
    await clerk.taps(says.dispatch)
    await head.sees(says.please_assign, NUMBER)
    await head.taps(says.assign)
    await plumber.sees(says.please_accept, NUMBER)


async def is_done(desk: Desk, says: Spoken = ZH) -> None:
    """The plumber arrives and finishes, with a result in his own words."""
    plumber = desk.phone("林海涛")
    await plumber.taps(says.arrive)
    await plumber.taps(says.finish)
    await plumber.taps(says.free)
    await plumber.reads_last(says.what_was_done)
    await plumber.says(says.done)
    await plumber.taps(says.no_picture)
    await plumber.reads_last(says.done)
    await plumber.taps(says.confirm_done)
