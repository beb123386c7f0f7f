"""What owners told the office about itself in the week before: five complaints in five states, praise and a suggestion (R081)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.calls.actions import attempt
from models.calls.tables import Call, CallOutcome
from models.complaints import actions, by_owner
from models.complaints.filing import tell_the_office
from models.complaints.lifecycle import Grade, Kind
from models.complaints.tables import Complaint
from models.demo.lived.past import Past, Story

DESK, SUPERVISOR, MANAGER = "郑雨", "许文静", "周立新"


def _told(past: Past, by: str, unit: str, kind: Kind, matter: str, words: str, **more: Any) -> Complaint:
    facts: dict[str, Any] = {"unit": past.unit(unit), "kind": kind, "matter": matter, "words": words}
    return tell_the_office(past.session, project=past.project, by=past.person(by), now=past.now, **facts, **more)


def a_wet_floor(past: Past) -> Iterator[datetime]:
    """Minor, and over: solved, justified, called about."""
    yield past.at(6, "09:05")
    one = _told(
        past, "应女士", "1104", Kind.COMPLAINT, "C4", "十一楼卫生间地面常有积水，走路容易滑", wish="希望增加巡查"
    )
    yield past.at(6, "09:30")
    past.does(actions.grade, one.id, DESK, grade=Grade.MINOR, words="保洁频次问题，现场可以改善")
    yield past.at(6, "11:10")
    words = "从今天起卫生间每小时巡查一次，洗手台边放置防滑垫，请您看是否合适。"
    past.does(actions.propose, one.id, DESK, words=words)
    yield past.at(6, "11:42")
    past.does(by_owner.agree, one.id, "应女士")
    yield past.at(5, "15:20")
    words = "防滑垫已放好，昨天和今天的巡查都有记录，地面干爽。谢谢您的监督。"
    past.does(actions.answer, one.id, DESK, words=words)
    yield past.at(5, "16:05")
    past.does(actions.judge, one.id, SUPERVISOR, justified=True, words="巡查频次确实偏低")
    yield past.at(4, "10:25")
    _content(past, one, "孙晓芸", "现在干净多了")


def _content(past: Past, one: Complaint, who: str, words: str) -> None:
    """Somebody who did not lead it has called, and they are content."""
    mine = select(Call).where(Call.complaint_id == one.id, Call.done_at.is_(None))
    for call in past.session.scalars(mine).all():
        past.does(attempt, call.id, who, outcome=CallOutcome.CONTENT, words=words)


def a_late_invoice(past: Past) -> Iterator[datetime]:
    """Minor: somebody looks into it, and has said until when."""
    yield past.at(3, "15:40")
    one = _told(past, "祝女士", "1603", Kind.COMPLAINT, "C10", "八月的物业费发票还没有收到，财务月底要入账")
    yield past.at(3, "15:55")
    past.does(actions.grade, one.id, DESK, grade=Grade.MINOR, words="票据寄送延误，补寄即可")
    yield past.at(3, "16:40")
    words = "财务已查到发票，快递单号核对中，核对后马上告诉您。"
    past.does(actions.progress, one.id, DESK, words=words, until=past.at(0, "17:00"))


def a_shaking_lift(past: Past) -> Iterator[datetime]:
    """Important: the owner is asked whether the solution suits."""
    yield past.at(3, "10:12")
    one = _told(
        past, "陈女士", "0301", Kind.COMPLAINT, "C9", "二号客梯这周停了两次，客户来访被耽误", wish="希望知道原因"
    )
    yield past.at(3, "10:30")
    past.does(actions.grade, one.id, DESK, grade=Grade.IMPORTANT, words="一周内反复发生，影响业主接待来客")
    yield past.at(3, "14:20")
    past.does(
        actions.progress,
        one.id,
        SUPERVISOR,
        words="维保单位已到场，查明是门机皮带磨损。",
        until=past.at(0, "12:00"),
    )
    yield past.at(0, "08:46")
    words = "我们建议本周三晚间更换门机皮带，其间一号客梯正常运行，更换后连续观察一周并把记录给您。"
    past.does(actions.propose, one.id, SUPERVISOR, words=words)


def a_noisy_neighbour(past: Past) -> Iterator[datetime]:
    """Important: the result is told; it is to be judged, and somebody calls."""
    yield past.at(5, "09:50")
    one = _told(
        past, "石先生", "0702", Kind.COMPLAINT, "C11", "楼下装修上午一直有钻孔声，会议只好改期", wish="希望固定施工时间"
    )
    yield past.at(5, "10:05")
    past.does(actions.grade, one.id, DESK, grade=Grade.IMPORTANT, words="装修扰民，涉及施工单位")
    yield past.at(5, "11:30")
    words = "我们建议钻孔作业全部改到18点以后，由保安每天巡查两次并把记录给您。"
    past.does(actions.propose, one.id, SUPERVISOR, words=words)
    yield past.at(5, "13:05")
    past.does(by_owner.agree, one.id, "石先生")
    yield past.at(3, "16:20")
    words = "施工单位已签收新的作业时间，周四和周五的巡查记录显示办公时间很安静。谢谢您的监督。"
    past.does(actions.answer, one.id, SUPERVISOR, words=words)


def a_leak_of_a_number(past: Past) -> Iterator[datetime]:
    """Major and confidential: the manager leads in person, and nobody else reads who complains."""
    yield past.at(3, "09:02")
    words = "有外部推销人员说出了我们在物业登记的联系人姓名和手机号，请查明来源。"
    one = _told(past, "方女士", "0504", Kind.COMPLAINT, "C17", words, wish="请经理亲自答复", confidential=True)
    yield past.at(3, "11:45")
    words = "我已封存档案查阅记录，正在逐条核对谁在什么时候查看过贵单位资料。"
    past.does(actions.progress, one.id, MANAGER, words=words, until=past.at(0, "15:00"))


def praise(past: Past) -> Iterator[datetime]:
    """Thanks to a cleaner, and thanks for the thanks."""
    yield past.at(4, "15:05")
    one = _told(past, "凌女士", "0801", Kind.PRAISE, "C4", "邓阿姨捡到同事的工牌，专门送上楼来，非常感谢")
    yield past.at(4, "15:30")
    past.does(actions.reply, one.id, DESK, words="谢谢您的肯定，我们已转告本人和她的主管。欢迎您随时联系我们。")


STORIES: tuple[Story, ...] = (
    a_wet_floor,
    a_late_invoice,
    a_shaking_lift,
    a_noisy_neighbour,
    a_leak_of_a_number,
    praise,
)
