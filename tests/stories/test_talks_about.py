"""A person to talk to about a ticket: the call and the conversation know which (R022, R132)."""

import pytest

from tests.people import Town
from tests.stories.steps import reported
from tests.stories.test_talks import NOW


@pytest.mark.rows("R132")
async def test_a_call_knows_the_ticket_from_which_it_was_asked(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    number = town.tickets()[0].number
    await owner.says("/tickets")
    await owner.taps("水龙头")
    await owner.taps("联系人工", owner.last.message_id)
    assert f"关于{number}" in owner.text
    await owner.taps("请给我回电", owner.last.message_id)
    assert number in desk.find("业主请求人工来电").text


@pytest.mark.rows("R022", "R188")
async def test_a_conversation_about_a_ticket_stands_on_its_card(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    number = town.tickets()[0].number
    await owner.says("/tickets")
    await owner.taps("水龙头")
    await owner.taps("联系人工", owner.last.message_id)
    await owner.taps(NOW, owner.last.message_id)
    await owner.says("今天能来吗")
    await desk.taps("我来接待")
    await desk.taps("返回对话", desk.last.message_id)
    assert f"关于{number}" in desk.text
    await desk.says(number)
    assert "陈女士：今天能来吗" in desk.text
