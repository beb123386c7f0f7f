"""The question for a floor: all of them in their order, and one's own first, where a thumb finds them at once."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.screens import Button, Row
from bot.texts import T
from models.catalogue import catalogue
from models.estate import Unit

MOST_OWN = 4


DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九")} | {"两": 2}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
CHINESE = "[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
BEFORE, AFTER = "(?:the)?(?:第|floor|f)?(?P<below>地下|负|-|basement|b)?第?", "(?:st|nd|rd|th)?(?:楼层|层|楼|floor|f)?"
FLOOR = re.compile(rf"{BEFORE}(?P<number>\d{{1,3}}|{CHINESE}){AFTER}")


def floor_in(text: str) -> str:
    """The floor that is meant by 三层, 3楼, B1, 地下一层 or 3rd floor, as the grid names it; empty for other words."""
    words = unicodedata.normalize("NFKC", text).casefold()
    for number, ordinal in enumerate(ORDINALS, 1):
        words = words.replace(f"{ordinal} floor", str(number))
    found = FLOOR.fullmatch(re.sub(r"[\s。.，,]", "", words))
    if found is None:
        return ""
    said = found["number"]
    number = int(said) if said.isdecimal() else _chinese(said)
    return f"B{number}" if found["below"] else str(number)


def _chinese(said: str) -> int:
    tens, ten, ones = said.rpartition("十")
    return (DIGITS[tens] if tens else 1) * 10 * bool(ten) + (DIGITS[ones] if ones else 0)


def every_floor(_form: Form) -> list[Option]:
    """From the bottom up."""
    return [Option(floor, floor) for floor in catalogue().floors]


@dataclass(frozen=True, kw_only=True)
class ChooseFloor(Choose):
    """One of all floors; it may be typed as people write it."""

    among: Callable[[Form], Sequence[Option]] = every_floor

    def write(self, form: Form, text: str) -> Any:
        """Its name, or whatever means it."""
        floor = floor_in(text)
        return floor if floor in {one.key for one in self.options(form)} else super().write(form, text)


@dataclass(frozen=True, kw_only=True)
class FloorGrid(ChooseFloor):
    """The same; the floors of `own` units stand above the grid once more."""

    own: Callable[[Form], Sequence[Unit]]
    per_row: int = 5

    def rows(self, form: Form, button: Callable[[Option], Button]) -> tuple[Row, ...]:
        """One's own floors in a row of their own, then the grid."""
        own = {str(unit.floor) for unit in self.own(form)}
        mine = [one for one in self.options(form) if one.key in own][:MOST_OWN]
        first = tuple(button(Option(one.key, T("button", "Floor {floor}", floor=one.label))) for one in mine)
        return (*((first,) if first else ()), *super().rows(form, button))
