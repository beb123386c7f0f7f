"""The power goes while a report is made: whatever was begun is ended, and there is one report, told once (R157, J11)."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.clockwork.duties import Shift
from bot.tables import Document, DutyRun, RunState
from jobs import reports as duties
from models.estate import Project
from models.notices import Notice
from models.plans.tables import PlanItem
from models.reports.tables import Report
from tests.cutting import HOUSE, PowerCut, cut_once, restarted, with_duty
from tests.people import Town

pytestmark = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])


def told(town: Town, kind: str) -> list[int]:
    wanted = select(func.count()).where(Notice.kind == kind).group_by(Notice.person_id)
    return list(town.look(lambda session: session.scalars(wanted).all()))


async def test_a_crash_before_the_duty_was_kept_makes_one_report(town: Town):
    duty = replace(HOUSE.schedule.duty("J11"), run=cut_once(duties.weekly))
    await restarted(town, with_duty(duty))
    with pytest.raises(PowerCut):
        await town.until(town.at("8:31", days=7))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    [one] = town.look(lambda session: session.scalars(select(Report)).all())
    assert (one.code, one.counted_at is not None) == (202538, True)
    assert told(town, "report.drafted") == [1, 1]
    run = town.look(lambda session: session.scalars(select(DutyRun).where(DutyRun.facts != {})).one())
    assert (run.state, run.attempts) == (RunState.DONE, 2)


async def test_a_crash_before_the_numbers_were_counted_counts_them_once(town: Town):
    await restarted(town, with_duty(HOUSE.schedule.duty("J11")))
    await town.stop_machines()
    store = town.store
    now = town.at("8:30", days=7)

    def by_hand(session) -> None:
        office = session.get_one(Project, town.person(session, "许文静").project_id)
        duties.weekly(Shift(session, office, now, now, now))

    store.write(by_hand)
    store.write(by_hand)  # another process has done the same
    assert town.look(lambda session: session.scalar(select(func.count()).select_from(Document))) == 1
    town.clock.move_to(now)
    await town.add_machine(with_duty(HOUSE.schedule.duty("J11")))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    [one] = town.look(lambda session: session.scalars(select(Report)).all())
    assert one.counted_at is not None
    assert told(town, "report.drafted") == [1, 1]


async def test_a_report_that_is_days_late_is_made_and_says_so_and_a_forgotten_one_is_left_out(town: Town):
    await restarted(town, with_duty(HOUSE.schedule.duty("J11")))
    await town.stop_machines()
    town.clock.move_to(town.at("10:00", days=7 + 18))  # nothing ran for two and a half weeks
    await town.add_machine(with_duty(HOUSE.schedule.duty("J11")))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    codes = town.look(lambda session: session.scalars(select(Report.code).order_by(Report.code)).all())
    assert list(codes) == [202539, 202540]
    assert "补做" in town.phone("周立新").find("报告草稿已生成").text
    dropped = town.look(lambda session: session.scalars(select(DutyRun).where(DutyRun.state == RunState.DROPPED)).all())
    assert len(dropped) == 1


async def test_a_plan_is_opened_once_however_often_its_duty_runs(town: Town):
    duty = HOUSE.schedule.duty("R159")
    await restarted(town, with_duty(duty))
    await town.until(town.at("8:31", days=7))
    town.look(lambda session: session.query(DutyRun).delete())
    await town.machines[0].timekeeper.tick()
    await town.settled()
    assert town.look(lambda session: session.scalar(select(func.count()).select_from(PlanItem))) == 5
    assert set(told(town, "plan.opened")) == {1}
