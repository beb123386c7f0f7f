"""What a step of a plan would do, piece by piece: what is new, what becomes different, what ends (R108, R111)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.setup.checks.plan import CREATE, SAME, Step
from models.setup.sheets import SHIFTS

Values = Mapping[str, str]


class Kind(StrEnum):
    """What becomes of something."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    SAME = "same"


@dataclass(frozen=True)
class Effect:
    """One thing: of a change of an entry `column` says which, and `before` and `after` hold only that."""

    kind: Kind
    column: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)


def effects_of(step: Step) -> list[Effect]:
    """Everything that a step would do, in the order of the columns."""
    if step.do == SAME:
        return [Effect(Kind.SAME)]
    if step.sheet == SHIFTS.code:
        return list(_of_shifts(step.old["shifts"], step.new["shifts"]))
    new = [Effect(Kind.NEW, after=step.new)] if step.do == CREATE else []
    entries = [Effect(Kind.CHANGED, code, {code: old}, {code: step.new[code]}) for code, old in step.old.items()]
    return [*new, *entries]


def _of_shifts(before: list[Values], after: list[Values]) -> Iterator[Effect]:
    """One shift for another is a change; several are ended and new ones."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if len(gone) == len(come) == 1:
        yield Effect(Kind.CHANGED, before=gone[0], after=come[0])
        return
    yield from (Effect(Kind.ENDED, before=one) for one in gone)
    yield from (Effect(Kind.NEW, after=one) for one in come)
