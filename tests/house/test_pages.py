"""The pages that explain the house say what the code says."""

import re
from datetime import timedelta
from enum import StrEnum
from itertools import islice

import pytest

from bot.clockwork.duties import slots
from jobs.schedule import SCHEDULE
from models.orders.lifecycle import State as OrderState
from models.tickets.lifecycle import Part, Status
from tests.house.sources import HOME, sources
from tests.people import OPENING

GLOSSARY = (HOME / "models" / "README.md").read_text("utf-8")
TOUR = (HOME / "docs" / "tour.md").read_text("utf-8")
PRESSES = 10


def between(page: str, begins: str, ends: str) -> str:
    """A piece of a page."""
    return page[page.index(begins) :].partition(ends)[0]


@pytest.mark.parametrize(
    ("piece", "known"),
    [
        (between(GLOSSARY, "The states have these words:", "An owner"), Status),
        (between(GLOSSARY, "The life of an order is", " Money").replace("`orders/lifecycle.py`", ""), OrderState),
        (between(GLOSSARY, "| 当事角色 | `Part` |", "| R018").replace("`Part`", ""), Part),
    ],
    ids=["states", "states of orders", "parts"],
)
def test_the_glossary_names_every_one(piece: str, known: type[StrEnum]):
    assert sorted(re.findall(r"`(\w+)`", piece)) == sorted(known)


def test_names_of_the_glossary_stand_in_the_code():
    rows = [line.split("|") for line in GLOSSARY.splitlines() if line.count("|") == 5]
    names = {
        word for row in rows for name in re.findall(r"`([^`]+)`", row[2]) for word in re.findall(r"[A-Za-z_]\w+", name)
    }
    words = {word for path in sources() for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert len(names) > 100
    assert names <= words


def test_the_tour_says_which_duty_each_press_of_the_clock_is():
    since = OPENING + timedelta(hours=2, minutes=5)
    coming = sorted({at for duty in SCHEDULE.duties for at in islice(slots(duty, OPENING.tzinfo, since), PRESSES)})
    said = re.findall(r"\b\d\d:\d\d\b", between(TOUR, "## 4.", "## 5."))
    assert said == [f"{at:%H:%M}" for at in coming[:PRESSES]]
