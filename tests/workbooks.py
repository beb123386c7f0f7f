"""Workbooks for tests: well-made ones from plain rows, and all the bad ones that people send."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from models.setup.sheets import BY_CODE

Rows = Sequence[Mapping[str, Any]]


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(change: Callable[[Workbook], object] | None = None, **sheets: Rows) -> bytes:
    """A workbook with our headings and these rows, by the codes of sheets and columns."""
    book = Workbook()
    book.remove(book.active)
    for code, rows in sheets.items():
        sheet = BY_CODE[code]
        page = book.create_sheet(sheet.name.zh)
        page.append([one.name.zh for one in sheet.columns])
        for row in rows:
            page.append([row.get(one.code) for one in sheet.columns])
    if change:
        change(book)
    return saved(book)


def filled_in(template: bytes, **sheets: Rows) -> bytes:
    """Rows written into the template's own bytes, below its example."""
    book = load_workbook(io.BytesIO(template))
    for code, rows in sheets.items():
        sheet = BY_CODE[code]
        page = next(one for one in book.worksheets if sheet.knows(one.title))
        for number, row in enumerate(rows, 3):
            for place, column in enumerate(sheet.columns, 1):
                page.cell(number, place, row.get(column.code))
    return saved(book)


def zipped(**parts: bytes) -> bytes:
    """A parcel of any parts, which need not be a workbook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, content in parts.items():
            parcel.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def unit(number: str = "0901", **more: Any) -> dict[str, Any]:
    """A unit that has everything it needs."""
    return {"number": number, "floor": 9, "area_m2": 220, "owner_name": "康宁保险经纪", "status": "自用", **more}


def contact(unit: str = "0901", **more: Any) -> dict[str, Any]:
    """A contact that has everything it needs."""
    return {"unit": unit, "name": "戴强", "honorific": "先生", "role": "行政", "phone": "13800000001", **more}


def employee(number: str = "E101", **more: Any) -> dict[str, Any]:
    """An employee who has everything that is needed."""
    facts = {"number": number, "name": "石磊", "department": "工程部", "role": "维修工", "phone": "13800000002"}
    return {**facts, "title_zh": "水工", "trades": "给排水", **more}


def shift(staff: str = "E101", **more: Any) -> dict[str, Any]:
    """A working week."""
    return {"staff": staff, "weekdays": "周一至周五", "starts": "08:30", "ends": "17:30", **more}
