"""What an owner does with a ticket: look at it, ask how long it takes, withdraw it, hear no more of it."""

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, lines
from handlers.owner.consent_words import FREE_TO_CANCEL
from handlers.owner.visit import said_came, said_missed, said_opening
from handlers.taps import AnotherFault, AskWithdraw, Go, HearNoMore, MakeMove, OpenTicket, Place, Urge
from handlers.ticket.owner_card import owner_card
from handlers.words import MOVE
from models.orders.gates import is_withdrawable
from models.orders.reading import order_of
from models.refusals import Gone
from models.tickets.joining import hear_no_more
from models.tickets.lifecycle import MOVES
from models.tickets.merging import goes_on_as, separate
from models.tickets.queries import visible
from models.tickets.tables import Ticket
from models.tickets.urging import urge
from models.tickets.withdrawing import withdraw

HOME = ((Button(T("button", "My tickets"), Go(Place.MINE)), Button(T("button", "Home"), Go(Place.HOME))),)

ANSWERS = {"came": said_came, "missed": said_missed, "opening": said_opening}


def open_ticket(scene: Scene, tap: OpenTicket) -> Screen:
    """The live card; of what was merged, that of the ticket under which it goes on."""
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    return owner_card(scene, goes_on_as(ticket).id)


def ask_withdraw(scene: Scene, tap: AskWithdraw) -> Screen:
    """Asked once more: a slip of the finger should cost nobody a repair."""
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    if order_of(scene.session, ticket) is not None:
        return _ask_cancel(scene, ticket)
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


def _ask_cancel(scene: Scene, ticket: Ticket) -> Screen:
    """Of what is to be paid the rule is said first; once somebody has come, what becomes of it is agreed with them (R064)."""
    if ticket.status not in MOVES["withdraw"].starts or not is_withdrawable(scene.session, ticket):
        words = T(
            "owner",
            "Our colleague has come to you already, so what you agreed to is under way. Please tell them, or talk to us; we find a way. "
            "Thank you.",
        )
        return owner_card(scene, ticket.id).headed(words)
    words = T(
        "owner",
        "{rule} Would you like to cancel {number}? You are welcome to book again at any time. Thank you.",
        rule=FREE_TO_CANCEL,
        number=ticket.number,
    )
    yes = Button(T("button", "Yes, cancel it"), MakeMove(ticket.id, "withdraw", ticket.version))
    return Screen(words, ((yes, Button(T("button", "Keep it"), OpenTicket(ticket.id))),), ticket.subject)


def make_move(scene: Scene, tap: MakeMove) -> Screen:
    """The moves that an owner makes by a single tap."""
    if tap.move in ANSWERS:
        return ANSWERS[tap.move](scene, tap)
    if tap.move != "withdraw":
        raise Gone
    ticket = withdraw(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    if ticket.reporter_id == scene.me.id:
        return owner_card(scene, tap.ticket)
    words = T("owner", "Others have reported {number} too, so we go on for them. Thank you.", number=ticket.number)
    return Screen(words, HOME)


def remind(scene: Scene, tap: Urge) -> Screen:
    """Whoever has it is reminded, and the card says who that is and when."""
    ticket = urge(scene.session, tap.ticket, by=scene.me, now=scene.now)
    words = T(
        "owner", "We have reminded our colleagues of {number}. Thank you for your patience.", number=ticket.number
    )
    return owner_card(scene, tap.ticket).headed(words)


def hear_no_more_of_it(scene: Scene, tap: HearNoMore) -> Screen:
    """The matter goes on without further messages."""
    ticket = hear_no_more(scene.session, tap.ticket, by=scene.me, now=scene.now)
    words = T(
        "owner",
        "{number} goes on, and you will get no more messages about it. Thank you for telling us.",
        number=ticket.number,
    )
    return Screen(words, HOME)


def another_fault(scene: Scene, tap: AnotherFault) -> Screen:
    """It gets a number of its own, with the words already written."""
    ticket = separate(scene.session, tap.ticket, by=scene.me, now=scene.now)
    return owner_card(scene, ticket.id).headed(
        T("owner", "Thank you for telling us: it is a matter of its own now, {number}.", number=ticket.number)
    )
