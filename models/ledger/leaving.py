"""Who leaves may still have customers' money: those in charge and the cashier are told at once, and hand it over in their place (R126)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger.queries import holding_of
from models.ledger.rights import OVERSEES, RECEIVES
from models.ledger.telling import staff_with
from models.ledger.watch import tell_staff
from models.people import Staff


def ask_for_money(session: Session, staff: Staff, now: datetime) -> int:
    """Somebody leaves: those in charge and the cashier hear what is still with them; returns how many fen that is."""
    holding = holding_of(session, staff.person)
    if not holding.payments:
        return 0
    for number in staff_with(session, staff.project_id, OVERSEES | RECEIVES):
        tell_staff(session, staff.person, number, "cash.left_with", f"left{now.isoformat()}", now)
    return holding.fen
