"""A question to the supervisor: what is asked about whom, by when, and the answer (R030, R197)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.staff.consult_taps import OpenQuestion, WithdrawQuestion
from handlers.staff.names import ways_out
from handlers.staff.talks.lines import latest_lines
from handlers.talk_taps import OpenTalk
from handlers.taps import Begin, Go, OpenTicket, Place
from models.consulting.actions import withdraw
from models.consulting.lifecycle import State, allowed
from models.consulting.parts import ASKERS, parts_of, visible
from models.consulting.queries import latest_about
from models.consulting.tables import SupervisorQuestion
from models.talks.lifecycle import State as TalkState
from models.talks.tables import Talk
from models.tickets.lifecycle import OPEN
from models.tickets.tables import Ticket

STATE = {
    State.ASKED: T("staff", "waits for an answer"),
    State.ANSWERED: T("staff", "answered"),
    State.WITHDRAWN: T("staff", "taken back"),
}
SHORT = 14  # characters of a question on a button


def question_card(scene: Scene, question_id: int) -> Screen:
    """The card; raises Gone for who has no part in it."""
    one = visible(scene.session, question_id, scene.staff.person)
    who = T("staff", "{name}, {department}", name=one.asked_by.person.name, department=one.asked_by.department.name)
    words = lines(
        T("staff", "<b>Question to the supervisor</b> · {state}", state=STATE[one.state]),
        T("staff", "From {who}, {time}", who=who, time=one.asked_at),
        *_about(scene, one),
        T("staff", "Question: {words}", words=one.words),
        T("staff", "Time to answer ends {time}", time=one.due_at) if one.state == State.ASKED else None,
        T("staff", "The owner was told to wait until {time}", time=one.held_until) if one.held_until else None,
        answer_line(one),
    )
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def answer_line(one: SupervisorQuestion) -> Words | None:
    """What the supervisor says."""
    if one.answered_by is None:
        return None
    return T("staff", "{name} answers: {words}", name=one.answered_by.person.name, words=one.answer)


def _about(scene: Scene, one: SupervisorQuestion) -> list[Words]:
    kind, number = one.about_what
    if kind == "ticket":
        ticket = scene.session.get_one(Ticket, number)
        return [T("staff", "About {number}: {what}", number=ticket.number, what=ticket.symptom.name)]
    talk = scene.session.get_one(Talk, number)
    return [T("staff", "Conversation with {name}", name=talk.person.called), *latest_lines(scene, talk, 3)]


def _rows(scene: Scene, one: SupervisorQuestion) -> tuple[Row, ...]:
    moves, (kind, number) = allowed(one.state, parts_of(scene.me, one)), one.about_what
    rows: list[Row] = []
    if "answer" in moves:
        rows.append((Button(T("button", "Answer the question"), Begin("consult_answer", one.id)),))
    there = OpenTicket(number) if kind == "ticket" else OpenTalk(number)
    label = T("button", "Ticket") if kind == "ticket" else T("button", "Conversation")
    back = [Button(label, there)]
    if "withdraw" in moves:
        back.append(Button(T("button", "Withdraw the question"), WithdrawQuestion(one.id)))
    return (*rows, *rows_of(back, 2), ways_out(Go(Place.TALKS)))


def open_question(scene: Scene, tap: OpenQuestion) -> Screen:
    """The card."""
    return question_card(scene, tap.question)


def take_back(scene: Scene, tap: WithdrawQuestion) -> Screen:
    """It has settled itself."""
    withdraw(scene.session, tap.question, by=scene.me, now=scene.now)
    return question_card(scene, tap.question)


def question_button(one: SupervisorQuestion) -> Button:
    """A question in one line, which opens its card."""
    first = one.words.splitlines()[0]
    short = first if len(first) <= SHORT else f"{first[:SHORT]}…"
    return Button(listed([T("button", "Question"), one.asked_by.person.name, short], " "), OpenQuestion(one.id))


def consult_lines(scene: Scene, subject: str) -> Words | None:
    """The newest question about a subject, and its answer, on the card of that subject."""
    one = latest_about(scene.session, subject, scene.me)
    if one is None or one.state == State.WITHDRAWN:
        return None
    asked = T("staff", "Asked the supervisor: {words} ({state})", words=one.words, state=STATE[one.state])
    return lines(asked, answer_line(one))


def ticket_rows(scene: Scene, ticket: Ticket, _moves: set[str]) -> list[Row]:
    """On the card of a ticket that goes on: ask the supervisor before answering."""
    if ticket.status not in OPEN or scene.staff.role not in ASKERS:
        return []
    return [(Button(T("button", "Ask the supervisor"), Begin("consult", ticket.id)),)]


def talk_row(scene: Scene, talk: Talk) -> list[Button]:
    """The same on the card of a conversation, for whoever has it."""
    mine = talk.holder_id == scene.me.id and talk.state == TalkState.OPEN and scene.staff.role in ASKERS
    return [Button(T("button", "Ask the supervisor"), Begin("consult_talk", talk.id))] if mine else []
