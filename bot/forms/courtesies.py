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
    *("ok", "okay", "yes", "thanks", "thank you", "thx", "got it", "fine", "hello", "hi"),
)


def is_courtesy(text: str) -> bool:
    """Whether it is nothing but kind words, with whatever signs around them."""
    parts = "".join(one if unicodedata.category(one)[0] in "LN" else " " for one in text.casefold())
    words = " ".join(parts.split())
    return words in COURTESIES or (bool(words) and all(one in COURTESIES for one in words.split()))
