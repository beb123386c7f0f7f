"""The ladders of a ticket: what is waited for in each status, for how long, and who hears if it has not happened (DOMAIN 3.2, 4.7)."""

from dataclasses import dataclass
from enum import StrEnum

from models.catalogue import Urgency
from models.tickets.lifecycle import UNDISPATCHED, Part, Status

AROUND_THE_CLOCK = frozenset({Urgency.U0, Urgency.U1})
SAME_DAY = "same_day"  # a rung at the end of the service day


class Stage(StrEnum):
    """What somebody waits for."""

    ANSWER = "answer"  # the first answer of a person (X14)
    DISPATCH = "dispatch"
    ASSIGN = "assign"
    ACCEPT = "accept"
    ON_SITE = "on_site"
    DONE = "done"


@dataclass(frozen=True)
class Rung:
    """One rung of a ladder: after which time, as the policy says under this name, and whom it alarms.

    One that only `warns` comes before the promise itself is broken.
    """

    after: str
    hears: frozenset[Part]
    warns: bool = False


Ladder = tuple[Rung, ...]
U = Urgency
DESK, HEAD, ASSIGNEE = Part.DESK, Part.HEAD, Part.ASSIGNEE
SUPERVISOR, MANAGER = Part.SUPERVISOR, Part.MANAGER


def _ladder(*rungs: tuple[str, set[Part]]) -> Ladder:
    return tuple(Rung(after, frozenset(hears), warns="warning" in after) for after, hears in rungs)


def _leg(name: str, first: set[Part]) -> dict[Urgency, Ladder]:
    """The ladders of a step between colleagues: urgent ones are quick, the supervisor hears at the ceiling."""
    above = {*first, SUPERVISOR}
    urgent = _ladder((f"{name}_minutes_urgent", first), (f"{name}_ceiling_minutes_urgent", above))
    ordinary = _ladder((f"{name}_minutes", first), (f"{name}_ceiling_minutes", above))
    return {one: urgent if one in AROUND_THE_CLOCK else ordinary for one in Urgency}


def _on_site(urgency: str, *above: Part) -> Ladder:
    return _ladder(
        (f"on_site_minutes_{urgency}", {ASSIGNEE, HEAD}), (f"on_site_ceiling_minutes_{urgency}", {HEAD, *above})
    )


STEPS: dict[Stage, dict[Urgency, Ladder]] = {
    Stage.DISPATCH: _leg("dispatch", {DESK}),
    Stage.ASSIGN: _leg("assign", {HEAD}),
    Stage.ACCEPT: _leg("accept", {HEAD}),
    Stage.ON_SITE: {
        U.U0: _on_site("u0", SUPERVISOR, MANAGER),
        U.U1: _on_site("u1", SUPERVISOR, MANAGER),
        U.U2: _on_site("u2", SUPERVISOR),
    },
    Stage.DONE: {
        U.U0: _ladder(("done_minutes_u0", {HEAD, SUPERVISOR, MANAGER})),
        U.U1: _ladder(("done_hours_u1", {HEAD, SUPERVISOR, MANAGER})),
        U.U2: _ladder(
            ("done_warning_hours_u2", {HEAD}),
            ("done_days_u2", {HEAD, SUPERVISOR}),
            ("done_ceiling_days_u2", {SUPERVISOR, MANAGER}),
        ),
        U.U3: _ladder(("done_days_u3", {HEAD, SUPERVISOR}), ("done_ceiling_days_u3", {SUPERVISOR, MANAGER})),
        U.U4: _ladder(("done_days_u4", {HEAD, MANAGER})),
    },
}
# A help request: within half an hour on the premises, told higher after an hour, done on the same day (DOMAIN 4.7).
HELP: dict[Stage, Ladder] = {
    Stage.ON_SITE: _ladder(("help_on_site_minutes", {DESK, HEAD, ASSIGNEE})),
    Stage.DONE: _ladder(("help_escalation_minutes", {HEAD, SUPERVISOR}), (SAME_DAY, {SUPERVISOR, MANAGER})),
}
# An appointed time is a promise of its own, whatever the urgency; and so is every answer that an owner was promised.
APPOINTED = _ladder(("arrival_grace_minutes", {ASSIGNEE, HEAD}), ("arrival_ceiling_minutes", {HEAD, SUPERVISOR}))
# Who hears that a promised date has passed; whoever works on past it, and the first receiver, hear it too.
PROMISE_PAST_HEARS = (HEAD, SUPERVISOR)
AT_WORK_HEARS = (ASSIGNEE, Part.RECEIVER)
PROMISED = (
    frozenset({Part.RECEIVER, DESK}),
    frozenset({Part.RECEIVER, DESK, SUPERVISOR}),
    frozenset({SUPERVISOR, MANAGER}),
)


def steps(stage: Stage, urgency: Urgency, *, of_help: bool = False) -> Ladder:
    """The rungs of a stage; a help request has some of its own."""
    return HELP[stage] if of_help and stage in HELP else STEPS[stage].get(urgency, ())


_BEFORE_ARRIVAL = (Stage.ON_SITE, Stage.DONE)
# What is waited for in each status; nothing while a ticket is paused, and nothing once the work is done.
RUNNING: dict[Status, tuple[Stage, ...]] = {
    **dict.fromkeys(UNDISPATCHED, (Stage.DISPATCH, *_BEFORE_ARRIVAL)),
    Status.SENT: (Stage.ASSIGN, *_BEFORE_ARRIVAL),
    Status.OFFERED: (Stage.ACCEPT, *_BEFORE_ARRIVAL),
    Status.ASSIGNED: (Stage.ACCEPT, *_BEFORE_ARRIVAL),
    Status.ACCEPTED: _BEFORE_ARRIVAL,
    Status.ARRIVED: (Stage.DONE,),
}
# What a digest says of a ticket that is late in several ways.
GRAVEST = (Stage.DONE, Stage.DISPATCH, Stage.ASSIGN, Stage.ACCEPT, Stage.ON_SITE, Stage.ANSWER)
