"""The billing run of a month: computed from readings, prices and areas, looked at, released by the manager (R127, DOMAIN 4.8, 5.7)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.events import record
from models.ledger.posting import open_book
from models.ledger.rights import check_role
from models.meters.computing import Computed, compute
from models.meters.refusals import StillMissing
from models.meters.tables import BillingRun, RunLine, RunState
from models.people import Person, Role
from models.policy import policy_of
from models.receivables.ladder import later_month
from models.receivables.months import check_open
from models.receivables.opening import NewLine, line_of, open_line
from models.receivables.refusals import OwnProposal
from models.refusals import Gone, Outdated, TooLate

COMPUTES = frozenset({Role.CS_FIELD, Role.FINANCE})
RELEASES = frozenset({Role.MANAGER})
ORIGIN = "run"
FAR_PERCENT = 50  # from here on an amount is far from that of the month before


def run_of(session: Session, project: Project, period: date) -> BillingRun | None:
    """The run of a month, if it was begun."""
    mine = select(BillingRun).where(BillingRun.project_id == project.id, BillingRun.period == period)
    return session.scalar(mine)


def compute_run(session: Session, project: Project, period: date, *, by: Person, now: datetime) -> BillingRun:
    """Compute a month, or compute it again as long as it is not released. Raises NotYours, MonthClosed or TooLate."""
    check_role(by, COMPUTES, project.id)
    with session.begin_nested():
        open_book(session, project.id)
        check_open(session, project.id, period)
        run = run_of(session, project, period)
        if run is None:
            run = BillingRun(project_id=project.id, period=period, computed_at=now, computed_by_id=by.id)
            session.add(run)
            session.flush()
        elif run.state == RunState.RELEASED:
            raise TooLate
        run.computed_at, run.computed_by_id = now, by.id
        run.state, run.version, run.proposed_by_id = RunState.COMPUTED, run.version + 1, None
        session.execute(delete(RunLine).where(RunLine.run_id == run.id))
        session.add_all(_lines(session, run, compute(session, project, period)))
        session.flush()
        _note(session, run, "run.computed", by, now)
    return run


def propose_run(session: Session, run_id: int, *, by: Person, now: datetime, seen: int | None = None) -> BillingRun:
    """It was looked at and waits for the manager. Raises Gone, NotYours, TooLate, Outdated or StillMissing."""
    with session.begin_nested():
        run = _locked(session, run_id, by, COMPUTES, {RunState.COMPUTED}, seen)
        if missing := sum(1 for one in lines_of_run(session, run) if one.amount_fen is None):
            raise StillMissing(count=missing)
        run.state, run.proposed_by_id, run.version = RunState.PROPOSED, by.id, run.version + 1
        session.flush()
        _note(session, run, "run.proposed", by, now)
    return run


def release_run(session: Session, run_id: int, *, by: Person, now: datetime, seen: int | None = None) -> BillingRun:
    """The manager releases it: every line is opened, once. Raises Gone, NotYours, TooLate, Outdated, OwnProposal or MonthClosed."""
    with session.begin_nested():
        run = _locked(session, run_id, by, RELEASES, {RunState.PROPOSED}, seen)
        if run.proposed_by_id == by.id:
            raise OwnProposal
        due_on = later_month(run.period, 0, policy_of(session.get_one(Project, run.project_id)).bill_due_day)
        for one in lines_of_run(session, run):
            if one.amount_fen:
                new = NewLine(one.fee_code, run.period, one.amount_fen, due_on, details=one.details)
                open_line(session, one.unit, new, by=by, now=now, origin=f"{ORIGIN}:{run.id}")
        run.state, run.released_by_id, run.released_at = RunState.RELEASED, by.id, now
        run.version += 1
        session.flush()
        _note(session, run, "run.released", by, now)
    return run


def lines_of_run(session: Session, run: BillingRun) -> Sequence[RunLine]:
    """What it came to, by unit and fee."""
    mine = select(RunLine).join(Unit, Unit.id == RunLine.unit_id).where(RunLine.run_id == run.id)
    return session.scalars(mine.order_by(Unit.number, RunLine.fee_code)).all()


def _lines(session: Session, run: BillingRun, found: Iterable[Computed]) -> Iterable[RunLine]:
    last_month = (run.period - timedelta(days=1)).replace(day=1)
    for one in found:
        before = line_of(session, one.unit, one.fee_code, last_month)
        flags = [*one.flags, *(["far"] if _is_far(one.fen, before.amount_fen if before else None) else [])]
        yield RunLine(
            run_id=run.id,
            unit_id=one.unit.id,
            fee_code=one.fee_code,
            amount_fen=one.fen,
            before_fen=before.amount_fen if before else None,
            missing=one.missing,
            flags=flags,
            details=one.details,
        )


def _is_far(fen: int | None, before: int | None) -> bool:
    return fen is not None and before is not None and abs(fen - before) * 100 > before * FAR_PERCENT


def _locked(
    session: Session, run_id: int, by: Person, roles: frozenset[Role], states: set[RunState], seen: int | None
) -> BillingRun:
    open_book(session, by.project_id)
    wanted = select(BillingRun).where(BillingRun.id == run_id, BillingRun.project_id == by.project_id)
    run = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if run is None:
        raise Gone
    check_role(by, roles, by.project_id)
    if run.state not in states:
        raise TooLate
    if seen is not None and seen != run.version:
        raise Outdated
    return run


def _note(session: Session, run: BillingRun, kind: str, by: Person, now: datetime) -> None:
    record(session, project_id=run.project_id, subject=run.subject, kind=kind, now=now, actor_id=by.id)
