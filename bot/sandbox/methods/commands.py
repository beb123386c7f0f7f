"""The menu: a bot's commands for whom and in which language, and the button that opens them."""

import json
import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.people import Castmember
from bot.sandbox.records import BotRecord, Json

NAME = re.compile(r"[a-z0-9_]{1,32}")
MOST = 100
LONGEST = 256
PRIVATE = ("all_private_chats", "default")


def set_commands(call: Call) -> bool:
    """setMyCommands."""
    commands = call.params.structure("commands", "commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.record.commands[_key(call)] = [_command(command) for command in commands]
    return _saved(call)


def get_commands(call: Call) -> list[Json]:
    """getMyCommands, for exactly this scope and language."""
    return call.record.commands.get(_key(call), [])


def delete_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.record.commands.pop(_key(call), None)
    return _saved(call)


def set_menu_button(call: Call) -> bool:
    """setChatMenuButton, for one chat or for all."""
    button = call.params.structure("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("menuButton must be an Object")
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("menuButton has unsupported type")
    call.record.menu_buttons[_menu_chat(call)] = button
    return _saved(call)


def get_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    buttons = call.record.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get("") or {"type": "default"}


def commands_for(record: BotRecord, person: Castmember) -> list[Json]:
    """The commands that a person's menu lists: the nearest scope wins, in it their language before any."""
    language = person.language_code.split("-")[0]
    chat = json.dumps({"type": "chat", "chat_id": person.telegram_id}, sort_keys=True)
    for scope in (chat, *(json.dumps({"type": kind}) for kind in PRIVATE)):
        for spoken in (language, ""):
            if commands := record.commands.get(f"{spoken}/{scope}"):
                return commands
    return []


def _key(call: Call) -> str:
    scope = call.params.structure("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    if "chat_id" in scope:
        scope = {**scope, "chat_id": int(scope["chat_id"])}
    return f"{call.params.text('language_code')}/{json.dumps(scope, sort_keys=True)}"


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _menu_chat(call: Call) -> str:
    if not call.params.text("chat_id"):
        return ""
    call.room()
    return call.params.text("chat_id")


def _saved(call: Call) -> bool:
    call.world.save_record(call.record)
    call.world.tell_commands(call.bot.key)
    return True
