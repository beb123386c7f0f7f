"""Showing media to somebody: notices that wait until the bytes are there, one for each message that Telegram can carry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.media.tables import Attachment, Media, MediaKind, MediaState
from models.notices import Notice, NoticeState, Pace, tell
from models.people import Side

SHOW = "media.show"
IN_AN_ALBUM = 10
LOOKS_AGAIN = timedelta(minutes=10)  # should nobody say that the bytes have come


def show(
    session: Session,
    media: Sequence[Media],
    *,
    person_id: int,
    side: Side,
    subject: str,
    now: datetime,
    pace: Pace = Pace.PROMPT,
    occasion: str = "",
    facts: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> None:
    """Show them once per person, subject and occasion; what has not been fetched yet follows as soon as it is there."""
    for group in _groups(media):
        ids = [one.id for one in group]
        tell(
            session,
            project_id=group[0].project_id,
            person_id=person_id,
            side=side,
            kind="media.show",
            subject=subject,
            occasion=f"{occasion}m{'.'.join(map(str, ids))}",
            now=now,
            pace=pace,
            facts={**(facts or {}), "media": ids},
            not_before=now + LOOKS_AGAIN if _to_come(session, ids) else not_before or now,
        )


def _groups(media: Sequence[Media]) -> Iterable[Sequence[Media]]:
    """Photos travel in albums, everything else by itself."""
    photos = [one for one in media if one.kind == MediaKind.PHOTO and one.state != MediaState.UNUSABLE]
    for start in range(0, len(photos), IN_AN_ALBUM):
        yield photos[start : start + IN_AN_ALBUM]
    for one in media:
        if one.kind != MediaKind.PHOTO and one.state != MediaState.UNUSABLE:
            yield [one]


def _to_come(session: Session, ids: Sequence[int]) -> bool:
    """Whether some must still be fetched; their rows are locked, so that the fetcher sees the notice that waits for it."""
    wanted = select(Media.state).where(Media.id.in_(ids)).with_for_update()
    return MediaState.ASKED in set(session.scalars(wanted))


def wait_for_bytes(session: Session, notice: Notice, now: datetime) -> bool:
    """Whether the notice has to wait for its bytes; then it is looked at again later."""
    waits = _to_come(session, notice.facts["media"])
    if waits:
        notice.not_before = now + LOOKS_AGAIN
    return waits


def release(session: Session, media: Media, now: datetime) -> None:
    """The bytes are there, or never will be: the notices that waited for nothing else may go."""
    subjects = select(Attachment.subject).where(Attachment.media_id == media.id)
    waiting = select(Notice).where(
        Notice.kind == SHOW, Notice.state == NoticeState.QUEUED, Notice.subject.in_(subjects), Notice.not_before > now
    )
    for notice in session.scalars(waiting):
        if media.id in notice.facts["media"] and not _to_come(session, notice.facts["media"]):
            notice.not_before = now
