"""A bot's menu, names and words, and the chats it can look up."""

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands

from .conftest import CHEN, NEW, OWNER, WANG, Raw


async def test_who_the_bot_is(bot: telegram.Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.first_name) == (OWNER.telegram_id, OWNER.username, OWNER.name)
    assert await bot.set_my_name("Guanjia", language_code="en")
    assert (await bot.get_my_name("en")).name == "Guanjia"
    assert (await bot.get_my_name()).name == "管家"
    assert await bot.set_my_description("报修、投诉、账单")
    assert (await bot.get_my_description("en")).description == "报修、投诉、账单"
    assert await bot.set_my_short_description("物业服务")
    assert (await bot.get_my_short_description()).short_description == "物业服务"


async def test_the_menu_is_in_the_persons_language(bot: telegram.Bot, raw: Raw) -> None:
    everyone = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("report", "报修")], scope=everyone, language_code="zh")
    await bot.set_my_commands([BotCommand("bind", "绑定")], scope=BotCommandScopeChat(NEW))
    assert await bot.get_my_commands(everyone, "zh") == (BotCommand("report", "报修"),)
    assert await bot.get_my_commands(everyone) == ()
    assert await _menu(raw, CHEN) == ["报修"]
    assert await _menu(raw, WANG) == ["Help"]
    assert await _menu(raw, NEW) == ["绑定"]
    await bot.delete_my_commands(everyone, "zh")
    assert await _menu(raw, CHEN) == ["Help"]


async def test_the_menu_button(bot: telegram.Bot, raw: Raw) -> None:
    assert (await bot.get_chat_menu_button()).type == "default"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(CHEN)).type == "commands"
    sentence = await raw.refused("setChatMenuButton", menu_button={"type": "carousel"})
    assert sentence == "400 Bad Request: menuButton has unsupported type"


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        ([{"command": "Bad-Name", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "good", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "c", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ({"command": "c"}, "expected an Array of BotCommand"),
        ("[", "can't parse commands JSON object"),
    ],
)
async def test_menus_that_are_refused(raw: Raw, commands: object, sentence: str) -> None:
    assert await raw.refused("setMyCommands", commands=commands) == f"400 Bad Request: {sentence}"


async def test_looking_up_a_chat(bot: telegram.Bot) -> None:
    chat = await bot.get_chat(CHEN)
    assert (chat.id, chat.type, chat.first_name) == (CHEN, "private", "陈女士")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await bot.get_chat(1)


async def _menu(raw: Raw, user: int) -> list[str]:
    response = await raw.client.get(f"/phones/chats/owner/{user}")
    return [command["description"] for command in response.json()["commands"]]
