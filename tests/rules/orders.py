"""Paid orders brought to where a test needs them, by the deeds of the usual people."""

from collections.abc import Callable
from typing import Any

from models.ledger import handing_over
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.orders import auditing, booking, charging, collecting, consenting, ending, quoting
from models.orders.consenting import Shown
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.reading import agreed_lines, open_quote
from models.orders.tables import Answer, Order
from models.prices.estimate import LineKind
from models.tickets import actions
from models.tickets.withdrawing import withdraw
from tests.rules.builders import Office

# The front desk of a tenant, who may order a little alone, and the owner of the unit, who speaks for it.
CUSTOMER, APPROVER, UNIT = "邢女士", "乔先生", "1704"
DESK, FIELD, SUPERVISOR, MANAGER = "郑雨", "孙晓芸", "许文静", "周立新"
HEAD, PLUMBER, CASHIER, FINANCE = "何志强", "林海涛", "钱敏", "冯雪"
SHOWN = Shown("装投影幕布，150元", "zh_Hans", "报价1", 41)
SMALL, LARGE = 15000, 60000  # fen: what the customer may order alone, and what not


def deed(office: Office, by: str) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": office.person(by), "now": office.now}


def asked(office: Office, **more: Any) -> Order:
    """What the list does not have is asked for."""
    facts: dict[str, Any] = {"project": office.project, "unit": office.unit(UNIT), "words": "装投影幕布"} | more
    return booking.ask_for(office.session, **facts, **deed(office, CUSTOMER))


def priced(office: Office, order: Order, fen: int = SMALL, by: str = DESK) -> None:
    """The desk names a price."""
    quoting.quote(office.session, order.id, **deed(office, by), lines=[lump(LineKind.LABOUR, "安装", fen)])


def answered(office: Office, order: Order, said: Answer, by: str = CUSTOMER, words: str = "") -> None:
    """The open price is answered."""
    quote = open_quote(office.session, order)
    assert quote is not None
    consenting.answer(office.session, quote.id, said, **deed(office, by), shown=SHOWN, words=words)


def arrived(office: Office, order: Order, by: str = PLUMBER) -> None:
    """The desk dispatches, the head assigns, the plumber comes."""
    session = office.session
    actions.send(session, order.ticket_id, **deed(office, DESK), department=office.department())
    actions.assign(session, order.ticket_id, **deed(office, HEAD), to=office.staff(by))
    actions.accept(session, order.ticket_id, **deed(office, by))
    actions.arrive(session, order.ticket_id, **deed(office, by))


def charged(office: Office, order: Order) -> None:
    """The work comes to what was agreed."""
    charging.charge(office.session, order.id, **deed(office, PLUMBER))


def collected(office: Office, order: Order, by: str = PLUMBER) -> None:
    """All of it, in cash."""
    owed = owed_fen(office.session, order.subject)
    collecting.collect(office.session, order.id, **deed(office, by), method=Method.CASH, amount_fen=owed)


def in_the_till(office: Office) -> None:
    """What the plumber has on hand is counted by the cashier."""
    one = handing_over.propose(office.session, **deed(office, PLUMBER), to=office.person(CASHIER))
    handing_over.confirm(office.session, one.id, **deed(office, CASHIER))


def slip(office: Office) -> list[int]:
    """The picture of a slip."""
    sent = Sent(MediaKind.PHOTO, file_id="slip")
    return [receive(office.session, office.project, sent, by=None, bot_id=1, now=office.now).id]


def for_nothing(office: Office, order: Order) -> None:
    """Nothing of it had to be done."""
    done = {line.id: 0 for line in agreed_lines(office.session, order)}
    charging.charge(office.session, order.id, **deed(office, PLUMBER), done=done, reason="业主已自行处理")


def queried(office: Office, order: Order) -> None:
    auditing.query(office.session, order.id, **deed(office, FIELD), reason="数量与照片不符")


def audited(office: Office, order: Order) -> None:
    auditing.audit(office.session, order.id, **deed(office, FIELD))


def received(office: Office, order: Order) -> None:
    in_the_till(office)
    auditing.receive(office.session, order.id, **deed(office, FINANCE))


def withdrawn(office: Office, order: Order) -> None:
    withdraw(office.session, order.ticket_id, **deed(office, CUSTOMER))


def given_up(office: Office, order: Order) -> None:
    ending.end(office.session, order.id, **deed(office, DESK), reason="场地条件所限")


def expired(office: Office, order: Order) -> None:
    ending.expire(office.session, order.id, now=office.now)


Step = Callable[[Office, Order], None]


def says(said: Answer) -> Step:
    """The customer's answer as a step."""
    return lambda office, order: answered(office, order, said)


def large(office: Office, order: Order) -> None:
    priced(office, order, LARGE)


_CONSENTED: tuple[Step, ...] = (priced, says(Answer.AGREED), arrived)
_COLLECTED = (*_CONSENTED, charged, collected)
ROADS: dict[State, tuple[Step, ...]] = {
    State.REQUESTED: (),
    State.QUOTED: (priced,),
    State.DISCUSSED: (priced, says(Answer.DISCUSS)),
    State.DECLINED: (priced, says(Answer.DECLINED)),
    State.EXPIRED: (priced, expired),
    State.APPROVAL: (large, says(Answer.AGREED)),
    State.CONSENTED: _CONSENTED,
    State.CHARGED: (*_CONSENTED, charged),
    State.COLLECTED: _COLLECTED,
    State.QUERIED: (*_COLLECTED, queried),
    State.AUDITED: (*_COLLECTED, audited),
    State.RECEIVED: (*_COLLECTED, audited, received),
    State.FREE: (*_CONSENTED, for_nothing, audited),
    State.CANCELLED: (priced, withdrawn),
    State.NOT_DONE: (priced, given_up),
}


def brought_to(office: Office, state: State) -> Order:
    """An order that was brought there by real deeds."""
    order = asked(office)
    for step in ROADS[state]:
        step(office, order)
    assert order.state == state
    return order
