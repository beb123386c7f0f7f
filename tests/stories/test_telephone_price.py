"""A price that changes between reading it out and the tap is read out again before a yes to it is kept (R064, R065)."""

import pytest
from sqlalchemy import select

from models.orders.tables import Consent
from tests.people import Town
from tests.stories.test_services_booking import dearer


@pytest.mark.rows("R064", "R065")
async def test_the_price_that_was_read_out_on_the_telephone_is_the_one_that_is_kept(town: Town):
    desk = town.phone("吴佳")
    await desk.says("/start")
    await desk.taps("代录")
    await desk.taps("为业主预约服务")
    await desk.says("0301")
    await desk.taps("陈女士", desk.last.message_id)
    await desk.says("更换普通水龙头")
    await desk.says("2")
    await desk.says("明天9:00")
    await desk.taps("电话", desk.last.message_id)
    assert "合计40元" in desk.last.text
    town.look(lambda session: dearer(town, session))
    await desk.taps("已说明价格，业主同意")
    assert "价格刚有变动" in desk.last.text
    assert "合计50元" in desk.last.text
    assert town.look(lambda session: session.scalars(select(Consent)).all()) == []
    await desk.taps("已说明价格，业主同意")
    kept = town.look(lambda session: session.scalars(select(Consent)).one())
    assert (kept.amount_fen, "合计50元" in kept.text) == (5000, True)
