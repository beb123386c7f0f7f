"""Collecting, by its rules: figures, ages, contacts, the committee, calls, comparing, and lists (R121-R125, N20-N22, L1)."""

from datetime import date, timedelta

import pytest

from models.calls.tables import CallKind
from models.ledger.lifecycle import Method
from models.receivables import asking, contacting, figures, owing, paying, phoning, reconciling, unreached
from models.receivables.dunning import remind, to_remind
from models.receivables.exporting import BALANCES, DUNNING, logged
from models.receivables.fees import Whose
from models.receivables.ladder import Step
from models.receivables.lifecycle import DebtorKind
from models.receivables.office_tables import Came, Way
from models.receivables.refusals import CommitteeFirst
from models.receivables.tables import AskKind
from models.refusals import NotYours, TooLate, WordsMissing
from tests.rules.builders import Office
from tests.rules.test_receivables import (
    AUGUST,
    CASHIER,
    DESK,
    FIELD,
    FINANCE,
    MANAGER,
    OWNER,
    PLUMBER,
    SEPTEMBER,
    SUPERVISOR,
    opened,
    paid,
    taken_off,
    today,
)

pytestmark = pytest.mark.rows("R121", "R123", "R124")
NOBODY_READS = "1006"


@pytest.mark.rows("R125")
def test_a_month_in_figures_keeps_own_and_agency_apart_and_no_fen_is_lost(office: Office):
    line = opened(office)
    opened(office, "F03", 35275)
    opened(office, "F01", 90000, unit="0301")
    paid(office, 120000)

    asked = taken_off(office, opened(office, "F02", 5000), AskKind.WAIVER, 1000)
    asking.decide(office.session, asked.id, by=office.person(MANAGER), now=office.now, grants=True)
    found = figures.month_figures(office.session, office.project, SEPTEMBER)
    assert (found.of(Whose.OWN).owed_fen, found.of(Whose.OWN).collected_fen) == (200000, 110000)
    assert (found.of(Whose.AGENCY).owed_fen, found.of(Whose.AGENCY).collected_fen) == (39275, 10000)
    assert found.total.open_fen == found.total.owed_fen - found.total.collected_fen
    assert found.total.percent == 50
    start, end = figures.day_of(office.project, office.now)
    came = figures.income(office.session, office.project, start, end)
    assert (came.taken_fen, came.of(Whose.OWN), came.of(Whose.AGENCY)) == (120000, 110000, 10000)
    assert line.amount_fen == 110000


def test_debts_have_ages_from_their_oldest_line(office: Office):
    for months, number in ((0, "0301"), (2, "0302"), (4, "0504"), (7, "0601")):
        due = today(office) - timedelta(days=30 * months + 5)
        opened(office, period=due.replace(day=1), unit=number).due_on = due
    office.session.flush()
    found = owing.owing(office.session, office.project, today(office))
    assert [one.age(today(office)) for one in found] == [owing.Age.SIX, owing.Age.THREE, owing.Age.ONE, owing.Age.NEW]


def test_contacts_are_noted_by_customer_service_with_who_signed(office: Office):
    unit, facts = office.unit("1203"), {"now": office.now}
    for who in (PLUMBER, FINANCE, CASHIER, MANAGER):
        with pytest.raises(NotYours):
            contacting.note_contact(office.session, unit, Way.VISIT, Came.TOLD, by=office.person(who), **facts)
    with pytest.raises(WordsMissing):
        contacting.note_contact(office.session, unit, Way.VISIT, Came.SIGNED, by=office.person(DESK), **facts)
    contacting.note_contact(office.session, unit, Way.VISIT, Came.SIGNED, by=office.person(DESK), words="前台", **facts)
    assert [one.words for one in contacting.contacts_about(office.session, unit)] == ["前台"]
    with pytest.raises(NotYours):
        contacting.note_debtor(office.session, unit, DebtorKind.HARDSHIP, by=office.person(DESK), words="难", **facts)


def test_the_committee_hears_before_the_court(office: Office):
    unit = office.unit("1203")
    with pytest.raises(CommitteeFirst):
        contacting.check_committee(office.session, unit)
    by = office.person(FIELD)
    contacting.note_contact(office.session, unit, Way.COMMITTEE, Came.TOLD, by=by, now=office.now)
    contacting.check_committee(office.session, unit)


def test_who_is_not_reached_is_called_once_and_not_before_the_due_date(office: Office):
    unit = office.unit(NOBODY_READS)
    opened(office, period=AUGUST, unit=NOBODY_READS)
    made = []
    for _ in range(2):
        for wanted in to_remind(office.session, office.project, today(office)):
            reminder = remind(office.session, office.project, wanted, office.now)
            made += [phoning.call_about(office.session, office.project, reminder, office.now)] if reminder else []
    assert [one.kind for one in made if one] == [CallKind.DUNNING]
    assert unreached.to_bring(office.session, office.project, today(office))[0].step == Step.FIRST
    paying.pay(
        office.session,
        unit,
        payer=made[0].person,
        method=Method.CASH,
        amount_fen=110000,
        by=office.person(CASHIER),
        now=office.now,
        occasion="a",
    )
    assert phoning.open_calls_about(office.session, unit.id) == []
    assert unreached.to_bring(office.session, office.project, today(office)) == []


def test_finance_compares_once_a_day(office: Office):
    day = date(2025, 9, 26)
    first = reconciling.begin(office.session, office.project, day, office.now)
    assert reconciling.begin(office.session, office.project, day, office.now).id == first.id
    with pytest.raises(NotYours):
        reconciling.finish(office.session, first.id, by=office.person(MANAGER), now=office.now, words="无差异")
    reconciling.finish(office.session, first.id, by=office.person(FINANCE), now=office.now, words="无差异")
    with pytest.raises(TooLate):
        reconciling.finish(office.session, first.id, by=office.person(FINANCE), now=office.now, words="再来")


@pytest.mark.rows("R204")
def test_who_takes_accounts_out(office: Office):
    for who, paper in ((DESK, BALANCES), (CASHIER, BALANCES), (PLUMBER, DUNNING), (OWNER, BALANCES)):
        with pytest.raises(NotYours):
            logged(office.session, office.person(who), paper, office.now)
    logged(office.session, office.person(SUPERVISOR), BALANCES, office.now)
