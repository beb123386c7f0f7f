"""What somebody has to count or to find in the bank does not lie there unseen (R126, X22)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.dues import put_off
from models.estate import Project
from models.hours import hours_of
from models.ledger.lifecycle import OPEN, DepositState
from models.ledger.rights import CONFIRMS, OVERSEES
from models.ledger.tables import Deposit, HandOver
from models.ledger.telling import inform, staff_with

UNSEEN = "cash.unseen"


def watch_until_seen(session: Session, thing: HandOver | Deposit, now: datetime) -> None:
    """Look at it after a working day, and again after each that follows."""
    hours, occasion = hours_of(session.get_one(Project, thing.project_id)), now.isoformat()
    due_at, office = hours.after(now, hours.day), thing.project_id
    put_off(session, project_id=office, kind=UNSEEN, subject=thing.subject, occasion=occasion, due_at=due_at)


def look_whether_seen(session: Session, subject: str, now: datetime) -> bool:
    """Whoever has to count it or to find it hears so once more, and those in charge; says whether it still waits."""
    kind, _, number = subject.partition(":")
    thing: HandOver | Deposit | None
    thing = session.get(HandOver, int(number)) if kind == "handover" else session.get(Deposit, int(number))
    if thing is None or not _waits(thing):
        return False
    hearing, counted = _hearing(session, thing), isinstance(thing, HandOver)
    inform(session, thing, hearing, "handover.waits" if counted else "deposit.waits", now, occasion=now.isoformat())
    watch_until_seen(session, thing, now)
    return True


def _waits(thing: HandOver | Deposit) -> bool:
    return thing.state in OPEN if isinstance(thing, HandOver) else thing.state == DepositState.STATED


def _hearing(session: Session, thing: HandOver | Deposit) -> list[int]:
    in_charge = staff_with(session, thing.project_id, OVERSEES)
    if isinstance(thing, HandOver):
        return [thing.receiver_id, *in_charge]
    finance = [one for one in staff_with(session, thing.project_id, CONFIRMS) if one != thing.by_id]
    return [*finance, *in_charge]
