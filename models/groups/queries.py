"""Reading groups: by their chat, by their department, and what was said in them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.groups.tables import ChatGroup, GroupUse, Mention
from models.people import Binding, Person, Side
from models.refusals import Gone


def group_at(session: Session, side: Side, chat_id: int) -> ChatGroup | None:
    """The group behind a chat of one of the bots."""
    return session.scalar(select(ChatGroup).where(ChatGroup.side == side, ChatGroup.chat_id == chat_id))


def group_of(session: Session, department_id: int | None) -> ChatGroup | None:
    """The group in which a department's dispatch cards appear."""
    if department_id is None:
        return None
    wanted = select(ChatGroup).where(
        ChatGroup.department_id == department_id, ChatGroup.use == GroupUse.DEPARTMENT, ChatGroup.left_at.is_(None)
    )
    return session.scalars(wanted.order_by(ChatGroup.bound_at.desc())).first()


def mention_for(session: Session, mention_id: int, person: Person) -> Mention:
    """What somebody said in a group; raises Gone for everybody but its author."""
    mention = session.get(Mention, mention_id)
    if mention is None or mention.author_id != person.id:
        raise Gone
    return mention


def person_behind(session: Session, project: Project, side: Side, telegram_id: int) -> Person | None:
    """Who has this account on one of the bots."""
    wanted = select(Person).join(Binding, Binding.person_id == Person.id)
    return session.scalar(
        wanted.where(Binding.project_id == project.id, Binding.side == side, Binding.telegram_id == telegram_id)
    )


def author_behind(session: Session, project: Project, side: Side, telegram_id: int) -> Person | None:
    """Who wrote something in a group, if the bot may write to them in private: bound, reachable, and let in (R095, R205)."""
    person = person_behind(session, project, side, telegram_id)
    if person is None or person.guest:
        return None
    binding = session.scalars(select(Binding).where(Binding.person_id == person.id, Binding.side == side)).one()
    let_in = binding.privacy_at is not None if side == Side.OWNER else person.staff and person.staff.left_at is None
    return person if let_in and binding.unreachable_since is None else None
