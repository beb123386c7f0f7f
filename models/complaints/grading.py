"""What makes a complaint major by itself: its words, its matter, its repetition, or several units at once (R092, DOMAIN 4.6)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.complaints.lifecycle import OPEN, Kind, State
from models.complaints.objects import matters
from models.complaints.tables import Complaint, ComplaintStep
from models.estate import Project
from models.policy import policy_of

AGAIN = "add"  # the step by which somebody says the same once more
A_DAY = timedelta(days=1)
HEAVY = frozenset({Kind.COMPLAINT, Kind.CRITICISM})
WHY = frozenset({"leak", "sensitive", "repeated", "several", "old"})  # the reasons for which one is major by itself


def why_major(session: Session, project: Project, complaint: Complaint, now: datetime, added: str = "") -> str:
    """The code of the reason for which it is major by itself, what is added to it now included; empty for none."""
    if complaint.kind not in HEAVY:
        return ""
    if complaint.matter in matters().always_major:
        return "leak"
    if matters().is_sensitive(f"{complaint.words}\n{complaint.wish}\n{added}"):
        return "sensitive"
    policy = policy_of(project)
    if _times(session, complaint, now - timedelta(days=policy.complaint_repeat_days)) >= policy.complaint_repeat_count:
        return "repeated"
    if _units(session, complaint, now - A_DAY) >= policy.complaint_units_at_once:
        return "several"
    return ""


def _same(complaint: Complaint, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Complaint.project_id == complaint.project_id,
        Complaint.matter == complaint.matter,
        Complaint.kind.in_(HEAVY),
        Complaint.state != State.WITHDRAWN,
        Complaint.received_at >= since,
    )


def _times(session: Session, complaint: Complaint, since: datetime) -> int:
    """How often this unit, or this person where there is no unit, has complained of it, additions included."""
    who = (
        Complaint.unit_id == complaint.unit_id
        if complaint.unit_id is not None
        else Complaint.reporter_id == complaint.reporter_id
    )
    mine = select(Complaint.id).where(*_same(complaint, since), who)
    added = select(func.count(ComplaintStep.id)).where(
        ComplaintStep.complaint_id.in_(mine), ComplaintStep.move == AGAIN, ComplaintStep.at >= since
    )
    count = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    return count + (session.scalar(added) or 0)


def _units(session: Session, complaint: Complaint, since: datetime) -> int:
    """How many units complain of it at once."""
    several = select(func.count(Complaint.unit_id.distinct())).where(*_same(complaint, since))
    return session.scalar(several) or 0


def same_open(session: Session, complaint: Complaint) -> Complaint | None:
    """An open one of the same person about the same matter and the same people: what is said anew belongs to it."""
    wanted = select(Complaint).where(
        Complaint.reporter_id == complaint.reporter_id,
        Complaint.matter == complaint.matter,
        Complaint.kind == complaint.kind,
        Complaint.state.in_(OPEN),
        Complaint.about_staff_id.is_not_distinct_from(complaint.about_staff_id),
        Complaint.ticket_id.is_not_distinct_from(complaint.ticket_id),
    )
    return session.scalars(wanted.order_by(Complaint.id.desc())).first()
