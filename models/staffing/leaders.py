"""Who leads whom: heads their departments, the supervisor customer service, the manager everybody else (R003, R005)."""

from collections.abc import Iterable

from models.people import Role, Staff

EVERYBODYS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR})


def leads(by: Staff, whom: Staff) -> bool:
    """The manager and the supervisor lead all, a head the own department (R003, R005)."""
    if by.left_at is not None or by.project_id != whom.project_id:
        return False
    return by.role in EVERYBODYS or (by.role == Role.DEPT_HEAD and by.department_id == whom.department_id)


def superiors(everybody: Iterable[Staff], of: Staff) -> list[Staff]:
    """The head of somebody's department, for customer service the supervisor, or else the managers."""
    others = [one for one in everybody if one.person_id != of.person_id]
    near = [one for one in others if one.department_id == of.department_id]
    heads = [one for one in near if one.role in {Role.DEPT_HEAD, Role.CS_SUPERVISOR}]
    return heads or [one for one in others if one.role == Role.MANAGER]
