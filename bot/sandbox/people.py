"""Who there is on our Telegram: the bots' accounts and the people who hold phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BotAccount:
    """A bot as BotFather made it; `key` is what the rest of the code calls it ("owner", "staff")."""

    key: str
    token: str
    telegram_id: int
    username: str
    name: str


@dataclass(frozen=True)
class Castmember:
    """Somebody who may hold a phone; `side` is the key of the bot that is on it.

    `started` says that this person opened the chat with the bot already, so the bot may write first. `phone` is the
    number of their account; without one, they have a number made from their id.
    """

    telegram_id: int
    name: str
    side: str
    role_zh: str
    role_en: str
    language_code: str = "zh-hans"
    started: bool = True
    phone: str = ""

    @property
    def number(self) -> str:
        """The telephone number of their account."""
        return self.phone or f"+8613{self.telegram_id % 10**9:09d}"
