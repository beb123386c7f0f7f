"""Announcements to owners: drafted, approved by another, read as previewed, asked about, restored, corrected (R149, R161, R195)."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import demo
from models.announcements import sending
from models.announcements.lifecycle import State
from models.announcements.tables import Announcement, AnnouncementReader
from models.notices import Notice
from models.people import Binding, Contact
from tests.people import Phone, Town
from tests.stories.test_attachments import documents

pytestmark = pytest.mark.rows("R149", "R195")
TEXT = (
    "尊敬的业户，您好。\n外墙清洗\n请关好窗户，并收好窗台物品。\n时间：9月18日 周四 09:00-17:00\n范围：3层\n"
    "给您添麻烦了，请您谅解。如需说明，请点击“咨询此公告”。谢谢。"
)
WATER = (
    "尊敬的业户，您好。因水泵年度检修，3层将于9月18日 周四 09:00-11:00暂停供水。"
    "请您提前做好准备。恢复后另行通知，谢谢您的理解。"
)


async def taps(phone: Phone, *labels: str) -> str:
    """These buttons, each on the newest message."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def begins(desk: Phone, *labels: str) -> None:
    await desk.says("/start")
    await taps(desk, "管理处事务", "公告", "草拟公告", *labels)


async def drafts(
    desk: Phone, floors: str = "3", important: str = "一般，知晓即可", send: str = "审批后立即发送"
) -> None:
    """A piece of information about the windows, up to the approval."""
    await begins(desk, "通知", "部分楼层")
    await desk.says(floors)
    await taps(desk, "全部联系人")
    await desk.says("外墙清洗")
    await desk.says("请关好窗户，并收好窗台物品。")
    await desk.says("9月18日9:00")
    await desk.says("9月18日17:00")
    await taps(desk, important)
    await (taps(desk, send) if send == "审批后立即发送" else desk.says(send))
    await taps(desk, "提交审批")


async def drafts_water(desk: Phone, start: str = "9月18日9:00", end: str = "9月18日11:00") -> None:
    """A planned shut-off of the water, up to the read-back."""
    await begins(desk, "计划停水停电等", "供水", "部分楼层")
    await desk.says("3")
    await taps(desk, "全部联系人")
    await desk.says("水泵年度检修")
    await taps(desk, "跳过")
    await desk.says(start)
    await desk.says(end)
    await taps(desk, "一般，知晓即可", "审批后立即发送")


async def approves(town: Town, name: str = "许文静") -> Phone:
    """Read once more, approved, and the clock ticks."""
    lead = town.phone(name)
    await taps(lead, "审批并发送", "审批并发送")
    await town.later(seconds=1)
    return lead


def one(town: Town, number: int = 1) -> Announcement:
    return town.look(lambda session: session.get_one(Announcement, number))


def told(town: Town, kind: str = "announcement.sent") -> list[int]:
    """Who was told what, by the number of the person."""
    wanted = select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.person_id)
    return town.look(lambda session: list(session.scalars(wanted)))


def times(phone: Phone, words: str) -> int:
    """How many messages of the bot hold these words."""
    return sum(words in message.text for message in phone.messages() if message.from_bot)


async def test_what_is_previewed_is_what_the_owner_reads_and_nobody_else_is_told(town: Town):
    desk, lead, owner = town.phone("郑雨"), town.phone("许文静"), town.phone("陈女士")
    await drafts(desk)
    assert TEXT in desk.text
    assert "机器人可送达5人" in desk.text
    assert "审批并发送" not in desk.labels
    assert TEXT in lead.find("有公告待审批").text
    await taps(lead, "审批并发送")
    assert TEXT in lead.text
    assert "修改" not in lead.labels  # nothing was asked that could be corrected
    assert told(town) == []
    await taps(lead, "审批并发送")
    await town.later(seconds=1)
    assert owner.find(TEXT).text == TEXT
    assert len(told(town)) == 5
    assert not times(town.phone("丁女士"), "外墙清洗")
    assert "公告已发送" in desk.text
    assert one(town).state == State.SENT
    await owner.says("/start")
    await taps(owner, "公告（1）")
    await owner.taps("【新】")
    await owner.says("/start")
    assert "公告" in owner.labels
    await desk.says("/start")
    await taps(desk, "管理处事务", "公告", "当前公告（1）", "外墙清洗", "已读名单")
    assert "陈女士" in desk.text
    await owner.taps("公告")
    await town.until(town.at("18:00", days=3))
    await taps(owner, "往期公告")
    assert any("外墙清洗" in label for label in owner.labels)


@pytest.mark.rows("R034")
async def test_who_asks_about_it_is_called_and_the_call_names_it(town: Town):
    await drafts(town.phone("郑雨"))
    await approves(town)
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.taps("咨询此公告")
    assert "将在" in owner.text
    assert "就此公告给您来电说明" in owner.text
    assert "咨询公告“外墙清洗”" in desk.find("咨询公告").text
    await owner.taps("咨询此公告")
    assert times(desk, "咨询公告“外墙清洗”") == 1


@pytest.mark.rows("R161")
async def test_the_superior_sends_it_back_with_a_comment_and_the_drafter_revises(town: Town):
    desk, lead, boss = town.phone("郑雨"), town.phone("许文静"), town.phone("周立新")
    await drafts(desk)
    await taps(lead, "退回修改")
    await lead.says("请写明电话")
    await taps(lead, "确认")
    assert "请写明电话" in desk.text
    await taps(desk, "修改内容", "修改", "内容")
    await desk.says("请关好窗户。如有疑问，请致电服务台。")
    await taps(desk, "提交审批")
    assert "请致电服务台" in boss.text
    await approves(town, "周立新")
    assert "请致电服务台" in town.phone("陈女士").text


@pytest.mark.rows("R179", "X8")
async def test_words_that_refuse_are_pointed_out(town: Town):
    desk = town.phone("郑雨")
    await begins(desk, "通知", "全楼", "全部联系人")
    await desk.says("大堂地面打蜡")
    await desk.says("大堂不能通行")
    assert "不能" in desk.text
    await taps(desk, "照原文发送")
    assert "从什么时候开始" in desk.text


async def test_the_drafter_never_approves_and_a_second_tap_sends_nothing_twice(town: Town):
    lead, boss, owner = town.phone("许文静"), town.phone("周立新"), town.phone("陈女士")
    await drafts(lead)
    assert "审批并发送" not in lead.labels
    await lead.sends("b:announcement_approve:1")
    assert "须由另一位主管或经理审批" in lead.toast
    await taps(boss, "审批并发送")
    data, message = boss.data("审批并发送"), boss.last.message_id
    await boss.sends(data, message)
    await boss.sends(data, message)
    await town.later(seconds=1)
    assert times(owner, "外墙清洗") == 1
    assert len(told(town)) == 5


async def test_a_notice_to_nobody_is_answered_and_nothing_is_sent(town: Town):
    desk, lead = town.phone("郑雨"), town.phone("许文静")
    await drafts(desk, floors="15")
    await begins(desk, "通知", "部分单元")
    await desk.says("0999, 1006")
    assert "登记中没有0999" in desk.text
    assert "0301" in desk.text
    await desk.says("1006")
    await taps(desk, "全部联系人")
    await desk.says("水表更换")
    await desk.says("请留意。")
    await taps(desk, "跳过", "跳过", "一般，知晓即可", "审批后立即发送")
    assert "机器人可送达0人" in desk.text
    assert "无人使用机器人的单元：1个" in desk.text
    await taps(desk, "提交审批")
    await taps(lead, "审批并发送")
    assert "请张贴公告并电话告知" in lead.text
    assert {"打印张贴件", "未送达单元", "退回修改"} <= set(lead.labels)
    await taps(lead, "审批并发送")
    await town.later(minutes=5)
    assert "没有发送" in lead.text
    assert {"打印张贴件", "未送达单元"} <= set(lead.labels)
    assert told(town) == []
    await taps(desk, "未送达单元")
    assert "1006" in desk.text
    assert "10000000019" in desk.text
    assert "电话名单" not in desk.labels
    await taps(desk, "打印张贴件")
    assert documents(desk) == ["公告张贴件水表更换.xlsx"]
    await lead.sends("anu:2:0")
    await taps(lead, "电话名单")
    content = next(message.content for message in lead.messages() if message.from_bot and message.document)
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[1][0] == "1006"
    assert rows[1][3] == "10000000019"
    await desk.sends("anf:2:phones")
    await desk.sends("anf:2:letters")
    assert len(documents(desk)) == 1


async def test_a_shut_off_is_announced_ahead_reminded_of_and_restored(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await drafts_water(desk)
    assert WATER in desk.text
    await taps(desk, "提交审批")
    await approves(town)
    assert owner.text == WATER
    await town.until(town.at("19:59", days=2))
    assert not times(owner, "温馨提示")
    await town.until(town.at("20:01", days=2))  # two hours before would be 7:00, when nobody is to be rung
    assert "温馨提示" in owner.text
    assert times(owner, "温馨提示") == 1
    await town.until(town.at("10:40", days=3))
    await desk.says("/start")
    await taps(desk, "管理处事务", "公告", "当前公告（1）", "暂停供水", "已恢复")
    assert "您好，3层供水已恢复。谢谢您的理解和耐心。" in owner.text
    await desk.sends("and:1:end:4")
    assert times(owner, "供水已恢复") == 1
    assert one(town).state == State.ENDED


async def test_a_shut_off_in_a_hurry_says_why_and_times_that_have_passed_are_asked_for_again(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await begins(desk, "计划停水停电等", "供水", "部分楼层")
    await desk.says("3")
    await taps(desk, "全部联系人")
    await desk.says("水管抢修")
    await taps(desk, "跳过")
    await desk.says("今天8:00")
    assert "这个时间已经过了" in desk.text
    await desk.says("今天15:00")
    assert "提前时间" not in desk.text
    await desk.says("今天17:00")
    assert "为什么这么晚才通知" in desk.text
    await desk.says("管道突然渗水")
    await taps(desk, "一般，知晓即可", "审批后立即发送", "提交审批")
    assert "提前时间较短的原因：管道突然渗水" in desk.text
    lead = town.phone("许文静")
    await town.until(town.at("15:10"))
    await taps(lead, "审批并发送", "审批并发送")
    assert "这个时间已经过了" in lead.text
    assert told(town) == []
    assert not times(owner, "抢修")


async def test_four_thousand_characters_are_too_many(town: Town):
    desk = town.phone("郑雨")
    await begins(desk, "通知", "全楼", "全部联系人")
    await desk.says("通知")
    await desk.says("长" * 4000)
    assert "600" in desk.text


async def test_it_goes_at_its_time_and_routine_ones_keep_the_quiet_hours(town: Town):
    owner = town.phone("陈女士")
    await drafts(town.phone("郑雨"), send="今天21:00")
    await approves(town)
    await town.until(town.at("20:59"))
    assert told(town) == []
    await town.until(town.at("21:01"))
    assert len(told(town)) == 5
    assert not times(owner, "外墙清洗")
    await town.until(town.at("08:31", days=1))
    assert times(owner, "外墙清洗") == 1


async def test_a_power_cut_in_the_middle_of_sending_tells_everybody_once(town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "PIECE", 2)
    original, pieces = sending.send_piece, []

    def cut(session, announcement_id, now):
        pieces.append(announcement_id)
        original(session, announcement_id, now)
        if len(pieces) == 2:
            raise ConnectionError("the power goes")

    monkeypatch.setattr(sending, "send_piece", cut)
    await drafts(town.phone("郑雨"))
    await approves(town)
    assert one(town).state == State.SENDING
    await town.crash()
    await town.add_machine()
    await town.later(minutes=10)
    assert len(told(town)) == 5
    assert one(town).state == State.SENT
    assert times(town.phone("陈女士"), "外墙清洗") == 1


async def test_former_contacts_and_those_who_leave_meanwhile_get_nothing(town: Town):
    def leave(name: str):
        def end(session):
            person = town.person(session, name)
            for contact in session.scalars(select(Contact).where(Contact.person_id == person.id)):
                contact.ended_at = town.clock.now()

        return end

    town.look(leave("杜女士"))
    await drafts(town.phone("郑雨"), send="今天21:00")
    assert "机器人可送达4人" in town.phone("郑雨").text
    await approves(town)
    await town.until(town.at("21:01"))
    town.look(leave("刘先生"))  # told, and waiting for the morning
    await town.until(town.at("08:31", days=1))
    assert not times(town.phone("杜女士"), "外墙清洗")
    assert not times(town.phone("刘先生"), "外墙清洗")
    assert times(town.phone("陈女士"), "外墙清洗") == 1


async def test_an_important_one_is_acknowledged_and_who_does_not_is_called(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await drafts(desk, important="重要，须已阅")
    await approves(town)
    await owner.taps("已阅")
    assert "已阅" not in owner.labels
    await town.until(town.at("09:30", days=1))
    assert "重要公告有4人未读" in desk.find("重要公告").text
    await desk.taps("未读名单")
    assert "陈女士" not in desk.text
    assert "10000000008" in desk.text
    await desk.taps("已电话告知杜女士")
    assert "杜女士" not in desk.text
    readers = town.look(lambda session: list(session.scalars(select(AnnouncementReader))))
    assert sum(reader.read_at is not None for reader in readers) == 1
    assert sum(reader.phoned_at is not None for reader in readers) == 1


@pytest.mark.rows("R161")
async def test_the_approval_itself_gives_it_back_with_a_reason(town: Town):
    desk, lead = town.phone("郑雨"), town.phone("许文静")
    await drafts(desk)
    await taps(lead, "审批并发送")
    assert "修改" not in lead.labels
    await taps(lead, "退回修改")
    await lead.says("请写明联系电话")
    await taps(lead, "确认")
    assert one(town).state == State.RETURNED
    assert "请写明联系电话" in desk.find("公告已退回").text


async def test_a_correction_goes_to_those_who_got_the_first(town: Town):
    desk, owner, late = town.phone("郑雨"), town.phone("陈女士"), town.phone("杜女士")
    town.look(lambda session: setattr(binding(session, late), "privacy_at", None))
    await drafts(desk)
    await approves(town)
    now = town.clock.now()
    town.look(lambda session: setattr(binding(session, late), "privacy_at", now))
    await taps(desk, "更正", "修改", "开始")
    await desk.says("9月19日9:00")
    await taps(desk, "修改", "结束")
    await desk.says("9月19日17:00")
    assert "机器人可送达4人" in desk.text
    await taps(desk, "提交审批")
    await approves(town)
    assert "9月19日" in owner.text
    assert not times(late, "外墙清洗")
    assert [one(town, number).state for number in (1, 2)] == [State.CORRECTED, State.SENT]
    await owner.says("/start")
    await taps(owner, "公告（1）", "往期公告", "外墙清洗")
    assert "已更正，请看新的公告" in owner.text


def binding(session, phone: Phone) -> Binding:
    return session.scalars(select(Binding).where(Binding.telegram_id == phone.user)).one()


async def test_what_was_told_is_called_off_with_its_reason(town: Town):
    desk, lead, owner = town.phone("郑雨"), town.phone("许文静"), town.phone("陈女士")
    await drafts_water(desk)
    await taps(desk, "提交审批")
    await approves(town)
    assert "取消公告" not in desk.labels
    await taps(lead, "取消")
    await lead.says("检修改期，时间另行通知。")
    await taps(lead, "确认")
    assert "“暂停供水”已取消：检修改期，时间另行通知。谢谢您的理解。" in owner.text
    await town.until(town.at("20:05", days=2))
    assert not times(owner, "温馨提示")


@pytest.mark.rows("R203")
async def test_owners_of_other_floors_and_colleagues_outside_the_front_office_open_nothing(town: Town):
    await drafts(town.phone("郑雨"))
    for name in ("丁女士", "何志强", "林海涛", "冯雪", "钱敏"):
        assert name in {somebody.name for somebody in demo.cast()}
        phone = town.phone(name)
        await phone.says("/start")
        for data in ("an:1", "anr:1", "ana:1", "anp:1:0:0", "anu:1:0", "anf:1:posting", "and:1:discard:1", "ant:1:5:0"):
            await phone.sends(data)
            assert "外墙清洗" not in phone.text, (name, data)
    assert one(town).state == State.DRAFT
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.sends("an:1")
    assert "外墙清洗" not in owner.text  # a draft is nobody's to read
