"""The privacy notice: confirmed before anything of a unit is shown, with the version that was read (R205)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import belongs
from models.events import record
from models.people import Binding, Person, Side
from models.refusals import NotYours, Outdated

VERSION = "1"  # of the text; another text gets another version


def owner_binding(session: Session, person: Person) -> Binding | None:
    """The person's account on the owner bot."""
    return session.scalar(select(Binding).where(Binding.person_id == person.id, Binding.side == Side.OWNER))


def confirm(session: Session, person: Person, *, version: str, now: datetime) -> None:
    """Keep the confirmation once; raises NotYours for a guest, Outdated for another text than the present one."""
    binding = owner_binding(session, person)
    if binding is None or person.guest or not belongs(session, person, Side.OWNER):
        raise NotYours
    if version != VERSION:
        raise Outdated
    if binding.privacy_at is not None:
        return
    binding.privacy_at = now
    record(
        session,
        project_id=person.project_id,
        subject=f"person:{person.id}",
        kind="privacy",
        now=now,
        actor_id=person.id,
        facts={"version": version},
    )
    session.flush()
