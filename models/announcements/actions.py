"""The deeds of an announcement: drafted, revised, sent back, approved by another, called off, ended, corrected (R149, R161, R195)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.audience import audience_of, readers_of, still_meant, units_in
from models.announcements.content import Content, Kind, check, in_a_hurry
from models.announcements.lifecycle import MOVES, Move, Part, State
from models.announcements.phoning import call_no_more
from models.announcements.reading import moves_for, open_correction, parts_of
from models.announcements.tables import Announcement, AnnouncementStep
from models.announcements.telling import tell_about, tell_owner
from models.announcements.timing import forget, wait_to_send
from models.estate import Project
from models.events import record
from models.people import Person
from models.refusals import Gone, NobodyReached, NotYours, Outdated, OwnDraft, ReasonMissing, TooLate, WordsMissing
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.rota import staff_of


def draft(
    session: Session, content: Content, *, by: Person, now: datetime, corrects: int | None = None
) -> Announcement:
    """Keep a draft; supervisors and managers hear that one waits. Raises NotYours, Gone (no such unit), or like the check."""
    if by.staff is None or by.staff.left_at is not None or by.staff.role not in FRONT_OFFICE:
        raise NotYours
    project = session.get_one(Project, by.project_id)
    check(content, project, now)
    if not units_in(session, project, content):
        raise Gone
    one = Announcement(
        project_id=project.id, drafter_id=by.id, drafted_at=now, corrects_id=corrects, **_columns(content)
    )
    with session.begin_nested():
        session.add(one)
        session.flush()
        note(session, one, "draft", by, now)
    _tell_leaders(session, one, by, now)
    return one


def _columns(content: Content) -> dict[str, Any]:
    clean = {"title": content.title.strip(), "words": content.words.strip(), "reason": content.reason.strip()}
    return {**asdict(content), **clean, "places": list(content.places)}


def _tell_leaders(session: Session, one: Announcement, by: Person, now: datetime) -> None:
    """Those who may approve it, but for who drafted it."""
    for leader in staff_of(session, session.get_one(Project, one.project_id)):
        if leader.role in IN_CHARGE and leader.person_id not in {by.id, one.drafter_id}:
            tell_about(session, one, leader.person_id, "announcement.draft", now)


def note(session: Session, one: Announcement, move: str, by: Person | None, now: datetime, words: str = "") -> None:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    session.add(AnnouncementStep(announcement_id=one.id, move=move, by_id=by_id, at=now, words=words.strip()))
    session.flush()
    facts, kind = {"state": one.state, "version": one.version}, f"announcement.{move}"
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by_id, facts=facts)


def locked(session: Session, announcement_id: int) -> Announcement:
    """The announcement, locked until the end of the transaction; raises Gone."""
    wanted = select(Announcement).where(Announcement.id == announcement_id).with_for_update(of=Announcement)
    one = session.scalar(wanted.execution_options(populate_existing=True))
    if one is None:
        raise Gone
    return one


def move_for(one: Announcement, name: str, by: Person) -> Move:
    """The move of the table, if this person may make it now; raises Gone, NotYours, TooLate or OwnDraft."""
    parts = parts_of(by, one)
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(announcement=one.id)
    move = MOVES.get((name, one.state))
    if move is None or (move.shutoff and one.kind != Kind.SHUTOFF):
        raise TooLate(announcement=one.id)
    if move.apart and Part.DRAFTER in parts:
        raise OwnDraft(announcement=one.id)
    if name not in moves_for(by, one):
        raise NotYours(announcement=one.id)
    return move


@contextmanager
def moving(
    session: Session,
    announcement_id: int,
    name: str,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    words: str = "",
) -> Iterator[Announcement]:
    """Make a move of the table; the body adds what is special about it. Raises like `move_for`, and Outdated."""
    with session.begin_nested():
        one = locked(session, announcement_id)
        move = move_for(one, name, by)
        if seen is not None and seen != one.version:
            raise Outdated(announcement=one.id)
        yield one
        one.state, one.version = move.end, one.version + 1
        note(session, one, name, by, now, words)


def revise(
    session: Session, announcement_id: int, content: Content, *, by: Person, now: datetime, seen: int | None = None
) -> Announcement:
    """Other words, times or another target; those who approve hear. Raises like `moving` and like a draft."""
    with moving(session, announcement_id, "revise", by=by, now=now, seen=seen) as one:
        check(content, session.get_one(Project, one.project_id), now)
        for name, value in _columns(content).items():
            setattr(one, name, value)
    _tell_leaders(session, one, by, now)
    return one


def send_back(
    session: Session, announcement_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Announcement:
    """The drafter is to revise it, and why; raises like `moving`, and WordsMissing (R161)."""
    with moving(session, announcement_id, "send_back", by=by, now=now, seen=seen, words=words) as one:
        _said(one, words)
    tell_about(session, one, one.drafter_id, "announcement.returned", now)
    return one


def _said(one: Announcement, words: str) -> None:
    if not words.strip():
        raise WordsMissing(announcement=one.id)


def approve(
    session: Session, announcement_id: int, *, by: Person, now: datetime, hurry: str = "", seen: int | None = None
) -> Announcement:
    """It goes out at its time, or at once where that is over; never by who drafted it (DOMAIN 5.7).

    Raises like `moving` and like the check; NobodyReached where it would reach nobody, TooLate where what it corrects is over.
    """
    with moving(session, announcement_id, "approve", by=by, now=now, seen=seen) as one:
        project = session.get_one(Project, one.project_id)
        one.hurry = one.hurry or hurry.strip()
        check(one.content, project, now)
        if not audience_of(session, project, one.content, one.corrects_id).people:
            raise NobodyReached(announcement=one.id)
        if one.corrects_id and session.get_one(Announcement, one.corrects_id).state != State.SENT:
            raise TooLate(announcement=one.id)
        one.approver_id, one.approved_at = by.id, now
        wait_to_send(session, one, max(now, one.send_at or now))
    session.refresh(one, ["approver"])
    return one


def needs_hurry(project: Project, one: Announcement, now: datetime) -> bool:
    """Whether who approves has to say why it is announced so late."""
    return in_a_hurry(one.content, project, now) and not one.hurry


def discard(
    session: Session, announcement_id: int, *, by: Person, now: datetime, seen: int | None = None
) -> Announcement:
    """It is not wanted after all; raises like `moving`."""
    with moving(session, announcement_id, "discard", by=by, now=now, seen=seen) as one:
        pass
    return one


def call_off(
    session: Session, announcement_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Announcement:
    """It does not take place, and why; whoever was told of it hears. Raises like `moving`, and ReasonMissing."""
    with moving(session, announcement_id, "call_off", by=by, now=now, seen=seen, words=words) as one:
        if not words.strip():
            raise ReasonMissing(announcement=one.id)
        one.ended_at = now
        if one.state == State.SENDING:  # half of them were told
            one.sent_at = now
    forget(session, one)
    call_no_more(session, one, now)
    for person_id in _told(session, one):
        tell_owner(session, one, "announcement.off", person_id, now)
    return one


def end(session: Session, announcement_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Announcement:
    """What was shut off is back: everybody who was told hears (R149, N36). Raises like `moving`."""
    with moving(session, announcement_id, "end", by=by, now=now, seen=seen) as one:
        one.ended_at = now
    forget(session, one)
    call_no_more(session, one, now)
    for person_id in _told(session, one):
        tell_owner(session, one, "announcement.ended", person_id, now)
    return one


def _told(session: Session, one: Announcement) -> list[int]:
    """Everybody who was told, as far as it is still meant for them."""
    return [person_id for person_id in sorted(readers_of(session, one.id)) if still_meant(session, one, person_id)]


def correct(
    session: Session, announcement_id: int, content: Content, *, by: Person, now: datetime, seen: int | None = None
) -> Announcement:
    """A draft that takes its place once it is sent, for those who were told of it; raises like `moving` and like a draft."""
    with moving(session, announcement_id, "correct", by=by, now=now, seen=seen) as one:
        if open_correction(session, one) is not None:
            raise TooLate(announcement=one.id)
        target: dict[str, Any] = {"scope": one.scope, "places": tuple(one.places), "whom": one.whom}
    return draft(session, replace(content, **target), by=by, now=now, corrects=one.id)
