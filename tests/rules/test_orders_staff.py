"""The staff's side of paid orders: who hears a yes, whose time fits, who sees a cleaning, one's own pocket (R064, R067, R076, X3)."""

import pytest
from sqlalchemy import select

from models.notices import Notice
from models.order_refusals import AnswerAwaited, PriceUnsaid
from models.orders import booking, charging, consenting, quoting
from models.orders.candidates import conflicts, suggested
from models.orders.gates import is_held_back
from models.orders.hearing import ask_to_hear
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.reading import open_quote, own_payment
from models.orders.tables import Answer, Order
from models.orders.voiding import void
from models.prices.estimate import LineKind
from models.refusals import Gone, NotYours, TooLate
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.paying import declare_free, free_because
from models.tickets.queries import visible
from tests.rules.builders import Office
from tests.rules.test_capacity import at
from tests.rules.test_order_times import booked
from tests.rules.test_orders import DESK, HEAD, OWNER, PLUMBER, SHOWN, arrived, deed, paid, tap_for

OTHER = "唐国平"


def on_top(office: Office) -> Order:
    """On the spot more is needed, and the price for it waits."""
    order = tap_for(office)
    arrived(office, order)
    lines = [lump(LineKind.LABOUR, "加固支架", 3500)]
    quoting.quote_more(office.session, order.id, **deed(office, PLUMBER), lines=lines, words="支架松动")
    return order


@pytest.mark.rows("R064", "X3")
def test_customer_service_is_asked_once_to_hear_the_yes(office: Office) -> None:
    order = on_top(office)
    for _ in range(2):
        ask_to_hear(office.session, order.id, **deed(office, PLUMBER))
    told = office.session.scalars(select(Notice).where(Notice.kind == "order.hear.desk")).all()
    assert [one.person_id for one in told] == [order.ticket.first_receiver_id]
    for who, refusal in ((OTHER, Gone), (DESK, NotYours), (OWNER, NotYours)):
        with pytest.raises(refusal):
            ask_to_hear(office.session, order.id, **deed(office, who))


@pytest.mark.rows("R064")
def test_nobody_is_asked_to_hear_what_was_answered(office: Office) -> None:
    order = on_top(office)
    quote = open_quote(office.session, order)
    assert quote is not None
    consenting.answer(office.session, quote.id, Answer.AGREED, **deed(office, OWNER), shown=SHOWN)
    with pytest.raises(TooLate):
        ask_to_hear(office.session, order.id, **deed(office, PLUMBER))


@pytest.mark.rows("R047")
def test_the_work_is_not_at_its_end_while_a_price_waits(office: Office) -> None:
    order = on_top(office)
    with pytest.raises(AnswerAwaited):
        charging.charge(office.session, order.id, **deed(office, PLUMBER))
    with pytest.raises(AnswerAwaited):
        actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="好", no_photo="无")


@pytest.mark.rows("R047", "R064")
def test_what_waits_for_an_answer_is_held_back(office: Office) -> None:
    ticket = office.reported()
    assert not is_held_back(office.session, ticket)
    lines = [lump(LineKind.LABOUR, "更换龙头", 2000)]
    quoting.price_repair(office.session, ticket.id, **deed(office, DESK), lines=lines)
    assert is_held_back(office.session, ticket)


@pytest.mark.rows("R047")
def test_why_it_is_free_is_kept(office: Office) -> None:
    ticket = office.reported()
    assert free_because(office.session, ticket) == ""
    declare_free(office.session, ticket.id, **deed(office, DESK), reason=" 公共设施部分 ")
    assert free_because(office.session, ticket) == "公共设施部分"


@pytest.mark.rows("R067")
def test_whose_time_was_kept_comes_first_and_who_is_busy_last(office: Office) -> None:
    order = booked(office, at("14:00"))
    actions.send(office.session, order.ticket_id, **deed(office, DESK), department=office.department())
    found = suggested(office.session, order.ticket, office.now)
    assert (found[0].kept, found[0].free, found[0].candidate.staff.person.name) == (True, True, PLUMBER)
    assert [one.free for one in found] == sorted((one.free for one in found), reverse=True)
    assert conflicts(office.session, order.ticket, office.staff(PLUMBER), office.now) is None
    night = office.staff("马俊")
    assert conflicts(office.session, order.ticket, night, office.now) is not None


@pytest.mark.rows("R076", "R203")
def test_the_cleaning_head_sees_a_cleaning_at_once_and_no_other_head_does(office: Office) -> None:
    order = booked(office, at("14:00"), "B01")
    assert visible(office.session, order.ticket_id, office.person("曹桂芳"), office.now)
    for name in (HEAD, "彭勇"):
        with pytest.raises(Gone):
            visible(office.session, order.ticket_id, office.person(name), office.now)


@pytest.mark.rows("R074", "X3")
def test_money_that_was_entered_by_mistake_is_owed_again(office: Office) -> None:
    order, session = tap_for(office), office.session
    paid(office, order)
    payment = own_payment(session, order, office.person(PLUMBER))
    assert payment is not None
    assert own_payment(session, order, office.person(OTHER)) is None
    void(session, payment.id, **deed(office, PLUMBER), reason="记错了单")
    assert (order.state, own_payment(session, order, office.person(PLUMBER))) == (State.CHARGED, None)


@pytest.mark.rows("R066")
def test_who_came_to_look_names_a_price_before_the_end(office: Office) -> None:
    asked = {"project": office.project, "by": office.person(OWNER), "unit": office.unit(), "words": "窗帘轨道"}
    order = booking.ask_for(office.session, **asked, now=office.now, look_first=True)
    arrived(office, order)
    with pytest.raises(PriceUnsaid):
        actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="好", no_photo="无")
    lines = [lump(LineKind.LABOUR, "更换轨道", 12000)]
    quoting.quote(office.session, order.id, **deed(office, PLUMBER), lines=lines)
    with pytest.raises(AnswerAwaited):
        actions.finish(office.session, order.ticket_id, **deed(office, PLUMBER), result="好", no_photo="无")


@pytest.mark.rows("R047")
def test_who_does_the_work_notes_a_no_only_where_they_stand_before_it(office: Office) -> None:
    ticket, session = office.brought_to(Status.ACCEPTED), office.session
    quote = quoting.price_repair(
        session, ticket.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "换阀芯", 3500)]
    )
    said = {"shown": SHOWN, "words": "太贵"}
    with pytest.raises(TooLate):
        consenting.answer(session, quote.id, Answer.DECLINED, **deed(office, PLUMBER), **said)
    actions.arrive(session, ticket.id, **deed(office, PLUMBER))
    with pytest.raises(NotYours):
        consenting.answer(session, quote.id, Answer.AGREED, **deed(office, PLUMBER), **said)
    order = consenting.answer(session, quote.id, Answer.DECLINED, **deed(office, PLUMBER), **said)
    assert order.state == State.DECLINED
