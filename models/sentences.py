"""What a sentence that somebody just writes says by itself: kind, place, floor, fault. Pure, and never a guess: what is not said stays open."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models import catalogue as tree
from models.catalogue import catalogue

INSIDE, PUBLIC = "inside", "public"
LIGHT = {INSIDE: "1.3", PUBLIC: "1.4"}
FLOOR = re.compile(r"(?:[在第]|\bfloor )?([一二三四五六七八九十]{1,3}|b?\d{1,2})(?:楼|层|/f\b)|\bfloor (\d{1,2})\b")
DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Said:
    """What is said, by the codes of the catalogue; empty where nothing is."""

    kind: str = ""
    where: str = ""
    spot: str = ""
    floor: str = ""
    symptom: str = ""


@dataclass(frozen=True)
class _Patterns:
    inside: re.Pattern[str]
    public: re.Pattern[str]
    spots: tuple[tuple[str, re.Pattern[str]], ...]
    symptoms: tuple[tuple[str, re.Pattern[str]], ...]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads((Path(tree.__file__).parent / "sentences.toml").read_text("utf-8"))
    listed = {
        name: tuple((row["code"], re.compile(row["words"])) for row in data[name])
        for name in ("spot", "symptom", "kind")
    }
    inside, public = re.compile(data["inside"]), re.compile(data["public"])
    return _Patterns(inside, public, listed["spot"], listed["symptom"], listed["kind"])


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((code for code, pattern in patterns if pattern.search(text)), "")


def read_sentence(text: str) -> Said:
    """What it says of kind, place, floor and fault; a fault only where the catalogue knows it for that place."""
    words, known = unicodedata.normalize("NFKC", text).casefold(), _patterns()
    if symptom := _named(words):
        return Said(symptom=symptom)
    if kind := _first(known.kinds, words):
        return Said(kind=kind)
    symptom = _first(known.symptoms, words)
    where = INSIDE if known.inside.search(words) else PUBLIC if known.public.search(words) else ""
    symptom = LIGHT.get(where, "") if symptom == "light" else symptom
    if symptom and where and where not in catalogue().symptoms[symptom].where:
        symptom = ""
    spot = _first(known.spots, words)
    if where and catalogue().spot(spot, inside=where == INSIDE) is None:
        spot = ""
    return Said(where=where, spot=spot, floor=_floor(words), symptom=symptom)


def _named(words: str) -> str:
    """The fault that is called exactly so on its button, in either language, where only one is."""
    said = words.strip(" 。.！!")
    found = [
        one.code for one in catalogue().symptoms.values() if said in {one.owner_name.zh, one.owner_name.en.casefold()}
    ]
    return found[0] if len(found) == 1 else ""


def _floor(words: str) -> str:
    """A floor of the house that is named."""
    found = FLOOR.search(words)
    if found is None:
        return ""
    floor = str(_number(found[1])) if found[1] else found[2]
    return floor.upper() if floor.upper() in catalogue().floors else ""


def _number(said: str) -> str | int:
    """Twelve, whether it is written 12 or 十二."""
    if not set(said) <= set("一二三四五六七八九十"):
        return said
    tens, ten, ones = said.partition("十")
    if not ten:
        return DIGITS.get(said, 0)
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
