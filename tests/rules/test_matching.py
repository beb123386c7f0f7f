"""A question finds its answer, or none at all; never one that is only similar (R034, R193)."""

import pytest

from models.knowledge.matching import Found, is_question, matcher
from tests.hits import FRESH, TUNED, house, measure, sentences

pytestmark = pytest.mark.rows("R034")
FALSE_AT_MOST = 0.03


def test_the_list_is_long_and_half_of_it_is_hard():
    asked = list(sentences(TUNED))
    assert len(asked) >= 170
    assert sum(code == "none" for code, _ in asked) >= 60


@pytest.mark.parametrize(("name", "hits"), [(TUNED, 0.8), (FRESH, 0.7)])
def test_questions_find_their_answer(name: str, hits: float):
    result = measure(name)
    assert result.hit_rate >= hits, result.missed
    assert result.false_rate <= FALSE_AT_MOST, result.wrong


@pytest.mark.rows("R193")
def test_most_questions_find_their_answer_or_see_it_among_the_likely_ones():
    result = measure(TUNED)
    assert result.hits + result.offered >= 0.95 * result.asked


@pytest.mark.parametrize("text", ["", " ", "。。。", "1", "😀", "的", "字" * 4000, "how", "\u200b"])
def test_what_says_nothing_finds_nothing(text: str):
    assert house().find(text) == Found()


def test_one_entry_asked_for_in_several_ways():
    known = house()
    for text in ("停车费多少？", "停车费怎么收", "月租车位要多少钱", "how much is parking per month?"):
        assert known.find(text).sure == "FAQ18"


@pytest.mark.rows("R043")
@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("怎么报修", True),
        ("停车费多少", True),
        ("能开发票吗", True),
        ("when do you open", True),
        ("我要报修，空调漏水", False),
        ("想报修水龙头", False),
        ("灯坏了", False),
        ("the lamp is out", True),
    ],
)
def test_who_asks_and_who_reports(text: str, asks: bool):
    assert is_question(text) is asks


def test_two_entries_that_are_alike_are_both_offered_and_none_is_given():
    known = matcher({"A": ["会议室 预订"], "B": ["会议室 预订 取消"], "C": ["快递"]})
    found = known.find("会议室预订？")
    assert found.sure == "A"
    alike = matcher({"A": ["会议室 预订"], "B": ["预订 会议室"], "C": ["快递"]}).find("会议室怎么预订")
    assert alike.sure is None
    assert set(alike.likely) == {"A", "B"}


def test_who_only_tells_us_something_gets_no_answer():
    known = house()
    assert known.find("发票怎么开").sure == "FAQ10"
    assert known.find("发票开好了，谢谢").sure is None


def test_without_entries_nothing_is_found():
    assert matcher({}).find("怎么报修") == Found()
    assert matcher({"A": []}).find("怎么报修") == Found()
