"""Money is taken from a customer: never more than is owed, a transfer with its proof, nothing twice (R074, X3)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.counters import next_number
from models.estate import Project
from models.ledger import accounts
from models.ledger.accounts import Account
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import check_amount, open_book, owed_fen, post
from models.ledger.rights import CONFIRMS, TAKES, check_role
from models.ledger.tables import Payment
from models.ledger.telling import inform, note, staff_with
from models.ledger.watch import watch_for
from models.media.actions import attach
from models.media.queries import check_pages
from models.media.tables import AttachedTo, Media, MediaKind
from models.notices import Pace
from models.order_refusals import MoreThanOwed, ProofMissing
from models.people import Person, Role, Side
from models.refusals import CannotBeOpened, Gone, NotYours, PictureMissing

PREFIX = "SK"
PAPERS = frozenset({MediaKind.PHOTO, MediaKind.DOCUMENT})


def account_of(payment: Payment) -> Account:
    """Where its money is before finance has seen it or somebody has handed it over."""
    if payment.method == Method.TRANSFER:
        return accounts.TRANSFER
    if payment.method == Method.TELEGRAM or payment.taken_by_id is None:
        return accounts.TELEGRAM
    return accounts.cash(payment.taken_by_id)


def take(
    session: Session,
    *,
    project: Project,
    subject: str,
    payer: Person,
    method: Method,
    amount_fen: int,
    by: Person | None,
    now: datetime,
    occasion: str,
    media: Sequence[int] = (),
    charge_id: str | None = None,
    takers: frozenset[Role] = TAKES,
    bounded: bool = True,
    proven: bool = False,
) -> Payment:
    """Take so many fen for a subject; the same occasion or charge of Telegram is one payment, which is returned again.

    `takers` are the roles that may do so; `by` is None where the customer transfers or pays in Telegram. Unless it is `bounded` by
    what is owed for the subject, more becomes a credit. A transfer that stands in the bank's own list is `proven` without a slip.
    Raises NotAnAmount, NotYours, ProofMissing or MoreThanOwed.
    """
    check_amount(amount_fen)
    with session.begin_nested():
        open_book(session, project.id)
        if (earlier := _earlier(session, project.id, subject, occasion, charge_id)) is not None:
            return earlier
        _check(session, project.id, method, by, payer, charge_id, takers)
        if method == Method.TRANSFER and not proven:
            check_proof(session, media)
        if bounded and method != Method.TELEGRAM and amount_fen > (owed := owed_fen(session, subject)):
            raise MoreThanOwed(fen=owed)
        payment = Payment(
            project_id=project.id,
            about=subject,
            occasion=occasion,
            payer_id=payer.id,
            method=method,
            amount_fen=amount_fen,
            taken_by_id=by.id if by else None,
            at=now,
            state=PaymentState.ON_HAND if method == Method.CASH else PaymentState.IN_TRANSIT,
            charge_id=charge_id,
        )
        session.add(payment)
        session.flush()
        _enter(session, project, payment, by, media, now, proven=proven)
    return payment


def _earlier(session: Session, project_id: int, subject: str, occasion: str, charge_id: str | None) -> Payment | None:
    """The payment that this one would repeat."""
    mine = select(Payment).where(Payment.project_id == project_id)
    if charge_id is not None:
        return session.scalar(mine.where(Payment.charge_id == charge_id))
    return session.scalar(mine.where(Payment.about == subject, Payment.occasion == occasion))


def _check(
    session: Session,
    project_id: int,
    method: Method,
    by: Person | None,
    payer: Person,
    charge_id: str | None,
    takers: frozenset[Role],
) -> None:
    if payer.project_id != project_id:
        raise Gone
    if by is not None:
        check_role(by, takers, project_id)
    if (by is None and method == Method.CASH) or (method == Method.TELEGRAM) != (charge_id is not None):
        raise NotYours
    if method == Method.TELEGRAM and by is not None:
        raise NotYours


def check_proof(session: Session, media: Sequence[int]) -> None:
    """Whether there is a picture of the slip, or the paper of the bank; nothing that is spoken. Raises ProofMissing."""
    try:
        check_pages(session, media)
    except (PictureMissing, CannotBeOpened):
        raise ProofMissing from None
    if any(session.get_one(Media, one).kind not in PAPERS for one in media):
        raise ProofMissing


def _enter(
    session: Session,
    project: Project,
    payment: Payment,
    by: Person | None,
    media: Sequence[int],
    now: datetime,
    *,
    proven: bool,
) -> None:
    """The entry, the proof, the log, who hears of it, and last of all the number."""
    post(
        session,
        project_id=project.id,
        deed="take",
        source=accounts.due(payment.about),
        target=account_of(payment),
        amount_fen=payment.amount_fen,
        subject=payment.subject,
        occasion="taken",
        by_id=payment.taken_by_id,
        now=now,
    )
    attach(session, payment.subject, media, AttachedTo.SLIP, by=by or payment.payer, now=now)
    facts = {"about": payment.about, "fen": payment.amount_fen, "method": payment.method.value}
    note(session, payment, "payment.taken", by, now, facts)
    if payment.method == Method.CASH:
        watch_for(session, project, payment, now)
    if not proven:
        _tell(session, project, payment, now)
    payment.number = next_number(session, project.id, PREFIX, now.astimezone(project.zone).date())
    session.flush()


def _tell(session: Session, project: Project, payment: Payment, now: datetime) -> None:
    """Finance hears what to look for, and the customer that it was taken."""
    if payment.method != Method.CASH:
        finance = staff_with(session, project.id, CONFIRMS)
        inform(session, payment, finance, "payment.to_see", now, occasion="taken", pace=Pace.ROUTINE)
    payer, side = [payment.payer_id], Side.OWNER
    inform(session, payment, payer, "payment.receipt", now, occasion="taken", side=side, pace=Pace.REPLY)


def locked_payment(session: Session, payment_id: int, by: Person) -> Payment:
    """A payment of the person's office, locked, with the book open; raises Gone."""
    open_book(session, by.project_id)
    wanted = select(Payment).where(Payment.id == payment_id, Payment.project_id == by.project_id)
    payment = session.scalar(wanted.with_for_update(of=Payment).execution_options(populate_existing=True))
    if payment is None:
        raise Gone
    return payment
