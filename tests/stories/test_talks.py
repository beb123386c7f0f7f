"""联系人工: a live conversation between an owner and a colleague, on phones (R045, R132, R183-R190, X14)."""

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.events import Event
from models.staffing.leaving import end as end_employment
from models.talks.lifecycle import State
from models.talks.tables import Talk, TalkLine
from tests.people import Phone, Town
from tests.pictures import picture

pytestmark = pytest.mark.rows("R045")
NOW = "现在和工作人员对话"


async def begins(owner: Phone) -> str:
    """From the first screen to the conversation that waits."""
    await owner.says("/start")
    await owner.taps("联系人工")
    return await owner.taps(NOW)


async def talking(town: Town, owner: str = "陈女士", colleague: str = "郑雨") -> tuple[Phone, Phone]:
    """A conversation that a colleague has taken."""
    phone, desk = town.phone(owner), town.phone(colleague)
    await begins(phone)
    await desk.taps("我来接待")
    return phone, desk


async def answers(desk: Phone, words: str) -> str:
    """Write, read back, send."""
    await desk.says(words)
    return await desk.taps("发送给业主", desk.last.message_id)


def the_talk(town: Town, number: int = 1) -> Talk:
    return town.look(lambda session: session.get_one(Talk, number))


def events(town: Town, kind: str) -> int:
    return town.look(lambda session: len(session.scalars(select(Event).where(Event.kind == kind)).all()))


def read(phone: Phone) -> list[str]:
    return [one.text for one in phone.messages() if one.from_bot]


@pytest.mark.rows("R132", "R222")
async def test_the_screen_says_the_telephones_first_and_obliges_to_nothing(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/start")
    await owner.taps("联系人工")
    assert "服务台" in owner.text.splitlines()[0]
    assert "中控室" in owner.text.splitlines()[0]
    for label in (NOW, "请给我回电", "给某位员工留言"):
        assert label in owner.labels
    assert not town.look(lambda session: session.scalars(select(Talk)).all())
    assert not any("请求对话" in text for text in read(desk))


@pytest.mark.rows("R183", "R187", "R190", "R195")
async def test_a_whole_conversation(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await begins(owner)
    assert "请稍候，我们正在呼叫工作人员，最迟9月15日 周一 09:05答复您" in owner.text
    await owner.says("空调费怎么算")
    assert "已记下" in owner.text
    card = desk.find("业主请求对话")
    assert "陈女士 0301" in card.text
    await desk.taps("我来接待")
    assert "请稍候，客服服务部郑雨正在为您接入。谢谢您的耐心。" in owner.find("接入").text
    assert "09:00 陈女士：空调费怎么算" in desk.text
    await desk.says("您好，加时空调按小时计费，我把说明发给您。")
    assert "请您核对" in desk.text
    assert not any("加时空调" in text for text in read(owner))
    await desk.taps("发送给业主", desk.last.message_id)
    assert "已发送给业主" in desk.text
    assert "客服服务部郑雨：您好，加时空调按小时计费，我把说明发给您。" in owner.text
    await owner.says("好的")
    assert "已转给郑雨" in owner.text
    assert "09:00 陈女士：好的" in desk.find("陈女士：好的").text
    await answers(desk, "请问还有什么可以帮助您的？")
    await owner.taps("结束对话", owner.last.message_id)
    assert "感谢您的来访，祝您工作愉快，再见。" in owner.text
    assert "业主已结束对话" in desk.text
    await owner.taps("已解决", owner.last.message_id)
    assert "很高兴能帮到您" in owner.text
    talk = the_talk(town)
    assert (talk.state, talk.resolved, talk.answered_at is not None) == (State.ENDED, True, True)
    await owner.says("灯坏了")
    assert len(town.look(lambda session: session.scalars(select(TalkLine)).all())) == 4


async def test_what_is_sent_goes_both_ways(town: Town):
    owner, desk = await talking(town)
    await owner.sends_photo(picture(), "请看<这里>")
    assert any(one.kind == "photo" and "陈女士发来" in one.text for one in desk.messages())
    assert "陈女士：请看<这里> ［照片1张］" in desk.find("陈女士：请看").text
    await owner.sends_voice()
    assert any(one.kind == "voice" for one in desk.messages())
    await owner.sends_document("合同.pdf", b"%PDF-1.4 x", "application/pdf")
    assert any(one.kind == "document" for one in desk.messages())
    await desk.sends_photo(picture(colour="red"), "这是收费说明")
    await desk.taps("发送给业主", desk.last.message_id)
    assert "郑雨：这是收费说明" in owner.find("这是收费说明").text
    assert any(one.kind == "photo" and "郑雨发来" in one.text for one in owner.messages())


async def test_an_album_is_kept_piece_by_piece(town: Town):
    owner, desk = await talking(town)
    await owner.sends_album([picture(), picture(colour="red")], "两处")
    assert sum(one.kind == "photo" for one in desk.messages()) == 2
    lines = town.look(lambda session: session.scalars(select(TalkLine)).all())
    assert [one.words for one in lines] == ["两处", ""]


async def test_the_first_has_it_and_the_others_read_who(town: Town):
    owner, first = town.phone("陈女士"), town.phone("郑雨")
    second = town.phone("许文静")
    await begins(owner)
    await town.later(minutes=6)
    card = second.find("业主请求对话")
    old = second.data("我来接待")
    await first.taps("我来接待")
    assert "郑雨" in second.find("对话 · 进行中").text
    await second.sends(old, card.message_id)
    assert "对话 · 进行中" in second.text
    assert len(second.toast) > 8
    assert the_talk(town).holder_id == town.look(lambda session: town.person(session, "郑雨").id)


@pytest.mark.rows("R098")
async def test_words_of_danger_come_first_and_are_passed_on(town: Town):
    owner, desk = await talking(town)
    await owner.says("楼道着火了")
    assert "火情或冒烟" in owner.labels
    assert "陈女士：楼道着火了" in desk.find("楼道着火了").text


@pytest.mark.rows("R045")
async def test_a_form_rests_and_goes_on_afterwards(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/start")
    await owner.taps("报修")
    await owner.taps("我的单元内")
    await owner.taps("联系人工")
    await owner.taps(NOW)
    await desk.taps("我来接待")
    await owner.says("龙头滴水应该选哪一项")
    assert "陈女士：龙头滴水应该选哪一项" in desk.find("龙头滴水").text
    await owner.says("/start")
    await owner.taps("继续：报修")
    assert "茶水间" in owner.labels


@pytest.mark.rows("X14", "R183")
async def test_nobody_takes_it_within_five_minutes(town: Town):
    owner, desk, boss = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await begins(owner)
    await town.later(minutes=4)
    assert not any("让您久等" in text for text in read(owner))
    await town.later(minutes=2)
    assert "对不起，让您久等了" in owner.text
    assert "请给我回电" in owner.labels
    assert events(town, "talk.overdue") == 1
    assert sum("业主请求对话" in text for text in read(desk)) == 2
    assert "业主请求对话" in boss.text
    await owner.taps("请给我回电", owner.last.message_id)
    assert "给您来电" in owner.text
    assert "业主请求人工来电" in desk.text
    assert "还没有解决" not in owner.labels
    assert the_talk(town).state == State.ENDED


@pytest.mark.rows("X14")
async def test_whoever_is_never_answered_is_called(town: Town):
    owner = town.phone("陈女士")
    await begins(owner)
    await owner.says("在吗")
    await town.later(minutes=16)
    assert the_talk(town).state == State.ENDED
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.ASKED)).all())
    assert len(calls) == 1
    assert "工作人员将在" in owner.find("让您久等了。工作人员").text


@pytest.mark.rows("X14")
async def test_by_night_the_control_room_answers(town: Town):
    await town.until(town.at("22:00"))
    owner, room, desk = town.phone("陈女士"), town.phone("沈涛"), town.phone("郑雨")
    await begins(owner)
    assert "最迟9月15日 周一 22:15答复您" in owner.text
    assert not any("请求对话" in text for text in read(desk))
    await room.taps("我来接待")
    assert "保安部沈涛正在为您接入" in owner.find("正在为您接入").text


@pytest.mark.rows("R188")
async def test_a_colleague_passes_it_on_and_says_why(town: Town):
    owner, desk, other = *(await talking(town)), town.phone("孙晓芸")
    await owner.says("想了解装修押金")
    await desk.taps("转给同事")
    await desk.says("孙晓芸")
    await desk.taps("同事更熟悉此事", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "请稍候。因同事更熟悉此事，您的对话已转由客服服务部孙晓芸继续接待。谢谢您。" in owner.text
    assert "想了解装修押金" in other.find("一个对话已转给你").text
    await other.taps("答复")
    await answers(other, "您好，押金按面积计算。")
    assert "客服服务部孙晓芸：您好，押金按面积计算。" in owner.text


@pytest.mark.rows("R001")
async def test_who_leaves_the_office_leaves_the_conversation_to_the_desk(town: Town):
    owner, _desk = await talking(town)

    def leave(session):
        boss, gone = town.person(session, "周立新"), town.person(session, "郑雨")
        end_employment(session, gone.id, by=boss, now=town.clock.now(), why="离职")

    town.look(leave)
    await town.settled()
    assert "请稍候，我们正在请另一位同事继续为您服务" in owner.text
    assert the_talk(town).state == State.WAITING
    assert any("业主请求对话" in text for name in ("孙晓芸", "吴佳", "许文静") for text in read(town.phone(name)))


async def test_who_does_not_answer_is_reminded_and_then_another_is_rung(town: Town):
    owner, desk = await talking(town)
    await answers(desk, "您好，请讲。")
    await owner.says("请问几点关门")
    await town.later(minutes=6)
    assert "业主正在等待答复" in desk.text
    assert "业主正在等待答复" in town.phone("许文静").text
    await town.later(minutes=5)
    assert the_talk(town).state == State.WAITING
    assert "请另一位同事继续" in owner.text


async def test_it_ends_by_itself_when_all_is_answered(town: Town):
    owner, desk = await talking(town)
    await answers(desk, "您好，请讲。")
    await town.later(minutes=61)
    assert the_talk(town).state == State.ENDED
    assert "祝您工作愉快，再见" in owner.text


@pytest.mark.rows("R083", "R041", "R217")
async def test_an_upset_owner_is_never_blocked_and_a_calm_reply_is_at_hand(town: Town):
    owner, desk = await talking(town)
    await owner.says("你们什么态度，气死我了！！！")
    assert "业主情绪激动" in town.phone("许文静").text
    assert "参考用语：“对不起，让您如此着急" in desk.find("气死我了").text
    assert not any("让您如此着急" in text for text in read(owner))
    await owner.says("还有人吗")
    assert "已转给郑雨" in owner.text


@pytest.mark.rows("R084", "R198", "R179")
async def test_words_of_a_quarrel_are_pointed_out_and_may_be_insisted_on(town: Town):
    _owner, desk = await talking(town)
    await desk.says("请您闭嘴")
    assert "语气像争执" in desk.text
    await desk.taps("照原文发送", desk.last.message_id)
    assert "请您核对" in desk.text
    await desk.taps("发送给业主", desk.last.message_id)
    assert events(town, "insist") == 1
    await desk.says("这件事我们无法处理")
    assert "“无法”" in desk.text


async def test_a_restart_in_the_middle_loses_nothing(town: Town):
    owner, desk = await talking(town)
    await owner.says("第一句")
    await desk.says("您好，收到。")
    await town.restart()
    await desk.taps("发送给业主", desk.last.message_id)
    assert "郑雨：您好，收到。" in owner.text
    await owner.says("第二句")
    assert "陈女士：第二句" in desk.find("第二句").text


async def test_a_trembling_finger_opens_one_conversation(town: Town):
    owner = town.phone("陈女士")
    await begins(owner)
    await owner.says("/start")
    await owner.taps("联系人工")
    assert "我们正在呼叫工作人员" in owner.text
    assert len(town.look(lambda session: session.scalars(select(Talk)).all())) == 1
