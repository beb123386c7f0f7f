"""Only what was read back is charged, and nothing at all only with its reason (R012, R047, X3)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.orders import quoting
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.tables import Order
from models.prices.estimate import LineKind
from tests.people import Phone, Town
from tests.stories.service_steps import act, does
from tests.stories.test_service_work_on_the_spot import agreed_tap, answers, owed, state

PLUMBER = "林海涛"


async def more_is_agreed(town: Town) -> None:
    """On another telephone something comes on top, and the owner agrees."""

    def bring(session: Session) -> None:
        order = session.scalars(select(Order)).one()
        lines = [lump(LineKind.LABOUR, "更换角阀", 3000)]
        quoting.quote_more(session, order.id, **act(town, session, PLUMBER), lines=lines, words="角阀已锈")

    await does(town, bring)
    await answers(town)


async def says_done(plumber: Phone) -> None:
    for label in ("完工", "全部完成：42元", "已更换配件", "外观无明显变化", "用库存材料"):
        await plumber.taps(label)


@pytest.mark.rows("R047", "X3")
async def test_what_came_on_top_meanwhile_is_read_before_it_is_charged(town: Town):
    _owner, plumber = await agreed_tap(town)
    await says_done(plumber)
    form = plumber.last.message_id
    await more_is_agreed(town)
    await plumber.taps("确认完工", form)
    assert (state(town), owed(town)) == (State.CONSENTED, 0)
    assert "72元" in plumber.text
    await plumber.taps("确认完工")
    assert (state(town), owed(town)) == (State.CHARGED, 7200)


@pytest.mark.rows("R012", "X3")
async def test_nothing_is_charged_with_its_reason_and_customer_service_looks_at_it(town: Town):
    owner, plumber = await agreed_tap(town)
    await plumber.taps("完工")
    for name in ("更换普通水龙头", "陶瓷阀芯"):
        await plumber.taps(f"少做：{name}")
        await plumber.taps("没有做")
    await plumber.taps("就这些：0元")
    assert "为什么" in plumber.text
    await plumber.taps("业主已取消该项")
    for label in ("已更换配件", "外观无明显变化", "用库存材料"):
        await plumber.taps(label)
    await plumber.taps("确认完工")
    assert (state(town), owed(town)) == (State.COLLECTED, 0)
    assert "无需付费" in owner.text
