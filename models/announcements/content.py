"""What an announcement says, and to whom: a plain value, so that a draft that is not kept yet can be previewed (R195)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.estate import Project
from models.policy import policy_of
from models.refusals import ImpossibleTime, ReasonMissing, TimePast, WordsMissing

TITLE_AT_MOST, WORDS_AT_MOST, REASON_AT_MOST = 30, 600, 60  # characters


class Kind(StrEnum):
    """What it is about."""

    INFORMATION = "information"
    SHUTOFF = "shutoff"
    EVENT = "event"


class Supply(StrEnum):
    """What is shut off."""

    WATER = "water"
    POWER = "power"
    LIFT = "lift"
    AIRCON = "aircon"


class Scope(StrEnum):
    """Where: the whole house, some floors, some units."""

    ALL = "all"
    FLOORS = "floors"
    UNITS = "units"


class Whom(StrEnum):
    """Which contacts of a unit: all, those of the owner's house, or those of who uses it."""

    EVERYBODY = "everybody"
    OWNERS = "owners"
    OCCUPIERS = "occupiers"


@dataclass(frozen=True, kw_only=True)
class Content:
    """The words, the times and the target; `places` are floors or numbers of units, as the scope says.

    `hurry` is why a shut-off is announced later than it should be (N36).
    """

    kind: Kind
    title: str = ""
    words: str = ""
    supply: Supply | None = None
    reason: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    scope: Scope = Scope.ALL
    places: tuple[str, ...] = ()
    whom: Whom = Whom.EVERYBODY
    important: bool = False
    send_at: datetime | None = None
    hurry: str = ""


def in_a_hurry(content: Content, project: Project, now: datetime) -> bool:
    """Whether a shut-off would be announced less than the usual hours ahead (24, R214, N36)."""
    if content.kind != Kind.SHUTOFF or content.starts_at is None:
        return False
    ahead = timedelta(hours=policy_of(project).shutoff_notice_hours)
    return content.starts_at - max(now, content.send_at or now) < ahead


def check(content: Content, project: Project, now: datetime) -> None:
    """Whether it can be sent; raises WordsMissing, ImpossibleTime, TimePast, or ReasonMissing for one in a hurry."""
    _check_words(content)
    starts, ends, sends = content.starts_at, content.ends_at, content.send_at or now
    if starts is not None and ends is not None and ends <= starts:
        raise ImpossibleTime
    if (ends is not None and ends <= now) or (content.kind == Kind.SHUTOFF and starts is not None and starts <= now):
        raise TimePast
    if content.kind == Kind.SHUTOFF and starts is not None and sends >= starts:
        raise ImpossibleTime
    if in_a_hurry(content, project, now) and not content.hurry.strip():
        raise ReasonMissing


def _check_words(content: Content) -> None:
    shutoff = (content.supply, content.reason.strip(), content.starts_at, content.ends_at)
    others = (content.title.strip(), content.words.strip())
    if not all(shutoff if content.kind == Kind.SHUTOFF else others):
        raise WordsMissing
