"""Lists that are taken over: receivables, and what came to the bank, with every difference (R124, R129, J14)."""

from typing import Any

import pytest

from models.ledger.lifecycle import PaymentState
from models.ledger.tables import Payment
from models.receivables.office_tables import BankLine
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.account_steps import (
    CASHIER,
    DESK,
    FIELD,
    FINANCE,
    OWNER,
    PLUMBER,
    all_of,
    count_lines,
    left,
    opened,
    to_account,
    to_fees,
)
from tests.workbooks import workbook

pytestmark = pytest.mark.rows("R124", "R129")


def row(
    unit: str = "1203", fee: str = "物业费", month: str = "2025-10", amount: Any = "1100", **more: Any
) -> dict[str, Any]:
    """A row of a list of receivables."""
    return {"unit": unit, "fee": fee, "month": month, "amount": amount, "due": "2025-10-20", **more}


def came(about: str, amount: Any, reference: str, day: str = "2025-09-14") -> dict[str, Any]:
    """A row of the bank's list."""
    return {"day": day, "payer": "某公司", "about": about, "amount": amount, "reference": reference}


async def sends(phone: Phone, content: bytes, name: str = "清单.xlsx") -> None:
    """A file outside of any form."""
    await phone.sends_document(name, content)


async def takes_over(town: Town, phone: Phone, rows: int) -> None:
    """Agree, and wait until every piece is done."""
    await phone.taps(f"导入{rows}行")
    await town.later(minutes=1)


async def test_receivables_are_checked_row_by_row_and_opened_once(town: Town):
    field = town.phone(FIELD)
    opened(town)
    bad = [
        *(
            row(unit="9999"),
            row(fee="空气费"),
            row(amount="-1"),
            row(amount="很多"),
            row(amount="0"),
            row(month="十月"),
        ),
        *(row(month="2025-09", amount="5"), row(month="2025-09", amount="6")),
    ]
    good = [row(), row(fee="F07", amount=600, note="两个车位")]
    await sends(field, workbook(receivables=[*bad, *good]))
    assert "新增 2、有误 8" in field.text
    for words in (
        "单元9999没有登记",
        "请填写其中之一：物业费",
        "请写大于零的金额",
        "请写月份",
        "已建账1,100元",
        "与第8行重复",
    ):
        assert words in field.text or words == "与第8行重复", words
    assert count_lines(town) == 1
    await takes_over(town, field, 2)
    assert left(town) == {"F01/09": 110000, "F01/10": 110000, "F07/10": 60000}
    await sends(field, workbook(receivables=good))
    assert "导入" not in "".join(field.labels)
    assert count_lines(town) == 3


async def test_a_formula_wrong_columns_and_too_many_rows_are_said_kindly(town: Town):
    field = town.phone(FIELD)
    await sends(field, workbook(receivables=[row(amount="=1+1")]))
    assert "公式" in field.text

    def spoil(book: Any) -> None:
        book.worksheets[0]["B1"] = "什么"

    await sends(field, workbook(spoil, receivables=[row()]))
    assert "费用" in field.text
    assert not any("导入" in one for one in field.labels)
    await sends(field, workbook(receivables=[row(unit=f"{number:05d}") for number in range(50_000)]))
    assert "5000" in field.text
    assert count_lines(town) == 0


async def test_two_taps_open_one_line_and_strangers_open_none(town: Town):
    field, plumber, cashier = town.phone(FIELD), town.phone(PLUMBER), town.phone(CASHIER)
    await sends(field, workbook(receivables=[row()]))
    tap = field.data("导入1行")
    await field.sends(tap)
    await field.sends(tap)
    for stranger in (plumber, cashier):
        await stranger.says("/start")
        await stranger.sends(tap)
    await town.later(minutes=1)
    assert count_lines(town) == 1
    for stranger in (plumber, cashier):
        await sends(stranger, workbook(receivables=[row(fee="F07")]))
        assert not any("导入1行" in one for one in stranger.labels)


async def test_a_closed_month_takes_nothing_in(town: Town):
    field, finance = town.phone(FIELD), town.phone(FINANCE)
    opened(town)
    await town.until(town.at("09:00", days=20))
    await to_fees(finance)
    await finance.taps("月度关账")
    await finance.taps("2025-09关账")
    await sends(field, workbook(receivables=[row(fee="F07", month="2025-09")]))
    assert "财务已关账" in field.text
    await to_account(field)
    await field.taps("手工建账")
    await field.taps("水费")
    await field.taps("2025-09")
    await field.says("12.50")
    await field.taps(field.labels[0])
    await field.says("补记")
    await field.taps("确认")
    assert count_lines(town) == 1


async def test_the_templates_come_and_can_be_sent_back(town: Town):
    finance = town.phone(FINANCE)
    await to_fees(finance)
    await finance.taps("导入清单")
    await finance.taps("应收模板")
    await finance.taps("银行到账模板")
    await town.settled()
    assert not [one for one in finance.messages() if "没有" in one.text and "模板" in one.text]


async def stated(town: Town, amount: str, payer: str = OWNER) -> None:
    """The desk takes down a transfer of a unit, with its slip."""
    desk = town.phone(DESK)
    await to_account(desk)
    await desk.taps("收款")
    await desk.taps(payer)
    await desk.says(amount)
    await desk.taps("转账")
    await desk.sends_photo(picture())
    await desk.taps("继续")
    await desk.taps("确认")


async def test_the_banks_list_finds_what_was_stated_enters_the_rest_and_names_every_difference(town: Town):
    finance = town.phone(FINANCE)
    opened(town)
    opened(town, 60000, "F07")
    opened(town, unit="0301")
    await stated(town, "1100")
    await stated(town, "77")
    rows = [
        *(came("1203", "1100", "A1", "2025-09-15"), came("0301", 300, "A2"), came("0301", 300, "A2")),
        *(came("9999", 5, "A3"), came("1203", 66, "A4"), came("0301", 0, "A5"), came("0301", 9, "A6", "2026-01-01")),
        came("SK20250915999", 5, "A7"),
    ]
    await sends(finance, workbook(payments=rows), "流水.xlsx")
    assert "新增 1、改动 1、有误 6" in finance.text
    for words in ("业主已告知，已到账", "未告知，待录入", "9999既非单元号", "业主告知的转账是77元", "日期还没到"):
        assert words in finance.text, words
    assert [one.state for one in all_of(town, Payment)] == [PaymentState.IN_TRANSIT] * 2
    await takes_over(town, finance, 2)
    assert [one.state for one in all_of(town, Payment)] == [
        PaymentState.IN_BANK,
        PaymentState.IN_TRANSIT,
        PaymentState.IN_BANK,
    ]
    assert left(town, "0301") == {"F01/09": 80000}
    assert [one.reference for one in all_of(town, BankLine)] == ["A1", "A2"]
    await sends(finance, workbook(payments=rows[:2]), "流水.xlsx")
    assert not any("导入2行" in one for one in finance.labels)
    assert len(all_of(town, Payment)) == 3


async def test_what_only_we_have_is_named(town: Town):
    finance = town.phone(FINANCE)
    opened(town)
    await stated(town, "1100")
    await sends(finance, workbook(payments=[came("0301", 5, "B1", "2025-09-15")]), "流水.xlsx")
    assert "业主已告知但银行清单中没有：1笔" in finance.text
    assert [one.state for one in all_of(town, Payment)] == [PaymentState.IN_TRANSIT]


async def test_only_finance_takes_the_banks_list(town: Town):
    field = town.phone(FIELD)
    await field.says("/start")
    await field.sends("b:fee_bank:0")
    await sends(field, workbook(payments=[came("0301", 5, "B1")]))
    assert not any("导入1行" in one for one in field.labels)
    assert all_of(town, Payment) == []
