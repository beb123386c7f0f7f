"""The clock and a person at the same ticket in the same moment: neither holds up the other, and the log tells one story."""

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from models.dues import Due
from models.tickets.alarms import ALARM, acknowledge
from models.tickets.lifecycle import Status
from models.tickets.overdue import look
from models.tickets.ringing import ring_again
from models.tickets.tables import Ticket
from models.tickets.watch import WATCH
from tests.postgres import Cluster
from tests.rules.builders import STEPS, Office

pytestmark = pytest.mark.postgres


def in_hand(clock: Session, kind: str) -> Due:
    """What the clock does first with a thing that is due."""
    due = clock.scalars(
        select(Due).where(Due.kind == kind).order_by(Due.due_at, Due.id).limit(1).with_for_update()
    ).one()
    clock.delete(due)
    clock.flush()
    return due


@pytest.mark.rows("J04")
def test_a_job_is_accepted_while_the_clock_is_about_to_alarm(cluster: Cluster):
    engine = create_engine(cluster.office())
    with Session(engine, expire_on_commit=False) as desk:
        ticket = Office(desk).brought_to(Status.ASSIGNED)
        desk.commit()
    with Session(engine) as clock, Session(engine, expire_on_commit=False) as person:
        due = in_hand(clock, WATCH)
        assert due.occasion.startswith("accept")
        person.execute(text("SET lock_timeout = '3s'"))
        office = Office(person)
        STEPS["accept"](office, person.get_one(Ticket, ticket.id))
        person.commit()
        look(clock, ticket.id, due.occasion, office.later(hours=1))
        clock.commit()
        office.session.expire_all()
        assert [one.kind for one in office.events(ticket)][-1] == "accept"
        assert {one.partition(":")[0] for one in office.watched(ticket)} == {"done"}
    engine.dispose()


@pytest.mark.rows("R098")
def test_an_alarm_is_answered_while_the_clock_is_about_to_ring(cluster: Cluster):
    engine = create_engine(cluster.office())
    with Session(engine, expire_on_commit=False) as desk:
        ticket = Office(desk).reported(symptom="2.1")
        desk.commit()
    with Session(engine) as clock, Session(engine, expire_on_commit=False) as person:
        in_hand(clock, ALARM)
        person.execute(text("SET lock_timeout = '3s'"))
        office = Office(person)
        acknowledge(person, ticket.id, by=office.person("郑雨"), now=office.now)
        person.commit()
        ring_again(clock, ticket.id, office.later(minutes=5))
        clock.commit()
        assert "alarm.again" not in [one.kind for one in office.events(ticket)]
        assert office.watched(ticket, ALARM) == {}
    engine.dispose()
