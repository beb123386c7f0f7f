"""J11, J12 and J34: reports, plans and the quality sample by the clock (R157-R160, DOMAIN 5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clockwork.duties import Outcome, Shift
from bot.documents import Errand, ask_for
from bot.report_words import title_of
from bot.tables import Document
from bot.texts import Reader
from jobs.fonts import chinese_font
from jobs.report_charts import charts
from models.estate import Project
from models.hours import is_first_working_day, is_working_day
from models.notices import Pace, tell
from models.people import Side
from models.plans.actions import open_plan, remind
from models.reports.actions import could_not_count, draft, keep_figures
from models.reports.contents import count
from models.reports.figures import as_json
from models.reports.periods import A_DAY, Period, PeriodKind, before, period_of, period_on
from models.reports.reading import period_of_report
from models.reports.tables import Report
from models.roles import IN_CHARGE, in_charge
from models.rota import staff_of
from models.samples.actions import draw

FIGURES = "report_figures"


def weekly(shift: Shift) -> Outcome:
    """The report on the week before; made late it is made all the same, and says so."""
    return _draft(shift, before(period_of(shift.project.zone, PeriodKind.WEEK, shift.slot)))


def monthly(shift: Shift) -> Outcome:
    """On the first working day the report on the month before."""
    if not is_first_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({})
    return _draft(shift, before(period_of(shift.project.zone, PeriodKind.MONTH, shift.slot)))


def _draft(shift: Shift, period: Period) -> Outcome:
    """Nobody counts for an office in which nobody is in charge."""
    readers = in_charge(staff_of(shift.session, shift.project))
    if not readers or period.end <= shift.project.opened_at:
        return Outcome({})
    report, is_new = draft(shift.session, shift.project, period, now=shift.now)
    if is_new:
        ask_for(shift.session, person=readers[0].person, kind=FIGURES, facts={"report": report.id}, now=shift.now)
    return Outcome({"told": int(is_new)})


def weekly_plan(shift: Shift) -> Outcome:
    """The five items of this week."""
    period = period_of(shift.project.zone, PeriodKind.WEEK, shift.slot)
    return Outcome({"told": int(open_plan(shift.session, shift.project, period, shift.now))})


def monthly_plan(shift: Shift) -> Outcome:
    """The five items of this month."""
    period = period_of(shift.project.zone, PeriodKind.MONTH, shift.slot)
    return Outcome({"told": int(open_plan(shift.session, shift.project, period, shift.now))})


def undone(shift: Shift) -> Outcome:
    """On Friday what is not done of the week, and on the last one of a month what is not done of that."""
    day = shift.slot.astimezone(shift.project.zone).date()
    if not is_working_day(day):
        return Outcome({"not_a_working_day": True})
    kinds = [PeriodKind.WEEK]
    if day.month != (day + 7 * A_DAY).month:
        kinds.append(PeriodKind.MONTH)
    found = [
        remind(shift.session, shift.project, period_on(shift.project.zone, kind, day), shift.now) for kind in kinds
    ]
    return Outcome({"told": sum(found)})


def sample(shift: Shift) -> Outcome:
    """Some of what was closed since the Friday before, for the supervisor."""
    return Outcome({"told": draw(shift.session, shift.project, shift.slot, shift.now)})


@dataclass(frozen=True)
class Counted:
    """What the worker process brings back: the numbers, and the charts as far as there is a font to write in."""

    sections: list[dict[str, Any]]
    pictures: list[bytes]
    has_font: bool


def count_report(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> Counted:
    """Count a period and the one before it, and draw."""
    one = session.get_one(Report, facts["report"])
    period = period_of_report(project, one)
    sections = count(session, project, period)
    font = chinese_font()
    pictures = charts(sections, title_of(period), font, reader) if font else []
    return Counted([as_json(section) for section in sections], pictures, font is not None)


def keep(session: Session, document: Document, counted: Counted | None, now: datetime) -> None:
    """The numbers belong to the report from now on."""
    report_id = document.facts["report"]
    if counted is None:
        could_not_count(session, report_id, now)
        return
    keep_figures(session, report_id, counted.sections, counted.pictures, now)
    if not counted.has_font:
        _say_once(session, session.get_one(Project, document.project_id), now)


def _say_once(session: Session, project: Project, now: datetime) -> None:
    """There are no charts, because the server has no Chinese font: those in charge hear it one single time."""
    for one in staff_of(session, project):
        if one.role in IN_CHARGE:
            tell(
                session,
                project_id=project.id,
                person_id=one.person_id,
                side=Side.STAFF,
                kind="report.no_font",
                subject="reports",
                occasion="once",
                now=now,
                pace=Pace.ROUTINE,
            )


DOCUMENTS: Mapping[str, Errand] = {FIGURES: Errand(count_report, keep)}
