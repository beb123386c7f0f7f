"""Troubles of the machine's own: a bot that was replaced, a lease that was lost, a card that changed on its way."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from bot import cards, leases
from bot.machine import Account, register
from bot.tables import BotAccount, Card, Conversation, Lease
from models.events import record
from models.notices import Notice, NoticeState
from models.people import Side
from tests.people import OPENING, Town
from tests.stories.steps import report_tap


async def test_a_bot_may_be_replaced_after_it_has_talked(town: Town):
    await town.phone("陈女士").says("/start")
    account = Account("9:new", "tianwu", Side.OWNER)
    town.store.write(partial(register, account=account, bot_id=9, username="new_bot"))
    kept = town.look(lambda session: [one.id for one in session.scalars(select(BotAccount))])
    assert {9, 1000000001} <= set(kept)
    assert town.look(lambda session: session.scalars(select(Conversation)).first()) is not None


async def test_a_sender_that_lost_its_lease_sends_nothing(town: Town):
    """Another process has taken over both bots: this one may queue, but must not send."""
    wall = town.clock.wall()
    for bot in (1000000001, 1000000002):
        town.store.write(partial(_take_over, name=f"send:{bot}", wall=wall))
    desk, before = town.phone("郑雨"), len(town.phone("郑雨").messages())
    await report_tap(town.phone("陈女士"))
    assert len(desk.messages()) == before
    waiting = town.look(lambda session: [one.state for one in session.scalars(select(Notice))])
    assert set(waiting) == {NoticeState.QUEUED}


def _take_over(session, name, wall):
    session.execute(update(Lease).where(Lease.name == name).values(holder="", until=wall - timedelta(1)))
    assert leases.acquire(session, name, "another process", wall, timedelta(hours=1)) is not None


@pytest.mark.rows("R040")
async def test_a_card_that_changed_on_its_way_is_drawn_again(town: Town):
    def sent_late(session):
        event = cards.newest(session, "ticket:1")
        record(session, project_id=1, subject="ticket:1", kind="assign", now=OPENING)
        session.flush()
        cards.place(session, bot_id=1000000001, chat_id=5, subject="ticket:1", message_id=3, look="x", event=event)
        return session.get_one(Card, (1000000001, 5, "ticket:1")).stale

    assert town.look(sent_late)
