"""What a caller does first, until help is there, for every kind of emergency (R100, DOMAIN 6)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.texts import T, Words


def _fire(phone: str) -> Words:
    return T(
        "owner",
        "Please stop what you are doing, leave by the nearest stairs, call 119 and {phone}. "
        "Please take the stairs and never the lift, keep low, cover your mouth and nose.",
        phone=phone,
    )


def _gas(phone: str) -> Words:
    return T(
        "owner",
        "Please put out every flame, open doors and windows and close the gas valve. Never switch anything on or off; "
        "never use the telephone in the room. Please leave first, then call {phone}.",
        phone=phone,
    )


def _always(words: Words) -> Callable[[str], Words]:
    return lambda _phone: words


_LIFT = _always(
    T(
        "owner",
        "Please keep calm, press and hold the call button in the car, and never force the doors. "
        "Please tell us which lift it is and how many people there are.",
    )
)
_WATER = _always(
    T(
        "owner",
        "Please close the main valve of your unit first, switch off the power and keep away from the water; "
        "never touch wet sockets.",
    )
)
_POWER = _always(
    T(
        "owner",
        "Please keep away from sparks and wet floors, and never touch wires or anybody who has an electric shock. "
        "If it is safe, please switch off the main switch.",
    )
)
_HARM = _always(
    T(
        "owner",
        "Please keep yourself safe first and never confront anybody. If somebody is hurt, please call 120; "
        "against violence call 110. Please leave everything as it is.",
    )
)
FIRST: dict[str, Callable[[str], Words]] = {
    "7.1": _fire,
    "4.1": _LIFT,
    "2.1": _WATER,
    "7.3": _WATER,
    "1.6": _POWER,
    "7.6": _gas,
    "10.5": _HARM,
}


def call_at_once(scene: Scene) -> Words:
    """The telephone comes first."""
    phone = scene.project.control_room_phone
    return T("owner", "<b>{phone}</b> is the control room, day and night: please call at once.", phone=phone)


def first_instructions(scene: Scene, symptom: str) -> Words | None:
    """What to do until help is there; None where it is no emergency."""
    say = FIRST.get(symptom)
    return say(scene.project.control_room_phone) if say else None
