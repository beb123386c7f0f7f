"""Another time that costs more or less: the sum is read before it is chosen, on every phone that chooses it (R064, R067)."""

import pytest

from models.orders.reading import agreed_fen, consents_of
from tests.people import Phone, Town
from tests.stories.test_service_work_at_the_desk import OWNER, books, only


async def opened(town: Town) -> Phone:
    """A tap is booked for tomorrow at ten, and its owner looks at it."""
    await books(town, "S01")
    owner = town.phone(OWNER)
    await owner.says("/tickets")
    await owner.taps("0301")
    return owner


def agreed(town: Town) -> int:
    return int(only(town, agreed_fen))


@pytest.mark.rows("R064", "R067")
async def test_the_owner_reads_the_surcharge_of_the_evening_and_agrees_with_the_time(town: Town):
    owner = await opened(town)
    await owner.taps("改时间")
    await owner.says("明天19:00")
    assert "另加6元，合计26元" in owner.text
    await owner.taps("确认")
    assert "上门时间已确认" in owner.text
    assert agreed(town) == 2600
    kept = only(town, consents_of)[-1]
    assert "另加6元" in kept.text
    await owner.taps("改时间")
    await owner.says("明天15:00")
    assert "6元加收费用免收，合计20元" in owner.text
    await owner.taps("确认")
    assert agreed(town) == 2000


@pytest.mark.rows("R047", "R064")
async def test_a_proposed_evening_is_read_with_its_sum(town: Town):
    owner, desk = await opened(town), town.phone("郑雨")
    await desk.says(town.tickets()[0].number)
    await desk.taps("建议改期")
    await desk.says("明天19:00")
    assert "加收6元，合计26元" in desk.text
    await desk.taps("向业主建议")
    assert "另加6元，合计26元" in owner.text
    await owner.taps("这个时间可以")
    assert agreed(town) == 2600
    assert "另加6元" in only(town, consents_of)[-1].text


@pytest.mark.rows("R064", "R076")
async def test_the_desk_reads_out_what_another_time_of_a_cleaning_costs(town: Town):
    await books(town, "B01")
    desk = town.phone("郑雨")
    await desk.says(town.tickets()[0].number)
    await desk.taps("确认时间")
    await desk.taps("另选时间")
    await desk.says("明天19:00")
    assert "合计58.50元" in desk.text
    await desk.taps("已与业主确认")
    assert agreed(town) == 5850
    assert "58.50元" in only(town, consents_of)[-1].text
