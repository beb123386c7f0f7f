"""A thing goes back to its owner: claimed with proof, signed on the bot or on a slip, never by the finder alone (R206)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.found.doing import doing, inform, locked_loss, note, on_owner_bot
from models.found.lifecycle import MISSED, LossState
from models.found.matching import decide, let_go, look_on
from models.found.reading import claim_of, handover_of, is_claimed
from models.found.tables import Claim, FoundItem, Handover, IdKind, Loss, Signed
from models.media.actions import attach
from models.media.queries import attached, check_pages
from models.media.tables import AttachedTo, MediaKind, MediaState
from models.people import Person, Side
from models.refusals import (
    Gone,
    NotAtTheDesk,
    NotOnTheBot,
    ReasonMissing,
    TooLate,
    WordsMissing,
)


@dataclass(frozen=True)
class Claimant:
    """Who says that a thing is theirs: somebody of the register, perhaps by a loss; or a name, a telephone, a document."""

    person: Person | None = None
    loss: Loss | None = None
    name: str = ""
    phone: str = ""
    id_kind: IdKind | None = None


def claim(
    session: Session, item_id: int, *, by: Person, now: datetime, who: Claimant, proof: str, seen: int | None = None
) -> FoundItem:
    """Write down who claims it and what was checked; the finder hears of it, without a name.

    Raises WordsMissing without a proof or without who it is; Gone for a person of another office or the loss of somebody else;
    TooLate for a loss that has ended, or for which another thing is claimed.
    """
    named = who.person is not None or (who.name.strip() and who.phone.strip() and who.id_kind)
    if not proof.strip() or not named:
        raise WordsMissing(found=item_id)
    if who.person is not None and who.person.project_id != by.project_id:
        raise Gone
    with doing(session, "claim", item_id, by=by, now=now, seen=seen) as item:
        loss = _missed_by(session, who) if who.loss else None
        session.add(
            Claim(
                item_id=item.id,
                loss_id=loss.id if loss else None,
                person_id=who.person.id if who.person else None,
                name=who.name.strip(),
                phone=who.phone.strip(),
                id_kind=who.id_kind,
                proof=proof.strip(),
                taken_by_id=by.id,
                at=now,
            )
        )
    if item.by_id != by.id:
        inform(session, item, item.by_id, "found.claimed", now)
    return item


def _missed_by(session: Session, who: Claimant) -> Loss:
    """The loss, locked, that the claimant still misses and for which nothing else is claimed."""
    loss = locked_loss(session, who.loss.id if who.loss else 0)
    if who.person is None or loss.person_id != who.person.id:
        raise Gone
    if loss.state not in MISSED or is_claimed(session, loss):
        raise TooLate(loss=loss.id)
    return loss


def _standing(session: Session, item: FoundItem) -> Claim:
    found = claim_of(session, item)
    if found is None:
        raise TooLate(found=item.id)
    return found


def unclaim(
    session: Session, item_id: int, *, by: Person, now: datetime, why: str, seen: int | None = None
) -> FoundItem:
    """It is not theirs after all, and why; a question on the owner bot is taken back. Raises ReasonMissing."""
    if not why.strip():
        raise ReasonMissing(found=item_id)
    with doing(session, "unclaim", item_id, by=by, now=now, seen=seen) as item:
        found = _standing(session, item)
        found.dropped_at, found.dropped_why = now, why.strip()
        _take_back(session, item, found, now)
        if found.loss_id is not None:
            loss = locked_loss(session, found.loss_id)
            decide(session, item, loss, by, now, same=False)
            look_on(session, loss, now)
    return item


def _take_back(session: Session, item: FoundItem, found: Claim, now: datetime) -> None:
    """The owner is asked to confirm no longer."""
    if found.asked_at is None or found.person_id is None:
        return
    occasion = f"asked{found.asked_at:%y%m%d%H%M%S}"
    inform(session, item, found.person_id, "found.taken_back", now, side=Side.OWNER, occasion=occasion)
    found.asked_at = found.asked_by_id = None


def ask(session: Session, item_id: int, *, by: Person, now: datetime, seen: int | None = None) -> FoundItem:
    """Give it to the owner, and ask them to confirm on the bot that they have it.

    Raises NotAtTheDesk while the finder still has it, NotOnTheBot for who has no bot.
    """
    with doing(session, "ask", item_id, by=by, now=now, seen=seen) as item:
        found = _standing(session, item)
        _check_kept_here(item)
        if found.person_id is None or not on_owner_bot(session, found.person_id):
            raise NotOnTheBot(found=item.id)
        found.asked_at, found.asked_by_id = now, by.id
    inform(session, item, found.person_id, "found.receipt", now, side=Side.OWNER)
    return item


def unask(session: Session, item_id: int, *, by: Person, now: datetime, seen: int | None = None) -> FoundItem:
    """Take the question back: they did not come, or sign on paper."""
    with doing(session, "unask", item_id, by=by, now=now, seen=seen) as item:
        found = _standing(session, item)
        if found.asked_at is None:
            raise TooLate(found=item.id)
        _take_back(session, item, found, now)
    return item


def _check_kept_here(item: FoundItem) -> None:
    if item.keeper_id is not None:
        raise NotAtTheDesk(found=item.id)


def confirm(session: Session, item_id: int, *, by: Person, now: datetime, seen: int) -> FoundItem:
    """The owner signs by a tap: 我已领取. Raises Gone where the question was taken back, TooLate the second time."""
    with doing(session, "confirm", item_id, by=by, now=now, seen=seen) as item:
        found = _standing(session, item)
        giver = session.get_one(Person, found.asked_by_id)
        _check_kept_here(item)
        _returned(session, item, found, giver, Signed.BOT, now)
    inform(session, item, giver.id, "found.confirmed", now)
    return item


def give_back(
    session: Session, item_id: int, *, by: Person, now: datetime, slip: Sequence[int], seen: int | None = None
) -> FoundItem:
    """It went back, and the signed slip was photographed. Raises NotAtTheDesk, PictureMissing, CannotBeOpened."""
    with doing(session, "give_back", item_id, by=by, now=now, seen=seen) as item:
        found = _standing(session, item)
        _check_kept_here(item)
        _keep_slip(session, item, slip, by, now)
        found.asked_at = found.asked_by_id = None  # what was signed on paper is not asked for on the bot
        _returned(session, item, found, by, Signed.SLIP, now)
    return item


def add_slip(session: Session, item_id: int, *, by: Person, now: datetime, slip: Sequence[int]) -> FoundItem:
    """The picture of the slip once more, where the first could not be opened. Raises TooLate where there is one."""
    with doing(session, "slip", item_id, by=by, now=now) as item:
        if not slip_missing(session, item):
            raise TooLate(found=item.id)
        _keep_slip(session, item, slip, by, now)
    return item


def slip_missing(session: Session, item: FoundItem) -> bool:
    """Whether it was signed on a slip of which no picture can be seen."""
    signature = handover_of(session, item)
    there = [one for one in attached(session, item.subject, AttachedTo.SLIP) if one.state != MediaState.UNUSABLE]
    return signature is not None and signature.signed == Signed.SLIP and not there


def _keep_slip(session: Session, item: FoundItem, slip: Sequence[int], by: Person, now: datetime) -> None:
    check_pages(session, slip, MediaKind.PHOTO)
    attach(session, item.subject, slip, AttachedTo.SLIP, by=by, now=now)


def _returned(session: Session, item: FoundItem, found: Claim, giver: Person, signed: Signed, now: datetime) -> None:
    """The signature; the loss is settled, the finder and the owner are thanked, and others told of it hear that we look on."""
    signer = found.person_id if signed == Signed.BOT else None
    session.add(
        Handover(item_id=item.id, claim_id=found.id, by_id=giver.id, signed=signed, signed_by_id=signer, at=now)
    )
    item.ended_at, item.ended_by_id = now, giver.id
    loss = _settled(session, item, found, giver, now)
    let_go(session, item, giver, now, but=loss.id if loss else None)
    if item.by_id != giver.id:
        inform(session, item, item.by_id, "found.back", now)
    if on_owner_bot(session, found.person_id) and found.person_id is not None:
        inform(session, item, found.person_id, "found.thanks", now, side=Side.OWNER)


def _settled(session: Session, item: FoundItem, found: Claim, giver: Person, now: datetime) -> Loss | None:
    if found.loss_id is None:
        return None
    loss = locked_loss(session, found.loss_id)
    if loss.state not in MISSED:
        return None  # its owner has taken it back meanwhile
    loss.state, loss.ended_at, loss.version = LossState.RETURNED, now, loss.version + 1
    session.flush()
    note(session, loss, "loss.returned", giver, now, {"found": item.id})
    return loss
