"""Notices about announcements: to owners, once each, and to those of the office whose turn it is (R149)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.announcements.tables import Announcement
from models.estate import Project
from models.notices import Pace, tell
from models.people import Side
from models.policy import Policy, policy_of

BEFORE = timedelta(hours=2)
LATEST = timedelta(minutes=30)  # before the quiet hours begin


def tell_about(
    session: Session,
    one: Announcement,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    side: Side = Side.STAFF,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue one notice about an announcement, once per person, kind and occasion; by default once per version."""
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        pace=pace,
        facts={"announcement": one.id},
    )


def tell_owner(
    session: Session, one: Announcement, kind: str, person_id: int, now: datetime, *, pace: Pace | None = None
) -> None:
    """The same to an owner, once for each kind: whatever is repeated after a crash rings nobody twice.

    Without a pace at once while people are awake, because they wait for it; else it keeps the quiet hours.
    """
    chosen = pace or pace_now(session.get_one(Project, one.project_id), now)
    tell_about(session, one, person_id, kind, now, side=Side.OWNER, occasion="once", pace=chosen)


def is_quiet(now: datetime, project: Project, policy: Policy) -> bool:
    """Whether it is too early or too late in the day to ring an owner; a holiday is no night."""
    return not policy.quiet_until <= now.astimezone(project.zone).time() < policy.quiet_from


def pace_now(project: Project, now: datetime) -> Pace:
    """How fast a thing goes to an owner that is waited for."""
    return Pace.ROUTINE if is_quiet(now, project, policy_of(project)) else Pace.PROMPT


def reminder_at(project: Project, starts_at: datetime) -> datetime:
    """Two hours before a shut-off; where that is in the quiet hours, half an hour before they begin.

    A reminder that kept the quiet hours would come when the water is off already, so it comes early instead of late;
    and because it comes while people are awake, it does not wait for the daily budget either.
    """
    policy = policy_of(project)
    moment = (starts_at - BEFORE).astimezone(project.zone)
    if not is_quiet(moment, project, policy):
        return moment
    day = moment.date() if moment.time() >= policy.quiet_from else moment.date() - timedelta(days=1)
    return datetime.combine(day, policy.quiet_from, project.zone) - LATEST
