"""The mailbox: both tables of moves, who may do what in which state, what comes due, who hears, and who knows (R143, R144, J20)."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.assignments.tables import Assignment
from models.dues import Due
from models.mailbox import letters, opening, timing
from models.mailbox.lifecycle import (
    LETTER_MOVES,
    LETTER_NAMES,
    OPENING_MOVES,
    READ,
    LetterState,
    OpeningState,
    Part,
    letter_moves,
    opening_moves,
)
from models.mailbox.reading import letter_for, letters_for, log_of, openings, own_letter, tally_of
from models.mailbox.tables import Letter, Opening
from models.notices import Notice
from models.people import Role, Staff
from models.refusals import AlreadyAsked, Gone, NotYours, Outdated, Refusal, TimePast, TooLate, TooMany, WordsMissing
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R143", "R144")
STAFF = [row["name"] for row in demo.rows("staff")]
DESK, LEAD, BOSS, SENDER, STRANGER = "郑雨", "许文静", "周立新", "陈女士", "杜女士"
KNOW = {DESK, LEAD, BOSS}
MAY_OPEN = {
    ("open", OpeningState.DUE): {DESK},
    ("open", OpeningState.LATE): KNOW,
    ("pass_on", OpeningState.OPENED): {LEAD, BOSS},
}
MAY_WRITE = {
    "answer": (BOSS, {LetterState.WITH_MANAGER}),
    "settle": (BOSS, {LetterState.WITH_MANAGER}),
    "task": (BOSS, set(READ)),
    "plan_call": (BOSS, set(READ)),
    "called": (BOSS, set(READ)),
    "helps": (SENDER, {LetterState.ANSWERED}),
    "more": (SENDER, {LetterState.ANSWERED}),
}


def written(office: Office, by: str = SENDER, words: str = "空调噪声", *, wants_reply: bool = True) -> Letter:
    person = office.person(by)
    facts = {"words": words, "wants_reply": wants_reply, "now": office.now}
    return letters.write_letter(office.session, office.project, by=person, **facts)


def asked(office: Office) -> Opening:
    """The opening of the present day."""
    day = office.now.astimezone(office.project.zone).date() + timedelta(
        days=len(openings(office.session, office.project))
    )
    assert opening.ask_to_open(office.session, office.project, day, office.now)
    return openings(office.session, office.project)[0]


def opening_in(office: Office, state: OpeningState) -> Opening:
    """An opening that was brought to a state by the usual people."""
    if state in {OpeningState.OPENED, OpeningState.PASSED}:
        written(office)
    one = asked(office)
    match state:
        case OpeningState.LATE:
            opening.alarm(office.session, one.id, office.now)
        case OpeningState.MISSED:
            asked(office)
        case OpeningState.EMPTY | OpeningState.OPENED | OpeningState.PASSED:
            opening.open_box(office.session, one.id, by=office.person(DESK), now=office.now)
            if state == OpeningState.PASSED:
                opening.pass_on(office.session, one.id, by=office.person(LEAD), now=office.now)
    assert one.state == state
    return one


def brought_to(
    office: Office,
    state: LetterState,
    by: str = SENDER,
    words: str = "空调噪声",
    reply: str = "已安排检修",
    *,
    wants_reply: bool = True,
) -> Letter:
    """A letter that was brought to a state by the usual people."""
    letter = written(office, by, words, wants_reply=wants_reply)
    if state == LetterState.SEALED:
        return letter
    one = asked(office)
    opening.open_box(office.session, one.id, by=office.person(DESK), now=office.now)
    if state in READ:
        opening.pass_on(office.session, one.id, by=office.person(LEAD), now=office.now)
    if state in {LetterState.ANSWERED, LetterState.SETTLED}:
        letters.answer(office.session, letter.id, by=office.person(BOSS), now=office.now, words=reply)
    if state == LetterState.SETTLED:
        letters.helps(office.session, letter.id, by=letter.person, now=office.now)
    assert letter.state == state
    return letter


def deed(office: Office, letter: Letter, name: str, by: str) -> Letter:
    """One of the moves by its name."""
    facts = {"by": office.person(by), "now": office.now}
    match name:
        case "answer" | "called":
            return getattr(letters, name)(office.session, letter.id, words="已安排", **facts)
        case "more":
            return letters.say_more(office.session, letter.id, words="周末仍有", **facts)
        case "task":
            until = office.now + timedelta(days=1)
            to = office.staff("何志强").person_id
            return letters.give_task(office.session, letter.id, to=to, words="检查空调", due_at=until, **facts)
        case "plan_call":
            return letters.plan_call(office.session, letter.id, until=office.now + timedelta(hours=2), **facts)
        case _:
            return getattr(letters, name)(office.session, letter.id, **facts)


def told(office: Office, subject: str, after: int = 0) -> list[tuple[str, str]]:
    wanted = select(Notice).where(Notice.subject == subject, Notice.id > after, Notice.side == "staff")
    found = office.session.scalars(wanted).all()
    return sorted((one.kind, office.session.get_one(Staff, one.person_id).person.name) for one in found)


@pytest.mark.parametrize("state", OpeningState)
def test_everybody_tries_to_open_and_to_pass_on_in_every_state(office: Office, state: OpeningState):
    one = opening_in(office, state)
    for by, name in itertools.product([*STAFF, SENDER], ("open", "pass_on")):
        undo, before = office.session.begin_nested(), (one.state, one.version)
        do = opening.open_box if name == "open" else opening.pass_on
        if by in MAY_OPEN.get((name, state), set()):
            assert do(office.session, one.id, by=office.person(by), now=office.now).version == before[1] + 1
        else:
            with pytest.raises((NotYours, TooLate) if by in KNOW else Gone):
                do(office.session, one.id, by=office.person(by), now=office.now)
            assert (one.state, one.version) == before
        undo.rollback()
        office.session.refresh(one)


@pytest.mark.parametrize("wants_reply", [True, False])
@pytest.mark.parametrize("state", LetterState)
def test_everybody_tries_every_move_of_a_letter_in_every_state(office: Office, state: LetterState, wants_reply: bool):
    letter = brought_to(office, state, wants_reply=wants_reply)
    for by, name in itertools.product([*STAFF, SENDER, STRANGER], MAY_WRITE):
        undo, before = office.session.begin_nested(), (letter.state, letter.version)
        who, states = MAY_WRITE[name]
        if by == who and state in states and not (name == "settle" and wants_reply):
            assert deed(office, letter, name, by).version == before[1] + 1
        else:
            knows = by == SENDER or (by == BOSS and state in READ)
            with pytest.raises((NotYours, TooLate) if knows else Gone):
                deed(office, letter, name, by)
            assert (letter.state, letter.version) == before
        undo.rollback()
        office.session.refresh(letter)


def test_the_tables_ask_for_parts_and_nothing_else():
    for parts in (set(two) for count in range(3) for two in itertools.combinations(Part, count)):
        for state in OpeningState:
            wanted = {name for (name, start), move in OPENING_MOVES.items() if start == state and parts & move.by}
            assert opening_moves(state, parts) == wanted
        for state, wants in itertools.product(LetterState, (True, False)):
            found = {name for (name, start), move in LETTER_MOVES.items() if start == state and parts & move.by}
            assert letter_moves(state, parts, wants_reply=wants) == found - ({"settle"} if wants else set())
    assert set(LETTER_NAMES) == {*MAY_WRITE, "unseal", "hand_over"}


@pytest.mark.rows("J20")
def test_each_week_has_one_opening_and_its_moments(office: Office):
    one = asked(office)
    assert not opening.ask_to_open(office.session, office.project, one.day, office.now)
    wanted = select(Due.kind, Due.due_at).where(Due.subject == one.subject).order_by(Due.due_at)
    hours = [(kind, (due_at - office.now) / timedelta(hours=1)) for kind, due_at in office.session.execute(wanted)]
    assert hours == [(opening.RING, 0), (opening.REMIND, 2), (opening.ALARM, 4)]
    opening.ring(office.session, one.id, office.now)
    opening.remind(office.session, one.id, office.later(hours=2))
    assert told(office, one.subject) == [("mailbox.due", DESK), ("mailbox.reminder", DESK)]
    opening.open_box(office.session, one.id, by=office.person(DESK), now=office.now)
    assert office.session.scalars(wanted).all() == []
    opening.remind(office.session, one.id, office.now)
    opening.alarm(office.session, one.id, office.now)
    assert len(told(office, one.subject)) == 2
    assert (one.state, one.letters, one.opened_by.person.name) == (OpeningState.EMPTY, 0, DESK)


def test_without_a_desk_whoever_is_in_charge_is_asked_and_without_a_supervisor_the_manager_passes_on(office: Office):
    office.staff(DESK).role = Role.CS_FIELD
    office.staff(LEAD).role = Role.CS_FIELD
    written(office)
    one = asked(office)
    opening.ring(office.session, one.id, office.now)
    opening.alarm(office.session, one.id, office.now)
    opening.open_box(office.session, one.id, by=office.person(BOSS), now=office.now)
    opening.pass_on(office.session, one.id, by=office.person(BOSS), now=office.now)
    assert told(office, one.subject) == [("mailbox.due", BOSS), ("mailbox.here", BOSS), ("mailbox.late", BOSS)]


def test_the_record_says_how_many_and_from_when(office: Office):
    first = office.now
    written(office)
    written(office, STRANGER, "电梯久等")
    office.later(days=2)
    written(office, SENDER, "门禁卡")
    one = asked(office)
    last = office.notices()
    opening.open_box(office.session, one.id, by=office.person(DESK), now=office.later(days=1))
    assert (one.letters, one.first_at, one.last_at - first) == (3, first, timedelta(days=2))
    assert told(office, one.subject, last) == [("mailbox.pass_on", LEAD)]
    opening.pass_on(office.session, one.id, by=office.person(LEAD), now=office.now)
    office.session.flush()
    assert (tally_of(office.session, one, office.now).answered, tally_of(office.session, one, office.now).late) == (
        0,
        0,
    )
    later = office.now + timedelta(days=8)
    assert tally_of(office.session, one, later).late == 3


def test_a_reply_is_due_seven_days_after_the_opening(office: Office):
    letter = brought_to(office, LetterState.WITH_MANAGER)
    assert letter.reply_by == office.now + timedelta(days=7)
    wanted = select(Due.kind).where(Due.subject == letter.subject).order_by(Due.due_at)
    assert list(office.session.scalars(wanted)) == [timing.SOON, timing.LATE]
    last = office.notices()
    timing.late(office.session, letter.id, "early", office.now)
    timing.soon(office.session, letter.id, "x", office.later(days=6))
    timing.late(office.session, letter.id, "x", office.later(days=1))
    assert told(office, letter.subject, last) == [("letter.late", BOSS), ("letter.soon", BOSS)]
    assert letter.is_late(office.now)
    deed(office, letter, "answer", BOSS)
    assert not letter.is_late(office.now)
    assert office.session.scalars(wanted).all() == []


def test_what_is_still_open_has_a_new_deadline(office: Office):
    letter = brought_to(office, LetterState.ANSWERED, wants_reply=False)
    deed(office, letter, "more", SENDER)
    assert (letter.state, letter.wants_reply) == (LetterState.WITH_MANAGER, True)
    assert letter.reply_by == office.now + timedelta(days=7)


def test_a_task_from_a_letter_says_nothing_of_it(office: Office):
    letter = brought_to(office, LetterState.WITH_MANAGER)
    deed(office, letter, "task", BOSS)
    step = log_of(office.session, letter)[-1]
    task = office.session.get_one(Assignment, step.assignment_id)
    assert (task.words, task.about, task.occasion) == ("检查空调", "", None)


def test_only_the_newest_planned_call_rings_and_one_that_was_made_does_not(office: Office):
    letter = brought_to(office, LetterState.WITH_MANAGER)
    boss, wanted = office.person(BOSS), select(Due).where(Due.kind == timing.CALL, Due.subject == letter.subject)
    with pytest.raises(TimePast):
        letters.plan_call(office.session, letter.id, by=boss, now=office.now, until=office.now)
    deed(office, letter, "plan_call", BOSS)
    letters.plan_call(office.session, letter.id, by=boss, now=office.now, until=office.now + timedelta(days=1))
    assert len(office.session.scalars(wanted).all()) == 1
    deed(office, letter, "called", BOSS)
    assert office.session.scalars(wanted).all() == []


@pytest.mark.parametrize("state", LetterState)
@pytest.mark.parametrize("name", [*STAFF, STRANGER])
def test_who_reads_a_letter(office: Office, state: LetterState, name: str):
    letter, person = brought_to(office, state), office.person(name)
    assert own_letter(office.session, letter.id, letter.person) is letter
    if name == BOSS and state in READ:
        assert letter_for(office.session, letter.id, person) is letter
    else:
        with pytest.raises(Gone):
            letter_for(office.session, letter.id, person)
    with pytest.raises(Gone):
        own_letter(office.session, letter.id, person)
    if person.staff and name != BOSS:
        with pytest.raises(Gone):
            letters_for(office.session, person.staff, open_ones=True)


def test_a_manager_who_has_left_reads_nothing(office: Office):
    letter = brought_to(office, LetterState.WITH_MANAGER)
    office.staff(BOSS).left_at = office.now
    with pytest.raises(Gone):
        letter_for(office.session, letter.id, office.person(BOSS))


@pytest.mark.parametrize(
    ("by", "words", "refusal"),
    [(SENDER, "  ", WordsMissing), (SENDER, "同样的话", AlreadyAsked), ("林海涛", "来信", NotYours)],
)
def test_what_cannot_be_put_into_the_box(office: Office, by: str, words: str, refusal: type[Refusal]):
    written(office, SENDER, "同样的话")
    with pytest.raises(refusal):
        written(office, by, words)


def test_nobody_fills_the_box_alone(office: Office):
    for number in range(letters.MOST_SEALED):
        written(office, SENDER, f"第{number}封")
    with pytest.raises(TooMany):
        written(office, SENDER, "再来一封")
    written(office, STRANGER)


def test_who_decided_on_an_earlier_version_decides_again(office: Office):
    letter = brought_to(office, LetterState.WITH_MANAGER)
    facts = {"by": office.person(BOSS), "now": office.now, "seen": letter.version}
    letters.called(office.session, letter.id, words="已通话", **facts)
    with pytest.raises(Outdated):
        letters.answer(office.session, letter.id, words="已安排", **facts)
    for name in ("answer", "called"):
        with pytest.raises(WordsMissing):
            getattr(letters, name)(office.session, letter.id, by=office.person(BOSS), now=office.now, words=" ")
