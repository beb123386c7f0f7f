"""Corners of paid orders: what somebody looked at first is free, a time is booked by who held it, money entered by mistake (R047, R066, R126)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.capacity.actions import booking_of, hold
from models.capacity.tables import Hold
from models.dues import Due
from models.ledger.lifecycle import Method
from models.ledger.posting import charged_fen
from models.notices import Notice
from models.order_refusals import AnswerAwaited
from models.orders import booking, collecting, refunding
from models.orders.freeing import say_free
from models.orders.lifecycle import State
from models.orders.needs import need_for
from models.orders.reading import own_payment
from models.orders.tables import Order
from models.orders.voiding import not_arrived, void
from models.prices.reading import by_code
from models.refusals import Gone, NotYours, ReasonMissing, TooLate
from models.tickets import actions
from models.tickets.kinds import Payment
from models.tickets.lifecycle import Status
from models.tickets.paying import free_because
from tests.rules.builders import Office
from tests.rules.orders import (
    CUSTOMER,
    DESK,
    FINANCE,
    PLUMBER,
    SHOWN,
    SUPERVISOR,
    arrived,
    asked,
    brought_to,
    deed,
    priced,
    slip,
)
from tests.rules.test_capacity import at

OWNER, NEIGHBOUR = "陈女士", "杜女士"
DONE = {"result": "已看过", "no_photo": "无变化"}


def told(office: Office, person: str) -> list[str]:
    """What somebody has heard, oldest first."""
    mine = select(Notice.kind).where(Notice.person_id == office.person(person).id)
    return list(office.session.scalars(mine.order_by(Notice.id)))


@pytest.mark.rows("R047", "R066")
def test_who_came_to_look_says_that_it_is_free_and_it_ends_so(office: Office) -> None:
    order, session = asked(office, look_first=True), office.session
    arrived(office, order)
    actions.finish(session, order.ticket_id, **deed(office, PLUMBER), **DONE, free="小调整")
    assert (order.state, order.charged_fen, order.ended_at) == (State.FREE, 0, office.now)
    assert (order.ticket.status, order.ticket.payment) == (Status.PROCESSED, Payment.FREE)
    assert free_because(session, order.ticket) == "小调整"
    assert charged_fen(session, order.subject) == 0
    assert "order.free.customer" in told(office, CUSTOMER)
    assert session.scalars(select(Due).where(Due.subject == order.subject)).all() == []


@pytest.mark.rows("R047", "R066")
def test_what_is_free_needs_a_reason_and_somebody_who_has_come(office: Office) -> None:
    order, session = asked(office, look_first=True), office.session
    with pytest.raises(NotYours):
        say_free(session, order.ticket, **deed(office, DESK), reason="小调整")
    arrived(office, order)
    with pytest.raises(ReasonMissing):
        say_free(session, order.ticket, **deed(office, PLUMBER), reason=" ")
    order.ticket.arrived_at = None
    with pytest.raises(TooLate):
        say_free(session, order.ticket, **deed(office, PLUMBER), reason="小调整")
    assert (order.state, order.ticket.payment) == (State.REQUESTED, Payment.PAID)


@pytest.mark.rows("R047", "R064")
def test_what_has_a_price_is_not_made_free_by_the_way(office: Office) -> None:
    order, session = asked(office, look_first=True), office.session
    arrived(office, order)
    priced(office, order, by=PLUMBER)
    with pytest.raises(AnswerAwaited):
        actions.finish(session, order.ticket_id, **deed(office, PLUMBER), **DONE, free="小调整")
    assert (order.state, order.ticket.payment) == (State.QUOTED, Payment.PAID)


def held(office: Office, by: str) -> Hold:
    """A time for a new tap, tomorrow at ten."""
    edition = by_code(office.session, office.project, "S01", office.now.date())
    assert edition is not None
    start = at("10:00") + timedelta(days=1)
    return hold(office.session, office.project, need_for(edition, 100), start, by=office.person(by), now=office.now)


def wanted(office: Office, kept: Hold) -> booking.Wanted:
    """What is booked in that time."""
    edition = by_code(office.session, office.project, "S01", office.now.date())
    assert edition is not None
    fen = booking.price_of(office.project, edition, 100, kept.starts, kept.ends).total_fen
    return booking.Wanted(edition=edition, quantity=100, expected_fen=fen, hold_id=kept.id)


def books(office: Office, asks: booking.Wanted, **more: Any) -> Order:
    """The owner's own booking."""
    known = {"project": office.project, "by": office.person(OWNER), "unit": office.unit(), "shown": SHOWN}
    return booking.book(office.session, **known, wanted=asks, now=office.now, **more)


@pytest.mark.rows("R047", "R075")
def test_nobody_books_in_the_time_that_another_holds(office: Office) -> None:
    kept = held(office, NEIGHBOUR)
    with pytest.raises(Gone):
        books(office, wanted(office, kept))
    with pytest.raises(Gone):
        books(office, replace(wanted(office, kept), hold_id=kept.id + 99))
    assert not office.session.scalars(select(Order)).all()


@pytest.mark.rows("R047", "R065")
def test_a_colleague_books_the_time_that_they_hold_for_a_customer(office: Office) -> None:
    kept = held(office, DESK)
    order = books(office, wanted(office, kept), entered_by=office.staff(DESK))
    assert booking_of(office.session, order.subject) == kept


def taken_back(office: Office, order: Order) -> None:
    mine = own_payment(office.session, order, office.person(PLUMBER))
    assert mine is not None
    void(office.session, mine.id, **deed(office, PLUMBER), reason="记错了单")


def not_found(office: Office, order: Order) -> None:
    taken_back(office, order)
    about = {"method": Method.TRANSFER, "amount_fen": order.charged_fen, "media": slip(office)}
    paid = collecting.collect(office.session, order.id, **deed(office, CUSTOMER), **about)
    not_arrived(office.session, paid.id, **deed(office, FINANCE), reason="未到账")


@pytest.mark.rows("R013", "R126")
@pytest.mark.parametrize(("deed_of", "kind"), [(taken_back, "take_back"), (not_found, "bounce")])
def test_a_mistake_and_a_payment_that_never_came_are_told_apart(
    office: Office, deed_of: Callable[[Office, Order], None], kind: str
) -> None:
    order = brought_to(office, State.COLLECTED)
    deed_of(office, order)
    assert order.state == State.CHARGED
    assert [one for one in told(office, CUSTOMER) if one.startswith("order.")][-1] == f"order.{kind}.customer"
    assert f"order.{kind}.desk" in told(office, DESK)


@pytest.mark.rows("R061", "R228")
def test_what_goes_back_already_was_not_paid_too_much_any_more(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    assert refunding.paid_too_much_fen(session, order) == 0
    facts = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 4000}
    collecting.paid_in_telegram(session, order.id, charge_id="tg1", **facts)
    assert refunding.paid_too_much_fen(session, order) == 4000
    refunding.propose(session, order.id, **deed(office, SUPERVISOR), amount_fen=1500, reason="重复付款")
    assert refunding.paid_too_much_fen(session, order) == 2500
