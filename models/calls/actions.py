"""The deeds of telephone tasks: put one on the list, and write down what came of an attempt (R027, R045, X13)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.phoning import heard as heard_of
from models.announcements.tables import Announcement
from models.base import insert_once
from models.calls.tables import Call, CallAttempt, CallKind, CallOutcome
from models.complaints.actions import heard
from models.complaints.by_owner import take_up
from models.complaints.calling import callers, may_call_about
from models.complaints.lifecycle import State
from models.dues import put_off
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.policy import policy_of
from models.refusals import Gone, NotYours, OwnJob, TooLate
from models.roles import FRONT_OFFICE
from models.rota import intake_desk
from models.tickets.actions import close, reopen
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket

CALL_AGAIN = "call_again"
AT_NIGHT_TOO = frozenset({CallKind.ASKED, CallKind.ALARM})
SOON = timedelta(minutes=15)  # whoever asked to be called is tried again at once

# What an attempt may come to, by kind of call.
OUTCOMES = {
    CallKind.CALLBACK: (CallOutcome.CONTENT, CallOutcome.NOT_CONTENT, CallOutcome.NOT_REACHED, CallOutcome.REFUSED),
    CallKind.COMPLAINT: (CallOutcome.CONTENT, CallOutcome.NOT_CONTENT, CallOutcome.NOT_REACHED, CallOutcome.REFUSED),
    CallKind.UNREACHABLE: (CallOutcome.DONE, CallOutcome.NOT_REACHED),
    CallKind.ALARM: (CallOutcome.DONE, CallOutcome.NOT_REACHED),
    CallKind.ASKED: (CallOutcome.DONE, CallOutcome.NOT_REACHED),
    CallKind.ANNOUNCEMENT: (CallOutcome.DONE, CallOutcome.NOT_REACHED, CallOutcome.POSTED),
    CallKind.REBOOK: (CallOutcome.DONE, CallOutcome.NOT_REACHED),
    CallKind.UNPAID: (CallOutcome.DONE, CallOutcome.NOT_REACHED),
    CallKind.DUNNING: (CallOutcome.DONE, CallOutcome.NOT_REACHED, CallOutcome.REFUSED),
}


def plan(
    session: Session,
    *,
    project: Project,
    kind: CallKind,
    person_id: int,
    subject: str,
    occasion: str,
    now: datetime,
    due_at: datetime,
    staff_id: int | None = None,
    ticket_id: int | None = None,
    complaint_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    rings: bool = True,
) -> Call | None:
    """Put a call on the list once; the one who is to make it is told, or else the desk. None if it was there already.

    One of many at once need not ring: then whoever plans them says so in one word.
    """
    once = {"kind": kind, "person_id": person_id, "subject": subject, "occasion": occasion}
    values = {
        "project_id": project.id,
        "ticket_id": ticket_id,
        "complaint_id": complaint_id,
        "staff_id": staff_id,
        "created_at": now,
        "due_at": due_at,
        "attempts": 0,
        "facts": dict(facts or {}),
    }
    if not insert_once(session, Call, once | values):
        return None
    call = session.scalars(select(Call).filter_by(**once)).one()
    record(
        session,
        project_id=project.id,
        subject=call.card,
        kind=f"call.{kind}",
        now=now,
        facts={"person": person_id, "about": subject},
    )
    if rings:
        ring(session, call, now, "planned")
    return call


def ring(session: Session, call: Call, now: datetime, occasion: str) -> None:
    """Tell the one who is to call, or else the desk."""
    project = session.get_one(Project, call.project_id)
    for person_id in [call.staff_id] if call.staff_id else _listed(session, project, call, now):
        tell(
            session,
            project_id=project.id,
            person_id=person_id,
            side=Side.STAFF,
            kind=f"call.{call.kind}",
            subject=call.card,
            occasion=occasion,
            now=now,
            pace=Pace.PROMPT,
        )


def _listed(session: Session, project: Project, call: Call, now: datetime) -> list[int]:
    """On whose list it is; of a complaint nobody's whom it concerns (R082)."""
    if call.complaint is not None:
        return [one.person_id for one in callers(session, project, call.complaint, now)]
    return [one.person_id for one in intake_desk(session, project, now)]


def may_call(person: Person, call: Call) -> bool:
    """Customer service and the manager may call; by night the control room answers who asked for a person, and calls in danger.

    About a complaint only those who may know who complains.
    """
    if person.staff is None or person.staff.left_at or person.project_id != call.project_id:
        return False
    if call.complaint is not None:
        return may_call_about(person, call.complaint, callback=call.kind == CallKind.COMPLAINT)
    return person.staff.role in FRONT_OFFICE or (call.kind in AT_NIGHT_TOO and person.staff.role == Role.CONTROL_ROOM)


def attempt(
    session: Session,
    call_id: int,
    *,
    by: Person,
    now: datetime,
    outcome: CallOutcome,
    words: str = "",
    seen: int | None = None,
) -> Call:
    """Write down an attempt; not reached means a second one later, discontent means that the work starts again.

    Raises Gone, NotYours, OwnJob (the performer never calls about his own job), TooLate (done already, or `seen` attempts were fewer).
    """
    with session.begin_nested():
        call = session.scalar(
            select(Call).where(Call.id == call_id).with_for_update(of=Call).execution_options(populate_existing=True)
        )
        if call is None or call.project_id != by.project_id:
            raise Gone
        _check(call, by, seen)
        if outcome not in OUTCOMES[call.kind]:
            raise Gone
        call.attempts += 1
        session.add(
            CallAttempt(call_id=call.id, number=call.attempts, by_id=by.id, at=now, outcome=outcome, words=words)
        )
        facts = {"outcome": outcome, "attempt": call.attempts}
        record(
            session,
            project_id=call.project_id,
            subject=call.card,
            kind="call.attempt",
            now=now,
            actor_id=by.id,
            facts=facts,
        )
        _conclude(session, call, by, now, outcome, words)
    return call


def is_own_job(by: Person, call: Call) -> bool:
    """Whether somebody would call about the job that they did themselves; whoever asks to be called may be called by all."""
    return call.kind != CallKind.ASKED and call.ticket is not None and call.ticket.assignee_id == by.id


def _check(call: Call, by: Person, seen: int | None) -> None:
    if is_own_job(by, call):
        raise OwnJob(call=call.id)
    if not may_call(by, call):
        raise NotYours(call=call.id)
    about = call.ticket.status == Status.CALLBACK if call.kind == CallKind.CALLBACK and call.ticket else True
    if call.kind == CallKind.COMPLAINT and call.complaint:
        about = call.complaint.state == State.ANSWERED
    if call.done_at or not about or seen not in (None, call.attempts):
        raise TooLate(call=call.id)


def _conclude(session: Session, call: Call, by: Person, now: datetime, outcome: CallOutcome, words: str) -> None:
    project = session.get_one(Project, call.project_id)
    call.outcome = outcome
    if outcome == CallOutcome.NOT_REACHED and call.attempts < policy_of(project).callback_attempts:
        call.due_at = now + SOON if call.kind in AT_NIGHT_TOO else _second_attempt(project, now)
        again = {"kind": CALL_AGAIN, "subject": call.card, "occasion": f"attempt{call.attempts + 1}"}
        put_off(session, project_id=call.project_id, due_at=call.due_at, **again)
        return
    call.done_at = now
    if call.kind == CallKind.CALLBACK and call.ticket_id:
        _conclude_callback(session, call.ticket_id, by, now, outcome, words)
    if call.kind == CallKind.ANNOUNCEMENT and outcome != CallOutcome.NOT_REACHED:
        one = session.get_one(Announcement, call.facts["announcement"])
        heard_of(session, one, call.person_id, by=by, now=now, posted=outcome == CallOutcome.POSTED)
    if call.kind == CallKind.COMPLAINT and call.complaint and call.complaint.state == State.ANSWERED:
        session.flush()
        if outcome == CallOutcome.NOT_CONTENT:
            take_up(session, call.complaint.id, by=by, now=now, words=words)
        else:
            heard(session, call.complaint.id, by=by, now=now)


def _conclude_callback(
    session: Session, ticket_id: int, by: Person, now: datetime, outcome: CallOutcome, words: str
) -> None:
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.status != Status.CALLBACK:
        return
    if outcome == CallOutcome.NOT_CONTENT:
        reopen(session, ticket_id, by=by, now=now, words=words)
    else:
        close(session, ticket_id, by=by, now=now)


def _second_attempt(project: Project, now: datetime) -> datetime:
    """The other half of the day: in the morning two in the afternoon, later the next morning at nine, when the office is open."""
    local = now.astimezone(project.zone)
    if local.time() < time(12):
        return hours_of(project).opens(datetime.combine(local.date(), time(14), project.zone))
    return hours_of(project).opens(datetime.combine(local.date() + timedelta(days=1), time(9), project.zone))
