"""Nothing that an owner complains of is without a next date, and when it comes somebody is reminded (R036, R040)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.complaints import actions, by_clock, by_owner
from models.complaints.lifecycle import Grade, State
from models.complaints.tables import Complaint
from models.complaints.timing import ANSWER, NEXT
from models.dues import Due
from models.people import Person
from tests.rules.builders import Office
from tests.rules.test_complaints import answered, graded, heard, told


def next_dates(office: Office, complaint: Complaint) -> list[datetime]:
    """When the clock looks at it next because of its date."""
    wanted = select(Due.due_at).where(Due.subject == complaint.subject, Due.kind.in_([ANSWER, NEXT]))
    return list(office.session.scalars(wanted))


@pytest.mark.rows("R036")
@pytest.mark.parametrize("grade", Grade)
def test_nothing_that_goes_on_is_ever_without_a_next_date(office: Office, grade: Grade):
    complaint, owner = told(office), office.person("陈女士")
    supervisor, session = office.person("许文静"), office.session

    def led_by() -> Person:
        assert complaint.leader is not None
        return complaint.leader.person

    facts = {"by": supervisor, "grade": grade, "words": "管理"}
    for deed in (
        lambda now: actions.grade(session, complaint.id, now=now, **facts),
        lambda now: actions.propose(session, complaint.id, by=led_by(), now=now, words="方案"),
        lambda now: by_owner.discuss(session, complaint.id, by=owner, now=now, words="早一点"),
        lambda now: actions.propose(session, complaint.id, by=led_by(), now=now, words="方案"),
        lambda now: by_owner.agree(session, complaint.id, by=owner, now=now),
        lambda now: actions.answer(session, complaint.id, by=led_by(), now=now, words="结果"),
        lambda now: by_owner.appeal(session, complaint.id, by=owner, now=now, words="没有"),
        lambda now: actions.answer(session, complaint.id, by=led_by(), now=now, words="结果"),
    ):
        deed(office.later(days=4))  # every date has passed by then
        assert next_dates(office, complaint) == [complaint.due_at]
        assert complaint.due_at > office.now
    by_clock.plan_callbacks(session, office.project, office.now)
    actions.judge(session, complaint.id, by=office.person("周立新"), now=office.now, justified=False, words="误会")
    session.scalars(
        select(Call).where(Call.kind == CallKind.COMPLAINT, Call.done_at.is_(None))
    ).one().done_at = office.now
    actions.close_if_done(session, complaint, office.now)
    assert complaint.state == State.CLOSED
    assert next_dates(office, complaint) == []


@pytest.mark.rows("R036")
def test_whoever_leads_it_is_reminded_when_the_owner_says_nothing_and_when_nobody_closes_it(office: Office):
    complaint = graded(office)
    supervisor = office.person("许文静")
    actions.propose(office.session, complaint.id, by=supervisor, now=office.now, words="每天打扫")
    by_clock.came_due(office.session, NEXT, complaint.id, complaint.due_at - timedelta(minutes=1))
    assert ("complaint.unanswered", "许文静") not in heard(office, complaint)
    first = complaint.due_at
    by_clock.came_due(office.session, NEXT, complaint.id, first)
    assert ("complaint.unanswered", "许文静") in heard(office, complaint)
    assert first < complaint.due_at == next_dates(office, complaint)[0]
    by_owner.agree(office.session, complaint.id, by=office.person("陈女士"), now=first)
    actions.answer(office.session, complaint.id, by=supervisor, now=first, words="已恢复")
    by_clock.came_due(office.session, NEXT, complaint.id, complaint.due_at)
    assert ("complaint.unfinished", "许文静") in heard(office, complaint)


@pytest.mark.rows("R040", "R087")
def test_who_appeals_is_promised_a_moment_that_is_to_come(office: Office):
    complaint = answered(office)
    now = office.later(days=5)
    by_owner.appeal(office.session, complaint.id, by=office.person("陈女士"), now=now, words="没有改")
    assert complaint.due_at > now
    by_clock.came_due(office.session, ANSWER, complaint.id, now)
    assert ("complaint.delayed", "陈女士") not in heard(office, complaint)
