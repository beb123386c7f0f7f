"""How much people write that they want: 2, 两个, 2.5, １２, 十二, 120平方米, into hundredths of the unit. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 10**7  # whole units, whatever the service
NUMBER = r"\d{1,30}(?:,\d{3})*(?:\.\d{1,9})?|[零一二两三四五六七八九十百千万半]{1,9}"
WRITTEN = re.compile(rf"([-+]?)({NUMBER})(个半)?(.*)", re.DOTALL)
UNIT = re.compile(r"[^\W\d_零一二两三四五六七八九十百千万半]{1,12}")
CHINESE = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
ENGLISH = {
    word: str(number)
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
ANY_PIECE = frozenset({"个", "件", "只", "piece", "pieces", "pc", "pcs", "x"})
ALIKE = {
    "平方米": frozenset({"平方", "平米", "平", "㎡", "m2", "m²", "方", "sqm", "squaremetres", "squaremeters"}),
    "小时": frozenset({"个小时", "钟头", "个钟头", "个钟", "h", "hr", "hrs", "hour", "hours"}),
    "次": frozenset({"回", "趟", "time", "times"}),
    "支": frozenset({"根", "盏", "tube", "tubes", "bulb", "bulbs"}),
    "根": frozenset({"条"}),
    "台": frozenset({"部"}),
}


class Ill(StrEnum):
    """Why something is no quantity of this service."""

    UNREADABLE = "unreadable"
    OTHER_UNIT = "other_unit"  # two boxes of what is counted in pieces
    NOT_WHOLE = "not_whole"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"


@dataclass(frozen=True)
class Counted:
    """In which unit something is counted, in both languages, whether only whole ones, and how many a person may sensibly want."""

    unit_zh: str
    unit_en: str
    whole_only: bool
    most: int


def parse_quantity(text: str, counted: Counted) -> int | Ill:
    """Hundredths of the unit, or why not."""
    plain = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", unicodedata.normalize("NFKC", text).casefold())
    word = re.match(r"[a-z]+", plain)
    plain = ENGLISH[word[0]] + plain[word.end() :] if word and word[0] in ENGLISH else plain
    found = _product(plain, counted.unit_zh) or WRITTEN.fullmatch(plain)
    if found is None:
        return Ill.UNREADABLE
    if isinstance(found, int):
        return _fits(found, counted)
    sign, number, half, unit = found.groups()
    amount = _hundredths(number)
    if amount is None:
        return Ill.UNREADABLE
    if unit.strip("。.") not in _units(counted):
        return Ill.OTHER_UNIT if UNIT.fullmatch(unit) else Ill.UNREADABLE
    amount += 50 if half else 0
    return _fits(-amount if sign == "-" else amount, counted)


def _product(plain: str, unit: str) -> int | None:
    """2人3小时 of what is counted in 人·小时."""
    one, _, other = unit.partition("·")
    found = re.fullmatch(rf"({NUMBER})(?:个)?{one}[·x*乘,]?({NUMBER})(?:个)?{other}", plain) if other else None
    if found is None:
        return None
    parts = [_hundredths(number) for number in found.groups()]
    return None if None in parts else (parts[0] or 0) * (parts[1] or 0) // 100


def _fits(amount: int, counted: Counted) -> int | Ill:
    if amount <= 0:
        return Ill.TOO_LITTLE
    if amount > counted.most * 100:
        return Ill.TOO_MUCH
    return Ill.NOT_WHOLE if counted.whole_only and amount % 100 else amount


def _hundredths(number: str) -> int | None:
    """A number in digits, or in Chinese ones; None for one with more than two decimals, or that makes no sense."""
    if not number[0].isdigit():
        return _chinese(number)
    whole, _, rest = number.replace(",", "").partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0")) if len(rest) <= 2 else None


def _chinese(number: str) -> int | None:
    if number == "半":
        return 50
    total = digit = 0
    for sign in number:
        if sign in CHINESE:
            if digit:
                return None
            digit = CHINESE[sign]
        elif sign == "半":
            return None
        elif sign == "万":
            total, digit = (total + digit) * TENS[sign], 0
        else:
            total, digit = total + (digit or 1) * TENS[sign], 0
    return min(total + digit, LARGEST) * 100


def _units(counted: Counted) -> frozenset[str]:
    """What may stand behind the number."""
    zh, en = counted.unit_zh, counted.unit_en.casefold().replace(" ", "")
    own = {"", zh, zh.replace("·", ""), en, f"{en}s", *ALIKE.get(zh, ())}
    last = zh.rpartition("·")[2]
    own |= {last, *ALIKE.get(last, ())} if last != zh else set()
    return frozenset(own | (ANY_PIECE if len(zh) == 1 else set()))
