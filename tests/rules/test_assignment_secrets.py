"""What a task says is read by nobody who has no part in it, whatever buttons they forge (R016, R203)."""

import pytest
from sqlalchemy import select

from models import demo
from models.assignments import actions
from models.assignments.tables import Assignment
from models.notices import Notice
from models.people import Role, Side
from models.staffing import employment
from tests.house.walker import Walker
from tests.rules.builders import MONDAY, Office
from tests.rules.test_assignments import FRIDAY, given

pytestmark = pytest.mark.rows("R016", "R203")
SECRET = "暗号七十七"
KNOWN = {"彭勇", "杜强", "许文静", "周立新"}  # who gave it and heads the other, who does it, supervisor, manager


@pytest.mark.parametrize("name", [row["name"] for row in demo.rows("staff")])
def test_only_who_has_a_part_reads_it(office: Office, name: str):
    one = given(office, "彭勇", "杜强", words=SECRET)
    actions.ask_time(office.session, one.id, by=office.person("杜强"), now=MONDAY, words=SECRET, until=FRIDAY)
    walker = Walker(office, office.person(name), Side.STAFF)
    walker.walk()
    forged = [f"as:{one.id}", f"ae:{one.id}", f"aw:{one.id}:1:2", "am:0", "ag:open:0", "ag:others:0", "ag:late:0"]
    forged += [f"b:{form}:{one.id}" for form in ("task_done", "task_time", "task_date", "task_whom", "task_off")]
    for data in forged:
        walker.opens(data)
    assert (SECRET in "\n".join(walker.read)) is (name in KNOWN)


def test_the_notice_to_who_had_it_says_nothing_of_it(office: Office):
    one = given(office, "彭勇", "杜强", words=SECRET)
    to = office.staff("蒋磊").person_id
    actions.hand_on(office.session, one.id, by=office.person("彭勇"), to=to, now=MONDAY)
    walker = Walker(office, office.person("杜强"), Side.STAFF)
    kinds = office.session.scalars(select(Notice.kind).where(Notice.person_id == office.person("杜强").id)).all()
    assert {"assignment.given", "assignment.passed"} <= set(kinds)
    read = "\n".join(walker.walk())
    assert "已转交同事，您无需再办" in read
    assert SECRET not in read


def test_a_former_head_keeps_what_they_gave_but_hands_nothing_on(office: Office):
    one = given(office, "彭勇", "杜强", words=SECRET)
    boss, former = office.person("周立新"), office.staff("彭勇").person_id
    employment.change_role(office.session, former, Role.GUARD, by=boss, now=MONDAY, why="轮岗")
    walker = Walker(office, office.person("彭勇"), Side.STAFF)
    walker.walk()
    card = "\n".join(walker.opens(f"as:{one.id}"))
    assert SECRET in card
    assert "取消交办" in card
    assert "转交他人" not in card
    walker.opens(f"b:task_whom:{one.id}")
    assert office.session.get_one(Assignment, one.id).assignee_id == office.person("杜强").id
