"""Searching: a unit, a number, a name, a telephone or two characters lead there, and nobody finds what is not theirs (R169)."""

import pytest

from tests.people import Town
from tests.stories.steps import dispatch, reported
from tests.stories.test_lost_and_found import misses


@pytest.mark.rows("R169")
@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("0301", "0301单元"),
        ("301", "0301单元"),
        ("BX20250915001", "茶水间水龙头一直滴水"),
        ("bx20250915001", "茶水间水龙头一直滴水"),
        ("10000000005", "陈女士"),
        ("陈女士", "陈女士"),
        ("100 0000 0005", "陈女士"),
    ],
)
async def test_what_is_typed_outside_of_a_form_opens_what_it_names(town: Town, words: str, shows: str):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    await desk.says(words)
    assert shows in desk.text


@pytest.mark.rows("R169")
@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("滴水", "0301"),
        ("青禾", "0301"),
        ("水龙头 滴水", "0301"),
        ("葛", "葛女士"),
        ("0915001", "0301"),
        ("慢时光", "102"),
    ],
)
async def test_words_and_parts_of_numbers_lead_to_a_list(town: Town, words: str, line: str):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    await desk.says("/start")
    await desk.taps("管理处事务")
    await desk.taps("查找")
    await desk.says(words)
    assert any(line in label for label in desk.labels), desk.labels


@pytest.mark.rows("R169")
async def test_a_number_that_stands_in_the_words_is_found_and_no_other_ticket_with_it(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"), "空调序列号4471一直报故障")
    await reported(town.phone("杜女士"), "走廊灯坏了")
    await desk.says("4471")
    assert [label for label in desk.labels if "0301" in label]
    assert not any("0302" in label for label in desk.labels)
    await desk.says("报故障 4471")
    assert any("0301" in label for label in desk.labels)
    await desk.says("447201")
    assert not any("0301" in label for label in desk.labels)


@pytest.mark.rows("R169", "R203")
async def test_a_technician_finds_the_own_jobs_and_nothing_else(town: Town):
    plumber, electrician = town.phone("林海涛"), town.phone("高建军")
    await reported(town.phone("陈女士"))
    await dispatch(town)
    for words in ("滴水", "BX20250915001"):
        await plumber.says(words)
        assert "BX20250915001" in plumber.text or any("0301" in label for label in plumber.labels)
        await electrician.says(words)
        assert f"没有找到“{words}”" in electrician.text
        assert not any("0301" in label for label in electrician.labels)
    for words in ("陈女士", "10000000005", "0302", "青禾"):
        for colleague in (plumber, electrician):
            await colleague.says(words)
            assert f"没有找到“{words}”" in colleague.text
            assert not any("陈" in label for label in colleague.labels)


async def test_nothing_found_says_what_to_try_and_pages_turn(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.taps("管理处事务")
    await desk.taps("查找")
    await desk.says("独角兽")
    assert "没有可查看的结果" in desk.text
    await desk.taps("重新查找")
    await desk.says("有限公司")
    assert "下一页" in desk.labels
    first = desk.labels[0]
    await desk.taps("下一页")
    assert "上一页" in desk.labels
    assert desk.labels[0] != first
    await desk.sends("q:-5:有限公司")
    assert desk.labels[0] == first
    await desk.sends("q:9999:有限公司")
    assert "上一页" in desk.labels
    await desk.says("%_'\" OR 1=1")
    assert "没有找到" in desk.text


@pytest.mark.rows("R169")
@pytest.mark.parametrize("words", ["5678", "失物", "林海涛"])
async def test_who_finds_nothing_is_told_that_it_was_looked_for(town: Town, words: str):
    desk = town.phone("郑雨")
    assert f"没有找到“{words}”" in await desk.says(words)
    assert "可以查" in desk.text


@pytest.mark.rows("R169", "R206")
async def test_a_loss_is_found_by_its_sort(town: Town):
    await misses(town.phone("陈女士"), "木头长柄，黑色")
    desk = town.phone("郑雨")
    await desk.says("雨伞")
    assert any("木头长柄" in label for label in desk.labels)
