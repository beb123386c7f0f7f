"""Notices about tasks: once per person, kind and version of the task (R016)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.assignments.tables import Assignment
from models.media.queries import attached
from models.media.showing import show
from models.media.tables import AttachedTo
from models.notices import Pace, tell
from models.people import Side


def tell_about(
    session: Session,
    one: Assignment,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue one notice about a task."""
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        pace=pace,
        facts={"assignment": one.id},
    )


def show_enclosed(
    session: Session,
    one: Assignment,
    people: Sequence[int],
    parts: Sequence[AttachedTo],
    now: datetime,
    *,
    asked: bool = False,
) -> None:
    """What belongs to these parts of a task goes to these people; once, or again where somebody asks for it."""
    for person_id in people:
        for part in parts:
            show(
                session,
                attached(session, one.subject, part),
                person_id=person_id,
                side=Side.STAFF,
                subject=one.subject,
                now=now,
                pace=Pace.REPLY if asked else Pace.PROMPT,
                occasion=f"{now:%y%m%d%H%M}" if asked else "",  # a finger that trembles gets them once
                facts={"assignment": one.id, "part": part},
            )
