"""Who sees which found things and losses, and the lists of them (R203, R206)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.found.lifecycle import MISSED, OPEN, Part
from models.found.tables import Claim, FoundItem, Handover, Loss
from models.people import Person, Role, Staff
from models.policy import policy_of
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE

READERS = FRONT_OFFICE | {Role.CONTROL_ROOM}  # who may receive an owner at some hour (R009)


def reads_all(staff: Staff) -> bool:
    """Whether somebody sees every found thing, the losses, and who claims what."""
    return staff.left_at is None and staff.role in READERS


def claim_of(session: Session, item: FoundItem) -> Claim | None:
    """The claim that stands, if there is one."""
    mine = select(Claim).where(Claim.item_id == item.id, Claim.dropped_at.is_(None))
    return session.scalars(mine.order_by(Claim.id.desc())).first()


def is_claimed(session: Session, loss: Loss) -> bool:
    """Whether a thing is claimed for a loss; two things cannot be the same one."""
    mine = select(Claim.id).where(Claim.loss_id == loss.id, Claim.dropped_at.is_(None))
    return session.scalar(mine.limit(1)) is not None


def handover_of(session: Session, item: FoundItem) -> Handover | None:
    """Its signature, once it went back."""
    return session.scalar(select(Handover).where(Handover.item_id == item.id))


def parts_of(session: Session, item: FoundItem, person: Person) -> frozenset[Part]:
    """What somebody is to a thing; nothing for who may not know of it."""
    if person.project_id != item.project_id:
        return frozenset()
    claim, staff = claim_of(session, item), person.staff
    parts = {Part.CLAIMANT} if claim and claim.asked_at and claim.person_id == person.id else set()
    if staff is None or staff.left_at:
        return frozenset(parts)
    parts |= {Part.FINDER} if item.by_id == person.id else set()
    for part, roles in ((Part.READER, READERS), (Part.SERVICE, FRONT_OFFICE), (Part.IN_CHARGE, IN_CHARGE)):
        parts |= {part} if staff.role in roles else set()
    return frozenset(parts)


def item_for(session: Session, item_id: int, by: Person) -> FoundItem:
    """A thing, for a colleague who may see it; raises Gone."""
    item = session.get(FoundItem, item_id)
    if item is None or not parts_of(session, item, by) - {Part.CLAIMANT}:
        raise Gone
    return item


def receipt_for(session: Session, item_id: int, by: Person) -> tuple[FoundItem, Claim]:
    """A thing and its claim, for the owner who is asked to confirm it, or did; raises Gone."""
    item = session.get(FoundItem, item_id)
    claim = claim_of(session, item) if item is not None else None
    if item is None or claim is None or Part.CLAIMANT not in parts_of(session, item, by):
        raise Gone
    return item, claim


def loss_for(session: Session, loss_id: int, by: Person) -> Loss:
    """A loss, for a colleague who reads them all; raises Gone."""
    loss = session.get(Loss, loss_id)
    if loss is None or loss.project_id != by.project_id or by.staff is None or not reads_all(by.staff):
        raise Gone
    return loss


def own_loss(session: Session, loss_id: int, by: Person) -> Loss:
    """A loss, for who has reported it; raises Gone."""
    loss = session.get(Loss, loss_id)
    if loss is None or loss.person_id != by.id:
        raise Gone
    return loss


def open_items(session: Session, by: Staff) -> Sequence[FoundItem]:
    """What the office keeps, the newest first; raises NotYours for who sees only their own."""
    if not reads_all(by):
        raise NotYours
    wanted = select(FoundItem).where(FoundItem.project_id == by.project_id, FoundItem.state.in_(OPEN))
    return session.scalars(wanted.order_by(FoundItem.day.desc(), FoundItem.id.desc())).all()


def found_by(session: Session, by: Staff) -> Sequence[FoundItem]:
    """What somebody has registered, the newest first."""
    mine = select(FoundItem).where(FoundItem.by_id == by.person_id).order_by(FoundItem.id.desc())
    return session.scalars(mine).all()


def open_losses(session: Session, by: Staff) -> Sequence[Loss]:
    """What is missed, the newest first; raises NotYours."""
    if not reads_all(by):
        raise NotYours
    wanted = select(Loss).where(Loss.project_id == by.project_id, Loss.state.in_(MISSED))
    return session.scalars(wanted.order_by(Loss.day.desc(), Loss.id.desc())).all()


def losses_of(session: Session, person: Person) -> Sequence[Loss]:
    """What an owner has reported, open ones first, the newest first."""
    mine = session.scalars(select(Loss).where(Loss.person_id == person.id).order_by(Loss.id.desc())).all()
    return sorted(mine, key=lambda one: one.ended_at is not None)


def kept_now(session: Session, project: Project) -> Sequence[FoundItem]:
    """What waits for its owner; owners read of it the kind and the day, and nothing else."""
    wanted = select(FoundItem).where(FoundItem.project_id == project.id, FoundItem.state.in_(OPEN))
    return session.scalars(wanted.order_by(FoundItem.day.desc(), FoundItem.id.desc())).all()


def kept_until(project: Project, item: FoundItem) -> date:
    """The last local day on which it is kept, by the policy's keep days of today."""
    return item.day + timedelta(days=policy_of(project).found_keep_days)


def late_items(session: Session, project: Project, now: datetime) -> Sequence[FoundItem]:
    """What has been kept longer than the keep days, the oldest first."""
    today = now.astimezone(project.zone).date()
    last = today - timedelta(days=policy_of(project).found_keep_days)
    wanted = select(FoundItem).where(FoundItem.project_id == project.id, FoundItem.state.in_(OPEN))
    return session.scalars(wanted.where(FoundItem.day < last).order_by(FoundItem.day, FoundItem.id)).all()
