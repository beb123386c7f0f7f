"""What the clock does with accounts; twice, and cut in the middle, it has one effect (J15, J16, J18, R123, R125, R130)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.__main__ import HOUSE
from models.calls.tables import Call, CallKind
from models.estate import Project
from models.notices import Notice
from models.receivables.dunning import to_remind
from models.receivables.office_tables import DunningContact, Reconciliation, Way
from models.receivables.tables import Bill, Receivable, Reminder
from tests.cutting import PowerCut, cut_once, restarted, with_duty
from tests.people import Town
from tests.stories.account_steps import (
    CASHIER,
    DESK,
    FIELD,
    FINANCE,
    MANAGER,
    PLUMBER,
    all_of,
    opened,
    questioned,
    to_account,
)

pytestmark = pytest.mark.rows("R123", "R130")


def notices(town: Town, kind: str) -> list[Notice]:
    return [one for one in all_of(town, Notice) if one.kind == kind]


async def test_what_stands_on_no_notice_gets_one_and_paper_is_listed(town: Town):
    opened(town)
    opened(town, unit="1006")
    await town.until(town.at("10:30"))
    assert {one.number for one in all_of(town, Bill)} == {"ZD20250915001", "ZD20250915002"}
    assert len(notices(town, "bill")) == 2
    await town.until(town.at("10:30", days=1))
    assert len(all_of(town, Bill)) == 2
    opened(town, 60000, "F07")
    await town.until(town.at("10:30", days=2))
    assert len(all_of(town, Bill)) == 3


@pytest.mark.accounts
async def test_on_the_seventh_field_service_hears_of_paper(town: Town):
    opened(town, due=date(2025, 10, 20), unit="1006")
    await town.until(town.at("10:30", days=24))
    field = town.phone(FIELD)
    assert "缴费通知单需送纸质" in field.find("缴费通知单需送纸质").text


@pytest.mark.accounts
async def test_who_is_not_reached_is_telephoned_and_no_more_once_it_is_paid(town: Town):
    await town.until(town.at("10:30", days=7))
    calls = [one for one in all_of(town, Call) if one.kind == CallKind.DUNNING]
    assert len(calls) == 1
    desk, cashier = town.phone(DESK), town.phone(CASHIER)
    await desk.says("/start")
    await desk.sends(f"c:{calls[0].id}")
    assert "1006" in desk.text
    assert "费用未缴，机器人联系不上" in desk.text
    assert "您什么时候方便缴纳" in desk.text
    await desk.taps("登记通话")
    assert not any("张贴" in one for one in desk.labels)
    await to_account(cashier, "1006")
    await cashier.taps("收款")
    await cashier.taps(cashier.labels[0])
    await cashier.taps("全部：")
    await cashier.taps("现金")
    await cashier.taps("确认")
    assert all(one.done_at for one in all_of(town, Call) if one.kind == CallKind.DUNNING)


@pytest.mark.accounts
async def test_what_is_in_question_is_not_reminded_of(town: Town):
    line = opened(town, 4000, "F11")
    questioned(town, line)
    await town.until(town.at("10:30", days=2))
    assert all(line not in one.lines for one in all_of(town, Reminder))


@pytest.mark.accounts
async def test_the_third_notice_is_brought_in_person(town: Town):
    await town.until(town.at("10:30", days=25))
    field = town.phone(FIELD)
    third = [one for one in all_of(town, Reminder) if one.step == "third"]
    assert third
    await field.says("/start")
    await field.sends("sfi:visits:0")
    assert any("三次催缴并上门" in one for one in field.labels)
    await field.sends(f"sfr:{third[0].id}")
    await field.taps("记录联系")
    await field.taps("上门")
    await field.taps("已签收")
    await field.says("财务王女士")
    assert [(one.way, one.words) for one in all_of(town, DunningContact)] == [(Way.VISIT, "财务王女士")]
    await field.sends("sfi:visits:0")
    assert len([one for one in field.labels if "三次催缴" in one]) == len(third) - 1


@pytest.mark.accounts
@pytest.mark.rows("R124", "R125")
async def test_finance_compares_on_the_sixth_and_twenty_sixth_and_reads_the_bulletin(town: Town):
    finance = town.phone(FINANCE)
    await town.until(town.at("10:30", days=7))
    assert "收费通报" in finance.find("收费通报").text
    assert "自有费用" in finance.find("收费通报").text
    await town.until(town.at("10:30", days=11))
    assert "对账，2025-09-26" in finance.find("请与银行对账").text
    number = all_of(town, Reconciliation)[0].id
    await finance.sends(f"sfc:{number}")
    await finance.taps("对账完成")
    await finance.taps("没有差异")
    await finance.taps("确认")
    assert all_of(town, Reconciliation)[0].words == "没有差异"
    plumber = town.phone(PLUMBER)
    await plumber.says("/start")
    await plumber.sends(f"sfc:{number}")
    assert "元" not in plumber.text


@pytest.mark.accounts
@pytest.mark.rows("R121")
async def test_the_digest_says_how_the_fees_stand(town: Town):
    manager = town.phone(MANAGER)
    await manager.says("/digest")
    assert "费用：今日实收0元；本月收费率48%，目标90%" in manager.text


def reminded(town: Town) -> list[Any]:
    """The rungs that were reached, each with its day."""
    return sorted((one.unit_id, one.due_on, one.step, one.day) for one in all_of(town, Reminder))


async def cut_at(town: Town, name: str, before: str, after: str, days: int) -> None:
    """The duty of a morning is cut at its end, or at the end of its first piece, and done again by the next process."""
    duty = HOUSE.schedule.duty(name)
    await restarted(town, with_duty(replace(duty, run=cut_once(duty.run))))
    with pytest.raises(PowerCut):
        await town.until(town.at(before, days=days))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.until(town.at(after, days=days))


@pytest.mark.accounts
async def test_bills_that_were_cut_are_issued_once(town: Town):
    line = opened(town, 4000, "F11", unit="0301")
    before = {one.id for one in all_of(town, Bill)}
    await cut_at(town, "J15", "10:01", "10:20", 0)
    [bill] = [one for one in all_of(town, Bill) if one.id not in before]
    assert [one.bill_id for one in all_of(town, Receivable) if one.id == line] == [bill.id]


@pytest.mark.accounts
async def test_reminders_that_were_cut_are_sent_once_and_to_everybody(town: Town):
    def wanted(session: Session) -> list[Any]:
        project = session.scalars(select(Project)).one()
        today = town.clock.now().astimezone(project.zone).date()
        return [(one.unit.id, one.due_on, one.step, today) for one in to_remind(session, project, today)]

    before, coming = reminded(town), town.look(wanted)
    assert len(coming) > 10, "more than one piece"
    await cut_at(town, "J16", "10:01", "10:20", 0)
    assert reminded(town) == sorted([*before, *coming])


@pytest.mark.accounts
async def test_a_comparison_that_was_cut_is_asked_for_once(town: Town):
    await cut_at(town, "J18", "09:01", "09:20", 11)
    assert len(all_of(town, Reconciliation)) == 1
