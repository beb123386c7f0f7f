"""The three kinds of meter, and the fee of each (R127, DOMAIN 4.8). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from models.estate import Both


class MeterKind(StrEnum):
    """What a meter counts."""

    WATER = "water"
    POWER = "power"
    COOLING = "cooling"


FEES: Mapping[MeterKind, str] = {MeterKind.WATER: "F02", MeterKind.POWER: "F03", MeterKind.COOLING: "F04"}
KIND_OF: Mapping[str, MeterKind] = {code: kind for kind, code in FEES.items()}
NAMES: Mapping[MeterKind, Both] = {
    MeterKind.WATER: Both("水表", "water meter"),
    MeterKind.POWER: Both("电表", "electricity meter"),
    MeterKind.COOLING: Both("空调表", "heating and cooling meter"),
}


class How(StrEnum):
    """Where a reading comes from."""

    REMOTE = "remote"
    MANUAL = "manual"  # somebody stood before it, with a photo or a reason why there is none
    ESTIMATE = "estimate"  # of the two months before; the next true reading puts it right


class Doubt(StrEnum):
    """Why somebody looks a second time (DOMAIN 3.2)."""

    BACKWARDS = "backwards"  # less than before, and the meter cannot have turned over
    ROLLED = "rolled"  # it seems to have turned over
    ZERO = "zero"  # nothing used in an occupied unit
    DEVIATES = "deviates"  # far from the mean of the two months before


class ReadingState(StrEnum):
    """Whether a reading counts."""

    FINE = "fine"
    DOUBTED = "doubted"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"


COUNTS = frozenset({ReadingState.FINE, ReadingState.CONFIRMED})
