"""Words that an owner is not to read: the refusals of the handbook, what only looks like one, and its other rules (R179, X8, DOMAIN 6)."""

import re
from enum import StrEnum

REFUSALS = ("不能", "不会", "不懂", "不明白", "不知道", "不清楚", "不行", "不可以", "不归", "没办法", "无法")
POLITE = ("对不起", "不客气")  # compulsory or polite, although they hold a 不
HARMLESS = ("不锈钢",)  # what pipes are made of
# What upset people say, to whom a calm reply is due, and what nobody of the office says (R041, R083, R084, R198).
ABUSIVE = (
    *(
        "废物",
        "混蛋",
        "混账",
        "王八",
        "滚蛋",
        "滚开",
        "给我滚",
        "闭嘴",
        "放屁",
        "狗屁",
        "他妈",
        "妈的",
        "去死",
        "骗子",
        "流氓",
    ),
    *("傻逼", "脑残", "狗东西", "不要脸", "神经病", "猪脑子", "蠢货"),
)
HEATED = (*ABUSIVE, "太差劲", "太烂", "气死", "忍无可忍", "受够了", "什么态度", "什么破", "瞎搞", "糊弄")
ABUSIVE_LATIN = re.compile(r"\b(idiots?|stupid|shut up|liars?|bullshit|fuck\w*)\b")
HEATED_LATIN = re.compile(r"\b(idiots?|stupid|shut up|damn|liars?|bullshit|fuck\w*|ridiculous|fed up)\b")
MANY_SIGNS = re.compile(r"[!！]{3,}")
ALONE = re.compile(r"(?:^|[。！？；…!?;.\n])\W*不|(?<!\w)不(?!\w)")  # at the start of a sentence, or by itself


def refusal_words(text: str) -> list[str]:
    """Which words of a text refuse, in the order of the handbook's list; none for a text that can go to an owner."""
    rest = text
    for word in (*POLITE, *HARMLESS):
        rest = rest.replace(word, "□")
    found = [word for word in REFUSALS if word in rest]
    for word in found:
        rest = rest.replace(word, "□")
    return [*found, "不"] if ALONE.search(rest) else found


EMOJI = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
KIND = ("您", "请", "欢迎", "对不起", "没关系", "谢谢", "再见")
LATIN = re.compile(r"[A-Za-z]{2,}")
LONGEST = 300


class Fault(StrEnum):
    """What an owner-facing text of the office breaks of the handbook's wording standard (DOMAIN 6)."""

    REFUSES = "refuses"
    EMOJI = "emoji"
    FAMILIAR = "familiar"  # 你 where 您 is due
    LATIN = "latin"
    BLUNT = "blunt"  # without any polite word
    LONG = "long"


def faults(text: str) -> list[Fault]:
    """Which rules a Chinese text breaks, what stands in braces left out; none for one that can be published."""
    bare = re.sub(r"\{[^{}]*\}", "", text)
    broken = {
        Fault.REFUSES: bool(refusal_words(bare)),
        Fault.EMOJI: bool(EMOJI.search(bare)),
        Fault.FAMILIAR: "你" in bare,
        Fault.LATIN: bool(LATIN.search(bare)),
        Fault.BLUNT: not any(word in bare for word in KIND),
        Fault.LONG: len(text) > LONGEST,
    }
    return [fault for fault, is_broken in broken.items() if is_broken]


def heated_words(text: str) -> list[str]:
    """Which words of a text are heated or abusive, three exclamation marks among them; none for a calm one (R041, R083)."""
    plain = text.casefold()
    signs = [match.group() for match in MANY_SIGNS.finditer(plain)]
    return [*(word for word in HEATED if word in plain), *HEATED_LATIN.findall(plain), *signs[:1]]


def abusive_words(text: str) -> list[str]:
    """Which words of a text are abusive; those who are only upset use others (R083)."""
    plain = text.casefold()
    return [*(word for word in ABUSIVE if word in plain), *ABUSIVE_LATIN.findall(plain)]


def words_to_avoid(text: str) -> list[str]:
    """What a colleague is asked to reword before an owner reads it: refusals, and words of a quarrel (R084, R179, R198)."""
    return [*refusal_words(text), *heated_words(text)]
