"""The plan of the week or the month: how much of it is done, and what is not, by name (R159, R160)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.plans.tables import PlanItem
from models.plans.texts import wording
from models.reports.figures import Section, rate
from models.reports.periods import Period, PeriodKind

NAMES = {PeriodKind.WEEK: ("周计划完成", "Weekly plan done"), PeriodKind.MONTH: ("月计划完成", "Monthly plan done")}


def section(session: Session, project: Project, period: Period) -> Section:
    """As it stands now: what is ticked after the end of the period counts too."""
    mine = select(PlanItem).where(
        PlanItem.project_id == project.id, PlanItem.kind == period.kind, PlanItem.code == period.code
    )
    items = session.scalars(mine.order_by(PlanItem.number)).all()
    undone = [one for one in items if one.done_at is None]
    zh, en = NAMES[period.kind]
    words = {one.number: wording(one.kind, one.number) for one in items}
    return Section(
        "plan",
        Both("计划完成情况", "Plan"),
        (
            rate("done", zh, en, len(items) - len(undone), len(items), key=True, place="plans",
                 behind=tuple((one.subject, f"{one.number}. {words[one.number].zh[:10]}") for one in undone)),
        ),
        tuple(Both(f"未完成：{words[one.number].zh}", f"Not done: {words[one.number].en}") for one in undone),
    )  # fmt: skip
