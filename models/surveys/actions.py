"""The deeds of a round: prepared, opened, closed, called off; by those in charge or by the clock (R151, J24)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.hours import errand_time
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, SurveyUnderWay, TooLate
from models.roles import IN_CHARGE
from models.surveys.issuing import issue
from models.surveys.lifecycle import MOVES, Move, Part, State
from models.surveys.reading import closes_at, parts_of, under_way
from models.surveys.tables import SurveyRound, SurveyStep
from models.surveys.telling import leaders, service, tell_about
from models.surveys.timing import forget, last_day, period_of, planned_day, wait_to_send, watch


def prepare(session: Session, project: Project, *, by: Person | None, now: datetime) -> SurveyRound:
    """A draft for this month; those in charge hear of the clock's. One that was called off is taken up again by hand.

    Raises NotYours for others than those in charge, SurveyUnderWay, TooLate where this month has had its round.
    """
    if by is not None and (by.staff is None or by.staff.left_at is not None or by.staff.role not in IN_CHARGE):
        raise NotYours
    if (going := under_way(session, project)) is not None:
        raise SurveyUnderWay(survey=going.id)
    today = now.astimezone(project.zone).date()
    row = {"project_id": project.id, "period": period_of(today), "days": policy_of(project).survey_days}
    more = {"planned_on": planned_day(project, today), "prepared_at": now, "state": State.DRAFT}
    is_new = insert_once(session, SurveyRound, {**row, **more, "version": 1, "cursor": 0})
    one = session.scalars(select(SurveyRound).filter_by(project_id=project.id, period=row["period"])).one()
    if not is_new and by is not None:
        return revive(session, one.id, by=by, now=now)
    if not is_new:
        raise TooLate(survey=one.id)
    note(session, one, "prepare", by, now)
    for person_id in leaders(session, project, but=by.id if by else None):
        tell_about(session, one, person_id, "survey.prepared", now)
    return one


def note(session: Session, one: SurveyRound, move: str, by: Person | None, now: datetime, words: str = "") -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    session.add(SurveyStep(round_id=one.id, move=move, by_id=by_id, at=now, words=words.strip()))
    session.flush()
    facts, kind = {"state": one.state, "version": one.version}, f"survey.{move}"
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by_id, facts=facts)


def locked(session: Session, round_id: int) -> SurveyRound:
    """The round, locked until the end of the transaction; raises Gone."""
    wanted = select(SurveyRound).where(SurveyRound.id == round_id).with_for_update(of=SurveyRound)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def move_for(one: SurveyRound, name: str, by: Person | None) -> Move:
    """The move of the table, if this person (None: the clock) may make it now; raises Gone, NotYours or TooLate."""
    parts = frozenset({Part.CLOCK}) if by is None else parts_of(by, one)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(survey=one.id)
    move = MOVES.get((name, one.state))
    if move is None:
        raise TooLate(survey=one.id)
    return move


@contextmanager
def moving(
    session: Session,
    round_id: int,
    name: str,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    words: str = "",
) -> Iterator[SurveyRound]:
    """Make a move of the table; the body adds what is special about it. Raises like `move_for`, and Outdated."""
    with session.begin_nested():
        one = locked(session, round_id)
        move = move_for(one, name, by)
        if seen is not None and seen != one.version:
            raise Outdated(survey=one.id)
        yield one
        one.state, one.version = move.end, one.version + 1
        note(session, one, name, by, now, words)


def open_round(
    session: Session, round_id: int, *, by: Person | None, now: datetime, seen: int | None = None
) -> SurveyRound:
    """The forms are issued; owners are told piece by piece in errand hours. Raises like `moving`."""
    with moving(session, round_id, "open", by=by, now=now, seen=seen) as one:
        project = session.get_one(Project, one.project_id)
        one.opened_at, one.last_day = now, last_day(project, one.days, now)
        issue(session, project, one)
        wait_to_send(session, one, errand_time(now, project))
        watch(session, project, one)
    for person_id in service(session, project, but=by.id if by else None):
        tell_about(session, one, person_id, "survey.opened", now)
    return one


def close_round(
    session: Session, round_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> SurveyRound:
    """It ends before its last day, and why; raises like `moving`, and ReasonMissing."""
    with moving(session, round_id, "close", by=by, now=now, seen=seen, words=words) as one:
        if not words.strip():
            raise ReasonMissing(survey=one.id)
        _end(session, one, now)
    _tell_result(session, one, now, but=by.id)
    return one


def close_by_clock(session: Session, round_id: int, now: datetime) -> bool:
    """Its last day is over; False where it was closed before, or its end was moved."""
    one = locked(session, round_id)
    if one.state != State.OPEN or now < closes_at(one, session.get_one(Project, one.project_id)):
        return False
    with moving(session, round_id, "close", by=None, now=now) as one:
        _end(session, one, now)
    _tell_result(session, one, now)
    return True


def _end(session: Session, one: SurveyRound, now: datetime) -> None:
    """Where it ends early, this day is its last one."""
    zone = session.get_one(Project, one.project_id).zone
    today = now.astimezone(zone).date()
    one.closed_at, one.last_day = now, min(one.last_day or today, today)
    forget(session, one)


def _tell_result(session: Session, one: SurveyRound, now: datetime, *, but: int | None = None) -> None:
    for person_id in leaders(session, session.get_one(Project, one.project_id), but=but):
        tell_about(session, one, person_id, "survey.closed", now)


def call_off(
    session: Session, round_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> SurveyRound:
    """There is none this time, and why; raises like `moving`, and ReasonMissing."""
    with moving(session, round_id, "call_off", by=by, now=now, seen=seen, words=words) as one:
        if not words.strip():
            raise ReasonMissing(survey=one.id)
    return one


def revive(session: Session, round_id: int, *, by: Person, now: datetime, seen: int | None = None) -> SurveyRound:
    """One that was called off is a draft again; raises like `moving`, and SurveyUnderWay."""
    with moving(session, round_id, "revive", by=by, now=now, seen=seen) as one:
        project = session.get_one(Project, one.project_id)
        if (going := under_way(session, project)) is not None:
            raise SurveyUnderWay(survey=going.id)
        one.planned_on = planned_day(project, now.astimezone(project.zone).date())
    return one
