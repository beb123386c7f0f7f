"""J18: twice a month finance compares the accounts with the bank; what is to be looked at, and that it was (R124)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.ledger import queries
from models.ledger.accounts import BANK, TILL, TRANSFER
from models.ledger.posting import balance
from models.ledger.rights import CONFIRMS, check_role
from models.ledger.telling import staff_with
from models.notices import tell
from models.people import Person, Side
from models.receivables.months import to_close
from models.receivables.office_tables import Reconciliation
from models.refusals import Gone, TooLate, WordsMissing

DAYS = (6, 26)


def to_look_at(session: Session, project: Project, today: date) -> dict[str, int]:
    """The sums to compare, in fen, and how much waits to be found, counted or closed."""
    period = to_close(session, project, today)
    return {
        "bank_fen": balance(session, project.id, BANK),
        "till_fen": balance(session, project.id, TILL),
        "transfer_fen": balance(session, project.id, TRANSFER),
        "transfers": len(queries.to_see(session, project)),
        "deposits": len(queries.stated_deposits(session, project)),
        "differences": len(queries.differences(session, project)),
        "months": 1 if period else 0,
    }


def begin(session: Session, project: Project, day: date, now: datetime) -> Reconciliation:
    """The task of a day, once; finance hears of it."""
    values = {"project_id": project.id, "day": day, "at": now, "words": ""}
    insert_once(session, Reconciliation, {**values, "facts": to_look_at(session, project, day)})
    one = session.scalars(select(Reconciliation).filter_by(project_id=project.id, day=day)).one()
    for person_id in staff_with(session, project.id, CONFIRMS) if one.done_at is None else ():
        tell(
            session,
            project_id=project.id,
            person_id=person_id,
            side=Side.STAFF,
            kind="reconciliation.due",
            subject=one.subject,
            occasion="",
            now=now,
        )
    return one


def finish(session: Session, number: int, *, by: Person, now: datetime, words: str) -> Reconciliation:
    """Finance has compared, and says what differs or that nothing does. Raises NotYours, Gone, TooLate or WordsMissing."""
    check_role(by, CONFIRMS, by.project_id)
    if not words.strip():
        raise WordsMissing
    with session.begin_nested():
        wanted = select(Reconciliation).where(Reconciliation.id == number, Reconciliation.project_id == by.project_id)
        one = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
        if one is None:
            raise Gone
        if one.done_at is not None:
            raise TooLate
        one.done_at, one.done_by_id, one.words = now, by.id, words.strip()
        session.flush()
        record(
            session,
            project_id=one.project_id,
            subject=one.subject,
            kind="reconciliation.done",
            now=now,
            actor_id=by.id,
        )
    return one


def open_ones(session: Session, project: Project) -> Sequence[Reconciliation]:
    """What finance has still to compare, oldest first."""
    mine = select(Reconciliation).where(Reconciliation.project_id == project.id, Reconciliation.done_at.is_(None))
    return session.scalars(mine.order_by(Reconciliation.day)).all()


def reconciliation_for(session: Session, number: int, person: Person) -> Reconciliation:
    """One of them, for who reads them; raises Gone."""
    one = session.get(Reconciliation, number)
    if one is None or one.project_id != person.project_id:
        raise Gone
    return one
