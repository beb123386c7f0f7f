"""Questions about roles that several parts of the office ask, answered once (R003, R087, DOMAIN 5.7)."""

from collections.abc import Iterable

from models.people import CUSTOMER_SERVICE, Role, Staff

ENGINEERING = "engineering"  # the code of the department
FRONT_OFFICE = CUSTOMER_SERVICE | {Role.MANAGER}  # serves owners, and keeps what the office holds about them
IN_CHARGE = frozenset({Role.CS_SUPERVISOR, Role.MANAGER})  # whom a matter falls to that has nobody


def leads_engineering(staff: Staff) -> bool:
    """Whether somebody is the head of engineering."""
    return staff.left_at is None and staff.role == Role.DEPT_HEAD and staff.department.code == ENGINEERING


def in_charge(everybody: Iterable[Staff]) -> list[Staff]:
    """The supervisors of customer service, or else the managers."""
    leaders = [one for one in everybody if one.role in IN_CHARGE]
    return [one for one in leaders if one.role == Role.CS_SUPERVISOR] or leaders
