"""Complaints: carried over, new, ended, overdue, in time, and whether their owners were content (R093, DOMAIN 5.4, N37).

The report is one record for all who read it. So it counts only what concerns none of them: nobody can tell from a number that
somebody has complained of them (R082).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.grading import HEAVY
from models.complaints.lifecycle import Grade, State
from models.complaints.parts import is_about_the_manager, is_concerned
from models.complaints.tables import Complaint
from models.complaints.timing import answer_by, end_by
from models.estate import Both, Project
from models.policy import policy_of
from models.reports.figures import Figure, Section, rate
from models.reports.periods import A_DAY, Period
from models.reports.sections.common import behind
from models.roles import IN_CHARGE
from models.rota import staff_of

LONG = 30 * A_DAY


def told_of(session: Session, project: Project, until: datetime) -> list[Complaint]:
    """What owners have told the office about itself before a moment and everybody in charge may know, oldest first."""
    readers = [one for one in staff_of(session, project) if one.role in IN_CHARGE]
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.received_at < until)
    found = session.scalars(wanted.order_by(Complaint.id)).all()
    return [one for one in found if not is_about_the_manager(one) and not any(is_concerned(r, one) for r in readers)]


def section(session: Session, project: Project, period: Period) -> Section:
    """Of complaints and criticism; suggestions and praise are counted where they come in."""
    heavy = [one for one in told_of(session, project, period.end) if one.kind in HEAVY]
    before = [one for one in heavy if one.received_at < period.start and not _over(one, period.start)]
    new = [one for one in heavy if one.received_at >= period.start]
    still = [one for one in heavy if not _over(one, period.end)]
    ended = [one for one in heavy if period.holds(one.ended_at)]
    return Section(
        "complaints",
        Both("投诉处理", "Complaints"),
        (
            Figure(code="before", zh="上期结转投诉", en="Carried over", value=len(before), place="complaints"),
            Figure(code="new", zh="新增投诉", en="New", value=len(new), better=-1, key=True, behind=behind(new)),
            Figure(code="ended", zh="办结投诉", en="Ended", value=len(ended), behind=behind(ended)),
            *_standing(still, period),
            *_rates(project, period, heavy, new, ended),
        ),
    )


def _over(one: Complaint, moment: datetime) -> bool:
    return one.ended_at is not None and one.ended_at < moment


def _standing(still: Sequence[Complaint], period: Period) -> list[Figure]:
    """What is open at the end: all, past its end, major, and for more than a month."""
    late = [one for one in still if end_by(one) < period.end]
    old = [one for one in still if one.received_at < period.end - LONG]
    major = [one for one in still if one.grade == Grade.MAJOR]
    more: dict[str, Any] = {"better": -1, "place": "complaints"}
    return [
        Figure(code="open", zh="期末未结投诉", en="Open at the end", value=len(still), behind=behind(still), **more),
        Figure(code="late", zh="超期未结投诉", en="Overdue", value=len(late), key=True, behind=behind(late), **more),
        Figure(code="major", zh="未结重大投诉", en="Open major ones", value=len(major), behind=behind(major), **more),
        Figure(code="old", zh="超过一个月未结", en="Open for over a month", value=len(old), behind=behind(old), **more),
    ]


def _rates(
    project: Project, period: Period, heavy: Sequence[Complaint], new: Sequence[Complaint], ended: Sequence[Complaint]
) -> list[Figure]:
    policy = policy_of(project)
    kept = [one for one in heavy if one.state != State.WITHDRAWN]
    answers = [one for one in kept if period.holds(answer_by(project, one.received_at))]
    answered = [one for one in answers if one.answered_at and one.answered_at <= answer_by(project, one.received_at)]
    due = [one for one in kept if period.holds(one.ended_at) or period.holds(end_by(one))]
    open_still = [one for one in due if not _over(one, period.end)]
    said = [one for one in ended if one.content is not None]
    sorry = [one for one in said if not one.content]
    late = [one for one in answers if one not in answered]
    goal, wish = policy.target_complaint_handling_percent, policy.target_complaint_satisfaction_percent
    return [
        rate("answered", "按时答复", "Answered in time", len(answered), len(answers), behind=behind(late)),
        rate("handled", "投诉处理率", "Complaints handled", len(due) - len(open_still), len(due), target=goal, key=True,
             behind=behind(open_still)),
        rate("content", "投诉处理满意率", "Content with the outcome", len(said) - len(sorry), len(said), target=wish,
             key=True, behind=behind(sorry)),
    ]  # fmt: skip
