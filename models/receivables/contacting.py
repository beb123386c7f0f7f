"""Every contact with a debtor is noted, and why somebody does not pay; the committee hears first (R123, N20-N22, L1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.events import record
from models.ledger.rights import check_role
from models.people import Contact, Person, Role
from models.receivables.lifecycle import DebtorKind
from models.receivables.office_tables import Came, DunningContact, Way
from models.receivables.refusals import CommitteeFirst
from models.receivables.rights import PROPOSES
from models.receivables.tables import Debtor, Reminder
from models.refusals import Gone, WordsMissing

NOTES = frozenset({Role.CS_FIELD, Role.CS_SUPERVISOR, Role.CS_DESK})
IN_WORDS = frozenset({Came.SIGNED, Came.PROMISED})  # by whom it was signed; until when it is promised


def note_contact(
    session: Session,
    unit: Unit,
    way: Way,
    came: Came,
    *,
    by: Person,
    now: datetime,
    words: str = "",
    reminder: Reminder | None = None,
) -> DunningContact:
    """Note a contact about a unit's debts. Raises NotYours, Gone or WordsMissing (who signed, or what was promised)."""
    check_role(by, NOTES, unit.project_id)
    if reminder is not None and reminder.unit_id != unit.id:
        raise Gone
    if came in IN_WORDS and not words.strip():
        raise WordsMissing
    with session.begin_nested():
        one = DunningContact(
            project_id=unit.project_id,
            unit_id=unit.id,
            reminder_id=reminder.id if reminder else None,
            way=way,
            came=came,
            words=words.strip(),
            by_id=by.id,
            at=now,
        )
        session.add(one)
        session.flush()
        facts = {"contact": one.id, "way": way.value, "came": came.value}
        _note(session, unit, "dunning.contact", by, now, facts)
    return one


def note_debtor(session: Session, unit: Unit, kind: DebtorKind, *, by: Person, now: datetime, words: str) -> Debtor:
    """Why a unit does not pay, as a colleague of field service has found out (N20). Raises NotYours or WordsMissing."""
    check_role(by, PROPOSES, unit.project_id)
    if not words.strip():
        raise WordsMissing
    with session.begin_nested():
        one = Debtor(project_id=unit.project_id, unit_id=unit.id, kind=kind, note=words.strip(), by_id=by.id, at=now)
        session.add(one)
        session.flush()
        _note(session, unit, "debtor.noted", by, now, {"kind": kind.value})
    return one


def contacts_about(session: Session, unit: Unit) -> Sequence[DunningContact]:
    """Every contact about the debts of a unit, the newest first."""
    mine = select(DunningContact).where(DunningContact.unit_id == unit.id)
    return session.scalars(mine.order_by(DunningContact.id.desc())).all()


def check_committee(session: Session, unit: Unit) -> None:
    """Where there is an owners' committee, it is informed before anybody is proposed for the court; raises CommitteeFirst."""
    there = select(Contact.id).join(Unit, Unit.id == Contact.unit_id).where(Unit.project_id == unit.project_id)
    there = there.where(Contact.committee.is_(True), Contact.ended_at.is_(None))
    if session.scalar(there.limit(1)) is not None and committee_informed(session, unit) is None:
        raise CommitteeFirst


def committee_informed(session: Session, unit: Unit) -> datetime | None:
    """When the owners' committee heard of the unit's debts last."""
    told = select(DunningContact.at).where(DunningContact.unit_id == unit.id, DunningContact.way == Way.COMMITTEE)
    return session.scalar(told.order_by(DunningContact.id.desc()).limit(1))


def _note(session: Session, unit: Unit, kind: str, by: Person, now: datetime, facts: Mapping[str, str | int]) -> None:
    record(
        session,
        project_id=unit.project_id,
        subject=f"unit:{unit.id}",
        kind=kind,
        now=now,
        actor_id=by.id,
        facts=facts,
    )
