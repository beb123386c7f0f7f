"""The owner's card around a visit: who comes and when, why it rests, and what the owner may choose (R040, R050, R070)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import Clockface, T, Words
from handlers.taps import Begin, MakeMove
from handlers.words import MOVE, slot_of, staff_name, wished_slot
from models.capacity.actions import booking_of
from models.orders.gates import AGREED
from models.orders.reading import order_of
from models.tickets.clocks import is_broken, is_to_be_kept, wish_of
from models.tickets.lifecycle import TO_DO, Status
from models.tickets.passed import has_passed
from models.tickets.tables import Ticket
from models.tickets.visit_queries import (
    is_being_opened,
    may_wish,
    met_nobody,
    needed,
    open_pause,
    open_visit,
    waits_outside,
    waits_to_be_agreed,
)


def takes_longer(scene: Scene, ticket: Ticket) -> Words | None:
    """A time that has passed is no longer said; whoever was asked whether somebody came answers that first (R040)."""
    visit = open_visit(scene.session, ticket)
    if not has_passed(ticket, scene.now) or (visit and (visit.asked_at or visit.ready_at)):
        return None
    return T(
        "owner",
        "Sorry, it takes longer than we told you. We are working on it, and you are welcome to call {phone}. "
        "Thank you for your patience.",
        phone=scene.project.desk_phone,
    )


def next_of_visit(scene: Scene, ticket: Ticket) -> Words | None:
    """What happens next, and when; None where a visit has nothing to do with it."""
    who = staff_name(ticket.assignee.person) if ticket.assignee else ""
    match ticket.status:
        case Status.ASSIGNED if ticket.appointed_from:
            return T(
                "owner",
                "Your time is noted: {slot}. We will tell you at once who comes, thank you.",
                slot=slot_of(ticket),
            )
        case Status.ACCEPTED:
            return _on_the_way(scene, ticket, who)
        case Status.ARRIVED:
            return _there(scene, ticket, who)
        case Status.WAITING_ACCESS:
            return T("owner", "Please choose another time that suits you; we are glad to come again. Thank you.")
        case Status.WAITING_PART | Status.OUTSIDE_FIRM:
            return T("owner", "We keep at it and will tell you at once how it goes on. Thank you for your patience.")
        case _:
            return None


def _on_the_way(scene: Scene, ticket: Ticket, who: Words) -> Words:
    """Between the acceptance and the arrival; on the way is only who has said so."""
    visit = open_visit(scene.session, ticket)
    set_out = visit is not None and visit.ready_at is not None
    if not ticket.inside:
        return _to_a_public_place(who, set_out)
    if visit and visit.asked_at:
        return T("owner", "Has our colleague come to you? Please choose “Has come” or “Has not come”. Thank you.")
    if set_out:
        return T(
            "owner", "{who} has set out and is on the way to you. Please have somebody receive us, thank you.", who=who
        )
    return _before_the_way(ticket, who)


def _to_a_public_place(who: Words, set_out: bool) -> Words:
    if set_out:
        return T("owner", "{who} is going to the place to take care of it. Thank you for telling us.", who=who)
    return T("owner", "{who} has taken it on and goes to the place. Thank you for telling us.", who=who)


def _before_the_way(ticket: Ticket, who: Words) -> Words:
    if ticket.appointed_from:
        return T(
            "owner",
            "{who} will come at {slot}, 5 to 10 minutes early. Please have somebody receive us, thank you.",
            who=who,
            slot=slot_of(ticket),
        )
    if ticket.expected_at:
        return T(
            "owner",
            "{who} has taken it on and expects to be with you at {time}; we will tell you at once when our colleague sets out. "
            "Thank you.",
            who=who,
            time=ticket.expected_at,
        )
    if ticket.promised_at:
        return T("owner", "{who} comes again by then, and agrees the hour with you before. Thank you.", who=who)
    return T(
        "owner", "{who} has taken it on; we will tell you at once when our colleague sets out. Thank you.", who=who
    )


def _there(scene: Scene, ticket: Ticket, who: Words) -> Words:
    """At the door until it is opened; a public place has none."""
    visit = open_visit(scene.session, ticket)
    if visit and visit.knocked_at:
        return T(
            "owner",
            "{who} has stood at your door since {time}. Please have somebody open, or call {phone}. Thank you.",
            who=who,
            time=Clockface(visit.knocked_at),
            phone=scene.project.desk_phone,
        )
    if ticket.inside and ticket.spot and (visit is None or visit.opened_at is None):
        return T("owner", "{who} is at your door. Please have somebody open, thank you.", who=who)
    return T("owner", "{who} is working for you now. Thank you for your patience.", who=who)


def times_for_owner(scene: Scene, ticket: Ticket) -> Iterator[Words]:
    """The agreed time, or else the wish; and what it needs until when, where it could not be finished (R050)."""
    if not has_passed(ticket, scene.now):
        yield from _time_of_visit(scene, ticket)
    if came := met_nobody(scene.session, ticket):
        yield T("label", "Our colleague came {time} and met nobody", time=came)
    if reason := needed(scene.session, ticket):
        yield T("label", "It needs: {reason}", reason=reason)
    if ticket.promised_at and not is_broken(ticket, scene.now):
        yield T("label", "Expected by: {time}", time=ticket.promised_at)


def _time_of_visit(scene: Scene, ticket: Ticket) -> Iterator[Words]:
    asked = waits_to_be_agreed(scene.session, ticket)
    if is_to_be_kept(ticket):
        yield T("label", "Appointment: {slot}", slot=slot_of(ticket))
    elif ticket.expected_at and ticket.inside:
        yield T("label", "Expected to arrive: {time}", time=ticket.expected_at)
    elif ticket.status in TO_DO and wish_of(ticket) and not asked:
        yield T("label", "Time wished: {slot}", slot=slot_of(ticket))
    if asked:
        yield T("label", "New time wished, waiting to be confirmed: {slot}", slot=wished_slot(ticket))


def _while_somebody_waits(scene: Scene, ticket: Ticket) -> list[Row]:
    """At the closed door: open it, or choose another time (R070)."""
    if waits_outside(scene.session, ticket) is None:
        return []
    opening = Button(MOVE["opening"], MakeMove(ticket.id, "opening", ticket.version))
    said = is_being_opened(scene.session, ticket)
    return [(*(() if said else (opening,)), Button(T("button", "Another time"), Begin("rebook", ticket.id)))]


def visit_buttons(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """Choose another time; say whether somebody has come, where that was asked."""
    rows = _while_somebody_waits(scene, ticket)
    if "rebook" in moves and open_pause(scene.session, ticket):
        rows.append((Button(T("button", "Choose another time"), Begin("rebook", ticket.id)),))
    visit = open_visit(scene.session, ticket) if "missed" in moves else None
    if visit and visit.asked_at:
        rows.append(tuple(Button(MOVE[name], MakeMove(ticket.id, name, ticket.version)) for name in ("came", "missed")))
    form = _time_form(scene, ticket)
    if "wish" in moves and may_wish(scene.session, ticket) and form is not None:
        rows.append((Button(T("button", "Ask for another time"), Begin(form, ticket.id)),))
    return rows


def _time_form(scene: Scene, ticket: Ticket) -> str | None:
    """What was booked for a free time is moved to another one, once its price is agreed (R047); else a time is wished (R067)."""
    order = order_of(scene.session, ticket)
    if order is None or booking_of(scene.session, order.subject) is None:
        return "wish_time"
    return "move_time" if order.state in AGREED else None
