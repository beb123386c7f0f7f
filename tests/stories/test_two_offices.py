"""Two properties in one deployment: each has its own people, numbers and words, and nothing crosses."""

from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from bot.__main__ import HOUSE
from bot.commands import demo as demo_office
from bot.machine import Account, Machine
from bot.sandbox import BotAccount, Sandbox
from bot.store import Store
from models import demo
from models.invitations import invite
from models.notices import Notice
from models.office import open_office
from models.people import Role, Side
from models.tickets.tables import Ticket
from tests.people import OPENING, Either, Phone, Town, TownClock, copied_database
from tests.published import check_request
from tests.stories.steps import report_tap

OTHER = (
    BotAccount(
        "owner2", "1000000003:the-other-owner-bot-on-this-desk", 1000000003, "dihao_owner_bot", "帝豪大厦 业户端"
    ),
    BotAccount(
        "staff2", "1000000004:the-other-staff-bot-on-this-desk", 1000000004, "dihao_staff_bot", "帝豪大厦 员工端"
    ),
)
BOTH = ((demo_office.BOTS[0], demo.CODE, Side.OWNER), (demo_office.BOTS[1], demo.CODE, Side.STAFF))
OTHERS = ((OTHER[0], "dihao", Side.OWNER), (OTHER[1], "dihao", Side.STAFF))


@pytest.mark.rows("R001")
async def test_two_offices_share_a_house_and_nothing_else(tmp_path: Path):
    clock, store = TownClock(OPENING, runs=False), Store(copied_database(tmp_path))

    def second_office(session):
        office = open_office(session, code="dihao", name_zh="帝豪大厦", name_en="Dihao Tower", now=OPENING)
        return invite(session, project=office, role=Role.MANAGER, name="唐总", now=OPENING)

    code = store.write(second_office)
    sandbox = Sandbox((*demo_office.BOTS, *OTHER), demo_office.cast(), now=clock.now, on_request=check_request)
    sandbox.stranger(7300000001, "唐总", side="staff2")
    accounts = [Account(bot.token, office, side) for bot, office, side in (*BOTH, *OTHERS)]
    transport = httpx.ASGITransport(sandbox.app)
    machine = Machine(store, clock, HOUSE, accounts, root="http://localhost", transport=transport)
    await machine.start()
    town = Town(sandbox, [machine], clock, store, Either(), None)

    await report_tap(town.phone("陈女士"))
    manager = Phone(town, "唐总", 7300000001, "staff2")
    assert "仅限登记员工使用" in await manager.says("/start")
    assert "欢迎您，登记已完成" in await manager.says(f"/start {code}")
    assert "没有未结单" in await manager.taps("全部未结")
    assert "与你无关" in await manager.sends("t:1") or "与你无关" in manager.toast

    assert "帝豪大厦" in await Phone(town, "陈女士", town.phone("陈女士").user, "owner2").says("/start")
    told = (
        select(func.count())
        .select_from(Notice)
        .join(Ticket, Ticket.id == 1)
        .where(Notice.project_id != Ticket.project_id)
    )
    assert store.write(lambda session: session.scalar(told)) == 0
    await machine.stop()
    await sandbox.close()
    store.close()
