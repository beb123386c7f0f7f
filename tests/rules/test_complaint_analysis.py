"""The monthly analysis: its numbers, who is counted for whom, and floors that name nobody (R039, R082, R096)."""

from datetime import date, timedelta

import pytest

from models.complaints import actions, by_owner, measures
from models.complaints.analysis import Analysis, analyse, month_before, month_of, month_with
from models.complaints.lifecycle import Grade, Kind
from models.complaints.linking import link
from models.complaints.suggestions import suggest, suggestions_of
from models.enquiries.analysis import enquiry_numbers
from models.enquiries.lifecycle import State as Asked
from models.hours import is_first_working_day
from models.refusals import Gone, NotYours, WordsMissing
from models.tickets.tables import Channel
from models.units import units_of
from tests.rules.builders import Office
from tests.rules.test_complaints import answered, told
from tests.rules.test_enquiries import brought_to as enquiry_in


def this_month(office: Office, reader: str = "许文静") -> Analysis:
    """The present month up to now."""
    month = month_with(office.project, month_of(office.project, office.now), office.now)
    return analyse(office.session, office.project, office.person(reader), month)


def near(office: Office, *names: str, **more) -> None:
    """Each of them complains of something else for their own unit."""
    for name, matter in zip(names, ("C4", "C9", "C13", "C8"), strict=False):
        told(office, name, unit=units_of(office.session, office.person(name))[0], matter=matter, **more)


@pytest.mark.rows("R039", "R096")
def test_it_counts_by_kind_object_grade_channel_and_judgement(office: Office):
    before = this_month(office)
    one = answered(office)
    supervisor = office.person("许文静")
    actions.judge(office.session, one.id, by=supervisor, now=office.now, justified=True, words="空缺")
    until = office.now + timedelta(days=2)
    facts = {"to": office.person("曹桂芳").id, "cause": "排班空缺", "words": "每周检查", "due_at": until}
    measures.set_measure(office.session, one.id, by=supervisor, now=office.now, **facts)
    told(office, "尹女士", kind=Kind.PRAISE, words="很好", channel=Channel.PHONE)
    found = this_month(office)
    assert found.count == before.count + 2
    assert (found.by_kind[Kind.COMPLAINT], found.by_kind[Kind.PRAISE]) == (1, 1)
    assert found.by_grade == {Grade.IMPORTANT: 1}
    assert dict(found.by_matter) == {"C4": 2}
    assert found.by_channel == {Channel.BOT: 1, Channel.PHONE: 1}
    assert found.judged == {True: 1}
    assert found.causes == [("排班空缺", 1)]
    assert (found.in_time, found.late) == (1, 0)
    assert len(found.without_outcome) == 2


def test_what_was_not_answered_in_a_day_is_late_and_what_is_withdrawn_is_not(office: Office):
    told(office)
    gone = told(office, "尹女士")
    by_owner.withdraw(office.session, gone.id, by=office.person("尹女士"), now=office.now)
    assert (this_month(office).in_time, this_month(office).late) == (0, 0)
    office.later(days=3)
    assert this_month(office).late == 1


@pytest.mark.rows("R096")
def test_the_same_matter_again_or_of_several_is_named_once(office: Office):
    first = answered(office)
    second = told(office)
    assert this_month(office).repeated == [second]
    other = told(office, "尹女士")
    link(office.session, other.id, to=_led(office, second.id), by=office.person("许文静"), now=office.now)
    assert this_month(office).repeated == [second, other]
    assert first not in this_month(office).repeated


def _led(office: Office, complaint_id: int) -> int:
    actions.grade(
        office.session, complaint_id, by=office.person("许文静"), now=office.now, grade=Grade.MINOR, words="小"
    )
    return complaint_id


@pytest.mark.rows("R082", "R096")
def test_a_floor_is_named_only_where_three_people_complain_whose_names_the_reader_knows(office: Office):
    near(office, "陈女士", "尹女士")
    assert this_month(office).floors == []
    near(office, "杜女士", confidential=True)
    assert this_month(office).floors == []  # the supervisor could tell who the third one is
    assert this_month(office, "周立新").floors == [(3, 3)]
    near(office, "刘先生")
    assert this_month(office).floors == [(3, 3)]


@pytest.mark.rows("R082")
def test_nobody_s_numbers_count_what_is_about_them(office: Office):
    told(office, matter="C1", whom="许文静", words="态度")
    told(office, matter="C1", whom="周立新", words="推脱")
    assert this_month(office).count == 1
    assert this_month(office, "周立新").count == 1
    assert [one.words for one in this_month(office, "周立新").without_outcome] == ["态度"]


@pytest.mark.rows("R037", "R039")
def test_enquiries_are_counted_with_their_first_contact_rate(office: Office):
    for state in (Asked.WITH_DESK, Asked.ANSWERED, Asked.RESOLVED):
        enquiry_in(office, state)
    found = enquiry_numbers(
        office.session, office.project, office.now - timedelta(days=1), office.now + timedelta(days=1)
    )
    assert found.asked == 3
    assert found.waiting == 1
    assert found.contact.ended == 1


@pytest.mark.rows("R039")
def test_those_in_charge_suggest_and_nobody_else(office: Office):
    month = month_of(office.project, office.now)
    facts = {"now": office.now, "words": "加派早班"}
    for name in ("郑雨", "何志强", "陈女士"):
        with pytest.raises(NotYours):
            suggest(office.session, office.project, month, by=office.person(name), **facts)
    with pytest.raises(WordsMissing):
        suggest(office.session, office.project, month, by=office.person("许文静"), now=office.now, words=" ")
    for none in (month + 1, 202500, 202513, 1):
        with pytest.raises(Gone):
            suggest(office.session, office.project, none, by=office.person("许文静"), **facts)
    suggest(office.session, office.project, month, by=office.person("许文静"), **facts)
    assert [one.words for one in suggestions_of(office.session, office.project, month)] == ["加派早班"]


@pytest.mark.parametrize(("code", "before"), [(202509, 202508), (202501, 202412)])
def test_the_month_before(code: int, before: int):
    assert month_before(code) == before


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 9, 1), True),
        (date(2025, 9, 2), False),
        (date(2025, 10, 1), False),
        (date(2025, 10, 9), True),
        (date(2025, 11, 1), False),
        (date(2025, 11, 3), True),
    ],
)
def test_the_first_working_day_of_a_month(day: date, first: bool):
    assert is_first_working_day(day) is first
