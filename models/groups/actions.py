"""The deeds about groups: coming in, being bound to a department, moving, leaving, and taking up what was said there."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Department, Project
from models.events import record
from models.groups.queries import group_at
from models.groups.tables import ChatGroup, GroupUse, Mention
from models.notices import tell
from models.people import Person, Role, Side, Staff
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE

MAY_BIND_ANY = frozenset({Role.MANAGER, Role.CS_SUPERVISOR})


def come_into(
    session: Session, *, project: Project, side: Side, chat_id: int, title: str, by: Person | None, now: datetime
) -> ChatGroup | None:
    """A bot was put into a group; None where nobody of the office did it, and the bot should leave again (R001)."""
    staff = by.staff if by else None
    if staff is None or staff.left_at or not (may_bind(staff) if side == Side.STAFF else staff.role in FRONT_OFFICE):
        return None
    found = group_at(session, side, chat_id)
    if found is None:
        values = {"project_id": project.id, "side": side, "chat_id": chat_id, "title": title}
        insert_once(session, ChatGroup, values)
        found = session.scalars(select(ChatGroup).where(ChatGroup.side == side, ChatGroup.chat_id == chat_id)).one()
    found.title, found.left_at = title, None
    if side == Side.OWNER:
        found.use, found.bound_by_id, found.bound_at = GroupUse.OWNERS, staff.person_id, now
    record(session, project_id=project.id, subject=found.subject, kind="group.come", now=now, actor_id=staff.person_id)
    return found


def may_bind(staff: Staff, department: Department | None = None) -> bool:
    """Whether somebody may say that a group is a department's: its head, the supervisor, the manager."""
    if staff.role in MAY_BIND_ANY:
        return True
    return staff.role == Role.DEPT_HEAD and department in (None, staff.department)


def bind(session: Session, group: ChatGroup, *, by: Person, department: Department, now: datetime) -> None:
    """From now on the department's dispatch cards appear here, and in no other group of it (R204).

    Raises NotYours for who may not, Gone for a department that gets no repairs.
    """
    if department.project_id != group.project_id or not department.takes_repairs:
        raise Gone
    if by.staff is None or by.staff.left_at or not may_bind(by.staff, department):
        raise NotYours
    with session.begin_nested():
        others = update(ChatGroup).where(ChatGroup.department_id == department.id, ChatGroup.id != group.id)
        session.execute(others.values(department_id=None, use=None))
        group.use, group.department_id = GroupUse.DEPARTMENT, department.id
        group.bound_by_id, group.bound_at = by.id, now
        facts = {"department": department.id}
        record(
            session,
            project_id=group.project_id,
            subject=group.subject,
            kind="group.bind",
            now=now,
            actor_id=by.id,
            facts=facts,
        )


def go_out_of(session: Session, side: Side, chat_id: int, *, now: datetime) -> None:
    """The bot is not in the group any more: nothing is sent there, and nobody can take a job there."""
    group = group_at(session, side, chat_id)
    if group is None or group.left_at:
        return
    group.left_at, group.use, group.department_id = now, None, None
    record(session, project_id=group.project_id, subject=group.subject, kind="group.leave", now=now)


def move_to(session: Session, side: Side, chat_id: int, *, new_chat_id: int) -> None:
    """Telegram has made the group a supergroup, under another number."""
    group = group_at(session, side, chat_id)
    if group is not None and group_at(session, side, new_chat_id) is None:
        group.chat_id = new_chat_id


def take_up(
    session: Session, group: ChatGroup, *, author: Person, words: str, message_id: int, by: Person, now: datetime
) -> Mention:
    """Ask the author in private whether the words shall become a ticket; asking twice about one message is once (R095).

    Raises NotYours where in an owners' group neither the author nor customer service asks.
    """
    if by.id != author.id and not _may_take_up(group, by):
        raise NotYours
    values = {
        "project_id": group.project_id,
        "group_id": group.id,
        "message_id": message_id,
        "author_id": author.id,
        "by_id": by.id,
        "words": words,
        "at": now,
    }
    fresh = insert_once(session, Mention, values)
    mention = session.scalars(
        select(Mention).where(Mention.group_id == group.id, Mention.message_id == message_id)
    ).one()
    if fresh:
        _ask(session, mention, group.side, now)
    return mention


def _may_take_up(group: ChatGroup, by: Person) -> bool:
    """In a department's group every colleague, in an owners' group customer service."""
    if by.staff is None or by.staff.left_at is not None:
        return False
    return group.side == Side.STAFF or by.staff.role in FRONT_OFFICE


def _ask(session: Session, mention: Mention, side: Side, now: datetime) -> None:
    """The author is asked in private."""
    about: dict[str, Any] = {"project_id": mention.project_id, "subject": mention.subject, "now": now}
    record(session, kind="group.mention", actor_id=mention.by_id, facts={"group": mention.group_id}, **about)
    tell(session, person_id=mention.author_id, side=side, kind="mention.author", occasion="asked", **about)
