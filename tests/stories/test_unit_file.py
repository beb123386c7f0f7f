"""One file per unit: everything behind one number for those who may, a name and an address for those who only come to repair."""

import io

import openpyxl
import pytest
from sqlalchemy import select

from models.events import Event
from models.people import Contact, Person
from models.register.tables import Change
from tests.people import Phone, Town
from tests.stories.steps import code_for, dispatch, reported


async def opens(phone: Phone, unit: str = "0302") -> str:
    """Open a unit's file by typing its number."""
    return await phone.says(unit)


@pytest.mark.rows("R104", "R169")
async def test_the_desk_sees_all_of_a_unit_behind_its_number(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("杜女士"), "走廊灯坏了")
    await town.phone("杜女士").says("/person")
    await town.phone("杜女士").taps("请给我回电")
    await opens(desk)
    for words in (
        "0302单元",
        "锦程会计师事务所",
        "章先生",
        "合同到期：2026-09-30",
        "平方米\n",
        "费用标准：物业费每平方米每月5元",
        "紧急联系人",
    ):
        assert words in desk.text
    assert "面积：" in desk.text
    assert "区域" not in desk.text
    assert {"联系人（2）", "单据（1）", "通话（1）"} <= set(desk.labels)
    await desk.taps("单据（1）", desk.last.message_id)
    await desk.taps("BX20250915001", desk.last.message_id)
    assert "走廊灯坏了" in desk.text
    await opens(desk, "302")
    await desk.taps("通话（1）", desk.last.message_id)
    assert "业主请求来电" in desk.text or "杜女士" in desk.text
    await desk.taps("单元档案", desk.last.message_id)
    assert "0302单元" in desk.text


@pytest.mark.rows("R203")
async def test_who_sees_what_of_a_file(town: Town):
    await reported(town.phone("杜女士"), "水龙头漏水")
    plumber, cashier, head, boss = (town.phone(name) for name in ("林海涛", "钱敏", "何志强", "周立新"))
    await plumber.says("/start")
    for data in ("uf:7:head:0", "uf:7:contacts:0", "uf:7:changes:0"):
        await plumber.sends(data)
        assert "0302" not in plumber.text
    await dispatch(town)
    number = town.tickets()[0].unit_id
    await plumber.sends(f"uf:{number}:head:0")
    assert "0302单元" in plumber.text
    assert "锦程会计师事务所" in plumber.text
    for secret in ("10000000008", "章先生", "费用标准", "2026-09-30", "杜"):
        assert secret not in plumber.text
    assert plumber.labels == ["单据（1）", "主菜单"]
    await plumber.sends(f"uf:{number}:contacts:0")
    assert "此单与你无关" in plumber.toast
    await opens(cashier)
    assert "费用标准" in cashier.text
    assert "100****0008" in cashier.text
    assert "10000000008" not in cashier.text
    assert not any("单据" in label or "更改" in label for label in cashier.labels)
    await opens(head)
    assert "费用标准" not in head.text
    assert "单据（1）" in head.labels
    await opens(boss)
    assert "10000000008" in boss.text


@pytest.mark.rows("R008", "R108", "R111")
async def test_every_change_is_kept_with_who_when_old_new_and_why(town: Town):
    desk = town.phone("郑雨")
    await opens(desk)
    await desk.taps("更改资料", desk.last.message_id)
    await desk.taps("合同到期", desk.last.message_id)
    await desk.says("明年底")
    assert "日期写作2025-09-15" in desk.text
    await desk.says("2028-12-31")
    await desk.says("续签合同")
    await desk.taps("确认", desk.last.message_id)
    assert "合同到期：2028-12-31" in desk.text
    await desk.taps("更改资料", desk.last.message_id)
    await desk.taps("使用状态", desk.last.message_id)
    await desk.taps("迁出中", desk.last.message_id)
    await desk.taps("跳过", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "使用状态：迁出中" in desk.text
    await desk.taps("更改记录（2）", desk.last.message_id)
    assert "合同到期：原2026-09-30，现2028-12-31（郑雨）续签合同" in desk.text
    assert "使用状态：原出租，现迁出中（郑雨）" in desk.text
    kept = town.look(lambda session: session.scalars(select(Change).order_by(Change.id)).all())
    assert [(one.field, one.old, one.new) for one in kept] == [
        ("contract_until", "2026-09-30", "2028-12-31"),
        ("status", "let", "moving_out"),
    ]


async def test_a_contact_is_changed_and_a_telephone_of_somebody_else_is_not_taken(town: Town):
    desk = town.phone("郑雨")
    await opens(desk)
    await desk.taps("联系人（2）", desk.last.message_id)
    await desk.taps("杜女士", desk.last.message_id)
    await desk.taps("更改资料", desk.last.message_id)
    await desk.taps("联系电话", desk.last.message_id)
    await desk.says("10000000005")
    await desk.taps("跳过", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "此号码已登记在另一人名下" in desk.text
    await desk.taps("修改", desk.last.message_id)
    await desk.taps("新值", desk.last.message_id)
    await desk.says("139 0000 0002")
    await desk.taps("确认", desk.last.message_id)
    assert "联系电话：13900000002" in desk.text
    phone = town.look(lambda session: session.scalar(select(Person.phone).where(Person.name == "杜")))
    assert phone == "13900000002"


@pytest.mark.rows("R108", "R204")
async def test_the_register_leaves_the_house_by_the_manager_only_and_every_time_is_logged(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("周立新")
    await desk.says("/start")
    await desk.sends("g:register")
    assert "这一步" in desk.toast
    await boss.says("/start")
    await boss.taps("管理处事务")
    await boss.taps("业主信息登记表")
    paper = boss.last.document
    assert paper is not None
    assert paper.name == "业主信息登记表.xlsx"
    rows = [[str(cell) for cell in row] for row in openpyxl.load_workbook(io.BytesIO(paper.content)).active.values]
    mine = [row for row in rows if row[0] == "0302"]
    assert [row[6] for row in mine] == ["章先生", "杜女士"]
    assert mine[0][8] == "10000000007"
    logged = town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).all())
    assert len(logged) == 1
    assert logged[0].actor_id == town.look(lambda session: town.person(session, "周立新").id)
    assert not any(one.document for one in desk.messages())


@pytest.mark.rows("R002", "R108")
async def test_a_new_contact_of_a_unit_and_one_more_unit_for_somebody_known(town: Town):
    desk, chen = town.phone("郑雨"), town.phone("陈女士")
    await opens(desk, "0305")
    await desk.taps("添加联系人", desk.last.message_id)
    await desk.says("13900000003")
    await desk.says("钟")
    await desk.taps("女士", desk.last.message_id)
    await desk.taps("前台", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    assert "钟女士" in desk.text
    assert "未开通" in desk.text
    await opens(desk, "0305")
    await desk.taps("添加联系人", desk.last.message_id)
    await desk.says("10000000005")
    await desk.taps("同一人：陈女士", desk.last.message_id)
    await desk.taps("行政", desk.last.message_id)
    await desk.taps("确认", desk.last.message_id)
    await chen.says("/start")
    await chen.taps("我的资料")
    assert "0301单元" in chen.text
    assert "0305单元" in chen.text
    count = town.look(
        lambda session: len(session.scalars(select(Contact).join(Person).where(Person.name == "陈")).all())
    )
    assert count == 2
    assert len(await code_for(desk, "0305", "钟女士")) == 14
