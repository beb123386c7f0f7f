"""The demo as it begins: a week of work lies behind the office, and no phone rings for it (DOMAIN 4.9)."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot import schema
from bot.__main__ import HOUSE
from bot.commands.demo import fill_lived_in
from bot.store import Store
from models import demo
from models.announcements.lifecycle import State as Sent
from models.announcements.tables import Announcement, AnnouncementReader
from models.capacity.tables import Hold, HoldState
from models.complaints.lifecycle import Grade, Kind
from models.complaints.lifecycle import State as Complained
from models.complaints.tables import Complaint
from models.dues import Due
from models.enquiries.lifecycle import State as Asked
from models.enquiries.tables import Enquiry
from models.incidents.lifecycle import State as Happened
from models.incidents.tables import Incident
from models.knowledge.lifecycle import State as Written
from models.knowledge.tables import Edition
from models.ledger.posting import balances
from models.mailbox.tables import Letter
from models.messages.tables import StaffMessage
from models.notices import Notice, NoticeState
from models.orders.lifecycle import State as Paid
from models.orders.tables import Order
from models.talks.tables import Talk
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from tests.conftest import WORLDS
from tests.people import OPENING, Town, close_town, open_town


def lived_in(url: str) -> str:
    """Fill an empty database with the demo office and its week."""
    store = Store(url)
    schema.upgrade(store.engine)
    store.write(lambda session: fill_lived_in(session, HOUSE))
    store.close()
    return url


@pytest.fixture(params=WORLDS)
async def lived(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """The demo office after a week of work, in each world."""
    database, replicas = request.param
    sqlite = database == "sqlite"
    url = f"sqlite:///{tmp_path / 'lived.db'}" if sqlite else request.getfixturevalue("cluster").empty()
    town = await open_town(lived_in(url), replicas=replicas)
    yield town
    await close_town(town)


async def test_no_phone_rings_for_what_is_over(lived: Town):
    await lived.settled()
    await lived.machines[0].timekeeper.tick()
    await lived.settled()
    assert [one.name for one in demo.cast() if lived.sandbox.chat(one.telegram_id, one.side).messages] == []
    overdue = lived.look(lambda session: session.scalars(select(Due).where(Due.due_at <= OPENING)).all())
    waiting = lived.look(lambda session: session.scalars(select(Notice).where(Notice.state != NoticeState.SENT)).all())
    assert (overdue, waiting) == ([], [])


@pytest.mark.rows("R026", "R032", "R081")
async def test_every_kind_of_matter_is_there_in_its_states(lived: Town):
    complaints = lived.look(lambda session: session.scalars(select(Complaint)).all())
    assert Counter((one.kind, one.grade, one.state) for one in complaints) == Counter(
        {
            (Kind.COMPLAINT, Grade.MINOR, Complained.CLOSED): 1,
            (Kind.COMPLAINT, Grade.MINOR, Complained.HANDLED): 1,
            (Kind.COMPLAINT, Grade.IMPORTANT, Complained.PROPOSED): 1,
            (Kind.COMPLAINT, Grade.IMPORTANT, Complained.ANSWERED): 1,
            (Kind.COMPLAINT, Grade.MAJOR, Complained.HANDLED): 1,
            (Kind.PRAISE, None, Complained.CLOSED): 1,
        }
    )
    assert [one.confidential for one in complaints if one.grade == Grade.MAJOR] == [True]
    tickets = lived.look(lambda session: session.scalars(select(Ticket).order_by(Ticket.id)).all())
    assert Counter((one.status, one.transfers, one.rounds) for one in tickets) == Counter(
        {
            (Status.CLOSED, 0, 1): 5,
            (Status.CLOSED, 0, 2): 1,
            (Status.CALLBACK, 0, 1): 4,
            (Status.WAITING_PART, 0, 1): 1,
            (Status.SENT, 2, 1): 1,
            (Status.RECORDED, 0, 1): 2,
            (Status.WITHDRAWN, 0, 1): 1,
        }
    )


@pytest.mark.rows("R012", "R013", "R062", "R063", "R064", "R076", "X3")
async def test_paid_orders_are_there_in_their_states(lived: Town):
    orders = lived.look(lambda session: session.scalars(select(Order).order_by(Order.id)).all())
    assert Counter(one.state for one in orders) == Counter(
        {
            Paid.RECEIVED: 1,
            Paid.COLLECTED: 1,
            Paid.CHARGED: 1,
            Paid.QUOTED: 1,
            Paid.CONSENTED: 1,
            Paid.NOT_DONE: 1,
        }
    )
    received = next(one for one in orders if one.state == Paid.RECEIVED)
    hands = {received.charged_by_id, received.audited_by_id, received.received_by_id}
    assert len(hands) == 3
    held = lived.look(lambda session: balances(session, received.project_id))
    assert (held["till"], held[f"due:order:{_of(orders, Paid.CHARGED)}"]) == (4000, 8000)
    assert [fen for account, fen in held.items() if account.startswith("cash:")] == [4000]
    booked = lived.look(lambda session: session.scalars(select(Hold).where(Hold.state == HoldState.BOOKED)).all())
    assert f"order:{_of(orders, Paid.CONSENTED)}" in {one.subject for one in booked}


def _of(orders: Sequence[Order], state: Paid) -> int:
    return next(one.id for one in orders if one.state == state)


@pytest.mark.rows("R099", "R101")
async def test_an_incident_is_there_with_its_report(lived: Town):
    incidents = lived.look(lambda session: session.scalars(select(Incident)).all())
    assert [(one.state, one.symptom_code) for one in incidents] == [(Happened.REVIEWED, "4.1")]


@pytest.mark.rows("R030", "R037", "R143", "R149", "R186")
async def test_questions_letters_and_announcements_are_there(lived: Town):
    enquiries = lived.look(lambda session: session.scalars(select(Enquiry).order_by(Enquiry.id)).all())
    assert [(one.state, one.edition_id is not None) for one in enquiries] == [
        (Asked.RESOLVED, True),
        (Asked.RESOLVED, False),
    ]
    supervised = enquiries[1]
    assert supervised.answered_at is not None
    assert (supervised.answered_at - supervised.asked_at).total_seconds() == 4 * 60 + 30
    assert lived.look(_states) == (
        {"talk": ["ended", "open"], "letter": ["sealed", "settled"], "message": ["answered", "waiting"]}
    )
    drafts = lived.look(
        lambda session: session.scalars(select(Edition).where(Edition.state == Written.IN_REVIEW)).all()
    )
    assert [one.source for one in drafts] == [supervised.subject]
    announcements = lived.look(lambda session: session.scalars(select(Announcement).order_by(Announcement.id)).all())
    assert [one.state for one in announcements] == [Sent.SENT, Sent.SENT, Sent.DRAFT]
    readers = lived.look(lambda session: session.scalars(select(AnnouncementReader).filter_by(announcement_id=1)).all())
    read = [one for one in readers if one.read_at]
    assert 0 < len(read) < len(readers)


def _states(session: Session) -> dict[str, list[str]]:
    tables = {"talk": Talk, "letter": Letter, "message": StaffMessage}
    return {
        name: sorted(str(one.state) for one in session.scalars(select(table)).all()) for name, table in tables.items()
    }


@pytest.mark.rows("R082", "R089", "R143")
async def test_what_went_before_can_be_gone_on_with(lived: Town):
    owner, desk, supervisor = (lived.phone(name) for name in ("陈女士", "郑雨", "许文静"))
    await owner.says("/start")
    for label in ("我的单据", "投诉 电梯", "同意"):
        await owner.taps(label)
    assert "业主同意方案，请办理并答复结果" in supervisor.text
    await desk.says("/start")
    assert {"投诉建议（3）", "对话与留言（1）", "待打电话（8）"} <= set(
        desk.labels
    )  # what only the manager may read is none of them
    for label in ("管理处事务", "经理信箱", "查看本次开启", "开启信箱"):
        await desk.taps(label, desk.last.message_id)
    assert "来信1封" in desk.text


def test_it_is_the_same_week_every_time(tmp_path: Path):
    dumps = [_dump(lived_in(f"sqlite:///{tmp_path / name}.db")) for name in ("one", "two")]
    assert dumps[0] == dumps[1]


def _dump(url: str) -> list[str]:
    with sqlite3.connect(str(make_url(url).database)) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]


def test_filling_it_again_changes_nothing(tmp_path: Path):
    url = lived_in(f"sqlite:///{tmp_path / 'again'}.db")
    before = _dump(url)
    assert _dump(lived_in(url)) == before
