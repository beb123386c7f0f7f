"""Who is reminded when: the ladder, what stops it, and a quarter of mornings in which nobody is asked too often (R123, R130, J16)."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from models.estate import Unit
from models.hours import is_working_day
from models.ledger.lifecycle import Method
from models.notices import Notice, Pace
from models.people import Binding, Side
from models.receivables import asking, disputing, dunning, opening, paying
from models.receivables.ladder import Ladder, Step, later_month
from models.receivables.lifecycle import DebtorKind
from models.receivables.opening import NewLine
from models.receivables.tables import AskKind, Debtor, Receivable, Reminder
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R123", "R130")
DUE = date(2025, 9, 22)
FIELD, CASHIER, MANAGER, DESK = "孙晓芸", "钱敏", "周立新", "郑雨"


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2025, 9, 14), None),
        (date(2025, 9, 15), Step.SOON),
        (date(2025, 9, 21), Step.TOMORROW),
        (date(2025, 9, 23), Step.PASSED),
        (date(2025, 9, 28), Step.PASSED),
        (date(2025, 9, 29), Step.FIRST),
        (date(2025, 10, 9), Step.FIRST),
        (date(2025, 10, 10), Step.SECOND),
        (date(2025, 11, 1), Step.THIRD),
        (date(2026, 1, 31), Step.THIRD),
        (date(2026, 2, 1), Step.LEGAL),
    ],
)
def test_the_ladder_of_the_handbook(today: date, step: Step | None):
    assert Ladder().step(DUE, today) == step


@pytest.mark.parametrize(
    ("day", "months", "number", "found"),
    [
        (date(2024, 1, 31), 1, 31, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, 31, date(2025, 2, 28)),
        (date(2025, 12, 20), 1, 10, date(2026, 1, 10)),
        (date(2025, 11, 30), 3, 30, date(2026, 2, 28)),
    ],
)
def test_months_that_are_short(day: date, months: int, number: int, found: date):
    assert later_month(day, months, number) == found


def owed(office: Office, unit: str = "1203", due_on: date = DUE, code: str = "F01") -> Receivable:
    """Something that a unit owes."""
    new = NewLine(code, due_on.replace(day=1), 110000, due_on)
    line, _ = opening.open_line(office.session, office.unit(unit), new, by=None, now=office.now, origin="test")
    return line


def mornings(office: Office, until: date) -> list[Reminder]:
    """Every working day at ten the reminders go; returns those that went, in their order."""
    found: list[Reminder] = []
    day = office.now.astimezone(office.project.zone).date()
    while day <= until:
        office.now = datetime(day.year, day.month, day.day, 10, tzinfo=office.project.zone)
        if is_working_day(day):
            found += morning(office)
        day += timedelta(days=1)
    return found


def morning(office: Office) -> list[Reminder]:
    """The reminders of one morning."""
    today = office.now.astimezone(office.project.zone).date()
    wanted = dunning.to_remind(office.session, office.project, today)
    return [sent for one in wanted if (sent := dunning.remind(office.session, office.project, one, office.now))]


def steps(found: list[Reminder]) -> list[tuple[str, str]]:
    """Rung and day."""
    return [(one.step.value, f"{one.day:%m-%d}") for one in found]


def test_nobody_pays_for_half_a_year(office: Office):
    owed(office)
    found = mornings(office, date(2026, 2, 20))
    assert steps(found) == [
        ("soon", "09-15"),
        ("passed", "09-23"),  # the day before was a Sunday
        ("first", "09-29"),
        ("second", "10-10"),
        ("third", "11-03"),
        ("legal", "02-02"),
    ]
    assert mornings(office, date(2026, 3, 10)) == []


def test_a_payment_ends_it_and_a_part_leaves_the_rest(office: Office):
    owed(office)
    mornings(office, date(2025, 9, 24))
    _pays(office, 60000)
    found = mornings(office, date(2025, 9, 30))
    assert [(one.step, one.fen) for one in found] == [(Step.FIRST, 50000)]
    _pays(office, 50000)
    assert mornings(office, date(2025, 11, 10)) == []


def _pays(office: Office, fen: int, unit: str = "1203", payer: str = "谭先生") -> None:
    paying.pay(
        office.session,
        office.unit(unit),
        payer=office.person(payer),
        method=Method.CASH,
        amount_fen=fen,
        by=office.person(CASHIER),
        now=office.now,
        occasion=office.now.isoformat(),
    )


def test_what_is_in_question_is_asked_for_by_nobody_and_then_again_after_a_week(office: Office):
    line = owed(office)
    mornings(office, date(2025, 9, 24))
    asked = disputing.dispute(office.session, line.id, by=office.person("谭先生"), now=office.now, words="面积有误")
    assert mornings(office, date(2025, 10, 14)) == []
    disputing.answer(office.session, asked.id, by=office.person(DESK), now=office.now, words="已核对")
    found = mornings(office, date(2025, 11, 20))
    assert steps(found) == [("passed", "10-22"), ("first", "10-28"), ("second", "11-10")]


def test_an_extension_keeps_it_quiet_until_its_day(office: Office):
    line = owed(office)
    until = date(2025, 10, 31)
    one = asking.ask(
        office.session,
        line.unit,
        AskKind.EXTENSION,
        [line.id],
        by=office.person(FIELD),
        now=office.now,
        reason="资金紧张",
        until=until,
    )
    asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
    assert mornings(office, until) == []
    assert steps(mornings(office, date(2025, 11, 10))) == [("passed", "11-03"), ("first", "11-07")]


@pytest.mark.parametrize(("kind", "last"), [(DebtorKind.DISSATISFIED, "passed"), (DebtorKind.HARDSHIP, "first")])
def test_who_has_a_reason_is_helped_first(office: Office, kind: DebtorKind, last: str):
    line = owed(office)
    by = office.person(FIELD).id
    office.session.add(
        Debtor(project_id=line.project_id, unit_id=line.unit_id, kind=kind, note="空调效果", by_id=by, at=office.now)
    )
    office.session.flush()
    assert mornings(office, date(2025, 12, 10))[-1].step == last


def test_after_an_outage_one_word_and_no_notice_is_skipped(office: Office):
    owed(office)
    office.now = datetime(2025, 11, 5, 10, tzinfo=office.project.zone)
    found = mornings(office, date(2025, 11, 30))
    assert steps(found) == [("first", "11-05"), ("second", "11-12"), ("third", "11-17")]


def test_the_same_morning_twice_is_one(office: Office):
    owed(office)
    assert len(morning(office)) == 1
    assert morning(office) == []
    wanted = dunning.Wanted(office.unit("1203"), Step.SOON, DUE, [])
    assert dunning.remind(office.session, office.project, wanted, office.now) is None


def test_a_notice_names_everything_that_is_overdue(office: Office):
    owed(office, due_on=date(2025, 8, 20))
    owed(office)
    office.now = datetime(2025, 10, 10, 10, tzinfo=office.project.zone)
    (found,) = morning(office)
    assert (found.step, found.fen, len(found.lines)) == (Step.FIRST, 220000, 2)


def test_of_a_let_unit_the_owner_reads_the_notices_and_not_the_friendly_words(office: Office):
    owed(office, "0302")
    found = mornings(office, date(2025, 9, 30))
    people = {one.step: _told(office, one) for one in found}
    assert people == {
        Step.SOON: {"杜女士"},
        Step.PASSED: {"杜女士"},
        Step.FIRST: {"杜女士", "章先生"},
    }


def _told(office: Office, reminder: Reminder) -> set[str]:
    wanted = select(Notice).where(Notice.subject == reminder.subject, Notice.side == Side.OWNER)
    told = office.session.scalars(wanted).all()
    assert all(one.pace == Pace.ERRAND for one in told)
    names = {office.person(name).id: name for name in ("杜女士", "章先生", "谭先生", "齐女士")}
    return {names[one.person_id or 0] for one in told}


def test_who_is_not_on_the_bot_is_for_the_telephone_and_rings_from_the_first_notice_on(office: Office):
    owed(office, "1006")
    found = {one.step: one for one in mornings(office, date(2025, 9, 30))}
    assert {step: (one.reached, _heard(office, one)) for step, one in found.items()} == {
        Step.SOON: (0, set()),
        Step.PASSED: (0, set()),
        Step.FIRST: (0, {"reminder.unreached"}),
    }


def _heard(office: Office, reminder: Reminder) -> set[str]:
    return set(office.session.scalars(select(Notice.kind).where(Notice.subject == reminder.subject)))


def test_who_has_blocked_the_bot_counts_as_not_reached(office: Office):
    owed(office)
    mine = select(Binding).where(Binding.person_id.in_([office.person("谭先生").id, office.person("齐女士").id]))
    for binding in office.session.scalars(mine):
        binding.unreachable_since = office.now
    office.session.flush()
    assert [one.reached for one in morning(office)] == [0]


def test_in_a_quarter_nobody_is_asked_too_often_or_on_a_day_off(office: Office):
    """Every unit owes three months; some pay in between."""
    units = office.session.scalars(select(Unit).where(Unit.status != "vacant")).all()
    for unit in units:
        for month in (7, 8, 9):
            owed(office, unit.number, date(2025, month, 20))
    found = mornings(office, date(2025, 12, 15))
    by_unit: dict[int, list[Reminder]] = {}
    for one in found:
        by_unit.setdefault(one.unit_id, []).append(one)
        assert is_working_day(one.day)
    for some in by_unit.values():
        days = [one.day for one in some]
        assert all(after - before >= timedelta(days=3) for before, after in pairwise(days))
        assert max(Counter((one.due_on, one.step) for one in some).values()) == 1
    assert len(by_unit) == len(units)
