"""People and bots in the shape that the Bot API gives them."""

from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.records import Json


def user_json(person: Castmember) -> Json:
    """A person as User."""
    return {
        "id": person.telegram_id,
        "is_bot": False,
        "first_name": person.name,
        "language_code": person.language_code,
    }


def bot_json(bot: BotAccount) -> Json:
    """A bot as User."""
    return {"id": bot.telegram_id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def private_chat_json(person: Castmember) -> Json:
    """The private chat with a person."""
    return {"id": person.telegram_id, "type": "private", "first_name": person.name}
