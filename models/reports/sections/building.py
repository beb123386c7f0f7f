"""The building: complaints for 10,000 square metres of managed floor, and for each occupied unit (N37)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.grading import HEAVY
from models.estate import Both, Project, Unit
from models.reports.figures import Figure, Measure, Section
from models.reports.periods import Period
from models.reports.sections.complaints import told_of

OCCUPIED = frozenset({"self_used", "let", "fit_out", "moving_out"})
PER_M2 = 10_000


def section(session: Session, project: Project, period: Period) -> Section:
    """The managed floor area is that of the units in the register."""
    units = session.scalars(select(Unit).where(Unit.project_id == project.id)).all()
    occupied = sum(one.status in OCCUPIED for one in units)
    area = sum(one.area_m2 for one in units)
    told = sum(period.holds(one.received_at) for one in told_of(session, project, period.end) if one.kind in HEAVY)
    return Section(
        "building",
        Both("楼宇指标", "The building"),
        (
            Figure(code="area", zh="在管面积（平方米）", en="Managed area (m²)", value=area),
            Figure(code="units", zh="在用单元", en="Units occupied", value=occupied),
            Figure(code="per_area", zh="每万平方米投诉", en="Complaints per 10,000 m²", base=area, better=-1,
                   value=told * PER_M2 * 100 // area if area else None, measure=Measure.PER),
            Figure(code="per_unit", zh="每百户投诉", en="Complaints per 100 occupied units", base=occupied, better=-1,
                   value=told * 10_000 // occupied if occupied else None, measure=Measure.PER),
        ),
    )  # fmt: skip
