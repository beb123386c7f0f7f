"""Repairs of the week before: some well done, one done again, one waits for a part, one was passed on twice (R026, R027, R032)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from models.calls.actions import attempt
from models.calls.tables import Call, CallOutcome
from models.demo.lived.past import Past, Story
from models.people import Person
from models.tickets import actions
from models.tickets.passing import transfer
from models.tickets.rating import Scores, rate
from models.tickets.reporting import report
from models.tickets.tables import Ticket
from models.tickets.waiting import cannot_finish

DESK, HEAD = "郑雨", "何志强"
NO_PICTURE = "业主要求只留文字记录"
CONTENT = Scores(5, 5, 5, 5)


def _reported(past: Past, by: str, unit: str, spot: str, symptom: str, words: str) -> Ticket:
    return report(
        past.session,
        project=past.project,
        by=past.person(by),
        unit=past.unit(unit),
        inside=True,
        spot=spot,
        symptom_code=symptom,
        words=words,
        now=past.now,
    )


def _sent(past: Past, ticket: Ticket) -> None:
    past.does(actions.send, ticket.id, DESK, department=past.department("engineering"))


def _somebody_comes(past: Past, ticket: Ticket, who: str, day: int, faces: tuple[str, ...]) -> Iterator[datetime]:
    """Dispatched, assigned, accepted and at the door, at these times of one day."""
    send, assign, accept, arrive = faces
    yield past.at(day, send)
    _sent(past, ticket)
    yield past.at(day, assign)
    past.does(actions.assign, ticket.id, HEAD, to=past.staff(who))
    yield past.at(day, accept)
    past.does(actions.accept, ticket.id, who)
    yield past.at(day, arrive)
    past.does(actions.arrive, ticket.id, who)


def _is_done(
    past: Past, ticket: Ticket, who: str, day: int, faces: tuple[str, str], result: str, cause: str = ""
) -> Iterator[datetime]:
    """Finished, and the owner is told."""
    yield past.at(day, faces[0])
    past.does(actions.finish, ticket.id, who, result=result, cause=cause, no_photo=NO_PICTURE, free="保修期内")
    yield past.at(day, faces[1])
    past.does(actions.feed_back, ticket.id, DESK)


def called(past: Past, ticket: Ticket, words: str) -> None:
    """Whoever the morning's list names makes the callback."""
    wanted = select(Call).where(Call.ticket_id == ticket.id, Call.done_at.is_(None))
    for call in past.session.scalars(wanted).all():
        by = past.session.get_one(Person, call.staff_id) if call.staff_id else past.person(DESK)
        attempt(past.session, call.id, by=by, now=past.now, outcome=CallOutcome.CONTENT, words=words)


def a_lamp(past: Past) -> Iterator[datetime]:
    """Well rated, and drawn for the sample: somebody called all the same."""
    yield past.at(6, "09:20")
    ticket = _reported(past, "石先生", "0702", "office", "1.3", "靠窗一排有两盏灯熄灭了")
    yield from _somebody_comes(past, ticket, "高建军", 6, ("09:23", "09:31", "09:35", "10:05"))
    yield from _is_done(past, ticket, "高建军", 6, ("10:30", "10:40"), "更换了两支灯管，测试正常")
    yield past.at(6, "13:10")
    past.does(rate, ticket.id, "石先生", solved=True, scores=CONTENT, comment="来得很快，谢谢高师傅")
    yield past.at(5, "11:05")
    called(past, ticket, "灯很亮，没有别的要求")


def a_lock(past: Past) -> Iterator[datetime]:
    """The desk was late with its first word, and nobody rated it: customer service called."""
    yield past.at(6, "14:02")
    ticket = _reported(past, "闻女士", "0902", "entrance", "5.1", "玻璃门的锁转动很紧")
    yield from _somebody_comes(past, ticket, "唐国平", 6, ("14:09", "14:12", "14:15", "14:40"))
    yield from _is_done(past, ticket, "唐国平", 6, ("15:20", "15:30"), "清洁并润滑锁芯，调整了门的位置")
    yield past.at(3, "10:05")
    called(past, ticket, "门锁好用了，没有别的要求")


def a_panel(past: Past) -> Iterator[datetime]:
    """Well rated; it ended without a callback."""
    yield past.at(5, "13:32")
    ticket = _reported(past, "高先生", "0403", "office", "3.5", "空调控制面板的屏幕一直闪")
    yield from _somebody_comes(past, ticket, "罗斌", 5, ("13:35", "13:39", "13:42", "14:10"))
    yield from _is_done(past, ticket, "罗斌", 5, ("14:35", "14:45"), "更换了控制面板，温度已设为26度")
    yield past.at(5, "17:02")
    past.does(rate, ticket.id, "高先生", solved=True, scores=Scores(5, 5, 5, 4))


def a_tap(past: Past) -> Iterator[datetime]:
    """Likewise."""
    yield past.at(4, "08:50")
    ticket = _reported(past, "夏女士", "102", "pantry", "2.5", "吧台水龙头关紧后还滴水")
    yield from _somebody_comes(past, ticket, "林海涛", 4, ("08:53", "08:58", "09:01", "09:25"))
    yield from _is_done(past, ticket, "林海涛", 4, ("09:50", "10:00"), "更换了阀芯，滴水已止住")
    yield past.at(4, "12:40")
    past.does(rate, ticket.id, "夏女士", solved=True, scores=CONTENT, comment="谢谢林师傅")


def done_again(past: Past) -> Iterator[datetime]:
    """Not solved, said the owner; the second time it held, and somebody called."""
    yield past.at(6, "10:32")
    ticket = _reported(past, "葛女士", "1405", "pantry", "2.4", "水槽排水很慢，有时会溢出来")
    yield from _somebody_comes(past, ticket, "林海涛", 6, ("10:35", "10:42", "10:45", "11:20"))
    yield from _is_done(past, ticket, "林海涛", 6, ("11:55", "12:05"), "疏通了水槽下水口")
    yield past.at(5, "09:15")
    scores = Scores(4, 4, 2, 3)
    past.does(rate, ticket.id, "葛女士", solved=False, scores=scores, comment="今天早上又堵了")
    yield from _somebody_comes(past, ticket, "林海涛", 5, ("09:18", "09:25", "09:28", "09:50"))
    result, cause = "拆洗存水弯，清出茶叶和咖啡渣，通水测试正常", "存水弯内长期积渣"
    yield from _is_done(past, ticket, "林海涛", 5, ("11:10", "11:20"), result, cause)
    yield past.at(4, "09:40")
    called(past, ticket, "现在很通畅，谢谢")


def waits_for_a_part(past: Past) -> Iterator[datetime]:
    """The fan's motor is ordered, and comes on Wednesday."""
    yield past.at(3, "13:35")
    ticket = _reported(past, "耿女士", "1606", "meeting", "3.2", "会议室空调只有风，温度降得很慢")
    yield from _somebody_comes(past, ticket, "罗斌", 3, ("13:38", "13:46", "13:49", "14:20"))
    yield past.at(3, "14:55")
    reason, until = "风机电机需要更换，配件已订购", past.at(-2, "12:00")
    past.does(cannot_finish, ticket.id, "罗斌", move="wait_part", reason=reason, until=until)


def passed_on_twice(past: Past) -> Iterator[datetime]:
    """Engineering, security, engineering again: the supervisor is alarmed, and decides."""
    yield past.at(0, "08:33")
    ticket = _reported(past, "谭先生", "1203", "entrance", "6.1", "门口的刷卡机时好时坏，同事进出要刷好几次")
    yield past.at(0, "08:36")
    _sent(past, ticket)
    yield past.at(0, "08:41")
    reason = "刷卡机通电正常，请先核对门禁卡登记"
    past.does(transfer, ticket.id, HEAD, department=past.department("security"), reason=reason)
    yield past.at(0, "08:57")
    reason = "门禁卡登记无误，是读卡器接触不良"
    past.does(transfer, ticket.id, "彭勇", department=past.department("engineering"), reason=reason)


def nobody_has_rated(past: Past) -> Iterator[datetime]:
    """Done on Thursday and not rated: today's callback."""
    yield past.at(4, "15:02")
    ticket = _reported(past, "翁先生", "1402", "office", "1.5", "前台旁边的插座松了")
    yield from _somebody_comes(past, ticket, "高建军", 4, ("15:05", "15:11", "15:13", "16:00"))
    yield from _is_done(past, ticket, "高建军", 4, ("16:20", "16:30"), "更换了插座面板")


STORIES: tuple[Story, ...] = (
    a_lamp,
    a_lock,
    a_panel,
    a_tap,
    done_again,
    waits_for_a_part,
    passed_on_twice,
    nobody_has_rated,
)
