"""What an owner wrote is looked at for anger and repetition, and put before a person; it stays as it was written (R041, R083)."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record, touch
from models.marks.sight import leaders
from models.marks.tables import Mark, MarkKind, Why
from models.notices import Pace, tell
from models.people import Person, Side
from models.rota import staff_of
from models.wording import MANY_SIGNS, abusive_words, heated_words

THIRD = 3


class Subject(Protocol):
    """What owners write about: a ticket, a complaint, an enquiry, a message, a conversation."""

    @property
    def project_id(self) -> Any:
        """The office."""

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""


def listen(
    session: Session,
    on: Subject,
    *,
    by: Person,
    words: str,
    now: datetime,
    times: int = 0,
    told: bool = False,
) -> Mark | None:
    """Mark the subject where the words are angry, or it is said for the third time; those in charge hear once.

    `told` says that they hear it already in another way. The event holds codes, and no words.
    """
    why = _why(words, times)
    if not why:
        return None
    kind = MarkKind.ABUSE if abusive_words(words) else MarkKind.UPSET
    standing = session.scalar(_standing(on.subject))
    if standing is None:
        return _marked(session, on, by, kind, why, now, told)
    standing.why = sorted({*standing.why, *why})
    if kind == MarkKind.ABUSE and standing.kind != kind:
        standing.kind = kind
        _log(session, standing, "mark.worse", by, now)
    return standing


def _why(words: str, times: int) -> list[str]:
    angry = {
        Why.WORDS: bool([one for one in heated_words(words) if not MANY_SIGNS.fullmatch(one)]),
        Why.SIGNS: bool(MANY_SIGNS.search(words)),
        Why.THIRD: times >= THIRD,
    }
    return sorted(why for why, found in angry.items() if found)


def _standing(subject: str) -> Select[Mark]:
    return select(Mark).where(Mark.subject == subject, Mark.ended_at.is_(None)).with_for_update(of=Mark)


def _marked(
    session: Session,
    on: Subject,
    by: Person,
    kind: MarkKind,
    why: list[str],
    now: datetime,
    told: bool,
) -> Mark:
    mark = Mark(project_id=on.project_id, person_id=by.id, subject=on.subject, kind=kind, why=why, at=now)
    session.add(mark)
    session.flush()
    _log(session, mark, "mark.set", by, now)
    everybody = staff_of(session, session.get_one(Project, on.project_id))
    for one in [] if told else leaders(session, everybody, on.subject, now):
        tell(
            session,
            project_id=on.project_id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="mark.new",
            subject=mark.name,
            occasion="new",
            now=now,
            pace=Pace.PROMPT,
            facts={"mark": mark.id},
        )
    return mark


def _log(session: Session, mark: Mark, kind: str, by: Person, now: datetime) -> None:
    facts = {"on": mark.subject, "kind": mark.kind, "why": mark.why}
    record(session, project_id=mark.project_id, subject=mark.name, kind=kind, now=now, actor_id=by.id, facts=facts)
    touch(session, mark.subject)
