"""What the owner of a complaint says to it: to the solution, to the result, or that it is settled (R087, R089)."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.complaints.actions import close_if_done
from models.complaints.doing import moving, needs_words
from models.complaints.grading import HEAVY
from models.complaints.higher import take_up_higher
from models.complaints.lifecycle import State
from models.complaints.tables import Complaint
from models.complaints.telling import tell_in_charge, tell_leaders, tell_owner
from models.complaints.timing import answer_by, end_by
from models.complaints.together import go_alone
from models.people import Person
from models.policy import policy_of
from models.refusals import TooLate


def agree(session: Session, complaint_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Complaint:
    """The owner agrees: it is carried out, and the result is promised."""
    with moving(session, complaint_id, "agree", by=by, now=now, seen=seen) as complaint:
        complaint.due_at = max(end_by(complaint), answer_by(complaint.project, now))
        tell_leaders(session, complaint, "complaint.agreed", now)
    _share_result(session, complaint, now)
    return complaint


def _share_result(session: Session, complaint: Complaint, now: datetime) -> None:
    """The others of the same matter have the result already: it follows at once."""
    leading = complaint.leading
    if leading is None or leading.state not in {State.ANSWERED, State.CLOSED} or leading.solution != complaint.solution:
        return
    with moving(session, complaint.id, "follow", by=None, now=now, words=leading.result, to_owner=True):
        complaint.result, complaint.answered_at = leading.result, complaint.answered_at or now
        tell_owner(session, complaint, "complaint.answered", now)


def discuss(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """The owner would like it somewhat different; who leads it proposes anew. Raises WordsMissing."""
    with moving(session, complaint_id, "discuss", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        complaint.due_at = answer_by(complaint.project, now)
        tell_leaders(session, complaint, "complaint.discussed", now)
    return complaint


def decline(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """The owner is not content with the solution: the next level leads, and who led it helps (R087). Raises WordsMissing."""
    with moving(session, complaint_id, "decline", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        take_up_higher(session, complaint, "complaint.declined", now)
        tell_owner(session, complaint, "complaint.higher", now, receipt=True)
    return complaint


def say_content(
    session: Session, complaint_id: int, *, by: Person, now: datetime, seen: int | None = None
) -> Complaint:
    """The owner is content with the result; a person calls all the same (DOMAIN 3.2)."""
    with moving(session, complaint_id, "content", by=by, now=now, seen=seen) as complaint:
        complaint.content = True
        tell_leaders(session, complaint, "complaint.content", now)
    close_if_done(session, complaint, now)
    return complaint


def may_appeal(complaint: Complaint) -> bool:
    """Whether the owner may ask for the next level once more."""
    return complaint.kind in HEAVY and complaint.appeals < policy_of(complaint.project).complaint_appeals


def appeal(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """The result is not what was hoped for: the next level takes it up (R087). Raises WordsMissing, TooLate after the last time."""
    with moving(session, complaint_id, "appeal", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        if not may_appeal(complaint):
            raise TooLate(complaint=complaint.id)
        complaint.appeals += 1
        _again(session, complaint, now)
        tell_owner(session, complaint, "complaint.higher", now, receipt=True)
    return complaint


def take_up(session: Session, complaint_id: int, *, by: Person, now: datetime, words: str) -> Complaint:
    """On the telephone they said that they are not content; the next level takes it up. Raises WordsMissing."""
    with moving(session, complaint_id, "take_up", by=by, now=now, words=words) as complaint:
        needs_words(complaint, words)
        _again(session, complaint, now)
        tell_owner(session, complaint, "complaint.higher", now)
    return complaint


def _again(session: Session, complaint: Complaint, now: datetime) -> None:
    take_up_higher(session, complaint, "complaint.appealed", now)
    over = update(Call).where(
        Call.subject == complaint.subject, Call.kind == CallKind.COMPLAINT, Call.done_at.is_(None)
    )
    session.execute(over.values(done_at=now))  # a callback about a round that was not the last


def withdraw(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str = "", seen: int | None = None
) -> Complaint:
    """The owner takes it back, perhaps with a reason; who had it and those in charge hear, others of the same matter go on.

    What was set so that it does not come again goes on too: the fault was the office's.
    """
    with moving(session, complaint_id, "withdraw", by=by, now=now, seen=seen, words=words) as complaint:
        go_alone(session, complaint)
        tell_leaders(session, complaint, "complaint.withdrawn", now)
        tell_in_charge(session, complaint, "complaint.withdrawn", now, but=complaint.leader_id)
    return complaint
