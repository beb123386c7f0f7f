"""Reading move-ins: who is what to one, what is done of it, and which are open (R103, DOMAIN 5.7)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.move_in.lifecycle import BACK, DOES, ENDED, MOVES, ON_SITE, STEP_OF, STEPS, WAY, Part, State, Step, allowed
from models.move_in.tables import MoveIn, MoveInStep
from models.people import CUSTOMER_SERVICE, Person, Role, Staff
from models.refusals import Gone
from models.roles import leads_engineering

PART_OF_ROLE = {
    Role.CS_DESK: {Part.SERVICE},
    Role.CS_FIELD: {Part.SERVICE, Part.FIELD},
    Role.CS_SUPERVISOR: {Part.SERVICE, Part.SUPERVISOR},
    Role.MANAGER: {Part.MANAGER},
    Role.CASHIER: {Part.CASHIER},
    Role.FINANCE: {Part.FINANCE},
}
READS_ALL = frozenset({Part.SERVICE, Part.MANAGER})
READS_MONEY = READS_ALL | {Part.CASHIER, Part.FINANCE}


def parts_of(person: Person, case: MoveIn) -> frozenset[Part]:
    """Every part that somebody has in a move-in; empty for who may not know of it."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != case.project_id:
        return frozenset()
    if leads_engineering(staff):
        return frozenset({Part.ENGINEERING}) if case.state in ON_SITE else frozenset()
    return frozenset(PART_OF_ROLE.get(staff.role, ()))


def does_step(staff: Staff, case: MoveIn) -> bool:
    """Whether the present step is one that somebody of this role does."""
    return bool(parts_of(staff.person, case) & DOES[case.state])


def visible(session: Session, case_id: int, person: Person) -> MoveIn:
    """The move-in, for who has a part in it; raises Gone for everybody else."""
    case = session.get(MoveIn, case_id)
    if case is None or not parts_of(person, case):
        raise Gone
    return case


def may_open(staff: Staff) -> bool:
    """Whether somebody opens move-ins: customer service (R010)."""
    return staff.left_at is None and staff.role in CUSTOMER_SERVICE


def open_case(session: Session, unit_id: int) -> MoveIn | None:
    """The open move-in of a unit."""
    return session.scalar(select(MoveIn).where(MoveIn.unit_id == unit_id, MoveIn.state.not_in(ENDED)))


def cases_of(session: Session, unit_id: int) -> Sequence[MoveIn]:
    """Every move-in of a unit, the newest first."""
    return session.scalars(select(MoveIn).where(MoveIn.unit_id == unit_id).order_by(MoveIn.id.desc())).all()


def waiting_for(session: Session, reader: Staff) -> list[MoveIn]:
    """The open ones, the oldest first: all for customer service and the manager, for others those that wait for them."""
    wanted = select(MoveIn).where(MoveIn.project_id == reader.project_id, MoveIn.state.not_in(ENDED))
    every = session.scalars(wanted.order_by(MoveIn.opened_at, MoveIn.id)).all()
    return [case for case in every if _concerns(parts_of(reader.person, case), case)]


def _concerns(parts: frozenset[Part], case: MoveIn) -> bool:
    return bool(parts & (READS_ALL | DOES[case.state] | {Part.ENGINEERING}))


def log_of(session: Session, case: MoveIn) -> Sequence[MoveInStep]:
    """Everything that was done with a move-in, oldest first."""
    wanted = select(MoveInStep).where(MoveInStep.move_in_id == case.id).order_by(MoveInStep.id)
    return session.scalars(wanted).all()


def standing(log: Iterable[MoveInStep]) -> dict[State, MoveInStep]:
    """What is done and holds: what was sent back, and all behind it, is not."""
    done: dict[State, MoveInStep] = {}
    for one in log:
        if one.move == one.state:
            done[one.state] = one
        elif one.move == "send_back":
            first = WAY.index(BACK[one.state])
            done = {state: entry for state, entry in done.items() if WAY.index(state) < first}
    return done


def hands_in(log: Iterable[MoveInStep]) -> set[int]:
    """Who has entered or taken the money that is to be confirmed (R011)."""
    done = standing(log)
    return {done[state].by_id for state in (State.COMPUTE, State.TAKE) if state in done}


def was_paid(log: Iterable[MoveInStep]) -> bool:
    """Whether money was taken: sent back to be computed anew, it is still in the house."""
    return any(one.move == State.TAKE for one in log)


def moves_for(person: Person, case: MoveIn, log: Sequence[MoveInStep]) -> frozenset[str]:
    """The names of the moves that somebody may make with a move-in as it is now."""
    names, own = allowed(case.state, parts_of(person, case), paid=was_paid(log)), person.id in hands_in(log)
    return frozenset(name for name in names if not (own and MOVES[name, case.state].apart))


def planned(log: Iterable[MoveInStep]) -> dict[Step, date]:
    """For which day a step is planned, as it was said last."""
    first = {states[0]: step for step, states in STEPS.items()}
    return {first[one.state]: one.day for one in log if one.move == "plan" and one.day}


def words_for(parts: frozenset[Part], one: MoveInStep) -> str:
    """What was written at a step, for who may read it: others than customer service only what belongs to their own step.

    Why a step came back is for everybody who does a part of it again: of the fees cashier and finance (R103).
    """
    back = one.move == "send_back"
    state = BACK[one.state] if back else one.state
    states = STEPS[STEP_OF[state]] if back else (state,)
    own = parts & READS_ALL.union(*(DOES.get(part, frozenset()) for part in states))
    on_site = Part.ENGINEERING in parts and state in ON_SITE
    return one.words if own or on_site else ""
