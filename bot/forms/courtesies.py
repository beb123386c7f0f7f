"""Kind words that say nothing of the matter: they answer no question, and are no description of anything."""

import unicodedata

COURTESIES = (
    *(
        "谢谢",
        "谢谢您",
        "谢谢你",
        "多谢",
        "感谢",
        "辛苦了",
        "麻烦了",
        "好",
        "好的",
        "好吧",
        "好滴",
        "收到",
        "知道了",
        "明白",
    ),
    *("可以", "行", "嗯", "嗯嗯", "哦", "是", "是的", "没有了", "你好", "您好", "在吗"),
    *(
        "有人在吗",
        "有人吗",
        "在不在",
        "请问在吗",
        "喂",
        "早",
        "早上好",
        "上午好",
        "中午好",
        "下午好",
        "晚上好",
        "大家好",
    ),
    *(
        "ok",
        "okay",
        "yes",
        "thanks",
        "thank you",
        "thx",
        "got it",
        "fine",
        "hello",
        "hi",
        "anybody there",
        "good morning",
        "good afternoon",
        "good evening",
    ),
)
# Words that say yes to what is read back.
CONSENT = (
    *(
        "好",
        "好的",
        "好吧",
        "好滴",
        "对",
        "对的",
        "是",
        "是的",
        "可以",
        "行",
        "没错",
        "没问题",
        "确认",
        "ok",
        "okay",
        "yes",
    ),
    *("right", "correct", "that is right", "confirm"),
)


def bare(text: str) -> str:
    """The letters and digits alone, one space between the words, in lower case."""
    parts = "".join(one if unicodedata.category(one)[0] in "LN" else " " for one in text.casefold())
    return " ".join(parts.split())


def is_courtesy(text: str) -> bool:
    """Whether it is nothing but kind words, with whatever signs around them."""
    return _only(COURTESIES, text)


def is_consent(text: str) -> bool:
    """Whether it is nothing but a yes, once or several times."""
    return _only(CONSENT, text)


def _only(known: tuple[str, ...], text: str) -> bool:
    words = bare(text)
    return words in known or (bool(words) and all(one in known for one in words.split()))
