"""The figures of the daily digest against an independent count over every ticket (DOMAIN 5.4, J10)."""

import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.assignments.lifecycle import State
from models.assignments.tables import Assignment
from models.calls.callbacks import plan_callbacks
from models.calls.tables import Call, CallKind
from models.digest import Digest, Time, digest
from models.reports.actions import draft
from models.reports.periods import PeriodKind, period_of
from models.tickets.actions import send
from models.tickets.clocks import overdue
from models.tickets.ladders import Stage
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Rating
from models.tickets.tables import Channel, Ticket
from tests.rules.builders import MONDAY, STEPS, Office
from tests.rules.test_hours import at

SYMPTOMS = ("2.5", "1.1", "2.1", "9.1", "3.2", "7.5")
ENDED = {"closed", "withdrawn"}
READERS = ("周立新", "许文静", "何志强", "曹桂芳", "彭勇")


def busy_days(office: Office, seed: int) -> None:
    """Three days of random but repeatable work."""
    dice = random.Random(seed)
    for _ in range(24):
        office.now = MONDAY + timedelta(minutes=dice.randrange(3 * 24 * 60))
        ticket = office.reported(symptom=dice.choice(SYMPTOMS), channel=dice.choice(list(Channel)))
        department = office.department(ticket.symptom.department)
        for move in ("send", "assign", "accept", "arrive", "finish", "feed_back")[: dice.randrange(7)]:
            office.now += timedelta(minutes=dice.randrange(1, 90))
            if ticket.status == Status.SENT and move == "send":
                continue  # the office itself has sent it
            if move == "send" and department.code != "engineering":
                send(office.session, ticket.id, by=office.person("周立新"), now=office.now, department=department)
                break
            STEPS[move](office, ticket)
        if ticket.status == Status.FED_BACK and dice.random() < 0.7:
            office.rate(ticket, dice.randrange(1, 6), solved=dice.random() < 0.9)
        elif ticket.status == Status.RECORDED and dice.random() < 0.3:
            STEPS["withdraw"](office, ticket)
    plan_callbacks(office.session, office.project, at("2025-09-18 09:00"))


def count(office: Office, who: str, since: datetime, now: datetime) -> dict[str, object]:
    """The same figures, counted by hand in Python."""
    reader = office.staff(who)
    mine = [
        one
        for one in office.session.scalars(select(Ticket)).all()
        if who in {"周立新", "许文静"} or one.department_id == reader.department_id
    ]
    ratings = {one.ticket_id: one for one in office.session.scalars(select(Rating)) if since < one.at <= now}
    calls = [one for one in office.session.scalars(select(Call)) if one.done_at is None and waits(one, now)]
    fresh = [one for one in mine if since < one.received_at <= now]
    still_open = [one for one in mine if one.status not in ENDED]
    return {
        "fresh": len(fresh),
        "by_channel": {
            channel: sum(one.channel == channel for one in fresh) for channel in {one.channel for one in fresh}
        },
        "open": {one.id for one in still_open},
        "urgent": {one.id for one in still_open if one.urgency in {"U0", "U1"}},
        "done": sum(1 for one in mine if one.processed_at and since < one.processed_at <= now),
        "ended": sum(1 for one in mine if one.status == Status.CLOSED and one.ended_at and since < one.ended_at <= now),
        "calls_due": len(calls) if who in {"周立新", "许文静"} else 0,
        "kinds": {kind: sum(one.kind == kind for one in fresh) for kind in {one.kind for one in fresh}},
        "ages": (
            sum(timedelta(days=1) < now - one.received_at <= timedelta(days=3) for one in still_open),
            sum(now - one.received_at > timedelta(days=3) for one in still_open),
        ),
        "left": sum(one.received_at <= since for one in still_open),
        "due_today": {one.id for one in still_open if ends_today(office, one, now)},
        "low": {
            one.id for one in mine if one.id in ratings and (not ratings[one.id].solved or min_of(ratings[one.id]) <= 3)
        },
    }


def ends_today(office: Office, one: Ticket, now: datetime) -> bool:
    """Whether a rung of its end comes due between now and midnight."""
    midnight = now.replace(hour=0, minute=0) + timedelta(days=1)
    return any(key.startswith("done:") and now <= due < midnight for key, due in office.watched(one).items())


def waits(call: Call, now: datetime) -> bool:
    return call.due_at <= now or (call.kind != CallKind.CALLBACK and not call.attempts)


def min_of(rating: Rating) -> int:
    return min(rating.punctuality, rating.attitude, rating.quality, rating.tidiness)


def figures(found: Digest) -> dict[str, object]:
    return {
        "fresh": found.fresh,
        "by_channel": found.by_channel,
        "open": {one.id for one in found.open},
        "urgent": {one.id for one in found.urgent},
        "done": found.done,
        "ended": found.ended,
        "calls_due": found.calls_due,
        "kinds": dict(found.outlook.by_kind),
        "ages": (found.outlook.a_day_old, found.outlook.old),
        "left": found.outlook.left,
        "due_today": {one.id for one in found.outlook.due_today},
        "low": {ticket.id for ticket, _ in found.low},
    }


@pytest.mark.rows("J10", "X15")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_digest_counts_what_is_there(office: Office, seed: int):
    busy_days(office, seed)
    for when, now, since in (
        (Time.MORNING, "2025-09-17 08:40", "2025-09-16 17:20"),
        (Time.EVENING, "2025-09-17 17:20", "2025-09-17 08:40"),
        (Time.MORNING, "2025-09-18 08:40", "2025-09-17 17:20"),
        (Time.EVENING, "2025-09-18 17:20", "2025-09-18 08:40"),
    ):
        for who in READERS:
            found = digest(office.session, office.project, office.staff(who), when, at(now))
            assert found.since == at(since)
            assert figures(found) == count(office, who, at(since), at(now)), (who, now)


def test_what_comes_between_two_digests_is_in_exactly_one(office: Office):
    for moment in ("2025-09-15 17:20", "2025-09-15 17:21", "2025-09-16 08:40", "2025-09-16 08:41", "2025-09-16 17:20"):
        office.reported(now=at(moment))
    manager = office.staff("周立新")
    seen = [
        digest(office.session, office.project, manager, when, at(now)).fresh
        for when, now in (
            (Time.EVENING, "2025-09-15 17:20"),
            (Time.MORNING, "2025-09-16 08:40"),
            (Time.EVENING, "2025-09-16 17:20"),
        )
    ]
    assert seen == [1, 2, 2]


def test_work_done_at_the_very_minute_of_a_digest_is_in_that_one_only(office: Office):
    office.now = at("2025-09-15 17:20")
    office.brought_to(Status.CLOSED)
    manager = office.staff("周立新")
    evening = digest(office.session, office.project, manager, Time.EVENING, office.now)
    morning = digest(office.session, office.project, manager, Time.MORNING, at("2025-09-16 08:40"))
    assert (evening.fresh, evening.done, evening.ended) == (1, 1, 1)
    assert (morning.fresh, morning.done, morning.ended) == (0, 0, 0)


def test_an_office_without_anything_has_an_empty_digest(office: Office):
    manager = office.staff("周立新")
    assert not digest(office.session, office.project, manager, Time.MORNING, MONDAY).is_empty  # a task is open
    office.session.execute(update(Assignment).values(state=State.DONE, ended_at=MONDAY))
    found = digest(office.session, office.project, manager, Time.MORNING, MONDAY)
    assert found.is_empty
    assert "郑雨" in {one.person.name for one in found.present}


def test_a_head_sees_only_the_department(office: Office):
    office.brought_to(Status.SENT)
    assert digest(office.session, office.project, office.staff("曹桂芳"), Time.MORNING, MONDAY).is_empty
    seen = digest(office.session, office.project, office.staff("何志强"), Time.MORNING, MONDAY)
    assert len(seen.open) == 1
    assert {one.department.code for one in seen.present} == {"engineering"}


@pytest.mark.parametrize(
    ("symptom", "hours", "late"),
    [
        ("2.1", 0.4, False),
        ("2.1", 0.6, True),
        ("1.1", 1.9, False),
        ("1.1", 2.1, True),
        ("2.2", 23, False),
        ("2.2", 25, True),
        ("2.5", 71, False),
        ("2.5", 73, True),
    ],
)
def test_each_urgency_has_its_own_time(office: Office, symptom: str, hours: float, late: bool):
    ticket = office.brought_to(Status.ARRIVED, symptom=symptom)
    assert overdue(ticket, [], MONDAY + timedelta(hours=hours)) == (Stage.DONE if late else None)


def test_a_wished_time_moves_what_is_overdue_and_work_that_is_done_never_is(office: Office):
    wished = at("2025-09-25 10:00"), at("2025-09-25 12:00")
    ticket = office.reported(wished=wished)
    assert overdue(ticket, [], wished[1]) != Stage.DONE
    assert overdue(ticket, [], wished[1] + timedelta(minutes=1)) == Stage.DONE
    for status in (Status.PROCESSED, Status.FED_BACK, Status.CALLBACK, Status.CLOSED, Status.WITHDRAWN):
        assert overdue(office.brought_to(status), [], MONDAY + timedelta(days=90)) is None


@pytest.mark.rows("R040", "R050")
@pytest.mark.parametrize("status", [Status.WAITING_PART, Status.OUTSIDE_FIRM])
def test_what_rests_is_late_once_the_promised_time_is_over(office: Office, status: Status):
    ticket = office.brought_to(status)
    assert ticket.promised_at is not None
    assert overdue(ticket, [], ticket.promised_at - timedelta(seconds=1)) is None
    assert overdue(ticket, [], ticket.promised_at) == Stage.DONE


def test_the_digest_says_in_which_stage_each_ticket_is_late(office: Office):
    late = {
        Stage.DISPATCH: office.reported(),
        Stage.ASSIGN: office.brought_to(Status.SENT),
        Stage.ACCEPT: office.brought_to(Status.ASSIGNED),
        Stage.ON_SITE: office.brought_to(Status.ACCEPTED, symptom="2.2"),
        Stage.DONE: office.brought_to(Status.ARRIVED, symptom="1.1"),
    }
    office.brought_to(Status.ARRIVED)
    found = digest(office.session, office.project, office.staff("周立新"), Time.EVENING, at("2025-09-15 17:20"))
    assert found.overdue == {ticket.id: stage for stage, ticket in late.items()}
    assert len(found.open) == 6


def test_what_counts_as_a_low_score_is_the_offices_own(office: Office):
    office.project.policy = {"low_score": 2}
    ticket = office.rated(3)
    assert ticket.status == Status.FED_BACK
    found = digest(office.session, office.project, office.staff("周立新"), Time.EVENING, at("2025-09-15 17:20"))
    assert found.low == []


@pytest.mark.rows("J10")
def test_appointments_are_those_of_today_and_in_the_evening_of_tomorrow(office: Office):
    manager = office.staff("周立新")
    for day, hour in (("15", "15:00"), ("16", "10:00"), ("15", "10:30"), ("17", "10:00")):
        office.brought_to(Status.ACCEPTED).appointed_from = at(f"2025-09-{day} {hour}")
    seen = {
        when: [
            one.appointed_from
            for one in digest(office.session, office.project, manager, when, MONDAY).outlook.appointments
        ]
        for when in Time
    }
    assert seen[Time.MORNING] == [at("2025-09-15 10:30"), at("2025-09-15 15:00")]
    assert seen[Time.EVENING] == [at("2025-09-16 10:00")]


@pytest.mark.rows("J10", "R157")
def test_a_report_to_be_submitted_stands_in_the_digest_of_those_in_charge(office: Office):
    office.session.execute(update(Assignment).values(state=State.DONE, ended_at=MONDAY))
    period = period_of(office.project.zone, PeriodKind.WEEK, MONDAY - timedelta(days=7))
    draft(office.session, office.project, period, now=MONDAY)
    for who in READERS:
        found = digest(office.session, office.project, office.staff(who), Time.MORNING, MONDAY)
        assert found.outlook.reports == (who in {"周立新", "许文静"})
        assert found.is_empty is not bool(found.outlook.reports)
