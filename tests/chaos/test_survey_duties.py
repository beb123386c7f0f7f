"""What the clock does with a survey: twice it has one effect, cut in the middle too, and after an outage it is made up for once (J24)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.__main__ import HOUSE
from bot.clockwork.duties import Shift
from models.dues import Due
from models.estate import Project
from models.notices import Notice
from models.people import Role, Staff
from models.surveys import actions, timing
from models.surveys.tables import SurveyForm, SurveyRound, SurveyStep
from tests.chaos.test_order_duties import told
from tests.cutting import PowerCut, cut_once, restarted, with_due, with_duty
from tests.people import Town

pytestmark = [
    pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"]),
    pytest.mark.rows("R151", "J24"),
]


async def opened(town: Town) -> None:
    """A round goes on; nobody has been told yet."""

    def begin(session: Session) -> None:
        project, now = session.scalars(select(Project)).one(), town.clock.now()
        lead = session.scalars(select(Staff).where(Staff.role == Role.CS_SUPERVISOR)).first()
        assert lead is not None
        one = actions.prepare(session, project, by=lead.person, now=now)
        actions.open_round(session, one.id, by=lead.person, now=now)

    town.look(begin)


def asked(session: Session) -> list[Any]:
    """Who was told of which form: everybody on the bot, once, over two pieces."""
    found = session.execute(select(Notice.subject, Notice.person_id).where(Notice.kind == "survey.asked")).all()
    assert len(found) == 36
    return [tuple(one) for one in found]


def closed(session: Session) -> list[Any]:
    """The steps that ended it, and who was told."""
    newest = session.scalars(select(SurveyRound).order_by(SurveyRound.period.desc())).first()
    assert newest is not None
    steps = session.scalars(select(SurveyStep.move).where(SurveyStep.round_id == newest.id)).all()
    return [*(move for move in steps if move == "close"), *told("survey.closed")(session)]


@dataclass(frozen=True)
class Case:
    """What the clock does, how long after the opening, and what is there then, each thing once."""

    kind: str
    after: timedelta
    effect: Callable[[Session], list[Any]]
    begin: Callable[[Town], Awaitable[None]] = opened


CASES = {
    "sending": Case(timing.SEND, timedelta(minutes=5), asked),
    "reminder": Case(timing.REMIND, timedelta(days=7, minutes=5), told("survey.waits")),
    "end": Case(timing.CLOSE, timedelta(days=15), closed),
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
    await town.until(town.clock.now() + case.after)
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


async def test_after_a_long_outage_it_is_closed_once_and_nobody_is_reminded_of_what_is_over(town: Town):
    await opened(town)
    await town.stop_machines()
    town.clock.move_to(town.clock.now() + timedelta(days=30))
    await town.add_machine()
    for _ in range(2):
        await town.machines[0].timekeeper.tick()
        await town.settled()
    once(town, CASES["end"])
    assert town.look(told("survey.asked", "survey.reminded")) == []


async def test_a_round_is_prepared_once_also_when_the_power_goes(town: Town):
    duty = HOUSE.schedule.duty("J24")

    def in_september(session: Session) -> None:
        project = session.scalars(select(Project)).one()
        project.policy = {**project.policy, "survey_first_month": 9}

    town.look(in_september)
    await restarted(town, with_duty(replace(duty, run=cut_once(duty.run))))
    with pytest.raises(PowerCut):
        await town.until(town.at("09:06"))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    periods = town.look(lambda session: session.scalars(select(SurveyRound.period)).all())
    assert sorted(periods) == ["2025-05", "2025-09"]
    assert len(town.look(told("survey.prepared"))) == 2


async def test_each_form_is_issued_once(town: Town):
    await opened(town)
    keys = select(SurveyForm.round_id, SurveyForm.unit_id, SurveyForm.role)
    found = town.look(lambda session: session.execute(keys).all())
    assert len(found) == len(set(found)) == 2 * 79
