"""Money from Telegram is known by Telegram's own number of it: a provider may repeat its own (R074)."""

import pytest
from sqlalchemy import select

from bot.tables import Charge
from models.ledger.tables import Payment
from tests.people import Town
from tests.stories.test_services_online import invoiced


@pytest.mark.rows("R074")
async def test_a_payment_is_known_by_telegrams_own_number(town: Town):
    owner = await invoiced(town)
    assert (await owner.pays()).ok
    await town.settled()
    charge = town.look(lambda session: session.scalars(select(Charge)).one())
    assert town.look(lambda session: session.scalars(select(Payment)).one().charge_id) == charge.telegram_charge_id
