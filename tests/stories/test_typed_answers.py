"""What is typed where a choice is asked means what it says."""

import pytest

from tests.people import Town
from tests.stories.steps import to_the_read_back, to_the_words


@pytest.mark.rows("R055")
@pytest.mark.parametrize(
    ("typed", "floor"), [("12", "12"), ("18", "18"), ("三层", "3"), ("地下一层", "B1"), ("3rd floor", "3")]
)
async def test_a_typed_floor_is_that_floor(town: Town, typed: str, floor: str):
    owner = town.phone("陈女士")
    await owner.says("/report")
    await owner.taps("公共区域")
    await owner.taps("卫生间")
    await owner.says(typed)
    await owner.taps("水管和排水")
    await owner.taps("公共卫生间")
    await owner.taps("无需说明")
    assert f"楼层：{floor}" in owner.text


@pytest.mark.rows("R043")
async def test_a_button_of_the_read_back_may_be_typed(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.says("返回上一步。")
    await owner.says("时间都可以")
    await owner.says("由别人在场")
    await owner.says("李先生 13900001234")
    assert "现场联系人：李先生" in owner.text
    assert "由别人在场" not in owner.text
    assert "返回" not in owner.text
    await owner.says("联系人工")
    assert "请给我回电" in owner.labels
    await owner.taps("继续")
    assert "联系人工" not in owner.text
    await owner.says("取消")
    assert "有什么可以帮助您" in owner.text
    assert town.tickets() == []


@pytest.mark.rows("R043")
async def test_the_way_out_of_a_question_may_be_typed(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("返回上一步")
    assert "水龙头漏水" in "".join(owner.labels)
    await owner.says("水龙头漏水或损坏")
    await owner.says("无需说明，下一步")
    await owner.says("时间都可以")
    assert "说明：" not in owner.text
    await owner.says("修改")
    await owner.taps("位置")
    await owner.says("取消")
    assert town.tickets() == []
