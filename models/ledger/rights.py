"""Who may do what with money: taking, receiving, confirming and supervising are different people (X3, DOMAIN 5.7)."""

from models.people import PERFORMERS, Person, Role
from models.refusals import NotYours
from models.roles import IN_CHARGE

TAKES = PERFORMERS | {Role.CS_DESK, Role.CS_FIELD, Role.CASHIER}
RECEIVES = frozenset({Role.CASHIER, Role.FINANCE})
KEEPS_TILL = frozenset({Role.CASHIER})  # who finds it in the bank is another
CONFIRMS = frozenset({Role.FINANCE})
ANYBODY = frozenset(Role)
OVERSEES = IN_CHARGE
SETTLES = frozenset({Role.MANAGER})
EXPORTS = IN_CHARGE | CONFIRMS


def is_one_of(person: Person, roles: frozenset[Role]) -> bool:
    """Whether somebody is employed now in one of these roles."""
    return person.staff is not None and person.staff.left_at is None and person.staff.role in roles


def check_role(person: Person, roles: frozenset[Role], project_id: int) -> None:
    """Raises NotYours for anybody else, and for those of another office."""
    if person.project_id != project_id or not is_one_of(person, roles):
        raise NotYours
