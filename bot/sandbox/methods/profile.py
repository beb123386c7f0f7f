"""Who a bot is: getMe, and its name and descriptions in several languages."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.records import BotRecord, Json
from bot.sandbox.user_shapes import bot_json

LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> Json:
    """getMe."""
    return bot_json(call.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_name(call: Call) -> bool:
    """setMyName."""
    return _set(call, "name")


def get_name(call: Call) -> Json:
    """getMyName."""
    return {"name": words_in(call.record, "name", call.params.text("language_code")) or call.bot.name}


def set_description(call: Call) -> bool:
    """setMyDescription: what an empty chat shows."""
    return _set(call, "description")


def get_description(call: Call) -> Json:
    """getMyDescription."""
    return {"description": words_in(call.record, "description", call.params.text("language_code"))}


def set_short_description(call: Call) -> bool:
    """setMyShortDescription: what the bot's profile shows."""
    return _set(call, "short_description")


def get_short_description(call: Call) -> Json:
    """getMyShortDescription."""
    return {"short_description": words_in(call.record, "short_description", call.params.text("language_code"))}


def words_in(record: BotRecord, field: str, language: str) -> str:
    """A name or description in a language, or else the one for everybody."""
    return record.words.get(f"{field}/{language}") or record.words.get(f"{field}/", "")


def _set(call: Call, field: str) -> bool:
    words = call.params.text(field).strip()
    if len(words) > LONGEST[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    call.record.words[f"{field}/{call.params.text('language_code')}"] = words
    call.world.save_record(call.record)
    call.world.tell_commands(call.bot.key)
    return True
