"""Paying for a service and what comes afterwards, on a phone: slips, payments in Telegram, guarantee, complaints (R013, R061, R074, X3)."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.complaints.tables import Complaint
from models.ledger.lifecycle import Method
from models.ledger.tables import Payment
from models.orders import charging, collecting
from models.orders.lifecycle import State
from models.orders.tables import Order
from models.tickets import actions
from models.tickets.kinds import TicketKind
from models.tickets.tables import Ticket
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.test_services_booking import to_the_consent
from tests.stories.test_services_prices import does, on_the_spot, state


async def charged(town: Town, owner: Phone, quantity: str = "2个") -> None:
    """Booked, done, charged: forty yuan are owed for two taps."""
    await to_the_consent(owner, quantity)
    await owner.taps("同意并预约")
    await on_the_spot(town)

    def finish(session: Session, order: Order) -> None:
        by, now = town.person(session, "林海涛"), town.clock.now()
        charging.charge(session, order.id, by=by, now=now)
        actions.finish(session, order.ticket_id, by=by, now=now, result="已更换", no_photo="无变化")

    await does(town, finish)


def payments(town: Town) -> list[tuple[str, int]]:
    def read(session: Session) -> list[tuple[str, int]]:
        return [(one.method.value, one.amount_fen) for one in session.scalars(select(Payment).order_by(Payment.id))]

    found: list[tuple[str, int]] = town.look(read)
    return found


@pytest.mark.rows("R074", "X3")
async def test_what_is_owed_is_said_with_every_way_to_pay(town: Town):
    owner = town.phone("陈女士")
    await charged(town, owner)
    assert "已完成，应付40元" in owner.text
    await owner.taps("如何付款", owner.last.message_id)
    for said in ("应付：40元", "现金：请交给为您服务的工作人员", "银行转账"):
        assert said in owner.text
    assert "我已转账" in owner.labels


@pytest.mark.rows("R013", "R074")
async def test_a_transfer_needs_the_picture_of_its_slip(town: Town):
    owner = town.phone("陈女士")
    await charged(town, owner)
    await owner.taps("如何付款", owner.last.message_id)
    await owner.taps("我已转账", owner.last.message_id)
    await owner.says("我已经转了，放心")
    assert state(town) == State.CHARGED
    assert payments(town) == []
    await owner.sends_photo(picture())
    await owner.taps("继续", owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)
    assert "凭证已收到" in owner.find("凭证已收到").text
    assert state(town) == State.COLLECTED
    assert payments(town) == [("transfer", 4000)]
    await owner.sends("b:pay_transfer:1")
    assert payments(town) == [("transfer", 4000)]


@pytest.mark.rows("R074", "X3")
async def test_a_payment_in_telegram_is_entered_once(town: Town):
    owner = town.phone("陈女士")
    await charged(town, owner)
    await owner.taps("如何付款", owner.last.message_id)
    await owner.taps("在线支付", owner.last.message_id)
    result = await owner.pays()
    assert result.ok, result
    assert "您支付的40元已收到" in owner.find("您支付的40元").text
    assert state(town) == State.COLLECTED
    assert payments(town) == [("telegram", 4000)]
    again = await owner.pays()
    assert not again.ok
    assert payments(town) == [("telegram", 4000)]


@pytest.mark.rows("R074", "X3")
async def test_a_bill_of_what_was_paid_meanwhile_is_answered_before_any_money_moves(town: Town):
    owner = town.phone("陈女士")
    await charged(town, owner)
    await owner.taps("如何付款", owner.last.message_id)
    await owner.taps("在线支付", owner.last.message_id)
    await does(town, lambda session, order: in_cash(town, session, order))
    result = await owner.pays()
    assert not result.ok
    assert result.error
    assert payments(town) == [("cash", 4000)]


def in_cash(town: Town, session: Session, order: Order) -> None:
    """The plumber takes it at the door."""
    by, now = town.person(session, "林海涛"), town.clock.now()
    collecting.collect(session, order.id, by=by, now=now, method=Method.CASH, amount_fen=4000)


@pytest.mark.rows("R061", "R205")
async def test_strangers_pay_and_complain_of_nothing_of_others(town: Town):
    owner, other = town.phone("陈女士"), town.phone("杜女士")
    await charged(town, owner)
    await other.says("/start")
    for forged in (
        "zoh:1",
        "zoi:1",
        "zoc:1",
        "b:pay_transfer:1",
        "b:rework:1",
        "b:complain_of_order:1",
        "b:move_time:1",
    ):
        await other.sends(forged)
        assert "名下没有这个单据" in other.toast
    assert payments(town) == []


async def settled_order(town: Town, owner: Phone) -> None:
    """Paid in cash and closed, under guarantee."""
    await charged(town, owner)

    def settle(session: Session, order: Order) -> None:
        now = town.clock.now()
        in_cash(town, session, order)
        actions.feed_back(session, order.ticket_id, by=town.person(session, "郑雨"), now=now)
        actions.close(session, order.ticket_id, by=None, now=now)

    await does(town, settle)


def newest(town: Town) -> tuple[Any, ...]:
    def read(session: Session) -> tuple[Any, ...]:
        ticket = session.scalars(select(Ticket).order_by(Ticket.id.desc())).first()
        order = session.scalars(select(Order).order_by(Order.id.desc())).first()
        assert ticket is not None
        assert order is not None
        return ticket.kind, ticket.number[:2], order.ticket_id == ticket.id, order.rework_of_id, order.state

    found: tuple[Any, ...] = town.look(read)
    return found


@pytest.mark.rows("R061")
async def test_under_guarantee_it_is_done_again_free_of_charge(town: Town):
    owner = town.phone("陈女士")
    await settled_order(town, owner)
    await owner.says("/start")
    await owner.taps("我的单据")
    await owner.taps("更换普通水龙头", owner.last.message_id)
    assert "保修至12月14日" in owner.text
    await owner.taps("保修期内再次报修", owner.last.message_id)
    await owner.says("又开始滴水了")
    assert "我们免费为您返工" in owner.text
    await owner.taps("确认", owner.last.message_id)
    assert newest(town) == (TicketKind.SERVICE, "FW", True, 1, State.CONSENTED)
    assert "在保修期内，我们免费为您返工" in owner.text
    assert "保修返工，免费（原单FW20250915001）" in owner.text
    await on_the_spot(town)

    def finish(session: Session, order: Order) -> None:
        by, now = town.person(session, "林海涛"), town.clock.now()
        actions.finish(session, order.ticket_id, by=by, now=now, result="已重新安装", no_photo="无变化")

    await does(town, finish)
    assert state(town) == State.FREE
    await owner.sends("b:rework:1")


@pytest.mark.rows("R061")
async def test_a_complaint_from_an_order_stays_linked_to_it(town: Town):
    owner = town.phone("陈女士")
    await settled_order(town, owner)
    await owner.says("/start")
    await owner.taps("我的单据")
    await owner.taps("更换普通水龙头", owner.last.message_id)
    await owner.taps("就此单投诉", owner.last.message_id)
    assert "更换普通水龙头" in owner.text
    await owner.says("装得歪歪扭扭的")
    await owner.taps(owner.labels[0], owner.last.message_id)
    await owner.taps(owner.labels[0], owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)
    linked = town.look(lambda session: session.scalars(select(Complaint)).one().ticket_id)
    assert linked == 1
    assert "有偿服务单：FW20250915001" in owner.text
    assert town.look(lambda session: session.scalar(select(func.count()).select_from(Complaint))) == 1
