"""Somebody asks for a person: who calls, and until when (R045, R029)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.actions import plan, ring
from models.calls.tables import Call, CallKind
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.people import Person, Staff
from models.policy import policy_of
from models.rota import intake_desk


@dataclass(frozen=True)
class Asked:
    """The promise: who calls, and the latest moment."""

    by: Staff | None
    until: datetime


def ask_for_a_person(
    session: Session, project: Project, person: Person, now: datetime, *, about: int | None = None
) -> Asked:
    """Promise a call, once as long as it is open; at night the control room answers within its own time.

    `about` is the ticket from which it was asked: whoever calls reads it.
    """
    return promised(session, project, person, now, subject=f"person:{person.id}", facts={}, about=about)


def promised(
    session: Session,
    project: Project,
    person: Person,
    now: datetime,
    *,
    subject: str,
    facts: Mapping[str, int],
    about: int | None = None,
) -> Asked:
    """Likewise about a subject such as "announcement:3", which its facts name on the card of the call."""
    policy = policy_of(project)
    minutes = policy.first_answer_minutes if hours_of(project).is_open(now) else policy.first_answer_minutes_at_night
    desk = intake_desk(session, project, now)
    by = desk[0] if desk else None
    waiting = select(Call).where(Call.kind == CallKind.ASKED, Call.person_id == person.id, Call.done_at.is_(None))
    waiting = waiting.where(Call.subject == subject)
    if (call := session.scalars(waiting).first()) is not None:
        if call.due_at <= now:  # the promise was broken: a new one, and somebody rings for it
            call.due_at, call.staff_id = now + timedelta(minutes=minutes), by.person_id if by else None
            ring(session, call, now, now.isoformat())
        _now_about(session, call, about, now)
        return Asked(session.get(Staff, call.staff_id) if call.staff_id else by, call.due_at)
    until = now + timedelta(minutes=minutes)
    plan(
        session,
        project=project,
        kind=CallKind.ASKED,
        person_id=person.id,
        subject=subject,
        occasion=now.isoformat(),
        now=now,
        due_at=until,
        staff_id=by.person_id if by else None,
        ticket_id=about,
        facts=facts,
    )
    return Asked(by, until)


def _now_about(session: Session, call: Call, about: int | None, now: datetime) -> None:
    """Asked again from another ticket: whoever calls hears about that one."""
    if about is not None and about != call.ticket_id:
        call.ticket_id = about
        session.flush()
        session.refresh(call, ["ticket"])
        record(
            session, project_id=call.project_id, subject=call.card, kind="call.about", now=now, facts={"ticket": about}
        )
        ring(session, call, now, f"about{about}")
