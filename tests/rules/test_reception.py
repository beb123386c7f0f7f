"""The reception ledger (来访来电接待记录表): every matter of a month, however it came in (R065)."""

import io

import pytest
from openpyxl import load_workbook

from bot.texts import Reader
from jobs.documents import reception_ledger
from models.tickets.lifecycle import Status
from models.tickets.subjobs import split
from models.tickets.tables import Channel
from tests.rules.builders import Office


@pytest.mark.rows("R065", "R020")
def test_calls_visits_and_the_bot_stand_in_one_list(office: Office):
    entered = office.reported(channel=Channel.PHONE, entered_by=office.staff("郑雨"))
    office.reported("刘先生", "2.2")
    split(
        office.session,
        office.brought_to(Status.SENT).id,
        by=office.person("郑雨"),
        now=office.now,
        department=office.department("cleaning"),
        words="清理",
    )
    reader = Reader("zh_Hans", office.project.zone)
    name, content, *_ = reception_ledger(office.session, office.project, {"months_ago": 0}, reader, office.now)
    rows = [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    assert name == "来访来电接待记录表 2025-09.xlsx"
    assert len(rows) == 4  # the heading and three matters; a department's part is no matter of its own
    assert rows[1][1:5] == ["电话", "陈女士", "0301 茶水间", "10000000005"]
    assert (rows[1][9], rows[1][10]) == ("郑雨", entered.number)
    assert (rows[2][1], rows[2][9]) == ("线上", "")
