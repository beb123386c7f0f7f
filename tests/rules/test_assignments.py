"""Tasks that were given to colleagues: who may, who knows, what follows, and what is counted (R016)."""

import itertools
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.assignments import actions, reminding
from models.assignments.leaving import in_hand
from models.assignments.lifecycle import MOVES, Part, State, allowed
from models.assignments.parts import answering, may_assign, parts_of, visible
from models.assignments.queries import Section, given_list, open_counts, steps_of, tally
from models.assignments.tables import Assignment
from models.assignments.timing import LAST_DAY, LATE
from models.dues import Due
from models.events import Event
from models.notices import Notice
from models.people import Role, Staff
from models.refusals import Gone, NotYours, Outdated, TimePast, TooLate, WordsMissing
from models.staffing import employment, leaving
from tests.rules.builders import MONDAY, Office
from tests.rules.test_hours import at

pytestmark = pytest.mark.rows("R016")
FRIDAY = at("2025-09-19 17:30")
EVERYBODY = [row["name"] for row in demo.rows("staff")]


def given(office: Office, by: str = "何志强", to: str = "林海涛", **more) -> Assignment:
    """A task until Friday evening."""
    facts = {"words": "清点水泵房备件", "due_at": FRIDAY} | more
    to_id = office.staff(to).person_id
    return actions.give(office.session, by=office.person(by), to=to_id, now=office.now, **facts)


def dues(office: Office, one: Assignment) -> dict[str, datetime]:
    found = office.session.scalars(select(Due).where(Due.subject == one.subject))
    return {due.kind: due.due_at for due in found}


def told(office: Office, one: Assignment) -> list[tuple[str, str]]:
    """Who was told what, sorted."""
    found = office.session.scalars(select(Notice).where(Notice.subject == one.subject)).all()
    return sorted((notice.kind, office.session.get_one(Staff, notice.person_id).person.name) for notice in found)


DEEDS = {
    "finish": lambda office, one, by: actions.finish(office.session, one.id, by=by, now=office.now, words="已清点"),
    "ask_time": lambda office, one, by: actions.ask_time(
        office.session, one.id, by=by, now=office.now, words="急修太多", until=FRIDAY + timedelta(days=3)
    ),
    "agree": lambda office, one, by: actions.answer(office.session, one.id, by=by, now=office.now, agree=True),
    "keep": lambda office, one, by: actions.answer(office.session, one.id, by=by, now=office.now, agree=False),
    "redate": lambda office, one, by: actions.redate(
        office.session, one.id, by=by, now=office.now, words="提前检查", until=FRIDAY - timedelta(days=1)
    ),
    "hand_on": lambda office, one, by: actions.hand_on(
        office.session, one.id, by=by, to=office.staff("唐国平").person_id, now=office.now
    ),
    "call_off": lambda office, one, by: actions.call_off(
        office.session, one.id, by=by, now=office.now, words="已另行解决"
    ),
}
# By the wording of the task: who gave it and the manager lead it, the assignee does it, head and supervisor look on.
LEAD, DO = {"agree", "keep", "redate", "hand_on", "call_off"}, {"finish", "ask_time"}
MAY = {"彭勇": LEAD, "周立新": LEAD, "杜强": DO, "许文静": set()}


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_give_a_task_to_whom(office: Office, name: str):
    me = office.staff(name)
    mine = {one for one in EVERYBODY if may_assign(me, office.staff(one))}
    rest = set(EVERYBODY) - {name}
    team = {one for one in rest if office.staff(one).department_id == me.department_id}
    allowed_to = {Role.MANAGER: rest, Role.CS_SUPERVISOR: rest, Role.DEPT_HEAD: team}.get(me.role, set())
    assert mine == allowed_to
    for one in EVERYBODY:
        if one in mine:
            assert given(office, name, one).assignee_id == office.staff(one).person_id
        else:
            with pytest.raises(NotYours):
                given(office, name, one)


@pytest.mark.parametrize("name", EVERYBODY)
def test_nobody_else_knows_of_a_task_or_does_anything_with_it(office: Office, name: str):
    one = given(office, "彭勇", "杜强")
    DEEDS["ask_time"](office, one, office.person("杜强"))
    person, known = office.person(name), name in MAY
    assert bool(parts_of(person, one)) is known
    if not known:
        with pytest.raises(Gone):
            visible(office.session, one.id, person)
    for move, deed in DEEDS.items():
        if move in MAY.get(name, set()):
            continue
        with pytest.raises(NotYours if known else Gone):
            deed(office, one, person)
    assert one.version == 2


@pytest.mark.parametrize("state", State)
def test_the_table_of_moves(state: State):
    for count in range(len(Part) + 1):
        for parts in itertools.combinations(Part, count):
            for asked in (False, True):
                may = allowed(state, set(parts), asked=asked)
                leads, does = {Part.GIVER, Part.MANAGER} & set(parts), Part.ASSIGNEE in parts
                wanted = (LEAD if leads else set()) | (DO if does else set())
                wanted -= set() if asked else {"agree", "keep"}
                assert may == (wanted if state == State.OPEN else set())
    assert set(MOVES) == set(DEEDS)


@pytest.mark.parametrize("name", ["彭勇", "周立新", "杜强"])
@pytest.mark.parametrize("end", ["finish", "call_off"])
def test_what_has_ended_stays_as_it_is(office: Office, name: str, end: str):
    one = given(office, "彭勇", "杜强")
    DEEDS[end](office, one, office.person("杜强" if end == "finish" else "彭勇"))
    state, version = one.state, one.version
    for move in MAY[name]:
        with pytest.raises(TooLate):
            DEEDS[move](office, one, office.person(name))
    assert (one.state, one.version, dues(office, one)) == (state, version, {})


@pytest.mark.parametrize("move", MOVES)
def test_every_deed_is_logged_kept_and_told_to_the_other_side(office: Office, move: str):
    one = given(office, "何志强", "林海涛")
    if move in {"agree", "keep"}:
        DEEDS["ask_time"](office, one, office.person("林海涛"))
    before = set(told(office, one))
    DEEDS[move](office, one, office.person("何志强" if move in LEAD else "林海涛"))
    log = select(Event.kind).where(Event.subject == one.subject).order_by(Event.id.desc())
    assert office.session.scalars(log).first() == f"assignment.{move}"
    assert steps_of(office.session, one)[-1].move == move
    names = {name for _, name in set(told(office, one)) - before}
    assert names == ({"何志强"} if move in DO else {"林海涛", "唐国平"} if move == "hand_on" else {"林海涛"})


def test_a_later_date_holds_only_when_it_is_agreed(office: Office):
    one = given(office)
    DEEDS["ask_time"](office, one, office.person("林海涛"))
    assert (one.due_at, one.wished_at) == (FRIDAY, FRIDAY + timedelta(days=3))
    DEEDS["keep"](office, one, office.person("何志强"))
    assert (one.due_at, one.wished_at) == (FRIDAY, None)
    with pytest.raises(TooLate):
        DEEDS["agree"](office, one, office.person("何志强"))
    DEEDS["ask_time"](office, one, office.person("林海涛"))
    DEEDS["agree"](office, one, office.person("何志强"))
    assert (one.due_at, one.wished_at) == (FRIDAY + timedelta(days=3), None)
    assert dues(office, one)[LATE] == at("2025-09-23 08:30")


def test_what_must_be_said_and_must_lie_ahead(office: Office):
    with pytest.raises(WordsMissing):
        given(office, words="  ")
    with pytest.raises(TimePast):
        given(office, due_at=MONDAY)
    one, plumber = given(office), office.person("林海涛")
    with pytest.raises(WordsMissing):
        actions.finish(office.session, one.id, by=plumber, now=office.now, words=" ")
    with pytest.raises(TimePast):
        actions.ask_time(office.session, one.id, by=plumber, now=office.now, words="忙", until=MONDAY)
    DEEDS["ask_time"](office, one, plumber)
    with pytest.raises(Outdated):
        actions.call_off(office.session, one.id, by=office.person("何志强"), now=office.now, words="误", seen=1)
    office.now = FRIDAY + timedelta(days=4)
    with pytest.raises(TimePast):
        DEEDS["agree"](office, one, office.person("何志强"))
    assert (one.state, one.version) == (State.OPEN, 2)


def test_the_clock_keeps_service_hours(office: Office):
    assert dues(office, given(office)) == {LAST_DAY: at("2025-09-19 08:30"), LATE: at("2025-09-20 09:00")}
    noon = given(office, due_at=at("2025-09-16 12:00"))
    assert dues(office, noon) == {LAST_DAY: at("2025-09-16 08:30"), LATE: at("2025-09-16 12:00")}
    sunday = given(office, due_at=at("2025-09-21 15:00"))
    assert dues(office, sunday) == {LAST_DAY: at("2025-09-21 09:00"), LATE: at("2025-09-22 08:30")}
    today = given(office, due_at=at("2025-09-15 17:30"))
    assert set(dues(office, today)) == {LATE}


def test_both_hear_once_that_it_is_late_and_nobody_of_what_is_done(office: Office):
    one, done = given(office), given(office)
    DEEDS["finish"](office, done, office.person("林海涛"))
    for _ in range(2):
        reminding.remind(office.session, one.id, at("2025-09-19 08:30"))
        reminding.remind(office.session, done.id, at("2025-09-19 08:30"))
        reminding.remind(office.session, one.id, at("2025-09-18 08:30"))
        reminding.overdue(office.session, one.id, at("2025-09-19 17:29"))
    assert [kind for kind, _ in told(office, one)] == ["assignment.given", "assignment.today"]
    for _ in range(2):
        reminding.overdue(office.session, one.id, at("2025-09-20 09:00"))
        reminding.overdue(office.session, done.id, at("2025-09-20 09:00"))
    assert told(office, one) == [
        ("assignment.given", "林海涛"),
        ("assignment.late", "林海涛"),
        ("assignment.late_giver", "何志强"),
        ("assignment.today", "林海涛"),
    ]
    assert [kind for kind, _ in told(office, done)] == ["assignment.done", "assignment.given"]


def test_who_leaves_gives_back_what_they_have_and_passes_on_what_they_gave(office: Office):
    mine, other = given(office, "何志强", "林海涛"), given(office, "周立新", "何志强")
    ended = given(office, "何志强", "唐国平")
    DEEDS["call_off"](office, ended, office.person("何志强"))
    boss = office.person("周立新")
    left = leaving.end(office.session, office.staff("何志强").person_id, by=boss, now=office.now, why="辞职")
    assert (left.tasks, left.given) == (1, 1)
    assert (mine.giver_id, mine.assignee_id) == (boss.id, office.person("林海涛").id)
    assert (other.giver_id, other.assignee_id) == (boss.id, None)
    assert ended.giver_id == office.person("何志强").id
    assert ("assignment.inherited", "周立新") in told(office, mine)
    assert ("assignment.returned", "周立新") in told(office, other)
    assert not parts_of(office.person("何志强"), mine) | parts_of(office.person("何志强"), other)
    actions.hand_on(office.session, other.id, by=boss, to=office.staff("唐国平").person_id, now=office.now)
    assert in_hand(office.session, office.staff("唐国平")) == [other]
    with pytest.raises(Gone):
        given(office, "周立新", "何志强")


def test_a_task_without_a_giver_in_the_office_is_answered_for_by_the_managers(office: Office):
    one = given(office)
    office.staff("何志强").left_at = office.now
    assert answering(office.session, one) == [office.person("周立新").id]
    one.giver_id = one.giver = None
    assert answering(office.session, one) == [office.person("周立新").id]
    assert one in given_list(office.session, office.staff("周立新"), Section.OPEN, office.now)
    assert one in given_list(office.session, office.staff("许文静"), Section.OTHERS, office.now)


def test_the_head_of_another_department_sees_a_task_no_more_when_the_assignee_has_moved(office: Office):
    one, boss = given(office, "周立新", "林海涛"), office.person("周立新")
    assert parts_of(office.person("何志强"), one) == {Part.ONLOOKER}
    employment.change_department(
        office.session,
        office.staff("林海涛").person_id,
        office.department("security"),
        by=boss,
        now=office.now,
        why="调岗",
    )
    assert not parts_of(office.person("何志强"), one)
    assert parts_of(office.person("彭勇"), one) == {Part.ONLOOKER}


def test_the_lists_are_each_leaders_own(office: Office):
    now = FRIDAY + timedelta(hours=1)
    late, mine = given(office), given(office, due_at=FRIDAY + timedelta(days=9))
    done, old = given(office), given(office)
    DEEDS["finish"](office, old, office.person("林海涛"))
    old.ended_at = now - timedelta(days=31)
    DEEDS["finish"](office, done, office.person("林海涛"))
    boss = given(office, "周立新", "林海涛", due_at=FRIDAY + timedelta(days=9))
    guard = given(office, "周立新", "杜强", due_at=FRIDAY + timedelta(days=9))
    to_him = given(office, "周立新", "何志强", due_at=FRIDAY + timedelta(days=9))
    head, manager = office.staff("何志强"), office.staff("周立新")

    def listed(reader: Staff, section: Section) -> list[Assignment]:
        return list(given_list(office.session, reader, section, now))

    assert [listed(head, one) for one in Section] == [[mine], [late], [done], [boss]]
    assert all(one in listed(manager, Section.OPEN) for one in (boss, guard, to_him))
    assert listed(manager, Section.OTHERS) == [late, mine]
    assert all(one in listed(office.staff("许文静"), Section.OTHERS) for one in (boss, guard, to_him, late, mine))
    with pytest.raises(NotYours):
        listed(office.staff("林海涛"), Section.OPEN)


def test_what_is_counted_against_a_count_by_hand(office: Office):
    names = ("林海涛", "唐国平", "杜强", "邓秀英")
    for number in range(24):
        office.now = MONDAY + timedelta(hours=number)
        one = given(office, "周立新", names[number % 4], due_at=MONDAY + timedelta(days=1 + number % 5))
        if number % 3 == 0:
            office.now = MONDAY + timedelta(days=number % 7, hours=2)
            actions.finish(office.session, one.id, by=office.person(names[number % 4]), now=office.now, words="好")
        elif number % 7 == 0:
            DEEDS["call_off"](office, one, office.person("周立新"))
    every = office.session.scalars(select(Assignment)).all()
    since, until = MONDAY + timedelta(days=1, hours=1), MONDAY + timedelta(days=4)
    found = tally(office.session, office.project, since, until)
    done = [one for one in every if one.state == State.DONE and since < one.ended_at <= until]
    late = [one for one in every if since < one.due_at <= until and (not one.ended_at or one.ended_at > one.due_at)]
    assert (found.done, found.late) == (len(done), len(late))
    assert found.done
    assert found.late
    counts = open_counts(office.session, office.project, until, department_id=office.department("security").id)
    theirs = [one for one in every if one.state == State.OPEN and one.assignee.person.name == "杜强"]
    assert (counts.open, counts.late) == (len(theirs), sum(one.due_at <= until for one in theirs))
