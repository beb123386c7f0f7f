"""What time does: duties with their slots, things that have come due, and who of several processes does them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.tables import DutyRun, RunState
from bot.texts import T, Words, listed
from models.base import insert_once
from models.dues import Due
from models.estate import Project

LEASE = timedelta(minutes=2)
TRIES = 3
TRY_AGAIN = timedelta(minutes=5)  # after the first failure; twice as long after each
AT_LATEST = timedelta(days=1)
RUNS_KEPT = timedelta(days=90)
FACTS = {
    "told": T("staff", "told"),
    "calls": T("staff", "calls"),
    "ended": T("staff", "closed"),
    "prepared": T("staff", "prepared"),
    "opened": T("staff", "opened"),
    "pruned": T("staff", "pruned"),
    "error": T("staff", "failed:"),
}
CATCH_UP = 400  # slots that one look makes up for, of all duties and offices together


@dataclass(frozen=True)
class Shift:
    """What a duty is given: `now` is the office's time, `slot` the moment for which it runs, `cursor` how far it came."""

    session: Session
    project: Project
    now: datetime
    slot: datetime
    wall: datetime
    cursor: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a run did, in numbers; with a cursor there is more to do, in a transaction of its own."""

    facts: dict[str, Any]
    cursor: int | None = None


@dataclass(frozen=True)
class Duty:
    """One line of the schedule; `late` says how old a slot may be and still be done (None: however old)."""

    name: str
    title: Words
    trigger: Callable[[tzinfo], BaseTrigger]
    run: Callable[[Shift], Outcome]
    late: timedelta | None = None


@dataclass(frozen=True)
class Schedule:
    """All duties; what is done with each kind of thing that comes due, and what instead where that fails time and again."""

    duties: tuple[Duty, ...]
    dues: Mapping[str, Callable[[Shift, Due], None]]
    gives_up: Mapping[str, Callable[[Shift, Due], None]] = field(default_factory=dict)

    def duty(self, name: str) -> Duty:
        """A duty by its name; raises StopIteration for an unknown one."""
        return next(one for one in self.duties if one.name == name)


@dataclass(frozen=True)
class Slot:
    """One duty of one office at one moment."""

    project_id: int
    duty: Duty
    at: datetime


def slots(duty: Duty, zone: tzinfo, since: datetime) -> Iterator[datetime]:
    """The duty's moments after `since`; a pure function of both."""
    trigger = duty.trigger(zone)
    fired = trigger.get_next_fire_time(None, since + timedelta(microseconds=1))
    while fired is not None:
        yield fired
        fired = trigger.get_next_fire_time(fired, fired + timedelta(microseconds=1))


def due_slots(session: Session, schedule: Schedule, now: datetime) -> list[Slot]:
    """The slots that have come and that nobody has done, oldest first."""
    found: list[Slot] = []
    for project in session.scalars(select(Project)):
        for duty in schedule.duties:
            for at in slots(duty, project.zone, _last(session, project, duty)):
                if at > now or len(found) > CATCH_UP:
                    break
                found.append(Slot(project.id, duty, at))
    return sorted(found + _left_behind(session, schedule), key=lambda slot: slot.at)


def _last(session: Session, project: Project, duty: Duty) -> datetime:
    newest = select(func.max(DutyRun.slot)).where(DutyRun.project_id == project.id, DutyRun.duty == duty.name)
    return session.scalar(newest) or project.opened_at


def _left_behind(session: Session, schedule: Schedule) -> list[Slot]:
    """Runs that were begun and not ended; whoever holds their lease is asked first."""
    known = {duty.name: duty for duty in schedule.duties}
    running = session.scalars(select(DutyRun).where(DutyRun.state == RunState.RUNNING))
    return [Slot(run.project_id, known[run.duty], run.slot) for run in running if run.duty in known]


def next_slot(session: Session, schedule: Schedule, now: datetime) -> Slot | None:
    """The slot that comes next."""
    coming = [
        Slot(project.id, duty, next(slots(duty, project.zone, max(now, _last(session, project, duty)))))
        for project in session.scalars(select(Project))
        for duty in schedule.duties
    ]
    return min(coming, key=lambda slot: slot.at, default=None)


def claim(session: Session, slot: Slot, wall: datetime) -> bool:
    """Take a slot; another process's one only after its lease has run out."""
    row = {"project_id": slot.project_id, "duty": slot.duty.name, "slot": slot.at, "state": RunState.RUNNING}
    if insert_once(session, DutyRun, {**row, "lease_until": wall + LEASE, "cursor": 0, "attempts": 1, "facts": {}}):
        return True
    free = update(DutyRun).where(*_is(slot), DutyRun.state == RunState.RUNNING, DutyRun.lease_until < wall)
    taken = free.values(lease_until=wall + LEASE, attempts=DutyRun.attempts + 1).returning(DutyRun.attempts)
    return session.scalar(taken) is not None


def step(session: Session, slot: Slot, now: datetime, wall: datetime) -> bool:
    """Do one chunk of a claimed slot, and keep how far it came; returns whether there is more."""
    run = session.get_one(DutyRun, (slot.project_id, slot.duty.name, slot.at))
    if slot.duty.late is not None and now - slot.at > slot.duty.late:
        run.state, run.facts = RunState.DROPPED, {"late_minutes": int((now - slot.at).total_seconds() // 60)}
        return False
    project = session.get_one(Project, slot.project_id)
    outcome = slot.duty.run(Shift(session, project, now, slot.at, wall, run.cursor))
    run.facts = _added(run.facts, outcome.facts)
    run.lease_until = wall + LEASE
    if outcome.cursor is None:
        run.state = RunState.DONE
        return False
    run.cursor = outcome.cursor
    return True


def _added(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of all chunks: numbers add up."""
    both = {**before, **now}
    return {
        name: before[name] + value if name in before and isinstance(value, int) else value
        for name, value in both.items()
    }


def failed(session: Session, slot: Slot, wall: datetime, error: str) -> None:
    """A chunk failed: it is tried again when the lease has run out, three times in all."""
    run = session.get_one(DutyRun, (slot.project_id, slot.duty.name, slot.at))
    run.facts = {**run.facts, "error": error}
    run.lease_until = wall
    if run.attempts >= TRIES:
        run.state = RunState.FAILED


def earliest_due(session: Session, schedule: Schedule, now: datetime) -> int | None:
    """The number of the earliest thing that is due."""
    wanted = select(Due.id).where(Due.due_at <= now, Due.kind.in_(schedule.dues)).order_by(Due.due_at, Due.id)
    return session.scalars(wanted.limit(1)).first()


def do_due(session: Session, due_id: int, schedule: Schedule, now: datetime, wall: datetime) -> bool:
    """Do one thing that is due, or what stands in for it after three failures; False if another process has it."""
    due = session.scalar(select(Due).where(Due.id == due_id).with_for_update(skip_locked=True))
    if due is None:
        return False
    project = session.get_one(Project, due.project_id)
    session.delete(due)
    session.flush()  # gone before it is done, so that doing it may put off the same thing again
    instead = schedule.gives_up.get(due.kind) if due.attempts >= TRIES else None
    (instead or schedule.dues[due.kind])(Shift(session, project, now, due.due_at, wall), due)
    return True


def put_back(session: Session, due_id: int, now: datetime, error: str) -> None:
    """What failed is tried again later, and less and less often, so that it does not hold up the rest."""
    due = session.get(Due, due_id, with_for_update=True)
    if due is not None:
        due.due_at = now + min(TRY_AGAIN * 2 ** min(due.attempts, TRIES * 3), AT_LATEST)
        due.attempts, due.error = due.attempts + 1, error


def forget_runs(session: Session, now: datetime) -> int:
    """Forget runs of more than a quarter ago, but never the newest of a duty, from which the next one is counted."""
    newest = select(func.max(DutyRun.slot)).where(DutyRun.state != RunState.RUNNING)
    newest = newest.group_by(DutyRun.project_id, DutyRun.duty)
    old = delete(DutyRun).where(
        DutyRun.slot < now - RUNS_KEPT, DutyRun.state != RunState.RUNNING, DutyRun.slot.not_in(newest)
    )
    return len(session.execute(old.returning(DutyRun.duty)).all())


def worth_telling(session: Session, limit: int) -> list[DutyRun]:
    """The newest runs that did something or should have, newest first."""
    wanted = select(DutyRun).order_by(DutyRun.slot.desc()).limit(limit * 20)
    return [run for run in session.scalars(wanted) if run.state != RunState.DONE or any(run.facts.values())][:limit]


def said(run: DutyRun) -> Words:
    """What a run did, in words."""
    if run.state == RunState.DROPPED:
        return T("staff", "too late, left out")
    if run.facts.get("not_a_working_day"):
        return T("staff", "no working day")
    return listed(
        (
            T("staff", "{what} {count}", what=FACTS[name], count=value)
            for name, value in run.facts.items()
            if name in FACTS
        ),
        ", ",
    )


def _is(slot: Slot) -> tuple[Any, ...]:
    return DutyRun.project_id == slot.project_id, DutyRun.duty == slot.duty.name, DutyRun.slot == slot.at
