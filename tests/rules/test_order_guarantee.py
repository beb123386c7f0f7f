"""What was paid for is done again free of charge while its guarantee lasts, and nobody orders above their limit unasked (R061, DOMAIN 4.4, 5.2)."""

import pytest
from sqlalchemy import select

from models.events import Event
from models.order_refusals import ChargeMissing
from models.orders import charging, consenting, quoting
from models.orders.approving import limit_of, orders_alone
from models.orders.gates import is_free_rework
from models.orders.guarantee import is_guaranteed
from models.orders.lifecycle import State
from models.orders.limits import set_limit, who_may_order
from models.orders.lines import lump
from models.orders.reading import order_of
from models.orders.reworking import rework
from models.orders.tables import Answer, Order
from models.prices.estimate import LineKind
from models.refusals import Gone, OutOfRange, TooLate, WordsMissing
from models.tickets import actions
from models.tickets.kinds import TicketKind
from tests.rules.builders import Office
from tests.rules.test_orders import DESK, OWNER, PLUMBER, SHOWN, arrived, deed, paid, tap_for

AGAIN = "又滴水了"


def redone(office: Office, order: Order, words: str = AGAIN, by: str = OWNER) -> Order:
    return rework(office.session, order.id, **deed(office, by), words=words)


def finished(office: Office, order: Order) -> None:
    actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="已重做", no_photo="无变化")


@pytest.mark.rows("R061")
def test_what_was_paid_for_is_done_again_once_at_a_time_and_for_nothing(office: Office) -> None:
    order = tap_for(office)
    paid(office, order)
    assert is_guaranteed(order, office.now)
    with pytest.raises(WordsMissing):
        redone(office, order, "  ")
    with pytest.raises(Gone):
        redone(office, order, by="杜女士")
    again = redone(office, order)
    assert (again.state, again.rework_of_id, again.ticket.kind) == (State.CONSENTED, order.id, TicketKind.SERVICE)
    assert again.ticket.symptom.name.zh == "更换普通水龙头"
    with pytest.raises(TooLate):
        redone(office, order)
    arrived(office, again)
    assert is_free_rework(office.session, again)
    finished(office, again)
    assert (again.state, again.charged_fen) == (State.FREE, 0)


@pytest.mark.rows("R061")
def test_the_guarantee_has_a_last_day_and_begins_with_the_payment(office: Office) -> None:
    order = tap_for(office)
    with pytest.raises(TooLate):
        redone(office, order)
    paid(office, order)
    assert order.guarantee_until is not None
    office.now = office.now.replace(hour=23) + (order.guarantee_until - office.now.date())
    assert is_guaranteed(order, office.now)
    office.later(hours=1)
    assert not is_guaranteed(order, office.now)
    with pytest.raises(TooLate):
        redone(office, order)


@pytest.mark.rows("R047", "R061")
def test_what_comes_on_top_of_a_rework_is_agreed_and_charged(office: Office) -> None:
    order, session = tap_for(office), office.session
    paid(office, order)
    again = redone(office, order)
    arrived(office, again)
    more = [lump(LineKind.MATERIAL, "角阀", 3500)]
    quote = quoting.quote_more(session, again.id, **deed(office, PLUMBER), lines=more, words="角阀坏了")
    consenting.answer(session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    with pytest.raises(ChargeMissing):
        finished(office, again)
    charging.charge(session, again.id, **deed(office, PLUMBER))
    finished(office, again)
    assert (again.state, again.charged_fen) == (State.CHARGED, 3500)


@pytest.mark.rows("R047", "R061")
def test_a_paid_repair_that_breaks_again_is_under_guarantee_by_itself(office: Office) -> None:
    session, ticket = office.session, office.reported()
    lines = [lump(LineKind.LABOUR, "更换龙头", 2000)]
    quote = quoting.price_repair(session, ticket.id, **deed(office, DESK), lines=lines, guarantee_days=90)
    consenting.answer(session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    order = order_of(session, ticket)
    assert order is not None
    paid(office, order)
    office.later(days=10)
    again = order_of(session, office.reported())
    assert again is not None
    assert again.rework_of_id == order.id
    assert order_of(session, office.reported(symptom="2.3")) is None
    assert order_of(session, office.reported("杜女士")) is None
    office.later(days=100)
    assert order_of(session, office.reported()) is None


@pytest.mark.rows("R064", "R108")
def test_who_speaks_for_a_unit_says_what_its_people_order_alone(office: Office) -> None:
    session, unit, boss, clerk = office.session, office.unit("101"), office.person("秦先生"), office.person("苗女士")
    assert limit_of(office.project, unit) == 50_000
    assert orders_alone(session, office.project, boss, unit, 10**6)
    assert orders_alone(session, office.project, clerk, unit, 50_000)
    assert not orders_alone(session, office.project, clerk, unit, 50_001)
    with pytest.raises(Gone):
        set_limit(session, unit.id, by=clerk, now=office.now, fen=10**6)
    with pytest.raises(OutOfRange):
        set_limit(session, unit.id, by=boss, now=office.now, fen=-1)
    set_limit(session, unit.id, by=boss, now=office.now, fen=0)
    assert not orders_alone(session, office.project, clerk, unit, 1)
    set_limit(session, unit.id, by=boss, now=office.now, fen=None)
    assert limit_of(office.project, unit) == 50_000
    noted = session.scalars(select(Event).where(Event.kind == "limit").order_by(Event.id)).all()
    assert [one.facts["fen"] for one in noted] == [0, None]


def test_who_may_order_is_said_by_name(office: Office) -> None:
    assert [one.called.zh for one in who_may_order(office.session, office.person("刘先生"))] == ["陈女士"]
