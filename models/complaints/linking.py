"""Several owners complain of one matter: whoever leads one of the complaints links the others to it (DOMAIN 4.6, R042)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.doing import locked, moving, needs_words
from models.complaints.filing import become_major
from models.complaints.grading import HEAVY
from models.complaints.lifecycle import IN_CHARGE, LED, MOVES, Grade, Part, State, allowed
from models.complaints.parts import is_concerned, parts_of
from models.complaints.tables import Complaint
from models.complaints.telling import tell_owner
from models.complaints.together import followers, take_after
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, NotYours, TooLate

MAY_GATHER = IN_CHARGE | {Part.LEADER}


def check_may_gather(leading: Complaint, by: Person) -> None:
    """Raise Gone, NotYours or TooLate where this person cannot link others to this complaint now."""
    parts = parts_of(by, leading)
    if not parts:
        raise Gone
    if not parts & MAY_GATHER:
        raise NotYours(complaint=leading.id)
    if leading.state not in LED or leading.kind not in HEAVY or leading.leading_id or leading.leader is None:
        raise TooLate(complaint=leading.id)


def like(session: Session, leading: Complaint, reader: Person) -> list[Complaint]:
    """What may be the same matter, as far as the reader may see it: of the same object first, then of the same floor."""
    wanted = select(Complaint).where(
        Complaint.project_id == leading.project_id,
        Complaint.id != leading.id,
        Complaint.leading_id.is_(None),
        Complaint.kind.in_(HEAVY),
        Complaint.state.in_(MOVES["link"].starts),
    )
    found = session.scalars(wanted.order_by(Complaint.id)).all()
    near = [one for one in found if _is_near(one, leading) and _can_go_with(session, one, leading, reader)]
    return sorted(near, key=lambda one: (one.matter != leading.matter, not _same_floor(one, leading), one.id))


def _is_near(one: Complaint, leading: Complaint) -> bool:
    return one.matter == leading.matter or _same_floor(one, leading)


def _same_floor(one: Complaint, leading: Complaint) -> bool:
    return one.unit is not None and leading.unit is not None and one.unit.floor == leading.unit.floor


def _can_go_with(session: Session, one: Complaint, leading: Complaint, by: Person) -> bool:
    """Whether this person may link it: not what leads others, nor what concerns whoever would lead it (R082)."""
    if leading.leader is None or is_concerned(leading.leader, one) or followers(session, one):
        return False
    return "link" in allowed(one.state, one.kind, parts_of(by, one))


def link(session: Session, complaint_id: int, *, to: int, by: Person, now: datetime) -> Complaint:
    """It goes on with another one: the same grade and leader, and what its owner has missed follows at once.

    Its owner hears who leads it, and nothing of the others. Raises Gone, NotYours, TooLate.
    """
    with session.begin_nested():
        leading = locked(session, to)
        check_may_gather(leading, by)
        with moving(session, complaint_id, "link", by=by, now=now) as one:
            if one.id == to or one.leading_id or one.kind not in HEAVY or followers(session, one):
                raise TooLate(complaint=to)
            if leading.leader is None or is_concerned(leading.leader, one):
                raise NotYours(complaint=to)
            one.leading_id = to
            take_after(session, one, leading)
            tell_owner(session, one, "complaint.now_major" if one.grade == Grade.MAJOR else "complaint.led", now)
        _share(session, one, leading, now)
        _grow(session, leading, now)
    return one


def _share(session: Session, one: Complaint, leading: Complaint, now: datetime) -> None:
    """The proposal that the others have already: its owner is asked too (R089)."""
    if leading.state not in {State.PROPOSED, State.AGREED} or not leading.solution:
        return
    with moving(session, one.id, "share", by=None, now=now, words=leading.solution, to_owner=True):
        one.solution = leading.solution
        one.answered_at = one.answered_at or now
        tell_owner(session, one, "complaint.proposed", now)


def _grow(session: Session, leading: Complaint, now: datetime) -> None:
    """Several units at once make it major (DOMAIN 4.6), also where they named other objects or came on other days."""
    units = {one.unit_id for one in [leading, *followers(session, leading)]} - {None}
    if leading.grade != Grade.MAJOR and len(units) >= policy_of(leading.project).complaint_units_at_once:
        become_major(session, leading.id, "several", now)


def unlink(session: Session, complaint_id: int, *, by: Person, now: datetime, words: str) -> Complaint:
    """It was another matter after all: it goes on alone, where it stands. Raises WordsMissing, TooLate for one that is alone."""
    with moving(session, complaint_id, "unlink", by=by, now=now, words=words) as one:
        needs_words(one, words)
        if one.leading_id is None:
            raise TooLate(complaint=one.id)
        one.leading_id = None
    return one
