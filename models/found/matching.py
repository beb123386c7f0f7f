"""Which losses and which found things could be the same: by pairs of characters and by days; a person decides (R206)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.found.doing import Thing, inform, locked_item, locked_loss, note
from models.found.lifecycle import MISSED, OPEN, LossState
from models.found.reading import item_for, loss_for
from models.found.tables import FoundItem, Kind, Loss, Pairing
from models.people import Person, Side
from models.refusals import NotYours, TooLate
from models.register.index import grams
from models.roles import FRONT_OFFICE

SHOWN = 5
LOOKED_AT = 500  # open ones, the newest first
LATEST = timedelta(days=60)  # so long after the loss a thing may turn up
EARLIEST = timedelta(days=2)  # people misremember
SAME_KIND, ENOUGH = 0.3, 0.3
Other = TypeVar("Other", FoundItem, Loss)


def likeness(item: Thing, loss: Thing) -> float:
    """How well a thing fits a loss: 0 for not at all, above 1 for the same words, the same kind and the same day."""
    late = item.day - loss.day
    if not -EARLIEST <= late <= LATEST:
        return 0
    found, lost = grams(item.words), grams(loss.words)
    shorter = min(len(found), len(lost))
    words = len(found & lost) / shorter if shorter else 0
    kind = SAME_KIND if item.kind == loss.kind != Kind.OTHER else 0
    days = max(abs(late.days) - 1, 0)  # the next day is as good as the same
    return (words + kind) * (1 - days / (2 * LATEST.days))


def _best(fits: Iterable[tuple[float, Other]]) -> list[Other]:
    good = sorted((one for one in fits if one[0] >= ENOUGH), key=lambda one: (-one[0], one[1].id))
    return [thing for _, thing in good[:SHOWN]]


def likely_losses(session: Session, item: FoundItem) -> list[Loss]:
    """Open losses that a thing could be, the likeliest first, without those that somebody has ruled out."""
    if item.state not in OPEN:
        return []
    out = select(Pairing.loss_id).where(Pairing.item_id == item.id, Pairing.same.is_(False))
    wanted = select(Loss).where(Loss.project_id == item.project_id, Loss.state.in_(MISSED), Loss.id.not_in(out))
    near = Loss.day.between(*_around(item.day, LATEST, EARLIEST))
    found = session.scalars(wanted.where(near).order_by(Loss.id.desc()).limit(LOOKED_AT))
    return _best((likeness(item, one), one) for one in found)


def likely_items(session: Session, loss: Loss) -> list[FoundItem]:
    """Kept things that a loss could be, the likeliest first, without those that somebody has ruled out."""
    if loss.state not in MISSED:
        return []
    out = select(Pairing.item_id).where(Pairing.loss_id == loss.id, Pairing.same.is_(False))
    mine = FoundItem.project_id == loss.project_id
    wanted = select(FoundItem).where(mine, FoundItem.state.in_(OPEN), FoundItem.id.not_in(out))
    near = FoundItem.day.between(*_around(loss.day, EARLIEST, LATEST))
    found = session.scalars(wanted.where(near).order_by(FoundItem.id.desc()).limit(LOOKED_AT))
    return _best((likeness(one, loss), one) for one in found)


def _around(day: date, before: timedelta, after: timedelta) -> tuple[date, date]:
    return day - before, day + after


def pairing_of(session: Session, item: FoundItem, loss: Loss) -> Pairing | None:
    """What somebody has decided about the two, if anybody has."""
    return session.get(Pairing, (item.id, loss.id))


def ask_to_come(session: Session, item_id: int, loss_id: int, *, by: Person, now: datetime) -> Loss:
    """They look the same: the owner is asked to come with a document; a second tap tells nobody twice.

    Raises Gone, NotYours, or TooLate where one of the two has ended meanwhile.
    """
    with session.begin_nested():
        item, loss = _both(session, item_id, loss_id, by)
        known = pairing_of(session, item, loss)
        if known is None or not known.same:
            decide(session, item, loss, by, now, same=True)
            loss.state = LossState.TOLD
            inform(session, loss, loss.person_id, "loss.likely", now, side=Side.OWNER)
    return loss


def rule_out(session: Session, item_id: int, loss_id: int, *, by: Person, now: datetime) -> Loss:
    """They are not the same: nobody is shown the two together again; who was told hears that we go on looking."""
    with session.begin_nested():
        item, loss = _both(session, item_id, loss_id, by)
        known = pairing_of(session, item, loss)
        if known is None or known.same:
            decide(session, item, loss, by, now, same=False)
            look_on(session, loss, now)
    return loss


def _both(session: Session, item_id: int, loss_id: int, by: Person) -> tuple[FoundItem, Loss]:
    """The two, locked, for who may decide."""
    if by.staff is None or by.staff.left_at or by.staff.role not in FRONT_OFFICE:
        raise NotYours
    item_for(session, item_id, by)
    loss_for(session, loss_id, by)
    item, loss = locked_item(session, item_id), locked_loss(session, loss_id)
    if item.state not in OPEN:
        raise TooLate(found=item.id)
    if loss.state not in MISSED:
        raise TooLate(loss=loss.id)
    return item, loss


def decide(session: Session, item: FoundItem, loss: Loss, by: Person, now: datetime, *, same: bool) -> None:
    """Keep what a person says of the two; a later word replaces an earlier one."""
    pairing = pairing_of(session, item, loss)
    if pairing is None:
        session.add(Pairing(item_id=item.id, loss_id=loss.id, same=same, by_id=by.id, at=now))
    else:
        pairing.same, pairing.by_id, pairing.at = same, by.id, now
    loss.version += 1
    session.flush()
    kind = "loss.likely" if same else "loss.ruled_out"
    note(session, loss, kind, by, now, {"found": item.id})
    note(session, item, kind, by, now, {"loss": loss.id})


def told_of(session: Session, item: FoundItem) -> Sequence[Loss]:
    """Open losses whose owners were told of a thing."""
    wanted = select(Loss).join(Pairing, Pairing.loss_id == Loss.id).where(Pairing.item_id == item.id, Pairing.same)
    return session.scalars(wanted.where(Loss.state.in_(MISSED)).order_by(Loss.id)).all()


def look_on(session: Session, loss: Loss, now: datetime) -> None:
    """The owner was told of something that is not theirs after all: open again, unless they were told of another thing."""
    others = (
        select(Pairing.loss_id)
        .join(FoundItem, FoundItem.id == Pairing.item_id)
        .where(Pairing.loss_id == loss.id, Pairing.same, FoundItem.state.in_(OPEN))
    )
    if loss.state == LossState.TOLD and session.scalar(others.limit(1)) is None:
        loss.state = LossState.OPEN
        loss.version += 1
        inform(session, loss, loss.person_id, "loss.again", now, side=Side.OWNER)


def let_go(session: Session, item: FoundItem, by: Person, now: datetime, *, but: int | None = None) -> None:
    """A thing is gone: whoever was told of it, and is not the one who got it, hears that we go on looking."""
    for loss in told_of(session, item):
        if loss.id != but:
            decide(session, item, locked_loss(session, loss.id), by, now, same=False)
            look_on(session, loss, now)
