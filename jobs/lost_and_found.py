"""失物招领登记 as a workbook, and the daily look at what has been kept too long (R206, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clockwork.duties import Outcome, Shift
from bot.documents import Maker
from bot.texts import Reader, T
from jobs.documents import clock, make_table, say
from models.catalogue import catalogue
from models.estate import Project
from models.found.ending import list_late
from models.found.lifecycle import ItemState
from models.found.reading import claim_of, handover_of
from models.found.tables import Claim, FoundItem, Handover, IdKind, Kind, Signed
from models.hours import month_of
from models.people import Person

KIND = {
    Kind.ELECTRONICS: T("paper", "telephone, electronics"),
    Kind.PAPERS: T("paper", "papers, cards"),
    Kind.WALLET: T("paper", "wallet, bag"),
    Kind.KEYS: T("paper", "keys"),
    Kind.CLOTHES: T("paper", "clothes, umbrella"),
    Kind.JEWELLERY: T("paper", "jewellery, glasses"),
    Kind.MONEY: T("paper", "money"),
    Kind.OTHER: T("paper", "something else"),
}
STATE = {
    ItemState.KEPT: T("paper", "kept"),
    ItemState.CLAIMED: T("paper", "claimed"),
    ItemState.RETURNED: T("paper", "returned"),
    ItemState.POLICE: T("paper", "handed to the police"),
    ItemState.DISPOSED: T("paper", "disposed of"),
}
DOCUMENT = {
    IdKind.IDENTITY: T("paper", "identity card"),
    IdKind.PASSPORT: T("paper", "passport"),
    IdKind.DRIVING: T("paper", "driving licence"),
    IdKind.WORK: T("paper", "work card"),
}
SIGNATURE = {
    Signed.BOT: T("paper", "confirmed on the bot"),
    Signed.SLIP: T("paper", "signed slip"),
}
COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Number"), 18),
    (T("paper", "Found on"), 16),
    (T("paper", "Sort"), 14),
    (T("paper", "Description"), 36),
    (T("paper", "Place"), 16),
    (T("paper", "Finder"), 14),
    (T("paper", "Keeper"), 14),
    (T("paper", "Registered"), 16),
    (T("paper", "Claimed by"), 14),
    (T("paper", "Telephone"), 16),
    (T("paper", "Document"), 12),
    (T("paper", "Checked"), 30),
    (T("paper", "Given back by"), 14),
    (T("paper", "Signature"), 16),
    (T("paper", "Ended"), 16),
    (T("paper", "Where it went"), 24),
    (T("paper", "State"), 12),
)


def found_ledger(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """What was registered in a month, one line each: item, finder, keeper, claim, signature."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    wanted = select(FoundItem).where(FoundItem.project_id == project.id, FoundItem.at >= start, FoundItem.at < end)
    name = say(reader, T("paper", "Lost and found {month}", month=f"{start:%Y-%m}"))
    rows = [_line(session, reader, item) for item in session.scalars(wanted.order_by(FoundItem.id))]
    columns = [(say(reader, title), width) for title, width in COLUMNS]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _line(session: Session, reader: Reader, item: FoundItem) -> list[str]:
    return [
        item.number,
        f"{item.day} {item.hour:%H:%M}" if item.hour else f"{item.day}",
        say(reader, KIND[item.kind]),
        item.words,
        _place(reader, item.place),
        item.by.name,
        item.keeper.name if item.keeper else say(reader, T("paper", "service centre")),
        clock(reader, item.at),
        *_claimed(reader, claim_of(session, item)),
        *_signed(reader, handover_of(session, item)),
        clock(reader, item.ended_at),
        item.ended_words,
        say(reader, STATE[item.state]),
    ]


def _place(reader: Reader, place: str) -> str:
    code, _, floor = place.partition("@")
    known = catalogue().places.get(code)
    return place if known is None else " ".join(part for part in (floor, say(reader, known.name)) if part)


def _claimed(reader: Reader, claim: Claim | None) -> list[str]:
    if claim is None:
        return ["", "", "", ""]
    document = say(reader, DOCUMENT[claim.id_kind]) if claim.id_kind else ""
    person: Person | None = claim.person
    if person is not None:
        return [say(reader, person.called), person.phone, document, claim.proof]
    return [claim.name, claim.phone, document, claim.proof]


def _signed(reader: Reader, handover: Handover | None) -> list[str]:
    return [handover.by.name, say(reader, SIGNATURE[handover.signed])] if handover else ["", ""]


def check(shift: Shift) -> Outcome:
    """Once a day: those in charge hear of what has been kept too long, each thing once."""
    return Outcome({"told": list_late(shift.session, shift.project, shift.now)})


DOCUMENTS: Mapping[str, Maker] = {"found_ledger": found_ledger}
