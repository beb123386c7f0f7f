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


def find(text: str, known: Mapping[str, Iterable[str]]) -> Found:
    """Compare with names and phrases by code; the parts of a phrase may stand in any order."""
    said = plain(text)
    if len(said) < LEAST or len(text.strip()) > LONGEST:
        return Found()
    weighed = {code: max((_weight(said, phrase) for phrase in phrases), default=0) for code, phrases in known.items()}
    weighed |= {code: len(text) for code in known if code.casefold() == said}
    ranked = sorted((code for code in weighed if weighed[code]), key=lambda code: (-weighed[code], code))
    if not ranked:
        return Found()
    clear = len(ranked) == 1 or weighed[ranked[0]] > weighed[ranked[1]]
    if clear and not NOT_WANTED.search(text.casefold()):
        return Found(sure=ranked[0])
    return Found(likely=tuple(ranked[:MOST_LIKELY]))


def _weight(said: str, phrase: str) -> int:
    """How many characters of a phrase are said, if all its parts are; or how many are said of a longer one."""
    parts = plain(phrase).split()
    if parts and all(_says(said, part) for part in parts):
        return sum(map(len, parts))
    whole, asked = " ".join(parts), said.replace(" ", "")
    if said.isascii():
        return len(said) if re.search(rf"\b{re.escape(said)}", whole) and len(said) > LEAST else 0
    return len(asked) if asked in whole.replace(" ", "") else 0


def _says(said: str, part: str) -> bool:
    if part.isascii():
        return re.search(rf"\b{re.escape(part)}", said) is not None
    return part in said.replace(" ", "")
