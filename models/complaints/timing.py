"""The clocks of a complaint: its next date, its end, and thirty days after which it is major (R036, DOMAIN 3.2, 4.7)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.complaints.grading import HEAVY
from models.complaints.lifecycle import ENDED, LED, OPEN, Grade, State
from models.complaints.tables import Complaint
from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of
from models.policy import policy_of

ANSWER, NEXT, END, OLD = "complaint.answer", "complaint.next", "complaint.end", "complaint.old"
PASS_ON = "complaint.pass_on"
KINDS = (ANSWER, NEXT, END, OLD, PASS_ON)
PASS_ON_WITHIN = timedelta(hours=2)  # of service; then again and again until it is done
PROMISED = OPEN - {State.PROPOSED}  # the states in which the owner waits for a word of ours


def answer_by(project: Project, now: datetime) -> datetime:
    """Until when an answer in substance is promised: a day, or the next opening after it (DOMAIN 4.7)."""
    return hours_of(project).opens(now + timedelta(hours=policy_of(project).complaint_answer_hours))


def set_date(complaint: Complaint, now: datetime) -> None:
    """When the leader looks again: a day for the owner to think a proposal over, two for the callback after the result (R036)."""
    days = {State.PROPOSED: 1, State.ANSWERED: 2}
    if complaint.state in days:
        hours = policy_of(complaint.project).complaint_answer_hours * days[complaint.state]
        complaint.due_at = hours_of(complaint.project).opens(now + timedelta(hours=hours))


def end_by(complaint: Complaint) -> datetime:
    """Until when it is over, as it should be (DOMAIN 3.2)."""
    policy = policy_of(complaint.project)
    days = policy.complaint_end_days_major if complaint.grade == Grade.MAJOR else policy.complaint_end_days
    return hours_of(complaint.project).opens(complaint.received_at + timedelta(days=days))


def watch(session: Session, complaint: Complaint, now: datetime) -> None:
    """Ask for what has still to be watched, and for nothing else; what goes on never stands with a date that has passed (R036)."""
    if complaint.state not in ENDED and complaint.due_at <= now:
        complaint.due_at = answer_by(complaint.project, now)
    for kind in KINDS:
        call_off(session, kind=kind, subject=complaint.subject)
    for kind, due_at in _coming(complaint, now).items():
        put_off(
            session,
            project_id=complaint.project_id,
            kind=kind,
            subject=complaint.subject,
            occasion=f"round{complaint.rounds}:{due_at:%y%m%d%H%M}",
            due_at=max(due_at, now),
        )


def _coming(complaint: Complaint, now: datetime) -> dict[str, datetime]:
    policy, found = policy_of(complaint.project), {}
    if complaint.state in PROMISED:
        found[ANSWER] = complaint.due_at
    elif complaint.state not in ENDED and complaint.kind in HEAVY:
        found[NEXT] = complaint.due_at
    if complaint.state in OPEN:
        found[END] = end_by(complaint)
    if complaint.state == State.PASSED_ON and complaint.passed_at is None:
        found[PASS_ON] = hours_of(complaint.project).after(now, PASS_ON_WITHIN)
    if complaint.state in LED | {State.RECORDED} and complaint.grade != Grade.MAJOR:
        found[OLD] = complaint.received_at + timedelta(days=policy.complaint_major_after_days)
    return found
