"""What a person does about a mark: a calm reply after reading it once more, and taking it off the list (R083, R217)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record, touch
from models.marks.sight import mark_for, needs_charge
from models.marks.tables import Mark
from models.notices import Pace, tell
from models.people import Person, Side
from models.refusals import Gone, WordsMissing


def reply(session: Session, mark_id: int, *, by: Person, words: str, now: datetime) -> Mark:
    """A colleague writes to the owner, signed; nothing of the kind is ever sent by itself. Raises Gone, WordsMissing."""
    with session.begin_nested():
        mark = mark_for(session, mark_id, by, now, locked=True)
        if mark.ended_at is not None:
            raise Gone
        if not words.strip():
            raise WordsMissing
        mark.reply, mark.replied_by_id, mark.replied_at = words.strip(), by.id, now
        session.flush()
        session.refresh(mark, ["replied_by"])
        _log(session, mark, "mark.reply", by, now)
        tell(
            session,
            project_id=mark.project_id,
            person_id=mark.person_id,
            side=Side.OWNER,
            kind="mark.reply",
            subject=mark.subject,
            occasion=f"{mark.name}:{now.isoformat()}",
            now=now,
            pace=Pace.PROMPT,
            facts={"mark": mark.id},
        )
    return mark


def end(session: Session, mark_id: int, *, by: Person, mistaken: bool, now: datetime) -> Mark:
    """Those in charge have looked after it, or it was a mistake; whoever said so first is named. Raises Gone, NotYours."""
    with session.begin_nested():
        needs_charge(by)
        mark = mark_for(session, mark_id, by, now, locked=True)
        if mark.ended_at is None:
            mark.ended_by_id, mark.ended_at, mark.mistaken = by.id, now, mistaken
            session.flush()
            session.refresh(mark, ["ended_by"])
            _log(session, mark, "mark.mistaken" if mistaken else "mark.end", by, now)
    return mark


def _log(session: Session, mark: Mark, kind: str, by: Person, now: datetime) -> None:
    facts = {"on": mark.subject}
    record(session, project_id=mark.project_id, subject=mark.name, kind=kind, now=now, actor_id=by.id, facts=facts)
    touch(session, mark.subject)
