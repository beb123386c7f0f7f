"""Announcements by the clock, and on paper: posting for the lobby, list of telephones, letters (R149, R150, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clockwork.duties import Shift
from bot.documents import Maker
from bot.texts import Reader, T, Words
from jobs.documents import clock, make_form, make_table, say
from jobs.letters import Letter, make_letters
from models.announcements import sending
from models.announcements.audience import audience_of, contacts_in
from models.announcements.content import Content, Kind, Scope, Supply
from models.announcements.reading import readings
from models.announcements.tables import Announcement
from models.dues import Due
from models.estate import Project
from models.people import Person
from models.units import units_of

SUPPLY = {
    Supply.WATER: T("paper", "Water shut off"),
    Supply.POWER: T("paper", "Power shut off"),
    Supply.LIFT: T("paper", "Lifts out of service"),
    Supply.AIRCON: T("paper", "Air-conditioning shut off"),
}
PHONES: tuple[tuple[T, int], ...] = (
    (T("paper", "Unit"), 12),
    (T("paper", "Name"), 24),
    (T("paper", "Contact"), 14),
    (T("paper", "Telephone"), 18),
    (T("paper", "Why by telephone"), 18),
    (T("paper", "Told on"), 18),
    (T("paper", "Signature"), 16),
)


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def send(shift: Shift, due: Due) -> None:
    """The next piece."""
    sending.send_piece(shift.session, _number(due), shift.now)


def remind(shift: Shift, due: Due) -> None:
    """Before a shut-off."""
    sending.remind(shift.session, _number(due), shift.now)


def unread(shift: Shift, due: Due) -> None:
    """An important one, a day later."""
    sending.look_at_unread(shift.session, _number(due), shift.now)


def title_of(content: Content) -> Words:
    """What it is called on paper."""
    return SUPPLY[content.supply] if content.kind == Kind.SHUTOFF and content.supply else content.title


def _range(reader: Reader, content: Content) -> str:
    places = "、".join(content.places) if reader.language.startswith("zh") else ", ".join(content.places)
    match content.scope:
        case Scope.FLOORS:
            return say(reader, T("paper", "Floors {floors}", floors=places))
        case Scope.UNITS:
            return say(reader, T("paper", "Units {units}", units=places))
        case _:
            return say(reader, T("paper", "The whole building"))


def _text(content: Content) -> str:
    """What it says; of a shut-off the reason first."""
    return "\n".join(
        filter(None, (content.reason, content.words) if content.kind == Kind.SHUTOFF else (content.words,))
    )


def posting(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """One sheet of A4 for the lobby and the lifts, in the office's language."""
    reader = Reader(project.language, reader.zone)
    content = session.get_one(Announcement, facts["announcement"]).content
    wanted: list[tuple[Words, str]] = [
        (T("paper", "Dear customers"), say(reader, title_of(content))),
        (T("paper", "Text"), _text(content)),
        (T("paper", "From"), clock(reader, content.starts_at)),
        (T("paper", "Until"), clock(reader, content.ends_at)),
        (T("paper", "Where"), _range(reader, content)),
        (T("paper", "Questions"), say(reader, T("paper", "Please call {phone}. Thank you.", phone=project.desk_phone))),
        (T("paper", "Day of posting"), now.astimezone(project.zone).date().isoformat()),
    ]
    rows = [(say(reader, label), value) for label, value in wanted if value]
    name = say(reader, T("paper", "Posting {title}", title=title_of(content)))
    title = say(reader, T("paper", "{building}: announcement", building=project.name))
    return f"{name}.xlsx", make_form(title, rows)


def phones(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Whom to call: the contacts of units with nobody on the bot, and who was told and has not read it."""
    one = session.get_one(Announcement, facts["announcement"])
    unreached = {unit.id for unit in audience_of(session, project, one.content, one.corrects_id).unreached}
    absent, silent = say(reader, T("paper", "not on the bot")), say(reader, T("paper", "has not read it"))
    contacts = [
        (one.unit.number, one.person) for one in contacts_in(session, project, one.content) if one.unit_id in unreached
    ]
    rows = [_line(reader, unit, person, absent) for unit, person in contacts]
    for reading in readings(session, one, read=False):
        units = " ".join(unit.number for unit in units_of(session, reading.person))
        rows.append(_line(reader, units, reading.person, silent))
    name = say(reader, T("paper", "Telephone list {title}", title=title_of(one.content)))
    return f"{name}.xlsx", make_table(name, [(say(reader, title), width) for title, width in PHONES], rows)


def _line(reader: Reader, unit: str, person: Person, why: str) -> list[str]:
    return [unit, person.name, say(reader, person.called), person.phone, why, "", ""]


def letters(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """A letter to everybody whom the bot does not reach, or who has not read it: one sheet each, addressed in person (R149, R150)."""
    one = session.get_one(Announcement, facts["announcement"])
    unreached = {unit.id for unit in audience_of(session, project, one.content, one.corrects_id).unreached}
    contacts = contacts_in(session, project, one.content)
    people = {each.person_id: each.person for each in contacts if each.unit_id in unreached}
    people |= {reading.person_id: reading.person for reading in readings(session, one, read=False)}
    sheets = [_letter(session, project, one.content, person, now) for person in people.values()]
    name = say(reader, T("paper", "Letters {title}", title=title_of(one.content)))
    return f"{name}.xlsx", make_letters(sheets)


def _letter(session: Session, project: Project, content: Content, person: Person, now: datetime) -> Letter:
    """In the addressee's language: where to, the honorific, what it is about, and who writes."""
    reader = Reader(person.language, project.zone)
    units = " ".join(unit.number for unit in units_of(session, person))
    times = {"start": clock(reader, content.starts_at), "end": clock(reader, content.ends_at)}
    when = T("paper", "From {start} to {end}.", **times) if content.starts_at and content.ends_at else None
    facts = {"building": project.name, "day": now.astimezone(project.zone).date().isoformat()}
    said: list[Words | None] = [
        T("paper", "Dear {name}, hello.", name=person.called),
        T("paper", "{title}: {words}", title=title_of(content), words=_text(content)),
        when,
        T("paper", "Where it holds: {range}.", range=_range(reader, content)),
        T("paper", "For an explanation please call {phone}. Thank you.", phone=project.desk_phone),
        T("paper", "{building}, customer service, {day}", **facts),
    ]
    address = say(reader, T("paper", "Unit {units}, {name}", units=units, name=person.called))
    return Letter(units, address, [say(reader, words) for words in said if words is not None])


DOCUMENTS: Mapping[str, Maker] = {
    "announcement_posting": posting,
    "announcement_phones": phones,
    "announcement_letters": letters,
}
