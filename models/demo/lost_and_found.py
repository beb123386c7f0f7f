"""Lost and found of the demo office: a few things and losses of the last days (R206)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.counters import next_number
from models.estate import Project
from models.found.losses import PREFIX as LOSS
from models.found.registering import PREFIX as ITEM
from models.found.tables import FoundItem, Kind, Loss
from models.people import Person, Staff

Lines = Iterable[Mapping[str, str]]


def fill_found(
    session: Session, office: Project, staff: Mapping[str, Staff], things: Lines, losses: Lines, now: datetime
) -> None:
    """Put them in, as many days before the demo's first as the files say."""
    for row in things:
        day, hour, at = _when(office, row, now)
        finder = staff[row["finder"]].person_id
        item = FoundItem(
            project_id=office.id,
            kind=Kind(row["kind"]),
            words=row["words"],
            place=row["place"],
            day=day,
            hour=hour,
            at=at,
            by_id=finder,
            keeper_id=finder if row["with_finder"] == "yes" else None,
        )
        item.number = next_number(session, office.id, ITEM, day)
        session.add(item)
    for row in losses:
        day, hour, at = _when(office, row, now)
        person = select(Person.id).where(Person.project_id == office.id, Person.phone == row["phone"])
        loss = Loss(
            project_id=office.id,
            person_id=session.scalars(person).one(),
            kind=Kind(row["kind"]),
            words=row["words"],
            place=row["place"],
            day=day,
            hour=hour,
            at=at,
        )
        loss.number = next_number(session, office.id, LOSS, day)
        session.add(loss)


def _when(office: Project, row: Mapping[str, str], now: datetime) -> tuple[date, time | None, datetime]:
    """The local day, the hour if it is known, and when it was registered."""
    day = now.astimezone(office.zone).date() - timedelta(days=int(row["days_ago"]))
    hour = time.fromisoformat(row["hour"]) if row["hour"] else None
    return day, hour, datetime.combine(day, hour or time(16), office.zone)
