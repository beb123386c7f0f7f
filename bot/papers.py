"""Documents that somebody asked for: made by a worker process on a reading connection, delivered by the outbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.background import Background
from bot.clockwork.clock import Clock
from bot.store import Store, make_engine
from bot.tables import Paper, PaperState
from bot.texts import Reader
from bot.worker import Worker
from models.estate import Project
from models.media.tables import Media, MediaState
from models.notices import Pace, tell
from models.people import Person, Side

log = structlog.stdlib.get_logger(__name__)

CLAIM = timedelta(minutes=5)
LOOKED_AT = 50  # so many requests; one that waits for its file holds up no other
KEPT = timedelta(days=7)  # a document can be asked for again at any time

# What makes a document: (session, project, facts, reader, now) -> file name and bytes. It must be importable by name.
Maker = Callable[[Session, Project, Mapping[str, Any], Reader, datetime], tuple[str, bytes]]


@dataclass(frozen=True)
class Errand:
    """Work for the worker process that ends with a deed instead of a document; the deed gets None where it failed."""

    work: Callable[[Session, Project, Mapping[str, Any], Reader, datetime], Any]
    then: Callable[[Session, Paper, Any, datetime], None]


Task = Maker | Errand


def ask_for(
    session: Session,
    *,
    person: Person,
    kind: str,
    facts: Mapping[str, Any],
    now: datetime,
    side: Side = Side.STAFF,
    secret: bool = False,
) -> Paper:
    """Ask for a document; it arrives as a message of its own. A secret one is forgotten as soon as it has arrived."""
    paper = Paper(
        project_id=person.project_id,
        person_id=person.id,
        kind=kind,
        asked_at=now,
        facts=dict(facts),
        side=side,
        secret=secret,
    )
    session.add(paper)
    session.flush()
    return paper


def make(url: str, task: Task, paper_id: int, now: datetime) -> Any:
    """Make one document, or find something out; runs in the worker process."""
    work = task.work if isinstance(task, Errand) else task
    engine = make_engine(url)
    try:
        with Session(engine.execution_options(reading=True)) as session:
            paper = session.get_one(Paper, paper_id)
            project = session.get_one(Project, paper.project_id)
            reader = Reader(session.get_one(Person, paper.person_id).language, project.zone)
            return work(session, project, paper.facts, reader, now)
    finally:
        engine.dispose()


class PaperMill(Background):
    """Takes requests for documents, one at a time."""

    def __init__(
        self, store: Store, clock: Clock, tasks: Mapping[str, Task], worker: Worker, after: Callable[[], None]
    ) -> None:
        super().__init__()
        self._store, self._clock, self._tasks, self._worker, self._after = store, clock, tasks, worker, after

    async def _everything(self) -> None:
        while (claimed := await self._store.run(partial(_claim, wall=self._clock.wall()))) is not None:
            await self._make(*claimed)

    async def _make(self, paper_id: int, kind: str) -> None:
        now, task = self._clock.now(), self._tasks[kind]
        try:
            work = partial(make, self._store.url, task, paper_id, now)
            made = await self._worker.do(work)
        except Exception:
            log.exception("document failed", paper=paper_id, kind=kind)
            made = None
        then = task.then if isinstance(task, Errand) else deliver
        await self._store.run(partial(_end, paper_id=paper_id, made=made, now=now, then=then))
        self._after()


def forget_secret(session: Session, paper_id: int) -> None:
    """A document with codes has arrived, and nobody else shall find it here."""
    secret = update(Paper).where(Paper.id == paper_id, Paper.secret.is_(True))
    session.execute(secret.values(content=None))


def prune(session: Session, now: datetime) -> int:
    """Forget documents that were made a week ago; returns how many."""
    old = delete(Paper).where(Paper.state != PaperState.ASKED, Paper.asked_at < now - KEPT).returning(Paper.id)
    return len(session.scalars(old).all())


def _claim(session: Session, wall: datetime) -> tuple[int, str] | None:
    free = or_(Paper.claimed_until.is_(None), Paper.claimed_until < wall)
    wanted = select(Paper).where(Paper.state == PaperState.ASKED, free).order_by(Paper.id).limit(LOOKED_AT)
    waiting = session.scalars(wanted.with_for_update(skip_locked=True))
    paper = next((one for one in waiting if not _needs_bytes(session, one)), None)
    if paper is None:
        return None
    paper.claimed_until = wall + CLAIM
    return paper.id, paper.kind


def _needs_bytes(session: Session, paper: Paper) -> bool:
    """Whether it is made from a file that has still to be fetched."""
    media = session.get(Media, paper.facts["media"]) if "media" in paper.facts else None
    return media is not None and media.state == MediaState.ASKED


def _end(session: Session, paper_id: int, made: Any, now: datetime, then: Callable[..., None]) -> None:
    """Note that it is made, and do what follows; once, even if two processes have made it."""
    paper = session.get_one(Paper, paper_id, with_for_update=True)
    if paper.state == PaperState.ASKED:
        paper.state = PaperState.FAILED if made is None else PaperState.READY
        then(session, paper, made, now)


def deliver(session: Session, paper: Paper, made: tuple[str, bytes] | None, now: datetime) -> None:
    """Keep the document, and tell the one who asked; also when it could not be made."""
    if made:
        paper.name, paper.content = made
    if paper.secret:
        paper.facts = {}
    tell(
        session,
        project_id=paper.project_id,
        person_id=paper.person_id,
        side=paper.side,
        kind="paper.ready" if made else "paper.failed",
        subject=f"paper:{paper.id}",
        occasion="made",
        now=now,
        pace=Pace.REPLY,
        facts={"paper": paper.id},
    )
