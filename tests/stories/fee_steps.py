"""Steps that stories about fees share: the account is opened, a bill, and what colleagues do meanwhile."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.ledger.tables import Payment
from models.receivables.balances import Line, lines_of
from models.receivables.tables import Ask, Bill, Dispute
from tests.people import Phone, Town
from tests.pictures import picture

OWNER, OWNERS_FINANCE = "谭先生", "齐女士"  # of 1203, which owes 2,321.07 yuan for September
TENANT, LANDLORD = "杜女士", "章先生"  # of 0302
DEBTOR, POSTPONED = "高先生", "葛女士"
DESK, FIELD, FINANCE, MANAGER, CASHIER = "郑雨", "孙晓芸", "冯雪", "周立新", "钱敏"


async def taps(phone: Phone, *labels: str) -> str:
    """One button after the other, each of the newest message."""
    for label in labels:
        await phone.taps(label, phone.last.message_id)
    return phone.text


async def opens_account(town: Town, name: str = OWNER) -> Phone:
    """The account of the person's unit."""
    phone = town.phone(name)
    await phone.says("/start")
    await taps(phone, "费用与账单")
    return phone


async def opens_bill(town: Town, name: str = OWNER, month: str = "2025年9月账单") -> Phone:
    """A bill of the person's unit."""
    phone = await opens_account(town, name)
    await taps(phone, month)
    return phone


async def does(town: Town, work: Callable[[Session], Any]) -> Any:
    """Something is done elsewhere; everybody hears of it."""
    found = town.look(work)
    await town.settled()
    return found


def unit_of(session: Session, number: str) -> Unit:
    """A unit by its number."""
    return session.scalars(select(Unit).where(Unit.number == number)).one()


def bill_of(session: Session, number: str, month: str = "2025-09") -> Bill:
    """The bill of a unit for a month."""
    mine = select(Bill).where(Bill.unit_id == unit_of(session, number).id)
    return next(one for one in session.scalars(mine) if f"{one.period:%Y-%m}" == month)


def lines_at(town: Town, number: str = "1203", month: int = 9) -> dict[str, tuple[int, str]]:
    """What is open of each line of a month, and how it stands."""

    def read(session: Session) -> list[Line]:
        project = session.scalars(select(Project)).one()
        today = town.clock.now().astimezone(project.zone).date()
        return list(lines_of(session, unit_of(session, number), today))

    found: list[Line] = town.look(read)
    return {one.row.fee_code: (one.open_fen, one.standing.value) for one in found if one.row.period.month == month}


def left(town: Town, number: str = "1203") -> int:
    """What is open of September, in fen."""
    return sum(fen for fen, _ in lines_at(town, number).values())


def payments(town: Town) -> list[tuple[str, int]]:
    """The payments that were made in the story."""

    def read(session: Session) -> list[tuple[str, int]]:
        mine = select(Payment).where(Payment.at >= town.at("00:00")).order_by(Payment.id)
        return [(one.method.value, one.amount_fen) for one in session.scalars(mine)]

    found: list[tuple[str, int]] = town.look(read)
    return found


def disputes(town: Town) -> list[Dispute]:
    """Every question."""
    return list(town.look(lambda session: list(session.scalars(select(Dispute).order_by(Dispute.id)))))


def asks(town: Town) -> list[Ask]:
    """What was asked for in the story."""
    mine = select(Ask).where(Ask.at >= town.at("00:00")).order_by(Ask.id)
    return list(town.look(lambda session: list(session.scalars(mine))))


async def transfers(phone: Phone, *choices: str) -> None:
    """A slip is sent: from the account, with these choices, up to the confirmation."""
    await taps(phone, "如何付款", "我已转账", *choices)
    await phone.sends_photo(picture())
    await taps(phone, "继续", "确认")
