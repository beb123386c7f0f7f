"""Two people at the same moment: what one has just handed on, the other does not take back from who has it now."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from models.assignments import actions, leaving
from models.assignments.tables import Assignment
from tests.postgres import Cluster
from tests.rules.builders import Office

pytestmark = pytest.mark.postgres
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


def until_somebody_waits(engine: Engine) -> None:
    """Until another session waits for a lock."""
    with engine.connect() as looking:
        for _ in range(100_000):
            if looking.scalar(WAITING):
                return
            looking.rollback()
    raise AssertionError("nobody waits")


def taken(engine: Engine, kept: list[int]) -> None:
    """What the end of an employment takes back, in a transaction of its own."""
    with Session(engine) as session:
        office = Office(session)
        kept.append(
            leaving.give_back_tasks(session, office.staff("林海涛"), by=office.person("周立新"), now=office.now)
        )
        session.commit()


@pytest.mark.rows("R016")
def test_a_task_that_was_handed_on_at_the_same_moment_stays_where_it_is(cluster: Cluster):
    engine, kept = create_engine(cluster.office()), list[int]()
    with Session(engine, expire_on_commit=False) as first:
        office = Office(first)
        boss, due = office.person("周立新"), office.now + timedelta(days=1)
        mine = office.staff("林海涛").person_id
        one = actions.give(first, by=boss, to=mine, words="检查泵房", due_at=due, now=office.now)
        first.commit()
        actions.hand_on(first, one.id, by=boss, to=office.staff("唐国平").person_id, now=office.now)
        other = threading.Thread(target=taken, args=(engine, kept))
        other.start()
        until_somebody_waits(engine)
        first.commit()
        other.join()
    with Session(engine) as session:
        assert kept == [0]
        assert session.get_one(Assignment, one.id).assignee_id == Office(session).staff("唐国平").person_id
    engine.dispose()
