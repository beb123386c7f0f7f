"""The price list: who may do what in which state, two reviewers, days on which a price holds, suspensions, what words find (R059, R077)."""

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import demo
from models.events import Event
from models.notices import Notice
from models.people import Role
from models.prices import actions
from models.prices.lifecycle import NAMES, State
from models.prices.matching import find
from models.prices.reading import (
    bookable,
    by_code,
    edition,
    edition_on,
    editions_of,
    find_service,
    list_head,
    moves_for,
    outside_hours,
    steps_of,
    to_come,
    visible,
)
from models.prices.tables import MaterialRule, PriceEdition, ServiceClass, Shelf
from models.prices.terms import HOMES, Terms, terms_of
from models.refusals import (
    Gone,
    ImpossibleTime,
    NotYours,
    Outdated,
    OutOfRange,
    OwnWords,
    ReasonMissing,
    TooLate,
    WordsMissing,
)
from tests.rules.builders import NIGHT, Office

pytestmark = pytest.mark.rows("R059", "R077")
DESK, FIELD, BOSS, MANAGER = "郑雨", "吴佳", "许文静", "周立新"
EVERYBODY = [row["name"] for row in demo.rows("staff")]
WAY = (("hand_in", DESK), ("review", BOSS), ("publish", MANAGER))
TODAY = demo.opening().date()
KNOWN = {row["code"]: (row["name_zh"], row["name_en"], *row["phrases"].split("/")) for row in demo.rows("prices")}


def terms(**more: Any) -> Terms:
    """A price with all that it needs."""
    said = {"name_zh": "更换地垫", "name_en": "Replace a mat", "unit_zh": "个", "unit_en": "piece"}
    return Terms(**{**said, "price_fen": 1500, "valid_from": TODAY, "guarantee_days": 30} | more)


def drafted(office: Office, by: str = DESK, **more: Any) -> PriceEdition:
    """A draft of a new item."""
    who = office.person(by)
    return actions.begin(office.session, by=who, now=office.now, shelf=Shelf.CLEANING, terms=terms(**more))


def does(office: Office, one: PriceEdition, name: str, by: str, seen: int | None = None, **more: Any) -> PriceEdition:
    """A move by somebody, with what belongs to it."""
    if name in {"send_back", "suspend", "resume"}:
        more = {"words": "原因"} | more
    if name == "write":
        more = {"terms": terms_of(one)} | more
    return getattr(actions, name)(office.session, one.id, by=office.person(by), now=office.now, seen=seen, **more)


def approved(office: Office, one: PriceEdition) -> PriceEdition:
    """Handed in, reviewed, approved."""
    for name, by in WAY:
        does(office, one, name, by)
    return one


def changed(office: Office, one: PriceEdition, **more: Any) -> PriceEdition:
    """A new version, approved."""
    newer = actions.redraft(office.session, one.id, by=office.person(DESK), now=office.now)
    told = terms_of(newer)
    does(office, newer, "write", DESK, terms=Terms(**{**vars(told), **more}))
    return approved(office, newer)


def brought_to(office: Office, state: State, **more: Any) -> PriceEdition:
    """A version in a state, by the usual people; one that is replaced holds for another week."""
    one = drafted(office, **more)
    if state == State.DROPPED:
        return does(office, one, "drop", DESK)
    for name, by in WAY:
        if one.state == state:
            return one
        does(office, one, name, by)
    if state == State.REPLACED:
        changed(office, one, valid_from=TODAY + timedelta(days=7))
    return one


# Who makes which move where: the desk and field draft, the supervisor reviews, the manager approves (DOMAIN 5.7), both suspend (R077).
DRAFTS, LEADS = {Role.CS_DESK, Role.CS_FIELD}, {Role.CS_SUPERVISOR, Role.MANAGER}
ROLES = {
    "write": DRAFTS,
    "hand_in": DRAFTS,
    "drop": DRAFTS | LEADS,
    "review": {Role.CS_SUPERVISOR},
    "publish": {Role.MANAGER},
    "send_back": LEADS,
    "suspend": LEADS,
    "resume": LEADS,
}
STARTS = {
    "write": {State.DRAFT},
    "hand_in": {State.DRAFT},
    "drop": {State.DRAFT},
    "review": {State.IN_REVIEW},
    "publish": {State.REVIEWED},
    "send_back": {State.IN_REVIEW, State.REVIEWED},
    "suspend": {State.PUBLISHED, State.REPLACED},
    "resume": {State.PUBLISHED, State.REPLACED},
}


@pytest.mark.rows("R203", "R224")
@pytest.mark.parametrize("state", State)
def test_every_role_in_every_state_makes_the_moves_that_are_theirs(office: Office, state: State):
    one = brought_to(office, state)
    one.item.suspended_from = TODAY + timedelta(days=1)
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
        assert (expected is None) == (name in moves_for(office.session, office.person(who), one, TODAY))


def _expected(role: Role, name: str, state: State) -> type[Exception] | None:
    if role not in DRAFTS | LEADS:
        return Gone
    if role not in ROLES[name]:
        return NotYours
    if state not in STARTS[name]:
        return TooLate
    by = {State.IN_REVIEW: Role.CS_SUPERVISOR, State.REVIEWED: Role.MANAGER}
    return NotYours if name == "send_back" and role != by[state] else None


@pytest.mark.parametrize("name", ["hand_in", "write"])
def test_who_wrote_it_does_not_review_it(office: Office, name: str):
    one = drafted(office)
    does(office, one, "hand_in", FIELD if name == "write" else DESK)
    office.staff(DESK).role = Role.CS_SUPERVISOR
    with pytest.raises(OwnWords):
        does(office, one, "review", DESK)
    assert does(office, one, "review", BOSS).state == State.REVIEWED


def test_the_reviewer_does_not_approve(office: Office):
    one = brought_to(office, State.REVIEWED)
    office.staff(BOSS).role = Role.MANAGER
    with pytest.raises(OwnWords):
        does(office, one, "publish", BOSS)
    assert does(office, one, "publish", MANAGER).approved_by_id == office.person(MANAGER).id


def test_a_version_that_was_not_seen_is_not_decided_on(office: Office):
    one = brought_to(office, State.IN_REVIEW)
    does(office, one, "send_back", BOSS, seen=one.version)
    does(office, one, "write", FIELD, terms=terms(price_fen=99))
    with pytest.raises(Outdated):
        does(office, one, "hand_in", DESK, seen=one.version - 1)


@pytest.mark.parametrize("name", ["send_back", "suspend", "resume"])
def test_it_is_said_why(office: Office, name: str):
    one = brought_to(office, State.IN_REVIEW if name == "send_back" else State.PUBLISHED)
    one.item.suspended_from = TODAY
    with pytest.raises(ReasonMissing):
        does(office, one, name, BOSS, words=" ")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name_zh": " "}, WordsMissing),
        ({"name_en": ""}, WordsMissing),
        ({"price_fen": 0}, OutOfRange),
        ({"price_fen": -100}, OutOfRange),
        ({"price_fen": 10**9}, OutOfRange),
        ({"price_fen": None, "minimum_fen": 100}, OutOfRange),
        ({"minimum_fen": -1}, OutOfRange),
        ({"minutes": 0}, OutOfRange),
        ({"guarantee_days": 10**6}, OutOfRange),
        ({"most": 0}, OutOfRange),
    ],
)
def test_what_no_list_could_say_is_not_kept(office: Office, more: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        drafted(office, **more)
    one = drafted(office)
    with pytest.raises(refusal):
        does(office, one, "write", DESK, terms=terms(**more))
    assert (one.price_fen, one.version) == (1500, 1)


def test_new_items_have_the_next_code_of_their_shelf_and_belong_where_it_does(office: Office):
    one, two = drafted(office), drafted(office, name_zh="其他")
    assert (one.item.code, two.item.code) == ("B08", "B09")
    assert (one.item.service_class, one.item.department, one.item.trade) == (
        ServiceClass.CLEANING,
        "cleaning",
        "cleaning",
    )
    assert set(HOMES) == set(Shelf)
    with pytest.raises(NotYours):
        drafted(office, by=BOSS)


@pytest.mark.rows("R064", "R224")
def test_the_old_price_holds_until_the_day_before_the_new_one(office: Office):
    old = by_code(office.session, office.project, "D01", TODAY)
    assert old is not None
    first = TODAY + timedelta(days=10)
    new = changed(office, old, price_fen=1200, valid_from=first)
    session, item = office.session, old.item_id
    assert edition_on(session, item, TODAY) is old
    assert edition_on(session, item, first - timedelta(days=1)) is old
    assert edition_on(session, item, first) is new
    assert edition_on(session, item, date(2024, 12, 31)) is None
    assert (old.state, old.valid_until, old.price_fen) == (State.REPLACED, first - timedelta(days=1), 1000)
    assert edition(session, old.id) is old
    assert new in to_come(session, office.project, TODAY)
    assert [one.price_fen for one in bookable(session, office.project, first) if one.item_id == item] == [1200]


def test_an_approval_that_comes_late_holds_from_its_own_day(office: Office):
    old = by_code(office.session, office.project, "D01", TODAY)
    assert old is not None
    newer = actions.redraft(office.session, old.id, by=office.person(DESK), now=office.now)
    does(office, newer, "hand_in", DESK)
    office.later(days=3)
    does(office, newer, "review", BOSS)
    does(office, newer, "publish", MANAGER)
    assert newer.valid_from == TODAY + timedelta(days=3)
    assert edition_on(office.session, old.item_id, TODAY + timedelta(days=2)) is old


def test_a_price_that_never_began_makes_room_for_an_earlier_one(office: Office):
    old = by_code(office.session, office.project, "D01", TODAY)
    assert old is not None
    never = changed(office, old, price_fen=1200, valid_from=TODAY + timedelta(days=30))
    new = changed(office, never, price_fen=1300, valid_from=TODAY + timedelta(days=5))
    held = [edition_on(office.session, old.item_id, TODAY + timedelta(days=days)) for days in (4, 5, 29, 30, 400)]
    assert held == [old, new, new, new, new]


def test_one_new_version_at_a_time(office: Office):
    one = brought_to(office, State.PUBLISHED)
    newer = actions.redraft(office.session, one.id, by=office.person(DESK), now=office.now)
    assert (newer.number, newer.price_fen, newer.state) == (2, 1500, State.DRAFT)
    with pytest.raises(TooLate) as known:
        actions.redraft(office.session, one.id, by=office.person(FIELD), now=office.now)
    assert known.value.facts == {"price": newer.id}
    with pytest.raises(NotYours):
        actions.redraft(office.session, one.id, by=office.person(MANAGER), now=office.now)
    assert [one.number for one in editions_of(office.session, one.item_id)] == [2, 1]


@pytest.mark.rows("R224")
def test_the_version_of_the_list_rises_with_every_price_that_is_approved(office: Office):
    before = list_head(office.session, office.project)
    assert (before.code, before.version) == ("TW-JM-2025-01", 1)
    assert before.approver == office.person(MANAGER)
    office.later(hours=1)
    brought_to(office, State.REVIEWED)
    assert list_head(office.session, office.project) == before
    brought_to(office, State.PUBLISHED)
    after = list_head(office.session, office.project)
    assert (after.version, after.revised_at) == (2, office.now)


@pytest.mark.parametrize(("start", "until"), [(0, None), (0, 2), (3, 5), (3, None)])
def test_a_suspended_item_is_not_offered_on_its_days(office: Office, start: int, until: int | None):
    one = brought_to(office, State.PUBLISHED)
    days = [TODAY + timedelta(days=ahead) for ahead in range(8)]
    last = None if until is None else days[until]
    does(office, one, "suspend", BOSS, start=days[start], until=last)
    offered = [day for day in days if one in bookable(office.session, office.project, day)]
    assert offered == [
        day for number, day in enumerate(days) if number < start or (until is not None and number > until)
    ]
    step = steps_of(office.session, one)[-1]
    assert (step.move, step.from_day, step.until_day, step.words) == ("suspend", days[start], last, "原因")
    does(office, one, "resume", MANAGER)
    assert all(one in bookable(office.session, office.project, day) for day in days)
    with pytest.raises(TooLate):
        does(office, one, "resume", MANAGER)


def test_a_suspension_outlives_a_new_price(office: Office):
    one = brought_to(office, State.PUBLISHED)
    does(office, one, "suspend", BOSS)
    new = changed(office, one, price_fen=1)
    assert new.holds_on(TODAY)
    assert new not in bookable(office.session, office.project, TODAY)


@pytest.mark.parametrize(("start", "until"), [(-1, None), (3, 2)])
def test_a_suspension_lies_ahead(office: Office, start: int, until: int | None):
    one = brought_to(office, State.PUBLISHED)
    days = [None if ahead is None else TODAY + timedelta(days=ahead) for ahead in (start, until)]
    with pytest.raises(ImpossibleTime):
        does(office, one, "suspend", BOSS, start=days[0], until=days[1])
    assert one.item.suspended_from is None


@pytest.mark.rows("R203")
def test_drafts_are_for_those_who_write_and_review(office: Office):
    one = brought_to(office, State.IN_REVIEW)
    assert visible(office.session, one.id, office.person(FIELD)) is one
    for name in ("林海涛", "钱敏", "陈女士"):
        with pytest.raises(Gone):
            visible(office.session, one.id, office.person(name))
    with pytest.raises(Gone):
        edition(office.session, one.id)
    done = brought_to(office, State.PUBLISHED)
    assert visible(office.session, done.id, office.person("林海涛")) is done
    with pytest.raises(Gone):
        visible(office.session, done.id, office.person("陈女士"))


def test_the_next_hands_hear_of_it(office: Office):
    one = brought_to(office, State.PUBLISHED)
    does(office, one, "suspend", BOSS)
    wanted = select(Notice).where(Notice.subject == one.subject).order_by(Notice.id)
    told = {(notice.kind, notice.person_id) for notice in office.session.scalars(wanted)}
    desk = {("price.offer", office.person(name).id) for name in ("孙晓芸", "吴佳", "郑雨")}
    assert told == desk | {
        ("price.review", office.person(BOSS).id),
        ("price.review", office.person(MANAGER).id),
        ("price.published", office.person(DESK).id),
    }
    kinds = [one.kind for one in office.session.scalars(select(Event).where(Event.subject == one.subject))]
    assert kinds == ["price.draft", "price.hand_in", "price.review", "price.publish", "price.suspend"]


@pytest.mark.rows("R058", "X2")
def test_the_demo_offers_the_whole_list_of_the_handbook(office: Office):
    found = {one.item.code: one for one in bookable(office.session, office.project, TODAY)}
    assert len(found) == 31
    assert {one.item.service_class for one in found.values()} == set(ServiceClass)
    carpet, quoted, lamp = found["B02"], found["Q99"], found["D01"]
    assert (carpet.price_fen, carpet.minimum_fen, carpet.minutes, carpet.whole_only) == (400, 20000, 1, False)
    assert (quoted.price_fen, quoted.item.department) == (None, "")
    assert (lamp.price_fen, lamp.material, lamp.guarantee_days) == (1000, MaterialRule.OWN_OR_COST, 30)
    assert {step.by_id for step in steps_of(office.session, lamp)} == {
        office.person(one).id for one in (DESK, BOSS, MANAGER)
    }


def test_the_surcharge_is_for_what_is_done_outside_service_hours(office: Office):
    assert not outside_hours(office.project, office.now)
    assert outside_hours(office.project, NIGHT)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("换灯管", "D01"),
        ("请帮我换一下灯管，谢谢", "D01"),
        ("lamp tube", "D01"),
        ("d01", "D01"),
        ("马桶堵了", "S05"),
        ("换冷热水龙头", "S02"),
        ("擦玻璃", "B04"),
        ("I want my windows cleaned", "B04"),
        ("打蜡", "B07"),
        ("地毯清洗多少钱", "B02"),
        ("加班开空调", "K02"),
        ("租花", "L01"),
        ("换锁", "M01"),
    ],
)
def test_what_people_write_finds_the_service(words: str, code: str):
    assert find(words, KNOWN).sure == code


@pytest.mark.parametrize("code", KNOWN)
def test_every_name_finds_its_own_service(code: str):
    zh, en, *_ = KNOWN[code]
    assert find(zh, KNOWN).sure == find(en, KNOWN).sure == code


@pytest.mark.parametrize(
    ("words", "codes"), [("我想换水龙头", {"S01", "S02"}), ("保洁", {"B01", "B05", "B06"}), ("lock", {"M01", "M02"})]
)
def test_what_may_be_several_is_not_guessed(words: str, codes: set[str]):
    found = find(words, KNOWN)
    assert (found.sure, set(found.likely)) == (None, codes)


@pytest.mark.parametrize("words", ["换灯泡和换锁", "擦玻璃和洗地毯", "不用换灯管了", "我要投诉地毯清洗"])
def test_what_is_said_of_two_things_or_against_one_is_not_sure(words: str):
    assert find(words, KNOWN).sure is None


@pytest.mark.parametrize(
    "words", ["灯不亮", "水龙头漏水", "插座没电", "洗手间很脏", "借梯子", "门", "", "？", "每天打扫"]
)
def test_what_names_no_service_finds_none(words: str):
    found = find(words, KNOWN)
    assert (found.sure, found.likely) == (None, ())


def test_a_suspended_service_is_found_so_that_its_reader_learns_why_it_rests(office: Office):
    lamp = by_code(office.session, office.project, "D01", TODAY)
    assert lamp is not None
    does(office, lamp, "suspend", BOSS)
    assert find_service(office.session, office.project, "换灯管", TODAY)[0] is lamp
