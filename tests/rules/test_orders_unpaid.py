"""Money that was to go back, and a payment that proves to be none: the two never cross each other (R013, R061, R228)."""

import pytest
from sqlalchemy import select

from models.ledger import seeing_transfers
from models.ledger.lifecycle import Method
from models.ledger.posting import charged_fen, owed_fen
from models.ledger.tables import Payment
from models.notices import Notice
from models.order_refusals import MoneyOnTheWay, MoreThanPaid
from models.orders import collecting, refunding, voiding
from models.orders.lifecycle import State
from models.orders.tables import Order, Refund, RefundState
from models.refusals import TooLate
from tests.rules.builders import Office
from tests.rules.orders import (
    CASHIER,
    CUSTOMER,
    FINANCE,
    MANAGER,
    SMALL,
    SUPERVISOR,
    audited,
    brought_to,
    collected,
    deed,
    in_the_till,
    slip,
)


def transferred(office: Office) -> tuple[Order, Payment]:
    """The customer says that all of it is transferred."""
    order = brought_to(office, State.CHARGED)
    how = {"method": Method.TRANSFER, "amount_fen": SMALL, "media": slip(office)}
    return order, collecting.collect(office.session, order.id, **deed(office, CUSTOMER), **how)


def proposed(office: Office, order: Order, fen: int = SMALL) -> Refund:
    return refunding.propose(office.session, order.id, **deed(office, SUPERVISOR), amount_fen=fen, reason="服务未达标")


def approved(office: Office, order: Order, fen: int = SMALL) -> Refund:
    one = proposed(office, order, fen)
    return refunding.decide(office.session, one.id, **deed(office, MANAGER), agreed=True)


def missed(office: Office, payment: Payment) -> None:
    voiding.not_arrived(office.session, payment.id, **deed(office, FINANCE), reason="银行无此款")


@pytest.mark.rows("R013", "R061", "R228")
@pytest.mark.parametrize("fen", [SMALL, 4000])
@pytest.mark.parametrize("how", [proposed, approved])
def test_what_was_to_go_back_of_a_payment_that_never_came_is_owed_again(office: Office, how, fen: int) -> None:
    order, payment = transferred(office)
    one = how(office, order, fen)
    missed(office, payment)
    session, due = office.session, order.subject
    assert (order.state, owed_fen(session, due), charged_fen(session, due)) == (State.CHARGED, SMALL, SMALL)
    assert (one.state, one.decision) == (RefundState.ENDED, "银行无此款")
    heard = session.scalars(select(Notice.person_id).where(Notice.kind == "refund.ended")).all()
    assert office.person(SUPERVISOR).id in heard
    with pytest.raises(TooLate):
        refunding.decide(session, one.id, **deed(office, MANAGER), agreed=True)
    with pytest.raises(TooLate):
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    collected(office, order)
    assert order.state == State.COLLECTED


@pytest.mark.rows("R061", "R228")
def test_only_what_nothing_is_left_for_ends_the_newest_first(office: Office) -> None:
    order, payment = transferred(office)
    paying = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": SMALL}
    collecting.paid_in_telegram(office.session, order.id, charge_id="tg1", **paying)
    first, second = approved(office, order, 9000), proposed(office, order, 8000)
    missed(office, payment)
    assert (first.state, second.state) == (RefundState.APPROVED, RefundState.ENDED)
    assert (order.state, owed_fen(office.session, order.subject)) == (State.COLLECTED, 0)
    with pytest.raises(MoreThanPaid):
        proposed(office, order, SMALL - 9000 + 1)


@pytest.mark.rows("R061", "R228")
def test_a_refund_that_was_paid_stays_paid(office: Office) -> None:
    order = brought_to(office, State.COLLECTED)
    in_the_till(office)
    audited(office, order)
    one = approved(office, order, 4000)
    refunding.pay(office.session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert (one.state, owed_fen(office.session, order.subject)) == (RefundState.PAID, 0)


@pytest.mark.rows("R013", "R061", "R228")
def test_what_finance_has_not_seen_yet_is_approved_and_paid_back_later(office: Office) -> None:
    order, payment = transferred(office)
    one = approved(office, order, 4000)
    with pytest.raises(MoneyOnTheWay):
        refunding.pay(office.session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert one.state == RefundState.APPROVED
    seeing_transfers.see(office.session, payment.id, **deed(office, FINANCE))
    refunding.pay(office.session, one.id, **deed(office, FINANCE), method=Method.TRANSFER)
    assert one.state == RefundState.PAID
