"""The manager's mailbox: sealed until Monday, counted by the desk, read by the manager only, answered by letter (R143, R144, J20)."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import demo
from models.events import Event
from models.mailbox.lifecycle import LetterState, OpeningState
from models.mailbox.tables import Letter, Opening
from models.people import Binding
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.test_attachments import documents
from tests.stories.test_media import pictures

pytestmark = pytest.mark.rows("R143", "R144")
WORDS = "夜间空调噪声很大，已影响加班"
MAILBOX = "您的来信已投入经理信箱。信箱每周开启，由经理阅后给您回函。谢谢您。"
REPLY = "您好，空调机组已安排检修，请您观察。谢谢。"


async def taps(phone: Phone, *labels: str) -> str:
    """These buttons, each on the newest message."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def writes(owner: Phone, words: str = WORDS, reply: str = "请给我回函", *photos: bytes) -> None:
    """A letter, from the first screen to the box."""
    await owner.says("/start")
    await taps(owner, "经理信箱", "给经理写信")
    await owner.says(words)
    for one in photos:
        await owner.sends_photo(one)
    await taps(owner, "继续填写" if photos else "跳过", reply, "投入信箱")


async def opened(town: Town, days: int = 7) -> Phone:
    """It is Monday: the desk opens; returns the desk's phone."""
    await town.until(town.at("09:05", days=days))
    desk = town.phone("郑雨")
    await desk.taps("开启信箱")
    return desk


async def with_the_manager(town: Town) -> Phone:
    """The same, and the supervisor passes on; returns the manager's phone, at the letter."""
    await opened(town)
    await town.phone("许文静").taps("上交经理")
    boss = town.phone("周立新")
    await boss.says("/start")
    await taps(boss, "管理处事务", "经理信箱", "给我的来信")
    return boss


def box(town: Town) -> list[tuple[OpeningState, int]]:
    """Every opening: where it stands, and how many letters."""
    wanted = select(Opening).order_by(Opening.day)
    return [(one.state, one.letters) for one in town.look(lambda session: list(session.scalars(wanted)))]


def letter(town: Town, number: int = 1) -> Letter:
    return town.look(lambda session: session.get_one(Letter, number))


def everything(town: Town, *but: str) -> str:
    """Whatever any phone of the office shows, but those of some people."""
    every = [town.phone(one.name, str(one.side)) for one in demo.cast() if one.name not in but]
    return "\n".join(one.text for phone in every for one in phone.messages() if one.from_bot)


@pytest.mark.rows("J20", "R195")
async def test_a_letter_from_the_owner_to_the_reply_and_what_the_owner_says_of_it(town: Town):
    owner = town.phone("陈女士")
    before = everything(town, "陈女士")
    await owner.says("/start")
    await taps(owner, "经理信箱", "给经理写信")
    await owner.says(WORDS)
    await owner.sends_photo(picture())
    await taps(owner, "继续填写", "请给我回函")
    assert f"来信：{WORDS}" in owner.text
    assert letter_count(town) == 0
    await taps(owner, "投入信箱")
    assert MAILBOX in owner.text
    assert "已投入信箱" in owner.text
    assert everything(town, "陈女士") == before  # nobody of the office hears before the opening
    desk, lead, boss = await opened(town), town.phone("许文静"), town.phone("周立新")
    assert "已开启并登记，来信1封" in desk.text
    assert "投入日期：9月15日 周一\n" in f"{desk.text}\n"  # one day is said once
    assert "转交经理中" in owner.text
    assert "请原封上交" in lead.text
    assert "来信：1封" in lead.text
    await lead.taps("上交经理")
    assert "给我的来信" in boss.find("经理信箱已开启").text
    assert "给我的来信" in [one.text for row in boss.find("经理信箱已开启").buttons for one in row]
    assert len(pictures(boss)) == 1
    assert not pictures(desk)
    assert not pictures(lead)
    await boss.says("/start")
    await taps(boss, "管理处事务", "经理信箱", "给我的来信", "陈女士")
    for words in (WORDS, "陈女士", "单元0301", "10000000005", "回函期限：9月29日 周一"):
        assert words in boss.text
    await taps(boss, "写回函")
    await boss.says(REPLY)
    assert REPLY in boss.text
    await taps(boss, "发出回函")
    assert "项目经理已给您回函" in owner.text
    assert REPLY in owner.text
    await taps(owner, "有帮助，谢谢")
    assert "业主表示回函有帮助" in boss.text
    assert letter(town).state == LetterState.SETTLED
    hidden = everything(town, "陈女士", "周立新")
    assert not any(words in hidden for words in (WORDS, REPLY))


def letter_count(town: Town) -> int:
    return len(town.look(lambda session: session.scalars(select(Letter)).all()))


@pytest.mark.rows("J20")
async def test_an_empty_week_has_its_record_too_and_the_record_is_printed(town: Town):
    desk = await opened(town)
    assert "已开启，没有来信，开启记录已保存" in desk.text
    assert box(town) == [(OpeningState.EMPTY, 0)]
    await writes(town.phone("陈女士"))
    await opened(town, days=14)
    assert box(town) == [(OpeningState.EMPTY, 0), (OpeningState.OPENED, 1)]
    lead = town.phone("许文静")
    await lead.taps("上交经理")
    await lead.says("/start")
    await taps(lead, "管理处事务", "经理信箱", "开启记录")
    assert "9月22日 周一 已开启，无来信 来信0封 郑雨" in lead.labels
    await lead.taps("9月29日 周一 已上交经理 来信1封 郑雨")
    assert "已答复0封，逾期0封" in lead.text
    assert "给我的来信" not in lead.labels
    await taps(lead, "返回", "开启记录", "今年记录")
    assert documents(lead) == ["经理信箱开启记录2025.xlsx"]
    content = next(one.content for one in lead.messages() if one.from_bot and one.document)
    rows = [
        [cell for cell in row if cell] for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    ]
    assert rows[1] == ["2025-09-22", "2025-09-22 09:05", "郑雨", "0", "0", "0", "无来信"]
    assert rows[2][3] == "1"
    assert not any(word in f"{rows}" for word in ("陈", WORDS))


@pytest.mark.rows("J20")
async def test_nobody_opens_it_the_desk_is_reminded_then_the_supervisor_sees_to_it(town: Town):
    await writes(town.phone("陈女士"))
    desk, lead = town.phone("郑雨"), town.phone("许文静")
    await town.until(town.at("10:59", days=7))
    assert "请开启经理信箱" in desk.text
    await town.until(town.at("11:01", days=7))
    assert "经理信箱还没有开启" in desk.text
    await lead.says("/start")
    await taps(lead, "管理处事务", "经理信箱", "查看本次开启")
    assert "开启信箱" not in lead.labels
    await town.until(town.at("13:01", days=7))
    assert "经理信箱至今无人开启" in lead.text
    await lead.taps("开启信箱")
    assert "来信1封" in lead.text
    assert town.look(lambda session: session.get_one(Opening, 1).opened_by.person.name) == "许文静"
    await town.until(town.at("17:05", days=7))
    assert "还没有上交" in lead.text
    assert "还没有上交" in town.phone("周立新").text


@pytest.mark.rows("J20")
async def test_a_week_that_nobody_opened_is_recorded_and_its_letters_come_with_the_next(town: Town):
    await writes(town.phone("陈女士"))
    await opened(town, days=14)
    assert box(town) == [(OpeningState.MISSED, 0), (OpeningState.OPENED, 1)]
    await town.until(town.at("09:05", days=21))
    assert town.phone("郑雨").find("请开启经理信箱")


async def test_a_holiday_monday_waits_for_the_day_on_which_the_office_is_open(town: Town):
    await town.until(town.at("09:05", days=21))  # 6 October, of the national holiday
    assert box(town)[-1] == (OpeningState.DUE, 0)
    desk = town.phone("郑雨")
    assert "10月6日" not in desk.text
    await town.until(town.at("09:05", days=24))
    assert "10月6日" in desk.find("请开启经理信箱").text


async def test_the_deadline_of_the_reply_is_told_and_then_it_is_overdue(town: Town):
    await writes(town.phone("陈女士"))
    boss = await with_the_manager(town)
    await town.until(town.at("08:00", days=13))
    unread = boss.unread
    await town.until(town.at("10:00", days=14))
    assert boss.unread > unread
    assert boss.find("有来信明天到回函期限")
    assert "有来信回函已逾期" in boss.find("有来信回函已逾期").text
    await boss.says("/start")
    await taps(boss, "管理处事务", "经理信箱", "给我的来信")
    assert any(label.startswith("逾期") for label in boss.labels)
    lead = town.phone("许文静")
    await lead.says("/start")
    await taps(lead, "管理处事务", "经理信箱", "开启记录", "9月22日")
    assert "已答复0封，逾期1封" in lead.text


@pytest.mark.rows("R016")
async def test_the_manager_follows_up_by_a_task_in_own_words_and_by_an_own_call(town: Town):
    await writes(town.phone("陈女士"), WORDS, "请经理阅知即可")
    boss, head = await with_the_manager(town), town.phone("何志强")
    await taps(boss, "陈女士", "交办跟进")
    await boss.says("何志强")
    await boss.says("检查三楼空调机组的噪声")
    await taps(boss, "明天", "交办")
    assert "检查三楼空调机组的噪声" in head.text
    assert not any(words in head.text for words in (WORDS, "陈女士", "来信"))
    assert "已交办：何志强，检查三楼空调机" in boss.text
    await taps(boss, "计划回访")
    await boss.says("明天上午9:30")
    await taps(boss, "确认")
    await town.until(town.at("09:31", days=8))
    assert "你计划就这封来信打电话" in boss.text
    assert not any("来信" in one.text for one in town.phone("郑雨").messages() if "打电话" in one.text)
    await taps(boss, "登记回访")
    await boss.says("业主同意先观察两天")
    await taps(boss, "确认")
    assert "已回访：业主同意先观察两天" in boss.text
    await taps(boss, "已阅，办结")
    assert letter(town).state == LetterState.SETTLED


async def test_what_a_reply_leaves_open_is_answered_once_more(town: Town):
    owner = town.phone("陈女士")
    await writes(owner)
    boss = await with_the_manager(town)
    await taps(boss, "陈女士", "写回函")
    await boss.says("这件事不能办")
    assert "不能" in boss.text
    assert "照原文发送" in boss.labels
    await boss.says(REPLY)
    await taps(boss, "发出回函")
    await taps(owner, "还有事项待答复")
    await owner.says("周末仍有噪声")
    await taps(owner, "确认")
    assert "业主还有事项待答复" in boss.text
    assert "周末仍有噪声" in boss.text
    await taps(boss, "写回函")
    await boss.says("周末也已安排检查，请您放心。")
    await taps(boss, "发出回函")
    assert "周末也已安排检查" in owner.text
    assert letter(town).state == LetterState.ANSWERED


@pytest.mark.rows("R203")
async def test_nobody_but_manager_and_sender_opens_a_letter_whatever_they_tap(town: Town):
    await writes(town.phone("陈女士"), WORDS, "请给我回函", picture())
    boss = await with_the_manager(town)
    nosy = [one.name for one in demo.cast() if one.name not in {"陈女士", "周立新"}]
    for name in ("许文静", "郑雨", "孙晓芸", "何志强", "林海涛", "冯雪", "刘先生", "杜女士"):
        assert name in nosy
        phone = town.phone(name)
        await phone.says("/start")
        forms = ("letter_answer", "letter_task", "letter_call", "letter_called", "letter_more")
        for data in ("lt:1", "lp:1", "ll:1:0", "g:letters", "le:1:3", "lh:1:3", *(f"b:{form}:1" for form in forms)):
            await phone.sends(data)
            assert not any(words in phone.text for words in (WORDS, "陈女士来信", "来信人：")), (name, data)
        if phone.side == "staff":
            await phone.says("空调噪声")
            assert WORDS not in phone.text
        assert not pictures(phone)
    assert letter(town).state == LetterState.WITH_MANAGER
    await boss.says(WORDS[:4])
    assert WORDS not in boss.text  # no search finds it, the manager has the list


async def test_a_reply_that_cannot_be_delivered_is_the_managers_own_call(town: Town):
    owner = town.phone("陈女士")
    await writes(owner)
    boss = await with_the_manager(town)
    town.look(lambda session: setattr(binding(session, owner), "unreachable_since", town.clock.now()))
    await taps(boss, "陈女士", "写回函")
    await boss.says(REPLY)
    await taps(boss, "发出回函")
    assert "回函未能送达" in boss.text
    assert "10000000005" in boss.text
    assert not any("陈" in one.text for one in town.phone("郑雨").messages() if "来信" in one.text)


def binding(session, phone: Phone) -> Binding:
    return session.scalars(select(Binding).where(Binding.telegram_id == phone.user)).one()


async def test_a_letter_of_four_thousand_characters_a_second_tap_and_the_same_words_again(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await taps(owner, "经理信箱", "给经理写信")
    await owner.says("长" * 4000)
    assert "1500" in owner.text
    await owner.says(WORDS)
    await taps(owner, "跳过", "请给我回函")
    data, message = owner.data("投入信箱"), owner.last.message_id
    await owner.sends(data, message)
    await owner.sends(data, message)
    assert letter_count(town) == 1
    await writes(owner)
    assert letter_count(town) == 1
    assert "已在我们这里" in owner.text or "已收到" in owner.text


async def test_the_log_holds_no_words_and_two_hands_open_once(town: Town):
    await writes(town.phone("陈女士"))
    await town.until(town.at("09:05", days=7))
    desk = town.phone("郑雨")
    data = desk.data("开启信箱")
    await desk.sends(data)
    await desk.sends(data)
    assert box(town) == [(OpeningState.OPENED, 1)]
    events = town.look(lambda session: session.scalars(select(Event).where(Event.subject == "letter:1")).all())
    assert [one.kind for one in events] == ["letter.written", "letter.unseal"]
    assert not any(WORDS in f"{one.facts}" for one in events)
    assert letter(town).reply_by - timedelta(days=7) == town.look(lambda session: session.get_one(Opening, 1).opened_at)
