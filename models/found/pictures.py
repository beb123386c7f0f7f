"""Who sees which pictures of a found thing and of a loss: never its owner those of the thing (R203, R206)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.found.reading import item_for, loss_for, own_loss, reads_all
from models.found.tables import FoundItem, Loss
from models.media.showing import show
from models.media.tables import AttachedTo, Attachment, Media, MediaState
from models.notices import Pace
from models.people import Person, Side
from models.refusals import Gone

Seen = list[tuple[AttachedTo, Media]]


def seen_by(session: Session, thing: FoundItem | Loss, person: Person, side: Side) -> Seen:
    """What this person may see on this bot; signatures only who reads everything."""
    reader = side == Side.STAFF and person.staff is not None and reads_all(person.staff)
    if side == Side.OWNER and not (isinstance(thing, Loss) and thing.person_id == person.id):
        return []
    rows = select(Attachment, Media).join(Media, Media.id == Attachment.media_id)
    mine = rows.where(Attachment.subject == thing.subject, Media.state != MediaState.UNUSABLE)
    found = session.execute(mine.order_by(Attachment.id))
    return [(one.part, media) for one, media in found if reader or one.part == AttachedTo.REPORT]


def thing_of(session: Session, kind: str, number: int, by: Person, side: Side) -> FoundItem | Loss:
    """A thing ("found") or a loss ("loss"), for who may see it on this bot; raises Gone."""
    if kind == "found" and side == Side.STAFF:
        return item_for(session, number, by)
    if kind != "loss":
        raise Gone
    return loss_for(session, number, by) if side == Side.STAFF else own_loss(session, number, by)


def show_again(session: Session, kind: str, number: int, *, by: Person, side: Side, now: datetime) -> FoundItem | Loss:
    """Everything that this person may see, because they ask for it; raises Gone where that is nothing."""
    thing = thing_of(session, kind, number, by, side)
    seen = seen_by(session, thing, by, side)
    if not seen:
        raise Gone
    for part in dict.fromkeys(part for part, _ in seen):
        _show(session, thing, [media for one, media in seen if one == part], by, side, now)
    return thing


def _show(
    session: Session, thing: FoundItem | Loss, media: Sequence[Media], by: Person, side: Side, now: datetime
) -> None:
    kind, _, _ = thing.subject.partition(":")
    show(
        session,
        media,
        person_id=by.id,
        side=side,
        subject=thing.subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",  # a finger that trembles gets them once
        facts={kind: thing.id},
    )
