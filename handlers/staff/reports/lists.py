"""The reports that there are, by kind, and the periods that miss one (R157, R158)."""

from collections.abc import Iterator, Sequence

from bot.report_words import NAME, period_words, short_period
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.report_taps import ListReports, MakeReport, OpenReport
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.reports.cards import COUNTING, STATE, count_figures, report_card
from handlers.taps import Go, Place
from models.reports.actions import draft
from models.reports.lifecycle import State
from models.reports.periods import Period, PeriodKind, before, period_of, period_with
from models.reports.reading import check_reader, period_of_report, reports, unsubmitted
from models.reports.tables import Report

BACK = 4  # periods back in which a missing report is offered to be made


def reports_menu(scene: Scene) -> Screen:
    """What waits for its words, and the two kinds; raises NotYours for all but those in charge."""
    check_reader(scene.staff)
    waiting = unsubmitted(scene.session, scene.project)
    words = lines(
        T("staff", "<b>Reports</b>"),
        T("staff", "To be submitted: {count}", count=len(waiting)) if waiting else T("staff", "All are submitted."),
    )
    kinds = [Button(name, ListReports(kind, 0)) for kind, name in NAME.items()]
    more = (
        Button(T("button", "Weekly and monthly plan"), Go(Place.PLANS)),
        Button(T("button", "Quality checks"), Go(Place.SAMPLES)),
    )
    ledgers = (Button(T("button", "Export ledgers"), Go(Place.LEDGERS)),)
    return Screen(words, (*rows_of(_buttons(scene, waiting)), tuple(kinds), more, ledgers, ways_out(Go(Place.OFFICE))))


def _buttons(scene: Scene, found: Sequence[Report]) -> list[Button]:
    return [Button(_line(scene, one), OpenReport(one.id)) for one in found]


def _line(scene: Scene, one: Report) -> Words:
    said: list[Words] = [period_words(period_of_report(scene.project, one)), STATE[one.state]]
    if one.number > 1:
        said.append(T("staff", "version {number}", number=one.number))
    return listed(said, " ")


def list_reports(scene: Scene, tap: ListReports) -> Screen:
    """One page of a kind, the latest first; what is missing can be made."""
    check_reader(scene.staff)
    found = reports(scene.session, scene.project, tap.kind)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    empty = None if found else T("staff", "None yet. The first one comes by itself after the end of the period.")
    pages = turn(len(found), page, lambda to: ListReports(tap.kind, to))
    missing = tuple(_missing(scene, tap.kind, {one.code for one in found})) if page == 0 else ()
    words = lines(T("staff", "<b>{name}</b>: {count}", name=NAME[tap.kind], count=len(found)), empty)
    return Screen(
        words, (*rows_of(_buttons(scene, page_of(found, page))), pages, *missing, ways_out(Go(Place.REPORTS)))
    )


def _missing(scene: Scene, kind: PeriodKind, known: set[int]) -> Iterator[Row]:
    """The last periods since the office opened that have no report."""
    period = period_of(scene.project.zone, kind, scene.now)
    for _ in range(BACK):
        period = before(period)
        if period.end > scene.project.opened_at and period.code not in known:
            yield (Button(T("button", "Make: {period}", period=short_period(period)), MakeReport(kind, period.code)),)


def make_report(scene: Scene, tap: MakeReport) -> Reply:
    """Somebody misses it; raises NotYours, Gone, or PeriodNotOver. One that is there is opened."""
    check_reader(scene.staff)
    period: Period = period_with(scene.project.zone, tap.kind, tap.code)
    one, is_new = draft(scene.session, scene.project, period, now=scene.now, by=scene.me)
    if is_new:
        count_figures(scene, one)
    card = report_card(scene, one.id)
    return card.with_toast(COUNTING) if one.state == State.DRAFT and one.counted_at is None else card
