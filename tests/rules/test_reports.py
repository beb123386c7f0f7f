"""The figures of a report against an independent count over a generated month, and the life of a report (R157, R158, DOMAIN 5.4)."""

import random
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.complaints.lifecycle import Kind
from models.complaints.tables import Complaint
from models.complaints.timing import answer_by, end_by
from models.enquiries.tables import Enquiry
from models.events import Event
from models.notices import Notice
from models.refusals import Gone, NotCounted, NotYours, Outdated, PeriodNotOver, ReasonMissing, TooLate, WordsMissing
from models.reports import actions
from models.reports.contents import CONTENTS, count
from models.reports.figures import Figure, Measure, Section, as_json, from_json, percent, rate, the_ten
from models.reports.lifecycle import State
from models.reports.periods import Period, PeriodKind, before, period_of, period_on, period_with
from models.reports.reading import report_for, versions_of
from models.tickets.kinds import TicketKind
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Rating
from models.tickets.tables import Channel, Ticket
from tests.rules.builders import MONDAY, STEPS, Office
from tests.rules.test_complaints import answered, told
from tests.rules.test_enquiries import brought_to as enquiry_in

SYMPTOMS = ("2.5", "1.1", "2.2", "9.1", "3.2", "12.1")
MATTERS = ("C4", "C9", "C13", "C8")
ROAD = ("send", "assign", "accept", "arrive", "finish", "feed_back")


def busy_month(office: Office, seed: int) -> None:
    """Five weeks of random but repeatable work; what comes due meanwhile is done by the clock."""
    dice = random.Random(seed)
    moments = sorted(MONDAY + timedelta(minutes=dice.randrange(35 * 24 * 60)) for _ in range(40))
    for moment in moments:
        office.clock_to(max(moment, office.now))
        match dice.randrange(6):
            case 0:
                complaint(office, dice)
            case 1:
                enquiry_in(office, "with_desk")
            case _:
                ticket(office, dice)
    office.clock_to(MONDAY + timedelta(days=36))


def ticket(office: Office, dice: random.Random) -> None:
    one = office.reported(symptom=dice.choice(SYMPTOMS), channel=dice.choice(list(Channel)))
    if one.status != Status.RECORDED or one.symptom.department != "engineering":
        return
    for move in ROAD[: dice.randrange(7)]:
        office.clock_to(office.now + timedelta(minutes=dice.randrange(1, 4000)))
        STEPS[move](office, one)
    if one.status == Status.FED_BACK:
        office.rate(one, dice.randrange(2, 6), solved=dice.random() < 0.9)


def complaint(office: Office, dice: random.Random) -> None:
    facts = {"kind": dice.choice(list(Kind)), "matter": dice.choice(MATTERS)}
    told(office, dice.choice(("陈女士", "尹女士", "杜女士")), **facts)


def figures(office: Office, period: Period) -> dict[tuple[str, str], Figure]:
    """By section and code."""
    found = count(office.session, office.project, period)
    return {(section.code, one.code): one for section in found for one in section.figures}


def week(office: Office, number: int) -> Period:
    return period_with(office.project.zone, PeriodKind.WEEK, 202500 + number)


def inside(period: Period, moment: datetime | None) -> bool:
    return moment is not None and period.start <= moment < period.end


def late_stages(office: Office, one: Ticket, until: datetime) -> dict[str, datetime]:
    """Since when a ticket was late, read off its log by hand: of U2 the first rung of the end only warns."""
    found: dict[str, datetime] = {}
    for event in office.events(one):
        if event.kind != "overdue" or event.at >= until:
            continue
        stage, rung = event.facts["stage"], event.facts["rung"]
        if stage == "done" and rung == 0 and one.urgency == "U2" and one.kind == TicketKind.REPAIR:
            continue
        found.setdefault(stage, event.at)
    return found


def by_hand(office: Office, period: Period) -> dict[tuple[str, str], object]:
    """The same numbers in plain loops over every row."""
    tickets = [one for one in office.session.scalars(select(Ticket)) if one.parent_id is None]
    heard = list(office.session.scalars(select(Complaint)))
    asked = [one for one in office.session.scalars(select(Enquiry)) if inside(period, one.asked_at)]
    ratings = [one for one in office.session.scalars(select(Rating)) if inside(period, one.at)]
    new = [one for one in tickets if inside(period, one.received_at)]
    late = {one.id: late_stages(office, one, period.end) for one in tickets}
    repairs = [one for one in tickets if one.kind == TicketKind.REPAIR and one.status not in {"withdrawn", "merged"}]
    due = [one for one in repairs if inside(period, one.processed_at) or inside(period, late[one.id].get("done"))]
    heavy = [one for one in heard if one.kind in {Kind.COMPLAINT, Kind.CRITICISM} and one.received_at < period.end]
    ended = [one for one in heavy if one.ended_at is not None and one.ended_at < period.end]
    bound = [one for one in heavy if inside(period, one.ended_at) or inside(period, end_by(one))]
    answers = [one for one in heavy if inside(period, answer_by(office.project, one.received_at))]
    return {
        ("intake", "all"): len(new) + len([one for one in heard if inside(period, one.received_at)]) + len(asked),
        ("intake", "kind.repair"): sum(one.kind == TicketKind.REPAIR for one in new),
        ("intake", "kind.help"): sum(one.kind == TicketKind.HELP for one in new),
        ("intake", "told.praise"): sum(one.kind == Kind.PRAISE and inside(period, one.received_at) for one in heard),
        ("intake", "asked"): len(asked),
        ("timeliness", "repair"): (sum("done" not in late[one.id] for one in due), len(due)),
        ("timeliness", "answer"): (sum("answer" not in late[one.id] for one in new), len(new)),
        ("timeliness", "done"): sum(inside(period, one.processed_at) for one in tickets),
        ("complaints", "new"): sum(inside(period, one.received_at) for one in heavy),
        ("complaints", "open"): len(heavy) - len(ended),
        ("complaints", "late"): sum(one not in ended and end_by(one) < period.end for one in heavy),
        ("complaints", "handled"): (sum(one in ended for one in bound), len(bound)),
        ("complaints", "answered"): (sum(_in_time(office, one) for one in answers), len(answers)),
        ("satisfaction", "content"): (sum(one.solved and min_of(one) > 3 for one in ratings), len(ratings)),
    }


def _in_time(office: Office, one: Complaint) -> bool:
    return one.answered_at is not None and one.answered_at <= answer_by(office.project, one.received_at)


def min_of(one: Rating) -> int:
    return min(one.punctuality, one.attitude, one.quality, one.tidiness)


def said(one: Figure) -> object:
    return (one.value, one.base) if one.measure == Measure.RATE else one.value


@pytest.mark.rows("R157", "R158", "R218")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_report_counts_what_is_there(office: Office, seed: int):
    busy_month(office, seed)
    months = [period_with(office.project.zone, PeriodKind.MONTH, code) for code in (202509, 202510)]
    for period in [*(week(office, number) for number in (38, 39, 40, 41)), *months]:
        found, wanted = figures(office, period), by_hand(office, period)
        assert {key: said(found[key]) for key in wanted} == wanted, period.code
        former = by_hand(office, before(period))
        assert {key: _former(found[key]) for key in wanted} == former
    whole = figures(office, months[0])
    assert whole["intake", "all"].value
    assert any(one.base for one in whole.values())


def _former(one: Figure) -> object:
    return (one.former, one.former_base) if one.measure == Measure.RATE else one.former


@pytest.mark.rows("R218")
def test_the_columns_of_the_chart_add_up_to_what_came_in(office: Office):
    busy_month(office, 3)
    for kind, code, columns in ((PeriodKind.WEEK, 202539, 7), (PeriodKind.MONTH, 202509, 5)):
        period = period_with(office.project.zone, kind, code)
        intake = next(one for one in count(office.session, office.project, period) if one.code == "intake")
        assert intake.bars is not None
        assert len(intake.bars.labels) == columns
        everything = next(one.value for one in intake.figures if one.code == "all")
        assert sum(sum(values) for _, values in intake.bars.series) == everything


@pytest.mark.rows("R082", "R157")
def test_what_is_about_those_in_charge_is_counted_in_no_report(office: Office):
    told(office, matter="C1", whom="许文静", words="态度")
    told(office, "尹女士", matter="C1", whom="周立新", words="推脱")
    one = told(office, "杜女士")
    found = figures(office, week(office, 38))
    assert found["complaints", "new"].value == 1
    assert found["complaints", "new"].behind == ((one.subject, one.number),)
    assert found["intake", "told.complaint"].value == 1


@pytest.mark.rows("R093")
def test_content_with_a_complaint_is_counted_of_those_who_said_so(office: Office):
    one = answered(office)
    with_word = figures(office, week(office, 38))["complaints", "content"]
    assert not with_word.is_counted
    one.content = False
    one.ended_at = office.now
    found = figures(office, week(office, 38))
    assert said(found["complaints", "content"]) == (0, 1)
    assert found["complaints", "content"].is_missed
    assert said(found["complaints", "handled"]) == (1, 1)


def test_every_section_of_an_empty_office_can_be_counted_and_kept(office: Office):
    sections = count(office.session, office.project, week(office, 38))
    assert len(sections) == sum(PeriodKind.WEEK in kinds for _, kinds in CONTENTS)
    assert len({one.code for one in sections}) == len(sections)
    for one in sections:
        assert len({figure.code for figure in one.figures}) == len(one.figures)
        assert from_json(as_json(one)) == one


@pytest.mark.parametrize(
    ("value", "base", "target", "missed", "met"),
    [(98, 100, 98, False, True), (97, 100, 98, True, False), (0, 0, 98, False, False), (196, 200, 98, False, True)],
)
def test_a_target_is_missed_or_met_exactly(value: int, base: int, target: int, missed: bool, met: bool):
    one = rate("r", "率", "rate", value, base, target=target)
    assert (one.is_missed, one.is_met) == (missed, met)


def test_a_percentage_is_never_rounded_up_to_a_target_that_it_misses():
    assert percent(rate("r", "率", "rate", 999, 1000)) == 99


def test_what_is_bad_comes_first_and_what_was_not_counted_last():
    def number(code: str, value: int, former: int, **more) -> Figure:
        return Figure(code=code, zh=code, en=code, value=value, former=former, key=True, **more)

    figures_ = (
        number("same", 1, 1),
        rate("none", "n", "n", 0, 0, key=True),
        number("worse", 3, 1, better=-1),
        rate("met", "m", "m", 1, 1, key=True, target=90),
        rate("missed", "m", "m", 1, 2, key=True, target=90),
        *(number(f"more{count}", 0, 0) for count in range(8)),
    )
    found = [one.code for _, one in the_ten([Section("s", figures_[0].name, figures_)])]
    assert found[:4] == ["missed", "worse", "met", "same"]
    assert len(found) == 10
    assert "none" not in found


@pytest.mark.parametrize(
    ("kind", "code", "first", "last"),
    [
        (PeriodKind.WEEK, 202538, date(2025, 9, 15), date(2025, 9, 21)),
        (PeriodKind.WEEK, 202601, date(2025, 12, 29), date(2026, 1, 4)),
        (PeriodKind.WEEK, 202053, date(2020, 12, 28), date(2021, 1, 3)),
        (PeriodKind.MONTH, 202402, date(2024, 2, 1), date(2024, 2, 29)),
        (PeriodKind.MONTH, 202512, date(2025, 12, 1), date(2025, 12, 31)),
        (PeriodKind.MONTH, 202502, date(2025, 2, 1), date(2025, 2, 28)),
    ],
)
def test_periods_follow_the_calendar(office: Office, kind: PeriodKind, code: int, first: date, last: date):
    period = period_with(office.project.zone, kind, code)
    assert (period.first, period.last) == (first, last)
    assert period_on(office.project.zone, kind, last) == period
    assert before(period).last == first - timedelta(days=1)
    assert sum(1 for _ in period.days) == (last - first).days + 1


NONE = [(PeriodKind.WEEK, 202553), (PeriodKind.WEEK, 202500), (PeriodKind.MONTH, 202513), (PeriodKind.MONTH, 7)]


@pytest.mark.parametrize(("kind", "code"), NONE)
def test_there_are_no_other_periods(office: Office, kind: PeriodKind, code: int):
    with pytest.raises(Gone):
        period_with(office.project.zone, kind, code)


def drafted(office: Office) -> actions.Report:
    """A counted draft on the week that is over."""
    office.now = MONDAY + timedelta(days=7)
    one, is_new = actions.draft(office.session, office.project, week(office, 38), now=office.now)
    assert is_new
    sections = [as_json(section) for section in count(office.session, office.project, week(office, 38))]
    actions.keep_figures(office.session, one.id, sections, [b"png"], office.now)
    return one


WORDS = actions.Words("缺人", "增设一名维修工", "按计划")


def facts(office: Office, who: str = "许文静") -> dict:
    return {"by": office.person(who), "now": office.now}


@pytest.mark.rows("R157")
def test_a_draft_is_made_once_and_told_once(office: Office):
    one = drafted(office)
    again, is_new = actions.draft(office.session, office.project, week(office, 38), now=office.now)
    assert (again.id, is_new) == (one.id, False)
    actions.keep_figures(office.session, one.id, one.sections or [], [], office.now)
    told_ = office.session.scalars(select(Notice.person_id).where(Notice.kind == "report.drafted")).all()
    assert sorted(told_) == sorted([office.person("许文静").id, office.person("周立新").id])


@pytest.mark.rows("R157")
def test_the_life_of_a_report(office: Office):
    one = drafted(office)
    with pytest.raises(WordsMissing):
        actions.submit(office.session, one.id, **facts(office))
    with pytest.raises(WordsMissing):
        actions.write(office.session, one.id, **facts(office), words=actions.Words("a", " ", "c"))
    with pytest.raises(Outdated):
        actions.write(office.session, one.id, **facts(office), words=WORDS, seen=1)
    for stranger in ("郑雨", "何志强", "陈女士"):
        with pytest.raises(Gone):
            actions.write(office.session, one.id, **facts(office, stranger), words=WORDS)
        with pytest.raises(Gone):
            report_for(office.session, one.id, office.person(stranger))
    actions.write(office.session, one.id, **facts(office), words=WORDS, seen=one.version)
    with pytest.raises(TooLate):
        actions.correct(office.session, one.id, **facts(office), why="漏计")
    actions.submit(office.session, one.id, **facts(office))
    kept = one.sections
    with pytest.raises(TooLate):
        actions.submit(office.session, one.id, **facts(office))
    with pytest.raises(TooLate):
        actions.write(office.session, one.id, **facts(office), words=WORDS)
    actions.keep_figures(office.session, one.id, [], [], office.now)
    assert one.sections == kept
    with pytest.raises(ReasonMissing):
        actions.correct(office.session, one.id, **facts(office), why=" ")
    other = actions.correct(office.session, one.id, **facts(office), why="漏计")
    with pytest.raises(TooLate):
        actions.correct(office.session, one.id, **facts(office), why="漏计")
    with pytest.raises(NotCounted):
        actions.submit(office.session, other.id, **facts(office))
    actions.keep_figures(office.session, other.id, kept or [], [], office.now)
    actions.submit(office.session, other.id, **facts(office))
    assert [each.state for each in versions_of(office.session, one.project_id, one.kind, one.code)] == [
        State.SUBMITTED,
        State.REPLACED,
    ]
    mine = select(Event.kind).where(Event.subject.in_([one.subject, other.subject])).order_by(Event.id)
    assert list(office.session.scalars(mine)) == [f"report.{name}" for name in LOG]


LOG = ("drafted", "counted", "written", "submitted", "corrected", "counted", "replaced", "submitted")


@pytest.mark.rows("R157")
def test_nobody_reports_on_what_is_not_over(office: Office):
    for period in (period_of(office.project.zone, kind, office.now) for kind in PeriodKind):
        with pytest.raises(PeriodNotOver):
            actions.draft(office.session, office.project, period, now=office.now)
    with pytest.raises(NotYours):
        actions.draft(office.session, office.project, week(office, 37), now=office.now, by=office.person("郑雨"))


def test_counting_twice_says_the_same(office: Office):
    busy_month(office, 4)
    once, twice = (figures(office, week(office, 39)) for _ in range(2))
    assert once == twice
