"""Why a job is back with the head: what was said, or that whoever had it has left or works elsewhere (R032)."""

from sqlalchemy import select

from bot.scene import Scene
from bot.texts import T, Words
from models.events import Event
from models.people import Staff
from models.tickets.queries import WAITING_FOR_HEAD, handed_back_because
from models.tickets.tables import Ticket


def came_back_because(scene: Scene, ticket: Ticket) -> Words | None:
    """The reason, as long as nobody else has it; None for what never came back."""
    if ticket.status not in WAITING_FOR_HEAD:
        return None
    return handed_back_because(scene.session, ticket) or _gone(scene, ticket)


def _gone(scene: Scene, ticket: Ticket) -> Words | None:
    """The office took it back: of the reasons of a leaving nothing is said but the leaving."""
    wanted = select(Event.facts).where(Event.subject == ticket.subject, Event.kind == "take_back")
    facts = scene.session.scalars(wanted.order_by(Event.id.desc()).limit(1)).first()
    former = scene.session.get(Staff, facts["former"]) if facts and "former" in facts else None
    if former is None:
        return None
    if former.left_at is not None:
        return T("staff", "{name} has left the office", name=former.person.name)
    if former.department_id != ticket.department_id:
        return T("staff", "{name} works in another department now", name=former.person.name)
    return None
