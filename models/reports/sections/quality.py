"""The quality sample: closed tickets that the supervisor has looked at again (R004, J34)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.reports.figures import Figure, Section, rate
from models.reports.periods import Period
from models.reports.sections.common import behind, how_many, within
from models.samples.tables import Sample, Verdict


def section(session: Session, project: Project, period: Period) -> Section:
    """Drawn in the period; judged in it."""
    mine = Sample.project_id == project.id
    drawn = how_many(session, Sample, mine, *within(Sample.drawn_at, period))
    judged = session.scalars(select(Sample).where(mine, *within(Sample.judged_at, period)).order_by(Sample.id)).all()
    poor = [one for one in judged if one.verdict == Verdict.IMPROVE]
    return Section(
        "quality",
        Both("服务品质检查", "Quality checks"),
        (
            Figure(code="drawn", zh="抽查单数", en="Tickets sampled", value=drawn, place="samples"),
            rate("good", "抽查合格率", "Found in order", len(judged) - len(poor), len(judged), place="samples",
                 behind=behind(one.ticket for one in poor)),
        ),
    )  # fmt: skip
