"""Booking a paid service on a phone: what is needed, the price that is agreed to, and what goes wrong on the way (R059, R064, R075, R076)."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.orders.lifecycle import State
from models.orders.tables import Consent, Order
from models.orders.times import propose
from models.prices import actions
from models.prices.reading import by_code
from models.prices.terms import terms_of
from tests.people import Phone, Town
from tests.stories.steps import stranger
from tests.stories.test_service_times import on_leave

TAP = "S01"
GLASS = "擦玻璃"


async def price_card(owner: Phone, words: str = "换普通水龙头") -> None:
    """Find a service by a few words."""
    await owner.says("/start")
    await owner.taps("有偿服务")
    await owner.says(words)


async def to_the_consent(owner: Phone, quantity: str = "1个") -> None:
    """Book a new tap, up to the page that is agreed to."""
    await price_card(owner)
    await owner.taps("预约", owner.last.message_id)
    await owner.taps(quantity, owner.last.message_id)
    await owner.taps("茶水间", owner.last.message_id)
    await owner.says("今天14点")
    await owner.taps("无需说明", owner.last.message_id)


def orders(town: Town) -> list[tuple[State, int | None]]:
    def read(session: Session) -> list[tuple[State, int | None]]:
        return [(one.state, one.quantity) for one in session.scalars(select(Order).order_by(Order.id))]

    found: list[tuple[State, int | None]] = town.look(read)
    return found


def consents(town: Town) -> list[Any]:
    def read(session: Session) -> list[Any]:
        found = session.scalars(select(Consent).order_by(Consent.id))
        return [(one.text, one.language, one.label, one.amount_fen, one.message_id) for one in found]

    return list(town.look(read))


@pytest.mark.rows("R047", "R059", "R064", "R075")
async def test_an_owner_books_for_the_price_that_they_read(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner, "2个")
    page = owner.last
    for said in (
        "此项目为有偿服务：更换普通水龙头，20元/个，材料：由您自备，或凭票据按实结算，保修90天（价目表TW-JM-2025-01 第1版）",
        "更换普通水龙头：2个 × 20元 = 40元",
        "合计：40元",
        "工作人员到达之前，您可以免费取消或改约",
    ):
        assert said in page.text
    assert orders(town) == []
    await owner.taps("同意并预约")
    assert "您的预约已登记，单号FW20250915001：更换普通水龙头，9月15日 周一 14:00-15:00，40元" in owner.text
    assert "您选的时间已记下：9月15日 周一 14:00-15:00" in owner.text
    assert orders(town) == [(State.CONSENTED, 200)]
    [(text, language, label, fen, message)] = consents(town)
    assert plain(text) == page.text
    assert (language, label, fen, message) == ("zh_Hans", "TW-JM-2025-01 第1版", 4000, page.message_id)


def plain(text: str) -> str:
    """As a phone shows it."""
    return re.sub(r"</?b>", "", text)


@pytest.mark.rows("R059", "R064")
async def test_what_is_no_quantity_is_answered_with_an_example(town: Town):
    owner = town.phone("陈女士")
    await price_card(owner)
    await owner.taps("预约", owner.last.message_id)
    for typed in ("0", "-1", "1000000000", "两盒", "2.5", "很多"):
        await owner.says(typed)
        assert "对不起" in owner.text
        assert "1个" in owner.labels
    await owner.says("两个")
    assert "位置" in owner.text or "具体位置" in owner.text or "茶水间" in owner.labels
    assert orders(town) == []


@pytest.mark.rows("R047", "R064")
async def test_a_time_in_the_past_is_asked_for_again(town: Town):
    owner = town.phone("陈女士")
    await price_card(owner)
    await owner.taps("预约", owner.last.message_id)
    for label in ("1个", "茶水间"):
        await owner.taps(label, owner.last.message_id)
    await owner.says("昨天10点")
    await owner.says("今天8点")
    assert "对不起" in owner.text
    await owner.says("今天14点")
    await owner.says("请带" + "很长的梯子" * 200)
    assert "对不起，" in owner.text
    await owner.says("请带梯子")
    await owner.taps("同意并预约")
    assert orders(town) == [(State.CONSENTED, 100)]
    assert "请带梯子" in owner.text


@pytest.mark.rows("R064", "R075")
async def test_a_yes_that_is_tapped_twice_books_once(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    page, yes = owner.last.message_id, owner.data("同意并预约")
    town.sandbox.tap(owner.user, owner.side, page, yes)
    town.sandbox.tap(owner.user, owner.side, page, yes)
    await town.settled()
    await owner.sends(yes, page)
    assert orders(town) == [(State.CONSENTED, 100)]
    assert len(consents(town)) == 1


@pytest.mark.rows("R064")
async def test_a_price_that_changes_while_it_is_read_is_read_anew(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner, "2个")
    town.look(lambda session: dearer(town, session))
    await owner.taps("同意并预约")
    assert "价目表刚刚有变动" in owner.text
    assert "更换普通水龙头：2个 × 25元 = 50元" in owner.text
    assert "位置：茶水间" in owner.text
    assert orders(town) == []
    page = owner.last
    await owner.taps("同意并预约")
    assert orders(town) == [(State.CONSENTED, 200)]
    assert [(plain(text), fen) for text, _, _, fen, _ in consents(town)] == [(page.text, 5000)]


def dearer(town: Town, session: Session) -> None:
    """A new version of the price holds from today on."""
    now, today = town.clock.now(), town.at("00:00").date()
    project = session.scalars(select(Project)).first()
    assert project is not None
    old = by_code(session, project, TAP, today)
    assert old is not None
    desk, boss, manager = (town.person(session, name) for name in ("郑雨", "许文静", "周立新"))
    new = actions.redraft(session, old.id, by=desk, now=now)
    terms = replace(terms_of(old), price_fen=2500, valid_from=today)
    actions.write(session, new.id, terms=terms, by=desk, now=now)
    actions.hand_in(session, new.id, by=desk, now=now)
    actions.review(session, new.id, by=boss, now=now)
    actions.publish(session, new.id, by=manager, now=now)


@pytest.mark.rows("R077", "R059")
async def test_a_service_that_rests_meanwhile_is_said_politely(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    town.look(lambda session: rest(town, session))
    await owner.taps("同意并预约")
    assert "此项目目前暂停" in owner.text
    assert "联系人工" in owner.labels
    assert orders(town) == []


def rest(town: Town, session: Session) -> None:
    """It is suspended from today on."""
    project = session.scalars(select(Project)).one()
    found = by_code(session, project, TAP, town.at("00:00").date())
    assert found is not None
    found.item.suspended_from = town.at("00:00").date()


@pytest.mark.rows("R059")
async def test_who_may_not_order_reads_the_price_and_who_may(town: Town):
    owner = town.phone("刘先生")  # finance of 0301
    await price_card(owner)
    assert "20元/个" in owner.text
    assert "贵公司可由陈女士办理预约" in owner.text
    assert "预约" not in owner.labels
    await owner.sends("b:book_service:9")
    assert "贵公司可由陈女士办理预约" in owner.toast
    await owner.sends("b:ask_service:0")
    assert "贵公司可由陈女士办理预约" in owner.toast
    assert orders(town) == []


@pytest.mark.rows("R059", "R205")
async def test_strangers_and_forged_buttons_book_nothing(town: Town):
    someone, owner = stranger(town), town.phone("陈女士")
    await someone.says("/start")
    await someone.sends("b:book_service:9")
    await owner.says("/start")
    for forged in (
        "b:book_service:99999",
        "b:book_service:0",
        "zoa:1",
        "zop:1",
        "zoa:x",
        "zoh:1",
        "zoi:1",
        "zot:1:1",
        "zor:1:1",
    ):
        await owner.sends(forged)
        assert owner.labels
    assert orders(town) == []


@pytest.mark.rows("R047", "R064")
async def test_a_restart_in_the_middle_loses_no_answer(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner, "2个")
    await town.crash()
    await town.add_machine()
    await owner.taps("同意并预约")
    assert orders(town) == [(State.CONSENTED, 200)]


@pytest.mark.rows("R076")
async def test_the_time_of_a_cleaning_is_confirmed_by_a_person(town: Town):
    owner = town.phone("陈女士")
    await price_card(owner, "擦玻璃")
    await owner.taps("预约", owner.last.message_id)
    assert "请问是多少平方米" in owner.text
    assert "1平方米" not in owner.labels
    await owner.says("30平方米")
    await owner.taps("办公区", owner.last.message_id)
    await owner.says("明天10点")
    await owner.taps("无需说明", owner.last.message_id)
    assert "上门时间由客服与您联系确认" in owner.text
    await owner.taps("同意并预约")
    assert "客服会与您联系确认上门时间" in owner.text
    assert orders(town) == [(State.CONSENTED, 3000)]


@pytest.mark.rows("R047", "R067")
async def test_two_owners_want_the_last_time(town: Town):
    one, other = town.phone("陈女士"), town.phone("凌女士")
    town.look(lambda session: on_leave(town, session, "姜红"))
    for phone in (one, other):
        await price_card(phone, "日常保洁")
        await phone.taps("预约", phone.last.message_id)
        if "0801" in phone.labels:
            await phone.taps("0801", phone.last.message_id)
        await phone.says("2")
        await phone.taps("办公区", phone.last.message_id)
    await one.says("明天10点")
    await other.says("明天10点")
    assert "已约满" in other.text
    await one.taps("无需说明", one.last.message_id)
    await one.taps("同意并预约")
    assert orders(town) == [(State.CONSENTED, 200)]
    await other.taps(other.labels[0], other.last.message_id)
    await other.taps("无需说明", other.last.message_id)
    await other.taps("同意并预约")
    assert orders(town) == [(State.CONSENTED, 200)] * 2


@pytest.mark.rows("R075")
async def test_an_owner_cancels_free_of_charge_or_moves_it(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    await owner.taps("同意并预约")
    await owner.taps("改时间", owner.last.message_id)
    await owner.says("明天9点")
    await owner.taps("确认", owner.last.message_id)
    assert "预约时间：9月16日 周二 09:00" in owner.find("有偿服务 FW").text
    await owner.taps("取消预约")
    assert "工作人员到达之前，您可以免费取消或改约" in owner.text
    await owner.taps("确认取消")
    assert orders(town) == [(State.CANCELLED, 100)]
    assert "您的预约已取消" in owner.find("有偿服务 FW").text


@pytest.mark.rows("R040", "R075")
async def test_a_booking_whose_time_stands_is_answered_and_nobody_apologises(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    await owner.taps("同意并预约")
    assert "新的有偿服务" in town.phone("郑雨").text
    await town.later(minutes=12)
    assert "让您久等了" not in "".join(one.text for one in owner.messages())
    assert "等待答复" not in town.phone("郑雨").text


@pytest.mark.rows("R064", "R075")
async def test_english_owners_book_in_english(town: Town):
    owner = town.phone("Lindqvist女士")
    await owner.says("/start")
    await owner.taps("Paid services")
    await owner.says("replace a cold tap")
    assert "Replace a cold tap" in owner.text
    await owner.taps("Book it", owner.last.message_id)
    await owner.says("2")
    await owner.taps("Pantry", owner.last.message_id)
    await owner.says("tomorrow 10:00")
    await owner.taps("Nothing to add", owner.last.message_id)
    assert "You are welcome to cancel it or to move it free of charge" in owner.text
    await owner.taps("Agree and book")
    assert "Your booking has been received under number FW" in owner.text
    assert [one[1] for one in consents(town)] == ["en"]
    assert not re.search("[\u4e00-\u9fff]", owner.text)


@pytest.mark.rows("R059", "R064")
async def test_one_sentence_leads_to_the_booking_and_a_fault_to_a_repair(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.says("我要擦玻璃")
    assert "玻璃清洁" in owner.text
    await owner.taps("预约", owner.last.message_id)
    assert "3元/平方米" in owner.text
    await owner.taps("取消", owner.last.message_id)
    await owner.says("请帮我换水龙头")
    assert {"报修", "更换普通水龙头 20元/个", "更换冷热水龙头 40元/个"} <= set(owner.labels)
    await owner.says("不用换水龙头了")
    assert "更换普通水龙头 20元/个" not in owner.labels
    await owner.taps("取消")
    await owner.says("卫生间马桶堵了")
    assert "同意并预约" not in owner.labels
    assert orders(town) == []


@pytest.mark.rows("R043", "R059")
async def test_a_wish_beside_a_running_order_finds_its_service(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    await owner.taps("同意并预约")
    await owner.says("擦玻璃")
    assert "请问添加到" in owner.text
    await owner.taps("另报一件")
    assert "玻璃清洁" in owner.text
    await owner.taps("预约", owner.last.message_id)
    assert "请问是多少平方米" in owner.text


@pytest.mark.rows("R067", "R076")
async def test_the_office_proposes_another_time_and_the_owner_chooses(town: Town):
    owner = town.phone("陈女士")
    await to_the_consent(owner)
    await owner.taps("同意并预约")

    def proposes(hour: str) -> None:
        def deed(session: Session) -> None:
            order = session.scalars(select(Order)).one()
            propose(session, order.id, town.at(hour), by=town.person(session, "郑雨"), now=town.clock.now())

        town.look(deed)

    proposes("15:30")
    await town.settled()
    assert "我们建议改约9月15日 周一 15:30-16:00" in owner.text
    old = owner.data("这个时间可以")
    proposes("16:30")
    await town.settled()
    await owner.sends(old)
    assert "预约时间：9月15日 周一 14:00" in owner.text
    await owner.taps("这个时间可以", owner.last.message_id)
    assert "预约时间：9月15日 周一 16:30" in owner.text
    proposes("15:00")
    await town.settled()
    await owner.taps("另选时间", owner.last.message_id)
    await owner.says("明天10点")
    await owner.taps("确认", owner.last.message_id)
    assert "预约时间：9月16日 周二 10:00" in owner.find("有偿服务 FW").text


@pytest.mark.rows("R036", "R076")
async def test_nobody_comes_in_the_evening_and_the_office_reads_a_whole_sentence(town: Town):
    owner = town.phone("陈女士")
    await price_card(owner)
    await owner.taps("预约", owner.last.message_id)
    await owner.taps("1个", owner.last.message_id)
    await owner.taps("茶水间", owner.last.message_id)
    await owner.says("今天19点")
    await owner.taps("无需说明", owner.last.message_id)
    await owner.taps("同意并预约")
    await town.later(hours=10, minutes=20)
    assert "约定时间已到，无人到场" in town.phone("许文静").find("无人到场").text
