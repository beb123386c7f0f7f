"""Random deeds with money by random people, with crashes between: not a fen is created or lost, and nobody confirms their own (R126, X3)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.ledger import auditing, charging, depositing, handing_over, refunding, seeing_transfers, taking, voiding
from models.ledger.lifecycle import HandOverState, Method, PaymentState
from models.ledger.posting import balances, owed_fen, paid_fen
from models.ledger.queries import holding_of
from models.ledger.tables import Deposit, HandOver, LedgerEntry, Payment
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.people import Role
from models.refusals import Refusal
from tests.rules.builders import Office

PEOPLE = ("林海涛", "邓秀英", "郑雨", "孙晓芸", "钱敏", "冯雪", "许文静", "周立新", "何志强", "陈女士", "刘先生")
COLLECTORS, RECEIVERS, ORDERS = ("林海涛", "郑雨", "钱敏"), ("钱敏", "冯雪"), ("order:1", "order:2", "order:3")
AMOUNTS = st.sampled_from((1, 50, 99, 1000, 12345, 200000))
CRASHES = st.sampled_from((False, False, False, False, True))
MAY_TAKE = {Role.TECHNICIAN, Role.CLEANER, Role.GARDENER, Role.GUARD, Role.CS_DESK, Role.CS_FIELD, Role.CASHIER}
TABLES = ("ledger_entries", "payments", "hand_overs", "deposits", "pay_outs", "events", "notices", "counters", "dues")


class PowerCut(Exception):
    """The office dies in the middle of a deed."""


class Only:
    """A choice that was made already."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def draw(self, _strategy: Any) -> Any:
        return self.thing


class Money(RuleBasedStateMachine):
    """An office in which everybody tries everything with money; the machine keeps a simple book of its own."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        session = Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.office = Office(session)
        self.book: Counter[str] = Counter()
        self.entries: list[Any] = []
        self.paid: Counter[str] = Counter()
        self.occasions = 0
        sent = Sent(MediaKind.PHOTO, file_id="slip")
        project, by = self.office.project, self.office.person("郑雨")
        self.slip = [receive(session, project, sent, by=by, bot_id=2, now=self.office.now).id]

    def teardown(self) -> None:
        self.office.session.close()
        self.transaction.rollback()
        self.connection.close()

    def rows(self) -> dict[str, list[Any]]:
        """Everything that a deed may touch, as it stands in the database."""
        self.office.session.flush()
        run = self.connection.exec_driver_sql
        return {name: [tuple(row) for row in run(f"SELECT * FROM {name} ORDER BY rowid")] for name in TABLES}

    def done(self, deed: Callable[..., Any], *facts: Any, crash: bool = False, **more: Any) -> Any:
        """What the deed returns, or None where it was refused or the power was cut, and then nothing has changed."""
        before = self.rows()
        try:
            with self.office.session.begin_nested():
                found = deed(self.office.session, *facts, now=self.office.now, **more)
                if crash:
                    raise PowerCut
        except (Refusal, PowerCut):
            self.office.session.expire_all()
            assert self.rows() == before, f"{deed.__name__} left traces"
            return None
        return found

    def moved(self, source: str, target: str, fen: int) -> None:
        self.book[source] -= fen
        self.book[target] += fen

    def occasion(self) -> str:
        self.occasions += 1
        return f"o{self.occasions}"

    def one_of(self, data: Any, table: Any) -> Any:
        found = self.office.session.scalars(select(table).order_by(table.id)).all()
        return data.draw(st.sampled_from(found)) if found else None

    @initialize()
    def something_is_owed(self) -> None:
        for order in ORDERS:
            self.charge(order, 200000, False)

    @rule(order=st.sampled_from(ORDERS), fen=AMOUNTS, crash=CRASHES)
    def charge(self, order: str, fen: int, crash: bool) -> None:
        facts = {"project_id": self.office.project.id, "subject": order, "occasion": self.occasion(), "by": None}
        if self.done(charging.charge, amount_fen=fen, crash=crash, **facts):
            self.moved("income", f"due:{order}", fen)
            assert not charging.charge(self.office.session, amount_fen=fen, now=self.office.now, **facts)

    @rule(order=st.sampled_from(ORDERS), fen=AMOUNTS)
    def credit(self, order: str, fen: int) -> None:
        facts = {"project_id": self.office.project.id, "subject": order, "occasion": self.occasion(), "by": None}
        if self.done(charging.credit, amount_fen=fen, **facts):
            self.moved(f"due:{order}", "income", fen)

    @rule(
        order=st.sampled_from(ORDERS),
        fen=AMOUNTS,
        who=st.sampled_from((*COLLECTORS, *COLLECTORS, *PEOPLE, None)),
        method=st.sampled_from((Method.CASH, Method.CASH, Method.TRANSFER, Method.TELEGRAM)),
        proof=st.booleans(),
        crash=CRASHES,
        again=st.booleans(),
    )
    def take(
        self, order: str, fen: int, who: str | None, method: Method, proof: bool, crash: bool, again: bool
    ) -> None:
        office, before = self.office, owed_fen(self.office.session, order)
        by = office.person(who) if who else None
        facts: dict[str, Any] = {
            "project": office.project,
            "subject": order,
            "payer": office.person("陈女士"),
            "method": method,
            "amount_fen": fen,
            "by": by,
            "occasion": self.occasion(),
            "media": self.slip if proof else [],
            "charge_id": f"tg{self.occasions}" if method == Method.TELEGRAM else None,
        }
        payment = self.done(taking.take, crash=crash, **facts)
        if payment is None:
            return
        assert fen <= before or method == Method.TELEGRAM
        assert by is None or (by.staff and by.staff.role in MAY_TAKE)
        assert proof or method != Method.TRANSFER
        assert by is not None or method != Method.CASH
        self.paid[order] += fen
        pocket = f"cash:{by.id}" if by and method == Method.CASH else method.value
        self.moved(f"due:{order}", pocket, fen)
        if again:
            assert taking.take(office.session, now=office.now, **facts) is payment

    @rule(data=st.data(), who=st.sampled_from((*COLLECTORS, *PEOPLE)), reason=st.sampled_from(("误记", " ")))
    def void(self, data: Any, who: str, reason: str) -> None:
        payment = self.one_of(data, Payment)
        if payment and self.done(voiding.void, payment.id, by=self.office.person(who), reason=reason):
            assert payment.taken_by_id == self.office.person(who).id
            assert reason.strip()
            pocket = f"cash:{payment.taken_by_id}" if payment.method == Method.CASH else "transfer"
            self.paid[payment.about] -= payment.amount_fen
            self.moved(pocket, f"due:{payment.about}", payment.amount_fen)

    @rule(order=st.sampled_from(ORDERS), who=st.sampled_from(PEOPLE))
    def audit(self, order: str, who: str) -> None:
        self.done(auditing.audited, self.office.project.id, order, by=self.office.person(who))

    @rule(
        who=st.sampled_from((*COLLECTORS, *COLLECTORS, *PEOPLE)),
        to=st.sampled_from((*RECEIVERS, *RECEIVERS, *PEOPLE)),
        one=st.booleans(),
        data=st.data(),
    )
    def hand_over(self, who: str, to: str, one: bool, data: Any) -> None:
        office = self.office
        giver, receiver = office.person(who), office.person(to)
        free = [payment.id for payment in holding_of(office.session, giver).free] or [1]
        chosen = [data.draw(st.sampled_from(free))] if one else None
        found = self.done(handing_over.propose, by=giver, to=receiver, payments=chosen)
        if found:
            assert receiver.staff
            assert receiver.staff.role in {Role.CASHIER, Role.FINANCE}
            assert giver is not receiver
            assert 0 <= found.amount_fen <= self.book[f"cash:{giver.id}"]

    @rule(data=st.data(), who=st.sampled_from((*RECEIVERS, *RECEIVERS, *PEOPLE)), crash=CRASHES)
    def count_the_same(self, data: Any, who: str, crash: bool) -> None:
        one, by = self.one_of(data, HandOver), self.office.person(who)
        if one and self.done(handing_over.confirm, one.id, by=by, crash=crash):
            assert by.id == one.receiver_id != one.giver_id
            self.moved(f"cash:{one.giver_id}", "till", one.amount_fen)

    @rule(
        data=st.data(),
        who=st.sampled_from((*RECEIVERS, *RECEIVERS, *PEOPLE)),
        by_how_much=st.sampled_from((-100000, -1, 0, 1, 500)),
    )
    def count_differently(self, data: Any, who: str, by_how_much: int) -> None:
        one, by = self.one_of(data, HandOver), self.office.person(who)
        if one is None:
            return
        fen = one.amount_fen + by_how_much
        if self.done(handing_over.differ, one.id, by=by, counted_fen=fen, reason="数目不符"):
            assert by.id == one.receiver_id != one.giver_id
            assert fen >= 0
            assert by_how_much

    @rule(data=st.data(), who=st.sampled_from((*COLLECTORS, *PEOPLE)))
    def take_it_back(self, data: Any, who: str) -> None:
        one, by = self.one_of(data, HandOver), self.office.person(who)
        if one and self.done(handing_over.withdraw, one.id, by=by):
            assert by.id == one.giver_id

    @rule(data=st.data(), who=st.sampled_from(("周立新", "周立新", *PEOPLE)))
    def settle(self, data: Any, who: str) -> None:
        one, by = self.one_of(data, HandOver), self.office.person(who)
        if one and self.done(handing_over.settle, one.id, by=by, reason="短款"):
            assert by.staff
            assert by.staff.role == Role.MANAGER
            self.moved(f"cash:{one.giver_id}", f"shortage:{one.giver_id}", one.amount_fen - one.counted_fen)
            self.moved(f"cash:{one.giver_id}", "till", one.counted_fen)

    @rule(who=st.sampled_from((*COLLECTORS, *PEOPLE)), proof=st.booleans())
    def bring_own_to_the_bank(self, who: str, proof: bool) -> None:
        by = self.office.person(who)
        self.done(depositing.deposit_own, by=by, media=self.slip if proof else [])

    @rule(who=st.sampled_from((*RECEIVERS, *PEOPLE)), fen=st.one_of(st.none(), AMOUNTS))
    def bring_the_till_to_the_bank(self, who: str, fen: int | None) -> None:
        by = self.office.person(who)
        if self.done(depositing.deposit_till, by=by, media=self.slip, amount_fen=fen):
            assert by.staff
            assert by.staff.role == Role.CASHIER

    @rule(data=st.data(), who=st.sampled_from(("钱敏", "钱敏", *PEOPLE)))
    def take_a_deposit_back(self, data: Any, who: str) -> None:
        deposit = self.one_of(data, Deposit)
        if deposit and self.done(depositing.withdraw_deposit, deposit.id, by=self.office.person(who)):
            assert deposit.by_id == self.office.person(who).id

    @rule(
        data=st.data(),
        who=st.sampled_from(("冯雪", "冯雪", *PEOPLE)),
        found=st.booleans(),
        crash=CRASHES,
    )
    def look_for_a_deposit(self, data: Any, who: str, found: bool, crash: bool) -> None:
        deposit, by = self.one_of(data, Deposit), self.office.person(who)
        deed = depositing.confirm_deposit if found else depositing.refuse_deposit
        more = {} if found else {"reason": "查无此款"}
        if deposit and self.done(deed, deposit.id, by=by, crash=crash, **more):
            assert by.staff
            assert by.staff.role == Role.FINANCE
            assert by.id != deposit.by_id
            if found:
                self.moved(deposit.source, "bank", deposit.amount_fen)

    @rule(data=st.data(), who=st.sampled_from(("冯雪", "冯雪", *PEOPLE)), found=st.booleans())
    def look_for_a_transfer(self, data: Any, who: str, found: bool) -> None:
        payment, by = self.one_of(data, Payment), self.office.person(who)
        deed = seeing_transfers.see if found else seeing_transfers.not_arrived
        more = {} if found else {"reason": "未到账"}
        if payment and self.done(deed, payment.id, by=by, **more):
            assert by.staff
            assert by.staff.role == Role.FINANCE
            assert by.id not in {payment.taken_by_id, payment.audited_by_id}
            self.paid[payment.about] -= 0 if found else payment.amount_fen
            self.moved(payment.method.value, "bank" if found else f"due:{payment.about}", payment.amount_fen)

    @rule(
        order=st.sampled_from(ORDERS),
        fen=AMOUNTS,
        who=st.sampled_from((*COLLECTORS, "冯雪", *PEOPLE)),
        method=st.sampled_from(Method),
        crash=CRASHES,
    )
    def pay_back(self, order: str, fen: int, who: str, method: Method, crash: bool) -> None:
        office, by = self.office, self.office.person(who)
        facts = {"subject": order, "amount_fen": fen, "occasion": self.occasion(), "reason": "返工", "method": method}
        paid_out = self.done(refunding.pay_out, project=office.project, by=by, crash=crash, **facts)
        if paid_out:
            assert fen <= self.paid[order]
            self.paid[order] -= fen
            assert by.staff
            assert by.staff.role in {Role.CASHIER, Role.FINANCE}
            self.moved("bank" if method == Method.TRANSFER else "till", f"due:{order}", fen)

    @rule(order=st.sampled_from(ORDERS), fen=AMOUNTS, who=st.sampled_from(COLLECTORS))
    def cash_is_taken_as_usual(self, order: str, fen: int, who: str) -> None:
        self.take(order, fen, who, Method.CASH, False, False, False)

    @rule(order=st.sampled_from(ORDERS), fen=AMOUNTS, who=st.sampled_from((None, "林海涛")))
    def a_transfer_is_said_as_usual(self, order: str, fen: int, who: str | None) -> None:
        self.take(order, fen, who, Method.TRANSFER, True, False, False)

    @rule(who=st.sampled_from(COLLECTORS), data=st.data())
    def everything_is_handed_over_as_usual(self, who: str, data: Any) -> None:
        self.hand_over(who, "冯雪" if who == "钱敏" else "钱敏", False, data)

    @rule(data=st.data(), how=st.sampled_from(("same", "same", "less", "more", "back", "settle")))
    def it_is_counted_as_usual(self, data: Any, how: str) -> None:
        office, wanted = self.office, {"settle": HandOverState.DIFFERS}.get(how, HandOverState.PROPOSED)
        open_ones = office.session.scalars(select(HandOver).where(HandOver.state == wanted)).all()
        if not open_ones:
            return
        self.count_as(how, data.draw(st.sampled_from(open_ones)))

    def count_as(self, how: str, one: HandOver) -> None:
        """Its receiver counts it so, or its giver takes it back, or the manager settles it."""
        only = Only(one)
        match how:
            case "same":
                self.count_the_same(only, one.receiver.name, False)
            case "back":
                self.take_it_back(only, one.giver.name)
            case "settle":
                self.settle(only, "周立新")
            case _:
                self.count_differently(only, one.receiver.name, -1 if how == "less" else 500)

    @rule(data=st.data(), own=st.sampled_from((*COLLECTORS, None)))
    def it_goes_to_the_bank_as_usual(self, data: Any, own: str | None) -> None:
        if own:
            self.bring_own_to_the_bank(own, True)
        else:
            self.bring_the_till_to_the_bank("钱敏", None)
        self.look_for_a_deposit(data, "冯雪", data.draw(st.booleans()), False)

    @rule(
        order=st.sampled_from(ORDERS),
        who=st.sampled_from(COLLECTORS),
        steps=st.integers(1, 5),
        how=st.sampled_from(("same", "less", "more", "back")),
        back=st.booleans(),
        data=st.data(),
    )
    def money_goes_its_whole_way(self, order: str, who: str, steps: int, how: str, back: bool, data: Any) -> None:
        session = self.office.session
        self.charge(order, 5000, False)
        self.take(order, 1000, who, Method.CASH, False, False, False)
        if steps > 1:
            self.everything_is_handed_over_as_usual(who, data)
        hand_over = session.scalars(select(HandOver).order_by(HandOver.id.desc()).limit(1)).first()
        if steps > 2 and hand_over:
            self.count_as(how, hand_over)
        if steps > 3:
            self.settle(Only(hand_over), "周立新")
            self.bring_the_till_to_the_bank("钱敏", data.draw(st.one_of(st.none(), AMOUNTS)))
        deposit = session.scalars(select(Deposit).order_by(Deposit.id.desc()).limit(1)).first()
        if steps > 4 and deposit:
            self.look_for_a_deposit(Only(deposit), "冯雪", how != "back", False)
        if back:
            self.pay_back(order, 99, "钱敏", Method.CASH, False)

    @rule(data=st.data(), found=st.booleans())
    def transfers_are_looked_for_as_usual(self, data: Any, found: bool) -> None:
        self.look_for_a_transfer(data, "冯雪", found)

    @rule(order=st.sampled_from(ORDERS), fen=AMOUNTS, who=st.sampled_from((*COLLECTORS, "冯雪")))
    def cash_is_paid_back_as_usual(self, order: str, fen: int, who: str) -> None:
        self.pay_back(order, fen, who, Method.CASH, False)

    @rule(hours=st.sampled_from((1, 8, 30)))
    def time_passes(self, hours: int) -> None:
        self.office.later(hours=hours)

    @invariant()
    def every_balance_is_that_of_the_own_book(self) -> None:
        session, project = self.office.session, self.office.project
        held = balances(session, project.id)
        assert sum(held.values()) == 0
        assert held == {name: fen for name, fen in self.book.items() if fen}
        assert all(fen > 0 for name, fen in held.items() if name in {"till", "bank", "transfer", "telegram"})
        assert all(fen > 0 for name, fen in held.items() if name.startswith("cash:"))
        for order in ORDERS:
            assert paid_fen(session, order) == self.paid[order] >= 0

    @invariant()
    def no_entry_ever_changes(self) -> None:
        now = self.rows()["ledger_entries"]
        assert now[: len(self.entries)] == self.entries
        self.entries = now

    @invariant()
    def every_payment_is_where_the_book_says(self) -> None:
        session = self.office.session
        for who in COLLECTORS:
            by = self.office.person(who)
            holding = holding_of(session, by)
            there = sum(one.amount_fen for one in holding.payments)
            assert there == holding.fen == self.book[f"cash:{by.id}"]
        waiting = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(Payment.state == PaymentState.IN_TRANSIT)
        underway = session.scalar(waiting.where(Payment.method != Method.CASH))
        assert underway == self.book["transfer"] + self.book["telegram"]

    @invariant()
    def nobody_has_confirmed_their_own_money(self) -> None:
        for one in self.office.session.scalars(select(LedgerEntry).where(LedgerEntry.subject.like("payment:%"))):
            payment = self.office.session.get_one(Payment, int(one.subject.partition(":")[2]))
            if one.deed in {"see", "not_arrived"}:
                assert one.by_id not in {None, payment.taken_by_id}
        for one in self.office.session.scalars(select(LedgerEntry).where(LedgerEntry.deed == "hand_over")):
            hand_over = self.office.session.get_one(HandOver, int(one.subject.partition(":")[2]))
            assert one.by_id != hand_over.giver_id


@pytest.mark.rows("R126", "X3")
def test_not_a_fen_is_created_or_lost(rules_engine: Engine):
    Money.engine = rules_engine
    limits = settings(
        max_examples=40,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Money, settings=limits)
