"""Before anybody has set out an owner asks for another time; it is a wish until the office has agreed (R049)."""

import pytest

from tests.people import Town
from tests.stories.steps import accepted, report_in_danger, reported


@pytest.mark.rows("R049")
async def test_before_the_dispatch_it_becomes_the_wished_time(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await owner.says("/tickets")
    await owner.taps("0301", owner.last.message_id)
    await owner.taps("改时间", owner.last.message_id)
    await owner.says("明天 14:00")
    await owner.taps("确认", owner.last.message_id)
    assert "待确认" in owner.text
    assert "业主希望改时间" in desk.text
    assert "业主希望改到：9月16日 周二 14:00，待确认" in desk.text


@pytest.mark.rows("R049")
async def test_an_agreed_time_stands_until_the_technician_agrees_the_new_one(town: Town):
    owner, plumber = await accepted(town)
    await plumber.taps("约定时间", plumber.last.message_id)
    await plumber.taps(plumber.labels[0], plumber.last.message_id)
    await plumber.taps("确认", plumber.last.message_id)
    agreed = town.tickets()[0].appointed_from
    assert agreed is not None
    await owner.taps("改时间", owner.last.message_id)
    await owner.says("明天 14:30")
    await owner.taps("确认", owner.last.message_id)
    assert town.tickets()[0].appointed_from == agreed
    assert "希望改到：9月16日 周二 14:30（待确认）" in owner.text
    assert "业主希望改时间" in plumber.text
    await plumber.taps("约定时间", plumber.last.message_id)
    await plumber.taps("9月16日 周二 14:30", plumber.last.message_id)
    assert "约定时间：9月16日 周二 14:30" in plumber.text
    await plumber.taps("确认", plumber.last.message_id)
    assert town.tickets()[0].appointed_from == town.at("14:30", days=1)
    for name in ("何志强", "郑雨"):
        seen = town.phone(name).find("BX20250915001").text
        assert "已约9月16日 周二 14:30" in seen
        assert "业主希望改时间" not in seen
    assert "待确认" not in owner.text
    await plumber.taps("已备齐，出发", plumber.last.message_id)
    assert "改时间" not in owner.labels


@pytest.mark.rows("R049")
async def test_a_wished_slot_that_is_on_offer_stands_there_once(town: Town):
    owner, plumber = await accepted(town)
    await owner.taps("改时间", owner.last.message_id)
    slot = owner.labels[2]
    await owner.taps(slot)
    await owner.taps("确认")
    await plumber.taps("约定时间", plumber.last.message_id)
    assert plumber.labels.count(slot) == 1


@pytest.mark.rows("R043", "R049")
async def test_a_time_typed_at_the_read_back_takes_the_place_of_the_other(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await owner.says("/tickets")
    await owner.taps("0301", owner.last.message_id)
    await owner.taps("改时间", owner.last.message_id)
    await owner.says("明天 14:00")
    await owner.says("明天上午9点半")
    assert "9月16日 周二 09:30" in owner.text
    assert "14:00" not in owner.text
    await owner.says("还有热水管也滴水")
    assert "请点击下面的按钮" in owner.text
    assert "9月16日 周二 09:30" in owner.text
    await owner.taps("确认")
    assert town.tickets()[0].wished_from == town.at("9:30", days=1)


@pytest.mark.rows("R098")
async def test_where_there_is_danger_nobody_is_asked_for_another_time(town: Town):
    owner = town.phone("陈女士")
    await report_in_danger(owner)
    await owner.says("/tickets")
    await owner.taps("0301", owner.last.message_id)
    assert "改时间" not in owner.labels
