"""Choosing a time for a visit: what is free, held while its owner thinks, and asked for again when it is lost (R047)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.__main__ import HOUSE
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.machine import House
from bot.scene import Command, Open
from bot.screens import Screen
from bot.texts import T
from handlers.service_times import FreeTime
from models import demo
from models.capacity import actions
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.estate import Both
from models.office import find_office
from models.people import Leave, Side
from models.staffing import roster
from tests.people import Phone, Town

MINUTES = {"short": 120, "long": 240}


def lengths(form: Form) -> Sequence[Option]:
    return [Option("short", Both("两小时", "Two hours")), Option("long", Both("四小时", "Four hours"))]


def cleaning(form: Form) -> Need:
    return Need("cleaning", "cleaning", MINUTES[form["length"]])


class Visit(Flow):
    """How long, and when."""

    name = "visit_made_for_this_test"
    title = T("button", "Report a repair")

    length = Choose(ask=T("owner", "Please write a few words."), label=Both("时长", "Length"), among=lengths)
    time = FreeTime(ask=T("owner", "When does it suit you?"), label=T("label", "Time wished"), need=cleaning)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        actions.book(form.scene.session, form["time"], f"order:{form.scene.me.id}", now=form.scene.now)
        return Screen(T("owner", "Thank you, your report has been sent. The number follows at once."))


def house() -> House:
    owner = HOUSE.routes[Side.OWNER]
    visit = Command(lambda _scene: Open(Visit), T("button", "Home"))
    more = replace(owner, flows=(*owner.flows, Visit), commands={**owner.commands, "visit": visit})
    return replace(HOUSE, routes={**HOUSE.routes, Side.OWNER: more})


async def with_visits(town: Town, *, away: str = "") -> None:
    """The house with one form more; perhaps somebody is on leave all week."""
    machines = len(town.machines)
    await town.stop_machines()
    for _ in range(machines):
        await town.add_machine(house())
    if away:
        town.look(lambda session: on_leave(town, session, away))


def on_leave(town: Town, session: Session, name: str) -> None:
    first = town.at("00:00").date()
    session.add(Leave(staff_id=town.person(session, name).id, first=first, last=first + timedelta(days=6)))


async def asked_when(town: Town, name: str = "陈女士") -> Phone:
    owner = town.phone(name)
    await owner.says("/visit")
    await owner.taps("两小时")
    return owner


def holds(town: Town) -> list[tuple[str, HoldState, str]]:
    def read(session: Session) -> list[tuple[str, HoldState, str]]:
        found = session.scalars(select(Hold).order_by(Hold.id)).all()
        return [(f"{one.starts.astimezone(town.at('00:00').tzinfo):%d %H:%M}", one.state, one.subject) for one in found]

    found: list[tuple[str, HoldState, str]] = town.look(read)
    return found


def taken_by(town: Town, name: str, start: datetime) -> None:
    """Somebody else books a time."""

    def deed(session: Session) -> None:
        project, person = find_office(session, demo.CODE), town.person(session, name)
        assert project is not None
        need, now = Need("cleaning", "cleaning", 120), town.clock.now()
        one = actions.hold(session, project, need, start, by=person, now=now)
        actions.book(session, one.id, "order:other", now=now)

    town.look(deed)


@pytest.mark.rows("R047")
async def test_a_free_time_is_tapped_held_read_back_and_booked(town: Town):
    await with_visits(town)
    owner = await asked_when(town)
    assert owner.labels[:8] == [f"9月15日 周一 {clock}" for clock in _half_hours("10:00", 8)]
    await owner.taps("更晚的时间")
    assert "以下是更晚的可预约时间" in owner.text
    assert owner.labels[0] == "9月15日 周一 14:00"
    assert "9月15日 周一 16:00（另加费用）" in owner.labels
    await owner.taps("最早的时间")
    await owner.taps("9月15日 周一 10:30")
    assert holds(town) == [("15 10:30", HoldState.HELD, "")]
    assert "期望时间：9月15日 周一 10:30-12:30" in owner.text
    await owner.taps("确认")
    assert [state for _, state, _ in holds(town)] == [HoldState.BOOKED]


def _half_hours(first: str, count: int) -> list[str]:
    start = datetime.fromisoformat(f"2025-09-15 {first}")
    return [f"{start + timedelta(minutes=30 * step):%H:%M}" for step in range(count)]


@pytest.mark.rows("R047")
async def test_two_owners_want_the_last_slot_one_gets_it_the_other_is_offered_the_next(town: Town):
    await with_visits(town, away="姜红")
    one, other = await asked_when(town), await asked_when(town, "凌女士")
    await one.taps("9月15日 周一 10:00")
    await other.taps("9月15日 周一 10:00")
    assert "对不起，该时段的服务人员已约满，就近可预约的时间如下" in other.text
    assert other.labels[:2] == ["9月15日 周一 12:30", "9月15日 周一 13:00"]
    await other.taps("9月15日 周一 12:30")
    for phone in (one, other):
        await phone.taps("确认")
    assert [(time, state) for time, state, _ in holds(town)] == [
        ("15 10:00", HoldState.BOOKED),
        ("15 12:30", HoldState.BOOKED),
    ]


@pytest.mark.rows("R047")
async def test_a_typed_time_is_checked_against_who_is_free(town: Town):
    await with_visits(town, away="姜红")
    taken_by(town, "凌女士", town.at("09:00", days=1))
    owner = await asked_when(town)
    await owner.says("明天上午九点")
    assert "已约满" in owner.text
    assert owner.labels[:4] == [f"9月16日 周二 {clock}" for clock in ("11:30", "12:00", "12:30", "13:00")]
    await owner.says("今天八点")
    assert "该时间已过" in owner.text or "已经过" in owner.text
    await owner.says("后天")
    assert "9月17日 周三可预约的时间如下" in owner.text
    assert owner.labels[0] == "9月17日 周三 07:00（另加费用）"
    await owner.says("后天下午")
    assert owner.labels[0] == "9月17日 周三 13:00"
    await owner.says("随便什么都好")
    assert holds(town)[1:] == []
    await owner.says("明天12点")
    assert "期望时间：9月16日 周二 12:00-14:00" in owner.text
    await owner.says("后天十点")  # at the read-back, another time corrects it
    assert "期望时间：9月17日 周三 10:00-12:00" in owner.text
    assert [state for _, state, _ in holds(town)] == [HoldState.BOOKED, HoldState.RELEASED, HoldState.HELD]


@pytest.mark.rows("R047")
async def test_a_time_that_was_lost_is_asked_for_again_and_the_other_answers_stay(town: Town):
    await with_visits(town, away="姜红")
    owner = await asked_when(town)
    await owner.taps("9月15日 周一 12:00")
    await town.later(minutes=10)
    assert [state for _, state, _ in holds(town)] == [HoldState.RELEASED]
    taken_by(town, "凌女士", town.at("12:00"))
    await owner.taps("确认")
    assert "您选的时间刚刚约满，其他内容已为您保留" in owner.text
    assert "9月15日 周一 12:00" not in owner.labels
    await owner.taps("9月16日 周二 07:00")
    assert "期望时间：9月16日 周二 07:00-09:00" in owner.text
    assert "刚刚约满" not in owner.text
    await owner.taps("确认")
    assert holds(town)[-1][:2] == ("16 07:00", HoldState.BOOKED)


@pytest.mark.rows("R047")
async def test_a_time_that_ran_out_and_is_still_free_is_simply_booked(town: Town):
    await with_visits(town)
    owner = await asked_when(town)
    await owner.taps("9月15日 周一 12:00")
    await town.later(minutes=20)
    await owner.taps("确认")
    assert [one[:2] for one in holds(town)] == [("15 12:00", HoldState.BOOKED)]


@pytest.mark.rows("R047")
async def test_more_work_makes_the_time_longer_or_asks_for_another(town: Town):
    await with_visits(town, away="姜红")
    owner = await asked_when(town)
    await owner.taps("9月15日 周一 12:00")
    await owner.taps("修改")
    await owner.taps("时长")
    await owner.taps("四小时")
    assert "您选的时间刚刚约满" in owner.text  # she goes at three
    await owner.taps("9月15日 周一 10:30")
    assert "期望时间：9月15日 周一 10:30-14:30" in owner.text
    await owner.taps("修改")
    await owner.taps("时长")
    await owner.taps("两小时")
    assert "期望时间：9月15日 周一 10:30-12:30" in owner.text


@pytest.mark.rows("R047", "R180")
async def test_where_nothing_is_free_a_person_finds_a_time(town: Town):
    await with_visits(town, away="姜红")
    town.look(lambda session: on_leave(town, session, "邓秀英"))
    town.look(lambda session: find_office(session, demo.CODE).__setattr__("policy", {"service_days_ahead": 3}))
    owner = await asked_when(town)
    assert "近期的时间已约满" in owner.text
    assert "联系人工" in owner.labels
    await owner.says("明天上午九点")
    assert "近期的时间已约满" in owner.text


@pytest.mark.rows("R015", "R067")
async def test_a_head_reads_which_booked_visits_need_somebody_else(town: Town):
    taken_by(town, "凌女士", town.at("10:00", days=2))

    def leave(session: Session) -> None:
        head, cleaner = town.person(session, "曹桂芳"), town.person(session, "邓秀英").id
        day = town.at("00:00", days=2).date()
        roster.take_leave(session, cleaner, by=head, now=town.clock.now(), first=day, last=day, reason="年假")

    town.look(leave)
    await town.settled()
    head, other = town.phone("曹桂芳"), town.phone("何志强")
    assert "已预约的上门服务需要换人" in head.text
    assert "9月17日 周三 10:00-12:00：邓秀英" in head.text
    await head.says("/digest")
    assert "需要换人的上门服务：1" in head.text
    assert "9月17日 周三 10:00-12:00：邓秀英" in head.text
    await other.says("/digest")
    assert "换人" not in other.text
