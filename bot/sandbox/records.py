"""The records our Telegram keeps; each one is plain data, so that the journal can write it down."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Place = tuple[str, int]
GROUP = "group"
HERE = frozenset({"member", "administrator"})


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

    @property
    def place(self) -> Place:
        """Where its messages lie."""
        return self.bot, self.user


@dataclass(kw_only=True)
class Group:
    """A group of people and bots. `bots` says of each that ever was in it what it is there: "member" (in privacy mode),
    "administrator" (sees everything), "left" or "kicked".

    `read` is up to which message each person has read; its keys are texts, as JSON wants them.
    """

    chat_id: int
    title: str
    creator: int
    members: list[int]
    bots: dict[str, str] = field(default_factory=dict)
    basic: bool = False
    bots_may_write: bool = True
    migrated_to: int = 0
    next_message_id: int = 1
    read: dict[str, int] = field(default_factory=dict)
    rings: int = 0
    awaiting: bool = False
    keyboard: Json | None = None

    @property
    def place(self) -> Place:
        """Where its messages lie."""
        return GROUP, self.chat_id

    @property
    def present(self) -> bool:
        """Whether any bot is in it."""
        return bool(self.bots_here)

    @property
    def bots_here(self) -> list[str]:
        """The bots that are in it."""
        return [bot for bot, status in self.bots.items() if status in HERE]


Room = Chat | Group


@dataclass(kw_only=True)
class Media:
    """What a message carries besides text: "photo", "document", "voice", "location", "contact" or "invoice".

    `file` is the unique id of the file, if it has one; `details` is what the Bot API says of it besides.
    """

    kind: str
    file: str = ""
    details: Json = field(default_factory=dict)


@dataclass(kw_only=True)
class Message:
    """A message as it stands now; with media, `text` is the caption. Dates are Unix seconds.

    `bot` is the bot of a private chat, or GROUP; `sender` the Telegram id of a person or a bot. Messages of one album
    share its number. `forward` is a MessageOrigin, and `service` what happened to a group, with people and bots by id.
    """

    bot: str
    chat_id: int
    message_id: int
    from_bot: bool
    sender: int
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    with_keyboard: bool = False
    media: Media | None = None
    album: str = ""
    forward: Json | None = None
    service: Json | None = None
    reply_to: int | None = None
    silent: bool = False
    protected: bool = False
    edit_date: int | None = None
    revision: int = 0
    payload: str = ""  # an invoice's, which only its bot knows

    @property
    def place(self) -> Place:
        """The chat it lies in."""
        return self.bot, self.chat_id


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
    """A person's tap on a button, and how the bot answered it; in a private chat `chat_id` is the person's id."""

    query_id: str
    bot: str
    user: int
    chat_id: int
    message_id: int
    data: str
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""

    @property
    def place(self) -> Place:
        """The chat that the button is in."""
        return (self.bot if self.chat_id == self.user else GROUP), self.chat_id


@dataclass(kw_only=True)
class Checkout:
    """A person has pressed "pay": the bot is asked, and `error` is why it said no. Kept only as long as it is waited for."""

    query_id: str
    user: int
    invoice: Message
    answered: bool = False
    ok: bool = False
    error: str = ""


@dataclass(kw_only=True)
class Ring:
    """A message of a bot that made phones ring; `answer` says that it only answers what somebody there just did."""

    number: int
    bot: str
    chat_id: int
    message_id: int
    at: int
    words: str
    kind: str = "text"
    answer: bool = False


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
