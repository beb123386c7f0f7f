"""公告 for owners: what holds and what held for their units, read, and asked about (R149)."""

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.announcement_taps import AskAbout, HaveRead, ListAnnouncements, OpenAnnouncement
from handlers.announcement_words import text_of, title_of
from handlers.taps import Go, Place
from models.announcements import answering
from models.announcements.lifecycle import State
from models.announcements.reading import Section, is_current, own_reading, shown, shown_to, unread_count
from models.announcements.tables import Announcement
from models.refusals import Gone

PAGE = 8
ENDING = {
    State.ENDED: T("label", "<b>Over, everything is back</b>"),
    State.CORRECTED: T("label", "<b>Corrected, please read the newer one</b>"),
    State.CALLED_OFF: T("label", "<b>Called off</b>"),
}


def menu_button(scene: Scene) -> Button:
    """The way to the announcements, with how many are unread."""
    count = unread_count(scene.session, scene.me, scene.now)
    label = T("button", "Announcements ({count})", count=count) if count else T("button", "Announcements")
    return Button(label, Go(Place.ANNOUNCEMENTS))


def announcements_menu(scene: Scene) -> Screen:
    """What holds now."""
    return list_announcements(scene, ListAnnouncements(Section.CURRENT, 0))


def list_announcements(scene: Scene, tap: ListAnnouncements) -> Screen:
    """A page of what holds, or of what is over."""
    if tap.section not in {Section.CURRENT, Section.PAST}:
        raise Gone
    current = tap.section == Section.CURRENT
    found = [one for one in shown_to(scene.session, scene.me) if is_current(one, scene.now) is current]
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    words = (
        T("owner", "Announcements for your units. Please choose one to read it.")
        if found
        else T("owner", "There is no announcement here at the moment. Thank you for looking.")
    )
    buttons = [Button(_line(scene, one), OpenAnnouncement(one.id)) for one in found[page * PAGE : (page + 1) * PAGE]]
    other = T("button", "Past announcements") if current else T("button", "Present announcements")
    before = (Button(T("button", "Previous page"), ListAnnouncements(tap.section, page - 1)),) if page else ()
    more = len(found) > (page + 1) * PAGE
    after = (Button(T("button", "Next page"), ListAnnouncements(tap.section, page + 1)),) if more else ()
    switch = Button(other, ListAnnouncements(Section.PAST if current else Section.CURRENT, 0))
    return Screen(words, (*rows_of(buttons), (*before, *after), (switch, Button(T("button", "Home"), Go(Place.HOME)))))


def _line(scene: Scene, one: Announcement) -> Words:
    mine = own_reading(scene.session, one, scene.me)
    new: list[Words] = [T("label", "[new]")] if mine is not None and mine.read_at is None else []
    return listed([*new, Day(one.sent_at or one.drafted_at), title_of(one.content)], " ")


def announcement_card(scene: Scene, announcement_id: int) -> Screen:
    """The words as they were previewed, and what can be done; raises Gone for who may not see it."""
    one = shown(scene.session, announcement_id, scene.me)
    mine = own_reading(scene.session, one, scene.me)
    unread = one.important and mine is not None and mine.read_at is None and one.state not in ENDING
    rows: list[Row] = [(Button(T("button", "I have read it"), HaveRead(one.id)),)] if unread else []
    rows.append((Button(T("button", "Ask about this announcement"), AskAbout(one.id)),))
    rows.append(
        (Button(T("button", "Announcements"), Go(Place.ANNOUNCEMENTS)), Button(T("button", "Home"), Go(Place.HOME)))
    )
    words = lines(ENDING.get(one.state), text_of(one.content))
    return Screen(words, tuple(rows), one.subject, state=one.state)


def open_announcement(scene: Scene, tap: OpenAnnouncement) -> Reply:
    """Opened is read."""
    answering.read(scene.session, tap.announcement, by=scene.me, now=scene.now)
    return announcement_card(scene, tap.announcement)


def have_read(scene: Scene, tap: HaveRead) -> Reply:
    """The owner says so."""
    answering.read(scene.session, tap.announcement, by=scene.me, now=scene.now)
    return announcement_card(scene, tap.announcement).with_toast(T("owner", "Thank you for reading."))


def ask_about(scene: Scene, tap: AskAbout) -> Reply:
    """The desk calls, and knows which announcement it is about."""
    asked = answering.ask_about(scene.session, tap.announcement, by=scene.me, now=scene.now)
    who = asked.by.person.name if asked.by else scene.project.name
    words = T(
        "owner",
        "Please wait a moment: {name} of customer service will call you about this announcement before {time}. Thank you.",
        name=who,
        time=asked.until,
    )
    return announcement_card(scene, tap.announcement).headed(words)
