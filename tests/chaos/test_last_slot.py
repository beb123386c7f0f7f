"""Two replicas give out the last time of a colleague at the same moment: one owner gets it, the other is offered the next (R047)."""

import threading

import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from models.capacity import actions
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.people import Leave
from models.refusals import SlotTaken
from models.staffing import roster
from tests.chaos.test_two_hands import until_somebody_waits
from tests.postgres import Cluster
from tests.rules.builders import Office

pytestmark = pytest.mark.postgres
CLEANING = Need("cleaning", "cleaning", 120)


def held(session: Session, name: str) -> Hold:
    office = Office(session)
    start, person = office.now.replace(hour=10), office.person(name)
    return actions.hold(session, office.project, CLEANING, start, by=person, now=office.now)


def tries(engine: Engine, name: str, came: list[object]) -> None:
    """Another replica holds the same time for somebody else."""
    with Session(engine) as session:
        try:
            came.append(held(session, name).staff_id)
        except SlotTaken as refusal:
            came.append([f"{one.start:%H:%M}" for one in refusal.facts["next"]][:2])
        session.commit()


def one_cleaner(engine: Engine) -> None:
    with Session(engine) as session:
        office = Office(session)
        day = office.now.date()
        session.add(Leave(staff_id=office.person("姜红").id, first=day, last=day))
        session.commit()


@pytest.mark.rows("R047")
def test_two_want_the_last_slot_and_exactly_one_gets_it(cluster: Cluster):
    engine, came = create_engine(cluster.office()), list[object]()
    one_cleaner(engine)
    with Session(engine) as first:
        held(first, "陈女士")
        other = threading.Thread(target=tries, args=(engine, "凌女士", came))
        other.start()
        until_somebody_waits(engine)
        first.commit()
        other.join()
    with Session(engine) as session:
        assert came == [["12:30", "13:00"]]
        assert session.scalar(select(func.count()).where(Hold.state == HoldState.HELD)) == 1
    engine.dispose()


@pytest.mark.rows("R047")
def test_many_at_once_never_share_a_colleague(cluster: Cluster):
    engine, came = create_engine(cluster.office()), list[object]()
    names = ("陈女士", "凌女士", "章先生", "秦先生")
    crowd = [threading.Thread(target=tries, args=(engine, name, came)) for name in names]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    with Session(engine) as session:
        kept = session.scalars(select(Hold.staff_id).where(Hold.state == HoldState.HELD)).all()
        assert len(kept) == 1  # at ten only 邓秀英 is there
        assert [one for one in came if isinstance(one, int)] == kept
    engine.dispose()


@pytest.mark.rows("R015", "R047")
def test_nobody_is_held_on_a_day_for_which_their_leave_is_just_entered(cluster: Cluster):
    engine, came = create_engine(cluster.office()), list[object]()
    one_cleaner(engine)
    with Session(engine) as first:
        office = Office(first)
        day, cleaner = office.now.date(), office.person("邓秀英").id
        head = office.person("曹桂芳")
        roster.take_leave(first, cleaner, by=head, now=office.now, first=day, last=day, reason="病假")
        other = threading.Thread(target=tries, args=(engine, "凌女士", came))
        other.start()
        until_somebody_waits(engine)
        first.commit()
        other.join()
    assert came == [["07:00", "07:30"]]  # of the next day
    engine.dispose()
