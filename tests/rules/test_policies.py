"""The policy: checked, with a reason, versioned, at once, and never lost between two who change it (R014, R017, R004)."""

from dataclasses import fields
from datetime import date, time, timedelta
from typing import Any

import pytest

from models.hours import hours_of
from models.office import open_office
from models.policies import (
    NUMBERS,
    about_value,
    change,
    fits,
    may_change,
    name_of,
    names,
    number_of,
    value_of,
    versions,
)
from models.policy import Policy, about, decoded, encoded, policy_of
from models.policy_terms import DAY, Intake, IntakeHours, Measure
from models.refusals import Gone, NeverOpen, NotYours, Outdated, OutOfRange, ReasonMissing
from tests.rules.builders import MONDAY, Office
from tests.rules.test_hours import at

SHORT_DAY = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))


def changed(office: Office, name: str, value: Any, by: str = "周立新", why: str = "试行", **more: Any):
    return change(office.session, office.project, name, value, by=office.person(by), now=office.now, why=why, **more)


@pytest.mark.rows("R017")
def test_a_change_holds_at_once_and_is_kept_with_its_reason(office: Office):
    before = policy_of(office.project)
    ticket = office.reported()
    assert ticket.contact_by == MONDAY + timedelta(minutes=5)
    version = changed(office, "first_answer_minutes", 20)
    assert (version.number, version.old, version.new, version.why, version.by.name) == (1, 5, 20, "试行", "周立新")
    assert office.reported(symptom="2.2").contact_by == MONDAY + timedelta(minutes=20)
    second = changed(office, "first_answer_minutes", None, why="恢复")
    assert (second.number, second.old, second.new) == (2, 20, None)
    assert policy_of(office.project) == before
    assert [one.number for one in versions(office.session, office.project)] == [2, 1]


@pytest.mark.rows("R017")
@pytest.mark.parametrize("why", ["", "  "])
def test_no_change_without_a_reason(office: Office, why: str):
    before = policy_of(office.project)
    with pytest.raises(ReasonMissing):
        changed(office, "first_answer_minutes", 20, why=why)
    assert policy_of(office.project) == before


@pytest.mark.rows("R004")
@pytest.mark.parametrize(
    ("who", "name", "may"),
    [
        ("周立新", "week", True),
        ("周立新", "desk_phone", True),
        ("许文静", "first_answer_minutes", True),
        ("许文静", "week", False),
        ("许文静", "intake", False),
        ("许文静", "quiet_from", False),
        ("许文静", "desk_phone", False),
        ("何志强", "first_answer_minutes", False),
        ("郑雨", "first_answer_minutes", False),
    ],
)
def test_who_may_change_what(office: Office, who: str, name: str, may: bool):
    assert may_change(office.staff(who), name) is may
    same = value_of(office.project, name)
    if may:
        changed(office, name, same, who)
    else:
        with pytest.raises(NotYours):
            changed(office, name, same, who)


def test_an_owner_changes_nothing(office: Office):
    with pytest.raises(NotYours):
        changed(office, "first_answer_minutes", 20, "陈女士")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_answer_minutes", 0),
        ("first_answer_minutes", 121),
        ("first_answer_minutes", "20"),
        ("first_answer_minutes", True),
        ("first_answer_minutes", 2.5),
        ("callback_sample_percent", 101),
        ("callback_sample_percent", -1),
        ("quiet_from", time(7)),  # before the quiet hours end
        ("quiet_until", time(21)),
        ("quiet_until", "08:30"),
        ("desk_phone", "电话"),
        ("week", (DAY,)),
        ("week", (((time(12), time(8)),), *((),) * 6)),
        ("week", (((time(8), time(12)), (time(11), time(13))), *((),) * 6)),
        ("closed_days", [date(2025, 10, 9)]),
    ],
)
def test_what_is_beyond_the_bounds_is_refused(office: Office, name: str, value: Any):
    with pytest.raises(OutOfRange):
        changed(office, name, value)
    assert versions(office.session, office.project) == []


def test_an_office_is_open_at_least_once_a_week(office: Office):
    with pytest.raises(NeverOpen):
        changed(office, "week", ((),) * 7)


def test_what_nobody_knows_is_not_changed(office: Office):
    with pytest.raises(Gone):
        changed(office, "free_beer", 1)
    with pytest.raises(Gone):
        name_of(1)


@pytest.mark.rows("R017")
def test_of_two_who_change_the_same_value_the_second_decides_again(office: Office):
    changed(office, "first_answer_minutes", 10, seen=5)
    with pytest.raises(Outdated):
        changed(office, "first_answer_minutes", 15, seen=5)
    changed(office, "low_score", 2, "许文静", seen=3)
    assert (policy_of(office.project).first_answer_minutes, policy_of(office.project).low_score) == (10, 2)


def test_service_hours_with_a_break_move_the_promise(office: Office):
    changed(office, "week", (SHORT_DAY,) * 5 + ((), ()))
    hours = hours_of(office.project)
    assert hours.after(at("2025-09-15 11:58"), timedelta(minutes=5)) == at("2025-09-15 13:33")
    assert hours.opens(at("2025-09-20 10:00")) == at("2025-09-22 08:30")  # no Saturday any more
    assert hours.of(date(2025, 10, 11)) == SHORT_DAY  # a Saturday that is worked


def test_a_special_closing_day_is_closed(office: Office):
    changed(office, "closed_days", (date(2025, 9, 16),))
    assert hours_of(office.project).opens(at("2025-09-15 18:00")) == at("2025-09-17 08:30")


def test_a_telephone_changed_in_the_bot_stays_when_the_office_is_opened_again(office: Office):
    project = office.project
    known = {"code": project.code, "name_zh": project.name_zh, "name_en": project.name_en, "now": office.now}
    open_office(office.session, **known, desk_phone="0510-1")
    assert project.desk_phone == "0510-1"
    changed(office, "desk_phone", "0510-0000-0002")
    open_office(office.session, **known, desk_phone="0510-1")
    assert project.desk_phone == "0510-0000-0002"


@pytest.mark.parametrize("name", [one.name for one in fields(Policy)])
def test_every_value_survives_the_database_and_fits_its_own_bounds(office: Office, name: str):
    default = getattr(Policy(), name)
    assert decoded(name, encoded(default)) == default
    told = about(name)
    assert told.origin
    assert told.measure == Measure.OTHER or fits(office.project, name, default)
    if told.measure in NUMBERS:
        assert told.least < told.most


def test_kept_values_of_every_kind_are_read_again(office: Office):
    spans = (IntakeHours(time(20), time(8), Intake.CONTROL_ROOM),)
    for name, value in (
        ("intake", spans),
        ("quiet_from", time(21)),
        ("closed_days", (date(2025, 10, 9),)),
        ("week", (SHORT_DAY,) * 7),
    ):
        changed(office, name, value)
    kept = policy_of(office.project)
    assert (kept.intake, kept.quiet_from, kept.closed_days, kept.week[0]) == (
        spans,
        time(21),
        (date(2025, 10, 9),),
        SHORT_DAY,
    )


def test_numbers_of_values_are_their_own():
    assert len({number_of(name) for name in names()}) == len(names())
    assert {name_of(number_of(name)) for name in names()} == set(names())
    assert about_value("desk_phone").measure == Measure.PHONE
