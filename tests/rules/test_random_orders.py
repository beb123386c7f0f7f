"""Random deeds by random people on paid orders, with crashes between: consent before work, hands apart, every fen in its place (R012, R064, X3)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, select

from models.capacity.actions import hold as hold_time
from models.capacity.actions import run_out
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.ledger import depositing, handing_over, seeing_transfers, taking
from models.ledger.lifecycle import Method
from models.ledger.tables import Deposit, HandOver, Payment
from models.orders import auditing, booking, charging, collecting, consenting, ending, quoting, refunding
from models.orders.lifecycle import State
from models.orders.lines import LineKind, lump
from models.orders.reading import agreed_lines
from models.orders.tables import Answer, Order, Quote, Refund
from models.orders.timing import UNANSWERED
from models.people import Person
from models.prices import actions as prices
from models.prices.reading import by_code
from models.prices.tables import PriceEdition
from models.prices.terms import terms_of
from models.tickets import actions
from models.tickets.withdrawing import withdraw
from tests.rules.orders import CUSTOMER, DESK, FIELD, FINANCE, HEAD, MANAGER, PLUMBER, SHOWN, SUPERVISOR, UNIT
from tests.rules.paid_office import WORKED, PaidOffice

OWNERS = {CUSTOMER: UNIT, "陈女士": "0301", "章先生": "0302"}
PEOPLE = (*OWNERS, "乔先生", DESK, FIELD, SUPERVISOR, MANAGER, HEAD, PLUMBER, "唐国平", "钱敏", FINANCE, "沈涛")
WHO = st.sampled_from((None, None, None, *PEOPLE))  # None: who usually does it
FEN = st.sampled_from((1, 999, 15000, 60000))
CODES, AHEAD = ("S01", "S07", "K01", "B02"), st.integers(0, 7)
LOOKING = {State.REQUESTED}


class Orders(PaidOffice):
    """A few days of an office that lives on paid orders."""

    @initialize()
    def two_orders(self) -> None:
        self.ask(CUSTOMER, look_first=True, crash=False)
        self.book_service("陈女士", "S01", 200, 0, timed=True, changed=False, by_telephone=False, crash=False)

    @rule(
        who=st.sampled_from(tuple(OWNERS)),
        code=st.sampled_from(CODES),
        quantity=st.sampled_from((0, 100, 150, 300, 1000)),
        ahead=AHEAD,
        timed=st.booleans(),
        changed=st.sampled_from((False, False, False, True)),
        by_telephone=st.booleans(),
        crash=st.sampled_from((False, False, True)),
    )
    def book_service(
        self,
        who: str,
        code: str,
        quantity: int,
        ahead: int,
        *,
        timed: bool,
        changed: bool,
        by_telephone: bool,
        crash: bool,
    ) -> None:
        office, by = self.office, self.person(who)
        edition = by_code(self.session, office.project, code, office.now.date())
        assert edition is not None
        kept = self.held(by, edition, ahead) if timed else None
        start, end = (kept.starts, kept.ends) if kept else (None, None)
        if quantity > 0 and not (edition.whole_only and quantity % 100):
            read = booking.price_of(office.project, edition, quantity, start, end).total_fen
        else:
            read = 1
        wanted = booking.Wanted(
            edition=edition,
            quantity=quantity,
            expected_fen=read,
            hold_id=kept.id if kept else None,
            start=start,
            end=end,
        )
        if changed:
            self.another_price(edition)
        facts: dict[str, Any] = {"project": office.project, "by": by, "unit": office.unit(OWNERS[who]), "shown": SHOWN}
        staff = office.staff(DESK) if by_telephone else None
        order = self.done(booking.book, wanted=wanted, entered_by=staff, crash=crash, **facts)
        if order:
            assert not changed, "booked at a price that was read before it changed"
            assert sum(quote.total_fen for quote in self.all_of(Quote) if quote.order_id == order.id) == read

    def held(self, by: Person, edition: PriceEdition, ahead: int) -> Hold | None:
        """A time that this person is thinking about."""
        office, item = self.office, edition.item
        need = Need(item.department, item.trade, edition.minutes)
        free = free_starts(self.session, office.project, need, office.now, thinking=by)
        if not free:
            return None
        start = free[min(ahead, len(free) - 1)].start
        found: Hold | None = self.done(hold_time, office.project, need, start, by=by)
        return found

    def another_price(self, edition: PriceEdition) -> None:
        """A new version is written, reviewed and published by three people."""
        assert edition.price_fen is not None
        draft = self.done(prices.redraft, edition.id, by=self.person(DESK))
        terms = terms_of(draft)
        self.done(
            prices.write,
            draft.id,
            by=self.person(DESK),
            terms=type(terms)(**vars(terms) | {"price_fen": edition.price_fen + 100}),
        )
        for deed, who in ((prices.hand_in, DESK), (prices.review, SUPERVISOR), (prices.publish, MANAGER)):
            assert self.done(deed, draft.id, by=self.person(who))

    @rule(who=st.sampled_from(tuple(OWNERS)), look_first=st.booleans(), crash=st.booleans())
    def ask(self, who: str, look_first: bool, crash: bool) -> None:
        facts = {"by": self.person(who), "unit": self.office.unit(OWNERS[who]), "words": "装投影幕布"}
        self.done(booking.ask_for, project=self.office.project, look_first=look_first, crash=crash, **facts)

    def order(self, data: st.DataObject) -> Order:
        found: Order = data.draw(st.sampled_from(self.all_of(Order)))
        return found

    def who(self, name: str | None, usual: str) -> Person:
        return self.person(name or usual)

    def customer(self, order: Order, name: str | None) -> Person:
        return self.person(name) if name else order.ticket.reporter

    @rule(data=st.data(), who=WHO, fen=FEN, more=st.booleans(), crash=st.sampled_from((False, False, True)))
    def name_a_price(self, data: st.DataObject, who: str | None, fen: int, more: bool, crash: bool) -> None:
        order, lines = self.order(data), [lump(LineKind.LABOUR, "安装", fen)]
        if more:
            by = self.who(who, PLUMBER)
            self.done(quoting.quote_more, order.id, by=by, lines=lines, words="还需配件", crash=crash)
        else:
            self.done(quoting.quote, order.id, by=self.who(who, DESK), lines=lines, crash=crash)

    @rule(who=st.sampled_from(PEOPLE), fen=FEN)
    def a_repair_is_to_be_paid(self, who: str, fen: int) -> None:
        ticket = self.office.reported(symptom="2.5", words=f"滴水{self.office.now.isoformat()}")
        self.done(quoting.price_repair, ticket.id, by=self.person(who), lines=[lump(LineKind.LABOUR, "更换", fen)])

    @rule(
        data=st.data(),
        who=WHO,
        said=st.sampled_from((*[Answer.AGREED] * 4, *Answer)),
        words=st.sampled_from(("电话同意", "")),
    )
    def answer(self, data: st.DataObject, who: str | None, said: Answer, words: str) -> None:
        quotes = self.all_of(Quote)
        quote = data.draw(st.sampled_from(quotes[-3:]) if data.draw(st.booleans()) else st.sampled_from(quotes))
        by = self.person("乔先生") if who is None and said == Answer.APPROVED else self.customer(quote.order, who)
        for again in (False, True):
            order = self.done(consenting.answer, quote.id, said, by=by, shown=SHOWN, words=words)
            assert not (again and order), "the same answer was taken twice"

    @rule(data=st.data(), who=WHO, steps=st.integers(1, 4))
    def somebody_comes(self, data: st.DataObject, who: str | None, steps: int) -> None:
        order = self.order(data)
        agreed = order.state in WORKED | {State.CONSENTED, State.CANCELLED, State.NOT_DONE}
        department = self.office.department(order.ticket.symptom.department)
        if self.done(actions.send, order.ticket_id, by=self.who(who, DESK), department=department):
            assert agreed or (order.state == State.REQUESTED and order.look_first), "dispatched without a consent"
        road = (
            (actions.assign, HEAD, {"to": self.office.staff(PLUMBER)}), (actions.accept, PLUMBER, {}), (actions.arrive, PLUMBER, {})
        )  # fmt: skip
        for deed, usual, facts in road[: steps - 1]:
            self.done(deed, order.ticket_id, by=self.who(who, usual), **facts)

    @rule(data=st.data(), who=WHO, feed_back=st.booleans(), again=st.booleans())
    def it_is_finished(self, data: st.DataObject, who: str | None, feed_back: bool, again: bool) -> None:
        order = self.order(data)
        if self.done(
            actions.finish, order.ticket_id, by=self.who(who, PLUMBER), result="好", no_photo="无变化", cause="老化"
        ):
            assert order.state in WORKED | {State.DECLINED, State.EXPIRED, State.CANCELLED, State.NOT_DONE}
        if feed_back:
            self.done(actions.feed_back, order.ticket_id, by=self.who(who, DESK))
            deed = actions.reopen if again else actions.close
            self.done(deed, order.ticket_id, by=self.customer(order, who) if again else self.who(who, FIELD))

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
        if self.done(charging.charge, order.id, by=self.who(who, PLUMBER), done=done, crash=crash):
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
        known = {one.provider_charge_id for one in self.all_of(Payment)}
        facts = {"payer": order.ticket.reporter, "amount_fen": amount, "provider_charge_id": f"tg{number}"}
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
            one = data.draw(st.sampled_from(waiting))
            if self.done(handing_over.confirm, one.id, by=self.who(who, to), crash=crash):
                self.moved(f"cash:{one.giver_id}", "till", one.amount_fen)

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

    @rule(data=st.data(), steps=st.integers(1, 8))
    def it_goes_its_usual_way(self, data: st.DataObject, steps: int) -> None:
        """Random deeds alone would hardly ever bring an order to its end."""
        order = self.order(data)
        if order.state in {State.REQUESTED, State.EXPIRED, State.DISCUSSED, State.DECLINED}:
            self.done(quoting.quote, order.id, by=self.person(DESK), lines=[lump(LineKind.LABOUR, "安装", 15000)])
        for quote in [one for one in self.all_of(Quote) if one.order_id == order.id and one.state == "open"]:
            self.done(consenting.answer, quote.id, Answer.AGREED, by=order.ticket.reporter, shown=SHOWN)
        drawn: Any = Chosen(order)
        for deed in (
            lambda: self.somebody_comes(drawn, None, 4), lambda: self.charge(drawn, None, None, False),
            lambda: self.collect(drawn, None, Method.CASH, 0, False), lambda: self.audit(drawn, None, auditing.audit),
            lambda: self.it_is_finished(drawn, None, True, False), lambda: self.receive(drawn, None, False),
        )[:steps]:  # fmt: skip
            deed()


@dataclass(frozen=True)
class Chosen:
    """Draws the one order that goes its usual way."""

    order: Order

    def draw(self, _any: Any) -> Order:
        return self.order


def undone(session: Any, payment_id: int, how: str, *, by: Person, now: Any) -> Payment:
    """A payment that is none, and what its order makes of it."""
    deed = taking.void if how == "void" else seeing_transfers.not_arrived
    payment = deed(session, payment_id, by=by, now=now, reason="未到账")
    collecting.follow_void(session, payment, by=by, now=now, reason="未到账")
    return payment


@pytest.mark.rows("R012", "R013", "R047", "R061", "R064", "R126", "X3")
def test_random_deeds_on_paid_orders(rules_engine: Engine) -> None:
    Orders.engine, Orders.reached = rules_engine, Counter()
    limits = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Orders, settings=limits)
    assert not set(State) - set(Orders.reached), Orders.reached
