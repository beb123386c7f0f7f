"""The deeds of the knowledge base: drafted, written, handed in, reviewed twice, published, kept, retired; each once (R119)."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.knowledge.lifecycle import MOVES, REASONED, Part, State
from models.knowledge.placeholders import unknown
from models.knowledge.reading import own_hands, parts_of, steps_of, under_way
from models.knowledge.tables import Edition, EditionStep, Entry, Topic
from models.knowledge.telling import tell_next, tell_writers
from models.people import Person
from models.policy import policy_of
from models.refusals import (
    Gone,
    NotFinished,
    NotYours,
    Outdated,
    OwnWords,
    ReasonMissing,
    SoundsWrong,
    TooLate,
    UnknownBraces,
)
from models.wording import faults

CODE = re.compile(r"FAQ(\d+)")


def may_draft(person: Person) -> bool:
    """Whether somebody writes entries: desk and field (DOMAIN 5.7)."""
    return Part.DRAFTER in parts_of(person.staff)


def begin(
    session: Session, *, by: Person, now: datetime, topic: Topic, question: str, answer: str = "", source: str = ""
) -> Edition:
    """Draft a new entry, under the next code; raises NotYours. `source` is the subject from which it was learnt (R226)."""
    if not may_draft(by):
        raise NotYours
    with session.begin_nested():
        session.execute(select(Project.id).where(Project.id == by.project_id).with_for_update())
        entry = Entry(project_id=by.project_id, code=_next_code(session, by.project_id), topic=topic)
        session.add(entry)
        session.flush()
        one = Edition(
            entry_id=entry.id, number=1, question_zh=question.strip(), answer_zh=answer.strip(), source=source
        )
        _add(session, one, by, now)
    return one


def _next_code(session: Session, project_id: int) -> str:
    codes = session.scalars(select(Entry.code).where(Entry.project_id == project_id))
    taken = [int(found[1]) for code in codes if (found := CODE.fullmatch(code))]
    return f"FAQ{max(taken, default=0) + 1:02d}"


def _add(session: Session, one: Edition, by: Person | None, now: datetime) -> None:
    session.add(one)
    session.flush()
    session.refresh(one, ["entry"])
    note(session, one, "draft", by, now)


def redraft(session: Session, edition_id: int, *, by: Person, now: datetime) -> Edition:
    """A new edition of an entry, with the words of this one; what is published stays so until the new one is.

    Raises Gone, NotYours, or TooLate where another one is under way.
    """
    with session.begin_nested():
        old = locked(session, edition_id)
        if old.entry.project_id != by.project_id:
            raise Gone
        if not may_draft(by):
            raise NotYours(edition=old.id)
        session.execute(select(Entry.id).where(Entry.id == old.entry_id).with_for_update())
        if (other := under_way(session, old.entry_id)) is not None:
            raise TooLate(edition=other.id)
        number = max(session.scalars(select(Edition.number).where(Edition.entry_id == old.entry_id))) + 1
        one = _with_its_words(old, number)
        _add(session, one, by, now)
    return one


def _with_its_words(old: Edition, number: int) -> Edition:
    return Edition(
        entry_id=old.entry_id,
        number=number,
        question_zh=old.question_zh,
        question_en=old.question_en,
        phrases=list(old.phrases),
        answer_zh=old.answer_zh,
        answer_en=old.answer_en,
    )


def locked(session: Session, edition_id: int) -> Edition:
    """The edition, locked until the end of the transaction; raises Gone."""
    wanted = select(Edition).where(Edition.id == edition_id).with_for_update(of=Edition)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def check_move(session: Session, one: Edition, name: str, by: Person) -> None:
    """Whether this person may make the move now; raises Gone, NotYours, TooLate, or OwnWords who wrote or reviewed it."""
    parts = parts_of(by.staff)
    if not parts or one.entry.project_id != by.project_id:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(edition=one.id)
    move = MOVES.get((name, one.state))
    if move is None:
        raise TooLate(edition=one.id)
    if not parts & move.by:
        raise NotYours(edition=one.id)
    if own_hands(steps_of(session, one), by) & move.apart:
        raise OwnWords(edition=one.id)


@contextmanager
def moving(
    session: Session, edition_id: int, name: str, *, by: Person, now: datetime, seen: int | None, words: str = ""
) -> Iterator[Edition]:
    """Make a move of the table; the body adds what is special about it.

    Raises like `check_move`, Outdated (decided on another version), ReasonMissing; then nothing has changed.
    """
    with session.begin_nested():
        one = locked(session, edition_id)
        check_move(session, one, name, by)
        if seen is not None and seen != one.version:
            raise Outdated(edition=one.id)
        if name in REASONED and not words.strip():
            raise ReasonMissing(edition=one.id)
        yield one
        before = one.state
        one.state, one.version = MOVES[name, before].end, one.version + 1
        note(session, one, name, by, now, state=before, words=words)


def note(
    session: Session,
    one: Edition,
    move: str,
    by: Person | None,
    now: datetime,
    *,
    state: State = State.DRAFT,
    words: str = "",
) -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    session.add(EditionStep(edition_id=one.id, move=move, state=state, by_id=by_id, at=now, words=words.strip()))
    session.flush()
    facts = {"state": one.state, "version": one.version, "entry": one.entry.code, "edition": one.number}
    kind, office = f"knowledge.{move}", one.entry.project_id
    record(session, project_id=office, subject=one.subject, kind=kind, now=now, actor_id=by_id, facts=facts)


def write(
    session: Session,
    edition_id: int,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    question_zh: str | None = None,
    question_en: str | None = None,
    phrases: Sequence[str] | None = None,
    answer_zh: str | None = None,
    answer_en: str | None = None,
) -> Edition:
    """Other words for a draft; what is None stays. Raises like `moving`, and UnknownBraces."""
    with moving(session, edition_id, "write", by=by, now=now, seen=seen) as one:
        texts = {"question_zh": question_zh, "question_en": question_en, "answer_zh": answer_zh, "answer_en": answer_en}
        for name, text in texts.items():
            if text is not None:
                setattr(one, name, text.strip())
        if phrases is not None:
            one.phrases = list(dict.fromkeys(said for text in phrases if (said := text.strip())))
        _look_up(one)
    return one


def phrases_in(text: str) -> list[str]:
    """What somebody wrote as match phrases: one on a line, or between commas."""
    return [said for part in re.split(r"[\n,，、;；/]", text) if (said := part.strip())]


def _look_up(one: Edition) -> None:
    if found := unknown(one.question_zh, one.question_en, one.answer_zh, one.answer_en):
        raise UnknownBraces(edition=one.id, names=found)


def hand_in(
    session: Session, edition_id: int, *, by: Person, now: datetime, insist: bool = False, seen: int | None = None
) -> Edition:
    """Give a draft to the supervisor; raises like `moving`, NotFinished, UnknownBraces, or SoundsWrong unless one insists."""
    with moving(session, edition_id, "hand_in", by=by, now=now, seen=seen) as one:
        if not one.is_complete:
            raise NotFinished(edition=one.id)
        _look_up(one)
        if found := faults(one.answer_zh):
            if not insist:
                raise SoundsWrong(edition=one.id, faults=found)
            facts = {"faults": found, "version": one.version}
            office, kind = one.entry.project_id, "insist"
            record(session, project_id=office, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
    tell_next(session, one, by, now)
    return one


def review(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Edition:
    """The first reviewer finds it right; the manager hears. Raises like `moving`."""
    with moving(session, edition_id, "review", by=by, now=now, seen=seen) as one:
        pass
    tell_next(session, one, by, now)
    return one


def publish(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Edition:
    """The second reviewer approves it: owners read it from now on, and the former edition no more. Raises like `moving`."""
    with moving(session, edition_id, "publish", by=by, now=now, seen=seen) as one:
        project = session.get_one(Project, one.entry.project_id)
        former = select(Edition).where(Edition.entry_id == one.entry_id, Edition.state == State.PUBLISHED)
        for old in session.scalars(former.with_for_update(of=Edition)):
            old.state, old.version = State.REPLACED, old.version + 1
            note(session, old, "replace", by, now, state=State.PUBLISHED)
        one.published_at, one.review_by = now, _next_look(project, now)
    tell_writers(session, one, by, now, back=False)
    return one


def _next_look(project: Project, now: datetime) -> date:
    return (now.astimezone(project.zone) + timedelta(days=policy_of(project).answer_review_days)).date()


def send_back(
    session: Session, edition_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Edition:
    """It needs other words, and why; whoever wrote it hears. Raises like `moving`."""
    with moving(session, edition_id, "send_back", by=by, now=now, seen=seen, words=words) as one:
        pass
    tell_writers(session, one, by, now, back=True)
    return one


def keep(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Edition:
    """What is published is still right, and is looked at again in a year (J32). Raises like `moving`."""
    with moving(session, edition_id, "keep", by=by, now=now, seen=seen) as one:
        one.review_by = _next_look(session.get_one(Project, one.entry.project_id), now)
    return one


def retire(
    session: Session, edition_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Edition:
    """Owners read it no more, and why. Raises like `moving`."""
    with moving(session, edition_id, "retire", by=by, now=now, seen=seen, words=words) as one:
        pass
    return one


def drop(session: Session, edition_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Edition:
    """A draft that nobody needs. Raises like `moving`."""
    with moving(session, edition_id, "drop", by=by, now=now, seen=seen) as one:
        pass
    return one
