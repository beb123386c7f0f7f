"""How owners are greeted, thanked and taken leave of, by name; and the telephone's three rings (R150, R182, R184, R185, R189, R190)."""

import pytest

from tests.people import Town
from tests.stories.steps import reported


@pytest.mark.rows("R150", "R182", "R185")
async def test_the_office_greets_by_name_and_says_who_speaks(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    assert owner.text.startswith("陈女士，您好，这里是天物大厦物业服务中心客服部，请问有什么可以帮助您的？")
    await reported(owner)
    assert owner.find("您的报修已接收").text.startswith("陈女士，您好。")


@pytest.mark.rows("R189", "R190")
async def test_a_conversation_ends_with_thanks_and_a_farewell(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/person")
    await owner.taps("现在和工作人员对话")
    await owner.taps("结束对话")
    assert "感谢您的来访，祝您工作愉快，再见。" in owner.text


@pytest.mark.rows("R184")
async def test_who_takes_a_call_ticks_the_three_rings_and_reads_the_own_share(town: Town):
    desk, supervisor = town.phone("郑雨"), town.phone("许文静")
    await desk.says("/start")
    await desk.taps("代录")
    await desk.says("0301 茶水间水龙头滴水")
    for label in ("陈女士", "业主单元内", "茶水间", "水管和排水", "水龙头漏水", "时间都可以", "电话", "确认"):
        await desk.taps(label)
    await desk.taps("三声内已接听")
    assert "三声内已接听" not in desk.labels
    await desk.says("/start")
    await desk.taps("管理处")
    await desk.taps("我的班次")
    assert "本月来电：三声内接听1次，共1次" in desk.text
    await supervisor.says("/start")
    await supervisor.taps("全部未结")
    await supervisor.taps("龙头洁具")
    assert "三声内已接听" not in supervisor.labels
