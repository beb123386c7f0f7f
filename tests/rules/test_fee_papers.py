"""Bills on paper and the year as a picture: what stands on them, and what comes where no Chinese can be drawn (R123, R125, R129)."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select

from bot import fonts
from bot.texts import Reader
from jobs import fee_year, payment_notices
from models.ledger.lifecycle import Method
from models.receivables import disputing, paying
from models.receivables.balances import Line
from models.receivables.fees import Whose
from models.receivables.history import months_of
from models.receivables.reading import account_of_unit
from models.receivables.tables import Bill
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R123", "R129")
DRAWS = pytest.mark.skipif(fonts.chinese_font() is None, reason="no font of this machine writes Chinese")


def reader(office: Office) -> Reader:
    return Reader("zh_Hans", office.project.zone)


def bill_of(office: Office, unit: str, month: int = 9) -> Bill:
    mine = select(Bill).where(Bill.unit_id == office.unit(unit).id)
    return next(one for one in office.session.scalars(mine) if one.period.month == month)


def on_paper(office: Office, unit: str, month: int = 9) -> payment_notices.Notice:
    bill = bill_of(office, unit, month)
    return payment_notices.notice_of(office.session, office.project, bill, reader(office), office.now)


def lines_of(office: Office, unit: str) -> list[Line]:
    return list(account_of_unit(office.session, office.unit(unit), office.now).lines)


@pytest.mark.rows("R125")
def test_the_notice_has_its_lines_the_arrears_and_both_sums_in_capitals(office: Office):
    notice = on_paper(office, "0403")
    assert ["电费", "本期读数26,857.88，上期读数26,397.88，用量460度，每度0.85元", "391元", "391元"] in notice.rows
    assert notice.rows.index(["代收代缴费用（按供应单位价格，免收手续费）"]) == 4
    assert "本期合计：2,326.10元（大写：贰仟叁佰贰拾陆元壹角整）" in notice.below
    assert "往期待缴：4,639.95元" in notice.below
    assert "应缴合计：6,966.05元（大写：陆仟玖佰陆拾陆元零伍分）" in notice.below
    assert any("业户：宏图贸易" in one for one in notice.above)
    assert len(notice.signed) == 2


def test_what_is_in_question_is_left_out_of_what_is_to_be_paid(office: Office):
    line = next(one for one in lines_of(office, "1203") if one.row.fee_code == "F03" and one.open_fen)
    disputing.dispute(office.session, line.row.id, by=office.person("谭先生"), now=office.now, words="请核实")
    notice = on_paper(office, "1203")
    assert [row[3] for row in notice.rows if row[0] == "电费"] == ["核实中"]
    assert any(one.startswith("应缴合计：1,968.32元") for one in notice.below)
    assert any("核实中的费用" in one for one in notice.below)


def test_a_credit_is_taken_off(office: Office):
    more = {"payer": office.person("陈女士"), "by": office.person("钱敏"), "now": office.now, "occasion": "a"}
    paying.pay(office.session, office.unit("0301"), method=Method.CASH, amount_fen=50000, **more)
    notice = on_paper(office, "0301")
    assert "减预存款：500元" in notice.below
    assert "应缴合计：0元（大写：零元整）" in notice.below


@DRAWS
@pytest.mark.parametrize(("facts", "sheets"), [("bills", 2), ("month", 21)])
def test_many_notices_are_one_document(office: Office, facts: str, sheets: int):
    bills = [bill_of(office, "1203").id, bill_of(office, "0403").id]
    asked = {"bills": bills} if facts == "bills" else {"month": "2025-09"}
    name, content = payment_notices.payment_notices(office.session, office.project, asked, reader(office), office.now)
    assert name == "缴费通知单.pdf"
    assert content.startswith(b"%PDF")
    assert f"/Count {sheets}".encode() in content


def test_without_a_font_the_notices_come_as_a_workbook(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(payment_notices, "chinese_font", lambda: None)
    asked = {"bills": [bill_of(office, "1203").id]}
    name, content = payment_notices.payment_notices(office.session, office.project, asked, reader(office), office.now)
    assert name.endswith(".xlsx")
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("应缴合计：2,321.07元" in one for one in said)


def test_bills_of_another_office_are_left_out(office: Office):
    bill = bill_of(office, "1203")
    bill.project_id = office.project.id
    assert payment_notices.notices_for(office.session, office.project, {"bills": [bill.id, 999999]}) == [bill]


@DRAWS
def test_the_year_is_drawn_as_wide_as_a_telephone_reads_it(office: Office):
    asked = {"unit": office.unit("1203").id, "picture": True}
    name, content = fee_year.fee_year(office.session, office.project, asked, reader(office), office.now)
    assert name == "1203单元每月费用.png"
    picture = Image.open(io.BytesIO(content))
    assert picture.width == fee_year.WIDTH
    assert picture.height > 4 * fee_year.ROW


def test_the_months_add_up_own_and_agency_apart(office: Office):
    lines = lines_of(office, "1203")
    months = months_of(lines, date(2025, 9, 15))
    assert [one.period.month for one in months] == [6, 7, 8, 9]
    assert (months[-1].own_fen, months[-1].agency_fen, months[-1].open_fen) == (170000, 62107, 232107)
    own = sum(one.row.amount_fen for one in lines if one.row.fee.whose == Whose.OWN)
    assert sum(one.own_fen for one in months) == own
    assert next(one.period.month for one in months_of(lines, date(2026, 7, 1))) == 8
    assert months_of(lines, date(2027, 9, 1)) == []


def test_a_font_that_is_nowhere_is_none(tmp_path):
    assert fonts.chinese_font((str(tmp_path / "none.ttf"),)) is None
