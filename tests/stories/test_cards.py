"""Live cards: one per ticket and chat, silent when nobody needs to hear, and true again after a person comes back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from tests.people import Town
from tests.stories.steps import report_tap, reported


@pytest.mark.rows("R040")
async def test_a_replaced_card_shrinks_to_what_was_said(town: Town):
    owner, desk, head, plumber = (town.phone(name) for name in ("陈女士", "郑雨", "何志强", "林海涛"))
    await report_tap(owner)
    receipt = owner.last.message_id
    await desk.taps("派给工程部")
    await head.taps("派给林海涛")
    await plumber.taps("接单")
    old = town.sandbox.chat(owner.user, owner.side).message(receipt)
    assert "已接收，单号BX20250915001" in old.text
    assert "状态" not in old.text
    assert old.buttons == ()
    assert "已接单" in owner.text


async def test_only_what_must_be_heard_rings(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await report_tap(owner)
    town.sandbox.read(owner.user, owner.side)
    await desk.taps("派给工程部")
    assert "已派发" in owner.text
    assert owner.unread == 0


async def test_a_card_opened_from_the_list_is_the_only_live_one(town: Town):
    owner = town.phone("陈女士")
    await report_tap(owner)
    receipt = owner.last.message_id
    await owner.says("/tickets")
    await owner.taps("0301")
    assert "报修 BX20250915001" in owner.text
    assert town.sandbox.chat(owner.user, owner.side).message(receipt).buttons == ()


@pytest.mark.rows("R040")
async def test_who_blocked_the_bot_and_comes_back_sees_the_truth(town: Town):
    owner, desk, head, plumber = (town.phone(name) for name in ("陈女士", "郑雨", "何志强", "林海涛"))
    await report_tap(owner)
    town.sandbox.block(owner.user, owner.side)
    await town.settled()
    await desk.taps("派给工程部")
    await head.taps("派给林海涛")
    await plumber.taps("接单")
    assert "已登记" in owner.find("报修 BX").text
    town.sandbox.unblock(owner.user, owner.side)
    await town.settled()
    assert "已接单" in owner.find("报修 BX").text


@pytest.mark.rows("R040")
async def test_what_a_notice_said_stays_above_the_card_until_the_matter_moves_on(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await reported(owner)
    await town.until(town.at("09:15"))
    apology, reminder = "对不起，让您久等了", "已15分钟未派发：请派发"
    assert apology in owner.text
    assert reminder in desk.text
    seen = owner.last.message_id

    def looked_at(session: Session) -> None:
        subject, project = "ticket:1", session.scalars(select(Project)).one()
        record(session, project_id=project.id, subject=subject, kind="looked.at", now=town.clock.now())

    town.look(looked_at)
    await town.later(seconds=10)
    assert apology in owner.text
    assert reminder in desk.text
    await desk.taps("派给工程部")
    assert owner.last.message_id == seen, "silently"
    assert apology not in owner.text
    assert "已派发" in owner.text
