"""The deeds of the quality sample: drawn on Friday, judged one by one (R004, J34)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.notices import Pace, tell
from models.people import Person, Side, Staff
from models.policy import policy_of
from models.refusals import Gone, Outdated, OwnSample, WordsMissing
from models.reports.periods import PeriodKind, period_of
from models.roles import IN_CHARGE, in_charge
from models.rota import staff_of
from models.samples.drawing import closed_before, drawn, has_a_hand_in
from models.samples.tables import Sample, Verdict
from models.tickets.tables import Ticket


def draw(session: Session, project: Project, moment: datetime, now: datetime) -> int:
    """The sample of the week up to a moment, once; the supervisor hears, or else the manager. Returns how many are new.

    What every one of its readers has had a hand in is left out: nobody judges the own work.
    """
    readers = in_charge(staff_of(session, project))
    fitting = {one.number: one for one in closed_before(session, project, moment) if _fits(session, readers, one)}
    code = period_of(project.zone, PeriodKind.WEEK, moment).code
    if session.scalar(select(Sample.id).where(Sample.project_id == project.id, Sample.code == code).limit(1)):
        return 0
    chosen = drawn(list(fitting), code, policy_of(project).quality_sample_percent)
    for number in chosen:
        row = {"project_id": project.id, "code": code, "ticket_id": fitting[number].id, "drawn_at": now}
        insert_once(session, Sample, {**row, "version": 1, "note": ""})
    for reader in readers if chosen else ():
        _tell(session, project, reader, code, len(chosen), now)
    return len(chosen)


def _fits(session: Session, readers: list[Staff], ticket: Ticket) -> bool:
    return not readers or not all(has_a_hand_in(session, one, ticket) for one in readers)


def _tell(session: Session, project: Project, reader: Staff, code: int, count: int, now: datetime) -> None:
    tell(
        session,
        project_id=project.id,
        person_id=reader.person_id,
        side=Side.STAFF,
        kind="sample.drawn",
        subject="samples",
        occasion=f"{code}",
        now=now,
        pace=Pace.ROUTINE,
        facts={"count": count},
        not_before=hours_of(project).opens(now),
    )


def sample_for(session: Session, sample_id: int, person: Person) -> Sample:
    """A sampled ticket, for those in charge; raises Gone for everybody else."""
    one, staff = session.get(Sample, sample_id), person.staff
    reads = staff is not None and staff.left_at is None and staff.role in IN_CHARGE
    if one is None or staff is None or not reads or staff.project_id != one.project_id:
        raise Gone
    return one


def judge(
    session: Session,
    sample_id: int,
    *,
    by: Person,
    now: datetime,
    verdict: Verdict,
    note: str = "",
    seen: int | None = None,
) -> Sample:
    """In order, or to be improved with a note of what; it may be judged anew.

    Raises Gone, Outdated, OwnSample for the own work, and WordsMissing.
    """
    sample_for(session, sample_id, by)
    with session.begin_nested():
        one = session.get_one(Sample, sample_id, with_for_update=True, populate_existing=True)
        if seen is not None and seen != one.version:
            raise Outdated(sample=one.id)
        if by.staff is not None and has_a_hand_in(session, by.staff, one.ticket):
            raise OwnSample(sample=one.id)
        if verdict == Verdict.IMPROVE and not note.strip():
            raise WordsMissing(sample=one.id)
        one.verdict, one.note, one.judged_at, one.judged_by_id = verdict, note.strip(), now, by.id
        one.version += 1
        facts = {"ticket": one.ticket_id, "verdict": verdict}
        office = one.project_id
        record(
            session, project_id=office, subject=one.subject, kind="sample.judged", now=now, actor_id=by.id, facts=facts
        )
        session.flush()
    return one
