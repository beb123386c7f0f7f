"""What work comes to: less of it, none of it, and what that does to minimum, surcharge and guarantee (R012, R047, R061, X3)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.estate import Both
from models.ledger.posting import charged_fen
from models.notices import Notice
from models.orders import auditing, charging, oversight, quoting
from models.orders.lifecycle import State
from models.orders.lines import Line, counted_lines, kept, lump
from models.orders.oversight import Stage
from models.orders.reading import agreed_lines
from models.orders.tables import Answer, QuoteLine
from models.prices.estimate import LineKind, estimate
from models.refusals import OwnMoney, ReasonMissing
from models.tickets import actions
from tests.rules.builders import Office
from tests.rules.orders import (
    CUSTOMER,
    DESK,
    FIELD,
    MANAGER,
    PLUMBER,
    SUPERVISOR,
    answered,
    arrived,
    asked,
    brought_to,
    deed,
    for_nothing,
    priced,
)


def told(office: Office, kind: str) -> set[int]:
    return set(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


@pytest.mark.rows("R012", "X3")
def test_nothing_is_charged_only_with_a_reason_and_ends_after_its_audit(office: Office) -> None:
    order, session = brought_to(office, State.CONSENTED), office.session
    none = {line.id: 0 for line in agreed_lines(session, order)}
    with pytest.raises(ReasonMissing):
        charging.charge(session, order.id, **deed(office, PLUMBER), done=none, reason=" ")
    assert order.state == State.CONSENTED
    for_nothing(office, order)
    assert (order.state, order.charged_fen, order.charged_at) == (State.COLLECTED, 0, office.now)
    assert order.guarantee_until is None
    assert office.person(CUSTOMER).id in told(office, "order.charge_nothing.customer")
    assert told(office, "order.charge_nothing.auditor")
    deviates = oversight.at_stage(session, office.project, office.staff(MANAGER), Stage.DEVIATES, office.now)
    assert deviates == [order]
    auditing.query(session, order.id, **deed(office, FIELD), reason="为何不收")
    auditing.explain(session, order.id, **deed(office, PLUMBER), words="业主自己修好了")
    auditing.audit(session, order.id, **deed(office, FIELD))
    assert (order.state, order.audited_by_id, order.ended_at) == (State.FREE, office.person(FIELD).id, office.now)
    assert charged_fen(session, order.subject) == 0


@pytest.mark.rows("R012", "X3")
def test_who_charged_nothing_does_not_audit_it(office: Office) -> None:
    order, session = asked(office), office.session
    priced(office, order)
    answered(office, order, Answer.AGREED)
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department("service"))
    actions.assign(session, order.ticket_id, **deed(office, SUPERVISOR), to=office.staff(FIELD))
    actions.accept(session, order.ticket_id, **deed(office, FIELD))
    actions.arrive(session, order.ticket_id, **deed(office, FIELD))
    none = {line.id: 0 for line in agreed_lines(session, order)}
    charging.charge(session, order.id, **deed(office, FIELD), done=none, reason="业主不要了")
    with pytest.raises(OwnMoney):
        auditing.audit(session, order.id, **deed(office, FIELD))
    auditing.audit(session, order.id, **deed(office, DESK))
    assert order.state == State.FREE


def agreed_list(quantity: int, percent: int = 30, minimum: int = 0) -> list[QuoteLine]:
    """What the list says for so many hundredths at ten yuan, outside of service hours, as an agreed price."""
    found = estimate(Tens(minimum), quantity, outside_hours=True, surcharge_percent=percent)
    assert found is not None
    said = [Line(LineKind(one.kind), NAME, NAME, one.quantity, one.price_fen, one.amount_fen, 7) for one in found.lines]
    made = kept([*said, lump(LineKind.MATERIAL, "滤网", 500)], 1)
    for number, one in enumerate(made, 1):
        one.id = number
    return made


@dataclass(frozen=True)
class Tens:
    """Ten yuan each."""

    minimum_fen: int
    price_fen: int = 1000


NAME = Both("清洁", "Cleaning")


@pytest.mark.rows("R047", "X3")
@pytest.mark.parametrize(
    ("minimum", "done", "sums"),
    [
        (0, {}, [10000, 3000, 500]),
        (0, {1: 500}, [5000, 1500, 500]),  # half of it, and half of its surcharge
        (0, {1: 333}, [3330, 999, 500]),
        (0, {1: 0}, [0, 0, 500]),
        (0, {2: 0}, [10000, 0, 500]),  # done within hours after all
        (0, {1: 500, 2: 10}, [5000, 300, 500]),
        (15000, {}, [10000, 5000, 4500, 500]),
        (15000, {1: 500}, [5000, 5000, 3000, 500]),  # some work: the minimum stays
        (15000, {1: 0}, [0, 0, 0, 500]),  # none of it: no minimum either
        (15000, {4: 0}, [10000, 5000, 4500, 0]),
    ],
)
def test_minimum_and_surcharge_follow_what_was_done(minimum: int, done: dict[int, int], sums: list[int]) -> None:
    lines = agreed_list(1000, minimum=minimum)
    found = counted_lines(lines, done)
    assert [found[line.id].amount_fen for line in lines] == sums
    assert all(0 <= found[line.id].quantity <= line.quantity for line in lines)
    assert all(
        (found[line.id].quantity == line.quantity) == (found[line.id].amount_fen == line.amount_fen) for line in lines
    )


@pytest.mark.rows("R047", "X3")
def test_less_work_is_charged_with_less_surcharge(office: Office) -> None:
    order, session = asked(office), office.session
    said = [
        Line(LineKind.LABOUR, NAME, NAME, 200, 1000, 2000),
        Line(LineKind.SURCHARGE, NAME, NAME, 100, 600, 600),
    ]
    quoting.quote(session, order.id, **deed(office, DESK), lines=said)
    answered(office, order, Answer.AGREED)
    arrived(office, order)
    labour, _ = agreed_lines(session, order)
    charging.charge(session, order.id, **deed(office, PLUMBER), done={labour.id: 100})
    assert (order.charged_fen, charged_fen(session, order.subject)) == (1300, 1300)


@pytest.mark.rows("R061")
def test_only_what_was_done_is_guaranteed(office: Office) -> None:
    order, session = asked(office), office.session
    quoting.quote(
        session, order.id, **deed(office, DESK), lines=[lump(LineKind.LABOUR, "安装", 100)], guarantee_days=30
    )
    answered(office, order, Answer.AGREED)
    arrived(office, order)
    more = [lump(LineKind.LABOUR, "换管", 200)]
    quoting.quote_more(session, order.id, **deed(office, PLUMBER), lines=more, words="管已锈", guarantee_days=365)
    answered(office, order, Answer.AGREED)
    second = agreed_lines(session, order)[1]
    charging.charge(session, order.id, **deed(office, PLUMBER), done={second.id: 0})
    today = office.now.astimezone(office.project.zone).date()
    assert order.guarantee_until == today + timedelta(days=30)
