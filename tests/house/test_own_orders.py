"""A paid order is read by its customer and by whoever approves it, on any screen that can be reached by tapping (DOMAIN 5.7, R203, R205)."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from bot.store import make_engine
from models.orders import booking, consenting, quoting
from models.orders.lines import lump
from models.orders.tables import Answer, Order
from models.people import Side
from models.prices.estimate import LineKind
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office
from tests.rules.test_orders import DESK, SHOWN, deed

pytestmark = pytest.mark.slow
CLERK, BOSS = "苗女士", "秦先生"
OTHERS = ("陈女士", "杜女士", "夏女士", "凌女士")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Order]]:
    """An office with an order that waits for the approval of its company; nobody commits."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("orders")))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            yield office, waiting(office)
        transaction.rollback()
    engine.dispose()


def waiting(office: Office) -> Order:
    """What 苗女士 asks for at 101 for more than she may order alone."""
    session, unit = office.session, office.unit("101")
    asked = {"project": office.project, "by": office.person(CLERK), "unit": unit, "words": "暗号订单"}
    order = booking.ask_for(session, **asked, now=office.now)
    lines = [lump(LineKind.LABOUR, "暗号报价", 876500)]
    quote = quoting.quote(session, order.id, **deed(office, DESK), lines=lines, words="暗号说明")
    consenting.answer(session, quote.id, Answer.AGREED, **deed(office, CLERK), shown=SHOWN)
    return order


def read_by(busy: tuple[Office, Order], name: str) -> str:
    """Everything that somebody can reach on the owner bot, also by forged buttons."""
    office, order = busy
    walker = Walker(office, office.person(name), Side.OWNER)
    forms = ("discuss_price", "decline_price", "disapprove_price", "pay_transfer", "rework", "move_time")
    taps = [f"oo:{order.id}", "zoh:1", "zoi:1", "zoc:1", f"t:{order.ticket_id}", *(f"b:{one}:1" for one in forms)]
    return "\n".join([*walker.walk(), *(said for tap in taps for said in walker.opens(tap))])


@pytest.mark.rows("R203", "R205")
@pytest.mark.parametrize("name", [CLERK, *OTHERS])
def test_an_order_is_read_by_its_customer_and_by_nobody_of_other_units(busy: tuple[Office, Order], name: str):
    read = read_by(busy, name)
    for secret in ("暗号订单", "暗号报价", "8,765元"):
        assert (secret in read) is (name == CLERK)


@pytest.mark.rows("R064", "R203")
def test_whoever_approves_reads_who_orders_what_at_which_price(busy: tuple[Office, Order]):
    office, order = busy
    read = read_by(busy, BOSS)
    for said in (
        "请您审批",
        order.ticket.number,
        "苗女士",
        "101",
        "暗号订单",
        "暗号报价",
        "8,765元",
        "批准",
        "暂缓办理",
    ):
        assert said in read
    assert office.person(CLERK).phone not in read
