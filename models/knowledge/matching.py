"""Which entry a question means: pairs of characters weighed by how rare they are, and no answer where two could be meant (R034).

Pure, and never a guess: what is not clear enough is at most a suggestion.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

SURE = 0.58  # of the best phrase, so much has to be in the question
CLEAR = 0.08  # and so much more than of any other entry
LIKELY = 0.4  # from here on an entry is worth showing
MOST_LIKELY = 3
OVERALL = 0.2  # so much of the score is how much of the question its entry explains
LEAST = 1.0  # the weight of a pair that every entry has

# The same said otherwise, longest first where one holds another.
ALIKE = (
    (r"怎么办理|如何办理|怎么弄|怎么搞|怎么样|怎样|如何|咋样|咋", "怎么"),
    (r"该怎么做|应该怎么|要怎么|怎么做|怎么处理", "怎么办"),
    (r"多少元|多钱|什么价格|什么价|啥价|价格多少|收多少|几块钱|几多钱", "多少钱"),
    (r"价格表|价目单|价格单|收费标准表|收费表|报价单", "价目表"),
    (r"要钱|给钱|付钱|花钱|收钱|要收费|另外付", "收费"),
    (r"什么时间|何时|啥时候|哪天|几时", "什么时候"),
    (r"在哪儿|在哪里|在哪|哪儿|何处|去哪里|去哪|从哪里|从哪", "哪里"),
    (r"维修人员|维修师傅|维修的人|修理工|维修工|修的人|技术员|师傅", "师傅"),
    (r"修理|修东西", "维修"),
    (r"物业管理费|物管费|管理费", "物业费"),
    (r"交费|付费|付款|交钱|交款|支付", "缴费"),
    (r"入住|搬进来|搬入|进驻", "入驻"),
    (r"搬走|搬出|搬离|退房|迁走", "迁出"),
    (r"帐单", "账单"),
    (r"消防电梯", "消防梯"),
    (r"暖气|供热|暖风|取暖", "供暖"),
    (r"电梯里|电梯内|困电梯", "困电梯"),
    (r"申办|申报|报批|审批", "申请"),
    (r"停车位", "车位"),
    (r"延期|晚几天|迟几天|晚点|宽限", "延期"),
    (r"一平方米|一平米|每平米|一平", "面积"),
    (r"噪音", "噪声"),
    (r"周六|周日|星期六|星期天|礼拜六|礼拜天|双休日", "周末"),
)
EMPTY = re.compile(
    r"能不能|可不可以|会不会|有没有|请问一下|请问|您好|你好|一下|麻烦|我想问问|我想问|想问|我想|我要|我们|你们|可以|是不是|需要|应该|的|呀|啊|呢|吧|哦|嘛"
)
_QUESTION = (
    r"[?？吗么呢怎几哪多谁啥]|什么|如何|能不|可否|是否|是不|有没|有无"
    r"|\b(?:how|what|when|where|which|who|why|can|could|do|does|is|are|may)\b"
)
ASKS = re.compile(_QUESTION)
# A question or a wish: who only tells us something is not given an answer.
WISHES = re.compile(_QUESTION + r"|[想要求]|可以|发我|告诉|申请|办理|预约|\b(?:need|want|please|question)\b")
BRIEF, ABOUT = (
    10,
    0.6,
)  # characters, and share: so short words, so much about one entry, may be a question without saying so
OVER = re.compile("了|已|谢")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z]+|\d+")
PLAIN = frozenset(
    re.findall(
        r"\w+",
        "a an and are at be can could do does for from have how i if in is it my of on or our "
        "please should the there to us was we what when where which who will with would you your",
    )
)
ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


def is_question(text: str) -> bool:
    """Whether somebody asks in so many words, rather than wishes or tells something."""
    return bool(ASKS.search(plain(text)))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


# Pairs that every question may have: by themselves they are about nothing.
QUESTIONS = frozenset(
    pair
    for words in ("怎么办", "多少钱", "什么时候", "哪里", "几点", "多久", "怎么算", "收费", "时间", "申请", "手续")
    for pair in _pairs(words)
)


@dataclass(frozen=True)
class Found:
    """What a question may mean, by the entries' codes: the one that it surely means, or those that it may."""

    sure: str | None = None
    likely: tuple[str, ...] = ()


def plain(text: str) -> str:
    """A text with one way of saying each thing."""
    words = unicodedata.normalize("NFKC", text).casefold()
    for pattern, usual in ALIKE:
        words = re.sub(pattern, usual, words)
    return words


def features(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, and stems of English words that say something."""
    words = plain(text)
    bare = EMPTY.sub(" ", words)
    chinese = {pair for run in CHINESE.findall(bare) for pair in _pairs(run)}
    latin = {ENDINGS.sub("", word) for word in LATIN.findall(words) if word not in PLAIN}
    return frozenset(chinese | latin)


@dataclass(frozen=True)
class Matcher:
    """The entries' phrases, ready to be compared: by code, what people may write who mean it."""

    phrases: Mapping[str, Sequence[frozenset[str]]]
    weights: Mapping[str, float]
    heaviest: float = field(default=1.0)

    def weight(self, pairs: Iterable[str]) -> float:
        """How much some pairs say together; one that no entry has says as much as the rarest."""
        return sum(self.weights.get(pair, self.heaviest) for pair in pairs)

    def scores(self, text: str) -> dict[str, float]:
        """How well each entry fits, from 0 to 1."""
        asked = features(text)
        return {code: self._score(asked, phrases) for code, phrases in self.phrases.items()} if asked else {}

    def _score(self, asked: frozenset[str], phrases: Sequence[frozenset[str]]) -> float:
        known = frozenset().union(*phrases)
        explained = self.weight(asked & known) / self.weight(asked)
        about = (one for one in phrases if one & asked - QUESTIONS)
        best = max((self.weight(one & asked) / self.weight(one) for one in about), default=0.0)
        return best * (1 - OVERALL) + best * explained * OVERALL

    def _asks(self, text: str, code: str) -> bool:
        """Whether somebody asks: by how it is said, or by a few words that are all about the entry."""
        if WISHES.search(plain(text)):
            return True
        asked = features(text)
        about = self.weight(asked & frozenset().union(*self.phrases[code])) / self.weight(asked)
        return len(text.strip()) <= BRIEF and about >= ABOUT and not OVER.search(text)

    def find(self, text: str) -> Found:
        """The entry that is surely meant, or up to three that may be."""
        ranked = sorted(self.scores(text).items(), key=lambda one: (-one[1], one[0]))
        if not ranked:
            return Found()
        first, second = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0
        if first >= SURE and first - second >= CLEAR and self._asks(text, ranked[0][0]):
            return Found(sure=ranked[0][0])
        return Found(likely=tuple(code for code, score in ranked[:MOST_LIKELY] if score >= LIKELY))


def matcher(entries: Mapping[str, Iterable[str]]) -> Matcher:
    """A matcher for entries, by code: titles and match phrases."""
    phrases = {code: [one for text in texts if (one := features(text))] for code, texts in entries.items()}
    seen = Counter(pair for every in phrases.values() for pair in frozenset().union(*every))
    weights = {pair: LEAST + math.log(len(phrases) / count) for pair, count in seen.items()}
    return Matcher(phrases, weights, LEAST + math.log(max(len(phrases), 1)))
