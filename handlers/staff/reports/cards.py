"""The card of a report: the ten numbers that matter, what is bad first, what was written, and what may be done (DOMAIN 5.4)."""

from collections.abc import Sequence

from bot.documents import ask_for
from bot.report_words import figure_words, short_value, title_of
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, paired, rows_of
from bot.texts import T, Words, lines, listed, render
from handlers.report_taps import ListReports, OpenFigure, OpenReport, OpenSections, ReportDeed
from handlers.staff.names import ways_out
from handlers.staff.tickets.papers import COMING, log_export
from handlers.taps import Begin
from models.refusals import Gone
from models.reports import actions
from models.reports.figures import Figure, Section, the_ten
from models.reports.lifecycle import State, allowed
from models.reports.periods import PeriodKind
from models.reports.reading import period_of_report, report_for, sections_of, versions_of
from models.reports.tables import Report
from models.reports.telling import show_charts

FIGURES, WORKBOOK, LETTER = "report_figures", "report_workbook", "report_letter"
SHORT = 11  # characters that half a row shows
STATE = {
    State.DRAFT: T("staff", "draft, to be completed and submitted"),
    State.SUBMITTED: T("staff", "submitted"),
    State.REPLACED: T("staff", "replaced by a correction"),
}
FORMS = {
    "write": T("button", "Problems, proposals, plan"),
    "correct": T("button", "Correct the report"),
}
COUNTING = T("staff", "The numbers are being counted and come in a moment.")


def report_card(scene: Scene, report_id: int) -> Screen:
    """The card; raises Gone for all but those in charge."""
    one = report_for(scene.session, report_id, scene.me)
    sections = sections_of(one)
    ten = the_ten(sections)
    words = lines(
        T("staff", "<b>{title}</b>", title=title_of(period_of_report(scene.project, one))),
        _state(one),
        T("staff", "Corrected because: {why}", why=one.why) if one.why else None,
        *_numbers(one, ten),
        *_written(one),
        T("staff", "Complaints about those in charge themselves are counted in no report."),
    )
    return Screen(words, _rows(scene, one, sections, ten), one.subject, state=f"{one.state}{one.version}")


def _state(one: Report) -> Words:
    if one.submitted_by is None or one.submitted_at is None:
        return T("staff", "State: {state}", state=STATE[one.state])
    facts = {"state": STATE[one.state], "time": one.submitted_at, "name": one.submitted_by.person.name}
    return T("staff", "State: {state}, {time}, {name}", **facts)


def _numbers(one: Report, ten: Sequence[tuple[Section, Figure]]) -> list[Words]:
    if one.counted_at is None:
        return [COUNTING]
    every = [listed([str(rank), figure_words(figure)], ". ") for rank, (_, figure) in enumerate(ten, 1)]
    return [T("staff", "<b>What matters</b>, as of {time}", time=one.counted_at), *every]


def _written(one: Report) -> list[Words]:
    following = T("staff", "<b>Next week</b>") if one.kind == PeriodKind.WEEK else T("staff", "<b>Next month</b>")
    parts = (
        (T("staff", "<b>Problems</b>"), one.problems),
        (T("staff", "<b>Proposals</b>"), one.proposals),
        (following, one.next_plan),
    )
    if not any(text for _, text in parts):
        return [T("staff", "Problems, proposals and the next plan are still to be written.")]
    return [part for heading, text in parts for part in (heading, text or "-")]


def _rows(
    scene: Scene, one: Report, sections: Sequence[Section], ten: Sequence[tuple[Section, Figure]]
) -> tuple[Row, ...]:
    figures = [_figure_button(one, sections, section, figure) for section, figure in ten]
    short = [len(render(button.label, scene.reader, escape=False)) <= SHORT for button in figures]
    moves = allowed(one.state, scene.staff.role)
    if one.counted_at is None:
        moves -= {"submit"}
    deeds = [Button(label, Begin(f"report_{name}", one.id)) for name, label in FORMS.items() if name in moves]
    taps = [Button(label, ReportDeed(one.id, name, one.version)) for name, label in _deeds(one, moves)]
    if one.counted_at is not None:
        taps.append(Button(T("button", "All numbers"), OpenSections(one.id)))
    return (
        *paired(figures, short),
        *rows_of([*deeds, *taps], 2),
        *_versions(scene, one),
        ways_out(ListReports(one.kind, 0)),
    )


def _figure_button(one: Report, sections: Sequence[Section], section: Section, figure: Figure) -> Button:
    place, number = list(sections).index(section), list(section.figures).index(figure)
    return Button(listed([figure.name, short_value(figure)], " "), OpenFigure(one.id, place, number))


def _deeds(one: Report, moves: frozenset[str]) -> list[tuple[str, T]]:
    known = {
        "submit": T("button", "Submit to the manager"),
        "recount": T("button", "Count anew"),
        "letter": T("button", "Letter to the branch company"),
    }
    found = [(name, label) for name, label in known.items() if name in moves]
    if one.counted_at is None:
        return found
    pictures = [("charts", T("button", "Charts"))] if one.pictures else []
    return [*found, *pictures, ("workbook", T("button", "As a workbook"))]


def _versions(scene: Scene, one: Report) -> tuple[Row, ...]:
    others = [other for other in versions_of(scene.session, one.project_id, one.kind, one.code) if other.id != one.id]
    label = {other.id: T("button", "Version {number}", number=other.number) for other in others}
    return rows_of([Button(label[other.id], OpenReport(other.id)) for other in others], 3)


def count_figures(scene: Scene, one: Report) -> None:
    """The worker process counts, and whoever may read it hears."""
    ask_for(scene.session, person=scene.me, kind=FIGURES, facts={"report": one.id}, now=scene.now)


def open_report(scene: Scene, tap: OpenReport) -> Reply:
    """The card."""
    return report_card(scene, tap.report)


def do_deed(scene: Scene, tap: ReportDeed) -> Reply:
    """One of the buttons under the card; raises Gone for anything else, and like the deed."""
    one = report_for(scene.session, tap.report, scene.me)
    match tap.deed:
        case "submit":
            actions.submit(scene.session, one.id, by=scene.me, now=scene.now, seen=tap.seen)
            return report_card(scene, one.id).headed(T("staff", "Submitted. The manager has been told."))
        case "recount":
            actions.recount(scene.session, one.id, by=scene.me, now=scene.now, seen=tap.seen)
            count_figures(scene, one)
            return report_card(scene, one.id).with_toast(COUNTING)
        case "charts":
            show_charts(scene.session, one, scene.me.id, scene.now, occasion=f"{scene.now:%y%m%d%H%M%S}")
            return report_card(scene, one.id).with_toast(COMING)
        case "workbook" | "letter":
            return _paper(scene, one, tap.deed)
    raise Gone


def _paper(scene: Scene, one: Report, deed: str) -> Screen:
    """The workbook, or the letter to the branch company; that it left the office is logged."""
    if deed == "letter":
        actions.letter(scene.session, one.id, by=scene.me, now=scene.now)
    paper = ask_for(
        scene.session,
        person=scene.me,
        kind=LETTER if deed == "letter" else WORKBOOK,
        facts={"report": one.id},
        now=scene.now,
    )
    log_export(scene, paper, {"period": f"{one.kind}:{one.code}"})
    return report_card(scene, one.id).with_toast(COMING)
