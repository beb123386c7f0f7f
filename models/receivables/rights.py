"""Who may do what with what units owe (DOMAIN 5.7)."""

from sqlalchemy.orm import Session

from models.access.rights import Right, may
from models.estate import Unit
from models.ledger.rights import is_one_of
from models.people import Person, Role
from models.receivables.lifecycle import Part
from models.refusals import NotYours

READS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.CS_FIELD, Role.CS_DESK, Role.CASHIER, Role.FINANCE})
OPENS = frozenset({Role.CS_FIELD, Role.FINANCE, Role.CS_SUPERVISOR})  # generates bills, takes lists of receivables over
ANSWERS = frozenset({Role.CS_FIELD, Role.CS_DESK, Role.CS_SUPERVISOR, Role.FINANCE})  # what an owner asks about a line
PROPOSES = frozenset({Role.CS_FIELD, Role.CS_SUPERVISOR})
DECIDES = frozenset({Role.MANAGER})


def part_of(session: Session, person: Person, unit: Unit) -> frozenset[Part]:
    """What somebody is to the debts of a unit; whoever is a contact of it has no part of the office in them."""
    if person.project_id != unit.project_id:
        return frozenset()
    if may(session, person, unit, Right.SEE_BILLS):
        return frozenset({Part.OWNER})
    parts = {Part.SERVICE} if is_one_of(person, PROPOSES) else set[Part]()
    return frozenset(parts | ({Part.MANAGER} if is_one_of(person, DECIDES) else set()))


def check_reads(person: Person, project_id: int) -> None:
    """Raises NotYours for who may not see what units owe."""
    if person.project_id != project_id or not is_one_of(person, READS):
        raise NotYours
