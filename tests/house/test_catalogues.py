"""The catalogues are complete, fit the code exactly, and keep every placeholder and every tag of the original."""

import ast
import re
from pathlib import Path

import pytest

from bot.texts import LANGUAGES
from tests.house.catalogues import CONTEXTS, catalogue, extracted, holes, keys, po_files, translated
from tests.house.sources import calls, named, sources

TAG = re.compile(r"</?([a-z]+)>")
ALLOWED_TAGS = frozenset({"b", "i", "u", "s", "code", "pre"})
SAYING = [path for path in sources("bot", "handlers", "jobs") if any(calls(path, "T"))]


def test_every_language_of_the_house_has_a_catalogue():
    assert [path.parts[-3] for path in po_files()] == sorted(LANGUAGES)


def test_the_template_says_what_the_code_says():
    said, kept = extracted(), keys(catalogue("messages.pot"))
    assert said - kept == set(), "run `make words`"
    assert kept - said == set(), "run `make words`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_sentence_and_no_other(language: str):
    found = catalogue(f"{language}/LC_MESSAGES/messages.po")
    assert keys(found) == keys(catalogue("messages.pot"))
    assert [one.id for one in found if one.id and one.fuzzy] == []
    assert not found.obsolete
    assert str(found.locale) == language


def test_chinese_is_complete():
    assert [str(one) for one in translated("zh_Hans") if not one.words.strip()] == []


def test_english_is_its_own_original():
    assert [str(one) for one in translated("en") if one.words not in ("", one.message)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_survive_translation(language: str):
    for one in translated(language):
        if one.words:
            assert holes(one.words) == holes(one.message), one
            assert sorted(TAG.findall(one.words)) == sorted(TAG.findall(one.message)), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_are_balanced_and_known_to_telegram(language: str):
    for one in translated(language):
        assert balanced(one.message), one
        assert balanced(one.words), one


def balanced(text: str) -> bool:
    """Whether every tag is known and closed in its turn, and nothing else looks like one."""
    waiting: list[str] = []
    for found in TAG.finditer(text):
        if not found[0].startswith("</"):
            waiting.append(found[1])
        elif not waiting or waiting.pop() != found[1]:
            return False
    return not waiting and set(TAG.findall(text)) <= ALLOWED_TAGS and "<" not in TAG.sub("", text)


@pytest.mark.parametrize("text", ["<b>x", "x</b>", "<b><i>x</b></i>", "<h1>x</h1>", "a < b"])
def test_an_unbalanced_tag_would_be_found(text: str):
    assert not balanced(text)


@pytest.mark.parametrize("path", SAYING, ids=named)
def test_every_sentence_is_written_out_with_a_known_context(path: Path):
    for call in calls(path, "T"):
        where = f"line {call.lineno}"
        assert len(call.args) == 2, where
        context, message = call.args
        assert isinstance(context, ast.Constant), where
        assert isinstance(message, ast.Constant), where
        assert context.value in CONTEXTS, where
        assert isinstance(message.value, str), where
        assert message.value.strip(), where


@pytest.mark.parametrize("path", SAYING, ids=named)
def test_every_placeholder_is_given(path: Path):
    for call in calls(path, "T"):
        given = {one.arg for one in call.keywords}
        if None in given:
            continue
        message = call.args[1]
        assert isinstance(message, ast.Constant)
        assert set(holes(message.value)) == given, f"line {call.lineno}"
        assert all(name.isidentifier() for name in holes(message.value)), f"line {call.lineno}"


def test_the_models_hold_no_sentences():
    assert [named(path) for path in sources("models") if any(calls(path, "T"))] == []
