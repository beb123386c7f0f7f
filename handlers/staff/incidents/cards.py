"""Incidents (突发事件) at the office: what is going on, and the card with the four phases of its record (R099, R101)."""

from collections.abc import Sequence

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.incident_taps import (
    ConfirmReport,
    LeadIncident,
    ListIncidents,
    ListReports,
    ListUnits,
    OpenIncident,
    PrintIncident,
    WriteAgain,
)
from handlers.incident_words import what, where
from handlers.staff.names import page_of, turn, ways_out
from handlers.staff.tickets.papers import COMING
from handlers.taps import Begin, Go, Place
from handlers.ticket.times import hour_or_day
from models.events import record
from models.incidents.audience import UnitState, unit_states
from models.incidents.lifecycle import LASTING, MOVES, Grade, Phase, State
from models.incidents.reading import (
    IN_COMMAND,
    lasting,
    log_of,
    moves_for,
    past,
    tickets_of,
    unreviewed,
    visible,
)
from models.incidents.tables import Incident, IncidentStep
from models.refusals import NotYours
from models.tickets.lifecycle import DONE, OPEN

REPORT_PAPER = "incident_report"
LAST = 4  # steps of a phase on the card
STATE = {
    State.RUNNING: T("staff", "going on"),
    State.CONTROLLED: T("staff", "under control"),
    State.OVER: T("staff", "over, report to be written"),
    State.REPORTED: T("staff", "report to be confirmed"),
    State.REVIEWED: T("staff", "settled"),
    State.FALSE_ALARM: T("staff", "false alarm"),
    State.JOINED: T("staff", "part of another one"),
}
GRADE = {
    Grade.MAJOR: T("staff", "major"),
    Grade.LARGER: T("staff", "larger"),
    Grade.SLIGHT: T("staff", "slight"),
}
PHASE = {
    Phase.IDENTIFY: T("staff", "<b>1 Identified</b>"),
    Phase.NOTIFY: T("staff", "<b>2 Told</b>"),
    Phase.HANDLE: T("staff", "<b>3 Handled</b>"),
    Phase.REVIEW: T("staff", "<b>4 Reviewed</b>"),
}
DID = {
    "open": T("staff", "began"),
    "lead": T("staff", "leads it"),
    "classify": T("staff", "graded it"),
    "take_in": T("staff", "took in"),
    "join": T("staff", "joined another one"),
    "apart": T("staff", "put a report apart"),
    "start": T("staff", "told everybody affected"),
    "progress": T("staff", "told how it stands"),
    "control": T("staff", "under control"),
    "again": T("staff", "it has come up again"),
    "end": T("staff", "it is over"),
    "false_alarm": T("staff", "false alarm"),
    "lapse": T("staff", "nothing was to be done"),
    "report": T("staff", "wrote the report"),
    "send_back": T("staff", "sent the report back"),
    "confirm": T("staff", "confirmed the report"),
    "measure": T("staff", "gave a task"),
}
PHASE_OF = {**{name: move.phase for (name, _), move in MOVES.items()}, "open": Phase.IDENTIFY, "apart": Phase.IDENTIFY}
FORMS = (
    ("start", T("button", "Tell everybody affected"), "incident_start"),
    ("progress", T("button", "Say how it stands"), "incident_progress"),
    ("control", T("button", "Under control"), "incident_control"),
    ("again", T("button", "It has come up again"), "incident_again"),
    ("end", T("button", "It is over"), "incident_end"),
    ("false_alarm", T("button", "False alarm"), "incident_false"),
    ("classify", T("button", "Grade and floors"), "incident_grade"),
    ("report", T("button", "Write the report"), "incident_report"),
    ("send_back", T("button", "Send back"), "incident_back"),
    ("measure", T("button", "Give a task"), "incident_task"),
)


def incidents_menu(scene: Scene) -> Screen:
    """What is going on, then what waits for its report; raises NotYours for who has no part in such things."""
    if scene.staff.role not in IN_COMMAND:
        raise NotYours
    now, waiting = lasting(scene.session, scene.project), unreviewed(scene.session, scene.project)
    words = lines(
        T(
            "staff",
            "<b>Incidents</b>: {count} going on, {waiting} to be reviewed",
            count=len(now),
            waiting=len(waiting),
        ),
        None if now else T("staff", "Nothing is going on. Every alarm of danger begins one by itself."),
    )
    over = (Button(T("button", "Settled incidents"), ListIncidents(0)),)
    buttons = [Button(line_of(one), OpenIncident(one.id)) for one in (*now, *waiting)]
    return Screen(words, (*rows_of(buttons), over, ways_out(Go(Place.OFFICE))))


def list_settled(scene: Scene, tap: ListIncidents) -> Screen:
    """What is settled, page by page."""
    if scene.staff.role not in IN_COMMAND:
        raise NotYours
    found = past(scene.session, scene.project)
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    words = T("staff", "<b>Settled incidents</b>: {count}", count=len(found))
    buttons = [Button(line_of(one), OpenIncident(one.id)) for one in page_of(found, page)]
    return Screen(words, (*rows_of(buttons), turn(len(found), page, ListIncidents), ways_out(Go(Place.INCIDENTS))))


def line_of(one: Incident) -> Words:
    """An incident in one line, for a button."""
    return listed([one.number, what(one), where(one.area), STATE[one.state]], " ")


def incident_card(scene: Scene, incident_id: int) -> Screen:
    """Numbers first, then the record by its phases; raises Gone for who has no part in it."""
    one = visible(scene.session, incident_id, scene.me)
    words = lines(
        T("staff", "<b>{number}</b> · {what} · {state}", number=one.number, what=what(one), state=STATE[one.state]),
        T("staff", "Affects: {where}", where=where(one.area)),
        T("staff", "Grade: {grade}", grade=GRADE[one.grade] if one.grade else T("staff", "not graded yet")),
        T("staff", "Led by {name}", name=one.leader.person.name) if one.leader else T("staff", "Nobody leads it yet"),
        _reports(scene, one),
        _people(scene, one),
        T("staff", "Report due by {time}", time=one.report_due_at)
        if one.state == State.OVER and one.report_due_at
        else None,
        "",
        *_record(scene, one),
        *_report(one),
    )
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _reports(scene: Scene, one: Incident) -> Words:
    found = tickets_of(scene.session, one)
    waiting = sum(ticket.status in OPEN - DONE for ticket in found)
    return T("staff", "Reports: {count}, of them {open} at work", count=len(found), open=waiting)


def _people(scene: Scene, one: Incident) -> Words | None:
    """How those whom it affects are, as far as the office knows."""
    if one.told_at is None:
        untold = one.state in LASTING and (one.floors or one.whole)
        return T("staff", "Nobody on these floors has been told yet.") if untold else None
    states = unit_states(scene.session, one)
    return T(
        "staff",
        "Units: {count}, safe {safe}, asking for help {help}, still open {open}",
        count=len(states),
        **counts(states),
    )


def counts(states: Sequence[UnitState]) -> dict[str, int]:
    """Each unit once: asking for help, of which nobody knows, safe or looked after."""
    asking = sum(unit.open and unit.help > 0 for unit in states)
    waiting = sum(unit.open for unit in states) - asking
    return {"safe": len(states) - asking - waiting, "help": asking, "open": waiting}


def _record(scene: Scene, one: Incident) -> list[Words]:
    """Phase by phase, the latest steps of each."""
    steps = log_of(scene.session, one)
    said: list[Words] = []
    for phase, title in PHASE.items():
        mine = [step for step in steps if PHASE_OF[step.move] == phase]
        said += [title, *(_step(scene, step) for step in mine[-LAST:])] if mine else []
    return said


def _step(scene: Scene, step: IncidentStep) -> Words:
    who: list[Words] = [step.by.person.name] if step.by else []
    did: Words = listed([hour_or_day(scene, step.at), *who, DID[step.move]], " ")
    if step.reached is not None:
        did = T("staff", "{what} ({count} people)", what=did, count=step.reached)
    return T("staff", "{what}: {words}", what=did, words=step.words) if step.words else did


def _report(one: Incident) -> list[Words]:
    if not one.measures:
        return []
    return [
        "",
        T("staff", "Measures taken: {words}", words=one.measures),
        T("staff", "Losses: {words}", words=one.losses),
        T("staff", "Cause: {words}", words=one.cause),
        T("staff", "Prevention: {words}", words=one.prevention),
    ]


def _rows(scene: Scene, one: Incident) -> tuple[Row, ...]:
    moves = moves_for(scene.session, scene.me, one)
    again = {"report": WriteAgain(one.id)} if one.measures else {}
    forms = [Button(label, again.get(name) or Begin(flow, one.id)) for name, label, flow in FORMS if name in moves]
    if "confirm" in moves:
        forms.insert(0, Button(T("button", "Confirm the report"), ConfirmReport(one.id, one.version)))
    mine = (Button(T("button", "I lead it"), LeadIncident(one.id)),)
    lead = (mine,) if "lead" in moves and one.leader_id != scene.me.id else ()
    others = [Button(T("button", "Reports"), ListReports(one.id, 0))]
    if one.floors or one.whole:
        others.append(Button(T("button", "Units"), ListUnits(one.id, 0)))
    if "join" in moves and len(lasting(scene.session, scene.project)) > 1:
        others.append(Button(T("button", "Same as another one"), Begin("incident_join", one.id)))
    if one.measures:
        others.append(Button(T("button", "Print the report"), PrintIncident(one.id)))
    back = Go(Place.INCIDENTS) if scene.staff.role in IN_COMMAND else None
    first, rest = ([forms[0]], forms[1:]) if "start" in moves else ([], forms)
    return (*lead, *rows_of(first), *rows_of(rest, 2), *rows_of(others, 2), ways_out(back))


def open_incident(scene: Scene, tap: OpenIncident) -> Reply:
    """The card."""
    return incident_card(scene, tap.incident)


def print_report(scene: Scene, tap: PrintIncident) -> Reply:
    """The report as a document; who takes it out is logged (R204)."""
    one = visible(scene.session, tap.incident, scene.me)
    if scene.staff.role not in IN_COMMAND:
        raise NotYours
    ask_for(scene.session, person=scene.me, kind=REPORT_PAPER, facts={"incident": one.id}, now=scene.now)
    record(
        scene.session,
        project_id=scene.project.id,
        subject=one.subject,
        kind="export",
        now=scene.now,
        actor_id=scene.me.id,
        facts={"paper": REPORT_PAPER},
    )
    return incident_card(scene, one.id).with_toast(COMING)
