"""When a round is planned and ends, and what comes due while it goes on: sending, two reminders, its end (J24, N31)."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.estate import Project
from models.hours import errand_time, is_working_day
from models.policy import policy_of
from models.surveys.reading import closes_at
from models.surveys.tables import SurveyRound

SEND, REMIND, CLOSE = "survey_send", "survey_remind", "survey_close"
FIRST, SECOND = "first", "second"  # the two reminders


def period_of(day: date) -> str:
    """A round's name: its month."""
    return f"{day:%Y-%m}"


def working_day_from(day: date) -> date:
    """The day, or the next one on which people work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def planned_day(project: Project, today: date) -> date:
    """When this month's round is planned to begin; where that is over, today or the next working day."""
    return working_day_from(max(today, today.replace(day=policy_of(project).survey_from_day)))


def last_day(project: Project, days: int, now: datetime) -> date:
    """The last day of a round that begins now: so many days after the first are told, and a working one."""
    begins = errand_time(now, project).astimezone(project.zone).date()
    return working_day_from(begins + timedelta(days=days))


def reminders(project: Project, one: SurveyRound) -> dict[str, datetime]:
    """When those who have not answered are reminded; none after the last day."""
    if one.opened_at is None:
        return {}
    policy, end = policy_of(project), closes_at(one, project)
    days = {FIRST: policy.survey_first_reminder_days, SECOND: policy.survey_second_reminder_days}
    begins = errand_time(one.opened_at, project)
    moments = {name: errand_time(begins + timedelta(days=count), project) for name, count in days.items()}
    return {name: moment for name, moment in moments.items() if moment < end}


def wait_to_send(session: Session, one: SurveyRound, due_at: datetime) -> None:
    """The next piece goes at this moment; each piece once."""
    _put_off(session, one, SEND, f"{one.cursor}", due_at)


def watch(session: Session, project: Project, one: SurveyRound) -> None:
    """It goes on: its reminders and its end come due."""
    for name, moment in reminders(project, one).items():
        _put_off(session, one, REMIND, name, moment)
    _put_off(session, one, CLOSE, "once", closes_at(one, project))


def _put_off(session: Session, one: SurveyRound, kind: str, occasion: str, due_at: datetime) -> None:
    office = one.project_id
    put_off(session, project_id=office, kind=kind, subject=one.subject, occasion=occasion, due_at=due_at)


def forget(session: Session, one: SurveyRound) -> None:
    """Nothing more is due."""
    for kind in (SEND, REMIND, CLOSE):
        call_off(session, kind=kind, subject=one.subject)
