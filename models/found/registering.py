"""A colleague registers what they have found, and hands it in (R206: 拾到财物应及时上交)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.counters import next_number
from models.estate import Project
from models.found.doing import doing, inform, inform_desk, note
from models.found.tables import FoundItem, Kind
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.people import Staff
from models.refusals import NotYours, TimePast, TooMany, WordsMissing

PREFIX = "SW"
TWICE = timedelta(minutes=10)  # the same thing by the same colleague within this time is one thing
LONGEST = 300  # characters


def register(
    session: Session,
    *,
    project: Project,
    by: Staff,
    kind: Kind,
    words: str,
    place: str,
    day: date,
    now: datetime,
    hour: time | None = None,
    with_finder: bool = False,
    media: Sequence[int] = (),
) -> FoundItem:
    """Record a found thing with its number, and tell the desk; the same one again is the one that is known.

    Raises NotYours for who does not work here, WordsMissing, TooMany for very long words, TimePast for a day to come.
    """
    if by.left_at or by.project_id != project.id:
        raise NotYours
    check_words(words, place, day, now.astimezone(project.zone).date())
    item = FoundItem(
        project_id=project.id,
        kind=kind,
        words=words.strip(),
        place=place.strip(),
        day=day,
        hour=hour,
        at=now,
        by_id=by.person_id,
        keeper_id=by.person_id if with_finder else None,
    )
    if (known := _just_now(session, item)) is not None:
        return known
    with session.begin_nested():
        session.add(item)
        session.flush()
        note(session, item, "found.registered", by.person, now, {"media": len(media)})
        attach(session, item.subject, media, AttachedTo.REPORT, by=by.person, now=now)
        inform_desk(session, item, "found.desk", by.person, now)
        item.number = next_number(session, project.id, PREFIX, now.astimezone(project.zone).date())
        session.flush()
    return item


def check_words(words: str, place: str, day: date, today: date, *, needs_place: bool = True) -> None:
    """What a thing and a loss must have; raises WordsMissing, TooMany or TimePast."""
    if not words.strip() or (needs_place and not place.strip()):
        raise WordsMissing
    if max(len(words), len(place)) > LONGEST:
        raise TooMany
    if day > today:
        raise TimePast


def _just_now(session: Session, item: FoundItem) -> FoundItem | None:
    """The same thing, registered a moment ago by the same colleague."""
    same = (FoundItem.kind == item.kind, FoundItem.words == item.words, FoundItem.place == item.place)
    wanted = select(FoundItem).where(FoundItem.by_id == item.by_id, FoundItem.at > item.at - TWICE, *same)
    return session.scalars(wanted.order_by(FoundItem.id)).first()


def hand_in(session: Session, item_id: int, *, by: Staff, now: datetime, seen: int | None = None) -> FoundItem:
    """The service centre has it now, says a colleague of customer service; the finder is thanked."""
    with doing(session, "hand_in", item_id, by=by.person, now=now, seen=seen) as item:
        keeper, item.keeper_id = item.keeper_id, None
    session.refresh(item)
    if keeper is not None and keeper != by.person_id:
        inform(session, item, keeper, "found.received", now)
    return item
