"""The receipt of the material, or why there is none, is the audit's to read (R012, R074)."""

import pytest
from sqlalchemy import select

from models.media.tables import Attachment
from models.orders.tables import Order
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.test_service_work_on_the_spot import agreed_tap, finishes_with_material


async def audits(town: Town) -> Phone:
    """The desk opens the order's money."""
    order_id = town.look(lambda session: session.scalars(select(Order.id)).one())
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.sends(f"oo:{order_id}")
    return desk


@pytest.mark.rows("R012", "R074")
async def test_why_there_is_no_receipt_is_read_by_the_audit(town: Town):
    _owner, plumber = await agreed_tap(town)
    await finishes_with_material(plumber, "全部完成：42元")
    desk = await audits(town)
    assert "无材料票据" in desk.text
    assert "用库存材料" in desk.text


@pytest.mark.rows("R026", "R074")
async def test_the_receipt_goes_to_the_audit_and_not_to_the_owner(town: Town):
    _owner, plumber = await agreed_tap(town)
    for label in ("完工", "全部完成：42元", "已更换配件", "外观无明显变化"):
        await plumber.taps(label)
    await plumber.sends_photo(picture())
    for label in ("继续填写", "确认完工"):
        await plumber.taps(label)
    order_id = town.look(lambda session: session.scalars(select(Order.id)).one())
    kept = town.look(lambda session: session.scalars(select(Attachment.subject)).all())
    assert list(kept) == [f"order:{order_id}"]
    desk = await audits(town)
    assert "无材料票据" not in desk.text
    await desk.taps("凭证照片")
    assert "照片马上发来" in desk.toast
