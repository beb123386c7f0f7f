"""What time does to an enquiry: a person's answer within four hours, its end within two days, and a question that is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.enquiries.lifecycle import ASKS_OWNER, WITH_PERSON
from models.enquiries.tables import Enquiry
from models.estate import Project
from models.hours import Hours, hours_of
from models.policy import Policy, policy_of

ANSWER, COMPLETE, REST = "enquiry_answer", "enquiry_complete", "enquiry_rest"
KINDS = (ANSWER, COMPLETE, REST)
RESTS_AFTER = timedelta(hours=48)  # real time: the owner has said nothing, and need not


def watch(session: Session, one: Enquiry, now: datetime) -> None:
    """Ask the clock for what lies ahead of this enquiry, and for nothing else."""
    for kind in KINDS:
        call_off(session, kind=kind, subject=one.subject)
    for kind, moment in _coming(session.get_one(Project, one.project_id), one, now):
        if moment > now:
            occasion = f"v{one.version}" if kind == REST else "once"
            put_off(
                session,
                project_id=one.project_id,
                kind=kind,
                subject=one.subject,
                occasion=occasion,
                due_at=moment,
            )


def _coming(project: Project, one: Enquiry, now: datetime) -> Iterator[tuple[str, datetime]]:
    if one.state in WITH_PERSON:
        yield ANSWER, answer_by(project, one)
        yield COMPLETE, complete_by(project, one)
    if one.state in ASKS_OWNER:
        yield REST, now + RESTS_AFTER


def answer_by(project: Project, one: Enquiry) -> datetime:
    """Until when a person answers: so many hours of service after one was asked for (DOMAIN 4.7)."""
    hours, policy = hours_of(project), policy_of(project)
    return hours.after(one.passed_at or one.asked_at, timedelta(hours=policy.enquiry_answer_hours))


def complete_by(project: Project, one: Enquiry) -> datetime:
    """Until when it is settled: 24 of the handbook's hours are a full day of service (DOMAIN 4.7)."""
    hours, policy = hours_of(project), policy_of(project)
    return hours.after(one.asked_at, _in_service(hours, policy))


def _in_service(hours: Hours, policy: Policy) -> timedelta:
    return hours.day * policy.enquiry_complete_hours / 24
