"""Booking a paid service on a phone: what is needed, the price that is agreed to, and what goes wrong on the way (R059, R064, R075, R076)."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.orders.lifecycle import State
from models.orders.tables import Consent, Order
from tests.people import Phone, Town

TAP = "S01"
GLASS = "擦玻璃"


async def price_card(owner: Phone, words: str = "换普通水龙头") -> None:
    """Find a service by a few words."""
    await owner.says("/start")
    await owner.taps("有偿服务")
    await owner.says(words)


async def to_the_consent(owner: Phone, quantity: str = "1 x 个") -> None:
    """Book a new tap, up to the page that is agreed to."""
    await price_card(owner)
    await owner.taps("预约", owner.last.message_id)
    await owner.taps(quantity, owner.last.message_id)
    await owner.taps("茶水间", owner.last.message_id)
    await owner.says("今天14点")
    await owner.taps("无需说明", owner.last.message_id)


def orders(town: Town) -> list[tuple[State, int | None]]:
    def read(session: Session) -> list[tuple[State, int | None]]:
        return [(one.state, one.quantity) for one in session.scalars(select(Order).order_by(Order.id))]

    found: list[tuple[State, int | None]] = town.look(read)
    return found


def consents(town: Town) -> list[Any]:
    def read(session: Session) -> list[Any]:
        found = session.scalars(select(Consent).order_by(Consent.id))
        return [(one.text, one.language, one.label, one.amount_fen, one.message_id) for one in found]

    return list(town.look(read))


@pytest.mark.rows("R047", "R059", "R064", "R075")
async def test_an_owner_books_for_the_price_that_they_read(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner, "2 x 个")
    page = owner.last
    print(owner.text, owner.labels)
    assert orders(town) == []
    await owner.taps("同意并预约")
    print(owner.text, owner.labels)
    assert orders(town) == [(State.CONSENTED, 200)]
