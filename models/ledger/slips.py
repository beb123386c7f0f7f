"""The pictures of slips: who sees them, and showing them again (R203)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger.queries import deposit_for, payment_for
from models.ledger.tables import Deposit, Payment
from models.media.queries import attached
from models.media.showing import show
from models.media.tables import Media, MediaState
from models.notices import Pace
from models.people import Person, Side
from models.refusals import Gone

Slipped = Payment | Deposit
KINDS = ("payment", "deposit")


def pictures_of(session: Session, thing: Slipped) -> Sequence[Media]:
    """What belongs to it and can be opened."""
    return [one for one in attached(session, thing.subject) if one.state != MediaState.UNUSABLE]


def slipped_for(session: Session, kind: str, number: int, by: Person) -> Slipped:
    """A payment or a deposit, for who may see it; raises Gone."""
    match kind:
        case "payment":
            return payment_for(session, number, by)
        case "deposit":
            return deposit_for(session, number, by)
        case _:
            raise Gone


def show_slip(session: Session, kind: str, number: int, *, by: Person, now: datetime) -> None:
    """Show its pictures to who asks for them; raises Gone where there are none."""
    thing = slipped_for(session, kind, number, by)
    pictures = pictures_of(session, thing)
    if not pictures:
        raise Gone
    show(
        session,
        pictures,
        person_id=by.id,
        side=Side.STAFF,
        subject=thing.subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",
        facts={kind: thing.id},
    )
