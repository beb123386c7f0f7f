"""The first twenty entries of an office (DOMAIN 4.10): drafts to be reviewed, or published, as in the demo."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.catalogue.faq import Ready, ready_answers
from models.estate import Project
from models.knowledge.lifecycle import State
from models.knowledge.tables import Edition, EditionStep, Entry, Topic
from models.people import Person
from models.policy import policy_of


def stock(session: Session, project: Project, now: datetime) -> int:
    """Put in as drafts what the office has not got yet; returns how many."""
    return sum(_put(session, project, ready, now) for ready in ready_answers())


def _put(session: Session, project: Project, ready: Ready, now: datetime) -> bool:
    row = {"project_id": project.id, "code": ready.code, "topic": Topic(ready.topic)}
    if not insert_once(session, Entry, row):
        return False
    mine = select(Entry.id).where(Entry.project_id == project.id, Entry.code == ready.code)
    one = Edition(
        entry_id=session.scalars(mine).one(),
        number=1,
        question_zh=ready.question.zh,
        question_en=ready.question.en,
        phrases=list(ready.phrases),
        answer_zh=ready.answer.zh,
        answer_en=ready.answer.en,
    )
    session.add(one)
    session.flush()
    session.add(EditionStep(edition_id=one.id, move="draft", state=State.DRAFT, by_id=None, at=now))
    return True


def publish_stock(
    session: Session, project: Project, *, writer: Person, reviewer: Person, approver: Person, now: datetime
) -> None:
    """All of them are reviewed and published, as in an office that has worked for a while."""
    hands = (
        ("hand_in", State.DRAFT, writer),
        ("review", State.IN_REVIEW, reviewer),
        ("publish", State.REVIEWED, approver),
    )
    wanted = select(Edition).join(Entry, Entry.id == Edition.entry_id).where(Entry.project_id == project.id)
    for one in session.scalars(wanted):
        one.state, one.published_at, one.version = State.PUBLISHED, now, 4
        one.review_by = (now + timedelta(days=policy_of(project).answer_review_days)).date()
        for move, state, by in hands:
            session.add(EditionStep(edition_id=one.id, move=move, state=state, by_id=by.id, at=now))
