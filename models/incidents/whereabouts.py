"""Where an event is, how far it reaches, and whether another report is about the same one (DOMAIN 4.7)."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.catalogue import catalogue
from models.tickets.tables import Ticket

SAME_KIND = {"7.3": "2.1"}  # a leaking sprinkler is water that spreads, like a burst pipe
# How many floors up and down it reaches, for a proposal; a danger that is not named reaches nobody else.
REACH = {"7.1": (1, 1), "7.6": (1, 1), "2.1": (1, 0), "1.6": (0, 0), "1.1": (0, 0), "2.3": (0, 0), "3.1": (0, 0)}
# What fails for many at once, though nobody is in danger: two reports make it one event.
SUPPLY = frozenset({"1.1", "2.3", "3.1", "4.2"})
WHOLE = frozenset({"4.2"})  # concerns everybody in the building
ONE_AT_A_TIME = frozenset({"4.1", "4.2"})  # nobody can tell which lift: all reports are about one event
ON_THE_SPOT = frozenset({"10.5"})  # another theft or injury one floor up is another event


@dataclass(frozen=True)
class Area:
    """Which floors an event affects, as the catalogue names them, or that it is the whole building."""

    floors: tuple[str, ...] = ()
    whole: bool = False


def kind_of(symptom_code: str) -> str:
    """The code under which the same events go."""
    return SAME_KIND.get(symptom_code, symptom_code)


def floor_of(ticket: Ticket) -> str:
    """The floor as the catalogue names it; empty where nobody has said it yet."""
    if ticket.inside and ticket.unit is not None:
        return str(ticket.unit.floor)
    _, _, floor = ticket.spot.partition("@")
    return floor if floor in catalogue().floors else ""


def reach_of(symptom_code: str, floor: str) -> list[str]:
    """The floors that it may affect; from the bottom up."""
    floors = catalogue().floors
    down, up = REACH.get(kind_of(symptom_code), (-1, -1))
    if floor not in floors or down < 0:
        return []
    here = floors.index(floor)
    return list(floors[max(0, here - down) : here + up + 1])


def in_order(floors: Iterable[str]) -> list[str]:
    """Each floor once, from the bottom up; raises ValueError for one that the building does not have."""
    return sorted(set(floors), key=catalogue().floors.index)


def is_near(symptom_code: str, floor: str, floors: Iterable[str]) -> bool:
    """Whether a report from this floor is about an event that was reported from those."""
    kind = kind_of(symptom_code)
    if kind in ONE_AT_A_TIME:
        return True
    known = [one for one in floors if one]
    if not floor or not known:
        return False
    order, apart = catalogue().floors.index, 0 if kind in ON_THE_SPOT else 1
    return min(abs(order(floor) - order(one)) for one in known) <= apart
