"""Reading the knowledge base: what is published, who has a part in it, and which entry a question means (R034, R119)."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.knowledge.lifecycle import MOVES, UNDER_WAY, Part, State, allowed
from models.knowledge.matching import Found, Matcher, matcher
from models.knowledge.tables import Edition, EditionStep, Entry, Topic
from models.people import Person, Role, Staff
from models.refusals import Gone


class Step(Protocol):
    """What was done, and by whom."""

    move: Any
    by_id: Any


PART_OF_ROLE = {
    Role.CS_DESK: frozenset({Part.DRAFTER}),
    Role.CS_FIELD: frozenset({Part.DRAFTER}),
    Role.CS_SUPERVISOR: frozenset({Part.REVIEWER}),
    Role.MANAGER: frozenset({Part.APPROVER}),
}


def parts_of(staff: Staff | None) -> frozenset[Part]:
    """What somebody may do with the knowledge base (DOMAIN 5.7)."""
    return frozenset() if staff is None or staff.left_at else PART_OF_ROLE.get(staff.role, frozenset())


def visible(session: Session, edition_id: int, person: Person) -> Edition:
    """An edition, for the staff of its office; what is not published, only for those with a part. Raises Gone."""
    one, staff = session.get(Edition, edition_id), person.staff
    if one is None or staff is None or staff.left_at or staff.project_id != one.entry.project_id:
        raise Gone
    if one.state != State.PUBLISHED and not parts_of(staff):
        raise Gone
    return one


def _of_office(project_id: int) -> Select[Edition]:
    wanted = select(Edition).join(Entry, Entry.id == Edition.entry_id).where(Entry.project_id == project_id)
    return wanted.order_by(Entry.code, Edition.number)


def published(session: Session, project: Project, topic: Topic | None = None) -> Sequence[Edition]:
    """What owners read, by code."""
    wanted = _of_office(project.id).where(Edition.state == State.PUBLISHED)
    return session.scalars(wanted.where(Entry.topic == topic) if topic else wanted).all()


def readable(session: Session, project_id: int, edition_id: int) -> Edition:
    """A published edition of this office; raises Gone, also where it was retired or replaced meanwhile."""
    one = session.get(Edition, edition_id)
    if one is None or one.entry.project_id != project_id or one.state != State.PUBLISHED:
        raise Gone
    return one


def in_state(session: Session, project: Project, states: Sequence[State]) -> Sequence[Edition]:
    """Every edition in one of these states, by code."""
    return session.scalars(_of_office(project.id).where(Edition.state.in_(states))).all()


def editions_of(session: Session, entry_id: int) -> Sequence[Edition]:
    """Every edition of an entry, the newest first."""
    return session.scalars(select(Edition).where(Edition.entry_id == entry_id).order_by(Edition.number.desc())).all()


def under_way(session: Session, entry_id: int) -> Edition | None:
    """The edition of an entry that is being drafted or reviewed."""
    return session.scalar(select(Edition).where(Edition.entry_id == entry_id, Edition.state.in_(UNDER_WAY)))


def steps_of(session: Session, one: Edition) -> Sequence[EditionStep]:
    """Everything that was done with an edition, oldest first."""
    wanted = select(EditionStep).where(EditionStep.edition_id == one.id).order_by(EditionStep.id)
    return session.scalars(wanted).all()


def own_hands(steps: Iterable[Step], person: Person) -> frozenset[str]:
    """What somebody has done with an edition; a review that was sent back counts no more."""
    done: set[str] = set()
    for step in steps:
        if step.move == "send_back":
            done.discard("review")
        if step.by_id == person.id:
            done.add(step.move)
    return frozenset(done)


def moves_for(session: Session, person: Person, one: Edition) -> frozenset[str]:
    """The names of the moves that somebody may make with an edition as it is now."""
    names = allowed(one.state, parts_of(person.staff))
    own = own_hands(steps_of(session, one), person)
    return frozenset(name for name in names if not own & MOVES[name, one.state].apart)


def to_review(session: Session, project: Project, today: date) -> Sequence[Edition]:
    """What is published and due to be looked at again, the longest first (J32)."""
    wanted = _of_office(project.id).where(Edition.state == State.PUBLISHED, Edition.review_by <= today)
    return session.scalars(wanted.order_by(None).order_by(Edition.review_by, Edition.id)).all()


@lru_cache(maxsize=8)
def _matcher(entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Matcher:
    return matcher(dict(entries))


def matching(session: Session, project: Project, words: str) -> tuple[Edition | None, list[Edition]]:
    """The published edition that answers a question surely, and else those that may; never a guess (R034)."""
    known = {one.entry.code: one for one in published(session, project)}
    texts = tuple((code, (one.question_zh, one.question_en, *one.phrases)) for code, one in known.items())
    found: Found = _matcher(texts).find(words)
    return (known[found.sure] if found.sure else None), [known[code] for code in found.likely]
