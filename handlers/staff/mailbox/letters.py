"""Letters to the manager: the list and the card, which nobody else of the office reads (R144, DOMAIN 5.7)."""

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.found_words import short
from handlers.mailbox_taps import ListLetters, OpenLetter, SettleLetter, ShowLetter
from handlers.staff.names import page_of, turn, ways_out
from handlers.staff.phrases.marks import marked
from handlers.staff.taps import OpenAssignment
from handlers.taps import Begin, Go, Place
from models.mailbox.letters import settle, show_again
from models.mailbox.lifecycle import LetterState
from models.mailbox.reading import letter_for, letters_for, log_of, moves_for
from models.mailbox.tables import Letter, LetterStep
from models.media.queries import attached
from models.units import units_of

STATE = {
    LetterState.WITH_MANAGER: T("staff", "to be answered by letter"),
    LetterState.ANSWERED: T("staff", "answered by letter"),
    LetterState.SETTLED: T("staff", "settled"),
}
DID = {
    "answer": T("staff", "reply letter"),
    "settle": T("staff", "read, no reply was wished"),
    "task": T("staff", "task given"),
    "plan_call": T("staff", "call planned"),
    "called": T("staff", "called"),
    "helps": T("staff", "the owner says that it helps"),
    "more": T("staff", "the owner says what is still open"),
}
FORMS = (
    ("answer", T("button", "Reply letter"), "letter_answer"),
    ("called", T("button", "Record my call"), "letter_called"),
    ("plan_call", T("button", "Plan a call"), "letter_call"),
    ("task", T("button", "Give a task from it"), "letter_task"),
)


def letters_menu(scene: Scene) -> Reply:
    """What has to be answered."""
    return list_letters(scene, ListLetters(1, 0))


def list_letters(scene: Scene, tap: ListLetters) -> Screen:
    """A page of the letters; raises Gone for everybody but the manager."""
    found = letters_for(scene.session, scene.staff, open_ones=bool(tap.open_ones))
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    title = T("staff", "To be answered") if tap.open_ones else T("staff", "Answered and settled")
    words = T("staff", "<b>Letters to me</b>: {list}, {count}", list=title, count=len(found))
    buttons = [Button(_line(scene, one), OpenLetter(one.id)) for one in page_of(found, page)]
    pages = turn(len(found), page, lambda to: ListLetters(tap.open_ones, to))
    others = T("button", "Answered and settled") if tap.open_ones else T("button", "To be answered")
    other = (Button(others, ListLetters(1 - min(max(tap.open_ones, 0), 1), 0)),)
    return Screen(words, (*rows_of(buttons), pages, other, ways_out(Go(Place.MAILBOX))))


def _line(scene: Scene, letter: Letter) -> Words:
    late: list[Words] = [T("staff", "overdue")] if letter.is_late(scene.now) else []
    return listed([*late, Day(letter.at), letter.person.called, short(letter.words)], " ")


def letter_card(scene: Scene, letter_id: int) -> Screen:
    """Who wrote it, what, by when the reply is due, and what was done; raises Gone for everybody but the manager."""
    letter = letter_for(scene.session, letter_id, scene.me)
    media = attached(scene.session, letter.subject)
    words = lines(
        T("staff", "<b>Letter of {time}</b>: {state}", time=letter.at, state=STATE[letter.state]),
        _sender(scene, letter),
        T("staff", "Wishes for a reply") if letter.wants_reply else T("staff", "Wishes for no reply"),
        _deadline(scene, letter),
        "",
        letter.words,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        *(_step(scene, one) for one in log_of(scene.session, letter)),
    )
    return Screen(words, _rows(scene, letter, bool(media)), letter.subject, state=f"{letter.state}{letter.version}")


def _sender(scene: Scene, letter: Letter) -> Words:
    units = listed([one.number for one in units_of(scene.session, letter.person)], ", ")
    facts = {"name": letter.person.called, "units": units, "phone": letter.person.phone}
    return T("staff", "From {name}, unit {units}, telephone {phone}", **facts)


def _deadline(scene: Scene, letter: Letter) -> Words | None:
    if letter.state != LetterState.WITH_MANAGER or letter.reply_by is None:
        return None
    if letter.is_late(scene.now):
        return T("staff", "<b>Overdue since {time}</b>", time=letter.reply_by)
    return T("staff", "To be answered by {time}", time=letter.reply_by)


def _step(scene: Scene, one: LetterStep) -> Words:
    said = listed([one.at, DID[one.move]], " ")
    if one.assignment is not None:
        who = one.assignment.assignee.person.name if one.assignment.assignee else "-"
        return T("staff", "{what}: {name}, {task}", what=said, name=who, task=short(one.assignment.words))
    if one.until is not None:
        return T("staff", "{what}: for {time}", what=said, time=one.until)
    words = marked(scene, one.words) if one.move == "answer" else one.words
    return T("staff", "{what}: {words}", what=said, words=words) if one.words else said


def _rows(scene: Scene, letter: Letter, pictures: bool) -> tuple[Row, ...]:
    moves = moves_for(scene.me, letter)
    forms = [Button(label, Begin(flow, letter.id)) for name, label, flow in FORMS if name in moves]
    if "settle" in moves:
        forms.append(Button(T("button", "Read, nothing more to do"), SettleLetter(letter.id, letter.version)))
    if pictures:
        forms.append(Button(T("button", "Show pictures"), ShowLetter(letter.id)))
    steps = log_of(scene.session, letter)
    tasks = [
        Button(T("button", "To the task"), OpenAssignment(one.assignment_id)) for one in steps if one.assignment_id
    ]
    return (*rows_of([*forms, *tasks], 2), ways_out(Go(Place.LETTERS)))


def open_letter(scene: Scene, tap: OpenLetter) -> Reply:
    """The card."""
    return letter_card(scene, tap.letter)


def settle_letter(scene: Scene, tap: SettleLetter) -> Reply:
    """Read, and no reply was wished."""
    settle(scene.session, tap.letter, by=scene.me, now=scene.now, seen=tap.seen)
    return letter_card(scene, tap.letter).headed(T("staff", "Noted."))


def show_pictures(scene: Scene, tap: ShowLetter) -> Reply:
    """They follow as messages of their own."""
    show_again(scene.session, tap.letter, by=scene.me, now=scene.now)
    return letter_card(scene, tap.letter).with_toast(T("owner", "It follows in a moment, thank you."))
