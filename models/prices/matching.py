"""Which service people mean by a few words: all parts of a phrase, or what its name says; none when unsure. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_LIKELY = 6
LONGEST = 40  # characters; who writes more tells a story
LEAST = 2  # characters that say something
NOT_WANTED = re.compile(r"不用|不要|不想|别|取消|已经|投诉|\bnot\b|don't|cancel")
EMPTY = re.compile(
    r"请问|您好|你好|麻烦|师傅|我们|你们|我|想要|想|需要|要|帮忙|帮|一下|预约|预订|做|找人|多少钱|什么价|怎么收费|收费|价格"
    r"|[的了吗呢吧啊呀]|\b(?:please|i|we|want|would|like|to|need|a|an|the|my|our|book|how|much|is|for|of)\b"
)
FAULTY = re.compile(
    r"坏|不亮|黑了|漏|断|烧|松了|掉|响|裂|碎|堵|卡住|脏|闪|臭|没电|没水|跳闸|打不开|关不上|失灵|故障|不[通转动灵热冷制]"
    r"|\b(?:broken?|leak\w*|block\w*|dark|flicker\w*|out of order|dirty|fault\w*)\b"
)
WISHED = re.compile(
    r"换|装|洗|擦|疏通|打蜡|保洁|租|\b(?:replac\w*|chang\w*|install\w*|clean\w*|wash\w*|unblock\w*|rent\w*)\b"
)
SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Found:
    """Services by their codes: the one that is surely meant, or those that may be, the likeliest first."""

    sure: str | None = None
    likely: tuple[str, ...] = ()


def plain(text: str) -> str:
    """A text without courtesies and signs; words of a Latin script stay apart."""
    words = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(SIGNS.sub(" ", EMPTY.sub(" ", words)).split())


def tells_a_fault(text: str) -> bool:
    """Whether somebody says what is wrong, rather than what they would like to have done: that is a repair."""
    return FAULTY.search(text.casefold()) is not None


def tells_a_wish(text: str) -> bool:
    """Whether somebody says what they would like to have done."""
    words = text.casefold()
    return WISHED.search(words) is not None and NOT_WANTED.search(words) is None


@dataclass(frozen=True)
class _Hit:
    """How many characters of a phrase are said, and where its parts stand."""

    weight: int = 0
    spans: tuple[tuple[int, int], ...] = ()

    def is_beside(self, other: "_Hit") -> bool:
        """Whether it is about a word that the other hit has nothing of."""
        return any(all(end <= first or last <= start for first, last in other.spans) for start, end in self.spans)


def find(text: str, known: Mapping[str, Iterable[str]]) -> Found:
    """Compare with names and phrases by code; the parts of a phrase may stand in any order."""
    said = plain(text)
    if len(said) < LEAST or len(text.strip()) > LONGEST:
        return Found()
    if (code := next((code for code in known if code.casefold() == said), None)) is not None:
        return Found(sure=code)
    hits = {code: _best(said, phrases) for code, phrases in known.items()}
    ranked = sorted((code for code in hits if hits[code].weight), key=lambda code: (-hits[code].weight, code))
    if ranked and _is_clear([hits[code] for code in ranked]) and not NOT_WANTED.search(text.casefold()):
        return Found(sure=ranked[0])
    return Found(likely=tuple(ranked[:MOST_LIKELY]))


def _is_clear(hits: list[_Hit]) -> bool:
    """Whether the first fits better than all others, and none of them is about something else that is said too."""
    first, *others = hits
    return all(other.weight < first.weight and not other.is_beside(first) for other in others)


def _best(said: str, phrases: Iterable[str]) -> _Hit:
    return max((_hit(said, plain(phrase)) for phrase in phrases), key=_strength, default=_Hit())


def _strength(hit: _Hit) -> tuple[int, int]:
    return hit.weight, len(hit.spans)


def _hit(said: str, phrase: str) -> _Hit:
    """All parts of a phrase are said; or all that is said stands in a longer phrase."""
    parts = phrase.split()
    spans = [_where(said, part) for part in parts]
    if parts and all(spans):
        return _Hit(sum(map(len, parts)), tuple(span for span in spans if span))
    asked = said if said.isascii() else said.replace(" ", "")
    whole = phrase if said.isascii() else phrase.replace(" ", "")
    inside = re.search(rf"\b{re.escape(asked)}" if said.isascii() else re.escape(asked), whole)
    return _Hit(len(asked), ((0, len(said)),)) if inside else _Hit()


def _where(said: str, part: str) -> tuple[int, int] | None:
    found = re.search(rf"\b{re.escape(part)}" if part.isascii() else re.escape(part), said)
    return found.span() if found else None
