"""While somebody's own alarm lasts, what they write or send goes straight to it, whatever screen they are on (R098)."""

import pytest

from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import reported, stranger

ROOM = "0510-0000-0119"


async def on_fire(owner: Phone) -> None:
    """The alarm is out, and its form is left."""
    await owner.says("我家着火了")
    await owner.taps("火情或冒烟", owner.last.message_id)
    await owner.taps("先这样", owner.last.message_id)


@pytest.mark.rows("R007", "R098")
async def test_words_outside_of_any_form_go_to_the_open_alarm_at_once(town: Town):
    owner = town.phone("尹女士")
    room, head, manager = town.phone("蒋磊"), town.phone("何志强"), town.phone("周立新")
    await reported(owner)
    await on_fire(owner)
    await owner.says("没人来")
    assert owner.text.startswith(ROOM)
    for words in ("您的话已转达", "从最近的楼梯撤离"):
        assert words in owner.text
    for phone in (room, head, manager):
        assert "来电人说还没有人到，请立即处理" in phone.find("没人来").text
    assert town.tickets()[1].urges == 1
    for words in ("我们在会议室出不来，三个人", "烟很大", "怎么还没来"):
        await owner.says(words)
        assert "您的话已转达" in owner.text
        assert words in room.text
    assert town.tickets()[1].words == "我家着火了\n没人来\n我们在会议室出不来，三个人\n烟很大\n怎么还没来"
    assert town.tickets()[0].words == "茶水间水龙头一直滴水"
    await room.taps("我来处理", room.last.message_id)
    await owner.says("还有一位老人")
    assert "蒋磊" in owner.text
    assert "还有一位老人" in room.text
    await town.later(hours=1)
    assert "本次操作已暂停" not in "".join(one.text for one in owner.messages())


@pytest.mark.rows("R026", "R098")
async def test_pictures_and_voice_notes_go_to_it_too_with_their_words(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await on_fire(owner)
    await room.taps("我来处理", room.last.message_id)
    before = len(room.messages())
    await owner.sends_photo(picture(), "五楼走廊")
    assert "您发来的内容已转达" in owner.text
    assert ROOM in owner.text
    assert "五楼走廊" in town.tickets()[0].words
    await owner.sends_voice()
    assert "您发来的内容已转达" in owner.text
    assert len(room.messages()) >= before + 3
    await owner.sends_photo(picture(), "着火的地方")
    assert town.tickets()[0].words.count("着火的地方") == 1


@pytest.mark.rows("R098")
async def test_the_way_back_to_the_alarm_is_on_the_home_screen_and_ends_with_it(town: Town):
    owner = town.phone("尹女士")
    await on_fire(owner)
    await owner.says("/start")
    await owner.taps("补充警报情况", owner.last.message_id)
    assert owner.text.count(ROOM)
    await owner.says("/start")
    await owner.says("谢谢")
    assert "您的话已转达" not in owner.text
    await owner.sends(f"m:1:withdraw:{town.tickets()[0].version}")
    await owner.says("/start")
    assert "补充警报情况" not in owner.labels
    await owner.says("灯坏了")
    assert "您的话已转达" not in owner.text


@pytest.mark.rows("R098")
async def test_another_danger_is_one_tap_away_and_the_same_one_rings_no_second_alarm(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await on_fire(owner)
    await owner.says("火灾，快来人")
    assert "您的话已转达" in owner.text
    assert "水管爆裂、大量漏水" not in owner.labels
    assert "尚未报警" not in room.text
    await owner.says("现在水管爆了")
    assert "您的话已转达" in owner.text
    assert owner.labels[0] == "水管爆裂、大量漏水"
    await owner.taps("水管爆裂", owner.last.message_id)
    assert len(town.tickets()) == 2


@pytest.mark.rows("R098")
async def test_an_urgent_report_hears_its_owner_too(town: Town):
    owner, desk = town.phone("尹女士"), town.phone("郑雨")
    await reported(owner, "电停了", symptom="1.1")
    await owner.says("没人来")
    assert "您的话已转达" in owner.text
    assert ROOM in owner.text
    assert "来电人说还没有人到" in desk.text
    assert "另报一件" in owner.labels


@pytest.mark.rows("R098")
async def test_who_joined_an_alarm_by_merging_is_heard_too(town: Town):
    first, second, desk = town.phone("陈女士"), town.phone("尹女士"), town.phone("郑雨")
    for owner in (first, second):
        await on_fire(owner)
    await desk.says("/start")
    await desk.sends("mi:2:1")
    await desk.taps("确认", desk.last.message_id)
    assert town.tickets()[1].merged_into_id == 1
    await second.says("没人来")
    assert "您的话已转达" in second.text
    assert "没人来" in town.phone("蒋磊").text
    assert town.tickets()[0].words == "我家着火了"


@pytest.mark.rows("R098", "R205")
async def test_a_number_question_takes_words_too(town: Town):
    somebody, room = stranger(town), town.phone("蒋磊")
    await somebody.says("/sos")
    await somebody.taps("火情或冒烟", somebody.last.message_id)
    await somebody.says("我们三个人出不来")
    assert "我们三个人出不来" in room.text
    assert "请用数字发送电话号码" in somebody.text
    await somebody.says("我是0301的刘先生，电话10000000006，快来人")
    assert room.text.startswith("10000000006 · 来电人身份未核实") or "10000000006" in room.text
    assert "我是0301的刘先生" in room.text
    assert "具体位置" in somebody.text


@pytest.mark.rows("R098")
@pytest.mark.parametrize("place", [False, True])
async def test_words_under_a_picture_are_heard_whatever_the_form_asks(town: Town, place: bool):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await owner.says("/sos")
    await owner.taps("火情或冒烟", owner.last.message_id)
    if place:
        await owner.taps("0304室内", owner.last.message_id)
    await owner.sends_photo(picture(), "里面还有两个人")
    assert "里面还有两个人" in room.find("警报有新情况").text
    assert town.tickets()[0].words.count("里面还有两个人") == 1


@pytest.mark.rows("R098")
async def test_a_number_sent_as_a_contact_reaches_those_who_come(town: Town):
    owner, room = town.phone("尹女士"), town.phone("蒋磊")
    await on_fire(owner)
    await owner.sends_number("13800000008", own=False)
    assert "您的话已转达" in owner.text
    assert "13800000008" in room.text
    assert "13800000008" in town.tickets()[0].words


async def test_without_an_alarm_a_contact_is_answered_politely(town: Town):
    owner = town.phone("陈女士")
    await owner.sends_number("13800000008", own=False)
    assert owner.text.startswith("对不起")
    assert town.tickets() == []
