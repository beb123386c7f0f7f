"""Who works here: taking on, changing and ending an employment, each with its reason and its history (R001, R003, R017)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access.codes import issue
from models.announcements.leaving import pass_drafts
from models.capacity.keeping import bookings_watched
from models.complaints.leaving import pass_on_complaints
from models.enquiries import keeping as enquiries
from models.estate import Both, Department, Project
from models.events import record
from models.move_in.keeping import pass_on_unless_able
from models.notices import tell
from models.people import Binding, Person, Role, Side, Staff
from models.refusals import Gone, KnownAlready, LastManager, NotYours, NumberTaken, ReasonMissing, TooLate
from models.staffing.holding import give_back_jobs
from models.staffing.tables import StaffChange

READERS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.DEPT_HEAD})
TRADES = (
    "power",
    "water",
    "aircon",
    "lowvoltage",
    "carpentry",
    "general",
    "lift",
    "fire",
    "cleaning",
    "greening",
    "security",
)


def managers(session: Session, project_id: int) -> Sequence[Staff]:
    """The managers employed now, locked in one order, so that two cannot end each other at the same moment."""
    wanted = select(Staff).where(Staff.project_id == project_id, Staff.role == Role.MANAGER, Staff.left_at.is_(None))
    locked = wanted.order_by(Staff.person_id).with_for_update(of=Staff).execution_options(populate_existing=True)
    return session.scalars(locked).all()


@contextmanager
def by_a_manager(session: Session, project_id: int, by: Person) -> Iterator[Sequence[Staff]]:
    """A deed that only a manager does, as a savepoint; gives the managers. Raises NotYours."""
    with session.begin_nested():
        leading = managers(session, project_id)
        if by.id not in {one.person_id for one in leading}:
            raise NotYours
        yield leading


def another_leads(session: Session, leading: Sequence[Staff], staff: Staff) -> bool:
    """Whether a manager stays who is on the bot: one with nothing but an invitation could not let anybody in."""
    others = [one.person_id for one in leading if one.person_id != staff.person_id]
    able = select(Binding.id).where(Binding.side == Side.STAFF, Binding.person_id.in_(others))
    return session.scalars(able.limit(1)).first() is not None


def locked_staff(session: Session, staff_id: int, project_id: int) -> Staff:
    """Somebody of the office, also who has left, locked until the end of the transaction; raises Gone."""
    wanted = select(Staff).where(Staff.person_id == staff_id, Staff.project_id == project_id)
    staff = session.scalar(wanted.with_for_update(of=Staff).execution_options(populate_existing=True))
    if staff is None:
        raise Gone
    return staff


def note(
    session: Session, staff: Staff, what: str, *, by: Person, now: datetime, old: str = "", new: str = "", why: str = ""
) -> None:
    """Keep a change of somebody for ever, and let their own cards and those about them be drawn anew."""
    session.add(
        StaffChange(
            project_id=staff.project_id,
            staff_id=staff.person_id,
            at=now,
            by_id=by.id,
            what=what,
            old=old,
            new=new,
            why=why.strip(),
        )
    )
    session.flush()
    subject = f"staff:{staff.person_id}"
    record(session, project_id=staff.project_id, subject=subject, kind=f"staff.{what}", now=now, actor_id=by.id)


def changes_of(session: Session, staff_id: int) -> Sequence[StaffChange]:
    """What was changed about somebody, newest first."""
    wanted = select(StaffChange).where(StaffChange.staff_id == staff_id).order_by(StaffChange.id.desc())
    return session.scalars(wanted).all()


def hire(
    session: Session,
    project: Project,
    *,
    by: Person,
    now: datetime,
    name: str,
    number: str,
    department: Department,
    role: Role,
    title: Both,
    trades: Sequence[str] = (),
    phone: str = "",
) -> tuple[Staff, str]:
    """Take somebody on, and return the code of the invitation; raises NotYours, Gone, NumberTaken, KnownAlready."""
    with by_a_manager(session, project.id, by):
        if department.project_id != project.id or not name.strip() or not set(trades) <= set(TRADES):
            raise Gone
        if number_taken(session, project, number):
            raise NumberTaken
        if (known := with_phone(session, project, phone)) is not None:
            raise KnownAlready(staff=known.person_id)
        person = Person(project_id=project.id, name=name.strip(), phone=phone, language=project.language)
        session.add(person)
        session.flush()
        staff = Staff(
            person_id=person.id,
            project_id=project.id,
            department_id=department.id,
            number=number,
            role=role,
            title_zh=title.zh,
            title_en=title.en,
            trades=list(trades),
        )
        session.add(staff)
        session.flush()
        note(session, staff, "hired", by=by, now=now, new=role)
        return staff, issue(session, person=person, side=Side.STAFF, now=now, by=by).code


def number_taken(session: Session, project: Project, number: str) -> bool:
    """Whether somebody has the staff number, also somebody who has left."""
    return session.scalar(select(Staff).where(Staff.project_id == project.id, Staff.number == number)) is not None


def with_phone(session: Session, project: Project, phone: str, *, but: int = 0) -> Staff | None:
    """Who of the staff, present or former, has this telephone."""
    if not phone:
        return None
    wanted = select(Staff).join(Person, Person.id == Staff.person_id).where(Staff.project_id == project.id)
    return session.scalars(wanted.where(Person.phone == phone, Staff.person_id != but)).first()


def rehire(session: Session, staff_id: int, *, by: Person, now: datetime, why: str) -> str:
    """Somebody comes back: the same person and number, a new invitation; the former account has no access by itself."""
    with by_a_manager(session, by.project_id, by):
        staff = locked_staff(session, staff_id, by.project_id)
        if staff.left_at is None:
            raise TooLate(staff=staff_id)
        reasoned(staff, why)
        staff.left_at = None
        session.execute(delete(Binding).where(Binding.person_id == staff_id, Binding.side == Side.STAFF))
        note(session, staff, "rehired", by=by, now=now, why=why)
        return issue(session, person=staff.person, side=Side.STAFF, now=now, by=by).code


def invite_again(session: Session, staff_id: int, *, by: Person, now: datetime) -> str:
    """A new invitation, for a lost link or a new telephone; the old one is void."""
    with by_a_manager(session, by.project_id, by):
        staff = employed(session, staff_id, by)
        note(session, staff, "invited", by=by, now=now)
        return issue(session, person=staff.person, side=Side.STAFF, now=now, by=by).code


def employed(session: Session, staff_id: int, by: Person) -> Staff:
    """Somebody who works in this person's office now, locked; raises Gone or TooLate."""
    staff = locked_staff(session, staff_id, by.project_id)
    if staff.left_at is not None:
        raise TooLate(staff=staff_id)
    return staff


def reasoned(staff: Staff, why: str) -> None:
    """Raises ReasonMissing where a change does not say why (R017)."""
    if not why.strip():
        raise ReasonMissing(staff=staff.person_id)


def change_role(session: Session, staff_id: int, role: Role, *, by: Person, now: datetime, why: str) -> Staff:
    """Give another role; the last manager who is on the bot keeps theirs. Move-ins and enquiries pass on with the right to them."""
    with by_a_manager(session, by.project_id, by) as leading:
        staff = employed(session, staff_id, by)
        reasoned(staff, why)
        if staff.role == Role.MANAGER and role != Role.MANAGER and not another_leads(session, leading, staff):
            raise LastManager(staff=staff_id)
        old, staff.role = staff.role, role
        pass_on_unless_able(session, staff, by=by, now=now)
        pass_on_complaints(session, staff, by=by, now=now)
        enquiries.pass_on_unless_able(session, staff, by=by, now=now)
        pass_drafts(session, staff, by=by, now=now)
        note(session, staff, "role", by=by, now=now, old=old, new=role, why=why)
        if old != role:
            _tell_them(session, staff, by, now)
    return staff


def _tell_them(session: Session, staff: Staff, by: Person, now: datetime) -> None:
    """Whoever is on the bot hears of the new role; somebody else reads it when they come in."""
    bound = select(Binding.id).where(Binding.person_id == staff.person_id, Binding.side == Side.STAFF)
    if session.scalar(bound) is not None and staff.person_id != by.id:
        tell(
            session,
            project_id=staff.project_id,
            person_id=staff.person_id,
            side=Side.STAFF,
            kind="staff.role",
            subject=f"staff:{staff.person_id}",
            occasion=now.isoformat(),
            now=now,
            facts={"role": staff.role, "by": by.id},
        )


def change_department(
    session: Session, staff_id: int, department: Department, *, by: Person, now: datetime, why: str
) -> Staff:
    """Move somebody to another department; the jobs in hand and the booked visits stay behind with the head."""
    project = session.get_one(Project, by.project_id)
    with by_a_manager(session, by.project_id, by), bookings_watched(session, project, now):
        staff = employed(session, staff_id, by)
        reasoned(staff, why)
        if department.project_id != staff.project_id:
            raise Gone
        old = staff.department.code
        staff.department_id = department.id
        session.flush()
        session.refresh(staff, ["department"])
        give_back_jobs(session, staff, by=by, now=now)
        pass_on_complaints(session, staff, by=by, now=now)
        note(session, staff, "department", by=by, now=now, old=old, new=department.code, why=why)
    return staff


def change_fact(
    session: Session, staff_id: int, what: str, value: str, *, by: Person, now: datetime, why: str
) -> Staff:
    """Another name, title, telephone or set of trades (codes with spaces between); raises KnownAlready for a taken telephone."""
    with by_a_manager(session, by.project_id, by):
        staff = employed(session, staff_id, by)
        reasoned(staff, why)
        old = fact_of(staff, what)
        match what:
            case "name" if value.strip():
                staff.person.name = value.strip()
            case "title" if value.strip():
                staff.title_zh = staff.title_en = value.strip()
            case "trades" if set(value.split()) <= set(TRADES):
                staff.trades = value.split()
            case "phone":
                _change_phone(session, staff, value)
            case _:
                raise Gone
        note(session, staff, what, by=by, now=now, old=old, new=value.strip(), why=why)
    return staff


def fact_of(staff: Staff, what: str) -> str:
    """A fact of somebody as plain text."""
    match what:
        case "name":
            return staff.person.name
        case "title":
            return staff.title_zh
        case "trades":
            return " ".join(staff.trades)
        case _:
            return staff.person.phone


def _change_phone(session: Session, staff: Staff, phone: str) -> None:
    project = session.get_one(Project, staff.project_id)
    if with_phone(session, project, phone, but=staff.person_id) is not None:
        raise KnownAlready(staff=staff.person_id)
    staff.person.phone = phone
