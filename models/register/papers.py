"""What lies in a unit's file, shown to who may see it: its own documents, and what belongs to its tickets (R104, R203)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.media.queries import usable
from models.media.showing import show
from models.media.tables import AttachedTo, Attachment, Media
from models.notices import Pace
from models.people import Person, Side, Staff
from models.refusals import Gone
from models.register.unit_file import Part, unit_file
from models.tickets.pictures import show_some
from models.tickets.tables import Ticket


def papers_for(session: Session, unit_id: int, reader: Person, now: datetime) -> Sequence[Attachment]:
    """The documents of a unit that this person may see now, the newest first; none for who may not open the file."""
    if reader.staff is None or reader.staff.left_at:
        return ()
    try:
        return unit_file(session, unit_id, reader.staff, now).papers
    except Gone:
        return ()


def unit_media(session: Session, unit_id: int, reader: Person, now: datetime) -> list[Media]:
    """The unit's own documents, without those of its tickets."""
    own = [one.media_id for one in papers_for(session, unit_id, reader, now) if one.part == AttachedTo.FILE]
    return usable(session, own)


def show_papers(session: Session, unit_id: int, wanted: Collection[int], *, by: Staff, now: datetime) -> None:
    """Show some of the attachments of a file, by their ids, because a colleague asks for it.

    Raises Gone where the reader may not open the file or its documents, or nothing of what is wanted can be shown.
    """
    file = unit_file(session, unit_id, by, now)
    papers = [one for one in file.papers if one.id in wanted]
    shown = {one.id for one in usable(session, [paper.media_id for paper in papers])}
    if Part.PAPERS not in file.parts or not shown:
        raise Gone
    by_subject: dict[str, list[int]] = {}
    for paper in papers:
        by_subject.setdefault(paper.subject, []).append(paper.media_id)
    for subject, media_ids in by_subject.items():
        _show(session, unit_id, subject, media_ids, by, now)


def _show(session: Session, unit_id: int, subject: str, media_ids: list[int], by: Staff, now: datetime) -> None:
    """What belongs to a ticket goes by the ticket's own rule (R203)."""
    kind, _, number = subject.partition(":")
    if kind == "ticket":
        ticket = session.get_one(Ticket, int(number))
        show_some(session, ticket, media_ids, by=by.person, side=Side.STAFF, now=now)
        return
    show(
        session,
        list(session.scalars(select(Media).where(Media.id.in_(media_ids)).order_by(Media.id))),
        person_id=by.person_id,
        side=Side.STAFF,
        subject=subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",  # a finger that trembles gets them once
        facts={"unit": unit_id, "part": AttachedTo.FILE},
    )
