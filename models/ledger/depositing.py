"""Money goes to the bank: said with the slip by who brought it, found there by finance, who are different people (R126, X3)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.accounts import BANK, TILL, Account, cash
from models.ledger.auditing import check_apart
from models.ledger.handing_over import chosen_on_hand
from models.ledger.lifecycle import DepositState, PaymentState
from models.ledger.posting import check_amount, open_book, post
from models.ledger.queries import payments_in, till_free_fen
from models.ledger.rights import ANYBODY, CONFIRMS, KEEPS_TILL, check_role
from models.ledger.tables import Deposit, Payment
from models.ledger.taking import check_proof
from models.ledger.telling import inform, note, staff_with
from models.ledger.waiting import watch_until_seen
from models.ledger.watch import watch_again
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace
from models.order_refusals import MoreThanHeld, NothingOnHand
from models.people import Person
from models.refusals import Gone, NotYours, OwnMoney, ReasonMissing, TooLate


def deposit_own(
    session: Session, *, by: Person, now: datetime, media: Sequence[int], payments: Sequence[int] | None = None
) -> Deposit:
    """Who collected cash has brought all of it, or some payments, to the bank and shows the slip.

    Raises NotYours, ProofMissing or NothingOnHand.
    """
    with session.begin_nested():
        open_book(session, by.project_id)
        check_role(by, ANYBODY, by.project_id)
        check_proof(session, media)
        mine, fen = chosen_on_hand(session, by, payments)
        return _state(session, by, cash(by.id), fen, mine, media, now)


def deposit_till(
    session: Session, *, by: Person, now: datetime, media: Sequence[int], amount_fen: int | None = None
) -> Deposit:
    """The cashier has brought what is in the till to the bank, all of it or so many fen, and shows the slip.

    Raises NotYours, ProofMissing, NotAnAmount, NothingOnHand or MoreThanHeld.
    """
    with session.begin_nested():
        open_book(session, by.project_id)
        check_role(by, KEEPS_TILL, by.project_id)
        check_proof(session, media)
        free = till_free_fen(session, by.project_id)
        fen = free if amount_fen is None else amount_fen
        if free <= 0:
            raise NothingOnHand
        check_amount(fen)
        if fen > free:
            raise MoreThanHeld(fen=free)
        return _state(session, by, TILL, fen, _covered(session, by.project_id, fen, free), media, now)


def _covered(session: Session, project_id: int, fen: int, free: int) -> list[Payment]:
    """The payments in the till that go along: all with all of the money, else the oldest that it covers."""
    wanted = select(Payment).where(Payment.project_id == project_id, Payment.state == PaymentState.IN_TILL)
    found, left = [], fen
    for payment in session.scalars(wanted.order_by(Payment.at, Payment.id)):
        if fen < free and payment.amount_fen > left:
            break
        found.append(payment)
        left -= payment.amount_fen
    return found


def _state(
    session: Session,
    by: Person,
    source: Account,
    fen: int,
    payments: Sequence[Payment],
    media: Sequence[int],
    now: datetime,
) -> Deposit:
    deposit = Deposit(project_id=by.project_id, by_id=by.id, source=source, amount_fen=fen, at=now)
    session.add(deposit)
    session.flush()
    attach(session, deposit.subject, media, AttachedTo.SLIP, by=by, now=now)
    for payment in payments:
        payment.state, payment.deposit_id = PaymentState.IN_TRANSIT, deposit.id
        note(session, payment, "payment.deposited", by, now, {"deposit": deposit.id})
    session.flush()
    note(session, deposit, "deposit.stated", by, now, {"fen": fen, "source": source})
    finance = [number for number in staff_with(session, by.project_id, CONFIRMS) if number != by.id]
    inform(session, deposit, finance, "deposit.to_see", now, occasion="stated", pace=Pace.ROUTINE)
    watch_until_seen(session, deposit, now)
    return deposit


def _locked(session: Session, number: int, by: Person) -> Deposit:
    """A deposit that finance may decide about. Raises NotYours, Gone, OwnMoney or TooLate."""
    open_book(session, by.project_id)
    check_role(by, CONFIRMS, by.project_id)
    deposit = _found(session, number, by)
    if deposit.by_id == by.id:
        raise OwnMoney
    for payment in payments_in(session, deposit):
        check_apart(payment, by)
    return deposit


def _found(session: Session, number: int, by: Person) -> Deposit:
    """One that nobody has decided about; raises Gone or TooLate."""
    wanted = select(Deposit).where(Deposit.id == number, Deposit.project_id == by.project_id)
    deposit = session.scalar(wanted.with_for_update(of=Deposit).execution_options(populate_existing=True))
    if deposit is None:
        raise Gone
    if deposit.state != DepositState.STATED:
        raise TooLate
    return deposit


def confirm_deposit(session: Session, number: int, *, by: Person, now: datetime) -> Deposit:
    """Finance has found it in the bank. Raises NotYours, Gone, OwnMoney or TooLate."""
    with session.begin_nested():
        deposit = _locked(session, number, by)
        post(
            session,
            project_id=deposit.project_id,
            deed="deposit",
            source=Account(deposit.source),
            target=BANK,
            amount_fen=deposit.amount_fen,
            subject=deposit.subject,
            occasion="seen",
            by_id=by.id,
            now=now,
        )
        for payment in payments_in(session, deposit):
            payment.state, payment.ended_at, payment.ended_by_id = PaymentState.IN_BANK, now, by.id
            note(session, payment, "payment.seen", by, now)
        _end(session, deposit, DepositState.CONFIRMED, by, now)
    return deposit


def refuse_deposit(session: Session, number: int, *, by: Person, now: datetime, reason: str) -> Deposit:
    """Finance does not find it in the bank: it is where it was, and who brought it hears why.

    Raises NotYours, Gone, OwnMoney, TooLate or ReasonMissing.
    """
    with session.begin_nested():
        deposit = _locked(session, number, by)
        if not reason.strip():
            raise ReasonMissing
        deposit.reason = reason.strip()
        _put_back(session, deposit, by, now)
        _end(session, deposit, DepositState.REFUSED, by, now)
    return deposit


def withdraw_deposit(session: Session, number: int, *, by: Person, now: datetime) -> Deposit:
    """Who stated it takes it back, perhaps to state another sum; it is where it was. Raises Gone, NotYours or TooLate."""
    with session.begin_nested():
        open_book(session, by.project_id)
        deposit = _found(session, number, by)
        if deposit.by_id != by.id:
            raise NotYours
        check_role(by, ANYBODY, by.project_id)
        _put_back(session, deposit, by, now)
        _end(session, deposit, DepositState.WITHDRAWN, by, now)
    return deposit


def _put_back(session: Session, deposit: Deposit, by: Person, now: datetime) -> None:
    for payment in payments_in(session, deposit):
        payment.state = PaymentState.IN_TILL if deposit.source == TILL else PaymentState.ON_HAND
        payment.deposit_id = None
        note(session, payment, f"payment.{payment.state}", by, now)
        watch_again(session, payment, now)


def _end(session: Session, deposit: Deposit, state: DepositState, by: Person, now: datetime) -> None:
    deposit.state, deposit.ended_at, deposit.ended_by_id = state, now, by.id
    session.flush()
    note(session, deposit, f"deposit.{state}", by, now)
    if by.id != deposit.by_id:
        inform(session, deposit, [deposit.by_id], f"deposit.{state}", now, occasion=state)
