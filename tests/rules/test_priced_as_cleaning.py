"""What is priced by the cleaning shelf is handled as a cleaning, whatever it was asked for as (R076)."""

import pytest
from sqlalchemy import select

from models.capacity.actions import booking_of
from models.notices import Notice
from models.order_refusals import TimeUnconfirmed
from models.orders import booking, quoting
from models.orders.lines import Line, lines_of, lump
from models.orders.tables import Answer
from models.orders.times import confirm_time
from models.prices.estimate import LineKind
from models.prices.reading import by_code
from models.prices.tables import ServiceClass
from models.tickets import actions
from models.tickets.queries import visible
from tests.rules.builders import Office
from tests.rules.orders import DESK, answered, asked, deed
from tests.rules.test_capacity import at


def cleaned(office: Office) -> list[Line]:
    """Half an hour of everyday cleaning, by the list."""
    edition = by_code(office.session, office.project, "B01", office.now.date())
    assert edition is not None
    found = booking.price_of(office.project, edition, 100, None, None)
    return lines_of(edition, found)


@pytest.mark.rows("R076", "R078")
def test_a_request_that_is_priced_by_the_cleaning_shelf_is_handled_as_cleaning(office: Office) -> None:
    order, session = asked(office), office.session
    quoting.quote(session, order.id, **deed(office, DESK), lines=cleaned(office))
    assert order.service_class == ServiceClass.CLEANING
    told = session.scalars(select(Notice.person_id).where(Notice.kind == "order.cleaning")).all()
    assert list(told) == [office.person("曹桂芳").id]
    assert visible(session, order.ticket_id, office.person("曹桂芳"), office.now) is order.ticket
    answered(office, order, Answer.AGREED)
    with pytest.raises(TimeUnconfirmed):
        actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))
    confirm_time(session, order.id, **deed(office, DESK), start=at("14:00"))
    booked_for = booking_of(session, order.subject)
    assert booked_for is not None
    assert booked_for.staff.department.code == "cleaning"
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department("cleaning"))


@pytest.mark.rows("R076", "R078")
def test_another_price_or_another_line_says_anew_what_it_is(office: Office) -> None:
    order, session = asked(office), office.session
    quoting.quote(session, order.id, **deed(office, DESK), lines=cleaned(office))
    facts = {"symptom_code": "13.4", "urgency": order.ticket.urgency}
    actions.classify(session, order.ticket_id, **deed(office, DESK), **facts)
    assert order.service_class == ServiceClass.CLEANING, "its price is that of a cleaning"
    assert order.ticket.symptom_code == "13.4", "the desk has said so"
    quoting.quote(session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 2000)])
    assert order.service_class == ServiceClass.REPAIR
