"""Corners in which the time of an order, its kind or its price once went astray (R047, R064, R066, R067, R076)."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.capacity.actions import booking_of, hold
from models.capacity.free import free_starts
from models.capacity.tables import Hold, HoldState
from models.events import Event
from models.notices import Notice
from models.order_refusals import ConsentMissing, PriceExpired, TimeUnconfirmed
from models.orders import booking, charging, consenting, quoting
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.needs import need_for
from models.orders.proposals import open_proposal
from models.orders.reading import agreed_lines, open_quote
from models.orders.tables import Answer, Order
from models.orders.times import accept_time, confirm_time, propose, wish_time
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.prices.tables import ServiceClass
from models.refusals import Gone, NotYours, TimePast, TooLate
from models.tickets import actions
from models.tickets.kinds import Payment
from models.tickets.passing import take_back
from models.tickets.paying import declare_free
from models.tickets.subjobs import split
from models.tickets.visits import appoint
from models.tickets.waiting import cannot_finish
from models.tickets.withdrawing import withdraw
from tests.rules.builders import Office
from tests.rules.orders import (
    APPROVER,
    CUSTOMER,
    DESK,
    HEAD,
    PLUMBER,
    SHOWN,
    UNIT,
    answered,
    arrived,
    asked,
    brought_to,
    deed,
    given_up,
    priced,
)
from tests.rules.test_capacity import at


def booked(office: Office, start: datetime, code: str = "S01", quantity: int = 100) -> Order:
    """The tenant's front desk books something for a time that was held."""
    session, edition = office.session, by_code(office.session, office.project, code, office.now.date())
    assert edition is not None
    kept = hold(session, office.project, need_for(edition, quantity), start, **deed(office, CUSTOMER))
    price = booking.price_of(office.project, edition, quantity, kept.starts, kept.ends).total_fen
    wanted = booking.Wanted(edition=edition, quantity=quantity, expected_fen=price, hold_id=kept.id)
    facts = {"project": office.project, "unit": office.unit(UNIT), "shown": SHOWN, "wanted": wanted}
    return booking.book(session, **facts, **deed(office, CUSTOMER))


def looked_at(office: Office, order: Order, start: datetime, *, mine: bool = True) -> Hold:
    """A time that its customer looks at, for this order or for something else."""
    found = booking_of(office.session, order.subject)
    assert found is not None
    about = order.subject if mine else ""
    return hold(office.session, office.project, found.need, start, **deed(office, CUSTOMER), subject=about)


def kinds(office: Office) -> list[str]:
    return list(office.session.scalars(select(Notice.kind)))


@pytest.mark.rows("R047", "R067")
def test_no_time_is_agreed_before_the_price_is(office: Office) -> None:
    order, session = booked(office, at("09:00", 1), "S07", 400), office.session
    assert order.state == State.APPROVAL
    kept = looked_at(office, order, at("09:30", 1))
    with pytest.raises(TooLate):
        wish_time(session, order.id, kept.id, **deed(office, CUSTOMER))
    with pytest.raises(TooLate):
        propose(session, order.id, at("09:30", 1), **deed(office, DESK))
    with pytest.raises(TooLate):
        confirm_time(session, order.id, **deed(office, DESK))
    assert order.ticket.appointed_from is None


@pytest.mark.rows("R047", "R064")
def test_an_approval_after_the_booked_time_makes_no_appointment_in_the_past(office: Office) -> None:
    order = booked(office, at("09:00", 1), "S07", 400)
    office.later(hours=25)
    with pytest.raises(PriceExpired):
        answered(office, order, Answer.APPROVED, APPROVER)
    quote = open_quote(office.session, order)
    assert quote is not None
    quote.valid_until = None
    answered(office, order, Answer.APPROVED, APPROVER)
    assert (order.state, order.ticket.appointed_from) == (State.CONSENTED, None)
    assert booking_of(office.session, order.subject) is None
    assert "order.time_over.desk" in kinds(office)


@pytest.mark.rows("R076")
def test_a_booked_time_that_is_over_is_not_confirmed(office: Office) -> None:
    order = booked(office, at("14:00"), "B01")
    office.later(hours=6)
    with pytest.raises(TimePast):
        confirm_time(office.session, order.id, **deed(office, DESK))
    assert order.ticket.appointed_from is None


@pytest.mark.rows("R047", "R067")
def test_a_booked_time_is_an_event_of_its_ticket_like_every_other(office: Office) -> None:
    ticket = booked(office, at("14:00")).ticket
    wanted = select(Event).where(Event.subject == ticket.subject, Event.kind == "time_booked")
    found = office.session.scalars(wanted).one()
    assert ticket.appointed_from == at("14:00")
    assert found.facts == {"appointed": ticket.appointed_from.isoformat(), "version": ticket.version}


@pytest.mark.rows("R067")
def test_a_proposed_time_is_kept_while_its_customer_looks_at_other_times(office: Office) -> None:
    order, session = booked(office, at("14:00")), office.session
    proposed = propose(session, order.id, at("15:30"), **deed(office, DESK))
    looked_at(office, order, at("16:30"), mine=False)
    looked_at(office, order, at("17:00"))
    other = booked(office, at("10:00", 1))
    propose(session, other.id, at("11:30", 1), **deed(office, DESK))
    session.refresh(proposed.hold)
    assert proposed.hold.state == HoldState.HELD
    accept_time(session, order.id, proposed.id, **deed(office, CUSTOMER))
    assert order.ticket.appointed_from == at("15:30")


@pytest.mark.rows("R067")
def test_a_proposal_for_one_thing_takes_nothing_from_a_form_about_another(office: Office) -> None:
    order = booked(office, at("14:00"))
    mine = looked_at(office, order, at("16:30"), mine=False)
    propose(office.session, order.id, at("15:30"), **deed(office, DESK))
    office.session.refresh(mine)
    assert mine.state == HoldState.HELD


@pytest.mark.rows("R067")
def test_a_wish_takes_again_what_had_run_out_and_answers_no_unread_proposal(office: Office) -> None:
    order, session = booked(office, at("14:00")), office.session
    kept = looked_at(office, order, at("16:00"))
    kept.state = HoldState.RELEASED
    session.flush()
    proposed = propose(session, order.id, at("15:30"), **deed(office, DESK))
    with pytest.raises(TooLate):
        wish_time(session, order.id, kept.id, **deed(office, CUSTOMER))
    assert open_proposal(session, order) is proposed
    appointed(office, order)
    assert open_proposal(session, order) is None
    assert wish_time(session, order.id, kept.id, **deed(office, CUSTOMER))
    found = booking_of(session, order.subject)
    assert found is not None
    assert found.starts == at("16:00")


def appointed(office: Office, order: Order) -> None:
    """The head agrees a time on the telephone; nobody has the job afterwards."""
    session = office.session
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department())
    actions.assign(session, order.ticket_id, **deed(office, HEAD), to=office.staff(PLUMBER))
    appoint(session, order.ticket_id, **deed(office, HEAD), start=at("17:00"))
    take_back(session, order.ticket_id, **deed(office, HEAD), reason="临时抢修")


@pytest.mark.rows("R067")
@pytest.mark.parametrize("how", ["arrived", "given up", "withdrawn"])
def test_a_proposed_time_is_none_any_more_once_somebody_came_or_it_ended(office: Office, how: str) -> None:
    order, session = booked(office, at("14:00")), office.session
    proposed = propose(session, order.id, at("15:30"), **deed(office, DESK))
    match how:
        case "arrived":
            arrived(office, order)
        case "given up":
            given_up(office, order)
        case _:
            withdraw(session, order.ticket_id, **deed(office, CUSTOMER))
    session.refresh(proposed.hold)
    assert (open_proposal(session, order), proposed.hold.state) == (None, HoldState.RELEASED)


@pytest.mark.rows("R044", "R064")
def test_nobody_is_sent_for_a_part_before_the_price_is_agreed(office: Office) -> None:
    order = brought_to(office, State.QUOTED)
    with pytest.raises(ConsentMissing):
        split(
            office.session,
            order.ticket_id,
            **deed(office, DESK),
            department=office.department("cleaning"),
            words="清理",
        )


@pytest.mark.rows("R047", "X2")
def test_what_was_said_to_be_free_gets_no_price(office: Office) -> None:
    ticket, lines = office.reported(symptom="2.5"), [lump(LineKind.LABOUR, "更换", 2000)]
    declare_free(office.session, ticket.id, **deed(office, DESK), reason="公共设施部分")
    with pytest.raises(TooLate):
        quoting.price_repair(office.session, ticket.id, **deed(office, DESK), lines=lines)
    assert ticket.payment == Payment.FREE


@pytest.mark.rows("R047")
def test_who_has_the_job_says_what_it_costs_only_once_there(office: Office) -> None:
    ticket, lines = office.reported(symptom="2.5"), [lump(LineKind.LABOUR, "更换", 2000)]
    session = office.session
    actions.send(session, ticket.id, **deed(office, DESK), department=office.department())
    actions.assign(session, ticket.id, **deed(office, HEAD), to=office.staff(PLUMBER))
    with pytest.raises(NotYours):
        quoting.price_repair(session, ticket.id, **deed(office, PLUMBER), lines=lines)
    with pytest.raises(NotYours):
        declare_free(session, ticket.id, **deed(office, PLUMBER), reason="小修")
    actions.accept(session, ticket.id, **deed(office, PLUMBER))
    actions.arrive(session, ticket.id, **deed(office, PLUMBER))
    assert quoting.price_repair(session, ticket.id, **deed(office, PLUMBER), lines=lines).total_fen == 2000


@pytest.mark.rows("R076", "R078")
def test_a_request_that_proves_to_be_cleaning_is_handled_as_cleaning(office: Office) -> None:
    order, session = asked(office), office.session
    assert order.service_class == ServiceClass.OTHER
    facts = {"symptom_code": "13.5", "urgency": order.ticket.urgency}
    actions.classify(session, order.ticket_id, **deed(office, DESK), **facts)
    assert order.service_class == ServiceClass.CLEANING
    told = session.scalars(select(Notice.person_id).where(Notice.kind == "order.cleaning")).all()
    assert list(told) == [office.person("曹桂芳").id]
    priced(office, order)
    answered(office, order, Answer.AGREED)
    with pytest.raises(TimeUnconfirmed):
        actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))
    actions.classify(session, order.ticket_id, **deed(office, DESK), symptom_code="13.4", urgency=order.ticket.urgency)
    assert order.service_class != ServiceClass.CLEANING


@pytest.mark.rows("R064")
def test_half_done_work_is_not_taken_back_for_nothing(office: Office) -> None:
    order, session = brought_to(office, State.CONSENTED), office.session
    facts = {"move": "wait_part", "reason": "订购配件", "until": at("10:00", 1)}
    cannot_finish(session, order.ticket_id, **deed(office, PLUMBER), **facts)
    with pytest.raises(TooLate):
        withdraw(session, order.ticket_id, **deed(office, CUSTOMER))
    given_up(office, order)
    assert order.state == State.NOT_DONE


@pytest.mark.rows("R205")
def test_a_stranger_learns_nothing_from_a_price_that_was_answered(office: Office) -> None:
    order, session = brought_to(office, State.CONSENTED), office.session
    line = agreed_lines(session, order)[0]
    for done in (None, {line.id: line.quantity + 1}):
        with pytest.raises(Gone):
            charging.charge(session, order.id, **deed(office, "章先生"), done=done)
    quote = line.quote_id
    with pytest.raises(Gone):
        consenting.answer(session, quote, Answer.AGREED, **deed(office, "章先生"), shown=SHOWN)


@pytest.mark.rows("R047", "R076")
@pytest.mark.parametrize(
    ("code", "units", "minutes"), [("B01", 6, 360), ("B02", 60, 60), ("B05", 30, 60), ("B02", 500, 480)]
)
def test_much_work_takes_long_and_never_longer_than_a_turn(office: Office, code: str, units: int, minutes: int) -> None:
    edition = by_code(office.session, office.project, code, office.now.date())
    assert edition is not None
    need = need_for(edition, units * 100)
    assert need.minutes == minutes
    assert free_starts(office.session, office.project, need, office.now)
