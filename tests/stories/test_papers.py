"""The documents of a unit's file are looked at where they are listed, by those who may open the file (R104, R203)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.media.actions import Sent, attach, receive
from models.media.tables import AttachedTo, MediaBytes, MediaKind, MediaState
from models.people import Staff
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import dispatch
from tests.stories.test_media import pictures, report_with


def in_the_file(town: Town, name: str = "租赁合同.pdf", unit: str = "0301") -> int:
    """A document is put into a unit's file; returns the unit's id."""

    def put(session: Session) -> int:
        desk, home = town.person(session, "郑雨"), session.scalars(select(Unit).where(Unit.number == unit)).one()
        sent = Sent(MediaKind.DOCUMENT, "id", name=name, mime="application/pdf")
        media = receive(
            session, session.get_one(Project, home.project_id), sent, by=desk, bot_id=1, now=town.clock.now()
        )
        media.state = MediaState.KEPT
        session.add(MediaBytes(media_id=media.id, mime=media.mime, content=b"%PDF the contract"))
        attach(session, f"unit:{home.id}", [media.id], AttachedTo.FILE, by=desk, now=town.clock.now())
        return home.id

    return town.look(put)


def documents(phone: Phone) -> list[str]:
    """The names of the files that the bot has sent to a phone."""
    return [one.document.name for one in phone.messages() if one.from_bot and one.document]


@pytest.mark.rows("R104")
async def test_what_the_file_lists_is_shown_by_one_tap(town: Town):
    desk = town.phone("郑雨")
    await report_with(town.phone("陈女士"), picture(colour="red"), picture(colour="blue"))
    in_the_file(town)
    before = len(pictures(desk))
    await desk.says("0301")
    await desk.taps("资料（3）", desk.last.message_id)
    assert "租赁合同.pdf" in desk.text
    await desk.taps("查看这些文件", desk.last.message_id)
    assert "马上发送" in desk.toast
    assert len(pictures(desk)) == before + 2
    assert documents(desk) == ["租赁合同.pdf"]
    assert "单元0301：档案文件" in desk.find("档案文件").text


@pytest.mark.rows("R104")
async def test_a_page_of_many_is_shown_and_no_more(town: Town):
    desk = town.phone("郑雨")
    for number in range(10):
        in_the_file(town, f"{number}.pdf")
    await desk.says("0301")
    await desk.taps("资料（10）", desk.last.message_id)
    await desk.taps("下一页", desk.last.message_id)
    await desk.taps("查看这些文件", desk.last.message_id)
    assert sorted(documents(desk)) == ["0.pdf", "1.pdf"]


@pytest.mark.rows("R203", "R104")
async def test_who_may_not_read_the_documents_is_shown_none(town: Town):
    owner = town.phone("陈女士")
    await report_with(owner, picture())
    unit = in_the_file(town)
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
    unit = in_the_file(town)
    await desk.says("0301")

    def leaves(session: Session) -> None:
        session.get_one(Staff, town.person(session, "郑雨").id).left_at = town.clock.now()

    town.look(leaves)
    await desk.sends(f"us:{unit}:0")
    assert documents(desk) == []
