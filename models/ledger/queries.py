"""Reading the ledger: who has how much on hand since when, what waits for whom, and the way of a payment (R062, R126)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.accounts import CASH, TILL, cash
from models.ledger.lifecycle import OPEN, DepositState, Method, PaymentState
from models.ledger.posting import balance, balances
from models.ledger.rights import CONFIRMS, OVERSEES, RECEIVES, is_one_of
from models.ledger.tables import Deposit, HandOver, Payment
from models.people import Person
from models.refusals import Gone


@dataclass(frozen=True)
class Holding:
    """The customers' money that somebody has, in fen; `free` is what is neither being handed over nor at the bank."""

    staff_id: int
    fen: int
    payments: Sequence[Payment]
    free: Sequence[Payment]

    @property
    def free_fen(self) -> int:
        """What can be handed over now, in fen."""
        return sum(one.amount_fen for one in self.free)

    @property
    def since(self) -> datetime | None:
        """When the oldest of it was taken."""
        return min((one.at for one in self.payments), default=None)


def holding_of(session: Session, person: Person) -> Holding:
    """What somebody has on hand; nothing is a holding too."""
    there = in_pockets(person.project_id).where(Payment.taken_by_id == person.id)
    payments = session.scalars(there).all()
    free = [one for one in payments if one.state == PaymentState.ON_HAND]
    fen = balance(session, person.project_id, cash(person.id))
    return Holding(person.id, fen, payments, free)


def in_pockets(project_id: int) -> Select[Payment]:
    """Cash that has not reached the till or the bank: on hand, or on the way there, oldest first."""
    out_of_till = and_(Payment.handover_id.is_not(None), Payment.deposit_id.is_not(None))
    on_the_way = and_(Payment.state == PaymentState.IN_TRANSIT, ~out_of_till)
    mine = select(Payment).where(Payment.project_id == project_id, Payment.method == Method.CASH)
    return mine.where(or_(Payment.state == PaymentState.ON_HAND, on_the_way)).order_by(Payment.at, Payment.id)


def holders(session: Session, project: Project) -> list[Holding]:
    """Everybody who has customers' money on hand, the longest first."""
    with_money = {int(name.removeprefix(CASH)) for name in balances(session, project.id, CASH)}
    with_money |= {one.taken_by_id for one in session.scalars(in_pockets(project.id)) if one.taken_by_id}
    found = [holding_of(session, session.get_one(Person, number)) for number in sorted(with_money)]
    return sorted(found, key=lambda one: (one.since is None, one.since, one.staff_id))


def till_free_fen(session: Session, project_id: int) -> int:
    """What the till holds and nobody has taken to the bank yet, in fen."""
    stated = select(Deposit).where(Deposit.project_id == project_id, Deposit.state == DepositState.STATED)
    away = sum(one.amount_fen for one in session.scalars(stated.where(Deposit.source == TILL)))
    return balance(session, project_id, TILL) - away


def open_hand_overs(session: Session, person: Person) -> Sequence[HandOver]:
    """What waits for somebody to be counted; what differs also for its giver and for those in charge."""
    mine = select(HandOver).where(HandOver.project_id == person.project_id, HandOver.state.in_(OPEN))
    every = session.scalars(mine.order_by(HandOver.id)).all()
    return [one for one in every if person.id == one.receiver_id or person.id == one.giver_id]


def differences(session: Session, project: Project) -> Sequence[HandOver]:
    """Hand-overs in which another amount was counted, and nobody has settled it yet."""
    mine = select(HandOver).where(HandOver.project_id == project.id, HandOver.state.in_(OPEN))
    return [one for one in session.scalars(mine.order_by(HandOver.id)) if one.counted_fen is not None]


def to_see(session: Session, project: Project) -> Sequence[Payment]:
    """Transfers and payments through Telegram that finance has still to find in the bank, oldest first."""
    wanted = select(Payment).where(Payment.project_id == project.id, Payment.method != Method.CASH)
    return session.scalars(wanted.where(Payment.state == PaymentState.IN_TRANSIT).order_by(Payment.at)).all()


def stated_deposits(session: Session, project: Project) -> Sequence[Deposit]:
    """Deposits that finance has still to find in the bank, oldest first."""
    wanted = select(Deposit).where(Deposit.project_id == project.id, Deposit.state == DepositState.STATED)
    return session.scalars(wanted.order_by(Deposit.id)).all()


def payments_about(session: Session, project_id: int, subject: str) -> Sequence[Payment]:
    """Every payment for a subject such as "order:7", oldest first, also what proved to be none."""
    mine = select(Payment).where(Payment.project_id == project_id, Payment.about == subject)
    return session.scalars(mine.order_by(Payment.id)).all()


def payments_in(session: Session, thing: HandOver | Deposit) -> Sequence[Payment]:
    """The payments that a hand-over or a deposit carries, oldest first."""
    where = Payment.handover_id if isinstance(thing, HandOver) else Payment.deposit_id
    return session.scalars(select(Payment).where(where == thing.id).order_by(Payment.at, Payment.id)).all()


def reads_all(person: Person) -> bool:
    """Whether somebody sees everybody's money: those in charge, the cashier and finance (R062)."""
    return is_one_of(person, OVERSEES | RECEIVES | CONFIRMS)


def payment_for(session: Session, payment_id: int, person: Person) -> Payment:
    """A payment, for who took it or sees everybody's; raises Gone."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.project_id != person.project_id:
        raise Gone
    if payment.taken_by_id != person.id and not reads_all(person):
        raise Gone
    return payment


def hand_over_for(session: Session, number: int, person: Person) -> HandOver:
    """A hand-over, for its two sides and for those who see everybody's; raises Gone."""
    one = session.get(HandOver, number)
    if one is None or one.project_id != person.project_id:
        raise Gone
    if person.id not in {one.giver_id, one.receiver_id} and not reads_all(person):
        raise Gone
    return one


def deposit_for(session: Session, number: int, person: Person) -> Deposit:
    """A deposit, for who stated it and for those who see everybody's; raises Gone."""
    one = session.get(Deposit, number)
    if one is None or one.project_id != person.project_id:
        raise Gone
    if person.id != one.by_id and not reads_all(person):
        raise Gone
    return one
