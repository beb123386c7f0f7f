"""Words that are longer than there is room for get a clear answer, and a way on (R180, R181)."""

import pytest

from tests.people import Town
from tests.stories.steps import to_the_words

LONG = "走廊尽头的灯从上周开始时亮时灭" * 60


@pytest.mark.rows("R180", "R181")
async def test_at_a_choice_it_is_said_that_they_are_too_long(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("报修")
    await owner.says(LONG)
    assert "超出了此处的篇幅" in owner.text
    assert "公共区域" in owner.labels
    await owner.says("走廊的灯时亮时灭")
    assert "已记下您的说明" in owner.text


@pytest.mark.rows("R181")
async def test_at_the_question_for_words_the_limit_is_told(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says(LONG)
    assert "500" in owner.text


@pytest.mark.rows("R043")
async def test_words_written_where_pictures_are_asked_for_are_kept(town: Town):
    owner = town.phone("方女士")
    await owner.says("/start")
    await owner.taps("经理信箱")
    await owner.taps("写信")
    await owner.says("第一段")
    await owner.says("第二段")
    assert "已记下您的说明" in owner.text
