"""The life of an incident in one table, in four phases: identified, told, handled, reviewed (R099, R101)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an incident stands."""

    RUNNING = "running"
    CONTROLLED = "controlled"  # it spreads no more
    OVER = "over"  # the report is still to be written
    REPORTED = "reported"  # the report waits for the second pair of eyes
    REVIEWED = "reviewed"
    FALSE_ALARM = "false_alarm"
    JOINED = "joined"  # it was another one's event


class Grade(StrEnum):
    """How grave it is (N28)."""

    MAJOR = "major"
    LARGER = "larger"
    SLIGHT = "slight"


class Advice(StrEnum):
    """What those whom it affects are to do while it lasts."""

    LEAVE = "leave"  # by the stairs, at once
    STAY = "stay"  # indoors, doors and windows closed
    AWAY = "away"  # keep away from the place
    WAIT = "wait"  # nothing to do but to wait


class Phase(StrEnum):
    """The four phases of the record (R101)."""

    IDENTIFY = "identify"
    NOTIFY = "notify"
    HANDLE = "handle"
    REVIEW = "review"


class Part(StrEnum):
    """What somebody is to an incident; who is none of these does not know of its card."""

    CREW = "crew"  # works on one of its tickets: reads
    CHARGE = "charge"  # front office, control room, heads: tells those whom it affects
    LEAD = "lead"  # supervisor and manager: the report
    WRITER = "writer"  # who has written the report
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom, in which phase; one that is `apart` is not for who has written the report."""

    name: str
    start: State
    end: State
    by: frozenset[Part]
    phase: Phase
    apart: bool = False


_CHARGE, _LEAD, _CLOCK = frozenset({Part.CHARGE}), frozenset({Part.LEAD}), frozenset({Part.CLOCK})
LASTING = frozenset({State.RUNNING, State.CONTROLLED})
ENDED = frozenset({State.OVER, State.REPORTED, State.REVIEWED})
NEWS = ("start", "progress", "control", "again", "end", "false_alarm")  # what those whom it affects hear of


def _while_it_lasts(name: str, by: frozenset[Part], phase: Phase, end: State | None = None) -> tuple[Move, ...]:
    return tuple(Move(name, state, end or state, by, phase) for state in (State.RUNNING, State.CONTROLLED))


MOVES = {
    (move.name, move.start): move
    for move in (
        *_while_it_lasts("lead", _CHARGE, Phase.IDENTIFY),
        *_while_it_lasts("classify", _CHARGE, Phase.IDENTIFY),
        *_while_it_lasts("take_in", _CHARGE | _CLOCK, Phase.IDENTIFY),
        *_while_it_lasts("join", _CHARGE | _CLOCK, Phase.IDENTIFY, State.JOINED),
        *_while_it_lasts("start", _CHARGE, Phase.NOTIFY),
        *_while_it_lasts("progress", _CHARGE, Phase.HANDLE),
        Move("control", State.RUNNING, State.CONTROLLED, _CHARGE, Phase.HANDLE),
        Move("again", State.CONTROLLED, State.RUNNING, _CHARGE, Phase.HANDLE),
        *_while_it_lasts("check", _CHARGE, Phase.HANDLE),
        *_while_it_lasts("end", _CHARGE, Phase.HANDLE, State.OVER),
        *_while_it_lasts("false_alarm", _CHARGE, Phase.HANDLE, State.FALSE_ALARM),
        *_while_it_lasts("lapse", _CLOCK, Phase.HANDLE, State.FALSE_ALARM),
        Move("report", State.OVER, State.REPORTED, _LEAD, Phase.REVIEW),
        Move("send_back", State.REPORTED, State.OVER, _LEAD, Phase.REVIEW, apart=True),
        Move("confirm", State.REPORTED, State.REVIEWED, _LEAD, Phase.REVIEW, apart=True),
        *(Move("measure", state, state, _LEAD, Phase.REVIEW) for state in (State.OVER, State.REPORTED, State.REVIEWED)),
    )
}


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    found = (move for move in MOVES.values() if move.start == state and parts & move.by)
    return frozenset(move.name for move in found if not (move.apart and Part.WRITER in parts))
