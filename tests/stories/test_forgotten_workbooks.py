"""What is in a workbook is forgotten as soon as nobody needs it any more; that it came stays known (R204, R111)."""

import pytest
from sqlalchemy import select

from models.media.tables import Media, MediaBytes
from models.setup.tables import ImportRun, ImportState
from tests.people import Town
from tests.stories.test_import import count, sends, state
from tests.workbooks import unit, workbook


@pytest.mark.rows("R204", "R111")
@pytest.mark.parametrize("end", ["导入1行", "取消导入", "nobody", "another"])
async def test_what_is_in_a_workbook_is_forgotten_when_it_is_needed_no_more(town: Town, end: str):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit("0907")]))
    run = town.look(lambda session: session.scalars(select(ImportRun)).one())
    assert count(town, MediaBytes, MediaBytes.media_id == run.media_id) == 1
    if end == "nobody":
        await town.later(hours=25)
    elif end == "another":
        await sends(manager, workbook(units=[unit("0908")]))
    else:
        await manager.taps(end)
        await town.later(seconds=1)
    assert count(town, MediaBytes, MediaBytes.media_id == run.media_id) == 0
    assert town.look(lambda session: session.get_one(Media, run.media_id).name) == "资料.xlsx"


@pytest.mark.rows("R204")
async def test_a_file_that_is_no_workbook_is_forgotten_at_once(town: Town):
    await sends(town.phone("周立新"), b"%PDF names and telephones")
    assert state(town) == ImportState.UNREADABLE
    assert count(town, MediaBytes) == 0
