"""The time of an order: proposed, wished, agreed; of a cleaning a person confirms it (R047, R067, R076)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.capacity.actions import book, booking_of, hold
from models.notices import Notice
from models.order_refusals import PriceChanged, TimeUnconfirmed
from models.orders.gates import time_is_confirmed
from models.orders.needs import need_for, need_of
from models.orders.proposals import open_proposal
from models.orders.reading import agreed_fen, agreed_lines
from models.orders.surcharge import Heard
from models.orders.tables import Order
from models.orders.times import accept_time, confirm_time, decline_time, propose, wish_time
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.refusals import Gone, NotYours, SlotTaken, TooLate
from models.tickets import actions
from models.tickets.lifecycle import Status
from models.tickets.visits import appoint
from tests.rules.builders import Office
from tests.rules.test_capacity import at
from tests.rules.test_orders import DESK, HEAD, OWNER, PLUMBER, SHOWN, deed, tap_for

CLEANING = "B01"


def booked(office: Office, start: datetime, code: str = "S01", by: str = OWNER) -> Order:
    """Something booked for a time that was held."""
    edition = by_code(office.session, office.project, code, office.now.date())
    assert edition is not None
    need = need_for(edition, 100)
    kept = hold(office.session, office.project, need, start, by=office.person(by), now=office.now)
    return tap_for(office, code=code, by=by, hold_id=kept.id)


def chosen(office: Office, order: Order, start: datetime) -> int:
    """A time that its customer holds."""
    booking = booking_of(office.session, order.subject)
    assert booking is not None
    return hold(
        office.session,
        office.project,
        booking.need,
        start,
        by=office.person(OWNER),
        now=office.now,
        subject=order.subject,
    ).id


def kinds(office: Office) -> list[str]:
    return list(office.session.scalars(select(Notice.kind).order_by(Notice.id)))


@pytest.mark.rows("R076")
def test_a_cleaning_is_sent_only_when_a_person_has_confirmed_its_time(office: Office) -> None:
    order = booked(office, at("14:00"), CLEANING)
    assert not time_is_confirmed(order)
    with pytest.raises(TimeUnconfirmed):
        actions.send(office.session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))
    with pytest.raises(NotYours):
        confirm_time(office.session, order.id, **deed(office, OWNER))
    confirm_time(office.session, order.id, **deed(office, DESK))
    assert order.ticket.appointed_from == at("14:00")
    assert "confirm_time.reporter" in kinds(office)
    actions.send(office.session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))
    assert order.ticket.status == Status.SENT


@pytest.mark.rows("R076")
def test_the_confirmed_time_stays_when_the_desk_classifies(office: Office) -> None:
    order = booked(office, at("14:00"), CLEANING)
    confirm_time(office.session, order.id, **deed(office, DESK), start=at("15:00"))
    ticket = order.ticket
    actions.classify(
        office.session,
        ticket.id,
        **deed(office, DESK),
        symptom_code=ticket.symptom_code,
        urgency=ticket.urgency,
    )
    assert ticket.appointed_from == at("15:00")
    assert time_is_confirmed(order)


@pytest.mark.rows("R067")
def test_another_free_time_is_agreed_at_once_as_long_as_nobody_has_the_job(office: Office) -> None:
    order = booked(office, at("14:00"))
    assert order.ticket.appointed_from == at("14:00")
    assert wish_time(office.session, order.id, chosen(office, order, at("16:00")), **deed(office, OWNER))
    assert order.ticket.appointed_from == at("16:00")
    now_booked = booking_of(office.session, order.subject)
    assert now_booked is not None
    assert now_booked.starts == at("16:00")


@pytest.mark.rows("R076")
def test_another_time_of_a_cleaning_is_a_wish_until_the_desk_confirms_it(office: Office) -> None:
    order = booked(office, at("14:00"), CLEANING)
    confirm_time(office.session, order.id, **deed(office, DESK))
    assert not wish_time(office.session, order.id, chosen(office, order, at("16:00")), **deed(office, OWNER))
    assert (order.ticket.appointed_from, order.ticket.wished_from) == (at("14:00"), at("16:00"))
    confirm_time(office.session, order.id, **deed(office, DESK))
    assert (order.ticket.appointed_from, order.ticket.wished_from) == (at("16:00"), None)
    assert open_proposal(office.session, order) is None


@pytest.mark.rows("R067", "R076")
def test_the_office_proposes_and_the_customer_accepts_or_declines(office: Office) -> None:
    order, session = booked(office, at("14:00")), office.session
    with pytest.raises(NotYours):
        propose(session, order.id, at("15:30"), **deed(office, OWNER))
    with pytest.raises(Gone):
        propose(session, order.id, at("15:30"), **deed(office, "方女士"))
    first = propose(session, order.id, at("15:30"), **deed(office, DESK)).id
    assert "order.time_proposed.customer" in kinds(office)
    decline_time(session, order.id, first, **deed(office, OWNER))
    assert "order.time_declined.proposer" in kinds(office)
    assert order.ticket.appointed_from == at("14:00")
    with pytest.raises(TooLate):
        accept_time(session, order.id, first, **deed(office, OWNER))
    read = propose(session, order.id, at("15:30"), **deed(office, DESK)).id
    last = propose(session, order.id, at("17:00"), **deed(office, DESK)).id
    for answer in (accept_time, decline_time):
        with pytest.raises(TooLate):
            answer(session, order.id, read, **deed(office, OWNER))
    office.later(minutes=50)
    accept_time(session, order.id, last, **deed(office, OWNER))
    assert order.ticket.appointed_from == at("17:00")
    with pytest.raises(TooLate):
        accept_time(session, order.id, last, **deed(office, OWNER))


@pytest.mark.rows("R067")
def test_a_proposed_time_that_others_have_taken_meanwhile_is_no_time_any_more(office: Office) -> None:
    order, session = booked(office, at("14:00", 1), CLEANING), office.session
    proposed = propose(session, order.id, at("11:00", 1), **deed(office, DESK)).id
    office.later(hours=5)
    other, need = office.person("杜女士"), need_of(session, order)
    book(
        session,
        hold(session, office.project, need, at("11:00", 1), by=other, now=office.now).id,
        "order:99",
        now=office.now,
    )
    with pytest.raises(SlotTaken):
        accept_time(session, order.id, proposed, **deed(office, OWNER))
    assert order.ticket.appointed_from is None
    assert open_proposal(session, order) is not None


@pytest.mark.rows("R067")
def test_once_somebody_has_come_no_time_is_moved(office: Office) -> None:
    order, session = booked(office, office.now + timedelta(hours=1)), office.session
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department())
    actions.assign(session, order.ticket_id, **deed(office, HEAD), to=office.staff(PLUMBER))
    actions.accept(session, order.ticket_id, **deed(office, PLUMBER))
    later = chosen(office, order, at("16:00"))
    actions.arrive(session, order.ticket_id, **deed(office, PLUMBER))
    with pytest.raises(TooLate):
        wish_time(session, order.id, later, **deed(office, OWNER))
    with pytest.raises(TooLate):
        propose(session, order.id, at("16:00"), **deed(office, DESK))


@pytest.mark.rows("R047", "R064")
def test_the_surcharge_falls_away_with_the_evening(office: Office) -> None:
    order, evening = booked(office, at("19:00"), CLEANING), at("19:00")
    dear = agreed_fen(office.session, order)
    confirm_time(office.session, order.id, **deed(office, DESK))
    assert (order.ticket.appointed_from, agreed_fen(office.session, order)) == (evening, dear)
    confirm_time(office.session, order.id, **deed(office, DESK), start=at("15:00"))
    assert [one.kind for one in agreed_lines(office.session, order)] == [LineKind.LABOUR]
    assert agreed_fen(office.session, order) < dear
    with pytest.raises(PriceChanged):
        confirm_time(office.session, order.id, **deed(office, DESK), start=evening)
    confirm_time(office.session, order.id, **deed(office, DESK), start=evening, heard=Heard(dear, SHOWN, "电话"))
    assert agreed_fen(office.session, order) == dear


@pytest.mark.rows("R076")
def test_who_cleans_agrees_no_time_of_a_cleaning_alone(office: Office) -> None:
    order, session = booked(office, at("14:00"), CLEANING), office.session
    confirm_time(session, order.id, **deed(office, DESK))
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))
    actions.assign(session, order.ticket_id, **deed(office, "曹桂芳"), to=office.staff("姜红"))
    actions.accept(session, order.ticket_id, **deed(office, "姜红"))
    for name in ("曹桂芳", "姜红"):
        with pytest.raises(NotYours):
            appoint(session, order.ticket_id, **deed(office, name), start=at("16:00"))
    appoint(session, order.ticket_id, **deed(office, DESK), start=at("16:00"))
    assert order.ticket.appointed_from == at("16:00")
