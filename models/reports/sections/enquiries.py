"""Enquiries: how many, how many the first answer resolved, how many a person answered in time (R037, R039)."""

from sqlalchemy.orm import Session

from models.enquiries.analysis import enquiry_numbers
from models.estate import Both, Project
from models.reports.figures import Figure, Section, rate
from models.reports.periods import Period


def section(session: Session, project: Project, period: Period) -> Section:
    """The figures of the monthly analysis, for this period."""
    found = enquiry_numbers(session, project, period.start, period.end)
    answered = found.in_time + found.late
    notes = (
        Both(f"问得最多：{question.zh}（{count}）", f"Asked most: {question.en} ({count})")
        for question, count in found.top[:3]
    )
    return Section(
        "enquiries",
        Both("咨询", "Enquiries"),
        (
            Figure(code="asked", zh="咨询数", en="Enquiries", value=found.asked, place="enquiries"),
            rate("at_once", "首次解决率", "Resolved at once", found.contact.resolved_at_once, found.contact.ended),
            rate("in_time", "人工答复及时率", "Answered by a person in time", found.in_time, answered),
        ),
        tuple(notes),
    )
