"""Words that an owner is not to read: the refusals of the handbook, and what only looks like one (R179, X8)."""

import re

REFUSALS = ("不能", "不会", "不懂", "不明白", "不知道", "不清楚", "不行", "不可以", "不归", "没办法", "无法")
POLITE = ("对不起", "不客气")  # compulsory or polite, although they hold a 不
HARMLESS = ("不锈钢",)  # what pipes are made of
# What upset people say, to whom a calm reply is due, and what nobody of the office says (R041, R083, R084, R198).
HEATED = (
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
    *("太差劲", "太烂", "气死", "忍无可忍", "受够了", "什么态度", "什么破", "瞎搞", "糊弄"),
)
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


def heated_words(text: str) -> list[str]:
    """Which words of a text are heated or abusive, three exclamation marks among them; none for a calm one (R041, R083)."""
    plain = text.casefold()
    signs = [match.group() for match in MANY_SIGNS.finditer(plain)]
    return [*(word for word in HEATED if word in plain), *HEATED_LATIN.findall(plain), *signs[:1]]


def words_to_avoid(text: str) -> list[str]:
    """What a colleague is asked to reword before an owner reads it: refusals, and words of a quarrel (R084, R179, R198)."""
    return [*refusal_words(text), *heated_words(text)]
