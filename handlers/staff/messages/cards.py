"""A message that an owner left for a colleague, and the colleague's answer (R186)."""

from bot.forms.flow import Flow, Form
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.parts import Part as Room
from handlers.staff.consult_taps import OpenMessage, ReadMessage
from handlers.staff.marks.lines import mark_line, mark_row
from handlers.staff.names import ways_out
from handlers.staff.phrases.marks import marked
from handlers.staff.phrases.question import ToOwner
from handlers.taps import Begin, Go, OpenTicket, Place
from models.messages import actions
from models.messages.lifecycle import MOVES, State, allowed
from models.messages.parts import parts_of, visible
from models.messages.tables import StaffMessage
from models.refusals import NotYours, TooLate
from models.roles import FRONT_OFFICE
from models.tickets.tables import Ticket
from models.units import units_of

STATE = {
    State.WAITING: T("staff", "unread"),
    State.READ: T("staff", "read"),
    State.ANSWERED: T("staff", "answered"),
}


def message_card(scene: Scene, message_id: int) -> Screen:
    """The card; the owner's telephone only for customer service. Raises Gone for who has no part in it (R203)."""
    one = visible(scene.session, message_id, scene.staff.person)
    ticket = scene.session.get(Ticket, one.ticket_id) if one.ticket_id else None
    words = lines(
        T("staff", "<b>Message from an owner</b> · {state}", state=STATE[one.state]),
        mark_line(scene, one.subject),
        T("staff", "Left by {who}, {time}", who=_who(scene, one), time=one.left_at),
        T("staff", "For {name}, {department}", name=one.to.person.name, department=one.to.department.name)
        if one.to
        else T("staff", "For the desk"),
        T("staff", "About {number}: {what}", number=ticket.number, what=ticket.symptom.name) if ticket else None,
        T("staff", "Message: {words}", words=one.words),
        T("staff", "Read by {name}, {time}", name=one.read_by.person.name, time=one.read_at)
        if one.read_by and one.read_at
        else None,
        T("staff", "{name} answers: {words}", name=one.answered_by.person.name, words=marked(scene, one.answer))
        if one.answered_by
        else None,
    )
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _who(scene: Scene, one: StaffMessage) -> Words:
    units = [unit.number for unit in units_of(scene.session, one.person)]
    phone = [one.person.phone] if scene.staff.role in FRONT_OFFICE and one.person.phone else []
    return listed([one.person.called, *units, *phone], " ")


def _rows(scene: Scene, one: StaffMessage) -> tuple[Row, ...]:
    moves = allowed(one.state, parts_of(scene.me, one))
    read = (Button(T("button", "I have read it"), ReadMessage(one.id)),) if "read" in moves else ()
    answer = (Button(T("button", "Answer the owner"), Begin("message_answer", one.id)),) if "answer" in moves else ()
    knows = one.ticket_id and scene.staff.role in FRONT_OFFICE
    ticket = (Button(T("button", "Ticket"), OpenTicket(one.ticket_id)),) if knows and one.ticket_id else ()
    return ((*read, *answer), *mark_row(scene, one.subject), ticket, ways_out(Go(Place.TALKS)))


def open_message(scene: Scene, tap: OpenMessage) -> Screen:
    """The card."""
    return message_card(scene, tap.message)


def read_message(scene: Scene, tap: ReadMessage) -> Screen:
    """The read receipt: the owner is told."""
    actions.read(scene.session, tap.message, by=scene.me, now=scene.now)
    return message_card(scene, tap.message).headed(T("staff", "The owner has been told that you have read it."))


def message_button(one: StaffMessage) -> Button:
    """A message in one line, which opens its card."""
    return Button(T("button", "Message from {name}", name=one.person.called), OpenMessage(one.id))


class AnswerMessage(Flow):
    """What the colleague says to it; read back before it leaves (R195)."""

    name = "message_answer"
    subject = "message"
    title = T("button", "Answer the owner")
    send_label = T("button", "Send to the owner")

    words = ToOwner(
        ask=T("staff", "Your answer to the owner, please: polite, and in everyday words."),
        label=T("staff", "For the owner"),
        at_most=1000,
        reader=lambda form: visible(form.scene.session, form.about, form.scene.me).person,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only for whom it was left, once."""
        one = visible(form.scene.session, form.about, form.scene.staff.person)
        if one.state not in MOVES["answer"].starts:
            raise TooLate(message=one.id)
        if "answer" not in allowed(one.state, parts_of(form.scene.me, one)):
            raise NotYours(message=one.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What the owner wrote."""
        return visible(form.scene.session, form.about, form.scene.me).words

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it, signed."""
        actions.answer(form.scene.session, form.about, by=form.scene.me, words=form["words"], now=form.scene.now)
        return message_card(form.scene, form.about).headed(T("staff", "Sent to the owner."))


MESSAGES = Room(
    taps={OpenMessage: open_message, ReadMessage: read_message},
    cards={"message": message_card},
    flows=(AnswerMessage,),
)
