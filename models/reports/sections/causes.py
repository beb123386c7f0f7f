"""Why things broke and why owners complained: the five causes of the month that came most (R042, R094, R218)."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.tables import Measure as Corrective
from models.estate import Both, Project
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import how_many, within
from models.reports.sections.complaints import told_of
from models.tickets.tables import Ticket

TOP = 5


def section(session: Session, project: Project, period: Period) -> Section:
    """As whoever mended it, or set a measure, has named them."""
    mended = select(Ticket.cause).where(
        Ticket.project_id == project.id, Ticket.cause != "", *within(Ticket.processed_at, period)
    )
    known = [one.id for one in told_of(session, project, period.end)]
    measures = session.scalars(
        select(Corrective).where(Corrective.complaint_id.in_(known), *within(Corrective.set_at, period))
    ).all()
    found = Counter([*session.scalars(mended), *(one.cause for one in measures)])
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
    held = how_many(session, Corrective, Corrective.complaint_id.in_(known), *within(Corrective.verified_at, period))
    return Section(
        "causes",
        Both("主要原因与改进", "Causes and measures"),
        (
            *(
                Figure(code=f"cause.{cause}", zh=f"原因：{cause}", en=f"Cause: {cause}", value=count)
                for cause, count in ranked
            ),
            Figure(
                code="measures",
                zh="新订改进措施",
                en="Corrective measures set",
                value=len(measures),
                place="complaints",
            ),
            Figure(code="held", zh="已验证措施", en="Measures verified", value=held, better=1),
        ),
    )
