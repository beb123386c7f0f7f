"""Reading reports: those in charge, and nobody else (DOMAIN 5.4)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Person, Staff
from models.refusals import Gone, NotYours
from models.reports.figures import Section, from_json
from models.reports.lifecycle import IN_CHARGE, State
from models.reports.periods import Period, PeriodKind, period_with
from models.reports.tables import Report


def reads_reports(staff: Staff) -> bool:
    """Whether somebody may read them."""
    return staff.left_at is None and staff.role in IN_CHARGE


def check_reader(staff: Staff | None) -> Staff:
    """The same; raises NotYours for everybody else."""
    if staff is None or not reads_reports(staff):
        raise NotYours
    return staff


def report_for(session: Session, report_id: int, person: Person) -> Report:
    """The report, for somebody in charge of its office; raises Gone for everybody else."""
    one, staff = session.get(Report, report_id), person.staff
    if one is None or staff is None or not reads_reports(staff) or staff.project_id != one.project_id:
        raise Gone
    return one


def period_of_report(project: Project, one: Report) -> Period:
    """What it is about."""
    return period_with(project.zone, one.kind, one.code)


def sections_of(one: Report) -> list[Section]:
    """Its numbers; none until they are counted."""
    return [from_json(raw) for raw in one.sections or ()]


def versions_of(session: Session, project_id: int, kind: PeriodKind, code: int) -> Sequence[Report]:
    """Every version of one period's report, the newest first."""
    mine = select(Report).where(Report.project_id == project_id, Report.kind == kind, Report.code == code)
    return session.scalars(mine.order_by(Report.number.desc())).all()


def reports(session: Session, project: Project, kind: PeriodKind) -> Sequence[Report]:
    """The newest version of every period, the latest period first."""
    mine = select(Report).where(Report.project_id == project.id, Report.kind == kind)
    newest: dict[int, Report] = {}
    for one in session.scalars(mine.order_by(Report.code.desc(), Report.number.desc())):
        newest.setdefault(one.code, one)
    return list(newest.values())


def unsubmitted(session: Session, project: Project) -> Sequence[Report]:
    """Drafts that wait for their words, the oldest first."""
    mine = select(Report).where(Report.project_id == project.id, Report.state == State.DRAFT)
    return session.scalars(mine.order_by(Report.made_at, Report.id)).all()
