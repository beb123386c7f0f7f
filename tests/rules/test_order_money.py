"""The money of paid orders: moments that stay, refunds by three hands, reminders, revenue (R012, R060-R063, R228, X3)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models.calls.actions import may_call
from models.calls.callbacks import plan_callbacks
from models.calls.tables import Call, CallKind
from models.dues import Due
from models.estate import Both
from models.ledger import handing_over
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import owed_fen, paid_fen
from models.ledger.seeing_transfers import see
from models.ledger.tables import Payment
from models.notices import Notice, NoticeState
from models.order_refusals import MoneyOnTheWay, MoreThanPaid
from models.orders import auditing, booking, charging, collecting, ending, oversight, quoting, refunding, reminding
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.oversight import Stage
from models.orders.reading import agreed_lines
from models.orders.revenue import By, revenue
from models.orders.tables import Order, RefundState
from models.orders.takings import takings
from models.orders.timing import AUDIT_WAITS, KINDS, OFFICE_WAITS, PRICE_ENDS, PRICE_WAITS, UNPAID
from models.orders.voiding import not_arrived, void
from models.people import Person
from models.prices.estimate import LineKind
from models.refusals import Gone, NotYours, OwnMoney, ReasonMissing, TooLate
from models.tickets import actions
from models.tickets.lifecycle import Status
from tests.rules.builders import Office
from tests.rules.test_ledger import slip
from tests.rules.test_orders import CASHIER, DESK, FINANCE, HEAD, OWNER, PLUMBER, arrived, deed, paid, tap_for

SUPERVISOR, MANAGER, FIELD = "许文静", "周立新", "孙晓芸"


def charged(office: Office, **more: Any) -> Order:
    """Done and charged, and the work finished."""
    order = tap_for(office, **more)
    arrived(office, order)
    charging.charge(office.session, order.id, **deed(office, PLUMBER))
    actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="已更换", no_photo="无变化")
    return order


def in_the_till(office: Office) -> None:
    """The plumber hands all of it over, and the cashier counts it."""
    session = office.session
    handed = handing_over.propose(session, **deed(office, PLUMBER), to=office.person(CASHIER))
    handing_over.confirm(session, handed.id, **deed(office, CASHIER))


def told(office: Office, kind: str) -> list[str]:
    """Who was told it, sorted."""
    found = select(Person.name).join(Notice, Notice.person_id == Person.id).where(Notice.kind == kind)
    return sorted(office.session.scalars(found))


def dues(office: Office, order: Order, kind: str) -> list[Due]:
    """What is put off for the order, the next first."""
    wanted = select(Due).where(Due.subject == order.subject, Due.kind == kind).order_by(Due.due_at)
    return list(office.session.scalars(wanted))


def transferred(office: Office, order: Order) -> Payment:
    """The customer has transferred it, and shows the slip."""
    owed = owed_fen(office.session, order.subject)
    how = {"method": Method.TRANSFER, "amount_fen": owed, "media": slip(office)}
    return collecting.collect(office.session, order.id, **deed(office, OWNER), **how)


@pytest.mark.rows("R012", "R013", "X3")
def test_cash_goes_by_five_hands_until_the_order_is_paid(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    auditing.audit(session, order.id, **deed(office, DESK))
    with pytest.raises(MoneyOnTheWay):
        auditing.receive(session, order.id, **deed(office, FINANCE))
    in_the_till(office)
    auditing.receive(session, order.id, **deed(office, FINANCE))
    assert order.state == State.RECEIVED
    hands = (order.charged_by_id, order.audited_by_id, order.received_by_id)
    assert hands == tuple(office.person(name).id for name in (PLUMBER, DESK, FINANCE))


@pytest.mark.rows("R012", "X3")
def test_who_heard_the_consent_by_telephone_may_audit_but_no_one_who_had_the_money(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    for name in (PLUMBER, CASHIER, FINANCE, MANAGER, HEAD):
        with pytest.raises((NotYours, Gone)):
            auditing.audit(session, order.id, **deed(office, name))
    assert order in oversight.to_audit(session, office.project, office.person(FIELD), office.now)
    assert oversight.to_audit(session, office.project, office.person(PLUMBER), office.now) == []


@pytest.mark.rows("R012")
def test_an_audit_asks_back_and_is_answered_by_who_charged(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    collected_at = order.collected_at
    with pytest.raises(ReasonMissing):
        auditing.query(session, order.id, **deed(office, DESK), reason=" ")
    auditing.query(session, order.id, **deed(office, DESK), reason="为何少收")
    assert told(office, "order.query.assignee") == [PLUMBER]
    assert oversight.to_explain(session, office.project, office.person(PLUMBER), office.now) == [order]
    with pytest.raises(NotYours):
        auditing.explain(session, order.id, **deed(office, DESK), words="无")
    with pytest.raises(TooLate):
        auditing.audit(session, order.id, **deed(office, DESK))
    office.later(hours=1)
    auditing.explain(session, order.id, **deed(office, PLUMBER), words="业主自备阀芯")
    assert order.state == State.COLLECTED
    assert order.collected_at == collected_at


@pytest.mark.rows("R013", "R126")
def test_a_transfer_that_has_not_arrived_is_owed_and_paid_again(office: Office):
    order, session = charged(office), office.session
    first, charged_at = transferred(office, order), order.charged_at
    auditing.audit(session, order.id, **deed(office, DESK))
    office.later(days=1)
    not_arrived(session, first.id, **deed(office, FINANCE), reason="银行无此款")
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, 2000)
    assert (order.collected_at, order.audited_at, order.charged_at) == (None, None, charged_at)
    assert [due.due_at for due in dues(office, order, UNPAID)] == [
        office.now + timedelta(days=days) for days in (3, 7, 10)
    ]
    second = transferred(office, order)
    assert order.state == State.COLLECTED
    auditing.audit(session, order.id, **deed(office, DESK))
    see(session, second.id, **deed(office, FINANCE))
    auditing.receive(session, order.id, **deed(office, FINANCE))
    assert (order.state, paid_fen(session, order.subject)) == (State.RECEIVED, 2000)


@pytest.mark.rows("R126")
def test_cash_that_was_entered_by_mistake_is_owed_again(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    payment = session.scalars(select(Payment)).one()
    void(session, payment.id, **deed(office, PLUMBER), reason="业主改用转账")
    assert payment.state == PaymentState.VOID
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, 2000)


@pytest.mark.rows("X3")
def test_one_payment_too_many_that_has_not_arrived_changes_nothing(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    paying = {"payer": office.person(OWNER), "now": office.now, "amount_fen": 2000}
    twice = collecting.paid_in_telegram(session, order.id, **paying, charge_id="tg1")
    assert told(office, "order.paid_too_much.finance") == sorted([SUPERVISOR, FINANCE])
    not_arrived(session, twice.id, **deed(office, FINANCE), reason="未结算")
    assert (order.state, owed_fen(session, order.subject)) == (State.COLLECTED, 0)


@pytest.mark.rows("R061", "R228", "X3")
def test_a_refund_goes_by_three_hands_and_is_never_larger_than_what_was_paid(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    in_the_till(office)
    with pytest.raises(MoreThanPaid):
        refunding.propose(session, order.id, **deed(office, DESK), amount_fen=2001, reason="服务未达标")
    with pytest.raises(NotYours):
        refunding.propose(session, order.id, **deed(office, PLUMBER), amount_fen=100, reason="服务未达标")
    one = refunding.propose(session, order.id, **deed(office, DESK), amount_fen=500, reason="服务未达标")
    assert oversight.refunds_for(session, office.project, office.staff(MANAGER)) == [one]
    with pytest.raises(NotYours):
        refunding.decide(session, one.id, **deed(office, SUPERVISOR), agreed=True)
    with pytest.raises(ReasonMissing):
        refunding.decide(session, one.id, **deed(office, MANAGER), agreed=False)
    refunding.decide(session, one.id, **deed(office, MANAGER), agreed=True)
    assert oversight.refunds_for(session, office.project, office.staff(CASHIER)) == [one]
    assert oversight.refunds_for(session, office.project, office.staff(MANAGER)) == []
    with pytest.raises(NotYours):
        refunding.pay(session, one.id, **deed(office, MANAGER), method=Method.CASH)
    refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert (one.state, paid_fen(session, order.subject), owed_fen(session, order.subject)) == (
        RefundState.PAID,
        1500,
        0,
    )
    with pytest.raises(TooLate):
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)


@pytest.mark.rows("R061", "R228")
def test_what_is_done_again_costs_nothing_again(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    actions.feed_back(session, order.ticket_id, **deed(office, DESK))
    actions.reopen(session, order.ticket_id, **deed(office, DESK), words="又漏水")
    with pytest.raises(TooLate):
        quoting.price_repair(session, order.ticket_id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "再修", 900)])
    arrived(office, order, "唐国平")
    with pytest.raises((TooLate, NotYours)):
        charging.charge(session, order.id, **deed(office, "唐国平"))
    actions.finish(session, order.ticket_id, **deed(office, "唐国平"), result="重新安装", no_photo="无变化")
    assert order.ticket.status == Status.PROCESSED
    assert (owed_fen(session, order.subject), order.charged_fen) == (0, 2000)
    assert order.charged_by_id == office.person(PLUMBER).id


@pytest.mark.rows("R027", "R060")
def test_every_paid_order_is_called_back_the_next_day_and_never_by_its_performer(office: Office):
    session = office.session
    orders = [tap_for(office) for _ in range(3)]
    for order in orders:
        paid(office, order)
        actions.feed_back(session, order.ticket_id, **deed(office, DESK))
    office.project.policy = {**office.project.policy, "callbacks_per_day": 1}
    office.later(days=1)
    session.flush()
    called, ended = plan_callbacks(session, office.project, office.now)
    assert (called, ended) == (3, 0)
    calls = session.scalars(select(Call).where(Call.kind == CallKind.CALLBACK)).all()
    assert {call.ticket_id for call in calls} == {order.ticket_id for order in orders}
    assert all(not may_call(office.person(PLUMBER), call) for call in calls)


@pytest.mark.rows("R062", "R064")
def test_a_price_that_waits_is_said_once_by_day_and_then_runs_out(office: Office):
    session = office.session
    order = asked(office)
    quoting.quote(session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 15000)])
    assert [len(dues(office, order, kind)) for kind in (PRICE_WAITS, PRICE_ENDS)] == [1, 1]
    office.later(hours=36)
    assert [reminding.price_waits(session, order.id, office.now) for _ in range(2)] == [True, True]
    assert told(office, "order.price_waits.customer") == ["陈"]
    assert not reminding.price_ends(session, order.id, office.now)
    office.later(hours=36)
    assert [reminding.price_ends(session, order.id, office.now) for _ in range(2)] == [True, False]
    assert order.state == State.EXPIRED


def asked(office: Office) -> Order:
    """Something that is not on the list."""
    where = {"project": office.project, "unit": office.unit(), "now": office.now}
    return booking.ask_for(office.session, by=office.person(OWNER), words="装投影幕布", **where)


@pytest.mark.rows("R062", "X3")
def test_what_is_not_paid_is_said_twice_and_then_by_telephone(office: Office):
    order, session = charged(office), office.session
    for due in dues(office, order, UNPAID):
        office.now = due.due_at
        assert [reminding.unpaid(session, order.id, due.occasion, office.now) for _ in range(2)] == [True, True]
        session.execute(update(Notice).values(state=NoticeState.SENT))
    assert told(office, "order.unpaid.customer") == ["陈", "陈"]
    assert len(session.scalars(select(Call).where(Call.kind == CallKind.UNPAID)).all()) == 1


@pytest.mark.rows("R062", "X3")
def test_who_has_paid_is_not_reminded(office: Office):
    order, session = charged(office), office.session
    occasion = dues(office, order, UNPAID)[0].occasion
    transferred(office, order)
    assert dues(office, order, UNPAID) == []
    assert not reminding.unpaid(session, order.id, occasion, office.now)


@pytest.mark.rows("R062", "X3")
def test_an_audit_that_waits_rings_again_and_then_for_the_supervisor(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    first = dues(office, order, AUDIT_WAITS)[0]
    office.now = first.due_at
    for _ in range(2):
        assert reminding.audit_waits(session, order.id, first.occasion, office.now)
    auditors = told(office, "order.money_waits.finance")
    assert auditors == sorted(set(auditors))
    assert PLUMBER not in auditors
    last = dues(office, order, AUDIT_WAITS)[-1]
    assert last.due_at > first.due_at
    assert reminding.audit_waits(session, order.id, last.occasion, last.due_at)
    assert told(office, "order.money_late.finance") == [SUPERVISOR]
    auditing.audit(session, order.id, **deed(office, DESK))
    assert len(dues(office, order, AUDIT_WAITS)) == 1


@pytest.mark.rows("R062", "R078")
def test_a_price_that_the_office_owes_rings_at_the_desk_and_then_for_the_supervisor(office: Office):
    order, session = asked(office), office.session
    first = dues(office, order, OFFICE_WAITS)[0]
    for _ in range(2):
        assert reminding.office_waits(session, order.id, first.occasion, first.due_at)
    assert DESK in told(office, "order.price_owed.desk")
    last = dues(office, order, OFFICE_WAITS)[-1]
    assert reminding.office_waits(session, order.id, last.occasion, last.due_at)
    assert told(office, "order.price_late.desk") == [SUPERVISOR]
    quoting.quote(session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 15000)])
    assert not reminding.office_waits(session, order.id, last.occasion, last.due_at)


@pytest.mark.rows("R062")
def test_nothing_is_put_off_for_an_order_that_has_ended(office: Office):
    order, session = asked(office), office.session
    ending.end(session, order.id, **deed(office, DESK), reason="业主改期再约")
    assert [due for kind in KINDS for due in dues(office, order, kind)] == []


@pytest.mark.rows("R058", "R062", "R063")
def test_the_revenue_adds_up_and_a_head_sees_the_own_department(office: Office):
    session, project = office.session, office.project
    done, less = tap_for(office), tap_for(office, quantity=200)
    paid(office, done)
    arrived(office, less)
    charging.charge(session, less.id, **deed(office, PLUMBER), done={agreed_lines(session, less)[0].id: 100})
    ending.end(session, asked(office).id, **deed(office, DESK), reason="业主改期再约")
    start, end = office.now - timedelta(days=20), office.now + timedelta(days=1)
    lines, total = revenue(session, project, office.staff(MANAGER), By.ITEM, start, end)
    assert (total.orders, total.not_done, total.agreed, total.charged) == (3, 1, 6000, 4000)
    assert (total.collected, total.received, total.refunded, total.deviation) == (2000, 0, 0, 2000)
    assert sum(one.sums.charged for one in lines) == total.charged
    assert lines[0].name == Both("更换普通水龙头", lines[0].name.en)
    _, own = revenue(session, project, office.staff(HEAD), By.DEPARTMENT, start, end)
    assert own.orders == 2
    _, none = revenue(session, project, office.staff("曹桂芳"), By.DEPARTMENT, start, end)
    assert none.orders == 0
    with pytest.raises(NotYours):
        revenue(session, project, office.staff(PLUMBER), By.ITEM, start, end)


@pytest.mark.rows("R062")
def test_those_in_charge_see_where_the_orders_lie(office: Office):
    session, project = office.session, office.project
    paid(office, tap_for(office))
    charged(office, quantity=200)
    found = oversight.overview(session, project, office.staff(MANAGER), office.now)
    assert {stage: len(orders) for stage, orders in found.stages.items() if orders} == {Stage.OWED: 1, Stage.AUDIT: 1}
    assert (found.owed_fen, found.in_pockets_fen) == (4000, 2000)
    told_head = takings(session, project, office.staff(HEAD), office.now)
    assert (told_head.open, told_head.owed_fen, told_head.today_fen, told_head.in_pockets_fen) == (2, 4000, 2000, 0)
    with pytest.raises(NotYours):
        oversight.overview(session, project, office.staff(CASHIER), office.now)


@pytest.mark.rows("R061", "X3")
def test_a_manager_does_not_decide_about_an_own_proposal(office: Office):
    order, session = tap_for(office), office.session
    paid(office, order)
    one = refunding.propose(session, order.id, **deed(office, DESK), amount_fen=500, reason="服务未达标")
    one.proposed_by_id = office.person(MANAGER).id
    with pytest.raises(OwnMoney):
        refunding.decide(session, one.id, **deed(office, MANAGER), agreed=True)
    assert oversight.refunds_for(session, office.project, office.staff(MANAGER)) == []
