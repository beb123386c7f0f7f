"""The register of paid services (有偿服务登记表) and what they brought (有偿服务收入表), as workbooks (R058, R063, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Amount, Money, Reader, T, Words
from jobs.documents import CHANNEL, METHOD, clock, make_table, say, where
from models.estate import Project
from models.hours import month_of
from models.ledger.auditing import payments_for
from models.orders.lifecycle import State
from models.orders.oversight import refunds_of
from models.orders.reading import agreed_fen
from models.orders.revenue import By, Sums, orders_asked, revenue
from models.orders.tables import Order, OrderStep, RefundState
from models.people import Staff

REGISTER: tuple[tuple[T, int], ...] = (
    (T("paper", "Number"), 18),
    (T("paper", "Received"), 16),
    (T("paper", "Channel"), 12),
    (T("paper", "Address"), 14),
    (T("paper", "Contact"), 14),
    (T("paper", "Item"), 24),
    (T("paper", "Quantity"), 10),
    (T("paper", "Owner's words"), 32),
    (T("paper", "Price named"), 16),
    (T("paper", "Agreed"), 12),
    (T("paper", "Consent"), 16),
    (T("paper", "Person"), 14),
    (T("paper", "Charged"), 12),
    (T("paper", "Charged on"), 16),
    (T("paper", "Paid by"), 12),
    (T("paper", "Collected on"), 16),
    (T("paper", "Audited by"), 12),
    (T("paper", "Received by finance"), 16),
    (T("paper", "Paid back"), 12),
    (T("paper", "State"), 20),
    (T("paper", "Why not carried out"), 32),
)
SUMS: tuple[tuple[T, int], ...] = (
    (T("paper", "Item"), 28),
    (T("paper", "Orders"), 8),
    (T("paper", "Not carried out"), 12),
    (T("paper", "Agreed"), 14),
    (T("paper", "Charged"), 14),
    (T("paper", "Waived"), 14),
    (T("paper", "Collected"), 14),
    (T("paper", "Received by finance"), 14),
    (T("paper", "Paid back"), 14),
    (T("paper", "Less than agreed"), 14),
)
STATE = {
    State.REQUESTED: T("paper", "price to be named"),
    State.QUOTED: T("paper", "waits for consent"),
    State.DISCUSSED: T("paper", "price discussed"),
    State.DECLINED: T("paper", "price declined"),
    State.EXPIRED: T("paper", "price ran out"),
    State.APPROVAL: T("paper", "waits for approval"),
    State.CONSENTED: T("paper", "agreed"),
    State.CHARGED: T("paper", "charged, not paid"),
    State.COLLECTED: T("paper", "paid, not audited"),
    State.QUERIED: T("paper", "asked back by the audit"),
    State.AUDITED: T("paper", "audited"),
    State.RECEIVED: T("paper", "received"),
    State.FREE: T("paper", "nothing to pay"),
    State.CANCELLED: T("paper", "cancelled"),
    State.NOT_DONE: T("paper", "not carried out"),
}
WHY = (
    "end",
    "decline",
    "disapprove",
    "cancel",
    "free",
    "charge_nothing",
    "waive",
)  # steps whose words say why it came to nothing
NOTHING = {  # what is said where nobody gave a reason; None for what always has one
    State.CANCELLED: T("paper", "taken back by the customer"),
    State.EXPIRED: T("paper", "no answer while the price held"),
    State.DECLINED: T("paper", "price declined"),
    State.NOT_DONE: None,
    State.FREE: None,
}


def register(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """Every application of a month, one line each, also those that were not carried out, with the reason (R063)."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    found = orders_asked(session, project, session.get_one(Staff, facts["person"]), start, end)
    name = say(reader, T("paper", "Register of paid services {month}", month=f"{start:%Y-%m}"))
    rows = [_line(session, reader, one) for one in found]
    columns = [(say(reader, title), width) for title, width in REGISTER]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _line(session: Session, reader: Reader, one: Order) -> list[str]:
    ticket = one.ticket
    return [
        ticket.number,
        clock(reader, one.asked_at),
        say(reader, CHANNEL[ticket.channel]),
        where(reader, ticket),
        say(reader, ticket.reporter.called),
        say(reader, one.edition.name if one.edition else ticket.symptom.name),
        say(reader, Amount(one.quantity)) if one.quantity else "",
        ticket.all_words,
        clock(reader, one.quoted_at),
        _money(reader, agreed_fen(session, one)),
        clock(reader, one.consented_at),
        *_hands(session, reader, one),
        _why(session, reader, one),
    ]


def _hands(session: Session, reader: Reader, one: Order) -> list[str]:
    methods = {each.method for each in payments_for(session, one.project_id, one.subject)}
    back = sum(each.amount_fen for each in refunds_of(session, one) if each.state == RefundState.PAID)
    return [
        one.charged_by.person.name if one.charged_by else "",
        _money(reader, one.charged_fen or 0),
        clock(reader, one.charged_at),
        " ".join(say(reader, METHOD[method]) for method in sorted(methods)),
        clock(reader, one.collected_at),
        one.audited_by.person.name if one.audited_by else "",
        clock(reader, one.received_at),
        _money(reader, back),
        say(reader, STATE[State.FREE] if one.is_for_nothing else STATE[one.state]),
    ]


def _money(reader: Reader, fen: int) -> str:
    return say(reader, Money(fen)) if fen else ""


def _why(session: Session, reader: Reader, one: Order) -> str:
    """Why it came to nothing, in the words of then; empty for what was carried out (R063)."""
    if one.state not in NOTHING:
        return ""
    said = select(OrderStep.words).where(OrderStep.order_id == one.id, OrderStep.move.in_(WHY), OrderStep.words != "")
    usual = NOTHING[one.state]
    return session.scalars(said.order_by(OrderStep.id.desc())).first() or (say(reader, usual) if usual else "")


def income(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """A month's sums by item, then by department, and all of it in the last line (R058)."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    staff = session.get_one(Staff, facts["person"])
    items, total = revenue(session, project, staff, By.ITEM, start, end)
    departments, _ = revenue(session, project, staff, By.DEPARTMENT, start, end)
    rows = [_sums(reader, one.name, one.sums) for one in (*items, *departments)]
    rows.append(_sums(reader, T("paper", "In all"), total))
    name = say(reader, T("paper", "Revenue of paid services {month}", month=f"{start:%Y-%m}"))
    columns = [(say(reader, title), width) for title, width in SUMS]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _sums(reader: Reader, name: Words, one: Sums) -> list[str]:
    figures = (one.agreed, one.charged, one.waived, one.collected, one.received, one.refunded, one.deviation)
    return [say(reader, name), str(one.orders), str(one.not_done), *(say(reader, Money(fen)) for fen in figures)]


DOCUMENTS: Mapping[str, Maker] = {"order_ledger": register, "order_revenue": income}
