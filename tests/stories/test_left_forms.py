"""A form that was left by a button of an older message keeps no buttons that look alive, and can be taken up again."""

from tests.people import Town
from tests.stories.steps import reported


async def test_the_menu_of_an_older_card_takes_the_buttons_of_the_form_below(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    card = desk.last.message_id
    await desk.says("/start")
    await desk.taps("代录", desk.last.message_id)
    await desk.says("0301")
    form = desk.last
    assert form.message_id != card
    assert form.buttons
    await desk.taps("主菜单", card)
    chat = town.sandbox.chat(desk.user, desk.side)
    assert any("代录" in one for one in chat.message(card).labels)
    assert chat.message(form.message_id).buttons == ()
    await desk.taps("继续", card)
    assert "谁报的" in town.sandbox.chat(desk.user, desk.side).message(card).text
