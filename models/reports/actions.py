"""The deeds of a report: drafted for a period, counted, written, submitted, corrected; each once, however often it is asked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.media.actions import attach
from models.media.tables import AttachedTo, Media, MediaBytes, MediaKind, MediaState
from models.people import Person
from models.refusals import Gone, NotCounted, Outdated, PeriodNotOver, ReasonMissing, TooLate, WordsMissing
from models.reports.lifecycle import MOVES, State
from models.reports.periods import Period
from models.reports.reading import check_reader, period_of_report, report_for, versions_of
from models.reports.tables import Report
from models.reports.telling import tell_readers

LATE_AFTER = timedelta(days=4)  # a draft that is made so long after its period is said to be late


@dataclass(frozen=True)
class Words:
    """What a person has to say of a period (问题, 建议, 下期计划)."""

    problems: str
    proposals: str
    next_plan: str


def draft(
    session: Session, project: Project, period: Period, *, now: datetime, by: Person | None = None
) -> tuple[Report, bool]:
    """The report of a period, and whether it is new; by the clock, or by somebody in charge who misses it.

    Raises NotYours, and PeriodNotOver while the period lasts.
    """
    if by is not None:
        check_reader(by.staff)
    if now < period.end:
        raise PeriodNotOver(end=period.end)
    once = {"project_id": project.id, "kind": period.kind, "code": period.code, "number": 1}
    blank = {"state": State.DRAFT, "version": 1, "made_at": now, "pictures": []}
    words = {"problems": "", "proposals": "", "next_plan": "", "why": ""}
    is_new = insert_once(session, Report, {**once, **blank, **words})
    one = versions_of(session, project.id, period.kind, period.code)[0]
    if is_new:
        _log(session, one, "drafted", now, by)
    return one, is_new


def _log(session: Session, one: Report, name: str, now: datetime, by: Person | None, **facts: Any) -> None:
    record(
        session,
        project_id=one.project_id,
        subject=one.subject,
        kind=f"report.{name}",
        now=now,
        actor_id=by.id if by else None,
        facts={"period": f"{one.kind}:{one.code}", "number": one.number, **facts},
    )


def _locked(session: Session, report_id: int) -> Report:
    wanted = select(Report).where(Report.id == report_id).with_for_update(of=Report)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


@contextmanager
def _moving(
    session: Session, report_id: int, name: str, *, by: Person, now: datetime, seen: int | None = None
) -> Iterator[Report]:
    """Make a move of the table; raises Gone, TooLate or Outdated, and then nothing has changed."""
    report_for(session, report_id, by)
    with session.begin_nested():
        one = _locked(session, report_id)
        if one.state != MOVES[name].start:
            raise TooLate(report=one.id)
        if seen is not None and seen != one.version:
            raise Outdated(report=one.id)
        yield one
        one.state, one.version = MOVES[name].target, one.version + 1
        session.flush()


def keep_figures(
    session: Session, report_id: int, sections: Sequence[dict[str, Any]], pictures: Sequence[bytes], now: datetime
) -> None:
    """The numbers have been counted; of a report that was submitted meanwhile nothing changes."""
    one = _locked(session, report_id)
    if one.state != State.DRAFT:
        return
    first = one.counted_at is None
    one.sections, one.counted_at, one.version = list(sections), now, one.version + 1
    one.pictures = [_picture(session, one, content, now) for content in pictures]
    _log(session, one, "counted", now, None)
    if first:
        project = session.get_one(Project, one.project_id)
        late = now - period_of_report(project, one).end > LATE_AFTER
        tell_readers(session, project, one, "report.drafted", now, late=late)


def could_not_count(session: Session, report_id: int, now: datetime) -> None:
    """Counting failed: those in charge hear, and can have it counted once more."""
    one = _locked(session, report_id)
    if one.state == State.DRAFT:
        tell_readers(session, session.get_one(Project, one.project_id), one, "report.uncounted", now)


def _picture(session: Session, one: Report, content: bytes, now: datetime) -> int:
    """A chart, kept like any other picture."""
    media = Media(
        project_id=one.project_id,
        kind=MediaKind.PHOTO,
        by_id=None,
        at=now,
        bot_id=0,
        mime="image/png",
        size=len(content),
        state=MediaState.KEPT,
    )
    session.add(media)
    session.flush()
    session.add(MediaBytes(media_id=media.id, mime="image/png", content=content))
    attach(session, one.subject, [media.id], AttachedTo.CHART, by=None, now=now)
    return media.id


def write(
    session: Session, report_id: int, *, by: Person, now: datetime, words: Words, seen: int | None = None
) -> Report:
    """Problems, proposals and what comes next; raises like a move, and WordsMissing where one of the three is empty."""
    with _moving(session, report_id, "write", by=by, now=now, seen=seen) as one:
        said = [part.strip() for part in (words.problems, words.proposals, words.next_plan)]
        if not all(said):
            raise WordsMissing(report=one.id)
        one.problems, one.proposals, one.next_plan = said
        one.written_by_id = by.id
        _log(session, one, "written", now, by)
    return one


def submit(session: Session, report_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Report:
    """To the manager; from now on nothing in it changes. The one that it corrects is replaced.

    Raises like a move, NotCounted, and WordsMissing where nobody has written what only people can say.
    """
    with _moving(session, report_id, "submit", by=by, now=now, seen=seen) as one:
        if one.counted_at is None:
            raise NotCounted(report=one.id)
        if not one.is_written:
            raise WordsMissing(report=one.id)
        one.submitted_by_id, one.submitted_at = by.id, now
        for other in versions_of(session, one.project_id, one.kind, one.code):
            if other.state == State.SUBMITTED and other.id != one.id:
                other.state, other.version = State.REPLACED, other.version + 1
                _log(session, other, "replaced", now, by)
        _log(session, one, "submitted", now, by)
    tell_readers(session, session.get_one(Project, one.project_id), one, "report.submitted", now, but=by.id)
    return one


def correct(
    session: Session, report_id: int, *, by: Person, now: datetime, why: str, seen: int | None = None
) -> Report:
    """Something in it is wrong: a new version is drafted with its words; what was submitted stands until that is submitted.

    Raises like a move, ReasonMissing, and TooLate where a correction is in hand already.
    """
    with _moving(session, report_id, "correct", by=by, now=now, seen=seen) as one:
        if not why.strip():
            raise ReasonMissing
        if versions_of(session, one.project_id, one.kind, one.code)[0].id != one.id:
            raise TooLate(report=one.id)
        other = Report(
            project_id=one.project_id,
            kind=one.kind,
            code=one.code,
            number=one.number + 1,
            made_at=now,
            problems=one.problems,
            proposals=one.proposals,
            next_plan=one.next_plan,
            why=why.strip(),
            written_by_id=by.id,
        )
        session.add(other)
        session.flush()
        _log(session, other, "corrected", now, by, corrects=one.id)
    return other


def recount(session: Session, report_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Report:
    """Somebody wants the numbers counted anew: whoever asks for the document does it after this; raises like a move."""
    with _moving(session, report_id, "recount", by=by, now=now, seen=seen) as one:
        _log(session, one, "recount", now, by)
    return one


def letter(session: Session, report_id: int, *, by: Person, now: datetime) -> Report:
    """A letter to the branch company is made of it (R154); raises like a move."""
    with _moving(session, report_id, "letter", by=by, now=now) as one:
        _log(session, one, "letter", now, by)
    return one
