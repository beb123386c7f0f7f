"""我的资料: what we hold of an owner, by the rights of each, and changes that are asked for (R108, R111; 0302's two people)."""

import io

import openpyxl
import pytest
from sqlalchemy import select

from models.events import Event
from models.people import Person
from models.register.tables import Change
from tests.people import Phone, Town


async def opens(owner: Phone) -> str:
    """Open one's own data."""
    await owner.says("/start")
    return await owner.taps("我的资料")


@pytest.mark.rows("R108", "R205")
async def test_the_two_people_of_0302_see_different_things(town: Town):
    owner, tenant = town.phone("章先生"), town.phone("杜女士")
    await opens(owner)
    await opens(tenant)
    for words in ("0302单元", "业主：章先生", "费用标准：物业费每平方米每月5元", "紧急联系人"):
        assert words in owner.text
    assert "0302单元，行政" in tenant.text
    assert "合同期：2023-10-01至2026-09-30" in tenant.text
    for secret in ("费用标准", "每月5元", "章先生", "10000000007"):
        assert secret not in tenant.text
    assert "10000000008" not in owner.text
    for phone, sees in ((owner, True), (tenant, False)):
        await phone.taps("导出为文件")
        paper = phone.last.document
        assert paper is not None
        cells = [str(one) for row in openpyxl.load_workbook(io.BytesIO(paper.content)).active.values for one in row]
        assert any("每月5元" in one for one in cells) is sees
        assert any(one == "章先生" for one in cells) is sees
    assert len(town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).all())) == 2


@pytest.mark.rows("R108", "R111")
async def test_a_change_is_asked_for_checked_made_and_told(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await opens(owner)
    await owner.taps("申请更改资料")
    await owner.taps("联系电话", owner.last.message_id)
    await owner.says("不告诉你")
    assert "请按示例填写" in owner.text
    await owner.says("139 0000 0005")
    await owner.says("换了手机")
    await owner.taps("确认", owner.last.message_id)
    assert "核实中：联系电话" in owner.text
    card = desk.find("申请更改资料")
    assert "现为10000000005，改为139 0000 0005" in card.text
    assert "换了手机" in card.text
    await desk.taps("同意更改")
    assert "郑雨已更改" in desk.text
    assert "原为10000000005，改为139 0000 0005" in desk.text
    assert "已按您的申请更改" in owner.text
    await opens(owner)
    assert "电话：13900000005" in owner.text
    assert "核实中" not in owner.text
    kept = town.look(lambda session: session.scalars(select(Change)).one())
    assert (kept.field, kept.old, kept.new, kept.why) == ("phone", "10000000005", "13900000005", "换了手机")


@pytest.mark.rows("R111")
async def test_a_telephone_that_is_somebody_elses_is_noticed_and_explained(town: Town):
    owner, desk, boss = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await opens(owner)
    await owner.taps("申请更改资料")
    await owner.taps("联系电话", owner.last.message_id)
    await owner.says("10000000006")
    await owner.taps("跳过", owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)
    assert "注意：此号码已登记在刘先生名下" in desk.text
    await desk.taps("同意更改")
    assert "此号码已登记在另一人名下" in desk.toast
    await desk.taps("说明答复")
    await desk.says("此号码登记在您的同事名下，请您来电核对。")
    await desk.taps("发送答复", desk.last.message_id)
    assert "对不起，您的申请需要调整" in owner.text
    assert "请您来电核对" in owner.text
    assert "刘" not in owner.text
    assert "作说明答复" in boss.text
    assert town.look(lambda session: town.person(session, "陈女士").phone) == "10000000005"


@pytest.mark.rows("R180")
async def test_the_same_change_is_not_asked_for_twice_and_a_clerk_asks_nothing_for_the_unit(town: Town):
    owner, clerk = town.phone("章先生"), town.phone("杜女士")
    await opens(clerk)
    await clerk.taps("申请更改资料")
    assert not any("0302" in label for label in clerk.labels)
    for _ in range(2):
        await opens(owner)
        await owner.taps("申请更改资料")
        await owner.taps("0302 使用人", owner.last.message_id)
        await owner.says("新租户有限公司")
        await owner.taps("跳过", owner.last.message_id)
        await owner.taps("确认", owner.last.message_id)
    assert "同事正在办理" in owner.text


async def test_the_form_of_address_is_a_choice(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await opens(owner)
    await owner.taps("申请更改资料")
    await owner.taps("称呼", owner.last.message_id)
    await owner.taps("小姐", owner.last.message_id)
    await owner.taps("跳过", owner.last.message_id)
    await owner.taps("确认", owner.last.message_id)
    await desk.taps("同意更改")
    await owner.says("/start")
    assert "陈小姐，您好" in owner.text
    assert town.look(lambda session: session.scalar(select(Person.honorific).where(Person.name == "陈"))) == "小姐"
