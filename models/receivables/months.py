"""Months of the accounts: finance closes them one after the other, and then they stay as they are (R129)."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.ledger.posting import balances, open_book
from models.ledger.rights import CONFIRMS, check_role
from models.people import Person
from models.receivables.ladder import later_month
from models.receivables.refusals import MonthClosed, MonthNotOver, MonthOpen
from models.receivables.tables import FeeMonth, Receivable


def month(day: date) -> date:
    """The first day of a day's month: how a month is named everywhere."""
    return day.replace(day=1)


def is_closed(session: Session, project_id: int, period: date) -> bool:
    """Whether finance has closed a month."""
    return session.get(FeeMonth, (project_id, period)) is not None


def check_open(session: Session, project_id: int, period: date) -> None:
    """Raises MonthClosed."""
    if is_closed(session, project_id, period):
        raise MonthClosed(period=period)


def to_close(session: Session, project: Project, today: date) -> date | None:
    """The earliest month with lines that is over and not closed; None where there is none."""
    closed = select(FeeMonth.period).where(FeeMonth.project_id == project.id)
    mine = select(func.min(Receivable.period)).where(
        Receivable.project_id == project.id, Receivable.period < month(today)
    )
    return session.scalar(mine.where(Receivable.period.not_in(closed)))


def close_month(session: Session, project: Project, period: date, *, by: Person, now: datetime) -> FeeMonth:
    """Finance closes a month that is over; its sums are kept. Raises NotYours, MonthClosed, MonthNotOver or MonthOpen."""
    check_role(by, CONFIRMS, project.id)
    with session.begin_nested():
        open_book(session, project.id)
        check_open(session, project.id, period)
        today = now.astimezone(project.zone).date()
        if period >= month(today):
            raise MonthNotOver(period=period)
        earliest = to_close(session, project, today)
        if earliest is not None and earliest < period:
            raise MonthOpen(period=earliest)
        facts = sums_of(session, project, period)
        values = {"project_id": project.id, "period": period, "closed_at": now, "closed_by_id": by.id, "facts": facts}
        insert_once(session, FeeMonth, values)
        subject = f"month:{period:%Y-%m}"
        record(
            session,
            project_id=project.id,
            subject=subject,
            kind="month.closed",
            now=now,
            actor_id=by.id,
            facts=dict(facts),
        )
    return session.get_one(FeeMonth, (project.id, period))


def sums_of(session: Session, project: Project, period: date) -> dict[str, int]:
    """What was opened for a month and what of it is open now, in fen, and how many lines that are."""
    lines = session.execute(
        select(Receivable.id, Receivable.amount_fen).where(
            Receivable.project_id == project.id, Receivable.period == period
        )
    ).all()
    open_ones = balances(session, project.id, "due:receivable:")
    left = [open_ones.get(f"due:receivable:{one}", 0) for one, _ in lines]
    return {"lines": len(lines), "opened_fen": sum(fen for _, fen in lines), "open_fen": sum(left)}


def following(period: date) -> date:
    """The month after."""
    return later_month(period, 1, 1)
