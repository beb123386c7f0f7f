"""One deed on one found thing: lock, ask the table, change, log, all or nothing; and who hears of it (R206)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.found.lifecycle import DEEDS, Deed
from models.found.reading import parts_of
from models.found.tables import FoundItem, Loss
from models.hours import hours_of
from models.notices import Pace, tell
from models.people import Binding, Person, Side
from models.refusals import FinderReturns, Gone, NotYours, Outdated, TooLate
from models.rota import intake_desk

Thing = FoundItem | Loss


@contextmanager
def doing(
    session: Session,
    name: str,
    item_id: int,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Iterator[FoundItem]:
    """Do a deed of the table; the body adds what is special about it.

    Raises Gone, NotYours, TooLate, Outdated (decided on another version) or FinderReturns; then nothing has changed.
    """
    deed = DEEDS[name]
    with session.begin_nested():
        item = locked_item(session, item_id)
        _check(session, deed, item, by, seen)
        yield item
        item.state, item.version = deed.ends or item.state, item.version + 1
        session.flush()
        note(session, item, f"found.{name}", by, now, facts)


def locked_item(session: Session, item_id: int) -> FoundItem:
    """A thing, locked; raises Gone."""
    wanted = select(FoundItem).where(FoundItem.id == item_id).with_for_update(of=FoundItem)
    item = session.scalar(wanted.execution_options(populate_existing=True))
    if item is None:
        raise Gone
    return item


def check(session: Session, name: str, item_id: int, *, by: Person) -> FoundItem:
    """The thing, if this deed could be done with it now; raises like the deed."""
    item = session.get(FoundItem, item_id)
    if item is None:
        raise Gone
    _check(session, DEEDS[name], item, by, None)
    return item


def _check(session: Session, deed: Deed, item: FoundItem, by: Person, seen: int | None) -> None:
    parts = parts_of(session, item, by)
    if not parts:
        raise Gone
    if not parts & deed.by:
        raise NotYours(found=item.id)
    if item.state not in deed.starts:
        raise TooLate(found=item.id)
    if seen is not None and seen != item.version:
        raise Outdated(found=item.id)
    if deed.apart and item.by_id == by.id:
        raise FinderReturns(found=item.id)


def allowed(session: Session, item: FoundItem, by: Person) -> set[str]:
    """The deeds of the table that somebody may do with a thing as it is now."""
    parts = parts_of(session, item, by)
    fitting = (one for one in DEEDS.values() if item.state in one.starts and parts & one.by)
    return {one.name for one in fitting if not (one.apart and item.by_id == by.id)}


def locked_loss(session: Session, loss_id: int) -> Loss:
    """A loss, locked; raises Gone."""
    wanted = select(Loss).where(Loss.id == loss_id).with_for_update(of=Loss)
    loss = session.scalar(wanted.execution_options(populate_existing=True))
    if loss is None:
        raise Gone
    return loss


def note(
    session: Session,
    thing: Thing,
    kind: str,
    by: Person | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Append it to the log of a thing or a loss; None is the office's clock."""
    record(
        session,
        project_id=thing.project_id,
        subject=thing.subject,
        kind=kind,
        now=now,
        actor_id=by.id if by else None,
        facts=facts,
    )


def inform(
    session: Session,
    thing: Thing,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    side: Side = Side.STAFF,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
    not_before: datetime | None = None,
) -> None:
    """Queue one notice about a thing or a loss, once per person and occasion; by default once per version."""
    name, _, _ = thing.subject.partition(":")
    tell(
        session,
        project_id=thing.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=thing.subject,
        occasion=occasion or f"v{thing.version}",
        now=now,
        pace=pace,
        facts={name: thing.id},
        not_before=not_before,
    )


def inform_desk(session: Session, thing: Thing, kind: str, by: Person, now: datetime) -> None:
    """Whoever receives owners at this hour hears it; where that is only the one who says it, the desk when it opens (R009)."""
    project = session.get_one(Project, thing.project_id)
    for moment in (now, hours_of(project).opens(now)):
        others = [one.person_id for one in intake_desk(session, project, moment) if one.person_id != by.id]
        for person_id in others:
            inform(session, thing, person_id, kind, now, not_before=moment)
        if others:
            return


def on_owner_bot(session: Session, person_id: int | None) -> bool:
    """Whether somebody can confirm on the owner bot."""
    bound = select(Binding.id).where(Binding.person_id == person_id, Binding.side == Side.OWNER)
    return person_id is not None and session.scalar(bound.where(Binding.privacy_at.is_not(None))) is not None
