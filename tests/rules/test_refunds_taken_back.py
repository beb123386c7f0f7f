"""An approved refund that is not to be paid any more: its manager takes it back, and what it had lowered is owed as before (R061, R228)."""

import pytest
from sqlalchemy import select

from models.ledger.lifecycle import Method
from models.ledger.posting import charged_fen, owed_fen
from models.notices import Notice
from models.order_refusals import MoreThanPaid
from models.orders import collecting, refunding, voiding
from models.orders.lifecycle import State
from models.orders.oversight import refunds_for
from models.orders.tables import Order, Refund, RefundState
from models.orders.taking_back import take_back
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, TooLate
from tests.rules.builders import Office
from tests.rules.orders import (
    CASHIER,
    CUSTOMER,
    DESK,
    MANAGER,
    PLUMBER,
    SMALL,
    SUPERVISOR,
    brought_to,
    deed,
    in_the_till,
)

WHY = {"reason": "业主改为接受返工"}


def approved(office: Office, order: Order, fen: int = 5000) -> Refund:
    one = refunding.propose(office.session, order.id, **deed(office, SUPERVISOR), amount_fen=fen, reason="服务未达标")
    return refunding.decide(office.session, one.id, **deed(office, MANAGER), agreed=True)


def told(office: Office, kind: str) -> set[int]:
    return set(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


@pytest.mark.rows("R061", "R228")
def test_what_was_lowered_is_charged_again_and_nobody_pays_it(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    in_the_till(office)
    one = approved(office, order)
    assert (owed_fen(session, order.subject), charged_fen(session, order.subject)) == (-5000, SMALL - 5000)
    take_back(session, one.id, **deed(office, MANAGER), **WHY)
    assert (one.state, one.decision) == (RefundState.TAKEN_BACK, WHY["reason"])
    assert (owed_fen(session, order.subject), charged_fen(session, order.subject)) == (0, SMALL)
    assert order.state == State.COLLECTED
    assert told(office, "refund.taken_back") == {office.person(SUPERVISOR).id}
    assert office.person(CASHIER).id in told(office, "refund.not_to_pay")
    assert not told(office, "order.owe_again.customer")
    with pytest.raises(TooLate):
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert one not in refunds_for(session, office.project, office.staff(CASHIER))
    assert refunding.refundable_fen(session, order) == SMALL


@pytest.mark.rows("R061", "R228")
def test_what_was_paid_too_much_stays_the_customers(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    twice = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 4000}
    collecting.paid_in_telegram(session, order.id, charge_id="tg1", **twice)
    one = approved(office, order, 4000)
    take_back(session, one.id, **deed(office, MANAGER), **WHY)
    assert (owed_fen(session, order.subject), charged_fen(session, order.subject)) == (-4000, SMALL)
    assert refunding.paid_too_much_fen(session, order) == 4000


@pytest.mark.rows("R013", "R061", "R228")
def test_a_refund_that_cannot_be_paid_any_more_gives_way_and_the_rest_is_owed_again(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    some = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 9000}
    collecting.paid_in_telegram(session, order.id, charge_id="tg1", **some)
    rest = {"method": Method.CASH, "amount_fen": SMALL - 9000}
    payment = collecting.collect(session, order.id, **deed(office, PLUMBER), **rest)
    one = approved(office, order, 8000)
    voiding.void(session, payment.id, **deed(office, PLUMBER), reason="误记")
    assert (order.state, owed_fen(session, order.subject)) == (State.COLLECTED, -2000)
    with pytest.raises(MoreThanPaid):
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    take_back(session, one.id, **deed(office, MANAGER), **WHY)
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, SMALL - 9000)
    assert told(office, "order.owe_again.customer") == {office.person(CUSTOMER).id}


@pytest.mark.rows("R061", "R228", "X3")
def test_only_the_manager_takes_it_back_with_a_reason_before_it_is_paid(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    in_the_till(office)
    one = approved(office, order)
    for name in (DESK, SUPERVISOR, CASHIER, PLUMBER, CUSTOMER):
        with pytest.raises(NotYours):
            take_back(session, one.id, **deed(office, name), **WHY)
    with pytest.raises(ReasonMissing):
        take_back(session, one.id, **deed(office, MANAGER), reason=" ")
    with pytest.raises(Outdated):
        take_back(session, one.id, **deed(office, MANAGER), seen=one.version - 1, **WHY)
    with pytest.raises(Gone):
        take_back(session, one.id + 1, **deed(office, MANAGER), **WHY)
    refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    with pytest.raises(TooLate):
        take_back(session, one.id, **deed(office, MANAGER), **WHY)
