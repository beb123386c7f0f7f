"""Whom an announcement has not reached: calls with their outcome, letters, drafts of who leaves, budget and night (R149, R150)."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.calls.tables import Call, CallKind, CallOutcome
from models.notices import Notice, NoticeState, Pace
from models.people import Side
from models.staffing.leaving import end as end_employment
from tests.people import Phone, Town
from tests.stories.steps import reported_in_danger
from tests.stories.test_mailbox import writes
from tests.stories.test_notices import WATER, approves, drafts, drafts_water, one, taps, times

pytestmark = pytest.mark.rows("R149")


async def called(desk: Phone, whom: str, outcome: str) -> None:
    """From the list of calls to what came of it."""
    await desk.says("/start")
    await taps(desk, "待打电话", whom, "登记通话结果", outcome)
    if outcome == "已接通，已告知":
        await taps(desk, "跳过")


def calls(town: Town) -> dict[str, CallOutcome | None]:
    """Whom somebody has to call about it, and what came of it."""
    wanted = select(Call).where(Call.kind == CallKind.ANNOUNCEMENT)
    return town.look(lambda session: {one.person.called.zh: one.outcome for one in session.scalars(wanted)})


async def test_each_who_has_not_read_it_is_a_call_whose_outcome_counts(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await drafts(desk, important="重要，须已阅")
    await approves(town)
    await town.until(town.at("09:30", days=1))
    assert times(desk, "重要公告有5人未读") == 1
    await desk.taps("待打电话")
    assert "重要公告未读" in "".join(desk.labels)
    await called(desk, "杜女士", "已张贴纸质公告")
    await called(desk, "刘先生", "已接通，已告知")
    await called(desk, "章先生", "未接通")
    await owner.taps("已阅")
    assert calls(town) == {
        "杜女士": CallOutcome.POSTED,
        "刘先生": CallOutcome.DONE,
        "章先生": CallOutcome.NOT_REACHED,
        "陈女士": None,
        "尹女士": None,
    }
    await desk.says("/start")
    await taps(desk, "管理处事务", "公告", "当前公告（1）", "外墙清洗", "已读名单")
    assert "已读3人" in desk.text
    assert "已张贴纸质公告" in desk.text
    await taps(desk, "返回", "未读名单")
    assert "无人接听，已拨打1次" in desk.text
    assert "陈女士" not in desk.text
    await desk.says("/start")
    await taps(desk, "待打电话")
    assert "陈女士" not in "".join(desk.labels)


async def test_what_is_called_off_is_telephoned_about_no_more(town: Town):
    desk, lead = town.phone("郑雨"), town.phone("许文静")
    await drafts(desk, important="重要，须已阅")
    await approves(town)
    await town.until(town.at("09:30", days=1))
    await lead.says("/start")
    await taps(lead, "管理处事务", "公告", "当前公告（1）", "外墙清洗", "取消公告")
    await lead.says("改期")
    await taps(lead, "确认")
    await desk.says("/start")
    assert not any("重要公告" in label for label in desk.labels)
    open_ones = select(Call).where(Call.kind == CallKind.ANNOUNCEMENT, Call.done_at.is_(None))
    assert town.look(lambda session: session.scalars(open_ones).all()) == []


@pytest.mark.rows("R150")
async def test_letters_are_addressed_in_person(town: Town):
    lead = town.phone("许文静")
    await drafts(town.phone("郑雨"), important="重要，须已阅")
    await approves(town)
    await lead.sends("anu:1:0")
    await taps(lead, "信函")
    content = next(message.content for message in lead.messages() if message.from_bot and message.document)
    book = load_workbook(io.BytesIO(content))
    said = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    mine = next(letter for letter in said if "陈女士" in letter[0])
    assert "0301" in mine[0]
    assert mine[2] == "尊敬的陈女士，您好。"
    assert mine[3] == "外墙清洗：请关好窗户，并收好窗台物品。"
    assert len(said) == 5


@pytest.mark.rows("R001", "R161")
async def test_the_drafts_of_who_leaves_pass_to_whoever_is_in_charge(town: Town):
    desk, lead, boss = town.phone("郑雨"), town.phone("许文静"), town.phone("周立新")
    await drafts(desk)

    def leave(session):
        drafter, manager = town.person(session, "郑雨"), town.person(session, "周立新")
        end_employment(session, drafter.id, by=manager, now=town.clock.now(), why="辞职")

    town.look(leave)
    await town.settled()
    assert "这份公告现由你负责" in lead.text
    assert "审批并发送" not in lead.labels
    assert one(town).drafter_id == town.look(lambda session: town.person(session, "许文静").id)
    await boss.says("/start")
    await taps(boss, "管理处事务", "公告", "草稿与待发（1）", "外墙清洗", "退回修改")
    await boss.says("请写明联系电话")
    await taps(boss, "确认")
    assert "公告已退回" in lead.text
    assert "修改内容" in lead.labels


async def test_who_was_told_from_the_list_of_readers_is_no_call_any_more(town: Town):
    desk = town.phone("郑雨")
    await drafts(desk, important="重要，须已阅")
    await approves(town)
    await town.until(town.at("09:30", days=1))
    await desk.taps("未读名单")
    await desk.taps("已电话告知杜女士")
    assert calls(town)["杜女士"] == CallOutcome.DONE
    await desk.says("/start")
    await taps(desk, "待打电话")
    assert "杜女士" not in "".join(desk.labels)
    assert "刘先生" in "".join(desk.labels)


def spent(town: Town, name: str) -> None:
    """Somebody has had all the routine messages of the day."""

    def put(session):
        person, now = town.person(session, name), town.clock.now()
        for number in range(3):
            notice = Notice(
                project_id=person.project_id,
                person_id=person.id,
                side=Side.OWNER,
                kind="announcement.sent",
                subject=f"spent:{number}",
                occasion="",
                pace=Pace.ROUTINE,
                created_at=now,
                not_before=now,
                state=NoticeState.SENT,
                sent_at=now,
            )
            session.add(notice)

    town.look(put)


async def test_the_daily_budget_holds_and_a_shut_off_and_an_emergency_pass_it(town: Town):
    owner = town.phone("陈女士")
    spent(town, "陈女士")
    await drafts(town.phone("郑雨"))
    await approves(town)
    assert not times(owner, "外墙清洗")
    await drafts_water(town.phone("郑雨"))
    await taps(town.phone("郑雨"), "提交审批")
    await approves(town)
    assert times(owner, WATER) == 1
    await reported_in_danger(owner)
    assert "BX20250915001" in owner.text
    await town.until(town.at("08:31", days=1))
    assert times(owner, "外墙清洗") == 1


@pytest.mark.rows("R143", "J10")
async def test_the_digest_has_lines_for_announcements_and_the_mailbox_in_numbers(town: Town):
    owner, boss = town.phone("陈女士"), town.phone("周立新")
    await drafts(town.phone("郑雨"))
    await writes(owner)
    await boss.says("/digest")
    assert "公告：待审批1份；重要公告未读0人" in boss.text
    assert "公告" in boss.labels
