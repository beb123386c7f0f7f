"""The workbook of the register as data: its sheets, their columns, and the words that stand for codes (DOMAIN 5.6)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypedDict, Unpack

from models.estate import Both
from models.office import DEPARTMENTS
from models.receivables.fees import fees
from models.setup.codes import HONORIFICS, LANGUAGES, ROLES, STATUSES, TITLES_OF, TRADES, WEEKDAYS, YES_NO

EXAMPLE = Both("示例", "Example")  # what the example's first cell begins with; such rows are never taken
FAULTS = Both("问题", "Problem")  # the column that a marked copy has more than the template
EXPLAINS = Both("填写说明", "How to fill it in")  # the sheet of explanations
CLEAR = ("-", "—", "无", "none")  # what empties a field; a blank cell leaves it as it is


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    KEY = "key"  # a number that is a name: 0301, E001
    WHOLE = "whole"
    FLOOR = "floor"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    CHOICE = "choice"
    SEVERAL = "several"
    DAYS = "days"
    MONTH = "month"
    MONEY = "money"


def folded(text: str) -> str:
    """A word as it is compared: width, case, spaces and marks do not matter."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True)
class Column:
    """One column: `needed` ones must be there, and filled in for whatever is new."""

    code: str
    name: Both
    kind: Kind
    example: Both
    needed: bool = False
    at_most: int = 60
    width: int = 14
    choices: Mapping[str, Both] = field(default_factory=dict)

    @property
    def header(self) -> str:
        """What the template writes above it, in both languages."""
        return f"{self.name.zh} {self.name.en}"

    @cached_property
    def headers(self) -> frozenset[str]:
        """Every header by which it is known."""
        zh, en = folded(self.name.zh), folded(self.name.en)
        return frozenset({zh, en, zh + en, en + zh})

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Every word that may be written, folded, and its code."""
        words = {folded(word): code for code, both in self.choices.items() for word in (both.zh, both.en)}
        return {**words, **{folded(code): code for code in self.choices}}


@dataclass(frozen=True)
class Sheet:
    """One sheet; its first column is the key by which a row is known."""

    code: str
    name: Both
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        """The first column."""
        return self.columns[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all columns, in order."""
        return tuple(one.code for one in self.columns)

    def column(self, code: str) -> Column:
        """A column by its code; raises StopIteration for an unknown one."""
        return next(one for one in self.columns if one.code == code)

    def named(self, header: str) -> Column | None:
        """The column that a header means."""
        return next((one for one in self.columns if folded(header) in one.headers), None)

    def knows(self, title: str) -> bool:
        """Whether a sheet of this title is meant."""
        zh, en = folded(self.name.zh), folded(self.name.en)
        return folded(title) in {zh, en, zh + en, en + zh, self.code}


class More(TypedDict, total=False):
    """What else a column may say."""

    needed: bool
    at_most: int
    width: int
    choices: Mapping[str, Both]


def _column(code: str, zh: str, en: str, kind: Kind, example: str | tuple[str, str], **more: Unpack[More]) -> Column:
    both = Both(example, example) if isinstance(example, str) else Both(*example)
    return Column(code, Both(zh, en), kind, both, **more)


def _phone(example: str) -> Column:
    return _column("phone", "电话", "Phone", Kind.PHONE, example, width=18)


DEPARTMENT_NAMES = {code: Both(zh, en) for code, zh, en, _ in DEPARTMENTS}
LANGUAGE = _column("language", "语言", "Language", Kind.CHOICE, ("中文", "Chinese"), width=10, choices=LANGUAGES)

UNITS = Sheet(
    "units",
    Both("单元", "Units"),
    (
        _column("number", "单元号", "Unit", Kind.KEY, "0301", needed=True, at_most=20),
        _column("floor", "楼层", "Floor", Kind.FLOOR, "3", needed=True, width=8),
        _column("area_m2", "面积", "Area m2", Kind.WHOLE, "260", needed=True),
        _column("owner_name", "业主", "Owner", Kind.TEXT, ("青禾软件有限公司", "Qinghe Software Ltd"), needed=True, width=30),
        _column("occupier_name", "使用人", "Occupier", Kind.TEXT, ("青禾软件有限公司", "Qinghe Software Ltd"), width=30),
        _column("status", "状态", "Status", Kind.CHOICE, ("自用", "self-used"), needed=True, choices=STATUSES),
        _column("contract_from", "合同起始", "Contract from", Kind.DATE, "2025-01-01"),
        _column("contract_until", "合同截止", "Contract until", Kind.DATE, "2027-12-31"),
        _column("rates", "收费标准", "Rates", Kind.TEXT, ("管理费每平方米5.50元", "Management fee 5.50 yuan per m2"), at_most=200, width=24),
        _column("emergency_contact", "紧急联系人", "Emergency contact", Kind.TEXT, ("陈静 13800000000", "Chen 13800000000"), at_most=120),
        _column("keys", "钥匙", "Keys", Kind.TEXT, ("大门钥匙2把", "2 front door keys"), at_most=200, width=20),
        _column("note", "备注", "Note", Kind.TEXT, ("", ""), at_most=500, width=40),
    ),
)  # fmt: skip

CONTACTS = Sheet(
    "contacts",
    Both("联系人", "Contacts"),
    (
        _column("unit", "单元号", "Unit", Kind.KEY, "0301", needed=True, at_most=20),
        _column("name", "姓名", "Name", Kind.TEXT, ("陈静", "Chen Jing"), needed=True),
        _column("honorific", "称呼", "Title", Kind.CHOICE, ("女士", "Ms"), width=10, choices=HONORIFICS),
        _column("role", "身份", "Role", Kind.CHOICE, ("行政", "administration"), needed=True, choices=ROLES),
        _phone("13800000000"),
        LANGUAGE,
        _column("committee", "业委会", "Committee", Kind.CHOICE, ("否", "no"), width=10, choices=YES_NO),
    ),
)  # fmt: skip

STAFF = Sheet(
    "staff",
    Both("员工", "Staff"),
    (
        _column("number", "工号", "Staff no.", Kind.KEY, "E010", needed=True, at_most=20),
        _column("name", "姓名", "Name", Kind.TEXT, ("林海涛", "Lin Haitao"), needed=True),
        _column("title_zh", "职务", "Job title", Kind.TEXT, ("水工", "水工"), width=20),
        _column("title_en", "英文职务", "Job title in English", Kind.TEXT, "Plumber", width=24),
        _column("department", "部门", "Department", Kind.CHOICE, ("工程部", "Engineering"), needed=True, width=20, choices=DEPARTMENT_NAMES),
        _column("role", "岗位", "Post", Kind.CHOICE, ("维修工", "technician"), needed=True, width=18, choices=TITLES_OF),
        _column("trades", "工种", "Trades", Kind.SEVERAL, ("给排水、综合维修", "water, general repairs"), width=30, choices=TRADES),
        _phone("13800000000"),
        LANGUAGE,
    ),
)  # fmt: skip

SHIFTS = Sheet(
    "shifts",
    Both("班次", "Shifts"),
    (
        _column("staff", "工号", "Staff no.", Kind.KEY, "E010", needed=True, at_most=20),
        _column("weekdays", "星期", "Weekdays", Kind.DAYS, ("周一至周五", "Mon-Fri"), needed=True, width=18, choices=WEEKDAYS),
        _column("starts", "开始", "From", Kind.TIME, "08:30", needed=True, width=10),
        _column("ends", "结束", "Until", Kind.TIME, "17:30", needed=True, width=10),
        _column("valid_from", "起始日期", "First day", Kind.DATE, ""),
        _column("valid_until", "截止日期", "Last day", Kind.DATE, ""),
    ),
)  # fmt: skip

FEES = {code: one.name for code, one in fees().items() if one.active}

RECEIVABLES = Sheet(
    "receivables",
    Both("应收", "Receivables"),
    (
        _column("unit", "单元号", "Unit", Kind.KEY, "0301", needed=True, at_most=20),
        _column("fee", "费用", "Fee", Kind.CHOICE, ("物业费", "Management fee"), needed=True, width=18, choices=FEES),
        _column("month", "月份", "Month", Kind.MONTH, "2025-10", needed=True),
        _column("amount", "金额", "Amount", Kind.MONEY, "1300.00", needed=True),
        _column("due", "应缴日期", "Due date", Kind.DATE, "2025-10-20", needed=True),
        _column("note", "备注", "Note", Kind.TEXT, ("", ""), at_most=200, width=30),
    ),
)  # fmt: skip

PAYMENTS = Sheet(
    "payments",
    Both("银行到账", "Bank payments"),
    (
        _column("day", "日期", "Date", Kind.DATE, "2025-10-12", needed=True),
        _column("payer", "付款人", "Payer", Kind.TEXT, ("青禾软件有限公司", "Qinghe Software Ltd"), width=30, at_most=120),
        _column("about", "单元号或单号", "Unit or number", Kind.KEY, "0301", needed=True, at_most=40, width=20),
        _column("amount", "金额", "Amount", Kind.MONEY, "1300.00", needed=True),
        _column("reference", "流水号", "Reference", Kind.KEY, "20251012000001", needed=True, at_most=60, width=24),
    ),
)  # fmt: skip

REGISTER, OPENED, BANK = "register", "receivables", "bank"  # the kinds of workbook that are taken in
SHEETS = (UNITS, CONTACTS, STAFF, SHIFTS)
BOOKS: Mapping[str, tuple[Sheet, ...]] = {REGISTER: SHEETS, OPENED: (RECEIVABLES,), BANK: (PAYMENTS,)}
BY_CODE = {one.code: one for sheets in BOOKS.values() for one in sheets}
