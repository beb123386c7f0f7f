"""What is owed always has a way on: it is taken by somebody else, corrected, or waived by two hands (R012, R074, X3, DOMAIN 5.7)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.ledger import depositing, handing_over, seeing_transfers
from models.ledger.lifecycle import DepositState, Method, PaymentState
from models.ledger.posting import owed_fen, paid_fen
from models.ledger.queries import holding_of, till_free_fen
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.notices import Notice
from models.order_refusals import MoreThanOwed, ProofMissing
from models.orders import auditing, collecting, oversight, refunding, voiding, waiving
from models.orders.lifecycle import State
from models.orders.reading import parts_of
from models.orders.revenue import By, revenue
from models.orders.tables import Order, Refund, RefundState
from models.people import Role
from models.refusals import Gone, NotYours, OwnMoney, ReasonMissing, TooLate
from tests.rules.builders import Office
from tests.rules.orders import (
    CASHIER,
    CUSTOMER,
    DESK,
    FIELD,
    FINANCE,
    HEAD,
    MANAGER,
    PLUMBER,
    SMALL,
    SUPERVISOR,
    brought_to,
    collected,
    deed,
    in_the_till,
    slip,
)


def told(office: Office, kind: str) -> set[int]:
    return set(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


@pytest.mark.rows("R074", "X3")
@pytest.mark.parametrize("who", [DESK, FIELD, CASHIER])
def test_who_has_left_is_not_waited_for_the_desk_or_the_cashier_takes_the_money(office: Office, who: str) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    office.staff(PLUMBER).left_at = office.now
    collected(office, order, by=who)
    assert (order.state, holding_of(session, office.person(who)).fen) == (State.COLLECTED, SMALL)
    if who != CASHIER:
        with pytest.raises(OwnMoney):
            auditing.audit(session, order.id, **deed(office, who))
    auditing.audit(session, order.id, **deed(office, "吴佳"))
    assert order.state == State.AUDITED


@pytest.mark.rows("R074")
def test_nobody_else_takes_it(office: Office) -> None:
    order = brought_to(office, State.CHARGED)
    for who in (SUPERVISOR, MANAGER, FINANCE, HEAD):
        with pytest.raises(NotYours):
            collected(office, order, by=who)


@pytest.mark.rows("R074", "X3")
def test_whoever_did_the_work_takes_the_money_whatever_their_role(office: Office) -> None:
    order = brought_to(office, State.CHARGED)
    office.staff(PLUMBER).role = Role.CONTROL_ROOM
    collected(office, order)
    payment = voiding.void(office.session, order_payment(office, order), **deed(office, PLUMBER), reason="记错")
    assert (payment.state, order.state) == (PaymentState.VOID, State.CHARGED)


def order_payment(office: Office, order: Order) -> int:
    from models.ledger.queries import payments_about

    return payments_about(office.session, order.project_id, order.subject)[-1].id


def proposed(office: Office, order: Order, fen: int, by: str = SUPERVISOR) -> Refund:
    return waiving.propose_less(office.session, order.id, **deed(office, by), amount_fen=fen, reason="误收")


def decided(office: Office, one: Refund, *, agreed: bool = True, by: str = MANAGER) -> Refund:
    return waiving.decide_less(office.session, one.id, **deed(office, by), agreed=agreed, words="已核实")


@pytest.mark.rows("R012", "X3")
def test_a_charge_that_was_too_high_is_lowered_by_two_hands(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    with pytest.raises(ReasonMissing):
        waiving.propose_less(session, order.id, **deed(office, DESK), amount_fen=1, reason=" ")
    for who in (PLUMBER, FINANCE, HEAD):
        with pytest.raises(NotYours):
            proposed(office, order, 100, by=who)
    one = proposed(office, order, 5000)
    assert told(office, "refund.propose_less") == {office.person(MANAGER).id}
    with pytest.raises(MoreThanOwed):
        proposed(office, order, SMALL - 5000 + 1)
    for who in (SUPERVISOR, FINANCE):
        with pytest.raises(NotYours):
            decided(office, one, by=who)
    with pytest.raises(TooLate):
        refunding.decide(session, one.id, **deed(office, MANAGER), agreed=True)
    decided(office, one)
    assert (order.state, owed_fen(session, order.subject), one.state) == (
        State.CHARGED,
        SMALL - 5000,
        RefundState.WAIVED,
    )
    assert office.person(CUSTOMER).id in told(office, "order.lower.customer")
    assert told(office, "refund.waived") == {office.person(SUPERVISOR).id}
    collected(office, order)
    assert paid_fen(session, order.subject) == SMALL - 5000


@pytest.mark.rows("R012", "X3")
def test_the_manager_does_not_approve_an_own_proposal(office: Office) -> None:
    order = brought_to(office, State.CHARGED)
    one = proposed(office, order, 100)
    one.proposed_by_id = office.person(MANAGER).id
    with pytest.raises(OwnMoney):
        decided(office, one)


@pytest.mark.rows("R012", "X3")
def test_what_is_waived_whole_ends_and_what_is_declined_stays_owed(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    assert decided(office, proposed(office, order, SMALL), agreed=False).state == RefundState.REFUSED
    assert owed_fen(session, order.subject) == SMALL
    decided(office, proposed(office, order, SMALL))
    assert (order.state, owed_fen(session, order.subject), order.ended_at) == (State.FREE, 0, office.now)
    assert office.person(CUSTOMER).id in told(office, "order.waive.customer")


@pytest.mark.rows("R012", "R074", "X3")
def test_what_was_paid_in_part_is_audited_when_the_rest_is_waived(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    paying = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 4000}
    part = collecting.paid_in_telegram(session, order.id, charge_id="tg1", **paying)
    seeing_transfers.see(session, part.id, **deed(office, FINANCE))
    decided(office, proposed(office, order, SMALL - 4000))
    assert order.state == State.COLLECTED
    auditing.audit(session, order.id, **deed(office, FIELD))
    auditing.receive(session, order.id, **deed(office, FINANCE))
    assert order.state == State.RECEIVED


@pytest.mark.rows("R012", "X3")
def test_what_was_paid_meanwhile_is_not_waived(office: Office) -> None:
    order = brought_to(office, State.CHARGED)
    one = proposed(office, order, 5000)
    collected(office, order)
    with pytest.raises(TooLate):
        decided(office, one)
    assert decided(office, one, agreed=False).state == RefundState.REFUSED


@pytest.mark.rows("R012", "R013", "X3")
def test_nobody_of_the_office_has_a_hand_in_an_order_of_their_own(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    how = {"method": Method.TRANSFER, "amount_fen": SMALL, "media": slip(office)}
    payment = collecting.collect(session, order.id, **deed(office, CUSTOMER), **how)
    for who, doing in (
        (FINANCE, lambda: seeing_transfers.see(session, payment.id, **deed(office, FINANCE))),
        (DESK, lambda: auditing.audit(session, order.id, **deed(office, DESK))),
        (
            SUPERVISOR,
            lambda: refunding.propose(session, order.id, **deed(office, SUPERVISOR), amount_fen=1, reason="退"),
        ),
    ):
        payment.payer_id = order.ticket.reporter_id = office.person(who).id
        with pytest.raises((OwnMoney, Gone, NotYours)):
            doing()
        assert not parts_of(session, office.person(who), order, office.now)


@pytest.mark.rows("R011", "X3")
def test_who_ordered_for_a_unit_once_has_no_part_of_the_office_in_it_after_leaving_it(office: Office) -> None:
    order = brought_to(office, State.COLLECTED)
    order.ticket.reporter_id = office.person(DESK).id
    assert parts_of(office.session, office.person(DESK), order, office.now) == frozenset()


@pytest.mark.rows("R126", "X3")
def test_the_till_goes_to_the_bank_with_the_cashier_only_who_may_take_it_back(office: Office) -> None:
    brought_to(office, State.COLLECTED)
    in_the_till(office)
    session, media = office.session, slip(office)
    for who in (FINANCE, MANAGER, PLUMBER):
        with pytest.raises(NotYours):
            depositing.deposit_till(session, **deed(office, who), media=media)
    one = depositing.deposit_till(session, **deed(office, CASHIER), media=media, amount_fen=10000)
    assert till_free_fen(session, office.project.id) == SMALL - 10000
    for who in (FINANCE, MANAGER):
        with pytest.raises(NotYours):
            depositing.withdraw_deposit(session, one.id, **deed(office, who))
    depositing.withdraw_deposit(session, one.id, **deed(office, CASHIER))
    assert (one.state, till_free_fen(session, office.project.id)) == (DepositState.WITHDRAWN, SMALL)
    with pytest.raises(TooLate):
        depositing.confirm_deposit(session, one.id, **deed(office, FINANCE))
    again = depositing.deposit_till(session, **deed(office, CASHIER), media=media)
    depositing.confirm_deposit(session, again.id, **deed(office, FINANCE))
    with pytest.raises(TooLate):
        depositing.withdraw_deposit(session, again.id, **deed(office, CASHIER))


@pytest.mark.rows("R126", "X3")
def test_a_deposit_out_of_the_own_pocket_is_taken_back_into_it(office: Office) -> None:
    brought_to(office, State.COLLECTED)
    session, plumber = office.session, office.person(PLUMBER)
    one = depositing.deposit_own(session, **deed(office, PLUMBER), media=slip(office))
    assert holding_of(session, plumber).free_fen == 0
    depositing.withdraw_deposit(session, one.id, **deed(office, PLUMBER))
    assert holding_of(session, plumber).free_fen == SMALL
    handing_over.propose(session, **deed(office, PLUMBER), to=office.person(CASHIER))


@pytest.mark.rows("R012", "X3")
@pytest.mark.parametrize("who", [HEAD, SUPERVISOR])
def test_what_the_audit_asks_is_explained_in_the_place_of_who_has_left(office: Office, who: str) -> None:
    order, session = brought_to(office, State.QUERIED), office.session
    assert oversight.to_explain(session, office.project, office.person(who), office.now) == []
    office.staff(PLUMBER).left_at = office.now
    assert oversight.to_explain(session, office.project, office.person(who), office.now) == [order]
    auditing.explain(session, order.id, **deed(office, who), words="照片为完工前所拍")
    if who == SUPERVISOR:
        with pytest.raises(OwnMoney):
            auditing.audit(session, order.id, **deed(office, who))
    auditing.audit(session, order.id, **deed(office, FIELD))
    assert order.state == State.AUDITED


@pytest.mark.rows("R074", "R126")
def test_a_voice_note_is_no_slip(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    spoken = receive(session, office.project, Sent(MediaKind.VOICE, file_id="v"), by=None, bot_id=1, now=office.now)
    how: dict[str, Any] = {"method": Method.TRANSFER, "amount_fen": SMALL}
    for media in ([spoken.id], [*slip(office), spoken.id]):
        with pytest.raises(ProofMissing):
            collecting.collect(session, order.id, **deed(office, CUSTOMER), **how, media=media)
    assert order.state == State.CHARGED


@pytest.mark.rows("R074")
def test_less_than_is_owed_in_telegram_is_told_to_finance_and_the_supervisor(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    paying = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 4000}
    collecting.paid_in_telegram(session, order.id, charge_id="tg1", **paying)
    assert told(office, "order.paid_too_little.finance") == {office.person(name).id for name in (FINANCE, SUPERVISOR)}
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, SMALL - 4000)


@pytest.mark.rows("R058", "R062")
def test_what_is_waived_is_no_income(office: Office) -> None:
    order, other, session = brought_to(office, State.CHARGED), brought_to(office, State.COLLECTED), office.session
    decided(office, proposed(office, order, 4000))
    back = refunding.propose(session, other.id, **deed(office, SUPERVISOR), amount_fen=3000, reason="服务未达标")
    refunding.decide(session, back.id, **deed(office, MANAGER), agreed=True)
    start, end = office.now - timedelta(days=1), office.now + timedelta(days=1)
    _, total = revenue(session, office.project, office.staff(MANAGER), By.ITEM, start, end)
    assert (total.charged, total.waived, total.owed) == (2 * SMALL, 7000, 2 * SMALL - 7000)
    assert total.owed == total.collected - 3000 + owed_fen(session, order.subject)
