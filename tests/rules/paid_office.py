"""An office in which everybody tries everything with paid orders; the machine keeps a simple book of its own (R126, X3)."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.capacity.tables import Hold, HoldState
from models.ledger.lifecycle import Method
from models.ledger.posting import balances
from models.ledger.tables import HandOver, LedgerEntry, Payment
from models.orders.lifecycle import State
from models.orders.tables import Answer, ChargeLine, Consent, Order, OrderStep, Quote, QuoteState
from models.people import Person
from models.refusals import Refusal
from models.tickets.lifecycle import Status
from tests.rules.builders import Office
from tests.rules.orders import APPROVER, CUSTOMER, UNIT, slip
from tests.rules.test_order_table import EXPECTED

APPEND_ONLY = ("consents", "order_steps", "quote_lines", "charge_lines", "ledger_entries", "events")
TABLES = (
    *APPEND_ONLY,
    *("pay_outs", "hand_overs", "deposits", "holds", "notices", "dues", "counters", "price_editions"),
)
STANDS = ("orders", "quotes", "refunds", "payments", "hand_overs", "deposits", "holds", "price_editions")
SNAPSHOT = ", ".join(
    (
        *(f"(SELECT count(*) FROM {name}), (SELECT max(rowid) FROM {name})" for name in TABLES),
        *(f"(SELECT group_concat(state) FROM {name})" for name in STANDS),
        "(SELECT sum(version) FROM orders), (SELECT sum(version) FROM tickets), (SELECT group_concat(status) FROM tickets)",
    )
)
CONSENTING = {"agree", "ask_approval", "approve", "agree_more"}
# Whoever did one of these does not do that one afterwards (X3).
APART = {
    "agree": {"quote"},
    "ask_approval": {"quote"},
    "approve": {"quote"},
    "agree_more": {"quote_more"},
    "charge": CONSENTING,
    "charge_nothing": CONSENTING,
    "rework_done": CONSENTING,
    "audit": {"charge", "charge_nothing", "collect", "explain"},
    "audit_nothing": {"charge", "charge_nothing", "collect", "explain"},
    "explain": {"query"},
    "query": {"charge", "charge_nothing", "collect"},
    "receive": {"audit", "collect"},
}
WORKED = {State.CHARGED, State.COLLECTED, State.QUERIED, State.AUDITED, State.RECEIVED, State.FREE}
GONE = {State.CANCELLED, State.NOT_DONE, State.EXPIRED}
LIMIT = 50000  # fen that a tenant's front desk may order alone


class PowerCut(Exception):
    """The office dies in the middle of a deed."""


class PaidOffice(RuleBasedStateMachine):
    """The office, its own book, and what must hold after every deed."""

    engine: Engine
    reached: Counter[str]  # how often an order stood somewhere after a deed, and how often which deed was done

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        session = Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.office = Office(session)
        self.book: Counter[str] = Counter()
        self.charged: Counter[int] = Counter()
        self.credited: Counter[int] = Counter()
        self.waived: Counter[int] = Counter()  # by refund
        self.paid: Counter[int] = Counter()
        self.paid_out: Counter[int] = Counter()
        self.slip = slip(self.office)
        self.seen = self.rows()

    def teardown(self) -> None:
        self.office.session.close()
        self.transaction.rollback()
        self.connection.close()

    @property
    def session(self) -> Session:
        return self.office.session

    def rows(self) -> dict[str, list[Any]]:
        """What is never changed, as it stands in the database."""
        self.session.flush()
        run = self.connection.exec_driver_sql
        return {name: [tuple(row) for row in run(f"SELECT * FROM {name} ORDER BY rowid")] for name in APPEND_ONLY}

    def snapshot(self) -> tuple[Any, ...]:
        """How much there is of everything, and how it stands."""
        self.session.flush()
        return tuple(self.connection.exec_driver_sql(f"SELECT {SNAPSHOT}").one())

    def done(self, deed: Callable[..., Any], *facts: Any, crash: bool = False, **more: Any) -> Any:
        """What the deed returns, or None where it was refused or the power was cut, and then nothing has changed."""
        before = self.snapshot()
        try:
            if crash:
                with self.session.begin_nested():
                    deed(self.session, *facts, now=self.office.now, **more)
                    raise PowerCut
            found = deed(self.session, *facts, now=self.office.now, **more)
        except (Refusal, PowerCut):
            self.session.expire_all()
            assert self.snapshot() == before, f"{deed.__name__} left traces"
            return None
        self.reached[deed.__name__] += 1
        return found

    def moved(self, source: str, target: str, fen: int) -> None:
        self.book[source] -= fen
        self.book[target] += fen

    def all_of(self, table: Any) -> list[Any]:
        return list(self.session.scalars(select(table).order_by(table.id)))

    def person(self, name: str) -> Person:
        return self.office.person(name)

    def pocket(self, payment: Payment) -> str:
        """Where a payment's money is at first."""
        return f"cash:{payment.taken_by_id}" if payment.method == Method.CASH else payment.method.value

    def agreed(self, order: Order) -> Iterator[tuple[Quote, Consent]]:
        """The prices that somebody has agreed to for good, each with the last word of it."""
        for quote in self.session.scalars(select(Quote).where(Quote.order_id == order.id).order_by(Quote.id)):
            words = select(Consent).where(Consent.quote_id == quote.id).order_by(Consent.id.desc())
            last = self.session.scalars(words).first()
            if quote.state == QuoteState.AGREED:
                assert last is not None, "agreed to without a word"
                assert last.answer in {Answer.AGREED, Answer.APPROVED}
                yield quote, last

    @invariant()
    def not_a_fen_is_created_or_lost(self) -> None:
        held = balances(self.session, self.office.project.id)
        assert sum(held.values()) == 0
        assert held == {name: fen for name, fen in self.book.items() if fen}
        for order in self.all_of(Order):
            one = order.id
            due = self.charged[one] - self.credited[one] - self.paid[one] + self.paid_out[one]
            assert self.book[f"due:{order.subject}"] == due
            assert 0 <= self.paid_out[one] <= self.paid[one]
            assert self.credited[one] <= self.charged[one] == (order.charged_fen or 0)

    @invariant()
    def nothing_that_was_said_or_booked_is_ever_changed(self) -> None:
        now = self.rows()
        for name in APPEND_ONLY:
            assert now[name][: len(self.seen[name])] == self.seen[name], f"{name} was rewritten"
        self.seen = now

    @invariant()
    def a_consent_is_for_what_was_named(self) -> None:
        for one in self.all_of(Consent):
            quote = self.session.get_one(Quote, one.quote_id)
            assert one.amount_fen == quote.total_fen == sum(line.amount_fen for line in quote.lines)

    @invariant()
    def nobody_is_charged_more_than_was_agreed_to(self) -> None:
        for order in self.all_of(Order):
            agreed = list(self.agreed(order))
            total = sum(quote.total_fen for quote, _ in agreed)
            lines = self.session.scalars(select(ChargeLine).where(ChargeLine.order_id == order.id)).all()
            assert sum(one.amount_fen for one in lines) == (order.charged_fen or 0) <= total
            assert all(0 <= one.quantity <= one.line.quantity for one in lines)
            assert all(0 <= one.amount_fen <= one.line.amount_fen for one in lines)
            if order.ticket.unit.number == UNIT and order.ticket.reporter.called.zh == CUSTOMER and total > LIMIT:
                assert self.person(APPROVER).id in {word.by_id for _, word in agreed}
            if order.state in WORKED | {State.CONSENTED}:
                assert agreed

    @invariant()
    def an_order_is_where_its_steps_have_brought_it_and_no_two_of_them_were_one_hand(self) -> None:
        for order in self.all_of(Order):
            state, hands = State.REQUESTED, dict[str, set[int]]()
            for step in self.steps(order):
                if step.move == "request":
                    continue
                assert step.state == state, f"{step.move} from {step.state}, but it was {state}"
                assert state in EXPECTED[step.move].starts
                state = EXPECTED[step.move].target or state
                before = {one for move in APART.get(step.move, ()) for one in hands.get(move, ())}
                assert step.by_id is None or step.by_id not in before, step.move
                if step.by_id:
                    hands.setdefault(step.move, set()).add(step.by_id)
            assert order.state == state
            self.reached[state] += 1

    def steps(self, order: Order) -> list[OrderStep]:
        wanted = select(OrderStep).where(OrderStep.order_id == order.id).order_by(OrderStep.id)
        return list(self.session.scalars(wanted))

    @invariant()
    def nobody_has_confirmed_their_own_money(self) -> None:
        for one in self.all_of(LedgerEntry):
            number = int(one.subject.rpartition(":")[2])
            if one.deed in {"see", "not_arrived"}:
                payment = self.session.get_one(Payment, number)
                assert one.by_id not in {None, payment.taken_by_id, payment.audited_by_id}
            if one.deed == "hand_over":
                assert one.by_id not in {None, self.session.get_one(HandOver, number).giver_id}

    @invariant()
    def what_was_collected_is_not_owed(self) -> None:
        for order in self.all_of(Order):
            if order.state in WORKED - {State.CHARGED}:
                assert self.book[f"due:{order.subject}"] <= 0
            if order.state == State.FREE:
                assert self.charged[order.id] == self.credited[order.id]

    @invariant()
    def tickets_and_orders_agree(self) -> None:
        for order in self.all_of(Order):
            status = order.ticket.status
            assert status != Status.MERGED
            if status == Status.WITHDRAWN:
                assert order.state in WORKED | {State.CANCELLED, State.NOT_DONE}
            if status == Status.CLOSED:
                assert order.state in WORKED | {State.CANCELLED, State.NOT_DONE}
            if status in {Status.PROCESSED, Status.FED_BACK}:
                assert order.state in WORKED | GONE | {State.DECLINED}
            if order.state == State.CANCELLED:
                assert status in {Status.WITHDRAWN, Status.CLOSED}
            booked = select(Hold).where(Hold.subject == order.subject, Hold.state == HoldState.BOOKED)
            count = len(self.session.scalars(booked).all())
            assert count == 0 if order.state in GONE else count <= 1

    @invariant()
    def nobody_is_promised_to_two_at_once(self) -> None:
        """Unless the head gave somebody a job on top of what they have."""
        kept = [one for one in self.all_of(Hold) if one.is_live(self.office.now)]
        for one in kept:
            for other in kept:
                if one.id < other.id and one.staff_id == other.staff_id and one.tentative and other.tentative:
                    assert one.ends <= other.starts or other.ends <= one.starts
