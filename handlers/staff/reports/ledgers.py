"""台账导出: every ledger of the office under its official name, by month, and the log of who took what (R156, R204, DOMAIN 5.6, 5.7)."""

from dataclasses import dataclass

from bot.documents import ask_for
from bot.report_words import NAME
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words
from handlers.report_taps import ChooseLedger, ExportLog, ListReports, TakeLedger
from handlers.staff.names import ways_out
from handlers.staff.tickets.papers import COMING, log_export
from handlers.taps import Go, Place
from models.official import LEDGERS, OFFICIAL, Span
from models.people import Role
from models.refusals import Gone
from models.register.unit_parts import check_export

MONTHS, YEARS = 6, 2  # that are offered
OLDEST = 120


@dataclass(frozen=True)
class Chosen:
    """A ledger of the table."""

    paper: str
    span: Span


def ledgers_menu(scene: Scene) -> Screen:
    """The six official ones first; raises NotYours for all but supervisor and manager."""
    check_export(scene.me)
    reports = tuple(Button(name, ListReports(kind, 0)) for kind, name in NAME.items())
    official = [Button(one.name, ChooseLedger(number)) for number, one in enumerate(LEDGERS) if one.paper in OFFICIAL]
    others = [Button(one.name, ChooseLedger(number)) for number, one in enumerate(LEDGERS) if one.paper not in OFFICIAL]
    log = ((Button(T("button", "Log of exports"), ExportLog(0)),),) if scene.staff.role == Role.MANAGER else ()
    words = T("staff", "<b>Export ledgers</b>. Every export is logged: who, when, what, how many lines.")
    return Screen(words, (*rows_of(official, 2), reports, *rows_of(others, 2), *log, ways_out(Go(Place.REPORTS))))


def _ledger(number: int) -> Chosen:
    if not 0 <= number < len(LEDGERS):
        raise Gone
    return Chosen(LEDGERS[number].paper, LEDGERS[number].span)


def choose_ledger(scene: Scene, tap: ChooseLedger) -> Reply:
    """Of which month or year; one that shows what is now comes at once."""
    check_export(scene.me)
    one = _ledger(tap.ledger)
    if one.span == Span.NOW:
        return take_ledger(scene, TakeLedger(tap.ledger, 0))
    name = LEDGERS[tap.ledger].name
    words = T("staff", "<b>{name}</b>: which period?", name=name)
    return Screen(words, (*_spans(scene, tap.ledger, one.span), ways_out(Go(Place.LEDGERS))))


def _spans(scene: Scene, number: int, span: Span) -> tuple[Row, ...]:
    local = scene.now.astimezone(scene.project.zone)
    if span == Span.YEAR:
        return rows_of([Button(str(local.year - ago), TakeLedger(number, ago)) for ago in range(YEARS)], 2)
    return rows_of(
        [Button(_month(local.year * 12 + local.month - 1 - ago), TakeLedger(number, ago)) for ago in range(MONTHS)], 3
    )


def _month(months: int) -> Words:
    return f"{months // 12}-{months % 12 + 1:02d}"


def take_ledger(scene: Scene, tap: TakeLedger) -> Reply:
    """Ask for the workbook; who takes it out is logged. Raises NotYours or Gone."""
    check_export(scene.me)
    ledger = _ledger(tap.ledger)
    if not 0 <= tap.ago <= OLDEST:
        raise Gone
    ago = {} if ledger.span == Span.NOW else {f"{ledger.span}s_ago": tap.ago}
    secret = ledger.span == Span.NOW
    facts = {**ago, "person": scene.me.id}
    paper = ask_for(scene.session, person=scene.me, kind=ledger.paper, facts=facts, now=scene.now, secret=secret)
    log_export(scene, paper, ago)
    return ledgers_menu(scene).with_toast(COMING)
