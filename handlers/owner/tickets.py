"""What an owner does with a ticket: look at it, withdraw it."""

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, lines
from handlers.owner.visit import said_came, said_missed
from handlers.taps import AskWithdraw, MakeMove, OpenTicket
from handlers.ticket.owner_card import owner_card
from handlers.words import MOVE
from models.refusals import Gone
from models.tickets.actions import withdraw
from models.tickets.queries import visible

ANSWERS = {"came": said_came, "missed": said_missed}


def open_ticket(scene: Scene, tap: OpenTicket) -> Screen:
    """The live card."""
    return owner_card(scene, tap.ticket)


def ask_withdraw(scene: Scene, tap: AskWithdraw) -> Screen:
    """Asked once more: a slip of the finger should cost nobody a repair."""
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    words = T(
        "owner",
        "Would you like to withdraw repair {number}? You are welcome to report again at any time.",
        number=ticket.number,
    )
    keep = Button(T("button", "Keep it"), OpenTicket(ticket.id))
    return Screen(
        lines(words),
        ((Button(MOVE["withdraw"], MakeMove(ticket.id, "withdraw", ticket.version)), keep),),
        ticket.subject,
    )


def make_move(scene: Scene, tap: MakeMove) -> Screen:
    """The moves that an owner makes by a single tap."""
    if tap.move in ANSWERS:
        return ANSWERS[tap.move](scene, tap)
    if tap.move != "withdraw":
        raise Gone
    withdraw(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    return owner_card(scene, tap.ticket)
