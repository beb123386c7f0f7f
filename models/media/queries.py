"""Reading media: what belongs to a subject, and what a list of ids holds."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.media.tables import AttachedTo, Attachment, Media, MediaKind, MediaState


def attached(session: Session, subject: str, part: AttachedTo | None = None) -> list[Media]:
    """What belongs to a subject such as "ticket:17", or to one part of it, in the order in which it came."""
    wanted = select(Media).join(Attachment, Attachment.media_id == Media.id).where(Attachment.subject == subject)
    if part is not None:
        wanted = wanted.where(Attachment.part == part)
    return list(session.scalars(wanted.order_by(Attachment.id)))


def usable(session: Session, media_ids: Iterable[int]) -> list[Media]:
    """Those of them that are kept, or will be; in their order."""
    wanted = list(media_ids)
    good = select(Media).where(Media.id.in_(wanted), Media.state != MediaState.UNUSABLE)
    return sorted(session.scalars(good), key=lambda one: wanted.index(one.id))


def counted(media: Sequence[Media]) -> dict[MediaKind, int]:
    """How many of each kind, in the order of the kinds."""
    numbers = Counter(one.kind for one in media)
    return {kind: numbers[kind] for kind in MediaKind if numbers[kind]}
