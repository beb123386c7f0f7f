"""What nobody claims: listed for those in charge once the keep days are over, and ended by their hand only (R206)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.found.doing import doing, inform, note
from models.found.lifecycle import ItemState
from models.found.matching import let_go
from models.found.reading import kept_until, late_items
from models.found.tables import FoundItem
from models.notices import tell
from models.people import Person, Side
from models.refusals import NotAtTheDesk, StillKept, WordsMissing
from models.roles import in_charge
from models.rota import staff_of

ENDS = {ItemState.POLICE: "police", ItemState.DISPOSED: "dispose"}


def end(
    session: Session,
    item_id: int,
    *,
    by: Person,
    now: datetime,
    how: ItemState,
    words: str,
    seen: int | None = None,
) -> FoundItem:
    """Hand it to the police at any time, or dispose of it after the keep days; with words of where it went.

    Raises WordsMissing, NotAtTheDesk while the finder has it, StillKept before the keep days are over.
    """
    if not words.strip():
        raise WordsMissing(found=item_id)
    with doing(session, ENDS[how], item_id, by=by, now=now, seen=seen) as item:
        project = session.get_one(Project, item.project_id)
        if item.keeper_id is not None:
            raise NotAtTheDesk(found=item.id)
        if how == ItemState.DISPOSED and now.astimezone(project.zone).date() <= kept_until(project, item):
            raise StillKept(found=item.id)
        item.ended_at, item.ended_by_id, item.ended_words = now, by.id, words.strip()
        let_go(session, item, by, now)
    leaders = {one.person_id for one in in_charge(staff_of(session, project))}
    for person_id in {*leaders, item.by_id} - {by.id}:
        inform(session, item, person_id, "found.ended", now)
    return item


def list_late(session: Session, project: Project, now: datetime) -> int:
    """Tell those in charge, once for each thing, that its keep days are over; with nobody in charge it waits until there is somebody.

    Returns how many were told.
    """
    leaders = in_charge(staff_of(session, project))
    fresh = [one for one in late_items(session, project, now) if one.late_at is None]
    if not fresh or not leaders:
        return 0
    for item in fresh:
        item.late_at = now
        note(session, item, "found.late", None, now)
    return sum(
        tell(
            session,
            project_id=project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="found.late",
            subject="lost_and_found",
            occasion=f"from{fresh[0].id}",  # each is fresh once, so a second look on the same day is another occasion
            now=now,
            facts={"items": [item.id for item in fresh]},
        )
        for one in leaders
    )
