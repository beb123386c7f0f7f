"""J05: two hours after a job its owner is asked how it was, outside the quiet hours (R053)."""

from bot.clockwork.duties import Shift
from models.dues import Due
from models.notices import Pace, tell
from models.people import Side
from models.tickets.lifecycle import DONE
from models.tickets.parts import side_of
from models.tickets.rating import rating_of
from models.tickets.tables import Ticket


def ask(shift: Shift, due: Due) -> None:
    """Ask, unless the owner has rated already or the job is open again."""
    ticket = shift.session.get_one(Ticket, int(due.subject.partition(":")[2]))
    if ticket.status not in DONE or rating_of(shift.session, ticket) is not None:
        return
    if side_of(shift.session, ticket.reporter_id) == Side.STAFF:
        return  # a colleague who reported what he saw rates nobody
    tell(
        shift.session,
        project_id=ticket.project_id,
        person_id=ticket.reporter_id,
        side=Side.OWNER,
        kind="ask_satisfaction",
        subject=ticket.subject,
        occasion=due.occasion,
        now=shift.now,
        pace=Pace.ROUTINE,
        facts={"ticket": ticket.id},
    )
