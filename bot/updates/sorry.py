"""What a person reads when we failed three times: an apology with both telephones, so that nobody is left without a way on."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.payments import Paid, amount
from bot.screens import Screen
from bot.tables import BotAccount
from bot.texts import Reader, T, Words, language_of, render
from bot.updates import inbox
from bot.updates.effects import Effect, Show, answer
from bot.updates.incoming import Incoming, Kind
from bot.updates.paying import ring_the_office
from bot.updates.turn import Key
from models.estate import Project


def give_up(
    session: Session, key: Key, incoming: Incoming, error: str, *, now: datetime, wall: datetime
) -> list[Effect] | None:
    """Count a failure of ours; None as long as the update is tried again, then what is shown in its place."""
    if incoming.paid is not None:
        third = inbox.put_off(session, key, error, wall)
        return _not_booked(session, key, incoming.paid, incoming, now) if third else None
    if not inbox.failed(session, key, error):
        return None
    project = session.get_one(Project, session.get_one(BotAccount, key.bot_id).project_id)
    reader = Reader(language_of(incoming.language_code, project.language), project.zone)
    words = _apology(project)
    tapped = incoming.kind == Kind.TAP
    answered: list[Effect] = [answer(incoming.callback_id, Screen(words), reader)] if tapped else []
    return [*answered, Show(render(words, reader), [], "")]


def _not_booked(session: Session, key: Key, paid: Paid, incoming: Incoming, now: datetime) -> list[Effect]:
    """Money that was taken is tried again until it is booked; after the third time the payer and the office are told, once."""
    project = session.get_one(Project, session.get_one(BotAccount, key.bot_id).project_id)
    ring_the_office(session, project, paid, now)
    reader = Reader(language_of(incoming.language_code, project.language), project.zone)
    words = T(
        "owner",
        "Your payment of {amount} has reached us, thank you. Recording it takes a little longer; there is nothing that you "
        "need to do, and please pay only this once. Your questions are answered by the service desk: {desk}.",
        amount=amount(paid.amount_fen, paid.currency),
        desk=project.desk_phone,
    )
    return [Show(render(words, reader), [], "", aside=True)]


def _apology(project: Project) -> Words:
    return T(
        "owner",
        "Sorry, something went wrong on our side and we are looking into it. Please try again, or call the service desk "
        "{desk}; in danger call {room}, day and night. Thank you.",
        desk=project.desk_phone,
        room=project.control_room_phone,
    )
