"""转告: an owner leaves a message for a named colleague and hears when it was read (R186)."""

from datetime import date

import pytest

from models.messages.lifecycle import State
from models.messages.tables import StaffMessage
from models.people import Leave
from models.staffing.leaving import end as end_employment
from tests.people import Phone, Town
from tests.stories.steps import reported
from tests.stories.test_talks import read

pytestmark = pytest.mark.rows("R186")


async def leaves(owner: Phone, *taps: str, words: str = "请带上三楼的钥匙") -> str:
    """From the first screen to the read-back, and send it."""
    await owner.says("/start")
    for label in ("联系人工", "给某位员工留言", *taps):
        await owner.taps(label, owner.last.message_id)
    await owner.says(words)
    assert "请您核对" in owner.text
    return await owner.taps("留言", owner.last.message_id)


def message(town: Town) -> StaffMessage:
    return town.look(lambda session: session.get_one(StaffMessage, 1))


def goes_on_leave(town: Town, name: str, first: date, last: date) -> None:
    def put(session):
        person = town.person(session, name)
        session.add(Leave(staff_id=person.id, first=first, last=last, reason="年假"))

    town.look(put)


@pytest.mark.rows("R203")
async def test_it_is_delivered_read_and_answered(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await owner.says("/start")
    for label in ("联系人工", "给某位员工留言", "工程部"):
        await owner.taps(label, owner.last.message_id)
    assert "林海涛" in owner.labels
    await owner.taps("林海涛", owner.last.message_id)
    await owner.says("请带上<三楼>的钥匙")
    assert "留言：请带上<三楼>的钥匙" in owner.text
    await owner.taps("留言", owner.last.message_id)
    assert "您的留言已转告" in owner.text
    card = plumber.find("业主给你留言")
    assert "请带上<三楼>的钥匙" in card.text
    assert "留言人：陈女士 0301" in card.text
    assert "10000000005" not in card.text
    await plumber.says("/start")
    assert "对话与留言（1）" in plumber.labels
    await plumber.taps("已阅读", card.message_id)
    assert "工程部林海涛已于9月15日 周一 09:00阅读" in owner.text
    await plumber.taps("答复业主", card.message_id)
    await plumber.says("好的，下午带上。")
    await plumber.taps("发送给业主", plumber.last.message_id)
    assert "工程部林海涛：好的，下午带上。" in owner.text
    await plumber.says("/start")
    assert not any("对话与留言" in label for label in plumber.labels)


async def test_unread_after_a_working_day_the_desk_is_told(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await leaves(owner, "工程部", "高建军")
    await town.until(town.at("08:59", days=1))
    assert not any("业主留言无人阅读" in text for text in read(desk))
    await town.until(town.at("09:01", days=1))
    assert "请带上三楼的钥匙" in desk.find("业主留言无人阅读").text
    await desk.taps("已阅读")
    assert "客服服务部郑雨已于" in owner.text


async def test_it_may_be_left_for_the_desk(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await leaves(owner, "服务台")
    assert "留言给服务台" in desk.find("业主给你留言").text


@pytest.mark.parametrize("way", ["请为我保留", "请服务台阅读"])
async def test_who_is_on_leave_is_said_to_be(town: Town, way: str):
    owner, desk, other = town.phone("陈女士"), town.phone("郑雨"), town.phone("高建军")
    goes_on_leave(town, "高建军", date(2025, 9, 15), date(2025, 9, 17))
    await owner.says("/start")
    for label in ("联系人工", "给某位员工留言", "工程部", "高建军"):
        await owner.taps(label, owner.last.message_id)
    assert "正在休假，9月18日 周四回来" in owner.text
    await owner.taps(way, owner.last.message_id)
    await owner.says("请回来后看看总闸")
    await owner.taps("留言", owner.last.message_id)
    kept = way == "请为我保留"
    assert bool(desk.messages()) is not kept
    assert any("业主给你留言" in text for text in read(other)) is kept
    assert any("业主给你留言" in text for text in read(desk)) is not kept
    if kept:
        await town.until(town.at("17:31", days=3))
        assert not any("无人阅读" in text for text in read(desk))
        await town.until(town.at("08:31", days=4))
        assert "无人阅读" in desk.find("无人阅读").text


async def test_who_has_left_is_not_offered_and_their_messages_go_to_the_desk(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await leaves(owner, "工程部", "高建军")

    def leave(session):
        boss, gone = town.person(session, "周立新"), town.person(session, "高建军")
        end_employment(session, gone.id, by=boss, now=town.clock.now(), why="离职")

    town.look(leave)
    await town.settled()
    assert "请带上三楼的钥匙" in desk.find("业主留言无人阅读").text
    await owner.says("/start")
    for label in ("联系人工", "给某位员工留言", "工程部"):
        await owner.taps(label, owner.last.message_id)
    assert "高建军" not in owner.labels


async def test_it_may_be_about_a_ticket(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await owner.says("/tickets")
    for label in ("水龙头", "联系人工", "给某位员工留言", "客服服务部", "郑雨"):
        await owner.taps(label, owner.last.message_id)
    await owner.says("门禁卡放在前台")
    await owner.taps("留言", owner.last.message_id)
    assert town.tickets()[0].number in desk.find("业主给你留言").text
    assert message(town).state == State.WAITING
