"""Reading the archive: what a unit has, who may look, and showing one version of a paper (R104, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.archive.tables import Paper, PaperKind, PaperVersion
from models.media.queries import attached, usable
from models.media.showing import show
from models.media.tables import AttachedTo, Attachment, Media, MediaState
from models.notices import Pace
from models.people import Person, Side, Staff
from models.refusals import Gone
from models.roles import FRONT_OFFICE

ORDER = list(PaperKind)


def keeps_papers(person: Person) -> bool:
    """Whether somebody keeps the archive of the office; nobody else reads the papers of a unit, nor files any."""
    return person.staff is not None and person.staff.left_at is None and person.staff.role in FRONT_OFFICE


def papers_of(session: Session, unit_id: int) -> list[Paper]:
    """A unit's papers by kind, the newest of each first; those that were withdrawn at the end."""
    found = session.scalars(select(Paper).where(Paper.unit_id == unit_id).order_by(Paper.at.desc(), Paper.id.desc()))
    return sorted(found, key=lambda one: (one.withdrawn_at is not None, ORDER.index(one.kind)))


def paper_for(session: Session, paper_id: int, by: Person) -> Paper:
    """A paper, for who keeps the archive; raises Gone for everybody else."""
    paper = session.get(Paper, paper_id)
    if paper is None or paper.project_id != by.project_id or not keeps_papers(by):
        raise Gone
    return paper


def versions_of(session: Session, paper: Paper) -> Sequence[PaperVersion]:
    """Everything that was done with a paper, oldest first."""
    wanted = select(PaperVersion).where(PaperVersion.paper_id == paper.id).order_by(PaperVersion.id)
    return session.scalars(wanted).all()


def pages_of(session: Session, versions: Sequence[PaperVersion]) -> dict[int, list[Media]]:
    """What each version consists of, by its number in the database, also what cannot be opened."""
    subjects = {one.subject: one.id for one in versions}
    wanted = select(Attachment.subject, Media).join(Media, Media.id == Attachment.media_id)
    found: dict[int, list[Media]] = {one.id: [] for one in versions}
    for subject, media in session.execute(wanted.where(Attachment.subject.in_(subjects)).order_by(Attachment.id)):
        found[subjects[subject]].append(media)
    return found


def broken(session: Session, papers: Sequence[Paper]) -> set[int]:
    """Which of them, by number, have a page in their newest version that cannot be opened, and are to be replaced."""
    held = [one.id for one in papers if one.withdrawn_at is None]
    newest = select(PaperVersion).join(
        Paper, (Paper.id == PaperVersion.paper_id) & (Paper.version == PaperVersion.number)
    )
    versions = session.scalars(newest.where(Paper.id.in_(held))).all()
    pages = pages_of(session, versions)
    return {one.paper_id for one in versions if any(page.state == MediaState.UNUSABLE for page in pages[one.id])}


def paper_with(session: Session, media_id: int) -> Paper | None:
    """The paper that has something as a page of its newest version and is not withdrawn."""
    subject = select(Attachment.subject).where(Attachment.media_id == media_id, Attachment.part == AttachedTo.FILE)
    for one in session.scalars(subject):
        kind, _, number = one.partition(":")
        version = session.get(PaperVersion, int(number)) if kind == PaperVersion.KIND else None
        paper = session.get(Paper, version.paper_id) if version else None
        if paper and version and paper.version == version.number and paper.withdrawn_at is None:
            return paper
    return None


def media_of(session: Session, version: PaperVersion) -> list[Media]:
    """What a version consists of, as far as it can be shown."""
    return usable(session, [one.id for one in attached(session, version.subject)])


def count_about(session: Session, about: str) -> int:
    """How many papers were filed in a case and are kept."""
    mine = select(func.count()).select_from(Paper).where(Paper.about == about, Paper.withdrawn_at.is_(None))
    return session.scalar(mine) or 0


def version_for(session: Session, version_id: int, by: Person) -> tuple[Paper, PaperVersion]:
    """A version with its paper, for who keeps the archive; raises Gone."""
    version = session.get(PaperVersion, version_id)
    if version is None:
        raise Gone
    return paper_for(session, version.paper_id, by), version


def show_version(session: Session, version_id: int, *, by: Staff, now: datetime) -> Paper:
    """Show one version to a colleague who asks for it; raises Gone where there is nothing to show."""
    paper, version = version_for(session, version_id, by.person)
    media = media_of(session, version)
    if not media:
        raise Gone
    show(
        session,
        media,
        person_id=by.person_id,
        side=Side.STAFF,
        subject=version.subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",  # a finger that trembles gets them once
        facts={"paper_version": version.id},
    )
    return paper
