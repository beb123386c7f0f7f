"""Who has read an announcement and who has not, the units of which nobody is on the bot, and their papers (R149)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.announcement_taps import ListReaders, ListUnreached, OpenAnnouncement, PrintAnnouncement, ToldByPhone
from handlers.announcement_words import title_of
from handlers.staff.announcements.cards import LETTERS, PHONES, POSTING, announcement_card
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.tickets.papers import COMING
from models.announcements.answering import told_by_phone
from models.announcements.audience import audience_of, contacts_in
from models.announcements.phoning import tries
from models.announcements.reading import readings, visible
from models.announcements.tables import AnnouncementReader
from models.estate import Unit
from models.events import record
from models.people import Contact
from models.refusals import Gone
from models.register.unit_parts import check_export
from models.roles import IN_CHARGE
from models.units import units_of

ANNOUNCEMENT_POSTING, ANNOUNCEMENT_PHONES = "announcement_posting", "announcement_phones"
ANNOUNCEMENT_LETTERS = "announcement_letters"


def list_readers(scene: Scene, tap: ListReaders) -> Screen:
    """A page of those who have read it, or of those who are still to be called, with their telephones."""
    one = visible(scene.session, tap.announcement, scene.me)
    found = readings(scene.session, one, read=bool(tap.done))
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    shown = page_of(found, page)
    title = T("staff", "have read it") if tap.done else T("staff", "have not read it")
    facts = {"title": title_of(one.content), "what": title, "count": len(found)}
    words = lines(
        T("staff", "<b>{title}</b>: {what}, {count}", **facts), *(_reader(scene, reading) for reading in shown)
    )
    calls = [Button(_told(reading), ToldByPhone(one.id, reading.person_id, page)) for reading in shown if not tap.done]
    pages = turn(len(found), page, lambda to: ListReaders(one.id, tap.done, to))
    return Screen(words, (*rows_of(calls), pages, ways_out(OpenAnnouncement(one.id))))


def _reader(scene: Scene, reading: AnnouncementReader) -> Words:
    units = listed([unit.number for unit in units_of(scene.session, reading.person)], ", ")
    facts = {"units": units, "name": reading.person.called, "phone": reading.person.phone}
    who = T("staff", "{units} {name}, telephone {phone}", **facts)
    if reading.read_at:
        return T("staff", "{who}: read {time}", who=who, time=reading.read_at)
    if reading.phoned_at:
        return T("staff", "{who}: told by telephone {time}", who=who, time=reading.phoned_at)
    if reading.posted_at:
        return T("staff", "{who}: paper posted {time}", who=who, time=reading.posted_at)
    tried = tries(scene.session, reading)
    return T("staff", "{who}: nobody answered, tries: {count}", who=who, count=tried) if tried else who


def _told(reading: AnnouncementReader) -> Words:
    return T("button", "Told {name} by telephone", name=reading.person.called)


def note_phoned(scene: Scene, tap: ToldByPhone) -> Reply:
    """Somebody was called."""
    told_by_phone(scene.session, tap.announcement, tap.person, by=scene.me, now=scene.now)
    return list_readers(scene, ListReaders(tap.announcement, 0, tap.page)).with_toast(T("staff", "Noted."))


def list_unreached(scene: Scene, tap: ListUnreached) -> Screen:
    """The units of which nobody is on the bot, with whom to call."""
    one = visible(scene.session, tap.announcement, scene.me)
    units = audience_of(scene.session, scene.project, one.content, one.corrects_id).unreached
    contacts = contacts_in(scene.session, scene.project, one.content)
    page = max(0, min(tap.page, (len(units) - 1) // PAGE))
    words = lines(
        T(
            "staff",
            "<b>{title}</b>: units with nobody on the bot, {count}",
            title=title_of(one.content),
            count=len(units),
        ),
        *(_unit(unit, contacts) for unit in page_of(units, page)),
    )
    papers = [Button(T("button", "Posting for the lobby"), PrintAnnouncement(one.id, POSTING))]
    if scene.staff.role in IN_CHARGE:
        papers.append(Button(T("button", "Telephone list"), PrintAnnouncement(one.id, PHONES)))
        papers.append(Button(T("button", "Letters"), PrintAnnouncement(one.id, LETTERS)))
    pages = turn(len(units), page, lambda to: ListUnreached(one.id, to))
    return Screen(words, (pages, *rows_of(papers, 2), ways_out(OpenAnnouncement(one.id))))


def _unit(unit: Unit, contacts: list[Contact]) -> Words:
    mine = [one.person for one in contacts if one.unit_id == unit.id]
    known: list[Words] = [T("staff", "{name} {phone}", name=one.called, phone=one.phone) for one in mine]
    return listed([unit.number, unit.occupier_name or unit.owner_name, *known], " ")


def print_announcement(scene: Scene, tap: PrintAnnouncement) -> Reply:
    """The posting; or the telephones and the letters, which only supervisor and manager take out, and that is logged (DOMAIN 5.7)."""
    one = visible(scene.session, tap.announcement, scene.me)
    facts = {"announcement": one.id}
    match tap.paper:
        case "posting":
            ask_for(scene.session, person=scene.me, kind=ANNOUNCEMENT_POSTING, facts=facts, now=scene.now)
        case "phones":
            _take_out(scene, one.subject, ANNOUNCEMENT_PHONES)
            ask_for(scene.session, person=scene.me, kind=ANNOUNCEMENT_PHONES, facts=facts, now=scene.now, secret=True)
        case "letters":
            _take_out(scene, one.subject, ANNOUNCEMENT_LETTERS)
            ask_for(scene.session, person=scene.me, kind=ANNOUNCEMENT_LETTERS, facts=facts, now=scene.now, secret=True)
        case _:
            raise Gone
    return announcement_card(scene, one.id).with_toast(COMING)


def _take_out(scene: Scene, subject: str, paper: str) -> None:
    """Personal data leave the office: by whom they may, and it is logged; raises NotYours."""
    check_export(scene.staff.person)
    record(
        scene.session,
        project_id=scene.project.id,
        subject=subject,
        kind="export",
        now=scene.now,
        actor_id=scene.me.id,
        facts={"paper": paper},
    )
