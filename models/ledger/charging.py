"""What a customer owes becomes more, or less again: nothing is owed without an entry (R012, R126)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record
from models.ledger.accounts import INCOME, Account, due
from models.ledger.posting import charged_fen, check_amount, open_book, post, was_done
from models.ledger.tables import LedgerEntry
from models.order_refusals import MoreThanOwed
from models.people import Person


def charge(
    session: Session,
    *,
    project_id: int,
    subject: str,
    amount_fen: int,
    occasion: str,
    by: Person | None,
    now: datetime,
    source: Account = INCOME,
) -> bool:
    """A customer owes so many fen more for a subject; once per occasion, says whether it is new. Raises NotAnAmount."""
    return _book(session, project_id, subject, amount_fen, "charge", occasion, by, now, source)


def credit(
    session: Session,
    *,
    project_id: int,
    subject: str,
    amount_fen: int,
    occasion: str,
    by: Person | None,
    now: datetime,
    source: Account = INCOME,
) -> bool:
    """A charge was too high, or is waived: so many fen less; once per occasion, says whether it is new.

    `source` is the account that it was charged from, or the one of what is written off.
    Raises NotAnAmount, or MoreThanOwed where so much was never charged.
    """
    return _book(session, project_id, subject, amount_fen, "credit", occasion, by, now, source)


def credited_fen(session: Session, project_id: int, subject: str, occasion: str) -> int:
    """What was taken off a charge on an occasion, in fen."""
    wanted = select(LedgerEntry.amount_fen).where(LedgerEntry.project_id == project_id, LedgerEntry.deed == "credit")
    return session.scalar(wanted.where(LedgerEntry.subject == subject, LedgerEntry.occasion == occasion)) or 0


def _book(
    session: Session,
    project_id: int,
    subject: str,
    amount_fen: int,
    deed: str,
    occasion: str,
    by: Person | None,
    now: datetime,
    other: Account,
) -> bool:
    check_amount(amount_fen)
    with session.begin_nested():
        open_book(session, project_id)
        if was_done(session, project_id, deed, subject, occasion):
            return False
        if deed == "credit" and amount_fen > (charged := charged_fen(session, subject)):
            raise MoreThanOwed(fen=charged)
        accounts = (other, due(subject)) if deed == "charge" else (due(subject), other)
        actor = by.id if by else None
        post(
            session,
            project_id=project_id,
            deed=deed,
            source=accounts[0],
            target=accounts[1],
            amount_fen=amount_fen,
            subject=subject,
            occasion=occasion,
            by_id=actor,
            now=now,
        )
        facts = {"fen": amount_fen, "occasion": occasion}
        record(
            session,
            project_id=project_id,
            subject=subject,
            kind=f"ledger.{deed}",
            now=now,
            actor_id=actor,
            facts=facts,
        )
    return True
