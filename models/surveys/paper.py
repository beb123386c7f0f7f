"""A single answer for who may read it: those in charge, and whoever keyed it in; with the pictures that came with it (DOMAIN 5.7, R082)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.media.queries import attached
from models.media.showing import show
from models.notices import Pace
from models.people import Person, Side
from models.refusals import Gone
from models.surveys.comments import may_read_comment
from models.surveys.lifecycle import Part
from models.surveys.reading import parts_of
from models.surveys.tables import SurveyAnswer


def answer_for(session: Session, form_id: int, reader: Person) -> SurveyAnswer:
    """The answer; raises Gone for everybody else."""
    answer = session.get(SurveyAnswer, form_id)
    parts = parts_of(reader, answer.form.round) if answer is not None else frozenset()
    keyed_in = answer is not None and answer.entered_by_id == reader.id and Part.SERVICE in parts
    if answer is None or not (Part.LEAD in parts or keyed_in):
        raise Gone
    return answer


def may_see_pictures(session: Session, answer: SurveyAnswer, reader: Person) -> bool:
    """Whether somebody may see what came with it: a picture of the paper shows its comment too."""
    return not answer.comment or may_read_comment(session, answer, reader)


def show_enclosed(session: Session, form_id: int, *, by: Person, now: datetime) -> None:
    """The pictures, because somebody who may see them asks; raises Gone where there are none."""
    answer = answer_for(session, form_id, by)
    media = attached(session, answer.form.subject)
    if not media or not may_see_pictures(session, answer, by):
        raise Gone
    show(
        session,
        media,
        person_id=by.id,
        side=Side.STAFF,
        subject=answer.form.subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",
        facts={"survey_form": form_id},
    )
