"""A report's sections and figures, and a button for everything that is behind a number (DOMAIN 5.4)."""

from collections.abc import Callable, Iterator, Sequence

from bot.report_words import figure_words, former_words, period_words, value_words, verdict_words
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.taps import Tap
from bot.texts import T, Words, lines
from handlers.complaint_taps import OpenComplaint
from handlers.incident_taps import OpenIncident
from handlers.report_taps import OpenFigure, OpenPlanItem, OpenReport, OpenSection, OpenSections
from handlers.staff.names import ways_out
from handlers.staff.taps import OpenAssignment, OpenWarranty
from handlers.taps import Go, OpenTicket, Place
from models.complaints.parts import parts_of
from models.complaints.tables import Complaint
from models.refusals import Gone
from models.reports.figures import Figure, Section
from models.reports.reading import period_of_report, report_for, sections_of
from models.reports.tables import Report

OPENS: dict[str, Callable[[int], Tap]] = {
    "ticket": OpenTicket,
    "complaint": OpenComplaint,
    "incident": OpenIncident,
    "assignment": OpenAssignment,
    "warranty": OpenWarranty,
    "plan": OpenPlanItem,
}


def all_sections(scene: Scene, tap: OpenSections) -> Screen:
    """A button for each section of a report."""
    one = report_for(scene.session, tap.report, scene.me)
    words = T("staff", "<b>{period}</b>: all numbers", period=period_words(period_of_report(scene.project, one)))
    buttons = [Button(section.name, OpenSection(one.id, number)) for number, section in enumerate(sections_of(one))]
    return Screen(words, (*rows_of(buttons, 2), ways_out(OpenReport(one.id))))


def _section(one: Report, number: int) -> Section:
    sections = sections_of(one)
    if not 0 <= number < len(sections):
        raise Gone
    return sections[number]


def open_section(scene: Scene, tap: OpenSection) -> Screen:
    """Every figure of a section in a line and a button; raises Gone."""
    one = report_for(scene.session, tap.report, scene.me)
    section = _section(one, tap.section)
    said: list[Words] = [figure_words(figure) for figure in section.figures]
    heading = T("staff", "<b>{section}</b>, {period}", section=section.name, period=_period(scene, one))
    known = [(number, figure) for number, figure in enumerate(section.figures) if figure.behind or figure.place]
    buttons = [Button(figure.name, OpenFigure(one.id, tap.section, number)) for number, figure in known]
    return Screen(lines(heading, *said, *section.notes), (*rows_of(buttons, 2), ways_out(OpenSections(one.id))))


def _period(scene: Scene, one: Report) -> Words:
    return period_words(period_of_report(scene.project, one))


def open_figure(scene: Scene, tap: OpenFigure) -> Screen:
    """One figure, what it was before, and what it is about; raises Gone."""
    one = report_for(scene.session, tap.report, scene.me)
    section = _section(one, tap.section)
    if not 0 <= tap.figure < len(section.figures):
        raise Gone
    figure = section.figures[tap.figure]
    former = former_words(figure)
    words = lines(
        T("staff", "<b>{figure}</b>, {period}", figure=figure.name, period=_period(scene, one)),
        value_words(figure),
        verdict_words(figure),
        T("staff", "In the period before: {value}", value=former) if former else None,
        T("staff", "These are behind it:") if figure.behind else None,
    )
    return Screen(words, (*_things(scene, figure), *_place(figure), ways_out(OpenSection(one.id, tap.section))))


def _things(scene: Scene, figure: Figure) -> tuple[Row, ...]:
    found = [Button(label, tap) for subject, label in figure.behind for tap in _tap(scene, subject)]
    return rows_of(found, 2)


def _tap(scene: Scene, subject: str) -> Iterator[Tap]:
    """What opens it; nothing for a complaint that turned out to be about its reader (R082)."""
    kind, _, number = subject.partition(":")
    if kind not in OPENS:
        return
    if kind == "complaint":
        complaint = scene.session.get(Complaint, int(number))
        if complaint is None or not parts_of(scene.me, complaint):
            return
    yield OPENS[kind](int(number))


def _place(figure: Figure) -> Sequence[Row]:
    """The list as it stands now."""
    if figure.place not in set(Place):
        return ()
    return ((Button(T("button", "To the list, as it is now"), Go(Place(figure.place))),),)
