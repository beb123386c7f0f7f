"""What goes with a notice: its document, or its media, from the bytes or by the id that this bot knows already."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.enclosures import Enclosure
from bot.tables import Document
from models.base import insert_once
from models.media.showing import IN_AN_ALBUM
from models.media.tables import Media, MediaBytes, MediaFile, MediaKind, MediaState
from models.notices import Notice


def enclosed(session: Session, notice: Notice, media_ids: Iterable[int], bot_id: int) -> tuple[Enclosure, ...]:
    """The pieces of a notice; what turned out to be of no use is left out."""
    document = session.get(Document, notice.facts["document"]) if "document" in notice.facts else None
    if document is not None and document.content:
        kind = MediaKind.PHOTO if document.facts.get("picture") else MediaKind.DOCUMENT
        return (Enclosure(kind, document.content, document.name),)
    wanted = select(Media).where(Media.id.in_(list(media_ids)), Media.state == MediaState.KEPT).order_by(Media.id)
    return tuple(_piece(session, one, bot_id) for one in session.scalars(wanted.limit(IN_AN_ALBUM)))


def _piece(session: Session, media: Media, bot_id: int) -> Enclosure:
    known = session.get(MediaFile, (media.id, bot_id))
    kept = None if known or media.kind == MediaKind.LOCATION else session.get(MediaBytes, media.id)
    return Enclosure(
        kind=media.kind,
        content=known.file_id if known else kept.content if kept else b"",
        name=media.name,
        seconds=media.seconds,
        latitude=media.latitude or 0,
        longitude=media.longitude or 0,
        media=media.id,
    )


def keep_file_ids(session: Session, bot_id: int, pieces: Iterable[Enclosure], file_ids: Iterable[str]) -> None:
    """Remember the ids, so that the bytes travel once per bot."""
    for piece, file_id in zip(pieces, file_ids, strict=False):
        if piece.media is not None and file_id:
            insert_once(session, MediaFile, {"media_id": piece.media, "bot_id": bot_id, "file_id": file_id})


def forget_file_ids(session: Session, bot_id: int, pieces: Iterable[Enclosure]) -> None:
    """Telegram would not have them: next time they are sent from the bytes."""
    ids = [one.media for one in pieces if one.media is not None]
    session.execute(delete(MediaFile).where(MediaFile.bot_id == bot_id, MediaFile.media_id.in_(ids)))
