"""Somebody was trapped in a lift the week before: freed, told about, and reported on (R098, R099, R101)."""

from collections.abc import Iterator
from datetime import datetime

from models.demo.lived.past import Past, Story
from models.demo.lived.repairs import called
from models.incidents import actions as incidents
from models.incidents import reviewing
from models.incidents.lifecycle import Grade
from models.incidents.reading import incident_of
from models.incidents.whereabouts import Area
from models.tickets import actions
from models.tickets.alarms import acknowledge
from models.tickets.emergency import raise_emergency, tell_words

CALLER, ROOM, HEAD, WORKER = "储女士", "蒋磊", "何志强", "梁伟"
DESK, SUPERVISOR, MANAGER = "郑雨", "许文静", "周立新"


def trapped(past: Past) -> Iterator[datetime]:
    """From the alarm to the confirmed report, in four phases."""
    yield past.at(4, "08:52")
    by = past.person(CALLER)
    ticket = raise_emergency(past.session, project=past.project, by=by, symptom_code="4.1", now=past.now)
    past.does(tell_words, ticket.id, CALLER, words="2号客梯停在十一层附近，里面两个人，情绪平稳")
    incident = incident_of(past.session, ticket)
    if incident is None:
        raise LookupError("an alarm without its incident")
    yield past.at(4, "08:53")
    past.does(acknowledge, ticket.id, ROOM)
    past.does(incidents.classify, incident.id, ROOM, grade=Grade.LARGER, area=Area())
    yield past.at(4, "08:54")
    past.does(actions.assign, ticket.id, HEAD, to=past.staff(WORKER))
    past.does(actions.accept, ticket.id, WORKER)
    yield past.at(4, "08:56")
    past.does(actions.arrive, ticket.id, WORKER)
    past.does(incidents.give_news, incident.id, ROOM, name="progress", words="维修人员已到场，正在平层放人")
    yield past.at(4, "09:07")
    past.does(
        actions.finish,
        ticket.id,
        WORKER,
        result="平层开门，两人平安走出；2号客梯停梯检查",
        cause="门锁触点脏污",
        no_photo="现场先救人",
    )
    past.does(incidents.give_news, incident.id, ROOM, name="end", words="两位乘客平安，2号客梯停用检查至中午")
    yield past.at(4, "09:10")
    past.does(actions.feed_back, ticket.id, DESK)
    yield from _reviewed(past, incident.id)
    yield past.at(3, "09:40")
    called(past, ticket, "很及时，当时有点紧张，工作人员一直在通话安慰")


def _reviewed(past: Past, incident: int) -> Iterator[datetime]:
    """The same day; confirmed by the manager."""
    yield past.at(4, "14:20")
    past.does(
        reviewing.write_report,
        incident,
        SUPERVISOR,
        measures="8:52接警，8:56维修人员到场，9:07平层开门救出两人；停梯，维保单位当日更换门锁触点",
        losses="无人受伤，无财物损失；2号客梯停用三小时",
        cause="层门门锁触点脏污，接触断续",
        prevention="四台客梯门锁触点全部清洁，纳入半月保养必检项目",
    )
    yield past.at(4, "16:05")
    past.does(reviewing.confirm, incident, MANAGER)


STORIES: tuple[Story, ...] = (trapped,)
