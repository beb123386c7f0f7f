"""Deeds with media: taken in when they arrive, attached to what they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.media.tables import AttachedTo, Attachment, Media, MediaBytes, MediaFile, MediaKind, MediaState
from models.people import Person
from models.refusals import Gone, TooLarge, TooMany

BATCH = 500
FORGOTTEN = "forgotten"
LARGEST = 20 * 1024 * 1024  # bytes; a bot can fetch no more


@dataclass(frozen=True)
class Sent:
    """What somebody sent besides words; `own` says that a telephone number is that of the sender's account."""

    kind: MediaKind
    file_id: str = ""
    name: str = ""
    mime: str = ""
    size: int = 0
    seconds: int = 0
    caption: str = ""
    latitude: int | None = None
    longitude: int | None = None
    phone: str = ""
    own: bool = False
    album: str = ""  # the number that the pieces of one album share


def receive(
    session: Session, project: Project, sent: Sent, *, by: Person | None, bot_id: int, now: datetime, room: int = 1
) -> Media:
    """Take something in, where there is room for so many more; its bytes are fetched later. Raises TooMany or TooLarge."""
    if room < 1:
        raise TooMany
    if sent.size > LARGEST:
        raise TooLarge
    media = Media(
        project_id=project.id,
        kind=sent.kind,
        by_id=by.id if by else None,
        at=now,
        bot_id=bot_id,
        file_id=sent.file_id,
        name=sent.name,
        mime=sent.mime,
        size=sent.size,
        seconds=sent.seconds,
        caption=sent.caption,
        latitude=sent.latitude,
        longitude=sent.longitude,
        phone=sent.phone,
        state=MediaState.ASKED if sent.file_id else MediaState.KEPT,
    )
    session.add(media)
    session.flush()
    return media


def attach(
    session: Session, subject: str, media_ids: Iterable[int], part: AttachedTo, *, by: Person | None, now: datetime
) -> list[Media]:
    """Say what they belong to, as a part of a deed that logs it; once each. Raises Gone for what is not there, or of another office."""
    wanted = list(dict.fromkeys(media_ids))
    found = {one.id: one for one in session.scalars(select(Media).where(Media.id.in_(wanted)))}
    for media_id in wanted:
        media = found.get(media_id)
        if media is None or (by is not None and media.project_id != by.project_id):
            raise Gone
        row = {"project_id": media.project_id, "subject": subject, "media_id": media_id, "part": part, "at": now}
        insert_once(session, Attachment, {**row, "by_id": by.id if by else None})
    return [found[media_id] for media_id in wanted]


def forget_content(session: Session, media_ids: Sequence[int]) -> int:
    """Forget what was in them, also where it is still on its way; that they came stays known. Returns how many had content."""
    late = select(Media).where(Media.id.in_(media_ids), Media.state == MediaState.ASKED)
    for media in session.scalars(late.with_for_update()):
        media.state, media.error = MediaState.UNUSABLE, FORGOTTEN
    return _forget_content(session, media_ids)


def _forget_content(session: Session, media_ids: Sequence[int]) -> int:
    session.execute(delete(MediaFile).where(MediaFile.media_id.in_(media_ids)))
    gone = delete(MediaBytes).where(MediaBytes.media_id.in_(media_ids)).returning(MediaBytes.media_id)
    return len(session.scalars(gone).all())


def forget_unattached(session: Session, before: datetime, *, but: Select[tuple[int]] | None = None) -> int:
    """Forget what came into forms which were never sent, but for the media that `but` selects; returns how many."""
    kept = exists().where(Attachment.media_id == Media.id)
    old = select(Media.id).where(Media.at < before, ~kept)
    if but is not None:
        old = old.where(Media.id.not_in(but))
    ids = list(session.scalars(old.limit(BATCH)))
    _forget_content(session, ids)
    session.execute(delete(Media).where(Media.id.in_(ids)))
    return len(ids)
