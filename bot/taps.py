"""Buttons carry typed values: a Tap becomes at most 64 bytes and comes back checked, whatever a client sends."""

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar, Self, get_type_hints

LIMIT = 64
LARGEST = 2**31  # what a database keeps as a whole number
_BY_PREFIX: dict[str, type["Tap"]] = {}


class ForgedTap(ValueError):
    """The data is not what any button of this house says."""


@dataclass(frozen=True)
class Tap:
    """The parent of all taps; a subclass names its prefix: class OpenTicket(Tap, prefix="t").

    One that is `for_all` may be pressed by strangers too, and by who has not confirmed the privacy notice.
    """

    prefix: ClassVar[str] = ""
    for_all: ClassVar[bool] = False

    def __init_subclass__(cls, *, prefix: str, for_all: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.for_all = for_all
        if prefix in _BY_PREFIX:
            raise ValueError(f"two taps want the prefix {prefix!r}")
        cls.prefix = prefix
        _BY_PREFIX[prefix] = cls

    def encode(self) -> str:
        """The button's data; raises ValueError beyond 64 bytes."""
        values = [getattr(self, field.name) for field in fields(self)]
        parts = [str(value.value if isinstance(value, Enum) else value) for value in values]
        data = ":".join([self.prefix, *parts])
        if len(data.encode()) > LIMIT or any(":" in part for part in parts[:-1]):
            raise ValueError(f"{data!r} cannot be a button's data")
        return data

    @classmethod
    def read(cls, parts: list[str]) -> Self:
        """The tap from its fields; raises ForgedTap."""
        hints = get_type_hints(cls)
        try:
            values = [hints[field.name](part) for field, part in zip(fields(cls), parts, strict=True)]
        except (ValueError, KeyError) as error:
            raise ForgedTap(f"{cls.__name__} with {len(parts)} fields") from error
        if any(isinstance(value, int) and abs(value) >= LARGEST for value in values) or "\0" in "".join(parts):
            raise ForgedTap(f"{cls.__name__} with a number or a character that nothing here has")
        return cls(*values)


def decode(data: str) -> Tap:
    """The tap behind a button's data; raises ForgedTap."""
    prefix, *rest = data.split(":", 1)
    kind = _BY_PREFIX.get(prefix)
    if kind is None:
        raise ForgedTap("unknown prefix")
    count = len(fields(kind))
    parts = rest[0].split(":", count - 1) if rest and count else list(rest)
    return kind.read(parts)
