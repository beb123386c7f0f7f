"""What one sees on a phone, as plain values for tests and for the page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.sandbox.media_shapes import origin_name
from bot.sandbox.records import Json, Message, Room
from bot.sandbox.world import World


class Button(NamedTuple):
    """A button under a message: its label and what it does (`data` for a tap, or `url`, or `copies` a text, or `pay`)."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None
    style: str | None = None
    pay: bool = False


@dataclass(frozen=True)
class Document:
    """A file in a message."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class MessageView:
    """A message as it stands now; `text` is the caption when there is media, `date` is aware.

    `kind` is "text", "photo", "document", "voice", "location", "contact", "invoice", or "service"; `content` the bytes, if there are any;
    `details` what else the Bot API says of it (duration, coordinates, phone_number). An album is its messages with
    one `media_group_id`. `forwarded_from` is a name, `sender` a Telegram id.
    """

    message_id: int
    from_bot: bool
    text: str
    entities: tuple[Json, ...]
    buttons: tuple[tuple[Button, ...], ...]
    document: Document | None
    date: datetime
    edited: bool
    silent: bool
    reply_to: int | None
    revision: int
    kind: str = "text"
    content: bytes | None = None
    details: Json = field(default_factory=dict)
    media_group_id: str = ""
    forwarded_from: str = ""
    sender: int = 0

    @property
    def location(self) -> tuple[float, float] | None:
        """Latitude and longitude."""
        return (self.details["latitude"], self.details["longitude"]) if self.kind == "location" else None

    @property
    def labels(self) -> list[str]:
        """All button labels, row after row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, label: str) -> Button:
        """The button whose label contains these words; raises LookupError naming the labels there are."""
        for row in self.buttons:
            for button in row:
                if label in button.text:
                    return button
        raise LookupError(f"no button {label!r} among {self.labels}")


@dataclass(frozen=True)
class Toast:
    """What the answer to a tap showed for a moment, or as an alert to be closed."""

    text: str
    alert: bool
    url: str
    query_id: str


@dataclass(frozen=True)
class RoomView:
    """What private chats and groups have in common; `keyboard` is the reply keyboard."""

    messages: tuple[MessageView, ...]
    rings: int
    keyboard: tuple[tuple[str, ...], ...]

    @property
    def last(self) -> MessageView:
        """The newest message; raises IndexError in an empty chat."""
        return self.messages[-1]

    @property
    def from_bot(self) -> tuple[MessageView, ...]:
        """Only what the bot wrote."""
        return tuple(message for message in self.messages if message.from_bot)

    def find_button(self, label: str, message_id: int | None = None) -> tuple[int, str]:
        """The message that has the newest button with these words, and its data; raises LookupError without one."""
        for message in reversed(self.messages):
            if message_id in {None, message.message_id} and any(label in text for text in message.labels):
                return message.message_id, message.button(label).data or ""
        labels = [message.labels for message in self.messages if message.labels]
        raise LookupError(f"no button {label!r}; there are {labels}")

    def message(self, message_id: int) -> MessageView:
        """One message by its number; raises LookupError when it is gone."""
        for message in self.messages:
            if message.message_id == message_id:
                return message
        raise LookupError(f"no message {message_id} in this chat")


@dataclass(frozen=True)
class ChatView(RoomView):
    """A chat as its person sees it; `rings` counts how often the phone rang."""

    unread: int
    started: bool
    blocked: bool


@dataclass(frozen=True)
class GroupView(RoomView):
    """A group as it stands; `bots` are those that are in it, `migrated_to` the supergroup that it became, or 0."""

    title: str
    members: tuple[int, ...]
    bots: tuple[str, ...]
    migrated_to: int


def chat_view(world: World, user: int, bot: str) -> ChatView:
    """A person's chat with a bot."""
    chat = world.chats[bot, user]
    return ChatView(**_room(world, chat), unread=world.unread(chat, user), started=chat.started, blocked=chat.blocked)


def group_view(world: World, chat_id: int) -> GroupView:
    """A group."""
    group = world.groups[chat_id]
    return GroupView(
        **_room(world, group),
        title=group.title,
        members=tuple(group.members),
        bots=tuple(group.bots_here),
        migrated_to=group.migrated_to,
    )


def _room(world: World, room: Room) -> Json:
    rows = (room.keyboard or {}).get("keyboard", [])
    return {
        "messages": tuple(message_view(world, message) for message in world.messages[room.place].values()),
        "rings": room.rings,
        "keyboard": tuple(tuple(str(key["text"]) for key in row) for row in rows),
    }


def message_view(world: World, message: Message) -> MessageView:
    """One message."""
    media = message.media
    return MessageView(
        message_id=message.message_id,
        from_bot=message.from_bot,
        text=message.text,
        entities=tuple(message.entities),
        buttons=buttons_of(message),
        document=_document(world, message),
        date=datetime.fromtimestamp(message.date, tz=world.now().tzinfo),
        edited=message.edit_date is not None,
        silent=message.silent,
        reply_to=message.reply_to,
        revision=message.revision,
        kind=kind_of(message),
        content=world.files.content(media.file) if media and media.file else None,
        details=media.details if media else message.service or {},
        sender=message.sender,
        media_group_id=message.album,
        forwarded_from=origin_name(world, message.forward),
    )


def kind_of(message: Message) -> str:
    """What a message is, in one word."""
    if message.service:
        return "service"
    return message.media.kind if message.media else "text"


def buttons_of(message: Message) -> tuple[tuple[Button, ...], ...]:
    """The rows of buttons under a message."""
    rows = (message.markup or {}).get("inline_keyboard", [])
    return tuple(tuple(_button(button) for button in row) for row in rows)


def toasts_of(world: World, user: int, bot: str) -> list[Toast]:
    """How the bot answered this person's taps, in the order of the taps; silent answers are left out."""
    return [
        Toast(text=query.text, alert=query.alert, url=query.url, query_id=query.query_id)
        for query in world.queries.values()
        if (query.bot, query.user) == (bot, user) and query.answered and (query.text or query.url)
    ]


def _button(button: Json) -> Button:
    copied = button.get("copy_text") or {}
    return Button(
        button["text"],
        button.get("callback_data"),
        button.get("url"),
        copied.get("text"),
        button.get("style"),
        bool(button.get("pay")),
    )


def _document(world: World, message: Message) -> Document | None:
    if message.media is None or message.media.kind != "document":
        return None
    file = world.files[message.media.file]
    return Document(name=file.name, mime=file.mime, content=world.files.content(file.unique_id))
