"""What a head hears about booked times: their colleague does not come any more (R015, R067)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, lines
from handlers.notices.making import Maker
from handlers.staff.names import booking_words
from handlers.taps import Go, OpenTicket, Place
from models.capacity.keeping import bookings_without_anybody
from models.notices import Notice
from models.tickets.tables import Ticket

MOST = 6


def _nobody(scene: Scene, notice: Notice) -> Screen | None:
    """Those of them that still have nobody, with the times and the jobs."""
    meant = set(notice.facts["holds"])
    lost = [one for one in bookings_without_anybody(scene.session, scene.project, scene.now) if one.id in meant]
    if not lost:
        return None
    tickets = [scene.session.get(Ticket, one.ticket_id) if one.ticket_id else None for one in lost[:MOST]]
    words = lines(
        T("staff", "<b>Booked visits need somebody else</b>"),
        *map(booking_words, lost),
        T("staff", "Please give them to a colleague who is there then."),
    )
    return Screen(words, (*map(_row, filter(None, tickets)), (Button(T("button", "Duty roster"), Go(Place.ROSTER)),)))


def _row(ticket: Ticket) -> Row:
    return (Button(ticket.number, OpenTicket(ticket.id)),)


STAFF: dict[str, Maker] = {"capacity.nobody": _nobody}
