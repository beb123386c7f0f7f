"""The outbox's letters: which notice may go next, and what it looks like for its reader."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot import cards
from bot.enclosures import CAPTION, Enclosure
from bot.outbox.enclosing import enclosed
from bot.outbox.instead import unreachable
from bot.payments import Bill, bill
from bot.scene import Routes, Scene
from bot.screens import LONGEST, Drawn, Screen, draw
from bot.tables import BotAccount, Card, Conversation
from bot.texts import LANGUAGES, Reader, render
from models.access.rights import is_admitted, is_former
from models.estate import Project
from models.groups.tables import ChatGroup
from models.hours import awake, errand_time
from models.media.showing import SHOW, wait_for_bytes
from models.notices import MAY_WAIT, Notice, NoticeState, Pace
from models.people import Binding, Person, Side
from models.policy import policy_of
from models.refusals import Refusal

BATCH = 500
ACCESS = "access."  # the kinds of notice that speak of nothing but the way in
COMPLAINT = "complaint."  # and those of what somebody told the office, which stays theirs when the access has ended
FIRST = case({Pace.EMERGENCY: 0, Pace.REPLY: 1}, value=Notice.pace, else_=2)


@dataclass(frozen=True)
class Letter:
    """A notice ready to go: to which chat, how it looks, and which older card it replaces."""

    notice_id: int
    chat_id: int
    pace: Pace
    drawn: Drawn
    subject: str
    replaces: int | None
    short: str = ""
    event: int = 0  # the newest event of the subject when it was drawn
    leaves: str = ""  # what stays of the card that it replaces
    encloses: tuple[Enclosure, ...] = ()
    document: int | None = None  # which document it was
    heading: str = ""
    state: str = ""  # how far the matter was when it was drawn
    bill: Bill | None = None


def choose(session: Session, account: BotAccount, now: datetime, busy: Set[int]) -> list[tuple[int, int]]:
    """The notices that may go now, each with its addressee (a person's number, or a group's below zero).

    Each addressee gets the oldest one, unless an emergency overtakes.
    """
    waiting = (
        select(Notice.id, func.coalesce(Notice.person_id, -Notice.group_id))
        .where(Notice.state == NoticeState.QUEUED, Notice.side == account.side, Notice.not_before <= now)
        .where(Notice.project_id == account.project_id)
        .order_by(FIRST, Notice.id)
        .limit(BATCH)
    )
    chosen: dict[int, int] = {}
    for notice_id, addressee in session.execute(waiting):
        if addressee not in busy:
            chosen.setdefault(addressee, notice_id)
    return list(chosen.items())


def scene_for(session: Session, routes: Routes, person: Person, now: datetime, chat_id: int, bot_id: int) -> Scene:
    """A scene for drawing something that the person has not asked for just now."""
    project = session.get_one(Project, person.project_id)
    language = person.language if person.language in LANGUAGES else project.language
    chat = session.scalar(select(Conversation).where(Conversation.bot_id == bot_id, Conversation.chat_id == chat_id))
    bound = session.scalar(select(Binding).where(Binding.person_id == person.id, Binding.side == routes.side))
    admitted = bound is not None and is_admitted(session, person, bound)
    scene = Scene(session, project, routes.side, now, Reader(language, project.zone), routes, person, chat, admitted)
    scene.former = person if bound is not None and not admitted and is_former(session, person, bound) else None
    return scene


def scene_in_group(session: Session, routes: Routes, group: ChatGroup, now: datetime) -> Scene:
    """A scene for drawing something in a group: in the office's language, for nobody in particular."""
    project = session.get_one(Project, group.project_id)
    reader = Reader(project.language, project.zone)
    return Scene(session, project, routes.side, now, reader, routes, None, None, admitted=False, group=group)


def _addressed(
    session: Session, routes: Routes, account: BotAccount, notice: Notice, now: datetime
) -> tuple[int, Scene] | None:
    """The chat and the scene in which the notice is read; None if its person cannot be reached here, or the group is left."""
    if notice.group_id is not None:
        group = session.get_one(ChatGroup, notice.group_id)
        return None if group.left_at else (group.chat_id, scene_in_group(session, routes, group, now))
    binding = session.scalar(select(Binding).where(Binding.person_id == notice.person_id, Binding.side == notice.side))
    if binding is None or binding.unreachable_since:
        return None
    person = session.get_one(Person, binding.person_id)
    if not _may_hear(session, person, binding, notice):
        return None
    return binding.telegram_id, scene_for(session, routes, person, now, binding.telegram_id, account.id)


def _works_no_longer(session: Session, notice: Notice) -> bool:
    """Whether it is for a member of staff who has left: nobody calls them about it."""
    if notice.person_id is None or notice.side != Side.STAFF:
        return False
    staff = session.get_one(Person, notice.person_id).staff
    return staff is None or staff.left_at is not None


def prepare(
    session: Session, routes: Mapping[Side, Routes], account: BotAccount, notice_id: int, now: datetime
) -> Letter | None:
    """Find the words for a notice; None if it has to wait, or its person cannot be reached here."""
    notice = session.get(Notice, notice_id, with_for_update=True)
    if notice is None or notice.state != NoticeState.QUEUED or _waits(session, notice, now):
        return None
    if _works_no_longer(session, notice):
        notice.state, notice.error = NoticeState.DROPPED, "no longer works here"
        return None
    addressed = _addressed(session, routes[account.side], account, notice, now)
    if addressed is None:
        unreachable(session, notice, now)
        return None
    chat_id, scene = addressed
    screen = _screen(scene, notice)
    pieces = enclosed(session, notice, screen.encloses, account.id) if screen else ()
    if screen is None or (screen.encloses and not pieces):
        notice.state, notice.error = NoticeState.DROPPED, "nothing to say any more"
        return None
    letter = _letter(session, account.id, notice, chat_id, scene.reader, screen, pieces)
    if screen.invoice is None or not account.currency or scene.group is not None:
        return letter
    # An invoice stands for itself: the card of its subject stays where it is.
    return replace(letter, bill=bill(screen.invoice, scene.reader), subject="", replaces=None)


def _letter(
    session: Session,
    bot_id: int,
    notice: Notice,
    chat_id: int,
    reader: Reader,
    screen: Screen,
    pieces: tuple[Enclosure, ...],
) -> Letter:
    old = session.get(Card, (bot_id, chat_id, screen.subject)) if screen.subject else None
    return Letter(
        notice_id=notice.id,
        chat_id=chat_id,
        pace=notice.pace,
        drawn=draw(screen, reader, CAPTION if pieces else LONGEST),
        subject=screen.subject,
        replaces=old.message_id if old else None,
        short=render(screen.short, reader) if screen.short else "",
        leaves=old.short if old else "",
        event=cards.newest(session, screen.subject),
        encloses=pieces,
        document=notice.facts.get("document"),
        heading=render(screen.heading, reader) if screen.heading else "",
        state=screen.state,
    )


def _may_hear(session: Session, person: Person, binding: Binding, notice: Notice) -> bool:
    """An owner hears of a unit only after the privacy notice, and only as its contact; of the access itself always (R205)."""
    if binding.side == Side.STAFF or person.guest or notice.kind.startswith(ACCESS):
        return True
    told_before = notice.kind.startswith(COMPLAINT) and is_former(session, person, binding)
    return told_before or is_admitted(session, person, binding)


def _screen(scene: Scene, notice: Notice) -> Screen | None:
    try:
        return scene.routes.notice(scene, notice)
    except Refusal:
        return None


def _waits(session: Session, notice: Notice, now: datetime) -> bool:
    """Quiet hours and the daily budget, in this one place; whatever must be heard at once passes. Media wait for their bytes."""
    if notice.kind == SHOW:
        return wait_for_bytes(session, notice, now)
    if notice.pace not in MAY_WAIT or notice.side != Side.OWNER:
        return False
    project = session.get_one(Project, notice.project_id)
    midnight = now.astimezone(project.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = select(func.count()).where(
        Notice.person_id == notice.person_id, Notice.pace.in_(MAY_WAIT), Notice.sent_at >= midnight
    )
    is_enough = (session.scalar(sent) or 0) >= policy_of(project).routine_messages_per_day
    may_go = _polite(notice.pace, project, midnight + timedelta(days=1) if is_enough else now)
    notice.not_before = may_go
    return may_go > now


def _polite(pace: Pace, project: Project, now: datetime) -> datetime:
    """From when on an owner may be disturbed with what may wait."""
    return errand_time(now, project) if pace == Pace.ERRAND else awake(now, project.zone, policy_of(project))


def is_queued(session: Session, notice_id: int) -> bool:
    """Whether the notice still waits to be sent."""
    return session.scalar(select(Notice.state).where(Notice.id == notice_id)) == NoticeState.QUEUED
