"""Callbacks with every outcome, the digests of the day, and the documents that the office prints."""

import io

import openpyxl
import pytest

from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, do_the_job, rates, repaired, reported, reported_in_danger

CALLER = "孙晓芸"


async def to_the_callback(town: Town) -> Phone:
    """An emergency that was repaired, and the next morning somebody is to call about it."""
    await reported_in_danger(town.phone("陈女士"))
    await town.phone("何志强").taps("派给林海涛")
    await do_the_job(town.phone("林海涛"))
    await town.phone("郑雨").taps("反馈业主")
    await town.until(town.at("09:01", days=1))
    callers = [town.phone(name) for name in ("郑雨", CALLER, "吴佳")]
    return next(one for one in callers if any("有一个回访任务" in message.text for message in one.messages()))


@pytest.mark.rows("R027", "R053")
async def test_who_calls_back_reads_what_the_owner_thinks(town: Town):
    owner, caller = town.phone("陈女士"), await to_the_callback(town)
    await rates(owner, 4, comment="师傅很专业")
    await caller.says("/start")
    await caller.taps("待打电话")
    await caller.taps("陈女士")
    assert "评分：准时4 态度4 质量4 整洁4" in caller.text
    assert "师傅很专业" in caller.text


@pytest.mark.rows("R027", "R060")
async def test_a_content_owner_ends_the_ticket(town: Town):
    caller = await to_the_callback(town)
    card = caller.find("有一个回访任务")
    assert "陈女士，电话10000000005" in card.text
    assert f"我是天物大厦客服部{caller.name}" in card.text
    await caller.taps("登记通话结果", card.message_id)
    assert caller.labels[:4] == ["已接通，满意", "已接通，有意见", "未接通", "拒访"]
    await caller.taps("已接通，满意")
    await caller.says("都很好")
    assert "已完成：已接通，满意" in caller.text
    assert "都很好" in caller.text
    assert town.tickets()[0].status == Status.CLOSED
    assert "已办结" in town.phone("陈女士").find("报修 BX").text


@pytest.mark.rows("R018")
async def test_the_ticket_says_who_calls_back(town: Town):
    caller = await to_the_callback(town)
    await caller.taps("查看单据")
    assert f"待{caller.name}回访" in caller.text


@pytest.mark.rows("R027")
async def test_a_discontented_owner_starts_the_work_again(town: Town):
    caller = await to_the_callback(town)
    await caller.taps("登记通话结果")
    await caller.taps("已接通，有意见")
    await caller.says("又漏水了")
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.priority) == (Status.SENT, 1)  # an emergency is dispatched by the office itself
    assert "对不起，这次服务未达到您的期望" in town.phone("陈女士").text
    assert "业主对结果有意见" in town.phone("郑雨").find("业主对结果有意见").text


@pytest.mark.rows("R027", "R060")
async def test_who_is_not_reached_is_called_a_second_time_the_other_half_of_the_day(town: Town):
    caller = await to_the_callback(town)
    await caller.taps("登记通话结果")
    await caller.taps("未接通")
    assert "第二次联系时间：9月16日 周二 14:00" in caller.text
    await caller.taps("待打电话")
    assert "没有要打的电话" in caller.text
    await town.until(town.at("14:01", days=1))
    assert "第二次联系" in caller.text
    assert caller.unread
    await caller.says("/start")
    await caller.taps("待打电话（1）")
    await caller.taps("陈女士")
    assert "第1次，9月16日 周二 09:01：未接通\n" in caller.text
    await caller.taps("登记通话结果")
    await caller.taps("未接通")
    assert "已完成：未接通" in caller.text
    assert town.tickets()[0].status == Status.CLOSED


@pytest.mark.rows("R027")
async def test_an_owner_who_does_not_wish_to_talk_is_left_alone(town: Town):
    caller = await to_the_callback(town)
    data = caller.data("登记通话结果")
    await caller.taps("登记通话结果")
    await caller.taps("拒访")
    assert "已完成：拒访" in caller.text
    assert town.tickets()[0].status == Status.CLOSED
    await caller.sends(data)
    assert "已有进展" in caller.toast


@pytest.mark.rows("R027")
async def test_a_technician_cannot_record_a_callback(town: Town):
    await to_the_callback(town)
    plumber = town.phone("林海涛")
    for data in ("c:1", "b:call:1"):
        await plumber.sends(data)
        assert "此单与你无关" in plumber.toast or "你自己做的单" in plumber.toast
        assert "电话10000000005" not in plumber.text
    assert town.tickets()[0].status == Status.CALLBACK


async def test_the_morning_digest_gives_each_reader_the_right_part(town: Town):
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    await reported_in_danger(town.phone("刘先生"))
    await town.until(town.at("08:41", days=1))
    for name in ("周立新", "许文静"):
        text = town.phone(name).find("早报").text
        assert "9月16日 周二 早报" in text
        assert "未结2，其中紧急1，超时2" in text
        assert "当班：" in text
    engineer, cleaning = town.phone("何志强"), town.phone("曹桂芳")
    assert "未结2，其中紧急1，超时2" in engineer.find("早报").text
    assert "没有新单，没有未结单" in cleaning.text
    for name in ("郑雨", "林海涛", "孙晓芸"):
        assert not any("早报" in one.text for one in town.phone(name).messages())
    manager = town.phone("周立新")
    lines = [label for label in manager.find("早报").labels if "主菜单" not in label]
    assert lines[0].startswith("超时（未完成）U0")
    assert "0301" in lines[0]
    assert lines[1].startswith("超时（未派工）U3")
    await manager.taps(lines[1])
    assert "BX20250915001 · U3 预约 · 待派工" in manager.text


async def test_the_evening_digest_says_what_was_done(town: Town):
    await repaired(town)
    await rates(town.phone("陈女士"), 2, comment="还在滴水")
    await town.until(town.at("17:21"))
    text = town.phone("周立新").find("晚报").text
    assert "9月15日 周一 晚报" in text
    assert "今天：新单1，完工1，办结0" in text
    assert "低分 BX20250915001：2分。还在滴水" in text


async def test_a_day_without_anything_is_one_line(town: Town):
    await town.until(town.at("17:21"))
    head = town.phone("曹桂芳")  # the manager has given a task that is open
    assert head.text == "9月15日 周一日报：没有新单，没有未结单。"
    assert head.labels == ["主菜单"]


async def test_on_a_day_off_only_the_urgent_is_worth_a_digest(town: Town):
    manager = town.phone("周立新")
    await town.until(town.at("12:00", days=5))
    assert "9月20日" not in manager.text
    await reported_in_danger(town.phone("陈女士"))
    await town.until(town.at("08:41", days=6))
    assert "9月21日 周日 早报" in manager.text
    assert "其中紧急1" in manager.text


async def test_the_digest_is_read_in_english_by_who_reads_english(town: Town):
    manager = town.phone("周立新")
    await manager.says("/language")
    await manager.taps("English")
    await reported_in_danger(town.phone("陈女士"))
    await town.until(town.at("17:21"))
    text = manager.find("Evening digest").text
    assert "Evening digest Mon 15 Sep" in text
    assert "Today: new 1, done 0, closed 0" in text
    assert any(label.startswith("Overdue, not done: U0") for label in manager.labels)


def sheet(phone: Phone) -> tuple[str, list[list[object]]]:
    """The newest document of a phone: its name and its cells."""
    document = next(one.document for one in reversed(phone.messages()) if one.document)
    book = openpyxl.load_workbook(io.BytesIO(document.content))
    rows = [list(row) for row in book.active.iter_rows()]
    assert not any(cell.data_type == "f" for row in rows for cell in row), "words became a formula"
    return document.name, [[cell.value for cell in row] for row in rows]


@pytest.mark.rows("R048", "R054")
async def test_the_dispatch_order_and_the_ledger_arrive_as_workbooks(town: Town):
    desk, formula = town.phone("郑雨"), '=HYPERLINK("http://example.org","水")'
    await reported(town.phone("陈女士"), words=formula)
    await dispatch(town)
    await desk.taps("派工单")
    assert "文件正在生成" in desk.toast
    name, rows = sheet(desk)
    assert name == "派工单 BX20250915001.xlsx"
    cells = {row[0]: row[1] for row in rows[1:]}
    assert "派工单" in rows[0][0]
    assert (cells["单号"], cells["业主说明"], cells["维修人员"]) == ("BX20250915001", formula, "林海涛 E010")
    assert cells["客户签字"] in (None, "")

    await desk.says("/start")
    await desk.taps("维修台账")
    await desk.taps("本月")
    name, rows = sheet(desk)
    assert name == "客服维修记录表 2025-09.xlsx"
    assert rows[0][:4] == ["单号", "接收时间", "位置", "分类"]
    assert rows[1][:4] == ["BX20250915001", "2025-09-15 09:00", "0301 茶水间", "2.5 龙头洁具"]
    assert formula in rows[1]
    await desk.taps("维修台账")
    await desk.taps("上月")
    assert len(sheet(desk)[1]) == 1

    await desk.says("/language")
    await desk.taps("English")
    await desk.taps("Repair ledger")
    await desk.taps("This month")
    name, rows = sheet(desk)
    assert name == "客服维修记录表 2025-09.xlsx"  # the official name, in every language (R156)
    assert rows[0][0] == "Number"
    assert "2.5 Taps and sanitary fittings" in rows[1]


@pytest.mark.rows("R054")
async def test_documents_are_only_for_those_who_may_read_them(town: Town):
    await reported(town.phone("陈女士"))
    plumber = town.phone("林海涛")
    await plumber.says("/start")
    for data in ("pl:0", "po:1", "g:ledger"):
        await plumber.sends(data)
        assert "同事" in plumber.toast or "与你无关" in plumber.toast
    assert not any(one.document for one in plumber.messages())
