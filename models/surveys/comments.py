"""Every comment gets an answer: it becomes a criticism or a suggestion, and the round knows which are still open (R152, R082)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.filing import add, tell_the_office
from models.complaints.lifecycle import OPEN, Kind
from models.complaints.naming import named_in
from models.complaints.parts import parts_of
from models.complaints.tables import Complaint
from models.estate import Project
from models.events import record
from models.people import Person, Staff
from models.refusals import Gone, TooLate, WordsMissing
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.surveys.areas import MATTER, is_low, worst
from models.surveys.reading import answered, people_of
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound
from models.tickets.tables import Channel


def file_comment(
    session: Session, answer: SurveyAnswer, *, by: Person, now: datetime, media: Sequence[int] = ()
) -> Complaint | None:
    """What was written becomes a matter with number and promise: a criticism where somebody is dissatisfied, else a suggestion.

    Corrected words are added to the matter as long as it is open.
    None where there are no words, or nobody in the register whom it could be answered to: then those in charge see to it.
    """
    form, staff = answer.form, by.staff if answer.on_paper else None
    teller = answer.by or next(iter(people_of(session, form)), None)
    if not answer.comment or teller is None:
        return None
    if answer.complaint is not None and answer.complaint.state in OPEN:
        return add(session, answer.complaint.id, by=teller, now=now, words=answer.comment, media=media)
    complaint = tell_the_office(
        session,
        project=session.get_one(Project, form.project_id),
        by=teller,
        unit=form.unit,
        kind=Kind.CRITICISM if is_low(answer.grades) else Kind.SUGGESTION,
        matter=MATTER[worst(answer.grades)],
        words=answer.comment,
        now=now,
        channel=Channel.WRITTEN if answer.on_paper else Channel.BOT,
        entered_by=staff,
        media=media,
        guarded=True,
    )
    answer.complaint_id, answer.complaint = complaint.id, complaint
    return complaint


def is_open(answer: SurveyAnswer) -> bool:
    """Whether a comment still waits for its answer."""
    if not answer.comment:
        return False
    return answer.replied_at is None if answer.complaint is None else answer.complaint.state in OPEN


def open_comments(session: Session, one: SurveyRound) -> list[SurveyAnswer]:
    """The comments without an answer, those of the dissatisfied first."""
    found = [answer for answer in answered(session, one) if is_open(answer)]
    return sorted(found, key=lambda answer: not is_low(answer.grades))


def may_read_comment(session: Session, answer: SurveyAnswer, reader: Person) -> bool:
    """Whether a colleague may read the words: as a part in the matter says, and never whom they name (R082)."""
    staff = reader.staff
    if staff is None or staff.left_at is not None or staff.role not in FRONT_OFFICE:
        return False
    if answer.complaint is not None:
        return bool(parts_of(reader, answer.complaint))
    return staff.role in IN_CHARGE and not _names(session, answer, staff)


def _names(session: Session, answer: SurveyAnswer, staff: Staff) -> bool:
    project = session.get_one(Project, answer.form.project_id)
    named = named_in(session, project, "", answer.comment)
    return named is not None and named.person_id == staff.person_id


def reply(
    session: Session, form_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> SurveyAnswer:
    """How the comment of somebody who is not in the register was answered. Raises Gone, WordsMissing, TooLate where it has its answer."""
    with session.begin_nested():
        answer = session.get(SurveyAnswer, form_id, with_for_update=True, populate_existing=True)
        if answer is None or not may_read_comment(session, answer, by):
            raise Gone
        if answer.complaint is not None or not is_open(answer):
            raise TooLate(survey=answer.form.round_id)
        if not words.strip():
            raise WordsMissing(survey=answer.form.round_id)
        answer.reply, answer.replied_by_id, answer.replied_at = words.strip(), by.id, now
        _log(session, answer.form, "survey.replied", by, now)
    return answer


def _log(session: Session, form: SurveyForm, kind: str, by: Person, now: datetime) -> None:
    office, subject = form.project_id, form.subject
    record(session, project_id=office, subject=subject, kind=kind, now=now, actor_id=by.id, facts={"form": form.id})
