"""An import from the file to its end: begun, checked, decided, applied piece by piece (R108, R111)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.events import record
from models.ledger.rights import CONFIRMS
from models.media.actions import forget_content
from models.media.tables import MediaBytes
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.receivables.rights import OPENS
from models.refusals import Gone, NotYours, Outdated, TooLate
from models.setup.applying import do, look_at_roster
from models.setup.sheets import BANK, BY_CODE, OPENED, REGISTER
from models.setup.tables import OPEN, ImportPiece, ImportRun, ImportState

IMPORTERS = frozenset({Role.MANAGER})
IMPORTERS_OF = {REGISTER: IMPORTERS, OPENED: OPENS, BANK: CONFIRMS}  # by the kind of workbook
EXPORTERS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR})
APPLY, EXPIRE = "import.apply", "import.expire"
EXPIRES_AFTER = timedelta(hours=24)
LOOKED_AT = frozenset({ImportState.CHECKING, ImportState.APPLYING})  # the states in which a check is under way
WITH_NAMES = frozenset({"faults", "changes"})  # what of a check holds names and telephones
PIECE = 25  # steps; the clerk has other things to do between two pieces


def may(person: Person, roles: frozenset[Role]) -> None:
    """Raise NotYours for whoever is not on duty with one of these roles."""
    if person.staff is None or person.staff.left_at or person.staff.role not in roles:
        raise NotYours


def run_of(session: Session, run_id: int, by: Person, *, lock: bool = False) -> ImportRun:
    """The import for the one who began it; raises Gone for anybody else."""
    run = session.get(ImportRun, run_id, with_for_update=True if lock else None)
    if run is None or run.by_id != by.id:
        raise Gone
    may(by, IMPORTERS_OF[run.kind])
    return run


def begin(session: Session, *, by: Person, media_id: int, name: str, now: datetime, kind: str = REGISTER) -> ImportRun:
    """Somebody who may sent a file; an earlier one of the kind that waits for a decision is replaced by it."""
    may(by, IMPORTERS_OF[kind])
    earlier = select(ImportRun).where(ImportRun.by_id == by.id, ImportRun.kind == kind, ImportRun.state.in_(OPEN))
    for run in session.scalars(earlier.with_for_update()):
        _end(session, run, ImportState.CANCELLED, now)
    run = ImportRun(project_id=by.project_id, by_id=by.id, media_id=media_id, name=name, at=now, kind=kind)
    session.add(run)
    session.flush()
    _note(session, run, "import.begin", now)
    _wait(session, run, now)
    return run


def checked(session: Session, run: ImportRun, *, found: Mapping[str, Any], steps: Sequence[Any], now: datetime) -> None:
    """Keep what the check found: either what is ill with the file, or the counts, the faults and the steps.

    Also of one that was agreed to, where by now something else would happen: it waits for another decision.
    """
    if run.state not in LOOKED_AT:
        return
    run.found = dict(found)
    if run.state == ImportState.APPLYING:
        run.found = {**found, "differs": _differing(shown(session, run), steps)}
        _forget_pieces(session, run)
        _wait(session, run, now)
    _turn(run, ImportState.UNREADABLE if "ill" in found else ImportState.CHECKED)
    _keep(session, run, steps)
    _note(session, run, "import.check", now, {"steps": len(steps), "faults": found.get("faulty", 0)})
    _tell(session, run, now)


def _keep(session: Session, run: ImportRun, steps: Sequence[Any]) -> None:
    """The steps wait; where there is none, the workbook is needed no more."""
    if not steps:
        forget_content(session, [run.media_id])
    session.add_all(
        ImportPiece(run_id=run.id, number=number, steps=list(steps[start : start + PIECE]))
        for number, start in enumerate(range(0, len(steps), PIECE))
    )


def apply(session: Session, run_id: int, *, by: Person, seen: int, now: datetime) -> ImportRun:
    """The manager decides for it: it is held against the register once more before the first piece is done."""
    run = run_of(session, run_id, by, lock=True)
    _still(run, seen)
    if run.state != ImportState.CHECKED or not steps_of(run):
        raise TooLate(**{"import": run.id})
    _turn(run, ImportState.APPLYING)
    call_off(session, kind=EXPIRE, subject=run.subject)
    _note(session, run, "import.apply", now)
    return run


def go_on(session: Session, run: ImportRun, steps: Sequence[Any], now: datetime) -> bool:
    """Begin with the first piece if the steps are still those that the manager agreed to; False where they are not."""
    if run.state != ImportState.APPLYING or shown(session, run) != list(steps):
        return False
    _next(session, run, 0, now)
    return True


def shown(session: Session, run: ImportRun) -> list[dict[str, Any]]:
    """The steps that the manager was shown."""
    pieces = select(ImportPiece.steps).where(ImportPiece.run_id == run.id).order_by(ImportPiece.number)
    return [step for steps in session.scalars(pieces) for step in steps]


def cancel(session: Session, run_id: int, *, by: Person, seen: int, now: datetime) -> ImportRun:
    """The manager decides against it; nothing was changed."""
    run = run_of(session, run_id, by, lock=True)
    _still(run, seen)
    if run.state not in OPEN:
        raise TooLate(**{"import": run.id})
    _end(session, run, ImportState.CANCELLED, now)
    return run


def expire(session: Session, run_id: int, now: datetime) -> None:
    """Nobody decided within a day: the plan is forgotten."""
    run = session.get_one(ImportRun, run_id, with_for_update=True)
    if run.state in OPEN:
        _end(session, run, ImportState.EXPIRED, now)


def apply_piece(session: Session, run_id: int, number: int, now: datetime) -> None:
    """Do one piece and ask for the next; repeating one that is done changes nothing."""
    run = session.get_one(ImportRun, run_id, with_for_update=True)
    piece = session.get(ImportPiece, (run_id, number))
    if run.state != ImportState.APPLYING:
        return
    if piece is None:
        _finish(session, run, now)
        return
    if piece.done_at is None:
        run.done = _added(run.done, do(session, run, piece.steps, now))
        piece.done_at = now
    _next(session, run, number + 1, now)


def give_up(session: Session, run_id: int, now: datetime) -> None:
    """A piece has failed time and again by our own fault: what was done stays, the rest is left, and the manager hears of it."""
    run = session.get_one(ImportRun, run_id, with_for_update=True)
    if run.state == ImportState.APPLYING:
        _end(session, run, ImportState.FAILED, now)
        _tell(session, run, now)


def workbooks() -> Select[tuple[int]]:
    """The media of every import: their rows stay, so that it is known which file changed what (R111)."""
    return select(ImportRun.media_id)


def forget_workbooks(session: Session, before: datetime) -> int:
    """Forget what was in the workbooks that came earlier, whatever became of them; returns how many still had content."""
    old = select(ImportRun.media_id).where(ImportRun.at < before, ImportRun.state != ImportState.APPLYING)
    kept = select(MediaBytes.media_id).where(MediaBytes.media_id.in_(old))
    return forget_content(session, session.scalars(kept).all())


def steps_of(run: ImportRun) -> int:
    """How many rows would be taken over."""
    return sum(one.get("create", 0) + one.get("change", 0) for one in run.found.get("counts", {}).values())


def _differing(before: Sequence[Any], after: Sequence[Any]) -> list[list[Any]]:
    """The rows with which something else would happen by now, in the order of the workbook."""
    earlier, now = _by_row(before), _by_row(after)
    places = [list(row) for row in earlier.keys() | now.keys() if earlier.get(row) != now.get(row)]
    return sorted(places, key=lambda one: (list(BY_CODE).index(one[0]), one[1]))


def _by_row(steps: Sequence[Any]) -> dict[tuple[str, int], list[Any]]:
    rows: dict[tuple[str, int], list[Any]] = {}
    for one in steps:
        rows.setdefault((one["sheet"], one["row"]), []).append(one)
    return rows


def _added(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome of all pieces so far: numbers add up, rows are listed one after the other."""
    empty: dict[str, Any] = {name: type(value)() for name, value in now.items()}
    return {name: {**empty, **before}[name] + value for name, value in now.items()}


def _next(session: Session, run: ImportRun, number: int, now: datetime) -> None:
    put_off(session, project_id=run.project_id, kind=APPLY, subject=run.subject, occasion=str(number), due_at=now)


def _finish(session: Session, run: ImportRun, now: datetime) -> None:
    look_at_roster(session, run, now)
    _end(session, run, ImportState.DONE, now)
    _tell(session, run, now)


def _end(session: Session, run: ImportRun, state: ImportState, now: datetime) -> None:
    """Nothing of the plan is kept longer than it is needed: it holds names and telephones (R204)."""
    _turn(run, state)
    run.found = {name: value for name, value in run.found.items() if name not in WITH_NAMES}
    if state != ImportState.EXPIRED:  # that due is being done just now
        call_off(session, kind=EXPIRE, subject=run.subject)
    _forget_pieces(session, run)
    forget_content(session, [run.media_id])
    numbers = {name: value for name, value in run.done.items() if isinstance(value, int)}
    _note(session, run, f"import.{state}", now, numbers)


def _forget_pieces(session: Session, run: ImportRun) -> None:
    session.execute(delete(ImportPiece).where(ImportPiece.run_id == run.id))


def _wait(session: Session, run: ImportRun, now: datetime) -> None:
    """For the manager's decision, a day long."""
    due = now + EXPIRES_AFTER
    put_off(
        session, project_id=run.project_id, kind=EXPIRE, subject=run.subject, occasion=f"v{run.version}", due_at=due
    )


def _turn(run: ImportRun, state: ImportState) -> None:
    run.state = state
    run.version += 1


def _still(run: ImportRun, seen: int) -> None:
    if run.version != seen:
        raise Outdated(**{"import": run.id})


def _note(session: Session, run: ImportRun, kind: str, now: datetime, facts: Mapping[str, Any] | None = None) -> None:
    record(session, project_id=run.project_id, subject=run.subject, kind=kind, now=now, actor_id=run.by_id, facts=facts)


def _tell(session: Session, run: ImportRun, now: datetime) -> None:
    done, failed, again = run.state == ImportState.DONE, run.state == ImportState.FAILED, "differs" in run.found
    tell(
        session,
        project_id=run.project_id,
        person_id=run.by_id,
        side=Side.STAFF,
        kind="import.applied"
        if done
        else "import.failed"
        if failed
        else "import.overtaken"
        if again
        else "import.checked",
        subject=run.subject,
        occasion=str(run.version),
        now=now,
        pace=Pace.REPLY,
        facts={"import": run.id},
    )
