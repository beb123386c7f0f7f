"""The ledgers of the office, and the names under which they leave it, the same in every language (R156, DOMAIN 5.6)."""

from dataclasses import dataclass
from enum import StrEnum

from models.estate import Both


class Span(StrEnum):
    """What one workbook is about."""

    NOW = "now"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Ledger:
    """One ledger: which document makes it, its name, and of which span."""

    paper: str
    name: Both
    span: Span = Span.MONTH


# The six official ones; the two reports are made of records and have screens of their own.
OFFICIAL = {
    "owner_register": "业主信息登记表",
    "fire_undertakings": "消防承诺书",
    "complaint_ledger": "客服投诉记录表",
    "repair_ledger": "客服维修记录表",
    "week": "客服周报",
    "month": "客服月报",
}

LEDGERS: tuple[Ledger, ...] = (
    Ledger("owner_register", Both("业主信息登记表", "Owner register"), Span.NOW),
    Ledger("fire_undertakings", Both("消防承诺书", "Fire undertakings"), Span.NOW),
    Ledger("complaint_ledger", Both("客服投诉记录表", "Complaint record")),
    Ledger("repair_ledger", Both("客服维修记录表", "Repair record")),
    Ledger("reception_ledger", Both("来访来电接待记录表", "Reception record")),
    Ledger("order_ledger", Both("有偿服务登记表", "Paid services")),
    Ledger("order_revenue", Both("有偿服务收入表", "Revenue of services")),
    Ledger("cash_ledger", Both("收款交款登记", "Receipts, hand-overs")),
    Ledger("found_ledger", Both("失物招领登记", "Lost and found")),
    Ledger("mailbox_record", Both("经理信箱开启记录", "Mailbox openings"), Span.YEAR),
)


def file_name(paper: str, of: str = "") -> str:
    """An official name, and of what: 客服维修记录表 2025-09.xlsx."""
    return f"{OFFICIAL[paper]} {of}".strip() + ".xlsx"
