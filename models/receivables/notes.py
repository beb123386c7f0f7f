"""The log of what is asked for and decided about receivables, and who hears of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.ledger.telling import staff_with
from models.notices import Pace, tell
from models.people import Person, Side, Staff
from models.receivables.rights import DECIDES, PROPOSES
from models.receivables.tables import Ask


def note_ask(session: Session, one: Ask, deed: str, by: Person, now: datetime) -> None:
    """Append it to the log of the ask and of its unit."""
    facts = {"kind": one.kind.value, "unit": one.unit_id, "fen": one.amount_fen or 0}
    record(
        session,
        project_id=one.project_id,
        subject=one.subject,
        kind=f"ask.{deed}",
        now=now,
        actor_id=by.id,
        facts=facts,
    )


def tell_of_ask(session: Session, one: Ask, deed: str, now: datetime) -> None:
    """Customer service hears of an owner's wish, the manager of a proposal, and who asked of the decision."""
    if deed in {"asked", "proposed"}:
        roles = PROPOSES if one.proposed_by_id is None else DECIDES
        for person_id in staff_with(session, one.project_id, roles):
            _tell(session, one, person_id, f"ask.{deed}", now, Side.STAFF)
        return
    for person_id in dict.fromkeys([one.by_id, one.proposed_by_id or one.by_id]):
        side = Side.STAFF if session.get(Staff, person_id) and person_id == one.proposed_by_id else Side.OWNER
        _tell(session, one, person_id, f"ask.{deed}", now, side)


def _tell(session: Session, one: Ask, person_id: int, kind: str, now: datetime, side: Side) -> None:
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=side,
        kind=kind if side == Side.STAFF else f"own_{kind}",
        subject=one.subject,
        occasion=f"v{one.version}",
        now=now,
        pace=Pace.PROMPT if side == Side.STAFF else Pace.ROUTINE,
        facts={"ask": one.id},
    )
