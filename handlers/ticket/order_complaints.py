"""The complaints about a paid order, on the card of whoever brought both (R061)."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import T, Words
from handlers.complaint_taps import OpenComplaint
from handlers.complaint_words import OWNER_STATE
from models.complaints.tables import Complaint
from models.tickets.tables import Ticket


def complaints_about(scene: Scene, ticket: Ticket) -> Sequence[Complaint]:
    """Those of the reader about this order, oldest first."""
    wanted = select(Complaint).where(Complaint.ticket_id == ticket.id, Complaint.reporter_id == scene.me.id)
    return scene.session.scalars(wanted.order_by(Complaint.id)).all()


def complaint_lines(scene: Scene, ticket: Ticket) -> Iterator[Words]:
    """How they stand."""
    for one in complaints_about(scene, ticket):
        yield T("label", "Your complaint {number}: {state}", number=one.number, state=OWNER_STATE[one.state])


def complaint_buttons(scene: Scene, ticket: Ticket) -> Iterator[Row]:
    """The way to each."""
    for one in complaints_about(scene, ticket):
        yield (Button(T("button", "Complaint {number}", number=one.number), OpenComplaint(one.id)),)
