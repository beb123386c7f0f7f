"""Holding a time while somebody thinks, booking it, moving it, giving it back (R047, R067)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.capacity.busy import ignored
from models.capacity.free import FreeSpan, department_of, is_free
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState, offered
from models.capacity.taking import (
    HOLD_ENDS,
    choose,
    locked_department,
    locked_hold,
    locked_holds,
    note,
    thinking_of,
    until,
    watch,
)
from models.dues import call_off
from models.estate import Project
from models.people import Person, Staff
from models.policy import policy_of
from models.refusals import Gone, SlotTaken, TimePast


@dataclass(frozen=True)
class Followed:
    """What came of an assignment: the booking that moved to the colleague, if there is one, and whether it does not fit their time."""

    hold: Hold | None
    conflict: bool


def hold(
    session: Session, project: Project, need: Need, start: datetime, *, by: Person, now: datetime, subject: str = ""
) -> Hold:
    """Keep a time while somebody thinks, for `booking_hold_minutes`; what they held for the same before is given back.

    With a `subject` its present booking counts as free: it is being moved. Raises Gone, TimePast, or SlotTaken with the `next` ones.
    """
    with session.begin_nested():
        department = locked_department(session, project.id, need.department_code)
        but = ignored(session, subject=subject, thinking=by)
        staff_id, span = choose(session, project, need, start, now, but)
        release_thinking(session, by, now, subject)
        made = Hold(
            project_id=project.id,
            department_id=department.id,
            staff_id=staff_id,
            person_id=by.id,
            trade=need.trade,
            starts=span.start,
            ends=span.end,
            made_at=now,
            held_until=until(project, now),
            subject=subject,
        )
        session.add(made)
        watch(session, made)
    return made


def keep(session: Session, hold_id: int, need: Need, *, now: datetime) -> bool:
    """Whether a chosen time is still there for its person and for what they need now.

    One that has run out, or is too short by now, is taken anew where somebody is free.
    """
    found = session.get(Hold, hold_id, populate_existing=True)
    if found is None:
        return False
    if _suits(session, found, need) and _stands(session, found, found.subject, now):
        return True
    try:
        with session.begin_nested():
            _take_again(session, locked_hold(session, hold_id), need, now)
    except (Gone, SlotTaken, TimePast):
        return False
    return True


def _suits(session: Session, found: Hold, need: Need) -> bool:
    usual = policy_of(session.get_one(Project, found.project_id)).service_visit_minutes
    same = (found.department.code, found.trade) == (need.department_code, need.trade)
    return same and need.lasts(usual) == found.ends - found.starts


def _stands(session: Session, found: Hold, subject: str, now: datetime) -> bool:
    """Whether it has not run out, and its colleague still comes then and was given nothing else meanwhile."""
    project, span = session.get_one(Project, found.project_id), (found.starts, found.ends)
    but = ignored(session, subject=subject, hold=found)
    same = found.staff.department_id == found.department_id
    return same and found.is_live(now) and is_free(session, project, found.staff_id, span, now, but)


def _take_again(session: Session, found: Hold, need: Need, now: datetime) -> None:
    """The same time anew, with the same colleague if possible; raises Gone, TimePast or SlotTaken."""
    if found.state == HoldState.BOOKED:
        raise Gone
    project, person = session.get_one(Project, found.project_id), session.get_one(Person, found.person_id)
    department = locked_department(session, project.id, need.department_code)
    but = ignored(session, subject=found.subject, hold=found, thinking=person)
    found_staff, span = choose(session, project, need, found.starts, now, but, prefer=found.staff_id)
    release_thinking(session, person, now, found.subject)
    found.department_id, found.trade, found.staff_id = department.id, need.trade, found_staff
    found.ends, found.state, found.held_until = span.end, HoldState.HELD, until(project, now)
    watch(session, found)
    session.refresh(found, ["department", "staff"])


def book(session: Session, hold_id: int, subject: str, *, now: datetime, ticket_id: int | None = None) -> Hold:
    """The time is kept for good, for a subject such as "order:7" and its ticket; a former booking of it is given back.

    One that has run out, or whose colleague does not come any more, is taken again where somebody is free.
    Raises Gone, or TimePast and SlotTaken where it is lost.
    """
    with session.begin_nested():
        found = locked_hold(session, hold_id)
        if found.state == HoldState.BOOKED and found.subject == subject:
            return found
        if found.subject not in ("", subject, offered(subject)) or found.state == HoldState.BOOKED:
            raise Gone
        former = locked_holds(session, *_booked(subject))
        found.ticket_id = ticket_id or next((one.ticket_id for one in former), None)
        if not _stands(session, found, subject, now):
            found.subject = subject
            _take_again(session, found, found.need, now)
        found.subject, found.state = subject, HoldState.BOOKED
        found.tentative = not any(one.staff_id == found.staff_id and not one.tentative for one in former)
        for one in former:
            one.state = HoldState.RELEASED
        call_off(session, kind=HOLD_ENDS, subject=found.own_subject)
        note(session, found, "capacity.moved" if former else "capacity.booked", now, found.person_id)
    return found


def _booked(subject: str) -> tuple[ColumnElement[bool], ...]:
    return Hold.subject == subject, Hold.state == HoldState.BOOKED


def release(
    session: Session, *, now: datetime, subject: str = "", hold: Hold | None = None, by: Person | None = None
) -> int:
    """Give back what is kept for a subject, or one hold; returns how many there were. Nothing to give back is no mistake."""
    which = Hold.id == hold.id if hold else and_(Hold.subject.in_((subject, offered(subject))), Hold.subject != "")
    with session.begin_nested():
        found = locked_holds(session, which, Hold.state != HoldState.RELEASED)
        for one in found:
            if one.state == HoldState.BOOKED:
                note(session, one, "capacity.released", now, by.id if by else None)
            one.state = HoldState.RELEASED
            call_off(session, kind=HOLD_ENDS, subject=one.own_subject)
        session.flush()
    return len(found)


def release_thinking(session: Session, person: Person, now: datetime, subject: str = "") -> int:
    """Give back what somebody holds for one thing and has not booked; returns how many."""
    with session.begin_nested():
        found = locked_holds(session, *thinking_of(person, subject))
        for one in found:
            one.state = HoldState.RELEASED
            call_off(session, kind=HOLD_ENDS, subject=one.own_subject)
        session.flush()
    return len(found)


def run_out(session: Session, hold_id: int, now: datetime) -> None:
    """The office's clock gives back what nobody has booked in time."""
    for one in locked_holds(session, Hold.id == hold_id, Hold.state == HoldState.HELD, Hold.held_until <= now):
        one.state = HoldState.RELEASED
    session.flush()


def booking_of(session: Session, subject: str) -> Hold | None:
    """The time that is booked for a subject; None for none."""
    return session.scalars(select(Hold).where(*_booked(subject))).first()


def _locked_booking(session: Session, subject: str) -> Hold:
    """The same, locked with its department; raises Gone for none."""
    found = booking_of(session, subject)
    if found is None or (held := locked_hold(session, found.id)).state != HoldState.BOOKED:
        raise Gone
    return held


def move(
    session: Session, subject: str, start: datetime, *, by: Person | None, now: datetime, need: Need | None = None
) -> Hold:
    """The booking of a subject goes to another time (or gets longer), with the same colleague if possible.

    `by=None` is the office itself. Raises Gone where nothing is booked, TimePast, or SlotTaken with the `next` ones.
    """
    with session.begin_nested():
        former = _locked_booking(session, subject)
        wanted, project = need or former.need, session.get_one(Project, former.project_id)
        locked_department(session, project.id, wanted.department_code)
        but = ignored(session, subject=subject)
        staff_id, span = choose(session, project, wanted, start, now, but, prefer=former.staff_id)
        former.state = HoldState.RELEASED
        made = _instead(session, project, former, wanted, staff_id, span, now)
        note(session, made, "capacity.moved", now, by.id if by else None, former=former.id)
    return made


def _instead(
    session: Session, project: Project, former: Hold, need: Need, staff_id: int, span: FreeSpan, now: datetime
) -> Hold:
    department = department_of(session, project, need)
    made = Hold(
        project_id=project.id,
        department_id=department.id if department else former.department_id,
        staff_id=staff_id,
        person_id=former.person_id,
        trade=need.trade,
        starts=span.start,
        ends=span.end,
        made_at=now,
        held_until=now,
        subject=former.subject,
        ticket_id=former.ticket_id,
        tentative=former.tentative or staff_id != former.staff_id,
        state=HoldState.BOOKED,
    )
    session.add(made)
    return made


def follow_assignment(session: Session, subject: str, staff: Staff, now: datetime) -> Followed:
    """The head gives the job to somebody: their time is kept for it from now on, also where it does not fit (R067)."""
    if booking_of(session, subject) is None:
        return Followed(None, conflict=False)
    with session.begin_nested():
        found = _locked_booking(session, subject)
        project = session.get_one(Project, found.project_id)
        locked_department(session, project.id, staff.department.code)
        but = ignored(session, subject=subject)
        fits = is_free(session, project, staff.person_id, (found.starts, found.ends), now, but)
        former, found.staff_id, found.department_id = found.staff_id, staff.person_id, staff.department_id
        found.tentative = False
        if former != staff.person_id:
            note(session, found, "capacity.follows", now, None, former=former)
        session.flush()
        session.refresh(found, ["staff", "department"])
    return Followed(found, conflict=not fits)
