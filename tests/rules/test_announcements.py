"""Announcements: the table of moves, who may make which of them in which state, whom they reach, pieces, times (R149, R195)."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.announcements import actions, answering, sending
from models.announcements.audience import audience_of, contacts_in
from models.announcements.content import Content, Kind, Scope, Supply, Whom, in_a_hurry
from models.announcements.lifecycle import MOVES, NAMES, Part, State, allowed
from models.announcements.reading import (
    Section,
    is_current,
    listed,
    moves_for,
    readings,
    shown,
    shown_to,
    unread_count,
    visible,
)
from models.announcements.tables import Announcement, AnnouncementReader
from models.announcements.telling import reminder_at
from models.announcements.timing import REMIND, SEND, UNREAD
from models.calls.tables import Call
from models.dues import Due, call_off
from models.events import Event
from models.notices import Notice, Pace
from models.people import Binding, Contact
from models.refusals import (
    Gone,
    ImpossibleTime,
    NobodyReached,
    NotYours,
    Outdated,
    OwnDraft,
    ReasonMissing,
    Refusal,
    TimePast,
    TooLate,
    WordsMissing,
)
from tests.rules.builders import Office
from tests.rules.test_hours import at

pytestmark = pytest.mark.rows("R149")
STAFF = [row["name"] for row in demo.rows("staff")]
DESK, OTHER, LEAD, BOSS, OWNER, OUTSIDE = "郑雨", "孙晓芸", "许文静", "周立新", "陈女士", "丁女士"
LEADING = {LEAD, BOSS}
FRONT = {DESK, OTHER, "吴佳", LEAD, BOSS}
INFO = Content(kind=Kind.INFORMATION, title="外墙清洗", words="请关好窗户", scope=Scope.FLOORS, places=("3",))
WATER = Content(
    kind=Kind.SHUTOFF,
    supply=Supply.WATER,
    reason="检修",
    starts_at=at("2025-09-18 09:00"),
    ends_at=at("2025-09-18 11:00"),
    scope=Scope.FLOORS,
    places=("3",),
)
# Who may make which move, written down a second time; the drafter is the desk.
MAY = {
    "revise": ({DESK}, {State.DRAFT, State.RETURNED}),
    "send_back": (LEADING, {State.DRAFT}),
    "approve": (LEADING, {State.DRAFT}),
    "discard": ({DESK, *LEADING}, {State.DRAFT, State.RETURNED}),
    "call_off": (LEADING, {State.SCHEDULED, State.SENDING, State.SENT}),
    "correct": (FRONT, {State.SENT}),
    "end": (FRONT, {State.SENT}),
}


def drafted(office: Office, content: Content = INFO, by: str = DESK) -> Announcement:
    return actions.draft(office.session, content, by=office.person(by), now=office.now)


def brought_to(office: Office, state: State, content: Content = INFO, by: str = DESK) -> Announcement:
    """An announcement that was brought to a state by the usual people."""
    one = drafted(office, content, by)
    facts = {"now": office.now, "by": office.person(BOSS if by == LEAD else LEAD)}
    match state:
        case State.RETURNED:
            actions.send_back(office.session, one.id, words="请补充", **facts)
        case State.DISCARDED:
            actions.discard(office.session, one.id, **facts)
        case State.DRAFT:
            pass
        case _:
            actions.approve(office.session, one.id, **facts)
    if state in {State.SENDING, State.SENT, State.ENDED, State.CORRECTED}:
        send(office, one, pieces=1 if state == State.SENDING else 99)
    match state:
        case State.ENDED:
            actions.end(office.session, one.id, **facts)
        case State.CALLED_OFF:
            actions.call_off(office.session, one.id, words="改期", **facts)
        case State.CORRECTED:
            other = actions.correct(office.session, one.id, content, by=office.person(DESK), now=office.now)
            actions.approve(office.session, other.id, **facts)
            send(office, other)
    assert one.state == state
    return one


def send(office: Office, one: Announcement, pieces: int = 99) -> None:
    """The clock sends what is due."""
    for _ in range(pieces):
        if one.state not in {State.SCHEDULED, State.SENDING}:
            break
        call_off(office.session, kind=SEND, subject=one.subject)  # the clock has it in hand
        sending.send_piece(office.session, one.id, office.now)


def deed(office: Office, one: Announcement, name: str, by: str) -> object:
    """One of the moves by its name."""
    facts = {"by": office.person(by), "now": office.now}
    match name:
        case "revise" | "correct":
            return getattr(actions, name)(office.session, one.id, one.content, **facts)
        case "send_back" | "call_off":
            return getattr(actions, name)(office.session, one.id, words="改期", **facts)
        case _:
            return getattr(actions, name)(office.session, one.id, **facts)


def told(office: Office, one: Announcement, kind: str) -> list[int]:
    wanted = select(Notice.person_id).where(Notice.subject == one.subject, Notice.kind == kind)
    return sorted(office.session.scalars(wanted))


def dues(office: Office, one: Announcement) -> set[str]:
    return set(office.session.scalars(select(Due.kind).where(Due.subject == one.subject)))


@pytest.mark.parametrize(
    ("state", "content"),  # only what was shut off is restored
    [pair for pair in itertools.product(State, (INFO, WATER)) if pair != (State.ENDED, INFO)],
)
def test_everybody_tries_every_move_in_every_state(
    office: Office, monkeypatch: pytest.MonkeyPatch, state: State, content: Content
):
    monkeypatch.setattr(sending, "PIECE", 2)
    one = brought_to(office, state, content)
    for by, name in itertools.product([*STAFF, OWNER], NAMES):
        who, states = MAY[name]
        undo, before = office.session.begin_nested(), (one.state, one.version)
        if by in who and state in states and not (name == "end" and content is INFO):
            deed(office, one, name, by)
            assert one.version == before[1] + 1
        else:
            with pytest.raises((NotYours, TooLate) if by in FRONT else Gone):
                deed(office, one, name, by)
            assert (one.state, one.version) == before
        undo.rollback()
        office.session.refresh(one)
    assert set(NAMES) == set(MAY)


@pytest.mark.parametrize("state", State)
def test_the_table_asks_for_parts_and_nothing_else(state: State):
    for count in range(4):
        for parts in (set(some) for some in itertools.combinations(Part, count)):
            found = [move for (_, start), move in MOVES.items() if start == state and parts & move.by]
            own = {move.name for move in found if move.apart and Part.DRAFTER in parts}
            assert allowed(state, parts, shutoff=True) == {move.name for move in found} - own
            assert allowed(state, parts, shutoff=False) == {one.name for one in found if not one.shutoff} - own


@pytest.mark.parametrize(("by", "other"), [(LEAD, BOSS), (BOSS, LEAD)])
def test_whoever_drafted_it_neither_approves_nor_sends_it_back(office: Office, by: str, other: str):
    one = drafted(office, by=by)
    for name in ("approve", "send_back"):
        with pytest.raises(OwnDraft):
            deed(office, one, name, by)
    assert "approve" not in moves_for(office.person(by), one)
    deed(office, one, "approve", other)
    assert (one.state, one.approver_id) == (State.SCHEDULED, office.person(other).id)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (replace(INFO, title=" "), WordsMissing),
        (replace(INFO, words=" "), WordsMissing),
        (replace(WATER, supply=None), WordsMissing),
        (replace(WATER, reason=""), WordsMissing),
        (replace(WATER, ends_at=None), WordsMissing),
        (replace(WATER, ends_at=WATER.starts_at), ImpossibleTime),
        (replace(WATER, starts_at=at("2025-09-15 08:00")), TimePast),
        (replace(INFO, ends_at=at("2025-09-15 08:00")), TimePast),
        (replace(WATER, send_at=at("2025-09-18 10:00"), hurry="突发"), ImpossibleTime),
        (replace(WATER, starts_at=at("2025-09-16 08:59")), ReasonMissing),
        (replace(WATER, send_at=at("2025-09-17 09:01")), ReasonMissing),
        (replace(INFO, places=("77",)), Gone),
        (replace(INFO, scope=Scope.UNITS, places=("9999",)), Gone),
    ],
)
def test_what_cannot_be_drafted(office: Office, content: Content, refusal: type[Refusal]):
    with pytest.raises(refusal):
        drafted(office, content)


@pytest.mark.rows("R214")
def test_a_shut_off_is_announced_a_day_ahead_or_says_why(office: Office):
    project = office.project
    assert not in_a_hurry(replace(WATER, starts_at=at("2025-09-16 09:00")), project, office.now)
    assert in_a_hurry(replace(WATER, starts_at=at("2025-09-16 08:59")), project, office.now)
    assert not in_a_hurry(INFO, project, office.now)
    one = drafted(office, replace(WATER, starts_at=at("2025-09-16 09:00")))
    office.later(hours=1)  # the approval has waited
    assert actions.needs_hurry(project, one, office.now)
    with pytest.raises(ReasonMissing):
        deed(office, one, "approve", LEAD)
    actions.approve(office.session, one.id, by=office.person(LEAD), now=office.now, hurry="审批在即")
    assert (one.state, one.hurry) == (State.SCHEDULED, "审批在即")


def test_a_time_that_has_passed_is_not_approved_and_a_time_of_sending_that_has_passed_means_now(office: Office):
    over, late = drafted(office, WATER), drafted(office, replace(INFO, send_at=at("2025-09-15 10:00")))
    office.now = at("2025-09-18 10:00")
    with pytest.raises(TimePast):
        deed(office, over, "approve", LEAD)
    deed(office, late, "approve", LEAD)
    due = office.session.scalars(select(Due.due_at).where(Due.subject == late.subject, Due.kind == SEND)).one()
    assert due == office.now


def test_whom_it_reaches(office: Office):
    session, project = office.session, office.project

    def people(content: Content) -> list[str]:
        found = audience_of(session, project, content)
        names = {person.id: person.called.zh for person in map(office.person, everybody)}
        return [names[number] for number in found.people]

    everybody = {one.person.called.zh for one in session.scalars(select(Contact))}
    assert people(INFO) == ["陈女士", "刘先生", "章先生", "杜女士", "尹女士"]
    assert people(replace(INFO, whom=Whom.OWNERS)) == ["陈女士", "刘先生", "章先生", "尹女士"]
    assert people(replace(INFO, whom=Whom.OCCUPIERS)) == ["陈女士", "刘先生", "杜女士", "尹女士"]
    assert people(replace(INFO, scope=Scope.UNITS, places=("0302",))) == ["章先生", "杜女士"]
    house = replace(INFO, scope=Scope.ALL, places=())
    assert len(people(house)) == len(set(people(house))) > 30
    assert {"雷先生", "于先生"}.isdisjoint(people(house))  # they are on no bot
    unreached = [one.number for one in audience_of(session, project, house).unreached]
    assert {"1006", "1301"} <= set(unreached)
    assert "0405" not in unreached  # reached through another unit's contact, who is its own too
    assert "0305" not in unreached  # vacant, and nobody's
    session.scalars(select(Contact).where(Contact.person_id == office.person(OWNER).id)).one().ended_at = office.now
    assert OWNER not in people(INFO)
    bound = session.scalars(select(Binding).where(Binding.person_id == office.person("杜女士").id)).one()
    bound.unreachable_since = office.now
    assert "杜女士" not in people(INFO)
    assert len(contacts_in(session, project, INFO)) == 4


def test_one_that_would_reach_nobody_is_not_approved(office: Office):
    one = drafted(office, replace(INFO, scope=Scope.UNITS, places=("1006",)))
    with pytest.raises(NobodyReached):
        deed(office, one, "approve", LEAD)
    assert one.state == State.DRAFT
    assert dues(office, one) == set()


def test_where_everybody_has_gone_since_nothing_is_sent_and_the_office_hears(office: Office):
    one = brought_to(office, State.SCHEDULED, replace(INFO, scope=Scope.UNITS, places=("0304",)))
    contact = office.session.scalars(select(Contact).where(Contact.person_id == office.person("尹女士").id)).one()
    contact.ended_at = office.now
    send(office, one)
    assert (one.state, one.sent_at) == (State.CALLED_OFF, None)
    assert told(office, one, "announcement.sent") == []
    hear = sorted(office.person(name).id for name in (DESK, LEAD))
    assert told(office, one, "announcement.nobody") == hear


def test_pieces_tell_each_person_once_whatever_is_repeated(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "PIECE", 2)
    one = brought_to(office, State.SCHEDULED)
    people = list(audience_of(office.session, office.project, INFO).people)
    for count in (2, 4):
        sending.send_piece(office.session, one.id, office.now)
        assert (one.state, one.cursor) == (State.SENDING, people[count - 1])
        assert told(office, one, "announcement.sent") == people[:count]
    one.cursor = 0  # as if nobody knew how far it came
    for _ in range(5):
        sending.send_piece(office.session, one.id, office.now)
    assert one.state == State.SENT
    assert told(office, one, "announcement.sent") == people
    assert len(office.session.scalars(select(AnnouncementReader)).all()) == len(people)
    arrived = select(Event).where(Event.subject == one.subject, Event.kind == "announcement.arrive")
    assert len(office.session.scalars(arrived).all()) == 1


def test_sending_stops_when_it_is_called_off(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "PIECE", 2)
    one = brought_to(office, State.SENDING)
    first = told(office, one, "announcement.sent")
    deed(office, one, "call_off", BOSS)
    sending.send_piece(office.session, one.id, office.now)
    assert told(office, one, "announcement.sent") == first == told(office, one, "announcement.off")
    assert len(first) == 2
    assert dues(office, one) == set()
    assert one in shown_to(office.session, office.person(OWNER))


def test_one_that_was_called_off_before_it_was_sent_is_shown_to_no_owner(office: Office):
    one = brought_to(office, State.CALLED_OFF)
    assert told(office, one, "announcement.off") == []
    assert one not in shown_to(office.session, office.person(OWNER))


@pytest.mark.parametrize("state", State)
def test_who_sees_it_in_which_state(office: Office, monkeypatch: pytest.MonkeyPatch, state: State):
    monkeypatch.setattr(sending, "PIECE", 2)
    one = brought_to(office, state, WATER)
    out = state in {State.SENDING, State.SENT, State.ENDED, State.CORRECTED}
    assert (one in shown_to(office.session, office.person(OWNER))) is out
    for name in (OUTSIDE, *STAFF):
        with pytest.raises(Gone):
            shown(office.session, one.id, office.person(name))
    for name in [*STAFF, OWNER]:
        if name in FRONT:
            assert visible(office.session, one.id, office.person(name)) is one
        else:
            with pytest.raises(Gone):
                visible(office.session, one.id, office.person(name))
    sections = [kind for kind in Section if one in listed(office.session, office.project, kind, office.now)]
    assert len(sections) == 1


def test_what_holds_is_current_until_its_end_or_for_a_month(office: Office):
    one, water = brought_to(office, State.SENT), brought_to(office, State.SENT, WATER)
    assert is_current(one, office.now + timedelta(days=29))
    assert not is_current(one, office.now + timedelta(days=31))
    assert is_current(water, at("2025-09-18 10:59"))
    assert not is_current(water, at("2025-09-18 11:00"))


def test_reading_counts_once_and_who_was_told_by_telephone_is_called_no_more(office: Office):
    one, owner = brought_to(office, State.SENT, replace(INFO, important=True)), office.person(OWNER)
    assert unread_count(office.session, owner, office.now) == 1
    assert dues(office, one) == {UNREAD}
    first = office.now
    answering.read(office.session, one.id, by=owner, now=first)
    answering.read(office.session, one.id, by=owner, now=office.later(hours=1))
    (reading,) = readings(office.session, one, read=True)
    assert (reading.person_id, reading.read_at) == (owner.id, first)
    assert unread_count(office.session, owner, office.now) == 0
    other = office.person("杜女士")
    answering.told_by_phone(office.session, one.id, other.id, by=office.person(DESK), now=office.now)
    rest = {reading.person_id for reading in readings(office.session, one, read=False)}
    assert rest == {office.person(name).id for name in ("刘先生", "章先生", "尹女士")}
    for nobody in (office.person("林海涛"), owner):
        with pytest.raises(Gone):
            answering.told_by_phone(office.session, one.id, other.id, by=nobody, now=office.now)
    sending.look_at_unread(office.session, one.id, office.now)
    sending.look_at_unread(office.session, one.id, office.later(hours=1))
    assert told(office, one, "announcement.unread") == [office.person(DESK).id]


def test_who_asks_twice_is_called_once_and_beside_another_call(office: Office):
    one, owner = brought_to(office, State.SENT), office.person(OWNER)
    for _ in range(2):
        answering.ask_about(office.session, one.id, by=owner, now=office.now)
    calls = office.session.scalars(select(Call).where(Call.person_id == owner.id)).all()
    assert [call.facts for call in calls] == [{"announcement": one.id}]
    with pytest.raises(Gone):
        answering.ask_about(office.session, one.id, by=office.person(OUTSIDE), now=office.now)


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        ("2025-09-18 14:00", "2025-09-18 12:00"),
        ("2025-09-18 10:30", "2025-09-18 08:30"),
        ("2025-09-18 10:29", "2025-09-17 20:00"),
        ("2025-09-18 22:29", "2025-09-18 20:29"),
        ("2025-09-18 22:30", "2025-09-18 20:00"),
        ("2025-09-19 01:00", "2025-09-18 20:00"),
        ("2025-10-02 14:00", "2025-10-02 12:00"),
    ],
)
def test_the_reminder_comes_two_hours_before_or_while_people_are_awake(office: Office, starts: str, reminded: str):
    assert reminder_at(office.project, at(starts)) == at(reminded)


def test_the_clocks_of_a_shut_off_end_with_it(office: Office):
    one = brought_to(office, State.SENT, WATER)
    assert dues(office, one) == {REMIND}
    sending.remind(office.session, one.id, at("2025-09-18 08:30"))
    people = told(office, one, "announcement.sent")
    assert told(office, one, "announcement.soon") == people
    deed(office, one, "end", OTHER)
    assert told(office, one, "announcement.ended") == people
    assert dues(office, one) == set()
    with pytest.raises(TooLate):
        deed(office, one, "end", OTHER)


@pytest.mark.parametrize(
    ("content", "hour", "pace"),
    [
        (INFO, "09:00", Pace.ROUTINE),
        (WATER, "09:00", Pace.PROMPT),
        (WATER, "21:00", Pace.ROUTINE),
        (replace(WATER, hurry="突发"), "09:00", Pace.PROMPT),
    ],
)
def test_only_what_cannot_wait_passes_quiet_hours_and_budget(office: Office, content: Content, hour: str, pace: Pace):
    office.now = at(f"2025-09-15 {hour}")
    soon = (
        replace(content, starts_at=at("2025-09-15 12:00"), ends_at=at("2025-09-15 14:00")) if content.hurry else content
    )
    one = brought_to(office, State.SENT, soon)
    wanted = select(Notice.pace).where(Notice.subject == one.subject, Notice.kind == "announcement.sent")
    assert set(office.session.scalars(wanted)) == {pace}


def test_a_correction_reaches_those_who_were_told_and_replaces_the_first(office: Office):
    one = brought_to(office, State.SENT)
    first = told(office, one, "announcement.sent")
    new = Contact(
        project_id=office.project.id, person_id=office.person(OUTSIDE).id, unit_id=office.unit("0301").id, role="admin"
    )
    office.session.add(new)
    office.session.flush()
    wider = replace(INFO, words="改到周五", scope=Scope.ALL, places=())
    other = actions.correct(office.session, one.id, wider, by=office.person(DESK), now=office.now)
    assert other.content.scope == Scope.FLOORS  # for the same people, whatever is said
    assert one.state == State.SENT
    with pytest.raises(TooLate):
        actions.correct(office.session, one.id, wider, by=office.person(DESK), now=office.now)
    deed(office, other, "approve", LEAD)
    send(office, other)
    assert told(office, other, "announcement.sent") == first
    assert (one.state, other.state) == (State.CORRECTED, State.SENT)


def test_what_is_corrected_must_still_stand_when_the_correction_is_approved(office: Office):
    one = brought_to(office, State.SENT)
    other = actions.correct(office.session, one.id, INFO, by=office.person(DESK), now=office.now)
    deed(office, one, "call_off", BOSS)
    with pytest.raises(TooLate):
        deed(office, other, "approve", LEAD)


def test_who_decided_on_an_earlier_version_decides_again_and_the_log_holds_no_words(office: Office):
    one = drafted(office)
    seen = one.version
    actions.revise(office.session, one.id, replace(INFO, words="新的说明"), by=office.person(DESK), now=office.now)
    with pytest.raises(Outdated):
        actions.approve(office.session, one.id, by=office.person(LEAD), now=office.now, seen=seen)
    events = office.session.scalars(select(Event).where(Event.subject == one.subject)).all()
    assert not any("说明" in f"{event.facts}" for event in events)


@pytest.mark.parametrize("name", [name for name in STAFF if name not in FRONT])
def test_only_the_front_office_drafts(office: Office, name: str):
    with pytest.raises(NotYours):
        drafted(office, by=name)
