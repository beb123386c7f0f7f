"""How long answers are kept: three years unless the office says otherwise; how a round came out is forgotten with them (N31, J35)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.media.actions import forget_content
from models.media.tables import Attachment
from models.policy import policy_of
from models.surveys.lifecycle import State
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound

A_YEAR = timedelta(days=366)


def forget_old(session: Session, project: Project, now: datetime) -> int:
    """Forget who answered what, with words and pictures, of rounds that ended so long ago; returns how many answers."""
    before = now - A_YEAR * policy_of(project).survey_keep_years
    mine = select(SurveyRound).where(SurveyRound.project_id == project.id, SurveyRound.state == State.CLOSED)
    return sum(_forget(session, one, now) for one in session.scalars(mine.where(SurveyRound.closed_at < before)))


def _forget(session: Session, one: SurveyRound, now: datetime) -> int:
    forms = session.scalars(select(SurveyForm.id).where(SurveyForm.round_id == one.id)).all()
    subjects = [f"survey_form:{form}" for form in forms]
    forget_content(session, session.scalars(select(Attachment.media_id).where(Attachment.subject.in_(subjects))).all())
    gone = session.execute(delete(SurveyAnswer).where(SurveyAnswer.form_id.in_(forms)).returning(SurveyAnswer.form_id))
    count = len(gone.all())
    session.execute(delete(SurveyForm).where(SurveyForm.id.in_(forms)))
    if forms:
        facts = {"forms": len(forms), "answers": count}
        record(session, project_id=one.project_id, subject=one.subject, kind="survey.forgotten", now=now, facts=facts)
    return count
