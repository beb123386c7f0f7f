"""Words of danger before any alarm: kept, told with number and units, answered by a colleague's one tap (R021, R098, R205)."""

import pytest

from models.people import Person
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import stranger

ROOM = "0510-0000-0119"
BURST = "0301 水管爆了"


def warnings(phone: Phone) -> int:
    """How many messages say that nobody has raised the alarm yet."""
    return sum("尚未报警" in one.text for one in phone.messages())


@pytest.mark.rows("R098", "R205")
async def test_what_a_stranger_wrote_is_told_and_goes_along_into_the_alarm(town: Town):
    somebody, desk, room = stranger(town), town.phone("郑雨"), town.phone("蒋磊")
    await somebody.says(BURST)
    for phone in (desk, room):
        assert phone.text.startswith("- · 来电人身份未核实")
        assert f"业主写道：“{BURST}”。尚未报警，请立即致电" in phone.text
    await somebody.taps("水管爆裂", somebody.last.message_id)
    assert town.tickets()[0].words == BURST
    alarm = room.find("警报：请立即处理")
    assert BURST in alarm.text
    assert "位置待告知" in alarm.text
    assert "公共区域" not in alarm.text
    await somebody.says("/start")
    assert somebody.labels[:2] == ["补充警报情况", "紧急求助"]
    await somebody.says("我是0301的刘先生，电话10000000006，快来人")
    assert "您的话已转达" in somebody.text
    assert somebody.text.startswith(ROOM)
    assert "登记码" not in somebody.text
    assert "我是0301的刘先生，电话10000000006，快来人" in room.text
    assert "10000000006 · 来电人身份未核实" in room.text
    await somebody.sends_photo(picture(), "水到走廊了")
    assert "您发来的内容已转达" in somebody.text
    assert "水到走廊了" in town.tickets()[0].words
    await somebody.says("/start")
    await somebody.taps("补充警报情况", somebody.last.message_id)
    assert "具体位置" in somebody.text
    await somebody.taps("走廊", somebody.last.message_id)
    await somebody.taps("3", somebody.last.message_id)
    assert "公共区域 · 走廊（3层）" in room.text
    assert len(town.tickets()) == 1


@pytest.mark.rows("R098", "R205")
async def test_a_stranger_who_presses_nothing_is_heard_and_a_colleague_raises_the_alarm(town: Town):
    somebody, desk, room = stranger(town), town.phone("郑雨"), town.phone("蒋磊")
    await somebody.says(BURST)
    await town.later(minutes=1)
    await somebody.says("我是刘先生，电话10000000006，快来人")
    assert "您的话已转达" in somebody.text
    assert somebody.labels[0] == "水管爆裂、大量漏水"
    assert desk.text.startswith("10000000006 · 来电人身份未核实")
    assert f"“{BURST}\n我是刘先生，电话10000000006，快来人”" in desk.text
    await room.taps("替其报警：水管爆裂", room.last.message_id)
    ticket = town.tickets()[0]
    assert (ticket.symptom_code, ticket.words) == ("2.1", f"{BURST}\n我是刘先生，电话10000000006，快来人")
    assert "已根据您的留言为您报警" in somebody.find("为您报警").text
    await somebody.says("水很大")
    assert "水很大" in room.text
    await somebody.says("/start")
    assert "补充警报情况" in somebody.labels


@pytest.mark.rows("R205")
async def test_other_words_of_a_stranger_still_lead_to_the_way_in(town: Town):
    somebody, desk = stranger(town), town.phone("郑雨")
    await somebody.says("灯坏了")
    assert "登记码" in somebody.text
    assert desk.messages() == ()
    assert not town.look(lambda session: session.query(Person).filter(Person.guest).all())


@pytest.mark.rows("R021", "R098")
async def test_the_warning_names_the_units_and_says_when_the_alarm_is_out(town: Town):
    owner, desk, room = town.phone("尹女士"), town.phone("郑雨"), town.phone("蒋磊")
    await owner.says("我家着火了")
    for phone in (desk, room):
        assert phone.text.startswith("10000000030 · 尹女士\n业主单元：0304\n")
        assert phone.labels == ["替其报警：火情或冒烟", "已致电，无需报警"]
    await owner.taps("火情或冒烟", owner.last.message_id)
    for phone in (desk, room):
        assert warnings(phone) == 0
        assert f"已报警，单号{town.tickets()[0].number}" in phone.find("业主写道").text
    await owner.says("烟很大")
    assert warnings(room) == 0


@pytest.mark.rows("R021", "R098")
async def test_a_colleague_raises_the_alarm_in_the_owners_name_once(town: Town):
    owner, desk, room = town.phone("尹女士"), town.phone("郑雨"), town.phone("蒋磊")
    await owner.says("我家着火了")
    raising, message = room.data("替其报警"), room.find("尚未报警").message_id
    await desk.taps("替其报警：火情或冒烟", desk.last.message_id)
    ticket = town.tickets()[0]
    assert (ticket.symptom_code, ticket.words) == ("7.1", "我家着火了")
    for words in ("0304 · 位置待告知", "代录：郑雨"):
        assert words in desk.text
    assert "警报：请立即处理" in room.text
    assert f"已根据您的留言为您报警，单号{ticket.number}" in owner.find("为您报警").text
    assert warnings(room) == 0
    await room.sends(raising, message)
    assert len(town.tickets()) == 1
    await owner.says("三个人在会议室")
    assert "三个人在会议室" in room.text


@pytest.mark.rows("R098")
async def test_who_has_called_and_found_no_danger_is_named_and_new_words_ring_anew(town: Town):
    owner, desk, room = town.phone("尹女士"), town.phone("郑雨"), town.phone("蒋磊")
    await owner.says("我家着火了")
    await desk.taps("已致电，无需报警", desk.last.message_id)
    for phone in (desk, room):
        assert "郑雨已致电，无需报警" in phone.find("我家着火了").text
        assert warnings(phone) == 0
    await owner.says("真的着火了")
    assert warnings(room) == warnings(desk) == 1
    assert "我家着火了" not in room.find("尚未报警").text


@pytest.mark.rows("R203")
async def test_the_warning_is_for_those_who_receive_owners(town: Town):
    owner, plumber, finance = town.phone("尹女士"), town.phone("林海涛"), town.phone("冯雪")
    await owner.says("我家着火了")
    for phone in (plumber, finance):
        await phone.says("/start")
        for data in ("ef:1:7.1", "en:1", "ef:9:7.1"):
            await phone.sends(data)
            assert "10000000030" not in phone.text
    assert town.tickets() == []
    assert warnings(town.phone("蒋磊")) == 1


@pytest.mark.rows("R098")
async def test_words_of_danger_that_nobody_answers_ring_again_every_five_minutes_and_higher(town: Town):
    somebody, desk, room = stranger(town), town.phone("郑雨"), town.phone("蒋磊")
    supervisor, manager = town.phone("许文静"), town.phone("周立新")
    await somebody.says(BURST)
    assert (warnings(desk), warnings(room), warnings(supervisor), warnings(manager)) == (1, 1, 0, 0)
    await town.later(minutes=5)
    assert (desk.unread, warnings(supervisor), warnings(manager)) == (2, 1, 0)
    await town.later(minutes=5)
    assert (desk.unread, supervisor.unread, warnings(manager)) == (3, 2, 1)
    await room.taps("已致电，无需报警")
    rings = (desk.unread, manager.unread)
    await town.later(minutes=30)
    assert (desk.unread, manager.unread) == rings


@pytest.mark.rows("R098")
async def test_a_number_sent_as_a_contact_belongs_to_words_of_danger(town: Town):
    somebody, desk = stranger(town), town.phone("郑雨")
    await somebody.says(BURST)
    await town.later(minutes=1)
    await somebody.sends_number("13800000009", own=False)
    assert "您的话已转达" in somebody.text
    assert desk.text.startswith("13800000009")
