"""Entities: which part of a text is bold, a link, a command. Offsets count UTF-16 units, as Telegram's do."""

import re

from bot.sandbox.records import Json

OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
FOUND_BY_ITSELF = (
    (
        "url",
        re.compile(
            r"(?<![\w@/])(?:https?://|www\.)[^\s<>\"'，。；！？、（）《》「」]*[^\s<>\"'，。；！？、（）《》「」.,;:!?)]"
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}")),
)


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: list[Json]) -> list[Json]:
    """Sorted as Telegram sorts them: by where they begin, the longer one first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without blank edges, and the entities that remain in it."""
    stripped = text.strip()
    before = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - before)
        stop = min(end, entity["offset"] + entity["length"] - before)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: links, addresses, commands, mentions, hashtags."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in OPAQUE]
    found = []
    for kind, pattern in FOUND_BY_ITSELF:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            stop = start + utf16_length(match.group())
            if all(stop <= left or start >= right for left, right in taken):
                taken.append((start, stop))
                found.append({"type": kind, "offset": start, "length": stop - start})
    return in_order([*entities, *found])
