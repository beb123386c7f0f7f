"""The dispatch order (派工单) on paper: the task and its time, the price, the consent to it, and what it came to (R048, R064, DOMAIN 5.6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import Task
from bot.quantities import quantity_of
from bot.texts import Money, Reader, T, Words
from jobs.documents import clock, make_form, say, where, worker_of
from models.estate import Project
from models.orders.reading import agreed_lines, consents_of, open_quote, order_of
from models.orders.tables import Answer, Consent, Order, QuoteLine
from models.tickets.kinds import Payment
from models.tickets.paying import free_because
from models.tickets.tables import Ticket

YES = frozenset({Answer.AGREED, Answer.APPROVED})


def dispatch_order(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """One sheet of A4, to be signed by the customer."""
    ticket = session.get_one(Ticket, facts["ticket"])
    rows: Sequence[tuple[Words, str]] = (
        (T("paper", "Number"), ticket.number),
        (T("paper", "Dispatched"), clock(reader, ticket.sent_at)),
        (T("paper", "Department"), say(reader, ticket.department.name if ticket.department else None)),
        (T("paper", "Person"), worker_of(session, ticket)),
        (T("paper", "Address"), where(reader, ticket)),
        (T("paper", "Contact"), ticket.door_name or ticket.door_phone or say(reader, ticket.reporter.called)),
        (T("paper", "Task"), f"{ticket.symptom_code} {say(reader, ticket.symptom.name)}"),
        (T("paper", "Work of this part") if ticket.parent_id else T("paper", "Owner's words"), ticket.own_words),
        (T("paper", "Appointed time"), clock(reader, ticket.appointed_from or ticket.wished_from)),
        (T("paper", "Arrived"), clock(reader, ticket.arrived_at)),
        (T("paper", "Finished"), clock(reader, ticket.processed_at)),
        (T("paper", "Result"), ticket.result),
        *_money_rows(session, ticket, reader),
        (T("paper", "Customer's signature"), ""),
    )
    title = say(reader, T("paper", "{building}: dispatch order", building=project.name))
    name = say(reader, T("paper", "Dispatch order {number}", number=ticket.number))
    return f"{name}.xlsx", make_form(title, [(say(reader, label), value) for label, value in rows])


def _money_rows(session: Session, ticket: Ticket, reader: Reader) -> list[tuple[Words, str]]:
    """Line by line; of what is free why, and an empty field for what is decided on the spot."""
    order = order_of(session, ticket)
    if order is None:
        return [(T("paper", "Fee"), _without_order(session, ticket, reader))]
    return [
        (T("paper", "Price"), _price(session, order, reader)),
        (T("paper", "Consent"), _consent(session, order, reader)),
        (T("paper", "Fee"), say(reader, Money(order.charged_fen)) if order.charged_fen is not None else ""),
    ]


def _without_order(session: Session, ticket: Ticket, reader: Reader) -> str:
    if ticket.payment != Payment.FREE:
        return ""
    reason = free_because(session, ticket)
    return say(reader, T("paper", "free: {reason}", reason=reason) if reason else T("paper", "free"))


def _price(session: Session, order: Order, reader: Reader) -> str:
    quote = open_quote(session, order)
    found = list(agreed_lines(session, order)) or (quote.lines if quote else [])
    total = say(reader, T("paper", "Total {amount}", amount=Money(sum(one.amount_fen for one in found))))
    return "\n".join([*(_line(one, reader) for one in found), total]) if found else ""


def _line(one: QuoteLine, reader: Reader) -> str:
    facts = {"item": one.name, "quantity": quantity_of(one.quantity, one.unit), "amount": Money(one.amount_fen)}
    return say(reader, T("paper", "{item}, {quantity}: {amount}", **facts))


def _consent(session: Session, order: Order, reader: Reader) -> str:
    """Whose word it is, when, and who heard it."""
    said = [one for one in consents_of(session, order) if one.answer in YES]
    return "\n".join(_said(one, reader) for one in said)


def _said(one: Consent, reader: Reader) -> str:
    facts = {"name": one.by.called, "time": clock(reader, one.at), "amount": Money(one.amount_fen)}
    if one.recorded_by is None:
        return say(reader, T("paper", "{name}, {time}: {amount}", **facts))
    heard = one.recorded_by.person.name
    return say(reader, T("paper", "{name}, {time}: {amount}, heard by {heard}", heard=heard, **facts))


DOCUMENTS: Mapping[str, Task] = {"dispatch_order": dispatch_order}
