"""Plans are opened once and ticked with a note; the quality sample is a lottery that anybody can repeat (R159, R160, J34)."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clockwork.duties import Shift
from jobs import reports as duties
from models.events import Event
from models.notices import Notice
from models.plans import actions as plans
from models.plans.reading import items_of
from models.plans.tables import PlanItem
from models.plans.texts import ITEMS, wording
from models.refusals import Gone, Outdated, OwnSample, TooLate, WordsMissing
from models.reports.contents import count
from models.reports.periods import Period, PeriodKind, period_of
from models.samples import actions as samples
from models.samples.drawing import closed_before, drawn
from models.samples.tables import Sample, Verdict
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from tests.rules.builders import MONDAY, Office

FRIDAY = MONDAY.replace(hour=16) + timedelta(days=4)
WEEKLY = (
    "负责办理入驻收费的全部手续",
    "配合招商中心开门看房手续",
    "根据业主需求开展其他有偿服务",
    "完善业主档案",
    "定期思想交流总结",
)


def shift(office: Office, slot=MONDAY) -> Shift:
    return Shift(office.session, office.project, office.now, slot, office.now)


def this(office: Office, kind: PeriodKind = PeriodKind.WEEK) -> Period:
    return period_of(office.project.zone, kind, office.now)


def opened(office: Office, kind: PeriodKind = PeriodKind.WEEK) -> list[PlanItem]:
    plans.open_plan(office.session, office.project, this(office, kind), office.now)
    return list(items_of(office.session, office.project, this(office, kind)))


def told(office: Office, kind: str) -> int:
    return len(office.session.scalars(select(Notice.id).where(Notice.kind == kind)).all())


@pytest.mark.rows("R159", "R160")
def test_the_five_items_stand_as_in_the_handbook():
    assert tuple(one.zh for one in ITEMS[PeriodKind.WEEK]) == WEEKLY
    assert ITEMS[PeriodKind.MONTH][0].zh == "完善客服制度和流程,部门基本实现制度化管理"
    assert [len(items) for items in ITEMS.values()] == [5, 5]
    with pytest.raises(Gone):
        wording(PeriodKind.WEEK, 6)


@pytest.mark.rows("R159", "R160", "J11")
def test_the_clock_opens_a_plan_once(office: Office):
    for _ in range(2):
        duties.weekly_plan(shift(office))
        duties.monthly_plan(shift(office))
    assert [one.number for one in items_of(office.session, office.project, this(office))] == [1, 2, 3, 4, 5]
    service = {"许文静", "郑雨"}
    readers = office.session.scalars(select(Notice.person_id).where(Notice.kind == "plan.opened")).all()
    assert {office.person(name).id for name in service} <= set(readers)
    assert len(readers) == 2 * len(set(readers))


@pytest.mark.rows("R159")
def test_an_item_is_ticked_with_a_note_and_evidence_and_taken_back(office: Office):
    one, *_ = opened(office)
    ticket = office.reported()
    desk = {"by": office.person("郑雨"), "now": office.now}
    with pytest.raises(WordsMissing):
        plans.tick(office.session, one.id, **desk, note="  ")
    with pytest.raises(Gone):
        plans.tick(office.session, one.id, **desk, note="好", ticket_id=999999)
    for stranger in ("何志强", "林海涛", "陈女士"):
        with pytest.raises(Gone):
            plans.tick(office.session, one.id, by=office.person(stranger), now=office.now, note="好")
    plans.tick(office.session, one.id, **desk, note="两户已办", ticket_id=ticket.id, seen=1)
    assert (one.by_id, one.note, one.ticket_id) == (desk["by"].id, "两户已办", ticket.id)
    with pytest.raises(TooLate):
        plans.tick(office.session, one.id, **desk, note="再")
    with pytest.raises(Outdated):
        plans.untick(office.session, one.id, **desk, seen=1)
    plans.untick(office.session, one.id, **desk)
    assert one.done_at is None
    log = office.session.scalars(select(Event.kind).where(Event.subject == one.subject).order_by(Event.id)).all()
    assert list(log) == ["plan.ticked", "plan.unticked"]


@pytest.mark.rows("R159", "R160")
def test_friday_reminds_of_what_is_open_and_only_then(office: Office):
    items = opened(office)
    office.now = FRIDAY
    assert duties.undone(shift(office, FRIDAY)).facts == {"told": 5}
    for one in items:
        plans.tick(office.session, one.id, by=office.person("郑雨"), now=office.now, note="已办")
    before = told(office, "plan.undone")
    assert duties.undone(shift(office, FRIDAY)).facts == {"told": 0}
    assert told(office, "plan.undone") == before
    holiday = MONDAY.replace(month=10, day=3)
    assert duties.undone(shift(office, holiday)).facts == {"not_a_working_day": True}


@pytest.mark.rows("R159", "R157")
def test_what_is_not_done_is_named_in_the_report_and_is_closed_a_week_later(office: Office):
    one, second, *_ = opened(office)
    plans.tick(office.session, one.id, by=office.person("郑雨"), now=office.now, note="已办")
    section = next(each for each in count(office.session, office.project, this(office)) if each.code == "plan")
    [done] = section.figures
    assert (done.value, done.base) == (1, 5)
    assert [note.zh for note in section.notes] == [f"未完成：{text}" for text in WEEKLY[1:]]
    office.now += timedelta(days=7)
    plans.tick(office.session, second.id, by=office.person("郑雨"), now=office.now, note="补办")
    office.now += timedelta(days=7)
    with pytest.raises(TooLate):
        plans.untick(office.session, second.id, by=office.person("郑雨"), now=office.now)


@pytest.mark.rows("J34")
def test_the_lottery_depends_on_the_week_alone():
    numbers = [f"BX20250915{one:03d}" for one in range(1, 43)]
    once = drawn(numbers, 202538, 10)
    assert len(once) == 5
    shuffled = numbers[:]
    random.Random(7).shuffle(shuffled)
    assert drawn(shuffled, 202538, 10) == once
    assert drawn(numbers, 202539, 10) != once
    assert len(drawn(numbers[:1], 202538, 10)) == 1
    assert drawn([], 202538, 10) == []
    assert len({one for week in range(202501, 202553) for one in drawn(numbers, week, 10)}) > 35


def closed(office: Office, many: int) -> list[Ticket]:
    found = [office.brought_to(Status.CLOSED) for _ in range(many)]
    office.now = FRIDAY
    return found


@pytest.mark.rows("J34", "R004")
def test_a_tenth_of_what_was_closed_is_drawn_once_and_never_the_supervisors_own(office: Office):
    tickets = closed(office, 12)
    for one in tickets[:6]:
        one.first_receiver_id = office.person("许文静").id
    late = duties.sample(Shift(office.session, office.project, FRIDAY + timedelta(days=1), FRIDAY, FRIDAY))
    assert late.facts == {"told": 1}
    assert duties.sample(shift(office, FRIDAY)).facts == {"told": 0}
    [one] = office.session.scalars(select(Sample)).all()
    assert one.ticket in tickets[6:]
    assert one.code == 202538
    readers = office.session.scalars(select(Notice.person_id).where(Notice.kind == "sample.drawn")).all()
    assert list(readers) == [office.person("许文静").id]


@pytest.mark.rows("J34")
def test_each_closed_ticket_belongs_to_one_draw(office: Office):
    tickets = closed(office, 3)
    tickets[0].ended_at, tickets[1].ended_at = FRIDAY, FRIDAY + timedelta(minutes=1)
    first = closed_before(office.session, office.project, FRIDAY)
    second = closed_before(office.session, office.project, FRIDAY + timedelta(days=7))
    assert {one.id for one in first} | {one.id for one in second} == {one.id for one in tickets}
    assert {one.id for one in first} & {one.id for one in second} == set()
    assert tickets[0] in first


def test_a_week_in_which_nothing_was_closed_draws_nothing_and_tells_nobody(office: Office):
    office.now = FRIDAY
    assert duties.sample(shift(office, FRIDAY)).facts == {"told": 0}
    assert told(office, "sample.drawn") == 0


@pytest.mark.rows("J34", "R004")
def test_a_verdict_counts_in_the_report_and_nobody_judges_the_own_work(office: Office):
    closed(office, 1)
    samples.draw(office.session, office.project, FRIDAY, FRIDAY)
    [one] = office.session.scalars(select(Sample)).all()
    supervisor = {"by": office.person("许文静"), "now": office.now}
    with pytest.raises(Gone):
        samples.judge(office.session, one.id, by=office.person("郑雨"), now=office.now, verdict=Verdict.GOOD)
    with pytest.raises(WordsMissing):
        samples.judge(office.session, one.id, **supervisor, verdict=Verdict.IMPROVE)
    samples.judge(office.session, one.id, **supervisor, verdict=Verdict.IMPROVE, note="照片不清", seen=1)
    with pytest.raises(Outdated):
        samples.judge(office.session, one.id, **supervisor, verdict=Verdict.GOOD, seen=1)
    section = next(each for each in count(office.session, office.project, this(office)) if each.code == "quality")
    drawn_, good = section.figures
    assert (drawn_.value, good.value, good.base) == (1, 0, 1)
    assert good.behind == ((one.ticket.subject, one.ticket.number),)
    one.ticket.entered_by_id = office.person("许文静").id
    with pytest.raises(OwnSample):
        samples.judge(office.session, one.id, **supervisor, verdict=Verdict.GOOD)
