"""The life of a paid order in one table: quoted, consented, charged, collected, audited, received (R012, R013, R064, X3)."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far an order is."""

    REQUESTED = "requested"  # the office has to name a price, perhaps after it has looked (R066, R078)
    QUOTED = "quoted"  # a price is with the customer
    DISCUSSED = "discussed"  # the customer wants to talk about the price
    DECLINED = "declined"  # it stays with customer service until another price suits, or it is ended (DOMAIN 5.2)
    EXPIRED = "expired"  # nobody has answered while the price held
    APPROVAL = "approval"  # above what the customer may order alone: whoever speaks for the unit is asked
    CONSENTED = "consented"
    CHARGED = "charged"  # the work is done, and what it costs is fixed
    COLLECTED = "collected"  # or charged as nothing, which is audited too
    QUERIED = "queried"  # the audit wants an explanation
    AUDITED = "audited"
    RECEIVED = "received"  # finance has the money: paid (R013)
    FREE = "free"  # done, and there was nothing to pay
    CANCELLED = "cancelled"
    NOT_DONE = "not_done"  # registered, and not carried out, with the reason (R063)


class Part(StrEnum):
    """What somebody is to an order."""

    CUSTOMER = "customer"
    APPROVER = "approver"  # speaks for the unit, where the customer may not order so much alone
    DESK = "desk"  # customer service, in whose hands the order is (R073)
    HEAD = "head"
    ASSIGNEE = "assignee"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"  # customer service, never who charged or collected (R012)
    TAKER = "taker"  # customer service or the cashier, who take money for others too
    MANAGER = "manager"  # decides what is not to be paid after all
    FINANCE = "finance"
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where (None: it stays), by whom, who hears; and whoever made one of the moves `apart` may not make it."""

    name: str
    starts: frozenset[State]
    target: State | None
    by: frozenset[Part]
    tells: frozenset[Part] = frozenset()
    apart: frozenset[str] = frozenset()


S, P = State, Part


def _move(
    name: str,
    starts: Iterable[State],
    target: State | None,
    by: Iterable[Part],
    tells: Iterable[Part] = (),
    apart: Iterable[str] = (),
) -> Move:
    return Move(name, frozenset(starts), target, frozenset(by), frozenset(tells), frozenset(apart))


BEFORE_CONSENT = frozenset({S.REQUESTED, S.QUOTED, S.DISCUSSED, S.DECLINED, S.EXPIRED, S.APPROVAL})
BEFORE_CHARGE = BEFORE_CONSENT | {S.CONSENTED}
OWED = frozenset({S.CHARGED})
WITH_OFFICE = frozenset({S.REQUESTED, S.DISCUSSED, S.DECLINED, S.EXPIRED})  # customer service has the next step
ENDED = frozenset({S.RECEIVED, S.FREE, S.CANCELLED, S.NOT_DONE})
OPEN = frozenset(S) - ENDED
OFFICE = {P.DESK, P.HEAD, P.ASSIGNEE}
SPEAKERS = {P.CUSTOMER, P.APPROVER, P.DESK}
# Whoever wrote down that a customer agreed fixes no sum (X3).
CONSENTING = {"agree", "ask_approval", "approve", "agree_more"}
CHARGING = {
    "charge",
    "charge_nothing",
    "collect",
}  # whoever had a hand in the sum or the money does not audit it (R012)

MOVES = {
    move.name: move
    for move in (
        # the price
        _move("quote", BEFORE_CONSENT - {S.APPROVAL}, S.QUOTED, OFFICE, {P.CUSTOMER}),
        _move("agree", {S.QUOTED}, S.CONSENTED, {P.CUSTOMER, P.DESK}, {P.CUSTOMER, P.DESK, P.ASSIGNEE}, {"quote"}),
        _move("ask_approval", {S.QUOTED}, S.APPROVAL, {P.CUSTOMER, P.DESK}, {P.CUSTOMER, P.APPROVER}, {"quote"}),
        _move("approve", {S.APPROVAL}, S.CONSENTED, {P.APPROVER, P.DESK}, {P.CUSTOMER, P.DESK, P.ASSIGNEE}, {"quote"}),
        _move("disapprove", {S.APPROVAL}, S.DECLINED, {P.APPROVER, P.DESK}, {P.CUSTOMER, P.DESK, P.ASSIGNEE}),
        _move("discuss", {S.QUOTED}, S.DISCUSSED, {P.CUSTOMER, P.DESK}, {P.DESK, P.ASSIGNEE}),
        _move("decline", {S.QUOTED}, S.DECLINED, {P.CUSTOMER, P.DESK, P.ASSIGNEE}, {P.DESK, P.ASSIGNEE}),
        _move("expire", {S.QUOTED, S.APPROVAL}, S.EXPIRED, {P.CLOCK}, {P.CUSTOMER, P.DESK}),
        _move("ask_again", {S.EXPIRED, S.DECLINED}, S.REQUESTED, {P.CUSTOMER}, {P.DESK}),
        # more than was agreed, seen on the spot
        _move("quote_more", {S.CONSENTED}, None, {P.ASSIGNEE}, {P.CUSTOMER}),
        _move("agree_more", {S.CONSENTED}, None, SPEAKERS, {P.ASSIGNEE, P.CUSTOMER}, {"quote_more"}),
        _move("decline_more", {S.CONSENTED}, None, SPEAKERS | {P.ASSIGNEE}, {P.ASSIGNEE, P.CUSTOMER}),
        # the money
        _move("charge", {S.CONSENTED}, S.CHARGED, {P.ASSIGNEE}, {P.CUSTOMER}, CONSENTING),
        _move("charge_nothing", {S.CONSENTED}, S.COLLECTED, {P.ASSIGNEE}, {P.CUSTOMER, P.AUDITOR}, CONSENTING),
        _move("rework_done", {S.CONSENTED}, S.FREE, {P.ASSIGNEE}, (), CONSENTING),
        _move("free", {S.REQUESTED}, S.FREE, {P.ASSIGNEE}, {P.CUSTOMER}),
        _move("collect", {S.CHARGED}, S.COLLECTED, {P.ASSIGNEE, P.TAKER, P.CUSTOMER, P.CLOCK}, {P.AUDITOR}),
        _move("bounce", {S.COLLECTED, S.QUERIED, S.AUDITED}, S.CHARGED, {P.FINANCE}, {P.CUSTOMER, P.DESK}),
        _move("take_back", {S.COLLECTED, S.QUERIED}, S.CHARGED, {P.ASSIGNEE}, {P.CUSTOMER, P.DESK}),
        _move("owe_again", {S.COLLECTED, S.QUERIED, S.AUDITED}, S.CHARGED, {P.MANAGER}, {P.CUSTOMER, P.DESK}),
        _move("query", {S.COLLECTED}, S.QUERIED, {P.AUDITOR}, {P.ASSIGNEE}, CHARGING),
        _move("explain", {S.QUERIED}, S.COLLECTED, {P.ASSIGNEE, P.HEAD, P.SUPERVISOR}, {P.AUDITOR}, {"query"}),
        _move("audit", {S.COLLECTED}, S.AUDITED, {P.AUDITOR}, {P.FINANCE}, CHARGING | {"explain"}),
        _move("audit_nothing", {S.COLLECTED}, S.FREE, {P.AUDITOR}, (), CHARGING | {"explain"}),
        _move("receive", {S.AUDITED}, S.RECEIVED, {P.FINANCE}, {P.CUSTOMER}, {"audit", "collect"}),
        _move("lower", {S.CHARGED}, None, {P.MANAGER}, {P.CUSTOMER}),
        _move("waive", {S.CHARGED}, S.FREE, {P.MANAGER}, {P.CUSTOMER}),
        _move("waive_rest", {S.CHARGED}, S.COLLECTED, {P.MANAGER}, {P.CUSTOMER, P.AUDITOR}),
        # it ends before it has begun
        _move("cancel", BEFORE_CHARGE, S.CANCELLED, {P.CLOCK}, {P.DESK}),
        _move("end", BEFORE_CHARGE, S.NOT_DONE, {P.DESK}, {P.CUSTOMER, P.ASSIGNEE}),
    )
}


def allowed(state: State, parts: Set[Part]) -> list[Move]:
    """The moves that these parts may make in this state, in the order of the table; who did what before is asked elsewhere."""
    return [move for move in MOVES.values() if state in move.starts and parts & move.by]
