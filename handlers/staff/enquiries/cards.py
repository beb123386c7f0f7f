"""An enquiry (咨询) at the desk: what was asked, what was shown, who has it, and what can be done (R037, R038)."""

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.knowledge_taps import LearnFrom, MoveEnquiry, OpenEnquiry
from handlers.staff.marks.lines import mark_line, mark_row
from handlers.staff.names import ways_out
from handlers.staff.phrases.marks import marked
from handlers.taps import Begin, Go, Place
from handlers.ticket.times import hour_or_day
from handlers.words import age
from models.enquiries import actions
from models.enquiries.lifecycle import ENDED, WITH_PERSON, State
from models.enquiries.reading import moves_for, steps_of, visible
from models.enquiries.tables import Enquiry, EnquiryStep
from models.enquiries.timing import answer_by, complete_by
from models.knowledge.actions import may_draft
from models.refusals import Gone

STATE = {
    State.OFFERED: T("staff", "the owner chooses an answer"),
    State.SHOWN: T("staff", "answer of the knowledge base shown"),
    State.WITH_DESK: T("staff", "to be answered"),
    State.ESCALATED: T("staff", "with the supervisor"),
    State.ANSWERED: T("staff", "answered, waits for the owner"),
    State.RESOLVED: T("staff", "resolved"),
    State.CLOSED: T("staff", "ended without a word of the owner"),
}
DID = {
    "ask": T("staff", "asked"),
    "choose": T("staff", "chose an answer"),
    "resolve": T("staff", "says: resolved"),
    "to_person": T("staff", "asked for a person"),
    "unresolved": T("staff", "says: still not resolved"),
    "take": T("staff", "looks after it now"),
    "answer": T("staff", "gave an answer"),
    "escalate": T("staff", "passed it to the supervisor"),
    "withdraw": T("staff", "needs it no more"),
    "rest": T("staff", "ended by itself"),
    "pass_on": T("staff", "passed it on to whoever is in charge"),
    "late": T("staff", "answer overdue"),
}
SHORT = 16  # characters of a question in a list


def enquiry_card(scene: Scene, enquiry_id: int) -> Screen:
    """The whole of it; raises Gone for who has no part in it."""
    one = visible(scene.session, enquiry_id, scene.me)
    moves = moves_for(scene.me, one)
    words = lines(
        T("staff", "<b>Enquiry {number}</b>: {state}", number=one.number, state=STATE[one.state]),
        mark_line(scene, one.subject),
        T("staff", "{name}, {phone}", name=one.person.called, phone=one.person.phone),
        T("staff", "Asked: {words}", words=one.words) if one.words else None,
        _shown(one),
        T("staff", "Answer: {words}", words=marked(scene, one.answer)) if one.answer else None,
        _who(one),
        _until(scene, one),
        *(_step(step) for step in steps_of(scene.session, one)),
    )
    return Screen(
        words,
        (*_rows(scene, one, moves), *mark_row(scene, one.subject), ways_out(Go(Place.ENQUIRIES))),
        one.subject,
        state=one.state,
    )


def _shown(one: Enquiry) -> Words | None:
    """Which answer the owner has read, and in which version (R037)."""
    if one.edition is None:
        return None
    facts = {"code": one.edition.entry.code, "number": one.edition.number, "question": one.edition.question}
    return T("staff", "Shown: {code}, version {number}, {question}", **facts)


def _who(one: Enquiry) -> Words | None:
    if one.receiver is None:
        return None
    received = one.receiver.person.name
    keeper = one.keeper.person.name if one.keeper else received
    return T("staff", "First receiver: {name}; now with: {keeper}", name=received, keeper=keeper)


def _until(scene: Scene, one: Enquiry) -> Words | None:
    if one.state not in WITH_PERSON:
        return None
    facts = {"answer": answer_by(scene.project, one), "complete": complete_by(scene.project, one)}
    return T("staff", "Answer by {answer}, settled by {complete}", **facts)


def _step(step: EnquiryStep) -> Words:
    who = step.by.called if step.by else T("staff", "the office's clock")
    said: list[Words] = [step.at, who, DID[step.move]]
    reason = [T("staff", "({words})", words=step.words)] if step.words and step.move == "escalate" else []
    return listed([*said, *reason], " ")


def _rows(scene: Scene, one: Enquiry, moves: frozenset[str]) -> tuple[Row, ...]:
    deeds = []
    if "answer" in moves:
        deeds.append(Button(T("button", "Answer"), Begin("answer_enquiry", one.id)))
    if "take" in moves and one.keeper_id != scene.me.id:
        deeds.append(Button(T("button", "I look after it"), MoveEnquiry(one.id, "take", one.version)))
    if "escalate" in moves:
        deeds.append(Button(T("button", "Pass to the supervisor"), Begin("escalate_enquiry", one.id)))
    if one.state in ENDED and one.answer and may_draft(scene.me):
        deeds.append(Button(T("button", "Add to the knowledge base"), LearnFrom("enquiry", one.id)))
    return rows_of(deeds, 2)


def open_enquiry(scene: Scene, tap: OpenEnquiry) -> Reply:
    """The card."""
    return enquiry_card(scene, tap.enquiry)


def move(scene: Scene, tap: MoveEnquiry) -> Reply:
    """Look after it from now on."""
    if tap.move != "take":
        raise Gone
    actions.take(scene.session, tap.enquiry, by=scene.me, now=scene.now, seen=tap.seen)
    return enquiry_card(scene, tap.enquiry)


def line_of(scene: Scene, one: Enquiry) -> Words:
    """An enquiry in one line: what was asked, where it stands, how old; and by when the office answers, or that this has passed."""
    asked = one.words or (one.edition.question_zh if one.edition else one.number)
    shown = asked if len(asked) <= SHORT else asked[:SHORT] + "…"
    return listed([*_due(scene, one), shown, STATE[one.state], age(one.passed_at or one.asked_at, scene.now)], " ")


def _due(scene: Scene, one: Enquiry) -> list[Words]:
    if one.state not in WITH_PERSON:
        return []
    until = answer_by(scene.project, one)
    return [T("staff", "overdue") if until < scene.now else T("staff", "by {time}", time=hour_or_day(scene, until))]
