"""Complaints: who may make which move, what makes one major, and that whom it concerns never has a part in it (R079-R092)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.calls.actions import attempt
from models.calls.tables import Call, CallKind, CallOutcome
from models.complaints import actions, by_clock, by_owner, measures
from models.complaints.calling import callers, may_call_about
from models.complaints.doing import check
from models.complaints.filing import add, tell_the_office
from models.complaints.lifecycle import MOVES, Grade, Kind, Part, State, allowed
from models.complaints.naming import named_in
from models.complaints.objects import matters
from models.complaints.parts import is_concerned, knows_name, leader_at, parts_of
from models.complaints.reading import without_outcome
from models.complaints.tables import Complaint
from models.complaints.timing import ANSWER, END, OLD
from models.notices import Notice
from models.people import Role
from models.refusals import Gone, NotYours, Outdated, TooLate, WordsMissing
from models.rota import staff_of
from models.staffing.employment import change_department
from models.staffing.leaving import end
from models.units import units_of
from tests.rules.builders import MONDAY, Office

# Everybody who may come near a complaint of 陈女士 about the cleaning, led by the supervisor; and the clock.
PEOPLE = {
    "陈女士": {"reporter"},
    "刘先生": set(),  # another contact of the same unit
    "周立新": {"manager"},
    "许文静": {"leader", "supervisor"},
    "郑雨": {"service"},
    "孙晓芸": {"service"},
    "钱敏": set(),
    "冯雪": set(),
    "何志强": set(),
    "曹桂芳": set(),  # whose department it is about
    "邓秀英": set(),
    "蒋磊": set(),
    "the clock": {"clock"},
}
S, LED = State, {State.HANDLED, State.PROPOSED, State.AGREED}
OPEN = LED | {State.RECORDED, State.PASSED_ON}
CHARGE = {"supervisor", "manager"}
# From the handbook: where a move may start, and who makes it (DOMAIN 4.6, 5.1, R086-R091).
TABLE: dict[str, tuple[set[State], set[str]]] = {
    "grade": ({S.RECORDED}, CHARGE | {"service"}),
    "regrade": (LED, CHARGE),
    "lead": (LED, CHARGE),
    "concern": (LED | {S.RECORDED}, CHARGE | {"service"}),
    "progress": (LED | {S.PASSED_ON}, CHARGE | {"leader", "assistant"}),
    "propose": ({S.HANDLED}, {"leader"}),
    "link": ({S.RECORDED, S.HANDLED}, CHARGE | {"service", "leader"}),
    "unlink": (LED | {S.ANSWERED}, CHARGE | {"leader"}),
    "share": ({S.HANDLED}, {"clock"}),
    "follow": ({S.AGREED}, {"clock"}),
    "agree": ({S.PROPOSED}, {"reporter"}),
    "discuss": ({S.PROPOSED}, {"reporter"}),
    "decline": ({S.PROPOSED}, {"reporter"}),
    "add": (OPEN | {S.ANSWERED}, {"reporter"}),
    "judge": (LED | {S.ANSWERED}, CHARGE),
    "answer": ({S.HANDLED, S.AGREED}, {"leader"}),
    "pass_on": ({S.PASSED_ON}, {"supervisor", "service"}),
    "relay": ({S.PASSED_ON}, {"supervisor", "service"}),
    "content": ({S.ANSWERED}, {"reporter"}),
    "appeal": ({S.ANSWERED}, {"reporter"}),
    "take_up": ({S.ANSWERED}, CHARGE | {"service"}),
    "close": ({S.ANSWERED}, CHARGE | {"service", "clock"}),
    "raise": (LED | {S.RECORDED}, {"clock"}),
    "withdraw": (OPEN, {"reporter"}),
}


def told(office: Office, by: str = "陈女士", **more: Any) -> Complaint:
    """A complaint as it comes in."""
    facts = {"unit": None, "kind": Kind.COMPLAINT, "matter": "C4", "words": "走廊没有人打扫", "now": office.now} | more
    return tell_the_office(office.session, project=office.project, by=office.person(by), **facts)


def graded(office: Office, grade: Grade = Grade.IMPORTANT, **more: Any) -> Complaint:
    """One that somebody leads."""
    complaint = told(office, **more)
    actions.grade(
        office.session, complaint.id, by=office.person("许文静"), now=office.now, grade=grade, words="管理有疏漏"
    )
    return complaint


def answered(office: Office, **more: Any) -> Complaint:
    """One whose result was told."""
    complaint = graded(office, **more)
    leader = complaint.leader
    assert leader is not None
    actions.answer(office.session, complaint.id, by=leader.person, now=office.now, words="已恢复打扫")
    return complaint


def heard(office: Office, complaint: Complaint) -> set[tuple[str, str]]:
    """Which notices about it went to whom."""
    found = office.session.scalars(select(Notice).where(Notice.subject == complaint.subject))
    names = {one.id: name for name, one in office.known.items()} if office.known else {}
    return {(one.kind, names.get(one.person_id, "")) for one in found}


@pytest.mark.rows("R082", "R087", "R089")
@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_and_every_state_and_every_move(office: Office, name: str):
    complaint = graded(office)
    person = None if name == "the clock" else office.person(name)
    parts = PEOPLE[name]
    for state in State:
        complaint.state = state
        for move, (starts, by) in TABLE.items():
            may = state in starts and bool(parts & by)
            if may:
                check(complaint, move, person)
                continue
            with pytest.raises(Gone if not parts else NotYours if not parts & by else TooLate):
                check(complaint, move, person)


def test_the_table_names_every_move_and_every_part(office: Office):
    assert set(TABLE) == set(MOVES) - {"reply"}
    assert {part for _, by in TABLE.values() for part in by} == {one.value for one in Part}


def test_what_is_no_complaint_is_answered_at_once_and_never_graded(office: Office):
    praise = told(office, kind=Kind.PRAISE, words="谢谢你们")
    assert praise.number.startswith("JY")
    with pytest.raises(TooLate):
        actions.grade(
            office.session, praise.id, by=office.person("许文静"), now=office.now, grade=Grade.MINOR, words="好"
        )
    actions.reply(office.session, praise.id, by=office.person("郑雨"), now=office.now, words="谢谢您")
    by_clock.plan_callbacks(office.session, office.project, office.now)
    assert praise.state == State.CLOSED
    assert "reply" not in allowed(State.RECORDED, Kind.COMPLAINT, {Part.SERVICE})


STAFF = ("林海涛", "何志强", "郑雨", "孙晓芸", "许文静", "曹桂芳", "邓秀英", "彭勇", "杜强", "钱敏")


@pytest.mark.rows("R082")
@pytest.mark.parametrize("about", STAFF)
@pytest.mark.parametrize("grade", Grade)
def test_whom_it_concerns_and_their_team_never_have_a_part(office: Office, about: str, grade: Grade):
    complaint = told(office, matter="C1", whom=f"是{about}", words="说话很难听")
    free = next(one for one in ("许文静", "周立新") if parts_of(office.person(one), complaint))
    if complaint.state == State.RECORDED:
        actions.grade(office.session, complaint.id, by=office.person(free), now=office.now, grade=grade, words="态度")
    everybody = staff_of(office.session, office.project)
    concerned = [one for one in everybody if is_concerned(one, complaint)]
    assert office.staff(about) in concerned
    for mate in (one for one in everybody if one.department_id == office.staff(about).department_id):
        assert mate in concerned or mate.role in {Role.CS_SUPERVISOR, Role.MANAGER}
    for level in range(3):
        assert leader_at(office.session, office.project, complaint, level, office.now) not in concerned
    for one in concerned:
        assert parts_of(one.person, complaint) == frozenset()
        assert complaint not in without_outcome(office.session, office.project, one.person)
        assert not may_call_about(one.person, complaint)
        with pytest.raises((Gone, NotYours)):
            actions.lead(office.session, complaint.id, by=office.person("周立新"), to=one.person_id, now=office.now)
    notices = office.session.scalars(select(Notice).where(Notice.subject == complaint.subject)).all()
    assert {one.person_id for one in notices} & {one.person_id for one in concerned} == set()


@pytest.mark.rows("R082")
def test_of_the_confidential_only_the_manager_knows_the_name(office: Office):
    complaint = told(office, confidential=True)
    knowing = [one.person.name for one in staff_of(office.session, office.project) if knows_name(one.person, complaint)]
    assert knowing == ["周立新"]
    assert parts_of(office.person("郑雨"), complaint) == frozenset()
    assert parts_of(office.person("许文静"), complaint) == {Part.SUPERVISOR}
    actions.grade(
        office.session, complaint.id, by=office.person("许文静"), now=office.now, grade=Grade.MINOR, words="小"
    )
    assert complaint.leader is office.staff("许文静")
    assert [one.person.name for one in callers(office.session, office.project, complaint, office.now)] == ["周立新"]


@pytest.mark.rows("R079", "R092")
@pytest.mark.parametrize(
    ("words", "matter", "grade"),
    [
        ("走廊没有人打扫", "C4", None),
        ("我要找记者来", "C4", Grade.MAJOR),
        ("电梯夹到人，受伤了", "C9", Grade.MAJOR),
        ("我的电话怎么别人知道", "C17", Grade.MAJOR),
        ("I will see a lawyer", "C4", Grade.MAJOR),
        ("the impression is bad", "C4", None),  # no "press" in the middle of a word
    ],
)
def test_grave_words_and_leaks_are_major_by_themselves(office: Office, words: str, matter: str, grade: Grade | None):
    complaint = told(office, words=words, matter=matter)
    assert complaint.grade == grade
    if grade:
        assert (complaint.state, complaint.level) == (State.HANDLED, 2)
        assert complaint.leader is office.staff("周立新")
        assert complaint.assistant_id == office.person("许文静").id
        assert {("complaint.major", "周立新"), ("complaint.major", "许文静")} <= heard(office, complaint)


@pytest.mark.rows("R023")
def test_the_third_time_is_major_also_where_it_is_said_within_one(office: Office):
    first = answered(office)
    second = told(office)
    assert second.id != first.id
    assert second.grade is None
    third = add(office.session, second.id, by=office.person("陈女士"), now=office.now, words="还是没有人打扫")
    assert (third.id, third.grade, third.grade_reason) == (second.id, Grade.MAJOR, "repeated")


def test_what_is_said_anew_about_an_open_one_belongs_to_it(office: Office):
    first = told(office)
    assert told(office, words="今天又没有") is first
    other = told(office, matter="C9", words="电梯很慢")
    assert other is not first


def test_several_units_at_once_are_major(office: Office):
    for name, number in (("陈女士", "0301"), ("尹女士", "0304")):
        assert told(office, name, unit=office.unit(number)).grade is None
    third = told(office, "章先生", unit=units_of(office.session, office.person("章先生"))[0])
    assert (third.grade, third.grade_reason) == (Grade.MAJOR, "several")


def test_about_the_manager_it_goes_to_the_branch_company(office: Office):
    complaint = told(office, matter="C1", whom="周立新", words="态度傲慢")
    assert complaint.state == State.PASSED_ON
    assert complaint.leader is None
    assert parts_of(office.person("周立新"), complaint) == frozenset()
    assert all(name != "周立新" for _, name in heard(office, complaint))
    actions.relay(office.session, complaint.id, by=office.person("许文静"), now=office.now, words="分公司已约谈并致歉")
    assert complaint.state == State.ANSWERED


@pytest.mark.rows("R087")
def test_not_content_goes_up_and_the_last_level_is_the_manager(office: Office):
    complaint = answered(office, grade=Grade.MINOR)
    assert complaint.level == 0
    owner = office.person("陈女士")
    by_owner.appeal(office.session, complaint.id, by=owner, now=office.now, words="没有改")
    assert (complaint.level, complaint.leader) == (1, office.staff("许文静"))
    assert complaint.assistant_id == office.person("郑雨").id
    actions.answer(office.session, complaint.id, by=office.person("许文静"), now=office.now, words="已改")
    by_owner.appeal(office.session, complaint.id, by=owner, now=office.now, words="还是没有")
    assert (complaint.level, complaint.leader) == (2, office.staff("周立新"))
    actions.answer(office.session, complaint.id, by=office.person("周立新"), now=office.now, words="已改")
    with pytest.raises(TooLate):
        by_owner.appeal(office.session, complaint.id, by=owner, now=office.now, words="还是")
    assert complaint.rounds == 3


@pytest.mark.rows("X13", "R079", "J06")
@pytest.mark.parametrize(
    ("outcome", "state"), [(CallOutcome.CONTENT, State.CLOSED), (CallOutcome.NOT_CONTENT, State.HANDLED)]
)
def test_everybody_is_called_by_somebody_who_did_not_lead_it(office: Office, outcome: CallOutcome, state: State):
    complaint = answered(office, grade=Grade.MINOR)
    assert complaint.leader is office.staff("郑雨")
    assert by_clock.plan_callbacks(office.session, office.project, office.later(days=1)) == 1
    assert by_clock.plan_callbacks(office.session, office.project, office.now) == 0
    call = office.session.scalars(select(Call).where(Call.kind == CallKind.COMPLAINT)).one()
    assert call.staff_id not in {None, complaint.leader_id}
    with pytest.raises(NotYours):
        attempt(office.session, call.id, by=office.person("郑雨"), now=office.now, outcome=outcome, words="说")
    actions.judge(
        office.session, complaint.id, by=office.person("许文静"), now=office.now, justified=False, words="误会"
    )
    assert complaint.state == State.ANSWERED
    caller = office.session.get_one(type(office.staff("郑雨")), call.staff_id).person
    attempt(office.session, call.id, by=caller, now=office.now, outcome=outcome, words="还是没有人打扫")
    assert complaint.state == state


def test_one_that_is_not_judged_stays_open_after_the_callback(office: Office):
    complaint = answered(office, grade=Grade.MINOR)
    by_clock.plan_callbacks(office.session, office.project, office.later(days=1))
    call = office.session.scalars(select(Call).where(Call.kind == CallKind.COMPLAINT)).one()
    caller = office.session.get_one(type(office.staff("郑雨")), call.staff_id).person
    attempt(office.session, call.id, by=caller, now=office.now, outcome=CallOutcome.CONTENT)
    assert complaint.state == State.ANSWERED
    assert ("complaint.judge", "许文静") in heard(office, complaint)
    with pytest.raises(WordsMissing):
        actions.judge(
            office.session, complaint.id, by=office.person("许文静"), now=office.now, justified=True, words=" "
        )
    actions.judge(
        office.session, complaint.id, by=office.person("许文静"), now=office.now, justified=True, words="排班空缺"
    )
    assert complaint.state == State.CLOSED


@pytest.mark.rows("R040")
def test_a_promise_that_passes_is_renewed_with_an_apology_and_those_in_charge_hear(office: Office):
    complaint = told(office)
    promised = complaint.due_at
    by_clock.came_due(office.session, ANSWER, complaint.id, promised)
    assert complaint.due_at > promised
    assert {("complaint.delayed", "陈女士"), ("complaint.late", "许文静")} <= heard(office, complaint)
    by_clock.came_due(office.session, END, complaint.id, office.later(days=3))
    assert ("complaint.too_long", "周立新") in heard(office, complaint)


def test_open_for_thirty_days_is_major(office: Office):
    complaint = graded(office, Grade.MINOR)
    by_clock.came_due(office.session, OLD, complaint.id, office.later(days=30))
    assert (complaint.grade, complaint.grade_reason) == (Grade.MAJOR, "old")
    by_clock.came_due(office.session, OLD, complaint.id, office.now)  # a second time it is nothing
    assert complaint.version == 3


@pytest.mark.rows("R090", "J08")
def test_every_working_day_brings_a_word_and_no_more_than_one(office: Office):
    complaint = graded(office)
    afternoon = MONDAY.replace(hour=16)
    assert by_clock.tell_progress(office.session, office.project, afternoon) == 0  # told this morning who leads it
    assert by_clock.tell_progress(office.session, office.project, afternoon + timedelta(days=1)) == 1
    assert by_clock.tell_progress(office.session, office.project, afternoon + timedelta(days=1, minutes=5)) == 0
    assert by_clock.tell_progress(office.session, office.project, afternoon + timedelta(days=5)) == 0  # Saturday
    assert ("complaint.nudge", "许文静") in heard(office, complaint)


@pytest.mark.rows("R094")
def test_a_measure_is_a_task_that_names_no_complaint(office: Office):
    complaint = answered(office)
    head, supervisor = office.person("曹桂芳"), office.person("许文静")
    facts = {"to": head.id, "cause": "排班空缺", "words": "每周五检查排班", "due_at": office.now + timedelta(days=3)}
    with pytest.raises(TooLate):  # not judged
        measures.set_measure(office.session, complaint.id, by=supervisor, now=office.now, **facts)
    actions.judge(office.session, complaint.id, by=supervisor, now=office.now, justified=True, words="排班空缺")
    with pytest.raises(Gone):
        measures.set_measure(office.session, complaint.id, by=head, now=office.now, **facts)
    one = measures.set_measure(office.session, complaint.id, by=supervisor, now=office.now, **facts)
    measures.verify(office.session, one.id, by=supervisor, now=office.later(days=4))
    with pytest.raises(TooLate):
        measures.verify(office.session, one.id, by=supervisor, now=office.now)


def test_a_decision_on_an_older_version_is_refused(office: Office):
    complaint = graded(office)
    leader = office.person("许文静")
    seen = complaint.version
    actions.propose(office.session, complaint.id, by=leader, now=office.now, words="一", seen=seen)
    with pytest.raises(Outdated):
        by_owner.agree(office.session, complaint.id, by=office.person("陈女士"), now=office.now, seen=seen)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(text=st.text(max_size=40))
def test_no_text_makes_the_list_of_words_fail(text: str):
    assert matters().is_sensitive(text) in {True, False}


def test_every_object_has_a_department_of_the_demo_or_none(office: Office):
    codes = {one.department.code for one in staff_of(office.session, office.project)}
    assert {one.department for one in matters().objects.values()} <= codes | {""}
    assert isinstance(office.now, datetime)


@pytest.mark.rows("R082", "R087")
def test_who_leaves_or_is_moved_hands_over_what_they_led(office: Office):
    first, second = graded(office, Grade.MINOR), graded(office, Grade.MINOR, matter="C9", words="电梯很慢")
    assert {first.leader_id, second.leader_id} == {office.person("郑雨").id}
    manager = office.person("周立新")
    change_department(
        office.session,
        office.person("郑雨").id,
        office.department("cleaning"),  # which the first of them is about
        by=manager,
        now=office.now,
        why="轮岗",
    )
    assert first.leader_id not in {None, office.person("郑雨").id}
    assert second.leader_id == office.person("郑雨").id
    end(office.session, office.person("郑雨").id, by=manager, now=office.now, why="离职")
    assert second.leader_id not in {None, office.person("郑雨").id}
    assert ("complaint.led", "陈女士") in heard(office, second)


@pytest.mark.rows("R040", "R090")
def test_what_was_agreed_is_promised_and_watched_too(office: Office):
    complaint = graded(office)
    supervisor, owner = office.person("许文静"), office.person("陈女士")
    actions.propose(office.session, complaint.id, by=supervisor, now=office.now, words="每天打扫")
    by_clock.came_due(office.session, ANSWER, complaint.id, complaint.due_at)  # the owner has the word now
    assert ("complaint.delayed", "陈女士") not in heard(office, complaint)
    by_owner.agree(office.session, complaint.id, by=owner, now=office.later(hours=1))
    promised = complaint.due_at
    assert promised >= MONDAY + timedelta(days=3)
    by_clock.came_due(office.session, ANSWER, complaint.id, promised)
    assert ("complaint.delayed", "陈女士") in heard(office, complaint)
    assert complaint.due_at > promised


@pytest.mark.rows("R081")
def test_nobody_is_asked_whether_praise_was_answered_well():
    assert "content" not in allowed(State.ANSWERED, Kind.PRAISE, {Part.REPORTER})
    assert "content" in allowed(State.ANSWERED, Kind.COMPLAINT, {Part.REPORTER})


@pytest.mark.rows("R082")
@pytest.mark.parametrize(
    ("whom", "words", "meant"),
    [
        ("你们项目经理", "处理得太慢", "周立新"),
        ("经理", "处理得太慢", "周立新"),
        ("", "我要投诉你们经理", "周立新"),
        ("", "物业经理说话算什么数", "周立新"),
        ("", "I complain about your manager", "周立新"),
        ("", "你们客服主管推来推去", "许文静"),
        ("工程主管", "来得太晚", "何志强"),
        ("保安员", "指挥停车时乱喊", "杜强"),
        ("中控室值班员", "电话没人接", None),
        ("", "我要找你们项目经理投诉保安", None),
        ("", "请你们经理来处理", None),
        ("", "经理信箱里的信没有回音", None),
        ("何志强", "你们经理也管一管", "何志强"),
    ],
)
def test_whom_an_owner_means_by_name_title_or_rank(office: Office, whom: str, words: str, meant: str | None):
    found = named_in(office.session, office.project, whom, words)
    assert (found.person.name if found else None) == meant
