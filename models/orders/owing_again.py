"""What was settled is owed again: a payment was none, or a refund was taken back (R013, R061, R126)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger.posting import owed_fen
from models.orders.lifecycle import MOVES
from models.orders.moving import moving
from models.orders.tables import Order
from models.orders.timing import watch
from models.people import Person


def is_owed_again(session: Session, order: Order, move: str, *, by: Person, now: datetime, words: str) -> bool:
    """Make the move where something is owed of what was settled, and say whether it was; its customer hears by it."""
    if order.state not in MOVES[move].starts or owed_fen(session, order.subject) <= 0:
        return False
    with moving(session, order.id, move, by=by, now=now, words=words) as order:
        order.collected_at = order.collected_by_id = order.audited_at = order.audited_by_id = None
    watch(session, order, now)
    return True
