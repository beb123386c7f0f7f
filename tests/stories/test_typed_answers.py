"""What is typed where a choice is asked means what it says."""

import pytest

from tests.people import Town


@pytest.mark.rows("R055")
@pytest.mark.parametrize("floor", ["12", "3", "18", "B1"])
async def test_a_typed_floor_is_that_floor(town: Town, floor: str):
    owner = town.phone("陈女士")
    await owner.says("/report")
    await owner.taps("公共区域")
    await owner.taps("卫生间")
    await owner.says(floor)
    await owner.taps("水管和排水")
    await owner.taps("公共卫生间")
    await owner.taps("无需说明")
    assert f"楼层：{floor}" in owner.text
