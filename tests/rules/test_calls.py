"""Telephone tasks: which finished repairs are called about, what an attempt may come to, who may call (J06, R027, R045, X13)."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from sqlalchemy import delete, select

from models.calls.actions import OUTCOMES, attempt, plan
from models.calls.asking import ask_for_a_person
from models.calls.callbacks import plan_callbacks
from models.calls.queries import attempts_at, call_for, open_calls
from models.calls.tables import Call, CallKind, CallOutcome
from models.people import Shift
from models.refusals import Gone, NotYours, OwnJob, TooLate
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from tests.rules.builders import MONDAY, STEPS, Office
from tests.rules.test_hours import at

TUESDAY = at("2025-09-16 09:00")


def planned(office: Office, now: datetime = TUESDAY) -> tuple[int, int]:
    """The duty of nine o'clock."""
    office.now = now
    return plan_callbacks(office.session, office.project, now)


def called(office: Office, ticket: Ticket) -> Call:
    """A ticket's only callback."""
    (call,) = office.calls(ticket)
    return call


def urgent(office: Office) -> Ticket:
    """An urgent repair, rated well: always called about."""
    return office.rated(5, symptom="1.1")


@pytest.mark.rows("R027")
@pytest.mark.parametrize(
    "make",
    [
        lambda office: office.rated(5, symptom="1.1"),
        lambda office: office.brought_to(Status.FED_BACK, symptom="2.1"),
    ],
    ids=["rated", "silent"],
)
def test_every_urgent_job_is_called_about(office: Office, make: Callable[[Office], Ticket]):
    tickets = [make(office) for _ in range(6)]
    assert planned(office) == (6, 0)
    assert {one.status for one in tickets} == {Status.CALLBACK}
    assert all(called(office, one).due_at == TUESDAY for one in tickets)


@pytest.mark.rows("R027")
def test_every_reopened_job_is_called_about(office: Office):
    ticket = office.rated(2, solved=False)
    for move in ("send", "assign", "accept", "arrive", "finish", "feed_back"):
        STEPS[move](office, ticket)
    office.rate(ticket, 5)
    others = [office.rated(5) for _ in range(3)]
    planned(office)
    assert called(office, ticket).occasion == "round2"
    assert sum(one.status == Status.CALLBACK for one in others) <= 1


@pytest.mark.rows("R027", "R053", "J06")
def test_silence_waits_for_two_days_and_is_then_called_about(office: Office):
    ticket = office.brought_to(Status.FED_BACK)
    assert planned(office, MONDAY.replace(hour=10)) == (0, 0)
    assert planned(office, at("2025-09-17 08:59")) == (0, 0)
    assert ticket.status == Status.FED_BACK
    assert planned(office, at("2025-09-17 09:00")) == (1, 0)
    assert ticket.status == Status.CALLBACK


@pytest.mark.rows("R052", "J06")
@pytest.mark.parametrize("count", [1, 2, 3, 7, 24])
def test_of_the_content_at_least_three_in_ten_are_called_and_they_are_spread_evenly(office: Office, count: int):
    tickets = [office.rated(5) for _ in range(count)]
    office.project.policy = {"callbacks_per_day": 1000}
    calls, ended = planned(office)
    assert calls + ended == count
    assert 0.3 * count <= calls <= 0.3 * count + 1
    chosen = [number for number, one in enumerate(tickets) if one.status == Status.CALLBACK]
    gaps = [after - before for before, after in pairwise(chosen)]
    assert all(2 <= gap <= 4 for gap in gaps)
    assert all(one.status == Status.CLOSED for number, one in enumerate(tickets) if number not in chosen)


@pytest.mark.rows("R052", "J06")
def test_calls_that_must_be_made_anyway_are_no_part_of_the_sample(office: Office):
    office.project.policy = {"callbacks_per_day": 1000}
    content = []
    for _ in range(10):
        urgent(office)
        content += [office.rated(5), office.rated(5)]
    planned(office)
    assert 6 <= sum(one.status == Status.CALLBACK for one in content) <= 7


def test_the_share_goes_on_from_day_to_day(office: Office):
    for day in range(10):
        office.now = MONDAY.replace(day=15 + day)
        office.rated(5)
        plan_callbacks(office.session, office.project, office.now)
    assert len(office.session.scalars(select(Call)).all()) in {3, 4}


def test_a_day_has_only_so_many_calls_and_the_rest_waits(office: Office):
    office.project.policy = {"callbacks_per_day": 4}
    tickets = [urgent(office) for _ in range(6)]
    assert planned(office) == (4, 0)
    assert [one.status for one in tickets] == [Status.CALLBACK] * 4 + [Status.FED_BACK] * 2
    assert planned(office, at("2025-09-17 09:00")) == (2, 0)


def test_a_second_look_plans_nothing_twice(office: Office):
    ticket = urgent(office)
    assert planned(office) == (1, 0)
    assert planned(office) == (0, 0)
    assert len(office.calls(ticket)) == 1


@pytest.mark.rows("R027")
def test_calls_go_round_among_customer_service_on_duty(office: Office):
    tickets = [urgent(office) for _ in range(4)]
    planned(office)
    callers = {called(office, one).staff_id for one in tickets}
    assert callers == {office.person(name).id for name in ("郑雨", "孙晓芸", "吴佳")}


@pytest.mark.rows("R015")
def test_with_nobody_on_duty_the_call_is_everybodys(office: Office):
    ticket = urgent(office)
    office.session.execute(delete(Shift))
    planned(office)
    call = called(office, ticket)
    assert call.staff_id is None
    assert [one.id for one in open_calls(office.session, office.project, TUESDAY, office.person("郑雨"))] == [call.id]


@pytest.mark.rows("R027")
def test_the_performer_is_never_asked_to_call(office: Office):
    tickets = [urgent(office) for _ in range(6)]
    for one in tickets:
        one.assignee_id = office.person("郑雨").id
    planned(office)
    assert office.person("郑雨").id not in {called(office, one).staff_id for one in tickets}
    with pytest.raises(OwnJob):
        attempt(
            office.session,
            called(office, tickets[0]).id,
            by=office.person("郑雨"),
            now=TUESDAY,
            outcome=CallOutcome.CONTENT,
        )
    assert tickets[0].status == Status.CALLBACK


@pytest.mark.rows("R027")
@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (CallOutcome.CONTENT, Status.CLOSED),
        (CallOutcome.REFUSED, Status.CLOSED),
        (CallOutcome.NOT_CONTENT, Status.REOPENED),
        (CallOutcome.NOT_REACHED, Status.CALLBACK),
    ],
)
def test_what_an_attempt_leads_to(office: Office, outcome: CallOutcome, status: Status):
    ticket = urgent(office)
    planned(office)
    call = called(office, ticket)
    attempt(office.session, call.id, by=office.person("孙晓芸"), now=TUESDAY, outcome=outcome, words="很好")
    assert ticket.status == status
    assert (call.outcome, call.attempts) == (outcome, 1)
    assert (call.done_at is None) is (outcome == CallOutcome.NOT_REACHED)
    (one,) = attempts_at(office.session, call)
    assert (one.outcome, one.words, one.number, one.by_id) == (outcome, "很好", 1, office.person("孙晓芸").id)
    assert (ticket.rounds, ticket.priority) == ((2, 1) if outcome == CallOutcome.NOT_CONTENT else (1, 0))


@pytest.mark.rows("R052", "J06")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2025-09-16 09:10", "2025-09-16 14:00"),
        ("2025-09-16 12:00", "2025-09-17 09:00"),
        ("2025-09-16 16:00", "2025-09-17 09:00"),
        ("2025-09-19 16:00", "2025-09-20 09:00"),  # Friday to Saturday's desk
        ("2025-09-20 09:30", "2025-09-22 08:30"),  # Saturday at two the desk is closed
        ("2025-09-30 15:00", "2025-10-09 08:30"),
    ],
)
def test_who_is_not_reached_is_called_in_the_other_half_of_the_day(office: Office, first: str, second: str):
    ticket, caller = urgent(office), office.person("孙晓芸")
    planned(office, at(first))
    call = called(office, ticket)
    attempt(office.session, call.id, by=caller, now=at(first), outcome=CallOutcome.NOT_REACHED)
    assert call.due_at == at(second)
    assert call not in open_calls(office.session, office.project, at(first), office.person("郑雨"))
    assert call in open_calls(office.session, office.project, at(second), office.person("郑雨"))
    attempt(office.session, call.id, by=caller, now=at(second), outcome=CallOutcome.NOT_REACHED)
    assert (call.outcome, call.done_at, call.attempts) == (CallOutcome.NOT_REACHED, at(second), 2)
    assert ticket.status == Status.CLOSED


@pytest.mark.rows("R027", "R205", "X13")
@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("陈女士", NotYours),
        ("林海涛", OwnJob),
        ("高建军", NotYours),
        ("何志强", NotYours),
        ("钱敏", NotYours),
        ("沈涛", NotYours),
    ],
)
def test_who_may_not_call_changes_nothing(office: Office, name: str, refusal: type[Exception]):
    ticket = urgent(office)
    planned(office)
    call = called(office, ticket)
    with pytest.raises(refusal):
        attempt(office.session, call.id, by=office.person(name), now=TUESDAY, outcome=CallOutcome.CONTENT)
    assert (call.attempts, call.outcome, ticket.status) == (0, None, Status.CALLBACK)
    assert not attempts_at(office.session, call)


def test_a_call_is_done_once_and_decided_on_what_was_seen(office: Office):
    ticket, caller = urgent(office), office.person("孙晓芸")
    planned(office)
    call = called(office, ticket)
    attempt(office.session, call.id, by=caller, now=TUESDAY, outcome=CallOutcome.NOT_REACHED, seen=0)
    with pytest.raises(TooLate):
        attempt(office.session, call.id, by=caller, now=TUESDAY, outcome=CallOutcome.CONTENT, seen=0)
    assert ticket.status == Status.CALLBACK
    attempt(office.session, call.id, by=caller, now=TUESDAY, outcome=CallOutcome.CONTENT, seen=1)
    with pytest.raises(TooLate):
        attempt(office.session, call.id, by=caller, now=TUESDAY, outcome=CallOutcome.NOT_CONTENT)
    assert (ticket.status, call.attempts) == (Status.CLOSED, 2)


@pytest.mark.parametrize("kind", CallKind)
def test_only_true_outcomes_of_the_kind_are_taken(office: Office, kind: CallKind):
    owner = office.person("陈女士")
    call = plan(
        office.session,
        project=office.project,
        kind=kind,
        person_id=owner.id,
        subject="person:1",
        occasion="a",
        now=office.now,
        due_at=office.now,
    )
    assert call is not None
    for outcome in set(CallOutcome) - set(OUTCOMES[kind]):
        with pytest.raises(Gone):
            attempt(office.session, call.id, by=office.person("郑雨"), now=office.now, outcome=outcome)
    assert call.attempts == 0


@pytest.mark.rows("R045")
@pytest.mark.parametrize(
    ("now", "who", "until"),
    [
        ("2025-09-15 09:00", "郑雨", "2025-09-15 09:05"),
        ("2025-09-15 22:00", "沈涛", "2025-09-15 22:15"),
        ("2025-09-21 11:00", "蒋磊", "2025-09-21 11:15"),
    ],
)
def test_whoever_asks_for_a_person_is_promised_one_by_name(office: Office, now: str, who: str, until: str):
    owner = office.person("陈女士")
    asked = ask_for_a_person(office.session, office.project, owner, at(now))
    assert asked.by is not None
    assert (asked.by.person.name, asked.until) == (who, at(until))
    again = ask_for_a_person(office.session, office.project, owner, at(now).replace(minute=3))
    assert (again.until, again.by) == (asked.until, asked.by)
    (call,) = office.session.scalars(select(Call).where(Call.kind == CallKind.ASKED))
    assert list(open_calls(office.session, office.project, at(now), office.person("郑雨"))) == [
        call
    ]  # a promise is kept before its time is up
    assert call_for(office.session, call.id, office.person(who)) is call
    attempt(office.session, call.id, by=office.person(who), now=at(now), outcome=CallOutcome.DONE)
    assert call.done_at == at(now)


@pytest.mark.rows("R045")
def test_a_second_attempt_waits_for_its_time(office: Office):
    ask_for_a_person(office.session, office.project, office.person("陈女士"), office.now)
    (call,) = office.session.scalars(select(Call).where(Call.kind == CallKind.ASKED))
    attempt(office.session, call.id, by=office.person("郑雨"), now=office.now, outcome=CallOutcome.NOT_REACHED)
    assert list(open_calls(office.session, office.project, office.now, office.person("郑雨"))) == []
    assert list(open_calls(office.session, office.project, call.due_at, office.person("郑雨"))) == [call]


def test_owners_never_read_the_offices_calls(office: Office):
    ticket = urgent(office)
    planned(office)
    with pytest.raises(Gone):
        call_for(office.session, called(office, ticket).id, office.person("陈女士"))
