"""The log of an account in words: what was opened, paid, asked, decided and noted (R025, R123)."""

from collections.abc import Mapping

from bot.scene import Scene
from bot.texts import Money, T, Words
from models.events import Event
from models.people import Person

KIND: Mapping[str, T] = {
    "receivable.opened": T("staff", "opened"),
    "receivable.allocate": T("staff", "a payment was put to a line"),
    "receivable.release": T("staff", "a payment was taken back from a line"),
    "unit.paid": T("staff", "paid"),
    "dunning.contact": T("staff", "contact noted"),
    "debtor.noted": T("staff", "noted why it is not paid"),
    "dispute.opened": T("staff", "the owner has a question"),
    "dispute.answered": T("staff", "the question was answered"),
    "dispute.again": T("staff", "the owner asked once more"),
    "dispute.ended": T("staff", "the question has ended"),
}


def said_event(scene: Scene, event: Event) -> Words | None:
    """One event; None for what says nothing to a reader."""
    if event.kind not in KIND:
        return None
    name = scene.session.get_one(Person, event.actor_id).name if event.actor_id else ""
    fen = event.facts.get("fen") or 0
    facts = {"time": event.at, "what": KIND[event.kind], "name": name}
    if fen:
        return T("staff", "{time} {what}: {money} {name}", money=Money(fen), **facts)
    return T("staff", "{time} {what} {name}", **facts)
