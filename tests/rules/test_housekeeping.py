"""What the night forgets, and what it keeps: updates, documents, the log of duties (J35)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import documents
from bot.clockwork.duties import Shift, forget_runs
from bot.tables import Document, DocumentState, DutyRun, RunState
from jobs import housekeeping
from models.media.actions import Sent, forget_unattached, receive
from models.media.tables import Media, MediaBytes, MediaKind, MediaState
from models.setup import runs
from models.setup.tables import ImportRun, ImportState
from tests.rules.builders import MONDAY, Office


def ran(office: Office, days_ago: int, state: RunState = RunState.DONE, duty: str = "J06") -> None:
    """A run of a duty so many days ago."""
    at = MONDAY - timedelta(days=days_ago)
    run = DutyRun(project_id=office.project.id, duty=duty, slot=at, state=state, lease_until=at)
    office.session.add(run)


@pytest.mark.rows("J35")
def test_old_runs_go_but_the_newest_of_a_duty_stays(office: Office):
    for days in (100, 95, 3):
        ran(office, days)
    ran(office, 200, duty="J10-morning")  # a duty that has not run for long: its newest run says from where to go on
    ran(office, 120, RunState.RUNNING)
    office.session.flush()
    assert forget_runs(office.session, MONDAY) == 2
    kept = office.session.scalars(select(DutyRun.slot)).all()
    assert sorted((MONDAY - at).days for at in kept) == [3, 120, 200]


@pytest.mark.rows("J35")
@pytest.mark.parametrize(
    ("state", "days", "goes"),
    [
        (DocumentState.READY, 8, True),
        (DocumentState.FAILED, 8, True),
        (DocumentState.READY, 6, False),
        (DocumentState.ASKED, 30, False),
    ],
)
def test_a_delivered_document_goes_after_a_week(office: Office, state: DocumentState, days: int, goes: bool):
    document = documents.ask_for(
        office.session, person=office.person("郑雨"), kind="repair_ledger", facts={}, now=MONDAY - timedelta(days=days)
    )
    document.state = state
    office.session.flush()
    assert documents.prune(office.session, MONDAY) == int(goes)
    assert (office.session.scalars(select(Document)).first() is None) == goes


def workbook(office: Office, days_ago: int, state: ImportState, *, fetched: bool = True) -> ImportRun:
    """A workbook that came so many days ago."""
    at, manager = MONDAY - timedelta(days=days_ago), office.person("周立新")
    media = receive(office.session, office.project, Sent(MediaKind.DOCUMENT, "id"), by=manager, bot_id=1, now=at)
    if fetched:
        media.state = MediaState.KEPT
        office.session.add(MediaBytes(media_id=media.id, mime="", content=b"PK names and telephones"))
    run = ImportRun(project_id=office.project.id, by_id=manager.id, media_id=media.id, at=at, state=state)
    office.session.add(run)
    office.session.flush()
    return run


@pytest.mark.rows("J35", "R204")
@pytest.mark.parametrize("state", ImportState)
def test_no_workbook_is_kept_for_longer_than_some_days(office: Office, state: ImportState):
    fresh, old = workbook(office, 1, state), workbook(office, 5, state)
    needed = state == ImportState.APPLYING
    assert runs.forget_workbooks(office.session, MONDAY - timedelta(days=3)) == int(not needed)
    kept = set(office.session.scalars(select(MediaBytes.media_id)))
    assert kept == {fresh.media_id, *([old.media_id] if needed else [])}


@pytest.mark.rows("R204")
def test_a_workbook_that_is_still_on_its_way_is_not_fetched_any_more(office: Office):
    run = workbook(office, 0, ImportState.CHECKING, fetched=False)
    runs.cancel(office.session, run.id, by=office.person("周立新"), seen=run.version, now=MONDAY)
    assert office.session.get_one(Media, run.media_id).state == MediaState.UNUSABLE


@pytest.mark.rows("J35")
def test_a_document_of_a_form_that_was_never_sent_goes_and_the_name_of_a_workbook_stays(office: Office):
    run = workbook(office, 40, ImportState.DONE)
    sent = Sent(MediaKind.DOCUMENT, "id", name="说明书.pdf")
    at = MONDAY - timedelta(days=40)
    lost = receive(office.session, office.project, sent, by=office.person("陈女士"), bot_id=1, now=at)
    assert forget_unattached(office.session, MONDAY - timedelta(days=30), but=runs.workbooks()) == 1
    assert set(office.session.scalars(select(Media.id))) == {run.media_id} - {lost.id}


@pytest.mark.rows("J35", "R204")
def test_the_night_forgets_them(office: Office):
    workbook(office, 4, ImportState.UNREADABLE)
    housekeeping.run(Shift(office.session, office.project, MONDAY, MONDAY, MONDAY))
    assert office.session.scalars(select(MediaBytes)).first() is None
    assert office.session.scalars(select(ImportRun)).one()
