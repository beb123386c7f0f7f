"""The power goes at the worst moment: what was committed is shown and not done again, what was not is done once."""

from dataclasses import replace

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import select

from bot.__main__ import HOUSE
from bot.clockwork.duties import Duty, Outcome, Shift
from bot.tables import DutyRun, Inbox, InboxState, RunState
from jobs import digests
from models.notices import Notice, NoticeState, tell
from models.people import Side
from models.rota import staff_of
from tests.cutting import PowerCut, cut_once, restarted, with_duty
from tests.people import Town
from tests.stories.steps import dispatch, reported, to_the_read_back

pytestmark = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["sqlite"])


async def comes_back(town: Town) -> None:
    """A new process starts, finds what was left, and does it."""
    await town.add_machine()
    await town.settled()


async def test_a_crash_between_the_commit_and_the_screen_shows_it_later_and_does_nothing_twice(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    town.lines[0].held = {"editMessageText", "sendMessage", "answerCallbackQuery"}
    town.sandbox.press(owner.user, owner.side, "确认")
    await town.lines[0].hanging.wait()
    assert len(town.tickets()) == 1
    assert "请您核对" in owner.text
    await town.crash()
    await comes_back(town)
    assert len(town.tickets()) == 1
    assert "谢谢您，报修已提交" in owner.find("报修已提交").text
    assert sum("您的报修已接收" in one.text for one in owner.messages()) == 1
    assert sum("新报修" in one.text for one in town.phone("郑雨").messages()) == 1
    states = town.look(lambda session: set(session.scalars(select(Inbox.state))))
    assert states == {InboxState.SHOWN}


async def test_a_crash_before_the_update_was_confirmed_handles_it_once(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await town.crash()
    for _ in range(2):
        town.sandbox.press(owner.user, owner.side, "确认")
    await comes_back(town)
    assert len(town.tickets()) == 1
    assert "单号BX20250915001" in owner.text


async def test_a_crash_while_notices_are_being_sent_sends_the_rest(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    town.lines[0].held = {"sendMessage"}
    town.sandbox.press(desk.user, desk.side, "派给工程部")
    await town.lines[0].hanging.wait()
    await town.crash()
    await comes_back(town)
    head = town.phone("何志强")
    assert sum("请派工" in one.text for one in head.messages()) == 1
    assert "状态：已派发" in owner.text
    await head.taps("派给林海涛")
    assert "请接单" in town.phone("林海涛").text


async def test_a_crash_after_each_step_of_a_repair_still_ends_it(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    steps = (
        ("郑雨", "派给工程部"),
        ("何志强", "派给林海涛"),
        ("林海涛", "接单"),
        ("林海涛", "到达签到"),
        ("林海涛", "完工"),
        ("林海涛", "免费：保修期内"),
        ("林海涛", "已疏通"),
        ("林海涛", "外观无明显变化"),
        ("林海涛", "确认完工"),
        ("郑雨", "反馈业主"),
    )
    for name, label in steps:
        phone = town.phone(name)
        town.sandbox.press(phone.user, phone.side, label)
        await town.crash()
        await comes_back(town)
    assert "已处理：已疏通" in owner.text
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.version) == ("fed_back", 7)


async def test_a_crash_in_the_middle_of_the_morning_digest_tells_everybody_once(town: Town):
    duty = replace(HOUSE.schedule.duty("J10-morning"), run=cut_once(digests.morning))
    await restarted(town, with_duty(duty))
    with pytest.raises(PowerCut):
        await town.until(town.at("08:41", days=1))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.machines[0].timekeeper.tick()
    await town.settled()
    for name in ("周立新", "许文静", "何志强", "曹桂芳", "彭勇"):
        assert sum("日报" in one.text or "早报" in one.text for one in town.phone(name).messages()) == 1, name
    run = town.look(lambda session: session.scalars(select(DutyRun).where(DutyRun.facts != {})).one())
    assert (run.state, run.attempts, run.facts["told"]) == (RunState.DONE, 2, 5)


async def test_a_duty_in_chunks_goes_on_where_the_power_went(town: Town):
    cuts, began = iter([True]), []

    def one_by_one(shift: Shift) -> Outcome:
        people = staff_of(shift.session, shift.project)[:6]
        one = people[shift.cursor]
        began.append(shift.cursor)
        fresh = tell(
            shift.session,
            project_id=shift.project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="digest.evening",
            subject="digest",
            occasion="chunks",
            now=shift.now,
        )
        if shift.cursor == 3 and next(cuts, False):
            raise PowerCut
        after = shift.cursor + 1
        return Outcome({"told": int(fresh)}, cursor=after if after < len(people) else None)

    duty = Duty("chunks", "chunks", lambda zone: CronTrigger.from_crontab("0 10 * * *", timezone=zone), one_by_one)
    await restarted(town, with_duty(duty))
    with pytest.raises(PowerCut):
        await town.until(town.at("10:01"))
    await town.crash()
    await town.add_machine(with_duty(duty))
    await town.machines[0].timekeeper.tick()
    assert began == [0, 1, 2, 3, 3, 4, 5]
    run = town.look(lambda session: session.scalars(select(DutyRun).where(DutyRun.duty == "chunks")).one())
    assert (run.state, run.facts["told"]) == (RunState.DONE, 6)
    count = town.look(lambda session: len(session.scalars(select(Notice).where(Notice.occasion == "chunks")).all()))
    assert count == 6


async def test_a_lease_that_nobody_renews_is_waited_for(town: Town):
    await reported(town.phone("陈女士"))
    await town.crash()
    town.clock.ahead = town.clock.ahead * 0  # the new process starts at once: the old one's rights still stand
    machine = await town.add_machine()
    town.look(
        lambda session: tell(
            session,
            project_id=1,
            person_id=town.person(session, "郑雨").id,
            side=Side.STAFF,
            kind="report.desk",
            subject="ticket:1",
            occasion="again",
            now=town.clock.now(),
            facts={"ticket": 1},
        )
    )
    await machine.settle()
    waiting = select(Notice.state).where(Notice.occasion == "again")
    assert town.look(lambda session: session.scalar(waiting)) == NoticeState.QUEUED
    town.clock.ahead = town.clock.ahead.resolution * 10**6 * 300
    await machine.settle()
    assert town.look(lambda session: session.scalar(waiting)) == NoticeState.SENT


async def test_nothing_of_a_dispatch_is_lost_when_the_whole_town_goes_dark(town: Town):
    await reported(town.phone("陈女士"))
    await town.crash()
    await comes_back(town)
    await dispatch(town)
    assert "请接单" in town.phone("林海涛").text
