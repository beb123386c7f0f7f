"""Whom the bot does not reach about fees is telephoned, and no more once nothing is asked for (R123, J16)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import Call, CallKind
from models.estate import Project, Unit
from models.events import record
from models.hours import hours_of
from models.receivables.balances import Line, lines_of
from models.receivables.dunning import payers_of
from models.receivables.ladder import FRIENDLY, Step
from models.receivables.tables import Reminder

BEFORE = frozenset({Step.SOON, Step.TOMORROW})  # a kind word before the due date is worth no call


def call_about(session: Session, project: Project, reminder: Reminder, now: datetime) -> Call | None:
    """Put a call on the list for a reminder that reached nobody; None where it is there, not due yet, or nobody has a telephone."""
    payers = payers_of(session, reminder.unit, with_owner=reminder.step not in FRIENDLY)
    with_phone = [one for one in payers if one.person.phone]
    if reminder.reached or reminder.step in BEFORE or not with_phone:
        return None
    return plan(
        session,
        project=project,
        kind=CallKind.DUNNING,
        person_id=with_phone[0].person_id,
        subject=f"unit:{reminder.unit_id}",
        occasion=reminder.subject,
        now=now,
        due_at=hours_of(project).opens(now),
        facts={"unit": reminder.unit_id, "reminder": reminder.id},
        rings=False,
    )


def open_calls_about(session: Session, unit_id: int) -> Sequence[Call]:
    """The calls about a unit's debts that nobody has made yet."""
    mine = select(Call).where(Call.kind == CallKind.DUNNING, Call.subject == f"unit:{unit_id}")
    return session.scalars(mine.where(Call.done_at.is_(None))).all()


def still_asked(session: Session, unit: Unit, now: datetime) -> list[Line]:
    """What of a unit may be asked for on the telephone: due, neither in question nor extended."""
    today = now.astimezone(session.get_one(Project, unit.project_id).zone).date()
    return [one for one in lines_of(session, unit, today) if one.is_asked_for and one.due_on <= today]


def end_calls(session: Session, unit: Unit, now: datetime) -> int:
    """Take calls off the list about which nothing is asked for any more; returns how many."""
    calls = open_calls_about(session, unit.id)
    if not calls or still_asked(session, unit, now):
        return 0
    for call in calls:
        call.done_at = now
        record(session, project_id=call.project_id, subject=call.card, kind="call.settled", now=now)
    return len(calls)
