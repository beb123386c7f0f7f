"""What belongs to the tickets of a unit, shown from its file to who may see it (R104, R203)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from models.media.queries import usable
from models.people import Side, Staff
from models.refusals import Gone
from models.register.unit_file import unit_file
from models.register.unit_parts import Part
from models.tickets.pictures import show_some
from models.tickets.tables import Ticket


def show_attachments(session: Session, unit_id: int, wanted: Collection[int], *, by: Staff, now: datetime) -> None:
    """Show some of the attachments of a file, by their ids, each by its ticket's own rule (R203).

    Raises Gone where the reader may not open the file or its attachments, or nothing of what is wanted can be shown.
    """
    attachments = [one for one in unit_file(session, unit_id, by, now, Part.ATTACHMENTS).rows if one.id in wanted]
    shown = {one.id for one in usable(session, [one.media_id for one in attachments])}
    if not shown:
        raise Gone
    by_subject: dict[str, list[int]] = {}
    for one in attachments:
        by_subject.setdefault(one.subject, []).append(one.media_id)
    for subject, media_ids in by_subject.items():
        ticket = session.get_one(Ticket, int(subject.partition(":")[2]))
        show_some(session, ticket, media_ids, by=by.person, side=Side.STAFF, now=now)
