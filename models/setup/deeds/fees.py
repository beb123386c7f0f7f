"""Rows of the lists of money: a receivable is opened, a payment of the bank's list entered or found (R124, R129)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from models.access.rights import Right, contacts_for
from models.base import insert_once
from models.estate import Unit
from models.ledger import seeing_transfers
from models.ledger.lifecycle import Method
from models.ledger.rights import CONFIRMS, check_role
from models.ledger.tables import Payment
from models.receivables.office_tables import BankLine
from models.receivables.opening import NewLine, open_line
from models.receivables.paying import pay
from models.receivables.rights import OPENS
from models.refusals import Refusal
from models.setup.checks.fees import fen_of, first_of
from models.setup.deeds.hand import Hand, Overtaken, Step


def open_row(hand: Hand, step: Step) -> str:
    """Open one line; "same" where somebody was quicker with the same amount. Raises Overtaken."""
    values: Mapping[str, str] = step["new"]
    unit = hand.unit(values["unit"])
    if unit is None:
        raise Overtaken
    new = NewLine(
        values["fee"],
        first_of(values["month"]),
        fen_of(values["amount"]),
        date.fromisoformat(values["due"]),
        note=values.get("note", ""),
    )
    try:
        check_role(hand.by, OPENS, hand.project.id)
        line, fresh = open_line(hand.session, unit, new, by=hand.by, now=hand.now, origin=f"receivables:{hand.why}")
    except Refusal as no:
        raise Overtaken from no
    if line.amount_fen != new.amount_fen:
        raise Overtaken
    return "created" if fresh else "same"


def enter_row(hand: Hand, step: Step) -> str:
    """A payment that nobody has stated: it is entered as a transfer, and it has arrived. Raises Overtaken."""
    unit = hand.session.get(Unit, step["who"]["unit"])
    payers = contacts_for(hand.session, unit, Right.SEE_BILLS) if unit else []
    if unit is None or not payers:
        raise Overtaken
    if _is_known(hand, step):
        return "same"
    try:
        check_role(hand.by, CONFIRMS, hand.project.id)
        payment = pay(
            hand.session,
            unit,
            payer=payers[0].person,
            method=Method.TRANSFER,
            amount_fen=fen_of(step["new"]["amount"]),
            by=None,
            now=hand.now,
            occasion=f"bank:{step['new']['reference']}",
            proven=True,
        )
    except Refusal as no:
        raise Overtaken from no
    return _found(hand, step, payment, "created")


def see_row(hand: Hand, step: Step) -> str:
    """A stated transfer that has arrived. Raises Overtaken where somebody has ended it meanwhile."""
    payment = hand.session.get(Payment, step["who"]["payment"])
    if payment is None:
        raise Overtaken
    if _is_known(hand, step):
        return "same"
    return _found(hand, step, payment, "changed")


def _is_known(hand: Hand, step: Step) -> bool:
    known = select(BankLine.id).where(BankLine.project_id == hand.project.id)
    return hand.session.scalar(known.where(BankLine.reference == step["new"]["reference"])) is not None


def _found(hand: Hand, step: Step, payment: Payment, done: str) -> str:
    try:
        seeing_transfers.see(hand.session, payment.id, by=hand.by, now=hand.now)
    except Refusal as no:
        raise Overtaken from no
    values = {
        "project_id": hand.project.id,
        "reference": step["new"]["reference"],
        "day": date.fromisoformat(step["new"]["day"]),
        "amount_fen": payment.amount_fen,
        "payment_id": payment.id,
        "at": hand.now,
        "by_id": hand.by.id,
    }
    if not insert_once(hand.session, BankLine, values):
        raise Overtaken
    return done
