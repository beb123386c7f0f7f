"""Steps on the office's side of the units' accounts, told once for all stories."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.receivables.balances import lines_of
from models.receivables.disputing import dispute
from models.receivables.opening import NewLine, open_line
from models.receivables.tables import Receivable
from tests.people import Phone, Town

FIELD, DESK, SUPERVISOR, MANAGER, CASHIER, FINANCE = "孙晓芸", "郑雨", "许文静", "周立新", "钱敏", "冯雪"
PLUMBER, OWNER, OWNERS_FINANCE = "林海涛", "谭先生", "齐女士"
UNIT = "1203"


async def to_fees(phone: Phone) -> None:
    """The room of the accounts."""
    await phone.says("/start")
    await phone.taps("管理处事务")
    await phone.taps("费用")


async def to_account(phone: Phone, unit: str = UNIT) -> None:
    """One unit's account."""
    await to_fees(phone)
    await phone.taps("查单元账户")
    await phone.says(unit)


def left(town: Town, unit: str = UNIT) -> dict[str, int]:
    """What is open of each line of a unit, in fen."""

    def read(session: Session) -> dict[str, int]:
        one = session.scalars(select(Unit).where(Unit.number == unit)).one()
        today = town.clock.now().astimezone(session.get_one(Project, one.project_id).zone).date()
        return {f"{each.row.fee_code}/{each.row.period:%m}": each.open_fen for each in lines_of(session, one, today)}

    return town.look(read)


def opened(town: Town, fen: int = 110000, code: str = "F01", unit: str = UNIT, due: date = date(2025, 9, 20)) -> int:
    """A line of September that the unit owes; that is not the story. Returns its number."""

    def bring(session: Session) -> int:
        one = session.scalars(select(Unit).where(Unit.number == unit)).one()
        new = NewLine(code, due.replace(day=1), fen, due)
        line, _ = open_line(session, one, new, by=None, now=town.clock.now(), origin="test")
        return line.id

    return town.look(bring)


def questioned(town: Town, line_id: int, words: str = "这个月怎么多了？", by: str = OWNERS_FINANCE) -> int:
    """An owner asks about it; returns the question's number."""

    def ask(session: Session) -> int:
        return dispute(session, line_id, by=town.person(session, by), now=town.clock.now(), words=words).id

    return town.look(ask)


def all_of(town: Town, table: Any) -> list[Any]:
    """Every row of a table, oldest first."""
    return town.look(lambda session: list(session.scalars(select(table).order_by(table.id))))


def count_lines(town: Town) -> int:
    """How many lines there are."""
    return len(all_of(town, Receivable))
