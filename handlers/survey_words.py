"""The opinion survey in words: its areas and grades, and the question for a grade (R151, DOMAIN 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import TYPE_CHECKING, Any

from bot.forms.choices import Choose
from bot.forms.questions import Option
from bot.texts import Day, T, Words
from handlers.register_words import role_called
from models.surveys.areas import GRADES, Area
from models.surveys.tables import SurveyRound

if TYPE_CHECKING:
    from bot.forms.flow import Form

AREA = {
    Area.RECEPTION: T("label", "Reception"),
    Area.CLEANING: T("label", "Cleanliness"),
    Area.GREENING: T("label", "Greenery"),
    Area.ORDER: T("label", "Order and fire safety"),
    Area.EQUIPMENT: T("label", "Equipment and repair"),
    Area.OVERALL: T("label", "Overall"),
}
GRADE = {
    5: T("button", "Very good (5)"),
    4: T("button", "Good (4)"),
    3: T("button", "Fair (3)"),
    2: T("button", "Should be better (2)"),
    1: T("button", "Must be better (1)"),
}


def form_of(unit: str, role: str) -> Words:
    """Which form: unit, and whose part it is for."""
    if not role:
        return T("label", "{unit}, whoever uses it", unit=unit)
    return T("label", "{unit}, {role}", unit=unit, role=role_called(role))


def grade_lines(grades: Mapping[Area, int]) -> list[Words]:
    """What was said of each area."""
    return [T("label", "{area}: {grade}", area=AREA[area], grade=GRADE[grades[area]]) for area in Area]


def _grades(_form: "Form") -> list[Option]:
    return [Option(str(grade), GRADE[grade]) for grade in GRADES]


@dataclass(frozen=True, kw_only=True)
class Grade(Choose):
    """One of the five grades; a typed number is the grade itself, not its place in the list."""

    def write(self, form: "Form", text: str) -> Any:
        """A number from 1 to 5, or the words of a button."""
        number = text.strip().rstrip("分")
        return number if number in {str(grade) for grade in GRADES} else super().write(form, text)


def grade_question(ask: Words, area: Area) -> Grade:
    """The question for one area."""
    return Grade(ask=ask, label=AREA[area], among=_grades, per_row=1)


def grades_in(form: "Form") -> dict[Area, int]:
    """The grades that were given in a form whose questions have the names of the areas."""
    return {area: int(form[area]) for area in Area}


def last_day_of(one: SurveyRound, zone: tzinfo) -> Words:
    """The last day on which it can be answered; nothing for a round that has not begun."""
    return Day(datetime.combine(one.last_day, time(12), zone)) if one.last_day else "-"
