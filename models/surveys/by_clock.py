"""What the clock does about the survey each morning: prepare it in its month, remind of a draft, open it where the office wants that (J24)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import is_working_day
from models.policy import policy_of
from models.refusals import Refusal
from models.surveys.actions import open_round, prepare
from models.surveys.lifecycle import State
from models.surveys.reading import rounds, under_way
from models.surveys.tables import SurveyRound
from models.surveys.telling import leaders, tell_about
from models.surveys.timing import period_of


def every_morning(session: Session, project: Project, now: datetime) -> dict[str, int]:
    """Whatever is due today, each thing once; returns what was done. A day that was missed is made up for on the next one."""
    today = now.astimezone(project.zone).date()
    if not is_working_day(today):
        return {}
    one = under_way(session, project)
    if one is None:
        return {"prepared": int(_prepare(session, project, now))}
    if one.state != State.DRAFT or today < one.planned_on:
        return {}
    if policy_of(project).survey_by_clock:
        open_round(session, one.id, by=None, now=now)
        return {"opened": 1}
    return {"told": _remind(session, project, one, now)}


def _prepare(session: Session, project: Project, now: datetime) -> bool:
    """Only in its months, and once in each; also not where it was called off."""
    policy, today = policy_of(project), now.astimezone(project.zone).date()
    known = {one.period for one in rounds(session, project)}
    if today.month not in {policy.survey_first_month, policy.survey_second_month} or period_of(today) in known:
        return False
    try:
        prepare(session, project, by=None, now=now)
    except Refusal:  # somebody prepared it by hand at the same moment
        return False
    return True


def _remind(session: Session, project: Project, one: SurveyRound, now: datetime) -> int:
    """The draft still waits on its planned day: those in charge hear, once, and then once a week."""
    waits = (now.astimezone(project.zone).date() - one.planned_on).days // 7
    people = list(leaders(session, project))
    for person_id in people:
        tell_about(session, one, person_id, "survey.waits_to_open", now, occasion=f"{one.planned_on}:{waits}")
    return len(people)
