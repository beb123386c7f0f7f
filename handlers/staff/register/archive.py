"""The archive of a unit on a telephone: its papers by kind, and a card for each with all its versions (R104, R111)."""

from collections.abc import Mapping, Sequence

from bot.forms.media import how_many
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.register_taps import OpenFile
from handlers.staff.case_taps import OpenMoveIn, OpenPaper, ShowVersion
from handlers.taps import Begin, Go, Place
from models.archive.filing import FILED, REPLACED, WITHDRAWN
from models.archive.reading import broken, pages_of, paper_for, show_version, versions_of
from models.archive.tables import Paper, PaperKind, PaperVersion
from models.media.tables import Media, MediaState

KIND = {
    PaperKind.CONTRACT: T("label", "Contract"),
    PaperKind.LICENCE: T("label", "Identity card, business licence"),
    PaperKind.HANDOVER: T("label", "Hand-over record"),
    PaperKind.UNDERTAKING: T("label", "Fire-safety undertaking"),
    PaperKind.INSPECTION: T("label", "Inspection record"),
    PaperKind.METERS: T("label", "Base meter readings"),
    PaperKind.OTHER: T("label", "Other paper"),
}
DID = {
    FILED: T("staff", "filed"),
    REPLACED: T("staff", "replaced"),
    WITHDRAWN: T("staff", "withdrew"),
}
SHORT = 10  # characters of a note on a button


REPLACE = T("staff", "cannot be opened, please replace it")


def paper_lines(scene: Scene, papers: Sequence[Paper]) -> list[Words]:
    """Papers under the heading of their kind, the newest of each first; withdrawn ones at the end."""
    said: list[Words] = []
    useless = broken(scene.session, papers)
    before: Words | None = None
    for one in papers:
        heading = T("staff", "Withdrawn papers") if one.withdrawn_at else KIND[one.kind]
        if heading != before:
            said.append(T("staff", "<b>{heading}</b>", heading=heading))
        before = heading
        said.append(listed([_line(one), REPLACE]) if one.id in useless else _line(one))
    return said


def _line(one: Paper) -> Words:
    kind = [KIND[one.kind]] if one.withdrawn_at else []
    number = [T("staff", "version {number}", number=one.version)] if one.version > 1 else []
    return listed([one.at, one.by.person.name, *kind, *number, *([one.note] if one.note else [])])


def paper_button(one: Paper) -> Button:
    """A paper, to be opened."""
    note = one.note if len(one.note) <= SHORT else f"{one.note[:SHORT]}…"
    return Button(listed([KIND[one.kind], Day(one.at), *([note] if note else [])], " "), OpenPaper(one.id))


def open_paper(scene: Scene, tap: OpenPaper) -> Screen:
    """The card."""
    return paper_card(scene, tap.paper)


def paper_card(scene: Scene, paper_id: int) -> Screen:
    """What it is, of which unit, and every version of it; raises Gone for who does not keep the archive."""
    paper = paper_for(scene.session, paper_id, scene.me)
    versions = list(versions_of(scene.session, paper))
    pages = pages_of(scene.session, versions)
    words = lines(
        T("staff", "<b>{kind}</b>, unit {unit}", kind=KIND[paper.kind], unit=paper.unit.number),
        paper.note or None,
        T("staff", "It was withdrawn; it stays here to be read.") if paper.withdrawn_at else None,
        T("staff", "<b>A page cannot be opened, please replace it.</b>") if broken(scene.session, [paper]) else None,
        *(_version_line(one, pages[one.id]) for one in reversed(versions)),
    )
    return Screen(words, _rows(paper, versions, pages), paper.subject, state=str(paper.version))


def _good(pages: Sequence[Media]) -> list[Media]:
    return [one for one in pages if one.state != MediaState.UNUSABLE]


def _version_line(one: PaperVersion, pages: Sequence[Media]) -> Words:
    media = _good(pages)
    what: list[Words] = [one.at, one.by.person.name, DID[one.move], *([how_many(media)] if media else [])]
    said = T("staff", "{number}. {what}", number=one.number, what=listed(what, " "))
    words = [words for words in (one.note if one.move == REPLACED else "", one.why) if words]
    return T("staff", "{what}: {words}", what=said, words=listed(words, ", ")) if words else said


def _rows(paper: Paper, versions: Sequence[PaperVersion], pages: Mapping[int, Sequence[Media]]) -> tuple[Row, ...]:
    shown = [one for one in reversed(versions) if _good(pages[one.id])]
    looks = [Button(_look(one, versions), ShowVersion(one.id)) for one in shown]
    replace = Button(T("button", "Replace it"), Begin("paper_new", paper.id))
    withdraw = Button(T("button", "Withdraw it"), Begin("paper_off", paper.id))
    deeds: tuple[Row, ...] = () if paper.withdrawn_at else ((replace, withdraw),)
    back = Button(T("button", "Papers of the unit"), OpenFile(paper.unit_id, "archive", 0))
    return (*rows_of(looks, 2), *deeds, *_case(paper), (back, Button(T("button", "Home"), Go(Place.HOME))))


def _look(one: PaperVersion, versions: Sequence[PaperVersion]) -> Words:
    if len(versions) == 1:
        return T("button", "Look at it")
    return T("button", "Version {count}", count=one.number)


def _case(paper: Paper) -> tuple[Row, ...]:
    kind, _, number = paper.about.partition(":")
    return ((Button(T("button", "The move-in"), OpenMoveIn(int(number))),),) if kind == "move_in" else ()


def look_at_version(scene: Scene, tap: ShowVersion) -> Screen:
    """It follows as messages of its own."""
    paper = show_version(scene.session, tap.version, by=scene.staff, now=scene.now)
    return paper_card(scene, paper.id).with_toast(T("owner", "It follows in a moment, thank you."))
