"""Extensions, waivers, corrections and the list for the court: proposed by one, decided by the manager (R123, N20, DOMAIN 5.7)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.ledger.posting import check_amount, open_book
from models.people import Person
from models.policy import policy_of
from models.receivables.balances import Line, lines_with
from models.receivables.deciding import carry_out, check_moves
from models.receivables.ladder import later_month
from models.receivables.lifecycle import MOVES, OPEN_ASKS, AskState, Part, Standing
from models.receivables.months import check_open
from models.receivables.notes import note_ask, tell_of_ask
from models.receivables.refusals import AskedAlready, DateTooLate, Disputed, NothingOpen, OwnProposal
from models.receivables.rights import part_of
from models.receivables.tables import Ask, AskKind, AskLine
from models.refusals import Gone, NotYours, Outdated, ReasonMissing, TimePast, TooLate


def ask(
    session: Session,
    unit: Unit,
    kind: AskKind,
    lines: Collection[int],
    *,
    by: Person,
    now: datetime,
    reason: str,
    until: date | None = None,
    amount_fen: int | None = None,
    dispute_id: int | None = None,
) -> Ask:
    """Put it before the office: an owner asks for an extension, a colleague of customer service proposes; the manager decides.

    `until` is for an extension, `amount_fen` for what a waiver or a correction takes off its one line.
    Raises Gone, NotYours, ReasonMissing, NothingOpen, AskedAlready, Disputed, TimePast, DateTooLate, NotAnAmount or MonthClosed.
    """
    with session.begin_nested():
        open_book(session, unit.project_id)
        project = session.get_one(Project, unit.project_id)
        parts = part_of(session, by, unit)
        if not parts or (parts == {Part.OWNER} and kind != AskKind.EXTENSION):
            raise NotYours if parts else Gone
        if not reason.strip():
            raise ReasonMissing
        today = now.astimezone(project.zone).date()
        found = _check_lines(session, unit, kind, lines, today)
        _check_what(session, project, kind, found, until, amount_fen, today)
        one = Ask(
            project_id=unit.project_id,
            unit_id=unit.id,
            kind=kind,
            by_id=by.id,
            reason=reason.strip(),
            at=now,
            state=AskState.ASKED if Part.OWNER in parts else AskState.PROPOSED,
            until=until,
            amount_fen=amount_fen,
            dispute_id=dispute_id,
            proposed_by_id=None if Part.OWNER in parts else by.id,
        )
        session.add(one)
        session.flush()
        session.add_all(AskLine(ask_id=one.id, receivable_id=line.row.id) for line in found)
        session.flush()
        note_ask(session, one, "asked", by, now)
        tell_of_ask(session, one, "asked", now)
    return one


def propose(session: Session, ask_id: int, *, by: Person, now: datetime, opinion: str, seen: int | None = None) -> Ask:
    """Customer service says what it thinks of an owner's wish, and puts it before the manager. Raises like `decide`."""
    if not opinion.strip():
        raise ReasonMissing
    with session.begin_nested():
        one = _moved(session, ask_id, "propose", by, now, seen)
        one.opinion, one.proposed_by_id = opinion.strip(), by.id
        session.flush()
        tell_of_ask(session, one, "proposed", now)
    return one


def decide(
    session: Session, ask_id: int, *, by: Person, now: datetime, grants: bool, answer: str = "", seen: int | None = None
) -> Ask:
    """The manager grants it, or declines it with a reason and what is possible instead; the lines follow, the owner hears.

    Raises Gone, NotYours, TooLate, Outdated, OwnProposal, ReasonMissing, MoreThanOwed or MonthClosed.
    """
    if not grants and not answer.strip():
        raise ReasonMissing
    with session.begin_nested():
        one = _moved(session, ask_id, "grant" if grants else "decline", by, now, seen)
        if one.proposed_by_id == by.id or one.by_id == by.id:
            raise OwnProposal
        one.answer, one.decided_by_id, one.decided_at = answer.strip(), by.id, now
        session.flush()
        if grants:
            carry_out(session, one, by=by, now=now)
        tell_of_ask(session, one, "granted" if grants else "declined", now)
    return one


def withdraw(session: Session, ask_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ask:
    """Whoever asked takes it back before it is decided. Raises Gone, NotYours, TooLate or Outdated."""
    with session.begin_nested():
        one = _moved(session, ask_id, "withdraw", by, now, seen)
        if by.id not in {one.by_id, one.proposed_by_id}:
            raise NotYours
    return one


def open_asks(session: Session, project_id: int) -> Sequence[Ask]:
    """What is not decided yet, oldest first."""
    mine = select(Ask).where(Ask.project_id == project_id, Ask.state.in_(OPEN_ASKS))
    return session.scalars(mine.order_by(Ask.at, Ask.id)).all()


def asks_of(session: Session, unit: Unit) -> Sequence[Ask]:
    """Everything that was asked for a unit, the newest first."""
    return session.scalars(select(Ask).where(Ask.unit_id == unit.id).order_by(Ask.id.desc())).all()


def ask_for(session: Session, ask_id: int, person: Person) -> Ask:
    """An ask, for who has a part in it; raises Gone."""
    one = session.get(Ask, ask_id)
    if one is None or not part_of(session, person, one.unit):
        raise Gone
    return one


def _moved(session: Session, ask_id: int, name: str, by: Person, now: datetime, seen: int | None) -> Ask:
    """Lock it, ask the table, change the state, append the event."""
    open_book(session, by.project_id)
    wanted = select(Ask).where(Ask.id == ask_id, Ask.project_id == by.project_id)
    one = session.scalar(wanted.with_for_update(of=Ask).execution_options(populate_existing=True))
    if one is None:
        raise Gone
    check_moves(MOVES[name], one.state, part_of(session, by, one.unit))
    if seen is not None and seen != one.version:
        raise Outdated
    one.state, one.version = MOVES[name].ends, one.version + 1
    session.flush()
    note_ask(session, one, name, by, now)
    return one


def _check_lines(session: Session, unit: Unit, kind: AskKind, ids: Collection[int], today: date) -> list[Line]:
    found = [one for one in lines_with(session, ids, today) if one.row.unit_id == unit.id]
    if kind != AskKind.CORRECTION:  # what was paid already may have been wrong all the same
        found = [one for one in found if one.open_fen > 0]
    if not found or len(found) < len(set(ids)):
        raise NothingOpen
    if kind in {AskKind.EXTENSION, AskKind.LEGAL} and any(one.standing == Standing.DISPUTED for one in found):
        raise Disputed
    same = select(AskLine.receivable_id).join(Ask, Ask.id == AskLine.ask_id)
    same = same.where(
        Ask.kind == kind, Ask.state.in_(OPEN_ASKS), AskLine.receivable_id.in_([one.row.id for one in found])
    )
    if session.scalar(same.limit(1)) is not None:
        raise AskedAlready
    return found


def _check_what(
    session: Session,
    project: Project,
    kind: AskKind,
    found: Sequence[Line],
    until: date | None,
    amount_fen: int | None,
    today: date,
) -> None:
    if kind == AskKind.EXTENSION:
        latest = later_month(today, policy_of(project).extension_months, today.day)
        if until is None or until <= today:
            raise TimePast
        if until > latest:
            raise DateTooLate(until=latest)
    if kind in {AskKind.WAIVER, AskKind.CORRECTION}:
        if len(found) != 1 or amount_fen is None:
            raise TooLate
        check_amount(amount_fen)
        if kind == AskKind.CORRECTION:
            check_open(session, project.id, found[0].row.period)
