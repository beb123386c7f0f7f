"""Documents that somebody asked for: made by a worker process on a reading connection, delivered by the outbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.background import Background
from bot.clockwork.clock import Clock
from bot.store import Store, make_engine
from bot.tables import Document, DocumentState
from bot.texts import Reader
from bot.worker import Worker
from models.estate import Project
from models.events import record
from models.media.tables import Media, MediaState
from models.notices import Pace, tell
from models.people import Person, Side

log = structlog.stdlib.get_logger(__name__)

CLAIM = timedelta(minutes=5)
LOOKED_AT = 50  # so many requests; one that waits for its file holds up no other
KEPT = timedelta(days=7)  # a document can be asked for again at any time

# What makes a document: (session, project, facts, reader, now) -> file name and bytes. It must be importable by name.
# A ledger says besides how many lines it has, which the log of exports keeps.
Made = tuple[str, bytes] | tuple[str, bytes, int]
Maker = Callable[[Session, Project, Mapping[str, Any], Reader, datetime], Made]


@dataclass(frozen=True)
class Errand:
    """Work for the worker process that ends with a deed instead of a document; the deed gets None where it failed."""

    work: Callable[[Session, Project, Mapping[str, Any], Reader, datetime], Any]
    then: Callable[[Session, Document, Any, datetime], None]


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
) -> Document:
    """Ask for a document; it arrives as a message of its own. A secret one is forgotten as soon as it has arrived."""
    document = Document(
        project_id=person.project_id,
        person_id=person.id,
        kind=kind,
        asked_at=now,
        facts=dict(facts),
        side=side,
        secret=secret,
    )
    session.add(document)
    session.flush()
    return document


def make(url: str, task: Task, document_id: int, now: datetime) -> Any:
    """Make one document, or find something out; runs in the worker process."""
    engine = make_engine(url)
    try:
        with Session(engine.execution_options(reading=True)) as session:
            return _work(session, task, session.get_one(Document, document_id), now)
    finally:
        engine.dispose()


def make_here(session: Session, tasks: Mapping[str, Task], now: datetime) -> None:
    """Make everything that was asked for in this very transaction: for a past that is played before anybody waits."""
    for document in session.scalars(select(Document).where(Document.state == DocumentState.ASKED)).all():
        task = tasks[document.kind]
        then = task.then if isinstance(task, Errand) else deliver
        _end(session, document.id, _work(session, task, document, now), now, then)


def _work(session: Session, task: Task, document: Document, now: datetime) -> Any:
    work = task.work if isinstance(task, Errand) else task
    project = session.get_one(Project, document.project_id)
    reader = Reader(session.get_one(Person, document.person_id).language, project.zone)
    return work(session, project, document.facts, reader, now)


class DocumentMill(Background):
    """Takes requests for documents, one at a time."""

    def __init__(
        self, store: Store, clock: Clock, tasks: Mapping[str, Task], worker: Worker, after: Callable[[], None]
    ) -> None:
        super().__init__()
        self._store, self._clock, self._tasks, self._worker, self._after = store, clock, tasks, worker, after

    async def _everything(self) -> None:
        while (claimed := await self._store.run(partial(_claim, wall=self._clock.wall()))) is not None:
            await self._make(*claimed)

    async def _make(self, document_id: int, kind: str) -> None:
        now, task = self._clock.now(), self._tasks[kind]
        try:
            work = partial(make, self._store.url, task, document_id, now)
            made = await self._worker.do(work)
        except Exception:
            log.exception("document failed", document=document_id, kind=kind)
            made = None
        then = task.then if isinstance(task, Errand) else deliver
        end = partial(_end, document_id=document_id, now=now, then=then)
        try:
            await self._store.run(partial(end, made=made))
        except OperationalError:  # the database is away; another time
            raise
        except Exception:
            log.exception("what follows a document failed", document=document_id, kind=kind)
            await self._store.run(partial(end, made=None))
        self._after()


def forget_secret(session: Session, document_id: int) -> None:
    """A document with codes has arrived, and nobody else shall find it here."""
    secret = update(Document).where(Document.id == document_id, Document.secret.is_(True))
    session.execute(secret.values(content=None))


def prune(session: Session, now: datetime) -> int:
    """Forget documents that were made a week ago; returns how many."""
    old = (
        delete(Document)
        .where(Document.state != DocumentState.ASKED, Document.asked_at < now - KEPT)
        .returning(Document.id)
    )
    return len(session.scalars(old).all())


def _claim(session: Session, wall: datetime) -> tuple[int, str] | None:
    free = or_(Document.claimed_until.is_(None), Document.claimed_until < wall)
    wanted = select(Document).where(Document.state == DocumentState.ASKED, free).order_by(Document.id).limit(LOOKED_AT)
    waiting = session.scalars(wanted.with_for_update(skip_locked=True))
    document = next((one for one in waiting if not _needs_bytes(session, one)), None)
    if document is None:
        return None
    document.claimed_until = wall + CLAIM
    return document.id, document.kind


def _needs_bytes(session: Session, document: Document) -> bool:
    """Whether it is made from a file that has still to be fetched."""
    media = session.get(Media, document.facts["media"]) if "media" in document.facts else None
    return media is not None and media.state == MediaState.ASKED


def _end(session: Session, document_id: int, made: Any, now: datetime, then: Callable[..., None]) -> None:
    """Note that it is made, and do what follows; once, even if two processes have made it."""
    document = session.get_one(Document, document_id, with_for_update=True)
    if document.state == DocumentState.ASKED:
        document.state = DocumentState.FAILED if made is None else DocumentState.READY
        then(session, document, made, now)


def deliver(session: Session, document: Document, made: Made | None, now: datetime) -> None:
    """Keep the document, and tell the one who asked; also when it could not be made."""
    if made:
        document.name, document.content = made[:2]
        _note_lines(session, document, made, now)
    if document.secret:
        document.facts = {}
    tell(
        session,
        project_id=document.project_id,
        person_id=document.person_id,
        side=document.side,
        kind="document.ready" if made else "document.failed",
        subject=document.subject,
        occasion="made",
        now=now,
        pace=Pace.REPLY,
        facts={"document": document.id},
    )


def _note_lines(session: Session, document: Document, made: Made, now: datetime) -> None:
    """How many lines left the office, where that is known (R204)."""
    if len(made) == 3:
        facts = {"paper": document.kind, "document": document.id, "rows": made[2]}
        record(
            session,
            project_id=document.project_id,
            subject=document.subject,
            kind="export.made",
            now=now,
            actor_id=document.person_id,
            facts=facts,
        )
