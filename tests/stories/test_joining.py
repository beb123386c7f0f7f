"""Several people report the same public fault, and the desk finds two tickets that are one (DOMAIN 5.2)."""

import asyncio

import pytest

from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, reported

DARK = ("报修", "公共区域", "走廊", "3", "灯光和用电", "公共区域灯")


async def reports_the_dark_corridor(owner: Phone, words: str = "走廊灯灭了") -> None:
    """The report of a public lamp on the third floor."""
    await owner.says("/start")
    for label in DARK:
        await owner.taps(label)
    await owner.says(words)
    await owner.taps("确认")


@pytest.mark.rows("R055")
async def test_who_reports_what_is_known_joins_and_follows_it_to_the_end(town: Town):
    first, second, desk, worker = (town.phone(one) for one in ("陈女士", "章先生", "郑雨", "高建军"))
    await reports_the_dark_corridor(first, "走廊三楼的灯灭了")
    rings = desk.unread
    await reports_the_dark_corridor(second, "黑得看不见路")
    assert len(town.tickets()) == 1
    assert "此问题已有登记，单号BX20250915001" in second.text
    assert "其他业户也反映了此问题" in second.text
    assert "走廊三楼的灯灭了" not in second.text  # what the first one wrote is the first one's own
    assert "黑得看不见路" in second.text
    assert "其他业户也向我们反映了" in first.text
    assert desk.unread == rings  # no bell for the desk: the card says it
    assert "共2人上报" in desk.text
    assert "另报：黑得看不见路" in desk.text
    await dispatch(town, plumber="高建军")
    await worker.taps("接单")
    assert "高建军" in second.text
    for label in ("到达签到", "完工", "已修复", "外观无明显变化", "确认完工"):
        await worker.taps(label)
    await desk.taps("反馈业主")
    assert "评价本次服务" in "".join(first.labels)
    assert "BX20250915001已处理" in second.text
    assert "评价" not in second.text + "".join(second.labels)


async def test_who_joined_may_urge_leave_or_say_that_it_is_another_fault(town: Town):
    first, second, third = (town.phone(one) for one in ("陈女士", "章先生", "方女士"))
    for one in (first, second, third):
        await reports_the_dark_corridor(one)
    await second.taps("请催一下")
    assert "已为您催办" in second.text
    await third.taps("请催一下")
    assert "刚刚已为您催办" in third.toast
    leave, message = third.data("停止接收消息"), third.last.message_id
    await third.sends(leave, message)
    assert "停止发送给您" in third.text
    await third.sends(leave, message)  # a double tap
    assert "对不起" in third.toast
    before = len(third.messages())
    await second.taps("这是另一处问题")
    assert [one.number for one in town.tickets()] == ["BX20250915001", "BX20250915002"]
    assert town.tickets()[1].words == "走廊灯灭了"
    await first.sends("m:1:withdraw:9")
    await town.phone("郑雨").says("/start")
    assert len(third.messages()) == before


async def test_a_matter_that_others_wait_for_outlives_the_one_who_brought_it(town: Town):
    first, second = town.phone("陈女士"), town.phone("章先生")
    await reports_the_dark_corridor(first)
    await reports_the_dark_corridor(second)
    await first.taps("撤回", first.find("BX20250915001").message_id)
    await first.taps("确认撤回")
    assert "其他业户也在等候" in first.text
    assert "由您作为联系人" in second.text
    assert "撤回" in second.labels
    assert town.tickets()[0].status == Status.RECORDED
    await first.taps("我的单据")
    assert "走廊" not in "".join(first.labels)


async def test_two_at_the_same_moment_are_one_ticket(town: Town):
    phones = [town.phone(one) for one in ("陈女士", "章先生", "方女士", "丁女士")]
    for one in phones:
        await one.says("/start")
        for label in (*DARK, "无需说明"):
            await one.taps(label)
    for one in phones:
        town.sandbox.press(one.user, one.side, "确认", None)
    await asyncio.sleep(0)
    await town.settled()
    assert len(town.tickets()) == 1
    assert all("BX20250915001" in one.text for one in phones)


@pytest.mark.rows("R024", "R042")
async def test_the_card_says_that_one_is_open_already_and_merges_with_one_tap(town: Town):
    first, second, desk = town.phone("陈女士"), town.phone("刘先生"), town.phone("郑雨")
    await reported(first)
    await town.later(minutes=2)
    await reported(second, "茶水间地上有水")
    assert "同一处已有未结单BX20250915001（9月15日 周一 09:00上报），可并入" in desk.text
    assert "重复" not in desk.text
    await desk.taps("并入BX20250915001")
    assert "并入：0301 龙头洁具 BX20250915001" in desk.text
    await desk.taps("确认合并")
    assert "BX20250915002已并入BX20250915001" in desk.text


@pytest.mark.rows("R024")
async def test_the_desk_merges_two_reports_of_one_fault(town: Town):
    first, second, desk = town.phone("陈女士"), town.phone("刘先生"), town.phone("郑雨")
    await reported(first)
    await reported(second, "茶水间地上有水")
    await desk.taps("更多")
    await desk.taps("并入另一单")
    for wrong in ("2", "999", "BX20250915002", "不知道"):
        await desk.says(wrong)
        assert "另一张未完成的单" in desk.text
    await desk.says("1")
    assert "BX20250915001" in desk.text
    await desk.taps("确认合并")
    assert "BX20250915002已并入BX20250915001" in desk.text
    assert "共2人上报" in desk.text
    assert "BX20250915002与BX20250915001为同一事项" in second.text
    assert "您的上报BX20250915002：水龙头漏水或损坏 · 茶水间地上有水" in second.text
    assert "请催一下" in second.labels
    old = second.find("报修 BX20250915002")
    assert old.message_id != second.last.message_id
    assert "此事项由BX20250915001继续办理" in old.text
    assert not old.buttons
    assert sum(bool(one.buttons) for one in second.messages() if "BX2025" in one.text) == 1
    await second.sends("t:2")
    assert "报修 BX20250915001" in second.text
    assert "其他业户也向我们反映了" in first.text
    await desk.sends("b:merge:2")
    assert len([one for one in town.tickets() if one.status == Status.MERGED]) == 1
    await second.says("/tickets")
    assert len([label for label in second.labels if "0301" in label]) == 1


@pytest.mark.rows("R024")
async def test_who_reported_the_same_twice_keeps_the_words_of_both(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await reported(owner, "地上也有水了", symptom="2.4")
    await desk.taps("并入BX20250915001")
    await desk.taps("确认合并")
    assert "茶水间水龙头一直滴水" in owner.text
    assert "您的上报BX20250915002" in owner.text
    assert "地上也有水了" in owner.text
    old = owner.find("报修 BX20250915002")
    assert "此事项由BX20250915001继续办理" in old.text
    assert not old.buttons


@pytest.mark.rows("R203")
async def test_who_joins_the_matter_of_a_unit_reads_neither_its_number_nor_its_room(town: Town):
    first, second, desk = (town.phone(one) for one in ("陈女士", "章先生", "郑雨"))
    await reported(first)
    await reports_the_dark_corridor(second)
    await desk.taps("更多", desk.last.message_id)
    await desk.taps("并入另一单", desk.last.message_id)
    await desk.says("001")
    await desk.taps("确认合并")
    assert "BX20250915001" in second.text
    assert "0301" not in second.text
    assert "茶水间" not in second.text
    assert "走廊灯灭了" in second.text


@pytest.mark.rows("R203")
async def test_who_takes_over_reads_only_what_is_her_own(town: Town):
    first, second, desk, worker = (town.phone(one) for one in ("方女士", "章先生", "郑雨", "高建军"))
    await reports_the_dark_corridor(first, "我是方敏，504的")
    await reports_the_dark_corridor(second, "走廊黑")
    await first.taps("撤回", first.find("BX20250915001").message_id)
    await first.taps("确认撤回")
    assert "由您作为联系人" in second.text
    assert "说明：走廊黑" in second.text
    assert not [one for one in second.messages() if "方敏" in one.text]
    await desk.says("/start")
    await desk.says("BX20250915001")
    assert "业主说明：走廊黑" in desk.text
    assert "方女士说明（9月15日 周一 09:00）：我是方敏，504的" in desk.text
    await dispatch(town, plumber="高建军")
    assert "另一业户说明（9月15日 周一 09:00）：我是方敏" in worker.text
    assert "方女士" not in worker.text


async def test_who_wants_no_more_news_is_still_one_of_those_who_reported(town: Town):
    first, second, desk = town.phone("陈女士"), town.phone("章先生"), town.phone("郑雨")
    await reports_the_dark_corridor(first)
    await reports_the_dark_corridor(second, "黑得看不见路")
    await second.taps("停止接收消息")
    before = len(second.messages())
    await desk.says("/start")
    await desk.says("BX20250915001")
    assert "共2人上报" in desk.text
    assert "另报：黑得看不见路" in desk.text
    await dispatch(town, plumber="高建军")
    await town.phone("高建军").taps("接单")
    assert len(second.messages()) == before
    await second.says("/start")
    await second.taps("我的单据")
    assert "BX20250915001" not in "".join([second.text, *second.labels])
    await town.later(minutes=1)
    await reports_the_dark_corridor(second, "还是黑")
    assert "此问题已有登记，单号BX20250915001" in second.text
