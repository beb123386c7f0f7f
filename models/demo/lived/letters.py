"""Letters to the manager and announcements to owners in the week before (R143, R149, R214)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from models.announcements import actions as announcements
from models.announcements.answering import read
from models.announcements.content import Content, Kind, Scope, Supply
from models.announcements.tables import Announcement
from models.demo.lived.past import Past, Story
from models.mailbox import letters, opening
from models.mailbox.tables import Letter, Opening

DESK, FIELD, SUPERVISOR, MANAGER = "郑雨", "孙晓芸", "许文静", "周立新"


def a_suggestion(past: Past) -> Iterator[datetime]:
    """A suggestion in the box, opened on Monday, answered by the manager, and the owner is content."""
    yield past.at(7, "08:20")
    letter = _put_in(past, "华先生", "建议在大堂增设雨伞架和一次性伞套，下雨天地面会干爽很多。", wants_reply=True)
    yield past.at(7, "09:12")
    week = past.session.scalars(select(Opening).where(Opening.project_id == past.project.id)).one()
    past.does(opening.open_box, week.id, DESK)
    yield past.at(7, "09:35")
    past.does(opening.pass_on, week.id, SUPERVISOR)
    yield past.at(5, "16:40")
    words = "华先生，您好。您的建议很好，雨伞架和伞套机已下单，本月内放置在大堂东侧。谢谢您对大厦的关心。"
    past.does(letters.answer, letter.id, MANAGER, words=words)
    yield past.at(4, "09:10")
    past.does(letters.helps, letter.id, "华先生")


def _put_in(past: Past, by: str, words: str, *, wants_reply: bool) -> Letter:
    return letters.write_letter(
        past.session, past.project, by=past.person(by), words=words, wants_reply=wants_reply, now=past.now
    )


def a_sealed_letter(past: Past) -> Iterator[datetime]:
    """It lies in the box until somebody opens it today."""
    yield past.at(2, "20:15")
    _put_in(past, "卢女士", "装修验收的流程能否再简化一些，两次到现场时间很难安排。", wants_reply=True)


def a_drill(past: Past) -> Iterator[datetime]:
    """An important announcement to three floors; some have read it, the others are called."""
    yield past.at(4, "15:10")
    one = _drafted(
        past,
        FIELD,
        Content(
            kind=Kind.EVENT,
            title="消防演练",
            words="三层、五层、七层将举行消防演练，届时会响警铃约十分钟。请您安排同事从楼梯有序到广场集合，谢谢您的配合。",
            starts_at=past.at(-4, "15:00"),
            ends_at=past.at(-4, "16:00"),
            scope=Scope.FLOORS,
            places=("3", "5", "7"),
            important=True,
        ),
    )
    yield past.at(4, "15:40")
    past.does(announcements.approve, one.id, SUPERVISOR)
    for days, face, name in READERS:
        yield past.at(days, face)
        past.does(read, one.id, name)


READERS = (
    (4, "15:52", "娄先生"),
    (4, "16:31", "章先生"),
    (4, "17:20", "石先生"),
    (3, "08:40", "杜女士"),
    (3, "09:15", "方女士"),
)


def _drafted(past: Past, by: str, content: Content) -> Announcement:
    return announcements.draft(past.session, content, by=past.person(by), now=past.now)


def a_shutoff(past: Past) -> Iterator[datetime]:
    """Water off on two floors on Wednesday evening; those above know already."""
    yield past.at(3, "11:05")
    one = _drafted(
        past,
        DESK,
        Content(
            kind=Kind.SHUTOFF,
            supply=Supply.WATER,
            reason="更换六楼总阀",
            starts_at=past.at(-2, "18:30"),
            ends_at=past.at(-2, "21:30"),
            scope=Scope.FLOORS,
            places=("6", "7"),
        ),
    )
    yield past.at(3, "11:30")
    past.does(announcements.approve, one.id, SUPERVISOR)
    yield past.at(3, "12:05")
    past.does(read, one.id, "丁女士")


def a_draft(past: Past) -> Iterator[datetime]:
    """What the desk has written this morning waits for somebody else's approval."""
    yield past.at(0, "08:50")
    words = "国庆节期间大厦照常开放，中央空调按节日时间运行，需要加时请提前一天告诉服务台。谢谢您。"
    _drafted(past, DESK, Content(kind=Kind.INFORMATION, title="国庆节服务安排", words=words))


STORIES: tuple[Story, ...] = (a_suggestion, a_sealed_letter, a_drill, a_shutoff, a_draft)
