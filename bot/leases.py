"""Rights that one process has for a while: to poll a bot, to send for it."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.tables import Lease
from models.base import insert_once


def acquire(session: Session, name: str, holder: str, wall: datetime, lasts: timedelta) -> int | None:
    """Take or renew a lease; returns its fencing token, which grows with every new holder, or None if another has it."""
    if insert_once(session, Lease, {"name": name, "holder": holder, "token": 1, "until": wall + lasts}):
        return 1
    mine = update(Lease).where(Lease.name == name, Lease.holder == holder, Lease.until >= wall)
    renewed = session.execute(mine.values(until=wall + lasts).returning(Lease.token)).scalar_one_or_none()
    if renewed is not None:
        return renewed
    lease = session.get_one(Lease, name, populate_existing=True)
    free = update(Lease).where(Lease.name == name, Lease.token == lease.token, Lease.until < wall)
    taken = session.execute(
        free.values(holder=holder, token=lease.token + 1, until=wall + lasts).returning(Lease.token)
    )
    return taken.scalar_one_or_none()


def holds(session: Session, name: str, holder: str, token: int, wall: datetime) -> bool:
    """Whether the lease is still this holder's: asked right before something that must not happen twice."""
    lease = session.get(Lease, name, populate_existing=True)
    return lease is not None and (lease.holder, lease.token) == (holder, token) and lease.until > wall


def release(session: Session, holder: str, wall: datetime) -> None:
    """Let go of everything, so that another process need not wait; the tokens go on counting."""
    session.execute(update(Lease).where(Lease.holder == holder).values(until=wall, holder=""))
