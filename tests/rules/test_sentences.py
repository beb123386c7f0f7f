"""What a sentence says by itself is filled in, and nothing that it does not say (DOMAIN 5.2)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue import catalogue
from models.sentences import Said, read_sentence

SENTENCES = tomllib.loads((Path(__file__).parents[1] / "data" / "sentences.toml").read_text("utf-8"))["sentence"]


@pytest.mark.rows("R043", "R194")
@pytest.mark.parametrize("row", SENTENCES, ids=[row["words"] for row in SENTENCES])
def test_what_is_said_is_read_and_nothing_else(row: dict[str, Any]):
    expected = Said(**{name: value for name, value in row.items() if name != "words"})
    assert read_sentence(row["words"]) == expected


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(text=st.text(alphabet="我们公司楼层走廊灯坏空调漏水电梯三12B厕所投诉，a ", max_size=40))
def test_whatever_is_read_stands_in_the_catalogue(text: str):
    said = read_sentence(text)
    assert said.symptom == "" or said.symptom in catalogue().symptoms
    assert said.floor == "" or said.floor in catalogue().floors
    assert not (said.symptom and said.where) or said.where in catalogue().symptoms[said.symptom].where
