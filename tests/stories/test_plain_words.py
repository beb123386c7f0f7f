"""What an owner writes in plain words, outside of any form or at the read-back, does what was meant and is never lost."""

import pytest

from tests.people import Town
from tests.stories.steps import to_the_read_back, to_the_words


@pytest.mark.rows("R043", "R045")
@pytest.mark.parametrize(
    ("word", "shows"),
    [
        ("报修", "请问是您的单元内"),
        ("紧急求助", "中控室"),
        ("我的单据", "您目前没有单据"),
        ("联系人工", "欢迎您致电"),
        ("失物招领", "遗失"),
        ("我的资料", "10000000005"),
        ("Report a repair", "请问是您的单元内"),
    ],
)
async def test_the_word_of_a_button_does_what_the_button_does(town: Town, word: str, shows: str):
    assert shows in await town.phone("陈女士").says(f" {word}。")


@pytest.mark.rows("R043")
async def test_words_of_a_fault_open_the_report_and_are_kept(town: Town):
    owner = town.phone("陈女士")
    assert "您的话已补充到“说明”" in await owner.says("水龙头坏了，一直流水")
    for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "时间都可以"):
        await owner.taps(label, owner.last.message_id)
    assert "说明：水龙头坏了，一直流水" in owner.text
    assert not town.tickets()
    await owner.taps("确认", owner.last.message_id)
    assert town.tickets()[0].words == "水龙头坏了，一直流水"


async def test_a_greeting_gets_a_kind_word_and_the_menu(town: Town):
    owner = town.phone("陈女士")
    assert "您好，我们在" in await owner.says("有人在吗？")
    assert "报修" in owner.labels
    await owner.says("报修")
    assert "欢迎回来" not in owner.text


@pytest.mark.parametrize(("way", "said"), [("继续填写", "一直滴水\n地上都是水"), ("重新填写", "地上都是水")])
async def test_words_go_into_the_report_that_rests(town: Town, way: str, said: str):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.says("/start")
    assert "欢迎回来" in await owner.says("地上都是水")
    await owner.taps(way, owner.last.message_id)
    if "请您核对" not in owner.text:
        for label in ("我的单元内", "茶水间", "水管和排水", "水龙头漏水", "时间都可以"):
            await owner.taps(label, owner.last.message_id)
    assert f"说明：{said}\n" in owner.text


async def test_the_name_of_the_form_is_no_description(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    assert "请继续说明情况" in await owner.says("报修")


@pytest.mark.rows("R043")
@pytest.mark.parametrize("yes", ["好的", "对的", "可以。", "对的 确认", "确认"])
async def test_a_yes_at_the_read_back_sends_it(town: Town, yes: str):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.says(yes)
    assert town.tickets()[0].words == "一直滴水"


@pytest.mark.rows("R043")
async def test_a_yes_with_more_to_it_is_read_back(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    assert "可以下午来" in await owner.says("可以下午来")
    assert not town.tickets()
