"""Two people at the same moment on one paid order, or on one last time: exactly one of them has it, and nothing is booked twice."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from models.capacity.actions import hold
from models.capacity.free import free_starts
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.ledger.tables import LedgerEntry, Payment
from models.order_refusals import AnsweredAlready, PriceReplaced
from models.orders import booking, collecting, consenting
from models.orders.lifecycle import State
from models.orders.reading import consents_of, open_quote
from models.orders.tables import Answer, Order
from models.prices.reading import by_code
from models.refusals import Refusal, SlotTaken, TooLate
from models.tickets.withdrawing import withdraw
from tests.chaos.test_two_hands import until_somebody_waits
from tests.postgres import Cluster
from tests.rules.builders import Office
from tests.rules.orders import CUSTOMER, PLUMBER, SHOWN, SMALL, brought_to, deed, slip

pytestmark = pytest.mark.postgres
Work = Callable[[Office, int], Any]


@dataclass
class Race:
    """Two deeds on one order in two transactions; the second begins while the first is not finished."""

    engine: Engine
    order_id: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def begins(self, state: State) -> None:
        """The order that both are about."""
        with Session(self.engine) as session:
            self.order_id = brought_to(Office(session), state).id
            session.commit()

    def run(self, first: Work, second: Work) -> None:
        """The second waits for the first, and sees what it has done."""
        with Session(self.engine) as session:
            first(Office(session), self.order_id)
            session.flush()
            other = threading.Thread(target=self._other, args=(second,))
            other.start()
            until_somebody_waits(self.engine)
            session.commit()
            other.join()

    def _other(self, work: Work) -> None:
        with Session(self.engine) as session:
            try:
                work(Office(session), self.order_id)
                session.commit()
            except Refusal as refusal:
                session.rollback()
                self.refused.append(refusal)

    def kinds(self) -> list[type[Refusal]]:
        return [type(one) for one in self.refused]


@pytest.fixture
def race(cluster: Cluster) -> Iterator[Race]:
    engine = create_engine(cluster.office())
    yield Race(engine)
    engine.dispose()


def agrees(office: Office, order_id: int) -> None:
    quote = open_quote(office.session, office.session.get_one(Order, order_id))
    assert quote is not None
    consenting.answer(office.session, quote.id, Answer.AGREED, **deed(office, CUSTOMER), shown=SHOWN)


def withdraws(office: Office, order_id: int) -> None:
    withdraw(office.session, office.session.get_one(Order, order_id).ticket_id, **deed(office, CUSTOMER))


def pays_cash(office: Office, order_id: int) -> None:
    collecting.collect(office.session, order_id, **deed(office, PLUMBER), method=Method.CASH, amount_fen=SMALL)


def transfers(office: Office, order_id: int) -> None:
    facts = {"method": Method.TRANSFER, "amount_fen": SMALL, "media": slip(office)}
    collecting.collect(office.session, order_id, **deed(office, CUSTOMER), **facts)


def pays_in_telegram(office: Office, order_id: int) -> None:
    facts = {"payer": office.person(CUSTOMER), "now": office.now, "amount_fen": SMALL, "charge_id": "tg1"}
    collecting.paid_in_telegram(office.session, order_id, **facts)


@pytest.mark.rows("R064")
def test_two_taps_on_one_price_are_one_consent(race: Race) -> None:
    race.begins(State.QUOTED)
    race.run(agrees, agrees)
    assert race.kinds() == [AnsweredAlready]
    with Session(race.engine) as session:
        assert len(consents_of(session, session.get_one(Order, race.order_id))) == 1


@pytest.mark.rows("R063", "R064")
def test_who_takes_it_back_while_somebody_agrees_has_nothing_agreed(race: Race) -> None:
    race.begins(State.QUOTED)
    race.run(withdraws, agrees)
    assert race.kinds()[0] in {PriceReplaced, TooLate}
    with Session(race.engine) as session:
        order = session.get_one(Order, race.order_id)
        assert (order.state, len(consents_of(session, order))) == (State.CANCELLED, 0)


@pytest.mark.rows("R063", "R064")
def test_who_agrees_and_takes_it_back_has_done_both_in_turn(race: Race) -> None:
    race.begins(State.QUOTED)
    race.run(agrees, withdraws)
    with Session(race.engine) as session:
        order = session.get_one(Order, race.order_id)
        assert (race.refused, order.state, len(consents_of(session, order))) == ([], State.CANCELLED, 1)


@pytest.mark.rows("R126", "X3")
@pytest.mark.parametrize(
    ("first", "second"), [(pays_cash, pays_cash), (pays_cash, transfers), (pays_in_telegram, pays_cash)]
)
def test_what_is_owed_is_taken_once(race: Race, first: Work, second: Work) -> None:
    race.begins(State.CHARGED)
    race.run(first, second)
    assert race.kinds() == [TooLate]
    with Session(race.engine) as session:
        assert len(session.scalars(select(Payment)).all()) == 1
        assert owed_fen(session, f"order:{race.order_id}") == 0


@pytest.mark.rows("R126")
def test_one_charge_of_the_provider_is_one_payment(race: Race) -> None:
    race.begins(State.CHARGED)
    race.run(pays_in_telegram, pays_in_telegram)
    with Session(race.engine) as session:
        assert race.refused == []
        assert len(session.scalars(select(Payment)).all()) == 1
        assert len(session.scalars(select(LedgerEntry).where(LedgerEntry.deed == "take")).all()) == 1


@pytest.mark.rows("R126")
def test_money_that_came_twice_by_two_ways_is_all_entered(race: Race) -> None:
    race.begins(State.CHARGED)
    race.run(pays_cash, pays_in_telegram)
    with Session(race.engine) as session:
        assert race.refused == []
        assert owed_fen(session, f"order:{race.order_id}") == -SMALL
        assert session.get_one(Order, race.order_id).state == State.COLLECTED


@dataclass(frozen=True)
class Booking:
    """Somebody books the filter of a fan coil, for which two technicians are there by day, in a time whose hold has run out."""

    name: str
    unit: str
    hold_id: int

    def __call__(self, office: Office, _order_id: int) -> None:
        session, kept = office.session, office.session.get_one(Hold, self.hold_id)
        edition = by_code(session, office.project, "K01", office.now.date())
        assert edition is not None
        read = booking.price_of(office.project, edition, 100, kept.starts, kept.ends).total_fen
        booking.book(
            session,
            project=office.project,
            by=office.person(self.name),
            unit=office.unit(self.unit),
            wanted=booking.Wanted(
                edition=edition,
                quantity=100,
                expected_fen=read,
                hold_id=kept.id,
            ),
            shown=SHOWN,
            now=office.now + timedelta(hours=1),
        )


@pytest.mark.rows("R047", "R075")
def test_the_last_time_is_booked_by_one_of_two(race: Race) -> None:
    with Session(race.engine) as session:
        office, rivals = Office(session), list[Booking]()
        need = Need("engineering", "aircon", 30)
        last = next(
            one for one in free_starts(session, office.project, need, office.now, most=40) if one.start.hour == 14
        )
        for name, unit in (("葛女士", "1405"), ("陈女士", "0301"), ("章先生", "0302")):
            kept = hold(session, office.project, need, last.start, by=office.person(name), now=office.now)
            rivals.append(Booking(name, unit, kept.id))
            if name == "葛女士":
                rivals.pop()(office, 0)
            office.later(minutes=11)
        session.commit()
    race.run(*rivals)
    assert race.kinds() == [SlotTaken]
    with Session(race.engine) as session:
        booked = session.scalars(select(Hold).where(Hold.state == HoldState.BOOKED)).all()
        orders = session.scalars(select(Order)).all()
        assert sorted(one.subject for one in booked) == sorted(one.subject for one in orders)
        assert len({one.staff_id for one in booked}) == len(orders) == 2
