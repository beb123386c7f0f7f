"""Paid services on the page, from the price to the money that finance has: booked, named at the door, paid online."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk import HAND, Desk, Handset, open_desk
from tests.browser.services import (
    ORDER,
    TAP,
    comes_to_the_consent,
    finds_a_tap,
    finishes,
    gets_the_plumber,
    takes_cash,
    taps,
)
from tests.browser.steps import EN, NUMBER, ZH, begins, is_sent_to_the_plumber, reports

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.rows("R012", "R013", "R047", "R059", "R064", "R074", "R126", "X3")
async def test_a_booking_from_the_price_list_to_the_money_that_finance_has(browser: Browser, demo: str):
    async with open_desk(browser, demo, size=HAND) as small:
        owner = small.phone("陈女士")
        await finds_a_tap(owner)
        await comes_to_the_consent(owner)
        await owner.taps("同意并预约")
        await owner.sees(f"单号{ORDER}", TAP, "40元")
    async with open_desk(browser, demo) as desk:
        owner, plumber = desk.phone("陈女士"), desk.phone("林海涛")
        await gets_the_plumber(desk, ORDER)
        await plumber.reads_last("最多可收40元")
        await finishes(plumber, "全部完成：40元")
        await plumber.sees("请现在收款", "待收款：40元")
        await takes_cash(plumber, "40元")
        await owner.sees("已收到您交来的现金40元", "肆拾元整", "收款单号SK20250915001，收款人林海涛")
        await _from_the_pocket_to_the_till(desk, plumber)
        await _is_audited_and_received(desk)
        await owner.sees(f"{ORDER}的付款财务已确认收到", "费用：已到账")


async def _from_the_pocket_to_the_till(desk: Desk, plumber: Handset) -> None:
    await taps(plumber, "主菜单", "在手 40元", re.compile("^交款 40元"), re.compile("^钱敏"), "确认")
    await plumber.reads_last("40元：待清点", "林海涛 交给 钱敏")
    cashier = await desk.hand_over("林海涛", "钱敏")
    await cashier.sees("请清点并确认", "林海涛 交给 钱敏")
    await cashier.taps("点清：40元")
    await cashier.reads_last("40元：已清点接收")


async def _is_audited_and_received(desk: Desk) -> None:
    clerk = desk.phone("郑雨")
    await clerk.sees("请审核：有偿服务已收款", ORDER, "同意40元，计费40元，相符")
    await clerk.taps("审核通过")
    finance = await desk.hand_over("何志强", "冯雪")
    await finance.sees("请确认款项到账", ORDER, "4 审核", "郑雨")
    await finance.taps("确认到账")
    await finance.reads_last("财务已确认到账", "5 到账", "冯雪")
    await expect(finance.button("确认到账")).to_have_count(0)


@pytest.mark.rows("R013", "R047", "R064", "R074", "R078", "X2", "X3")
async def test_a_repair_turns_out_to_be_paid_and_is_paid_by_transfer(browser: Browser, demo: str):
    async with open_desk(browser, demo) as desk:
        owner, clerk, plumber = (desk.phone(name) for name in ("陈女士", "郑雨", "林海涛"))
        await reports(owner)
        await is_sent_to_the_plumber(desk)
        await taps(plumber, ZH.accept, ZH.arrive)
        await _names_a_price(plumber)
        await owner.sees(f"{NUMBER}的报价如下", "合计：42元", "请您确认是否同意")
        await owner.taps("同意")
        await plumber.sees("业主同意，合计42元，请继续施工")
        await finishes(plumber, "全部完成：42元", "用库存材料")
        await owner.sees(f"{NUMBER}已完成，应付42元")
        await _shows_the_slip(owner)
        await clerk.sees("请审核：有偿服务已收款", NUMBER, "同意42元，计费42元，相符")
        await clerk.taps("审核通过")
        await _is_found_in_the_bank(desk)
        await owner.sees(f"{NUMBER}的付款财务已确认收到")


async def _names_a_price(plumber: Handset) -> None:
    """A new tap of the list, and material at cost."""
    await taps(plumber, ZH.finish, "有偿，先报价")
    await plumber.says(TAP)
    await taps(plumber, "1个", "材料（按成本）")
    await plumber.says("陶瓷阀芯 22")
    await plumber.taps("就这些：42元")
    await plumber.reads_last("合计：42元", "请您核对")
    await plumber.taps("发送报价")
    await plumber.sees("请等业主确认后再做", "等待业主确认报价：42元")


async def _shows_the_slip(owner: Handset) -> None:
    await taps(owner, "如何付款", "我已转账")
    await owner.opens_clip()
    await owner.button("水龙头滴水").click()
    await owner.button("发送 1 张照片").click()
    await owner.sees("照片1张")
    await taps(owner, re.compile("^继续"), "确认")
    await owner.sees("凭证已收到")


async def _is_found_in_the_bank(desk: Desk) -> None:
    """Finance looks for it in the bank first; only then can the order be confirmed."""
    finance = await desk.hand_over("何志强", "冯雪")
    await finance.sees("请确认款项到账", NUMBER, "先在银行查到这笔款")
    await expect(finance.button("确认到账")).to_have_count(0)
    await taps(finance, re.compile("^42元 转账"), "已到账")
    await finance.reads_last("42元，转账、已到账", "已核对到账，冯雪")
    await taps(finance, "主菜单", "待财务确认（1）", re.compile("42元"), "确认到账")
    await finance.reads_last("财务已确认到账", "5 到账", "冯雪")


@pytest.mark.rows("R046", "R074", "X3")
async def test_an_english_owner_books_and_pays_online(browser: Browser, demo: str):
    async with open_desk(browser, demo, language="en-GB") as desk:
        owner, clerk, plumber = await desk.hand_over("陈女士", "Miller先生"), desk.phone("郑雨"), desk.phone("林海涛")
        await _books_in_english(owner)
        await gets_the_plumber(desk, ORDER)
        await finishes(plumber, "全部完成：40元")
        await owner.sees(ORDER, "To be paid: 40 yuan")
        await taps(owner, "How to pay", "Pay online")
        await owner.button("Pay ¥40.00").click()
        sheet = desk.page.get_by_role("dialog", name=ORDER)
        await expect(sheet).to_contain_text("¥40.00")
        await sheet.get_by_role("button", name="Pay ¥40.00").click()
        await expect(sheet.get_by_role("status")).to_have_text("Paid")
        await sheet.get_by_role("button", name="OK").click()
        await owner.sees("40 yuan", "SK20250915001")
        await clerk.sees("请审核：有偿服务已收款", ORDER, "线上支付40元")


async def _books_in_english(owner: Handset) -> None:
    await begins(owner, EN)
    await owner.taps("Paid services")
    await owner.says("replace a cold tap")
    await owner.reads_last("Replace a cold tap, 20 yuan per piece", "guaranteed for 90 days")
    await taps(owner, "Book it", "2 pieces", "Pantry", "Mon 15 Sep 10:30", "Nothing to add, next")
    await owner.reads_last("This is a paid service", "Total: 40 yuan")
    await owner.taps("Agree and book")
    await owner.sees(f"under number {ORDER}", "40 yuan")
