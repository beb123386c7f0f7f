"""Moving in: the table of steps, who may do which of them, money in two hands, once for two at a time, who hears (R103, R011)."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.archive.reading import papers_of
from models.archive.tables import PaperKind
from models.dues import Due
from models.events import Event
from models.media.actions import Sent, receive
from models.media.tables import MediaKind, MediaState
from models.move_in import actions
from models.move_in.keeping import change_keeper
from models.move_in.lifecycle import BACK, DOES, MOVES, NAMES, STEPS, WAY, Part, State, Step, allowed
from models.move_in.reading import log_of, moves_for, parts_of, planned, standing, visible, waiting_for, words_for
from models.move_in.reminding import remind
from models.move_in.tables import MoveIn
from models.move_in.telling import responsible
from models.move_in.timing import PLANNED_DAY, late_cases
from models.notices import Notice
from models.people import Role, Staff
from models.refusals import Gone, NotYours, Outdated, OutOfRange, OwnMoney, ReasonMissing, TimePast, TooLate
from models.staffing import employment, leaving
from models.staffing.holding import holding
from tests.rules.builders import Office
from tests.rules.test_hours import at

pytestmark = pytest.mark.rows("R010", "R103")
EVERYBODY = [row["name"] for row in demo.rows("staff")]
SERVICE = {"郑雨", "孙晓芸", "吴佳", "许文静"}
LEADING = {"许文静", "周立新"}
ALL = SERVICE | LEADING
MONEY = {"钱敏", "冯雪"}
HEAD = "何志强"
# Who does each step, in the words of the handbook and of the task.
DO = {
    State.REGISTER: SERVICE,
    State.CONTRACT: SERVICE | {"周立新"},
    State.COMPUTE: {"钱敏"},
    State.TAKE: {"钱敏"},
    State.CONFIRM: {"冯雪", "许文静"},
    State.KEYS: SERVICE,
    State.METERS: {"孙晓芸", "吴佳", HEAD},
    State.INSPECT: SERVICE,
}
PAID = {State.CONFIRM, State.KEYS, State.METERS, State.INSPECT}
ONE_BY_ONE = ("郑雨", "郑雨", "钱敏", "钱敏", "冯雪", "郑雨", HEAD, "郑雨")


def opened(office: Office, unit: str = "0305", by: str = "郑雨", words: str = "") -> MoveIn:
    return actions.begin(office.session, office.unit(unit).id, by=office.person(by), now=office.now, words=words)


def steps(office: Office, case: MoveIn, state: State, by: str, **more) -> MoveIn:
    """Somebody says that a step is done, with what belongs to it."""
    sums = {"amount_fen": 528000} if state == State.COMPUTE else {}
    along = {"companion_id": office.staff("唐国平").person_id} if state == State.INSPECT else {}
    facts = {**sums, **along, **more}
    return actions.take_step(office.session, case.id, state, by=office.person(by), now=office.now, **facts)


def brought_to(office: Office, state: State, unit: str = "0305") -> MoveIn:
    """A move-in in a state, by the usual people."""
    case = opened(office, unit)
    if state == State.CALLED_OFF:
        return actions.call_off(office.session, case.id, by=office.person("郑雨"), now=office.now, words="未签约")
    for step, by in zip(WAY, ONE_BY_ONE, strict=True):
        if case.state == state:
            break
        steps(office, case, step, by)
    assert case.state == state
    return case


def deed(office: Office, case: MoveIn, name: str, by: str) -> MoveIn:
    """One of the moves by its name."""
    person, now = office.person(by), office.now
    match name:
        case "send_back":
            return actions.send_back(office.session, case.id, by=person, now=now, words="缺少资料")
        case "call_off":
            return actions.call_off(office.session, case.id, by=person, now=now, words="不入驻了")
        case "plan":
            return actions.plan(office.session, case.id, Step.INSPECTION, by=person, now=now, day=date(2025, 9, 20))
        case "keeper":
            return change_keeper(office.session, case.id, to=office.staff("孙晓芸").person_id, by=person, now=now)
        case _:
            return steps(office, case, State(name), by)


def may(state: State, name: str) -> set[str]:
    """Who may make a move in a state, written down a second time."""
    if state == State.CALLED_OFF or (state == State.DONE and name != "send_back"):
        return set()
    if name == "plan":
        return ALL
    if name == "keeper":
        return LEADING
    if name == "call_off":
        return LEADING if state in PAID else ALL
    if name == "send_back":
        return (DO.get(state, set()) | LEADING) if state != State.REGISTER else set()
    return DO[state] if state == name else set()


def keeper_of(office: Office, case: MoveIn) -> str:
    return case.keeper.person.name


def knows(state: State) -> set[str]:
    return ALL | MONEY | ({HEAD} if state in {State.METERS, State.INSPECT} else set())


def may_now(office: Office, case: MoveIn, name: str) -> frozenset[str]:
    """What the card of somebody offers."""
    return moves_for(office.person(name), case, log_of(office.session, case))


def told(office: Office, case: MoveIn, after: int = 0) -> list[tuple[str, str]]:
    wanted = select(Notice).where(Notice.subject == case.subject, Notice.id > after)
    found = office.session.scalars(wanted).all()
    return sorted((one.kind, office.session.get_one(Staff, one.person_id).person.name) for one in found)


@pytest.mark.parametrize("state", State)
def test_everybody_tries_every_move_in_every_status(office: Office, state: State):
    case = brought_to(office, state)
    for by, name in itertools.product(EVERYBODY, NAMES):
        undo = office.session.begin_nested()
        before = (case.state, case.version)
        if by in may(state, name):
            assert deed(office, case, name, by).version == before[1] + 1
        else:
            with pytest.raises((NotYours, TooLate) if by in knows(state) else Gone):
                deed(office, case, name, by)
            assert (case.state, case.version) == before
        undo.rollback()
        office.session.refresh(case)


@pytest.mark.parametrize("state", State)
def test_the_table_asks_for_parts_and_nothing_else(state: State):
    for count in range(3):
        for parts in itertools.combinations(Part, count):
            wanted = {name for (name, start), move in MOVES.items() if start == state and set(parts) & move.by}
            assert allowed(state, set(parts)) == wanted
            led = set() if set(parts) & {Part.SUPERVISOR, Part.MANAGER} else {"call_off"}
            assert allowed(state, set(parts), paid=True) == wanted - led
    assert not allowed(State.CALLED_OFF, set(Part))
    assert allowed(State.DONE, set(Part)) == {"send_back"}


def test_the_six_steps_of_the_handbook_lead_to_the_end_in_their_order(office: Office):
    assert [step.value for step in STEPS] == ["registration", "contract", "fees", "keys", "meters", "inspection"]
    case = brought_to(office, State.DONE)
    log = log_of(office.session, case)
    assert [one.move for one in log] == ["open", *WAY]
    assert [one.by.person.name for one in log[1:]] == list(ONE_BY_ONE)
    assert case.ended_at == office.now
    kinds = office.session.scalars(select(Event.kind).where(Event.subject == case.subject).order_by(Event.id))
    assert list(kinds) == ["move_in.open", *(f"move_in.{state}" for state in WAY)]


@pytest.mark.parametrize("state", WAY)
def test_no_step_is_skipped_and_none_is_done_twice(office: Office, state: State):
    case = brought_to(office, state)
    for other in WAY:
        if other != state:
            for by in DO[other] - ({HEAD} if state not in {State.METERS, State.INSPECT} else set()):
                with pytest.raises(TooLate):
                    steps(office, case, other, by)
    version = case.version
    by = next(iter(sorted(DO[state])))
    steps(office, case, state, by, seen=version)
    with pytest.raises((TooLate, Outdated, Gone)):
        steps(office, case, state, by, seen=version)
    assert case.version == version + 1


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_opens_a_move_in(office: Office, name: str):
    if name in SERVICE:
        assert opened(office, by=name).keeper.person.name == name
    else:
        with pytest.raises(NotYours):
            opened(office, by=name)


def test_a_unit_has_one_open_move_in_at_a_time(office: Office):
    case = opened(office)
    with pytest.raises(TooLate) as refused:
        opened(office, by="吴佳")
    assert refused.value.facts == {"move_in": case.id}
    deed(office, case, "call_off", "郑雨")
    assert opened(office, by="吴佳").id != case.id
    with pytest.raises(TooLate):  # the demo's own, at its fourth step (DOMAIN 4.2)
        opened(office, "1003")


def test_a_complete_one_is_not_opened_again_beside_another(office: Office):
    case = brought_to(office, State.DONE)
    other = opened(office)
    with pytest.raises(TooLate) as refused:
        deed(office, case, "send_back", "许文静")
    assert refused.value.facts == {"move_in": other.id}
    deed(office, other, "call_off", "郑雨")
    assert deed(office, case, "send_back", "许文静").state == State.INSPECT


@pytest.mark.rows("R011")
def test_nobody_confirms_the_money_that_they_have_entered_or_taken(office: Office):
    case = brought_to(office, State.CONFIRM)
    office.staff("钱敏").role = Role.FINANCE
    with pytest.raises(OwnMoney):
        steps(office, case, State.CONFIRM, "钱敏")
    assert [one.person.name for one in responsible(office.session, case)] == ["冯雪"]
    steps(office, case, State.CONFIRM, "冯雪")
    assert case.state == State.KEYS
    done = standing(log_of(office.session, case))
    assert (done[State.COMPUTE].amount_fen, done[State.COMPUTE].by.person.name) == (528000, "钱敏")


@pytest.mark.parametrize("amount", [None, -1, 10**10 + 1])
def test_fees_without_a_sensible_sum_are_not_entered(office: Office, amount: int | None):
    case = brought_to(office, State.COMPUTE)
    with pytest.raises(OutOfRange):
        steps(office, case, State.COMPUTE, "钱敏", amount_fen=amount)


@pytest.mark.parametrize("along", ["郑雨", "邓秀英", None])
def test_an_inspection_needs_somebody_of_engineering(office: Office, along: str | None):
    case = brought_to(office, State.INSPECT)
    companion = office.staff(along).person_id if along else None
    with pytest.raises(Gone):
        steps(office, case, State.INSPECT, "郑雨", companion_id=companion)
    assert case.state == State.INSPECT


@pytest.mark.parametrize("state", BACK)
def test_what_is_sent_back_is_done_again_with_all_behind_it(office: Office, state: State):
    case = brought_to(office, state)
    with pytest.raises(ReasonMissing):
        actions.send_back(office.session, case.id, by=office.person("许文静"), now=office.now, words=" ")
    deed(office, case, "send_back", "许文静")
    assert (case.state, case.ended_at) == (BACK[state], None)
    first = WAY.index(BACK[state])
    assert set(standing(log_of(office.session, case))) == set(WAY[:first])
    assert ONE_BY_ONE[first] in {name for kind, name in told(office, case) if kind == "move_in.back"}


def test_whoever_has_the_next_step_hears_and_nobody_of_their_own_deed(office: Office):
    case = opened(office, words="9月底入驻")
    heard = []
    for state, by in zip(WAY, ONE_BY_ONE, strict=True):
        last = office.notices()
        steps(office, case, state, by)
        heard.append({name for _, name in told(office, case, last)})
    assert heard == [
        set(),
        {"钱敏"},
        set(),
        {"冯雪"},
        {"郑雨"},
        {"孙晓芸", "吴佳", HEAD},
        {"郑雨"},
        set(),
    ]
    assert {kind for kind, _ in told(office, case)} == {"move_in.next"}


def test_where_there_is_nobody_for_a_step_the_supervisor_hears(office: Office):
    office.staff("钱敏").left_at = office.staff("郑雨").left_at = office.now
    case = opened(office, by="吴佳")
    case.keeper_id = office.staff("郑雨").person_id
    steps(office, case, State.REGISTER, "吴佳")
    assert told(office, case) == [("move_in.next", "许文静")]
    steps(office, case, State.CONTRACT, "吴佳")
    assert told(office, case) == [("move_in.next", "许文静")] * 2


def test_who_had_a_hand_in_it_hears_that_it_is_called_off(office: Office):
    case = brought_to(office, State.METERS)
    with pytest.raises(NotYours):  # the money is here: those who lead decide
        deed(office, case, "call_off", "郑雨")
    last = office.notices()
    deed(office, case, "call_off", "许文静")
    assert {name for _, name in told(office, case, last)} == {"郑雨", "钱敏", "孙晓芸", "吴佳", HEAD}
    assert case.ended_at == office.now


def test_while_the_money_is_in_the_house_only_those_who_lead_call_off(office: Office):
    case = brought_to(office, State.CONFIRM)
    deed(office, case, "send_back", "冯雪")
    assert case.state == State.COMPUTE
    with pytest.raises(NotYours):
        deed(office, case, "call_off", "郑雨")
    assert "call_off" not in may_now(office, case, "郑雨")
    assert "call_off" in may_now(office, case, "许文静")
    steps(office, case, State.COMPUTE, "钱敏")
    with pytest.raises(NotYours):
        deed(office, case, "call_off", "郑雨")
    deed(office, case, "send_back", "钱敏")
    last = office.notices()
    deed(office, case, "call_off", "许文静")
    assert ("move_in.off", "钱敏") in told(office, case, last)  # the money goes back through her hands


@pytest.mark.parametrize("state", WAY)
def test_only_who_may_do_a_step_is_told_that_it_is_theirs(office: Office, state: State):
    case = brought_to(office, state)
    office.staff("郑雨").role = Role.CASHIER  # who looked after it has another role since
    told_of_it = responsible(office.session, case)
    able = {one.person.name for one in told_of_it if parts_of(one.person, case) & DOES[state]}
    assert able
    assert {one.person.name for one in told_of_it} - able <= ({HEAD} if state == State.INSPECT else set())
    if state in {State.REGISTER, State.CONTRACT, State.KEYS, State.INSPECT}:
        assert able == {"许文静"}


def test_a_colleague_of_customer_service_looks_after_it_from_now_on(office: Office):
    case, last = brought_to(office, State.KEYS), office.notices()
    facts = {"by": office.person("许文静"), "now": office.now}
    for nobody in ("林海涛", "钱敏", "周立新", "陈女士"):
        with pytest.raises(Gone):
            change_keeper(office.session, case.id, to=office.person(nobody).id, **facts)
    with pytest.raises(TooLate):
        change_keeper(office.session, case.id, to=office.staff("郑雨").person_id, **facts)
    assert keeper_of(office, case) == "郑雨"
    change_keeper(office.session, case.id, to=office.staff("吴佳").person_id, seen=case.version, **facts)
    assert told(office, case, last) == [("move_in.passed", "郑雨"), ("move_in.yours", "吴佳")]
    assert [one.person.name for one in responsible(office.session, case)] == ["吴佳"]
    newest = log_of(office.session, case)[-1]
    assert (newest.move, newest.by.person.name, newest.companion.person.name) == ("keeper", "许文静", "吴佳")
    assert set(standing(log_of(office.session, case))) == set(WAY[: WAY.index(State.KEYS)])


@pytest.mark.rows("R001")
def test_what_somebody_who_leaves_looked_after_passes_to_whoever_is_in_charge(office: Office):
    case, over = brought_to(office, State.KEYS), brought_to(office, State.DONE, "0401")
    other, last = opened(office, "0402", by="吴佳"), office.notices()
    assert list(holding(office.session, office.staff("郑雨")).move_ins) == [case]
    boss = {"by": office.person("周立新"), "now": office.now}
    assert leaving.end(office.session, office.staff("郑雨").person_id, why="辞职", **boss).move_ins == 1
    assert [keeper_of(office, one) for one in (case, over, other)] == ["许文静", "郑雨", "吴佳"]
    assert told(office, case, last) == [("move_in.yours", "许文静")]
    leaving.end(office.session, office.staff("许文静").person_id, why="辞职", **boss)
    assert keeper_of(office, case) == "周立新"
    assert [one.person.name for one in responsible(office.session, case)] == ["周立新"]


@pytest.mark.rows("R003")
@pytest.mark.parametrize(
    ("role", "keeper"), [(Role.CASHIER, "许文静"), (Role.CS_FIELD, "郑雨"), (Role.MANAGER, "许文静")]
)
def test_with_the_right_to_look_after_a_move_in_it_passes_on(office: Office, role: Role, keeper: str):
    case = brought_to(office, State.KEYS)
    boss = {"by": office.person("周立新"), "now": office.now, "why": "轮岗"}
    employment.change_role(office.session, office.staff("郑雨").person_id, role, **boss)
    assert keeper_of(office, case) == keeper
    assert (("move_in.yours", "许文静") in told(office, case)) is (keeper != "郑雨")


def test_a_step_that_is_to_come_is_planned_for_a_day_that_is_to_come(office: Office):
    case = brought_to(office, State.KEYS)
    by, session, today = office.person("郑雨"), office.session, date(2025, 9, 15)
    actions.plan(session, case.id, Step.METERS, by=by, now=office.now, day=today)
    actions.plan(session, case.id, Step.METERS, by=by, now=office.now, day=today + timedelta(days=2))
    assert planned(log_of(session, case)) == {Step.METERS: date(2025, 9, 17)}
    with pytest.raises(TimePast):
        actions.plan(session, case.id, Step.METERS, by=by, now=office.now, day=today - timedelta(days=1))
    with pytest.raises(TooLate):
        actions.plan(session, case.id, Step.CONTRACT, by=by, now=office.now, day=today)
    with pytest.raises(Outdated):
        actions.plan(session, case.id, Step.METERS, by=by, now=office.now, day=today, seen=1)


def dues_of(office: Office, case: MoveIn) -> list[datetime]:
    wanted = select(Due.due_at).where(Due.kind == PLANNED_DAY, Due.subject == case.subject).order_by(Due.due_at)
    return list(office.session.scalars(wanted))


def test_on_the_morning_of_a_planned_day_whoever_has_the_step_is_reminded_once(office: Office):
    case, by, session = brought_to(office, State.KEYS), office.person("郑雨"), office.session
    for step, day in ((Step.KEYS, 16), (Step.METERS, 16), (Step.INSPECTION, 20)):  # the 20th is a Saturday
        actions.plan(session, case.id, step, by=by, now=office.now, day=date(2025, 9, day))
    assert dues_of(office, case) == [at("2025-09-16 08:30"), at("2025-09-20 09:00")]
    last = office.notices()
    remind(session, case.id, office.now)  # a day too early
    assert told(office, case, last) == []
    office.now = at("2025-09-16 08:30")
    for _ in range(2):
        remind(session, case.id, office.now)
    assert told(office, case, last) == [("move_in.today", "郑雨")]
    steps(office, case, State.KEYS, "郑雨")
    steps(office, case, State.METERS, HEAD)
    last = office.notices()
    remind(session, case.id, office.later(hours=1))
    assert told(office, case, last) == []  # all that was planned for today is done
    actions.plan(session, case.id, Step.INSPECTION, by=by, now=office.now, day=date(2025, 9, 18))
    assert dues_of(office, case) == [at("2025-09-18 08:30")]
    deed(office, case, "call_off", "许文静")
    assert dues_of(office, case) == []


@pytest.mark.rows("R106")
def test_what_is_past_its_day_or_waits_too_long_is_late(office: Office):
    case = brought_to(office, State.KEYS)
    (demo_case,) = (one for one in waiting_for(office.session, office.staff("郑雨")) if one is not case)

    def late(days: float) -> bool:
        return case in late_cases(office.session, office.project, office.now + timedelta(days=days))

    assert not late(7)
    assert late(7.1)
    office.later(days=2)
    deed(office, case, "keeper", "许文静")  # nothing goes on by it
    assert late(5.1)
    by = office.person("郑雨")
    actions.plan(office.session, case.id, Step.METERS, by=by, now=office.now, day=date(2025, 9, 18))
    assert not late(1)
    assert late(2)
    steps(office, case, State.KEYS, "郑雨")
    assert late(2)
    steps(office, case, State.METERS, HEAD)
    assert not late(2)
    assert demo_case in late_cases(office.session, office.project, office.now + timedelta(days=7))
    deed(office, case, "call_off", "许文静")
    assert not late(99)


@pytest.mark.rows("R104")
def test_what_comes_with_a_step_lands_in_the_archive_of_the_unit(office: Office):
    case = brought_to(office, State.METERS)
    sent = Sent(MediaKind.PHOTO, "id")
    media = receive(office.session, office.project, sent, by=office.person(HEAD), bot_id=1, now=office.now)
    media.state = MediaState.KEPT
    steps(office, case, State.METERS, HEAD, media=[media.id])
    paper = papers_of(office.session, case.unit_id)[0]
    assert (paper.kind, paper.about, paper.by.person.name) == (PaperKind.METERS, case.subject, HEAD)


@pytest.mark.rows("R203")
@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("state", State)
def test_who_knows_of_a_move_in_and_which_are_on_whose_list(office: Office, state: State, name: str):
    case, me = brought_to(office, state), office.staff(name)
    if name in knows(state):
        assert visible(office.session, case.id, me.person) is case
    else:
        with pytest.raises(Gone):
            visible(office.session, case.id, me.person)
    waits = name in ALL | DO.get(state, set()) or (name == HEAD and state == State.INSPECT)
    assert (case in waiting_for(office.session, me)) is (waits and state not in {State.DONE, State.CALLED_OFF})
    me.left_at = office.now
    assert not parts_of(me.person, case)


@pytest.mark.rows("R203")
def test_others_than_customer_service_read_what_was_written_at_their_own_steps(office: Office):
    case = opened(office, words="开头")
    for state, by in zip(WAY, ONE_BY_ONE, strict=True):
        if case.state != State.INSPECT:
            steps(office, case, state, by, words=f"说明{state}")
    log = log_of(office.session, case)

    def read(name: str) -> set[str]:
        found = (words_for(parts_of(office.person(name), case), one) for one in log)
        return {words for words in found if words}

    assert read("郑雨") == read("周立新") == {one.words for one in log}
    assert read("钱敏") == {"说明compute", "说明take"}
    assert read("冯雪") == {"说明confirm"}
    assert read(HEAD) == {"说明meters"}
    assert read("林海涛") == set()


def test_the_oldest_open_one_comes_first(office: Office):
    young = opened(office)
    demo_case = waiting_for(office.session, office.staff("郑雨"))[0]
    assert (demo_case.unit.number, demo_case.state, demo_case.keeper.person.name) == ("1003", State.KEYS, "吴佳")
    assert waiting_for(office.session, office.staff("周立新")) == [demo_case, young]
