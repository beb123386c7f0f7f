"""What random people do with paid services until the work is done: book, ask, name prices, answer them, come, finish (R047, R064)."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models.capacity.actions import hold as hold_time
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.orders import booking, consenting, quoting
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.tables import Answer, Order, Quote
from models.people import Person
from models.prices import actions as prices
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.prices.tables import PriceEdition
from models.prices.terms import terms_of
from models.tickets import actions
from tests.rules.orders import CUSTOMER, DESK, FIELD, FINANCE, HEAD, MANAGER, PLUMBER, SHOWN, SUPERVISOR, UNIT
from tests.rules.paid_office import WORKED, PaidOffice

OWNERS = {CUSTOMER: UNIT, "陈女士": "0301", "章先生": "0302"}
PEOPLE = (*OWNERS, "乔先生", DESK, FIELD, SUPERVISOR, MANAGER, HEAD, PLUMBER, "唐国平", "钱敏", FINANCE, "沈涛")
WHO = st.sampled_from((None, None, None, *PEOPLE))  # None: who usually does it
FEN = st.sampled_from((1, 999, 15000, 60000))
CODES, AHEAD = ("S01", "S07", "K01", "B02"), st.integers(0, 7)
LOOKING = {State.REQUESTED}


class Services(PaidOffice):
    """The half of the machine that comes before the money."""

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
