"""Who may take the survey out: with names those in charge, the lists for handing out customer service; each time it is logged (R204, DOMAIN 5.6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.people import Person
from models.refusals import Gone
from models.surveys.lifecycle import Part
from models.surveys.reading import for_part

RESULT, LIST, FORMS = "survey_result", "survey_list", "survey_forms"
FOR = {RESULT: Part.LEAD, LIST: Part.SERVICE, FORMS: Part.SERVICE}


def logged_export(session: Session, by: Person, round_id: int, paper: str, now: datetime) -> dict[str, int]:
    """The facts of a document about a round; raises Gone for who may not have it."""
    if paper not in FOR:
        raise Gone
    one = for_part(session, round_id, by, FOR[paper])
    record(
        session,
        project_id=by.project_id,
        subject=f"person:{by.id}",
        kind="export",
        now=now,
        actor_id=by.id,
        facts={"paper": paper, "survey": one.id},
    )
    return {"survey": one.id}
