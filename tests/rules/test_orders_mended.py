"""Corners of paid orders in which money or consent once went astray (R012, R047, R061, R064, X3)."""

import pytest
from sqlalchemy import select

from models.capacity.actions import hold
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.ledger import seeing_transfers
from models.ledger.lifecycle import Method
from models.ledger.posting import charged_fen, owed_fen
from models.notices import Notice
from models.order_refusals import MoreThanPaid
from models.orders import booking, charging, collecting, consenting, ending, quoting, refunding, voiding
from models.orders.approving import approvers
from models.orders.lifecycle import State
from models.orders.lines import Line, lump
from models.orders.reading import agreed_lines
from models.orders.tables import Answer, Consent, Refund
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.refusals import Gone, NotYours, OwnMoney, TooLate
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.subjobs import split, subjobs_of
from tests.rules.builders import Office
from tests.rules.orders import (
    APPROVER,
    CASHIER,
    CUSTOMER,
    DESK,
    FIELD,
    FINANCE,
    LARGE,
    MANAGER,
    PLUMBER,
    SHOWN,
    SUPERVISOR,
    UNIT,
    answered,
    arrived,
    asked,
    brought_to,
    charged,
    collected,
    deed,
    given_up,
    in_the_till,
    large,
    priced,
    slip,
)


def approved(office: Office, order_id: int, fen: int) -> Refund:
    """A refund that the supervisor proposed and the manager approved."""
    one = refunding.propose(office.session, order_id, **deed(office, SUPERVISOR), amount_fen=fen, reason="服务未达标")
    return refunding.decide(office.session, one.id, **deed(office, MANAGER), agreed=True)


@pytest.mark.rows("R061", "R228")
def test_two_refunds_that_were_approved_before_either_was_paid_leave_nothing_owed(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    in_the_till(office)
    for one in [approved(office, order.id, 5000), approved(office, order.id, 4000)]:
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert (owed_fen(session, order.subject), charged_fen(session, order.subject)) == (0, 6000)


@pytest.mark.rows("R061", "R228")
def test_what_was_paid_too_much_goes_back_once(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    in_the_till(office)
    facts = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 5000}
    again = collecting.paid_in_telegram(session, order.id, charge_id="tg1", **facts)
    seeing_transfers.see(session, again.id, **deed(office, FINANCE))
    for one in [approved(office, order.id, 3000), approved(office, order.id, 4000)]:
        refunding.pay(session, one.id, **deed(office, CASHIER), method=Method.CASH)
    assert (owed_fen(session, order.subject), charged_fen(session, order.subject)) == (0, 13000)


@pytest.mark.rows("R061", "R228")
@pytest.mark.parametrize("fen", [0, -1, 15001])
def test_no_refund_is_proposed_of_nothing_or_of_more_than_was_paid(office: Office, fen: int) -> None:
    order = brought_to(office, State.COLLECTED)
    with pytest.raises(MoreThanPaid):
        refunding.propose(office.session, order.id, **deed(office, SUPERVISOR), amount_fen=fen, reason="服务未达标")


@pytest.mark.rows("R061", "R228")
def test_nothing_goes_back_to_who_owes(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    facts = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": 5000}
    part = collecting.paid_in_telegram(session, order.id, charge_id="tg1", **facts)
    seeing_transfers.see(session, part.id, **deed(office, FINANCE))
    refund = approved(office, order.id, 5000)
    with pytest.raises(MoreThanPaid):
        refunding.pay(session, refund.id, **deed(office, CASHIER), method=Method.CASH)


@pytest.mark.rows("R013", "X3")
def test_an_order_that_was_paid_twice_stays_paid_when_one_of_the_two_proves_to_be_none(office: Office) -> None:
    order, session = brought_to(office, State.COLLECTED), office.session
    facts = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": order.charged_fen}
    again = collecting.paid_in_telegram(session, order.id, charge_id="tg1", **facts)
    voiding.not_arrived(session, again.id, **deed(office, FINANCE), reason="未到账")
    assert (order.state, owed_fen(session, order.subject)) == (State.COLLECTED, 0)


@pytest.mark.rows("R013", "X3")
def test_a_transfer_that_never_came_is_owed_again(office: Office) -> None:
    order, session = brought_to(office, State.CHARGED), office.session
    paid = collecting.collect(
        session, order.id, **deed(office, CUSTOMER), method=Method.TRANSFER, amount_fen=15000, media=slip(office)
    )
    voiding.not_arrived(session, paid.id, **deed(office, FINANCE), reason="未到账")
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, 15000)
    collected(office, order)
    assert order.state == State.COLLECTED


@pytest.mark.rows("R047", "R064")
def test_more_than_the_customer_may_order_alone_is_agreed_to_by_the_owner(office: Office) -> None:
    order, session = brought_to(office, State.CONSENTED), office.session
    assert [one.called.zh for one in approvers(session, order)] == [APPROVER]
    newest, more = office.notices(), [lump(LineKind.MATERIAL, "电动幕布", LARGE)]
    quote = quoting.quote_more(session, order.id, **deed(office, PLUMBER), lines=more, words="手动幕布已停产")
    told = session.scalars(select(Notice).where(Notice.id > newest, Notice.kind == "order.ask_approval.approver"))
    assert [one.person_id for one in told] == [office.person(APPROVER).id]
    for who, said in ((CUSTOMER, Answer.AGREED), (CUSTOMER, Answer.APPROVED), (DESK, Answer.AGREED)):
        with pytest.raises(NotYours):
            consenting.answer(session, quote.id, said, **deed(office, who), shown=SHOWN, words="同意")
    answered(office, order, Answer.APPROVED, APPROVER)
    charged(office, order)
    assert order.charged_fen == 15000 + LARGE


@pytest.mark.rows("R047", "R064")
def test_the_time_that_was_booked_is_agreed_once_the_owner_approves(office: Office) -> None:
    session, by = office.session, office.person(CUSTOMER)
    edition = by_code(session, office.project, "S07", office.now.date())
    assert edition is not None
    need = Need("engineering", "water", 120)
    start = free_starts(session, office.project, need, office.now)[0].start
    kept = hold(session, office.project, need, start, by=by, now=office.now)
    price = booking.price_of(office.project, edition, 400, kept.starts, kept.ends).total_fen
    wanted = booking.Wanted(edition=edition, quantity=400, expected_fen=price, hold_id=kept.id)
    facts = {"project": office.project, "unit": office.unit(UNIT), "shown": SHOWN, "wanted": wanted}
    order = booking.book(session, **facts, **deed(office, CUSTOMER))
    assert (order.state, order.ticket.appointed_from) == (State.APPROVAL, None)
    answered(office, order, Answer.APPROVED, APPROVER)
    assert (order.state, order.ticket.appointed_from) == (State.CONSENTED, kept.starts)


@pytest.mark.rows("R064")
def test_an_approval_heard_by_telephone_is_the_word_of_who_speaks_for_the_unit(office: Office) -> None:
    order = brought_to(office, State.APPROVAL)
    answered(office, order, Answer.APPROVED, FIELD, words="乔先生电话同意")
    kept = office.session.scalars(select(Consent).order_by(Consent.id.desc())).first()
    assert kept is not None
    assert (kept.by_id, kept.recorded_by_id) == (office.person(APPROVER).id, office.person(FIELD).id)
    assert order.state == State.CONSENTED


@pytest.mark.rows("R012", "X3")
def test_whoever_wrote_down_that_a_customer_agrees_fixes_no_sum(office: Office) -> None:
    order = asked(office)
    large(office, order)
    answered(office, order, Answer.AGREED, SUPERVISOR, words="电话同意")
    answered(office, order, Answer.APPROVED, APPROVER)
    order.ticket.assignee_id = office.person(SUPERVISOR).id
    order.ticket.arrived_at = office.now
    with pytest.raises(OwnMoney):
        charging.charge(office.session, order.id, **deed(office, SUPERVISOR))


@pytest.mark.rows("R047", "R074")
def test_a_part_of_a_line_never_costs_more_than_the_line(office: Office) -> None:
    order, session = asked(office), office.session
    dear = lump(LineKind.LABOUR, "安装", 1000)
    lines = [Line(dear.kind, dear.name, dear.unit, 300, 5000, 1000)]
    quoting.quote(session, order.id, **deed(office, DESK), lines=lines)
    answered(office, order, Answer.AGREED)
    arrived(office, order)
    line = agreed_lines(session, order)[0]
    charging.charge(session, order.id, **deed(office, PLUMBER), done={line.id: 200})
    assert order.charged_fen == 1000


@pytest.mark.rows("R063")
def test_no_price_is_named_once_the_visit_is_over(office: Office) -> None:
    order, session = asked(office, look_first=True), office.session
    arrived(office, order)
    priced(office, order, by=PLUMBER)
    answered(office, order, Answer.DECLINED)
    actions.finish(session, order.ticket_id, **deed(office, PLUMBER), result="已查看", no_photo="无变化")
    with pytest.raises(TooLate):
        priced(office, order)
    with pytest.raises(TooLate):
        ending.ask_again(session, order.id, **deed(office, CUSTOMER))
    assert order.state == State.DECLINED


@pytest.mark.rows("R027", "R063")
def test_who_was_there_for_nothing_can_be_sent_again(office: Office) -> None:
    order, session = asked(office, look_first=True), office.session
    arrived(office, order)
    given_up(office, order)
    actions.finish(session, order.ticket_id, **deed(office, PLUMBER), result="已查看", no_photo="无变化")
    actions.reopen(session, order.ticket_id, **deed(office, CUSTOMER))
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department())
    assert order.ticket.status == Status.SENT


@pytest.mark.rows("R044", "R063")
def test_what_is_not_carried_out_is_called_off_everywhere(office: Office) -> None:
    order, session = asked(office), office.session
    priced(office, order)
    answered(office, order, Answer.AGREED)
    split(
        session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"), words="清理安装位置"
    )
    given_up(office, order)
    assert order.ticket.status == Status.WITHDRAWN
    assert [one.status for one in subjobs_of(session, order.ticket)] == [Status.WITHDRAWN]
    with pytest.raises(Gone):
        ending.end(session, order.id + 99, **deed(office, DESK), reason="没有此单")
