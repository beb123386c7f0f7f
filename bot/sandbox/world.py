"""The state of our Telegram: bots, people, chats, messages, files, and the updates that wait for each bot."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.sandbox.bell import Bell, Change
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.journal import Journal
from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.records import GROUP, BotRecord, Chat, Checkout, Group, Json, Message, Place, Query, Ring, Room
from bot.sandbox.updates import UpdateQueue

RINGS_KEPT = 100
FIRST_WORDS = 60
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class World:
    """Holds everything and writes every change down; who may do what is decided elsewhere.

    `new_update(bot key)` is called when an update was put into a bot's queue.
    """

    def __init__(
        self,
        bots: Sequence[BotAccount],
        now: Callable[[], datetime],
        journal: Journal,
    ) -> None:
        self.now = now
        self.journal = journal
        self.bell = Bell()
        self.faults = Faults(self._faults_changed)
        self.bots = {bot.key: bot for bot in bots}
        self.people: dict[int, Castmember] = {}
        self.chats: dict[Place, Chat] = {}
        self.messages: dict[Place, dict[int, Message]] = {}
        self.files = Files(journal, {bot.key: bot.token for bot in bots})
        self.queries: dict[str, Query] = {}
        self.checkouts: dict[str, Checkout] = {}
        self.groups: dict[int, Group] = {}
        self.rings: list[Ring] = []
        self.records = {bot.key: BotRecord(bot=bot.key, next_update_id=_first_update_id(bot)) for bot in bots}
        self.queues = {bot.key: self._queue(bot.key) for bot in bots}
        self.new_update: Callable[[str], None] = lambda _bot: None
        self.revision = 0

    def timestamp(self) -> int:
        """Now, as Unix seconds."""
        return int(self.now().timestamp())

    def welcome(self, person: Castmember) -> None:
        """Make a person known, and the chat with the bot on their phone unless there is one already."""
        self.people[person.telegram_id] = person
        for bot in self.bots:
            if (bot, person.telegram_id) not in self.chats:
                started = person.started and bot == person.side
                self.open_chat(Chat(bot=bot, user=person.telegram_id, started=started))
        self.journal.put("person", str(person.telegram_id), person)
        self.bell.ring(Change("people"))

    def open_chat(self, chat: Chat) -> None:
        """Put a chat on the shelf."""
        self.chats[chat.place] = chat
        self.messages.setdefault(chat.place, {})

    def open_group(self, group: Group) -> None:
        """Put a group on the shelf."""
        self.groups[group.chat_id] = group
        self.messages.setdefault(group.place, {})

    def bot_by_id(self, telegram_id: int) -> BotAccount:
        """The bot with this account."""
        return next(bot for bot in self.bots.values() if bot.telegram_id == telegram_id)

    def room(self, place: Place) -> Room:
        """A private chat or a group."""
        return self.groups[place[1]] if place[0] == GROUP else self.chats[place]

    def post(self, room: Room, sender: int, **content: Any) -> Message:
        """Put a new message of a person or a bot into a room; a message of a bot rings unless it is silent."""
        bot, chat_id = room.place
        from_bot = sender not in self.people
        number, date = room.next_message_id, self.timestamp()
        message = Message(
            bot=bot, chat_id=chat_id, message_id=number, sender=sender, from_bot=from_bot, date=date, **content
        )
        room.next_message_id += 1
        self.messages[room.place][number] = message
        if not from_bot:
            self._has_read(room, sender, number)
        elif not message.silent and not self._rang(message):
            room.rings += 1
            self._ring(message, answer=room.awaiting)
        # In a group not everything that people say is said to a bot: hearing.py knows what is.
        room.awaiting = not from_bot and isinstance(room, Chat)
        self.save_room(room)
        self.save_message(message)
        return message

    def reacted(self, place: Place) -> None:
        """The bot answered a tap or changed a message: its next message is news, not an answer."""
        room = self.room(place)
        if room.awaiting:
            room.awaiting = False
            self.save_room(room)

    def save_message(self, message: Message) -> None:
        """Write a message down as it stands now."""
        self.revision += 1
        message.revision = self.revision
        self.journal.put("message", _key(message), message)
        self.bell.ring(Change("message", *message.place, message.message_id))

    def remove_message(self, message: Message) -> None:
        """Take a message out of its chat."""
        del self.messages[message.place][message.message_id]
        self.journal.put("message", _key(message), None)
        self.bell.ring(Change("gone", *message.place, message.message_id))

    def save_room(self, room: Room) -> None:
        """Write a chat or a group down."""
        shelf = "group" if isinstance(room, Group) else "chat"
        bot, chat_id = room.place
        self.journal.put(shelf, f"{bot}/{chat_id}", room)
        self.bell.ring(Change(shelf, bot, chat_id))

    def save_query(self, query: Query) -> None:
        """Write a tap down, answered or not."""
        self.queries[query.query_id] = query
        self.journal.put("query", query.query_id, query)
        if query.answered:
            self.bell.ring(Change("answered", *query.place, int(query.query_id)))

    def save_record(self, record: BotRecord) -> None:
        """Write down what is remembered of a bot."""
        self.journal.put("bot", record.bot, record)

    def tell_commands(self, bot: str) -> None:
        """The menu, the name or the description of a bot changed."""
        self.bell.ring(Change("commands", bot))

    def tell_bot(self, bot: str, kind: str, content: Json) -> None:
        """Queue an update for a bot, if it wants this kind."""
        record = self.records[bot]
        wanted = kind in record.allowed_updates if record.allowed_updates else kind not in NOT_BY_DEFAULT
        if not wanted:
            return
        update = {"update_id": record.next_update_id, kind: content}
        record.next_update_id += 1
        self.save_record(record)
        self.queues[bot].add(update)
        self.new_update(bot)

    def unread(self, room: Room, user: int) -> int:
        """How many messages of others this person has not seen."""
        seen = room.read.get(str(user), 0) if isinstance(room, Group) else room.read_up_to
        messages = self.messages[room.place].values()
        return sum(message.sender != user and message.message_id > seen for message in messages)

    def read(self, room: Room, user: int, up_to: int) -> None:
        """A person has seen a room up to this message."""
        if self._has_read(room, user, min(up_to, room.next_message_id - 1)):
            self.save_room(room)

    def _has_read(self, room: Room, user: int, up_to: int) -> bool:
        if isinstance(room, Chat):
            before, room.read_up_to = room.read_up_to, max(room.read_up_to, up_to)
        else:
            before = room.read.get(str(user), 0)
            room.read[str(user)] = max(before, up_to)
        return up_to > before

    def _rang(self, message: Message) -> bool:
        # An album rings once.
        before = self.messages[message.place].get(message.message_id - 1)
        return bool(message.album) and before is not None and before.album == message.album

    def _ring(self, message: Message, *, answer: bool) -> None:
        kind = message.media.kind if message.media else "text"
        words = message.text or (self.files[message.media.file].name if message.media and kind == "document" else "")
        number = self.rings[-1].number + 1 if self.rings else 1
        ring = Ring(
            number=number,
            bot=message.bot,
            chat_id=message.chat_id,
            message_id=message.message_id,
            at=message.date,
            words=words[:FIRST_WORDS],
            kind=kind,
            answer=answer,
        )
        self.rings.append(ring)
        self.journal.put("ring", str(number), ring)
        for old in self.rings[:-RINGS_KEPT]:
            self.journal.put("ring", str(old.number), None)
        del self.rings[:-RINGS_KEPT]
        self.bell.ring(Change("ring", *message.place, number))

    def _queue(self, bot: str) -> UpdateQueue:
        def save(update_id: int, update: Json | None) -> None:
            self.journal.put(f"updates/{bot}", str(update_id), update)

        return UpdateQueue(self.faults, save, lambda: self.bell.ring(Change("updates", bot)))

    def _faults_changed(self) -> None:
        self.journal.put("faults", "", self.faults.as_json())
        self.bell.ring(Change("faults"))


def _key(message: Message) -> str:
    return f"{message.bot}/{message.chat_id}/{message.message_id}"


def _first_update_id(bot: BotAccount) -> int:
    # Telegram starts somewhere, not at one: a bot that counts on small numbers should notice here.
    return 100_000_000 + int(hashlib.sha256(bot.token.encode()).hexdigest(), 16) % 800_000_000
