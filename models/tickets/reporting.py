"""Something is reported: recorded with number, first receiver and promise, or joined to what is known (R021, R022, R029)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.access.rights import Right, may, reads_the_bot
from models.catalogue import Urgency, catalogue
from models.counters import next_number
from models.estate import Both, Project, Unit
from models.events import record
from models.marks.noting import listen
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.orders.guarantee import follow_up, under_guarantee
from models.people import MAY_NOT_ENTER, Person, Staff
from models.refusals import Gone, NotYours
from models.rota import intake_desk
from models.tickets.clocks import answer_by
from models.tickets.joining import join, same_fault
from models.tickets.kinds import NUMBER_PREFIX, TicketKind
from models.tickets.moving import inform
from models.tickets.parts import side_of
from models.tickets.paying import payment_for
from models.tickets.pictures import pass_on_details
from models.tickets.receipts import ring_for_report
from models.tickets.repeats import note_repeat, repeat_of
from models.tickets.tables import SPOKEN, Channel, Ticket


def report(
    session: Session,
    *,
    project: Project,
    by: Person,
    unit: Unit | None,
    inside: bool,
    spot: str,
    symptom_code: str,
    words: str,
    now: datetime,
    wished: tuple[datetime, datetime | None] | None = None,
    channel: Channel = Channel.BOT,
    receipt: bool = True,
    entered_by: Staff | None = None,
    alone: bool = False,
    media: Sequence[int] = (),
    door: Mapping[str, str] | None = None,
    what: Both | None = None,
) -> Ticket:
    """Record a repair or a help request: number, first receiver and promise at once, the desk rings (R021, R022, R029, R031, R046).

    `door` says with "name" and "phone" who is there when somebody comes, `what` how a paid service is called (R065).
    The fault of a public place that is known already is joined, unless it shall stand `alone`; help is asked for by each alone.
    Raises NotYours for who may not enter.
    """
    _check(session, project, by, unit, channel, entered_by)
    kind = kind_of(symptom_code)
    receipt = receipt and not _hears_it_said(session, by, channel, entered_by)
    if not (inside or alone or kind == TicketKind.HELP) and (known := same_fault(session, project, spot, symptom_code)):
        join(session, known, by=by, words=words, now=now, channel=channel, entered_by=entered_by, receipt=receipt)
        attach(session, known.subject, media, AttachedTo.DETAIL, by=by, now=now)
        pass_on_details(session, known, media, now)
        return known
    desk = sorted(intake_desk(session, project, now), key=lambda one: one is not entered_by)
    ticket = Ticket(
        project_id=project.id,
        kind=kind,
        channel=channel,
        reporter_id=by.id,
        first_receiver_id=desk[0].person_id if desk else None,
        unit_id=unit.id if unit else None,
        inside=inside,
        spot=spot,
        words=words,
        wished_from=wished[0] if wished else None,
        wished_to=wished[1] if wished else None,
        entered_by_id=entered_by.person_id if entered_by else None,
        door_name=door["name"] if door else "",
        door_phone=door["phone"] if door else "",
        answered_at=None if channel == Channel.BOT else now,  # by every other way it was a person who took it in
        payment=payment_for(symptom_code, inside=inside),
        what_zh=what.zh if what else "",
        what_en=what.en if what else "",
        **_classified(project, symptom_code, now),
    )
    with session.begin_nested():
        _take_in(session, ticket, by, media, now)
        if receipt and ticket.reporter_id != ticket.entered_by_id:  # who enters it has it before the eyes
            inform(session, ticket, ticket.reporter_id, "report.reporter", now, receipt=True)
        ring_for_report(session, ticket, desk, now)
        ticket.number = next_number(
            session, project.id, NUMBER_PREFIX[ticket.kind], now.astimezone(project.zone).date()
        )
        session.flush()
        _cover(session, ticket, by, now)
    return ticket


def _cover(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    """A fault of what was paid for is mended free of charge while its guarantee lasts (DOMAIN 4.4)."""
    if ticket.kind == TicketKind.REPAIR and (former := under_guarantee(session, ticket, now)) is not None:
        follow_up(session, former, ticket, by, now)


def kind_of(symptom_code: str) -> TicketKind:
    """What kind of ticket a line of the category tree makes."""
    symptom = catalogue().symptoms[symptom_code]
    return TicketKind.HELP if symptom.is_help else TicketKind.SERVICE if symptom.is_service else TicketKind.REPAIR


def _hears_it_said(session: Session, by: Person, channel: Channel, entered_by: Staff | None) -> bool:
    """Whether somebody who is not on the bot speaks with a colleague just now, so that nobody has to call about the receipt."""
    return entered_by is not None and channel in SPOKEN and not reads_the_bot(session, by, side_of(session, by.id))


def _check(
    session: Session, project: Project, by: Person, unit: Unit | None, channel: Channel, entered_by: Staff | None
) -> None:
    """Staff enter only while they may, and owners report only of units that are theirs; raises NotYours, Gone."""
    if entered_by and (entered_by.role in MAY_NOT_ENTER or entered_by.left_at or entered_by.project_id != project.id):
        raise NotYours
    if unit is not None and entered_by is None and channel == Channel.BOT and not may(session, by, unit, Right.REPORT):
        raise Gone


def _classified(project: Project, symptom_code: str, now: datetime) -> dict[str, Any]:
    """What follows from the symptom and the moment: urgency, whether it has to be looked at first, the promised answer."""
    symptom = catalogue().symptoms[symptom_code]
    return {
        "symptom_code": symptom_code,
        "urgency": symptom.urgency,
        "unclear": symptom.unclear,
        "contact_by": answer_by(project, symptom.urgency, now),
        "occurred_at": now,
        "received_at": now,
        "recorded_at": now,
    }


def _take_in(session: Session, ticket: Ticket, by: Person, media: Sequence[int], now: datetime) -> None:
    """The ticket stands, with its event, its pictures, and a word if it is the same trouble again."""
    session.add(ticket)
    session.flush()
    record(
        session,
        project_id=ticket.project_id,
        subject=ticket.subject,
        kind="report",
        now=now,
        actor_id=ticket.entered_by_id or by.id,
        facts={"symptom": ticket.symptom_code, "media": len(media)},
    )
    attach(session, ticket.subject, media, AttachedTo.REPORT, by=by, now=now)
    note_repeat(session, ticket, now)
    _listen_to(session, ticket, by, now)


def _listen_to(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    """A colleague's words are no owner's, and fear is no anger; a fault that comes for the third time angers anybody (R041)."""
    if ticket.entered_by_id is not None or ticket.urgency == Urgency.U0:
        return
    again = repeat_of(session, ticket)
    mine = [one for one in again.here if one.reporter_id == by.id] if again else []
    listen(session, ticket, by=by, words=ticket.words, now=now, times=len(mine) + 1)
