"""Units and files: move-ins, papers filed, warranties that end (R057, R103, R104)."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.archive.tables import Paper
from models.estate import Both, Project
from models.move_in.lifecycle import State
from models.move_in.tables import MoveIn
from models.policy import policy_of
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import how_many, within
from models.warranty.tables import Warranty


def section(session: Session, project: Project, period: Period) -> Section:
    """What was done for the units; a paper counts when its newest version was filed."""
    cases = MoveIn.project_id == project.id
    opened = how_many(session, MoveIn, cases, *within(MoveIn.opened_at, period))
    done = how_many(session, MoveIn, cases, MoveIn.state == State.DONE, *within(MoveIn.ended_at, period))
    papers = how_many(
        session, Paper, Paper.project_id == project.id, Paper.withdrawn_at.is_(None), *within(Paper.at, period)
    )
    ending = _ending(session, project, period)
    return Section(
        "keeping",
        Both("入驻与档案", "Move-ins and files"),
        (
            Figure(code="opened", zh="新办入驻", en="Move-ins begun", value=opened, place="move_ins"),
            Figure(code="done", zh="入驻办结", en="Move-ins finished", value=done, place="move_ins"),
            Figure(code="papers", zh="归档资料", en="Papers filed", value=papers, better=1),
            Figure(
                code="warranty",
                zh="即将到期质保",
                en="Warranties that end soon",
                value=len(ending),
                behind=tuple((one.subject, f"{one.ends:%m-%d} {one.words[:8]}") for one in ending[:10]),
                place="warranties",
            ),
        ),
    )


def _ending(session: Session, project: Project, period: Period) -> list[Warranty]:
    """Those that end within the days after the period in which the office looks at them for the last time (J27)."""
    until = period.last + timedelta(days=policy_of(project).warranty_second_days)
    wanted = select(Warranty).where(
        Warranty.project_id == project.id,
        Warranty.ended_at.is_(None),
        Warranty.ends > period.last,
        Warranty.ends <= until,
    )
    return list(session.scalars(wanted.order_by(Warranty.ends, Warranty.id)))
