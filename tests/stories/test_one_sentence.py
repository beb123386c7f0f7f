"""An owner says it in one sentence: the right form stands there filled in, and nothing goes without a tap (DOMAIN 5.2)."""

import pytest
from sqlalchemy import select

from models.complaints.tables import Complaint
from tests.people import Town
from tests.pictures import picture


@pytest.mark.rows("R043", "R194")
async def test_a_sentence_that_says_everything_is_read_back_and_sent_with_one_tap(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("我们公司茶水间水龙头一直滴水")
    assert "请您核对" in owner.text
    assert "现象：水龙头漏水或损坏" in owner.text
    assert "我们公司茶水间水龙头一直滴水" in owner.text
    assert town.tickets() == []
    await owner.taps("确认")
    ticket = town.tickets()[0]
    assert (ticket.inside, ticket.spot, ticket.symptom_code) == (True, "pantry", "2.5")
    assert "水龙头一直滴水" in desk.text


async def test_what_a_sentence_leaves_open_is_asked_and_nothing_else(town: Town):
    owner = town.phone("陈女士")
    await owner.says("走廊的灯坏了")
    assert "请选择楼层" in owner.text
    await owner.taps("3")
    assert "请您核对" in owner.text
    assert "走廊" in owner.text
    await owner.taps("确认")
    ticket = town.tickets()[0]
    assert (ticket.inside, ticket.spot, ticket.symptom_code) == (False, "corridor@3", "1.4")


async def test_a_picture_with_a_caption_is_a_sentence_too(town: Town):
    owner = town.phone("陈女士")
    await owner.sends_photo(picture(), "三楼走廊的灯坏了")
    assert "请您核对" in owner.text
    assert "照片1张" in owner.text
    assert "楼层：3" in owner.text


async def test_what_was_understood_can_be_changed(town: Town):
    owner = town.phone("陈女士")
    await owner.says("会议室空调滴水")
    await owner.taps("修改")
    await owner.taps("现象")
    await owner.taps("空调制冷制热效果弱")
    assert "现象：空调制冷制热效果弱" in owner.text


@pytest.mark.rows("R081", "R088")
async def test_a_complaint_is_no_repair(town: Town):
    owner = town.phone("陈女士")
    await owner.says("我要投诉，保洁太差了")
    assert "对不起，给您添麻烦了" in owner.text
    await owner.taps("保洁卫生")
    await owner.taps("请酌情处理")
    await owner.taps("办理人员")
    assert "说明：我要投诉，保洁太差了" in owner.text
    await owner.taps("确认")
    found = town.look(lambda session: session.scalars(select(Complaint)).one())
    assert found.words == "我要投诉，保洁太差了"


async def test_a_form_that_was_begun_is_not_filled_in_anew(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("报修")
    await owner.taps("公共区域")
    await owner.says("/start")
    await owner.says("会议室空调滴水")
    assert "区域：公共区域" in owner.text
    assert "空调漏水滴水" not in owner.text
