"""The monthly analysis of complaints and enquiries as a workbook; it names nobody who complained (R039, R096, R082)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import Task
from bot.texts import Reader, T, Words
from jobs.complaint_ledger import GRADE, KIND, STATE
from jobs.documents import CHANNEL, clock, make_table, say
from models.complaints.analysis import Analysis, analyse, month_with
from models.complaints.objects import matters
from models.complaints.suggestions import suggestions_of
from models.complaints.tables import Complaint
from models.enquiries.analysis import EnquiryNumbers, enquiry_numbers
from models.estate import Project
from models.people import Person

COLUMNS: tuple[tuple[T, int], ...] = ((T("paper", "Heading"), 22), (T("paper", "What"), 60), (T("paper", "Number"), 18))
Line = tuple[T, Words, Words]
JUDGED = {
    True: T("paper", "justified"),
    False: T("paper", "not justified"),
    None: T("paper", "not judged"),
}


def complaint_analysis(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """A month's numbers line by line, what has no outcome, and the suggestions, as far as its reader may see them."""
    person = session.get_one(Person, facts["person"])
    month = month_with(project, facts["month"], now)
    found = analyse(session, project, person, month)
    asked = enquiry_numbers(session, project, month.start, month.end)
    lines = [
        *_complaints(found),
        *_enquiries(asked),
        *_open(reader, found),
        *_suggestions(session, project, reader, month.code),
    ]
    name = say(reader, T("paper", "Analysis of complaints and enquiries {month}", month=f"{month.start:%Y-%m}"))
    rows = [[say(reader, part) for part in line] for line in lines]
    return f"{name}.xlsx", make_table(name, [(say(reader, title), width) for title, width in COLUMNS], rows)


def _complaints(found: Analysis) -> Iterator[Line]:
    objects = matters().objects
    counted: tuple[tuple[T, list[tuple[Words, int]]], ...] = (
        (T("paper", "Kind"), [(KIND[one], count) for one, count in found.by_kind.items()]),
        (T("paper", "Grade"), [(_grade(one), count) for one, count in found.by_grade.items()]),
        (T("paper", "About"), [(objects[one].name, count) for one, count in found.by_matter]),
        (T("paper", "Channel"), [(CHANNEL[one], count) for one, count in found.by_channel.items()]),
        (T("paper", "Judged"), [(JUDGED[one], count) for one, count in found.judged.items()]),
        (T("paper", "Cause"), list(found.causes)),
        (T("paper", "Hot floor"), [(str(floor), count) for floor, count in found.floors]),
    )
    for heading, pairs in counted:
        yield from ((heading, what, str(count)) for what, count in pairs)
    answers = T("paper", "Answers to complaints")
    yield answers, T("paper", "in time"), str(found.in_time)
    yield answers, T("paper", "late"), str(found.late)


def _grade(grade: Any) -> Words:
    return GRADE[grade] if grade else T("paper", "not graded")


def _enquiries(asked: EnquiryNumbers) -> Iterator[Line]:
    heading = T("paper", "Enquiries")
    yield heading, T("paper", "asked"), str(asked.asked)
    yield heading, T("paper", "to a person"), str(asked.to_person)
    yield heading, T("paper", "in time"), str(asked.in_time)
    yield heading, T("paper", "late"), str(asked.late)
    yield heading, T("paper", "waiting"), str(asked.waiting)
    if asked.contact.percent is not None:
        yield heading, T("paper", "resolved at once, percent"), str(asked.contact.percent)
    yield from ((T("paper", "Asked most"), question, str(count)) for question, count in asked.top)


def _open(reader: Reader, found: Analysis) -> Iterator[Line]:
    for heading, several in (
        (T("paper", "Again and again"), found.repeated),
        (T("paper", "Without outcome"), found.without_outcome),
    ):
        yield from ((heading, _said(reader, one), one.number) for one in several)


def _said(reader: Reader, one: Complaint) -> Words:
    """What, how it stands, since when, and the next date; never who."""
    said = (
        say(reader, matters().objects[one.matter].name),
        say(reader, STATE[one.state]),
        clock(reader, one.received_at),
    )
    ends = one.ended_at is None
    return " · ".join([*said, *([f"→ {clock(reader, one.due_at)}"] if ends else [])])


def _suggestions(session: Session, project: Project, reader: Reader, month: int) -> Iterator[Line]:
    for one in suggestions_of(session, project, month):
        yield T("paper", "Suggestion"), one.words, f"{one.by.person.name} {clock(reader, one.at)}"


DOCUMENTS: Mapping[str, Task] = {"complaint_analysis": complaint_analysis}
