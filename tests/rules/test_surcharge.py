"""A booking that is moved between day and evening: its sum is read and agreed to with the time (R064, DOMAIN 4.4)."""

import pytest

from models.ledger.posting import owed_fen
from models.order_refusals import PriceChanged, SurchargeAboveLimit
from models.orders import charging
from models.orders.lifecycle import State
from models.orders.reading import agreed_fen, agreed_lines, consents_of
from models.orders.surcharge import Heard, change_at
from models.orders.tables import Answer, Order
from models.orders.times import accept_time, confirm_time, propose, wish_time
from models.prices.estimate import LineKind
from tests.rules.builders import Office
from tests.rules.orders import CUSTOMER, DESK, FIELD, PLUMBER, SHOWN, UNIT, answered, arrived, asked, deed, priced
from tests.rules.test_capacity import at
from tests.rules.test_order_times_mended import booked, looked_at

DAY, EVENING = at("14:00"), at("19:00")


def heard(fen: int) -> Heard:
    return Heard(fen, SHOWN)


def wished(office: Office, order: Order, fen: int | None) -> bool:
    kept = looked_at(office, order, EVENING)
    read = heard(fen) if fen is not None else None
    return wish_time(office.session, order.id, kept.id, **deed(office, CUSTOMER), heard=read)


@pytest.mark.rows("R064", "R078")
def test_the_evening_is_dearer_and_agreed_to_with_the_time(office: Office) -> None:
    order, session = booked(office, DAY, quantity=200), office.session
    change = change_at(session, order, EVENING, EVENING)
    assert (change.former_fen, change.fen, change.more_fen) == (4000, 5200, 1200)
    assert wished(office, order, 5200)
    assert (order.ticket.appointed_from, agreed_fen(session, order)) == (EVENING, 5200)
    assert [line.kind for line in agreed_lines(session, order)] == [LineKind.LABOUR, LineKind.SURCHARGE]
    last = consents_of(session, order)[-1]
    assert (last.answer, last.amount_fen, last.text, last.by_id) == (
        Answer.AGREED,
        1200,
        SHOWN.text,
        office.person(CUSTOMER).id,
    )


@pytest.mark.rows("R064")
@pytest.mark.parametrize("fen", [None, 4000, 5201])
def test_what_was_not_read_is_not_agreed_to_and_the_time_stays(office: Office, fen: int | None) -> None:
    order, session = booked(office, DAY, quantity=200), office.session
    with pytest.raises(PriceChanged):
        wished(office, order, fen)
    assert (order.ticket.appointed_from, agreed_fen(session, order)) == (DAY, 4000)
    assert len(consents_of(session, order)) == 1


@pytest.mark.rows("R064", "R074")
def test_less_work_has_less_of_a_surcharge_that_came_with_another_time(office: Office) -> None:
    order, session = booked(office, DAY, quantity=200), office.session
    wished(office, order, 5200)
    arrived(office, order)
    labour, extra = agreed_lines(session, order)
    charging.charge(session, order.id, **deed(office, PLUMBER), done={labour.id: 100, extra.id: 100})
    assert (order.state, owed_fen(session, order.subject)) == (State.CHARGED, 2600)


@pytest.mark.rows("R047", "R064")
def test_a_proposed_evening_is_taken_with_its_sum(office: Office) -> None:
    order, session = booked(office, DAY), office.session
    made = propose(session, order.id, EVENING, **deed(office, DESK))
    assert agreed_fen(session, order) == 2000
    with pytest.raises(PriceChanged):
        accept_time(session, order.id, made.id, **deed(office, CUSTOMER))
    accept_time(session, order.id, made.id, **deed(office, CUSTOMER), heard=heard(2600))
    assert (order.ticket.appointed_from, agreed_fen(session, order)) == (EVENING, 2600)


@pytest.mark.rows("R064", "R076")
def test_the_desk_reads_out_what_another_time_costs_and_keeps_the_yes(office: Office) -> None:
    order, session = booked(office, DAY, "B01"), office.session
    read = Heard(change_at(session, order, EVENING, EVENING).fen, SHOWN, "电话")
    confirm_time(session, order.id, **deed(office, DESK), start=EVENING, heard=read)
    last = consents_of(session, order)[-1]
    assert (last.by_id, last.recorded_by_id) == (office.person(CUSTOMER).id, office.person(DESK).id)
    assert agreed_fen(session, order) == read.fen


@pytest.mark.rows("R064", "R076")
def test_a_wish_that_was_agreed_to_needs_no_second_word(office: Office) -> None:
    order, session = booked(office, DAY, "B01"), office.session
    confirm_time(session, order.id, **deed(office, DESK))
    dear = change_at(session, order, EVENING, EVENING)
    assert not wished(office, order, dear.fen)
    assert agreed_fen(session, order) == dear.former_fen
    confirm_time(session, order.id, **deed(office, FIELD))
    assert agreed_fen(session, order) == dear.fen


@pytest.mark.rows("R064")
def test_back_to_the_day_it_falls_away_and_comes_back_with_a_word(office: Office) -> None:
    order, session = booked(office, EVENING), office.session
    kept = looked_at(office, order, DAY)
    assert wish_time(session, order.id, kept.id, **deed(office, CUSTOMER))
    assert agreed_fen(session, order) == 2000
    assert wished(office, order, 2600)
    assert agreed_fen(session, order) == 2600
    assert len(consents_of(session, order)) == 2


@pytest.mark.rows("R064", "R078")
def test_above_the_limit_the_evening_is_nobodys_to_agree_to_alone(office: Office) -> None:
    order, session = booked(office, DAY, quantity=200), office.session
    office.unit(UNIT).spending_limit_fen = 5199
    with pytest.raises(SurchargeAboveLimit) as refused:
        wished(office, order, 5200)
    assert refused.value.facts["fen"] == 5200
    assert agreed_fen(session, order) == 4000


@pytest.mark.rows("R078")
def test_what_the_office_priced_costs_the_same_at_any_time(office: Office) -> None:
    order = asked(office)
    priced(office, order)
    answered(office, order, Answer.AGREED)
    assert change_at(office.session, order, EVENING, EVENING).more_fen == 0
