"""The weekly opening (《经理信箱开启记录》) on a telephone: how many letters, from when, by whom; never what or from whom (R143)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.mailbox_taps import ListOpenings, OpeningDeed, OpenOpening, PrintOpenings
from handlers.staff.names import day_of, page_of, turn, ways_out
from handlers.staff.tickets.papers import COMING
from handlers.taps import Go, Place
from models.mailbox import opening
from models.mailbox.lifecycle import OpeningState, opening_moves
from models.mailbox.reading import (
    READERS,
    RECORD_READERS,
    current,
    opening_for,
    openings,
    parts_of,
    tally_of,
)
from models.mailbox.tables import Opening
from models.people import Role
from models.refusals import Gone, NotYours

MAILBOX_RECORD = "mailbox_record"
STATE = {
    OpeningState.DUE: T("staff", "to be opened"),
    OpeningState.LATE: T("staff", "to be opened, late"),
    OpeningState.MISSED: T("staff", "was not opened"),
    OpeningState.EMPTY: T("staff", "opened, no letter"),
    OpeningState.OPENED: T("staff", "to be passed on to the manager"),
    OpeningState.PASSED: T("staff", "passed on to the manager"),
}
DEEDS = {
    "open": T("button", "Open the mailbox"),
    "pass_on": T("button", "Pass on to the manager"),
}


def mailbox_menu(scene: Scene) -> Reply:
    """What waits; for supervisor and manager the record, for the manager the letters. Raises NotYours for all others."""
    staff = scene.staff
    if staff.role not in READERS:
        raise NotYours
    one, rows = current(scene.session, scene.project), list[Row]()
    words = lines(
        T("staff", "<b>Manager's mailbox</b>. It is opened on Mondays at nine."),
        _line(scene, one) if one else T("staff", "No opening is waiting."),
    )
    if one:
        rows.append((Button(T("button", "To the opening"), OpenOpening(one.id)),))
    if staff.role == Role.MANAGER:
        rows.append((Button(T("button", "Letters to me"), Go(Place.LETTERS)),))
    if staff.role in RECORD_READERS:
        rows.append((Button(T("button", "Record of openings"), ListOpenings(0)),))
    return Screen(words, (*rows, ways_out()))


def opening_card(scene: Scene, opening_id: int) -> Screen:
    """One opening in numbers; raises Gone for who has no part in the mailbox."""
    one = opening_for(scene.session, opening_id, scene.me)
    words = lines(
        T("staff", "<b>Opening of the mailbox</b>, {day}", day=day_of(one.day, scene.project.zone)),
        T("staff", "State: {state}", state=STATE[one.state]),
        *_figures(scene, one),
    )
    moves = opening_moves(one.state, parts_of(scene.me, one.project_id))
    deeds = [Button(DEEDS[name], OpeningDeed(one.id, name, one.version)) for name in DEEDS if name in moves]
    if scene.staff.role == Role.MANAGER and one.state == OpeningState.PASSED:
        deeds.append(Button(T("button", "Letters to me"), Go(Place.LETTERS)))
    return Screen(words, (*rows_of(deeds), ways_out(Go(Place.MAILBOX))), one.subject, state=one.state)


def _figures(scene: Scene, one: Opening) -> Sequence[Words]:
    if one.opened_by is None or one.opened_at is None:
        return ()
    said: list[Words] = [
        T("staff", "Opened {time} by {name}", time=one.opened_at, name=one.opened_by.person.name),
        T("staff", "Letters: {count}", count=one.letters),
    ]
    if one.first_at and one.last_at:
        said.append(_put_in(scene, one.first_at, one.last_at))
    if one.passed_by and one.passed_at:
        said.append(T("staff", "Passed on {time} by {name}", time=one.passed_at, name=one.passed_by.person.name))
    if one.state == OpeningState.PASSED and scene.staff.role in RECORD_READERS:
        tally = tally_of(scene.session, one, scene.now)
        said.append(T("staff", "Answered: {count}, overdue: {late}", count=tally.answered, late=tally.late))
    return said


def _put_in(scene: Scene, first: datetime, last: datetime) -> Words:
    """From which days the letters are; one day is said once."""
    zone = scene.project.zone
    if first.astimezone(zone).date() == last.astimezone(zone).date():
        return T("staff", "Put in on {day}", day=Day(first))
    return T("staff", "Put in from {first} to {last}", first=Day(first), last=Day(last))


def open_opening(scene: Scene, tap: OpenOpening) -> Reply:
    """The card."""
    return opening_card(scene, tap.opening)


def do_deed(scene: Scene, tap: OpeningDeed) -> Reply:
    """The box is opened, or its letters are passed on; raises Gone for anything else."""
    facts: dict[str, Any] = {"by": scene.me, "now": scene.now, "seen": tap.seen}
    match tap.deed:
        case "open":
            one = opening.open_box(scene.session, tap.opening, **facts)
            empty = T("staff", "Opened: no letter. The record is kept.")
            many = T(
                "staff", "Opened and recorded, letters: {count}. The supervisor passes them on.", count=one.letters
            )
            said = many if one.letters else empty
        case "pass_on":
            opening.pass_on(scene.session, tap.opening, **facts)
            said = T("staff", "Passed on. The manager has been told.")
        case _:
            raise Gone
    return opening_card(scene, tap.opening).headed(said)


def list_openings(scene: Scene, tap: ListOpenings) -> Screen:
    """The record, page by page; raises NotYours for others than supervisor and manager."""
    if scene.staff.role not in RECORD_READERS:
        raise NotYours
    every = openings(scene.session, scene.project)
    page = max(0, min(tap.page, (len(every) - 1) // 10))
    buttons = [Button(_line(scene, one), OpenOpening(one.id)) for one in page_of(every, page)]
    words = T("staff", "<b>Record of openings</b>: {count}", count=len(every))
    papers = (
        Button(T("button", "Record of this year"), PrintOpenings(0)),
        Button(T("button", "Record of last year"), PrintOpenings(1)),
    )
    return Screen(words, (*rows_of(buttons), turn(len(every), page, ListOpenings), papers, ways_out(Go(Place.MAILBOX))))


def _line(scene: Scene, one: Opening) -> Words:
    said: list[Words] = [day_of(one.day, scene.project.zone), STATE[one.state]]
    if one.opened_by:
        said += [T("staff", "letters {count}", count=one.letters), one.opened_by.person.name]
    return listed(said, " ")


def print_openings(scene: Scene, tap: PrintOpenings) -> Reply:
    """The record of a year as a workbook; it holds numbers only."""
    if scene.staff.role not in RECORD_READERS:
        raise NotYours
    facts = {"years_ago": tap.years_ago}
    ask_for(scene.session, person=scene.me, kind=MAILBOX_RECORD, facts=facts, now=scene.now)
    return list_openings(scene, ListOpenings(0)).with_toast(COMING)
