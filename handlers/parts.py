"""A part of a bot: the screens, buttons, cards and forms of one matter, in one table; a bot is its parts, joined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.forms.flow import Flow
from bot.joined import joined
from bot.scene import CardOf, Open, Reply, Scene
from bot.taps import Tap
from handlers.taps import Begin, Go, Place
from models.refusals import Gone


@dataclass(frozen=True)
class Part:
    """What one part of a bot can be asked."""

    places: Mapping[Place, Callable[[Scene], Reply]] = field(default_factory=dict)  # what `Go` leads to
    taps: Mapping[type[Tap], Callable[[Scene, Any], Reply]] = field(default_factory=dict)
    cards: Mapping[str, CardOf] = field(default_factory=dict)  # by the kind of their subject
    flows: Sequence[type[Flow]] = ()


def whole(*parts: Part) -> Part:
    """All parts in one, with the ways to their places and forms; raises ValueError where two have the same place, button or card."""
    places = joined(*(one.places for one in parts))
    return Part(
        places=places,
        taps=joined({Go: partial(_go, places), Begin: _begin}, *(one.taps for one in parts)),
        cards=joined(*(one.cards for one in parts)),
        flows=tuple(flow for one in parts for flow in one.flows),
    )


def _go(places: Mapping[Place, Callable[[Scene], Reply]], scene: Scene, tap: Go) -> Reply:
    if tap.place not in places:
        raise Gone
    return places[tap.place](scene)


def _begin(scene: Scene, tap: Begin) -> Reply:
    flow = scene.routes.flow_by_name.get(tap.flow)
    if flow is None:
        raise Gone
    return Open(flow, tap.about)
