"""Which time counts, and by when what should have happened: against tables written from the handbook (DOMAIN 3.2, 4.7)."""

import random
from datetime import timedelta

import pytest

from models.catalogue import Urgency
from models.hours import hours_of
from models.tickets.clocks import elapsed, hearers, moment, next_watches, watches
from models.tickets.ladders import STEPS, Stage
from models.tickets.lifecycle import PAUSED, Status
from models.tickets.tables import Pause, Ticket
from tests.rules.builders import MONDAY, Office
from tests.rules.builders import STEPS as DEEDS
from tests.rules.test_hours import at

DAY = 9 * 60  # minutes of service on a weekday


@pytest.mark.rows("J01", "X14")
@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2025-09-15 09:00", "2025-09-15 09:20", 20),
        ("2025-09-15 09:00", "2025-09-15 09:00", 0),
        ("2025-09-15 10:00", "2025-09-15 09:00", 0),
        ("2025-09-15 08:00", "2025-09-15 08:45", 15),
        ("2025-09-15 08:00", "2025-09-15 08:30", 0),
        ("2025-09-15 17:25", "2025-09-15 23:00", 5),
        ("2025-09-15 17:30", "2025-09-16 08:30", 0),
        ("2025-09-15 17:20", "2025-09-16 08:40", 20),
        ("2025-09-19 17:00", "2025-09-22 09:00", 30 + 180 + 30),  # Friday, Saturday morning, Monday
        ("2025-09-20 11:00", "2025-09-20 15:00", 60),
        ("2025-09-21 00:00", "2025-09-21 23:59", 0),
        ("2025-09-28 08:30", "2025-09-28 17:30", DAY),  # a Sunday that makes up for the holidays
        ("2025-10-11 08:30", "2025-10-11 17:30", DAY),  # and a Saturday
        ("2025-09-30 17:00", "2025-10-09 09:00", 60),  # over the National Day holidays
        ("2025-09-15 09:00", "2025-09-16 09:00", DAY),
        ("2025-09-15 09:00", "2025-09-22 09:00", 5 * DAY + 180),
    ],
)
def test_service_time_between_two_moments(office: Office, start: str, end: str, minutes: int):
    assert hours_of(office.project).between(at(start), at(end)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("seed", range(5))
def test_what_was_counted_on_is_counted_back(office: Office, seed: int):
    dice, hours = random.Random(seed), hours_of(office.project)
    for _ in range(100):
        start = MONDAY + timedelta(minutes=dice.randrange(60 * 24 * 120))
        amount = timedelta(minutes=dice.randrange(1, 60 * 60))
        assert hours.between(start, hours.after(start, amount)) == amount


def test_a_day_of_the_handbook_is_a_full_day_of_service(office: Office):
    assert hours_of(office.project).day == timedelta(minutes=DAY)


def rest(ticket: Ticket, start: str, end: str | None, status: Status = Status.WAITING_PART) -> Pause:
    return Pause(ticket_id=ticket.id, status=status, words="", since=at(start), until=at(end) if end else None)


def minutes(found: timedelta) -> float:
    return found / timedelta(minutes=1)


@pytest.mark.parametrize("status", sorted(PAUSED))
@pytest.mark.parametrize(("symptom", "counted"), [("2.2", 60 + 30 + DAY), ("1.1", 60 + 15 * 60 + 24 * 60)])
def test_pauses_never_count(office: Office, symptom: str, counted: int, status: Status):
    ticket = office.reported(symptom=symptom)
    pauses = [
        rest(ticket, "2025-09-15 10:00", "2025-09-15 17:00", status),
        rest(ticket, "2025-09-16 08:00", "2025-09-17 08:00", status),
    ]
    assert minutes(elapsed(ticket, pauses, at("2025-09-18 08:00"))) == counted
    assert minutes(elapsed(ticket, pauses, at("2025-09-15 12:00"))) == 60
    assert minutes(elapsed(ticket, pauses[::-1], at("2025-09-15 12:00"))) == 60


def test_a_pause_that_lasts_stops_the_clock(office: Office):
    ticket = office.reported(symptom="2.2")
    pauses = [rest(ticket, "2025-09-15 09:30", None)]
    assert minutes(elapsed(ticket, pauses, at("2025-09-15 09:20"))) == 20
    assert minutes(elapsed(ticket, pauses, at("2025-09-20 11:00"))) == 30


def test_other_states_than_the_three_are_no_pause(office: Office):
    ticket = office.reported(symptom="2.2")
    pauses = [rest(ticket, "2025-09-15 09:30", "2025-09-15 12:00", Status.ARRIVED)]
    assert minutes(elapsed(ticket, pauses, at("2025-09-15 10:00"))) == 60


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("symptom", ["2.1", "2.2"])
def test_a_limit_moves_by_exactly_its_pauses(office: Office, symptom: str, seed: int):
    ticket, dice = office.reported(symptom=symptom), random.Random(seed)
    for _ in range(30):
        edges = sorted(MONDAY + timedelta(minutes=dice.randrange(60 * 24 * 9)) for _ in range(4))
        pauses = [
            Pause(ticket_id=ticket.id, status=Status.WAITING_ACCESS, words="", since=edges[0], until=edges[1]),
            Pause(ticket_id=ticket.id, status=Status.OUTSIDE_FIRM, words="", since=edges[2], until=edges[3]),
        ]
        amount = timedelta(minutes=dice.randrange(1, 60 * 30))
        due = moment(ticket, pauses, MONDAY, amount)
        assert elapsed(ticket, pauses, due) == amount
        assert elapsed(ticket, pauses, due - timedelta(minutes=1)) <= amount


# For each stage and urgency: after which time of a Monday, 9:00, whom. Written from DOMAIN 3.2 and 4.7.
DESK, HEAD, WORKER, BOSS, CHIEF = "desk", "head", "assignee", "supervisor", "manager"
URGENT = ("U0", "U1")
ORDINARY = ("U2", "U3", "U4")


def leg(first: str, second: str, hears: str) -> list[tuple[str, set[str]]]:
    return [(first, {hears}), (second, {hears, BOSS})]


LADDERS: dict[tuple[str, str], list[tuple[str, set[str]]]] = {
    **{("dispatch", one): leg("15 09:02", "15 09:05", DESK) for one in URGENT},
    **{("dispatch", one): leg("15 09:15", "15 09:30", DESK) for one in ORDINARY},
    **{("assign", one): leg("15 09:03", "15 09:10", HEAD) for one in URGENT},
    **{("assign", one): leg("15 09:15", "15 09:30", HEAD) for one in ORDINARY},
    **{("accept", one): leg("15 09:03", "15 09:10", HEAD) for one in URGENT},
    **{("accept", one): leg("15 09:15", "15 09:30", HEAD) for one in ORDINARY},
    ("on_site", "U0"): [("15 09:05", {WORKER, HEAD}), ("15 09:10", {HEAD, BOSS, CHIEF})],
    ("on_site", "U1"): [("15 09:15", {WORKER, HEAD}), ("15 09:30", {HEAD, BOSS, CHIEF})],
    ("on_site", "U2"): [("15 10:00", {WORKER, HEAD}), ("15 11:00", {HEAD, BOSS})],
    ("on_site", "U3"): [],
    ("on_site", "U4"): [],
    ("done", "U0"): [("15 09:30", {HEAD, BOSS, CHIEF})],
    ("done", "U1"): [("15 11:00", {HEAD, BOSS, CHIEF})],
    ("done", "U2"): [("15 13:00", {HEAD}), ("16 09:00", {HEAD, BOSS}), ("18 09:00", {BOSS, CHIEF})],
    ("done", "U3"): [("18 09:00", {HEAD, BOSS}), ("23 15:00", {BOSS, CHIEF})],
    ("done", "U4"): [("23 15:00", {HEAD, CHIEF})],
}
WAITS_IN = {
    "dispatch": Status.RECORDED,
    "assign": Status.SENT,
    "accept": Status.ASSIGNED,
    "on_site": Status.ACCEPTED,
    "done": Status.ARRIVED,
}


@pytest.mark.rows("J01", "J04", "R036")
@pytest.mark.parametrize(("stage", "urgency"), LADDERS)
def test_every_ladder_is_the_handbooks(office: Office, stage: str, urgency: str):
    ticket = office.brought_to(WAITS_IN[stage], symptom="2.5")
    ticket.urgency = Urgency(urgency)
    found = [one for one in watches(ticket, [], {}) if one.stage == stage]
    assert [(f"{one.due_at.astimezone(MONDAY.tzinfo):%d %H:%M}", set(hearers(ticket, one))) for one in found] == (
        LADDERS[stage, urgency]
    )


def test_no_ladder_is_left_out():
    assert {(stage, one) for stage in STEPS for one in Urgency} == set(LADDERS)


# In which status which stages run; nothing runs while paused, and nothing once the work is done.
BEFORE = {"on_site", "done"}
RUNNING = {
    Status.RECORDED: {"answer", "dispatch", *BEFORE},
    Status.CLASSIFIED: {"dispatch", *BEFORE},
    Status.REOPENED: {"answer", "dispatch", *BEFORE},
    Status.SENT: {"assign", *BEFORE},
    Status.OFFERED: {"accept", *BEFORE},
    Status.ASSIGNED: {"accept", *BEFORE},
    Status.ACCEPTED: BEFORE,
    Status.ARRIVED: {"done"},
}


@pytest.mark.parametrize("status", [one for one in Status if one not in {*PAUSED, Status.MERGED}])
def test_what_is_waited_for_in_each_status(office: Office, status: Status):
    ticket = office.brought_to(status, symptom="2.2")
    assert {one.stage.value for one in next_watches(ticket, [], {})} == RUNNING.get(status, set())


@pytest.mark.parametrize("status", sorted(PAUSED))
@pytest.mark.parametrize("symptom", ["2.1", "1.1", "2.2", "2.5"])
def test_nothing_is_watched_while_paused(office: Office, status: Status, symptom: str):
    ticket = office.brought_to(Status.ARRIVED, symptom=symptom)
    ticket.status = status
    assert watches(ticket, [], {}) == []


@pytest.mark.rows("R049")
def test_an_appointed_time_is_the_promise_whatever_the_urgency(office: Office):
    wished = at("2025-09-17 14:00"), at("2025-09-17 16:00")
    for symptom in ("2.2", "2.5"):
        ticket = office.reported(symptom=symptom, wished=wished)
        coming = [one.due_at for one in watches(ticket, [], {}) if one.stage == Stage.ON_SITE]
        assert coming == [at("2025-09-17 14:15"), at("2025-09-17 15:00")]
        ends = {one.due_at for one in watches(ticket, [], {}) if one.stage == Stage.DONE}
        assert max(at("2025-09-17 16:00"), moment(ticket, [], MONDAY, limit(ticket))) in ends


def limit(ticket: Ticket) -> timedelta:
    return timedelta(minutes=DAY) * (1 if ticket.urgency == "U2" else 3)


@pytest.mark.rows("R050")
def test_a_new_promise_begins_its_ladders_anew(office: Office):
    ticket = office.brought_to(Status.ACCEPTED, symptom="2.2")
    before = {one.ladder for one in watches(ticket, [], {}) if one.stage in {Stage.ON_SITE, Stage.DONE}}
    ticket.promised_at = at("2025-09-19 10:00")
    after = [one for one in watches(ticket, [], dict.fromkeys(before, 5)) if one.stage != Stage.ANSWER]
    assert {(one.stage.value, one.rung) for one in after} == {
        ("on_site", 0), ("on_site", 1), ("done", 0), ("done", 1), ("done", 2),
    }  # fmt: skip
    assert min(one.due_at for one in after if one.stage == Stage.DONE) == at("2025-09-19 10:00")
    assert min(one.due_at for one in after if one.stage == Stage.ON_SITE) == at("2025-09-19 10:15")


@pytest.mark.parametrize(
    ("symptom", "urgency", "due"),
    [("2.2", "U2", "2025-09-15 10:30"), ("1.1", "U1", "2025-09-15 09:15"), ("2.1", "U0", "2025-09-15 09:05")],
)
def test_red_weather_gives_more_time_but_not_in_danger(office: Office, symptom: str, urgency: str, due: str):
    office.project.policy = {"slack_percent": 50}
    ticket = office.brought_to(Status.ACCEPTED, symptom=symptom)
    assert ticket.urgency == urgency
    assert next(one for one in watches(ticket, [], {}) if one.stage == Stage.ON_SITE).due_at == at(due)


@pytest.mark.parametrize(
    ("moment_of_report", "dispatch_by"),
    [
        ("2025-09-15 17:20", "2025-09-16 08:35"),
        ("2025-09-19 17:30", "2025-09-20 09:15"),
        ("2025-09-20 12:00", "2025-09-22 08:45"),
        ("2025-09-30 17:25", "2025-10-09 08:40"),
        ("2025-09-28 10:00", "2025-09-28 10:15"),
        ("2025-12-31 17:29", "2026-01-04 08:44"),
    ],
)
def test_ordinary_tickets_wait_in_service_hours_only(office: Office, moment_of_report: str, dispatch_by: str):
    ticket = office.reported(symptom="2.2", now=at(moment_of_report))
    first = next(one for one in watches(ticket, [], {}) if one.stage == Stage.DISPATCH)
    assert first.due_at == at(dispatch_by)


def test_the_clock_of_a_reopened_ticket_begins_anew(office: Office):
    ticket = office.brought_to(Status.FED_BACK, symptom="2.2")
    again = office.later(days=2)
    DEEDS["reopen"](office, ticket)
    found = {one.stage: one for one in next_watches(ticket, [], {})}
    assert found[Stage.DONE].since == found[Stage.DISPATCH].since == again
    assert found[Stage.DISPATCH].due_at == again + timedelta(minutes=15)
