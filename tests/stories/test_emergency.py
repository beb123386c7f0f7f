"""Help in danger: one tap and the alarm is out, for owners and for strangers; everything else comes afterwards (R098, R100)."""

import pytest
from sqlalchemy import select

from models.people import Binding, Person
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import do_the_job, reported, to_the_words
from tests.stories.test_people import stranger

ROOM = "0510-0000-0119"
BUTTONS = [
    "火情或冒烟",
    "有人被困电梯",
    "水管爆裂、大量漏水",
    "断电、漏电或冒火花",
    "闻到燃气异味",
    "盗窃、受伤或其他危险",
]


def alarms(phone: Phone) -> int:
    """How often it rang."""
    return sum("警报：请立即处理" in one.text for one in phone.messages())


async def is_dealt_with(town: Town) -> None:
    """The head of engineering has the alarm, and a plumber repairs what burst."""
    head, plumber = town.phone("何志强"), town.phone("林海涛")
    await head.taps("我来处理", head.find("警报").message_id)
    await head.taps("选其他人", head.last.message_id)
    await head.taps("林海涛", head.last.message_id)
    await do_the_job(plumber)


@pytest.mark.rows("R098", "R100")
async def test_one_tap_raises_the_alarm_and_then_come_the_questions(town: Town):
    owner, head, room = town.phone("陈女士"), town.phone("何志强"), town.phone("蒋磊")
    await owner.says("/start")
    await owner.taps("紧急求助")
    assert owner.text.startswith(ROOM)
    assert owner.labels == [*BUTTONS, "主菜单"]
    assert town.tickets() == []
    await owner.taps("水管爆裂")
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.symptom_code, ticket.inside) == (Status.SENT, "2.1", True)
    assert alarms(head) == alarms(room) == 1
    assert head.text.startswith("10000000005 · 陈女士\n0301 · 位置待告知")
    for words in (
        ROOM,
        f"单号{ticket.number}",
        "有人接警后马上告诉您",
        "请先关闭户内总阀，切断电源并远离积水",
        "具体位置",
    ):
        assert words in owner.text
    await owner.taps("0301室内")
    assert "警报有新情况，现已知位置" in head.text
    await owner.says("茶水间的水管，水已经流到走廊")
    assert "来电人补充了情况" in head.text
    assert "茶水间的水管，水已经流到走廊" in head.text
    assert "已全部转达" in owner.text
    await room.taps("我来处理", room.find("警报").message_id)
    assert "值班人员保安部的蒋磊（工号E020）已接警" in owner.text
    await owner.taps("继续补充", owner.find("已全部转达").message_id)
    await owner.says("电梯厅也有水")
    assert "电梯厅也有水" in room.text


@pytest.mark.rows("R098")
async def test_a_second_tap_is_no_second_alarm(town: Town):
    owner, head = town.phone("陈女士"), town.phone("何志强")
    for _ in range(2):
        await owner.says("/sos")
        await owner.taps("火情或冒烟")
        assert "警报已发给中控室" in owner.text
        assert "从最近的楼梯撤离，拨打119和0510-0000-0119" in owner.text
    assert len(town.tickets()) == 1
    assert alarms(head) == 1
    await town.later(minutes=3)
    await owner.says("/sos")
    await owner.taps("火情或冒烟")
    assert len(town.tickets()) == 2


@pytest.mark.rows("R098", "R205")
async def test_a_stranger_gets_help_and_sees_nothing_else(town: Town):
    head, room = town.phone("何志强"), town.phone("蒋磊")
    somebody = stranger(town, "owner")
    await somebody.says("救命，有人困在电梯里了")
    assert sorted(somebody.labels) == sorted(BUTTONS)
    assert somebody.labels[0] == "有人被困电梯"
    assert town.tickets() == []
    await somebody.taps("有人被困电梯")
    assert alarms(head) == alarms(room) == 1
    assert "来电人身份未核实" in head.text
    assert "切勿扒门" in somebody.text
    assert "联系电话" in somebody.text
    await somebody.says("我的电话")
    assert "对不起，请用数字发送电话号码" in somebody.text
    await somebody.says("138 0000 0000")
    assert head.text.startswith("13800000000 · 来电人身份未核实")
    await somebody.taps("消防梯")
    assert "消防梯" in head.text
    await somebody.says("三个人，电梯停在五楼")
    assert "三个人，电梯停在五楼" in head.text
    await room.taps("我来处理", room.find("警报").message_id)
    assert "值班人员保安部的蒋磊（工号E020）已接警" in somebody.text
    await head.taps("选其他人")
    await head.taps("唐国平")
    worker = town.phone("唐国平")
    await worker.taps("接单")
    assert "工程部的唐国平（工号E013）已接单，正准备出发" in somebody.text
    assert "赶来" not in somebody.text
    await worker.taps("已备齐，出发")
    assert "工程部的唐国平（工号E013）已出发，正在赶来" in somebody.text
    await worker.taps("到达签到")
    assert "已到达现场" in somebody.text
    for data in ("t:1", "g:mine", "g:home", "b:report:0", "m:1:withdraw:1", "w:1"):
        await somebody.sends(data)
        assert "致电服务台" in somebody.text
        assert "BX2025" not in somebody.text


@pytest.mark.rows("R098")
async def test_a_guest_has_one_open_alarm(town: Town):
    somebody = stranger(town, "owner")
    for label in ("火情或冒烟", "水管爆裂", "盗窃"):
        await somebody.says("/sos")
        await somebody.taps(label)
        assert "警报已发给中控室" in somebody.text
    assert len(town.tickets()) == 1
    people = town.look(lambda session: session.scalars(select(Person).where(Person.guest)).all())
    assert len(people) == 1
    bound = town.look(lambda session: session.scalars(select(Binding).where(Binding.person_id == people[0].id)).one())
    assert bound.privacy_at is None


@pytest.mark.rows("R098", "R205")
async def test_an_owner_who_has_not_confirmed_the_notice_gets_help_too(town: Town):
    owner = town.phone("陈女士")

    def unconfirm(session) -> None:
        binding = session.scalars(select(Binding).where(Binding.telegram_id == owner.user)).one()
        binding.privacy_at = None

    town.look(unconfirm)
    await owner.says("/sos")
    await owner.taps("闻到燃气异味")
    assert "严禁开关任何电器" in owner.text
    ticket = town.tickets()[0]
    assert ticket.symptom_code == "7.6"
    assert town.phone("何志强").text.startswith("10000000005 · 陈女士\n0301 · ")


@pytest.mark.rows("R098", "R100")
async def test_a_report_in_danger_becomes_an_alarm_by_one_tap(town: Town):
    owner, head = town.phone("陈女士"), town.phone("何志强")
    await owner.says("/start")
    for label in ("报修", "我的单元内", "茶水间", "灯光和用电", "有焦味或火花"):
        await owner.taps(label)
    assert owner.labels[0] == "立即报警"
    assert ROOM in owner.text
    assert "切勿触碰电线" in owner.text
    await owner.taps("立即报警")
    ticket = town.tickets()[0]
    assert (ticket.symptom_code, ticket.inside, ticket.spot) == ("1.6", True, "pantry")
    assert head.text.startswith("10000000005 · 陈女士\n0301 · 茶水间")
    assert "请您补充：" in owner.text
    await owner.taps("就这些")
    await owner.says("/start")
    assert not any("继续" in label for label in owner.labels)


@pytest.mark.parametrize(
    "words",
    [
        "我们这里冒烟了",
        "着火了！",
        "有人困在电梯",
        "插座漏电",
        "水管爆了",
        "有燃气味",
        "There is a FIRE",
        "smoke in 0301",
        "I am trapped",
    ],
)
@pytest.mark.rows("R098")
async def test_words_of_danger_bring_the_buttons_and_file_nothing(town: Town, words: str):
    owner = town.phone("陈女士")
    await owner.says(words)
    assert owner.text.startswith(ROOM)
    assert sorted(owner.labels[:6]) == sorted(BUTTONS)
    assert owner.labels[0] != BUTTONS[-1], "what was written of stands first"
    assert town.tickets() == []


@pytest.mark.parametrize("words", ["水龙头滴水", "firewall", "你好"])
async def test_other_words_do_not(town: Town, words: str):
    owner = town.phone("陈女士")
    await owner.says(words)
    assert BUTTONS[0] not in owner.labels


async def test_words_where_a_place_was_asked_are_passed_on_and_the_rest_may_be_left_out(town: Town):
    owner, head = town.phone("凌女士"), town.phone("何志强")
    await owner.says("/sos")
    await owner.taps("水管爆裂")
    assert {"0801室内", "0803室内"} <= set(owner.labels)
    await owner.says("就在我们前台后面")
    assert "您的话已转达" in owner.text
    assert "就在我们前台后面" in head.text
    await owner.taps("卫生间")
    await owner.taps("8")
    assert "公共区域 · 卫生间（8层）" in head.text
    await owner.taps("先这样，稍后补充")
    assert owner.text.startswith(ROOM)
    assert "请先关闭户内总阀" in owner.text
    assert town.tickets()[0].status == Status.SENT


async def test_somebody_elses_alarm_and_one_that_is_over_take_no_more_words(town: Town):
    owner, other = town.phone("陈女士"), town.phone("刘先生")
    await owner.says("/sos")
    await owner.taps("火情或冒烟")
    await other.says("/start")
    await other.sends("em:1")
    assert "对不起" in other.toast
    for data in ("ea:2.5", "ea:99", "ea:", "er", "e"):
        await other.sends(data)
    assert len(town.tickets()) == 1


@pytest.mark.rows("R098")
async def test_the_questions_survive_a_restart(town: Town):
    owner, head = town.phone("陈女士"), town.phone("何志强")
    await owner.says("/sos")
    await owner.taps("盗窃")
    await town.restart()
    await owner.taps("大堂")
    await owner.says("有人受伤")
    assert "有人受伤" in town.phone("彭勇").text
    assert head.messages() == ()


async def test_an_ordinary_report_rings_nobody_as_an_alarm(town: Town):
    await reported(town.phone("陈女士"))
    assert alarms(town.phone("郑雨")) == 0


@pytest.mark.rows("R098")
@pytest.mark.parametrize("step", [0, 3, 5])
async def test_danger_is_heard_in_the_middle_of_any_form_and_nothing_is_lost(town: Town, step: int):
    owner, room, desk = town.phone("陈女士"), town.phone("蒋磊"), town.phone("郑雨")
    await owner.says("/start")
    for label in ("报修", "我的单元内", "茶水间", "水管和排水", "水龙头漏水")[:step]:
        await owner.taps(label)
    await owner.says("救命，着火了")
    assert owner.text.startswith(ROOM)
    assert owner.labels[0] == "火情或冒烟"
    assert ("继续：报修" in owner.labels) == (step > 0)
    for phone in (room, desk):
        assert "10000000005 · 陈女士" in phone.text
        assert "救命，着火了" in phone.text
        assert "尚未报警，请立即致电" in phone.text
    await owner.taps("火情或冒烟")
    assert town.tickets()[0].words == "救命，着火了"
    assert "救命，着火了" in room.find("警报").text


@pytest.mark.rows("R098")
async def test_every_form_has_the_emergency_button_and_a_caption_counts_too(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    assert "紧急求助" in owner.labels
    await owner.sends_photo(picture(), "冒烟了")
    assert owner.labels[0] == "火情或冒烟"
    await owner.taps("继续：报修")
    await owner.taps("时间都可以")
    assert "照片1张" in owner.text


@pytest.mark.rows("R098", "R100")
async def test_an_alarm_that_is_over_leaves_the_phone_alive_and_a_new_one_is_heard(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("水管爆了")
    await owner.taps("水管爆裂")
    await owner.taps("0301室内", owner.last.message_id)  # and then she runs for the bucket, without a tap on the end
    await is_dealt_with(town)
    await owner.says("/start")
    assert "请问有什么可以帮助您" in owner.text
    await owner.taps("联系人工")
    assert "出了点问题" not in owner.text
    await owner.says("着火了")
    assert "火情或冒烟" in owner.labels
    await owner.taps("火情或冒烟")
    assert len(town.tickets()) == 2
    assert "警报" in desk.text


@pytest.mark.rows("R098")
async def test_danger_is_heard_while_the_form_of_an_alarm_that_is_over_is_still_open(town: Town):
    owner = town.phone("陈女士")
    await owner.says("水管爆了")
    await owner.taps("水管爆裂")
    await is_dealt_with(town)
    await owner.says("着火了")
    assert "火情或冒烟" in owner.labels
