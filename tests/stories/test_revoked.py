"""Access that ends ends at once: no screen, button, number, message or form shows anything of the unit any more (R205)."""

import pytest
from sqlalchemy import select

from bot.tables import Draft
from models.calls.tables import Call, CallKind
from models.notices import Notice, NoticeState, Pace, tell
from models.people import Contact, Person, Side
from tests.people import Phone, Town
from tests.stories.steps import code_for, dispatch, reported, stranger, to_the_read_back

WAYS = (
    "t:1",
    "w:1",
    "m:1:withdraw:1",
    "b:rate:1",
    "g:mine",
    "g:data",
    "g:export",
    "b:report:0",
    "b:wish:0",
    "f:0:go_on:report",
)


async def end(desk: Phone, unit: str, contact: str, *, reason: str = "已迁出", heir: str | None = None) -> None:
    """The desk ends a contact, through the unit's file."""
    await desk.says(unit)
    await desk.taps("联系人（", desk.last.message_id)
    await desk.taps(contact, desk.last.message_id)
    await desk.taps("终止权限", desk.last.message_id)
    await desk.taps(reason, desk.last.message_id)
    if heir:
        await desk.taps(heir, desk.last.message_id)
    await desk.taps("立即终止", desk.last.message_id)
    assert "权限已终止" in desk.text


def shows_nothing(phone: Phone, *words: str) -> None:
    """The newest message is the stranger's welcome."""
    assert "申请开通" in phone.labels, phone.text
    assert not any(word in phone.text for word in words)


@pytest.mark.rows("R205")
async def test_a_former_tenant_sees_nothing_of_the_unit_by_any_way(town: Town):
    desk, tenant = town.phone("郑雨"), town.phone("杜女士")
    await reported(tenant, "保险柜旁漏水")
    await tenant.says("/start")
    await tenant.taps("我的资料")
    card = tenant.find("BX20250915001").message_id
    await end(desk, "0302", "杜女士", heir="无人接手")
    live = [one for one in tenant.messages() if one.from_bot and one.message_id == card]
    assert "BX2025" not in live[0].text
    assert "保险柜" not in live[0].text
    assert live[0].buttons == ()
    assert "此事项现由其他联系人跟进" in live[0].text
    assert "服务权限已由管理处结束" in tenant.text
    assert "服务台" in tenant.text
    assert not any("0302" in one.text for one in tenant.messages())
    for data in WAYS:
        await tenant.sends(data)
        shows_nothing(tenant, "0302", "BX2025", "漏水", "锦程", "杜")
    for text in ("/start", "/tickets", "/report", "/person", "BX20250915001", "0302"):
        await tenant.says(text)
        shows_nothing(tenant, "0302", "漏水", "锦程", "杜")
    assert len(town.tickets()) == 1
    before = len(tenant.messages())
    await dispatch(town)
    await town.phone("林海涛").taps("接单")
    assert len(tenant.messages()) == before
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNREACHABLE)).all())
    assert len(calls) == 1


@pytest.mark.rows("R205")
async def test_open_tickets_pass_to_the_contact_whom_the_desk_chooses(town: Town):
    desk, chen, liu = town.phone("郑雨"), town.phone("陈女士"), town.phone("刘先生")
    await reported(chen)
    await end(desk, "0301", "陈女士", reason="已换人负责", heir="刘先生")
    assert "今后由您跟进" in liu.text
    assert "BX20250915001" in liu.text
    assert "一直滴水" not in liu.text  # what the former contact wrote
    await desk.says("BX20250915001")
    assert "陈女士说明（9月15日 周一 09:00）：茶水间水龙头一直滴水" in desk.text
    await dispatch(town)
    await town.phone("林海涛").taps("接单")
    assert "上门人员已安排好" in liu.text
    await chen.sends("t:1")
    shows_nothing(chen, "BX2025", "0301")
    liu_id = town.look(lambda session: town.person(session, "刘先生").id)
    assert town.tickets()[0].reporter_id == liu_id


@pytest.mark.rows("R205")
async def test_what_waited_to_be_told_is_not_told(town: Town):
    desk, chen = town.phone("郑雨"), town.phone("陈女士")
    town.sandbox.block(chen.user, chen.side)
    await town.settled()
    town.sandbox.unblock(chen.user, chen.side)
    await reported(chen)

    def ask_later(session) -> None:
        chen_id = town.person(session, "陈女士").id
        tell(
            session,
            project_id=1,
            person_id=chen_id,
            side=Side.OWNER,
            kind="ask_satisfaction",
            subject="ticket:1",
            occasion="later",
            now=town.clock.now(),
            pace=Pace.ROUTINE,
            facts={"ticket": 1},
            not_before=town.at("12:00"),
        )

    town.look(ask_later)
    await end(desk, "0301", "陈女士", heir="无人接手")
    await town.until(town.at("12:30"))
    states = town.look(lambda session: session.scalars(select(Notice.state).where(Notice.occasion == "later")).all())
    assert states == [NoticeState.DROPPED]
    assert not any("请您从准时" in one.text for one in chen.messages())


@pytest.mark.rows("R205")
async def test_a_form_that_was_begun_is_forgotten(town: Town):
    desk, chen = town.phone("郑雨"), town.phone("陈女士")
    await to_the_read_back(chen, "机密的内容")
    confirm = chen.data("确认")
    await end(desk, "0301", "陈女士")
    assert town.look(lambda session: session.scalars(select(Draft.key)).all()) == []
    await chen.sends(confirm)
    shows_nothing(chen, "机密", "0301")
    assert town.tickets() == []


@pytest.mark.rows("R205")
async def test_one_unit_ends_and_the_other_stays(town: Town):
    desk, ling = town.phone("郑雨"), town.phone("凌女士")
    await reported(ling)  # of 0801, the first of her units
    await end(desk, "0801", "凌女士", heir="袁先生")
    await ling.sends("t:1")
    assert "您的名下没有这个单据" in ling.toast
    await ling.says("/start")
    await ling.taps("我的资料")
    assert "0803单元" in ling.text
    assert "0801" not in ling.text
    await ling.taps("主菜单")
    await ling.taps("报修")
    await ling.taps("我的单元内")
    assert "请选择具体位置" in ling.text  # the only unit is not asked for


@pytest.mark.rows("R205")
async def test_whoever_comes_back_needs_a_new_code(town: Town):
    desk, chen = town.phone("郑雨"), town.phone("陈女士")
    old = await code_for(desk, "0301", "陈女士")
    await end(desk, "0301", "陈女士")
    await chen.says(old)
    assert "此登记码已使用或已过期" in chen.text
    await desk.says("0301")
    await desk.taps("添加联系人", desk.last.message_id)
    await desk.says("10000000005")
    await desk.taps("同一人：陈女士", desk.last.message_id)
    await desk.taps("行政", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    contact = town.look(
        lambda session: session.scalars(
            select(Contact).where(Contact.role == "admin").join(Person).where(Person.name == "陈")
        ).all()
    )
    assert len(contact) == 1
    await chen.says("/start")
    shows_nothing(chen, "0301", "陈")  # the account may have been why the access ended
    await chen.says(await code_for(desk, "0301", "陈女士"))
    assert "严格保密" in chen.text


@pytest.mark.rows("R203")
async def test_only_customer_service_ends_access_and_never_without_a_reason(town: Town):
    plumber, cashier = town.phone("林海涛"), town.phone("钱敏")
    for colleague in (plumber, cashier):
        await colleague.says("/start")
        for data in ("b:end_contact:5", "b:edit_contact:5", "b:add_contact:6", "b:edit_unit:6", "gc:5", "uc:5"):
            await colleague.sends(data)
            assert "10000000005" not in colleague.text
    ended = town.look(lambda session: session.scalars(select(Contact).where(Contact.ended_at.is_not(None))).all())
    assert ended == []


@pytest.mark.rows("R098", "R205")
async def test_a_former_tenant_can_still_call_for_help(town: Town):
    desk, tenant = town.phone("郑雨"), town.phone("杜女士")
    await end(desk, "0302", "杜女士")
    await tenant.says("/start")
    await tenant.taps("紧急求助")
    await tenant.taps(tenant.labels[0], tenant.last.message_id)
    assert len(town.tickets()) == 1
    assert "0302" not in tenant.text


@pytest.mark.rows("R205")
async def test_a_stranger_with_the_number_of_a_former_account_is_somebody_else(town: Town):
    desk, chen = town.phone("郑雨"), town.phone("陈女士")
    await end(desk, "0301", "陈女士")
    code = await code_for(desk, "1006", "雷先生")
    await chen.says(code)
    await chen.taps("我已阅读并确认", chen.last.message_id)
    assert "雷先生，您好" in chen.text
    somebody = stranger(town)
    await somebody.says("/start")
    shows_nothing(somebody, "雷", "陈")
