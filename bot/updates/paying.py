"""Money that has been taken: kept once for each charge, handed to the office, and never lost."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.payments import Paid
from bot.scene import Scene
from bot.screens import Screen
from bot.tables import Charge
from bot.updates.incoming import Incoming
from models.base import insert_once
from models.estate import Project
from models.notices import tell
from models.people import Role, Side
from models.rota import staff_of

LOOK_AFTER_MONEY = frozenset({Role.FINANCE, Role.MANAGER})


class NobodyBooks(Exception):
    """Money came to a bot that has no way to book it."""


def keep(session: Session, bot_id: int, incoming: Incoming, now: datetime) -> bool:
    """Keep a charge; False where it was kept before, by this update or by another one about the same money."""
    paid = incoming.paid
    assert paid is not None
    values = {**vars(paid), "bot_id": bot_id, "payer": incoming.user_id, "at": now}
    return insert_once(session, Charge, values)


def book(scene: Scene, paid: Paid) -> Screen:
    """Hand the money to the office; raises NobodyBooks, and whatever the office raises: then it is tried again."""
    if scene.routes.paid is None:
        raise NobodyBooks(scene.side)
    return scene.routes.paid(scene, paid)


def ring_the_office(session: Session, project: Project, paid: Paid, now: datetime) -> None:
    """Finance and the managers hear of money that could not be booked, once for each charge."""
    for one in staff_of(session, project):
        if one.role in LOOK_AFTER_MONEY:
            tell(
                session,
                project_id=project.id,
                person_id=one.person_id,
                side=Side.STAFF,
                kind="payment.stuck",
                subject="",
                occasion=paid.telegram_charge_id,
                now=now,
                facts={"fen": paid.amount_fen, "currency": paid.currency, "charge": paid.telegram_charge_id},
            )
