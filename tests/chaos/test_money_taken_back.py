"""A payment is taken back in the moment in which somebody else acts on its order: one waits for the other, and nobody for ever."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import owed_fen
from models.ledger.tables import Payment
from models.orders import collecting
from models.orders.lifecycle import State
from models.orders.moving import locked
from models.orders.tables import Order
from models.orders.voiding import not_arrived, void
from tests.chaos.test_two_hands import until_somebody_waits
from tests.chaos.test_two_hands_one_order import Race, pays_in_telegram, race
from tests.postgres import Cluster
from tests.rules.builders import Office
from tests.rules.orders import CUSTOMER, FINANCE, PLUMBER, SMALL, deed, slip

pytestmark = [pytest.mark.postgres, pytest.mark.rows("R013", "R126", "X3")]
__all__ = ["Cluster", "race"]


def first_payment(office: Office) -> Payment:
    """What the order was paid with."""
    return office.session.scalars(select(Payment).order_by(Payment.id)).all()[0]


def in_cash(office: Office, order_id: int) -> None:
    collecting.collect(office.session, order_id, **deed(office, PLUMBER), method=Method.CASH, amount_fen=SMALL)


def by_transfer(office: Office, order_id: int) -> None:
    about = {"method": Method.TRANSFER, "amount_fen": SMALL, "media": slip(office)}
    collecting.collect(office.session, order_id, **deed(office, CUSTOMER), **about)


def taken_back(office: Office) -> None:
    void(office.session, first_payment(office).id, **deed(office, PLUMBER), reason="记错了单")


def not_found(office: Office) -> None:
    payment = first_payment(office)
    not_arrived(office.session, payment.id, **deed(office, FINANCE), reason="未到账")


@pytest.mark.parametrize(("pays", "gone"), [(in_cash, taken_back), (by_transfer, not_found)])
def test_money_arrives_while_a_payment_is_taken_back(
    race: Race, pays: Callable[[Office, int], None], gone: Callable[[Office], None]
) -> None:
    race.begins(State.CHARGED)
    with Session(race.engine) as session:
        pays(Office(session), race.order_id)
        session.commit()
    failed: list[Exception] = []

    def other() -> None:
        try:
            with Session(race.engine) as session:
                gone(Office(session))
                session.commit()
        except Exception as error:
            failed.append(error)

    with Session(race.engine) as session:
        locked(session, race.order_id)
        thread = threading.Thread(target=other)
        thread.start()
        until_somebody_waits(race.engine)
        pays_in_telegram(Office(session), race.order_id)
        session.commit()
        thread.join()
    assert failed == []
    with Session(race.engine) as session:
        states = {one.method: one.state for one in session.scalars(select(Payment))}
        assert PaymentState.VOID in states.values()
        assert states[Method.TELEGRAM] == PaymentState.IN_TRANSIT
        assert owed_fen(session, f"order:{race.order_id}") == 0
        assert session.get_one(Order, race.order_id).state == State.COLLECTED
