"""The repair category tree, the places of the building and the rooms of a unit, read from repair.toml (R056, R194)."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from models.estate import Both

UNCLEAR_GROUP = "11"  # somebody comes to look first (R066)
HELP_GROUP = "12"  # nothing is broken: somebody asks for help (R031)
SERVICE_GROUP = "13"  # booked from the price list, never chosen as a fault (R058)


class Urgency(StrEnum):
    """How fast the office must be (DOMAIN 4.7)."""

    U0 = "U0"
    U1 = "U1"
    U2 = "U2"
    U3 = "U3"
    U4 = "U4"


@dataclass(frozen=True)
class Symptom:
    """One line of the category tree: what the owner sees, and what the office makes of it."""

    code: str
    group: str
    name: Both
    owner_name: Both
    urgency: Urgency
    trade: str
    department: str
    payment: str
    where: frozenset[str]
    plannable: bool

    @property
    def unclear(self) -> bool:
        """Whether nobody knows yet what it is (R066)."""
        return self.group == UNCLEAR_GROUP

    @property
    def is_help(self) -> bool:
        """Whether it is a help request (R031)."""
        return self.group == HELP_GROUP

    @property
    def is_service(self) -> bool:
        """Whether it is what a paid service is dispatched by (R058)."""
        return self.group == SERVICE_GROUP


@dataclass(frozen=True)
class Place:
    """A group of symptoms, a public area, or a room of a unit."""

    code: str
    name: Both
    owner_name: Both


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """Words that mean one thing, wherever they stand in what somebody writes."""

    words_zh: tuple[str, ...]
    words_en: tuple[str, ...]
    harmless: tuple[str, ...] = ()  # phrases that only look like it: an engine that will not fire is no fire

    def meant_by(self, text: str) -> bool:
        """Whether somebody who writes this means it: a part of a word in Chinese, a whole word in English."""
        written = text.casefold()
        for phrase in self.harmless:
            written = written.replace(phrase, "□")
        return any(word in written for word in self.words_zh) or any(
            re.search(rf"\b{re.escape(word)}\b", written) for word in self.words_en
        )


@dataclass(frozen=True, kw_only=True)
class Danger(Meaning):
    """One of the buttons of an emergency: the symptom that it reports, what is asked, where it is likely, the words that mean it."""

    code: str
    name: Both
    ask: Both
    places: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The whole tree."""

    groups: tuple[Place, ...]
    symptoms: dict[str, Symptom]
    places: dict[str, Place]
    rooms: dict[str, Place]
    somewhere_inside: Place
    floors: tuple[str, ...]
    dangers: tuple[Danger, ...]
    all_safe: Meaning  # said by whom an event affects
    nobody_comes: Meaning  # said while an alarm lasts: help is waited for

    def seen(self, where: str, group: str | None = None) -> list[Symptom]:
        """The symptoms that can appear inside a unit ("inside") or in a public area ("public")."""
        return [one for one in self.symptoms.values() if where in one.where and group in (None, one.group)]

    def spot(self, code: str, *, inside: bool) -> Place | None:
        """A room of a unit, or a public place; None for an unknown one."""
        if inside and code == self.somewhere_inside.code:
            return self.somewhere_inside
        return (self.rooms if inside else self.places).get(code)

    def danger(self, symptom: str) -> Danger | None:
        """The danger that a symptom is; None for one that has no button."""
        return next((one for one in self.dangers if one.code == symptom), None)

    def group(self, code: str) -> Place:
        """A group by its code; raises StopIteration for an unknown one."""
        return next(one for one in self.groups if one.code == code)


def _both(row: dict[str, Any], prefix: str = "") -> Both:
    return Both(row.get(prefix + "zh", row["zh"]), row.get(prefix + "en", row["en"]))


def _place(row: dict[str, Any]) -> Place:
    return Place(row["code"], _both(row), _both(row, "owner_"))


def _symptom(row: dict[str, Any], group: str) -> Symptom:
    return Symptom(
        code=row["code"],
        group=group,
        name=_both(row),
        owner_name=_both(row, "owner_"),
        urgency=Urgency(row["urgency"]),
        trade=row["trade"],
        department=row["department"],
        payment=row["payment"],
        where=frozenset(row["where"]),
        plannable=row["plannable"],
    )


def _meaning(data: dict[str, list[str]]) -> Meaning:
    return Meaning(**{kind: tuple(words) for kind, words in data.items()})


def _danger(row: dict[str, Any]) -> Danger:
    return Danger(
        code=row["code"],
        name=_both(row),
        ask=_both(row, "ask_"),
        places=tuple(row["places"]),
        words_zh=tuple(row["words_zh"]),
        words_en=tuple(row["words_en"]),
        harmless=tuple(row.get("harmless", ())),
    )


@cache
def catalogue() -> Catalogue:
    """The tree of the house; read once."""
    data = tomllib.loads((Path(__file__).parent / "repair.toml").read_text("utf-8"))
    symptoms = [_symptom(row, group["code"]) for group in data["group"] + data["service"] for row in group["item"]]
    return Catalogue(
        groups=tuple(_place(row) for row in data["group"]),
        symptoms={one.code: one for one in symptoms},
        places={row["code"]: _place(row) for row in data["place"]},
        rooms={row["code"]: _place(row) for row in data["room"]},
        somewhere_inside=_place(data["somewhere_inside"]),
        floors=tuple(str(floor) for floor in data["floors"]),
        dangers=tuple(_danger(row) for row in data["danger"]),
        all_safe=_meaning(data["all_safe"]),
        nobody_comes=_meaning(data["nobody_comes"]),
    )
