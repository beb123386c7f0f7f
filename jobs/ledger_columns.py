"""What the official ledgers say besides the record itself: the fee, the callback, the measures (DOMAIN 5.6)."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.texts import Money, Reader, T, render
from models.calls.tables import Call, CallKind, CallOutcome
from models.complaints.reading import measures_of
from models.complaints.tables import Complaint
from models.orders.reading import order_of
from models.tickets.tables import Ticket

OUTCOME = {
    CallOutcome.CONTENT: T("paper", "content"),
    CallOutcome.NOT_CONTENT: T("paper", "not content"),
    CallOutcome.NOT_REACHED: T("paper", "not reached"),
    CallOutcome.REFUSED: T("paper", "would not say"),
    CallOutcome.DONE: T("paper", "done"),
    CallOutcome.POSTED: T("paper", "posted"),
}


def fee_of(session: Session, reader: Reader, ticket: Ticket) -> str:
    """What was charged; empty for what has no order, or is not charged yet."""
    order = order_of(session, ticket)
    fen = order.charged_fen if order else None
    return "" if fen is None else render(Money(fen), reader, escape=False)


def callback_about(session: Session, reader: Reader, ticket: Ticket) -> str:
    """What came of the last callback about a ticket."""
    return _outcome(session, reader, Call.kind == CallKind.CALLBACK, Call.ticket_id == ticket.id)


def callback_about_complaint(session: Session, reader: Reader, one: Complaint) -> str:
    """What came of the last callback about a complaint."""
    return _outcome(session, reader, Call.kind == CallKind.COMPLAINT, Call.complaint_id == one.id)


def _outcome(session: Session, reader: Reader, *which: ColumnElement[bool]) -> str:
    mine = select(Call.outcome).where(*which, Call.outcome.is_not(None)).order_by(Call.id.desc()).limit(1)
    outcome = session.scalar(mine)
    return render(OUTCOME[outcome], reader, escape=False) if outcome else ""


def measures_in(session: Session, one: Complaint) -> str:
    """What is done so that it does not happen again, by whom."""
    return "\n".join(f"{each.words} ({each.staff.person.name})" for each in measures_of(session, one))
