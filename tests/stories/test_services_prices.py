"""A price is answered on a phone: agreed, talked about, declined, run out, more on the spot, approved by the company (R047, R064, R066, R078)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.orders import quoting
from models.orders.lifecycle import State
from models.orders.lines import lump
from models.orders.tables import Answer, Consent, Order
from models.prices.estimate import LineKind
from models.tickets import actions
from tests.people import Phone, Town
from tests.stories.steps import stranger

WORDS = "会议室要装一块投影幕布"


async def asks(owner: Phone, words: str = WORDS, way: str = "请先报价") -> None:
    """Ask for what the list does not have."""
    await owner.says("/start")
    await owner.taps("有偿服务")
    await owner.taps("其他服务", owner.last.message_id)
    await owner.says(words)
    await owner.taps(way, owner.last.message_id)
    await owner.taps("时间都可以", owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)


def state(town: Town) -> State:
    found: State = town.look(lambda session: session.scalars(select(Order).order_by(Order.id.desc())).first().state)
    return found


def answers(town: Town) -> list[tuple[Answer, str]]:
    def read(session: Session) -> list[tuple[Answer, str]]:
        return [(one.answer, one.words) for one in session.scalars(select(Consent).order_by(Consent.id))]

    found: list[tuple[Answer, str]] = town.look(read)
    return found


async def does(town: Town, deed: Callable[[Session, Order], Any]) -> None:
    """Something that the office does with the newest order."""

    def work(session: Session) -> None:
        order = session.scalars(select(Order).order_by(Order.id.desc())).first()
        assert order is not None
        deed(session, order)

    town.look(work)
    await town.settled()


async def priced(town: Town, yuan: int = 150, name: str = "郑雨") -> None:
    """The desk names a price."""

    def quote(session: Session, order: Order) -> None:
        lines = [lump(LineKind.LABOUR, "安装投影幕布", yuan * 100)]
        by = town.person(session, name)
        quoting.quote(session, order.id, by=by, now=town.clock.now(), lines=lines, words="含打孔", guarantee_days=30)

    await does(town, quote)


async def on_the_spot(town: Town) -> None:
    """The desk dispatches, the head assigns, the plumber has come."""

    def go(session: Session, order: Order) -> None:
        now, engineering = town.clock.now(), None
        head = town.person(session, "何志强")
        assert head.staff is not None
        engineering = head.staff.department
        plumber = town.person(session, "林海涛")
        actions.send(session, order.ticket_id, by=town.person(session, "郑雨"), now=now, department=engineering)
        assert plumber.staff is not None
        actions.assign(session, order.ticket_id, by=head, now=now, to=plumber.staff)
        actions.accept(session, order.ticket_id, by=plumber, now=now)
        actions.arrive(session, order.ticket_id, by=plumber, now=now)

    await does(town, go)


async def asked_for_more(town: Town) -> None:
    """On the spot it proves to be more."""

    def more(session: Session, order: Order) -> None:
        by, lines = town.person(session, "林海涛"), [lump(LineKind.MATERIAL, "膨胀螺栓", 3500)]
        quoting.quote_more(session, order.id, by=by, now=town.clock.now(), lines=lines, words="墙体空心")

    await does(town, more)


@pytest.mark.rows("R064", "R066", "R078")
async def test_what_the_list_lacks_is_asked_for_priced_and_agreed_to_by_one_tap(town: Town):
    owner = town.phone("陈女士")
    await asks(owner)
    assert "您的服务需求已登记，单号FW20250915001：其他服务需求" in owner.text
    assert "我们会向您报价" in owner.text
    await priced(town)
    for said in (
        "报价如下",
        "安装投影幕布：1次 × 150元 = 150元",
        "合计：150元",
        "说明：含打孔",
        "保修30天",
        "报价有效期至9月18日",
    ):
        assert said in owner.text
    assert owner.labels[:3] == ["同意", "想商量", "暂时无需"]
    await owner.taps("同意", owner.last.message_id)
    assert state(town) == State.CONSENTED
    assert "已记下您的同意" in owner.text
    assert answers(town) == [(Answer.AGREED, "")]
    text = town.look(lambda session: session.scalars(select(Consent)).one().text)
    assert "合计：<b>150元</b>" in text
    assert "报价有效期至9月18日" in text


@pytest.mark.rows("R066")
async def test_somebody_comes_to_look_first(town: Town):
    owner = town.phone("陈女士")
    await asks(owner, way="请先上门了解")
    assert "我们先上门了解，再向您报价" in owner.text
    assert state(town) == State.REQUESTED


@pytest.mark.rows("R064")
async def test_old_buttons_are_answered_with_the_present_price(town: Town):
    owner = town.phone("陈女士")
    await asks(owner)
    await priced(town)
    old, yes = owner.last.message_id, owner.data("同意")
    await priced(town, 120)
    await owner.sends(yes, old)
    assert "已有新的报价" in owner.toast
    assert state(town) == State.QUOTED
    new = owner.data("同意")
    await owner.sends(new)
    await owner.sends(new)
    assert "您的答复已记录" in owner.toast
    assert answers(town) == [(Answer.AGREED, "")]


@pytest.mark.rows("R064", "R078")
async def test_a_price_that_has_run_out_binds_nobody_and_another_is_one_tap_away(town: Town):
    owner = town.phone("陈女士")
    await asks(owner)
    await priced(town)
    yes = owner.data("同意")
    await town.later(hours=80)
    await owner.sends(yes)
    assert "已过有效期" in owner.toast
    assert answers(town) == []


@pytest.mark.rows("R064", "R078")
async def test_a_customer_talks_about_a_price_or_declines_it(town: Town):
    owner = town.phone("陈女士")
    await asks(owner)
    await priced(town)
    await owner.taps("想商量", owner.last.message_id)
    await owner.says("能便宜一点吗" * 200)
    assert "对不起" in owner.text
    await owner.says("能便宜一点吗")
    assert "客服会与您联系商量价格" in owner.text
    assert state(town) == State.DISCUSSED
    await priced(town, 120)
    await owner.taps("暂时无需", owner.last.message_id)
    await owner.taps("价格偏高", owner.last.message_id)
    assert state(town) == State.DECLINED
    assert answers(town) == [(Answer.DISCUSS, "能便宜一点吗"), (Answer.DECLINED, "价格偏高")]
    await owner.taps("重新询价", owner.last.message_id)
    assert state(town) == State.REQUESTED


@pytest.mark.rows("R047")
async def test_more_on_the_spot_rings_at_once_and_waits_for_the_answer(town: Town):
    owner = town.phone("陈女士")
    await asks(owner)
    await priced(town)
    await owner.taps("同意", owner.last.message_id)
    await on_the_spot(town)
    await owner.sends("w:1")
    assert "工作人员已到您那里" in owner.text
    rings = owner.unread
    await asked_for_more(town)
    assert owner.unread == rings + 1
    assert "工作人员在现场等候您的答复" in owner.text
    assert "材料：膨胀螺栓：1次 × 35元 = 35元" in owner.text
    await owner.taps("同意", owner.last.message_id)
    assert [one for one, _ in answers(town)] == [Answer.AGREED] * 2
    assert "合计：185元" in owner.text
    await asked_for_more(town)
    await owner.taps("暂时无需", owner.last.message_id)
    await owner.taps("跳过", owner.last.message_id)
    assert state(town) == State.CONSENTED
    assert [one for one, _ in answers(town)][-1] == Answer.DECLINED


@pytest.mark.rows("R064")
async def test_above_the_limit_whoever_speaks_for_the_company_is_asked(town: Town):
    owner, boss = town.phone("苗女士"), town.phone("秦先生")
    await boss.says("/start")
    await asks(owner)
    await priced(town, 800)
    await owner.taps("同意", owner.last.message_id)
    assert state(town) == State.APPROVAL
    assert "已提请贵公司负责人确认" in owner.text
    for said in ("贵公司同事提交的一项服务超过约定额度", "预约人：苗女士", "单元：101", "合计：800元"):
        assert said in boss.text
    yes = boss.data("批准")
    for other in (town.phone("陈女士"), owner, stranger(town)):
        await other.says("/start")
        await other.sends(yes)
    assert state(town) == State.APPROVAL
    await boss.sends(yes)
    assert state(town) == State.CONSENTED
    assert "贵公司已同意" in owner.text
    assert [one for one, _ in answers(town)] == [Answer.AGREED, Answer.APPROVED]


@pytest.mark.rows("R064")
async def test_the_company_would_rather_leave_it(town: Town):
    owner, boss = town.phone("苗女士"), town.phone("秦先生")
    await boss.says("/start")
    await asks(owner)
    await priced(town, 800)
    await owner.taps("同意", owner.last.message_id)
    await boss.taps("暂缓办理", boss.last.message_id)
    await boss.says("下个季度再说")
    assert state(town) == State.DECLINED
    assert "贵公司希望" in owner.text
    assert answers(town)[-1] == (Answer.DISAPPROVED, "下个季度再说")


@pytest.mark.rows("R064", "R108")
async def test_who_speaks_for_a_unit_sets_what_its_people_order_alone(town: Town):
    boss, owner = town.phone("秦先生"), town.phone("苗女士")
    await boss.says("/start")
    await boss.taps("我的资料")
    assert "员工可自行预约：500元以内" in boss.text
    await boss.taps("员工自行预约额度")
    for typed in ("很多", "-5", "999999999"):
        await boss.says(typed)
        assert "对不起" in boss.text
    await boss.says("1000元")
    await boss.taps("确认", boss.last.message_id)
    assert "员工可自行预约：1,000元以内" in boss.text
    limit = town.look(
        lambda session: session.scalars(select(Unit).where(Unit.number == "101")).one().spending_limit_fen
    )
    assert limit == 100_000
    await owner.says("/start")
    await owner.taps("我的资料")
    assert "员工自行预约额度" not in owner.labels
    await owner.sends("b:spending_limit:0")
    await asks(owner)
    await priced(town, 800)
    await owner.taps("同意", owner.last.message_id)
    assert state(town) == State.CONSENTED
