"""Buttons carry typed values there and back, and whatever a client forges is refused as forged and nothing else."""

from dataclasses import fields
from enum import Enum
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms.screens import FormTap
from bot.taps import _BY_PREFIX, LIMIT, ForgedTap, Tap, decode
from handlers import found_taps, register_taps, talk_taps, taps
from handlers.staff import case_taps, consult_taps
from handlers.staff import taps as staff_taps
from handlers.taps import AssignTo, Go, MakeMove, OpenTicket, Place

KINDS = sorted((one for one in _BY_PREFIX.values()), key=lambda kind: kind.prefix)
quickly = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def values(hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if hint is int:
        return st.integers(0, 2**31 - 1)
    return st.text(
        st.characters(codec="ascii", exclude_characters=":", min_codepoint=33, max_codepoint=126), max_size=12
    )


@st.composite
def tap_of_the_house(draw: st.DrawFn) -> Tap:
    kind = draw(st.sampled_from(KINDS))
    hints = get_type_hints(kind)
    return kind(*(draw(values(hints[field.name])) for field in fields(kind)))


def test_every_tap_of_the_house_is_known():
    written = [
        *vars(taps).values(),
        *vars(staff_taps).values(),
        *vars(register_taps).values(),
        *vars(found_taps).values(),
        *vars(case_taps).values(),
        *vars(talk_taps).values(),
        *vars(consult_taps).values(),
    ]
    ours = {one for one in written if isinstance(one, type) and issubclass(one, Tap) and one is not Tap}
    assert ours | {FormTap} == set(KINDS)


@quickly
@given(tap_of_the_house())
def test_every_tap_comes_back_as_it_went(tap: Tap):
    data = tap.encode()
    assert len(data.encode()) <= LIMIT
    assert decode(data) == tap
    assert decode(data).encode() == data


def checked(data: str) -> None:
    """Either a tap whose numbers a database can hold, or a forgery; nothing else may be raised."""
    try:
        tap = decode(data)
    except ForgedTap:
        return
    for field in fields(tap):
        value = getattr(tap, field.name)
        assert not isinstance(value, int) or abs(value) < 2**31  # what every database can hold in an integer column
        assert not isinstance(value, str) or "\x00" not in value


@quickly
@given(st.text(max_size=80))
def test_any_text_is_a_tap_or_a_forgery(data: str):
    checked(data)


@settings(quickly, max_examples=400)
@given(
    st.sampled_from([kind.prefix for kind in KINDS]),
    st.lists(
        st.one_of(
            st.text(max_size=8), st.integers().map(str), st.sampled_from([*Place, "", "-1", "１７", "1_0", "nan"])
        ),
        max_size=5,
    ),
)
def test_a_known_prefix_with_anything_behind_it_is_a_tap_or_a_forgery(prefix: str, parts: list[str]):
    checked(":".join([prefix, *parts]))


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "t",
        "t:",
        "t:x",
        "t:1:2",
        "t:1.5",
        "t:99999999999999999999999",
        "t:-99999999999999999999999",
        "T:1",
        "g:nowhere",
        "g",
        "m:1:accept",
        "m:1:accept:x",
        "a:1:2",
        "zz:1",
        "f:1:pick\x00:x",
        "t:1\x00",
    ],
)
def test_forgeries(data: str):
    with pytest.raises(ForgedTap):
        decode(data)


@pytest.mark.parametrize(
    ("tap", "data"),
    [
        (OpenTicket(17), "t:17"),
        (Go(Place.MINE), "g:mine"),
        (MakeMove(17, "accept", 3), "m:17:accept:3"),
        (AssignTo(1, 2, 3), "a:1:2:3"),
        (FormTap(4, "pick", "2.5"), "f:4:pick:2.5"),
    ],
)
def test_what_buttons_carry(tap: Tap, data: str):
    assert tap.encode() == data
    assert decode(data) == tap


@pytest.mark.parametrize("tap", [FormTap(1, "pick", "x" * 60), FormTap(1, "pick", "水" * 20), MakeMove(1, "a:b", 1)])
def test_a_button_that_would_not_fit_or_come_back_is_never_made(tap: Tap):
    with pytest.raises(ValueError, match="button"):
        tap.encode()


def test_two_taps_cannot_share_a_prefix():
    with pytest.raises(ValueError, match="prefix"):

        class Second(Tap, prefix="t"):
            """Would be taken for another one."""
