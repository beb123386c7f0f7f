"""The deeds of a question to the supervisor: asked, answered, taken back, and what is said when time runs out (R030, R197, X14)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consulting.lifecycle import MOVES, Part, State
from models.consulting.parts import owner_waiting, parts_of, whom_to_ask
from models.consulting.tables import SupervisorQuestion
from models.dues import call_off, put_off
from models.estate import Project
from models.events import record, touch
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.policy import policy_of
from models.refusals import Gone, NotYours, Outdated, TooLate, WordsMissing
from models.rota import staff_of
from models.tickets.parts import side_of

ANSWER_DUE = "question_due"


def ask(session: Session, *, project: Project, by: Person, about: str, words: str, now: datetime) -> SupervisorQuestion:
    """Ask about a ticket or a conversation; the clock starts now. Raises WordsMissing, Gone, NotYours (X14)."""
    with session.begin_nested():
        owner = owner_waiting(session, about, by, now)
        if not words.strip():
            raise WordsMissing
        question = SupervisorQuestion(
            project_id=project.id,
            about=about,
            owner_id=owner,
            asked_by_id=by.id,
            words=words.strip(),
            asked_at=now,
            due_at=now + timedelta(minutes=policy_of(project).supervisor_answer_minutes),
        )
        session.add(question)
        session.flush()
        _log(session, question, "question.ask", now, by)
        whom = (one.person_id for one in whom_to_ask(session, project, by.id, now))
        tell_about(session, question, whom, "question.asked", now)
        put_off(
            session,
            project_id=project.id,
            kind=ANSWER_DUE,
            subject=question.subject,
            occasion="due",
            due_at=question.due_at,
        )
    return question


def _log(session: Session, question: SupervisorQuestion, kind: str, now: datetime, by: Person | None = None) -> None:
    facts = {"about": question.about, "state": question.state, "version": question.version}
    actor = by.id if by else None
    record(
        session,
        project_id=question.project_id,
        subject=question.subject,
        kind=kind,
        now=now,
        actor_id=actor,
        facts=facts,
    )
    touch(session, question.about)


def tell_about(session: Session, question: SupervisorQuestion, people: Iterable[int], kind: str, now: datetime) -> None:
    """Queue one notice for each of these colleagues."""
    for person_id in people:
        tell(
            session,
            project_id=question.project_id,
            person_id=person_id,
            side=Side.STAFF,
            kind=kind,
            subject=question.subject,
            occasion=f"v{question.version}",
            now=now,
            facts={"question": question.id},
        )


def locked(session: Session, question_id: int) -> SupervisorQuestion:
    """The question, locked until the end of the transaction; raises Gone."""
    wanted = select(SupervisorQuestion).where(SupervisorQuestion.id == question_id)
    wanted = wanted.with_for_update(of=SupervisorQuestion).execution_options(populate_existing=True)
    question = session.scalar(wanted)
    if question is None:
        raise Gone
    return question


@contextmanager
def _moving(
    session: Session, question_id: int, name: str, *, by: Person | None, now: datetime, seen: int | None = None
) -> Iterator[SupervisorQuestion]:
    """Make a move; raises Gone, NotYours, TooLate (it has ended) or Outdated."""
    move = MOVES[name]
    with session.begin_nested():
        question = locked(session, question_id)
        parts = parts_of(by, question) if by else frozenset({Part.CLOCK})
        if not parts:
            raise Gone
        if question.state != State.ASKED:
            raise TooLate(question=question.id)
        if not parts & move.by:
            raise NotYours(question=question.id)
        if seen is not None and seen != question.version:
            raise Outdated(question=question.id)
        yield question
        question.version += 1
        if move.target is not None:
            question.state, question.ended_at = move.target, now
            call_off(session, kind=ANSWER_DUE, subject=question.subject)
        session.flush()
        _log(session, question, f"question.{name}", now, by)


def answer(
    session: Session, question_id: int, *, by: Person, words: str, now: datetime, seen: int | None = None
) -> SupervisorQuestion:
    """The supervisor answers, late or in time, and the colleague reads it; raises WordsMissing, Gone, NotYours, TooLate."""
    with _moving(session, question_id, "answer", by=by, now=now, seen=seen) as question:
        if not words.strip():
            raise WordsMissing(question=question.id)
        question.answer, question.answered_by_id = words.strip(), by.id
        tell_about(session, question, _who_hears(session, question, now), "question.answered", now)
    session.refresh(question, ["answered_by"])
    return question


def _who_hears(session: Session, question: SupervisorQuestion, now: datetime) -> list[int]:
    """Who has asked, or those in charge where they have left meanwhile."""
    if question.asked_by.left_at is None:
        return [question.asked_by_id]
    project = session.get_one(Project, question.project_id)
    return [one.person_id for one in whom_to_ask(session, project, question.asked_by_id, now)]


def withdraw(session: Session, question_id: int, *, by: Person, now: datetime) -> SupervisorQuestion:
    """It has settled itself; raises Gone, NotYours, TooLate."""
    with _moving(session, question_id, "withdraw", by=by, now=now) as question:
        pass
    return question


def time_is_up(session: Session, question_id: int, now: datetime) -> None:
    """No answer in its time: that is recorded, the owner gets a holding reply once, and the next higher ones hear (R030)."""
    question = locked(session, question_id)
    if question.state != State.ASKED or question.held_at is not None or question.due_at > now:
        return
    project = session.get_one(Project, question.project_id)
    with _moving(session, question_id, "hold", by=None, now=now):
        question.held_at = now
        question.held_until = now + timedelta(minutes=policy_of(project).new_promise_minutes)
        _hold(session, question, now)
        managers = [one.person_id for one in staff_of(session, project) if one.role == Role.MANAGER]
        rung = [one.person_id for one in whom_to_ask(session, project, question.asked_by_id, now)]
        people = [one for one in dict.fromkeys([*rung, *managers]) if one != question.asked_by_id]
        tell_about(session, question, people, "question.late", now)
        if question.asked_by.left_at is None:
            tell_about(session, question, [question.asked_by_id], "question.held", now)


def _hold(session: Session, question: SupervisorQuestion, now: datetime) -> None:
    """The owner reads that it is looked into, and until when; a colleague who reported at work needs no such words."""
    if side_of(session, question.owner_id) == Side.STAFF:
        return
    tell(
        session,
        project_id=question.project_id,
        person_id=question.owner_id,
        side=Side.OWNER,
        kind="question.holding",
        subject=question.about,
        occasion=question.subject,
        now=now,
        pace=Pace.REPLY,
        facts={"question": question.id},
    )
