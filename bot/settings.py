"""Settings from the environment or a .env file; what is wrong is said in one sentence before anything starts."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.machine import Account, Hook
from bot.payments import CURRENCY, Provider
from bot.texts import LANGUAGES
from models.people import Side

PREFIX = "GUANJIA_"
# Telegram counts these in other parts than hundredths, and the office's prices are hundredths.
NO_CENTS = re.compile("BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|VND|VUV|XAF|XOF|XPF|XTR|BHD|IQD|JOD|KWD|LYD|OMR|TND")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which, and what to do."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is not a time zone such as Asia/Shanghai") from error
    return name


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is not one of {', '.join(LANGUAGES)}")
    return code


def _listen(where: str) -> str:
    host, _, port = where.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"{where!r} is not a place to listen such as 127.0.0.1:8080")
    return where


def _currency(code: str) -> str:
    if not re.fullmatch("[A-Z]{3}", code) or NO_CENTS.fullmatch(code):
        raise ValueError(f"{code!r} is not a currency of hundredths such as CNY")
    return code


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} must begin with http:// or https://")
    return url.rstrip("/")


Zone = Annotated[str, AfterValidator(_zone)]
Language = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Currency = Annotated[str, AfterValidator(_currency)]
SECRETS = frozenset(
    {"owner_token", "staff_token", "payment_token", "payment_currency"}
)  # of an office: for its bots only


class Office(BaseModel):
    """One management office and its two tokens."""

    code: str = "office"
    name_zh: str = "物业服务中心"
    name_en: str = "Property Service Centre"
    owner_token: str
    staff_token: str
    timezone: Zone = "Asia/Shanghai"
    language: Language = "zh_Hans"
    desk_phone: str = ""
    control_room_phone: str = ""
    payment_token: str = ""
    payment_currency: Currency = CURRENCY

    @property
    def accounts(self) -> list[Account]:
        """The office's two bots; owners can pay on theirs if there is a payment provider."""
        provider = Provider(self.payment_token, self.payment_currency) if self.payment_token else None
        owners = Account(self.owner_token, self.code, Side.OWNER, provider)
        return [owners, Account(self.staff_token, self.code, Side.STAFF)]


class Settings(BaseSettings):
    """GUANJIA_OWNER_TOKEN and so on; `offices` names a TOML file for several properties."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    owner_token: str = ""
    staff_token: str = ""
    offices: Path | None = None
    office_name: str = ""
    desk_phone: str = ""
    control_room_phone: str = ""
    payment_token: str = ""
    payment_currency: Currency = CURRENCY
    database_url: str = "sqlite:///data/guanjia.db"
    telegram_url: Address = "https://api.telegram.org"
    proxy: str | None = None
    webhook_url: Address | None = None
    webhook_secret: str = ""
    webhook_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    timezone: Zone = "Asia/Shanghai"
    language: Language = "zh_Hans"

    @property
    def hook(self) -> Hook | None:
        """Where Telegram delivers; None for polling. Raises SettingsError for an address without a secret."""
        if self.webhook_url is None:
            return None
        if not SECRET.fullmatch(self.webhook_secret):
            raise SettingsError(
                f"{PREFIX}WEBHOOK_SECRET is missing or malformed: a webhook needs a secret, 1 to 256 letters, digits, _ or -."
            )
        return Hook(self.webhook_url, self.webhook_secret)

    def all_offices(self) -> list[Office]:
        """Every office of this deployment; raises SettingsError where there is none."""
        if self.offices is not None:
            return _distinct(_read_offices(self.offices), self.offices)
        missing = [
            f"{PREFIX}{name}_TOKEN"
            for name, token in (("OWNER", self.owner_token), ("STAFF", self.staff_token))
            if not token
        ]
        if missing:
            raise SettingsError(
                f"{' and '.join(missing)} missing: ask @BotFather for two bots and put their tokens into the environment or .env."
            )
        named = {"name_zh": self.office_name, "name_en": self.office_name} if self.office_name else {}
        shared = {
            "timezone": self.timezone,
            "language": self.language,
            "desk_phone": self.desk_phone,
            "control_room_phone": self.control_room_phone,
            "payment_token": self.payment_token,
            "payment_currency": self.payment_currency,
        }
        return [Office(owner_token=self.owner_token, staff_token=self.staff_token, **named, **shared)]


def currency_warnings(offices: Iterable[Office]) -> list[str]:
    """One sentence for each office whose bills are in another currency than its prices, receipts and books, which are in yuan."""
    return [
        f"{office.code}: owners are asked to pay in {office.payment_currency}, the same figures that the price list, the receipts "
        f"and the books have in {CURRENCY}; set {PREFIX}PAYMENT_CURRENCY to {CURRENCY} unless all of them are meant so."
        for office in offices
        if office.payment_token and office.payment_currency != CURRENCY
    ]


def _read_offices(path: Path) -> list[Office]:
    try:
        listed: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["office"]
        return [Office(**one) for one in listed]
    except FileNotFoundError as error:
        raise SettingsError(f"{PREFIX}OFFICES names {path}, and there is no such file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}OFFICES names {path}, which cannot be read as a text file.") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SettingsError(f"{path} must list [[office]] tables with code, owner_token and staff_token.") from error
    except ValidationError as error:
        raise SettingsError(f"{path}: {_first(error)}") from error


def _distinct(offices: list[Office], path: Path) -> list[Office]:
    """The offices, if there are any and each has a code and tokens of its own."""
    codes = [office.code for office in offices]
    tokens = [token for office in offices for token in (office.owner_token, office.staff_token)]
    if not offices or len(set(codes)) < len(codes) or len(set(tokens)) < len(tokens):
        raise SettingsError(f"{path} must list at least one [[office]], each with a code and two tokens of its own.")
    return offices


def _first(error: ValidationError, prefix: str = "") -> str:
    """The first complaint; never the value, which may be a token."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(map(str, first["loc"]))
    return f"{prefix}{name.upper() if prefix else name}: {first['msg'].removeprefix('Value error, ')}."


def load() -> Settings:
    """The settings of this process; raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_first(error, PREFIX)) from error
