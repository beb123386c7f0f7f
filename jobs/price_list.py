"""《有偿服务项目价目表》 as a workbook: the prices of the day under the list's code, version, revision date and approver (R064, R224)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import Task
from bot.texts import Money, Reader, T, Words
from jobs.documents import clock, make_table, say
from models.estate import Project
from models.policy import policy_of
from models.prices.reading import ListHead, approved, day_of, list_head
from models.prices.tables import MaterialRule, PriceEdition, Shelf

COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Code"), 8),
    (T("paper", "Class"), 14),
    (T("paper", "Service"), 30),
    (T("paper", "Unit"), 12),
    (T("paper", "Price"), 14),
    (T("paper", "At least"), 12),
    (T("paper", "Minutes"), 10),
    (T("paper", "Material"), 24),
    (T("paper", "Guarantee, days"), 12),
    (T("paper", "Version"), 8),
    (T("paper", "Valid from"), 14),
    (T("paper", "Valid until"), 14),
    (T("paper", "Suspended"), 26),
)
SHELF = {
    Shelf.POWER: T("paper", "lamps and power"),
    Shelf.WATER: T("paper", "taps and drains"),
    Shelf.DOORS: T("paper", "doors and locks"),
    Shelf.AIRCON: T("paper", "air-conditioning"),
    Shelf.CLEANING: T("paper", "cleaning"),
    Shelf.PLANTS: T("paper", "plants"),
    Shelf.LIFT: T("paper", "fire lift"),
    Shelf.OTHER: T("paper", "other services"),
}
MATERIAL = {
    MaterialRule.NONE: T("paper", "not needed"),
    MaterialRule.OWN_OR_COST: T("paper", "the customer's own, or at cost with its receipt"),
    MaterialRule.INCLUDED: T("paper", "included in the price"),
}


def price_list(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Every price of today, one line each; what is suspended says so."""
    head = list_head(session, project)
    title = say(reader, T("paper", "{building}: price list of paid services", building=project.name))
    name = say(reader, T("paper", "Price list {code} version {number}", code=head.code, number=head.version))
    rows = [_line(reader, one) for one in approved(session, project, day_of(project, now))]
    columns = [(say(reader, column), width) for column, width in COLUMNS]
    return f"{name}.xlsx", make_table(title, columns, rows, [title, *_above(reader, project, head)])


def _above(reader: Reader, project: Project, head: ListHead) -> list[str]:
    approver = head.approver.name if head.approver else ""
    percent = policy_of(project).service_surcharge_percent
    return [
        say(reader, T("paper", "Code: {code}", code=head.code)),
        say(reader, T("paper", "Version: {number}", number=head.version)),
        say(reader, T("paper", "Revised: {time}", time=clock(reader, head.revised_at))),
        say(reader, T("paper", "Approved by: {name}", name=approver)),
        say(reader, T("paper", "Outside service hours labour costs {percent} per cent more.", percent=percent)),
    ]


def _line(reader: Reader, one: PriceEdition) -> list[str]:
    quoted = T("paper", "by quotation")
    return [
        one.item.code,
        say(reader, SHELF[one.item.shelf]),
        say(reader, one.name),
        say(reader, one.unit),
        say(reader, quoted if one.price_fen is None else Money(one.price_fen)),
        say(reader, Money(one.minimum_fen)) if one.minimum_fen else "",
        str(one.minutes or ""),
        say(reader, MATERIAL[one.material]),
        str(one.guarantee_days),
        str(one.number),
        one.valid_from.isoformat(),
        one.valid_until.isoformat() if one.valid_until else "",
        say(reader, _suspended(one)),
    ]


def _suspended(one: PriceEdition) -> Words | None:
    start, until = one.item.suspended_from, one.item.suspended_until
    if start is None:
        return None
    if until is None:
        return T("paper", "from {day} on", day=start.isoformat())
    return T("paper", "from {day} until {last}", day=start.isoformat(), last=until.isoformat())


DOCUMENTS: Mapping[str, Task] = {"price_list": price_list}
