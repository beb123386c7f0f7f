"""The weekly opening: asked for on Monday, opened by the desk that sees numbers only, passed on by the supervisor (R143, J20)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.dues import call_off, put_off
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.mailbox.lifecycle import (
    LETTER_MOVES,
    OPENING_MOVES,
    WAITING,
    LetterState,
    OpeningMove,
    OpeningState,
)
from models.mailbox.reading import parts_of
from models.mailbox.tables import Letter, Opening
from models.mailbox.telling import desk_now, managers, tell_about
from models.mailbox.timing import watch_letter
from models.media.queries import attached
from models.media.showing import show
from models.media.tables import AttachedTo
from models.people import Person, Side, Staff
from models.policy import policy_of
from models.refusals import Gone, NotYours, Outdated, TooLate
from models.roles import in_charge
from models.rota import staff_of

RING, REMIND, ALARM = "mailbox_ring", "mailbox_remind", "mailbox_alarm"


def ask_to_open(session: Session, project: Project, day: date, now: datetime) -> bool:
    """The opening of a week is due as soon as the office is open; one that nobody opened is missed. False if it was asked for."""
    hours = hours_of(project)
    due_at = hours.opens(now)
    row = {"project_id": project.id, "day": day, "due_at": due_at, "state": OpeningState.DUE, "version": 1}
    if not insert_once(session, Opening, {**row, "letters": 0}):
        return False
    mine = select(Opening).where(Opening.project_id == project.id)
    before = mine.where(Opening.day < day, Opening.state.in_(WAITING)).with_for_update()
    for old in session.scalars(before).all():
        _move(session, old, OPENING_MOVES["miss", old.state], None, now)
    one = session.scalars(mine.where(Opening.day == day)).one()
    _note(session, one, "ask", None, now)
    policy = policy_of(project)
    for kind, hour in ((RING, 0), (REMIND, policy.mailbox_reminder_hours), (ALARM, policy.mailbox_alarm_hours)):
        _put_off(session, one, kind, hours.after(due_at, timedelta(hours=hour)))
    return True


def _put_off(session: Session, one: Opening, kind: str, due_at: datetime) -> None:
    put_off(session, project_id=one.project_id, kind=kind, subject=one.subject, occasion=one.state.value, due_at=due_at)


def locked(session: Session, opening_id: int) -> Opening:
    """The opening, locked until the end of the transaction; raises Gone."""
    wanted = select(Opening).where(Opening.id == opening_id).with_for_update(of=Opening)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def _note(session: Session, one: Opening, name: str, by: Person | None, now: datetime) -> None:
    facts = {"state": one.state, "version": one.version, "letters": one.letters}
    record(
        session,
        project_id=one.project_id,
        subject=one.subject,
        kind=f"mailbox.{name}",
        now=now,
        actor_id=by.id if by else None,
        facts=facts,
    )


def _move(session: Session, one: Opening, move: OpeningMove, by: Person | None, now: datetime) -> None:
    one.state, one.version = move.ends(one.letters), one.version + 1
    _note(session, one, move.name, by, now)


def _move_for(one: Opening, name: str, by: Person) -> OpeningMove:
    """The move of the table, if this person may make it now; raises Gone, NotYours or TooLate."""
    parts = parts_of(by, one.project_id)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in OPENING_MOVES.items() if known == name):
        raise NotYours(opening=one.id)
    move = OPENING_MOVES.get((name, one.state))
    if move is None:
        raise TooLate(opening=one.id)
    if not parts & move.by:
        raise NotYours(opening=one.id)
    return move


@contextmanager
def _moving(
    session: Session, opening_id: int, name: str, by: Person, now: datetime, seen: int | None
) -> Iterator[Opening]:
    """Make a move by hand; raises like `_move_for`, and Outdated."""
    with session.begin_nested():
        one = locked(session, opening_id)
        move = _move_for(one, name, by)
        if seen is not None and seen != one.version:
            raise Outdated(opening=one.id)
        for kind in (RING, REMIND, ALARM):
            call_off(session, kind=kind, subject=one.subject)
        yield one
        _move(session, one, move, by, now)


def open_box(session: Session, opening_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Opening:
    """Open it: the record says how many letters there are and from when, also where there is none (R143).

    Raises Gone, NotYours, TooLate or Outdated. The supervisors hear how many they have to pass on.
    """
    with _moving(session, opening_id, "open", by, now, seen) as one:
        letters = _letters(session, Letter.project_id == one.project_id, Letter.state == LetterState.SEALED)
        one.opened_by_id, one.opened_at, one.letters = by.id, now, len(letters)
        if letters:
            one.first_at, one.last_at = letters[0].at, letters[-1].at
        project = session.get_one(Project, one.project_id)
        by_when = now + timedelta(days=policy_of(project).mailbox_reply_days)
        for letter in letters:
            letter.opening_id, letter.reply_by = one.id, by_when
            _move_letter(session, letter, "unseal", by, now)
    if letters:
        _wait_for_supervisor(session, project, one, now)
    session.refresh(one, ["opened_by"])
    return one


def _letters(session: Session, *where: ColumnElement[bool]) -> Sequence[Letter]:
    wanted = select(Letter).where(*where).order_by(Letter.id).with_for_update(of=Letter)
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def _move_letter(session: Session, letter: Letter, name: str, by: Person, now: datetime) -> None:
    letter.state, letter.version = LETTER_MOVES[name, letter.state].end, letter.version + 1
    facts = {"state": letter.state, "version": letter.version}
    office, kind = letter.project_id, f"letter.{name}"
    record(session, project_id=office, subject=letter.subject, kind=kind, now=now, actor_id=by.id, facts=facts)


def _wait_for_supervisor(session: Session, project: Project, one: Opening, now: datetime) -> None:
    for leader in (leader for leader in in_charge(staff_of(session, project)) if leader.person_id != one.opened_by_id):
        tell_about(session, one, leader.person_id, "mailbox.pass_on", now)
    hours, policy = hours_of(project), policy_of(project)
    _put_off(session, one, ALARM, hours.after(now, timedelta(hours=policy.mailbox_alarm_hours)))


def pass_on(session: Session, opening_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Opening:
    """The letters go to the manager, who hears how many, and has their pictures (R144); raises like `open_box`."""
    with _moving(session, opening_id, "pass_on", by, now, seen) as one:
        one.passed_by_id, one.passed_at = by.id, now
        readers = managers(session, one.project_id)
        for letter in _letters(session, Letter.opening_id == one.id, Letter.state == LetterState.OPENED):
            _move_letter(session, letter, "hand_over", by, now)
            watch_letter(session, letter, now)
            for person_id in readers:
                show_enclosed(session, letter, person_id, now)
    for person_id in readers:
        tell_about(session, one, person_id, "mailbox.here", now)
    session.refresh(one, ["passed_by"])
    return one


def show_enclosed(session: Session, letter: Letter, person_id: int, now: datetime, *, occasion: str = "") -> None:
    """The pictures of a letter go to the manager, once or again where they are asked for."""
    media = attached(session, letter.subject, AttachedTo.REPORT)
    facts = {"letter": letter.id, "part": AttachedTo.REPORT}
    show(
        session,
        media,
        person_id=person_id,
        side=Side.STAFF,
        subject=letter.subject,
        now=now,
        occasion=occasion,
        facts=facts,
    )


def ring(session: Session, opening_id: int, now: datetime) -> None:
    """The desk on duty hears that the box is to be opened."""
    one = locked(session, opening_id)
    for staff in _who_opens(session, one, now):
        tell_about(session, one, staff.person_id, "mailbox.due", now)


def remind(session: Session, opening_id: int, now: datetime) -> None:
    """Nobody has opened it yet: the desk hears again."""
    one = locked(session, opening_id)
    for staff in _who_opens(session, one, now):
        tell_about(session, one, staff.person_id, "mailbox.reminder", now)


def _who_opens(session: Session, one: Opening, now: datetime) -> Sequence[Staff]:
    return desk_now(session, session.get_one(Project, one.project_id), now) if one.state in WAITING else ()


def alarm(session: Session, opening_id: int, now: datetime) -> None:
    """Nobody has opened it, or passed on what was in it: those above hear, and may do it."""
    one = locked(session, opening_id)
    project = session.get_one(Project, one.project_id)
    leaders = in_charge(staff_of(session, project))
    if one.state == OpeningState.DUE:
        _move(session, one, OPENING_MOVES["alarm", OpeningState.DUE], None, now)
        for staff in leaders:
            tell_about(session, one, staff.person_id, "mailbox.late", now)
    elif one.state == OpeningState.OPENED:
        for person_id in {one.person_id for one in leaders} | set(managers(session, one.project_id)):
            tell_about(session, one, person_id, "mailbox.waits", now)
