"""One file per unit (一户一档) on a telephone: the head first, every section behind a button (R104, DOMAIN 5.7)."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.register_taps import OpenContact, OpenFile, ShowAttachments
from handlers.register_words import ENTRY, entry_said, role_called
from handlers.staff.case_taps import OpenMoveIn
from handlers.staff.move_in.cards import line_of as move_in_line
from handlers.staff.register.archive import paper_button, paper_lines
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.warranty_words import warranty_line
from handlers.words import CALL_KIND, CALL_OUTCOME, STAFF_STATE, masked
from models.calls.tables import Call
from models.media.queries import usable
from models.media.tables import Attachment, Media, MediaKind
from models.move_in.reading import does_step, may_open, open_case
from models.refusals import Gone
from models.register.attachments import show_attachments as show
from models.register.tables import Change
from models.register.unit_file import Entry, UnitFile, unit_file
from models.register.unit_parts import Part, keeps_register
from models.tickets.tables import Ticket

PAGE = 8


class Section(StrEnum):
    """A page of the file."""

    HEAD = "head"
    CONTACTS = "contacts"
    FORMER = "former"
    TICKETS = "tickets"
    CALLS = "calls"
    ARCHIVE = "archive"
    MOVE_INS = "move_ins"
    ATTACHMENTS = "attachments"
    CHANGES = "changes"
    WARRANTIES = "warranties"


def _title(section: Section, count: int) -> Words:
    match section:
        case Section.CONTACTS:
            return T("button", "Contacts ({count})", count=count)
        case Section.FORMER:
            return T("button", "Former contacts ({count})", count=count)
        case Section.TICKETS:
            return T("button", "Tickets ({count})", count=count)
        case Section.CALLS:
            return T("button", "Telephone ({count})", count=count)
        case Section.ARCHIVE:
            return T("button", "Papers ({count})", count=count)
        case Section.MOVE_INS:
            return T("button", "Move-ins ({count})", count=count)
        case Section.ATTACHMENTS:
            return T("button", "Sent with tickets ({count})", count=count)
        case Section.WARRANTIES:
            return T("button", "In warranty ({count})", count=count)
        case _:
            return T("button", "Changes ({count})", count=count)


NEEDS = {
    Section.CONTACTS: Part.CONTACTS,
    Section.FORMER: Part.CONTACTS,
    Section.TICKETS: Part.TICKETS,
    Section.CALLS: Part.CALLS,
    Section.ARCHIVE: Part.ARCHIVE,
    Section.MOVE_INS: Part.MOVE_INS,
    Section.ATTACHMENTS: Part.ATTACHMENTS,
    Section.CHANGES: Part.CHANGES,
    Section.WARRANTIES: Part.WARRANTIES,
}
KIND = {
    MediaKind.PHOTO: T("staff", "photo"),
    MediaKind.VOICE: T("staff", "voice note"),
    MediaKind.DOCUMENT: T("staff", "document"),
    MediaKind.LOCATION: T("staff", "place"),
    MediaKind.CONTACT: T("staff", "contact"),
}


def file_card(scene: Scene, unit_id: int) -> Screen:
    """The head of the file."""
    return open_file(scene, OpenFile(unit_id, Section.HEAD, 0))


def open_file(scene: Scene, tap: OpenFile) -> Screen:
    """A section of the file, page by page; raises Gone for one that the reader has no part in."""
    if tap.section not in set(Section):
        raise Gone
    section = Section(tap.section)
    file = unit_file(scene.session, tap.unit, scene.staff, scene.now, NEEDS.get(section))
    return _head(scene, file) if section == Section.HEAD else _section(scene, file, section, max(tap.page, 0))


def _rows_of_section(file: UnitFile, section: Section) -> Sequence[Any]:
    return {Section.CONTACTS: file.contacts, Section.FORMER: file.former}.get(section, file.rows)


def _count(file: UnitFile, section: Section) -> int:
    return file.counts.get(NEEDS[section], len(_rows_of_section(file, section)))


def _head(scene: Scene, file: UnitFile) -> Screen:
    names = (
        "owner_name",
        "status",
        "area_m2",
        "contract_from",
        "contract_until",
        "rates",
        "keys",
        "emergency_contact",
        "note",
    )
    known = [(name, getattr(file, name)) for name in names if getattr(file, name) not in (None, "")]
    words = lines(
        T("staff", "<b>Unit {unit}</b>, floor {floor}", unit=file.number, floor=file.floor),
        T("staff", "{entry}: {value}", entry=ENTRY["occupier_name"], value=file.occupier_name),
        *(T("staff", "{entry}: {value}", entry=ENTRY[name], value=entry_said(name, value)) for name, value in known),
        *(_contact_line(one) for one in file.contacts),
    )
    sections = [
        Button(_title(section, count), OpenFile(file.unit_id, section, 0))
        for section, part in NEEDS.items()
        if part in file.parts and (count := _count(file, section))
    ]
    home = Button(T("button", "Home"), Go(Place.HOME))
    return Screen(words, (*rows_of(sections, 2), *_present_move_in(scene, file), *_deeds(scene, file), (home,)))


def _present_move_in(scene: Scene, file: UnitFile) -> tuple[Row, ...]:
    """The way to a step of one's own for who does not read every move-in of a unit."""
    case = open_case(scene.session, file.unit_id)
    if case is None or Part.MOVE_INS in file.parts or not does_step(scene.staff, case):
        return ()
    return ((Button(T("button", "Move-in: {line}", line=move_in_line(scene, case)), OpenMoveIn(case.id)),),)


def _deeds(scene: Scene, file: UnitFile) -> tuple[Row, ...]:
    """What the keepers of the register do with a file."""
    if not keeps_register(scene.staff):
        return ()
    deeds = [
        Button(T("button", "Add a contact"), Begin("add_contact", file.unit_id)),
        Button(T("button", "Change an entry"), Begin("edit_unit", file.unit_id)),
        Button(T("button", "Add a paper"), Begin("add_paper", file.unit_id)),
    ]
    if may_open(scene.staff) and open_case(scene.session, file.unit_id) is None:
        deeds.append(Button(T("button", "Open a move-in"), Begin("move_in_open", file.unit_id)))
    return rows_of(deeds, 2)


def _contact_line(one: Entry) -> Words:
    phone = one.phone if one.phone is not None else masked(one.contact.person.phone)
    return listed([one.contact.person.called, role_called(one.contact.role), phone or "-"])


def _section(scene: Scene, file: UnitFile, section: Section, page: int) -> Screen:
    rows = _rows_of_section(file, section)
    part = _page(rows, page)
    title = _title(section, len(rows))
    words = lines(
        T("staff", "<b>Unit {unit}</b>: {section}", unit=file.number, section=title), *_said(scene, section, part)
    )
    buttons = [button for row in part if (button := _button(scene, file, section, row))]
    shown = _beside(scene, file, section, part, page)
    turn = _turning(file, section, page, len(rows))
    back = Button(T("button", "Unit file"), OpenFile(file.unit_id, Section.HEAD, 0))
    return Screen(words, (*rows_of(buttons), shown, turn, (back, Button(T("button", "Home"), Go(Place.HOME)))))


def _page(rows: Sequence[Any], page: int) -> list[Any]:
    return list(islice(rows, page * PAGE, (page + 1) * PAGE))


def _beside(scene: Scene, file: UnitFile, section: Section, part: Sequence[Any], page: int) -> Row:
    """What can be done with a whole page: look at what came with tickets, or add to the archive."""
    if section == Section.ARCHIVE:
        return (Button(T("button", "Add a paper"), Begin("add_paper", file.unit_id)),)
    if section != Section.ATTACHMENTS:
        return ()
    there = usable(scene.session, [one.media_id for one in part])
    return (Button(T("button", "Show these"), ShowAttachments(file.unit_id, page)),) if there else ()


def show_attachments(scene: Scene, tap: ShowAttachments) -> Screen:
    """They follow as messages of their own."""
    page = max(tap.page, 0)
    file = unit_file(scene.session, tap.unit, scene.staff, scene.now, Part.ATTACHMENTS)
    wanted = {one.id for one in _page(file.rows, page)}
    show(scene.session, tap.unit, wanted, by=scene.staff, now=scene.now)
    screen = open_file(scene, OpenFile(tap.unit, Section.ATTACHMENTS, page))
    return screen.with_toast(T("owner", "It follows in a moment, thank you."))


def _turning(file: UnitFile, section: Section, page: int, count: int) -> Row:
    earlier = (Button(T("button", "Previous page"), OpenFile(file.unit_id, section, page - 1)),) if page else ()
    more = (page + 1) * PAGE < count
    later = (Button(T("button", "Next page"), OpenFile(file.unit_id, section, page + 1)),) if more else ()
    return (*earlier, *later)


def _button(scene: Scene, file: UnitFile, section: Section, row: Any) -> Button | None:
    """A line that can be opened is a button."""
    if section == Section.ARCHIVE:
        return paper_button(row)
    if section == Section.MOVE_INS:
        return Button(move_in_line(scene, row), OpenMoveIn(row.id))
    if section == Section.TICKETS:
        ticket: Ticket = row
        return Button(
            listed([ticket.number, ticket.symptom.name, STAFF_STATE[ticket.status]], " "), OpenTicket(ticket.id)
        )
    if section == Section.CONTACTS and Part.PHONES in file.parts:
        return Button(listed([row.contact.person.called, role_called(row.contact.role)]), OpenContact(row.contact.id))
    return None


def _said(scene: Scene, section: Section, part: Sequence[Any]) -> list[Words]:
    """The lines of those sections that are read and not opened."""
    say: dict[Section, Callable[[Scene, Any], Words]] = {
        Section.CONTACTS: lambda _scene, one: _contact_line(one),
        Section.FORMER: lambda _scene, one: _former_line(one),
        Section.CALLS: lambda _scene, one: _call_line(one),
        Section.ATTACHMENTS: _attachment_line,
        Section.CHANGES: lambda _scene, one: _change_line(one),
        Section.WARRANTIES: lambda _scene, one: warranty_line(one),
    }
    if section == Section.ARCHIVE:
        return paper_lines(scene, part)
    return [say[section](scene, one) for one in part] if section in say else []


def _former_line(one: Entry) -> Words:
    return T(
        "staff",
        "{name}, {role}, until {time}",
        name=one.contact.person.called,
        role=role_called(one.contact.role),
        time=one.contact.ended_at or "",
    )


def _call_line(call: Call) -> Words:
    outcome: Words = CALL_OUTCOME[call.outcome] if call.outcome else T("staff", "open")
    return listed([call.created_at, call.person.called, CALL_KIND[call.kind], outcome])


def _attachment_line(scene: Scene, one: Attachment) -> Words:
    media = scene.session.get_one(Media, one.media_id)
    return listed([one.at, KIND[media.kind], media.name or media.caption or "-"])


def _change_line(one: Change) -> Words:
    """Who, when, old, new and why (R111)."""
    return T(
        "staff",
        "{time} {entry}: was {old}, now {new} ({who}) {why}",
        time=one.at,
        entry=ENTRY.get(one.field, one.field),
        old=entry_said(one.field, one.old),
        new=entry_said(one.field, one.new),
        who=one.by.name if one.by else T("staff", "the office's files"),
        why=one.why,
    )
