"""What comes again is noticed, and its cause is asked (R042)."""

from typing import Any

import pytest

from models.digest import Time, digest
from models.refusals import CauseMissing
from models.tickets.actions import classify, finish
from models.tickets.emergency import raise_emergency, tell_place
from models.tickets.lifecycle import Status
from models.tickets.merging import merge
from models.tickets.repeats import REPEATED, open_already, repeat_of
from models.tickets.tables import Ticket
from tests.rules.builders import STEPS, Office


def noted(office: Office, ticket: Ticket) -> int:
    return [one.kind for one in office.events(ticket)].count(REPEATED)


@pytest.mark.rows("R042")
@pytest.mark.parametrize(("days", "symptom", "again"), [(29, "2.4", True), (30, "2.4", False), (1, "1.1", False)])
def test_the_same_group_at_the_same_place_within_thirty_days(office: Office, days: int, symptom: str, again: bool):
    first = office.brought_to(Status.PROCESSED)
    office.later(days=days)
    second = office.reported("刘先生", symptom)
    assert repeat_of(office.session, first) is None
    found = repeat_of(office.session, second)
    assert (found is not None) == again == bool(noted(office, second))
    assert found is None or list(found.here) == [first]


@pytest.mark.rows("R042", "R024")
def test_what_is_still_open_is_no_repetition_but_perhaps_the_same_matter(office: Office):
    first = office.reported()
    office.later(minutes=2)
    second, elsewhere = office.reported("刘先生", "2.4"), office.reported("刘先生", "1.2")
    assert repeat_of(office.session, second) is None
    assert noted(office, second) == 0
    assert open_already(office.session, second) is first
    assert open_already(office.session, first) is None
    assert open_already(office.session, elsewhere) is None
    office.later(minutes=1)
    for move in ("send", "assign", "accept", "arrive", "finish"):
        STEPS[move](office, first)
    assert open_already(office.session, second) is None
    assert repeat_of(office.session, second) is None, "it was reported before the other one was done"
    third = office.reported()
    assert open_already(office.session, third) is second
    again = repeat_of(office.session, third)
    assert again is not None
    assert list(again.here) == [first]


@pytest.mark.rows("R098")
def test_an_alarm_whose_place_is_not_told_is_nobodys_same_place(office: Office):
    owner = office.person("陈女士")
    alarm = raise_emergency(office.session, project=office.project, by=owner, symptom_code="2.1", now=office.now)
    tap = office.reported()
    assert (alarm.unit_id, alarm.spot) == (tap.unit_id, "")
    assert open_already(office.session, tap) is None
    tell_place(office.session, alarm.id, by=owner, now=office.now, unit=tap.unit, inside=True, spot="pantry")
    assert open_already(office.session, tap) is alarm


@pytest.mark.rows("R042")
def test_three_units_of_one_floor(office: Office):
    for number in ("0302", "0303"):
        assert repeat_of(office.session, office.reported(unit=office.unit(number), channel="phone")) is None
    third = office.reported(unit=office.unit("0304"), channel="phone")
    found = repeat_of(office.session, third)
    assert found is not None
    assert [one.unit.number for one in found.floor] == ["0302", "0303"]
    assert repeat_of(office.session, office.reported(unit=office.unit("0401"), channel="phone")) is None


@pytest.mark.rows("R042")
def test_public_places_have_their_own_memory(office: Office):
    lift: dict[str, Any] = {"unit": None, "inside": False, "spot": "lift", "alone": True}
    first = office.reported(symptom="1.4", **lift)
    for move in ("send", "assign", "accept", "arrive", "finish"):
        STEPS[move](office, first)
    second = office.reported(symptom="1.4", **lift)
    assert repeat_of(office.session, first) is None
    assert repeat_of(office.session, second) is not None
    assert repeat_of(office.session, office.reported(symptom="1.4", **lift | {"spot": "lobby"})) is None


@pytest.mark.rows("R042")
def test_rounds_and_what_was_withdrawn_or_merged_never_count(office: Office):
    again = office.brought_to(Status.REOPENED)
    assert repeat_of(office.session, again) is None
    STEPS["send"](office, again)
    STEPS["withdraw"](office, again)
    second = office.brought_to(Status.PROCESSED)
    assert repeat_of(office.session, second) is None
    merged = office.reported()
    other = office.reported()
    merge(office.session, merged.id, by=office.person("郑雨"), now=office.now, into=other.id)
    third = office.reported(by="刘先生")
    found = repeat_of(office.session, third)
    assert found is not None
    assert list(found.here) == [second]


@pytest.mark.rows("R042", "R026")
def test_a_repeated_fault_is_not_done_without_its_cause(office: Office):
    office.brought_to(Status.CLOSED)
    ticket, plumber = office.brought_to(Status.ARRIVED), office.person("林海涛")
    with pytest.raises(CauseMissing):
        finish(
            office.session,
            ticket.id,
            by=plumber,
            now=office.now,
            result="已修复",
            cause="  ",
            no_photo="无可拍摄的内容",
        )
    office.session.refresh(ticket)
    assert (ticket.status, ticket.result) == (Status.ARRIVED, "")
    finish(
        office.session,
        ticket.id,
        by=plumber,
        now=office.now,
        result="已修复",
        cause="老化",
        no_photo="无可拍摄的内容",
        free="保修期内",
    )
    assert ticket.cause == "老化"


@pytest.mark.rows("R042")
def test_another_category_may_make_it_a_repeated_one_and_it_is_noted_once(office: Office):
    office.brought_to(Status.PROCESSED, symptom="1.1")
    ticket = office.reported()
    assert noted(office, ticket) == 0
    for _ in range(2):
        facts: dict[str, Any] = {"symptom_code": "1.2", "urgency": "U2"}
        classify(office.session, ticket.id, by=office.person("郑雨"), now=office.now, **facts)
    assert noted(office, ticket) == 1


@pytest.mark.rows("R042", "R032", "R007")
def test_the_digest_names_what_came_again(office: Office):
    office.brought_to(Status.PROCESSED)
    ticket = office.reported(by="刘先生")
    office.later(hours=1)
    found = digest(office.session, office.project, office.staff("周立新"), Time.MORNING, office.now)
    assert list(found.repeated) == [ticket]
    assert digest(office.session, office.project, office.staff("曹桂芳"), Time.MORNING, office.now).repeated == []
    later = digest(office.session, office.project, office.staff("周立新"), Time.MORNING, office.later(days=3))
    assert list(later.repeated) == []
