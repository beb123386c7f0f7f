"""Telling owners of a round piece by piece, and reminding those who have not answered: each once, whatever is repeated (R151, J24)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.audience import on_the_bot
from models.estate import Project
from models.events import record
from models.surveys.actions import locked
from models.surveys.reading import people_of, takes_answers, unanswered
from models.surveys.tables import SurveyForm, SurveyRound
from models.surveys.telling import service, tell_about, tell_owner
from models.surveys.timing import FIRST, SECOND, reminders, wait_to_send

ONCE = "once"
PIECE = 25  # forms; the clerk has other things to do between two pieces


def send_piece(session: Session, round_id: int, now: datetime) -> None:
    """Tell the people of the next forms by number, and ask for the next piece.

    Each piece is one transaction with its cursor, so that a crash loses nothing and repeats nothing.
    """
    one = locked(session, round_id)
    project = session.get_one(Project, one.project_id)
    if not takes_answers(one, project, now):
        return
    mine = select(SurveyForm).where(SurveyForm.round_id == one.id, SurveyForm.id > one.cursor).order_by(SurveyForm.id)
    forms = session.scalars(mine.limit(PIECE + 1)).all()
    _tell(session, project, forms[:PIECE], ONCE, now)
    if forms:
        one.cursor = forms[:PIECE][-1].id
    if len(forms) > PIECE:
        wait_to_send(session, one, now)


def _tell(session: Session, project: Project, forms: Sequence[SurveyForm], occasion: str, now: datetime) -> int:
    """Everybody of these forms who is on the bot; returns how many are told anew."""
    bound, told = on_the_bot(session, project), 0
    for form in forms:
        for person in people_of(session, form):
            if person.id in bound:
                told += tell_owner(
                    session,
                    form,
                    "survey.asked" if occasion == ONCE else "survey.reminded",
                    person.id,
                    now,
                    occasion=occasion,
                )
    return told


def remind(session: Session, round_id: int, occasion: str, now: datetime) -> None:
    """Those who have not answered, once for each of the two reminders; the desk hears how many are for paper and telephone.

    One that is so late that the next is due already is left out, and the log says so.
    """
    one = locked(session, round_id)
    project = session.get_one(Project, one.project_id)
    if not takes_answers(one, project, now):
        return
    second = reminders(project, one).get(SECOND)
    if occasion == FIRST and second is not None and now >= second:
        _log(session, one, "survey.reminder_left_out", occasion, 0, now)
        return
    forms = unanswered(session, one)
    told = _tell(session, project, forms, occasion, now)
    _log(session, one, "survey.reminder", occasion, told, now)
    for person_id in service(session, project) if forms else ():
        tell_about(session, one, person_id, "survey.waits", now, occasion=occasion)


def _log(session: Session, one: SurveyRound, kind: str, occasion: str, told: int, now: datetime) -> None:
    facts = {"occasion": occasion, "told": told}
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, facts=facts)


def by_paper(session: Session, one: SurveyRound) -> list[SurveyForm]:
    """The forms without an answer of which nobody is on the bot now: for paper and telephone."""
    bound = on_the_bot(session, session.get_one(Project, one.project_id))
    waiting = unanswered(session, one)
    return [form for form in waiting if not any(person.id in bound for person in people_of(session, form))]
