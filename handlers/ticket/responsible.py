"""Who answers for a ticket at each stage, besides the first receiver and whoever has the job (R018)."""

from sqlalchemy import select

from bot.scene import Scene
from bot.texts import T, Words, listed
from models.calls.tables import Call, CallKind
from models.groups.queries import group_of
from models.people import Staff
from models.tickets.lifecycle import Part, Status
from models.tickets.parts import holders
from models.tickets.queries import WAITING_FOR_HEAD
from models.tickets.tables import Ticket


def responsible_lines(scene: Scene, ticket: Ticket) -> list[Words]:
    """Who assigns it while nobody has it, and who calls back when it is done."""
    lines: list[Words] = []
    if ticket.status in WAITING_FOR_HEAD and (
        heads := _names(scene, holders(scene.session, Part.HEAD, ticket, scene.now))
    ):
        lines.append(T("staff", "To be assigned by {name}", name=heads))
    if ticket.status == Status.SENT and group_of(scene.session, ticket.department_id):
        lines.append(T("staff", "Published in the department's group: whoever is on duty may take it"))
    mine = select(Call.staff_id).where(Call.ticket_id == ticket.id, Call.kind == CallKind.CALLBACK)
    callers = scene.session.scalars(mine.where(Call.done_at.is_(None), Call.staff_id.is_not(None)))
    if caller := _names(scene, [one for one in callers if one]):
        lines.append(T("staff", "To be called back by {name}", name=caller))
    return lines


def _names(scene: Scene, people: list[int]) -> Words | None:
    found = [scene.session.get_one(Staff, number).person.name for number in people]
    return listed(found, ", ") if found else None
