"""Whether a reading can be true: never backwards, nothing used, or far from the months before (DOMAIN 3.2, N33). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.meters.kinds import Doubt
from models.receivables.formulas import HUNDRED

FOUR_DIGITS = 1_000_000  # 9999.99 and then nothing


@dataclass(frozen=True)
class Limits:
    """From where on a usage is far from the mean: by more per cent, and by more units at once."""

    percent: int = 50
    units: int = 20


def usage_of(before: int, after: int, ratio: int = 1, *, turn: int = 0) -> int:
    """What was used between two readings, in hundredths; `turn` is a whole turn of the meter, where it has turned over."""
    return (after - before + turn) * ratio


def has_rolled(before: int, after: int, usages: Sequence[int], ratio: int = 1, turn: int = FOUR_DIGITS) -> bool:
    """Whether a meter that shows less has rather turned over: what it then used is no more than twice what is usual."""
    if after >= before or before < turn * 9 // 10:
        return False
    most = max(usages, default=turn // 10 * ratio)
    return usage_of(before, after, ratio, turn=turn) <= max(2 * most, 100 * HUNDRED * ratio)


def doubts(
    before: int,
    after: int,
    usages: Sequence[int],
    *,
    ratio: int = 1,
    turn: int = FOUR_DIGITS,
    occupied: bool = True,
    limits: Limits | None = None,
) -> frozenset[Doubt]:
    """What speaks against a reading; `usages` are those of the two months before, in hundredths, the newest last."""
    limits = limits or Limits()
    rolled = has_rolled(before, after, usages, ratio, turn)
    if after < before and not rolled:
        return frozenset({Doubt.BACKWARDS})
    used = usage_of(before, after, ratio, turn=turn if rolled else 0)
    found = {Doubt.ROLLED} if rolled else set[Doubt]()
    if used == 0 and occupied:
        found.add(Doubt.ZERO)
    if usages and used and _is_far(used, usages[-2:], limits):
        found.add(Doubt.DEVIATES)
    return frozenset(found)


def _is_far(used: int, usages: Sequence[int], limits: Limits) -> bool:
    """From the mean, without a division: everything is counted as many times as there are months."""
    months, total = len(usages), sum(usages)
    apart = abs(used * months - total)
    return apart * HUNDRED > total * limits.percent and apart > limits.units * HUNDRED * months
