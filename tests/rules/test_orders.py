"""Paid orders: the price that was read, the consent that is kept, what may be charged, and who may do which step (R012, R047, R064, X3)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.capacity.actions import booking_of, hold
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen, paid_fen
from models.order_refusals import (
    AnswerAwaited,
    AnsweredAlready,
    ChargeMissing,
    ConsentMissing,
    LessThanOwed,
    MoneyOnTheWay,
    MoreThanConsented,
    MoreThanOwed,
    MoreThanPaid,
    PriceChanged,
    PriceExpired,
    PriceReplaced,
    PriceUnsaid,
)
from models.orders import auditing, booking, charging, collecting, consenting, ending, quoting, refunding
from models.orders.consenting import Shown
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.reading import agreed_fen, agreed_lines, open_quote
from models.orders.tables import Answer, Consent, Order
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.refusals import Gone, NotMergeable, NotYours, OutOfRange, OwnMoney
from models.tickets import actions
from models.tickets.kinds import Payment
from models.tickets.lifecycle import Status
from models.tickets.merging import merge
from tests.rules.builders import Office

SHOWN = Shown("更换普通水龙头，20元/个", "zh_Hans", "TW-JM-2025-01 第1版", 41)
OWNER, DESK, HEAD, PLUMBER, FINANCE, CASHIER = "陈女士", "郑雨", "何志强", "林海涛", "冯雪", "钱敏"


def tap_for(office: Office, *, code: str = "S01", by: str = OWNER, quantity: int = 100, **more: Any) -> Order:
    """Somebody books a new tap for their pantry, for the price that they read."""
    edition = by_code(office.session, office.project, code, office.now.date())
    assert edition is not None
    kept = office.session.get(Hold, more.get("hold_id", 0))
    when = (kept.starts, kept.ends) if kept is not None else (None, None)
    expected = booking.price_of(office.project, edition, quantity, *when).total_fen
    wanted = booking.Wanted(**{"edition": edition, "quantity": quantity, "expected_fen": expected} | more)
    unit = office.unit()
    return booking.book(
        office.session,
        project=office.project,
        by=office.person(by),
        unit=unit,
        wanted=wanted,
        shown=SHOWN,
        now=office.now,
    )


def deed(office: Office, by: str) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": office.person(by), "now": office.now}


def arrived(office: Office, order: Order, by: str = PLUMBER) -> None:
    """The desk dispatches, the head assigns, the plumber comes."""
    session, department = office.session, office.department()
    actions.send(session, order.ticket_id, **deed(office, DESK), department=department)
    actions.assign(session, order.ticket_id, **deed(office, HEAD), to=office.staff(by))
    actions.accept(session, order.ticket_id, **deed(office, by))
    actions.arrive(session, order.ticket_id, **deed(office, by))


def paid(office: Office, order: Order) -> None:
    """Done, charged, and paid in cash at the door."""
    arrived(office, order)
    charging.charge(office.session, order.id, **deed(office, PLUMBER))
    actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="已更换", no_photo="无变化")
    owed = owed_fen(office.session, order.subject)
    collecting.collect(office.session, order.id, **deed(office, PLUMBER), method=Method.CASH, amount_fen=owed)


@pytest.mark.rows("R047", "R058", "R064", "R075")
def test_a_booking_is_a_ticket_an_order_a_price_and_a_consent(office: Office) -> None:
    order = tap_for(office, quantity=200)
    session = office.session
    assert order.ticket.number.startswith("FW")
    assert order.ticket.symptom.name.zh == "更换普通水龙头"
    assert order.state == State.CONSENTED
    assert agreed_fen(session, order) == 4000
    kept = session.scalars(select(Consent)).one()
    assert (kept.text, kept.label, kept.message_id, kept.amount_fen) == (SHOWN.text, SHOWN.label, 41, 4000)
    assert kept.by_id == office.person(OWNER).id
    assert kept.recorded_by_id is None


@pytest.mark.rows("R064")
def test_a_consent_is_never_changed(office: Office) -> None:
    tap_for(office)
    kept = office.session.scalars(select(Consent)).one()
    kept.amount_fen = 1
    with pytest.raises(Exception, match="append-only"):
        office.session.flush()


@pytest.mark.rows("R064")
def test_who_read_another_price_books_nothing(office: Office) -> None:
    with pytest.raises(PriceChanged):
        tap_for(office, expected_fen=1900)
    assert office.session.scalars(select(Order)).all() == []


@pytest.mark.rows("R059")
@pytest.mark.parametrize("quantity", [0, -100, 10**11, 150])
def test_no_sensible_quantity_no_order(office: Office, quantity: int) -> None:
    with pytest.raises(OutOfRange):
        tap_for(office, quantity=quantity)


@pytest.mark.rows("R012", "R013", "X3")
def test_the_money_goes_through_five_hands(office: Office) -> None:
    order, session = tap_for(office), office.session
    paid(office, order)
    assert (order.state, paid_fen(session, order.subject), owed_fen(session, order.subject)) == (
        State.COLLECTED,
        2000,
        0,
    )
    with pytest.raises(NotYours):
        auditing.audit(session, order.id, **deed(office, PLUMBER))
    auditing.audit(session, order.id, **deed(office, DESK))
    with pytest.raises(NotYours):
        auditing.receive(session, order.id, **deed(office, DESK))
    with pytest.raises(MoneyOnTheWay):
        auditing.receive(session, order.id, **deed(office, FINANCE))
    assert order.state == State.AUDITED


@pytest.mark.rows("R047", "R064")
def test_a_repair_to_be_paid_waits_for_its_consent(office: Office) -> None:
    ticket, session = office.reported(), office.session
    quote = quoting.price_repair(
        session, ticket.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "更换龙头", 2000)]
    )
    assert ticket.payment == Payment.PAID
    assert ticket.number.startswith("BX")
    with pytest.raises(ConsentMissing):
        actions.send(session, ticket.id, **deed(office, DESK), department=office.department())
    with pytest.raises(OwnMoney):
        consenting.answer(session, quote.id, Answer.AGREED, **deed(office, DESK), shown=SHOWN, words="电话同意")
    consenting.answer(session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    with pytest.raises(AnsweredAlready):
        consenting.answer(session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    actions.send(session, ticket.id, **deed(office, DESK), department=office.department())
    assert ticket.status == Status.SENT
    assert session.scalars(select(Consent)).one().quote_id == quote.id


@pytest.mark.rows("R047")
def test_more_on_the_spot_waits_for_the_answer(office: Office) -> None:
    order, session = tap_for(office), office.session
    more = [lump(LineKind.MATERIAL, "角阀", 3500)]
    with pytest.raises(Gone):
        quoting.quote_more(session, order.id, **deed(office, PLUMBER), lines=more, words="角阀也坏了")
    arrived(office, order)
    quote = quoting.quote_more(session, order.id, **deed(office, PLUMBER), lines=more, words="角阀也坏了")
    with pytest.raises(AnswerAwaited):
        charging.charge(session, order.id, **deed(office, PLUMBER))
    with pytest.raises(AnswerAwaited):
        actions.finish(session, order.ticket_id, **deed(office, PLUMBER), result="好", no_photo="无")
    consenting.answer(session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    assert agreed_fen(session, order) == 5500
    with pytest.raises(ChargeMissing):
        actions.finish(session, order.ticket_id, **deed(office, PLUMBER), result="好", no_photo="无")
    charging.charge(session, order.id, **deed(office, PLUMBER))
    assert owed_fen(session, order.subject) == 5500


@pytest.mark.rows("R047", "R074")
def test_nobody_charges_more_than_was_agreed_to(office: Office) -> None:
    order, session = tap_for(office, quantity=200), office.session
    arrived(office, order)
    line = agreed_lines(session, order)[0]
    with pytest.raises(MoreThanConsented):
        charging.charge(session, order.id, **deed(office, PLUMBER), done={line.id: 300})
    with pytest.raises(MoreThanConsented):
        charging.charge(session, order.id, **deed(office, PLUMBER), done={line.id + 999: 100})
    charging.charge(session, order.id, **deed(office, PLUMBER), done={line.id: 100})
    assert order.charged_fen == 2000
    assert order.guarantee_until == office.now.date() + timedelta(days=90)
    with pytest.raises(LessThanOwed):
        collecting.collect(session, order.id, **deed(office, PLUMBER), method=Method.CASH, amount_fen=1999)
    with pytest.raises(MoreThanOwed):
        collecting.collect(session, order.id, **deed(office, PLUMBER), method=Method.CASH, amount_fen=2001)


@pytest.mark.rows("R047")
def test_free_or_paid_is_said_before_it_is_done(office: Office) -> None:
    ticket = office.brought_to(Status.ARRIVED)
    with pytest.raises(PriceUnsaid):
        actions.finish(office.session, ticket.id, **deed(office, PLUMBER), result="好", no_photo="无")
    actions.finish(office.session, ticket.id, **deed(office, PLUMBER), result="好", no_photo="无", free="保修期内")
    assert ticket.payment == Payment.FREE


@pytest.mark.rows("R078")
def test_a_price_that_was_replaced_or_has_run_out_binds_nobody(office: Office) -> None:
    session = office.session
    order = booking.ask_for(
        session, project=office.project, by=office.person(OWNER), unit=office.unit(), words="装投影幕布", now=office.now
    )
    first = quoting.quote(session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 15000)])
    second = quoting.quote(session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 12000)])
    with pytest.raises(PriceReplaced):
        consenting.answer(session, first.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    office.later(hours=73)
    with pytest.raises(PriceExpired):
        consenting.answer(session, second.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    ending.expire(session, order.id, now=office.now)
    assert order.state == State.EXPIRED
    assert open_quote(session, order) is None
    ending.ask_again(session, order.id, **deed(office, OWNER))
    assert order.state == State.REQUESTED


@pytest.mark.rows("R228")
def test_no_refund_is_larger_than_what_was_paid(office: Office) -> None:
    order, session = tap_for(office), office.session
    paid(office, order)
    with pytest.raises(MoreThanPaid):
        refunding.propose(session, order.id, **deed(office, "许文静"), amount_fen=2001, reason="服务未达标")
    refunding.propose(session, order.id, **deed(office, "许文静"), amount_fen=1500, reason="服务未达标")
    with pytest.raises(MoreThanPaid):
        refunding.propose(session, order.id, **deed(office, "许文静"), amount_fen=501, reason="再退")


@pytest.mark.rows("R064")
def test_what_somebody_pays_for_is_merged_into_nothing(office: Office) -> None:
    order, other = tap_for(office), office.reported()
    with pytest.raises(NotMergeable):
        merge(office.session, order.ticket_id, **deed(office, DESK), into=other.id)
    with pytest.raises(NotMergeable):
        merge(office.session, other.id, **deed(office, DESK), into=order.ticket_id)


@pytest.mark.rows("R067")
def test_who_is_done_early_has_time_for_others(office: Office) -> None:
    session, now = office.session, office.now
    need = Need("engineering", "water", 90)
    start = free_starts(session, office.project, need, now)[0].start
    held = hold(session, office.project, need, start, by=office.person(OWNER), now=now)
    order = tap_for(office, hold_id=held.id)
    assert booking_of(session, order.subject) is not None
    paid(office, order)
    assert booking_of(session, order.subject) is None
