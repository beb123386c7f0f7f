"""What a month's enquiries say: how many, how many the first answer resolved, how many were answered in time (R037, R039)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enquiries.lifecycle import WITH_PERSON
from models.enquiries.reading import FirstContact, first_contact
from models.enquiries.tables import Enquiry
from models.enquiries.timing import answer_by
from models.estate import Both, Project
from models.knowledge.tables import Edition

TOP = 5


@dataclass(frozen=True)
class EnquiryNumbers:
    """The enquiries of a span of time."""

    asked: int
    to_person: int  # that a person had to answer
    in_time: int
    late: int
    waiting: int
    contact: FirstContact
    top: Sequence[tuple[Both, int]]  # the questions whose answers were shown most


def enquiry_numbers(session: Session, project: Project, start: datetime, end: datetime) -> EnquiryNumbers:
    """Of those asked from `start` on and before `end`."""
    wanted = select(Enquiry).where(Enquiry.project_id == project.id, Enquiry.asked_at >= start, Enquiry.asked_at < end)
    found = session.scalars(wanted.order_by(Enquiry.id)).all()
    passed = [one for one in found if one.passed_at is not None]
    in_time = [one for one in passed if one.answered_at is not None and one.answered_at <= answer_by(project, one)]
    late = [one for one in passed if one not in in_time and answer_by(project, one) < end]
    shown = Counter(one.edition_id for one in found if one.edition_id is not None)
    return EnquiryNumbers(
        asked=len(found),
        to_person=len(passed),
        in_time=len(in_time),
        late=len(late),
        waiting=sum(one.state in WITH_PERSON for one in found),
        contact=first_contact(session, project, start - timedelta(microseconds=1), end),
        top=[(session.get_one(Edition, number).question, count) for number, count in shown.most_common(TOP)],
    )
