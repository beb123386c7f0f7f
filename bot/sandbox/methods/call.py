"""One request of a bot: which bot, what it asks for, and the checks that many methods share."""

from dataclasses import dataclass

from bot.sandbox.entities import trimmed, with_found
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.html import parse
from bot.sandbox.markup import checked
from bot.sandbox.params import Params
from bot.sandbox.people import BotAccount
from bot.sandbox.records import HERE, BotRecord, Group, Json, Message, Room
from bot.sandbox.world import World

Text = tuple[str, list[Json]]
LONGEST_CAPTION = 1024


@dataclass(frozen=True)
class Call:
    """A request on its way; every helper raises ApiError in Telegram's words."""

    world: World
    bot: BotAccount
    params: Params

    @property
    def record(self) -> BotRecord:
        """What Telegram remembers of the asking bot."""
        return self.world.records[self.bot.key]

    def room(self) -> Room:
        """The chat meant by chat_id: a private chat, or a group that this bot ever was in."""
        if not self.params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat_id = self.params.integer("chat_id")
        group = self.world.groups.get(chat_id)
        if group is not None and self.bot.key in group.bots:
            return group
        chat = self.world.chats.get((self.bot.key, chat_id))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, what: str = "text messages") -> Room:
        """The room meant by chat_id, where the bot may write; `what` it wants to send."""
        room = self.room()
        if isinstance(room, Group):
            self.check_member(room)
            if not room.bots_may_write:
                raise bad_request(f"not enough rights to send {what} to the chat")
        elif room.blocked:
            raise forbidden("bot was blocked by the user")
        elif not room.started:
            raise forbidden("bot can't initiate conversation with a user")
        return room

    def check_member(self, group: Group) -> None:
        """Raise ApiError when the bot is not in this group, or the group has become a supergroup."""
        if group.migrated_to:
            moved = {"migrate_to_chat_id": group.migrated_to}
            raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
        kind = "group" if group.basic else "supergroup"
        status = group.bots[self.bot.key]
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        if status not in HERE:
            raise forbidden(f"bot is not a member of the {kind} chat")

    def message(self, missing: str) -> Message:
        """The message meant by chat_id and message_id; `missing` is the complaint when there is none."""
        room = self.room()
        if isinstance(room, Group):
            self.check_member(room)
        message_id = self.params.integer("message_id")
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        message = self.world.messages[room.place].get(message_id)
        if message is None:
            raise bad_request(missing)
        return message

    def is_own(self, message: Message) -> bool:
        """Whether the bot itself wrote this message."""
        return message.sender == self.bot.telegram_id

    def formatted(self, name: str) -> Text:
        """A text parameter with its entities, from parse_mode or from a list of entities."""
        field = "caption_entities" if name == "caption" else "entities"
        given = self.params.structure(field, "entities") or []
        return self.with_entities(self.params.text(name), self.params.text("parse_mode"), given)

    def caption(self) -> Text:
        """The caption with its entities; raises ApiError when it is too long."""
        return self.short_enough(self.formatted("caption"))

    def short_enough(self, caption: Text) -> Text:
        """The same caption; raises ApiError when it is too long."""
        if len(caption[0]) > LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        return caption

    def with_entities(self, text: str, mode: str, given: list[Json]) -> Text:
        """A text as the bot means it: by its parse_mode, or with the entities that it gave."""
        entities = given
        if mode.lower() == "html":
            text, entities = parse(text)
        elif mode.lower() not in {"", "none"}:
            # Markdown is a mode that our bots never use; refusing it is better than half of it.
            raise bad_request("unsupported parse_mode")
        entities = [entity for entity in entities if entity.get("user_id", 0) in {0, *self.world.people}]
        text, entities = trimmed(text, entities)
        return text, with_found(text, entities)

    def markup(self) -> Json | None:
        """The keyboard that comes with a message."""
        return checked(self.params.structure("reply_markup", "reply keyboard markup"))
