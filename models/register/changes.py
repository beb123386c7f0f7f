"""Every change of a file entry is kept: who, when, old, new and why (R111)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.events import record
from models.people import Contact, Person
from models.register.tables import Change


def record_change(
    session: Session,
    *,
    project_id: int,
    subject: str,
    field: str,
    old: Any,
    new: Any,
    by_id: int | None,
    now: datetime,
    why: str = "",
) -> bool:
    """Keep that an entry of a subject ("unit:3", "person:5", "contact:7") became different; False where nothing did."""
    before, after = _text(old), _text(new)
    if before == after:
        return False
    session.add(
        Change(project_id=project_id, subject=subject, field=field, old=before, new=after, by_id=by_id, at=now, why=why)
    )
    facts = {"field": field}
    record(session, project_id=project_id, subject=subject, kind="change", now=now, actor_id=by_id, facts=facts)
    return True


def subject_of(row: Unit | Person | Contact) -> str:
    """The name of a row of the register in changes and events."""
    return f"{type(row).__name__.lower()}:{row.id}"


def set_entry(
    session: Session,
    row: Unit | Person | Contact,
    field: str,
    value: Any,
    *,
    by_id: int | None,
    now: datetime,
    why: str = "",
) -> bool:
    """Change one entry of a row and keep the change; False where it says so already."""
    old = getattr(row, field)
    setattr(row, field, value)
    return record_change(
        session,
        project_id=row.project_id,
        subject=subject_of(row),
        field=field,
        old=old,
        new=value,
        by_id=by_id,
        now=now,
        why=why,
    )


def changes_of(
    session: Session, subjects: Iterable[str], *, limit: int | None = None, offset: int = 0
) -> Sequence[Change]:
    """What has changed of these subjects, the newest first."""
    wanted = select(Change).where(Change.subject.in_(list(subjects))).order_by(Change.id.desc())
    return session.scalars(wanted.limit(limit).offset(offset)).all()


def _text(value: Any) -> str:
    """An entry as it is kept: empty for none, a date or a moment in ISO form."""
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
