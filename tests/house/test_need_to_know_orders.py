"""What an order costs is for its customer, for who does it and for the money's people; nobody else reads a word of it (DOMAIN 5.7, R203, R205)."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bot.store import make_engine
from models.orders.lifecycle import State
from models.orders.tables import Order
from models.people import Side
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office
from tests.rules.orders import CUSTOMER, UNIT, asked, brought_to

pytestmark = [pytest.mark.slow, pytest.mark.rows("R203", "R205")]
ELECTRICIAN, CLEANER, GARDENER, GUARD, OTHER_HEAD = "高建军", "邓秀英", "韩木生", "杜强", "曹桂芳"
STRANGERS = {
    ELECTRICIAN: Side.STAFF,
    "罗斌": Side.STAFF,
    CLEANER: Side.STAFF,
    GARDENER: Side.STAFF,
    GUARD: Side.STAFF,
    OTHER_HEAD: Side.STAFF,
    "陈女士": Side.OWNER,
    "戴先生": Side.OWNER,
}
PRICES, WORDS = ("150元", "600元", "150.00", "600.00"), "装投影幕布"
OF_ORDER = ("oo", "zmr", "zmp", "zoh", "zoi", "zoc", "b:money_query", "b:money_explain", "b:refund_propose")
OF_TICKET = ("t", "b:quote", "b:finish", "b:collect", "b:void_payment", "b:note_answer", "b:end_order", "b:move_time")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with an order in every state, and one that somebody looks at first; nobody commits."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("orders")))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            for state in State:
                brought_to(office, state)
                office.later(minutes=5)
            asked(office, look_first=True)
            yield office
        transaction.rollback()
    engine.dispose()


def orders(office: Office) -> list[Order]:
    return list(office.session.query(Order).order_by(Order.id))


def everything(office: Office, name: str, side: Side) -> str:
    """All that somebody can reach by tapping, and by forged buttons of every order."""
    walker = Walker(office, office.person(name), side)
    read = walker.walk()
    for order in orders(office):
        for tap in OF_ORDER:
            read = [*read, *walker.opens(f"{tap}:{order.id}")]
        for tap in OF_TICKET:
            read = [*read, *walker.opens(f"{tap}:{order.ticket_id}")]
    return "\n".join(read)


@pytest.mark.parametrize("name", STRANGERS)
def test_who_has_no_part_in_an_order_reads_nothing_of_it(office: Office, name: str):
    read = everything(office, name, STRANGERS[name])
    assert WORDS not in read
    assert [price for price in PRICES if price in read] == []
    assert [one.ticket.number for one in orders(office) if one.ticket.number in read] == []


def test_its_customer_reads_their_own(office: Office):
    read = everything(office, CUSTOMER, Side.OWNER)
    assert UNIT in read
    assert "600元" in read
    assert "150元" in read
