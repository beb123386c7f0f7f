"""The records our Telegram keeps; each one is plain data, so that the journal can write it down."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(kw_only=True)
class Chat:
    """A private chat of one person with one bot; its chat id is the person's id, as in Telegram.

    `awaiting`: the person did something and the bot has not reacted yet. `rings` counts.
    """

    bot: str
    user: int
    started: bool = False
    blocked: bool = False
    next_message_id: int = 1
    read_up_to: int = 0
    rings: int = 0
    awaiting: bool = False
    keyboard: Json | None = None


@dataclass(kw_only=True)
class Media:
    """What a message carries besides text: "photo", "document", "voice", "location" or "contact".

    `file` is the unique id of the file, if it has one; `details` is what the Bot API says of it besides.
    """

    kind: str
    file: str = ""
    details: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Message:
    """A message as it stands now; with media, `text` is the caption. Dates are Unix seconds.

    Messages of one album share its number. `forward` is a MessageOrigin, with a person by their id.
    """

    bot: str
    user: int
    message_id: int
    from_bot: bool
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    with_keyboard: bool = False
    media: Media | None = None
    album: str = ""
    forward: Json | None = None
    reply_to: int | None = None
    silent: bool = False
    protected: bool = False
    edit_date: int | None = None
    revision: int = 0


@dataclass(kw_only=True)
class StoredFile:
    """A file, and the bots that may fetch it. The bytes lie with the journal under `unique_id`.

    `sizes` are the widths and heights in which a photo is offered, the largest last.
    """

    unique_id: str
    kind: str
    bots: list[str]
    path: str
    name: str
    mime: str
    size: int
    sizes: list[list[int]] = field(default_factory=list)


@dataclass(kw_only=True)
class Query:
    """A tap on a button, and how the bot answered it."""

    query_id: str
    bot: str
    user: int
    message_id: int
    data: str
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(kw_only=True)
class Ring:
    """A message of a bot that made a phone ring; `answer` says that it only answers what the person just did."""

    number: int
    bot: str
    user: int
    message_id: int
    at: int
    words: str
    kind: str = "text"
    answer: bool = False


@dataclass(kw_only=True)
class Group:
    """A group that a bot was put into. Bots cannot write in groups yet: only joining and leaving exist."""

    chat_id: int
    bot: str
    title: str
    present: bool = True


@dataclass(kw_only=True)
class BotRecord:
    """What Telegram remembers of one bot between its requests."""

    bot: str
    next_update_id: int
    allowed_updates: list[str] = field(default_factory=list)
    webhook: Json | None = None
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
