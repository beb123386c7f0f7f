"""Money on the phones: taken, handed over, counted, brought to the bank, found there, and asked for when it stays in a pocket (R126, J17, X22)."""

import asyncio
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.store import Store
from models.estate import Project
from models.events import Event
from models.ledger.accounts import BANK, TILL, cash, shortage
from models.ledger.charging import charge
from models.ledger.lifecycle import HandOverState, Method, PaymentState
from models.ledger.posting import balances, owed_fen
from models.ledger.tables import Deposit, HandOver, LedgerEntry, Payment
from models.ledger.taking import take
from models.media.actions import Sent, receive
from models.media.tables import MediaKind
from models.notices import Notice
from tests.people import Phone, Town
from tests.pictures import picture

pytestmark = pytest.mark.rows("R126", "R074", "X3")
PLUMBER, CASHIER, FINANCE, MANAGER, SUPERVISOR, OWNER = "林海涛", "钱敏", "冯雪", "周立新", "许文静", "陈女士"


async def takes(
    town: Town, who: str | None = PLUMBER, fen: int = 30000, subject: str = "order:7", method: Method = Method.CASH
) -> None:
    """So much is owed, and taken from 陈女士; that is not the story."""

    def bring(session: Session) -> None:
        payer, by = town.person(session, OWNER), town.person(session, who) if who else None
        project, now = session.get_one(Project, payer.project_id), town.clock.now()
        occasion = f"{session.scalar(select(func.count()).select_from(Payment))}"
        charge(session, project_id=project.id, subject=subject, amount_fen=fen, occasion=occasion, by=None, now=now)
        sent = Sent(MediaKind.PHOTO, file_id="slip")
        media = [receive(session, project, sent, by=payer, bot_id=1, now=now).id] if method != Method.CASH else []
        facts: dict[str, Any] = {"payer": payer, "method": method, "amount_fen": fen, "by": by, "media": media}
        take(session, project=project, subject=subject, now=now, occasion=occasion, **facts)

    town.look(bring)
    await town.settled()


def held(town: Town) -> dict[str, int]:
    """Every account that holds anything."""
    return town.look(lambda session: balances(session, session.scalars(select(Project.id)).one()))


def id_of(town: Town, name: str) -> int:
    """A person's number."""
    return town.look(lambda session: town.person(session, name).id)


def only(town: Town, table: Any) -> Any:
    """The only one there is."""
    return town.look(lambda session: session.scalars(select(table)).one())


async def hands_over(phone: Phone, to: str = CASHIER) -> None:
    """Everything on hand."""
    await phone.says("/start")
    await phone.taps("在手")
    await phone.taps("交款 ")
    await phone.taps(to)
    await phone.taps("确认")


async def test_a_technician_hands_over_to_the_cashier_who_counts(town: Town):
    plumber, cashier, owner = town.phone(PLUMBER), town.phone(CASHIER), town.phone(OWNER)
    await takes(town)
    assert "已收到您交来的现金300元（大写：叁佰元整），收款单号SK20250915001，收款人林海涛" in owner.text
    await plumber.says("/start")
    assert "在手 300元" in plumber.labels
    await plumber.taps("在手 300元")
    assert plumber.text.startswith("在手：300元，1笔")
    await plumber.taps("交款 300元 给…")
    assert [one for one in plumber.labels if "钱敏" in one or "冯雪" in one]
    await plumber.taps("钱敏")
    await plumber.taps("确认")
    assert "300元：待清点" in plumber.text
    assert "请清点并确认" in cashier.text
    assert held(town)[cash(id_of(town, PLUMBER))] == 30000
    await cashier.taps("点清：300元")
    assert "已清点接收" in cashier.text
    assert "你交的款已清点接收" in plumber.text
    assert held(town)[TILL] == 30000
    await plumber.says("/start")
    assert not any("在手" in one for one in plumber.labels)


async def test_a_tap_twice_counts_once(town: Town):
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    await takes(town)
    await hands_over(plumber)
    tap = cashier.data("点清")
    await cashier.sends(tap)
    await cashier.sends(tap)
    assert held(town)[TILL] == 30000
    assert "这一步已完成" in cashier.toast


async def test_another_amount_is_told_and_the_manager_settles_it(town: Town):
    plumber, cashier, manager = town.phone(PLUMBER), town.phone(CASHIER), town.phone(MANAGER)
    await takes(town)
    await hands_over(plumber)
    await cashier.taps("金额有出入")
    await cashier.says("很多")
    assert "1280" in cashier.text
    await cashier.says("280.5")
    await cashier.taps("少款")
    await cashier.taps("确认")
    assert "清点：280.50元。少款" in cashier.text
    for phone in (plumber, manager, town.phone(SUPERVISOR)):
        assert "清点金额有出入" in phone.text
    assert "收回" in plumber.labels
    assert "差额处理" not in town.phone(SUPERVISOR).labels
    await manager.taps("差额处理")
    await manager.says("当面核实，短款由本人补足")
    await manager.taps("确认")
    assert only(town, HandOver).state == HandOverState.CONFIRMED
    assert (held(town)[TILL], held(town)[shortage(id_of(town, PLUMBER))]) == (28050, 1950)
    assert "经理已处理差额" in plumber.text


async def test_the_collector_takes_it_back(town: Town):
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    await takes(town)
    await hands_over(plumber)
    await plumber.taps("收回")
    assert "交款已收回" in cashier.text
    assert "点清：300元" not in cashier.labels
    assert only(town, Payment).state == PaymentState.ON_HAND


async def test_the_till_goes_to_the_bank_and_finance_finds_it(town: Town):
    plumber, cashier, finance = town.phone(PLUMBER), town.phone(CASHIER), town.phone(FINANCE)
    await takes(town)
    await hands_over(plumber)
    await cashier.taps("点清：300元")
    await cashier.says("/start")
    await cashier.taps("收款与交款")
    assert "收款处现有：300元" in cashier.text
    await cashier.taps("收款处存入银行")
    await cashier.taps("全部：300元")
    await cashier.sends_photo(picture())
    await cashier.taps("继续")
    await cashier.taps("确认")
    assert "请核对存款是否到账" in finance.text
    await finance.taps("看凭证")
    assert any("300元的凭证" in one.text for one in finance.messages())
    await finance.sends(finance.data("已到账"))
    assert held(town)[BANK] == 30000
    assert "已核对到账" in cashier.text
    assert only(town, Payment).state == PaymentState.IN_BANK


@pytest.mark.rows("R013")
async def test_a_transfer_is_looked_for_and_may_not_be_there(town: Town):
    finance, owner = town.phone(FINANCE), town.phone(OWNER)
    await takes(town, None, method=Method.TRANSFER)
    assert "您转账的300元" in owner.text
    assert "请核对是否到账" in finance.text
    await finance.taps("未到账")
    await finance.says("查了三天流水")
    await finance.taps("确认")
    assert "尚在查找到账记录" in owner.text
    assert town.look(lambda session: owed_fen(session, "order:7")) == 30000
    await takes(town, None, subject="order:8", method=Method.TRANSFER)
    await finance.taps("已到账")
    assert "已到账并销账" in owner.text
    assert held(town)[BANK] == 30000


@pytest.mark.rows("J17", "X22")
async def test_who_keeps_money_is_asked_then_it_is_told_higher(town: Town):
    plumber, cashier, manager = town.phone(PLUMBER), town.phone(CASHIER), town.phone(MANAGER)
    supervisor = town.phone(SUPERVISOR)
    await takes(town)
    await town.until(town.at("15:31"))
    assert "请交款" in plumber.text
    assert "请在9月16日 周二 16:00前交款" in plumber.text
    await town.until(town.at("15:59", 1))
    assert not any("未交款" in one.text for one in cashier.messages())
    await town.until(town.at("16:05", 1))
    assert "已过交款时间" in plumber.text
    for phone in (cashier, supervisor):
        assert "未交款：300元，林海涛" in phone.find("未交款").text
    assert not any("未交款" in one.text for one in manager.messages())
    await town.until(town.at("08:45", 2))
    assert "未交款：300元，林海涛" in manager.find("未交款").text
    await town.until(town.at("16:40", 3))
    kinds = town.look(
        lambda session: dict(
            session.execute(
                select(Notice.kind, func.count()).where(Notice.kind.like("cash.%")).group_by(Notice.kind)
            ).all()
        )
    )
    assert kinds == {"cash.reminder": 8, "cash.late": 1, "cash.late_of": 3}


@pytest.mark.rows("X22")
async def test_much_money_is_handed_over_on_the_same_day(town: Town):
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    await takes(town, fen=199999)
    await takes(town, fen=1)
    await plumber.says("/start")
    await plumber.taps("在手")
    assert "请在9月15日 周一 16:00前交款" in plumber.text
    await town.until(town.at("16:01"))
    assert "已过交款时间" in plumber.find("已过交款时间").text
    assert cashier.find("未交款：2,000元")


@pytest.mark.rows("J17")
async def test_who_has_handed_over_hears_nothing(town: Town):
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    await takes(town)
    await hands_over(plumber)
    await cashier.taps("点清")
    before = len(plumber.messages())
    await town.until(town.at("17:00", 2))
    assert not any("交款时间" in one.text or "请交款" in one.text for one in plumber.messages()[before:])


FORGED = ("cp:1", "ch:1", "cd:1", "cv:1:confirm:1", "cv:1:settle:1", "cy:1", "cz:1", "cw:1", "cx:payment:1")
FORGED += ("cm:0", "cl:holders:0", "cl:transfers:0", "b:cash_settle:1", "b:cash_differs:1", "b:cash_missing:1")


@pytest.mark.rows("R203", "R205")
@pytest.mark.parametrize("who", ["唐国平", "郑雨", OWNER])
async def test_a_forged_tap_shows_and_moves_nothing(town: Town, who: str):
    await takes(town)
    await hands_over(town.phone(PLUMBER))
    phone = town.phone(who, "owner" if who == OWNER else "staff")
    await phone.says("/start")
    before = held(town)
    for data in (
        *FORGED,
        "cv:1:",
        "cv:x:confirm:1",
        "cp:99999999999",
        "cl:nothing:0",
        "b:cash_to:1",
        "b:void_payment:1",
    ):
        await phone.sends(data)
        assert "300元" not in phone.text or who == OWNER
    assert held(town) == before
    assert town.look(lambda session: session.scalar(select(func.count()).select_from(LedgerEntry))) == 2


async def test_the_giver_cannot_confirm_the_own_money(town: Town):
    plumber, cashier = town.phone(PLUMBER), town.phone(CASHIER)
    await takes(town)
    await hands_over(plumber)
    await plumber.sends(cashier.data("点清"))
    assert TILL not in held(town)
    await town.phone(FINANCE).says("/start")
    await town.phone(FINANCE).sends(cashier.data("点清"))
    assert TILL not in held(town)


@pytest.mark.rows("R062")
async def test_those_in_charge_see_who_has_how_much(town: Town):
    supervisor = town.phone(SUPERVISOR)
    await takes(town)
    await takes(town, "郑雨", 500)
    await supervisor.says("/start")
    await supervisor.taps("收款与交款")
    await supervisor.taps("各人在手金额（2）")
    assert [one for one in supervisor.labels if "300元 林海涛" in one]
    assert [one for one in supervisor.labels if "5元 郑雨" in one]
    await supervisor.taps("300元 林海涛")
    await supervisor.taps("300元 现金")
    assert "收款，林海涛" in supervisor.text
    assert "交给…" not in " ".join(supervisor.labels)


@pytest.mark.rows("R204")
async def test_the_ledger_of_a_month_is_a_logged_workbook(town: Town):
    finance = town.phone(FINANCE)
    await takes(town)
    await finance.says("/start")
    await finance.taps("收款与交款")
    await finance.taps("本月")
    await town.settled()
    paper = finance.last.document
    assert paper is not None
    assert paper.name == "收款交款登记 2025-09.xlsx"
    row = [cell.value for cell in next(load_workbook(BytesIO(paper.content)).active.iter_rows(min_row=2))]
    assert row[2:5] == ["林海涛", "300.00", "现金"]
    logged = town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).one())
    assert logged.facts == {"paper": "cash_ledger", "months_ago": 0}


async def test_a_collector_brings_it_to_the_bank_and_it_is_not_there(town: Town):
    plumber, finance = town.phone(PLUMBER), town.phone(FINANCE)
    await takes(town)
    await plumber.says("/start")
    await plumber.taps("在手")
    await plumber.taps("存入银行")
    await plumber.sends_photo(picture())
    await plumber.taps("继续")
    await plumber.taps("确认")
    await finance.taps("未到账")
    await finance.says("查无此笔")
    await finance.taps("确认")
    assert "你的存款未到账" in plumber.text
    assert "查无此笔" in plumber.text
    assert only(town, Payment).state == PaymentState.ON_HAND
    assert only(town, Deposit).reason == "查无此笔"


@pytest.mark.parametrize("deed", ["UPDATE ledger_entries SET amount_fen = 1", "DELETE FROM ledger_entries"])
async def test_an_entry_stays_as_it_is_in_either_database(town: Town, deed: str):
    await takes(town)
    with pytest.raises(DBAPIError, match="stays as it is"):
        town.store.write(lambda session: session.execute(text(deed)))
    assert held(town)[cash(id_of(town, PLUMBER))] == 30000


async def test_two_hands_at_once_take_no_more_than_is_owed(town: Town):
    await takes(town, fen=100)

    def again(session: Session) -> None:
        payer, by = town.person(session, OWNER), town.person(session, PLUMBER)
        project, now = session.get_one(Project, payer.project_id), town.clock.now()
        facts: dict[str, Any] = {"payer": payer, "method": Method.CASH, "amount_fen": 100, "by": by, "now": now}
        take(session, project=project, subject="order:9", occasion=f"{uuid4()}", **facts)

    def owed(session: Session) -> None:
        project, now = session.scalars(select(Project.id)).one(), town.clock.now()
        facts: dict[str, Any] = {"subject": "order:9", "amount_fen": 100, "occasion": "c", "by": None, "now": now}
        charge(session, project_id=project, **facts)

    town.look(owed)
    stores = [Store(town.store.url) for _ in range(4)]
    done = await asyncio.gather(*(store.run(again) for store in stores), return_exceptions=True)
    for store in stores:
        store.close()
    assert sorted(type(one).__name__ for one in done) == ["MoreThanOwed"] * 3 + ["NoneType"]
    assert town.look(lambda session: owed_fen(session, "order:9")) == 0
