"""With the customers: the mailbox in numbers, announcements, letters, found things (R143, R149, R206)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.tables import Announcement
from models.estate import Both, Project
from models.found.tables import FoundItem, Handover, Loss
from models.mailbox.tables import Letter, LetterStep, Opening
from models.reports.figures import Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import how_many, within


def section(session: Session, project: Project, period: Period) -> Section:
    """Of letters to the manager numbers only: nobody but the manager knows who wrote what (R144)."""
    mine = Opening.project_id == project.id
    openings = session.scalars(select(Opening).where(mine, *within(Opening.opened_at, period))).all()
    return Section(
        "relations",
        Both("客户联系", "With the customers"),
        (
            Figure(code="openings", zh="经理信箱开启", en="Mailbox openings", value=len(openings), place="mailbox"),
            Figure(code="letters", zh="经理信箱来信", en="Letters", value=sum(one.letters for one in openings), place="mailbox"),
            Figure(code="replies", zh="回函", en="Replies", value=_replies(session, project, period), place="mailbox"),
            *_told(session, project, period),
            *_found(session, project, period),
        ),
    )  # fmt: skip


def _replies(session: Session, project: Project, period: Period) -> int:
    mine = select(LetterStep.id).join(Letter, Letter.id == LetterStep.letter_id)
    found = mine.where(Letter.project_id == project.id, LetterStep.move == "answer", *within(LetterStep.at, period))
    return len(session.scalars(found).all())


def _told(session: Session, project: Project, period: Period) -> list[Figure]:
    sent = how_many(session, Announcement, Announcement.project_id == project.id, *within(Announcement.sent_at, period))
    return [Figure(code="announced", zh="发布公告", en="Announcements", value=sent, place="announcements")]


def _found(session: Session, project: Project, period: Period) -> list[Figure]:
    things = how_many(session, FoundItem, FoundItem.project_id == project.id, *within(FoundItem.at, period))
    losses = how_many(session, Loss, Loss.project_id == project.id, *within(Loss.at, period))
    back = select(Handover.id).join(FoundItem, FoundItem.id == Handover.item_id)
    returned = session.scalars(back.where(FoundItem.project_id == project.id, *within(Handover.at, period))).all()
    return [
        Figure(code="found", zh="拾物登记", en="Things found", value=things, place="found"),
        Figure(code="lost", zh="寻物登记", en="Things lost", value=losses, place="found"),
        Figure(code="returned", zh="失物归还", en="Things returned", value=len(returned), better=1, place="found"),
    ]
