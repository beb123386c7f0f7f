"""What holds for every ticket at every time (DOMAIN 5.1): first receiver, result, feedback, milestones, numbers, versions."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.store import Store
from models.counters import next_number
from models.refusals import NotYours, Outdated, TooLate, WordsMissing
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.moving import moving
from models.tickets.tables import Ticket
from tests.people import copied_database
from tests.rules.builders import MONDAY, STEPS, Office

MILESTONES = (
    "occurred_at",
    "received_at",
    "recorded_at",
    "classified_at",
    "sent_at",
    "processed_at",
    "reported_at",
    "fed_back_at",
)


@pytest.mark.rows("R022")
@pytest.mark.parametrize("road", [("send", "assign", "hand_back"), ("classify", "send", "offer"), ("send", "assign")])
def test_the_first_receiver_stays_whoever_else_has_the_job(office: Office, road: tuple[str, ...]):
    ticket = office.reported()
    receiver = ticket.first_receiver_id
    for move in road:
        if move == "hand_back":
            plumber = office.person("林海涛")
            actions.hand_back(office.session, ticket.id, by=plumber, now=office.now, reason="缺材料")
        else:
            STEPS[move](office, ticket)
        assert ticket.first_receiver_id == receiver == office.person("郑雨").id


@pytest.mark.rows("R022")
def test_the_first_receiver_stays_through_a_second_round(office: Office):
    ticket = office.brought_to(Status.REOPENED)
    office.now = MONDAY.replace(hour=22)
    actions.send(
        office.session, ticket.id, by=office.person("沈涛"), now=office.now, department=office.department("security")
    )
    assert ticket.first_receiver_id == office.person("郑雨").id
    assert ("reopen.receiver", "郑雨") in office.told(ticket)


@pytest.mark.rows("R028")
def test_a_fed_back_ticket_has_its_eight_milestones_in_order(office: Office):
    ticket = office.reported()
    for move in ("classify", "send", "assign", "accept", "arrive", "finish", "feed_back"):
        office.later(minutes=7)
        STEPS[move](office, ticket)
    moments = [getattr(ticket, name) for name in MILESTONES]
    assert all(moments)
    assert moments == sorted(moments)
    assert ticket.accepted_at is not None
    assert ticket.arrived_at is not None
    assert ticket.accepted_at < ticket.arrived_at < ticket.processed_at


@pytest.mark.rows("R028")
def test_a_dispatch_without_a_change_of_category_is_a_classification_too(office: Office):
    ticket = office.brought_to(Status.SENT)
    assert ticket.classified_at == ticket.sent_at == office.now


@pytest.mark.rows("R026")
@pytest.mark.parametrize("words", ["", "   ", "\n\t", "　"])
def test_no_job_is_finished_or_handed_back_without_words(office: Office, words: str):
    ticket, plumber = office.brought_to(Status.ARRIVED), office.person("林海涛")
    with pytest.raises(WordsMissing):
        actions.finish(office.session, ticket.id, by=plumber, now=office.now, result=words, no_photo="外观无明显变化")
    assert (ticket.status, ticket.processed_at, ticket.result) == (Status.ARRIVED, None, "")
    accepted = office.brought_to(Status.ACCEPTED)
    with pytest.raises(WordsMissing):
        actions.hand_back(office.session, accepted.id, by=plumber, now=office.now, reason=words)
    assert accepted.status == Status.ACCEPTED


@pytest.mark.rows("R022", "R027")
@pytest.mark.parametrize("status", [one for one in Status if one not in {Status.FED_BACK, Status.CALLBACK}])
def test_nothing_is_closed_before_the_owner_has_heard(office: Office, status: Status):
    ticket = office.brought_to(status)
    for who in (office.person("周立新"), None):
        with pytest.raises(TooLate):
            actions.close(office.session, ticket.id, by=who, now=office.now)
    assert ticket.status == status


def test_a_ticket_without_feedback_is_not_closed_even_from_the_right_status(office: Office):
    ticket = office.brought_to(Status.FED_BACK)
    ticket.fed_back_at = None
    with pytest.raises(TooLate):
        actions.close(office.session, ticket.id, by=None, now=office.now)
    office.session.refresh(ticket)
    assert ticket.status == Status.FED_BACK


@pytest.mark.rows("R027")
def test_a_performer_of_customer_service_never_closes_or_reopens_as_the_caller(office: Office):
    ticket = office.brought_to(Status.CALLBACK)
    ticket.assignee_id = office.person("孙晓芸").id
    office.session.flush()
    for move in (actions.close, actions.reopen):
        with pytest.raises(NotYours):
            move(office.session, ticket.id, by=office.person("孙晓芸"), now=office.now)


def test_every_move_counts_one_and_a_decision_on_an_older_count_is_refused(office: Office):
    ticket = office.reported()
    for count, move in enumerate(("classify", "send", "assign", "accept", "arrive", "finish", "feed_back"), 2):
        STEPS[move](office, ticket)
        assert ticket.version == count
    with pytest.raises(Outdated):
        actions.reopen(office.session, ticket.id, by=office.person("陈女士"), now=office.now, seen=ticket.version - 1)
    assert ticket.status == Status.FED_BACK
    actions.reopen(office.session, ticket.id, by=office.person("陈女士"), now=office.now, seen=ticket.version)


def broken(office: Office, ticket: Ticket) -> None:
    with moving(office.session, ticket.id, "assign", by=office.person("何志强"), now=office.now) as moved:
        moved.assignee_id = office.person("林海涛").id
        office.session.flush()
        raise RuntimeError


def test_a_move_that_breaks_half_way_leaves_nothing(office: Office):
    ticket = office.brought_to(Status.SENT)
    logged, newest = len(office.events(ticket)), office.notices()
    with pytest.raises(RuntimeError):
        broken(office, ticket)
    assert (ticket.status, ticket.assignee_id, ticket.version) == (Status.SENT, None, 2)
    assert len(office.events(ticket)) == logged
    assert office.told(ticket, after=newest) == []


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(2025, 9, 15, 9, tzinfo=MONDAY.tzinfo), "BX20250915001"),
        (datetime(2025, 9, 15, 23, 59, 59, tzinfo=MONDAY.tzinfo), "BX20250915001"),
        (datetime(2025, 9, 16, 0, 0, tzinfo=MONDAY.tzinfo), "BX20250916001"),
        (datetime(2025, 12, 31, 23, 59, tzinfo=MONDAY.tzinfo), "BX20251231001"),
        (datetime(2026, 1, 1, 0, 1, tzinfo=MONDAY.tzinfo), "BX20260101001"),
        (datetime(2028, 2, 29, 12, tzinfo=MONDAY.tzinfo), "BX20280229001"),
    ],
)
def test_numbers_carry_the_local_day(office: Office, moment: datetime, number: str):
    office.now = moment
    assert office.reported().number == number


def test_numbers_count_per_local_day_and_begin_anew_at_midnight(office: Office):
    office.now = MONDAY.replace(hour=23, minute=58)
    given = [office.reported(now=office.later(minutes=1)).number for _ in range(3)]
    assert given == ["BX20250915001", "BX20250916001", "BX20250916002"]


def test_a_refused_report_uses_up_no_number(office: Office):
    savepoint = office.session.begin_nested()
    assert office.reported().number == "BX20250915001"
    savepoint.rollback()
    assert office.reported().number == "BX20250915001"


def test_numbers_of_prefixes_and_days_do_not_touch_each_other(office: Office):
    day, project = date(2025, 9, 15), office.project.id
    drawn = [next_number(office.session, project, prefix, day) for prefix in ("BX", "TS", "BX", "BX")]
    drawn.append(next_number(office.session, project, "BX", day + timedelta(days=1)))
    assert drawn == ["BX20250915001", "TS20250915001", "BX20250915002", "BX20250915003", "BX20250916001"]


def test_the_thousandth_number_of_a_day_goes_on(office: Office):
    drawn = [next_number(office.session, office.project.id, "BX", date(2025, 9, 15)) for _ in range(1001)]
    assert drawn[998:] == ["BX20250915999", "BX202509151000", "BX202509151001"]
    assert len(set(drawn)) == 1001


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database of its own, for transactions that really commit."""
    store = Store(copied_database(tmp_path))
    yield store
    store.close()


def test_two_transactions_never_draw_the_same_number(store: Store):
    path = store.engine.url.database
    assert path
    with Session(store.engine) as one:
        assert Office(one).reported().number == "BX20250915001"
        impatient = sqlite3.connect(path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")
        impatient.close()
        one.commit()
    with Session(store.engine) as other:
        assert Office(other).reported().number == "BX20250915002"


async def test_many_clerks_at_once_draw_every_number_once(store: Store):
    clerks = [Store(store.url) for _ in range(3)]
    drawn = await asyncio.gather(
        *(clerk.run(lambda session: Office(session).reported().number) for _ in range(4) for clerk in clerks)
    )
    for clerk in clerks:
        clerk.close()
    assert sorted(drawn) == [f"BX20250915{count:03d}" for count in range(1, 13)]
