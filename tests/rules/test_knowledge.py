"""The knowledge base: who may do what in which state, two reviewers who are nobody's writers, versions, placeholders (R119)."""

import itertools

import pytest
from sqlalchemy import select

from models import demo
from models.catalogue.faq import ready_answers
from models.events import Event
from models.knowledge import actions
from models.knowledge.lifecycle import NAMES, UNDER_WAY, Part, State, allowed
from models.knowledge.placeholders import Held, pieces, unknown
from models.knowledge.reading import (
    editions_of,
    matching,
    moves_for,
    own_hands,
    published,
    readable,
    steps_of,
    to_review,
    visible,
)
from models.knowledge.reminding import remind
from models.knowledge.stock import stock
from models.knowledge.tables import Edition, Topic
from models.notices import Notice
from models.office import open_office
from models.people import Role
from models.refusals import (
    Gone,
    NotFinished,
    NotYours,
    Outdated,
    OwnWords,
    ReasonMissing,
    SoundsWrong,
    TooLate,
    UnknownBraces,
)
from models.wording import Fault, faults
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R119")
DESK, FIELD, BOSS, MANAGER = "郑雨", "吴佳", "许文静", "周立新"
EVERYBODY = [row["name"] for row in demo.rows("staff")]
GOOD = "您好。请您致电{服务台电话}，我们为您安排。谢谢您。"
WAY = (("hand_in", DESK), ("review", BOSS), ("publish", MANAGER))


def drafted(office: Office, by: str = DESK, answer: str = GOOD) -> Edition:
    """A draft with all that it needs."""
    who = office.person(by)
    one = actions.begin(office.session, by=who, now=office.now, topic=Topic.SERVICE, question="借伞", answer=answer)
    texts = {"question_en": "Umbrellas", "answer_en": "Please call {service desk}.", "phrases": ["借 伞", "雨伞"]}
    return actions.write(office.session, one.id, by=who, now=office.now, **texts)


def does(office: Office, one: Edition, name: str, by: str, seen: int | None = None) -> Edition:
    """A move by somebody, with what belongs to it."""
    more = {"words": "原因"} if name in {"send_back", "retire"} else {}
    return getattr(actions, name)(office.session, one.id, by=office.person(by), now=office.now, seen=seen, **more)


def brought_to(office: Office, state: State) -> Edition:
    """An edition in a state, by the usual people."""
    one = drafted(office)
    if state == State.DROPPED:
        return does(office, one, "drop", DESK)
    for name, by in WAY:
        if one.state == state:
            return one
        does(office, one, name, by)
    if state == State.RETIRED:
        does(office, one, "retire", BOSS)
    if state == State.REPLACED:
        newer = actions.redraft(office.session, one.id, by=office.person(DESK), now=office.now)
        for name, by in WAY:
            does(office, newer, name, by)
    return one


# Who makes which move where, in the words of DOMAIN 5.7: the desk and field draft, the supervisor reviews, the manager approves.
ROLES = {
    "write": {Role.CS_DESK, Role.CS_FIELD},
    "hand_in": {Role.CS_DESK, Role.CS_FIELD},
    "drop": {Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER},
    "review": {Role.CS_SUPERVISOR},
    "publish": {Role.MANAGER},
    "send_back": {Role.CS_SUPERVISOR, Role.MANAGER},
    "keep": {Role.CS_SUPERVISOR, Role.MANAGER},
    "retire": {Role.CS_SUPERVISOR, Role.MANAGER},
}
STARTS = {
    "write": {State.DRAFT},
    "hand_in": {State.DRAFT},
    "drop": {State.DRAFT},
    "review": {State.IN_REVIEW},
    "publish": {State.REVIEWED},
    "send_back": {State.IN_REVIEW, State.REVIEWED},
    "keep": {State.PUBLISHED},
    "retire": {State.PUBLISHED},
}
READERS = {Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR, Role.MANAGER}


@pytest.mark.rows("R203")
@pytest.mark.parametrize("state", State)
def test_every_role_in_every_state_makes_the_moves_that_are_theirs(office: Office, state: State):
    one = brought_to(office, state)
    assert one.state == state
    for name, who in itertools.product(NAMES, EVERYBODY):
        fresh = office.session.begin_nested()
        try:
            does(office, one, name, who)
            made = None
        except (Gone, NotYours, TooLate) as refusal:
            made = type(refusal)
        fresh.rollback()
        office.session.expire_all()
        expected = _expected(office.staff(who).role, name, state)
        assert made is expected, (name, who, made, expected)
        assert (expected is None) == (name in moves_for(office.session, office.person(who), one))


def _expected(role: Role, name: str, state: State) -> type[Exception] | None:
    if role not in READERS:
        return Gone
    if role not in ROLES[name]:
        return NotYours
    if state not in STARTS[name]:
        return TooLate
    by = {State.IN_REVIEW: Role.CS_SUPERVISOR, State.REVIEWED: Role.MANAGER}
    return NotYours if name == "send_back" and role != by[state] else None


def test_the_table_ends():
    for state in State:
        assert bool(allowed(state, set(Part))) == (state in UNDER_WAY | {State.PUBLISHED})


@pytest.mark.parametrize("name", ["hand_in", "write"])
def test_who_wrote_it_does_not_review_it(office: Office, name: str):
    one = drafted(office)
    if name == "write":
        office.staff(DESK).role = Role.CS_SUPERVISOR
        does(office, one, "hand_in", FIELD)
    else:
        does(office, one, "hand_in", DESK)
        office.staff(DESK).role = Role.CS_SUPERVISOR
    with pytest.raises(OwnWords):
        does(office, one, "review", DESK)
    assert "review" not in moves_for(office.session, office.person(DESK), one)
    assert does(office, one, "review", BOSS).state == State.REVIEWED


def test_the_first_reviewer_is_not_the_second(office: Office):
    one = brought_to(office, State.REVIEWED)
    office.staff(BOSS).role = Role.MANAGER
    with pytest.raises(OwnWords):
        does(office, one, "publish", BOSS)
    assert does(office, one, "publish", MANAGER).state == State.PUBLISHED


def test_a_review_that_was_sent_back_counts_no_more(office: Office):
    one = brought_to(office, State.REVIEWED)
    does(office, one, "send_back", MANAGER)
    assert "review" not in own_hands(steps_of(office.session, one), office.person(BOSS))
    does(office, one, "hand_in", FIELD)
    assert does(office, one, "review", BOSS).state == State.REVIEWED


def test_two_at_once(office: Office):
    one = brought_to(office, State.IN_REVIEW)
    seen = one.version
    does(office, one, "review", BOSS, seen=seen)
    with pytest.raises(TooLate):
        does(office, one, "review", BOSS, seen=seen)
    draft = drafted(office)
    actions.write(office.session, draft.id, by=office.person(FIELD), now=office.now, answer_zh="您好，请稍候。", seen=2)
    with pytest.raises(Outdated):
        does(office, draft, "hand_in", DESK, seen=2)


def test_one_new_version_at_a_time_and_the_old_one_is_read_meanwhile(office: Office):
    one = brought_to(office, State.PUBLISHED)
    newer = actions.redraft(office.session, one.id, by=office.person(DESK), now=office.now)
    assert (newer.number, newer.answer_zh, newer.state) == (2, one.answer_zh, State.DRAFT)
    with pytest.raises(TooLate) as known:
        actions.redraft(office.session, one.id, by=office.person(FIELD), now=office.now)
    assert known.value.facts == {"edition": newer.id}
    with pytest.raises(NotYours):
        actions.redraft(office.session, one.id, by=office.person(BOSS), now=office.now)
    for name, by in WAY:
        assert readable(office.session, office.project.id, one.id) is one
        does(office, newer, name, by)
    assert [(known.number, known.state) for known in editions_of(office.session, one.entry_id)] == [
        (2, State.PUBLISHED),
        (1, State.REPLACED),
    ]
    with pytest.raises(Gone):
        readable(office.session, office.project.id, one.id)


def test_what_is_missing_is_said_before_it_is_handed_in(office: Office):
    who = office.person(DESK)
    one = actions.begin(office.session, by=who, now=office.now, topic=Topic.SERVICE, question="借伞", answer=GOOD)
    with pytest.raises(NotFinished):
        does(office, one, "hand_in", DESK)
    with pytest.raises(UnknownBraces):
        actions.write(office.session, one.id, by=who, now=office.now, answer_zh="请拨打{经理手机}")
    assert one.answer_zh == GOOD


@pytest.mark.rows("R084", "X8")
def test_wording_is_checked_when_it_is_handed_in_and_insisting_is_noted(office: Office):
    one = drafted(office, answer="无法办理")
    with pytest.raises(SoundsWrong) as found:
        does(office, one, "hand_in", DESK)
    assert found.value.facts["faults"] == [Fault.REFUSES, Fault.BLUNT]
    assert one.state == State.DRAFT
    actions.hand_in(office.session, one.id, by=office.person(DESK), now=office.now, insist=True)
    noted = select(Event).where(Event.subject == one.subject, Event.kind == "insist")
    assert office.session.scalars(noted).one().facts == {"faults": ["refuses", "blunt"], "version": 2}


@pytest.mark.rows("R179", "R192", "X8")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("您好，对不起，请稍候。谢谢您。", []),
        ("您好，请拨打{service desk}。", []),
        ("您好，不能。", [Fault.REFUSES]),
        ("请您稍候😀", [Fault.EMOJI]),
        ("请你稍候", [Fault.FAMILIAR]),
        ("请您看APP", [Fault.LATIN]),
        ("已办理", [Fault.BLUNT]),
        ("请您" * 151, [Fault.LONG]),
    ],
)
def test_the_rules_of_wording(text: str, found: list[Fault]):
    assert faults(text) == found


def test_reasons_are_compulsory_and_events_hold_no_words(office: Office):
    one = brought_to(office, State.PUBLISHED)
    with pytest.raises(ReasonMissing):
        actions.retire(office.session, one.id, by=office.person(BOSS), now=office.now, words=" ")
    does(office, one, "retire", BOSS)
    kept = office.session.scalars(select(Event).where(Event.subject == one.subject).order_by(Event.id)).all()
    assert [event.kind.partition(".")[2] for event in kept] == [
        "draft",
        "write",
        "hand_in",
        "review",
        "publish",
        "retire",
    ]
    assert not any(GOOD in str(event.facts) or "原因" in str(event.facts) for event in kept)
    assert [step.words for step in steps_of(office.session, one) if step.words] == ["原因"]


def told(office: Office, one: Edition) -> list[tuple[str, str]]:
    wanted = select(Notice).where(Notice.subject == one.subject).order_by(Notice.id)
    names = {office.person(name).id: name for name in EVERYBODY}
    return [(notice.kind.partition(".")[2], names[notice.person_id]) for notice in office.session.scalars(wanted)]


def test_who_hears(office: Office):
    one = brought_to(office, State.PUBLISHED)
    assert told(office, one) == [("review", BOSS), ("review", MANAGER), ("published", DESK)]
    other = brought_to(office, State.IN_REVIEW)
    does(office, other, "send_back", BOSS)
    assert told(office, other) == [("review", BOSS), ("back", DESK)]


@pytest.mark.rows("J32")
def test_answers_are_looked_at_again_after_a_year(office: Office):
    one = brought_to(office, State.PUBLISHED)
    today = office.now.date()
    assert (one.review_by - today).days == 365
    assert remind(office.session, office.project, office.now) == 0
    office.later(days=366)
    assert one in to_review(office.session, office.project, office.now.date())
    assert remind(office.session, office.project, office.now) == 1
    assert remind(office.session, office.project, office.later(hours=1)) == 0  # once a month
    does(office, one, "keep", BOSS)
    assert one not in to_review(office.session, office.project, office.now.date())


def test_a_new_office_gets_drafts_and_the_demo_published_answers(office: Office):
    assert len(published(office.session, office.project)) == len(ready_answers()) == 20
    other = open_office(office.session, code="dihao", name_zh="帝豪大厦", name_en="Dihao Tower", now=office.now)
    assert published(office.session, other) == []
    kept = office.session.scalars(select(Edition)).all()
    mine = [one for one in kept if one.entry.project_id == other.id]
    assert {one.state for one in mine} == {State.DRAFT}
    assert len(mine) == 20
    assert all(one.is_complete for one in mine)
    assert stock(office.session, other, office.now) == 0
    assert matching(office.session, other, "停车费一个月多少") == (None, [])
    with pytest.raises(Gone):
        visible(office.session, mine[0].id, office.person(DESK))


def test_codes_go_on(office: Office):
    assert [drafted(office).entry.code for _ in range(2)] == ["FAQ21", "FAQ22"]


@pytest.mark.rows("R034")
def test_only_what_is_published_answers(office: Office):
    one = brought_to(office, State.REVIEWED)
    assert matching(office.session, office.project, "可以借雨伞吗？")[0] is None
    does(office, one, "publish", MANAGER)
    assert matching(office.session, office.project, "可以借雨伞吗？")[0] is one
    does(office, one, "retire", MANAGER)
    assert matching(office.session, office.project, "可以借雨伞吗？")[0] is None


def test_what_is_looked_up_is_a_closed_list():
    assert pieces("请拨打{中控室电话}。") == ["请拨打", Held.CONTROL_ROOM, "。"]
    assert pieces("{service hours}") == [Held.HOURS]
    assert pieces("没有") == ["没有"]
    assert unknown("{服务时间}", "{building}") == []
    assert unknown("{经理}", "半个{", "}") == ["经理", "{", "}"]
