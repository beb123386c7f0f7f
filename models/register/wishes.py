"""Owners ask for a change of what we hold; the desk makes it, or explains (R108, R111, R180)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.answering import tell_about, tell_those_in_charge, unanswered
from models.access.codes import check_giver
from models.access.contacts import change_phone
from models.access.rights import Right, may
from models.access.tables import Answer
from models.estate import Project, Unit
from models.events import record
from models.people import Person, Side
from models.refusals import AlreadyAsked, Gone, NotYours, PhoneTaken, WordsMissing
from models.register.changes import set_entry, subject_of
from models.register.editing import read_entry
from models.register.phones import people_with
from models.register.tables import Change, ChangeRequest
from models.rota import intake_desk

OWN = ("name", "honorific", "phone")  # of the person
OF_THE_UNIT = ("occupier_name", "emergency_contact")  # for who may manage the unit


def wish(
    session: Session,
    *,
    project: Project,
    by: Person,
    unit: Unit | None,
    field: str,
    wished: str,
    why: str,
    now: datetime,
) -> ChangeRequest:
    """Ask for a change; raises NotYours where the person may not, AlreadyAsked while one of the same entry waits."""
    if (field not in OWN) if unit is None else (field not in OF_THE_UNIT):
        raise Gone
    if unit is not None and not may(session, by, unit, Right.MANAGE):
        raise NotYours
    read_entry(project, field, wished)
    subject = subject_of(unit if unit is not None else by)
    waiting = select(ChangeRequest.id).where(ChangeRequest.subject == subject, ChangeRequest.field == field)
    if session.scalar(waiting.where(ChangeRequest.done_at.is_(None)).limit(1)):
        raise AlreadyAsked
    request = ChangeRequest(
        project_id=project.id,
        person_id=by.id,
        unit_id=unit.id if unit else None,
        subject=subject,
        field=field,
        wished=wished.strip(),
        why=why.strip(),
        asked_at=now,
    )
    with session.begin_nested():
        session.add(request)
        session.flush()
        _log(session, request, "wish.asked", by, now)
        for one in intake_desk(session, project, now):
            tell_about(session, request, one.person_id, "wish.asked", now)
    return request


def open_wishes(session: Session, project: Project) -> Sequence[ChangeRequest]:
    """What waits for the desk, the oldest first."""
    wanted = select(ChangeRequest).where(ChangeRequest.project_id == project.id, ChangeRequest.done_at.is_(None))
    return session.scalars(wanted.order_by(ChangeRequest.id)).all()


def wishes_of(session: Session, person: Person) -> Sequence[ChangeRequest]:
    """What the person has asked for and nobody has answered yet."""
    mine = select(ChangeRequest).where(ChangeRequest.person_id == person.id, ChangeRequest.done_at.is_(None))
    return session.scalars(mine.order_by(ChangeRequest.id)).all()


def wish_for(session: Session, request_id: int, by: Person) -> ChangeRequest:
    """The request, for somebody who may answer it; raises NotYours or Gone."""
    check_giver(by)
    request = session.get(ChangeRequest, request_id)
    if request is None or request.project_id != by.project_id:
        raise Gone
    return request


def before(session: Session, request: ChangeRequest) -> str:
    """What the entry says now; of a request that was answered, what it said then."""
    if request.done_at:
        mine = select(Change.old).where(Change.subject == request.subject, Change.field == request.field)
        later = session.scalar(mine.where(Change.at >= request.done_at).order_by(Change.id).limit(1))
        if later is not None:
            return later
    value = getattr(request.unit or request.person, request.field)
    return str(value or "")


def grant(session: Session, request_id: int, *, by: Person, now: datetime) -> ChangeRequest:
    """Make the change that was asked for; raises PhoneTaken, TooLate."""
    request = unanswered(session, ChangeRequest, request_id, by)
    project = session.get_one(Project, request.project_id)
    value = read_entry(project, request.field, request.wished)
    with session.begin_nested():
        if request.field == "phone":
            if any(one.id != request.person_id for one in people_with(session, request.project_id, value)):
                raise PhoneTaken(wish=request.id)
            change_phone(session, request.person, value, by=by, now=now, why=request.why)
        else:
            row = request.unit or request.person
            set_entry(session, row, request.field, value, by_id=by.id, now=now, why=request.why)
        _done(session, request, Answer.APPROVED, by, now, "")
    return request


def decline(session: Session, request_id: int, *, by: Person, now: datetime, words: str) -> ChangeRequest:
    """Not as asked, and why, and what can be done instead; the supervisor hears of it (R180)."""
    if not words.strip():
        raise WordsMissing(wish=request_id)
    request = unanswered(session, ChangeRequest, request_id, by)
    with session.begin_nested():
        _done(session, request, Answer.EXPLAINED, by, now, words.strip())
        tell_those_in_charge(session, request, "wish.declined", now, by=by)
    return request


def _done(session: Session, request: ChangeRequest, answer: Answer, by: Person, now: datetime, words: str) -> None:
    request.done_at, request.answer, request.answered_by_id, request.words = now, answer, by.id, words
    session.flush()
    session.refresh(request)
    _log(session, request, f"wish.{answer}", by, now)
    granted = answer == Answer.APPROVED
    tell_about(
        session,
        request,
        request.person_id,
        "wish.granted" if granted else "wish.explained",
        now,
        side=Side.OWNER,
    )


def _log(session: Session, request: ChangeRequest, kind: str, by: Person, now: datetime) -> None:
    """The request, and the screen of the one who asked, look different now."""
    for subject in (request.card, f"person:{request.person_id}"):
        record(session, project_id=request.project_id, subject=subject, kind=kind, now=now, actor_id=by.id)
