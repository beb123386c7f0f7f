"""Until when cash leaves the pocket, on China's calendar, and who hears when it does not (R126, X22, J17)."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models import policies
from models.dues import Due
from models.ledger import depositing, handing_over
from models.ledger import watch as watching
from models.ledger.tables import Payment
from models.notices import Notice
from tests.rules.builders import MONDAY, Office
from tests.rules.test_ledger import CASHIER, FINANCE, MANAGER, PLUMBER, SUPERVISOR, charged, do, proposed, slip, taken

pytestmark = pytest.mark.rows("R126", "X22")


def at(said: str) -> datetime:
    """A moment in the office's zone."""
    return datetime.fromisoformat(said).replace(tzinfo=MONDAY.tzinfo)


def taken_at(office: Office, moment: datetime, fen: int = 10000, occasion: str = "1") -> Payment:
    """So much was charged and taken at a moment."""
    office.now = moment
    charged(office, fen, occasion=f"c{occasion}")
    return taken(office, fen, occasion=occasion)


def due(office: Office) -> datetime | None:
    """Until when 林海涛 has to hand something over."""
    return watching.due_of(office.project, watching.watched(office.session, office.person(PLUMBER)))


def heard(office: Office, kind: str) -> set[str]:
    """Who was told so."""
    names = {office.person(name).id: name for name in (PLUMBER, CASHIER, FINANCE, MANAGER, SUPERVISOR)}
    return {names[one.person_id] for one in office.session.scalars(select(Notice).where(Notice.kind == kind))}


@pytest.mark.parametrize(
    ("taken_on", "until"),
    [
        ("2025-09-15T09:00", "2025-09-16T16:00"),
        ("2025-09-19T17:00", "2025-09-22T16:00"),  # Friday
        ("2025-09-20T10:00", "2025-09-22T16:00"),
        ("2025-09-27T10:00", "2025-09-28T16:00"),  # a Sunday that makes up for the holiday
        ("2025-09-30T18:00", "2025-10-09T16:00"),
        ("2025-12-31T23:59", "2026-01-04T16:00"),
    ],
)
def test_little_money_goes_on_the_next_working_day(office: Office, taken_on: str, until: str):
    taken_at(office, at(taken_on))
    assert due(office) == at(until)


@pytest.mark.parametrize(
    ("taken_on", "until"),
    [
        ("2025-09-15T09:00", "2025-09-15T16:00"),
        ("2025-09-15T15:59", "2025-09-15T16:00"),
        ("2025-09-15T16:00", "2025-09-15T17:30"),
        ("2025-09-15T17:30", "2025-09-16T16:00"),
        ("2025-09-20T10:00", "2025-09-20T12:00"),  # Saturday: as the office closes
        ("2025-09-21T10:00", "2025-09-22T16:00"),
    ],
)
def test_much_money_goes_on_the_same_day(office: Office, taken_on: str, until: str):
    taken_at(office, at(taken_on), 200000)
    assert due(office) == at(until)


def test_it_is_much_from_the_payment_on_that_makes_it_so(office: Office):
    taken_at(office, at("2025-09-15T09:00"), 199999)
    assert due(office) == at("2025-09-16T16:00")
    taken_at(office, at("2025-09-15T10:00"), 1, "2")
    assert due(office) == at("2025-09-15T16:00")
    one = proposed(office)
    assert due(office) == at("2025-09-15T16:00")  # nobody has counted it
    do(handing_over.confirm, office, one.id, CASHIER)
    assert due(office) is None


def test_the_office_sets_its_own_limit(office: Office):
    manager = office.person(MANAGER)
    facts = {"by": manager, "now": office.now, "why": "试行"}
    policies.change(office.session, office.project, "cash_same_day_yuan", 50, **facts)
    taken_at(office, at("2025-09-15T09:00"), 5000)
    assert due(office) == at("2025-09-15T16:00")


def test_who_is_late_and_the_desk_that_waits_hear_it_once(office: Office):
    taken_at(office, MONDAY)
    number, late = office.person(PLUMBER).id, at("2025-09-16T16:00")
    assert not watching.look(office.session, number, at("2025-09-16T15:59"))
    assert watching.look(office.session, number, late)
    assert watching.look(office.session, number, late)
    assert heard(office, "cash.late") == {PLUMBER}
    assert heard(office, "cash.late_of") == {CASHIER, SUPERVISOR}
    later = office.session.scalars(select(Due).where(Due.kind == watching.LATER)).one()
    assert later.due_at == at("2025-09-17T08:30")
    assert watching.look_later(office.session, number, later.occasion, later.due_at)
    assert heard(office, "cash.late_of") == {CASHIER, SUPERVISOR, MANAGER}


def test_the_manager_hears_nothing_of_what_is_handed_over_by_then(office: Office):
    taken_at(office, MONDAY)
    number, late = office.person(PLUMBER).id, at("2025-09-16T16:00")
    watching.look(office.session, number, late)
    do(handing_over.confirm, office, proposed(office).id, CASHIER)
    taken_at(office, at("2025-09-16T16:30"), occasion="2")
    assert not watching.look_later(office.session, number, late.isoformat(), at("2025-09-17T08:30"))
    assert heard(office, "cash.late_of") == {CASHIER, SUPERVISOR}


def test_what_is_at_the_bank_is_not_late_until_finance_does_not_find_it(office: Office):
    taken_at(office, MONDAY)
    by = office.person(PLUMBER)
    deposit = depositing.deposit_own(office.session, by=by, now=office.now, media=slip(office))
    assert due(office) is None
    office.now = at("2025-09-17T10:00")
    do(depositing.refuse_deposit, office, deposit.id, FINANCE, reason="查无此款")
    again = office.session.scalars(select(Due).where(Due.kind == watching.LATE).order_by(Due.due_at.desc())).first()
    assert again is not None
    assert again.due_at == office.now
    assert watching.look(office.session, by.id, office.now)


@pytest.mark.rows("J17")
def test_collectors_are_asked_on_working_days_only(office: Office):
    taken_at(office, MONDAY)
    assert watching.remind(office.session, office.project, at("2025-09-20T15:30")) == 0
    assert watching.remind(office.session, office.project, at("2025-09-15T15:30")) == 1
    assert watching.remind(office.session, office.project, at("2025-09-15T15:30")) == 0
    assert heard(office, "cash.reminder") == {PLUMBER}
    proposed(office)
    assert watching.remind(office.session, office.project, at("2025-09-15T16:30")) == 0
