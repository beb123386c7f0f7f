"""Leases: one holder at a time, and a fencing token that grows with every new one."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import leases
from tests.rules.builders import MONDAY, Office

LASTS = timedelta(seconds=15)


def test_the_first_has_it_and_renews_it_under_the_same_token(office: Office):
    session = office.session
    assert leases.acquire(session, "send:1", "a", MONDAY, LASTS) == 1
    assert leases.acquire(session, "send:1", "b", MONDAY, LASTS) is None
    later = MONDAY + timedelta(seconds=10)
    assert leases.acquire(session, "send:1", "a", later, LASTS) == 1
    assert leases.acquire(session, "send:1", "b", later + timedelta(seconds=14), LASTS) is None


def test_another_takes_it_when_it_has_run_out_and_the_first_is_fenced_out(office: Office):
    session = office.session
    leases.acquire(session, "send:1", "a", MONDAY, LASTS)
    late = MONDAY + timedelta(seconds=16)
    assert not leases.holds(session, "send:1", "a", 1, late)
    assert leases.acquire(session, "send:1", "b", late, LASTS) == 2
    assert leases.holds(session, "send:1", "b", 2, late)
    assert not leases.holds(session, "send:1", "a", 1, late)
    assert leases.acquire(session, "send:1", "a", late, LASTS) is None


def test_whoever_lets_go_makes_way_and_the_count_goes_on(office: Office):
    session = office.session
    leases.acquire(session, "send:1", "a", MONDAY, LASTS)
    leases.acquire(session, "poll:1", "a", MONDAY, LASTS)
    leases.release(session, "a", MONDAY)
    session.expire_all()
    soon = MONDAY + timedelta(milliseconds=1)
    assert leases.acquire(session, "send:1", "b", soon, LASTS) == 2
    assert leases.acquire(session, "poll:1", "c", soon, LASTS) == 2
    assert not leases.holds(session, "send:1", "a", 1, soon)


def test_leases_of_different_names_do_not_touch(office: Office):
    assert leases.acquire(office.session, "send:1", "a", MONDAY, LASTS) == 1
    assert leases.acquire(office.session, "send:2", "b", MONDAY, LASTS) == 1
    assert not leases.holds(office.session, "send:3", "a", 1, MONDAY)


@pytest.fixture(scope="module")
def engine(rules_engine: Engine) -> Engine:
    return rules_engine


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20), st.booleans()), min_size=1, max_size=25))
def test_however_they_compete_there_is_one_holder_and_the_token_never_falls(
    engine: Engine, steps: list[tuple[str, int, bool]]
):
    with engine.connect() as connection, Session(connection) as session:
        now, newest, holder, until = MONDAY, 0, "", MONDAY
        for who, seconds, lets_go in steps:
            now += timedelta(seconds=seconds)
            token = leases.acquire(session, "race", who, now, LASTS)
            if token is None:
                assert holder not in ("", who)
                assert now <= until
            else:
                assert token >= newest
                assert token > newest or who == holder
                newest, holder, until = token, who, now + LASTS
            holding = [one for one in "abc" if leases.holds(session, "race", one, newest, now)]
            assert len(holding) <= 1
            assert holding == ([holder] if holder and now < until else [])
            if lets_go and holder == who:
                leases.release(session, who, now)
                session.expire_all()
                now += timedelta(milliseconds=1)
                holder, until = "", now
        connection.rollback()
