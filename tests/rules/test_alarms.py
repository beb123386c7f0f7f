"""Alarms: raised at once, rung higher every five minutes, answered by one person, ended by whoever takes the job (R098, DOMAIN 4.7)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.notices import Notice, Pace
from models.people import Person
from models.refusals import Gone, NotYours, TakenBySomeoneElse, TooLate
from models.tickets import actions
from models.tickets.alarms import acknowledge, alarm_of
from models.tickets.lifecycle import Status
from models.tickets.tables import Alarm, Ticket
from tests.rules.builders import MONDAY, NIGHT, STEPS, Office

BY_DAY = {"郑雨", "蒋磊", "何志强", "许文静", "周立新"}
BY_NIGHT = {"沈涛", "何志强", "许文静", "周立新"}


def rings(office: Office, ticket: Ticket) -> list[tuple[int, set[str]]]:
    """Who heard it, by the minute since the report."""
    wanted = select(Notice, Person).join(Person, Person.id == Notice.person_id)
    wanted = wanted.where(Notice.subject == ticket.subject, Notice.kind.startswith("alarm."))
    found: dict[int, set[str]] = {}
    for notice, person in office.session.execute(wanted.order_by(Notice.id)):
        assert notice.pace == Pace.EMERGENCY
        found.setdefault(int((notice.created_at - ticket.received_at) / timedelta(minutes=1)), set()).add(person.name)
    return list(found.items())


@pytest.mark.rows("R098", "R067")
@pytest.mark.parametrize(("now", "everybody"), [(MONDAY, BY_DAY), (NIGHT, BY_NIGHT)])
def test_danger_rings_everybody_every_five_minutes_until_the_manager_is_called(
    office: Office, now: datetime, everybody: set[str]
):
    office.now = now
    ticket = office.reported(symptom="2.1")
    assert ticket.status == Status.SENT
    office.clock_to(now + timedelta(hours=5))
    assert rings(office, ticket) == [(minute, everybody) for minute in range(0, 35, 5)]
    call = office.session.scalars(select(Call).where(Call.kind == CallKind.ALARM)).one()
    assert (call.person_id, call.created_at) == (office.person("周立新").id, now + timedelta(minutes=30))
    alarm = alarm_of(office.session, ticket)
    assert alarm is not None
    assert alarm.rung == 6


@pytest.mark.rows("R098")
def test_an_urgent_one_rings_desk_and_head_then_supervisor_then_manager(office: Office):
    ticket = office.reported(symptom="1.1")
    assert ticket.status == Status.RECORDED
    office.clock_to(MONDAY + timedelta(minutes=10))
    desk = {"郑雨", "何志强"}
    assert rings(office, ticket) == [(0, desk), (5, desk | {"许文静"}), (10, desk | {"许文静", "周立新"})]


def test_at_night_the_control_room_is_the_desk_of_an_urgent_one(office: Office):
    office.now = NIGHT
    assert rings(office, office.reported(symptom="1.1")) == [(0, {"沈涛", "何志强"})]


@pytest.mark.parametrize("symptom", ["2.2", "2.5"])
def test_ordinary_ones_raise_no_alarm(office: Office, symptom: str):
    ticket = office.reported(symptom=symptom)
    assert alarm_of(office.session, ticket) is None
    assert rings(office, ticket) == []


@pytest.mark.rows("R098")
@pytest.mark.parametrize("who", ["郑雨", "蒋磊", "何志强", "许文静", "周立新"])
def test_one_person_answers_and_it_rings_no_more(office: Office, who: str):
    ticket = office.reported(symptom="2.1")
    acknowledge(office.session, ticket.id, by=office.person(who), now=office.later(minutes=2))
    acknowledge(office.session, ticket.id, by=office.person(who), now=office.later(minutes=1))
    office.clock_to(MONDAY + timedelta(hours=2))
    assert [minute for minute, _ in rings(office, ticket)] == [0]
    event = [one for one in office.events(ticket) if one.kind == "acknowledge"]
    assert [(one.actor_id, one.facts["seconds"]) for one in event] == [(office.person(who).id, 120)]
    assert ("acknowledge.reporter", "陈女士") in office.told(ticket)
    assert ticket.answered_at == MONDAY + timedelta(minutes=2)


@pytest.mark.rows("R098")
def test_of_two_who_answer_the_first_has_it(office: Office):
    ticket = office.reported(symptom="2.1")
    acknowledge(office.session, ticket.id, by=office.person("何志强"), now=office.now)
    with pytest.raises(TakenBySomeoneElse):
        acknowledge(office.session, ticket.id, by=office.person("许文静"), now=office.now)
    alarm = office.session.scalars(select(Alarm)).one()
    assert alarm.acknowledged_by_id == office.person("何志强").id


@pytest.mark.parametrize(
    ("who", "refusal"), [("邓秀英", Gone), ("刘先生", Gone), ("陈女士", NotYours), ("曹桂芳", Gone), ("沈涛", None)]
)
def test_not_everybody_may_answer(office: Office, who: str, refusal: type[Exception] | None):
    ticket = office.reported(symptom="2.1")
    if refusal is None:  # the other one of the control room, who is not on duty but has heard of it
        acknowledge(office.session, ticket.id, by=office.person(who), now=office.now)
        return
    with pytest.raises(refusal):
        acknowledge(office.session, ticket.id, by=office.person(who), now=office.now)


@pytest.mark.parametrize("move", ["accept", "withdraw"])
def test_it_ends_with_whoever_takes_the_job_or_with_the_ticket(office: Office, move: str):
    ticket = office.brought_to(Status.ASSIGNED, symptom="2.1")
    STEPS[move](office, ticket)
    office.clock_to(MONDAY + timedelta(hours=1))
    assert [minute for minute, _ in rings(office, ticket)] == [0]
    with pytest.raises(TooLate):
        acknowledge(office.session, ticket.id, by=office.person("许文静"), now=office.now)


def test_after_an_outage_it_rings_once_as_high_as_it_should_be(office: Office):
    ticket = office.reported(symptom="1.1")
    office.clock_to(MONDAY + timedelta(minutes=13), asleep=True)
    assert rings(office, ticket)[1:] == [(13, {"郑雨", "何志强", "许文静", "周立新"})]
    again = [one.facts["rung"] for one in office.events(ticket) if one.kind == "alarm.again"]
    assert again == [2]
    office.clock_to(MONDAY + timedelta(minutes=15))
    assert [minute for minute, _ in rings(office, ticket)] == [0, 13, 15]


@pytest.mark.rows("R025", "R098")
@pytest.mark.parametrize(
    ("before", "urgency", "after"),
    [("2.2", "U1", 1), ("2.2", "U0", 1), ("1.1", "U0", 2), ("1.1", "U1", 1), ("2.2", "U2", 0)],
)
def test_whatever_becomes_urgent_at_the_desk_rings(office: Office, before: str, urgency: str, after: int):
    ticket = office.reported(symptom=before)
    actions.classify(
        office.session, ticket.id, by=office.person("郑雨"), now=office.now, symptom_code="2.2", urgency=urgency
    )
    raised = [one for one in office.events(ticket) if one.kind == "alarm"]
    assert len(raised) == after
    assert ticket.status == Status.CLASSIFIED
    if urgency == "U0":
        assert {name for _, people in rings(office, ticket) for name in people} == BY_DAY


def test_what_is_no_longer_urgent_stops_ringing(office: Office):
    ticket = office.reported(symptom="1.1")
    actions.classify(
        office.session, ticket.id, by=office.person("郑雨"), now=office.now, symptom_code="2.2", urgency="U2"
    )
    office.clock_to(MONDAY + timedelta(minutes=30))
    assert [minute for minute, _ in rings(office, ticket)] == [0]


@pytest.mark.rows("R027", "R098")
def test_a_reopened_emergency_rings_again_and_is_dispatched_again(office: Office):
    ticket = office.brought_to(Status.FED_BACK, symptom="2.1")
    STEPS["reopen"](office, ticket)
    assert ticket.status == Status.SENT
    assert [one.round for one in office.session.scalars(select(Alarm).order_by(Alarm.id))] == [1, 2]
    acknowledge(office.session, ticket.id, by=office.person("郑雨"), now=office.now)


@pytest.mark.rows("R067")
def test_the_office_dispatches_danger_itself_and_logs_it_as_the_clocks(office: Office):
    ticket = office.reported(symptom="7.5")
    assert (ticket.urgency, ticket.status) == ("U1", Status.RECORDED)
    danger = office.reported(symptom="10.5")
    assert (danger.department.code, danger.status) == ("security", Status.SENT)
    sent = next(one for one in office.events(danger) if one.kind == "send")
    assert sent.actor_id is None
    assert ("send.head", "彭勇") in office.told(danger)
    assert ("alarm.raised", "彭勇") in office.told(danger)


def test_the_owner_hears_of_the_arrival_in_danger_only(office: Office):
    assert ("arrived.reporter", "陈女士") in office.told(office.brought_to(Status.ARRIVED, symptom="2.1"))
    assert ("arrived.reporter", "陈女士") not in office.told(office.brought_to(Status.ARRIVED, symptom="2.5"))
