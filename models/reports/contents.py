"""What stands in the two reports, in this order; a new section is a file in `sections/` and one line here (DOMAIN 5.4)."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from models.estate import Project
from models.reports.figures import Section, compared
from models.reports.periods import Period, PeriodKind, before
from models.reports.sections import (
    building,
    causes,
    complaints,
    enquiries,
    incidents,
    intake,
    keeping,
    plan,
    quality,
    relations,
    satisfaction,
    services,
    staffing,
    tasks,
    timeliness,
)

Count = Callable[[Session, Project, Period], Section]
BOTH = frozenset(PeriodKind)
MONTHLY = frozenset({PeriodKind.MONTH})

CONTENTS: tuple[tuple[Count, frozenset[PeriodKind]], ...] = (
    (staffing.section, BOTH),
    (intake.section, BOTH),
    (timeliness.section, BOTH),
    (complaints.section, BOTH),
    (satisfaction.section, BOTH),
    (enquiries.section, BOTH),
    (services.section, BOTH),
    (incidents.section, BOTH),
    (relations.section, BOTH),
    (keeping.section, BOTH),
    (causes.section, MONTHLY),
    (building.section, MONTHLY),
    (quality.section, BOTH),
    (tasks.section, BOTH),
    (plan.section, BOTH),
)


def count(session: Session, project: Project, period: Period) -> list[Section]:
    """Every section of a period, compared with the one before; it reads history, so it is work for the worker process."""
    former = before(period)
    return [
        compared(section(session, project, period), section(session, project, former))
        for section, kinds in CONTENTS
        if period.kind in kinds
    ]
