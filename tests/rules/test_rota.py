"""Who is on duty, who receives, whom the head is offered, and the first to take an offered job has it (R014, R015, R067)."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from models.notices import Notice, Pace
from models.people import Role, Shift
from models.refusals import Gone, NotOfThisTrade, NotYours, TakenBySomeoneElse, TooLate
from models.rota import intake_desk, on_duty
from models.staffing.plan import Plan
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.queries import candidates
from tests.rules.builders import MONDAY, NIGHT, Office
from tests.rules.test_hours import at


def names(people: list) -> list[str]:
    return [one.person.name for one in people]


@pytest.mark.rows("R015")
@pytest.mark.parametrize(
    ("moment", "present"),
    [
        ("2025-09-15 16:59", False),
        ("2025-09-15 17:00", True),
        ("2025-09-15 23:59", True),
        ("2025-09-16 00:00", True),
        ("2025-09-16 08:29", True),
        ("2025-09-16 08:30", False),
        ("2025-09-20 03:00", True),
        ("2025-12-31 23:59", True),
        ("2026-01-01 00:01", True),
        ("2025-09-21 12:00", False),
    ],
)
def test_the_night_shift_goes_over_midnight(office: Office, moment: str, present: bool):
    assert ("马俊" in names(on_duty(office.session, office.project, at(moment)))) is present


@pytest.mark.parametrize(
    ("moment", "covered"),
    [
        ("2025-09-19 21:59", False),  # Friday
        ("2025-09-19 22:00", True),
        ("2025-09-20 05:59", True),  # the Friday shift ends on Saturday
        ("2025-09-20 06:00", False),
        ("2025-09-20 22:30", False),  # none begins on Saturday
        ("2025-09-19 05:00", False),  # none began on Thursday
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(moment: str, covered: bool):
    friday = Shift(staff_id=1, weekdays=[5], starts=at("2025-01-01 22:00").time(), ends=at("2025-01-01 06:00").time())
    assert Plan(MONDAY.tzinfo, [friday], []).present(at(moment)) == ({1} if covered else set())


@pytest.mark.rows("R009", "R014", "R015")
@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2025-09-15 09:00", ["郑雨"]),
        ("2025-09-20 10:00", ["郑雨"]),  # the Saturday rota
        ("2025-09-15 08:15", ["蒋磊"]),
        ("2025-09-15 18:00", ["蒋磊"]),
        ("2025-09-15 22:00", ["沈涛"]),
        ("2025-09-16 03:00", ["沈涛"]),
        ("2025-09-21 11:00", ["蒋磊"]),  # Sunday
    ],
)
def test_who_receives_at_which_hour(office: Office, moment: str, who: list[str]):
    assert names(intake_desk(office.session, office.project, at(moment))) == who


@pytest.mark.rows("R009")
def test_the_field_takes_over_when_the_desk_is_away(office: Office):
    office.staff("郑雨").left_at = office.now
    assert names(intake_desk(office.session, office.project, office.now)) == ["孙晓芸", "吴佳"]
    ticket = office.reported()
    assert ticket.first_receiver.person.name == "孙晓芸"
    assert office.told(ticket) == sorted(
        [("report.desk", "孙晓芸"), ("report.desk", "吴佳"), ("report.reporter", "陈女士")]
    )


@pytest.mark.rows("R015")
def test_with_nobody_on_duty_the_manager_receives(office: Office):
    office.session.execute(delete(Shift))
    ticket = office.reported()
    assert on_duty(office.session, office.project, office.now) == []
    assert ticket.first_receiver.person.name == "周立新"
    assert ("report.desk", "周立新") in office.told(ticket)


def test_an_office_of_nobody_still_takes_a_report(office: Office):
    office.session.execute(delete(Shift))
    office.staff("周立新").left_at = office.now
    ticket = office.reported()
    assert ticket.first_receiver_id is None
    assert ticket.number
    assert office.told(ticket) == [("report.reporter", "陈女士"), ("report.unmanned", "许文静")]


@pytest.mark.rows("R015")
def test_a_hole_in_the_roster_is_told_to_those_above(office: Office):
    office.session.execute(delete(Shift))
    ticket = office.reported()
    told = [name for kind, name in office.told(ticket) if kind == "report.unmanned"]
    assert told == ["周立新", "许文静"]
    assert [one.kind for one in office.events(ticket)] == ["report", "unmanned"]


@pytest.mark.rows("R015")
@pytest.mark.parametrize("moment", ["2025-09-15 10:00", "2025-09-15 23:00", "2025-09-20 15:00", "2025-10-01 03:00"])
def test_the_usual_roster_has_no_hole(office: Office, moment: str):
    office.now = at(moment)
    assert [one.kind for one in office.events(office.reported())] == ["report"]


@pytest.mark.rows("R014")
def test_the_control_room_dispatches_at_night_and_not_by_day(office: Office):
    office.now = NIGHT
    ticket, room = office.reported(symptom="1.1"), office.person("沈涛")
    actions.send(office.session, ticket.id, by=room, now=office.now, department=office.department())
    office.now = MONDAY.replace(hour=11)
    by_day = office.reported(symptom="2.5")
    with pytest.raises(Gone):
        actions.send(
            office.session, by_day.id, by=office.person("蒋磊"), now=office.now, department=office.department()
        )


@pytest.mark.rows("R098")
def test_danger_rings_everybody_who_must_act_at_once(office: Office):
    ticket = office.reported(symptom="2.1")
    rung = {name for kind, name in office.told(ticket) if kind == "alarm.raised"}
    assert rung == {"郑雨", "蒋磊", "何志强", "许文静", "周立新"}
    paces = office.session.scalars(
        select(Notice.pace).where(Notice.subject == ticket.subject, Notice.kind != "report.reporter")
    )
    assert set(paces) == {Pace.EMERGENCY}
    assert (ticket.status, ticket.sent_at, ticket.department.code) == (Status.SENT, office.now, "engineering")
    actions.assign(office.session, ticket.id, by=office.person("何志强"), now=office.now, to=office.staff("林海涛"))


@pytest.mark.rows("R067")
def test_candidates_are_on_duty_of_the_trade_and_least_busy_first(office: Office):
    ticket = office.brought_to(Status.SENT)
    ranked = candidates(office.session, ticket, office.now)
    assert [(one.staff.person.name, one.present, one.fit, one.load) for one in ranked] == [
        ("林海涛", True, 0, 0),
        ("唐国平", True, 0, 0),
        ("高建军", True, 2, 0),
        ("罗斌", True, 2, 0),
        ("梁伟", True, 2, 0),
        ("马俊", False, 0, 0),
    ]
    office.brought_to(Status.ACCEPTED)
    again = candidates(office.session, ticket, office.now)
    assert [one.staff.person.name for one in again[:2]] == ["唐国平", "林海涛"]
    assert again[1].load == 1


def test_at_night_the_night_shift_comes_first_and_heads_and_leavers_never(office: Office):
    ticket = office.brought_to(Status.SENT)
    office.staff("唐国平").left_at = office.now
    ranked = names([one.staff for one in candidates(office.session, ticket, NIGHT)])
    assert ranked[0] == "马俊"
    assert not {"何志强", "唐国平", "邓秀英"} & set(ranked)


@pytest.mark.rows("R067")
def test_an_all_rounder_comes_before_another_trade(office: Office):
    ticket = office.brought_to(Status.SENT, symptom="3.2")
    ranked = candidates(office.session, ticket, office.now)
    assert [(one.staff.person.name, one.fit) for one in ranked[:2]] == [("罗斌", 0), ("唐国平", 1)]


@pytest.mark.rows("R067")
def test_the_first_to_take_an_offered_job_has_it_and_the_others_hear_kindly(office: Office):
    ticket = office.brought_to(Status.OFFERED)
    newest = office.notices()
    actions.take(office.session, ticket.id, by=office.person("唐国平"), now=office.now)
    assert ticket.assignee.person.name == "唐国平"
    assert ("take.others", "林海涛") in office.told(ticket, after=newest)
    with pytest.raises(TakenBySomeoneElse):
        actions.take(office.session, ticket.id, by=office.person("林海涛"), now=office.now)
    assert ticket.assignee.person.name == "唐国平"
    with pytest.raises(NotYours):
        actions.take(office.session, ticket.id, by=office.person("唐国平"), now=office.now)


def test_an_offer_that_was_given_to_somebody_by_the_head_is_gone_for_the_others(office: Office):
    ticket = office.brought_to(Status.OFFERED)
    actions.assign(office.session, ticket.id, by=office.person("何志强"), now=office.now, to=office.staff("高建军"))
    for name in ("林海涛", "唐国平"):
        with pytest.raises(TakenBySomeoneElse):
            actions.take(office.session, ticket.id, by=office.person(name), now=office.now)


def test_an_earlier_offer_counts_no_more_after_the_job_went_back(office: Office):
    ticket = office.brought_to(Status.OFFERED)
    plumber = office.person("林海涛")
    actions.take(office.session, ticket.id, by=plumber, now=office.now)
    actions.hand_back(office.session, ticket.id, by=plumber, now=office.now, reason="缺材料")
    actions.offer(office.session, ticket.id, by=office.person("何志强"), now=office.now, to=[office.staff("高建军")])
    with pytest.raises(Gone):
        actions.take(office.session, ticket.id, by=office.person("唐国平"), now=office.now)


@pytest.mark.rows("R067")
@pytest.mark.parametrize("name", ["邓秀英", "杜强", "彭勇"])
def test_a_job_stays_in_its_department(office: Office, name: str):
    ticket, head = office.brought_to(Status.SENT), office.person("何志强")
    with pytest.raises(NotOfThisTrade):
        actions.assign(office.session, ticket.id, by=head, now=office.now, to=office.staff(name))
    with pytest.raises(NotOfThisTrade):
        actions.offer(office.session, ticket.id, by=head, now=office.now, to=[office.staff(name)])
    with pytest.raises(NotOfThisTrade):
        actions.offer(office.session, ticket.id, by=head, now=office.now, to=[])
    assert (ticket.status, ticket.assignee_id) == (Status.SENT, None)


def test_a_job_is_never_given_or_offered_to_somebody_who_has_left(office: Office):
    ticket, head, former = office.brought_to(Status.SENT), office.person("何志强"), office.staff("高建军")
    former.left_at = office.now
    with pytest.raises(NotOfThisTrade):
        actions.assign(office.session, ticket.id, by=head, now=office.now, to=former)
    with pytest.raises(NotOfThisTrade):
        actions.offer(office.session, ticket.id, by=head, now=office.now, to=[former])


@pytest.mark.rows("R067")
@pytest.mark.parametrize("code", ["service", "office", "finance"])
def test_repairs_go_only_to_departments_that_take_them(office: Office, code: str):
    ticket = office.reported()
    with pytest.raises(Gone):
        actions.send(
            office.session, ticket.id, by=office.person("郑雨"), now=office.now, department=office.department(code)
        )
    assert (ticket.status, ticket.department_id) == (Status.RECORDED, None)


def test_the_former_assignee_hears_that_the_job_went_to_a_colleague(office: Office):
    ticket = office.brought_to(Status.ASSIGNED)
    newest = office.notices()
    head = office.person("何志强")
    actions.assign(office.session, ticket.id, by=head, now=office.now, to=office.staff("唐国平"))
    assert office.told(ticket, after=newest) == sorted([("assign.assignee", "唐国平"), ("assign.former", "林海涛")])
    with pytest.raises(Gone):
        actions.accept(office.session, ticket.id, by=office.person("林海涛"), now=office.now)


def test_who_falls_ill_after_accepting_is_replaced_and_who_has_arrived_is_not(office: Office):
    ticket = office.brought_to(Status.ACCEPTED)
    actions.assign(office.session, ticket.id, by=office.person("何志强"), now=office.now, to=office.staff("唐国平"))
    assert ("assign.former", "林海涛") in office.told(ticket)
    arrived = office.brought_to(Status.ARRIVED)
    with pytest.raises(TooLate):
        actions.assign(
            office.session, arrived.id, by=office.person("何志强"), now=office.now, to=office.staff("唐国平")
        )


def test_somebody_is_on_duty_in_every_role_that_may_never_be_empty(office: Office):
    moment, intake = MONDAY, {Role.CS_DESK, Role.CS_FIELD, Role.CONTROL_ROOM}
    while moment < MONDAY + timedelta(days=7):
        present = on_duty(office.session, office.project, moment)
        assert intake & {one.role for one in present}, moment
        assert Role.TECHNICIAN in {one.role for one in present}, moment
        moment += timedelta(minutes=30)


@pytest.mark.rows("R014", "R015")
@pytest.mark.parametrize(
    ("moment", "receiver"),
    [
        ("2025-09-30 10:00", "郑雨"),
        ("2025-10-01 10:00", "蒋磊"),  # National Day: the control room
        ("2025-10-04 10:00", "蒋磊"),  # a Saturday of the same break
        ("2025-09-28 10:00", "郑雨"),  # a Sunday that makes up for it
        ("2025-10-11 14:00", "郑雨"),  # a Saturday that makes up for it
        ("2025-09-20 10:00", "郑雨"),  # an ordinary Saturday: the rota
        ("2025-09-21 10:00", "蒋磊"),
    ],
)
def test_the_desk_is_manned_by_the_calendar(office: Office, moment: str, receiver: str):
    assert names(intake_desk(office.session, office.project, at(moment)))[0] == receiver


@pytest.mark.rows("R015")
def test_on_a_holiday_the_sunday_shift_of_engineering_works(office: Office):
    assert "唐国平" in names(on_duty(office.session, office.project, at("2025-10-01 10:00")))
    assert "林海涛" not in names(on_duty(office.session, office.project, at("2025-10-01 10:00")))
