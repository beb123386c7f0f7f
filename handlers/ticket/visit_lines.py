"""What the staff's card says of a visit: times, why it rests, and what to mind on the way, at the door, and inside (R068-R072, X16)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.texts import Clockface, T, Words, lines
from handlers.ticket.told import reporter_reads
from handlers.words import ARRIVAL, slot_of, wished_slot
from models.tickets.clocks import is_to_be_kept, wish_of
from models.tickets.lifecycle import AWAITED, TO_DO, Part, Status
from models.tickets.tables import Ticket, Visit
from models.tickets.visit_queries import (
    is_being_opened,
    last_visit,
    may_leave_at,
    met_nobody,
    needed,
    open_pause,
    open_visit,
    waits_to_be_agreed,
)

CHECKLIST = T(
    "staff",
    "Before you go: badge and clean clothes; equipment; tools; material; shoe covers and a cloth. All there? Then “Ready, on my way”.",
)
DOOR = T(
    "staff",
    "At the door: ring briefly; nobody comes: ring again, a little longer. No bell: knock three times, then somewhat faster and firmer.",
)
CONDUCT = T(
    "staff",
    "Inside: put on your own shoe covers, step lightly, carry tools and never drag them; lay the cloth, work quietly, tidy up; "
    "explain the cause and the right use, test it together, have it rated, ask for further wishes, take leave.",
)


def visit_lines(scene: Scene, ticket: Ticket, parts: frozenset[Part]) -> Iterator[Words | None]:
    """Line by line; the guidance is for who does the job, and stands last."""
    if ticket.unclear:
        yield T("staff", "<b>Clarification visit</b>: look first, then say what it is.")
    if is_to_be_kept(ticket):
        yield T("staff", "Appointment: <b>{slot}</b>", slot=slot_of(ticket))
    elif ticket.expected_at:
        yield T("staff", "Expected to arrive: <b>{time}</b>", time=ticket.expected_at)
    elif ticket.status in TO_DO and wish_of(ticket) and not waits_to_be_agreed(scene.session, ticket):
        yield T("staff", "Time wished: {slot}", slot=slot_of(ticket))
    if waits_to_be_agreed(scene.session, ticket):
        yield T("staff", "<b>The owner wishes another time, to be agreed: {slot}</b>", slot=wished_slot(ticket))
    yield from _promise(scene, ticket)
    visit = open_visit(scene.session, ticket)
    if visit is not None:
        yield from _under_way(visit)
        if Part.ASSIGNEE in parts:
            yield from _guidance(scene, ticket, visit)


def _promise(scene: Scene, ticket: Ticket) -> Iterator[Words | None]:
    if came := met_nobody(scene.session, ticket):
        yield T("staff", "Nobody answered {time}", time=came)
    reason = needed(scene.session, ticket)
    if ticket.promised_at:
        yield T("staff", "Promised for {time}; it needs: {reason}", time=ticket.promised_at, reason=reason)
    elif reason:
        yield T("staff", "It needs: {reason}", reason=reason)
    pause = open_pause(scene.session, ticket)
    if pause and ticket.status in AWAITED:
        yield T("staff", "Rests since {time}.", time=pause.since)
    elif pause:
        visit = last_visit(scene.session, ticket)
        code = visit.code if visit else ""
        yield T(
            "staff", "Nobody answered {time}; the owner chooses another time. Code {code}.", time=pause.since, code=code
        )


def _under_way(visit: Visit) -> Iterator[Words | None]:
    if visit.arrived_at and visit.arrival:
        arrived = Clockface(visit.arrived_at)
        yield T("staff", "Checked in {time}, {how}", time=arrived, how=ARRIVAL[visit.arrival])
    elif visit.ready_at:
        yield T("staff", "Set out {time}", time=Clockface(visit.ready_at))


def _guidance(scene: Scene, ticket: Ticket, visit: Visit) -> Iterator[Words | None]:
    if ticket.status == Status.ACCEPTED and visit.ready_at is None:
        yield lines("", CHECKLIST)
    if ticket.status != Status.ARRIVED or not ticket.inside:
        return
    if visit.knocked_at is not None:
        yield lines("", *_at_a_closed_door(scene, ticket, visit))
    elif visit.opened_at is None:
        yield lines("", _introduction(scene), DOOR)
    else:
        yield lines("", CONDUCT)


def _at_a_closed_door(scene: Scene, ticket: Ticket, visit: Visit) -> Iterator[Words]:
    """Until when to wait, whether somebody comes to open, and what to write meanwhile (R070)."""
    knocked, leave = visit.knocked_at, may_leave_at(ticket, visit)
    if is_being_opened(scene.session, ticket):
        yield T("staff", "<b>The owner opens at once</b>")
    if knocked and leave:
        times = {"time": Clockface(knocked), "leave": Clockface(leave)}
        yield (
            T("staff", "Nobody answers since {time}; the owner was told. You may leave from {leave} on.", **times)
            if reporter_reads(scene, ticket)
            else T(
                "staff",
                "Nobody answers since {time}; the owner is not on the bot and is called by customer service. You may leave from {leave} on.",
                **times,
            )
        )
    yield on_the_card(scene, ticket, visit)


def on_the_card(scene: Scene, ticket: Ticket, visit: Visit) -> Words:
    """What is written by hand on the card from the tool bag: at a door nobody prints."""
    return lines(
        T("staff", "Fill in the paper card from your tool bag meanwhile, and write on it:"),
        T(
            "staff",
            "{number} · {time} · code <b>{code}</b> · telephone {phone}",
            number=ticket.number,
            time=visit.arrived_at or visit.begun_at,
            code=visit.code,
            phone=scene.project.desk_phone,
        ),
    )


def _introduction(scene: Scene) -> Words:
    """[intro_script] (R071)."""
    return T(
        "owner",
        "“Sorry to disturb you. I am {name} of the customer service of {building}, and I have come to serve you.”",
        name=scene.me.name,
        building=scene.project.name,
    )
