"""Deeds of the archive: a paper is filed, replaced by a newer one, or withdrawn with a reason; nothing is deleted (R010, R111)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.archive.reading import keeps_papers, paper_for
from models.archive.tables import Paper, PaperKind, PaperVersion
from models.estate import Unit
from models.events import record
from models.media.actions import attach
from models.media.queries import check_pages
from models.media.tables import AttachedTo
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, TooLate

FILED, REPLACED, WITHDRAWN = "filed", "replaced", "withdrawn"


def file_paper(
    session: Session,
    unit_id: int,
    *,
    kind: PaperKind,
    media: Sequence[int],
    by: Person,
    now: datetime,
    note: str = "",
    about: str = "",
) -> Paper:
    """Put a paper into a unit's archive; raises Gone, NotYours for who does not keep it, PictureMissing, CannotBeOpened (R010)."""
    return keep(session, unit_to_file(session, unit_id, by), kind, media, by=by, now=now, note=note, about=about)


def unit_to_file(session: Session, unit_id: int, by: Person) -> Unit:
    """The unit, for who keeps its archive; raises Gone or NotYours."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.project_id != by.project_id:
        raise Gone
    if not keeps_papers(by):
        raise NotYours
    return unit


def keep(
    session: Session,
    unit: Unit,
    kind: PaperKind,
    media: Sequence[int],
    *,
    by: Person,
    now: datetime,
    note: str = "",
    about: str = "",
) -> Paper:
    """File a paper as a part of a deed that has its own permission; raises PictureMissing or CannotBeOpened."""
    with session.begin_nested():
        paper = Paper(project_id=unit.project_id, unit_id=unit.id, kind=kind, about=about, at=now, by_id=by.id)
        session.add(paper)
        session.flush()
        _add_version(session, paper, FILED, media, by, now, note=note.strip())
    return paper


def _add_version(
    session: Session,
    paper: Paper,
    move: str,
    media: Sequence[int],
    by: Person,
    now: datetime,
    *,
    note: str,
    why: str = "",
) -> None:
    """Keep a version with what belongs to it, and log it."""
    if move != WITHDRAWN:
        check_pages(session, media)
    paper.version, paper.note, paper.at, paper.by_id = paper.version + 1, note, now, by.id
    version = PaperVersion(
        paper_id=paper.id, number=paper.version, move=move, note=note, why=why.strip(), at=now, by_id=by.id
    )
    session.add(version)
    session.flush()
    session.refresh(paper, ["by"])
    attach(session, version.subject, media, AttachedTo.FILE, by=by, now=now)
    known = {"unit": paper.unit_id, "kind": paper.kind, "version": paper.version, "about": paper.about}
    kind, office = f"paper.{move}", paper.project_id
    record(session, project_id=office, subject=paper.subject, kind=kind, now=now, actor_id=by.id, facts=known)


@contextmanager
def _changing(session: Session, paper_id: int, by: Person, seen: int | None) -> Iterator[Paper]:
    """The paper, locked and kept; raises Gone, TooLate where it was withdrawn, or Outdated."""
    with session.begin_nested():
        wanted = select(Paper).where(Paper.id == paper_id).with_for_update(of=Paper)
        session.scalar(wanted.execution_options(populate_existing=True))
        paper = paper_for(session, paper_id, by)
        if paper.withdrawn_at is not None:
            raise TooLate(paper=paper.id)
        if seen is not None and seen != paper.version:
            raise Outdated(paper=paper.id)
        yield paper


def replace_paper(
    session: Session,
    paper_id: int,
    *,
    media: Sequence[int],
    by: Person,
    now: datetime,
    why: str,
    note: str = "",
    seen: int | None = None,
) -> Paper:
    """A newer version takes its place, the old one stays readable; raises Gone, TooLate, Outdated, ReasonMissing, CannotBeOpened (R111)."""
    with _changing(session, paper_id, by, seen) as paper:
        _reasoned(paper, why)
        _add_version(session, paper, REPLACED, media, by, now, note=note.strip(), why=why)
    return paper


def withdraw_paper(
    session: Session, paper_id: int, *, by: Person, now: datetime, why: str, seen: int | None = None
) -> Paper:
    """It holds no more, and why; it stays readable. Raises Gone, TooLate, Outdated, ReasonMissing (R111)."""
    with _changing(session, paper_id, by, seen) as paper:
        _reasoned(paper, why)
        paper.withdrawn_at = now
        _add_version(session, paper, WITHDRAWN, (), by, now, note=paper.note, why=why)
    return paper


def _reasoned(paper: Paper, why: str) -> None:
    if not why.strip():
        raise ReasonMissing(paper=paper.id)
