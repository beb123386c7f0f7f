"""Words that an owner is not to read: the refusals of the handbook, and what only looks like one (R179, X8)."""

import re

REFUSALS = ("不能", "不会", "不懂", "不明白", "不知道", "不清楚", "不行", "不可以", "不归", "没办法", "无法")
POLITE = ("对不起", "不客气")  # compulsory or polite, although they hold a 不
HARMLESS = ("不锈钢",)  # what pipes are made of
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
