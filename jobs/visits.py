"""J02 and J03: who comes and when, said again; "has somebody come?"; a closed door; a promise that falls due (R049, R050, R070)."""

from bot.clockwork.duties import Shift
from models.calls.actions import plan
from models.calls.tables import CallKind
from models.dues import Due
from models.events import touch
from models.notices import Pace, tell
from models.people import Side
from models.tickets.clocks import is_broken
from models.tickets.ladders import AT_WORK_HEARS, PROMISE_PAST_HEARS
from models.tickets.lifecycle import Part, Status
from models.tickets.moving import inform
from models.tickets.parts import holders
from models.tickets.tables import Ticket
from models.tickets.visit_queries import has_nobody, informed, open_visit


def _ticket(shift: Shift, due: Due) -> Ticket:
    return shift.session.get_one(Ticket, int(due.subject.partition(":")[2]))


def _coming(shift: Shift, due: Due) -> Ticket | None:
    """The ticket, if somebody is still to come and the time lies ahead: a late reminder is none."""
    ticket = _ticket(shift, due)
    at = ticket.appointed_from
    return ticket if ticket.status == Status.ACCEPTED and at is not None and at > shift.now else None


def day_before(shift: Shift, due: Due) -> None:
    """To the owner, in the afternoon before; what waits for the end of the quiet hours may still come in time."""
    if (ticket := _coming(shift, due)) is None:
        return
    for person_id in holders(shift.session, Part.REPORTER, ticket, shift.now):
        tell(
            shift.session,
            project_id=ticket.project_id,
            person_id=person_id,
            side=Side.OWNER,
            kind="visit_tomorrow.reporter",
            subject=ticket.subject,
            occasion=f"v{ticket.version}",
            now=shift.now,
            pace=Pace.ROUTINE,
            facts={"ticket": ticket.id},
        )


def soon(shift: Shift, due: Due) -> None:
    """Half an hour before: both."""
    if (ticket := _coming(shift, due)) is None:
        return
    for person_id in holders(shift.session, Part.REPORTER, ticket, shift.now):
        inform(shift.session, ticket, person_id, "visit_soon.reporter", shift.now)
    for person_id in holders(shift.session, Part.ASSIGNEE, ticket, shift.now):
        inform(shift.session, ticket, person_id, "visit_soon.assignee", shift.now)


def at_once(shift: Shift, due: Due) -> None:
    """A quarter of an hour before: the technician."""
    if (ticket := _coming(shift, due)) is None:
        return
    for person_id in holders(shift.session, Part.ASSIGNEE, ticket, shift.now):
        inform(shift.session, ticket, person_id, "visit_at_once.assignee", shift.now)


def ask_arrival(shift: Shift, due: Due) -> None:
    """Nobody has checked in: has somebody come?"""
    ticket = _ticket(shift, due)
    visit = open_visit(shift.session, ticket)
    if ticket.status != Status.ACCEPTED or visit is None:
        return
    visit.asked_at = shift.now
    inform(shift.session, ticket, ticket.reporter_id, "arrival_check.reporter", shift.now)


def nobody_comes(shift: Shift, due: Due) -> None:
    """An appointment is near, and nobody has accepted it: the head hears it, or else who stands above."""
    ticket = _ticket(shift, due)
    boss = informed(shift.session, ticket, shift.now) if has_nobody(ticket) else None
    if boss is not None:
        inform(shift.session, ticket, boss.person_id, "nobody_comes", shift.now, occasion=due.occasion)


def promise_passes(shift: Shift, due: Due) -> None:
    """What the owner was told is over: the cards say so."""
    touch(shift.session, due.subject)


def knock_prompt(shift: Shift, due: Due) -> None:
    """Long enough at a closed door."""
    ticket = _ticket(shift, due)
    for person_id in holders(shift.session, Part.ASSIGNEE, ticket, shift.now):
        inform(shift.session, ticket, person_id, "knock_prompt.assignee", shift.now)


def promised_day(shift: Shift, due: Due) -> None:
    """In the morning of the promised day."""
    ticket = _ticket(shift, due)
    for person_id in holders(shift.session, Part.ASSIGNEE, ticket, shift.now):
        inform(shift.session, ticket, person_id, "promised_day.assignee", shift.now)
    for person_id in holders(shift.session, Part.HEAD, ticket, shift.now):
        inform(shift.session, ticket, person_id, "promised_day.head", shift.now)


def promise_past(shift: Shift, due: Due) -> None:
    """The promise was not kept, nor renewed: the owner reads until when there is a new one."""
    ticket = _ticket(shift, due)
    for person_id in holders(shift.session, Part.REPORTER, ticket, shift.now):
        inform(shift.session, ticket, person_id, "promise_past.reporter", shift.now)
    at_work = AT_WORK_HEARS if ticket.status == Status.ARRIVED else ()
    told: set[int] = set()
    for part in (*PROMISE_PAST_HEARS, *at_work):
        for person_id in holders(shift.session, part, ticket, shift.now):
            if person_id not in told:
                inform(shift.session, ticket, person_id, f"promise_past.{part}", shift.now)
                told.add(person_id)


def new_promise(shift: Shift, due: Due) -> None:
    """The owner should have heard a new date by now: the head and the desk see to it (R040)."""
    ticket = _ticket(shift, due)
    if not is_broken(ticket, shift.now):
        return
    for person_id in holders(shift.session, Part.HEAD, ticket, shift.now):
        inform(shift.session, ticket, person_id, "new_promise.head", shift.now)
    for person_id in holders(shift.session, Part.DESK, ticket, shift.now):
        inform(shift.session, ticket, person_id, "new_promise.desk", shift.now)


def rebook_waits(shift: Shift, due: Due) -> None:
    """No other time was chosen: the desk asks by telephone."""
    ticket = _ticket(shift, due)
    if ticket.status != Status.WAITING_ACCESS:
        return
    plan(
        shift.session,
        project=shift.project,
        kind=CallKind.REBOOK,
        person_id=ticket.reporter_id,
        subject=ticket.subject,
        occasion=due.occasion,
        now=shift.now,
        due_at=shift.now,
        ticket_id=ticket.id,
    )
