"""The roster as a plan: nights, leave, single days, holidays, and the holes of the intake desk (R005, R014, R015)."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from models.assignments.actions import give
from models.notices import Notice
from models.people import Leave, Person, Shift
from models.policy import encoded
from models.policy_terms import Intake, IntakeHours
from models.refusals import Gone, ImpossibleTime, NotYours, ReasonMissing, TooLate
from models.rota import intake_desk, on_duty
from models.staffing import roster
from models.staffing.gaps import coming_holes
from models.staffing.plan import Gap, Plan, Post, holes
from models.tickets.lifecycle import Status
from tests.rules.builders import MONDAY, Office
from tests.rules.test_hours import at
from tests.rules.test_rota import names

ZONE = MONDAY.tzinfo
DAY, NIGHT, ALL_WEEK = (time(8), time(20)), (time(20), time(8)), [1, 2, 3, 4, 5, 6, 7]
FIRST = date(2025, 9, 15)


def shift(staff: int, hours: tuple[time, time], weekdays: list[int] = ALL_WEEK, **more) -> Shift:
    return Shift(staff_id=staff, weekdays=weekdays, starts=hours[0], ends=hours[1], **more)


def plan(*shifts: Shift, leaves: tuple[Leave, ...] = ()) -> Plan:
    return Plan(ZONE, shifts, leaves)


def found(made: Plan, since: str, until: str, intake: tuple[int, ...] = (1, 2)) -> list[tuple[str, str]]:
    return [
        (f"{gap.starts.astimezone(ZONE):%d %H:%M}", f"{gap.ends.astimezone(ZONE):%d %H:%M}")
        for gap in holes(made, intake, at(since), at(until))
    ]


@pytest.mark.rows("R015")
def test_a_day_and_a_night_shift_leave_no_hole():
    assert found(plan(shift(1, DAY), shift(2, NIGHT)), "2025-09-15 03:00", "2025-09-22 03:00") == []


@pytest.mark.rows("R015")
def test_a_night_without_anybody_is_a_hole_over_midnight():
    made = plan(shift(1, DAY))
    assert found(made, "2025-09-17 12:00", "2025-09-18 12:00") == [("17 20:00", "18 08:00")]
    assert found(made, "2025-09-17 23:00", "2025-09-18 02:00") == [("17 23:00", "18 02:00")]
    assert found(made, "2025-09-17 09:00", "2025-09-17 19:00") == []


@pytest.mark.rows("R015")
def test_who_is_not_of_the_intake_fills_no_hole():
    made = plan(shift(1, DAY), shift(9, NIGHT))
    assert found(made, "2025-09-17 12:00", "2025-09-18 12:00") == [("17 20:00", "18 08:00")]


@pytest.mark.rows("R015")
def test_leave_takes_the_night_that_begins_on_its_days_and_not_the_one_before():
    leave = Leave(staff_id=2, first=date(2025, 9, 17), last=date(2025, 9, 17))
    made = plan(shift(1, DAY), shift(2, NIGHT), leaves=(leave,))
    assert found(made, "2025-09-16 12:00", "2025-09-19 12:00") == [("17 20:00", "18 08:00")]
    assert made.present(at("2025-09-17 03:00")) == {2}  # the night that began on the 16th is worked to its end


@pytest.mark.parametrize(
    ("day", "comes"),
    [
        ("2025-09-30", True),
        ("2025-10-01", False),  # National Day: manned like a Sunday
        ("2025-10-08", False),
        ("2025-09-28", True),  # a Sunday that is worked
        ("2025-10-11", True),  # a Saturday that is worked
        ("2025-10-12", False),
    ],
)
@pytest.mark.rows("R015")
def test_holidays_and_make_up_days(day: str, comes: bool):
    made = plan(shift(1, DAY, [1, 2, 3, 4, 5]))
    assert bool(made.spells_on(1, date.fromisoformat(day))) is comes


def test_a_holiday_without_a_sunday_shift_is_a_hole_of_two_days():
    made = plan(shift(1, (time(0), time(12)), [1, 2, 3, 4, 5]), shift(2, (time(12), time(0)), ALL_WEEK))
    assert found(made, "2025-09-30 12:00", "2025-10-02 12:00") == [("01 00:00", "01 12:00"), ("02 00:00", "02 12:00")]


def test_the_hours_of_one_day_count_instead_of_the_weekly_ones():
    one_day = shift(1, (time(13), time(22)), valid_from=FIRST, valid_until=FIRST, instead=True)
    made = plan(shift(1, DAY), one_day)
    assert [f"{one.starts:%H}-{one.ends:%H}" for one in made.spells_on(1, FIRST)] == ["13-22"]
    assert [f"{one.starts:%H}-{one.ends:%H}" for one in made.spells_on(1, FIRST + timedelta(days=1))] == ["08-20"]


def test_a_shift_counts_from_its_first_day_to_its_last():
    made = plan(shift(1, DAY, valid_from=date(2025, 9, 16), valid_until=date(2025, 9, 17)))
    assert [day for day in range(14, 20) if made.spells_on(1, date(2025, 9, day))] == [16, 17]


MINUTES = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))


SHIFTS = st.tuples(st.integers(1, 3), MINUTES, MINUTES, st.sets(st.integers(1, 7), min_size=1))


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(SHIFTS, max_size=5), st.sets(st.integers(0, 4), max_size=2))
def test_a_minute_is_in_a_hole_exactly_when_nobody_is_there(drawn, away):
    made = plan(
        *(shift(staff, (start, end), sorted(days)) for staff, start, end, days in drawn if start != end),
        leaves=tuple(
            Leave(staff_id=1, first=FIRST + timedelta(days=day), last=FIRST + timedelta(days=day)) for day in away
        ),
    )
    since = at("2025-09-15 00:00")
    gaps = holes(made, {1, 2}, since, since + timedelta(days=3))
    for step in range(0, 3 * 24 * 60, 97):
        moment = since + timedelta(minutes=step)
        assert any(gap.starts <= moment < gap.ends for gap in gaps) is not bool(made.present(moment) & {1, 2})


@pytest.mark.rows("R014", "R015")
def test_the_demo_office_has_no_hole_and_leave_of_the_night_makes_one(office: Office):
    assert coming_holes(office.session, office.project, office.now) == []
    night, day = office.staff("沈涛"), date(2025, 9, 17)
    roster.take_leave(
        office.session, night.person_id, by=office.person("彭勇"), now=office.now, first=day, last=day, reason="病假"
    )
    assert coming_holes(office.session, office.project, office.now) == [
        Gap(at("2025-09-17 20:00"), at("2025-09-18 08:00"))
    ]
    assert office.session.scalars(select(Notice).where(Notice.kind == "roster.hole")).all() == []  # two days away
    assert names(intake_desk(office.session, office.project, at("2025-09-17 22:00"))) == ["周立新"]


@pytest.mark.rows("R015")
def test_a_night_without_a_technician_and_a_day_without_the_control_room_are_holes_too(office: Office):
    today = date(2025, 9, 15)
    for name, by in (("马俊", "何志强"), ("蒋磊", "彭勇")):
        ill, head = office.staff(name).person_id, office.person(by)
        roster.take_leave(office.session, ill, by=head, now=office.now, first=today, last=today, reason="病假")
    assert coming_holes(office.session, office.project, office.now) == [
        Gap(office.now, at("2025-09-15 20:00"), Post.CONTROL_ROOM),
        Gap(at("2025-09-15 17:30"), at("2025-09-15 20:00"), Post.INTAKE),
        Gap(at("2025-09-15 17:30"), at("2025-09-16 08:00"), Post.TECHNICIAN),
    ]
    told = select(Notice).where(Notice.kind == "roster.hole")
    heard = {office.session.get_one(Person, one.person_id).name for one in office.session.scalars(told)}
    assert heard == {
        *("周立新", "许文静"),  # both holes
        *("何志强", "彭勇"),  # each the one that is theirs to fill
    }


@pytest.mark.rows("R015")
def test_a_hole_within_a_day_is_told_at_once_and_only_the_new_one(office: Office):
    night = office.staff("沈涛").person_id
    facts = {"by": office.person("彭勇"), "reason": "病假"}
    roster.take_leave(office.session, night, now=office.now, first=FIRST, last=FIRST, **facts)
    told = office.session.scalars(select(Notice).where(Notice.kind == "roster.hole")).all()
    assert {one.person_id for one in told} == {office.person("许文静").id, office.person("周立新").id}
    later = office.later(minutes=5)
    roster.take_leave(office.session, office.staff("杜强").person_id, now=later, first=FIRST, last=FIRST, **facts)
    assert len(office.session.scalars(select(Notice).where(Notice.kind == "roster.hole")).all()) == 2


@pytest.mark.rows("R015")
def test_who_is_on_leave_is_not_on_duty(office: Office):
    office.session.add(Leave(staff_id=office.staff("郑雨").person_id, first=FIRST, last=FIRST, reason="病假"))
    assert "郑雨" not in names(on_duty(office.session, office.project, office.now))
    assert names(intake_desk(office.session, office.project, office.now)) == ["孙晓芸", "吴佳"]


@pytest.mark.rows("R014")
def test_the_office_says_who_receives_at_which_hour(office: Office):
    spans = (IntakeHours(time(8), time(10), Intake.CONTROL_ROOM), IntakeHours(time(10), time(20), Intake.FIELD))
    office.project.policy = {"intake": encoded(spans)}
    assert names(intake_desk(office.session, office.project, at("2025-09-15 09:30"))) == ["蒋磊"]
    assert names(intake_desk(office.session, office.project, at("2025-09-15 10:00"))) == ["孙晓芸", "吴佳"]
    assert names(intake_desk(office.session, office.project, at("2025-09-15 19:00"))) == ["蒋磊"]  # the field has left
    assert names(intake_desk(office.session, office.project, at("2025-09-15 23:00"))) == ["沈涛"]  # as ever


@pytest.mark.rows("R009", "R014")
def test_outside_service_hours_the_control_room_receives_though_the_desk_stays_late(office: Office):
    desk = office.staff("郑雨").person_id
    late = (time(8, 30), time(23))
    roster.set_day(office.session, desk, by=office.person("许文静"), now=office.now, day=FIRST, hours=late)
    assert "郑雨" in names(on_duty(office.session, office.project, at("2025-09-15 22:00")))
    assert names(intake_desk(office.session, office.project, at("2025-09-15 22:00"))) == ["沈涛"]
    office.session.execute(delete(Shift).where(Shift.staff_id == office.staff("沈涛").person_id))
    assert names(intake_desk(office.session, office.project, at("2025-09-15 22:00"))) == ["郑雨"]


# Who plans whom: the manager and the supervisor all, a head the own people, nobody else anybody.
@pytest.mark.rows("R005")
@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("何志强", "林海涛", True),
        ("何志强", "邓秀英", False),
        ("何志强", "郑雨", False),
        ("许文静", "林海涛", True),
        ("周立新", "沈涛", True),
        ("林海涛", "林海涛", False),
        ("郑雨", "郑雨", False),
        ("陈女士", "林海涛", False),
    ],
)
def test_who_may_plan_whom(office: Office, who: str, whom: str, may: bool):
    staff, by = office.staff(whom).person_id, office.person(who)
    shift_id = office.session.scalars(select(Shift.id).where(Shift.staff_id == staff)).first()
    day = FIRST + timedelta(days=3)
    leave = Leave(staff_id=staff, first=day, last=day, reason="事假")
    office.session.add(leave)
    office.session.flush()
    at_once = {"by": by, "now": office.now}
    deeds = [
        lambda: roster.end_leave(office.session, leave.id, **at_once),
        lambda: roster.take_leave(office.session, staff, first=day, last=day, reason="病假", **at_once),
        lambda: roster.set_day(office.session, staff, day=FIRST, hours=DAY, **at_once),
        lambda: roster.add_shift(office.session, staff, weekdays=[7], hours=DAY, first=FIRST, **at_once),
        lambda: roster.end_shift(office.session, shift_id, last=FIRST, **at_once),
    ]
    for deed in deeds:
        if may:
            deed()
        else:
            with pytest.raises(NotYours):
                deed()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 9, 10), date(2025, 9, 20)),
        (date(2025, 9, 20), date(2025, 9, 19)),
        (date(2027, 1, 1), date(2027, 1, 2)),
    ],
)
def test_impossible_days_are_refused(office: Office, first: date, last: date):
    staff, head = office.staff("林海涛").person_id, office.person("何志强")
    with pytest.raises(ImpossibleTime):
        roster.take_leave(office.session, staff, by=head, now=office.now, first=first, last=last, reason="病假")
    assert office.session.scalars(select(Leave)).all() == []
    with pytest.raises(ReasonMissing):
        roster.take_leave(office.session, staff, by=head, now=office.now, first=FIRST, last=FIRST, reason=" ")


def test_two_people_change_places_for_a_day(office: Office):
    day, night = office.staff("蒋磊"), office.staff("沈涛")
    head = office.person("彭勇")
    roster.swap(office.session, day.person_id, night.person_id, by=head, now=office.now, day=FIRST)
    assert names(intake_desk(office.session, office.project, at("2025-09-15 22:00"))) == ["蒋磊"]
    assert "沈涛" in names(on_duty(office.session, office.project, at("2025-09-15 12:00")))
    assert names(intake_desk(office.session, office.project, at("2025-09-16 22:00"))) == ["沈涛"]
    assert coming_holes(office.session, office.project, office.now) == []
    with pytest.raises(Gone):
        roster.swap(office.session, day.person_id, day.person_id, by=head, now=office.now, day=FIRST)


def test_who_swaps_with_somebody_free_is_free(office: Office):
    saturday = date(2025, 9, 20)
    head = office.person("何志强")
    general, plumber = office.staff("唐国平"), office.staff("林海涛")
    roster.swap(office.session, general.person_id, plumber.person_id, by=head, now=office.now, day=saturday)
    present = names(on_duty(office.session, office.project, at("2025-09-20 10:00")))
    assert "林海涛" in present
    assert "唐国平" not in present


@pytest.mark.rows("R005", "R015")
def test_leave_of_who_has_jobs_today_is_told_to_the_head(office: Office):
    job = office.brought_to(Status.ACCEPTED)
    staff = office.staff("林海涛")
    facts = {"now": office.now, "first": FIRST, "last": FIRST, "reason": "病假"}
    assert roster.take_leave(office.session, staff.person_id, by=office.person("周立新"), **facts).jobs == [job]
    told = office.session.scalars(select(Notice).where(Notice.kind == "roster.away")).all()
    assert [one.person_id for one in told] == [office.person("何志强").id]


def test_leave_next_week_leaves_the_jobs_of_today_alone(office: Office):
    office.brought_to(Status.ACCEPTED)
    staff, later = office.staff("林海涛").person_id, FIRST + timedelta(days=7)
    facts = {"now": office.now, "first": later, "last": later, "reason": "年假"}
    assert not roster.take_leave(office.session, staff, by=office.person("周立新"), **facts)


@pytest.mark.rows("R015", "R016")
@pytest.mark.parametrize(
    ("due", "first", "last", "falls"),
    [(0, 0, 0, True), (2, 0, 1, False), (2, 1, 2, True), (1, 2, 3, False), (-1, 0, 0, True), (-1, 1, 1, False)],
)
def test_tasks_whose_deadline_falls_into_a_leave_are_told_too(
    office: Office, due: int, first: int, last: int, falls: bool
):
    boss, staff = office.person("周立新"), office.staff("林海涛")
    earlier = office.now - timedelta(days=3)
    due_at = office.now + timedelta(days=due, hours=5)
    task = give(office.session, by=boss, to=staff.person_id, words="检查泵房", due_at=due_at, now=earlier)
    days = {"first": FIRST + timedelta(days=first), "last": FIRST + timedelta(days=last)}
    left = roster.take_leave(office.session, staff.person_id, by=boss, now=office.now, reason="年假", **days)
    assert left.tasks == ([task] if falls else [])
    assert len(office.session.scalars(select(Notice).where(Notice.kind == "roster.away")).all()) == falls


def test_a_leave_that_has_begun_ends_with_yesterday(office: Office):
    staff, head = office.staff("林海涛").person_id, office.person("何志强")
    facts = {"by": head, "reason": "病假", "first": FIRST, "last": FIRST + timedelta(days=4)}
    roster.take_leave(office.session, staff, now=office.now, **facts)
    leave = office.session.scalars(select(Leave)).one()
    wednesday = office.later(days=2)
    roster.end_leave(office.session, leave.id, by=head, now=wednesday)
    assert (leave.first, leave.last) == (FIRST, FIRST + timedelta(days=1))
    assert "林海涛" in names(on_duty(office.session, office.project, wednesday))
    with pytest.raises(ImpossibleTime):
        roster.end_leave(office.session, leave.id, by=head, now=wednesday)


def test_nobody_plans_who_has_left(office: Office):
    staff = office.staff("林海涛")
    staff.left_at = office.now
    with pytest.raises(TooLate):
        roster.set_day(
            office.session, staff.person_id, by=office.person("何志强"), now=office.now, day=FIRST, hours=DAY
        )
