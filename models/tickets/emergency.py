"""The emergency path: one tap raises the alarm, and every detail that follows is passed on at once (R098, DOMAIN 5.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.catalogue import Urgency, catalogue
from models.estate import Project, Unit
from models.events import Event, record
from models.incidents.opening import place_told
from models.incidents.reading import goes_on
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.notices import Pace
from models.people import Person, Staff
from models.policy import policy_of
from models.refusals import Gone
from models.tickets.alarms import alarm_of
from models.tickets.danger_notes import LONGEST, settle_notes, written_of_danger
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import DONE, OPEN
from models.tickets.moving import inform, locked
from models.tickets.parts import alarmed, joiners_of
from models.tickets.pictures import pass_on_details
from models.tickets.reporting import report
from models.tickets.tables import Addition, Alarm, Joiner, Ticket
from models.tickets.urging import count_reminder
from models.units import units_of

DETAIL = "detail"


def raise_emergency(
    session: Session,
    *,
    project: Project,
    by: Person,
    symptom_code: str,
    now: datetime,
    unit: Unit | None = None,
    inside: bool | None = None,
    spot: str = "",
    words: str = "",
    media: Sequence[int] = (),
    entered_by: Staff | None = None,
) -> Ticket:
    """Raise the alarm at once, without a question; a second tap, or a second alarm of a guest, is the one that stands.

    `entered_by` is the colleague who raises it for them.
    Raises Gone for a symptom that is no emergency.
    """
    symptom = catalogue().symptoms.get(symptom_code)
    if symptom is None or symptom.urgency != Urgency.U0:
        raise Gone
    words = words or written_of_danger(session, by, now)
    if (standing := _standing(session, by, symptom_code, now)) is not None:
        settle_notes(session, standing, now)
        return standing
    unit = unit or _only_unit(session, by)
    may_be_inside = unit is not None and "inside" in symptom.where
    return report(
        session,
        project=project,
        by=by,
        unit=unit,
        inside=may_be_inside if inside is None else inside,
        spot=spot,
        symptom_code=symptom_code,
        words=words,
        now=now,
        receipt=False,
        alone=True,
        media=media,
        entered_by=entered_by,
    )


def _standing(session: Session, by: Person, symptom_code: str, now: datetime) -> Ticket | None:
    mine = select(Ticket).where(
        Ticket.reporter_id == by.id, Ticket.urgency == Urgency.U0, Ticket.status.in_(OPEN - DONE)
    )
    if not by.guest:
        recent = now - timedelta(minutes=policy_of(session.get_one(Project, by.project_id)).double_tap_minutes)
        mine = mine.where(Ticket.symptom_code == symptom_code, Ticket.received_at >= recent)
    return next((one for one in session.scalars(mine.order_by(Ticket.id.desc())) if goes_on(session, one)), None)


def _only_unit(session: Session, by: Person) -> Unit | None:
    units = units_of(session, by)
    return units[0] if len(units) == 1 else None


def own_alarm(session: Session, ticket_id: int, by: Person) -> Ticket:
    """The open ticket of a caller; raises Gone for everybody else's, and once it is over."""
    ticket = session.get(Ticket, ticket_id)
    if (
        ticket is None
        or ticket.reporter_id != by.id
        or ticket.status not in OPEN - DONE
        or not goes_on(session, ticket)
    ):
        raise Gone
    return ticket


def open_alarms(session: Session, by: Person) -> Sequence[Ticket]:
    """The alarms of a caller that are not over, the most urgent and then the newest first; also what their own became."""
    joined = select(Joiner.ticket_id).where(Joiner.person_id == by.id, Joiner.silent_since.is_(None))
    rung = and_(Alarm.ticket_id == Ticket.id, Alarm.round == Ticket.rounds)
    mine = select(Ticket).join(Alarm, rung).where(or_(Ticket.reporter_id == by.id, Ticket.id.in_(joined)))
    lasts = mine.where(Ticket.status.in_(OPEN - DONE), Ticket.urgency.in_(AROUND_THE_CLOCK))
    found = session.scalars(lasts.order_by(Ticket.urgency, Alarm.raised_at.desc(), Ticket.id.desc()))
    return [one for one in found if goes_on(session, one)]


def _own_locked(session: Session, ticket_id: int, by: Person) -> Ticket:
    locked(session, ticket_id)
    return own_alarm(session, ticket_id, by)


def _heard_locked(session: Session, ticket_id: int, by: Person) -> Ticket:
    """The same; whoever has joined an open alarm is heard too."""
    ticket = locked(session, ticket_id)
    if ticket.status in OPEN - DONE and by.id in joiners_of(session, ticket):
        return ticket
    return own_alarm(session, ticket_id, by)


def tell_place(
    session: Session, ticket_id: int, *, by: Person, now: datetime, unit: Unit | None, inside: bool, spot: str
) -> Ticket:
    """Where it is."""
    with session.begin_nested():
        ticket = _own_locked(session, ticket_id, by)
        ticket.unit_id, ticket.inside, ticket.spot = unit.id if unit else ticket.unit_id, inside, spot
        _pass_on(session, ticket, "place", by, now)
        place_told(session, ticket, now)
    return ticket


def tell_words(session: Session, ticket_id: int, *, by: Person, now: datetime, words: str) -> Ticket:
    """What else the caller says; nothing that was said before is lost. That nobody comes counts as a reminder (R007)."""
    with session.begin_nested():
        ticket = _heard_locked(session, ticket_id, by)
        if by.id == ticket.reporter_id:
            ticket.words = "\n".join(part for part in (ticket.words, words) if part)[-LONGEST:]
        else:
            session.add(Addition(ticket_id=ticket.id, by_id=by.id, words=words[:LONGEST], at=now))
            session.flush()
            session.expire(ticket, ["additions"])
        waits = catalogue().nobody_comes.meant_by(words)
        if waits:
            count_reminder(session, ticket, by=by, now=now)
        _pass_on(session, ticket, "nobody" if waits else "words", by, now)
    return ticket


def tell_phone(session: Session, ticket_id: int, *, by: Person, now: datetime, phone: str) -> Ticket:
    """The number of a caller of whom the office has none."""
    with session.begin_nested():
        ticket = _own_locked(session, ticket_id, by)
        if by.guest or not by.phone:
            by.phone = phone
        _pass_on(session, ticket, "phone", by, now)
    return ticket


def tell_picture(session: Session, ticket_id: int, *, by: Person, now: datetime, media: int) -> Ticket:
    """What the caller shows or says; it is its own message."""
    with session.begin_nested():
        ticket = _heard_locked(session, ticket_id, by)
        attach(session, ticket.subject, [media], AttachedTo.DETAIL, by=by, now=now)
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="picture",
            now=now,
            actor_id=by.id,
            facts={"media": media},
        )
        pass_on_details(session, ticket, [media], now, also=_hearers(session, ticket, now))
    return ticket


def _pass_on(session: Session, ticket: Ticket, what: str, by: Person, now: datetime) -> None:
    """Everybody who was alarmed hears it at once, and whoever answers for it or has the job."""
    session.flush()
    earlier = select(func.count()).where(Event.subject == ticket.subject, Event.kind == DETAIL)
    number = (session.scalar(earlier) or 0) + 1
    record(
        session,
        project_id=ticket.project_id,
        subject=ticket.subject,
        kind=DETAIL,
        now=now,
        actor_id=by.id,
        facts={"what": what},
    )
    for person_id in _hearers(session, ticket, now):
        inform(
            session,
            ticket,
            person_id,
            "alarm.detail",
            now,
            occasion=f"{DETAIL}{number}",
            pace=Pace.EMERGENCY,
            facts={"what": what},
        )


def _hearers(session: Session, ticket: Ticket, now: datetime) -> list[int]:
    """Everybody who was alarmed, whoever answers for it, and who has the job."""
    alarm = alarm_of(session, ticket)
    rung = alarm.rung if alarm else 0
    own = [ticket.assignee_id, alarm.acknowledged_by_id if alarm else None]
    return list(dict.fromkeys([*alarmed(session, ticket, now, rung), *(one for one in own if one)]))


def tell_need(session: Session, ticket: Ticket, *, by: Person, now: datetime) -> None:
    """Who is affected by the event asks for help: everybody who was alarmed hears it, also where the own alarm stood already."""
    _pass_on(session, ticket, "help", by, now)
