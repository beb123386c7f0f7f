"""What the clock does with orders, times and cash: twice it has one effect, cut in the middle too, and after an outage it is made up for once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.__main__ import HOUSE
from bot.clockwork.duties import Shift
from models.calls.tables import Call, CallKind
from models.capacity.actions import hold
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.capacity.taking import HOLD_ENDS
from models.dues import Due
from models.estate import Project
from models.ledger import watch as cash
from models.notices import Notice
from models.orders import timing
from models.orders.tables import OrderStep
from tests.cutting import PowerCut, cut_once, restarted, with_due, with_duty
from tests.people import Town
from tests.stories.service_steps import OWNER, booked, charged, paid_order
from tests.stories.test_services_prices import asks, priced

pytestmark = [
    pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"]),
    pytest.mark.rows("R062", "R126", "X3"),
]


async def priced_order(town: Town) -> None:
    """A price is with the customer, for three days."""
    await asks(town.phone(OWNER))
    await priced(town)


async def asked_order(town: Town) -> None:
    """The office owes a price."""
    await asks(town.phone(OWNER))


async def owed_order(town: Town) -> None:
    """Forty yuan are owed."""
    await charged(town, await booked(town))


async def in_the_pocket(town: Town) -> None:
    """The plumber has the customer's cash."""
    await paid_order(town)


async def held_time(town: Town) -> None:
    """Somebody thinks about a time."""

    def keep(session: Session) -> None:
        person, now = town.person(session, OWNER), town.clock.now()
        project, need = session.get_one(Project, person.project_id), Need("engineering", "water", 60)
        hold(session, project, need, free_starts(session, project, need, now)[0].start, by=person, now=now)

    town.look(keep)


def told(*kinds: str) -> Callable[[Session], list[Any]]:
    """Who was told."""

    def read(session: Session) -> list[Any]:
        wanted = select(Notice.kind, Notice.person_id).where(Notice.kind.in_(kinds))
        return [tuple(one) for one in session.execute(wanted)]

    return read


def expired(session: Session) -> list[Any]:
    """The steps of prices that have run out, and who was told of it."""
    steps = session.scalars(select(OrderStep.move).where(OrderStep.move == "expire")).all()
    return [*steps, *told("order.expire.customer", "order.expire.desk", "order.price_waits.customer")(session)]


def calls(session: Session) -> list[Any]:
    """The calls about money."""
    return list(session.scalars(select(Call.subject).where(Call.kind == CallKind.UNPAID)))


def given_back(session: Session) -> list[Any]:
    """The times that are free again."""
    return list(session.scalars(select(Hold.id).where(Hold.state == HoldState.RELEASED)))


@dataclass(frozen=True)
class Case:
    """What the clock does, from where, how long afterwards, and what is there then, each thing once."""

    kind: str
    begin: Callable[[Town], Awaitable[None]]
    after: timedelta
    effect: Callable[[Session], list[Any]]


HOURS, DAYS = (lambda count: timedelta(hours=count)), (lambda count: timedelta(days=count))
CASES = {
    "price waits": Case(timing.PRICE_WAITS, priced_order, HOURS(37), told("order.price_waits.customer")),
    "price ends": Case(timing.PRICE_ENDS, priced_order, HOURS(73), expired),
    "unpaid": Case(timing.UNPAID, owed_order, HOURS(73), told("order.unpaid.customer")),
    "unpaid, call": Case(timing.UNPAID, owed_order, DAYS(11), calls),
    "audit waits": Case(timing.AUDIT_WAITS, in_the_pocket, HOURS(30), told("order.money_waits.finance")),
    "price owed": Case(timing.OFFICE_WAITS, asked_order, HOURS(7), told("order.price_owed.desk")),
    "time held": Case(HOLD_ENDS, held_time, HOURS(1), given_back),
    "cash late": Case(cash.LATE, in_the_pocket, HOURS(32), told("cash.late", "cash.late_of")),
    "cash later": Case(cash.LATER, in_the_pocket, HOURS(49), told("cash.late_of")),
}


def once(town: Town, case: Case) -> None:
    """There is an effect, and nothing of it twice."""
    found = town.look(case.effect)
    assert found
    assert len(found) == len(set(found)), found


@pytest.mark.parametrize("name", CASES)
async def test_what_is_done_twice_is_done_once(town: Town, name: str):
    case = CASES[name]
    usual, seen = HOUSE.schedule.dues[case.kind], []

    def twice(shift: Shift, due: Due) -> None:
        for _ in range(2):
            usual(shift, due)
        seen.append(due.occasion)

    await restarted(town, with_due(case.kind, twice))
    await case.begin(town)
    await town.later(hours=case.after.total_seconds() / 3600)
    assert seen
    once(town, case)


@pytest.mark.parametrize("name", CASES)
async def test_a_crash_in_the_middle_leaves_one_effect(town: Town, name: str):
    case = CASES[name]
    await restarted(town, with_due(case.kind, cut_once(HOUSE.schedule.dues[case.kind])))
    await case.begin(town)
    moment = town.clock.now() + case.after
    with pytest.raises(PowerCut):
        await town.until(moment)
    await town.crash()
    await town.add_machine()
    await town.until(moment)
    once(town, case)


@pytest.mark.parametrize("name", CASES)
async def test_what_came_due_during_an_outage_is_made_up_for_once(town: Town, name: str):
    case = CASES[name]
    await case.begin(town)
    await town.stop_machines()
    town.clock.move_to(town.clock.now() + case.after + timedelta(days=1))
    await town.add_machine()
    await town.machines[0].timekeeper.tick()
    await town.settled()
    once(town, case)
    town.clock.move_to(town.clock.now() + timedelta(minutes=1))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    once(town, case)


async def test_after_a_long_outage_a_price_that_has_run_out_is_not_reminded_of(town: Town):
    await priced_order(town)
    await town.stop_machines()
    town.clock.move_to(town.clock.now() + timedelta(days=5))
    await town.add_machine()
    await town.machines[0].timekeeper.tick()
    await town.settled()
    assert town.look(told("order.price_waits.customer")) == []
    once(town, CASES["price ends"])


async def test_the_money_to_hand_over_is_said_once_a_slot_also_when_the_power_goes(town: Town):
    duty = HOUSE.schedule.duty("J17-first")
    await restarted(town, with_duty(replace(duty, run=cut_once(duty.run))))
    await in_the_pocket(town)
    with pytest.raises(PowerCut):
        await town.until(town.at("15:31"))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    assert len(town.look(told("cash.reminder"))) == 1
