"""The complaint ledger of a month (客服投诉记录表), with the names that its reader may know (R082, R093)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Task
from bot.texts import Reader, T
from jobs.documents import CHANNEL, clock, official, say
from jobs.ledger_columns import callback_about_complaint, measures_in
from models.complaints.lifecycle import Grade, Kind, State
from models.complaints.objects import matters
from models.complaints.parts import knows_name, parts_of
from models.complaints.reading import reasons_of_withdrawal
from models.complaints.tables import Complaint
from models.estate import Project
from models.hours import month_of
from models.people import Person

COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Number"), 18),
    (T("paper", "Received"), 16),
    (T("paper", "Channel"), 12),
    (T("paper", "Name"), 14),
    (T("paper", "Unit"), 10),
    (T("paper", "Kind"), 10),
    (T("paper", "About"), 16),
    (T("paper", "Owner's words"), 40),
    (T("paper", "Wish"), 24),
    (T("paper", "Grade"), 18),
    (T("paper", "Led by"), 12),
    (T("paper", "Solution"), 32),
    (T("paper", "Result"), 32),
    (T("paper", "Justified"), 24),
    (T("paper", "Content"), 10),
    (T("paper", "State"), 16),
    (T("paper", "Ended"), 16),
    (T("paper", "Same matter as"), 18),
    (T("paper", "Measure"), 32),
    (T("paper", "Callback"), 12),
)
KIND = {
    Kind.COMPLAINT: T("paper", "complaint"),
    Kind.CRITICISM: T("paper", "criticism"),
    Kind.SUGGESTION: T("paper", "suggestion"),
    Kind.PRAISE: T("paper", "praise"),
}
GRADE = {
    Grade.MINOR: T("paper", "minor"),
    Grade.IMPORTANT: T("paper", "important"),
    Grade.MAJOR: T("paper", "major"),
}
WHY_MAJOR = {
    "leak": T("paper", "a leak of data"),
    "sensitive": T("paper", "press, law, authority or injury"),
    "repeated": T("paper", "said too often"),
    "several": T("paper", "several units at once"),
    "old": T("paper", "open for too long"),
}
STATE = {
    State.RECORDED: T("paper", "recorded"),
    State.HANDLED: T("paper", "in hand"),
    State.PROPOSED: T("paper", "solution with the owner"),
    State.AGREED: T("paper", "solution agreed"),
    State.ANSWERED: T("paper", "answered"),
    State.CLOSED: T("paper", "closed"),
    State.WITHDRAWN: T("paper", "withdrawn"),
    State.PASSED_ON: T("paper", "with the branch company"),
}


def complaint_ledger(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """One line each of a month's complaints, suggestions and praise, as far as its reader may see them."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    person = session.get_one(Person, facts["person"])
    wanted = select(Complaint).where(
        Complaint.project_id == project.id, Complaint.received_at >= start, Complaint.received_at < end
    )
    found = session.scalars(wanted.order_by(Complaint.id)).all()
    why = reasons_of_withdrawal(session, [one.id for one in found])
    rows = [_line(session, reader, one, person, why.get(one.id, "")) for one in found if parts_of(person, one)]
    columns = [(say(reader, title), width) for title, width in COLUMNS]
    return official("complaint_ledger", f"{start:%Y-%m}", columns, rows)


def _state(reader: Reader, one: Complaint, why: str) -> str:
    """How it stands; of what was withdrawn also why, where its owner has said so."""
    said = say(reader, STATE[one.state])
    return f"{said}: {why}" if why else said


def _line(session: Session, reader: Reader, one: Complaint, person: Person, why: str) -> list[str]:
    named = knows_name(person, one)
    return [
        one.number,
        clock(reader, one.received_at),
        say(reader, CHANNEL[one.channel]),
        say(reader, one.reporter.called) if named else say(reader, T("paper", "confidential")),
        one.unit.number if one.unit and named else "",
        say(reader, KIND[one.kind]),
        say(reader, matters().objects[one.matter].name),
        one.words,
        one.wish,
        _grade(reader, one),
        one.leader.person.name if one.leader else "",
        one.solution,
        one.result,
        _judged(reader, one),
        _content(reader, one),
        _state(reader, one, why),
        clock(reader, one.ended_at),
        one.leading.number if one.leading and parts_of(person, one.leading) else "",
        measures_in(session, one),
        callback_about_complaint(session, reader, one),
    ]


def _grade(reader: Reader, one: Complaint) -> str:
    if one.grade is None:
        return ""
    return f"{say(reader, GRADE[one.grade])}: {say(reader, WHY_MAJOR.get(one.grade_reason, one.grade_reason))}"


def _judged(reader: Reader, one: Complaint) -> str:
    if one.justified is None:
        return ""
    said = T("paper", "justified") if one.justified else T("paper", "not justified")
    return f"{say(reader, said)}: {one.judged_because}"


def _content(reader: Reader, one: Complaint) -> str:
    return say(reader, T("paper", "yes")) if one.content else ""


DOCUMENTS: Mapping[str, Task] = {"complaint_ledger": complaint_ledger}
