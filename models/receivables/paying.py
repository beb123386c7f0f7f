"""A unit pays: at the desk, by a transfer with its slip, or in Telegram; the money goes to the oldest lines (销账, R129, DOMAIN 4.8)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for, may
from models.estate import Project, Unit
from models.events import record
from models.ledger import seeing_transfers, voiding
from models.ledger.lifecycle import Method
from models.ledger.posting import open_book
from models.ledger.tables import Payment
from models.ledger.taking import locked_payment, take
from models.order_refusals import MoreThanOwed
from models.people import Person, Role
from models.receivables.crediting import account_of, release, use_credit
from models.receivables.phoning import end_calls
from models.receivables.reading import account_for
from models.receivables.refusals import NothingOpen
from models.refusals import Gone

TAKES_FEES = frozenset({Role.CS_DESK, Role.CS_FIELD, Role.CASHIER})  # DOMAIN 5.7: record receipt


def pay(
    session: Session,
    unit: Unit,
    *,
    payer: Person,
    method: Method,
    amount_fen: int,
    by: Person | None,
    now: datetime,
    occasion: str,
    media: Sequence[int] = (),
    charge_id: str | None = None,
    chosen: frozenset[int] = frozenset(),
    proven: bool = False,
) -> Payment:
    """So many fen for what a unit owes: the chosen lines first, then the oldest; what is more becomes the unit's credit.

    `by` is the colleague who takes it, None where a contact transfers or pays in Telegram. Once per occasion or charge.
    A transfer that stands in the bank's own list is `proven`. What is not asked for any more, nobody telephones about.
    Raises NotAnAmount, NotYours, ProofMissing, or Gone for who may not see the bills of the unit.
    """
    with session.begin_nested():
        open_book(session, unit.project_id)
        taken = by is not None or method == Method.TELEGRAM  # money that was taken is booked, whoever it came from
        if not taken and not may(session, payer, unit, Right.SEE_BILLS):
            raise Gone
        payment = take(
            session,
            project=session.get_one(Project, unit.project_id),
            subject=account_of(unit),
            payer=payer,
            method=method,
            amount_fen=amount_fen,
            by=by,
            now=now,
            occasion=occasion,
            media=media,
            charge_id=charge_id,
            takers=TAKES_FEES,
            bounded=False,
            proven=proven,
        )
        shares = use_credit(session, unit, now, payment.subject, chosen)
        end_calls(session, unit, now)
        _note(session, unit, payment, shares_fen=sum(one.fen for one in shares), now=now)
    return payment


def _note(session: Session, unit: Unit, payment: Payment, shares_fen: int, now: datetime) -> None:
    facts = {"payment": payment.id, "fen": payment.amount_fen, "for_lines": shares_fen}
    record(session, project_id=unit.project_id, subject=account_of(unit), kind="unit.paid", now=now, facts=facts)


def may_be_paid(session: Session, unit_id: int, *, by: Person, amount_fen: int, now: datetime) -> Unit:
    """Asked before Telegram takes any money: raises Gone, NothingOpen, or MoreThanOwed for more than is open."""
    account = account_for(session, unit_id, by, now)
    owed = account.open_fen - account.credit_fen
    if owed <= 0:
        raise NothingOpen
    if amount_fen > owed:
        raise MoreThanOwed(fen=owed)
    return account.unit


def paid_in_telegram(
    session: Session,
    unit_id: int,
    *,
    payer: Person | None,
    amount_fen: int,
    charge_id: str,
    now: datetime,
    chosen: frozenset[int] = frozenset(),
) -> Payment:
    """Telegram has taken the money: it is booked once per charge, even where the payer is no contact any more. Raises Gone."""
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise Gone
    known = payer or next((one.person for one in contacts_for(session, unit, Right.SEE_BILLS)), None)
    if known is None:
        raise Gone
    return pay(
        session,
        unit,
        payer=known,
        method=Method.TELEGRAM,
        amount_fen=amount_fen,
        by=None,
        now=now,
        occasion=charge_id,
        charge_id=charge_id,
        chosen=chosen,
    )


def payment_for(session: Session, payment_id: int, person: Person) -> tuple[Unit, Payment]:
    """A payment of a unit's fees, for the contacts who see its bills; raises Gone."""
    payment = session.get(Payment, payment_id)
    unit = unit_of(session, payment) if payment else None
    if payment is None or unit is None or not may(session, person, unit, Right.SEE_BILLS):
        raise Gone
    return unit, payment


def unit_of(session: Session, payment: Payment) -> Unit | None:
    """The unit whose fees a payment is for; None for that of an order."""
    kind, _, number = payment.about.partition(":")
    return session.get(Unit, int(number)) if kind == "unit" else None


def void(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Who took it says that it was a mistake: the lines are open again. Raises like `ledger.voiding.void`."""
    with session.begin_nested():
        _take_back(session, payment_id, by, now)
        payment = voiding.void(session, payment_id, by=by, now=now, reason=reason)
        voiding.tell_payer(session, payment, "void", now)
    return payment


def not_arrived(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Finance does not find it in the bank: the lines are open again. Raises like `seeing_transfers.not_arrived`."""
    with session.begin_nested():
        _take_back(session, payment_id, by, now)
        payment = seeing_transfers.not_arrived(session, payment_id, by=by, now=now, reason=reason)
        voiding.tell_payer(session, payment, "not_arrived", now)
    return payment


def _take_back(session: Session, payment_id: int, by: Person, now: datetime) -> None:
    payment = locked_payment(session, payment_id, by)
    unit = unit_of(session, payment)
    if unit is None:
        raise Gone
    release(session, unit, payment.amount_fen, now, payment.subject)


def payments_of(session: Session, unit: Unit) -> Sequence[Payment]:
    """Every payment of a unit's fees, the newest first."""
    mine = select(Payment).where(Payment.project_id == unit.project_id, Payment.about == account_of(unit))
    return session.scalars(mine.order_by(Payment.id.desc())).all()
