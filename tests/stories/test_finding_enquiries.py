"""Enquiries are found by words, person, unit and day, and listed by age with their hour (R034, R036, R038, R169)."""

import pytest

from tests.people import Phone, Town
from tests.stories.test_enquiries import UNKNOWN, asks, taps

pytestmark = pytest.mark.rows("R169")


def lines(phone: Phone) -> str:
    return "\n".join(phone.labels)


async def looks(desk: Phone, words: str) -> str:
    """Outside of any form."""
    await desk.says("/start")
    await desk.says(words)
    return desk.text


async def test_by_words_person_unit_number_and_day(town: Town):
    desk = town.phone("郑雨")
    await asks(town.phone("陈女士"), UNKNOWN)
    await asks(town.phone("章先生"), "大厦外墙可以挂横幅吗")
    for words in ("咨询 健身房", "咨询 0301", "咨询 301", "咨询 陈女士", "咨询 001", "提问 陈女士 健身房"):
        await looks(desk, words)
        assert "找到1" in desk.text.replace(" ", "")
        assert "楼下健身房" in lines(desk)
        assert "横幅" not in lines(desk)
    await looks(desk, "咨询 今天")
    assert {True} == {word in lines(desk) for word in ("楼下健身房", "大厦外墙")}
    await looks(desk, "咨询 昨天")
    assert "楼下健身房" not in lines(desk)
    await town.until(town.at("09:30", days=1))
    await looks(desk, "咨询 昨天 横幅")
    assert "大厦外墙" in lines(desk)
    await desk.taps("大厦外墙", desk.last.message_id)
    assert "ZX20250915002" in desk.text
    await looks(desk, "健身房")
    assert "楼下健身房" in lines(desk)
    await looks(desk, "ZX20250915001")
    assert UNKNOWN in desk.text


@pytest.mark.rows("R203")
async def test_who_answers_no_owners_finds_no_question(town: Town):
    await asks(town.phone("陈女士"), UNKNOWN)
    for name in ("林海涛", "何志强"):
        other = town.phone(name)
        for words in ("咨询 健身房", "咨询 0301", "咨询 今天", "健身房", "ZX20250915001"):
            await looks(other, words)
            assert "楼下健身房" not in lines(other) + other.text.replace(f"“{words}”", "")


async def test_a_technician_is_told_what_can_be_looked_for(town: Town):
    plumber, desk = town.phone("林海涛"), town.phone("郑雨")
    await looks(plumber, "独角兽")
    assert "你自己的任务" in plumber.text
    assert "业主姓名" not in plumber.text
    assert "咨询" not in plumber.text
    await looks(desk, "独角兽")
    assert "业主姓名或电话" in desk.text
    assert "咨询 0301" in desk.text


@pytest.mark.rows("R036", "R038")
async def test_the_list_is_by_age_with_the_hour_and_says_what_is_late(town: Town):
    desk, boss = town.phone("郑雨"), town.phone("许文静")
    await asks(town.phone("陈女士"), UNKNOWN)
    await town.later(minutes=30)
    await asks(town.phone("章先生"), "大厦外墙可以挂横幅吗")
    await desk.says("/start")
    await taps(desk, "咨询")
    first, second, *_ = desk.labels
    assert first.startswith("13:00前 楼下健身房")
    assert second.startswith("13:30前 大厦外墙")
    await town.until(town.at("13:10"))
    await desk.says("/start")
    await taps(desk, "咨询")
    assert desk.labels[0].startswith("逾期 楼下健身房")
    await taps(desk, "楼下健身房", "上报主管")
    await desk.says("需要主管决定")
    await taps(desk, "确认")
    assert "健身房" in boss.text
