"""The end of an employment: access, jobs, calls and shifts end with it, and nothing is lost (R001, R015, R022)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.access.codes import void
from models.announcements.leaving import pass_drafts
from models.assignments.leaving import give_back_tasks, pass_to_manager
from models.capacity.keeping import bookings_watched
from models.complaints.leaving import pass_on_complaints
from models.enquiries import keeping as enquiries
from models.estate import Department, Project
from models.found.leaving import ask_for_things
from models.ledger.leaving import ask_for_money
from models.messages.actions import give_back_messages
from models.move_in.keeping import pass_on
from models.people import Person, Role, Shift, Side, Staff
from models.refusals import LastManager, Yourself
from models.staffing.employment import another_leads, by_a_manager, employed, note, reasoned
from models.staffing.gaps import holes_watched
from models.staffing.holding import give_back_calls, give_back_jobs
from models.talks.leaving import give_back_talks


@dataclass(frozen=True)
class Left:
    """What came of it."""

    staff: Staff
    jobs: list[str]  # the numbers that went back
    calls: int
    tasks: int  # that went back to who gave them
    given: int  # that pass to the manager
    move_ins: int  # that pass to whoever is in charge
    found: int  # found things that are still with them
    talks: int  # conversations that went back to the desk
    messages: int  # left for them and unread, that the desk reads
    headless: bool  # nobody leads the department now


def check_may_leave(session: Session, staff: Staff, by: Person, leading: Sequence[Staff]) -> None:
    """Raises Yourself, or LastManager."""
    if staff.role == Role.MANAGER and not another_leads(session, leading, staff):
        raise LastManager(staff=staff.person_id)
    if staff.person_id == by.id:
        raise Yourself(staff=staff.person_id)


def end(session: Session, staff_id: int, *, by: Person, now: datetime, why: str) -> Left:
    """Somebody leaves: no access from this moment, jobs to the head, calls to the desk, tasks to who gave them, shifts ended.

    Booked visits wait for somebody else, of which the head hears. Move-ins pass to whoever is in charge, who is told too of found
    things and money they still have. The first receiver of a ticket stays named (R022); its part falls to the desk.

    Raises NotYours, TooLate, Yourself, LastManager.
    """
    project = session.get_one(Project, by.project_id)
    with by_a_manager(session, by.project_id, by) as leading, bookings_watched(session, project, now):
        staff = employed(session, staff_id, by)
        check_may_leave(session, staff, by, leading)
        reasoned(staff, why)
        with holes_watched(session, project, now):
            staff.left_at = now
            _end_shifts(session, staff, now.astimezone(project.zone).date() - timedelta(days=1))
        void(session, staff_id, Side.STAFF, now)
        jobs = give_back_jobs(session, staff, by=by, now=now)
        calls = give_back_calls(session, staff, now)
        given = pass_to_manager(session, staff, by=by, now=now)
        tasks = give_back_tasks(session, staff, by=by, now=now)
        move_ins = len(pass_on(session, staff, by=by, now=now))
        pass_on_complaints(session, staff, by=by, now=now)
        enquiries.pass_on(session, staff, by=by, now=now)
        pass_drafts(session, staff, by=by, now=now)
        found = ask_for_things(session, staff, by=by, now=now)
        ask_for_money(session, staff, now)
        talks = give_back_talks(session, staff, now)
        messages = give_back_messages(session, staff, now)
        note(session, staff, "left", by=by, now=now, old=staff.role, why=why)
        return Left(
            staff, jobs, calls, tasks, given, move_ins, found, talks, messages, headless(session, staff.department)
        )


def _end_shifts(session: Session, staff: Staff, last: date) -> None:
    mine = Shift.staff_id == staff.person_id
    session.execute(delete(Shift).where(mine, Shift.valid_from > last))
    session.execute(
        update(Shift).where(mine, (Shift.valid_until.is_(None)) | (Shift.valid_until > last)).values(valid_until=last)
    )


def headless(session: Session, department: Department) -> bool:
    """Whether a department that gets repairs has nobody who assigns them."""
    return department.takes_repairs and not heads_of(session, department)


def heads_of(session: Session, department: Department) -> Sequence[Staff]:
    """Who leads the department now."""
    mine = (Staff.department_id == department.id, Staff.role == Role.DEPT_HEAD, Staff.left_at.is_(None))
    return session.scalars(select(Staff).where(*mine).order_by(Staff.number)).all()
