"""Money goes back by three hands: proposed, approved, paid (R061, R228)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import actions
from models.complaints.filing import tell_the_office
from models.complaints.lifecycle import Grade, Kind
from models.orders.tables import Order, Refund, RefundState
from tests.people import Town
from tests.stories.service_steps import CASHIER, DESK, FINANCE, MANAGER, SUPERVISOR, does, handed_over, paid_order


def refund(town: Town) -> Refund | None:
    return town.look(lambda session: session.scalars(select(Refund)).first())


async def proposed(town: Town, amount: str = "15") -> int:
    """The desk proposes to give some of it back."""
    desk, order_id = town.phone(DESK), await paid_order(town)
    await handed_over(town)
    await desk.sends(f"oo:{order_id}")
    await desk.taps("退款")
    await desk.says(amount)
    await desk.taps("服务未达到约定")
    await desk.taps("确认")
    return order_id


@pytest.mark.rows("R061", "R228", "X3")
async def test_a_refund_is_proposed_approved_and_paid_by_three(town: Town):
    await proposed(town)
    desk, manager, cashier = town.phone(DESK), town.phone(MANAGER), town.phone(CASHIER)
    assert "由经理审批" in desk.text
    assert "退款15元" in manager.find("有退款申请").text
    await manager.taps("同意退15元")
    assert "经理已同意退款" in desk.text
    await cashier.says("/start")
    await cashier.taps("退款（1）")
    await cashier.taps("15元")
    await cashier.taps("已退现金15元")
    one = refund(town)
    assert one is not None
    assert one.state == RefundState.PAID
    assert "钱敏办理" in cashier.text


@pytest.mark.rows("R061", "R228")
async def test_nothing_is_proposed_beyond_what_was_paid(town: Town):
    await proposed(town, "40.01")
    assert refund(town) is None


@pytest.mark.rows("R061", "R228")
async def test_the_manager_declines_with_a_reason(town: Town):
    await proposed(town)
    manager, desk = town.phone(MANAGER), town.phone(DESK)
    await manager.taps("暂缓并说明")
    await manager.says("已当场重做，业主满意")
    await manager.taps("确认")
    assert "经理未同意你的申请" in desk.text
    assert "已当场重做" in desk.text
    one = refund(town)
    assert one is not None
    assert one.state == RefundState.REFUSED


@pytest.mark.rows("R061", "X3")
async def test_nobody_makes_two_steps_of_a_refund(town: Town):
    order_id = await proposed(town)
    desk, manager, finance = town.phone(DESK), town.phone(MANAGER), town.phone(FINANCE)
    for phone in (manager, finance):
        await phone.says("/start")
    await desk.sends("zmf:1:approve:1")
    await manager.sends("zmf:1:cash:1")
    await finance.sends("zmf:1:cash:1")
    one = refund(town)
    assert one is not None
    assert one.state == RefundState.PROPOSED
    await manager.sends(f"oo:{order_id}")
    await manager.taps("同意退15元")
    assert not any("已退" in label for label in manager.labels)


async def justified(town: Town, order_id: int) -> int:
    """The owner complains about the service, and the supervisor finds it justified; returns the complaint's number."""

    def bring(session: Session) -> int:
        order, supervisor = session.get_one(Order, order_id), town.person(session, SUPERVISOR)
        one = tell_the_office(
            session,
            project=order.project,
            by=order.ticket.reporter,
            unit=order.ticket.unit,
            kind=Kind.COMPLAINT,
            matter="C16",
            words="换好第二天又漏水",
            ticket=order.ticket,
            now=town.clock.now(),
        )
        act = {"by": supervisor, "now": town.clock.now()}
        actions.grade(session, one.id, **act, grade=Grade.IMPORTANT, words="返工")
        actions.judge(session, one.id, **act, justified=True, words="垫圈没有装好")
        return one.id

    return int(await does(town, bring))


@pytest.mark.rows("R061")
async def test_from_a_justified_complaint_the_money_goes_back_or_it_is_done_again(town: Town):
    order_id = await paid_order(town)
    complaint_id = await justified(town, order_id)
    supervisor = town.phone(SUPERVISOR)
    await supervisor.says("/start")
    await supervisor.sends(f"jo:{complaint_id}")
    assert {"退款", "安排返工", "订单款项"} <= set(supervisor.labels)
    await supervisor.taps("退款")
    await supervisor.taps("全部退40元")
    await supervisor.taps("服务未达到约定")
    await supervisor.taps("确认")
    one = refund(town)
    assert one is not None
    assert one.amount_fen == 4000
    await supervisor.sends(f"jo:{complaint_id}")
    await supervisor.taps("安排返工")
    await supervisor.says("请重装垫圈")
    await supervisor.taps("确认重新处理")
    assert "重新处理" in supervisor.text


@pytest.mark.rows("R061", "R228")
async def test_the_manager_takes_an_approved_refund_back(town: Town):
    order_id = await proposed(town)
    desk, manager, cashier = town.phone(DESK), town.phone(MANAGER), town.phone(CASHIER)
    await manager.taps("同意退15元")
    await manager.sends(f"oo:{order_id}")
    await manager.taps("撤回批准")
    await manager.taps("已用其他方式解决")
    await manager.taps("确认")
    assert "已撤回" in manager.text
    assert "退款已撤回" in desk.text
    assert "已用其他方式解决" in desk.text
    assert "请停止办理" in cashier.text
    await cashier.says("/start")
    assert not any("退款" in label for label in cashier.labels)
    one = refund(town)
    assert one is not None
    assert one.state == RefundState.TAKEN_BACK
