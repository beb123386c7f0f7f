"""What the clock tells customers of their orders waits for the morning and for the end of a holiday (DOMAIN 3.2, R062, R064)."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.hours import is_holiday, is_working_day
from models.notices import Notice, NoticeState
from models.orders.lifecycle import State
from models.people import Side
from tests.people import OPENING, Town
from tests.stories.service_steps import OWNER, booked, charged
from tests.stories.test_services_prices import asks, priced, state

OF_THE_CLOCK = ("order.price_waits.customer", "order.expire.customer", "order.unpaid.customer")
MORNING, EVENING = time(8, 30), time(20, 30)


def told(town: Town) -> list[tuple[str, datetime]]:
    """What the clock has told customers, and when by the clock of the office."""
    sent = select(Notice.kind, Notice.sent_at).where(Notice.kind.in_(OF_THE_CLOCK), Notice.side == Side.OWNER)
    rows = town.look(lambda session: session.execute(sent.where(Notice.state == NoticeState.SENT)).all())
    return sorted(((kind, at.astimezone(OPENING.tzinfo)) for kind, at in rows), key=lambda one: one[1])


def by_day(town: Town) -> None:
    """Nobody was disturbed."""
    for kind, at in told(town):
        assert MORNING <= at.time() <= EVENING, (kind, at)
        assert not is_holiday(at.date()), (kind, at)


@pytest.mark.rows("R062", "R064")
async def test_a_price_that_waits_or_runs_out_at_night_is_spoken_of_in_the_morning(town: Town):
    await asks(town.phone(OWNER))
    await town.until(town.at("09:30"))
    await priced(town)
    await town.until(town.at("08:29", days=2))
    assert told(town) == []
    await town.until(town.at("08:31", days=2))
    assert [kind for kind, _ in told(town)] == ["order.price_waits.customer"]
    await town.until(town.at("21:00", days=2))
    await priced(town, 120)
    await town.until(town.at("23:00", days=5))
    assert state(town) == State.EXPIRED
    assert [kind for kind, _ in told(town)].count("order.expire.customer") == 0
    await town.until(town.at("09:00", days=6))
    assert [kind for kind, _ in told(town)].count("order.expire.customer") == 1
    by_day(town)


@pytest.mark.rows("R062", "X3")
async def test_nobody_is_reminded_of_money_at_night(town: Town):
    order = await booked(town)
    await town.until(town.at("21:10"))
    await charged(town, order)
    await town.until(town.at("08:29", days=4))
    assert told(town) == []
    await town.until(town.at("08:31", days=4))
    assert len(told(town)) == 1
    await town.until(town.at("12:00", days=8))
    assert len(told(town)) == 2
    by_day(town)


@pytest.mark.rows("R062", "X3")
async def test_a_holiday_is_left_in_peace_and_ends_with_one_reminder_and_a_call_of_a_working_day(town: Town):
    order = await booked(town)
    await town.until(town.at("10:00", days=14))  # 29 September: both reminders fall into the national holiday
    await charged(town, order)
    await town.until(town.at("23:00", days=23))
    assert told(town) == []
    await town.until(town.at("10:30", days=24))
    assert len(told(town)) == 1
    assert town.phone(OWNER).find("尚有40元待支付")
    await town.until(town.at("12:00", days=26))
    by_day(town)
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNPAID)).all())
    assert len(calls) == 1
    assert is_working_day(calls[0].due_at.astimezone(OPENING.tzinfo).date())
    assert date(2025, 10, 9) <= calls[0].due_at.astimezone(OPENING.tzinfo).date()
