"""The question for a floor: all of them in their order, and one's own first, where a thumb finds them at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.screens import Button, Row
from bot.texts import T
from models.catalogue import catalogue
from models.estate import Unit

MOST_OWN = 4


def every_floor(_form: Form) -> list[Option]:
    """From the bottom up."""
    return [Option(floor, floor) for floor in catalogue().floors]


@dataclass(frozen=True, kw_only=True)
class FloorGrid(Choose):
    """One of all floors; those of `own` units stand above the grid once more."""

    among: Callable[[Form], Sequence[Option]] = every_floor
    own: Callable[[Form], Sequence[Unit]]
    per_row: int = 5

    def rows(self, form: Form, button: Callable[[Option], Button]) -> tuple[Row, ...]:
        """One's own floors in a row of their own, then the grid."""
        own = {str(unit.floor) for unit in self.own(form)}
        mine = [one for one in self.options(form) if one.key in own][:MOST_OWN]
        first = tuple(button(Option(one.key, T("button", "Floor {floor}", floor=one.label))) for one in mine)
        return (*((first,) if first else ()), *super().rows(form, button))
