"""The deeds of a move-in: opened, step by step, planned, sent back, called off; each once, whoever is quicker (R010, R103)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.archive.filing import keep
from models.archive.tables import PaperKind
from models.estate import Project, Unit
from models.events import record
from models.move_in.lifecycle import ENDED, MOVES, STEP_OF, STEPS, Move, State, Step
from models.move_in.reading import hands_in, log_of, may_open, open_case, parts_of, was_paid
from models.move_in.tables import MoveIn, MoveInStep
from models.move_in.telling import responsible, tell_about
from models.move_in.timing import watch
from models.people import Person, Staff
from models.refusals import Gone, NotYours, Outdated, OutOfRange, OwnMoney, ReasonMissing, TimePast, TooLate
from models.roles import ENGINEERING

MOST = 10**10  # fen
PAPER_OF = {
    State.REGISTER: PaperKind.LICENCE,
    State.CONTRACT: PaperKind.CONTRACT,
    State.TAKE: PaperKind.OTHER,
    State.KEYS: PaperKind.HANDOVER,
    State.METERS: PaperKind.METERS,
    State.INSPECT: PaperKind.INSPECTION,
}


def begin(session: Session, unit_id: int, *, by: Person, now: datetime, words: str = "") -> MoveIn:
    """Open a move-in for whoever uses the unit; raises Gone, NotYours, or TooLate where the unit has one that is open (R010)."""
    with session.begin_nested():
        _lock_unit(session, unit_id)
        unit = unit_to_begin(session, unit_id, by)
        case = MoveIn(
            project_id=unit.project_id,
            unit_id=unit.id,
            occupier=unit.occupier_name or unit.owner_name,
            keeper_id=by.id,
            opened_at=now,
        )
        session.add(case)
        session.flush()
        note(session, case, "open", by, now, state=State.REGISTER, words=words.strip())
        _tell_responsible(session, case, by, now)
    return case


def unit_to_begin(session: Session, unit_id: int, by: Person) -> Unit:
    """The unit, if its move-in can be opened now; raises like the deed."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.project_id != by.project_id:
        raise Gone
    if by.staff is None or not may_open(by.staff):
        raise NotYours
    _no_other(session, unit_id)
    return unit


def _lock_unit(session: Session, unit_id: int) -> None:
    session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update())


def _no_other(session: Session, unit_id: int) -> None:
    """A unit has one open move-in at a time."""
    if (known := open_case(session, unit_id)) is not None:
        raise TooLate(move_in=known.id)


def locked(session: Session, case_id: int) -> MoveIn:
    """The move-in, locked until the end of the transaction; raises Gone."""
    wanted = select(MoveIn).where(MoveIn.id == case_id).with_for_update(of=MoveIn)
    case = session.scalar(wanted.execution_options(populate_existing=True))
    if case is None:
        raise Gone
    return case


def move_for(session: Session, case: MoveIn, name: str, by: Person) -> Move:
    """The move of the table, if this person may make it now; raises Gone, NotYours, TooLate or OwnMoney."""
    parts = parts_of(by, case)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(move_in=case.id)
    move = MOVES.get((name, case.state))
    if move is None:
        raise TooLate(move_in=case.id)
    log = log_of(session, case)
    if not parts & move.hands(was_paid(log)):
        raise NotYours(move_in=case.id)
    if move.apart and by.id in hands_in(log):
        raise OwnMoney(move_in=case.id)
    return move


@contextmanager
def moving(
    session: Session,
    case_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None,
    words: str = "",
    **facts: Any,
) -> Iterator[MoveIn]:
    """Make a move of the table; the body adds what is special about it, and then the case goes on.

    Raises Gone, NotYours, TooLate, Outdated (decided on another version) or OwnMoney; then nothing has changed.
    """
    with session.begin_nested():
        case = locked(session, case_id)
        move = move_for(session, case, name, by)
        if seen is not None and seen != case.version:
            raise Outdated(move_in=case.id)
        yield case
        case.state, case.version = move.end, case.version + 1
        case.ended_at = now if move.end in ENDED else None
        note(session, case, name, by, now, **{"state": move.start, "words": words.strip(), **facts})
        watch(session, case, now)


def note(session: Session, case: MoveIn, move: str, by: Person, now: datetime, **facts: Any) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    session.add(MoveInStep(move_in_id=case.id, move=move, by_id=by.id, at=now, **facts))
    session.flush()
    known = {"state": case.state, "version": case.version, "unit": case.unit_id}
    kind, office = f"move_in.{move}", case.project_id
    record(session, project_id=office, subject=case.subject, kind=kind, now=now, actor_id=by.id, facts=known)


def _tell_responsible(session: Session, case: MoveIn, by: Person, now: datetime, *, back: bool = False) -> None:
    """Whoever has the present step hears of it, but for who has just acted."""
    for one in responsible(session, case):
        if one.person_id != by.id:
            tell_about(session, case, one.person_id, "move_in.back" if back else "move_in.next", now)


def take_step(
    session: Session,
    case_id: int,
    step: State,
    *,
    by: Person,
    now: datetime,
    words: str = "",
    amount_fen: int | None = None,
    companion_id: int | None = None,
    media: Sequence[int] = (),
    seen: int | None = None,
) -> MoveIn:
    """The step is done; who has the next one hears. What was sent with it lands in the unit's archive.

    Raises like `moving`; OutOfRange for fees without a sum, Gone for an inspection without somebody of engineering.
    """
    facts = {"amount_fen": amount_fen, "companion_id": companion_id}
    with moving(session, case_id, step.value, by=by, now=now, seen=seen, words=words, **facts) as case:
        if step == State.COMPUTE:
            _check_sum(case, amount_fen)
        if step == State.INSPECT:
            engineer(session, case, companion_id)
        if media:
            keep(session, case.unit, PAPER_OF.get(step, PaperKind.OTHER), media, by=by, now=now, about=case.subject)
    if case.state != State.DONE:
        _tell_responsible(session, case, by, now)
    elif case.keeper_id != by.id:
        tell_about(session, case, case.keeper_id, "move_in.done", now)
    return case


def _check_sum(case: MoveIn, amount_fen: int | None) -> None:
    if amount_fen is None or not 0 <= amount_fen <= MOST:
        raise OutOfRange(move_in=case.id)


def engineer(session: Session, case: MoveIn, staff_id: int | None) -> Staff:
    """Somebody of engineering who can come along; raises Gone."""
    whom = session.get(Staff, staff_id) if staff_id is not None else None
    if whom is None or whom.left_at or whom.project_id != case.project_id or whom.department.code != ENGINEERING:
        raise Gone(move_in=case.id)
    return whom


def plan(
    session: Session, case_id: int, step: Step, *, by: Person, now: datetime, day: date, seen: int | None = None
) -> MoveIn:
    """For when a step is planned that is still to be done; raises like `moving`, TooLate for one that is done, TimePast."""
    with moving(session, case_id, "plan", by=by, now=now, seen=seen, state=STEPS[step][0], day=day) as case:
        steps = list(STEPS)
        if steps.index(step) < steps.index(STEP_OF[case.state]):
            raise TooLate(move_in=case.id)
        if day < now.astimezone(session.get_one(Project, case.project_id).zone).date():
            raise TimePast(move_in=case.id)
    return case


def send_back(
    session: Session, case_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> MoveIn:
    """What was done last has to be done again, and why; who does it hears. Raises like `moving`, and ReasonMissing.

    One that was complete is open again, unless the unit has another one by now: TooLate.
    """
    with moving(session, case_id, "send_back", by=by, now=now, seen=seen, words=words) as case:
        _reasoned(case, words)
        if case.state == State.DONE:
            _lock_unit(session, case.unit_id)
            _no_other(session, case.unit_id)
    _tell_responsible(session, case, by, now, back=True)
    return case


def call_off(
    session: Session, case_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> MoveIn:
    """They do not move in, and why; who had the step, its keeper and those with the money hear. Raises ReasonMissing."""
    with moving(session, case_id, "call_off", by=by, now=now, seen=seen, words=words) as case:
        _reasoned(case, words)
        money = {one.by_id for one in log_of(session, case) if one.move in {State.COMPUTE, State.TAKE}}
        hear = {one.person_id for one in responsible(session, case)} | money | {case.keeper_id}
    for person_id in sorted(hear - {by.id}):
        tell_about(session, case, person_id, "move_in.off", now)
    return case


def _reasoned(case: MoveIn, words: str) -> None:
    if not words.strip():
        raise ReasonMissing(move_in=case.id)
