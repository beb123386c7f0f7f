"""What Telegram itself shows of a bot: the commands, the menu button and the description, in every language."""

from datetime import UTC
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.scene import Routes
from bot.texts import LANGUAGES, Reader, render

log = structlog.stdlib.get_logger(__name__)

# Telegram wants two letters; everybody else gets the office's own language.
CODES: dict[str, str | None] = {"zh_Hans": None, "en": "en"}


async def set_menus(bot: ExtBot[Any], routes: Routes) -> None:
    """Tell Telegram; a failure is no reason not to work."""
    try:
        for language in LANGUAGES:
            await _set(bot, routes, language)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        log.warning("menus not set", reason=type(error).__name__)


async def _set(bot: ExtBot[Any], routes: Routes, language: str) -> None:
    reader, code = Reader(language, UTC), CODES[language]
    commands = [
        BotCommand(name, render(command.says, reader, escape=False)) for name, command in routes.commands.items()
    ]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
    about = render(routes.about, reader, escape=False)
    await bot.set_my_description(about, language_code=code)
    await bot.set_my_short_description(about[:120], language_code=code)
