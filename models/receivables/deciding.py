"""What follows when the manager has decided: less is owed, or later, or it stands on the list for the court (R129, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.accounts import WRITTEN_OFF
from models.ledger.charging import credit
from models.ledger.posting import owed_fen
from models.order_refusals import MoreThanOwed
from models.people import Person
from models.receivables import disputing
from models.receivables.crediting import release_from, use_credit
from models.receivables.lifecycle import AskState, DisputeState, Move, Part
from models.receivables.months import check_open
from models.receivables.tables import Ask, AskKind, AskLine, Dispute, Receivable
from models.refusals import Gone, NotYours, TooLate


def check_moves(move: Move, state: AskState, parts: frozenset[Part]) -> None:
    """Raises Gone for who has no part in it, NotYours for the wrong part, TooLate for the wrong state."""
    if not parts:
        raise Gone
    if not parts & move.by:
        raise NotYours
    if state not in move.starts:
        raise TooLate


def lines_of_ask(session: Session, one: Ask) -> Sequence[Receivable]:
    """The lines that it is about."""
    mine = select(Receivable).join(AskLine, AskLine.receivable_id == Receivable.id).where(AskLine.ask_id == one.id)
    return session.scalars(mine.order_by(Receivable.due_on, Receivable.id)).all()


def carry_out(session: Session, one: Ask, *, by: Person, now: datetime) -> None:
    """Do what was granted. An extension is read from the ask itself. Raises MoreThanOwed or MonthClosed."""
    lines = lines_of_ask(session, one)
    match one.kind:
        case AskKind.WAIVER | AskKind.CORRECTION:
            _take_off(session, one, lines[0], by, now)
        case AskKind.LEGAL:
            for line in lines:
                line.legal_at = now
        case AskKind.EXTENSION:
            pass
    session.flush()


def _take_off(session: Session, one: Ask, line: Receivable, by: Person, now: datetime) -> None:
    """A waiver takes off what is open; a correction also what was paid, which then is the unit's credit."""
    fen, left = one.amount_fen or 0, owed_fen(session, line.subject)
    if one.kind == AskKind.WAIVER and fen > left:
        raise MoreThanOwed(fen=left)
    if one.kind == AskKind.CORRECTION:
        check_open(session, line.project_id, line.period)
        if fen > left:
            release_from(session, line.unit, line.id, fen - left, now, one.subject)
    source = WRITTEN_OFF if one.kind == AskKind.WAIVER else line.fee.source
    credit(
        session,
        project_id=line.project_id,
        subject=line.subject,
        amount_fen=fen,
        occasion=one.subject,
        by=by,
        now=now,
        source=source,
    )
    use_credit(session, line.unit, now)
    _answer(session, one, fen, by, now)


def _answer(session: Session, one: Ask, fen: int, by: Person, now: datetime) -> None:
    """Where it settles an owner's question, that is answered with it."""
    asked = session.get(Dispute, one.dispute_id) if one.dispute_id else None
    if asked is not None and asked.state == DisputeState.OPEN:
        disputing.close(session, asked, by, now, one.opinion or one.reason, fen)
