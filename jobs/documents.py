"""Documents as workbooks: the repair ledger (客服维修记录表) and the reception ledger (R054, R065, DOMAIN 5.6)."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Task
from bot.texts import Reader, T, Words, render
from jobs.invitations import invitation_picture
from jobs.ledger_columns import callback_about, fee_of
from models.catalogue import catalogue
from models.estate import Project
from models.hours import month_of
from models.ledger.lifecycle import Method
from models.official import OFFICIAL, file_name
from models.people import Person, Staff
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Result
from models.tickets.rating import lowest_rating
from models.tickets.tables import Channel, Ticket

SHEET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4, A5 = 9, 11
LINE, IN_A_LINE = 17, 28  # points; characters of a script as wide as Chinese in the column of values


def say(reader: Reader, words: Words | None) -> str:
    """Words as they stand in a cell."""
    return "" if words is None else render(words, reader, escape=False)


def clock(reader: Reader, moment: datetime | None) -> str:
    """A moment as it stands in a cell."""
    return moment.astimezone(reader.zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def where(reader: Reader, ticket: Ticket) -> str:
    """The unit and the room, or the public place and its floor."""
    code, _, floor = ticket.spot.partition("@")
    place = catalogue().spot(code, inside=ticket.inside)
    said = [ticket.unit.number if ticket.unit and ticket.inside else floor, say(reader, place.name if place else code)]
    return " ".join(part for part in said if part)


def worker_of(session: Session, ticket: Ticket) -> str:
    """Who has the job, or who did it last."""
    last = select(Staff).join(Result, Result.staff_id == Staff.person_id).where(Result.ticket_id == ticket.id)
    done_by = session.scalars(last.where(Result.kind == "result").order_by(Result.id.desc())).first()
    staff = ticket.assignee or done_by
    return f"{staff.person.name} {staff.number}" if staff else ""


def make_form(title: str, rows: Sequence[tuple[str, str]], *, paper: int = A4) -> bytes:
    """A sheet with a label and a value per line."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        sheet = book.add_worksheet()
        heading = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
        label = book.add_format({"border": 1, "bold": True, "valign": "vcenter"})
        value = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 1)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 60)
        sheet.merge_range(0, 0, 0, 1, title, heading)
        sheet.set_row(0, 40)
        for number, (name, text) in enumerate(rows, 1):
            sheet.set_row(number, max(34, LINE * sum(1 + len(line) // IN_A_LINE for line in text.split("\n"))))
            sheet.write_string(number, 0, name, label)
            sheet.write_string(number, 1, text, value)
    return buffer.getvalue()


CHANNEL = {
    Channel.BOT: T("paper", "bot"),
    Channel.PHONE: T("paper", "telephone"),
    Channel.COLLECTED: T("paper", "collected by us"),
    Channel.HEAD_OFFICE: T("paper", "head office"),
    Channel.WALK_IN: T("paper", "at the desk"),
    Channel.COMMITTEE: T("paper", "owners' committee"),
    Channel.ORAL: T("paper", "told to a colleague"),
    Channel.WRITTEN: T("paper", "in writing"),
}
METHOD = {
    Method.CASH: T("paper", "cash"),
    Method.TRANSFER: T("paper", "transfer"),
    Method.TELEGRAM: T("paper", "paid in Telegram"),
}
ENDS = {
    Status.CLOSED: T("paper", "closed"),
    Status.WITHDRAWN: T("paper", "withdrawn"),
    Status.MERGED: T("paper", "merged"),
}
COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Number"), 16),
    (T("paper", "Received"), 16),
    (T("paper", "Place"), 12),
    (T("paper", "Category"), 24),
    (T("paper", "Urgency"), 8),
    (T("paper", "Owner's words"), 40),
    (T("paper", "First receiver"), 12),
    (T("paper", "Dispatched"), 16),
    (T("paper", "Person"), 16),
    (T("paper", "Arrived"), 16),
    (T("paper", "Finished"), 16),
    (T("paper", "Result"), 40),
    (T("paper", "Cause"), 16),
    (T("paper", "Score"), 10),
    (T("paper", "Ended"), 16),
    (T("paper", "State"), 10),
    (T("paper", "Fee"), 12),
    (T("paper", "Callback"), 12),
)


def repair_ledger(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """A month's repairs, one line each, filterable."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    wanted = select(Ticket).where(
        Ticket.project_id == project.id, Ticket.received_at >= start, Ticket.received_at < end
    )
    tickets = session.scalars(wanted.order_by(Ticket.id)).all()
    rows = [_line(session, reader, ticket) for ticket in tickets]
    return official("repair_ledger", f"{start:%Y-%m}", [(say(reader, title), width) for title, width in COLUMNS], rows)


RECEPTION: tuple[tuple[T, int], ...] = (
    (T("paper", "Received"), 16),
    (T("paper", "Channel"), 12),
    (T("paper", "Name"), 14),
    (T("paper", "Address"), 16),
    (T("paper", "Telephone"), 16),
    (T("paper", "Item"), 24),
    (T("paper", "Owner's words"), 40),
    (T("paper", "Appointed time"), 16),
    (T("paper", "First receiver"), 12),
    (T("paper", "Entered by"), 12),
    (T("paper", "Number"), 18),
    (T("paper", "Within three rings"), 12),
)


def reception_ledger(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """来访来电接待记录表: every matter that was brought in a month, by call, visit or bot, one line each (R065)."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    wanted = select(Ticket).where(
        Ticket.project_id == project.id,
        Ticket.received_at >= start,
        Ticket.received_at < end,
        Ticket.parent_id.is_(None),
    )
    name = say(reader, T("paper", "Reception ledger {month}", month=f"{start:%Y-%m}"))
    rows = [_received(reader, ticket) for ticket in session.scalars(wanted.order_by(Ticket.id))]
    columns = [(say(reader, title), width) for title, width in RECEPTION]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _received(reader: Reader, ticket: Ticket) -> list[str]:
    return [
        clock(reader, ticket.received_at),
        say(reader, CHANNEL[ticket.channel]),
        say(reader, ticket.reporter.called),
        where(reader, ticket),
        ticket.reporter.phone,
        f"{ticket.symptom_code} {say(reader, ticket.symptom.name)}",
        ticket.all_words,
        clock(reader, ticket.appointed_from or ticket.wished_from),
        ticket.first_receiver.person.name if ticket.first_receiver else "",
        ticket.entered_by.person.name if ticket.entered_by else "",
        ticket.number,
        _rings(reader, ticket),
    ]


def _rings(reader: Reader, ticket: Ticket) -> str:
    """Whether the call was picked up within three rings, as whoever took it says (R184)."""
    if ticket.in_three_rings is None:
        return ""
    return say(reader, T("paper", "yes") if ticket.in_three_rings else T("paper", "no"))


def _line(session: Session, reader: Reader, ticket: Ticket) -> list[str]:
    rating = lowest_rating(session, ticket)
    receiver: Person | None = ticket.first_receiver.person if ticket.first_receiver else None
    return [
        ticket.number,
        clock(reader, ticket.received_at),
        where(reader, ticket),
        f"{ticket.symptom_code} {say(reader, ticket.symptom.name)}",
        ticket.urgency.value,
        ticket.all_words,
        receiver.name if receiver else "",
        clock(reader, ticket.sent_at),
        worker_of(session, ticket),
        clock(reader, ticket.arrived_at),
        clock(reader, ticket.processed_at),
        ticket.result,
        ticket.cause,
        str(rating) if rating else "",
        clock(reader, ticket.ended_at),
        say(reader, ENDS.get(ticket.status, T("paper", "open"))),
        fee_of(session, reader, ticket),
        callback_about(session, reader, ticket),
    ]


def make_table(
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    above: Sequence[str] = (),
    sheet_name: str | None = None,
) -> bytes:
    """A list with a heading on every page, filterable; lines `above` it stand on the first page only."""
    buffer, top = io.BytesIO(), len(above)
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        sheet = book.add_worksheet(sheet_name)
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF4"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_header(f"&C{title}")
        for line, text in enumerate(above):
            sheet.write_string(line, 0, text)
        for number, (name, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(top, number, name, head)
        for line, row in enumerate(rows, top + 1):
            for number, text in enumerate(row):
                sheet.write_string(line, number, text, cell)
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(columns) - 1)
    return buffer.getvalue()


def official(
    paper: str, of: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]
) -> tuple[str, bytes, int]:
    """One of the official ledgers: under its own name in every language, with the number of its lines (R156)."""
    content = make_table(f"{OFFICIAL[paper]} {of}".strip(), columns, rows, sheet_name=OFFICIAL[paper])
    return file_name(paper, of), content, len(rows)


DOCUMENTS: Mapping[str, Task] = {
    "repair_ledger": repair_ledger,
    "reception_ledger": reception_ledger,
    "invitation": invitation_picture,
}
