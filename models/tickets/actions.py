"""The deeds of a repair, each one transaction with its event and its notices."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.catalogue import Urgency, catalogue
from models.dues import call_off
from models.estate import Department
from models.orders.freeing import say_free
from models.orders.gates import may_be_dispatched, may_be_finished
from models.people import Person, Staff
from models.refusals import (
    CauseMissing,
    DoorClosed,
    Gone,
    NotOfThisTrade,
    NotOnDuty,
    PictureMissing,
    StillUnclear,
    SubjobsOpen,
    TakenBySomeoneElse,
    TooLate,
    WordsMissing,
)
from models.rota import on_duty
from models.tickets.alarms import alarm_of, dispatch_at_once, raise_alarm, tell_owner
from models.tickets.clocks import answer_by
from models.tickets.helping import may_go_to
from models.tickets.lifecycle import Part
from models.tickets.moving import inform, locked, moving
from models.tickets.outcomes import REOPENED, Result
from models.tickets.parts import holders, is_of_team
from models.tickets.paying import reconsider
from models.tickets.pictures import keep_result
from models.tickets.repeats import note_repeat, repeat_of
from models.tickets.satisfaction import ASK_SATISFACTION, ask_later
from models.tickets.subjobs import complete, open_subjobs
from models.tickets.tables import Offer, Ticket
from models.tickets.visit_queries import waits_outside


def classify(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    symptom_code: str,
    urgency: Urgency,
    seen: int | None = None,
) -> Ticket:
    """The desk says what it is and how urgent; both may differ from what the owner saw (R025, R056)."""
    if symptom_code not in catalogue().symptoms:
        raise Gone
    with moving(
        session, ticket_id, "classify", by=by, now=now, seen=seen, facts={"symptom": symptom_code, "urgency": urgency}
    ) as ticket:
        former, ticket.symptom_code, ticket.urgency = ticket.urgency, symptom_code, urgency
        ticket.unclear = catalogue().symptoms[symptom_code].unclear
        reconsider(session, ticket)
        note_repeat(session, ticket, now)
    if urgency < former:
        raise_alarm(session, ticket, now)
    return ticket


def send(
    session: Session, ticket_id: int, *, by: Person, now: datetime, department: Department, seen: int | None = None
) -> Ticket:
    """First stage of dispatch: to a department, never to a person (R067)."""
    with moving(session, ticket_id, "send", by=by, now=now, seen=seen, facts={"department": department.id}) as ticket:
        if department.project_id != ticket.project_id or not may_go_to(ticket, department):
            raise Gone
        may_be_dispatched(session, ticket)
        ticket.department_id, ticket.assignee_id = department.id, None
        ticket.classified_at = ticket.classified_at or now
    return ticket


def assign(
    session: Session, ticket_id: int, *, by: Person, now: datetime, to: Staff, seen: int | None = None
) -> Ticket:
    """Second stage of dispatch: the head gives the job to one of the department's people (R067)."""
    with moving(session, ticket_id, "assign", by=by, now=now, seen=seen, facts={"assignee": to.person_id}) as ticket:
        if to.department_id != ticket.department_id or to.left_at:
            raise NotOfThisTrade(ticket=ticket_id)
        former, ticket.assignee_id = ticket.assignee_id, to.person_id
    if former not in (None, to.person_id):
        inform(session, ticket, former, "assign.former", now)
    return ticket


def offer(
    session: Session, ticket_id: int, *, by: Person, now: datetime, to: Iterable[Staff], seen: int | None = None
) -> Ticket:
    """Offer the job to several people on duty; the first to take it has it."""
    chosen = list(to)
    with moving(
        session, ticket_id, "offer", by=by, now=now, seen=seen, facts={"offered": [one.person_id for one in chosen]}
    ) as ticket:
        if not chosen or any(one.department_id != ticket.department_id or one.left_at for one in chosen):
            raise NotOfThisTrade(ticket=ticket_id)
        session.add_all(
            Offer(ticket_id=ticket.id, staff_id=one.person_id, version=ticket.version + 1) for one in chosen
        )
    return ticket


def take(
    session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None, in_group: bool = False
) -> Ticket:
    """Take a job on offer, or one that the department's group shows; the card then comes to the taker in private (R204).

    Raises TakenBySomeoneElse for everybody but the first, NotOnDuty for who is of the team but not on shift.
    """
    ticket = locked(session, ticket_id)
    team = by.staff is not None and is_of_team(session, by.staff, ticket)
    if ticket.assignee_id not in (None, by.id) and (team or _was_offered(session, ticket, by)):
        raise TakenBySomeoneElse(ticket=ticket_id)
    if in_group and team and by.staff not in on_duty(session, ticket.project, now):
        raise NotOnDuty(ticket=ticket_id)
    with moving(session, ticket_id, "take", by=by, now=now, seen=seen) as ticket:
        others = [one for one in holders(session, Part.OFFERED, ticket, now) if one != by.id]
        ticket.assignee_id = by.id
    for person_id in others:
        inform(session, ticket, person_id, "take.others", now)
    if in_group:
        inform(session, ticket, by.id, "take.taker", now, receipt=True)
    return ticket


def _was_offered(session: Session, ticket: Ticket, by: Person) -> bool:
    mine = select(Offer.id).where(Offer.ticket_id == ticket.id, Offer.staff_id == by.id)
    return session.scalars(mine).first() is not None


def accept(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The technician takes the job that the head gave; the owner learns who comes (R071)."""
    with moving(session, ticket_id, "accept", by=by, now=now, seen=seen) as ticket:
        pass
    return ticket


def hand_back(
    session: Session, ticket_id: int, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Ticket:
    """The technician returns the job to the head with a reason; never a bare refusal (R032)."""
    if not reason.strip():
        raise WordsMissing(ticket=ticket_id)
    with moving(session, ticket_id, "hand_back", by=by, now=now, seen=seen) as ticket:
        ticket.assignee_id = None
        _keep(session, ticket, by, "handed_back", reason, now)
    return ticket


def arrive(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """Check in at the place (R049)."""
    with moving(session, ticket_id, "arrive", by=by, now=now, seen=seen) as ticket:
        pass
    if alarm_of(session, ticket):
        tell_owner(session, ticket, "arrived.reporter", now)
    return ticket


def _keep(session: Session, ticket: Ticket, by: Person, kind: str, words: str, now: datetime) -> None:
    session.add(Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=by.id, kind=kind, words=words, at=now))


def finish(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    result: str,
    cause: str = "",
    media: Sequence[int] = (),
    no_photo: str = "",
    free: str = "",
    seen: int | None = None,
) -> Ticket:
    """Report what was done: the result and a picture (or why there is none), of a repeated fault the cause too (R026, R042, R053, 5.1).

    `free` says why it is not to be paid, where nobody has said it before (R047).
    """
    if not result.strip():
        raise WordsMissing(ticket=ticket_id)
    if not media and not no_photo.strip():
        raise PictureMissing(ticket=ticket_id)
    with moving(session, ticket_id, "finish", by=by, now=now, seen=seen) as ticket:
        if waits_outside(session, ticket):
            raise DoorClosed(ticket=ticket_id)
        if ticket.unclear:
            raise StillUnclear(ticket=ticket_id)
        if not cause.strip() and repeat_of(session, ticket):
            raise CauseMissing(ticket=ticket_id)
        if free.strip():
            say_free(session, ticket, by=by, now=now, reason=free)
        may_be_finished(session, ticket)
        ticket.cause = cause.strip()
        keep_result(session, ticket, by=by, now=now, words=result, media=media, no_photo=no_photo)
    if ticket.parent_id:
        complete(session, ticket_id, now=now)
    elif not open_subjobs(session, ticket):
        ask_later(session, ticket, now)
    return ticket


def feed_back(
    session: Session, ticket_id: int, *, by: Person, now: datetime, words: str | None = None, seen: int | None = None
) -> Ticket:
    """The first receiver's step: the owner hears the result, in the desk's own `words` where it wishes (R022, R195)."""
    if words is not None and not words.strip():
        raise WordsMissing(ticket=ticket_id)
    with moving(session, ticket_id, "feed_back", by=by, now=now, seen=seen) as ticket:
        if open_subjobs(session, ticket):
            raise SubjobsOpen(ticket=ticket_id)
        if words is not None and by.staff is not None:
            ticket.result = words
            _keep(session, ticket, by, "reworded", words, now)
    return ticket


def reopen(
    session: Session, ticket_id: int, *, by: Person, now: datetime, words: str = "", seen: int | None = None
) -> Ticket:
    """Start again with priority, because it was not solved or not well done (R027).

    `words` are what a colleague heard of what is still not right; an owner's own stand in the rating.
    """
    with moving(session, ticket_id, "reopen", by=by, now=now, seen=seen) as ticket:
        ticket.priority += 1
        ticket.rounds += 1
        ticket.assignee_id = None  # who did it last stands in the results; nobody is on the way now
        ticket.contact_by = answer_by(ticket.project, ticket.urgency, now)
        ticket.round_at, ticket.answered_at, ticket.promised_at = now, None, None
        if ticket.wished_from and ticket.wished_from <= now:  # a wish of the round that is over
            ticket.wished_from = ticket.wished_to = None
        if words.strip() and by.staff is not None:
            _keep(session, ticket, by, REOPENED, words.strip(), now)
    dispatch_at_once(session, ticket, now)
    raise_alarm(session, ticket, now)
    call_off(session, kind=ASK_SATISFACTION, subject=ticket.subject)
    over = update(Call).where(Call.ticket_id == ticket.id, Call.kind == CallKind.CALLBACK, Call.done_at.is_(None))
    session.execute(over.values(done_at=now))  # a callback about a round that was not the last
    return ticket


def close(session: Session, ticket_id: int, *, by: Person | None, now: datetime) -> Ticket:
    """End the ticket; only after the feedback and, where one is due, the callback (R022, R027)."""
    with moving(session, ticket_id, "close", by=by, now=now) as ticket:
        if ticket.fed_back_at is None:
            raise TooLate(ticket=ticket_id)
    return ticket
