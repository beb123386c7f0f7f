"""Steps that stories about the money of paid orders share: an order is brought to a state by the deeds themselves."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Department, Project
from models.ledger import handing_over
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.orders import booking, charging, collecting
from models.orders.consenting import Shown
from models.orders.tables import Order
from models.people import Staff
from models.prices.reading import by_code
from models.tickets import actions
from models.units import units_of
from tests.people import Town

OWNER, DESK, HEAD, PLUMBER, CASHIER, FINANCE = "陈女士", "郑雨", "何志强", "林海涛", "钱敏", "冯雪"
SUPERVISOR, MANAGER = "许文静", "周立新"
SHOWN = Shown("更换普通水龙头，20元/个", "zh_Hans", "TW-JM-2025-01 第1版", 41)


async def does(town: Town, work: Callable[[Session], Any]) -> Any:
    """Something is done elsewhere; everybody hears of it."""
    found = town.look(work)
    await town.settled()
    return found


def act(town: Town, session: Session, name: str) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": town.person(session, name), "now": town.clock.now()}


async def booked(town: Town, owner: str = OWNER, quantity: int = 200) -> int:
    """Two new taps are booked for the price of the list; returns the order's number."""

    def bring(session: Session) -> int:
        person = town.person(session, owner)
        project = session.get_one(Project, person.project_id)
        edition = by_code(session, project, "S01", town.clock.now().date())
        assert edition is not None
        expected = booking.price_of(project, edition, quantity, None, None).total_fen
        wanted = booking.Wanted(edition=edition, quantity=quantity, expected_fen=expected)
        unit, now = units_of(session, person)[0], town.clock.now()
        order = booking.book(session, project=project, by=person, unit=unit, wanted=wanted, shown=SHOWN, now=now)
        return order.id

    return int(await does(town, bring))


async def charged(town: Town, order_id: int, done: int | None = None) -> None:
    """Dispatched, assigned, done and charged: all of it, or so many hundredths of the first line."""

    def bring(session: Session) -> None:
        order = session.get_one(Order, order_id)
        number = order.ticket_id
        engineering = session.scalars(select(Department).where(Department.code == "engineering")).one()
        plumber = session.get_one(Staff, town.person(session, PLUMBER).id)
        actions.send(session, number, **act(town, session, DESK), department=engineering)
        actions.assign(session, number, **act(town, session, HEAD), to=plumber)
        actions.accept(session, number, **act(town, session, PLUMBER))
        actions.arrive(session, number, **act(town, session, PLUMBER))
        lines = {one.id: done for one in charging.agreed_lines(session, order)[:1]} if done is not None else None
        charging.charge(session, order_id, **act(town, session, PLUMBER), done=lines)
        actions.finish(session, number, **act(town, session, PLUMBER), result="已更换", no_photo="无变化")
        actions.feed_back(session, number, **act(town, session, DESK))

    await does(town, bring)


async def paid_cash(town: Town, order_id: int) -> None:
    """The plumber is paid at the door."""

    def bring(session: Session) -> None:
        owed = owed_fen(session, f"order:{order_id}")
        collecting.collect(session, order_id, **act(town, session, PLUMBER), method=Method.CASH, amount_fen=owed)

    await does(town, bring)


async def transferred(town: Town, order_id: int) -> int:
    """The customer transfers it and shows the slip; returns the payment's number."""

    def bring(session: Session) -> int:
        owner = town.person(session, OWNER)
        project = session.get_one(Project, owner.project_id)
        slip = receive(
            session, project, Sent(MediaKind.PHOTO, file_id="slip"), by=owner, bot_id=1, now=town.clock.now()
        )
        owed = owed_fen(session, f"order:{order_id}")
        how = {"method": Method.TRANSFER, "amount_fen": owed, "media": [slip.id]}
        return collecting.collect(session, order_id, **act(town, session, OWNER), **how).id

    return int(await does(town, bring))


async def handed_over(town: Town) -> None:
    """The plumber hands all his cash over, and the cashier counts it."""

    def bring(session: Session) -> None:
        cashier = town.person(session, CASHIER)
        one = handing_over.propose(session, **act(town, session, PLUMBER), to=cashier)
        handing_over.confirm(session, one.id, **act(town, session, CASHIER))

    await does(town, bring)


async def paid_order(town: Town, *, done: int | None = None) -> int:
    """An order that was done, charged and paid in cash."""
    order_id = await booked(town)
    await charged(town, order_id, done)
    await paid_cash(town, order_id)
    return order_id
