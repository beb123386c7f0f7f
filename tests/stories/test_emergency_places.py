"""Where the danger is: a few likely places as buttons, any other one in the caller's words (R098)."""

import pytest

from tests.people import Town
from tests.stories.test_people import stranger


@pytest.mark.rows("R098")
async def test_a_place_is_one_of_a_few_buttons_or_typed(town: Town):
    owner, head = town.phone("凌女士"), town.phone("何志强")
    await owner.says("/sos")
    await owner.taps("水管爆裂")
    places = owner.labels[: owner.labels.index("其他地点") + 1]
    assert places == ["0801室内", "0803室内", "卫生间", "茶水间", "走廊", "车库", "设备间", "其他地点"]
    await owner.taps("其他地点")
    assert "请写下具体位置" in owner.text
    await owner.says("屋顶花园的水池")
    assert "屋顶花园的水池" in head.text
    assert "您还想补充什么" in owner.text or "请您补充" in owner.text
    await town.later(minutes=3)
    await owner.says("/sos")
    await owner.taps("火情或冒烟")
    await owner.taps("其他地点", owner.last.message_id)
    await owner.says("楼梯间")
    await owner.taps("5", owner.last.message_id)
    assert "公共区域 · 楼梯间（5层）" in head.text


@pytest.mark.rows("R098")
async def test_a_guest_is_offered_a_few_places_too(town: Town):
    somebody = stranger(town, "owner")
    await somebody.says("/sos")
    await somebody.taps("盗窃")
    await somebody.says("13800000000")
    places = somebody.labels[: somebody.labels.index("其他地点")]
    assert places == ["大堂", "走廊", "电梯厅", "车库", "卫生间", "外围广场"]
    await somebody.says("卸货区")
    assert "公共区域 · 卸货区" in town.phone("彭勇").text


@pytest.mark.rows("R098")
@pytest.mark.parametrize(
    ("danger", "asks"),
    [
        ("水管爆裂", "水量多大"),
        ("火情或冒烟", "什么在燃烧"),
        ("有人被困电梯", "哪一部电梯"),
        ("燃气异味", "阀门是否已关"),
    ],
)
async def test_what_is_asked_fits_the_danger(town: Town, danger: str, asks: str):
    owner = town.phone("陈女士")
    await owner.says("/sos")
    await owner.taps(danger)
    await owner.taps(owner.labels[0], owner.last.message_id)
    assert asks in owner.text
    assert ("哪一部电梯" in owner.text) == (danger == "有人被困电梯")


@pytest.mark.rows("R098")
async def test_a_unit_is_told_as_inside_it_and_the_card_says_who_has_the_alarm(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/sos")
    await owner.taps("水管爆裂")
    await owner.taps("0301室内", owner.last.message_id)
    assert "0301 · 室内" in desk.text
    await owner.says("/tickets")
    await owner.taps("0301", owner.last.message_id)
    assert "立即拨打" in owner.text
    await desk.taps("我来处理", desk.last.message_id)
    card = owner.find("报修 BX")
    assert "位置：0301 · 室内" in card.text
    assert "立即拨打" not in card.text
    assert "郑雨" in card.text
