"""Who was there: shifts of the roster, check-ins, leave, and hours in which nobody received (R015, R157)."""

from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.people import CheckIn, Leave, Staff
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.rota import INTAKE, plan_of, staff_of
from models.staffing.plan import holes

HOUR = timedelta(hours=1)


def section(session: Session, project: Project, period: Period) -> Section:
    """As the roster says it now; of who has left since, it says nothing."""
    everybody = staff_of(session, project)
    plan = plan_of(session, project, period.first, period.last)
    planned = {(one.staff_id, one.day) for one in plan.spells(period.first, period.last)}
    there = {(row.staff_id, row.day) for row in session.execute(_check_ins(project, period))}
    receivers = {one.person_id for one in everybody if one.role in INTAKE}
    alone = sum((gap.ends - gap.starts for gap in holes(plan, receivers, period.start, period.end)), timedelta(0))
    away = {leave.staff_id for leave in session.scalars(_leaves(project, period))}
    count = Figure(code="staff", zh="在职人员", en="Employees", value=len(everybody), place="staff")
    shifts = Figure(code="shifts", zh="排班班次", en="Shifts planned", value=len(planned), place="roster")
    return Section(
        "staffing",
        Both("人员值班", "Staffing"),
        (
            count,
            shifts,
            Figure(code="here", zh="已签到班次", en="Shifts checked in", value=len(planned & there), better=1),
            Figure(code="away", zh="休假人数", en="People on leave", value=len(away), place="roster"),
            Figure(
                code="alone",
                zh="无人接待小时",
                en="Hours with nobody to receive",
                value=int(alone / HOUR),
                better=-1,
                place="roster",
            ),
        ),
    )


def _check_ins(project: Project, period: Period) -> Select[int, date]:
    wanted = select(CheckIn.staff_id, CheckIn.day).join(Staff, Staff.person_id == CheckIn.staff_id)
    return wanted.where(Staff.project_id == project.id, CheckIn.day >= period.first, CheckIn.day <= period.last)


def _leaves(project: Project, period: Period) -> Select[Leave]:
    mine = select(Leave).join(Staff, Staff.person_id == Leave.staff_id).where(Staff.project_id == project.id)
    return mine.where(Leave.first <= period.last, Leave.last >= period.first)
