"""Paid services of the week before: one paid and received, one not audited, one not paid, one waits for an answer, one is tomorrow (DOMAIN 4.9)."""

from collections.abc import Iterator
from datetime import datetime

from models.capacity.actions import hold
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.demo.lived.past import Past, Story
from models.ledger import handing_over
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.orders import auditing, booking, charging, collecting, ending, quoting
from models.orders.consenting import Shown
from models.orders.lines import lump
from models.orders.tables import Order
from models.prices.estimate import ONE, LineKind
from models.prices.reading import by_code, list_head
from models.prices.tables import PriceEdition
from models.tickets import actions
from models.tickets.rating import Scores, rate

DESK, HEAD, CASHIER, FINANCE = "郑雨", "何志强", "钱敏", "冯雪"
NO_PICTURE = "业主要求只留文字记录"
CONTENT = Scores(5, 5, 5, 5)


def _edition(past: Past, code: str) -> PriceEdition:
    found = by_code(past.session, past.project, code, past.now.astimezone(past.project.zone).date())
    if found is None:
        raise LookupError(code)
    return found


def _kept(past: Past, by: str, edition: PriceEdition, start: datetime, minutes: int) -> Hold:
    need = Need(edition.item.department, edition.item.trade, minutes)
    return hold(past.session, past.project, need, start, by=past.person(by), now=past.now)


def _booked(past: Past, by: str, unit: str, code: str, count: int, start: datetime, minutes: int) -> Order:
    """Somebody books so many of an item for a time, and agrees to what they read."""
    edition = _edition(past, code)
    kept = _kept(past, by, edition, start, minutes)
    price = booking.price_of(past.project, edition, count * ONE, kept.starts, kept.ends).total_fen
    head = list_head(past.session, past.project)
    text = f"{edition.name.zh}，{count}{edition.unit.zh}，合计{price // 100}元。请您确认是否同意。谢谢。"
    return booking.book(
        past.session,
        project=past.project,
        by=past.person(by),
        unit=past.unit(unit),
        wanted=booking.Wanted(
            edition=edition,
            quantity=count * ONE,
            expected_fen=price,
            hold_id=kept.id,
        ),
        shown=Shown(text, "zh_Hans", f"{head.code} 第{head.version}版"),
        now=past.now,
    )


def _somebody_comes(
    past: Past, order: Order, who: str, day: int, faces: tuple[str, str, str, str]
) -> Iterator[datetime]:
    """Dispatched, assigned, accepted and at the door, at these times of one day."""
    send, assign, accept, arrive = faces
    yield past.at(day, send)
    past.does(actions.send, order.ticket_id, DESK, department=past.department("engineering"))
    yield past.at(day, assign)
    past.does(actions.assign, order.ticket_id, HEAD, to=past.staff(who))
    yield past.at(day, accept)
    past.does(actions.accept, order.ticket_id, who)
    yield past.at(day, arrive)
    past.does(actions.arrive, order.ticket_id, who)


def _is_done(past: Past, order: Order, who: str, result: str) -> None:
    """What was agreed is charged, and the job ends."""
    past.does(charging.charge, order.id, who)
    past.does(actions.finish, order.ticket_id, who, result=result, no_photo=NO_PICTURE)


def _pays_cash(past: Past, order: Order, who: str) -> None:
    owed = owed_fen(past.session, order.subject)
    past.does(collecting.collect, order.id, who, method=Method.CASH, amount_fen=owed)


def _is_content(past: Past, order: Order, by: str, day: int, faces: tuple[str, str]) -> Iterator[datetime]:
    """The customer is told, and rates it."""
    yield past.at(day, faces[0])
    past.does(actions.feed_back, order.ticket_id, DESK)
    yield past.at(day, faces[1])
    past.does(rate, order.ticket_id, by, solved=True, scores=CONTENT)


def a_mixer_tap(past: Past) -> Iterator[datetime]:
    """Booked, done, paid in cash, handed over, audited and received: five moments, and four people."""
    yield past.at(5, "08:40")
    order = _booked(past, "葛女士", "1405", "S02", 1, past.at(5, "14:00"), 40)
    yield from _somebody_comes(past, order, "林海涛", 5, ("08:45", "08:52", "08:55", "14:00"))
    yield past.at(5, "14:35")
    _is_done(past, order, "林海涛", "更换了冷热水龙头，通水测试正常")
    _pays_cash(past, order, "林海涛")
    yield from _is_content(past, order, "葛女士", 5, ("14:45", "15:30"))
    yield past.at(5, "16:30")
    given = handing_over.propose(past.session, by=past.person("林海涛"), to=past.person(CASHIER), now=past.now)
    yield past.at(5, "16:40")
    past.does(handing_over.confirm, given.id, CASHIER)
    yield past.at(4, "09:05")
    past.does(auditing.audit, order.id, DESK, words="数量与照片一致")
    yield past.at(4, "10:20")
    past.does(auditing.receive, order.id, FINANCE)


def a_breaker(past: Past) -> Iterator[datetime]:
    """Paid in cash on Friday: nobody has audited it, and the electrician still has the money."""
    yield past.at(3, "09:30")
    order = _booked(past, "尹女士", "0304", "D05", 1, past.at(3, "15:00"), 60)
    yield from _somebody_comes(past, order, "高建军", 3, ("09:35", "09:41", "09:44", "15:00"))
    yield past.at(3, "15:50")
    _is_done(past, order, "高建军", "更换了漏电保护器，按压测试正常")
    _pays_cash(past, order, "高建军")
    yield from _is_content(past, order, "尹女士", 3, ("16:00", "16:30"))


def four_filters(past: Past) -> Iterator[datetime]:
    """Done on Friday, and to be paid by a transfer that has not come yet."""
    yield past.at(3, "09:10")
    order = _booked(past, "华先生", "1502", "K01", 4, past.at(3, "10:30"), 120)
    yield from _somebody_comes(past, order, "罗斌", 3, ("09:15", "09:22", "09:26", "10:30"))
    yield past.at(3, "12:10")
    _is_done(past, order, "罗斌", "清洗了四台风机盘管的滤网")
    yield from _is_content(past, order, "华先生", 3, ("12:20", "13:05"))


def a_screen(past: Past) -> Iterator[datetime]:
    """Not on the list: the desk has named a price this morning, and the customer has it."""
    yield past.at(0, "08:12")
    order = booking.ask_for(
        past.session,
        project=past.project,
        by=past.person("邢女士"),
        unit=past.unit("1704"),
        words="会议室想装一块电动投影幕布，幕布我们自己买",
        now=past.now,
    )
    yield past.at(0, "08:50")
    lines = [lump(LineKind.LABOUR, "安装电动幕布", 26000), lump(LineKind.MATERIAL, "吊杆与电源线", 8500)]
    past.does(quoting.quote, order.id, DESK, lines=lines, words="含打孔、走线和试运行", guarantee_days=30)


def cleaning_tomorrow(past: Past) -> Iterator[datetime]:
    """Booked this morning for tomorrow; a person of customer service has still to confirm the time (R076)."""
    yield past.at(0, "08:25")
    _booked(past, "耿女士", "1606", "B01", 2, past.at(-1, "10:00"), 120)


def not_carried_out(past: Past) -> Iterator[datetime]:
    """Asked for, and not carried out, with the reason (R063)."""
    yield past.at(4, "10:05")
    order = booking.ask_for(
        past.session,
        project=past.project,
        by=past.person("闻女士"),
        unit=past.unit("0902"),
        words="想把入户门向走廊外移一米",
        now=past.now,
    )
    yield past.at(4, "11:10")
    reason = "走廊是公共疏散通道，门的位置需要保持原样；建议改为内开门，工程部可以上门查看"
    past.does(ending.end, order.id, DESK, reason=reason)


STORIES: tuple[Story, ...] = (
    a_mixer_tap,
    a_breaker,
    four_filters,
    a_screen,
    cleaning_tomorrow,
    not_carried_out,
)
