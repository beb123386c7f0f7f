"""Enquiries: who may do what in which state, when an answer is due, who hears, and the first-contact resolution rate (R037, R038)."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.dues import Due
from models.enquiries import actions
from models.enquiries.lifecycle import ENDED, MOVES, NAMES, WITH_PERSON, Part, State, allowed
from models.enquiries.reading import asked_by, first_contact, moves_for, parts_of, steps_of, visible, waiting
from models.enquiries.tables import Enquiry
from models.enquiries.timing import ANSWER, COMPLETE, REST, answer_by, complete_by
from models.knowledge.reading import published
from models.notices import Notice
from models.people import Role
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, TooLate, WordsMissing
from models.staffing import employment, leaving
from tests.rules.builders import NIGHT, Office
from tests.rules.test_hours import at

pytestmark = pytest.mark.rows("R034", "R037")
OWNER, DESK, BOSS, MANAGER = "陈女士", "郑雨", "许文静", "周立新"
EVERYBODY = [row["name"] for row in demo.rows("staff")]
UNKNOWN, KNOWN, VAGUE = "楼下健身房可以办团体卡吗", "停车费一个月多少", "换个灯管收费吗"
ASKED = {Role.CS_DESK, Role.CS_FIELD, Role.CONTROL_ROOM}
# Who makes a move, in the words of the task: the owner's own, the desk's, and those in charge.
OWNERS = {"choose", "resolve", "to_person", "unresolved", "withdraw"}


def asked(office: Office, words: str = UNKNOWN, by: str = OWNER) -> Enquiry:
    one, _ = actions.ask(office.session, office.project, by=office.person(by), words=words, now=office.now)
    return one


def edition(office: Office, code: str = "FAQ02") -> int:
    return next(one.id for one in published(office.session, office.project) if one.entry.code == code)


def does(office: Office, one: Enquiry, name: str, by: str, seen: int | None = None) -> Enquiry:
    """A move by somebody, with what belongs to it."""
    deed = getattr(actions, name)
    more = {"answer": {"words": "您好"}, "escalate": {"words": "需要决定"}}.get(name, {})
    args = (edition(office),) if name == "choose" else ()
    if name != "choose":
        more = {**more, "seen": seen}
    return deed(office.session, one.id, *args, by=office.person(by), now=office.now, **more)


def brought_to(office: Office, state: State) -> Enquiry:
    """An enquiry in a state, by the usual people."""
    if state == State.OFFERED:
        return asked(office, VAGUE)
    if state in {State.SHOWN, State.RESOLVED}:
        one = asked(office, KNOWN)
        return does(office, one, "resolve", OWNER) if state == State.RESOLVED else one
    one = asked(office)
    moves = {
        State.ESCALATED: [("escalate", DESK)],
        State.ANSWERED: [("answer", DESK)],
        State.CLOSED: [("withdraw", OWNER)],
    }
    for name, by in moves.get(state, []):
        does(office, one, name, by)
    return one


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached(office: Office, state: State):
    assert brought_to(office, state).state == state


@pytest.mark.rows("R038", "R203")
@pytest.mark.parametrize("state", State)
def test_every_role_in_every_state_makes_the_moves_that_are_theirs(office: Office, state: State):
    one = brought_to(office, state)
    for name, who in itertools.product(set(NAMES) - {"rest"}, (*EVERYBODY, OWNER, "杜女士")):
        if name == "take" and one.keeper_id == office.person(who).id:
            continue
        fresh = office.session.begin_nested()
        expected = _expected(office, name, state, who)
        try:
            does(office, one, name, who)
            made = None
        except (Gone, NotYours, TooLate) as refusal:
            made = type(refusal)
        fresh.rollback()
        office.session.expire_all()
        assert made is expected, (name, who, made, expected)
        assert (expected is None) == (name in moves_for(office.person(who), one))


def _expected(office: Office, name: str, state: State, who: str) -> type[Exception] | None:
    """What comes of a move, by a table of its own."""
    staff = office.person(who).staff
    role = staff.role if staff else None
    if who != OWNER and role not in ASKED | {Role.CS_SUPERVISOR, Role.MANAGER}:
        return Gone
    leads = role in {Role.CS_SUPERVISOR, Role.MANAGER}
    if who == OWNER:
        starts = {
            "choose": {State.OFFERED},
            "resolve": {State.SHOWN, State.ANSWERED},
            "to_person": {State.OFFERED, State.SHOWN},
            "unresolved": {State.ANSWERED},
            "withdraw": WITH_PERSON,
        }
        return NotYours if name not in OWNERS else None if state in starts[name] else TooLate
    if name in OWNERS or (name == "escalate" and leads):
        return NotYours
    if state == State.WITH_DESK or (state == State.ESCALATED and leads and name != "escalate"):
        return None
    return NotYours if state == State.ESCALATED and name != "escalate" else TooLate


def test_the_table_leads_everywhere_and_ends():
    for state in State:
        assert (state in ENDED) == (not allowed(state, set(Part)))
    assert {move.end for move in MOVES.values()} | {State.OFFERED, State.SHOWN, State.WITH_DESK} == set(State)


def test_whose_own_question_it_is_does_not_answer_it(office: Office):
    one = asked(office, by=DESK)
    assert parts_of(office.person(DESK), one) == {Part.ASKER}
    assert one.receiver_id != office.person(DESK).id
    with pytest.raises(NotYours):
        does(office, one, "answer", DESK)


def test_what_was_decided_on_another_version_is_not_done(office: Office):
    one = asked(office)
    does(office, one, "take", BOSS)
    with pytest.raises(Outdated):
        does(office, one, "answer", DESK, seen=1)
    assert one.answer == ""


@pytest.mark.rows("R022")
def test_the_first_receiver_stays_on_record(office: Office):
    one = asked(office)
    first = one.receiver_id
    assert first == office.person(DESK).id
    does(office, one, "take", "吴佳")
    assert (one.receiver_id, one.keeper_id) == (first, office.person("吴佳").id)
    does(office, one, "answer", BOSS)
    assert (one.receiver_id, one.keeper_id) == (first, office.person(BOSS).id)
    with pytest.raises(TooLate):
        does(office, brought_to(office, State.WITH_DESK), "take", DESK)


@pytest.mark.rows("R022")
def test_who_leaves_or_changes_the_role_passes_it_on(office: Office):
    one, other = asked(office), asked(office)
    does(office, other, "take", "吴佳")
    who = {"by": office.person(MANAGER), "now": office.now}
    leaving.end(office.session, office.person(DESK).id, why="合同期满", **who)
    employment.change_role(office.session, office.person("吴佳").id, Role.CASHIER, why="转岗", **who)
    first = office.person(DESK).id
    assert [(known.receiver_id, known.keeper_id) for known in (one, other)] == [(first, office.person(BOSS).id)] * 2
    assert told(office, one, "enquiry.staff") == {DESK, BOSS}
    assert [step.move for step in steps_of(office.session, one)] == ["ask", "pass_on"]


def test_words_are_compulsory(office: Office):
    one, who = asked(office), office.person(DESK)
    with pytest.raises(WordsMissing):
        actions.answer(office.session, one.id, by=who, now=office.now, words=" ")
    with pytest.raises(ReasonMissing):
        actions.escalate(office.session, one.id, by=who, now=office.now, words="\n")
    with pytest.raises(WordsMissing):
        actions.ask(office.session, office.project, by=office.person(OWNER), words=" ", now=office.now)
    assert (one.state, one.version) == (State.WITH_DESK, 1)


def test_very_long_words_are_kept_in_part(office: Office):
    assert len(asked(office, "问" * 4000).words) == actions.LONGEST


def kept(office: Office, one: Enquiry) -> dict[str, object]:
    wanted = select(Due.kind, Due.due_at).where(Due.subject == one.subject)
    return {row.kind: row.due_at for row in office.session.execute(wanted)}


@pytest.mark.rows("R040")
def test_four_hours_of_service_and_two_full_days(office: Office):
    one = asked(office)
    assert answer_by(office.project, one) == at("2025-09-15 13:00")
    assert complete_by(office.project, one) == at("2025-09-17 09:00")
    assert kept(office, one) == {ANSWER: at("2025-09-15 13:00"), COMPLETE: at("2025-09-17 09:00")}
    does(office, one, "answer", DESK)
    assert set(kept(office, one)) == {REST}
    does(office, one, "resolve", OWNER)
    assert kept(office, one) == {}


def test_at_night_the_control_room_receives_and_the_clock_waits_for_the_morning(office: Office):
    office.now = NIGHT
    one = asked(office)
    assert one.receiver is not None
    assert one.receiver.role == Role.CONTROL_ROOM
    assert answer_by(office.project, one) == at("2025-09-16 12:30")


def told(office: Office, one: Enquiry, kind: str) -> set[str]:
    wanted = select(Notice).where(Notice.subject == one.subject, Notice.kind == kind)
    people = {notice.person_id for notice in office.session.scalars(wanted)}
    return {name for name in (*EVERYBODY, OWNER) if office.person(name).id in people}


@pytest.mark.rows("R038")
def test_who_hears(office: Office):
    one = asked(office)
    assert told(office, one, "enquiry.staff") == {DESK}
    actions.overdue(office.session, one.id, office.later(hours=4), complete=False)
    assert told(office, one, "enquiry.late") == {DESK, BOSS}
    does(office, one, "escalate", DESK)
    assert told(office, one, "enquiry.staff") == {DESK, BOSS}
    actions.overdue(office.session, one.id, office.later(days=2), complete=True)
    assert told(office, one, "enquiry.late") == {DESK, BOSS, MANAGER}
    does(office, one, "answer", BOSS)
    assert told(office, one, "enquiry.answered") == {OWNER}
    before = len(steps_of(office.session, one))
    actions.overdue(office.session, one.id, office.now, complete=True)
    assert len(steps_of(office.session, one)) == before


def test_a_question_that_is_forgotten_ends_by_itself_and_one_that_waits_does_not(office: Office):
    shown, waits = brought_to(office, State.SHOWN), asked(office)
    for one in (shown, waits):
        actions.rest(office.session, one.id, office.later(hours=48))
    assert (shown.state, waits.state) == (State.CLOSED, State.WITH_DESK)


def test_lists(office: Office):
    waits, answered, shown = asked(office), brought_to(office, State.ANSWERED), asked(office, KNOWN)
    assert [one.id for one in waiting(office.session, office.project)] == [waits.id]
    assert {one.id for one in asked_by(office.session, office.person(OWNER))} == {waits.id, answered.id}
    with pytest.raises(Gone):
        visible(office.session, shown.id, office.person("杜女士"))
    with pytest.raises(Gone):
        visible(office.session, 999, office.person(DESK))


def test_the_first_contact_resolution_rate(office: Office):
    since = office.now - timedelta(seconds=1)
    assert first_contact(office.session, office.project, since, office.now).percent is None
    brought_to(office, State.RESOLVED)
    brought_to(office, State.RESOLVED)
    by_person = brought_to(office, State.ANSWERED)
    does(office, by_person, "resolve", OWNER)
    brought_to(office, State.CLOSED)
    brought_to(office, State.SHOWN)  # not ended: not counted
    found = first_contact(office.session, office.project, since, office.now)
    assert (found.ended, found.resolved_at_once, found.percent) == (4, 2, 50)
    assert first_contact(office.session, office.project, office.now, office.later(hours=1)).ended == 0
