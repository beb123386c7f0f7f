"""Who hears of a report: supervisors and managers (R157, R158)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import hours_of
from models.media.showing import show
from models.media.tables import Media
from models.notices import Pace, tell
from models.people import Side
from models.reports.lifecycle import IN_CHARGE
from models.reports.tables import Report
from models.rota import staff_of


def tell_readers(
    session: Session,
    project: Project,
    one: Report,
    kind: str,
    now: datetime,
    *,
    but: int | None = None,
    late: bool = False,
) -> None:
    """Once each for every version of it; on a day off as soon as the office opens.

    The charts come first, so that the card is the last thing in the chat.
    """
    opens = hours_of(project).opens(now)
    for reader in staff_of(session, project):
        if reader.role not in IN_CHARGE or reader.person_id == but:
            continue
        show_charts(session, one, reader.person_id, now, occasion=f"{kind}{one.version}", not_before=opens)
        tell(
            session,
            project_id=project.id,
            person_id=reader.person_id,
            side=Side.STAFF,
            kind=kind,
            subject=one.subject,
            occasion=f"v{one.version}",
            now=now,
            pace=Pace.ROUTINE,
            facts={"report": one.id, "late": late},
            not_before=opens,
        )


def show_charts(
    session: Session, one: Report, person_id: int, now: datetime, *, occasion: str, not_before: datetime | None = None
) -> None:
    """The charts as an album; nothing where none could be drawn."""
    media = [session.get_one(Media, number) for number in one.pictures]
    if media:
        show(
            session,
            media,
            person_id=person_id,
            side=Side.STAFF,
            subject=one.subject,
            now=now,
            occasion=occasion,
            facts={"report": one.id},
            not_before=not_before,
        )
