"""The life of a move-in in one table: six steps in their order, who does each, and who sends back or calls off (R103)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What has to be done next, or how it ended."""

    REGISTER = "register"
    CONTRACT = "contract"
    COMPUTE = "compute"  # the cashier says how much
    TAKE = "take"  # the cashier takes it
    CONFIRM = "confirm"  # somebody else confirms that it is here
    KEYS = "keys"
    METERS = "meters"
    INSPECT = "inspect"
    DONE = "done"
    CALLED_OFF = "called_off"


class Step(StrEnum):
    """The six steps of the handbook: 业主登记, 签约, 交费, 钥匙及资料交接, 抄表, 验房 (R103)."""

    REGISTRATION = "registration"
    CONTRACT = "contract"
    FEES = "fees"
    KEYS = "keys"
    METERS = "meters"
    INSPECTION = "inspection"


class Part(StrEnum):
    """What somebody is to a move-in; who is none of these does not know that it exists."""

    SERVICE = "service"  # desk, field and supervisor
    FIELD = "field"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CASHIER = "cashier"
    FINANCE = "finance"
    ENGINEERING = "engineering"  # the head of engineering, while meters are read or the unit is inspected


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom.

    One that is `apart` is not for who has entered or taken the money (R011); one that is `led` is, once money was taken, for
    those who lead only.
    """

    name: str
    start: State
    end: State
    by: frozenset[Part]
    apart: bool = False
    led: bool = False

    def hands(self, paid: bool) -> frozenset[Part]:
        """Who makes it, before or after money was taken."""
        return self.by & LEADING if self.led and paid else self.by


LEADING = frozenset({Part.SUPERVISOR, Part.MANAGER})
STEPS: dict[Step, tuple[State, ...]] = {
    Step.REGISTRATION: (State.REGISTER,),
    Step.CONTRACT: (State.CONTRACT,),
    Step.FEES: (State.COMPUTE, State.TAKE, State.CONFIRM),
    Step.KEYS: (State.KEYS,),
    Step.METERS: (State.METERS,),
    Step.INSPECTION: (State.INSPECT,),
}
STEP_OF = {state: step for step, states in STEPS.items() for state in states}
WAY = tuple(STEP_OF)  # every state of an open case, in order
ENDED = frozenset({State.DONE, State.CALLED_OFF})
ON_SITE = frozenset({State.METERS, State.INSPECT})

_SERVICE = frozenset({Part.SERVICE})
_CASHIER = frozenset({Part.CASHIER})

FORWARD = (
    Move("register", State.REGISTER, State.CONTRACT, _SERVICE),
    Move("contract", State.CONTRACT, State.COMPUTE, _SERVICE | {Part.MANAGER}),
    Move("compute", State.COMPUTE, State.TAKE, _CASHIER),
    Move("take", State.TAKE, State.CONFIRM, _CASHIER),
    Move("confirm", State.CONFIRM, State.KEYS, frozenset({Part.FINANCE, Part.SUPERVISOR}), apart=True),
    Move("keys", State.KEYS, State.METERS, _SERVICE),
    Move("meters", State.METERS, State.INSPECT, frozenset({Part.FIELD, Part.ENGINEERING})),
    Move("inspect", State.INSPECT, State.DONE, _SERVICE),
)
DOES = {move.start: move.by for move in FORWARD}

# What was done last is done again: whoever has the next step finds it wanting, or who leads customer service does.
BACK = {
    State.CONTRACT: State.REGISTER,
    State.COMPUTE: State.CONTRACT,
    State.TAKE: State.COMPUTE,
    State.CONFIRM: State.COMPUTE,  # the cashier computes and takes anew
    State.KEYS: State.CONFIRM,
    State.METERS: State.KEYS,
    State.INSPECT: State.METERS,
    State.DONE: State.INSPECT,
}
_RETURNS = tuple(Move("send_back", start, end, DOES.get(start, LEADING) | LEADING) for start, end in BACK.items())
_PLANS = tuple(Move("plan", state, state, _SERVICE | {Part.MANAGER}) for state in WAY)
_ENDS = tuple(Move("call_off", state, State.CALLED_OFF, _SERVICE | LEADING, led=True) for state in WAY)
_KEEPERS = tuple(Move("keeper", state, state, LEADING) for state in WAY)
MOVES = {(move.name, move.start): move for move in (*FORWARD, *_RETURNS, *_PLANS, *_KEEPERS, *_ENDS)}
NAMES = tuple(dict.fromkeys(name for name, _ in MOVES))


def allowed(state: State, parts: Set[Part], *, paid: bool = False) -> frozenset[str]:
    """The names of the moves that these parts may make in this state, before or after money was taken."""
    return frozenset(name for (name, start), move in MOVES.items() if start == state and parts & move.hands(paid))
