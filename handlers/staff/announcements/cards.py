"""Announcements (公告) at the office: the lists, and the card with exactly the text that owners read (R149, R195)."""

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.announcement_taps import (
    AnnouncementDeed,
    ListAnnouncements,
    ListReaders,
    ListUnreached,
    OpenAnnouncement,
    PrintAnnouncement,
)
from handlers.announcement_words import KIND, WHOM, range_of, text_of, title_of
from handlers.staff.names import page_of, turn, ways_out
from handlers.taps import Begin, Go, Place
from models.announcements.audience import Audience, audience_of
from models.announcements.content import Content
from models.announcements.lifecycle import TO_COME, State
from models.announcements.reading import Section, log_of, moves_for, read_count, told_count, visible
from models.announcements.reading import listed as listed_announcements
from models.announcements.tables import Announcement, AnnouncementStep
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE

POSTING, PHONES, LETTERS = "posting", "phones", "letters"
STATE = {
    State.DRAFT: T("staff", "waits for approval"),
    State.RETURNED: T("staff", "to be revised"),
    State.DISCARDED: T("staff", "discarded"),
    State.SCHEDULED: T("staff", "approved, to be sent"),
    State.SENDING: T("staff", "being sent"),
    State.SENT: T("staff", "sent"),
    State.ENDED: T("staff", "ended, restored"),
    State.CORRECTED: T("staff", "corrected"),
    State.CALLED_OFF: T("staff", "called off"),
}
SECTION = {
    Section.OPEN: T("button", "Drafts and coming"),
    Section.CURRENT: T("button", "Present announcements"),
    Section.PAST: T("button", "Past announcements"),
}
DID = {
    "draft": T("staff", "drafted"),
    "revise": T("staff", "revised"),
    "send_back": T("staff", "sent back"),
    "approve": T("staff", "approved"),
    "discard": T("staff", "discarded"),
    "call_off": T("staff", "called off"),
    "correct": T("staff", "correction drafted"),
    "end": T("staff", "restored"),
    "start": T("staff", "sending began"),
    "arrive": T("staff", "sent to all"),
    "replace": T("staff", "corrected"),
    "nobody": T("staff", "reached nobody"),
    "pass_on": T("staff", "passed it on to whoever is in charge"),
}
FORMS = (
    ("approve", T("button", "Approve and send"), "announcement_approve"),
    ("send_back", T("button", "Send back"), "announcement_back"),
    ("call_off", T("button", "Call the announcement off"), "announcement_off"),
)
DEEDS = (
    ("end", T("button", "It is restored")),
    ("revise", T("button", "Revise")),
    ("correct", T("button", "Correct it")),
    ("discard", T("button", "Discard")),
)


def announcements_menu(scene: Scene) -> Reply:
    """The sections with their numbers, and a new one; raises NotYours for others than the front office."""
    if scene.staff.role not in FRONT_OFFICE:
        raise NotYours
    counts = {one: len(listed_announcements(scene.session, scene.project, one, scene.now)) for one in Section}
    buttons = [
        Button(T("button", "{list} ({count})", list=SECTION[one], count=count), ListAnnouncements(one, 0))
        for one, count in counts.items()
    ]
    new = (Button(T("button", "Draft an announcement"), Begin("announcement", 0)),)
    words = T("staff", "<b>Announcements</b>. One drafts, the supervisor or the manager approves.")
    return Screen(words, (new, *rows_of(buttons), ways_out(Go(Place.OFFICE))))


def list_announcements(scene: Scene, tap: ListAnnouncements) -> Reply:
    """A section, page by page."""
    if scene.staff.role not in FRONT_OFFICE:
        raise NotYours
    if tap.section not in set(Section):
        raise Gone
    section = Section(tap.section)
    found = listed_announcements(scene.session, scene.project, section, scene.now)
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    buttons = [
        Button(
            listed([title_of(one.content), STATE[one.state], one.drafter.person.name], " "), OpenAnnouncement(one.id)
        )
        for one in page_of(found, page)
    ]
    words = T("staff", "<b>Announcements</b>: {list}, {count}", list=SECTION[section], count=len(found))
    pages = turn(len(found), page, lambda to: ListAnnouncements(section, to))
    return Screen(words, (*rows_of(buttons), pages, ways_out(Go(Place.ANNOUNCEMENTS))))


def preview(content: Content, audience: Audience) -> Words:
    """The text as its readers will read it, how many they are, and how many units have nobody on the bot."""
    return lines(
        T("staff", "<b>Owners will read:</b>"),
        text_of(content),
        "",
        T("staff", "Reaches {count} people through the bot.", count=len(audience.people)),
        T("staff", "Units with nobody on the bot: {count}", count=len(audience.unreached)),
        None
        if audience.people
        else T("staff", "Nobody here is on the bot: it has to be posted and told by telephone."),
    )


def announcement_card(scene: Scene, announcement_id: int) -> Screen:
    """The text, the target, how it stands, and who has read it; raises Gone for others than the front office."""
    one = visible(scene.session, announcement_id, scene.me)
    content, audience = one.content, _audience(scene, one)
    words = lines(
        T("staff", "<b>{title}</b>: {state}", title=title_of(content), state=STATE[one.state]),
        listed([KIND[one.kind], range_of(content), WHOM[one.whom]]),
        T("staff", "Important: a reading is asked for.") if one.important else None,
        T("staff", "To be sent {time}", time=one.send_at) if one.send_at and one.state in TO_COME else None,
        T("staff", "Why so late: {why}", why=one.hurry) if one.hurry else None,
        T("staff", "Takes the place of an earlier one.") if one.corrects_id else None,
        "",
        preview(content, audience) if one.state in TO_COME else text_of(content),
        None if one.state in TO_COME else _figures(scene, one, audience),
        "",
        *(_step(step) for step in log_of(scene.session, one)),
    )
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _audience(scene: Scene, one: Announcement) -> Audience:
    return audience_of(scene.session, scene.project, one.content, one.corrects_id)


def _figures(scene: Scene, one: Announcement, audience: Audience) -> Words:
    facts = {"told": told_count(scene.session, one), "read": read_count(scene.session, one)}
    return lines(
        T("staff", "Told: {told}, read: {read}", **facts),
        T("staff", "Units with nobody on the bot: {count}", count=len(audience.unreached)),
    )


def _step(step: AnnouncementStep) -> Words:
    who = step.by.person.name if step.by else T("staff", "the office")
    said = listed([step.at, who, DID[step.move]], " ")
    return T("staff", "{what}: {words}", what=said, words=step.words) if step.words else said


def _rows(scene: Scene, one: Announcement) -> tuple[Row, ...]:
    moves = moves_for(scene.me, one)
    forms = [Button(label, Begin(flow, one.id)) for name, label, flow in FORMS if name in moves]
    deeds = [Button(label, AnnouncementDeed(one.id, name, one.version)) for name, label in DEEDS if name in moves]
    lists = [
        Button(T("button", "Who has not read it"), ListReaders(one.id, 0, 0)),
        Button(T("button", "Who has read it"), ListReaders(one.id, 1, 0)),
    ]
    known = lists if one.state not in TO_COME else []
    return (*rows_of([*forms, *deeds], 2), *rows_of([*known, *papers_of(one)], 2), ways_out(Go(Place.ANNOUNCEMENTS)))


def papers_of(one: Announcement) -> list[Button]:
    """The way to those whom the bot does not reach: whom to call, and what to post."""
    return [
        Button(T("button", "Units not reached"), ListUnreached(one.id, 0)),
        Button(T("button", "Posting for the lobby"), PrintAnnouncement(one.id, POSTING)),
    ]


def open_announcement(scene: Scene, tap: OpenAnnouncement) -> Reply:
    """The card."""
    return announcement_card(scene, tap.announcement)
