"""People and bots in the shape that the Bot API gives them."""

from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.records import Json
from bot.sandbox.world import World


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


def account_json(world: World, telegram_id: int) -> Json:
    """A person or a bot as User."""
    person = world.people.get(telegram_id)
    return user_json(person) if person else bot_json(world.bot_by_id(telegram_id))


def private_chat_json(person: Castmember) -> Json:
    """The private chat with a person."""
    return {"id": person.telegram_id, "type": "private", "first_name": person.name}
