"""A payment that proves to be none, whatever it is for: an order or a unit's fees (R013, R061, R126, R129)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.tables import Payment
from models.orders import voiding as of_orders
from models.people import Person
from models.receivables import paying as of_units

UNIT = "unit:"


def void(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Who took it says that it was a mistake. Raises like `orders.voiding.void`."""
    deed = of_units.void if _is_of_unit(session, payment_id) else of_orders.void
    return deed(session, payment_id, by=by, now=now, reason=reason)


def not_arrived(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Finance does not find it in the bank. Raises like `orders.voiding.not_arrived`."""
    deed = of_units.not_arrived if _is_of_unit(session, payment_id) else of_orders.not_arrived
    return deed(session, payment_id, by=by, now=now, reason=reason)


def _is_of_unit(session: Session, payment_id: int) -> bool:
    about = session.scalar(select(Payment.about).where(Payment.id == payment_id)) or ""
    return about.startswith(UNIT)
