"""Random deeds by random people on paid orders, with crashes between: consent before work, hands apart, every fen in its place (R012, R064, X3)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, select

from models.capacity.actions import run_out
from models.capacity.tables import Hold, HoldState
from models.ledger import depositing, handing_over, seeing_transfers
from models.ledger.lifecycle import Method
from models.ledger.tables import Deposit, HandOver, Payment
from models.orders import auditing, charging, collecting, consenting, ending, quoting, refunding, voiding
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.reading import agreed_lines
from models.orders.tables import Answer, Order, Quote, Refund
from models.orders.taking_back import take_back
from models.orders.timing import UNANSWERED
from models.people import Person
from models.prices.estimate import LineKind
from models.tickets.withdrawing import withdraw
from tests.rules.orders import CUSTOMER, DESK, FIELD, FINANCE, MANAGER, PLUMBER, SHOWN, SUPERVISOR
from tests.rules.paid_services import WHO, Services


class Orders(Services):
    """A few days of an office that lives on paid orders."""

    @rule(
        data=st.data(),
        who=WHO,
        part=st.sampled_from((None, None, 0, 1, 2)),
        crash=st.sampled_from((False, False, True)),
    )
    def charge(self, data: st.DataObject, who: str | None, part: int | None, crash: bool) -> None:
        order = self.order(data)
        lines = agreed_lines(self.session, order)
        done = None if part is None else {line.id: line.quantity * part // (1 if part == 2 else 2) for line in lines}
        if part == 0:
            done = {line.id: 0 for line in lines}
        agreed = sum(quote.total_fen for quote, _ in self.agreed(order))
        if self.done(charging.charge, order.id, by=self.who(who, PLUMBER), done=done, reason="业主不要了", crash=crash):
            fen = order.charged_fen or 0
            assert 0 <= fen <= agreed
            assert part != 2
            self.charged[order.id] += fen
            self.moved("income", f"due:{order.subject}", fen)

    def took(self, order: Order, payment: Payment) -> None:
        self.paid[order.id] += payment.amount_fen
        self.moved(f"due:{order.subject}", self.pocket(payment), payment.amount_fen)

    @rule(
        data=st.data(), who=WHO, method=st.sampled_from((Method.CASH, Method.CASH, Method.TRANSFER, Method.TELEGRAM)),
        off=st.sampled_from((0, 0, 0, -1, 1)), crash=st.sampled_from((False, False, True)),
    )  # fmt: skip
    def collect(self, data: st.DataObject, who: str | None, method: Method, off: int, crash: bool) -> None:
        order = self.order(data)
        fen, by = self.book[f"due:{order.subject}"] + off, self.who(who, PLUMBER)
        facts = {"method": method, "amount_fen": fen, "media": self.slip if method == Method.TRANSFER else []}
        payment = self.done(collecting.collect, order.id, by=by, crash=crash, **facts)
        if payment:
            assert off == 0
            assert method != Method.TELEGRAM
            self.took(order, payment)

    @rule(data=st.data(), fen=st.sampled_from((None, None, 1, 15000)), number=st.integers(0, 9), crash=st.booleans())
    def telegram_says_that_it_was_paid(self, data: st.DataObject, fen: int | None, number: int, crash: bool) -> None:
        """At any time, for any order, and more than once."""
        order = self.order(data)
        amount = max(fen or self.book[f"due:{order.subject}"], 1)
        known = {one.charge_id for one in self.all_of(Payment)}
        facts = {"payer": order.ticket.reporter, "amount_fen": amount, "charge_id": f"tg{number}"}
        payment = self.done(collecting.paid_in_telegram, order.id, crash=crash, **facts)
        assert payment or crash, "money that was paid was not entered"
        if payment and f"tg{number}" not in known:
            self.took(order, payment)

    @rule(
        data=st.data(),
        who=WHO,
        deed=st.sampled_from((auditing.audit, auditing.audit, auditing.query, auditing.explain)),
    )
    def audit(self, data: st.DataObject, who: str | None, deed: Any) -> None:
        more = {auditing.audit: {}, auditing.query: {"reason": "数量"}, auditing.explain: {"words": "已核对"}}[deed]
        self.done(deed, self.order(data).id, by=self.who(who, PLUMBER if deed is auditing.explain else FIELD), **more)

    @rule(data=st.data(), who=WHO, crash=st.booleans())
    def receive(self, data: st.DataObject, who: str | None, crash: bool) -> None:
        order = self.order(data)
        if self.done(auditing.receive, order.id, by=self.who(who, FINANCE), crash=crash):
            mine = [one for one in self.all_of(Payment) if one.about == order.subject and one.state != "void"]
            assert {one.state for one in mine} <= {"in_till", "in_bank"}
            assert self.book[f"due:{order.subject}"] <= 0

    @rule(data=st.data(), who=WHO, to=st.sampled_from(("钱敏", FINANCE)), crash=st.booleans())
    def cash_goes_to_the_till(self, data: st.DataObject, who: str | None, to: str, crash: bool) -> None:
        self.done(handing_over.propose, by=self.who(who, PLUMBER), to=self.person(to))
        waiting = [one for one in self.all_of(HandOver) if one.state == "proposed"]
        if waiting:
            self.counted(data.draw(st.sampled_from(waiting)), self.who(who, to), crash)

    def counted(self, one: HandOver, by: Person, crash: bool) -> None:
        if self.done(handing_over.confirm, one.id, by=by, crash=crash):
            self.moved(f"cash:{one.giver_id}", "till", one.amount_fen)

    def all_is_counted(self) -> None:
        self.done(handing_over.propose, by=self.person(PLUMBER), to=self.person("钱敏"))
        for one in self.all_of(HandOver):
            self.counted(one, one.receiver, False)

    @rule(data=st.data(), who=WHO)
    def the_till_goes_to_the_bank(self, data: st.DataObject, who: str | None) -> None:
        self.done(depositing.deposit_till, by=self.who(who, "钱敏"), media=self.slip)
        for one in self.all_of(Deposit):
            if self.done(depositing.confirm_deposit, one.id, by=self.who(who, FINANCE)):
                self.moved(one.source, "bank", one.amount_fen)

    @rule(data=st.data(), who=WHO, how=st.sampled_from(("see", "see", "not_arrived", "void")), crash=st.booleans())
    def a_payment_is_looked_at(self, data: st.DataObject, who: str | None, how: str, crash: bool) -> None:
        """Money that proves to be none is owed again, with its order, in one deed."""
        payments = self.all_of(Payment)
        if not payments:
            return
        payment, by = data.draw(st.sampled_from(payments)), self.who(who, PLUMBER if how == "void" else FINANCE)
        if how == "see":
            if self.done(seeing_transfers.see, payment.id, by=by, crash=crash):
                self.moved(payment.method.value, "bank", payment.amount_fen)
        elif self.done(undone, payment.id, how, by=by, crash=crash):
            order = self.session.get_one(Order, int(payment.about.partition(":")[2]))
            self.paid[order.id] -= payment.amount_fen
            self.moved(self.pocket(payment), f"due:{order.subject}", payment.amount_fen)
            self.refunds_end(order)

    @rule(data=st.data(), who=WHO, crash=st.booleans())
    def an_approved_refund_is_taken_back(self, data: st.DataObject, who: str | None, crash: bool) -> None:
        approved = [one for one in self.all_of(Refund) if one.state == "approved"]
        if not approved:
            return
        one = data.draw(st.sampled_from(approved))
        if self.done(take_back, one.id, by=self.who(who, MANAGER), reason="已改为返工", crash=crash):
            self.refunds_end(one.order)

    def refunds_end(self, order: Order) -> None:
        """What goes back never is more than what was paid; a refund that nothing is left for was not waived either."""
        mine = [one for one in self.all_of(Refund) if one.order_id == order.id]
        for one in (one for one in mine if one.state in {"ended", "taken_back"}):
            waived = self.waived.pop(one.id, 0)
            self.credited[order.id] -= waived
            self.moved("income", f"due:{order.subject}", waived)
        pending = sum(one.amount_fen for one in mine if one.state in {"proposed", "approved"})
        assert pending <= self.paid[order.id] - self.paid_out[order.id]

    @rule(data=st.data(), who=WHO, fen=st.sampled_from((None, 1, 999, 99999)))
    def propose_a_refund(self, data: st.DataObject, who: str | None, fen: int | None) -> None:
        order = self.order(data)
        paid = self.paid[order.id] - self.paid_out[order.id]
        one = self.done(
            refunding.propose, order.id, by=self.who(who, SUPERVISOR), amount_fen=fen or paid, reason="返工"
        )
        assert one is None or one.amount_fen <= paid

    @rule(data=st.data(), who=WHO, agreed=st.sampled_from((True, True, False)), pay=st.booleans(), crash=st.booleans())
    def decide_and_pay(self, data: st.DataObject, who: str | None, agreed: bool, pay: bool, crash: bool) -> None:
        refunds = self.all_of(Refund)
        if not refunds:
            return
        one = data.draw(st.sampled_from(refunds))
        number, account = one.order_id, f"due:order:{one.order_id}"
        promised = sum(other.amount_fen for other in refunds if other.order_id == number and other.state == "approved")
        if self.done(refunding.decide, one.id, by=self.who(who, MANAGER), agreed=agreed, words="同意") and agreed:
            assert one.proposed_by_id != one.decided_by_id
            waived = max(one.amount_fen - max(-self.book[account] - promised, 0), 0)
            self.credited[number] += waived
            self.waived[one.id] = waived
            self.moved(account, "income", waived)
        by = self.who(who, "钱敏")
        if pay and self.done(refunding.pay, one.id, by=by, method=Method.CASH, crash=crash):
            assert by.id not in {one.proposed_by_id, one.decided_by_id}
            self.paid_out[number] += one.amount_fen
            self.moved("till", account, one.amount_fen)
            assert self.book[account] <= 0, "a refund left something owed"

    @rule(data=st.data(), who=WHO, how=st.sampled_from((withdraw, ending.end, ending.ask_again)), crash=st.booleans())
    def it_comes_to_nothing(self, data: st.DataObject, who: str | None, how: Any, crash: bool) -> None:
        order = self.order(data)
        number = order.ticket_id if how is withdraw else order.id
        by = self.who(who, DESK) if how is ending.end else self.customer(order, who)
        more = {"reason": "场地条件所限"} if how is ending.end else {}
        self.done(how, number, by=by, crash=crash, **more)

    @rule(hours=st.sampled_from((1, 5, 30, 80)))
    def time_passes(self, hours: int) -> None:
        """The clock gives back what was only held, and ends the prices whose time is over."""
        now = self.office.later(hours=hours)
        for one in self.session.scalars(select(Hold).where(Hold.state == HoldState.HELD)).all():
            run_out(self.session, one.id, now)
        for order in self.all_of(Order):
            waiting = self.session.scalars(select(Quote).where(Quote.order_id == order.id, Quote.state == "open")).all()
            if order.state in UNANSWERED and any(one.valid_until and one.valid_until <= now for one in waiting):
                assert self.done(ending.expire, order.id)

    @initialize(first=st.integers(0, 9), second=st.integers(0, 9))
    def two_orders_are_under_way(self, first: int, second: int) -> None:
        for who, steps in (("陈女士", first), (CUSTOMER, second)):
            self.ask(who, look_first=steps % 2 == 0, crash=False)
            self.goes_on(self.all_of(Order)[-1], steps)

    @rule(data=st.data(), steps=st.integers(1, 9))
    def it_goes_its_usual_way(self, data: st.DataObject, steps: int) -> None:
        """Random deeds alone would hardly ever bring an order to its end."""
        self.goes_on(self.order(data), steps)

    def goes_on(self, order: Order, steps: int) -> None:
        drawn: Any = Chosen(order)
        for deed in (
            lambda: self.priced(order),
            lambda: self.agreed_to(order),
            lambda: self.somebody_comes(drawn, None, 4),
            lambda: self.charge(drawn, None, None, False),
            lambda: self.collect(drawn, None, Method.CASH, 0, False),
            lambda: self.audit(drawn, None, auditing.audit),
            lambda: self.it_is_finished(drawn, None, True, False),
            self.all_is_counted,
            lambda: self.receive(drawn, None, False),
        )[:steps]:
            deed()

    def priced(self, order: Order) -> None:
        if order.state in {State.REQUESTED, State.EXPIRED, State.DISCUSSED, State.DECLINED}:
            lines = [lump(LineKind.LABOUR, "安装", 15000)]
            self.done(quoting.quote, order.id, by=self.person(DESK), lines=lines)

    def agreed_to(self, order: Order) -> None:
        for quote in [one for one in self.all_of(Quote) if one.order_id == order.id and one.state == "open"]:
            self.done(consenting.answer, quote.id, Answer.AGREED, by=order.ticket.reporter, shown=SHOWN)


@dataclass(frozen=True)
class Chosen:
    """Draws the one order that goes its usual way."""

    order: Order

    def draw(self, _any: Any) -> Order:
        return self.order


def undone(session: Any, payment_id: int, how: str, *, by: Person, now: Any) -> Payment:
    """A payment that is none, and what its order makes of it."""
    deed = voiding.void if how == "void" else voiding.not_arrived
    return deed(session, payment_id, by=by, now=now, reason="未到账")


@pytest.mark.rows("R012", "R013", "R047", "R061", "R064", "R126", "X3")
def test_random_deeds_on_paid_orders(rules_engine: Engine) -> None:
    Orders.engine, Orders.reached = rules_engine, Counter()
    limits = settings(
        max_examples=16,
        stateful_step_count=18,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Orders, settings=limits)
    usual = {State.QUOTED, State.CONSENTED, State.CHARGED, State.COLLECTED, State.AUDITED, State.RECEIVED}
    assert usual <= set(Orders.reached), Orders.reached
