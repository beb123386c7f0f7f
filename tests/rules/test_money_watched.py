"""What lies somewhere too long is said: prices that were declined, deposits and hand-overs that nobody confirms (R062, R126, X22)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.dues import Due
from models.ledger import depositing, handing_over
from models.ledger.waiting import UNSEEN, look_whether_seen
from models.notices import Notice
from models.orders import auditing, oversight, reminding, voiding
from models.orders.lifecycle import State
from models.orders.reading import own_payment
from models.orders.timing import OFFICE_WAITS
from tests.rules.builders import Office
from tests.rules.orders import (
    CASHIER,
    DESK,
    FIELD,
    FINANCE,
    MANAGER,
    PLUMBER,
    SUPERVISOR,
    brought_to,
    deed,
    slip,
)


def told(office: Office, kind: str) -> set[int]:
    return set(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def due_of(office: Office, subject: str, kind: str) -> Due:
    return office.session.scalars(select(Due).where(Due.subject == subject, Due.kind == kind)).one()


@pytest.mark.rows("R062", "R063")
@pytest.mark.parametrize("state", [State.DECLINED, State.EXPIRED])
def test_a_price_that_came_to_nothing_comes_back_to_the_desk_once(office: Office, state: State) -> None:
    order, session = brought_to(office, state), office.session
    due = due_of(office, order.subject, OFFICE_WAITS)
    office.now = due.due_at
    assert reminding.office_waits(session, order.id, due.occasion, office.now)
    assert office.person(DESK).id in told(office, "order.rests.desk")
    assert session.scalars(select(Due).where(Due.subject == order.subject)).all() == [due]


@pytest.mark.rows("R126", "X22")
def test_a_hand_over_that_nobody_counts_is_said_day_by_day(office: Office) -> None:
    brought_to(office, State.COLLECTED)
    session = office.session
    one = handing_over.propose(session, **deed(office, PLUMBER), to=office.person(CASHIER))
    due = due_of(office, one.subject, UNSEEN)
    assert due.due_at > office.now
    assert look_whether_seen(session, one.subject, due.due_at)
    assert told(office, "handover.waits") == {office.person(name).id for name in (CASHIER, SUPERVISOR, MANAGER)}
    handing_over.confirm(session, one.id, **deed(office, CASHIER))
    assert not look_whether_seen(session, one.subject, due.due_at + timedelta(days=1))


@pytest.mark.rows("R126", "X22")
def test_a_deposit_that_nobody_finds_is_said_too(office: Office) -> None:
    brought_to(office, State.COLLECTED)
    session = office.session
    one = depositing.deposit_own(session, **deed(office, PLUMBER), media=slip(office))
    due = due_of(office, one.subject, UNSEEN)
    assert look_whether_seen(session, one.subject, due.due_at)
    assert told(office, "deposit.waits") == {office.person(name).id for name in (FINANCE, SUPERVISOR, MANAGER)}
    depositing.withdraw_deposit(session, one.id, **deed(office, PLUMBER))
    assert not look_whether_seen(session, one.subject, due.due_at)


@pytest.mark.rows("R062")
def test_an_order_is_as_old_as_its_last_step(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    collected_at = office.now
    assert oversight.since(session, order) == collected_at
    asked_at = office.later(hours=30)
    auditing.query(session, order.id, **deed(office, FIELD), reason="数量不符")
    assert oversight.since(session, order) == asked_at
    taken_back_at = office.later(hours=30)
    mine = own_payment(session, order, office.person(PLUMBER))
    assert mine is not None
    voiding.void(session, mine.id, **deed(office, PLUMBER), reason="记错")
    assert (order.state, oversight.since(session, order)) == (State.CHARGED, taken_back_at)
