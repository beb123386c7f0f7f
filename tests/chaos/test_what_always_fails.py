"""Something fails every time: it is tried less and less often, the doctor sees it, and nobody waits for ever."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, text

from bot.commands.doctor import illnesses
from models.calls.tables import Call
from models.dues import Due, put_off
from models.estate import Unit
from models.media.tables import MediaBytes
from models.notices import Notice, NoticeState, tell
from models.people import Side
from models.setup.tables import ImportPiece, ImportRun, ImportState
from tests.people import OPENING, Town
from tests.stories.steps import reported
from tests.stories.test_import import count, opens, sends, state
from tests.workbooks import unit, workbook

pytestmark = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["one-machine"])
BROKEN = "CREATE TRIGGER broken BEFORE INSERT ON units BEGIN SELECT RAISE(ABORT, 'the disk is ill'); END"


def ill(town: Town) -> list[str]:
    """What the doctor finds in the database."""
    return town.look(lambda session: list(illnesses(session, OPENING - timedelta(days=1))))


def does(town: Town, order: str) -> None:
    """Something is done to the database itself."""
    town.look(lambda session: session.execute(text(order)))


@pytest.mark.rows("R108", "R204")
async def test_an_import_that_fails_every_time_ends_and_its_manager_hears_of_it(town: Town):
    manager, content = town.phone("周立新"), workbook(units=[unit("0907")])
    await opens(manager)
    await sends(manager, content)
    does(town, BROKEN)
    await manager.taps("导入1行")
    await town.later(seconds=1)
    assert (state(town), count(town, ImportPiece)) == (ImportState.APPLYING, 1)
    await town.later(hours=2)
    run = town.look(lambda session: session.scalars(select(ImportRun)).one())
    assert (run.state, count(town, ImportPiece), count(town, Due, Due.subject == run.subject)) == (
        ImportState.FAILED,
        0,
        0,
    )
    assert count(town, MediaBytes, MediaBytes.media_id == run.media_id) == 0
    assert "faults" not in run.found
    assert "对不起，导入中途停下了" in manager.text
    assert "请把表格重新发一次" in manager.text
    assert manager.labels == ["发送表格", "主菜单"]
    assert any("Import 1 stopped half-way" in one for one in ill(town))
    does(town, "DROP TRIGGER broken")
    await sends(manager, content)
    await manager.taps("导入1行")
    await town.later(seconds=1)
    assert (state(town), count(town, Unit, Unit.number == "0907")) == (ImportState.DONE, 1)


@pytest.mark.rows("R108")
async def test_a_check_whose_end_fails_says_so_instead_of_being_made_for_ever(town: Town):
    manager = town.phone("周立新")
    await opens(manager)
    does(town, BROKEN.replace("units", "import_pieces"))
    await sends(manager, workbook(units=[unit("0907")]))
    assert state(town) == ImportState.UNREADABLE
    assert "读取失败" in manager.text
    does(town, "DROP TRIGGER broken")
    await sends(manager, workbook(units=[unit("0907")]))
    assert "导入1行" in manager.labels


async def test_what_fails_is_tried_less_and_less_often(town: Town):
    about = {"kind": "watch", "subject": "ticket:999999", "occasion": "x", "due_at": town.clock.now()}
    town.look(partial(put_off, project_id=1, **about))
    await town.later(hours=1)
    due = town.look(lambda session: session.scalars(select(Due).where(Due.subject == "ticket:999999")).one())
    assert due.attempts == 4  # at once, after 5, 15 and 35 minutes
    assert due.due_at == OPENING + timedelta(minutes=75)
    assert any("1 things of kind watch" in one and due.error in one for one in ill(town)), ill(town)
    await town.later(days=30)
    due = town.look(lambda session: session.scalars(select(Due).where(Due.subject == "ticket:999999")).one())
    assert due.attempts < 45


async def test_what_nobody_needs_any_more_is_no_illness(town: Town):
    """The file of an import that is none of its reader's, and a report for somebody who has left before it went."""
    await reported(town.phone("陈女士"))

    def queue(session) -> None:
        manager, colleague = town.person(session, "周立新"), town.person(session, "孙晓芸")
        about = {"project_id": 1, "side": Side.STAFF, "subject": "ticket:1", "occasion": "x", "now": town.clock.now()}
        tell(session, person_id=manager.id, kind="import.listed", facts={"import": 999}, **about)
        tell(session, person_id=colleague.id, kind="report.desk", facts={"ticket": 1}, **about)
        colleague.staff.left_at = town.clock.now()

    town.look(queue)
    await town.settled()
    told = select(Notice.state).where(Notice.occasion == "x")
    assert town.look(lambda session: session.scalars(told).all()) == [NoticeState.DROPPED] * 2
    assert ill(town) == []
    assert count(town, Call) == 0


@pytest.mark.rows("R045", "R098")
async def test_who_meets_a_fault_of_ours_reads_whom_to_call_and_no_tap_hangs(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    does(town, "CREATE TRIGGER broken BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'the disk is ill'); END")
    await owner.taps("报修")
    for words in ("我们这边出了点问题", "0510-0000-0001", "0510-0000-0119"):
        assert words in owner.text
    assert all(query.answered for query in town.sandbox._world.queries.values())
    does(town, "DROP TRIGGER broken")
    await owner.says("/report")
    assert "出了点问题" not in owner.text
