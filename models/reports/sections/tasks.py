"""Tasks that leaders gave: done, and past their deadline (R016)."""

from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.assignments.queries import tally
from models.assignments.tables import Assignment
from models.estate import Both, Project
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import how_many, within

AN_INSTANT = timedelta(microseconds=1)  # `tally` counts after one moment, until another


def section(session: Session, project: Project, period: Period) -> Section:
    """The whole office's."""
    found = tally(session, project, period.start - AN_INSTANT, period.end - AN_INSTANT)
    mine = Assignment.project_id == project.id
    missed = session.scalars(_missed(project, period)).all()
    given = how_many(session, Assignment, mine, *within(Assignment.given_at, period))
    return Section(
        "tasks",
        Both("交办事项", "Tasks given"),
        (
            Figure(code="given", zh="新交办", en="Given", value=given, place="assignments"),
            Figure(code="done", zh="已完成", en="Done", value=found.done, better=1, place="assignments"),
            Figure(
                code="late",
                zh="交办事项逾期",
                en="Tasks past their deadline",
                value=found.late,
                better=-1,
                key=True,
                behind=tuple((one.subject, one.words[:12]) for one in missed[:10]),
                place="assignments",
            ),
        ),
    )


def _missed(project: Project, period: Period) -> Select[Assignment]:
    late = Assignment.ended_at.is_(None) | (Assignment.ended_at > Assignment.due_at)
    mine = select(Assignment).where(Assignment.project_id == project.id, *within(Assignment.due_at, period), late)
    return mine.order_by(Assignment.id)
