"""Words where none were asked, too many, strange or changed later: always a polite answer, a way on, and nothing broken."""

import asyncio

import pytest

from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import dispatch, reported, to_the_words


def ways_on(phone: Phone) -> list[str]:
    """The buttons that a person sees; there must be some."""
    assert phone.labels, f"{phone.name} is left without a button: {phone.text!r}"
    return phone.labels


async def shows_a_sticker(phone: Phone) -> None:
    """Send a sticker; the desk's Telegram has none, so it is put into the bot's queue as Telegram would."""
    person = {"id": phone.user, "is_bot": False, "first_name": phone.name, "language_code": "zh-hans"}
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 90, "height": 90, "type": "regular"}
    still = {"is_animated": False, "is_video": False}
    chat = {"id": phone.user, "type": "private", "first_name": phone.name}
    message = {"message_id": 900_001, "date": 1757898000, "chat": chat, "from": person, "sticker": sticker | still}
    phone.town.sandbox._world.tell_bot(phone.side, "message", message)
    await phone.town.settled()


@pytest.mark.rows("R181")
async def test_words_where_a_choice_is_asked(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("报修")
    await owner.says("我家水龙头坏了")
    assert "已记下您的说明，请再从下面选择" in owner.text
    assert "请问是您的单元内" in owner.text
    await owner.says("谢谢！")
    assert "对不起，请点击下面的按钮选择" in owner.text
    await owner.says("快一点")
    assert "已记下您的说明，请再从下面选择" in owner.text
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "时间都可以"):
        await owner.taps(label)
    assert "说明：我家水龙头坏了\n快一点" in owner.text


@pytest.mark.rows("R043")
async def test_a_mere_thank_you_describes_no_fault(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.sends_photo(picture())
    for kind in ("谢谢", "好的，谢谢您！", "OK"):
        assert "请继续说明情况" in await owner.says(kind)
    await owner.says("一直滴水，谢谢")
    await owner.taps("时间都可以")
    assert "说明：一直滴水，谢谢" in owner.text
    assert "照片1张" in owner.text


async def test_a_choice_may_be_typed(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("报修")
    for typed in ("我的单元内", "1", " 我的单元内 ", "In my unit", "in MY unit"):
        await owner.says(typed)
        assert "请选择具体位置" in owner.text
        assert "会议室" in owner.labels
        await owner.taps("返回上一步")
        assert "请问是您的单元内" in owner.text


async def test_something_that_is_not_words_is_answered_with_the_question(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await shows_a_sticker(owner)
    assert "对不起，请用文字或下面的按钮回答" in owner.text
    assert "请用一两句话说明情况" in owner.text
    assert "无需说明，下一步" in owner.labels
    await owner.says("一直滴水")
    assert "请选择您方便的时间" in owner.text


async def test_a_sticker_outside_of_any_form_leads_home(town: Town):
    owner = town.phone("陈女士")
    await shows_a_sticker(owner)
    assert "对不起" in owner.text
    assert "报修" in owner.labels


@pytest.mark.rows("R181")
async def test_too_many_words_are_counted_and_asked_again(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("水" * 4096)
    assert "500字以内" in owner.text
    assert "4096字" in owner.text
    assert len(owner.text) < 400
    for part in ("滴" * 4096, "漏" * 4096, "湿" * 1808):  # ten thousand characters, as a client sends them
        town.sandbox.say(owner.user, owner.side, part)
    await town.settled()
    assert "1808字" in owner.text
    assert ways_on(owner)
    await owner.says("滴" * 500)
    assert "请选择您方便的时间" in owner.text


async def test_ten_thousand_characters_outside_of_a_form(town: Town):
    owner, worker = town.phone("陈女士"), town.phone("林海涛")
    for phone in (owner, worker):
        for part in ("话" * 4096, "😀" * 2048, "长" * 3856):
            town.sandbox.say(phone.user, phone.side, part)
        await town.settled()
        assert ("请问是您的单元内" if phone is owner else "没有找到") in phone.text
        assert len(phone.text) < 400
        assert ways_on(phone)


WORDS = (
    "<b>快来</b> & <script>alert('x')</script> </b></i><a href='tg://user?id=1'>点我</a>",
    "水管😀👨‍👩‍👧漏水 💧 \u202eقطرة ماء\u202c 滴\u200b水\u200d\ufeff了",
    "=1+1 {number} {0} %s %(x)s \\n",
)


async def test_strange_words_are_shown_as_they_are_and_never_as_markup(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    for words in WORDS:
        await to_the_words(owner)
        await owner.says(words)
        await owner.taps("时间都可以")
        assert words in owner.text
        await owner.taps("确认")
        assert town.tickets()[-1].words == words
        for phone in (owner, desk):
            assert words in phone.text
            assert all("快来" not in one for one in marked(phone, "bold"))
            assert not marked(phone, "text_link") | marked(phone, "text_mention")


def marked(phone: Phone, kind: str) -> set[str]:
    """The parts of the newest message that have this markup; Telegram counts in UTF-16."""
    text = phone.text.encode("utf-16-le")
    spans = [(2 * one["offset"], 2 * one["length"]) for one in phone.last.entities if one["type"] == kind]
    return {text[start : start + length].decode("utf-16-le") for start, length in spans}


async def test_a_name_with_markup_is_only_a_name(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")

    def rename(session) -> None:
        town.person(session, "陈女士").name = "<i>陈</i>&😀"

    town.look(rename)
    await reported(owner)
    assert "<i>陈</i>&😀女士，您好" in owner.text
    assert "<i>陈</i>&😀女士，电话" in desk.text
    assert not any(one["type"] == "italic" for one in [*owner.last.entities, *desk.last.entities])


async def test_the_longest_words_of_everybody_still_fit_on_the_cards(town: Town):
    owner, plumber, desk = town.phone("陈女士"), town.phone("林海涛"), town.phone("郑雨")
    await reported(owner, words="<" * 499 + "尾")
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.says("&" * 499 + "终")
    await plumber.taps("外观无明显变化")
    await plumber.taps("确认完工")
    assert "<尾" in desk.text
    assert "&终" in desk.text
    await desk.taps("反馈业主")
    assert "<尾" in owner.text
    assert "&终" in owner.text
    assert "评价本次服务" in owner.labels


@pytest.mark.rows("R026")
async def test_a_result_of_invisible_characters_is_no_result(town: Town):
    plumber = town.phone("林海涛")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    await plumber.taps("接单")
    await plumber.taps("到达签到")
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    for nothing in ("\u200b\u200b", "\u2060", "\u200f\u202e\u202c", "\ufe0f\u200d"):
        await plumber.says(nothing)
        assert "对不起" in plumber.text
        assert "做了什么" in plumber.text
        assert "已疏通" in plumber.labels
    assert town.tickets()[0].status == Status.ARRIVED


async def test_an_answer_edited_while_the_form_is_open_is_corrected(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    said = town.sandbox.say(owner.user, owner.side, "滴水")
    await town.settled()
    await owner.taps("时间都可以")
    assert "说明：滴水" in owner.text
    town.sandbox.edit(owner.user, owner.side, said.message_id, "大量漏水，请快来")
    await town.settled()
    assert "说明：大量漏水，请快来" in owner.text
    assert "确认" in owner.labels
    await owner.taps("确认")
    assert town.tickets()[0].words == "大量漏水，请快来"


async def test_an_edit_that_is_too_long_asks_again_and_keeps_the_answer(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    said = town.sandbox.say(owner.user, owner.side, "滴水")
    await town.settled()
    town.sandbox.edit(owner.user, owner.side, said.message_id, "水" * 501)
    await town.settled()
    assert "500字以内" in owner.text
    assert ways_on(owner)
    await owner.says("时间都可以")
    assert "请选择您方便的时间" in owner.text or "请您核对" in owner.text


@pytest.mark.rows("R181")
async def test_an_edit_after_sending_is_answered_with_kind_words_and_a_way_on(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    said = town.sandbox.say(owner.user, owner.side, "滴水")
    await town.settled()
    await owner.taps("时间都可以")
    await owner.taps("确认")
    town.sandbox.edit(owner.user, owner.side, said.message_id, "不用来了")
    await town.settled()
    assert "您修改了之前的消息" in owner.text
    assert "报修" in ways_on(owner)
    assert town.tickets()[0].words == "滴水"


async def test_a_command_in_the_middle_lets_the_form_rest(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("/tickets")
    assert "您目前没有单据" in owner.text
    await owner.says("我写在这里")
    assert "说明：我写在这里" in owner.text
    await owner.taps("继续填写")
    await owner.taps("时间都可以")
    await owner.taps("确认")
    assert town.tickets()[0].words == "我写在这里"


async def test_an_unknown_command_leads_home(town: Town):
    owner = town.phone("陈女士")
    for command in ("/nothing", "/", "/start@tianwu_owner_bot", "/START", "/help me"):
        await owner.says(command)
        assert "请问有什么可以帮助您的" in owner.text
        assert "报修" in owner.labels


async def test_an_english_owner_reads_english_when_something_is_wrong(town: Town):
    owner = town.phone("Miller先生")
    await owner.says("/start")
    await owner.taps("Report a repair")
    old = owner.data("In my unit")
    await owner.says("the tap drips")
    assert "We have noted your words" in owner.text
    await owner.says("hello?")
    assert "Sorry, please choose one of the buttons below" in owner.text
    await owner.taps("In my unit")
    await owner.sends(old)
    assert "earlier step" in owner.toast
    await owner.sends("t:77")
    assert "Sorry, we have nothing under this number" in owner.toast
    await owner.sends("f:1:nonsense:x")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in owner.toast)


async def test_a_flood_of_nonsense_from_one_person_delays_nobody(town: Town):
    noisy, calm = town.phone("刘先生"), town.phone("陈女士")
    for number in range(15):
        town.sandbox.say(noisy.user, noisy.side, f"喂{number}")
    await reported(calm)
    await asyncio.gather(town.settled(), town.settled())
    assert len(town.tickets()) == 1
    assert sum(one.from_bot for one in noisy.messages()) == 15
