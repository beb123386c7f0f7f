"""Who may take the ledger of money out, which is logged each time (R204, DOMAIN 5.6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.ledger.rights import EXPORTS, check_role
from models.people import Person
from models.refusals import Gone

OLDEST = 120  # months ago


def logged_export(session: Session, by: Person, months_ago: int, paper: str, now: datetime) -> dict[str, int]:
    """The facts of a month's ledger; raises NotYours or Gone."""
    check_role(by, EXPORTS, by.project_id)
    if not 0 <= months_ago <= OLDEST:
        raise Gone
    record(
        session,
        project_id=by.project_id,
        subject=f"person:{by.id}",
        kind="export",
        now=now,
        actor_id=by.id,
        facts={"paper": paper, "months_ago": months_ago},
    )
    return {"months_ago": months_ago}
