"""The first answers of the knowledge base keep the wording standard, name buttons that are there, and fit a phone (DOMAIN 4.10, 6)."""

import re

import pytest

from models.catalogue.faq import ready_answers
from models.knowledge.placeholders import Held, pieces, unknown
from models.knowledge.tables import Topic
from models.wording import faults
from tests.house.catalogues import translated
from tests.house.test_complete import FITS
from tests.house.test_wording import ill_punctuated, jargon, refuses

pytestmark = pytest.mark.rows("R119", "R178", "R196")
ANSWERS = ready_answers()
BUTTONS = {one.words for one in translated("zh_Hans") if one.context == "button"}
ENGLISH = {one.message for one in translated("zh_Hans") if one.context == "button"}


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.code)
def test_an_answer_keeps_the_wording_standard(one):
    assert faults(one.answer.zh) == []
    assert not refuses(one.answer.zh)
    assert not ill_punctuated(one.answer.zh)
    assert not jargon(one.answer.zh)
    assert one.answer.zh.endswith("。")
    assert one.answer.en.startswith("Hello.")


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.code)
def test_an_answer_explains_and_names_a_way_on(one):
    assert len(one.answer.zh) >= 60
    assert "“" in one.answer.zh or "{" in one.answer.zh


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.code)
def test_buttons_that_an_answer_names_are_there(one):
    for name in re.findall(r"“([^”]+)”", one.answer.zh):
        assert name in BUTTONS
    for name in re.findall(r"“([^”]+)”", one.answer.en):
        assert name in ENGLISH


@pytest.mark.parametrize("one", ANSWERS, ids=lambda one: one.code)
def test_what_stands_in_braces_is_known_and_alike_in_both_languages(one):
    assert unknown(one.answer.zh, one.answer.en) == []
    held = [sorted(part for part in pieces(text) if isinstance(part, Held)) for text in (one.answer.zh, one.answer.en)]
    assert held[0] == held[1]


def test_codes_classes_questions_and_phrases():
    assert [one.code for one in ANSWERS] == [f"FAQ{number:02d}" for number in range(1, 21)]
    assert {one.topic for one in ANSWERS} == set(Topic)
    assert all(len(one.question.zh) <= FITS and len(one.question.en) <= 3 * FITS for one in ANSWERS)
    assert all(len(one.phrases) >= 3 for one in ANSWERS)
