"""An owner reports what they miss, and takes the report back when it has turned up (R206)."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of
from models.counters import next_number
from models.estate import Project
from models.found.doing import inform, inform_desk, locked_loss, note
from models.found.lifecycle import MISSED, LossState
from models.found.registering import check_words
from models.found.tables import Kind, Loss
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace
from models.people import Person, Side
from models.refusals import AlreadyAsked, Gone, NotYours, Outdated, TooLate, TooMany

PREFIX = "XW"
MOST_OPEN = 10  # of one person


def report_loss(
    session: Session,
    *,
    project: Project,
    by: Person,
    kind: Kind,
    words: str,
    place: str,
    day: date,
    now: datetime,
    hour: time | None = None,
    media: Sequence[int] = (),
) -> Loss:
    """Record a loss with its number, the place empty where nobody knows it; the desk is told, the owner has the receipt.

    Raises NotYours for who is no contact of any unit, AlreadyAsked for the same words again, TooMany, WordsMissing, TimePast.
    """
    if by.project_id != project.id or not contacts_of(session, by.id):
        raise NotYours
    check_words(words, place, day, now.astimezone(project.zone).date(), needs_place=False)
    _check_open(session, by, words.strip())
    loss = Loss(
        project_id=project.id,
        person_id=by.id,
        kind=kind,
        words=words.strip(),
        place=place.strip(),
        day=day,
        hour=hour,
        at=now,
    )
    with session.begin_nested():
        session.add(loss)
        session.flush()
        note(session, loss, "loss.reported", by, now, {"media": len(media)})
        attach(session, loss.subject, media, AttachedTo.REPORT, by=by, now=now)
        inform(session, loss, by.id, "loss.receipt", now, side=Side.OWNER, pace=Pace.REPLY)
        inform_desk(session, loss, "loss.desk", by, now)
        loss.number = next_number(session, project.id, PREFIX, now.astimezone(project.zone).date())
        session.flush()
    return loss


def _check_open(session: Session, by: Person, words: str) -> None:
    mine = select(func.count()).select_from(Loss).where(Loss.person_id == by.id, Loss.state.in_(MISSED))
    if session.scalar(mine.where(Loss.words == words)):
        raise AlreadyAsked
    if (session.scalar(mine) or 0) >= MOST_OPEN:
        raise TooMany


def withdraw_loss(session: Session, loss_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Loss:
    """It has turned up: 已找到，谢谢; the desk need not look any more. Raises Gone, Outdated, TooLate."""
    with session.begin_nested():
        loss = locked_loss(session, loss_id)
        if loss.person_id != by.id:
            raise Gone
        if loss.state not in MISSED:
            raise TooLate(loss=loss.id)
        if seen is not None and seen != loss.version:
            raise Outdated(loss=loss.id)
        loss.state, loss.ended_at, loss.version = LossState.WITHDRAWN, now, loss.version + 1
        session.flush()
        note(session, loss, "loss.withdrawn", by, now)
        inform_desk(session, loss, "loss.withdrawn", by, now)
    return loss
