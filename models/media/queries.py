"""Reading media: what belongs to a subject, and what a list of ids holds."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.media.tables import AttachedTo, Attachment, Media, MediaKind, MediaState
from models.refusals import CannotBeOpened, PictureMissing


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


def check_pages(session: Session, media_ids: Sequence[int], kind: MediaKind | None = None) -> None:
    """Whether these can be kept as pages of a paper, all of one kind if it is named; what is still on its way is believed.

    Raises PictureMissing where there are none, or others; CannotBeOpened for what is known to be of no use.
    """
    found = session.scalars(select(Media).where(Media.id.in_(media_ids))).all()
    if not found or len(found) != len(set(media_ids)) or any(kind not in {None, one.kind} for one in found):
        raise PictureMissing
    if any(one.state == MediaState.UNUSABLE for one in found):
        raise CannotBeOpened


def counted(media: Sequence[Media]) -> dict[MediaKind, int]:
    """How many of each kind, in the order of the kinds."""
    numbers = Counter(one.kind for one in media)
    return {kind: numbers[kind] for kind in MediaKind if numbers[kind]}
