"""Changing what the office may tune: checked, with a reason, at once, and every version is kept (R014, R017, DOMAIN 3.2)."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Project
from models.events import record
from models.people import Person, Role, Staff
from models.policy import Policy, about, encoded, policy_of
from models.policy_terms import About, Group, Measure
from models.refusals import Gone, NeverOpen, NotYours, Outdated, OutOfRange, ReasonMissing

# Two values that are the project's own columns; they are changed and kept like the others.
PHONES = ("desk_phone", "control_room_phone")
PHONE = re.compile(r"[+\d][\d -]{4,19}")
NUMBERS = frozenset({Measure.MINUTES, Measure.HOURS, Measure.DAYS, Measure.PERCENT, Measure.COUNT})
SUPERVISED = NUMBERS | {
    Measure.SWITCH,
    Measure.TEXT,
}  # what the supervisor may change too; hours and telephones are the manager's (R004)


class PolicyVersion(Base, kw_only=True):
    """One change of one value; append-only. `new` is None for a return to the default."""

    __tablename__ = "policy_versions"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    old: Mapped[Any] = mapped_column(JSON)
    new: Mapped[Any] = mapped_column(JSON)
    why: Mapped[str]
    by: Mapped[Person] = relationship(init=False)


def names() -> list[str]:
    """Every value that the office may tune."""
    return [*(one.name for one in fields(Policy)), *PHONES]


def about_value(name: str) -> About:
    """What is known about a value, the telephones included."""
    if name in PHONES:
        return About(Group.HOURS, Measure.PHONE, "4.1")
    return about(name)


def number_of(name: str) -> int:
    """A value's number in buttons: it stays the same while other values come and go."""
    return zlib.crc32(name.encode()) >> 2


def name_of(number: int) -> str:
    """The value behind a number; raises Gone."""
    found = next((name for name in names() if number_of(name) == number), None)
    if found is None:
        raise Gone
    return found


def value_of(project: Project, name: str) -> Any:
    """The present value."""
    return getattr(project if name in PHONES else policy_of(project), name)


def default_of(name: str) -> Any:
    """The default; a telephone has none."""
    return "" if name in PHONES else getattr(Policy(), name)


def may_read(staff: Staff) -> bool:
    """Managers and supervisors see the policy."""
    return staff.left_at is None and staff.role in {Role.MANAGER, Role.CS_SUPERVISOR}


def may_change(staff: Staff, name: str) -> bool:
    """The manager everything, the supervisor the numbers (R004, DOMAIN 5.7)."""
    if staff.left_at is not None or about_value(name).measure == Measure.OTHER:
        return False
    if staff.role == Role.CS_SUPERVISOR:
        return about_value(name).measure in SUPERVISED
    return staff.role == Role.MANAGER


def change(
    session: Session, project: Project, name: str, value: Any, *, by: Person, now: datetime, why: str, seen: Any = None
) -> PolicyVersion:
    """Give a value, or with None its default back; holds from this moment on.

    Raises NotYours, ReasonMissing, OutOfRange, NeverOpen, or Outdated where the present value is not the one `seen`.
    """
    with session.begin_nested():
        held = session.scalars(
            select(Project).where(Project.id == project.id).with_for_update().execution_options(populate_existing=True)
        ).one()
        _check(held, name, value, by, why)
        old = encoded(value_of(held, name))
        if seen is not None and seen != old:
            raise Outdated(policy=number_of(name))
        _put(held, name, value)
        version = PolicyVersion(
            project_id=held.id,
            number=_next(session, held),
            at=now,
            by_id=by.id,
            name=name,
            old=old,
            new=None if value is None else encoded(value),
            why=why.strip(),
        )
        session.add(version)
        session.flush()
        record(
            session,
            project_id=held.id,
            subject=f"policy:{number_of(name)}",
            kind="policy",
            now=now,
            actor_id=by.id,
            facts={"name": name, "version": version.number},
        )
    return version


def _check(project: Project, name: str, value: Any, by: Person, why: str) -> None:
    number = number_of(name)
    if name not in names() or by.project_id != project.id:
        raise Gone
    if by.staff is None or not may_change(by.staff, name):
        raise NotYours(policy=number)
    if not why.strip():
        raise ReasonMissing(policy=number)
    if value is None:
        value = default_of(name)
    if not fits(project, name, value):
        raise OutOfRange(policy=number)
    if about_value(name).measure == Measure.WEEK and not any(value):
        raise NeverOpen(policy=number)


def fits(project: Project, name: str, value: Any) -> bool:
    """Whether a value is of its kind and within its bounds."""
    told = about_value(name)
    match told.measure:
        case measure if measure in NUMBERS:
            return type(value) is int and told.least <= value <= told.most
        case Measure.PHONE:
            return value == "" or bool(PHONE.fullmatch(value))
        case Measure.TEXT:
            return type(value) is str and len(value) <= told.most
        case Measure.WEEK:
            return len(value) == 7 and all(_in_order(day) for day in value)
        case Measure.CLOCK:
            return type(value) is time and _quiet_by_night(project, name, value)
        case _:
            return type(value) is type(default_of(name))


def _quiet_by_night(project: Project, name: str, value: time) -> bool:
    """Quiet hours go over midnight; other times of the day may be any."""
    policy = policy_of(project)
    quiet = {"quiet_from": policy.quiet_from, "quiet_until": policy.quiet_until}
    if name in quiet:
        quiet[name] = value
    return quiet["quiet_until"] < quiet["quiet_from"]


def _in_order(day: Sequence[tuple[Any, Any]]) -> bool:
    """Spans that begin before they end, one after the other."""
    moments = [moment for span in day for moment in span]
    return all(one < two for one, two in zip(moments[::2], moments[1::2], strict=True)) and moments == sorted(moments)


def _put(project: Project, name: str, value: Any) -> None:
    if name in PHONES:
        setattr(project, name, value or "")
        return
    others = {key: kept for key, kept in project.policy.items() if key != name}
    project.policy = others if value is None else {**others, name: encoded(value)}


def _next(session: Session, project: Project) -> int:
    taken = session.scalar(select(func.max(PolicyVersion.number)).where(PolicyVersion.project_id == project.id))
    return (taken or 0) + 1


def versions(session: Session, project: Project, name: str | None = None) -> Sequence[PolicyVersion]:
    """Every change, or those of one value, newest first."""
    wanted = select(PolicyVersion).where(PolicyVersion.project_id == project.id)
    if name is not None:
        wanted = wanted.where(PolicyVersion.name == name)
    return session.scalars(wanted.order_by(PolicyVersion.number.desc())).all()
