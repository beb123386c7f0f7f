"""Somebody else is there when the technician comes (DOMAIN 5.2): named at the read-back, seen by who may know the customer."""

import pytest

from tests.people import Phone, Town
from tests.stories.steps import dispatch, to_the_read_back


async def _names(owner: Phone, words: str) -> None:
    await owner.taps("由别人在场")
    await owner.says(words)


@pytest.mark.rows("R035", "R203")
async def test_who_is_on_the_spot_is_named_without_a_further_question(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await to_the_read_back(owner)
    await _names(owner, "李先生 139 0000 1234")
    assert "现场联系人：李先生，电话 13900001234" in owner.text
    assert "由别人在场" not in owner.labels
    await owner.taps("确认")
    await dispatch(town)
    assert "现场联系人：李先生" in owner.text
    assert "13900001234" not in plumber.text
    await plumber.taps("接单", plumber.last.message_id)
    assert "现场联系人：李先生，电话 13900001234" in plumber.text
    assert "陈女士" in plumber.text


@pytest.mark.rows("R035")
async def test_half_an_answer_gets_an_example_and_the_way_back_stands(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    for half in ("李先生", "13900001234", "李先生 12"):
        await _names(owner, half)
        assert "请在一行里写上" in owner.text
        await owner.taps("返回")
    await _names(owner, "找李先生，13900001234")
    await owner.taps("修改")
    await owner.taps("现场联系人")
    await owner.taps("我本人在场")
    assert "李先生" not in owner.text
    assert "由别人在场" in owner.labels


async def test_a_contact_that_is_sent_is_an_answer(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    await owner.taps("由别人在场")
    await owner.sends_number("+8613900001234", own=False)
    assert "现场联系人：13900001234" in owner.text
