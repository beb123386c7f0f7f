"""Steps that many stories share: reporting, dispatching, doing a repair."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.estate import Project
from models.tickets.reporting import report
from models.units import units_of
from tests.people import Phone, Town


async def report_tap(owner: Phone, words: str = "茶水间水龙头一直滴水", slot: str = "时间都可以") -> None:
    """Report a dripping tap in the owner's own pantry."""
    await owner.says("/start")
    await owner.taps("报修")
    await owner.taps("我的单元内")
    await owner.taps("茶水间")
    await owner.taps("水")
    await owner.taps("龙头")
    await owner.says(words)
    await owner.taps(slot)
    await owner.taps("确认")


async def dispatch(town: Town, desk: str = "郑雨", head: str = "何志强", plumber: str = "林海涛") -> None:
    """The desk agrees with the proposal, the head too."""
    await town.phone(desk).taps("派给工程部")
    await town.phone(head).taps(f"派给{plumber}")


async def do_the_job(worker: Phone) -> None:
    """Accept, arrive, finish with a ready-made result."""
    await worker.taps("接单")
    await worker.taps("到达签到")
    await worker.taps("完工")
    await worker.taps("免费：保修期内")
    await worker.taps("已更换配件")
    await worker.taps("外观无明显变化")
    await worker.taps("确认完工")


async def repaired(town: Town, owner: str = "陈女士") -> None:
    """A whole repair up to the feedback to the owner."""
    await report_tap(town.phone(owner))
    await dispatch(town)
    await do_the_job(town.phone("林海涛"))
    await town.phone("郑雨").taps("反馈业主")


async def rates(owner: Phone, score: int, *, solved: str = "已解决", comment: str | None = None) -> None:
    """Rate all four aspects alike."""
    await owner.taps("评价本次服务")
    await owner.taps(solved)
    for _ in range(4):
        await owner.taps(str(score), owner.last.message_id)
    if comment is None:
        await owner.taps("提交")
    else:
        await owner.says(comment)


async def to_the_words(owner: Phone) -> None:
    """Begin a report of a dripping tap, up to the question for words."""
    await owner.says("/start")
    for label in ("报修", "我的单元内", "茶水间", "水管和排水", "水龙头漏水"):
        await owner.taps(label)


async def to_the_read_back(owner: Phone, words: str = "一直滴水") -> None:
    """Begin a report, up to the read-back."""
    await to_the_words(owner)
    await owner.says(words)
    await owner.taps("时间都可以")


async def report_in_danger(owner: Phone) -> None:
    """Report a burst pipe in the owner's own pantry."""
    await owner.says("/start")
    for label in ("报修", "我的单元内", "茶水间", "水管和排水", "水管爆裂", "无需说明", "确认"):
        await owner.taps(label)


async def reported(
    owner: Phone,
    words: str = "茶水间水龙头一直滴水",
    *,
    symptom: str = "2.5",
    wished: tuple[datetime, datetime] | None = None,
) -> None:
    """The same report of a dripping tap without the owner's road to it, where that is not the story."""
    town = owner.town

    def bring(session: Session) -> None:
        person = town.person(session, owner.name)
        report(
            session,
            project=session.get_one(Project, person.project_id),
            by=person,
            unit=units_of(session, person)[0],
            inside=True,
            spot="pantry",
            symptom_code=symptom,
            words=words,
            wished=wished,
            now=town.clock.now(),
        )

    town.look(bring)
    await town.settled()


async def accepted(town: Town, **report: Any) -> tuple[Phone, Phone]:
    """A job that 林海涛 has accepted; returns the owner's phone and his."""
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await reported(owner, **report)
    await dispatch(town)
    await plumber.taps("接单")
    return owner, plumber


async def at_the_door(town: Town, **report: Any) -> tuple[Phone, Phone]:
    """The same, and he has come."""
    owner, plumber = await accepted(town, **report)
    await plumber.taps("到达签到")
    return owner, plumber


async def nobody_opens(town: Town, minutes: float = 3) -> tuple[Phone, Phone]:
    """The same, and nobody has opened, so that he has left the card."""
    owner, plumber = await at_the_door(town)
    await plumber.taps("无人应答")
    await town.later(minutes=minutes)
    await plumber.taps("贴提示卡离开")
    await plumber.taps("提示卡已贴好，无照片")
    return owner, plumber


async def reported_in_danger(owner: Phone) -> None:
    """A burst pipe, likewise."""
    await reported(owner, "", symptom="2.1")


def stranger(town: Town, user: int = 555, name: str = "路人", side: str = "owner") -> Phone:
    """Somebody whom nobody knows, with one of the bots open."""
    town.sandbox.stranger(user, name, "zh-hans")
    return Phone(town, name, user, side)


async def code_for(desk: Phone, unit: str, contact: str) -> str:
    """The desk looks a unit up and makes a code for one of its contacts; the code as it stands on the screen."""
    await desk.says(unit)
    await desk.taps("联系人（", desk.last.message_id)
    await desk.taps(contact, desk.last.message_id)
    await desk.taps("制作登记码", desk.last.message_id)
    shown = next(one for one in reversed(desk.messages()) if one.from_bot and "的登记码" in one.text)
    return next(word for word in shown.text.split() if word.count("-") == 2 and len(word) == 14)


async def asks_to_be_let_in(somebody: Phone, unit: str, name: str, title: str, phone: str, role: str = "行政") -> None:
    """Fill in the request of somebody without a code, up to its sending."""
    await somebody.says("/start")
    await somebody.taps("申请开通")
    await somebody.says(unit)
    await somebody.says(name)
    await somebody.taps(title, somebody.last.message_id)
    await somebody.says(phone)
    await somebody.taps(role, somebody.last.message_id)
    await somebody.taps("确认", somebody.last.message_id)
