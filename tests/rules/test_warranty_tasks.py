"""Inspections before a warranty ends: on the days that the office sets, and only as long as it stands (R057, R016, J27)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.assignments.lifecycle import State
from models.assignments.queries import steps_of
from models.assignments.timing import LAST_DAY, LATE
from models.dues import Due
from models.notices import Notice
from models.warranty import register
from tests.rules.builders import MONDAY, Office
from tests.rules.test_warranty import asked, entered, tasks

pytestmark = pytest.mark.rows("R057")


@pytest.mark.rows("R016")
def test_what_is_ended_early_needs_no_inspection_any_more(office: Office):
    one, other = (entered(office, ends=MONDAY.date() + timedelta(days=20)) for _ in range(2))
    asked(office)
    register.end(office.session, one.id, by=office.person("许文静"), why="解约", now=MONDAY)
    states = {task.about: task.state for task in tasks(office) if task.about in {one.subject, other.subject}}
    assert states == {one.subject: State.CALLED_OFF, other.subject: State.OPEN}
    task = next(task for task in tasks(office) if task.about == one.subject)
    told = office.session.scalars(select(Notice.kind).where(Notice.subject == task.subject).order_by(Notice.id)).all()
    assert told == ["assignment.given", "assignment.called_off"]
    assert steps_of(office.session, task)[-1].words == "解约"
    dues = select(Due).where(Due.subject == task.subject, Due.kind.in_((LAST_DAY, LATE)))
    assert office.session.scalars(dues).all() == []
    register.end(office.session, other.id, by=office.person("何志强"), why="解约", now=MONDAY)  # his own task
    gone = next(task for task in tasks(office) if task.about == other.subject)
    assert gone.state == State.CALLED_OFF
    kinds = office.session.scalars(select(Notice.kind).where(Notice.subject == gone.subject)).all()
    assert kinds == ["assignment.given"]


@pytest.mark.rows("J27")
def test_the_office_sets_the_days_itself_and_nothing_is_asked_twice(office: Office):
    one = entered(office, ends=MONDAY.date() + timedelta(days=50))
    assert [task.due_at.date() for task in asked(office) if task.about == one.subject] == [
        one.ends - timedelta(days=14)
    ]
    office.project.policy = {"warranty_first_days": 60, "warranty_second_days": 40, "warranty_claim_days": 7}
    assert sum(task.about == one.subject for task in asked(office)) == 1
    later = entered(office, ends=MONDAY.date() + timedelta(days=40))
    due = [(task.occasion, task.due_at.date()) for task in asked(office) if task.about == later.subject]
    assert due == [(f"{later.subject}:{later.ends}:30", later.ends - timedelta(days=7))]
    far = entered(office, ends=MONDAY.date() + timedelta(days=61))
    assert not any(task.about == far.subject for task in asked(office))
