"""What was agreed to is held against the register once more before anything is done (R111)."""

from typing import Any

import pytest
from sqlalchemy import select

from models.dues import Due
from models.events import Event
from models.setup import runs
from models.setup.tables import ImportRun, ImportState
from tests.rules.builders import Office
from tests.rules.test_import_applying import begun, checked, outcome, pieces, plan_of, waiting
from tests.workbooks import shift, unit


def looked_again(office: Office, run: ImportRun, **sheets: Any) -> bool:
    """Agree, look again, and keep the new check where it differs."""
    me, session = office.person("周立新"), office.session
    runs.apply(session, run.id, by=me, seen=run.version, now=office.now)
    plan = plan_of(office, **sheets)
    steps, found = [one.as_facts() for one in plan.steps], {"counts": plan.counts(), "faulty": 0, "faults": []}
    if runs.go_on(session, run, steps, office.now):
        return True
    runs.checked(session, run, found=found, steps=steps, now=office.now)
    return False


def test_the_same_steps_begin(office: Office):
    sheets = {"units": [unit("0907"), {"number": "0301", "note": "甲"}], "shifts": [shift("E009", ends="12:00")]}
    run = checked(office, **sheets)
    assert looked_again(office, run, **sheets)
    pieces(office, run)
    assert (run.state, outcome(run)) == (ImportState.DONE, (1, 2, 0, 0))


@pytest.mark.rows("R111")
def test_other_steps_wait_for_another_decision(office: Office):
    rows = [{"number": "0302", "note": "乙"}, {"number": "0301", "note": "甲"}]
    run = checked(office, units=rows)
    seen = run.version
    office.unit("0301").note = "丙"
    assert not looked_again(office, run, units=rows)
    assert (run.state, run.found["differs"]) == (ImportState.CHECKED, [["units", 3]])
    assert run.version > seen
    assert [one["old"] for one in runs.shown(office.session, run) if one["row"] == 3] == [{"note": "丙"}]
    dues = list(office.session.scalars(select(Due.kind).where(Due.subject == run.subject)))
    assert dues == [runs.EXPIRE]
    assert looked_again(office, run, units=rows)


def test_a_look_that_comes_too_late_begins_nothing(office: Office):
    run = checked(office, units=[unit("0907")])
    steps = runs.shown(office.session, run)
    assert not runs.go_on(office.session, run, steps, office.now)
    runs.cancel(office.session, run.id, by=office.person("周立新"), seen=run.version, now=office.now)
    runs.checked(office.session, run, found={"counts": {}}, steps=steps, now=office.now)
    assert (run.state, waiting(office.session, run)) == (ImportState.CANCELLED, 0)


class Counted(dict[str, Any]):
    """A step that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__eq__(other)

    __hash__ = None


def test_a_long_workbook_is_compared_row_by_row(office: Office):
    run = checked(office, units=[unit(f"09{number}") for number in range(10, 60)])
    steps = [Counted(one) for one in runs.shown(office.session, run)]
    steps[7] = Counted({**steps[7], "old": {"note": "丙"}})
    runs.apply(office.session, run.id, by=office.person("周立新"), seen=run.version, now=office.now)
    Counted.compared = 0
    runs.checked(office.session, run, found={"counts": {}}, steps=steps, now=office.now)
    assert run.found["differs"] == [["units", steps[7]["row"]]]
    assert Counted.compared <= 2 * len(steps)


def test_the_log_counts_every_fault_and_not_only_those_that_are_kept(office: Office):
    run, plan = begun(office, "周立新"), plan_of(office, units=[unit("0907")])
    found = {"counts": plan.counts(), "faulty": 150, "faults": []}
    runs.checked(office.session, run, found=found, steps=[one.as_facts() for one in plan.steps], now=office.now)
    facts = select(Event.facts).where(Event.subject == run.subject, Event.kind == "import.check")
    assert office.session.scalars(facts).one() == {"steps": 1, "faults": 150}
