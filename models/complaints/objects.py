"""What a complaint can be about, and the words that make one grave by themselves; read from complaint.toml (DOMAIN 4.6, R092)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models import catalogue
from models.estate import Both


@dataclass(frozen=True)
class Matter:
    """One line of the list; `department` is whose work it is, or empty."""

    code: str
    name: Both
    department: str


@dataclass(frozen=True)
class Matters:
    """The whole list."""

    objects: dict[str, Matter]
    always_major: frozenset[str]
    sensitive_zh: tuple[str, ...]
    sensitive_en: tuple[str, ...]

    def is_sensitive(self, text: str) -> bool:
        """Whether the words speak of press, law, authority, injury or a leak (R092)."""
        written = text.casefold()
        return any(word in written for word in self.sensitive_zh) or any(
            re.search(rf"\b{re.escape(word)}\b", written) for word in self.sensitive_en
        )


@cache
def matters() -> Matters:
    """The list of the house; read once."""
    data = tomllib.loads((Path(catalogue.__file__).parent / "complaint.toml").read_text("utf-8"))
    objects = [Matter(row["code"], Both(row["zh"], row["en"]), row.get("department", "")) for row in data["object"]]
    return Matters(
        {one.code: one for one in objects},
        frozenset(data["always_major"]),
        tuple(data["sensitive_zh"]),
        tuple(data["sensitive_en"]),
    )
