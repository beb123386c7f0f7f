"""Who sees which pictures, voice notes and files of a ticket, and to whom they go by themselves (R026, R203)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.media.actions import attach
from models.media.showing import show
from models.media.tables import AttachedTo, Attachment, Media
from models.notices import Pace
from models.people import Person, Side
from models.refusals import Gone
from models.tickets.lifecycle import IN_HAND, PAUSED, Part
from models.tickets.outcomes import Result
from models.tickets.parts import holders, may_know_customer, parts_of
from models.tickets.queries import merged_in, visible
from models.tickets.tables import Ticket

FROM_THE_OWNER = (AttachedTo.REPORT, AttachedTo.DETAIL)
PARTS = (*FROM_THE_OWNER, AttachedTo.CARD, AttachedTo.RESULT)
Enclosed = dict[AttachedTo, list[Media]]


def seen_by(session: Session, ticket: Ticket, person: Person, side: Side, now: datetime) -> Enclosed:
    """What this person may see on this bot, by the part of the matter to which it belongs."""
    rows = select(Attachment, Media).join(Media, Media.id == Attachment.media_id)
    found: Enclosed = {}
    parts = parts_of(session, person, ticket, now)
    may_see = _colleague_sees if side == Side.STAFF else _owner_sees
    family = _family(session, ticket)
    every = rows.where(Attachment.subject.in_(family)).order_by(Attachment.id)
    for attachment, media in session.execute(every):
        if media.by_id == person.id or may_see(ticket, parts, attachment, family[attachment.subject]):
            found.setdefault(attachment.part, []).append(media)
    return found


def _family(session: Session, ticket: Ticket) -> dict[str, Ticket]:
    """The ticket, the whole of which it is a part, its own parts, and what was merged into it, by subject (R044, DOMAIN 5.2)."""
    wanted = or_(Ticket.parent_id == ticket.id, Ticket.id == (ticket.parent_id or 0))
    others = session.scalars(select(Ticket).where(wanted))
    return {one.subject: one for one in (ticket, *others, *merged_in(session, ticket))}


def _colleague_sees(ticket: Ticket, parts: frozenset[Part], attachment: Attachment, origin: Ticket) -> bool:
    """Whoever only performs the job sees what was sent from inside a unit after accepting; a public place at once (R203)."""
    office = parts - {Part.REPORTER, Part.JOINED}
    private = origin.inside and attachment.part in FROM_THE_OWNER
    return bool(office) and (not private or may_know_customer(ticket, office))


def _owner_sees(ticket: Ticket, parts: frozenset[Part], attachment: Attachment, origin: Ticket) -> bool:
    """The result once it was fed back; of what was reported the reporter's ticket; others who joined see their own.

    Of what another owner's merged ticket holds, nothing.
    """
    if origin.merged_into_id is not None and origin is not ticket:
        return False
    if attachment.part == AttachedTo.RESULT:
        told = ticket.fed_back_at is not None and attachment.at <= ticket.fed_back_at
        return told and bool(parts & {Part.REPORTER, Part.JOINED})
    reported = attachment.part in FROM_THE_OWNER and attachment.by_id == ticket.reporter_id
    return reported and attachment.subject == ticket.subject and Part.REPORTER in parts


def let_pictures_follow(session: Session, ticket: Ticket, move: str, now: datetime) -> None:
    """What goes by itself after a move: to the desk, to the one who does the job, and the result to the owner."""
    match move:
        case "report":
            _show(session, ticket, holders(session, Part.DESK, ticket, now), Side.STAFF, FROM_THE_OWNER, now)
        case "accept" | "take":
            _show(session, ticket, holders(session, Part.ASSIGNEE, ticket, now), Side.STAFF, FROM_THE_OWNER, now)
        case "feed_back":
            _show(session, ticket, holders(session, Part.REPORTER, ticket, now), Side.OWNER, (AttachedTo.RESULT,), now)


def who_has_it(session: Session, ticket: Ticket, now: datetime) -> list[int]:
    """Who must hear of what is added: whoever has the matter in hand, or else the desk."""
    in_hand = ticket.assignee_id is not None and ticket.status in IN_HAND | PAUSED
    return holders(session, Part.ASSIGNEE if in_hand else Part.RECEIVER, ticket, now)


def pass_on_details(
    session: Session, ticket: Ticket, media: Sequence[int], now: datetime, *, also: Iterable[int] = ()
) -> None:
    """What somebody has just added goes to those who hear of it, and to who else answers for it."""
    people = dict.fromkeys([*who_has_it(session, ticket, now), *also])
    _show(session, ticket, people, Side.STAFF, (AttachedTo.DETAIL,), now, only=frozenset(media))


def pass_on_merged(session: Session, ticket: Ticket, merged: Ticket, now: datetime) -> None:
    """What was sent for a ticket that has just become part of this one goes to whoever has this one in hand."""
    if ticket.status in IN_HAND | PAUSED:
        sent = select(Attachment.media_id).where(Attachment.subject.in_(_family(session, merged)))
        people = holders(session, Part.ASSIGNEE, ticket, now)
        _show(session, ticket, people, Side.STAFF, FROM_THE_OWNER, now, only=frozenset(session.scalars(sent)))


def show_again(session: Session, ticket_id: int, *, by: Person, side: Side, now: datetime) -> Ticket:
    """Everything that this person may see, because they ask for it; raises Gone where that is nothing."""
    ticket = visible(session, ticket_id, by, now)
    if not seen_by(session, ticket, by, side, now):
        raise Gone
    _show(session, ticket, [by.id], side, PARTS, now, asked=True)
    return ticket


def show_some(
    session: Session, ticket: Ticket, media_ids: Iterable[int], *, by: Person, side: Side, now: datetime
) -> None:
    """Of these what the person may see, because they ask for it."""
    _show(session, ticket, [by.id], side, PARTS, now, asked=True, only=frozenset(media_ids))


def _show(
    session: Session,
    ticket: Ticket,
    people: Iterable[int],
    side: Side,
    wanted: Sequence[AttachedTo],
    now: datetime,
    *,
    asked: bool = False,
    only: frozenset[int] | None = None,
) -> None:
    for person_id in people:
        seen = seen_by(session, ticket, session.get_one(Person, person_id), side, now)
        for part in wanted:
            show(
                session,
                [one for one in seen.get(part, []) if only is None or one.id in only],
                person_id=person_id,
                side=side,
                subject=ticket.subject,
                now=now,
                pace=Pace.REPLY if asked else Pace.PROMPT,
                occasion=f"{now:%y%m%d%H%M}" if asked else "",  # a finger that trembles gets them once
                facts={"ticket": ticket.id, "part": part},
            )


def keep_result(
    session: Session, ticket: Ticket, *, by: Person, now: datetime, words: str, media: Sequence[int], no_photo: str
) -> None:
    """What was done in this round, with its pictures or the reason why there are none (DOMAIN 5.1)."""
    ticket.result, ticket.reported_at = words, now
    done = Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=by.id, kind="result", words=words, at=now)
    done.no_photo = no_photo.strip()
    session.add(done)
    attach(session, ticket.subject, media, AttachedTo.RESULT, by=by, now=now)


def why_no_picture(session: Session, ticket: Ticket) -> str:
    """What was said instead of showing the result of this round; empty where there are pictures, or no result yet."""
    results = select(Result.no_photo).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return session.scalars(results.where(Result.kind == "result").order_by(Result.id.desc())).first() or ""
