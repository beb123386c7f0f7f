"""Every person of the office x every state of an order x every move, against a table from the handbook (DOMAIN 5.7, R012, R013, X3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from models.access.rights import contacts_of
from models.ledger.lifecycle import Method
from models.orders import auditing, charging, collecting, quoting
from models.orders.lifecycle import MOVES, Part, State
from models.orders.lines import lump
from models.orders.moving import moving
from models.orders.reading import moves_for, parts_of, steps_of, visible
from models.orders.tables import Answer, Order
from models.prices.estimate import LineKind
from models.refusals import Gone, NotYours, OwnMoney, Refusal, TooLate
from models.tickets import actions
from tests.rules.builders import Office
from tests.rules.orders import DESK, FIELD, FINANCE, SUPERVISOR, answered, asked, brought_to, deed, large, priced

CLOCK = "the clock"
# Everybody who may come near an order of the tenant's front desk in unit 1704.
PEOPLE = {
    "邢女士": "customer",
    "乔先生": "approver",  # the owner of the unit, who is asked above the spending limit
    "陈女士": "stranger",  # a contact of another unit
    "章先生": "stranger",  # the owner of another unit
    "郑雨": "desk",
    "孙晓芸": "desk",
    "吴佳": "desk",
    "许文静": "supervisor",
    "周立新": "manager",
    "何志强": "head",
    "曹桂芳": "other head",
    "林海涛": "technician",  # who has the job
    "唐国平": "colleague",  # who has not
    "邓秀英": "cleaner",
    "钱敏": "cashier",
    "冯雪": "finance",
    "沈涛": "control room",
    "安然": "admin",
    CLOCK: "clock",
}

S = State
# The ticket was dispatched: the head and the technician have to do with it.
DISPATCHED = {S.CONSENTED, S.CHARGED, S.COLLECTED, S.QUERIED, S.AUDITED, S.RECEIVED, S.FREE}
UNAGREED = {S.REQUESTED, S.QUOTED, S.DISCUSSED, S.DECLINED, S.EXPIRED, S.APPROVAL}


@dataclass(frozen=True)
class Line:
    """Where a move may start, where it ends (None: it stays), and who may make it."""

    starts: frozenset[State]
    target: State | None
    who: frozenset[str]


def line(starts: set[State], target: State | None, *who: str) -> Line:
    return Line(frozenset(starts), target, frozenset(who))


# The performer charges; whoever did it, the desk or the cashier collects; customer service audits, finance receives, and the manager
# decides what is not to be paid after all (R012, R013, R074, X3).
EXPECTED = {
    "quote": line(UNAGREED - {S.APPROVAL}, S.QUOTED, "desk", "supervisor", "manager", "head", "technician"),
    "agree": line({S.QUOTED}, S.CONSENTED, "customer", "desk", "supervisor", "manager"),
    "ask_approval": line({S.QUOTED}, S.APPROVAL, "customer", "desk", "supervisor", "manager"),
    "approve": line({S.APPROVAL}, S.CONSENTED, "approver", "desk", "supervisor", "manager"),
    "disapprove": line({S.APPROVAL}, S.DECLINED, "approver", "desk", "supervisor", "manager"),
    "discuss": line({S.QUOTED}, S.DISCUSSED, "customer", "desk", "supervisor", "manager"),
    "decline": line({S.QUOTED}, S.DECLINED, "customer", "desk", "supervisor", "manager", "technician"),
    "expire": line({S.QUOTED, S.APPROVAL}, S.EXPIRED, "clock"),
    "ask_again": line({S.EXPIRED, S.DECLINED}, S.REQUESTED, "customer"),
    "quote_more": line({S.CONSENTED}, None, "technician"),
    "agree_more": line({S.CONSENTED}, None, "customer", "approver", "desk", "supervisor", "manager"),
    "decline_more": line({S.CONSENTED}, None, "customer", "approver", "desk", "supervisor", "manager", "technician"),
    "charge": line({S.CONSENTED}, S.CHARGED, "technician"),
    "charge_nothing": line({S.CONSENTED}, S.COLLECTED, "technician"),
    "rework_done": line({S.CONSENTED}, S.FREE, "technician"),
    "collect": line({S.CHARGED}, S.COLLECTED, "technician", "customer", "clock", "desk", "cashier"),
    "lower": line({S.CHARGED}, None, "manager"),
    "waive": line({S.CHARGED}, S.FREE, "manager"),
    "waive_rest": line({S.CHARGED}, S.COLLECTED, "manager"),
    "free": line({S.REQUESTED}, S.FREE, "technician"),
    "bounce": line({S.COLLECTED, S.QUERIED, S.AUDITED}, S.CHARGED, "finance"),
    "owe_again": line({S.COLLECTED, S.QUERIED, S.AUDITED}, S.CHARGED, "manager"),
    "take_back": line({S.COLLECTED, S.QUERIED}, S.CHARGED, "technician"),
    "query": line({S.COLLECTED}, S.QUERIED, "desk", "supervisor"),
    "explain": line({S.QUERIED}, S.COLLECTED, "technician", "head", "supervisor"),
    "audit": line({S.COLLECTED}, S.AUDITED, "desk", "supervisor"),
    "audit_nothing": line({S.COLLECTED}, S.FREE, "desk", "supervisor"),
    "receive": line({S.AUDITED}, S.RECEIVED, "finance"),
    "cancel": line(UNAGREED | {S.CONSENTED}, S.CANCELLED, "clock"),
    "end": line(UNAGREED | {S.CONSENTED}, S.NOT_DONE, "desk", "supervisor", "manager"),
}
# Who named the price on the road to a state does not write down that the customer agrees (X3).
SECOND_STEPS = {
    (DESK, S.QUOTED, "agree"),
    (DESK, S.QUOTED, "ask_approval"),
    (DESK, S.APPROVAL, "approve"),
}
STAMPS = {
    S.QUOTED: "quoted_at",
    S.CONSENTED: "consented_at",
    S.CHARGED: "charged_at",
    S.COLLECTED: "collected_at",
    S.AUDITED: "audited_at",
    S.RECEIVED: "received_at",
    S.FREE: "ended_at",
    S.CANCELLED: "ended_at",
    S.NOT_DONE: "ended_at",
}
KEEPS_MOMENTS = frozenset(
    {"bounce", "owe_again", "take_back", "explain", "charge_nothing", "waive_rest"}
)  # back where it was: the moment of the charge, of the collection, stays; nothing was collected


KNOWN = {"customer", "approver", "desk", "supervisor", "manager", "cashier", "finance", "clock"}


def is_what(name: str, state: State) -> str:
    """What somebody is to the order in this state; a stranger where they have nothing to do with it."""
    role = PEOPLE[name]
    if role in {"head", "technician"}:
        return role if state in DISPATCHED else "stranger"
    if role == "approver":
        return role if state == S.APPROVAL else "stranger"
    return role if role in KNOWN else "stranger"


def refusal(name: str, state: State, move: str) -> type[Refusal] | None:
    """What the office should answer; None where the move is allowed."""
    part = is_what(name, state)
    if part == "stranger":
        return Gone
    if part not in EXPECTED[move].who:
        return NotYours
    if state not in EXPECTED[move].starts:
        return TooLate
    return OwnMoney if (name, state, move) in SECOND_STEPS else None


TABLES = ("events", "notices", "order_steps", "quotes", "consents", "ledger_entries", "payments", "dues")
EVERYTHING = ", ".join(f"(SELECT count(*) FROM {name}), (SELECT max(rowid) FROM {name})" for name in TABLES)


def snapshot(office: Office, order: Order) -> tuple[Any, ...]:
    """The order's whole row, and every other table that a move may touch."""
    run = office.session.connection().exec_driver_sql
    return tuple(run(f"SELECT *, {EVERYTHING} FROM orders WHERE id = ?", (order.id,)).one())


def made(office: Office, order: Order, move: str, name: str) -> None:
    """The move itself; what its door asks besides is tried by other tests."""
    by = None if name == CLOCK else office.person(name)
    with moving(office.session, order.id, move, by=by, now=office.now):
        pass


def tried(office: Office, order: Order, move: str, name: str) -> None:
    """One combination, undone again at the end."""
    state, version, expected = order.state, order.version, refusal(name, order.state, move)
    where = f"{name} ({PEOPLE[name]}): {move} from {state}"
    if name != CLOCK:
        offered = {one.name for one in moves_for(office.session, office.person(name), order, office.now)}
        assert (move in offered) == (expected is None), where
    savepoint = office.session.begin_nested()
    if expected is not None:
        before = snapshot(office, order)
        with pytest.raises(Refusal) as refused:
            made(office, order, move, name)
        assert type(refused.value) is expected, where
        office.session.flush()
        assert snapshot(office, order) == before, f"{where} left traces"
    else:
        made(office, order, move, name)
        check(office, order, move, name, state)
        assert order.version == version + 1, where
    savepoint.rollback()
    office.session.expire(order)


def check(office: Office, order: Order, move: str, name: str, state: State) -> None:
    """State, moment and log of an allowed move."""
    target, step = EXPECTED[move].target or state, steps_of(office.session, order)[-1]
    assert order.state == target
    assert (step.move, step.state, step.at) == (move, state, office.now)
    assert step.by_id == (None if name == CLOCK else office.person(name).id)
    if EXPECTED[move].target and move not in KEEPS_MOMENTS and (stamp := STAMPS.get(target)):
        assert getattr(order, stamp) == office.now


def combinations() -> Iterator[tuple[str, str]]:
    yield from ((name, move) for name in PEOPLE for move in EXPECTED)


@pytest.mark.rows("R012", "R013", "R047", "R064", "X3")
@pytest.mark.parametrize("state", State)
def test_everybody_tries_every_move_in_every_state(office: Office, state: State) -> None:
    order = brought_to(office, state)
    office.later(minutes=5)
    for name, move in combinations():
        tried(office, order, move, name)


def test_the_expectation_covers_every_move_and_every_state() -> None:
    assert set(EXPECTED) == set(MOVES)
    assert {one.target for one in EXPECTED.values()} - {None} | {S.REQUESTED} == set(State)


@pytest.mark.rows("R012", "X3")
def test_customer_service_never_audits_what_it_charged_or_took_itself(office: Office) -> None:
    order, session = asked(office), office.session
    priced(office, order)
    answered(office, order, Answer.AGREED)
    service = office.department("service")
    actions.send(session, order.ticket_id, **deed(office, DESK), department=service)
    actions.assign(session, order.ticket_id, **deed(office, SUPERVISOR), to=office.staff(FIELD))
    actions.accept(session, order.ticket_id, **deed(office, FIELD))
    actions.arrive(session, order.ticket_id, **deed(office, FIELD))
    charging.charge(session, order.id, **deed(office, FIELD))
    collecting.collect(session, order.id, **deed(office, FIELD), method=Method.CASH, amount_fen=15000)
    for door, words in ((auditing.audit, {}), (auditing.query, {"reason": "数量"})):
        with pytest.raises(OwnMoney):
            door(session, order.id, **deed(office, FIELD), **words)
    auditing.audit(session, order.id, **deed(office, "吴佳"))
    assert order.state == State.AUDITED


@pytest.mark.rows("R001", "R205")
@pytest.mark.parametrize("name", ["郑雨", "许文静", "周立新", "何志强", "林海涛", "冯雪"])
def test_whoever_has_left_has_no_part_in_any_order(office: Office, name: str) -> None:
    order = brought_to(office, State.CONSENTED)
    office.staff(name).left_at = office.now
    for move in EXPECTED:
        with pytest.raises(Gone):
            made(office, order, move, name)


@pytest.mark.rows("R205")
def test_who_is_no_contact_of_the_unit_any_more_has_no_part_in_its_orders(office: Office) -> None:
    order = asked(office)
    large(office, order)
    for one in office.person("邢女士"), office.person("乔先生"):
        for contact in contacts_of(office.session, one.id):
            contact.ended_at = office.now
    office.session.flush()
    for name in ("邢女士", "乔先生"):
        for move in EXPECTED:
            with pytest.raises(Gone):
                made(office, order, move, name)


def test_finance_receives_only_what_another_audited(office: Office) -> None:
    order = brought_to(office, State.COLLECTED)
    with pytest.raises(NotYours):
        auditing.audit(office.session, order.id, **deed(office, FINANCE))


@pytest.mark.rows("R001", "X3")
def test_whoever_approves_sees_only_what_was_ever_put_to_them(office: Office) -> None:
    session, owner = office.session, office.person("乔先生")
    small, big = asked(office), asked(office)
    priced(office, small)
    answered(office, small, Answer.AGREED)
    large(office, big)
    for order in small, big:  # of the second the customer has not said yet that they want it
        assert parts_of(session, owner, order, office.now) == frozenset()
        with pytest.raises(Gone):
            visible(session, order.id, owner, office.now)
    answered(office, big, Answer.AGREED)
    assert parts_of(session, owner, big, office.now) == {Part.APPROVER}
    answered(office, big, Answer.APPROVED, "乔先生")
    assert big.state == State.CONSENTED
    assert visible(session, big.id, owner, office.now) is big
    with pytest.raises(Gone):
        visible(session, small.id, owner, office.now)


@pytest.mark.rows("R001", "R047")
@pytest.mark.parametrize(("fen", "is_put"), [(1000, False), (60000, True)])
def test_more_on_the_spot_is_put_to_them_above_the_limit_and_stays_theirs(
    office: Office, fen: int, is_put: bool
) -> None:
    session, owner = office.session, office.person("乔先生")
    order = brought_to(office, State.CONSENTED)
    more = [lump(LineKind.MATERIAL, "阀门", fen)]
    quoting.quote_more(session, order.id, **deed(office, "林海涛"), lines=more, words="阀门已坏")
    parts = frozenset({Part.APPROVER}) if is_put else frozenset()
    assert parts_of(session, owner, order, office.now) == parts
    answered(office, order, Answer.DECLINED)
    assert parts_of(session, owner, order, office.now) == parts


@pytest.mark.rows("R001", "X3")
def test_a_colleague_who_owns_the_unit_keeps_out_of_its_tenants_money(office: Office) -> None:
    order, finance = asked(office), office.person(FINANCE)
    visible(office.session, order.id, finance, office.now)
    contact = contacts_of(office.session, office.person("乔先生").id)[0]
    contact.person_id = finance.id
    office.session.flush()
    office.session.expire(contact)
    with pytest.raises(Gone):
        visible(office.session, order.id, finance, office.now)
