"""The log of exports, for the manager: who took which ledger out, when, of what, and how many lines (R204)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.report_taps import ExportLog
from handlers.staff.names import PAGE, turn, ways_out
from handlers.taps import Go, Place
from models.estate import Both, Project
from models.events import Event
from models.hours import month_of
from models.official import LEDGERS
from models.people import Person, Role
from models.refusals import NotYours

EXPORT, MADE = "export", "export.made"
OTHERS = {
    "report_workbook": T("staff", "report"),
    "report_letter": T("staff", "letter to the branch company"),
    "incident_report": T("staff", "report of an incident"),
    "announcement_phones": T("staff", "telephone list of an announcement"),
    "announcement_letters": T("staff", "letters of an announcement"),
}


def show_log(scene: Scene, tap: ExportLog) -> Screen:
    """One page, the newest first; raises NotYours for all but the manager."""
    if scene.staff.role != Role.MANAGER:
        raise NotYours
    found = _exports(scene.session, scene.project)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = _rows_made(scene.session, scene.project, shown)
    empty = None if found else T("staff", "Nothing was exported.")
    said = [_line(scene, one, rows.get(one.facts.get("document", 0))) for one in shown]
    words = lines(T("staff", "<b>Log of exports</b>: {count}", count=len(found)), empty, *said)
    return Screen(words, (turn(len(found), page, ExportLog), ways_out(Go(Place.LEDGERS))))


def _exports(session: Session, project: Project) -> Sequence[Event]:
    """What colleagues took out; an owner's own data are the owner's."""
    mine = select(Event).where(Event.project_id == project.id, Event.kind == EXPORT).order_by(Event.id.desc())
    return [one for one in session.scalars(mine) if "paper" in one.facts]


def _rows_made(session: Session, project: Project, shown: Sequence[Event]) -> dict[int, int]:
    subjects = [f"document:{one.facts['document']}" for one in shown if "document" in one.facts]
    made = select(Event.facts).where(Event.project_id == project.id, Event.kind == MADE, Event.subject.in_(subjects))
    return {facts["document"]: facts["rows"] for facts in session.scalars(made)}


def _line(scene: Scene, one: Event, rows: int | None) -> Words:
    who = scene.session.get(Person, one.actor_id) if one.actor_id else None
    facts = {"time": one.at, "name": who.name if who else "-", "paper": _paper(one), "of": _of(scene, one)}
    if rows is None:
        return T("staff", "{time} {name}: {paper} {of}", **facts)
    return T("staff", "{time} {name}: {paper} {of}, {rows} lines", **facts, rows=rows)


def _paper(one: Event) -> Words:
    names: dict[str, Both] = {ledger.paper: ledger.name for ledger in LEDGERS}
    return names.get(one.facts["paper"]) or OTHERS.get(one.facts["paper"]) or str(one.facts["paper"])


def _of(scene: Scene, one: Event) -> Words:
    """Of which month, year or period."""
    local = one.at.astimezone(scene.project.zone)
    if "months_ago" in one.facts:
        return f"{month_of(local, one.facts['months_ago'])[0]:%Y-%m}"
    if "years_ago" in one.facts:
        return str(local.year - one.facts["years_ago"])
    return str(one.facts.get("period", "")).partition(":")[2]
