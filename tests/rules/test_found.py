"""Lost and found by its rules: who may do what with a thing in which state, what goes together, what nobody may do alone (R206)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.found import claims, ending, losses, matching, registering
from models.found.claims import Claimant
from models.found.doing import allowed
from models.found.lifecycle import DEEDS, ENDED, ItemState, LossState
from models.found.reading import found_by, item_for, loss_for, open_items, open_losses, reads_all
from models.found.tables import FoundItem, Handover, IdKind, Kind, Loss, Pairing
from models.media.actions import Sent, receive
from models.media.tables import Media, MediaKind, MediaState
from models.notices import Notice
from models.people import Role
from models.refusals import (
    AlreadyAsked,
    CannotBeOpened,
    FinderReturns,
    Gone,
    NotAtTheDesk,
    NotOnTheBot,
    NotYours,
    Outdated,
    PictureMissing,
    ReasonMissing,
    Refusal,
    StillKept,
    TimePast,
    TooLate,
    TooMany,
    WordsMissing,
)
from models.register.index import rebuild, refresh
from models.register.search import search
from models.register.tables import SearchGram
from models.staffing import leaving
from models.staffing.holding import holding
from tests.rules.builders import MONDAY, Office

pytestmark = pytest.mark.rows("R206")
TODAY = MONDAY.date()
GUARD, DESK, SUPERVISOR = "杜强", "郑雨", "许文静"


def found(office: Office, by: str = GUARD, words: str = "深蓝色折叠伞", **more: Any) -> FoundItem:
    """A thing that was just registered."""
    facts: dict[str, Any] = {"kind": Kind.CLOTHES, "place": "lift_hall@12", "day": TODAY, "now": office.now} | more
    return registering.register(office.session, project=office.project, by=office.staff(by), words=words, **facts)


def lost(office: Office, by: str = "陈女士", words: str = "一把蓝色折叠伞，木柄", **more: Any) -> Loss:
    """A loss that was just reported."""
    facts: dict[str, Any] = {"kind": Kind.CLOTHES, "place": "电梯里", "day": TODAY, "now": office.now} | more
    return losses.report_loss(office.session, project=office.project, by=office.person(by), words=words, **facts)


def slip(office: Office, kind: MediaKind = MediaKind.PHOTO, state: MediaState = MediaState.KEPT) -> list[int]:
    """A picture of a signed slip."""
    sent = Sent(kind, file_id="slip")
    media = receive(office.session, office.project, sent, by=office.person(DESK), bot_id=2, now=office.now)
    media.state = state
    return [media.id]


def claimed(office: Office, item: FoundItem, by: str = DESK, **who: Any) -> FoundItem:
    """The thing, claimed by 陈女士 unless somebody else is named."""
    claimant = Claimant(**(who or {"person": office.person("陈女士")}))
    return claims.claim(
        office.session, item.id, by=office.person(by), now=office.now, who=claimant, proof="说出了伞柄上的刻字"
    )


def told(office: Office, thing: FoundItem | Loss) -> set[tuple[str, str]]:
    """Who was told what about a thing or a loss."""
    kinds = select(Notice.kind, Notice.person_id).where(Notice.subject == thing.subject)
    names = {one.id: name for name in (*PEOPLE, "陈女士", "杜女士") if (one := office.person(name))}
    return {(kind, names[person]) for kind, person in office.session.execute(kinds) if person in names}


PEOPLE = (GUARD, DESK, "孙晓芸", SUPERVISOR, "周立新", "林海涛")


def in_state(office: Office, state: ItemState) -> FoundItem:
    """A thing that was brought there."""
    item = found(office)
    facts: dict[str, Any] = {"by": office.person(SUPERVISOR), "now": office.now}
    if state in {ItemState.CLAIMED, ItemState.RETURNED}:
        claimed(office, item)
    if state == ItemState.RETURNED:
        claims.give_back(office.session, item.id, slip=slip(office), **facts)
    if state == ItemState.POLICE:
        ending.end(office.session, item.id, how=ItemState.POLICE, words="滨湖派出所", **facts)
    if state == ItemState.DISPOSED:
        office.later(days=200)
        facts["now"] = office.now
        ending.end(office.session, item.id, how=ItemState.DISPOSED, words="交公益机构", **facts)
    return item


def do(office: Office, name: str, item: FoundItem, by: str) -> None:
    """Try a deed with everything that it needs."""
    session, facts = office.session, {"by": office.person(by), "now": office.now}
    who, ends = Claimant(name="路人", phone="13800000000", id_kind=IdKind.IDENTITY), {"words": "去向", **facts}
    deeds: dict[str, Callable[[], Any]] = {
        "hand_in": lambda: registering.hand_in(session, item.id, by=office.staff(by), now=office.now),
        "claim": lambda: claims.claim(session, item.id, who=who, proof="对", **facts),
        "unclaim": lambda: claims.unclaim(session, item.id, why="不是", **facts),
        "ask": lambda: claims.ask(session, item.id, **facts),
        "unask": lambda: claims.unask(session, item.id, **facts),
        "confirm": lambda: claims.confirm(session, item.id, seen=item.version, **facts),
        "give_back": lambda: claims.give_back(session, item.id, slip=slip(office), **facts),
        "slip": lambda: claims.add_slip(session, item.id, slip=slip(office), **facts),
        "police": lambda: ending.end(session, item.id, how=ItemState.POLICE, **ends),
        "dispose": lambda: ending.end(session, item.id, how=ItemState.DISPOSED, **ends),
    }
    deeds[name]()


def outcome(office: Office, name: str, item: FoundItem, by: str) -> type[Refusal] | None:
    """What came of it; then it is undone."""
    undo = office.session.begin_nested()
    try:
        do(office, name, item, by)
    except Refusal as refusal:
        return type(refusal)
    finally:
        undo.rollback()
        office.session.expire_all()
    return None


@pytest.mark.parametrize("state", ItemState)
@pytest.mark.parametrize("role", Role)
def test_every_role_does_what_the_table_allows_and_nothing_else(office: Office, role: Role, state: ItemState):
    item = in_state(office, state)
    somebody = office.staff("林海涛")
    somebody.role = role
    office.session.flush()
    may = allowed(office.session, item, somebody.person)
    for name, deed in DEEDS.items():
        came = outcome(office, name, item, "林海涛")
        if name not in may:
            assert came in {Gone, NotYours, TooLate}, name
        else:
            assert state in deed.starts
            assert came in {None, StillKept, TooLate}, name  # TooLate: nothing was asked, or there is a picture


def test_numbers_are_those_of_the_house(office: Office):
    assert [found(office, words=f"伞{one}").number for one in range(2)] == ["SW20250915001", "SW20250915002"]
    assert lost(office).number == "XW20250915001"


def test_the_same_thing_twice_is_one_thing(office: Office):
    first, second = found(office), found(office)
    assert first is second
    office.later(hours=1)
    assert found(office) is not first


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"words": " "}, WordsMissing),
        ({"place": " "}, WordsMissing),
        ({"words": "伞" * 1000}, TooMany),
        ({"day": TODAY + timedelta(days=1)}, TimePast),
    ],
)
def test_what_a_thing_and_a_loss_must_have(office: Office, facts: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        found(office, **facts)
    if "place" in facts:  # of a loss nobody may remember it
        assert lost(office, **facts).place == ""
        return
    with pytest.raises(refusal):
        lost(office, **facts)


def test_who_has_left_registers_nothing_and_a_stranger_reports_nothing(office: Office):
    office.staff(GUARD).left_at = office.now
    with pytest.raises(NotYours):
        found(office)
    with pytest.raises(NotYours):
        lost(office, by=SUPERVISOR)  # no contact of any unit


def test_the_desk_is_told_and_the_finder_is_thanked(office: Office):
    item = found(office, with_finder=True)
    assert ("found.desk", DESK) in told(office, item)
    registering.hand_in(office.session, item.id, by=office.staff(DESK), now=office.now)
    assert item.keeper_id is None
    assert ("found.received", GUARD) in told(office, item)


def test_nothing_goes_out_while_the_finder_has_it(office: Office):
    item = claimed(office, found(office, with_finder=True))
    for deed in ("ask", "give_back"):
        with pytest.raises(NotAtTheDesk):
            do(office, deed, item, SUPERVISOR)
    claims.unclaim(office.session, item.id, by=office.person(DESK), now=office.now, why="认错了")
    with pytest.raises(NotAtTheDesk):
        do(office, "police", item, SUPERVISOR)


def test_the_finder_never_gives_it_back_alone(office: Office):
    item = claimed(office, found(office, by=DESK))
    for deed in ("ask", "give_back"):
        assert deed not in allowed(office.session, item, office.person(DESK))
        with pytest.raises(FinderReturns):
            do(office, deed, item, DESK)
    do(office, "give_back", item, SUPERVISOR)
    assert item.state == ItemState.RETURNED
    assert office.session.scalars(select(Handover)).one().by_id == office.person(SUPERVISOR).id


@pytest.mark.parametrize("proof", ["", "  "])
def test_a_claim_needs_a_proof_and_somebody(office: Office, proof: str):
    item, facts = found(office), {"by": office.person(DESK), "now": office.now}
    with pytest.raises(WordsMissing):
        claims.claim(office.session, item.id, who=Claimant(office.person("陈女士")), proof=proof, **facts)
    for who in (Claimant(), Claimant(name="路人", phone="138"), Claimant(name="路人", id_kind=IdKind.WORK)):
        with pytest.raises(WordsMissing):
            claims.claim(office.session, item.id, who=who, proof="对", **facts)
    assert item.state == ItemState.KEPT


def test_a_claim_is_dropped_with_its_reason_only(office: Office):
    item = claimed(office, found(office))
    with pytest.raises(ReasonMissing):
        claims.unclaim(office.session, item.id, by=office.person(DESK), now=office.now, why=" ")
    assert item.state == ItemState.CLAIMED


def test_the_owner_signs_once_and_only_what_they_were_asked(office: Office):
    item = claimed(office, found(office))
    owner = office.person("陈女士")
    with pytest.raises(Gone):  # not asked yet
        claims.confirm(office.session, item.id, by=owner, now=office.now, seen=item.version)
    claims.ask(office.session, item.id, by=office.person(DESK), now=office.now)
    with pytest.raises(Gone):
        claims.confirm(office.session, item.id, by=office.person("杜女士"), now=office.now, seen=item.version)
    seen = item.version
    claims.confirm(office.session, item.id, by=owner, now=office.now, seen=seen)
    assert item.state == ItemState.RETURNED
    with pytest.raises((TooLate, Outdated)):
        claims.confirm(office.session, item.id, by=owner, now=office.now, seen=seen)
    assert office.session.scalar(select(func.count()).select_from(Handover)) == 1
    assert {("found.confirmed", DESK), ("found.back", GUARD), ("found.thanks", "陈女士")} <= told(office, item)


def test_a_claim_is_for_a_loss_of_the_claimant_that_is_open_and_for_one_thing_only(office: Office):
    item, second, loss = found(office), found(office, words="一把蓝色折叠伞"), lost(office)
    with pytest.raises(Gone):
        claimed(office, item, person=office.person("刘先生"), loss=loss)
    with pytest.raises(Gone):
        claimed(office, item, loss=loss, name="路人", phone="13800000000", id_kind=IdKind.IDENTITY)
    claimed(office, item, person=loss.person, loss=loss)
    with pytest.raises(TooLate) as refused:
        claimed(office, second, person=loss.person, loss=loss)
    assert refused.value.facts == {"loss": loss.id}
    assert second.state == ItemState.KEPT
    claims.unclaim(office.session, item.id, by=office.person(DESK), now=office.now, why="不是")
    claimed(office, second, person=loss.person, loss=loss)
    losses.withdraw_loss(office.session, loss.id, by=loss.person, now=office.now)
    with pytest.raises(TooLate):
        claimed(office, item, person=loss.person, loss=loss)
    ended, version = loss.ended_at, loss.version
    facts = {"by": office.person(SUPERVISOR), "now": office.later(hours=1), "slip": slip(office)}
    claims.give_back(office.session, second.id, **facts)
    assert (loss.state, loss.ended_at, loss.version) == (LossState.WITHDRAWN, ended, version)
    assert second.state == ItemState.RETURNED


def test_what_has_ended_is_said_to_be_over_and_not_only_changed(office: Office):
    item = in_state(office, ItemState.POLICE)
    with pytest.raises(TooLate):
        claims.claim(
            office.session,
            item.id,
            by=office.person(DESK),
            now=office.now,
            who=Claimant(office.person("陈女士")),
            proof="对",
            seen=1,
        )


def test_a_question_that_was_taken_back_is_not_signed(office: Office):
    item = claimed(office, found(office))
    claims.ask(office.session, item.id, by=office.person(DESK), now=office.now)
    seen = item.version
    claims.unask(office.session, item.id, by=office.person(DESK), now=office.now)
    with pytest.raises(Gone):
        claims.confirm(office.session, item.id, by=office.person("陈女士"), now=office.now, seen=seen)
    claims.ask(office.session, item.id, by=office.person(DESK), now=office.now)
    with pytest.raises(Outdated):  # the old card's button
        claims.confirm(office.session, item.id, by=office.person("陈女士"), now=office.now, seen=seen)
    assert item.state == ItemState.CLAIMED


def test_who_is_not_on_the_bot_signs_a_slip(office: Office):
    item = claimed(office, found(office), name="路人", phone="13800000000", id_kind=IdKind.IDENTITY)
    with pytest.raises(NotOnTheBot):
        do(office, "ask", item, DESK)


@pytest.mark.parametrize(
    ("kind", "state"), [(MediaKind.VOICE, MediaState.KEPT), (MediaKind.PHOTO, MediaState.UNUSABLE)]
)
def test_a_slip_is_a_picture(office: Office, kind: MediaKind, state: MediaState):
    item = claimed(office, found(office))
    for wrong in ([], slip(office, kind, state), [999999]):
        with pytest.raises((PictureMissing, CannotBeOpened)):
            claims.give_back(office.session, item.id, by=office.person(DESK), now=office.now, slip=wrong)
    assert item.state == ItemState.CLAIMED


def test_a_slip_that_could_not_be_opened_is_taken_again_once(office: Office):
    item, pictures = claimed(office, found(office)), slip(office)
    facts: dict[str, Any] = {"by": office.person(DESK), "now": office.now}
    claims.give_back(office.session, item.id, slip=pictures, **facts)
    with pytest.raises(TooLate):
        claims.add_slip(office.session, item.id, slip=slip(office), **facts)
    office.session.get_one(Media, pictures[0]).state = MediaState.UNUSABLE
    office.session.flush()
    assert claims.slip_missing(office.session, item)
    claims.add_slip(office.session, item.id, slip=slip(office), **facts)
    assert not claims.slip_missing(office.session, item)


def test_a_thing_is_not_disposed_of_before_its_days_are_over(office: Office):
    item, facts = found(office), {"by": office.person(SUPERVISOR), "how": ItemState.DISPOSED, "words": "交公益机构"}
    for days in (0, 90):
        with pytest.raises(StillKept):
            ending.end(office.session, item.id, now=office.now + timedelta(days=days), **facts)
    ending.end(office.session, item.id, now=office.now + timedelta(days=91), **facts)
    assert item.state == ItemState.DISPOSED


def test_those_in_charge_hear_once_of_what_was_kept_too_long(office: Office):
    item, fresh = found(office), found(office, words="一串钥匙", day=TODAY + timedelta(days=0))
    assert ending.list_late(office.session, office.project, office.now) == 0
    fresh.day = TODAY + timedelta(days=30)
    later = office.now + timedelta(days=91)
    assert ending.list_late(office.session, office.project, later) == 1
    assert ending.list_late(office.session, office.project, later + timedelta(days=1)) == 0
    assert item.state == ItemState.KEPT
    notice = office.session.scalars(select(Notice).where(Notice.kind == "found.late")).one()
    assert notice.person_id == office.person(SUPERVISOR).id
    assert item.id in notice.facts["items"]
    assert fresh.id not in notice.facts["items"]


def test_what_is_late_is_told_once_though_somebody_looks_twice_a_day(office: Office):
    items = [found(office, words=words, day=TODAY - timedelta(days=400)) for words in ("旧伞", "旧包", "旧书")]
    told_of: list[int] = []
    for number, item in enumerate(items):
        for other in items[number + 1 :]:
            other.day = TODAY
        item.day = TODAY - timedelta(days=400)
        assert ending.list_late(office.session, office.project, office.now) == 1
        assert ending.list_late(office.session, office.project, office.now) == 0
    for notice in office.session.scalars(select(Notice).where(Notice.kind == "found.late")):
        told_of += notice.facts["items"]
    assert sorted(told_of) == [one.id for one in items]


def test_what_is_late_waits_until_somebody_is_in_charge(office: Office):
    item = found(office, day=TODAY - timedelta(days=400))
    leaders = [office.staff(SUPERVISOR), office.staff("周立新")]
    for one in leaders:
        one.left_at = office.now
    assert ending.list_late(office.session, office.project, office.now) == 0
    assert item.late_at is None
    leaders[1].left_at = None
    assert ending.list_late(office.session, office.project, office.now) == 1
    assert item.late_at == office.now


@pytest.mark.rows("R001")
def test_what_somebody_who_leaves_has_not_handed_in_is_asked_for(office: Office):
    mine, here = found(office, with_finder=True), found(office, words="一串钥匙")
    other = found(office, by="林海涛", words="工牌", with_finder=True)
    assert list(holding(office.session, office.staff(GUARD)).found) == [mine]
    boss = {"by": office.person("周立新"), "now": office.now}
    assert leaving.end(office.session, office.staff(GUARD).person_id, why="辞职", **boss).found == 1
    assert ("found.ask_for", SUPERVISOR) in told(office, mine)
    assert not {kind for one in (here, other) for kind, _ in told(office, one)} & {"found.ask_for"}
    registering.hand_in(office.session, mine.id, by=office.staff(DESK), now=office.now)
    assert mine.keeper_id is None


@pytest.mark.parametrize(
    ("found_words", "lost_words", "kinds", "days", "fits"),
    [
        ("深蓝色折叠伞", "一把蓝色折叠伞，木柄", (Kind.CLOTHES, Kind.CLOTHES), 0, True),
        ("黑色钱包", "黑色皮质钱包，内有工牌", (Kind.WALLET, Kind.OTHER), 5, True),
        ("Black wallet", "my black leather wallet", (Kind.WALLET, Kind.WALLET), 1, True),
        ("umbrella", "一把伞", (Kind.CLOTHES, Kind.CLOTHES), 1, True),  # the same kind, the next day
        ("umbrella", "一把伞", (Kind.CLOTHES, Kind.CLOTHES), 9, False),
        ("umbrella", "一把伞", (Kind.OTHER, Kind.OTHER), 0, False),
        ("一串钥匙", "黑色钱包", (Kind.KEYS, Kind.WALLET), 0, False),
        ("深蓝色折叠伞", "蓝色折叠伞", (Kind.CLOTHES, Kind.CLOTHES), -3, False),  # found before it was lost
        ("深蓝色折叠伞", "蓝色折叠伞", (Kind.CLOTHES, Kind.CLOTHES), 61, False),
    ],
)
def test_what_could_be_the_same(
    office: Office, found_words: str, lost_words: str, kinds: tuple[Kind, Kind], days: int, fits: bool
):
    office.later(days=100)
    day = office.now.date() - timedelta(days=70)
    item = found(office, words=found_words, kind=kinds[0], day=day + timedelta(days=days))
    loss = lost(office, words=lost_words, kind=kinds[1], day=day)
    assert (loss in matching.likely_losses(office.session, item)) is fits
    assert (item in matching.likely_items(office.session, loss)) is fits


def test_a_person_decides_and_the_owner_is_told_once(office: Office):
    item, loss, desk = found(office), lost(office), office.person(DESK)
    for _ in range(2):
        matching.ask_to_come(office.session, item.id, loss.id, by=desk, now=office.now)
    assert loss.state == LossState.TOLD
    kinds = select(func.count()).select_from(Notice).where(Notice.kind == "loss.likely")
    assert office.session.scalar(kinds) == 1
    matching.rule_out(office.session, item.id, loss.id, by=desk, now=office.now)
    assert loss.state == LossState.OPEN
    assert ("loss.again", "陈女士") in told(office, loss)
    assert matching.likely_losses(office.session, item) == matching.likely_items(office.session, loss) == []


@pytest.mark.parametrize("name", ["林海涛", "陈女士", "钱敏"])
def test_nobody_else_decides(office: Office, name: str):
    item, loss = found(office), lost(office)
    for deed in (matching.ask_to_come, matching.rule_out):
        with pytest.raises(Refusal):
            deed(office.session, item.id, loss.id, by=office.person(name), now=office.now)
    assert office.session.scalars(select(Pairing)).all() == []


def test_what_is_returned_settles_the_loss_and_the_others_are_looked_for(office: Office):
    item, mine, other = found(office), lost(office), lost(office, by="杜女士", words="蓝色折叠伞")
    desk = office.person(DESK)
    for loss in (mine, other):
        matching.ask_to_come(office.session, item.id, loss.id, by=desk, now=office.now)
    claimed(office, item, person=office.person("陈女士"), loss=mine)
    do(office, "give_back", item, DESK)
    assert (mine.state, other.state) == (LossState.RETURNED, LossState.OPEN)
    assert ("loss.again", "杜女士") in told(office, other)
    assert ("loss.again", "陈女士") not in told(office, mine)


def test_a_claim_that_was_wrong_opens_the_loss_again(office: Office):
    item, loss, desk = found(office), lost(office), office.person(DESK)
    matching.ask_to_come(office.session, item.id, loss.id, by=desk, now=office.now)
    claimed(office, item, person=office.person("陈女士"), loss=loss)
    claims.unclaim(office.session, item.id, by=desk, now=office.now, why="颜色对得上，型号有出入")
    assert (item.state, loss.state) == (ItemState.KEPT, LossState.OPEN)


def test_a_loss_is_withdrawn_by_its_owner_once(office: Office):
    loss = lost(office)
    with pytest.raises(Gone):
        losses.withdraw_loss(office.session, loss.id, by=office.person("杜女士"), now=office.now)
    losses.withdraw_loss(office.session, loss.id, by=office.person("陈女士"), now=office.now, seen=loss.version)
    assert ("loss.withdrawn", DESK) in told(office, loss)
    with pytest.raises(TooLate):
        losses.withdraw_loss(office.session, loss.id, by=office.person("陈女士"), now=office.now)
    with pytest.raises(TooLate):
        matching.ask_to_come(office.session, found(office).id, loss.id, by=office.person(DESK), now=office.now)


def test_nobody_reports_the_same_twice_nor_without_end(office: Office):
    lost(office)
    with pytest.raises(AlreadyAsked):
        lost(office)
    for number in range(losses.MOST_OPEN - 1):
        lost(office, words=f"第{number}件")
    with pytest.raises(TooMany):
        lost(office, words="还有一件")


@pytest.mark.rows("R203")
@pytest.mark.parametrize("role", Role)
def test_everybody_sees_what_they_found_and_customer_service_the_rest(office: Office, role: Role):
    mine, others, loss = found(office, by="林海涛"), found(office, words="一串钥匙"), lost(office)
    reader = office.staff("林海涛")
    reader.role = role
    assert item_for(office.session, mine.id, reader.person) is mine
    assert mine in found_by(office.session, reader)
    assert others not in found_by(office.session, reader)
    if reads_all(reader):
        assert all(one in open_items(office.session, reader) for one in (mine, others))
        assert loss in open_losses(office.session, reader)
        return
    for read in (open_items, open_losses):
        with pytest.raises(NotYours):
            read(office.session, reader)
    with pytest.raises(Gone):
        item_for(office.session, others.id, reader.person)
    with pytest.raises(Gone):
        loss_for(office.session, loss.id, reader.person)


@pytest.mark.rows("R169", "R203")
def test_the_search_finds_things_and_losses_for_those_who_may_see_them(office: Office):
    mine, others, loss = found(office, by="林海涛"), found(office, words="蓝色水杯"), lost(office)
    refresh(office.session, [one.subject for one in (mine, others, loss)])
    for name, finds in ((DESK, [mine, others, loss]), ("林海涛", [mine]), ("罗斌", []), ("钱敏", [])):
        hits = search(office.session, office.staff(name), "蓝色", office.now)
        things = [hit.item or hit.loss for hit in hits if hit.item or hit.loss]
        assert [one for one in (mine, others, loss) if one in things] == finds, name
    assert search(office.session, office.staff(DESK), mine.number.lower(), office.now)[0].item is mine
    kept = set(office.session.execute(select(SearchGram.gram, SearchGram.subject)).tuples())
    rebuild(office.session, office.project)
    assert set(office.session.execute(select(SearchGram.gram, SearchGram.subject)).tuples()) == kept


def test_every_state_is_reached_and_the_ends_are_ends(office: Office):
    assert {one.ends for one in DEEDS.values()} - {None} == set(ItemState)
    for deed in DEEDS.values():
        if deed.starts & ENDED:
            assert deed.ends is None, deed.name
    assert date.min < TODAY
