"""Tasks that were given to colleagues (交办事项): the card, what I have to do, and what I have given (R016)."""

from collections.abc import Sequence

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.taps import AnswerWish, GivenAssignments, MyAssignments, OpenAssignment, OpenWarranty, ShowEnclosed
from handlers.taps import Begin, Go, Place
from handlers.warranty_words import place_of, warranty_line
from models.assignments.actions import answer, show_again
from models.assignments.leaving import in_hand
from models.assignments.lifecycle import Part, State, allowed
from models.assignments.parts import GIVERS, parts_of, visible
from models.assignments.queries import Section, given_list, steps_of
from models.assignments.tables import Assignment, AssignmentStep
from models.media.queries import attached, usable
from models.refusals import Gone, NotYours
from models.warranty.register import keeps_warranties
from models.warranty.tables import Warranty

SHORT = 14  # characters of a task on a button
FEW = 6  # steps that the card tells

SECTION = {
    Section.OPEN: T("button", "In time"),
    Section.LATE: T("button", "Late"),
    Section.ENDED: T("button", "Done lately"),
    Section.OTHERS: T("button", "Given by others"),
}
DID = {
    "finish": T("staff", "done"),
    "ask_time": T("staff", "asked for more time"),
    "agree": T("staff", "agreed"),
    "keep": T("staff", "kept the date"),
    "redate": T("staff", "changed the date"),
    "hand_on": T("staff", "gave it to somebody else"),
    "call_off": T("staff", "called it off"),
    "inherit": T("staff", "took it over"),
    "give_back": T("staff", "ended the employment; it went back"),
}
FORMS = {
    "finish": (T("button", "Done, with a note"), "task_done"),
    "ask_time": (T("button", "It takes longer"), "task_time"),
    "redate": (T("button", "Another date"), "task_date"),
    "hand_on": (T("button", "Hand it on"), "task_whom"),
    "call_off": (T("button", "Call it off"), "task_off"),
}


def words_of(scene: Scene, one: Assignment) -> Words:
    """What is to be done; a task of the clock says what its subject needs."""
    warranty = warranty_about(scene, one)
    if warranty is None:
        return one.words
    where, what = place_of(warranty), warranty_line(warranty)
    return T(
        "staff",
        "Inspection before a warranty ends, {where}. {what}. Please look at all of it, and report what is found in time.",
        where=where,
        what=what,
    )


def warranty_about(scene: Scene, one: Assignment) -> Warranty | None:
    """The warranty before whose end something has to be looked at (J27)."""
    kind, _, number = one.about.partition(":")
    return scene.session.get(Warranty, int(number)) if kind == "warranty" else None


def state_of(scene: Scene, one: Assignment) -> Words:
    """How it stands."""
    if one.state == State.DONE:
        return T("staff", "task done")
    if one.state == State.CALLED_OFF:
        return T("staff", "task called off")
    return T("staff", "task late") if one.is_late(scene.now) else T("staff", "task open")


def assignment_card(scene: Scene, assignment_id: int) -> Screen:
    """What is to be done, who gave it to whom, by when, how it went; raises Gone for who has no part in it."""
    one = visible(scene.session, assignment_id, scene.staff.person)
    media = usable(scene.session, [piece.id for piece in attached(scene.session, one.subject)])
    words = lines(
        T("staff", "<b>Task</b> · {state}", state=state_of(scene, one)),
        words_of(scene, one),
        T("staff", "Given by {name}, {time}", name=_giver(one), time=one.given_at),
        _assignee(one),
        T("staff", "By {time}", time=one.due_at),
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        *(_step(step) for step in steps_of(scene.session, one)[-FEW:] if step.move != "give"),
    )
    parts = parts_of(scene.me, one)
    return Screen(words, _rows(scene, one, parts, enclosed=bool(media)), one.subject)


def _giver(one: Assignment) -> Words:
    return one.giver.person.name if one.giver else T("staff", "the office")


def _assignee(one: Assignment) -> Words:
    if one.assignee is None:
        return T("staff", "Nobody has it now; please give it to somebody.")
    return T(
        "staff", "For {name}, {department}", name=one.assignee.person.name, department=one.assignee.department.name
    )


def _step(step: AssignmentStep) -> Words:
    said: list[Words] = [step.at, step.by.person.name, DID[step.move]]
    if step.until:
        said.append(T("staff", "until {time}", time=step.until))
    what = listed(said, " ")
    return T("staff", "{what}: {words}", what=what, words=step.words) if step.words else what


def _rows(scene: Scene, one: Assignment, parts: frozenset[Part], *, enclosed: bool) -> tuple[Row, ...]:
    moves = allowed(one.state, parts, asked=one.wished_at is not None)
    if scene.staff.role not in GIVERS:  # who gave it as a head and is none any more leads nobody to hand it on to
        moves -= {"hand_on"}
    rows: list[Row] = []
    if "agree" in moves:
        yes = Button(T("button", "More time: yes"), AnswerWish(one.id, 1, one.version))
        rows.append((yes, Button(T("button", "Keep the date"), AnswerWish(one.id, 0, one.version))))
    rows += rows_of((Button(label, Begin(flow, one.id)) for name, (label, flow) in FORMS.items() if name in moves), 2)
    if warranty_about(scene, one) is not None and keeps_warranties(scene.staff):
        rows.append((Button(T("button", "The warranty"), OpenWarranty(int(one.about.partition(":")[2]))),))
    if enclosed:
        rows.append((Button(T("button", "Show pictures"), ShowEnclosed(one.id)),))
    mine = Part.ASSIGNEE in parts or scene.staff.role not in GIVERS
    back = Go(Place.MY_ASSIGNMENTS if mine else Place.ASSIGNMENTS)
    return (*rows, ways_out(back))


def open_assignment(scene: Scene, tap: OpenAssignment) -> Screen:
    """The card."""
    return assignment_card(scene, tap.assignment)


def answer_wish(scene: Scene, tap: AnswerWish) -> Screen:
    """One tap of the giver: the later date, or the one that was set."""
    agree = tap.agree == 1
    answer(scene.session, tap.assignment, by=scene.staff.person, now=scene.now, agree=agree, seen=tap.seen)
    return assignment_card(scene, tap.assignment)


def show_enclosed(scene: Scene, tap: ShowEnclosed) -> Screen:
    """They follow as messages of their own."""
    show_again(scene.session, tap.assignment, by=scene.staff.person, now=scene.now)
    return assignment_card(scene, tap.assignment).with_toast(T("owner", "It follows in a moment, thank you."))


def my_assignments(scene: Scene) -> Reply:
    """What I have to do, from the most pressing on."""
    return list_mine(scene, MyAssignments(0))


def list_mine(scene: Scene, tap: MyAssignments) -> Reply:
    """A page of it."""
    found = in_hand(scene.session, scene.staff)
    title = T("staff", "<b>Tasks for me</b>: {count}", count=len(found))
    page, buttons = _page(scene, found, tap.page)
    empty = None if found else T("staff", "Nothing is open.")
    return Screen(lines(title, empty), (*rows_of(buttons), turn(len(found), page, MyAssignments), ways_out()))


def given_menu(scene: Scene) -> Reply:
    """What I have given, as it stands; raises NotYours for who gives no tasks."""
    if scene.staff.role not in GIVERS:
        raise NotYours
    counts = {one: len(given_list(scene.session, scene.staff, one, scene.now)) for one in Section}
    buttons = [
        Button(T("button", "{list} ({count})", list=SECTION[one], count=count), GivenAssignments(one, 0))
        for one, count in counts.items()
    ]
    words = T("staff", "<b>Tasks given</b>. Who does what by when, and how it stands.")
    new = Button(T("button", "Give a task"), Begin("task", 0))
    return Screen(words, ((new,), *rows_of(buttons, 2), ways_out(Go(Place.OFFICE))))


def list_given(scene: Scene, tap: GivenAssignments) -> Reply:
    """A section, page by page."""
    if tap.section not in set(Section):
        raise Gone
    section = Section(tap.section)
    found = given_list(scene.session, scene.staff, section, scene.now)
    page, buttons = _page(scene, found, tap.page)
    title = T("staff", "<b>Tasks given</b>: {list}, {count}", list=SECTION[section], count=len(found))
    pages = turn(len(found), page, lambda to: GivenAssignments(section, to))
    return Screen(title, (*rows_of(buttons), pages, ways_out(Go(Place.ASSIGNMENTS))))


def _page(scene: Scene, found: Sequence[Assignment], wanted: int) -> tuple[int, list[Button]]:
    page = max(0, min(wanted, (len(found) - 1) // PAGE))
    return page, [task_button(scene, one) for one in page_of(found, page)]


def task_button(scene: Scene, one: Assignment) -> Button:
    """A task in one line, which opens its card."""
    return Button(_line(scene, one), OpenAssignment(one.id))


def _line(scene: Scene, one: Assignment) -> Words:
    """A task in one line: the day, whose it is, and its first words."""
    whose: list[Words] = [one.assignee.person.name] if one.assignee and one.assignee_id != scene.me.id else []
    warranty = warranty_about(scene, one)
    what = T("staff", "Warranty inspection {where}", where=place_of(warranty)) if warranty else shortened(one.words)
    return listed([Day(one.due_at), *whose, what], " ")


def shortened(words: str) -> str:
    """The first characters of what somebody wrote."""
    first = words.splitlines()[0]
    return first if len(first) <= SHORT else f"{first[:SHORT]}…"
