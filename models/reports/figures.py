"""Typed figures: what a section of a report says, kept word by word with the report, so that it reads the same for ever (DOMAIN 5.4).

A figure carries its own name in both languages, as prices and categories do: what was submitted must not change with our words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from models.estate import Both

MOST_BEHIND = 10  # things that a figure names, so that one tap opens them
Behind = tuple[str, str]  # a subject such as "ticket:17", and the number or name under which people know it


class Measure(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    MONEY = "money"  # fen
    RATE = "rate"  # `value` of `base`
    SCORE = "score"  # hundredths: 450 is 4.5; `base` is of how many
    PER = "per"  # hundredths, as of complaints per 10,000 square metres


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number; None for what was not counted at all.

    A `target` is in percent. `better` is 1 where more is better, -1 where less is, 0 where neither. A `key` one is among the
    ten that matter. `behind` are the things that it is about, `place` the list that shows them.
    """

    code: str
    zh: str
    en: str
    value: int | None
    measure: Measure = Measure.COUNT
    base: int | None = None
    target: int | None = None
    better: int = 0
    key: bool = False
    place: str = ""
    behind: tuple[Behind, ...] = ()
    former: int | None = None
    former_base: int | None = None

    @property
    def name(self) -> Both:
        """What it counts."""
        return Both(self.zh, self.en)

    @property
    def is_counted(self) -> bool:
        """Whether there was anything to count: a rate of nothing says nothing."""
        return self.value is not None and not (self.measure in {Measure.RATE, Measure.SCORE} and not self.base)

    @property
    def is_missed(self) -> bool:
        """Whether it falls short of its target."""
        return bool(self.target is not None and self.base and (self.value or 0) * 100 < self.target * self.base)

    @property
    def is_met(self) -> bool:
        """Whether it reaches its target."""
        return self.target is not None and self.is_counted and not self.is_missed

    @property
    def change(self) -> int | None:
        """1 where it is higher than in the period before, -1 where lower, 0 for alike; None where one of them was not counted."""
        other = replace(self, value=self.former, base=self.former_base)
        if not (self.is_counted and other.is_counted):
            return None
        rate = self.measure == Measure.RATE
        now = (self.value or 0) * ((self.former_base or 1) if rate else 1)
        then = (self.former or 0) * ((self.base or 1) if rate else 1)
        return (now > then) - (now < then)

    @property
    def is_worse(self) -> bool:
        """Whether it has become worse."""
        return bool(self.better and self.change and self.change * self.better < 0)


def rate(code: str, zh: str, en: str, value: int, base: int, **more: Any) -> Figure:
    """So many of so many; more is better."""
    return Figure(code=code, zh=zh, en=en, value=value, base=base, measure=Measure.RATE, better=1, **more)


def percent(figure: Figure) -> int:
    """A rate in whole percent, never rounded up to a target that it misses."""
    return (figure.value or 0) * 100 // figure.base if figure.base else 0


@dataclass(frozen=True)
class Bars:
    """Columns to draw, one for each day or week: `series` holds the name of each colour and its numbers."""

    name: Both
    labels: tuple[str, ...]
    series: tuple[tuple[Both, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Section:
    """One part of a report."""

    code: str
    name: Both
    figures: tuple[Figure, ...]
    notes: tuple[Both, ...] = ()  # lines without a number, as of what was not done
    bars: Bars | None = field(default=None)


def compared(now: Section, former: Section) -> Section:
    """The same section, each figure with that of the period before."""
    known = {one.code: one for one in former.figures}
    figures = [
        replace(one, former=known[one.code].value, former_base=known[one.code].base) if one.code in known else one
        for one in now.figures
    ]
    return replace(now, figures=tuple(figures))


def the_ten(sections: Sequence[Section]) -> list[tuple[Section, Figure]]:
    """The numbers that matter, what is bad first: missed targets, then what has become worse, then the other targets; what was not counted last."""
    found = [(section, one) for section in sections for one in section.figures if one.key]
    return sorted(found, key=lambda pair: _rank(pair[1]))[:10]


def _rank(one: Figure) -> int:
    if one.is_missed:
        return 0
    if one.is_worse:
        return 1
    if one.target is not None:
        return 2
    return 3 if one.is_counted else 4


def as_json(section: Section) -> dict[str, Any]:
    """A section as plain values."""
    return {
        "code": section.code,
        "name": _both(section.name),
        "figures": [{one.name: getattr(figure, one.name) for one in fields(Figure)} for figure in section.figures],
        "notes": [_both(one) for one in section.notes],
        "bars": _bars(section.bars) if section.bars else None,
    }


def from_json(raw: Mapping[str, Any]) -> Section:
    """A section as it was kept; what a later release has added to figures is as if it were not there."""
    bars = raw["bars"]
    return Section(
        raw["code"],
        Both(*raw["name"]),
        tuple(_figure(one) for one in raw["figures"]),
        tuple(Both(*one) for one in raw["notes"]),
        Bars(Both(*bars["name"]), tuple(bars["labels"]), tuple((Both(*n), tuple(v)) for n, v in bars["series"]))
        if bars
        else None,
    )


def _figure(raw: Mapping[str, Any]) -> Figure:
    known = {one.name: raw[one.name] for one in fields(Figure) if one.name in raw}
    behind = tuple((subject, label) for subject, label in known.get("behind", ()))
    return Figure(**{**known, "measure": Measure(known["measure"]), "behind": behind})


def _both(words: Both) -> list[str]:
    return [words.zh, words.en]


def _bars(bars: Bars) -> dict[str, Any]:
    return {
        "name": _both(bars.name),
        "labels": list(bars.labels),
        "series": [[_both(name), list(values)] for name, values in bars.series],
    }
