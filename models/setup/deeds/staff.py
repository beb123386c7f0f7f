"""Employees and their weekly shifts; whatever changes stands in their history too (R001, R015, R017)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from models.estate import Department
from models.move_in.keeping import pass_on_unless_able
from models.people import Binding, Role, Shift, Side, Staff
from models.setup import writing
from models.setup.deeds.hand import Hand, Overtaken, Step, as_wished, still_to_do
from models.setup.register import shift_values, staff_record, standing
from models.staffing.employment import managers, note
from models.staffing.holding import give_back_jobs

# Under which name the history of an employee keeps a change; what it does not keep, the register's changes do.
IN_HISTORY = {
    "number": "number",
    "name": "name",
    "title_zh": "title",
    "department": "department",
    "role": "role",
    "trades": "trades",
    "phone": "phone",
}


def new_employee(hand: Hand, step: Step) -> str:
    """Somebody is taken on; the invitation follows by hand."""
    values = step["new"]
    wanted = select(Staff).where(Staff.project_id == hand.project.id, Staff.number == values["number"])
    known = hand.session.scalar(wanted)
    if known is not None:
        return as_wished(staff_record(known).values, values)
    person = hand.person(step)
    if person.staff is not None:
        raise Overtaken
    own = writing.own(writing.STAFF, values)
    own["title_zh"] = own.get("title_zh") or values["name"]
    own["title_en"] = own.get("title_en") or own["title_zh"]
    department = _department(hand, values["department"])
    staff = Staff(person_id=person.id, project_id=hand.project.id, department_id=department, **own)
    hand.add(staff)
    hand.session.refresh(staff)
    note(hand.session, staff, "hired", by=hand.by, now=hand.now, new=staff.role, why=hand.why)
    return "created"


def change_employee(hand: Hand, step: Step) -> str:
    """Other facts of an employee; jobs of the former department stay behind with its head."""
    new = step["new"]
    staff = hand.session.get(Staff, step["who"]["id"], with_for_update=True)
    if staff is None or staff.project_id != hand.project.id or staff.left_at:
        raise Overtaken
    if not still_to_do(staff_record(staff).values, step):
        return "same"
    _may_change(hand, staff, new)
    hand.describe(staff.person, new)
    for name, value in writing.own(writing.STAFF, new).items():
        setattr(staff, name, value)
    if "department" in new:
        _move(hand, staff, new["department"])
    pass_on_unless_able(hand.session, staff, by=hand.by, now=hand.now)
    for name, what in IN_HISTORY.items():
        if name in new:
            old = step["old"][name]
            note(hand.session, staff, what, by=hand.by, now=hand.now, old=old, new=new[name], why=hand.why)
    return "changed"


def _may_change(hand: Hand, staff: Staff, new: Mapping[str, str]) -> None:
    """A number must be free, and one manager who can use the bot must stay."""
    others = (Staff.project_id == hand.project.id, Staff.person_id != staff.person_id)
    taken = select(Staff.person_id).where(*others, Staff.number == new.get("number", ""))
    if hand.session.scalar(taken) is not None:
        raise Overtaken
    if staff.role == Role.MANAGER and new.get("role", Role.MANAGER) != Role.MANAGER:
        leading = {one.person_id for one in managers(hand.session, hand.project.id)} - {staff.person_id}
        able = select(Binding.person_id).where(Binding.side == Side.STAFF, Binding.person_id.in_(leading))
        if hand.session.scalar(able.limit(1)) is None:
            raise Overtaken


def _move(hand: Hand, staff: Staff, code: str) -> None:
    staff.department_id = _department(hand, code)
    hand.session.flush()
    hand.session.refresh(staff, ["department"])
    give_back_jobs(hand.session, staff, by=hand.by, now=hand.now)


def _department(hand: Hand, code: str) -> int:
    wanted = select(Department.id).where(Department.project_id == hand.project.id, Department.code == code)
    return hand.session.scalars(wanted).one()


def replace_shifts(hand: Hand, step: Step) -> str:
    """Other weekly shifts; what is over, and the hours of single days, stay."""
    wanted = select(Staff).where(Staff.project_id == hand.project.id, Staff.number == step["who"]["number"])
    staff = hand.session.scalar(wanted.with_for_update())
    if staff is None or staff.left_at:
        raise Overtaken
    mine = select(Shift).where(Shift.staff_id == staff.person_id, standing(hand.today))
    present = list(hand.session.scalars(mine))
    now, before, after = _set(map(shift_values, present)), _set(step["old"]["shifts"]), _set(step["new"]["shifts"])
    if now == after:
        return "same"
    if now != before:
        raise Overtaken
    for shift in present:
        hand.session.delete(shift)
    hand.session.add_all(writing.shift_of(staff.person_id, one) for one in step["new"]["shifts"])
    old, new = _said(step["old"]["shifts"]), _said(step["new"]["shifts"])
    note(hand.session, staff, "shift", by=hand.by, now=hand.now, old=old, new=new, why=hand.why)
    return "changed"


def _set(shifts: Iterable[Mapping[str, str]]) -> set[tuple[str, ...]]:
    return {tuple(one[name] for name in sorted(one)) for one in shifts}


def _said(shifts: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(
        " ".join(
            part
            for part in (one["weekdays"], f"{one['starts']}-{one['ends']}", one["valid_from"], one["valid_until"])
            if part
        )
        for one in shifts
    )
