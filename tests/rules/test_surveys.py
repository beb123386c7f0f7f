"""The opinion survey: its table of moves, the forms, telling and reminding in errand hours, answering, paper, and who may (R151, J24)."""

import itertools
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import demo
from models.dues import Due
from models.events import Event
from models.hours import errand_time, is_working_day
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.notices import Notice, Pace
from models.people import Binding, Contact, Role
from models.refusals import (
    FormAnswered,
    Gone,
    ImpossibleTime,
    NotIssued,
    NotYours,
    Outdated,
    PictureMissing,
    ReasonMissing,
    SurveyOver,
    SurveyUnderWay,
    TooLate,
    TooMany,
    WordsMissing,
)
from models.surveys import actions, sending
from models.surveys.answering import Given, Paper, answer, correct, key_in
from models.surveys.areas import Area
from models.surveys.by_clock import every_morning
from models.surveys.issuing import reach, wanted_forms
from models.surveys.keeping import forget_old
from models.surveys.lifecycle import MOVES, NAMES, State, allowed
from models.surveys.reading import (
    answer_to,
    closes_at,
    forms_for,
    moves_for,
    own_form,
    parts_of,
    rounds,
    unanswered,
)
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound
from models.surveys.timing import CLOSE, FIRST, REMIND, SECOND, SEND, last_day
from tests.rules.builders import MONDAY, Office

pytestmark = pytest.mark.rows("R151", "J24")
STAFF = [row["name"] for row in demo.rows("staff")]
DESK, LEAD, BOSS, OWNER, OTHER = "郑雨", "许文静", "周立新", "陈女士", "杜女士"
IN_CHARGE = {LEAD, BOSS}
FINE = dict.fromkeys(Area, 4)
MANY = Given(FINE)


def prepared(office: Office) -> SurveyRound:
    return actions.prepare(office.session, office.project, by=office.person(LEAD), now=office.now)


def opened(office: Office) -> SurveyRound:
    one = prepared(office)
    return actions.open_round(office.session, one.id, by=office.person(LEAD), now=office.now)


def in_state(office: Office, state: State) -> SurveyRound:
    """A round that was brought to a state by the supervisor."""
    one, by = prepared(office), office.person(LEAD)
    match state:
        case State.OPEN | State.CLOSED:
            actions.open_round(office.session, one.id, by=by, now=office.now)
        case State.CALLED_OFF:
            actions.call_off(office.session, one.id, by=by, now=office.now, words="装修")
    if state == State.CLOSED:
        actions.close_round(office.session, one.id, by=by, now=office.now, words="已收齐")
    assert one.state == state
    return one


def form_of(office: Office, one: SurveyRound, unit: str = "0301", role: str = "admin") -> SurveyForm:
    wanted = select(SurveyForm).where(SurveyForm.round_id == one.id, SurveyForm.role == role)
    return office.session.scalars(wanted.where(SurveyForm.unit_id == office.unit(unit).id)).one()


def answered(office: Office, one: SurveyRound, by: str = OWNER, unit: str = "0301", **more: Any) -> SurveyAnswer:
    given = Given(**{"grades": FINE, **more})
    form = form_of(office, one, unit, role_in(office, by, unit))
    return answer(office.session, form.id, given, by=office.person(by), now=office.now)


def role_in(office: Office, name: str, unit: str) -> str:
    mine = select(Contact.role).where(Contact.person_id == office.person(name).id)
    return office.session.scalars(mine.where(Contact.unit_id == office.unit(unit).id)).one()


def returned_on_paper(office: Office, form: SurveyForm, by: str = DESK, **more: Any) -> SurveyAnswer:
    today = office.now.astimezone(office.project.zone).date()
    paper = Paper(**{"signed_by": "王先生", "returned_on": today, "no_photo": "纸质原件已存档", **more})
    return key_in(office.session, form.round_id, form.id, MANY, paper, by=office.person(by), now=office.now)


def told(office: Office, kind: str) -> list[Notice]:
    return list(office.session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)))


def deed(office: Office, name: str, one: SurveyRound, by: str) -> SurveyRound:
    facts: dict[str, Any] = {"by": office.person(by), "now": office.now}
    match name:
        case "open":
            return actions.open_round(office.session, one.id, **facts)
        case "close":
            return actions.close_round(office.session, one.id, words="收齐", **facts)
        case "call_off":
            return actions.call_off(office.session, one.id, words="装修", **facts)
        case _:
            return actions.revive(office.session, one.id, **facts)


# The table


@pytest.mark.parametrize(("state", "name"), list(itertools.product(State, NAMES)))
def test_every_move_in_every_state_by_everybody(office: Office, state: State, name: str):
    one = in_state(office, state)
    for who in STAFF:
        may = who in IN_CHARGE and (name, state) in MOVES
        assert (name in moves_for(office.person(who), one)) is may
        undo = office.session.begin_nested()
        if may:
            assert deed(office, name, one, who).state == MOVES[name, state].end
        else:
            with pytest.raises((Gone, NotYours, TooLate)):
                deed(office, name, one, who)
        undo.rollback()
        office.session.expire_all()


def test_who_has_no_part_in_it_does_not_know_how_it_stands(office: Office):
    one = opened(office)
    for who in STAFF:
        role = office.staff(who).role
        knows = role in {Role.MANAGER, Role.CS_SUPERVISOR, Role.CS_DESK, Role.CS_FIELD, Role.DEPT_HEAD}
        assert bool(parts_of(office.person(who), one)) is knows
    assert allowed(State.CLOSED, parts_of(office.person(LEAD), one)) == frozenset()


def test_a_round_is_opened_once_whoever_taps_and_how_often(office: Office):
    one = prepared(office)
    seen = one.version
    actions.open_round(office.session, one.id, by=office.person(LEAD), now=office.now, seen=seen)
    count = len(unanswered(office.session, one))
    for by in (LEAD, BOSS):
        with pytest.raises((TooLate, Outdated)):
            actions.open_round(office.session, one.id, by=office.person(by), now=office.now, seen=seen)
    assert len(unanswered(office.session, one)) == count
    with pytest.raises(SurveyUnderWay):
        prepared(office)


def test_why_it_ends_early_or_takes_no_place_is_said(office: Office):
    one = prepared(office)
    with pytest.raises(ReasonMissing):
        actions.call_off(office.session, one.id, by=office.person(LEAD), now=office.now, words=" ")
    assert one.state == State.DRAFT
    actions.open_round(office.session, one.id, by=office.person(LEAD), now=office.now)
    with pytest.raises(ReasonMissing):
        actions.close_round(office.session, one.id, by=office.person(LEAD), now=office.now, words="")
    assert one.state == State.OPEN


# The forms


def test_each_occupied_unit_has_a_form_for_each_part_and_no_other_unit_has_one(office: Office):
    forms = wanted_forms(office.session, office.project)
    keys = [(one.unit.number, one.role) for one in forms]
    assert len(keys) == len(set(keys))
    assert {one.unit.status for one in forms} == {"self_used", "let", "fit_out"}
    assert ("0301", "admin") in keys
    assert ("0301", "finance") in keys
    assert not any(role == "leasing" for _, role in keys)
    unknown = [one for one in forms if one.role == ""]
    assert unknown
    assert not any(one.by_bot for one in unknown)
    found = reach(office.session, office.project)
    assert found.by_bot + found.on_paper == len(forms)
    assert found.by_bot == sum(one.by_bot for one in forms)


def test_who_has_blocked_the_bot_has_a_form_on_paper(office: Office):
    before = reach(office.session, office.project)
    mine = select(Binding).where(Binding.person_id == office.person(OWNER).id)
    office.session.scalars(mine).one().unreachable_since = office.now
    office.session.flush()
    after = reach(office.session, office.project)
    assert (after.by_bot, after.on_paper) == (before.by_bot - 1, before.on_paper + 1)


# When owners may be told


def at(day: str, face: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(face), MONDAY.tzinfo)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (("2025-09-15", "08:59"), ("2025-09-15", "09:00")),
        (("2025-09-15", "09:00"), ("2025-09-15", "09:00")),
        (("2025-09-15", "11:29"), ("2025-09-15", "11:29")),
        (("2025-09-15", "11:30"), ("2025-09-15", "14:00")),
        (("2025-09-15", "17:30"), ("2025-09-16", "09:00")),
        (("2025-09-19", "20:00"), ("2025-09-22", "09:00")),  # over the weekend
        (("2025-09-28", "10:00"), ("2025-09-28", "10:00")),  # a Sunday that is worked
        (("2025-09-30", "17:40"), ("2025-10-09", "09:00")),  # over the national holiday
        (("2025-10-11", "15:00"), ("2025-10-11", "15:00")),  # a Saturday that is worked
    ],
)
def test_fees_and_surveys_are_spoken_of_in_errand_hours_only(office: Office, now: Any, then: Any):
    assert errand_time(at(*now), office.project) == at(*then)


def test_errand_hours_keep_the_offices_own_closing_days_and_quiet_hours(office: Office):
    office.project.policy = {**office.project.policy, "closed_days": ["2025-09-15"], "quiet_until": "10:00"}
    assert errand_time(MONDAY, office.project) == at("2025-09-16", "10:00")
    office.project.policy = {**office.project.policy, "quiet_until": "12:00"}
    assert errand_time(MONDAY, office.project) == at("2025-09-16", "14:00")


def test_the_last_day_is_a_working_one_and_leaves_the_whole_time(office: Office):
    assert last_day(office.project, 14, MONDAY) == date(2025, 9, 29)
    assert last_day(office.project, 14, at("2025-09-19", "18:00")) == date(2025, 10, 9)
    for ahead in range(60):
        assert is_working_day(last_day(office.project, 14, MONDAY + timedelta(days=ahead)))


# Telling and reminding


def everything_sent(office: Office, one: SurveyRound, times: int = 1) -> None:
    for _ in range(10):
        for _ in range(times):
            sending.send_piece(office.session, one.id, office.now)


def test_everybody_on_the_bot_is_told_once_for_each_form_whatever_is_repeated(office: Office):
    one = opened(office)
    everything_sent(office, one, times=2)
    notices = told(office, "survey.asked")
    assert len({(notice.subject, notice.person_id) for notice in notices}) == len(notices)
    by_bot = office.session.scalars(select(SurveyForm).where(SurveyForm.round_id == one.id, SurveyForm.by_bot)).all()
    assert {notice.subject for notice in notices} == {form.subject for form in by_bot}
    assert {notice.pace for notice in notices} == {Pace.ERRAND}


def test_opened_in_the_evening_it_is_told_in_the_morning(office: Office):
    office.now = at("2025-09-30", "17:40")
    one = opened(office)
    due = office.session.scalars(select(Due).where(Due.kind == SEND, Due.subject == one.subject)).one()
    assert due.due_at == at("2025-10-09", "09:00")
    assert one.last_day == date(2025, 10, 23)


def test_a_reminder_goes_to_those_who_have_not_answered_only_and_stops_with_the_answer(office: Office):
    one = opened(office)
    everything_sent(office, one)
    mine = answered(office, one)
    office.later(days=7)
    for _ in range(2):
        sending.remind(office.session, one.id, FIRST, office.now)
    reminded = told(office, "survey.reminded")
    assert mine.form.subject not in {notice.subject for notice in reminded}
    assert len(reminded) == len(told(office, "survey.asked")) - 1
    answered(office, one, OTHER, "0302")
    office.later(days=5)
    sending.remind(office.session, one.id, SECOND, office.now)
    assert len(told(office, "survey.reminded")) == 2 * len(reminded) - 1
    assert {notice.person_id for notice in told(office, "survey.waits")} >= {
        office.person(name).id for name in (DESK, LEAD, BOSS)
    }


def test_the_first_reminder_is_left_out_where_the_second_is_due_already(office: Office):
    one = opened(office)
    office.later(days=11)
    sending.remind(office.session, one.id, FIRST, office.now)
    assert told(office, "survey.reminded") == []
    left_out = select(Event).where(Event.kind == "survey.reminder_left_out", Event.subject == one.subject)
    assert len(office.session.scalars(left_out).all()) == 1


def test_nobody_is_told_after_the_last_day(office: Office):
    one = opened(office)
    office.now = closes_at(one, office.project)
    sending.send_piece(office.session, one.id, office.now)
    sending.remind(office.session, one.id, SECOND, office.now)
    assert told(office, "survey.asked") == told(office, "survey.reminded") == []


def test_the_clock_closes_it_once_and_also_where_it_comes_late(office: Office):
    one = opened(office)
    kinds = select(Due.kind).where(Due.subject == one.subject)
    assert set(office.session.scalars(kinds)) == {SEND, REMIND, CLOSE}
    office.now = closes_at(one, office.project) - timedelta(minutes=1)
    assert not actions.close_by_clock(office.session, one.id, office.now)
    office.now += timedelta(days=3)
    last = one.last_day
    assert actions.close_by_clock(office.session, one.id, office.now)
    assert not actions.close_by_clock(office.session, one.id, office.now)
    assert (one.state, one.last_day) == (State.CLOSED, last)
    assert len(told(office, "survey.closed")) == 2
    assert office.session.scalars(kinds).all() == []


# The clock's mornings


def morning(office: Office, day: str) -> dict[str, int]:
    office.now = at(day, "09:05")
    return every_morning(office.session, office.project, office.now)


def newest(office: Office) -> SurveyRound:
    return rounds(office.session, office.project)[0]


def test_it_is_prepared_in_its_months_on_the_first_working_day_and_once(office: Office):
    assert morning(office, "2025-10-31") == {"prepared": 0}
    assert morning(office, "2025-11-01") == {}  # a Saturday
    assert morning(office, "2025-11-03") == {"prepared": 1}
    assert (newest(office).period, newest(office).planned_on) == ("2025-11", date(2025, 11, 10))
    assert morning(office, "2025-11-04") == {}
    assert len(told(office, "survey.prepared")) == 2


def test_a_day_that_was_missed_is_made_up_for(office: Office):
    assert morning(office, "2025-11-20") == {"prepared": 1}
    assert newest(office).planned_on == date(2025, 11, 20)


def test_it_waits_for_a_person_who_is_reminded_once_a_week(office: Office):
    morning(office, "2025-11-03")
    for day in (*range(10, 15), *range(17, 22)):
        morning(office, f"2025-11-{day}")
    assert newest(office).state == State.DRAFT
    assert len(told(office, "survey.waits_to_open")) == 2 * 2  # two people, in two weeks


def test_where_the_office_wants_that_it_opens_by_itself_on_its_day(office: Office):
    office.project.policy = {**office.project.policy, "survey_by_clock": True}
    morning(office, "2025-11-03")
    assert morning(office, "2025-11-07") == {}
    assert morning(office, "2025-11-10") == {"opened": 1}
    assert newest(office).state == State.OPEN
    assert morning(office, "2025-11-11") == {}


def test_what_was_called_off_stays_so_for_the_clock_and_can_be_taken_up_by_hand(office: Office):
    morning(office, "2025-11-03")
    one = newest(office)
    actions.call_off(office.session, one.id, by=office.person(LEAD), now=office.now, words="装修")
    assert morning(office, "2025-11-04") == {"prepared": 0}
    assert prepared(office).id == one.id
    assert one.state == State.DRAFT


def test_others_than_those_in_charge_prepare_none(office: Office):
    for who in set(STAFF) - IN_CHARGE:
        with pytest.raises(NotYours):
            actions.prepare(office.session, office.project, by=office.person(who), now=office.now)


# Answering


def two_of_one_part(office: Office) -> None:
    """刘先生 of 0301 is administration too."""
    mine = select(Contact).where(Contact.person_id == office.person("刘先生").id)
    office.session.scalars(mine).one().role = "admin"
    office.session.flush()


def test_of_two_people_of_one_part_the_first_counts_and_the_second_reads_who_it_was(office: Office):
    two_of_one_part(office)
    one = opened(office)
    everything_sent(office, one)
    form = form_of(office, one)
    asked = {notice.person_id for notice in told(office, "survey.asked") if notice.subject == form.subject}
    assert asked == {office.person(name).id for name in (OWNER, "刘先生")}
    answered(office, one)
    with pytest.raises(FormAnswered) as refused:
        answer(office.session, form.id, MANY, by=office.person("刘先生"), now=office.now)
    assert refused.value.facts["name"] == OWNER
    assert refused.value.facts["time"] == office.now
    with pytest.raises(FormAnswered):
        correct(office.session, form.id, MANY, by=office.person("刘先生"), now=office.now)
    with pytest.raises(FormAnswered):
        answer(office.session, form.id, MANY, by=office.person(OWNER), now=office.now)


def test_who_has_no_part_or_has_one_no_more_knows_of_no_form(office: Office):
    one = opened(office)
    form = form_of(office, one)
    for who in (OTHER, "刘先生", DESK):
        with pytest.raises(Gone):
            answer(office.session, form.id, MANY, by=office.person(who), now=office.now)
    assert [mine.id for mine in forms_for(office.session, office.person(OWNER))] == [form.id]
    mine = select(Contact).where(Contact.person_id == office.person(OWNER).id)
    office.session.scalars(mine).one().ended_at = office.now
    office.session.flush()
    assert forms_for(office.session, office.person(OWNER)) == []
    with pytest.raises(Gone):
        own_form(office.session, form.id, office.person(OWNER))
    with pytest.raises(Gone):
        answer(office.session, form.id, MANY, by=office.person(OWNER), now=office.now)


def test_after_the_last_day_nobody_answers_whether_the_clock_has_closed_it_or_not(office: Office):
    one = opened(office)
    form = form_of(office, one)
    office.now = closes_at(one, office.project)
    for _ in range(2):
        with pytest.raises(SurveyOver) as refused:
            answer(office.session, form.id, MANY, by=office.person(OWNER), now=office.now)
        assert refused.value.facts["day"] == one.last_day
        actions.close_by_clock(office.session, one.id, office.now)
    assert answer_to(office.session, form) is None


@pytest.mark.parametrize("grades", [{}, {**FINE, Area.ORDER: 6}, {**FINE, Area.ORDER: 0}, {Area.OVERALL: 5}])
def test_a_form_is_whole_or_it_is_none(office: Office, grades: dict[Area, int]):
    one = opened(office)
    with pytest.raises(Gone):
        answered(office, one, grades=grades)


def test_a_comment_of_five_thousand_characters_has_no_room_and_one_with_emoji_has(office: Office):
    one = opened(office)
    with pytest.raises(TooMany):
        answered(office, one, comment="好" * 5000)
    assert answered(office, one, comment="服务很好👍🙂").comment == "服务很好👍🙂"


def test_until_the_end_it_may_be_corrected_and_the_log_keeps_what_it_was(office: Office):
    one = opened(office)
    first = answered(office, one)
    office.later(hours=1)
    better = Given({**FINE, Area.CLEANING: 2})
    facts: dict[str, Any] = {"by": office.person(OWNER), "now": office.now}
    correct(office.session, first.form_id, better, **facts, seen=1)
    with pytest.raises(Outdated):
        correct(office.session, first.form_id, better, **facts, seen=1)
    log = office.session.scalars(select(Event).where(Event.subject == first.form.subject).order_by(Event.id)).all()
    assert [(one.kind, one.facts["grades"]["cleaning"]) for one in log] == [
        ("survey.answered", 4),
        ("survey.corrected", 2),
    ]
    assert not any("comment" in one.facts for one in log)
    office.now = closes_at(one, office.project)
    with pytest.raises(SurveyOver):
        correct(office.session, first.form_id, MANY, by=office.person(OWNER), now=office.now)


def test_what_nobody_has_answered_cannot_be_corrected(office: Office):
    one = opened(office)
    with pytest.raises(TooLate):
        correct(office.session, form_of(office, one).id, MANY, by=office.person(OWNER), now=office.now)


# Paper


def test_paper_is_keyed_in_by_customer_service_and_nobody_else(office: Office):
    one = opened(office)
    for who in STAFF:
        may = office.staff(who).role in {Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER}
        undo = office.session.begin_nested()
        if may:
            assert returned_on_paper(office, form_of(office, one, "0302"), who).entered_by_id == office.person(who).id
        else:
            with pytest.raises((Gone, NotYours)):
                returned_on_paper(office, form_of(office, one, "0302"), who)
        undo.rollback()
        office.session.expire_all()


def test_what_was_keyed_in_is_marked_and_cannot_be_answered_again(office: Office):
    one = opened(office)
    form = form_of(office, one)
    paper = returned_on_paper(office, form)
    assert (paper.on_paper, paper.signature, paper.by_id) == (True, "王先生", None)
    for deed_again in (answer, correct):
        with pytest.raises(FormAnswered) as refused:
            deed_again(office.session, form.id, MANY, by=office.person(OWNER), now=office.now)
        assert refused.value.facts["name"] == "王先生"
    with pytest.raises(FormAnswered):
        returned_on_paper(office, form)


def test_a_paper_form_needs_a_signature_a_possible_day_and_a_picture_or_why_there_is_none(office: Office):
    one = opened(office)
    form, today = form_of(office, one), office.now.date()
    for refusal, facts in (
        (WordsMissing, {"signed_by": " "}),
        (ImpossibleTime, {"returned_on": today + timedelta(days=1)}),
        (ImpossibleTime, {"returned_on": today - timedelta(days=1)}),
        (PictureMissing, {"no_photo": ""}),
    ):
        with pytest.raises(refusal):
            returned_on_paper(office, form, **facts)
    assert answer_to(office.session, form) is None
    sent = Sent(MediaKind.PHOTO, "f1")
    picture = receive(office.session, office.project, sent, by=office.person(DESK), bot_id=2, now=office.now)
    paper = Paper("王先生", today)
    by = {"by": office.person(DESK), "now": office.now}
    assert key_in(office.session, one.id, form.id, Given(FINE, media=[picture.id]), paper, **by).no_photo == ""


def test_a_unit_that_got_no_form_is_not_keyed_in(office: Office):
    one = opened(office)
    earlier = next(other for other in rounds(office.session, office.project) if other.id != one.id)
    foreign = office.session.scalars(select(SurveyForm).where(SurveyForm.round_id == earlier.id)).first()
    paper = Paper("王先生", office.now.date(), "存档")
    for number in (foreign.id if foreign else 0, 99999):
        with pytest.raises(NotIssued):
            key_in(office.session, one.id, number, MANY, paper, by=office.person(DESK), now=office.now)


def test_after_the_end_paper_is_late_by_its_day_until_the_next_round_is_prepared(office: Office):
    one = opened(office)
    in_time, late, too_late = (form_of(office, one, *key) for key in (("0301",), ("0301", "finance"), ("0302",)))
    last = one.last_day
    assert last is not None
    office.now = closes_at(one, office.project) + timedelta(hours=10)
    actions.close_by_clock(office.session, one.id, office.now)
    assert not returned_on_paper(office, in_time, returned_on=last).late
    assert returned_on_paper(office, late).late
    office.later(days=40)
    prepared(office)
    with pytest.raises(SurveyOver):
        returned_on_paper(office, too_late)


def test_before_it_has_begun_nothing_is_keyed_in(office: Office):
    earlier = rounds(office.session, office.project)[0]
    form = unanswered(office.session, earlier)[0]
    prepared(office)
    with pytest.raises(SurveyOver):
        returned_on_paper(office, form)


# How long it is kept


def test_after_three_years_who_answered_what_is_forgotten(office: Office):
    one = rounds(office.session, office.project)[0]
    assert one.closed_at is not None
    assert forget_old(office.session, office.project, one.closed_at + timedelta(days=3 * 365)) == 0
    count = len(office.session.scalars(select(SurveyAnswer)).all())
    assert count > 30
    assert forget_old(office.session, office.project, one.closed_at + timedelta(days=3 * 366 + 1)) == count
    assert office.session.scalars(select(SurveyForm).where(SurveyForm.round_id == one.id)).all() == []
    assert forget_old(office.session, office.project, one.closed_at + timedelta(days=3 * 366 + 2)) == 0
