"""The catalogues of words as the house tests see them: what the code says, and what the translators made of it."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.sources import HOME

LOCALES = HOME / "locales"
CONTEXTS = frozenset({"owner", "staff", "button", "label", "paper"})
ROOMS = ("bot", "handlers", "jobs")


@dataclass(frozen=True)
class Said:
    """One sentence of the house with its translation."""

    context: str
    message: str
    words: str

    def __str__(self) -> str:
        return f"{self.context}: {self.message[:50]}"


@cache
def catalogue(name: str) -> Catalog:
    """A .po or .pot file."""
    return read_po(BytesIO((LOCALES / name).read_bytes()))


@cache
def translated(language: str) -> tuple[Said, ...]:
    """Every sentence in a language, as the compiled catalogue would give it."""
    found = catalogue(f"{language}/LC_MESSAGES/messages.po")
    return tuple(Said(one.context or "", str(one.id), str(one.string)) for one in found if one.id)


def keys(found: Catalog) -> set[tuple[str, str]]:
    """Context and message of every sentence."""
    return {(one.context or "", str(one.id)) for one in found if one.id}


def extracted() -> set[tuple[str, str]]:
    """What the code says now, read as `make words` reads it."""
    found = set()
    for room in ROOMS:
        for _path, _line, message, _comments, context in extract_from_dir(
            HOME / room, method_map=[("**.py", "python")], keywords={"T": ((1, "c"), 2)}
        ):
            found.add((context or "", message if isinstance(message, str) else message[0]))
    return found


def holes(template: str) -> list[str]:
    """The placeholders of a sentence, sorted."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def owners_words() -> Iterator[Said]:
    """All Chinese that an owner may read from a catalogue."""
    yield from (one for one in translated("zh_Hans") if one.context in {"owner", "label", "button"})


def po_files() -> list[Path]:
    """The .po files."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))
