"""Complaints of one matter: linked by whoever leads, written to once, answered by each owner alone (DOMAIN 4.6, R082, R087, R089)."""

from typing import Any

import pytest

from models.complaints import actions, by_owner
from models.complaints.by_clock import plan_callbacks
from models.complaints.filing import add
from models.complaints.lifecycle import Grade, State
from models.complaints.linking import like, link, unlink
from models.complaints.reading import of_one_matter
from models.complaints.tables import Complaint
from models.events import TOUCHED
from models.people import Role
from models.refusals import Gone, NotYours, TooLate, WordsMissing
from models.staffing.leaving import end
from models.units import units_of
from tests.rules.builders import Office
from tests.rules.test_complaints import graded, heard, told


def of(office: Office, name: str, **more: Any) -> Complaint:
    """A complaint of a contact about the cleaning, for their own unit."""
    return told(office, name, unit=units_of(office.session, office.person(name))[0], **more)


def pair(office: Office, grade: Grade = Grade.IMPORTANT) -> tuple[Complaint, Complaint]:
    """Two about the same matter, the second linked to the first, led by the supervisor."""
    first = graded(office, grade, unit=units_of(office.session, office.person("陈女士"))[0])
    second = of(office, "尹女士")
    link(office.session, second.id, to=first.id, by=office.person("许文静"), now=office.now)
    return first, second


def proposed(office: Office, first: Complaint, words: str = "每天打扫") -> None:
    """Whoever leads it proposes."""
    assert first.leader is not None
    actions.propose(office.session, first.id, by=first.leader.person, now=office.now, words=words)


@pytest.mark.rows("R086", "R089", "R090")
def test_what_is_written_once_reaches_each_and_each_agrees_alone(office: Office):
    first, second = pair(office)
    assert (second.state, second.grade, second.leader) == (State.HANDLED, Grade.IMPORTANT, first.leader)
    assert ("complaint.led", "尹女士") in heard(office, second)
    proposed(office, first)
    assert [one.state for one in (first, second)] == [State.PROPOSED] * 2
    assert ("complaint.proposed", "尹女士") in heard(office, second)
    by_owner.agree(office.session, first.id, by=office.person("陈女士"), now=office.now)
    assert second.state == State.PROPOSED
    supervisor = office.person("许文静")
    actions.progress(
        office.session, first.id, by=supervisor, now=office.now, words="已排班", until=office.now.replace(hour=15)
    )
    assert ("complaint.progress", "尹女士") in heard(office, second)
    actions.answer(office.session, first.id, by=supervisor, now=office.now, words="已恢复")
    assert (first.state, second.state) == (State.ANSWERED, State.PROPOSED)  # her own consent is waited for
    by_owner.agree(office.session, second.id, by=office.person("尹女士"), now=office.later(hours=1))
    assert (second.state, second.result) == (State.ANSWERED, "已恢复")
    actions.judge(office.session, first.id, by=supervisor, now=office.now, justified=True, words="排班空缺")
    assert second.justified
    assert plan_callbacks(office.session, office.project, office.later(days=1)) == 2


@pytest.mark.rows("R087", "R089")
@pytest.mark.parametrize("who_declines", [0, 1])
def test_who_declines_goes_on_alone_one_level_higher_and_holds_up_nobody(office: Office, who_declines: int):
    both = pair(office)
    proposed(office, both[0])
    alone, other = both[who_declines], both[1 - who_declines]
    by_owner.decline(office.session, alone.id, by=alone.reporter, now=office.now, words="不够")
    assert (alone.leading_id, alone.leader) == (None, office.staff("周立新"))
    assert other.leading_id is None
    assert (other.state, other.leader) == (State.PROPOSED, office.staff("许文静"))
    by_owner.agree(office.session, other.id, by=other.reporter, now=office.now)
    actions.answer(office.session, other.id, by=office.person("许文静"), now=office.now, words="已恢复")
    assert alone.state == State.HANDLED


def test_withdrawing_the_leading_one_leaves_the_others_with_a_new_one(office: Office):
    first, second = pair(office)
    third = told(office, "刘先生")
    link(office.session, third.id, to=first.id, by=office.person("许文静"), now=office.now)
    by_owner.withdraw(office.session, first.id, by=office.person("陈女士"), now=office.now)
    assert (first.leading_id, second.leading_id, third.leading_id) == (None, None, second.id)
    proposed(office, second)
    assert third.state == State.PROPOSED
    assert first.state == State.WITHDRAWN


@pytest.mark.rows("R079", "R092")
def test_several_units_of_one_matter_make_it_major_though_they_named_other_objects(office: Office):
    first, second = pair(office)
    third = of(office, "章先生", matter="C13", words="走廊灯下面全是垃圾", now=office.later(days=2))
    assert third.grade is None
    link(office.session, third.id, to=first.id, by=office.person("许文静"), now=office.now)
    assert {(one.grade, one.grade_reason, one.leader_id) for one in (first, second, third)} == {
        (Grade.MAJOR, "several", office.person("周立新").id)
    }
    assert ("complaint.now_major", "章先生") in heard(office, third)


def test_one_that_becomes_major_takes_the_others_along(office: Office):
    first, second = pair(office)
    add(office.session, second.id, by=office.person("尹女士"), now=office.now, words="我要找记者")
    assert (first.grade, second.grade) == (Grade.MAJOR, Grade.MAJOR)


def test_who_comes_later_is_asked_about_the_same_proposal(office: Office):
    first = graded(office, unit=units_of(office.session, office.person("陈女士"))[0])
    proposed(office, first)
    later = of(office, "尹女士")
    link(office.session, later.id, to=first.id, by=office.person("许文静"), now=office.now)
    assert (later.state, later.solution) == (State.PROPOSED, "每天打扫")
    assert first.state == State.PROPOSED


def test_who_would_like_it_different_is_not_answered_over_their_head(office: Office):
    first, second = pair(office)
    proposed(office, first)
    by_owner.discuss(office.session, second.id, by=office.person("尹女士"), now=office.now, words="早一点")
    by_owner.agree(office.session, first.id, by=office.person("陈女士"), now=office.now)
    actions.answer(office.session, first.id, by=office.person("许文静"), now=office.now, words="已恢复")
    assert second.state == State.HANDLED
    actions.propose(office.session, second.id, by=office.person("许文静"), now=office.now, words="七点打扫")
    by_owner.agree(office.session, second.id, by=office.person("尹女士"), now=office.now)
    assert second.state == State.AGREED  # the others' result is not that of another proposal


@pytest.mark.rows("R082")
def test_nobody_links_what_concerns_whoever_would_lead_it_or_what_they_may_not_see(office: Office):
    first = graded(office, Grade.MINOR, unit=units_of(office.session, office.person("陈女士"))[0])
    assert first.leader is office.staff("郑雨")
    about_her = of(office, "尹女士", whom="郑雨")
    secret = of(office, "章先生", confidential=True)
    desk, supervisor = office.person("郑雨"), office.person("许文静")
    assert like(office.session, first, desk) == []
    for one in (about_her, secret):
        with pytest.raises(Gone):
            link(office.session, one.id, to=first.id, by=desk, now=office.now)
    with pytest.raises(NotYours):
        link(office.session, about_her.id, to=first.id, by=supervisor, now=office.now)
    assert like(office.session, first, supervisor) == [secret]
    with pytest.raises(NotYours):
        link(office.session, secret.id, to=first.id, by=office.person("孙晓芸"), now=office.now)
    link(office.session, secret.id, to=first.id, by=supervisor, now=office.now)
    for name in ("孙晓芸", "曹桂芳"):
        assert of_one_matter(office.session, first, office.person(name)) == []
    assert of_one_matter(office.session, secret, office.person("章先生")) == []


@pytest.mark.rows("R082")
def test_when_somebody_leads_whom_one_of_them_concerns_that_one_goes_alone(office: Office):
    first, second = pair(office)
    about = told(office, "刘先生", matter="C1", whom="孙晓芸", words="态度")
    link(office.session, about.id, to=first.id, by=office.person("许文静"), now=office.now)
    sun = office.person("孙晓芸")
    actions.lead(office.session, first.id, by=office.person("周立新"), to=sun.id, now=office.now)
    assert (about.leading_id, about.leader) == (None, office.staff("许文静"))
    assert (first.leader_id, second.leader_id) == (sun.id, sun.id)


def test_what_is_linked_is_graded_and_led_by_the_leading_one_and_can_be_taken_apart(office: Office):
    first, second = pair(office)
    manager = office.person("周立新")
    with pytest.raises(TooLate):
        actions.regrade(office.session, second.id, by=manager, now=office.now, grade=Grade.MINOR, words="小")
    actions.regrade(office.session, first.id, by=manager, now=office.now, grade=Grade.MINOR, words="小")
    assert (second.grade, second.leader) == (Grade.MINOR, first.leader)
    with pytest.raises(WordsMissing):
        unlink(office.session, second.id, by=manager, now=office.now, words=" ")
    unlink(office.session, second.id, by=manager, now=office.now, words="另一处")
    assert (second.leading_id, second.state, second.grade) == (None, State.HANDLED, Grade.MINOR)
    with pytest.raises(TooLate):
        unlink(office.session, second.id, by=manager, now=office.now, words="另一处")
    assert like(office.session, first, manager) == [second]


def test_no_chain_comes_of_links(office: Office):
    first, second = pair(office)
    third = graded(office, by="刘先生")
    manager = office.person("周立新")
    for one, to in ((first, third), (third, second), (first, first)):
        with pytest.raises(TooLate):
            link(office.session, one.id, to=to.id, by=manager, now=office.now)


def test_who_leaves_hands_over_the_whole_matter(office: Office):
    first, second = pair(office, Grade.MINOR)
    assert second.leader is office.staff("郑雨")
    end(office.session, office.person("郑雨").id, by=office.person("周立新"), now=office.now, why="离职")
    assert first.leader_id not in {None, office.person("郑雨").id}
    assert (second.leader_id, second.leading_id) == (first.leader_id, first.id)
    assert first.leader is not None
    assert first.leader.role in {Role.CS_DESK, Role.CS_FIELD}


def test_the_desk_links_what_it_leads_itself(office: Office):
    first = graded(office, Grade.MINOR, unit=units_of(office.session, office.person("陈女士"))[0])
    other, desk = of(office, "尹女士"), office.person("郑雨")
    assert first.leader is office.staff("郑雨")
    assert like(office.session, first, desk) == [other]
    link(office.session, other.id, to=first.id, by=desk, now=office.now)
    proposed(office, first)
    assert other.state == State.PROPOSED


@pytest.mark.parametrize("answer", [by_owner.agree, by_owner.decline])
def test_the_leading_ones_card_is_drawn_anew_when_another_answers(office: Office, answer: Any):
    first, second = pair(office)
    proposed(office, first)
    office.session.info.pop(TOUCHED, None)
    more = {"words": "还是不行"} if answer is by_owner.decline else {}
    answer(office.session, second.id, by=office.person("尹女士"), now=office.now, **more)
    assert first.subject in office.session.info[TOUCHED]
