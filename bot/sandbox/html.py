"""Telegram's HTML parse mode: markup in, text and entities out, or Telegram's own complaint."""

import re
from dataclasses import dataclass

from bot.sandbox.entities import in_order, utf16_length
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.records import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?"
)
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"
)
END_OF_TAG = re.compile(r"\s*>")
USER_LINK = re.compile(r"tg://user\?id=(\d+)")
WEB_LINK = re.compile(r"(?:(?:https?|tg|ton|mailto|tel):\S+|[^\s:/]+\.[^\s:/]{2,}(?:[/?#:]\S*)?)")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    position: int


def parse(markup: str) -> tuple[str, list[Json]]:
    """Text and entities of an HTML message. Raises ApiError 400 "can't parse entities: ..."."""
    reader = _Reader(markup)
    while reader.at < len(markup):
        reader.step()
    if reader.open:
        raise _complaint(f"Can't find end tag corresponding to start tag {reader.open[-1].tag}")
    return "".join(reader.out), in_order(reader.entities)


def _complaint(sentence: str) -> ApiError:
    return bad_request(f"can't parse entities: {sentence}")


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return NAMED[match["name"]]
    code = int(match["hex"], 16) if match["hex"] else int(match["number"])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()


class _Reader:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.offset = 0
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def step(self) -> None:
        if self.markup[self.at] == "<":
            if self.markup.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
            return
        reference = REFERENCE.match(self.markup, self.at)
        if reference:
            self._write(_decoded(reference), reference.end())
        else:
            plain = re.compile(r"&?[^<&]*").match(self.markup, self.at)
            self._write(plain.group() if plain else "", plain.end() if plain else self.at + 1)

    def _write(self, text: str, at: int) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)
        self.at = at

    def _where(self, at: int) -> str:
        return f"at byte offset {len(self.markup[:at].encode())}"

    def _start_tag(self) -> None:
        begin = self.at
        tag = self._word(begin + 1)
        if begin + 1 + len(tag) >= len(self.markup):
            raise _complaint(f"Unclosed start tag {self._where(begin)}")
        if tag not in KINDS:
            raise _complaint(f'Unsupported start tag "{tag}" {self._where(begin)}')
        attributes = self._attributes(begin, begin + 1 + len(tag))
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _complaint(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.out)))

    def _word(self, at: int) -> str:
        match = TAG_NAME.match(self.markup, at)
        return match.group().lower() if match else ""

    def _attributes(self, begin: int, at: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while not (end := END_OF_TAG.match(self.markup, at)):
            attribute = ATTRIBUTE.match(self.markup, at)
            if attribute is None or attribute.end() >= len(self.markup):
                raise _complaint(f"Unclosed start tag {self._where(begin)}")
            value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
            found[attribute["name"].lower()] = REFERENCE.sub(_decoded, value)
            at = attribute.end()
        self.at = end.end()
        return found

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _complaint(f"Unexpected end tag {self._where(begin)}")
        name = self._word(begin + 2)
        end = END_OF_TAG.match(self.markup, begin + 2 + len(name))
        if end is None:
            raise _complaint(f"Unclosed end tag {self._where(begin)}")
        start = self.open.pop()
        if name and name != start.tag:
            raise _complaint(f'Unmatched end tag {self._where(begin)}, expected "</{start.tag}>", found "</{name}>"')
        self.at = end.end()
        if self.offset > start.offset:
            self._close(start)

    def _close(self, start: _Open) -> None:
        entity: Json = {"type": KINDS[start.tag], "offset": start.offset, "length": self.offset - start.offset}
        if start.tag == "a":
            target = _link(start.attributes.get("href") or "".join(self.out[start.position :]))
            if target is None:
                return
            entity |= target
        elif start.tag == "blockquote" and "expandable" in start.attributes:
            entity["type"] = "expandable_blockquote"
        elif start.tag == "pre" and self._is_code(entity):
            entity |= {"language": self.entities.pop()["language"]}
        elif start.tag == "code" and start.attributes.get("class", "").startswith("language-"):
            entity["language"] = start.attributes["class"].removeprefix("language-")
        self.entities.append(entity)
        self._forget_languages()

    def _is_code(self, entity: Json) -> bool:
        inner = self.entities[-1] if self.entities else {}
        same = inner.get("offset") == entity["offset"] and inner.get("length") == entity["length"]
        return same and inner.get("type") == "code" and "language" in inner

    def _forget_languages(self) -> None:
        # Only code directly inside of <pre> has a language; elsewhere Telegram drops it.
        if not any(start.tag == "pre" for start in self.open):
            for entity in self.entities:
                if entity["type"] == "code":
                    entity.pop("language", None)


def _link(url: str) -> Json | None:
    person = USER_LINK.fullmatch(url)
    if person:
        return {"type": "text_mention", "user_id": int(person[1])}
    if not WEB_LINK.fullmatch(url):
        return None
    if not re.match(r"[a-z]+:", url) or re.match(r"[^/:]+\.[^/:]+:\d", url):
        url = f"http://{url}"
    return {"url": f"{url}/" if re.fullmatch(r"https?://[^/?#]+", url) else url}
