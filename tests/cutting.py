"""The power goes in the middle of what the office does: work that is cut once, and houses in which it happens."""

from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from bot.__main__ import HOUSE
from bot.clockwork.duties import Duty, Shift
from bot.machine import House
from models.dues import Due
from tests.people import Town

What = ParamSpec("What")
Done = TypeVar("Done")


class PowerCut(BaseException):
    """Nothing catches this: the work ends where it is."""


def cut_once(work: Callable[What, Done]) -> Callable[What, Done]:
    """The work, at the end of which the power goes the first time, before anything of it is kept."""
    cuts = iter([True])

    def cut(*args: What.args, **named: What.kwargs) -> Done:
        done = work(*args, **named)
        if next(cuts, False):
            raise PowerCut
        return done

    return cut


def with_duty(duty: Duty) -> House:
    """The house with this duty alone."""
    return replace(HOUSE, schedule=replace(HOUSE.schedule, duties=(duty,)))


def with_due(kind: str, run: Callable[[Shift, Due], None]) -> House:
    """The house, in which this is done for a thing that comes due."""
    return replace(HOUSE, schedule=replace(HOUSE.schedule, dues={**HOUSE.schedule.dues, kind: run}))


async def restarted(town: Town, house: House) -> None:
    """The office goes on as another house."""
    await town.stop_machines()
    await town.add_machine(house)
