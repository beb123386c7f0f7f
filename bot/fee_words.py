"""Fees in the words that screens and papers share: months, what a line is for, and how it comes about (R125, DOMAIN 4.8)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from bot.texts import Amount, Day, T, Words, listed
from models.estate import Project
from models.receivables.formulas import PRICE, AreaFee, CountFee, MeterFee, formula_of
from models.receivables.tables import Receivable

CUBIC = frozenset({"F02", "F13"})  # metered in cubic metres
PARKING = "F07"


def month_said(period: date) -> Words:
    """A month of the accounts."""
    return T("label", "{month}/{year}", year=str(period.year), month=str(period.month))


def short_month(period: date) -> Words:
    """The same on a button, where the year is known."""
    return T("label", "month {month}", month=str(period.month))


def short_day(project: Project, moment: datetime) -> Words:
    """A day of the office on a button, without its weekday."""
    local = moment.astimezone(project.zone)
    return T("label", "{day}/{month}", day=str(local.day), month=str(local.month))


def months_said(periods: Iterable[date]) -> Words:
    """One month, or the first and the last of several."""
    known = sorted(set(periods))
    if len(known) < 2:
        return month_said(known[0]) if known else ""
    return T("label", "{first} to {last}", first=month_said(known[0]), last=month_said(known[-1]))


def day_said(project: Project, day: date) -> Words:
    """A day of the office."""
    return Day(datetime.combine(day, time(), project.zone))


def fee_said(row: Receivable) -> Words:
    """What a line is for; where a month has two of it, also which."""
    return T("label", "{fee} ({part})", fee=row.fee.name, part=row.part) if row.part else row.fee.name


def rate_said(ten_thousandths: int) -> str:
    """A price in yuan, with as many decimals as it has."""
    whole, rest = divmod(ten_thousandths, PRICE)
    return f"{whole:,}" + (f".{rest:04}".rstrip("0") if rest else "")


def formula_said(row: Receivable) -> Words | None:
    """How the amount comes about; None where only the amount is known."""
    match formula_of(row.details):
        case AreaFee() as area:
            return _area(area)
        case MeterFee() as meter:
            return _meter(row, meter)
        case CountFee() as count:
            return _count(row, count)
    return None


def _area(formula: AreaFee) -> Words:
    facts = {"area": Amount(formula.area), "rate": rate_said(formula.rate)}
    if not formula.days:
        return T("label", "{area} square metres, {rate} yuan each", **facts)
    return T(
        "label",
        "{area} square metres, {rate} yuan each, for {days} of the {all} days of the month",
        **facts,
        days=formula.days,
        all=formula.of_days,
    )


def _meter(row: Receivable, formula: MeterFee) -> Words:
    facts = {
        "before": Amount(formula.before),
        "after": Amount(formula.after),
        "used": Amount(formula.usage),
        "ratio": formula.ratio,
        "rate": rate_said(formula.price),
    }
    if row.fee_code in CUBIC:
        said = T("label", "reading now {after}, before {before}: {used} cubic metres, {rate} yuan each", **facts)
    elif formula.ratio > 1:
        said = T(
            "label",
            "reading now {after}, before {before}, times {ratio}: {used} kilowatt hours, {rate} yuan each",
            **facts,
        )
    else:
        said = T("label", "reading now {after}, before {before}: {used} kilowatt hours, {rate} yuan each", **facts)
    rolled = T("label", "the meter has begun again at nought") if formula.rolled else None
    guess = T("label", "estimated; it is put right with the next reading") if formula.estimated else None
    return listed([one for one in (said, rolled, guess) if one is not None], ", ")


def _count(row: Receivable, formula: CountFee) -> Words:
    facts = {"count": formula.count, "rate": rate_said(formula.rate)}
    if row.fee_code == PARKING:
        return T("label", "{count} parking bays, {rate} yuan each", **facts)
    return T("label", "{count} pieces, {rate} yuan each", **facts)
