"""Move-ins (入驻) on a telephone: the card with its six steps, what is next and whose it is, and the list of open ones (R103)."""

from collections.abc import Sequence
from datetime import date

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.register_taps import OpenFile
from handlers.staff.case_taps import OpenMoveIn, ReportDefect
from handlers.staff.names import day_of
from handlers.taps import Begin, Go, Place
from handlers.words import age
from models.archive.reading import count_about, keeps_papers
from models.move_in.lifecycle import BACK, ON_SITE, STEP_OF, STEPS, Part, State, Step
from models.move_in.reading import READS_MONEY, log_of, moves_for, parts_of, planned, standing, visible, words_for
from models.move_in.tables import MoveIn, MoveInStep
from models.people import MAY_NOT_ENTER

STEP = {
    Step.REGISTRATION: T("label", "Registration"),
    Step.CONTRACT: T("label", "Signing"),
    Step.FEES: T("label", "Fees"),
    Step.KEYS: T("label", "Keys and papers"),
    Step.METERS: T("label", "Meters"),
    Step.INSPECTION: T("label", "Inspection"),
}
WHO = {
    State.REGISTER: T("staff", "customer service"),
    State.CONTRACT: T("staff", "customer service or manager"),
    State.COMPUTE: T("staff", "cashier computes"),
    State.TAKE: T("staff", "cashier takes"),
    State.CONFIRM: T("staff", "finance or supervisor confirms"),
    State.KEYS: T("staff", "customer service"),
    State.METERS: T("staff", "field customer service or engineering"),
    State.INSPECT: T("staff", "customer service with engineering"),
}
DONE = {
    State.REGISTER: T("button", "Registered"),
    State.CONTRACT: T("button", "Contract signed"),
    State.COMPUTE: T("button", "Enter the fees"),
    State.TAKE: T("button", "Fees taken"),
    State.CONFIRM: T("button", "Confirm the fees"),
    State.KEYS: T("button", "Keys handed over"),
    State.METERS: T("button", "Meters read"),
    State.INSPECT: T("button", "Inspected"),
}
MONEY = {
    State.COMPUTE: T("staff", "computed"),
    State.TAKE: T("staff", "money taken"),
    State.CONFIRM: T("staff", "confirmed"),
}
ENDING = {
    State.DONE: T("staff", "all six steps are done"),
    State.CALLED_OFF: T("staff", "called off"),
}
DID = {
    "send_back": T("staff", "sent back"),
    "call_off": T("staff", "called off"),
    "keeper": T("staff", "passed on"),
}


def move_in_card(scene: Scene, case_id: int) -> Screen:
    """Who moves in, each step with its tick, day and hands, what is next; raises Gone for who has no part in it."""
    case = visible(scene.session, case_id, scene.me)
    parts, log = parts_of(scene.me, case), log_of(scene.session, case)
    papers = count_about(scene.session, case.subject) if keeps_papers(scene.me) else 0
    words = lines(
        T("staff", "<b>Move-in, unit {unit}</b>", unit=case.unit.number),
        case.occupier,
        T("staff", "Looked after by {name}, since {time}", name=case.keeper.person.name, time=case.opened_at),
        T("staff", "<b>{state}</b>", state=ENDING[case.state]) if case.state in ENDING else None,
        *_steps(scene, case, log, parts),
        *(_turn(one, parts) for one in log if one.move in DID or (one.move == "open" and words_for(parts, one))),
        T("staff", "Papers of this move-in: {count}", count=papers) if papers else None,
    )
    return Screen(words, _rows(scene, case, moves_for(scene.me, case, log)), case.subject, state=case.state)


def _steps(scene: Scene, case: MoveIn, log: Sequence[MoveInStep], parts: frozenset[Part]) -> list[Words]:
    done, days = standing(log), planned(log)
    return [_step(scene, case, step, done, days.get(step), parts) for step in STEPS]


def _step(
    scene: Scene,
    case: MoveIn,
    step: Step,
    done: dict[State, MoveInStep],
    day: date | None,
    parts: frozenset[Part],
) -> Words:
    """A step that is done with its tick, the present one in bold, and those to come with whose they are."""
    entries = [_entry(done[state], parts) for state in STEPS[step] if state in done]
    if all(state in done for state in STEPS[step]):
        return T("staff", "√ {step}: {what}", step=STEP[step], what=listed(entries))
    states = [state for state in STEPS[step] if state not in done]
    who: list[Words] = [WHO[states[0]], *([_planned(scene, day)] if day else []), *entries]
    if STEP_OF.get(case.state) == step:
        return T("staff", "<b>Now: {step}</b> ({who})", step=STEP[step], who=listed(who))
    return T("staff", "{step} ({who})", step=STEP[step], who=listed(who))


def _planned(scene: Scene, day: date) -> Words:
    return T("staff", "planned {day}", day=day_of(day, scene.project.zone))


def _entry(one: MoveInStep, parts: frozenset[Part]) -> Words:
    """When, by whom, with whom, how much, and what was noted, as far as the reader may see it."""
    said: list[Words] = [*([MONEY[one.state]] if one.state in MONEY else []), Day(one.at), one.by.person.name]
    if one.companion:
        said.append(T("staff", "with {name}", name=one.companion.person.name))
    if one.amount_fen is not None and parts & READS_MONEY:
        said.append(yuan(one.amount_fen))
    if words := words_for(parts, one):
        said.append(words)
    return listed(said, " ")


def yuan(fen: int) -> Words:
    """A sum of money in yuan with its two decimals."""
    return T("label", "{sum} yuan", sum=f"{fen // 100:,}.{fen % 100:02d}")


def _turn(one: MoveInStep, parts: frozenset[Part]) -> Words:
    """What was sent back or called off, and why; who looks after it now; and what was noted at the beginning."""
    words = words_for(parts, one)
    if one.move not in DID:
        return T("staff", "Note: {words}", words=words)
    if one.companion:
        said = listed([Day(one.at), one.by.person.name, DID[one.move]], " ")
        return T("staff", "{what}: to {name}", what=said, name=one.companion.person.name)
    step = STEP_OF[BACK[one.state] if one.move == "send_back" else one.state]
    what = listed([Day(one.at), one.by.person.name, DID[one.move], STEP[step]], " ")
    return T("staff", "{what}: {words}", what=what, words=words) if words else what


def _rows(scene: Scene, case: MoveIn, moves: frozenset[str]) -> tuple[Row, ...]:
    mine = [Button(DONE[case.state], Begin(f"move_in_{case.state}", case.id))] if case.state in moves else []
    forms = (
        ("plan", T("button", "Plan a step"), "move_in_plan"),
        ("send_back", T("button", "Have it done again"), "move_in_back"),
        ("keeper", T("button", "Somebody else looks after it"), "move_in_keeper"),
        ("call_off", T("button", "Call off the move-in"), "move_in_off"),
    )
    deeds = [Button(label, Begin(flow, case.id)) for name, label, flow in forms if name in moves]
    if keeps_papers(scene.me):
        deeds.insert(0, Button(T("button", "Add a paper"), Begin("case_paper", case.id)))
    if case.state in {*ON_SITE, State.DONE} and scene.staff.role not in MAY_NOT_ENTER:
        deeds.append(Button(T("button", "Report a defect"), ReportDefect(case.id)))
    deeds.append(Button(T("button", "Unit file"), OpenFile(case.unit_id, "head", 0)))
    back = Button(T("button", "Move-ins"), Go(Place.MOVE_INS))
    return (*rows_of(mine), *rows_of(deeds, 2), (back, Button(T("button", "Home"), Go(Place.HOME))))


def open_move_in(scene: Scene, tap: OpenMoveIn) -> Reply:
    """The card."""
    return move_in_card(scene, tap.case)


def line_of(scene: Scene, case: MoveIn) -> Words:
    """A move-in in one line: the unit, who, where it stands, how old."""
    stands = ENDING.get(case.state) or STEP[STEP_OF[case.state]]
    return listed([case.unit.number, stands, age(case.opened_at, scene.now), case.occupier], " ")
