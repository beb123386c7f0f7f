"""What was said about a ticket in a conversation, for those of the office who may read it (R022, R045)."""

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import T, Words, lines
from handlers.staff.talks.lines import latest_lines
from handlers.talk_taps import OpenTalk
from models.talks.lifecycle import State
from models.talks.parts import may_read
from models.talks.queries import latest_about
from models.talks.tables import Talk
from models.tickets.tables import Ticket

FEW = 3


def _talk(scene: Scene, ticket: Ticket) -> Talk | None:
    talk = latest_about(scene.session, ticket.subject)
    return talk if talk is not None and may_read(scene.session, scene.me, talk) else None


def talked_lines(scene: Scene, ticket: Ticket) -> Words | None:
    """The last lines of the newest conversation about it."""
    talk = _talk(scene, ticket)
    said = latest_lines(scene, talk, FEW) if talk else ()
    return lines(T("staff", "From the conversation with the owner:"), *said) if said else None


def talk_rows(scene: Scene, ticket: Ticket, _moves: set[str]) -> list[Row]:
    """The way to a conversation that goes on."""
    talk = _talk(scene, ticket)
    if talk is None or talk.state == State.ENDED:
        return []
    return [(Button(T("button", "Conversation"), OpenTalk(talk.id)),)]
