"""Who hears of a complaint: its owner at every step, those who lead it, and nobody whom it concerns (R082, R090, R091)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.parts import in_charge, parts_of
from models.complaints.tables import Complaint
from models.notices import Pace, tell
from models.people import Person, Side


def tell_staff(
    session: Session,
    complaint: Complaint,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue one notice for a colleague; none for somebody who has no part in it."""
    person = session.get(Person, person_id)
    if person is None or not parts_of(person, complaint):
        return
    _tell(session, complaint, person_id, Side.STAFF, kind, now, occasion, pace)


def tell_leaders(session: Session, complaint: Complaint, kind: str, now: datetime, *, occasion: str = "") -> None:
    """Whoever leads it, or else those in charge."""
    leading = [complaint.leader_id] if complaint.leader_id else []
    for person_id in leading or [one.person_id for one in in_charge(session, complaint.project, complaint)]:
        tell_staff(session, complaint, person_id, kind, now, occasion=occasion)


def tell_in_charge(
    session: Session,
    complaint: Complaint,
    kind: str,
    now: datetime,
    *,
    but: int | None = None,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """The supervisor and the manager, as far as it does not concern them, at the same moment."""
    for one in in_charge(session, complaint.project, complaint):
        if one.person_id != but:
            tell_staff(session, complaint, one.person_id, kind, now, occasion=occasion, pace=pace)


def tell_owner(
    session: Session,
    complaint: Complaint,
    kind: str,
    now: datetime,
    *,
    receipt: bool = False,
    occasion: str = "",
    pace: Pace | None = None,
) -> None:
    """The one who has complained; the time of the last word is kept (R090)."""
    complaint.told_at = now
    usual = pace or (Pace.REPLY if receipt else Pace.PROMPT)
    _tell(session, complaint, complaint.reporter_id, Side.OWNER, kind, now, occasion, usual)


def _tell(
    session: Session,
    complaint: Complaint,
    person_id: int,
    side: Side,
    kind: str,
    now: datetime,
    occasion: str,
    pace: Pace,
) -> None:
    tell(
        session,
        project_id=complaint.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=complaint.subject,
        occasion=occasion or f"v{complaint.version}",
        now=now,
        pace=pace,
        facts={"complaint": complaint.id},
    )
