"""What may stand in braces in an answer: a closed list, looked up when somebody reads it, so that no number grows old (R119)."""

import re
from enum import StrEnum

BRACES = re.compile(r"\{([^{}]*)\}")


class Held(StrEnum):
    """What can be looked up."""

    CONTROL_ROOM = "control room"
    DESK = "service desk"
    HOURS = "service hours"
    BUILDING = "building"


NAMES: dict[str, Held] = {
    **{one.value: one for one in Held},
    "中控室电话": Held.CONTROL_ROOM,
    "服务台电话": Held.DESK,
    "服务时间": Held.HOURS,
    "大厦名称": Held.BUILDING,
}


def unknown(*texts: str) -> list[str]:
    """What stands in braces, or half in them, and cannot be looked up."""
    found = [name for text in texts for name in BRACES.findall(text) if name not in NAMES]
    return [*found, *(one for text in texts for one in re.findall(r"[{}]", BRACES.sub("", text)))]


def pieces(text: str) -> list[str | Held]:
    """An answer in pieces: words as they are, and what is to be looked up."""
    split = BRACES.split(text)
    return [NAMES.get(part, part) if odd % 2 else part for odd, part in enumerate(split) if part]
