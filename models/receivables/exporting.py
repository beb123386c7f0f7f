"""Who may take accounts out of the bot, which is logged each time (R204, DOMAIN 5.6, 5.7)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.ledger.rights import check_role
from models.people import Person, Role
from models.receivables.rights import OPENS, PROPOSES, READS

BALANCES, UNREACHED, DUNNING, BILLS = "fee_balances", "bills_unreached", "dunning_notices", "payment_notices"
MAY = {
    BALANCES: frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.FINANCE}),
    UNREACHED: READS,
    DUNNING: PROPOSES,
    BILLS: OPENS,
}


def logged(session: Session, by: Person, paper: str, now: datetime, *, unit_id: int = 0) -> None:
    """Note who takes which paper out; raises NotYours."""
    check_role(by, MAY[paper], by.project_id)
    facts = {"paper": paper, "unit": unit_id} if unit_id else {"paper": paper}
    record(
        session,
        project_id=by.project_id,
        subject=f"person:{by.id}",
        kind="export",
        now=now,
        actor_id=by.id,
        facts=facts,
    )
