"""The deeds of standard replies: drafted by the desk, approved or withdrawn by those in charge (R120, DOMAIN 5.7)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.people import Person
from models.phrases.lifecycle import MOVES, Part, State
from models.phrases.tables import StandardReply
from models.refusals import Gone, NotYours, TooLate, WordsMissing
from models.roles import FRONT_OFFICE, IN_CHARGE


def parts_of(person: Person) -> frozenset[Part]:
    """What the person may do with standard replies; empty for who has nothing to do with them."""
    staff = person.staff
    if staff is None or staff.left_at is not None:
        return frozenset()
    having = {Part.DRAFTER: staff.role in FRONT_OFFICE, Part.LEADER: staff.role in IN_CHARGE}
    return frozenset(part for part, has in having.items() if has)


def draft(
    session: Session,
    *,
    project: Project,
    by: Person,
    code: str = "",
    title: str,
    words: str,
    english: str = "",
    now: datetime,
) -> StandardReply:
    """A new reply, or with a code the next version of one; without English words the Chinese ones stand for both.

    Raises NotYours, WordsMissing, or Gone for an unknown code.
    """
    if not parts_of(by):
        raise NotYours
    if not title.strip() or not words.strip():
        raise WordsMissing
    with session.begin_nested():
        latest = _latest(session, project, code) if code else None
        if code and latest is None:
            raise Gone
        one = StandardReply(
            project_id=project.id,
            code=code or _next_code(session, project),
            version=latest.version + 1 if latest else 1,
            title_zh=title.strip(),
            title_en=title.strip(),
            words_zh=words.strip(),
            words_en=english.strip() or words.strip(),
            drafted_at=now,
            drafted_by_id=by.id,
        )
        session.add(one)
        session.flush()
        _log(session, one, "phrase.draft", by, now)
    return one


def _latest(session: Session, project: Project, code: str) -> StandardReply | None:
    mine = select(StandardReply).where(StandardReply.project_id == project.id, StandardReply.code == code)
    return session.scalars(mine.order_by(StandardReply.version.desc()).limit(1).with_for_update()).first()


def _next_code(session: Session, project: Project) -> str:
    codes = select(func.count(StandardReply.code.distinct())).where(StandardReply.project_id == project.id)
    return f"own{(session.scalar(codes) or 0) + 1}"


def decide(session: Session, reply_id: int, move: str, *, by: Person, now: datetime) -> StandardReply:
    """Approve a draft, whose earlier version is replaced, or withdraw it; raises Gone, NotYours, TooLate."""
    step = MOVES.get(move)
    with session.begin_nested():
        wanted = select(StandardReply).where(StandardReply.id == reply_id).with_for_update(of=StandardReply)
        one = session.scalar(wanted.execution_options(populate_existing=True))
        if step is None or one is None or one.project_id != by.project_id or not parts_of(by):
            raise Gone
        if not parts_of(by) & step.by:
            raise NotYours(phrase=one.id)
        if one.state not in step.starts:
            raise TooLate(phrase=one.id)
        if step.target == State.APPROVED:
            _replace_others(session, one, by, now)
        one.state, one.decided_at, one.decided_by_id = step.target, now, by.id
        session.flush()
        session.refresh(one, ["decided_by"])
        _log(session, one, f"phrase.{move}", by, now)
    return one


def _replace_others(session: Session, one: StandardReply, by: Person, now: datetime) -> None:
    same = (StandardReply.project_id == one.project_id, StandardReply.code == one.code, StandardReply.id != one.id)
    for other in session.scalars(select(StandardReply).where(*same, StandardReply.state == State.APPROVED)).all():
        other.state = State.REPLACED
        _log(session, other, "phrase.replace", by, now)


def _log(session: Session, one: StandardReply, kind: str, by: Person, now: datetime) -> None:
    facts = {"code": one.code, "version": one.version}
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
