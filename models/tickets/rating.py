"""The owner's rating of a job, and what it sets in motion: a second round, or a callback (R053, R027, DOMAIN 5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dues import call_off
from models.events import record
from models.marks.noting import listen
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, TooLate
from models.tickets.actions import reopen
from models.tickets.lifecycle import DONE
from models.tickets.moving import inform, locked
from models.tickets.outcomes import Rating
from models.tickets.pictures import pass_on_details
from models.tickets.satisfaction import ASK_SATISFACTION
from models.tickets.subjobs import open_subjobs
from models.tickets.tables import Ticket


@dataclass(frozen=True)
class Scores:
    """The four aspects, each from 1 (very low) to 5 (very high)."""

    punctuality: int
    attitude: int
    quality: int
    tidiness: int


NONE_YET = Scores(0, 0, 0, 0)


def rating_of(session: Session, ticket: Ticket) -> Rating | None:
    """The rating of the present round."""
    return session.scalar(select(Rating).where(Rating.ticket_id == ticket.id, Rating.round == ticket.rounds))


def latest_rating(session: Session, ticket: Ticket) -> Rating | None:
    """The newest rating of any round: what an owner complained of stays to be seen."""
    return session.scalars(select(Rating).where(Rating.ticket_id == ticket.id).order_by(Rating.round.desc())).first()


def lowest_rating(session: Session, ticket: Ticket) -> int | None:
    """The lowest score of all rounds: a bad one does not vanish when the work was done again."""
    found = session.scalars(select(Rating).where(Rating.ticket_id == ticket.id)).all()
    return min((one.lowest for one in found if one.lowest), default=None)


def may_rate(session: Session, ticket: Ticket, by: Person) -> bool:
    """Whether this person can rate the present round."""
    if ticket.reporter_id != by.id or ticket.status not in DONE or ticket.parent_id:
        return False
    return rating_of(session, ticket) is None and not open_subjobs(session, ticket)


def rate(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    solved: bool,
    scores: Scores | None = None,
    comment: str = "",
    media: Sequence[int] = (),
) -> Ticket:
    """Keep the rating; what is not solved is reopened with priority, of a low score the first receiver hears. `media` show why.

    Without `scores` only for what is not solved: `score` may add them. Raises Gone for anybody but the reporter, TooLate
    where the round cannot be rated (any more), ValueError for a score outside 1 to 5.
    """
    given = _checked(scores) if scores or solved else NONE_YET
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        if ticket.reporter_id != by.id:
            raise Gone
        if not may_rate(session, ticket, by):
            raise TooLate(ticket=ticket_id)
        rating = Rating(
            project_id=ticket.project_id,
            ticket_id=ticket.id,
            round=ticket.rounds,
            solved=solved,
            punctuality=given.punctuality,
            attitude=given.attitude,
            quality=given.quality,
            tidiness=given.tidiness,
            comment=comment,
            at=now,
        )
        session.add(rating)
        call_off(session, kind=ASK_SATISFACTION, subject=ticket.subject)
        _log(session, ticket, rating, by, now)
        if not solved:
            reopen(session, ticket.id, by=by, now=now)
        elif is_low(rating, ticket) and ticket.first_receiver_id is not None:
            inform(
                session, ticket, ticket.first_receiver_id, "low_score.receiver", now, occasion=f"round{ticket.rounds}"
            )
        attach(session, ticket.subject, media, AttachedTo.DETAIL, by=by, now=now)
        pass_on_details(session, ticket, media, now)
        listen(session, ticket, by=by, words=comment, now=now)
    return ticket


def _checked(scores: Scores | None) -> Scores:
    if scores is None or not all(1 <= score <= 5 for score in vars(scores).values()):
        raise ValueError("scores go from 1 to 5")
    return scores


def _log(session: Session, ticket: Ticket, rating: Rating, by: Person, now: datetime) -> None:
    facts = {"solved": rating.solved, "lowest": rating.lowest}
    subject, project_id = ticket.subject, ticket.project_id
    record(session, project_id=project_id, subject=subject, kind="rate", now=now, actor_id=by.id, facts=facts)


def waits_for_scores(session: Session, ticket: Ticket, by: Person) -> Rating | None:
    """The newest rating, if this person said that it is not solved and has given no scores yet."""
    rating = latest_rating(session, ticket) if ticket.reporter_id == by.id else None
    return rating if rating and not rating.solved and not rating.lowest else None


def score(session: Session, ticket_id: int, *, by: Person, now: datetime, scores: Scores) -> Ticket:
    """The scores of a round that was not solved, afterwards; raises TooLate where none are asked for."""
    given = _checked(scores)
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        rating = waits_for_scores(session, ticket, by)
        if rating is None:
            raise TooLate(ticket=ticket_id)
        for aspect, points in vars(given).items():
            setattr(rating, aspect, points)
        _log(session, ticket, rating, by, now)
    return ticket


def reopened_by_owner(session: Session, ticket: Ticket) -> bool:
    """Whether the present round began with what the owner said of the one before."""
    rating = latest_rating(session, ticket)
    return rating is not None and rating.round == ticket.rounds - 1 and not rating.solved


def is_low(rating: Rating, ticket: Ticket) -> bool:
    """Whether a person asks why: one aspect has so few points (DOMAIN 3.2)."""
    return 0 < rating.lowest <= policy_of(ticket.project).low_score
