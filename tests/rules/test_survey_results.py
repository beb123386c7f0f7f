"""What a survey says: the honest rate, averages and the round before; and that every comment gets its answer (R151, R152, R153)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.assignments.tables import Assignment
from models.complaints import actions as complaints
from models.complaints.lifecycle import Kind
from models.complaints.parts import is_concerned
from models.events import Event
from models.notices import Notice
from models.people import Role
from models.refusals import Gone, TooLate, WordsMissing
from models.surveys import actions
from models.surveys.answering import Given, Paper, correct, key_in
from models.surveys.areas import Area, areas_of, worst
from models.surveys.comments import is_open, may_read_comment, open_comments, reply
from models.surveys.exporting import FOR, FORMS, LIST, RESULT, logged_export
from models.surveys.figures import Standing, standing
from models.surveys.measures import measures_of, set_measure
from models.surveys.paper import answer_for, may_see_pictures
from models.surveys.reading import closes_at, issued, rounds, unanswered
from models.surveys.results import AreaResult, Count, Result, result_of, round_before
from models.surveys.tables import SurveyAnswer, SurveyForm
from tests.rules.builders import Office
from tests.rules.test_surveys import BOSS, DESK, FINE, LEAD, OWNER, STAFF, answered, form_of, opened, returned_on_paper

pytestmark = pytest.mark.rows("R151")
IN_CHARGE = {LEAD, BOSS}


def result(bot: tuple[int, int], paper: tuple[int, int], target: int = 95) -> Result:
    return Result(Count(*bot), Count(*paper), 0, 0, 0, {}, target, "")


@pytest.mark.parametrize(
    ("bot", "paper", "tenths", "missing"),
    [
        ((36, 36), (43, 0), 455, 40),  # everybody whom the bot reached, and yet less than half of all
        ((10, 0), (10, 0), 0, 19),
        ((10, 9), (10, 10), 950, 0),
        ((500, 475), (499, 474), 949, 1),  # 94.99 % is not 95 %
        ((0, 0), (0, 0), 0, 0),
    ],
)
def test_the_rate_is_of_all_that_was_issued_and_never_rounded_up(
    bot: tuple[int, int], paper: tuple[int, int], tenths: int, missing: int
):
    found = result(bot, paper)
    assert (found.tenths, found.missing) == (tenths, missing)
    assert found.is_below is (tenths < 950)


@pytest.mark.parametrize(
    ("grades", "average"), [([], None), ([5, 4], 450), ([5, 5, 4], 467), ([1, 1, 2], 133), ([2, 3, 3, 2], 250)]
)
def test_averages_are_in_hundredths_a_half_rounded_up(grades: list[int], average: int | None):
    counts = {grade: grades.count(grade) for grade in (5, 4, 3, 2, 1)}
    assert AreaResult(counts, None).average == average


def test_late_ones_are_counted_apart_and_change_no_average(office: Office):
    one = opened(office)
    answered(office, one, grades={**FINE, Area.CLEANING: 2})
    paper = form_of(office, one, "0302")
    office.now = closes_at(one, office.project) + timedelta(hours=10)
    actions.close_by_clock(office.session, one.id, office.now)
    before = result_of(office.session, office.project, one)
    returned_on_paper(office, form_of(office, one, "0301", "finance"), returned_on=one.last_day)
    returned_on_paper(office, paper)
    found = result_of(office.session, office.project, one)
    assert (before.returned, found.returned, found.late, found.keyed_after) == (1, 2, 1, 1)
    assert (found.bot.returned, found.paper.returned) == (1, 1)
    assert found.issued == issued(office.session, one)
    assert found.areas[Area.CLEANING].average == 300
    assert found.areas[Area.CLEANING].counts == {5: 0, 4: 1, 3: 0, 2: 1, 1: 0}
    assert found.says_little


def test_it_is_compared_with_the_round_before(office: Office):
    one = opened(office)
    before = round_before(office.session, one)
    assert before is not None
    assert before.period == "2025-05"
    answered(office, one, grades=dict.fromkeys(Area, 5))
    found, earlier = (result_of(office.session, office.project, each) for each in (one, before))
    for area in Area:
        assert found.areas[area].before == earlier.areas[area].average
        assert found.areas[area].change == 500 - (earlier.areas[area].average or 0)
    assert earlier.before == ""


@pytest.mark.rows("R151")
def test_the_demo_has_answered_its_last_round(office: Office):
    one = rounds(office.session, office.project)[0]
    found = result_of(office.session, office.project, one)
    assert found.is_below
    assert found.returned > 50
    mine = select(SurveyAnswer).join(SurveyForm, SurveyForm.id == SurveyAnswer.form_id)
    of_unit = mine.where(SurveyForm.round_id == one.id, SurveyForm.unit_id == office.unit("0301").id)
    assert len(office.session.scalars(of_unit).all()) >= 1
    assert open_comments(office.session, one) == []


# Comments


@pytest.mark.rows("R152")
@pytest.mark.parametrize(
    ("grades", "kind"),
    [
        (FINE, Kind.SUGGESTION),
        ({**FINE, Area.CLEANING: 3}, Kind.SUGGESTION),
        ({**FINE, Area.CLEANING: 2}, Kind.CRITICISM),
    ],
)
def test_every_comment_becomes_a_matter_with_a_number(office: Office, grades: dict[Area, int], kind: Kind):
    one = opened(office)
    mine = answered(office, one, grades=grades, comment="茶水间请多擦")
    assert mine.complaint is not None
    assert (mine.complaint.kind, mine.complaint.words) == (kind, "茶水间请多擦")
    assert mine.complaint.number.startswith("JY" if kind == Kind.SUGGESTION else "TS")
    assert mine.complaint.unit_id == office.unit("0301").id
    assert open_comments(office.session, one) == [mine]
    told = select(Notice.person_id).where(Notice.subject == mine.complaint.subject, Notice.kind == "complaint.new")
    assert {office.person(name).id for name in IN_CHARGE} <= set(office.session.scalars(told))


@pytest.mark.rows("R152")
def test_a_comment_is_open_until_it_has_its_answer(office: Office):
    one = opened(office)
    mine = answered(office, one, comment="建议增加休息座椅")
    assert mine.complaint is not None
    assert standing(office.session, office.project, office.now).open_comments == 1
    facts: dict[str, Any] = {"by": office.person(DESK), "now": office.now}
    complaints.reply(office.session, mine.complaint.id, words="您好，座椅本月增设，谢谢您。", **facts)
    assert not is_open(mine)
    assert open_comments(office.session, one) == []
    assert standing(office.session, office.project, office.now).open_comments == 0


@pytest.mark.rows("R152")
def test_without_words_there_is_no_matter(office: Office):
    one = opened(office)
    assert answered(office, one, grades=dict.fromkeys(Area, 1)).complaint is None
    assert open_comments(office.session, one) == []


@pytest.mark.rows("R152")
def test_other_words_are_handed_on_anew_and_other_grades_are_not(office: Office):
    one = opened(office)
    mine = answered(office, one, comment="请多擦桌面")
    first, facts = mine.complaint_id, {"by": office.person(OWNER), "now": office.now}
    correct(office.session, mine.form_id, Given({**FINE, Area.ORDER: 5}, "请多擦桌面"), **facts)
    steps = select(Event).where(Event.subject == f"complaint:{first}")
    count = len(office.session.scalars(steps).all())
    correct(office.session, mine.form_id, Given({**FINE, Area.ORDER: 1}, "请多擦桌面和窗台"), **facts)
    assert mine.complaint_id == first  # as long as it is open it is added to that
    assert len(office.session.scalars(steps).all()) > count


@pytest.mark.rows("R082", "R152")
@pytest.mark.parametrize("grades", [FINE, {**FINE, Area.RECEPTION: 1}])
@pytest.mark.parametrize("named", [DESK, LEAD])
def test_whom_a_comment_names_never_reads_it(office: Office, grades: dict[Area, int], named: str):
    one = opened(office)
    mine = answered(office, one, grades=grades, comment=f"{named}说话太快，没有听清")
    assert mine.complaint is not None
    assert is_concerned(office.staff(named), mine.complaint)
    assert not may_read_comment(office.session, mine, office.person(named))
    assert not may_see_pictures(office.session, mine, office.person(named))
    assert may_read_comment(office.session, mine, office.person(BOSS))


@pytest.mark.rows("R152")
def test_a_comment_on_paper_of_somebody_unknown_is_answered_by_those_in_charge(office: Office):
    one = opened(office)
    form = next(form for form in unanswered(office.session, one) if form.role == "")
    paper = Paper("王先生", office.now.date(), "纸质原件已存档")
    facts: dict[str, Any] = {"by": office.person(DESK), "now": office.now}
    mine = key_in(office.session, one.id, form.id, Given(FINE, "走廊灯偏暗"), paper, **facts)
    assert mine.complaint is None
    assert open_comments(office.session, one) == [mine]
    with pytest.raises(Gone):
        reply(office.session, form.id, by=office.person(DESK), now=office.now, words="已换灯")
    with pytest.raises(WordsMissing):
        reply(office.session, form.id, by=office.person(LEAD), now=office.now, words=" ")
    reply(office.session, form.id, by=office.person(LEAD), now=office.now, words="当面答复：本周换灯")
    assert open_comments(office.session, one) == []
    with pytest.raises(TooLate):
        reply(office.session, form.id, by=office.person(BOSS), now=office.now, words="再答")


@pytest.mark.rows("R152")
def test_a_comment_on_paper_of_a_contact_is_their_matter(office: Office):
    one = opened(office)
    paper = Paper("陈女士", office.now.date(), "纸质原件已存档")
    facts: dict[str, Any] = {"by": office.person(DESK), "now": office.now}
    mine = key_in(office.session, one.id, form_of(office, one).id, Given(FINE, "走廊灯偏暗"), paper, **facts)
    assert mine.complaint is not None
    assert mine.complaint.reporter_id == office.person(OWNER).id


# Who reads what


@pytest.mark.rows("R203", "R204")
@pytest.mark.parametrize("name", STAFF)
def test_who_answered_what_is_for_those_in_charge_and_for_who_keyed_it_in(office: Office, name: str):
    one = opened(office)
    mine, paper = answered(office, one), returned_on_paper(office, form_of(office, one, "0302"))
    for form, may in ((mine.form_id, name in IN_CHARGE), (paper.form_id, name in {*IN_CHARGE, DESK})):
        if may:
            assert answer_for(office.session, form, office.person(name)).form_id == form
        else:
            with pytest.raises(Gone):
                answer_for(office.session, form, office.person(name))


@pytest.mark.rows("R204")
@pytest.mark.parametrize("paper", [RESULT, LIST, FORMS])
def test_each_paper_is_for_its_people_and_each_time_is_logged(office: Office, paper: str):
    one = opened(office)
    for count, name in enumerate(STAFF):
        role = office.staff(name).role
        service = role in {Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER}
        if name in IN_CHARGE or (service and paper != RESULT):
            logged_export(office.session, office.person(name), one.id, paper, office.now)
            log = office.session.scalars(select(Event).where(Event.kind == "export").order_by(Event.id.desc())).first()
            assert log is not None
            assert (log.actor_id, log.facts) == (office.person(name).id, {"paper": paper, "survey": one.id}), count
        else:
            with pytest.raises(Gone):
                logged_export(office.session, office.person(name), one.id, paper, office.now)
    assert set(FOR) == {RESULT, LIST, FORMS}


def test_each_area_is_the_work_of_one_department_and_the_whole_of_none():
    areas = [area for code in ("service", "cleaning", "security", "engineering") for area in areas_of(code)]
    assert sorted(areas) == sorted(set(Area) - {Area.OVERALL})
    assert worst(FINE) == Area.OVERALL
    assert worst({**FINE, Area.ORDER: 1}) == Area.ORDER
    assert worst({**FINE, Area.ORDER: 1, Area.CLEANING: 1}) == Area.OVERALL


# What is improved


@pytest.mark.rows("R153")
def test_an_improvement_is_a_task_with_person_and_date(office: Office):
    one = opened(office)
    facts: dict[str, Any] = {"words": "每小时巡查", "due_at": office.now + timedelta(days=7), "now": office.now}
    to = office.person("曹桂芳").id
    task = set_measure(office.session, one.id, by=office.person(LEAD), to=to, **facts)
    assert measures_of(office.session, one) == [task]
    assert (task.assignee_id, task.about) == (to, one.subject)
    for who in ("曹桂芳", DESK, "林海涛"):
        with pytest.raises(Gone):
            set_measure(office.session, one.id, by=office.person(who), to=to, **facts)
    assert len(office.session.scalars(select(Assignment).where(Assignment.about == one.subject)).all()) == 1


@pytest.mark.rows("R153")
def test_nothing_is_improved_after_what_has_not_begun(office: Office):
    one = actions.prepare(office.session, office.project, by=office.person(LEAD), now=office.now)
    facts: dict[str, Any] = {"words": "每小时巡查", "due_at": office.now + timedelta(days=7), "now": office.now}
    with pytest.raises(TooLate):
        set_measure(office.session, one.id, by=office.person(LEAD), to=office.person("曹桂芳").id, **facts)


# The digest


def test_the_digest_says_how_it_stands(office: Office):
    assert standing(office.session, office.project, office.now) == Standing()
    one = actions.prepare(office.session, office.project, by=office.person(LEAD), now=office.now)
    assert standing(office.session, office.project, office.now) == Standing(draft=True)
    assert standing(office.session, office.project, office.now + timedelta(days=20)).is_late
    actions.open_round(office.session, one.id, by=office.person(LEAD), now=office.now)
    answered(office, one)
    found = standing(office.session, office.project, office.now)
    assert (found.issued, found.returned, found.until) == (issued(office.session, one), 1, one.last_day)
