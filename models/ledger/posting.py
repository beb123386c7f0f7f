"""Writing the ledger and adding it up: one hand at a time, and no entry twice (R126)."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.ledger.accounts import CHARGES_FROM, Account, due
from models.ledger.tables import LedgerEntry
from models.order_refusals import NotAnAmount

LARGEST = 100_000_000  # fen in one entry, a million yuan; more is a slip of the finger


def open_book(session: Session, project_id: int) -> None:
    """Wait until nobody else writes in this office's ledger; it is free again at the end of the transaction."""
    session.execute(select(Project.id).where(Project.id == project_id).with_for_update(key_share=True))


def check_amount(amount_fen: int) -> None:
    """Raises NotAnAmount unless it is a whole number of fen above nothing."""
    if type(amount_fen) is not int or not 0 < amount_fen <= LARGEST:
        raise NotAnAmount


def post(
    session: Session,
    *,
    project_id: int,
    deed: str,
    source: Account,
    target: Account,
    amount_fen: int,
    subject: str,
    occasion: str,
    by_id: int | None,
    now: datetime,
) -> bool:
    """Move money from one account to another, once per deed, subject and occasion; say whether it is new. In fen.

    Raises NotAnAmount.
    """
    check_amount(amount_fen)
    values = {
        "project_id": project_id,
        "deed": deed,
        "source": source,
        "target": target,
        "amount_fen": amount_fen,
        "subject": subject,
        "occasion": occasion,
        "by_id": by_id,
        "at": now,
    }
    return insert_once(session, LedgerEntry, values)


def balance(session: Session, project_id: int, account: Account) -> int:
    """What an account holds, in fen: all that came in less all that went out."""
    mine = LedgerEntry.project_id == project_id
    return _sum(session, mine, LedgerEntry.target == account) - _sum(session, mine, LedgerEntry.source == account)


def _sum(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.coalesce(func.sum(LedgerEntry.amount_fen), 0)).where(*which)) or 0


def balances(session: Session, project_id: int, prefix: str = "") -> dict[str, int]:
    """Every account whose name begins so and that holds anything, in fen, by name."""
    mine = LedgerEntry.project_id == project_id
    came = select(LedgerEntry.target.label("account"), LedgerEntry.amount_fen.label("fen")).where(mine)
    went = select(LedgerEntry.source.label("account"), (-LedgerEntry.amount_fen).label("fen")).where(mine)
    moved = union_all(came, went).subquery()
    total = func.sum(moved.c.fen)
    wanted = select(moved.c.account, total).where(moved.c.account.startswith(prefix, autoescape=True))
    summed = session.execute(wanted.group_by(moved.c.account).having(total != 0).order_by(moved.c.account))
    return {account: int(fen) for account, fen in summed}


def owed_fen(session: Session, subject: str) -> int:
    """What is still to be paid for a subject such as "order:7", in fen; negative is what the customer gets back."""
    account = due(subject)
    return _sum(session, LedgerEntry.target == account) - _sum(session, LedgerEntry.source == account)


def charged_fen(session: Session, subject: str) -> int:
    """What was charged for a subject, less what was taken off it, in fen."""
    account = due(subject)
    charged = _sum(session, LedgerEntry.target == account, LedgerEntry.source.in_(CHARGES_FROM))
    return charged - _sum(session, LedgerEntry.source == account, LedgerEntry.target.in_(CHARGES_FROM))


def paid_fen(session: Session, subject: str) -> int:
    """What was paid for a subject, less what was paid back, in fen; what is void was never paid."""
    return charged_fen(session, subject) - owed_fen(session, subject)


def was_done(session: Session, project_id: int, deed: str, subject: str, occasion: str) -> bool:
    """Whether a deed is in the book already."""
    same = select(LedgerEntry.id).where(LedgerEntry.project_id == project_id, LedgerEntry.deed == deed)
    return session.scalar(same.where(LedgerEntry.subject == subject, LedgerEntry.occasion == occasion)) is not None
