"""A conversation as colleagues see it: who, about what, the last lines, and what may be done now (R045, R183)."""

from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.staff.consulting.cards import consult_lines, talk_row
from handlers.staff.names import ways_out
from handlers.staff.talks.forms import Answer
from handlers.staff.talks.hints import CALMING
from handlers.staff.talks.lines import latest_lines
from handlers.talk_taps import EndTalk, OpenTalk, PutTalkBack, TakeTalk
from handlers.taps import Begin, Go, OpenTicket, Place
from handlers.words import age
from models.people import Role
from models.roles import FRONT_OFFICE
from models.talks import actions
from models.talks.lifecycle import State
from models.talks.parts import may_read, visible
from models.talks.queries import moves_of
from models.talks.tables import Talk
from models.talks.timing import promised
from models.tickets.tables import Ticket
from models.units import units_of

STATE = {
    State.WAITING: T("staff", "waits for a colleague"),
    State.OPEN: T("staff", "going on"),
    State.ENDED: T("staff", "ended"),
}
KNOW_THE_PHONE = FRONT_OFFICE | {Role.CONTROL_ROOM}


def talk_card(scene: Scene, talk_id: int) -> Screen:
    """The card; who only sees that it is taken reads no word of it. Raises Gone for who has no part in it (DOMAIN 5.7)."""
    talk = visible(scene.session, talk_id, scene.staff.person)
    title = T("staff", "<b>Conversation</b> · {state}", state=STATE[talk.state])
    if not may_read(scene.session, scene.me, talk):
        return Screen(lines(title, _with(talk)), (ways_out(),), talk.subject, state=talk.state)
    words = lines(
        title,
        _who(scene, talk),
        _about(scene, talk),
        _with(talk),
        T("staff", "Answer before {time}", time=promised(scene.session, talk)) if talk.state == State.WAITING else None,
        *latest_lines(scene, talk),
        T("staff", "The owner is upset. A calm reply could be: “{words}”", words=CALMING) if _is_heated(talk) else None,
        consult_lines(scene, talk.subject),
        _settled(talk),
    )
    return Screen(words, _rows(scene, talk), talk.subject, state=f"{talk.state} {talk.holder_id}")


def _is_heated(talk: Talk) -> bool:
    return talk.heated_at is not None and talk.state != State.ENDED


def _who(scene: Scene, talk: Talk) -> Words:
    units = [one.number for one in units_of(scene.session, talk.person)]
    phone = [talk.person.phone] if scene.staff.role in KNOW_THE_PHONE and talk.person.phone else []
    return listed([talk.person.called, *units, *phone], " ")


def _about(scene: Scene, talk: Talk) -> Words | None:
    ticket = scene.session.get(Ticket, talk.ticket_id) if talk.ticket_id else None
    return T("staff", "About {number}: {what}", number=ticket.number, what=ticket.symptom.name) if ticket else None


def _with(talk: Talk) -> Words | None:
    if talk.holder is None:
        return None
    return T("staff", "With {name}, {department}", name=talk.holder.person.name, department=talk.holder.department.name)


def _settled(talk: Talk) -> Words | None:
    if talk.resolved is None:
        return None
    return T("staff", "Settled, says the owner") if talk.resolved else T("staff", "Not settled, says the owner")


def _rows(scene: Scene, talk: Talk) -> tuple[Row, ...]:
    moves = moves_of(scene.session, scene.me, talk)
    rows: list[Row] = []
    if "take" in moves:
        rows.append((Button(T("button", "I take it"), TakeTalk(talk.id)),))
    if "answer" in moves:
        rows.append((Button(T("button", "Answer"), Begin("reply", talk.id)),))
    others = []
    if "pass_on" in moves:
        others.append(Button(T("button", "Pass on to a colleague"), Begin("talk_pass", talk.id)))
    if "put_back" in moves:
        others.append(Button(T("button", "Back to the desk"), PutTalkBack(talk.id)))
    if "end" in moves and talk.state == State.OPEN:
        others.append(Button(T("button", "End the conversation"), EndTalk(talk.id)))
    others += talk_row(scene, talk)
    if talk.ticket_id and scene.staff.role in FRONT_OFFICE:
        others.append(Button(T("button", "Ticket"), OpenTicket(talk.ticket_id)))
    return (*rows, *rows_of(others, 2), ways_out(Go(Place.TALKS)))


def talk_line(scene: Scene, talk: Talk) -> Words:
    """A conversation in one line, for a button."""
    waits = talk.unanswered_since or talk.rung_at if talk.state == State.WAITING else talk.unanswered_since
    said = [age(waits, scene.now)] if waits else []
    return listed([talk.person.called, STATE[talk.state], *said], " ")


def open_talk(scene: Scene, tap: OpenTalk) -> Screen:
    """The card."""
    return talk_card(scene, tap.talk)


def take_talk(scene: Scene, tap: TakeTalk) -> Reply:
    """The first has it, and writes at once."""
    actions.take(scene.session, tap.talk, by=scene.me, now=scene.now)
    return Open(Answer, tap.talk)


def put_back(scene: Scene, tap: PutTalkBack) -> Screen:
    """Somebody else goes on."""
    actions.put_back(scene.session, tap.talk, by=scene.me, now=scene.now)
    return talk_card(scene, tap.talk)


def end_talk(scene: Scene, tap: EndTalk) -> Screen:
    """The colleague ends it; the owner reads a goodbye."""
    actions.end(scene.session, tap.talk, by=scene.me, now=scene.now)
    return talk_card(scene, tap.talk)
