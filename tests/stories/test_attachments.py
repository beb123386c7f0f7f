"""What came with the tickets of a unit is looked at in its file, by those who may open the file (R104, R203)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.media.actions import Sent, attach, receive
from models.media.tables import AttachedTo, MediaBytes, MediaKind, MediaState
from models.people import Staff
from models.tickets.tables import Ticket
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import dispatch, reported
from tests.stories.test_media import pictures, report_with


def with_the_ticket(town: Town, name: str = "照片说明.pdf") -> int:
    """A document comes with the newest ticket; returns the number of its unit."""

    def put(session: Session) -> int:
        owner, ticket = (
            town.person(session, "陈女士"),
            session.scalars(select(Ticket).order_by(Ticket.id.desc())).first(),
        )
        sent = Sent(MediaKind.DOCUMENT, "id", name=name, mime="application/pdf")
        office, now = session.get_one(Project, ticket.project_id), town.clock.now()
        media = receive(session, office, sent, by=owner, bot_id=1, now=now)
        media.state = MediaState.KEPT
        session.add(MediaBytes(media_id=media.id, mime=media.mime, content=b"%PDF what it is about"))
        attach(session, ticket.subject, [media.id], AttachedTo.DETAIL, by=owner, now=now)
        return ticket.unit_id

    return town.look(put)


def documents(phone: Phone) -> list[str]:
    """The names of the files that the bot has sent to a phone."""
    return [one.document.name for one in phone.messages() if one.from_bot and one.document]


@pytest.mark.rows("R104")
async def test_what_the_file_lists_is_shown_by_one_tap(town: Town):
    desk = town.phone("郑雨")
    await report_with(town.phone("陈女士"), picture(colour="red"), picture(colour="blue"))
    with_the_ticket(town)
    before = len(pictures(desk))
    await desk.says("0301")
    await desk.taps("单据附件（3）", desk.last.message_id)
    assert "照片说明.pdf" in desk.text
    await desk.taps("查看这些文件", desk.last.message_id)
    assert "马上发送" in desk.toast
    assert len(pictures(desk)) == before + 2
    assert documents(desk) == ["照片说明.pdf"]


@pytest.mark.rows("R104")
async def test_a_page_of_many_is_shown_and_no_more(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    for number in range(10):
        with_the_ticket(town, f"{number}.pdf")
    await desk.says("0301")
    await desk.taps("单据附件（10）", desk.last.message_id)
    await desk.taps("下一页", desk.last.message_id)
    await desk.taps("查看这些文件", desk.last.message_id)
    assert sorted(documents(desk)) == ["0.pdf", "1.pdf"]


@pytest.mark.rows("R203", "R104")
async def test_who_may_not_read_the_documents_is_shown_none(town: Town):
    owner = town.phone("陈女士")
    await report_with(owner, picture())
    unit = with_the_ticket(town)
    await dispatch(town)
    readers = [town.phone(name) for name in ("林海涛", "何志强", "钱敏", "高建军")]
    before = [len(pictures(one)) for one in readers]
    for one in readers:
        await one.says("/start")
        await one.sends(f"us:{unit}:0")
        assert "查看这些文件" not in one.labels
    await town.settled()
    assert [len(pictures(one)) for one in readers] == before
    assert not any(documents(one) for one in readers)


@pytest.mark.rows("R205")
async def test_who_has_left_is_shown_none(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    unit = with_the_ticket(town)
    await desk.says("0301")

    def leaves(session: Session) -> None:
        session.get_one(Staff, town.person(session, "郑雨").id).left_at = town.clock.now()

    town.look(leaves)
    await desk.sends(f"us:{unit}:0")
    assert documents(desk) == []
