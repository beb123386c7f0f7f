"""Money that was entered and was none: a mistake is corrected, a transfer that never came is looked for (R013, R126)."""

import pytest
from sqlalchemy import select

from models.ledger.lifecycle import Method
from models.ledger.tables import Payment
from models.orders.lifecycle import State
from models.orders.tables import Order
from models.orders.voiding import not_arrived
from tests.people import Phone, Town
from tests.stories.service_steps import (
    DESK,
    FINANCE,
    OWNER,
    PLUMBER,
    act,
    booked,
    charged,
    does,
    paid_order,
    transferred,
)

CORRECTED, NOT_FOUND = "收款登记已更正，现应付40元，请您以本条信息为准", "款项40元我们暂未查到"


def said(phone: Phone, words: str) -> int:
    return sum(words in one.text for one in phone.messages())


def state(town: Town) -> State:
    found: State = town.look(lambda session: session.scalars(select(Order)).one().state)
    return found


@pytest.mark.rows("R074", "R126")
async def test_cash_that_was_entered_by_mistake_is_corrected_in_neutral_words(town: Town):
    order_id = await paid_order(town)
    owner, plumber = town.phone(OWNER), town.phone(PLUMBER)
    await plumber.sends(f"t:{town.tickets()[0].id}")
    await plumber.taps("收款记错")
    await plumber.taps("记错了单")
    await plumber.taps("作废此笔收款")
    assert state(town) == State.CHARGED
    assert (said(owner, CORRECTED), said(owner, NOT_FOUND)) == (1, 0)
    assert "有一笔收款登记有误" in town.phone(DESK).find("收款登记有误").text
    assert "如何付款" in owner.find(CORRECTED).labels
    await plumber.sends(f"t:{town.tickets()[0].id}")
    await plumber.taps("收款 40元")
    await plumber.taps("现金 40元")
    await plumber.taps("确认已收")
    assert (order_id, state(town)) == (1, State.COLLECTED)


@pytest.mark.rows("R013", "R126")
async def test_a_transfer_that_finance_does_not_find_is_asked_about(town: Town):
    order_id = await booked(town)
    await charged(town, order_id)
    payment = await transferred(town, order_id)
    owner = town.phone(OWNER)
    await does(town, lambda session: not_arrived(session, payment, **act(town, session, FINANCE), reason="未到账"))
    assert state(town) == State.CHARGED
    assert (said(owner, CORRECTED), said(owner, NOT_FOUND)) == (0, 1)
    methods = town.look(lambda session: session.scalars(select(Payment.method)).all())
    assert methods == [Method.TRANSFER]


@pytest.mark.rows("R074", "R126")
async def test_the_same_is_asked_from_the_own_money_and_from_the_job(town: Town):
    order_id = await paid_order(town)
    plumber = town.phone(PLUMBER)
    asked = []
    for way in (f"t:{town.tickets()[0].id}", "cp:1"):
        await plumber.sends(way)
        await plumber.taps("收款记错")
        asked.append((plumber.text, plumber.labels))
    assert asked[0] == asked[1]
    assert "已入账：40元" in plumber.text
    await plumber.taps("记错了单")
    await plumber.taps("作废此笔收款")
    assert "此款待重新收取" in plumber.text
    assert "收款 40元" in plumber.labels
    assert (order_id, state(town)) == (1, State.CHARGED)
