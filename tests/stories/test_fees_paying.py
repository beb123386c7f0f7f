"""Fees are paid on an owner's phone: with a slip, in Telegram, by two people at once, too much, too little, twice (R013, R129, FAQ10)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.payments import Bill
from models.access.contacts import end_contact
from models.access.rights import contacts_of
from models.ledger import seeing_transfers
from models.ledger.lifecycle import Method
from models.receivables import disputing, paying
from models.receivables.crediting import credit_fen
from models.receivables.tables import Receivable
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.fee_steps import (
    CASHIER,
    DESK,
    FINANCE,
    OWNER,
    OWNERS_FINANCE,
    does,
    left,
    lines_at,
    opens_account,
    payments,
    taps,
    transfers,
    unit_of,
)

pytestmark = pytest.mark.rows("R129", "R013")
OWNER_BOT = 1000000001
ALL = 232107


def credit(town: Town) -> int:
    """What 1203 has paid too much."""
    return int(town.look(lambda session: credit_fen(session, unit_of(session, "1203"))))


async def pays_cash(town: Town, fen: int, occasion: str = "till") -> None:
    """The cashier takes cash for 1203."""

    def take(session: Session) -> None:
        more = {"payer": town.person(session, OWNER), "by": town.person(session, CASHIER), "now": town.clock.now()}
        unit = unit_of(session, "1203")
        paying.pay(session, unit, method=Method.CASH, amount_fen=fen, occasion=occasion, **more)

    await does(town, take)


async def by_finance(town: Town, deed: Callable[..., Any], **more: Any) -> None:
    """Finance does something with the newest payment."""

    def act(session: Session) -> None:
        newest = paying.payments_of(session, unit_of(session, "1203"))[0]
        deed(session, newest.id, by=town.person(session, FINANCE), now=town.clock.now(), **more)

    await does(town, act)


async def test_a_slip_for_all_of_it_and_finance_finds_the_money(town: Town):
    owner = await opens_account(town)
    await transfers(owner, "全部：2,321.07元")
    receipt = owner.find("转账凭证，编号SK")
    assert "已收到您1203单元2025年9月费用2,321.07元（大写：贰仟叁佰贰拾壹元零柒分）" in receipt.text
    assert "已到账" not in receipt.text
    assert payments(town) == [("transfer", ALL)]
    assert left(town) == 0
    account = await opens_account(town)
    assert "转账2,321.07元：已收到凭证，财务核对中" in account.text
    await by_finance(town, seeing_transfers.see)
    assert "1203单元2025年9月费用2,321.07元（大写：贰仟叁佰贰拾壹元零柒分）已到账并销账，票据编号SK" in owner.text
    await taps(owner, "查看收据")
    assert "2025年9月电费：352.75元" in owner.text


async def test_a_transfer_that_is_not_found_opens_the_lines_again(town: Town):
    owner = await opens_account(town)
    await transfers(owner, "全部：2,321.07元")
    await by_finance(town, paying.not_arrived, reason="银行流水中没有")
    assert "财务暂未查到您1203单元2,321.07元的转账" in owner.text
    assert left(town) == ALL
    account = await opens_account(town)
    await taps(account, "缴费记录与收据")
    assert "已撤销" in account.text


async def test_some_lines_only_and_no_slip_without_a_picture(town: Town):
    owner = await opens_account(town)
    await taps(owner, "如何付款", "我已转账", "只选其中几项", "9月电费 352.75元", "9月水费 41.40元", "选好了")
    await owner.says("我已经转了，放心吧")
    assert payments(town) == []
    await owner.sends_photo(picture())
    await taps(owner, "继续")
    assert "转账金额：394.15元" in owner.text
    await taps(owner, "确认")
    assert payments(town) == [("transfer", 39415)]
    assert (lines_at(town)["F03"], lines_at(town)["F02"], lines_at(town)["F01"][0]) == (
        (0, "paid"),
        (0, "paid"),
        110000,
    )
    assert "1203单元尚有1,926.92元待缴" in owner.find("转账凭证").text


async def test_amounts_that_are_none_and_one_that_is_too_much(town: Town):
    owner = await opens_account(town)
    await taps(owner, "如何付款", "我已转账", "其他金额")
    for wrong in ("0", "-1", "1000000000", "两千", "😀", "1,2,3", "长" * 2000):
        await owner.says(wrong)
        assert "对不起" in owner.text, wrong
    await owner.says("2500")
    await owner.sends_photo(picture())
    await taps(owner, "继续")
    assert "比目前待缴多178.93元，多出部分将存为您的预存款" in owner.text
    await taps(owner, "确认")
    assert (left(town), credit(town)) == (0, 17893)
    assert "多付的178.93元已存为您的预存款" in owner.find("转账凭证").text
    assert "预存款：178.93元" in (await opens_account(town)).text


async def test_a_second_tap_and_an_old_form_pay_nothing_more(town: Town):
    owner = await opens_account(town)
    await taps(owner, "如何付款", "我已转账", "其他金额")
    await owner.says("321.07")
    await owner.sends_photo(picture())
    await taps(owner, "继续")
    confirm = owner.data("确认")
    await taps(owner, "确认")
    await owner.sends(confirm)
    await owner.sends(confirm)
    assert payments(town) == [("transfer", 32107)]
    assert left(town) == 200000


async def test_the_payment_in_cash_has_a_receipt_and_says_what_is_left(town: Town):
    owner = await opens_account(town)
    await pays_cash(town, 200000)
    assert "1203单元2025年9月费用2,000元（大写：贰仟元整）已收现金并销账" in owner.text
    assert "1203单元尚有321.07元待缴" in owner.text


async def online(owner: Phone, *choices: str) -> None:
    """The invoice is asked for."""
    await taps(owner, "如何付款", "在线支付", *choices)


async def test_online_all_of_it_once(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    assert (await owner.pays()).ok
    assert (payments(town), left(town)) == ([("telegram", ALL)], 0)
    assert "1203单元2,321.07元的付款已收到" in owner.find("的付款已收到").text
    again = await owner.pays()
    assert not again.ok
    assert payments(town) == [("telegram", ALL)]


async def test_online_some_lines_and_an_amount_no_larger_than_what_is_open(town: Town):
    owner = await opens_account(town)
    await online(owner, "只选其中几项", "9月车位费 600元", "选好了")
    assert (await owner.pays()).ok
    assert lines_at(town)["F07"] == (0, "paid")
    await opens_account(town)
    await online(owner, "其他金额")
    await owner.says("5000")
    assert "目前待缴1,721.07元" in owner.text
    await owner.says("100")
    assert (await owner.pays()).ok
    assert left(town) == 162107


@pytest.mark.rows("R228")
async def test_a_charge_that_is_told_twice_is_one_payment(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    town.sandbox.faults.paid_twice = town.sandbox.faults.duplicates = True
    assert (await owner.pays()).ok
    await town.settled()
    assert (payments(town), credit(town)) == ([("telegram", ALL)], 0)


async def test_two_contacts_with_an_invoice_each_pay_once(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    other = await opens_account(town, OWNERS_FINANCE)
    await online(other, "全部：2,321.07元")
    assert (await owner.pays()).ok
    late = await other.pays()
    assert not late.ok
    assert "没有待缴费用" in late.error
    assert payments(town) == [("telegram", ALL)]


async def test_what_was_paid_in_cash_while_somebody_paid_becomes_their_credit(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    assert (await town.sandbox.pay(owner.user, owner.side)).ok
    await pays_cash(town, 200000)
    await town.settled()
    assert (left(town), credit(town)) == (0, 200000)
    assert owner.find("2,000元已存为您的预存款")


async def test_a_part_that_was_paid_makes_the_old_invoice_too_much(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    await pays_cash(town, 200000)
    result = await owner.pays()
    assert not result.ok
    assert "321.07元" in result.error
    assert left(town) == 32107


@pytest.mark.rows("R205")
@pytest.mark.parametrize("payload", ["unit:999999:", "unit:x:", "unit:", "unit:1:1.x", "unit:99999999999999:", "unit"])
async def test_an_invoice_that_is_none_is_never_paid(town: Town, payload: str):
    owner = await opens_account(town)
    await town.machines[0].speakers[OWNER_BOT].bill(owner.user, Bill("费用", "谢谢", payload, [["费用", 100]]))
    result = await owner.pays()
    assert (result.ok, payments(town)) == (False, [])
    assert "对不起" in result.error


@pytest.mark.rows("R205")
async def test_nobody_is_asked_to_pay_for_the_unit_of_another(town: Town):
    neighbour = town.phone("陈女士")
    await neighbour.says("/start")
    unit = town.look(lambda session: unit_of(session, "1203").id)
    await (
        town.machines[0]
        .speakers[OWNER_BOT]
        .bill(neighbour.user, Bill("费用", "谢谢", f"unit:{unit}:", [["费用", 100]]))
    )
    result = await neighbour.pays()
    assert (result.ok, payments(town), left(town)) == (False, [], ALL)
    await neighbour.sends(f"b:fee_online:{unit}")
    assert "1203" not in neighbour.text


@pytest.mark.rows("R228")
async def test_who_has_moved_out_while_they_paid_has_paid(town: Town):
    owner = await opens_account(town)
    await online(owner, "全部：2,321.07元")
    assert (await town.sandbox.pay(owner.user, owner.side)).ok

    def ends(session: Session) -> None:
        for one in contacts_of(session, town.person(session, OWNER).id):
            end_contact(session, one.id, by=town.person(session, DESK), now=town.clock.now(), why="已迁出")

    await does(town, ends)
    assert (payments(town), left(town)) == ([("telegram", ALL)], 0)


async def test_a_line_in_question_is_paid_only_by_who_chooses_it(town: Town):
    owner = await opens_account(town)

    def asks(session: Session) -> None:
        unit = unit_of(session, "1203").id
        power = select(Receivable).where(Receivable.unit_id == unit, Receivable.fee_code == "F03")
        line = session.scalars(power.order_by(Receivable.id.desc())).first()
        assert line is not None
        disputing.dispute(session, line.id, by=town.person(session, OWNER), now=town.clock.now(), words="请核实")

    town.look(asks)
    await transfers(owner, "全部：1,968.32元")
    assert lines_at(town)["F03"] == (35275, "disputed")
    assert left(town) == 35275
