"""What the survey asks: six areas, five grades, and whose work each area is (N31)."""

from collections.abc import Mapping
from enum import StrEnum


class Area(StrEnum):
    """One of the six areas, in the order in which they are asked."""

    RECEPTION = "reception"
    CLEANING = "cleaning"
    GREENING = "greening"
    ORDER = "order"  # order and fire
    EQUIPMENT = "equipment"  # equipment and repair
    OVERALL = "overall"


Grades = Mapping[Area, int]

GRADES = (5, 4, 3, 2, 1)  # the best one first
LOW = 2  # with this or less, and words, it is for those in charge
FEW = 5  # fewer answers say little, and might be told apart
LONGEST = 500  # characters of a comment

# Whose work it is, by the department's code; the whole is nobody's alone.
DEPARTMENT = {
    Area.RECEPTION: "service",
    Area.CLEANING: "cleaning",
    Area.GREENING: "cleaning",
    Area.ORDER: "security",
    Area.EQUIPMENT: "engineering",
}
# What a comment is about, among the matters of complaints (DOMAIN 4.6).
MATTER = {
    Area.RECEPTION: "C1",
    Area.CLEANING: "C4",
    Area.GREENING: "C5",
    Area.ORDER: "C6",
    Area.EQUIPMENT: "C13",
    Area.OVERALL: "C19",
}


def areas_of(department: str) -> tuple[Area, ...]:
    """The areas that are the work of a department."""
    return tuple(area for area, code in DEPARTMENT.items() if code == department)


def are_whole(grades: Grades) -> bool:
    """Whether every area has a grade from 1 to 5, and nothing else has one."""
    return set(grades) == set(Area) and all(type(one) is int and one in GRADES for one in grades.values())


def worst(grades: Grades) -> Area:
    """The area that a comment is most probably about: the one with the lowest grade; where several have it, the whole."""
    lowest = [area for area in Area if grades[area] == min(grades.values())]
    return lowest[0] if len(lowest) == 1 else Area.OVERALL


def is_low(grades: Grades) -> bool:
    """Whether somebody is dissatisfied with anything."""
    return min(grades.values()) <= LOW
