"""The account of a unit: what was paid comes in, and goes on to its lines; what is left over is the unit's credit (R129)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.events import record
from models.ledger.accounts import due
from models.ledger.posting import owed_fen, post
from models.ledger.tables import LedgerEntry
from models.receivables.allocating import Share, allocate
from models.receivables.balances import open_lines
from models.receivables.tables import Receivable

ALLOCATE, RELEASE = "allocate", "release"


def account_of(unit: Unit) -> str:
    """The subject of the money that a unit has paid and that is not for any line yet."""
    return f"unit:{unit.id}"


def credit_fen(session: Session, unit: Unit) -> int:
    """What a unit has paid too much, in fen."""
    return -owed_fen(session, account_of(unit))


def use_credit(
    session: Session, unit: Unit, now: datetime, occasion: str = "", chosen: frozenset[int] = frozenset()
) -> Sequence[Share]:
    """Spread what the unit has paid over what it owes; `occasion` is the payment that it came from, if it is one.

    The book must be open. Returns the shares.
    """
    fen = credit_fen(session, unit)
    if fen <= 0:
        return ()
    shares, _ = allocate(open_lines(session, unit, now), fen, chosen)
    for share in shares:
        _move(session, unit, ALLOCATE, share, occasion or f"credit{now.isoformat()}", now)
    return shares


def release(session: Session, unit: Unit, fen: int, now: datetime, occasion: str) -> None:
    """Take so much back from the lines, so that the unit's account holds it again; the shares of the occasion's payment first.

    For a payment that was none, and a line that became less. The book must be open.
    """
    missing = fen - credit_fen(session, unit)
    for share in _shares(session, unit, occasion):
        if missing <= 0:
            return
        part = Share(share.id, min(share.fen, missing))
        _move(session, unit, RELEASE, part, f"{occasion}/{now.isoformat()}", now)
        missing -= part.fen


def release_from(session: Session, unit: Unit, line_id: int, fen: int, now: datetime, occasion: str) -> None:
    """Take so much back from one line: more was paid on it than it is worth now."""
    _move(session, unit, RELEASE, Share(line_id, fen), occasion, now)


def shares_of(session: Session, project_id: int, occasion: str) -> Sequence[tuple[Receivable, int]]:
    """What a payment such as "payment:7" has paid, in fen, by month and fee; what was taken back since is left out."""
    mine = select(LedgerEntry).where(LedgerEntry.project_id == project_id)
    went = session.scalars(mine.where(LedgerEntry.deed == ALLOCATE, LedgerEntry.occasion == occasion)).all()
    back = session.scalars(
        mine.where(LedgerEntry.deed == RELEASE, LedgerEntry.occasion.startswith(f"{occasion}/"))
    ).all()
    left = {line: _of(went, line) - _of(back, line) for line in dict.fromkeys(one.subject for one in went)}
    found = [(session.get_one(Receivable, _number(line)), fen) for line, fen in left.items() if fen > 0]
    return sorted(found, key=lambda one: (one[0].period, one[0].fee_code, one[0].id))


def _shares(session: Session, unit: Unit, occasion: str) -> list[Share]:
    """What each line holds of the unit's money now, in fen: that of the occasion first, then the newest."""
    mine = select(LedgerEntry).where(LedgerEntry.project_id == unit.project_id)
    account = due(account_of(unit))
    went = session.scalars(
        mine.where(LedgerEntry.source != account, LedgerEntry.target == account, LedgerEntry.deed == ALLOCATE)
    ).all()
    back = session.scalars(mine.where(LedgerEntry.source == account, LedgerEntry.deed == RELEASE)).all()
    left = {line: _of(went, line) - _of(back, line) for line in {one.subject for one in went}}
    order = sorted(went, key=lambda one: (one.occasion != occasion, -one.id))
    return [Share(_number(line), left[line]) for line in dict.fromkeys(one.subject for one in order) if left[line] > 0]


def _of(entries: Sequence[LedgerEntry], subject: str) -> int:
    return sum(one.amount_fen for one in entries if one.subject == subject)


def _number(subject: str) -> int:
    return int(subject.partition(":")[2])


def _move(session: Session, unit: Unit, deed: str, share: Share, occasion: str, now: datetime) -> None:
    line, mine = due(f"receivable:{share.id}"), due(account_of(unit))
    source, target = (line, mine) if deed == ALLOCATE else (mine, line)
    post(
        session,
        project_id=unit.project_id,
        deed=deed,
        source=source,
        target=target,
        amount_fen=share.fen,
        subject=f"receivable:{share.id}",
        occasion=occasion,
        by_id=None,
        now=now,
    )
    facts = {"unit": unit.id, "fen": share.fen}
    record(
        session,
        project_id=unit.project_id,
        subject=f"receivable:{share.id}",
        kind=f"receivable.{deed}",
        now=now,
        facts=facts,
    )
