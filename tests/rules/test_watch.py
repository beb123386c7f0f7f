"""The watch: due rows that fit the ticket, every rung once, silence while paused, and the owner's apology (J01, J04, R036, R040, X14)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.events import Event
from models.notices import Notice
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.moving import moving
from models.tickets.tables import Pause, Ticket
from tests.rules.builders import MONDAY, NIGHT, STEPS, Office
from tests.rules.test_clocks import RUNNING
from tests.rules.test_hours import at

DESK, HEAD, WORKER, BOSS, CHIEF = "郑雨", "何志强", "林海涛", "许文静", "周立新"


def stages(office: Office, ticket: Ticket) -> set[str]:
    return {occasion.partition(":")[0] for occasion in office.watched(ticket)}


def overdue(office: Office, ticket: Ticket) -> list[tuple[str, int, int]]:
    """What has fired, in order: stage, rung, minutes."""
    fired = [one.facts for one in office.events(ticket) if one.kind == "overdue"]
    return [(one["stage"], one["rung"], one["minutes"]) for one in fired]


def rung(office: Office, ticket: Ticket, kind: str) -> list[tuple[str, str]]:
    """Who was told of a stage, in order, with the rung."""
    wanted = select(Notice).where(Notice.subject == ticket.subject, Notice.kind == f"watch.{kind}")
    people = {one.id: name for name, one in office.known.items()} or {}
    found = office.session.scalars(wanted.order_by(Notice.id)).all()
    return [(people[one.person_id], one.occasion.rpartition(":")[2]) for one in found]


@pytest.mark.rows("J01", "R036")
def test_each_deed_leaves_exactly_the_watches_of_its_status(office: Office):
    ticket = office.reported(symptom="2.2")
    assert stages(office, ticket) == RUNNING[Status.RECORDED]
    for move in ("send", "assign", "accept", "arrive", "finish", "feed_back", "reopen"):
        office.later(seconds=20)
        STEPS[move](office, ticket)
        assert stages(office, ticket) == RUNNING.get(ticket.status, set()), move


@pytest.mark.rows("J04", "R067")
def test_whoever_does_nothing_is_told_then_the_supervisor_each_once(office: Office):
    office.person("陈女士")
    ticket = office.reported(symptom="2.2")
    office.clock_to(MONDAY + timedelta(minutes=14))
    assert rung(office, ticket, "dispatch") == []
    office.clock_to(MONDAY + timedelta(minutes=15))
    assert rung(office, ticket, "dispatch") == [(DESK, "0")]
    office.clock_to(MONDAY + timedelta(minutes=30))
    assert rung(office, ticket, "dispatch") == [(DESK, "0"), (DESK, "1"), (BOSS, "1")]
    office.clock_to(MONDAY + timedelta(days=20))
    assert [one for one in overdue(office, ticket) if one[0] == "dispatch"] == [
        ("dispatch", 0, 15),
        ("dispatch", 1, 30),
    ]
    every = overdue(office, ticket)
    assert len({(stage, number) for stage, number, _ in every}) == len(every)
    assert office.watched(ticket) == {}


@pytest.mark.rows("J04")
@pytest.mark.parametrize(
    ("status", "stage", "first", "second"),
    [
        (Status.SENT, "assign", {HEAD}, {HEAD, BOSS}),
        (Status.OFFERED, "accept", {HEAD}, {HEAD, BOSS}),
        (Status.ASSIGNED, "accept", {HEAD}, {HEAD, BOSS}),
    ],
)
def test_the_head_is_told_then_the_supervisor(
    office: Office, status: Status, stage: str, first: set[str], second: set[str]
):
    office.person("陈女士")
    ticket = office.brought_to(status, symptom="2.2")
    office.clock_to(MONDAY + timedelta(minutes=15))
    assert {name for name, number in rung(office, ticket, stage) if number == "0"} == first
    office.clock_to(MONDAY + timedelta(minutes=30))
    assert {name for name, number in rung(office, ticket, stage) if number == "1"} == second


@pytest.mark.rows("J01")
def test_the_one_on_the_way_is_asked_with_the_head_where_he_is(office: Office):
    office.person("陈女士")
    ticket = office.brought_to(Status.ACCEPTED, symptom="2.2")
    office.clock_to(MONDAY + timedelta(hours=2))
    assert rung(office, ticket, "on_site") == [(WORKER, "0"), (HEAD, "0"), (HEAD, "1"), (BOSS, "1")]


def test_a_rung_that_was_reached_stays_reached_after_the_next_deed(office: Office):
    ticket = office.brought_to(Status.SENT, symptom="2.2")
    office.clock_to(MONDAY + timedelta(hours=5))
    before = overdue(office, ticket)
    for move in ("assign", "accept", "arrive"):
        STEPS[move](office, ticket)
    office.clock_to(MONDAY + timedelta(hours=5, minutes=10))
    assert overdue(office, ticket) == before


def test_a_job_that_goes_to_somebody_else_is_waited_for_anew(office: Office):
    ticket = office.brought_to(Status.ASSIGNED, symptom="2.2")
    office.clock_to(MONDAY + timedelta(minutes=20))
    to = office.staff("唐国平")
    actions.assign(office.session, ticket.id, by=office.person(HEAD), now=office.now, to=to)
    office.clock_to(MONDAY + timedelta(minutes=34))
    assert [one for one in overdue(office, ticket) if one[0] == "accept"] == [("accept", 0, 15)]
    office.clock_to(MONDAY + timedelta(minutes=35))
    assert [one for one in overdue(office, ticket) if one[0] == "accept"] == [("accept", 0, 15), ("accept", 0, 15)]


def paused(office: Office, ticket: Ticket) -> Pause:
    """What the visit does: it waits for a part."""
    with moving(office.session, ticket.id, "wait_part", by=office.person(WORKER), now=office.now):
        pause = Pause(ticket_id=ticket.id, status=Status.WAITING_PART, words="", since=office.now)
        office.session.add(pause)
    return pause


@pytest.mark.rows("J01", "R050")
@pytest.mark.parametrize("symptom", ["2.1", "1.1", "2.2", "2.5"])
def test_nothing_alarms_while_paused_and_the_limit_moves_by_the_pause(office: Office, symptom: str):
    ticket = office.brought_to(Status.ARRIVED, symptom=symptom)
    limit = office.watched(ticket)
    pause = paused(office, ticket)
    assert office.watched(ticket) == {}
    newest = office.notices()
    office.clock_to(MONDAY + timedelta(days=7))
    assert office.told(ticket, after=newest) == []
    with moving(office.session, ticket.id, "resume", by=office.person(WORKER), now=office.now):
        pause.until = office.now
        office.session.flush()
    later = {one.partition(":")[0]: due_at for one, due_at in office.watched(ticket).items()}
    first = min(limit.values())
    assert later["done"] == first + timedelta(days=7)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.RECORDED, {("answer", 0), ("dispatch", 1), ("on_site", 1)}),
        (Status.SENT, {("assign", 1), ("on_site", 1)}),
        (Status.ACCEPTED, {("on_site", 1)}),
    ],
)
def test_after_an_outage_of_three_hours_each_stage_says_once_how_late_it_is(
    office: Office, status: Status, expected: set[tuple[str, int]]
):
    ticket = office.brought_to(status, symptom="2.2")
    office.clock_to(MONDAY + timedelta(hours=3), asleep=True)
    assert {(stage, number) for stage, number, _ in overdue(office, ticket)} == expected
    assert {age for _, _, age in overdue(office, ticket)} == {180}
    office.clock_to(MONDAY + timedelta(hours=3, minutes=5))
    assert len(overdue(office, ticket)) == len(expected)
    office.clock_to(MONDAY + timedelta(hours=4))
    assert ("done", 0, 240) in overdue(office, ticket)


def test_where_the_department_has_no_head_the_supervisor_hears(office: Office):
    office.person("陈女士")
    ticket = office.brought_to(Status.SENT, symptom="2.2")
    office.staff(HEAD).left_at = office.now
    office.clock_to(MONDAY + timedelta(minutes=15))
    assert rung(office, ticket, "assign") == [(BOSS, "0")]


def test_a_rung_whose_reason_has_gone_says_nothing(office: Office):
    ticket = office.reported(symptom="2.2")
    STEPS["withdraw"](office, ticket)
    assert office.watched(ticket) == {}
    office.clock_to(MONDAY + timedelta(days=10))
    assert overdue(office, ticket) == []


def apologies(office: Office, ticket: Ticket) -> list[Notice]:
    wanted = select(Notice).where(Notice.subject == ticket.subject, Notice.kind == "late.reporter")
    return list(office.session.scalars(wanted.order_by(Notice.id)))


@pytest.mark.rows("R029", "R040", "X14")
def test_a_broken_promise_is_renewed_with_one_apology(office: Office):
    ticket = office.reported(symptom="2.2")
    office.clock_to(MONDAY + timedelta(minutes=4))
    assert apologies(office, ticket) == []
    office.clock_to(MONDAY + timedelta(minutes=5))
    assert len(apologies(office, ticket)) == 1
    assert ticket.contact_by == MONDAY + timedelta(minutes=35)
    assert ("answer", 0, 5) in overdue(office, ticket)
    office.clock_to(MONDAY + timedelta(minutes=35))
    assert ("answer", 1, 35) in overdue(office, ticket)
    assert (BOSS, "1") in rung(office, ticket, "answer")
    office.clock_to(MONDAY + timedelta(days=3))
    assert len(apologies(office, ticket)) == 1


@pytest.mark.rows("R029", "X14")
@pytest.mark.parametrize("deed", ["classify", "send"])
def test_the_first_deed_of_a_person_is_the_answer(office: Office, deed: str):
    ticket = office.reported(symptom="2.2")
    office.later(minutes=3)
    STEPS[deed](office, ticket)
    assert ticket.answered_at == MONDAY + timedelta(minutes=3)
    office.clock_to(MONDAY + timedelta(minutes=10))
    assert [one for one in overdue(office, ticket) if one[0] == "answer"] == []
    assert apologies(office, ticket) == []


def test_who_spoke_to_a_person_is_answered_already(office: Office):
    assert office.reported(channel="phone").answered_at == MONDAY


@pytest.mark.rows("R040")
@pytest.mark.parametrize(
    ("reported_at", "symptom", "promised", "apology", "anew"),
    [
        ("2025-09-15 17:25", "2.2", "2025-09-15 17:30", "2025-09-16 08:30", "2025-09-16 09:00"),
        ("2025-09-19 17:28", "2.2", "2025-09-20 09:03", "2025-09-20 09:03", "2025-09-20 09:33"),
        ("2025-09-15 22:00", "2.2", "2025-09-16 08:35", "2025-09-16 08:35", "2025-09-16 09:05"),
        ("2025-09-15 22:00", "1.1", "2025-09-15 22:15", "2025-09-15 22:15", "2025-09-15 22:45"),
    ],
)
def test_apologies_keep_the_service_hours(
    office: Office, reported_at: str, symptom: str, promised: str, apology: str, anew: str
):
    ticket = office.reported(symptom=symptom, now=at(reported_at))
    assert ticket.contact_by == at(promised)
    office.clock_to(at(promised))
    assert [one.not_before for one in apologies(office, ticket)] == [at(apology)]
    assert ticket.contact_by == at(anew)


def test_a_reopened_ticket_promises_and_answers_anew(office: Office):
    ticket = office.brought_to(Status.REOPENED, symptom="2.2")
    assert ticket.answered_at is None
    office.clock_to(MONDAY + timedelta(minutes=5))
    assert ("answer", 0, 5) in overdue(office, ticket)
    assert len(apologies(office, ticket)) == 1


@pytest.mark.rows("R017")
def test_the_log_says_who_had_it_when_it_was_late(office: Office):
    office.brought_to(Status.ASSIGNED, symptom="2.2")
    office.clock_to(MONDAY + timedelta(minutes=15))
    facts: dict[str, Any] = office.session.scalars(select(Event).where(Event.kind == "overdue")).one().facts
    assert facts["assignee"] == office.person(WORKER).id
    assert facts["department"] == office.department().id


def test_at_night_nothing_ordinary_alarms(office: Office):
    office.now = NIGHT
    ticket = office.reported(symptom="2.2")
    office.clock_to(at("2025-09-16 08:34"))
    assert overdue(office, ticket) == []
