"""Nobody answers: two minutes, five minutes, the card on the door, and another time (R070)."""

import io

import openpyxl
import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.media.queries import attached
from models.media.tables import AttachedTo
from models.tickets.lifecycle import Status
from models.tickets.tables import Pause, Visit
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import at_the_door, nobody_opens

pytestmark = pytest.mark.rows("R070")


def code(town: Town) -> str:
    return str(town.look(lambda session: session.scalars(select(Visit.code).where(Visit.code != "")).first()))


def card(phone: Phone) -> tuple[str, str]:
    """The newest document: its name, and all its cells in one text."""
    document = next(one.document for one in reversed(phone.messages()) if one.document)
    sheet = openpyxl.load_workbook(io.BytesIO(document.content)).active
    return document.name, " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


async def test_nobody_opens_and_another_time_is_chosen(town: Town):
    owner, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    assert "服务人员已到您门前，暂时无人应答" in owner.text
    assert "从09:00起在您门前等候" in owner.text
    assert "09:02后可以离开" in plumber.find("请填写工具袋中的温馨提示卡").text
    assert f"BX20250915001 · 9月15日 周一 09:00 · 改约码{code(town)} · 电话" in plumber.find("请填写工具袋").text
    name, words = card(plumber)
    assert name == "温馨提示卡BX20250915001.xlsx"
    for said in ("0301", "等候____分钟未能见到您", "BX20250915001", "林海涛 E010", code(town), "谢谢您"):
        assert said in words
    await town.later(seconds=40)
    await plumber.taps("贴提示卡离开")
    assert "请在门口再等80秒" in plumber.toast
    assert town.tickets()[0].status == Status.ARRIVED
    await town.later(minutes=4, seconds=30)
    assert "已等候一段时间" in plumber.text

    await plumber.taps("贴提示卡离开")
    assert f"改约码{code(town)}" in plumber.text
    await plumber.taps("提示卡已贴好，无照片")
    assert "客户不在不算你的责任" in plumber.find("辛苦了").text
    assert sum(one.document is not None for one in plumber.messages()) == 1
    assert "服务人员林海涛于9月15日 周一 09:00到达0301单元门前，等候5分钟无人应答，已在门上留下温馨提示卡" in owner.text
    assert "没关系" not in owner.text
    assert "状态：等待您另选时间" in owner.text
    assert "上门无人应答" in town.phone("郑雨").text
    assert "撤回" in owner.labels

    old = owner.data("另选时间")
    await owner.taps("另选时间")
    await owner.says("今天晚上11点")
    assert "服务人员已下班" in owner.text
    await owner.says("9:30")
    assert "需要一小时准备" in owner.text
    await owner.taps("9月16日 周二 08:30")
    await owner.taps("确认")
    assert "您选的时间已记下：9月16日 周二 08:30-10:30" in owner.text
    assert "状态：已预约" in owner.text
    assert "服务人员曾于9月15日 周一 09:00上门，无人应答" in owner.text
    assert "9月15日 周一 09:00曾上门，无人应答" in plumber.text
    assert "业主已另选时间，请接单" in plumber.text
    for _ in range(2):
        await owner.sends(old)
        assert "对不起，此事项已有新的进展" in owner.toast
    await plumber.taps("接单")
    assert "林海涛（工号E010）将于9月16日 周二 08:30-10:30上门" in owner.text


async def test_somebody_opens_after_all(town: Town):
    owner, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    await town.later(minutes=1)
    await plumber.taps("门已开")
    assert "正在为您处理" in owner.text
    assert plumber.find("穿好自备鞋套")
    await town.later(minutes=10)
    assert not [one for one in plumber.messages() if "已等候一段时间" in one.text]
    await plumber.taps("无人应答")  # the door was said to be open by a slip of the finger
    assert "贴提示卡离开" in str(plumber.find("请填写工具袋").buttons)


async def test_the_owner_opens_at_once(town: Town):
    owner, plumber = await at_the_door(town)
    assert "马上开门" not in owner.labels
    await plumber.taps("无人应答")
    assert owner.labels[:2] == ["马上开门", "改约"]
    assert "请催一下" not in owner.labels
    data = owner.data("马上开门")
    await owner.taps("马上开门")
    assert "谢谢您，已告知门前的服务人员" in owner.text
    assert "业主马上开门" in plumber.text
    assert "马上开门" not in owner.labels
    await owner.sends(data)
    assert "对不起" in owner.toast
    await plumber.taps("门已开")
    assert "改约" not in owner.labels
    await plumber.taps("无人应答")
    assert "马上开门" in owner.labels, "asked anew where nobody has opened after all"


async def test_the_owner_chooses_another_time_while_somebody_waits(town: Town):
    owner, plumber = await at_the_door(town)
    await owner.sends("b:rebook:1")
    assert "对不起，此事项已有新的进展" in owner.toast
    await plumber.taps("无人应答")
    await owner.taps("改约")
    await owner.taps("9月16日 周二 08:30")
    await owner.taps("确认")
    assert "状态：已预约" in owner.text
    assert "业主已另选时间，请接单" in plumber.text
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.appointed_from) == (Status.ASSIGNED, town.at("08:30", days=1))


async def test_nothing_is_done_behind_a_door_that_nobody_has_opened(town: Town):
    _, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    assert "完工" not in str(plumber.find("请填写工具袋").buttons)
    await plumber.sends("b:finish:1", plumber.find("请填写工具袋").message_id)
    assert "还没有人开门" in plumber.toast
    assert town.tickets()[0].status == Status.ARRIVED
    await plumber.taps("门已开")
    await plumber.taps("完工")
    await plumber.taps("免费：保修期内")
    await plumber.taps("已修复")
    assert plumber.find("照片")


async def test_a_colleague_of_the_unit_types_the_code_of_the_card(town: Town):
    owner, _ = await nobody_opens(town)
    colleague, stranger = town.phone("刘先生"), town.phone("凌女士")
    typed = code(town)
    wrong = "999999" if typed != "999999" else "999998"
    for phone, words in ((stranger, typed), (colleague, wrong)):
        await phone.says(words)
        assert "对不起，没有查到这个改约码" in phone.text
        assert "报修" in phone.labels
        assert "BX2025" not in phone.text
    await colleague.says("".join(chr(ord(digit) + 0xFEE0) for digit in typed))  # full-width, as some keyboards write
    assert "BX20250915001" in colleague.text
    assert "滴水" not in colleague.text
    await colleague.taps("9月16日 周二 10:30")
    await colleague.taps("确认")
    assert "已约定9月16日 周二 10:30-12:30" in colleague.text
    assert "已约定9月16日 周二 10:30-12:30" in owner.text
    await colleague.says(typed)
    assert "对不起，此事项已有新的进展" in colleague.text
    await colleague.sends("b:rebook:1")
    assert "没有这个单据" in colleague.toast


async def test_two_contacts_choose_at_the_same_moment(town: Town):
    owner, _ = await nobody_opens(town)
    colleague = town.phone("刘先生")
    await colleague.says(code(town))
    await colleague.taps("9月16日 周二 10:30")
    await owner.taps("另选时间")
    await owner.taps("9月16日 周二 08:30")
    for phone in (owner, colleague):
        town.sandbox.press(phone.user, phone.side, "确认")
    await town.settled()
    ticket = town.tickets()[0]
    assert ticket.status == Status.ASSIGNED
    assert ticket.appointed_from in {town.at("08:30", days=1), town.at("10:30", days=1)}
    told = [
        [one.text for one in [*town.sandbox.toasts(phone.user, phone.side), *phone.messages()]]
        for phone in (owner, colleague)
    ]
    sorry = [any("对不起，此事项" in one for one in words) for words in told]
    assert sorted(sorry) == [False, True], "one of the two hears it, however soon the news follows"


async def test_the_desk_calls_after_three_days_and_chooses_for_the_owner(town: Town):
    owner, plumber = await nobody_opens(town)
    desk = town.phone("郑雨")
    await town.until(town.at("09:02", days=3))
    assert "请致电" not in desk.text
    await town.until(town.at("09:10", days=3))
    assert "尚未另选时间，请致电" in desk.text
    assert "您什么时间方便" in desk.text
    await desk.taps("单据")
    await desk.taps("替业主另选时间")
    await desk.taps("9月19日 周五 08:30")
    await desk.taps("确认")
    assert "已约定9月19日 周五 08:30-10:30" in owner.text
    assert "请接单" in plumber.text
    call = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.REBOOK)).one())
    assert call.done_at is not None


async def test_the_owner_withdraws_while_the_card_hangs(town: Town):
    owner, _ = await nobody_opens(town)
    await owner.taps("撤回")
    await owner.taps("确认撤回")
    assert "已撤回" in owner.text
    pause = town.look(lambda session: session.scalars(select(Pause)).one())
    assert pause.until is not None
    await town.later(days=4)
    assert not town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.REBOOK)).all())
    await owner.says(code(town))
    assert "对不起，此事项已有新的进展" in owner.text


async def test_a_restart_between_knocking_and_leaving_loses_nothing(town: Town):
    owner, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    await town.restart()
    await town.later(minutes=2)
    await plumber.taps("贴提示卡离开")
    await town.restart()
    data, message = plumber.data("提示卡已贴好，无照片"), plumber.last.message_id
    for _ in range(2):
        town.sandbox.tap(plumber.user, plumber.side, message, data)
    await town.settled()
    assert town.tickets()[0].status == Status.WAITING_ACCESS
    assert sum("等候2分钟无人应答" in one.text for one in owner.messages()) == 1
    assert sum(one.document is not None for one in plumber.messages()) == 1


async def test_the_picture_of_the_posted_card_is_kept_with_the_ticket(town: Town):
    owner, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    await town.later(minutes=2)
    await plumber.taps("贴提示卡离开")
    await plumber.sends_photo(picture())
    await plumber.taps("继续")
    assert town.tickets()[0].status == Status.WAITING_ACCESS
    kept = town.look(lambda session: attached(session, "ticket:1", AttachedTo.CARD))
    assert len(kept) == 1
    assert "等候2分钟无人应答" in owner.text


async def test_the_card_can_be_printed_at_the_door(town: Town):
    _, plumber = await at_the_door(town)
    await plumber.sends("pc:1")
    assert "已有进展" in plumber.toast
    await plumber.taps("无人应答")
    await town.later(minutes=2)
    await plumber.taps("打印提示卡")
    _, words = card(plumber)
    assert "等候2分钟" in words
