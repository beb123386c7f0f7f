"""What time does to complaints: promises that pass, daily progress, callbacks, and the list of what has no outcome (J06, J08, J09)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import CallKind
from models.complaints.actions import close_if_done
from models.complaints.branch import ask_to_pass_on
from models.complaints.calling import callers
from models.complaints.doing import locked, note
from models.complaints.filing import become_major
from models.complaints.grading import HEAVY
from models.complaints.lifecycle import ENDED, LED, OPEN, Grade, State
from models.complaints.tables import Complaint
from models.complaints.telling import tell_in_charge, tell_leaders, tell_owner
from models.complaints.timing import ANSWER, END, NEXT, OLD, PASS_ON, PROMISED, answer_by, watch
from models.estate import Project
from models.hours import is_working_day

ONE_WORD_A_DAY = timedelta(hours=20)  # whoever was told something since yesterday evening is not told again


def came_due(session: Session, kind: str, complaint_id: int, now: datetime) -> None:
    """One of the moments that are watched has come; nothing where it is not waited for any more."""
    complaint = locked(session, complaint_id)
    if complaint.state in ENDED:
        return
    if kind == NEXT and complaint.state in {State.PROPOSED, State.ANSWERED} and complaint.due_at <= now:
        _follow_up(session, complaint, now)
    elif kind == PASS_ON and complaint.state == State.PASSED_ON and complaint.passed_at is None:
        ask_to_pass_on(session, complaint, now)
        watch(session, complaint, now)
    elif kind == ANSWER and complaint.state in PROMISED and complaint.due_at <= now:
        _late(session, complaint, now)
    elif kind == END and complaint.state in OPEN:
        tell_in_charge(session, complaint, "complaint.too_long", now, occasion=f"round{complaint.rounds}")
    elif kind == OLD and complaint.state in LED | {State.RECORDED} and complaint.grade != Grade.MAJOR:
        become_major(session, complaint.id, "old", now)


def _late(session: Session, complaint: Complaint, now: datetime) -> None:
    """The promised answer has not come: those in charge hear, and the owner gets an apology and the next promise (R040)."""
    complaint.due_at = answer_by(complaint.project, now)
    note(session, complaint, "late", by=None, now=now, until=complaint.due_at, to_owner=True)
    tell_leaders(session, complaint, "complaint.late", now, occasion=f"{now:%y%m%d%H%M}")
    tell_in_charge(session, complaint, "complaint.late", now, but=complaint.leader_id, occasion=f"{now:%y%m%d%H%M}")
    tell_owner(session, complaint, "complaint.delayed", now, occasion=f"{now:%y%m%d%H%M}")
    watch(session, complaint, now)


def _follow_up(session: Session, complaint: Complaint, now: datetime) -> None:
    """Its date has come and it has not gone on: whoever leads it is reminded, and it has another date (R036)."""
    complaint.due_at = answer_by(complaint.project, now)
    said = f"{now:%y%m%d%H%M}"
    if complaint.state == State.PROPOSED:
        tell_leaders(session, complaint, "complaint.unanswered", now, occasion=said)
    else:
        tell_leaders(session, complaint, "complaint.unfinished", now, occasion=said)
    watch(session, complaint, now)


def tell_progress(session: Session, project: Project, now: datetime) -> int:
    """On working days every owner of an open complaint hears how it stands; returns how many were told (R090, J08)."""
    if not is_working_day(now.astimezone(project.zone).date()):
        return 0
    told = 0
    for complaint in open_ones(session, project):
        if complaint.told_at is None or complaint.told_at <= now - ONE_WORD_A_DAY:
            tell_owner(session, complaint, "complaint.daily", now, occasion=f"{now:%y%m%d}")
            tell_leaders(session, complaint, "complaint.nudge", now, occasion=f"{now:%y%m%d}")
            told += 1
    return told


def open_ones(session: Session, project: Project) -> Sequence[Complaint]:
    """What is not answered, the oldest first."""
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.state.in_(OPEN))
    return session.scalars(wanted.order_by(Complaint.received_at, Complaint.id)).all()


def plan_callbacks(session: Session, project: Project, now: datetime) -> int:
    """Whoever has complained and been answered is called, all of them; what is no complaint ends (DOMAIN 3.2); returns the calls."""
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.state == State.ANSWERED)
    planned = 0
    for complaint in session.scalars(wanted.order_by(Complaint.answered_at, Complaint.id)).all():
        if complaint.kind not in HEAVY:
            close_if_done(session, complaint, now)
            continue
        fit = callers(session, project, complaint, now)
        caller = fit[complaint.id % len(fit)] if fit and complaint.grade != Grade.MAJOR else next(iter(fit), None)
        if caller is None:
            continue  # nobody in the house may: it stays on the list of what has no outcome
        call = plan(
            session,
            project=project,
            kind=CallKind.COMPLAINT,
            person_id=complaint.reporter_id,
            subject=complaint.subject,
            occasion=f"round{complaint.rounds}",
            now=now,
            due_at=now,
            staff_id=caller.person_id,
            complaint_id=complaint.id,
        )
        planned += call is not None
    return planned
