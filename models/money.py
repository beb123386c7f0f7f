"""Money as people write and read it: integer fen, typed yuan, amounts in Chinese capitals. Pure (R064, DOMAIN 4.8)."""

import re
import unicodedata

LARGEST = 10**9 * 100  # fen; whoever types more has mistyped
YUAN = re.compile(
    r"(?:[¥￥]|rmb|cny)?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?(?:元|块|圆|yuan|rmb|cny)?整?", re.IGNORECASE
)
DIGITS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")


def parse_yuan(text: str) -> int | None:
    """Fen behind what somebody typed: 15, 15.5, 15元, １５, 1,200.00; None for what is no amount, or an absurd one."""
    found = YUAN.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if found is None:
        return None
    fen = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    return fen if fen <= LARGEST else None


def times(price_fen: int, quantity: int) -> int:
    """What so many hundredths of something cost, in fen, half up: times(333, 150) is 500."""
    return (price_fen * quantity + 50) // 100


def percent_of(amount_fen: int, percent: int) -> int:
    """A share of an amount, in fen, half up."""
    return times(amount_fen, percent)


def in_capitals(fen: int) -> str:
    """An amount as it stands on receipts (大写): 1234567 is 壹万贰仟叁佰肆拾伍元陆角柒分."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    small = (f"{DIGITS[jiao]}角" if jiao else "零" if yuan and cents else "") + (f"{DIGITS[cents]}分" if cents else "")
    return f"{'负' if fen < 0 else ''}{whole}{small}{'' if cents else '整'}"


def _whole(number: int) -> str:
    """A whole number; zeros between digits are said once."""
    said, gap, group = "", False, 0
    while number:
        number, four = divmod(number, 10000)
        if four:
            said = f"{_four(four)}{GROUPS[group]}{'零' if gap else ''}{said}"
        gap = bool(said) and four < 1000
        group += 1
    return said or DIGITS[0]


def _four(number: int) -> str:
    said, gap = "", False
    for place in PLACES:
        number, digit = divmod(number, 10)
        if digit:
            said = f"{DIGITS[digit]}{place}{'零' if gap else ''}{said}"
        gap = bool(said) and not digit
    return said
