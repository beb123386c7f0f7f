"""Complaints of one matter go on together: one leads, the others follow, and each of their owners hears for themselves (DOMAIN 4.6)."""

from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.doing import give_to, note
from models.complaints.grading import WHY
from models.complaints.lifecycle import ENDED, State, allowed
from models.complaints.parts import is_concerned, parts_of
from models.complaints.tables import Complaint
from models.complaints.telling import tell_leaders, tell_owner
from models.complaints.timing import watch
from models.people import Person

TOGETHER = "together"  # why a complaint has its grade: because of the one that leads


def followers(session: Session, leading: Complaint) -> Sequence[Complaint]:
    """What goes with it and has not ended, locked, the oldest first."""
    wanted = select(Complaint).where(Complaint.leading_id == leading.id, Complaint.state.not_in(ENDED))
    locking = wanted.order_by(Complaint.id).with_for_update(of=Complaint)
    return session.scalars(locking.execution_options(populate_existing=True)).all()


def moving_along(
    session: Session, leading: Complaint, name: str, by: Person, among: Set[State] = frozenset(State)
) -> list[Complaint]:
    """The followers with which the same person can make the same move now, as far as they are in one of these states."""
    return [
        one
        for one in followers(session, leading)
        if one.state in among and name in allowed(one.state, one.kind, parts_of(by, one))
    ]


def keep_together(
    session: Session, leading: Complaint, move: str, *, by: Person | None, now: datetime, kind: str
) -> None:
    """Grade and leader of the leading one hold for all; who must not be led by that person goes on alone (R082)."""
    for one in followers(session, leading):
        one.version += 1
        if leading.leader is None or is_concerned(leading.leader, one):
            one.leading_id = None
            give_to(session, one, leading.level, now)
            tell_leaders(session, one, "complaint.yours", now)
        else:
            take_after(session, one, leading)
        note(session, one, move, by=by, now=now)
        watch(session, one, now)
        tell_owner(session, one, kind, now)


def take_after(session: Session, one: Complaint, leading: Complaint) -> None:
    """The grade, the level and the people of the leading one; of its reason only what names nobody."""
    one.grade, one.level = leading.grade, leading.level
    one.grade_reason = leading.grade_reason if leading.grade_reason in WHY else TOGETHER
    helper = leading.assistant
    one.leader_id = leading.leader_id
    one.assistant_id = None if helper is None or is_concerned(helper, one) else helper.person_id
    session.flush()
    session.refresh(one, ["leader", "assistant"])


def go_alone(session: Session, complaint: Complaint) -> None:
    """It leaves its matter; where it led, the oldest of the others leads them from now on."""
    rest = followers(session, complaint)
    complaint.leading_id = None
    for one in rest:
        one.leading_id = rest[0].id if one is not rest[0] else None
    session.flush()
