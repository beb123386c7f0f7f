"""What the night forgets, and what it keeps: updates, documents, the log of duties (J35)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import papers
from bot.clockwork.duties import forget_runs
from bot.tables import DutyRun, Paper, PaperState, RunState
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
        (PaperState.READY, 8, True),
        (PaperState.FAILED, 8, True),
        (PaperState.READY, 6, False),
        (PaperState.ASKED, 30, False),
    ],
)
def test_a_delivered_document_goes_after_a_week(office: Office, state: PaperState, days: int, goes: bool):
    paper = papers.ask_for(
        office.session, person=office.person("郑雨"), kind="repair_ledger", facts={}, now=MONDAY - timedelta(days=days)
    )
    paper.state = state
    office.session.flush()
    assert papers.prune(office.session, MONDAY) == int(goes)
    assert (office.session.scalars(select(Paper)).first() is None) == goes
