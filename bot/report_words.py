"""How periods and figures of reports are said, on cards, in pictures and in workbooks alike (DOMAIN 5.4)."""

from datetime import date
from functools import reduce

from bot.texts import Amount, Money, T, Words, listed
from models.estate import Both
from models.reports.figures import Figure, Measure, percent
from models.reports.periods import Period, PeriodKind

# Under these names the reports leave the office, in whichever language they are read (R156).
NAME = {PeriodKind.WEEK: Both("客服周报", "Weekly report"), PeriodKind.MONTH: Both("客服月报", "Monthly report")}


def period_words(period: Period) -> Words:
    """From when to when, or which month."""
    if period.kind == PeriodKind.MONTH:
        return T("staff", "{year}-{month}", year=period.first.year, month=f"{period.first.month:02d}")
    year, week, _ = period.first.isocalendar()
    facts = {"first": _day(period.first), "last": _day(period.last)}
    return T("staff", "{year}, week {week} ({first} to {last})", year=year, week=week, **facts)


def short_period(period: Period) -> Words:
    """So short that it stands on a button."""
    if period.kind == PeriodKind.MONTH:
        return period_words(period)
    return T("staff", "week {week} (from {first})", week=period.first.isocalendar().week, first=_day(period.first))


def _day(day: date) -> str:
    return f"{day.month:02d}-{day.day:02d}"


def title_of(period: Period) -> Words:
    """The name of the report and its period."""
    return listed([NAME[period.kind], period_words(period)], " ")


def value_words(one: Figure) -> Words:
    """The figure itself; what was not counted says so."""
    return _said(one, one.value, one.base) if one.is_counted else T("staff", "nothing to count")


def former_words(one: Figure) -> Words | None:
    """What it was in the period before; None where there was nothing to count then."""
    return _said(one, one.former, one.former_base) if one.change is not None else None


def _said(one: Figure, value: int | None, base: int | None) -> Words:
    match one.measure:
        case Measure.MONEY:
            return Money(value or 0)
        case Measure.RATE:
            share = (value or 0) * 100 // base if base else 0
            return T("staff", "{percent} % ({good} of {base})", percent=share, good=value or 0, base=base or 0)
        case Measure.SCORE:
            return T("staff", "{score} ({base} ratings)", score=Amount(value or 0), base=base or 0)
        case Measure.PER:
            return Amount(value or 0)
        case _:
            return str(value or 0)


def short_value(one: Figure) -> Words:
    """So short that it stands on a button beside its name."""
    if not one.is_counted:
        return "-"
    return (
        T("staff", "{percent} %", percent=percent(one))
        if one.measure == Measure.RATE
        else _said(one, one.value, one.base)
    )


def verdict_words(one: Figure) -> Words | None:
    """Whether its target is met; None without a target, or without anything to hold against it."""
    if one.target is None or not one.is_counted:
        return None
    said = T("staff", "target {target} % missed", target=one.target)
    return said if one.is_missed else T("staff", "target {target} % met", target=one.target)


def figure_words(one: Figure) -> Words:
    """One line: name, number, its target, and the period before."""
    said: list[Words] = [T("staff", "{name}: {value}", name=one.name, value=value_words(one))]
    if (verdict := verdict_words(one)) is not None:
        said.append(verdict)
    if (former := former_words(one)) is not None:
        said.append(T("staff", "before {former}", former=former))
    return reduce(lambda first, more: T("staff", "{first}, {more}", first=first, more=more), said)
