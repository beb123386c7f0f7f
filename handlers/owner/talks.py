"""An owner talks to a colleague: the ways to a person, and the conversation itself (R045, R132, R183-R190)."""

from bot.forms.media import how_many
from bot.forms.screens import conversation_of
from bot.forms.typed_buttons import typed_on
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.start import going_on
from handlers.talk_taps import AskForPerson, CallInstead, CallMe, EndTalk, JudgeTalk, TalkNow
from handlers.taps import Begin, Go, OpenTicket, Place
from models.calls.asking import Asked, ask_for_a_person
from models.media.actions import Sent, receive
from models.media.queries import attached
from models.people import Side, Staff
from models.refusals import Gone, Refusal
from models.talks import actions
from models.talks.lifecycle import Part, State
from models.talks.parts import parts_of, visible
from models.talks.queries import lines_of, talk_of
from models.talks.tables import Talk, TalkLine
from models.talks.timing import promised
from models.tickets.queries import visible as visible_ticket
from models.tickets.tables import Ticket

HOME = Button(T("button", "Home"), Go(Place.HOME))
END = T("button", "End the conversation")
CALL_ME = T("button", "Please call me back")
TALK_NOW = T("button", "Talk to a colleague now")


def telephones(scene: Scene) -> Words:
    """The numbers, which are always in sight (R132)."""
    return T(
        "owner",
        "You are also welcome to call us: service desk {desk}, control room {room}, day and night.",
        desk=scene.project.desk_phone,
        room=scene.project.control_room_phone,
    )


def talk_to_a_person(scene: Scene, about: str = "") -> Screen:
    """The telephones first, and three ways to a person, none of which is entered by looking (R045, R132, R186)."""
    if not scene.admitted:
        return scene.routes.stranger(scene)
    if (talk := talk_of(scene.session, scene.me)) is not None:
        return talk_card(scene, talk.id)
    ticket = _ticket(scene, about)
    number = ticket.id if ticket else 0
    phones = {"desk": scene.project.desk_phone, "room": scene.project.control_room_phone}
    words = lines(
        T(
            "owner",
            "You reach us at the service desk {desk} and the control room {room}, day and night. Thank you.",
            **phones,
        ),
        T("label", "About {number}: {what}", number=ticket.number, what=ticket.symptom.owner_name) if ticket else None,
        T("owner", "Or please choose how we may reach you. Thank you."),
    )
    ways = (
        Button(TALK_NOW, TalkNow(number)),
        Button(CALL_ME, CallMe(number)),
        *([] if ticket else [Button(T("button", "Ask for help"), Begin("help", 0))]),
        Button(T("button", "Leave a message for a colleague"), Begin("message", number)),
    )
    back = (Button(T("button", "Back"), OpenTicket(number)),) if ticket else ()
    return Screen(words, (*rows_of(ways), *rows_of(going_on(scene)), (*back, HOME)))


def _ticket(scene: Scene, about: str) -> Ticket | None:
    """The ticket from which it is asked; nothing is said where the reader has no part in it any more."""
    kind, _, number = about.partition(":")
    if kind != "ticket":
        return None
    try:
        return visible_ticket(scene.session, int(number), scene.me, scene.now)
    except Gone:
        return None


def ask_for_person(scene: Scene, tap: AskForPerson) -> Screen:
    """From a ticket's card."""
    return talk_to_a_person(scene, f"ticket:{tap.ticket}" if tap.ticket else "")


def call_me(scene: Scene, tap: CallMe) -> Screen:
    """Put the owner on the desk's list, and say who calls and until when (R045)."""
    ticket = visible_ticket(scene.session, tap.ticket, scene.me, scene.now) if tap.ticket else None
    about = ticket.id if ticket else None
    asked = ask_for_a_person(scene.session, scene.project, scene.me, scene.now, about=about)
    return Screen(lines(_promise(scene, asked), telephones(scene)), (*rows_of(going_on(scene)), (HOME,)))


def _promise(scene: Scene, asked: Asked) -> Words:
    return T(
        "owner",
        "Please wait a moment: {name} of customer service will call you before {time}. Thank you for your patience.",
        name=asked.by.person.name if asked.by else scene.project.name,
        time=asked.until,
    )


def talk_now(scene: Scene, tap: TalkNow) -> Screen:
    """The desk rings; what is written from now on goes into the conversation, and a form that is open rests."""
    chat = conversation_of(scene)
    chat.form, chat.moves = None, chat.moves + 1
    talk = actions.open_talk(scene.session, project=scene.project, by=scene.me, about=tap.ticket, now=scene.now)
    return talk_card(scene, talk.id)


def talk_card(scene: Scene, talk_id: int) -> Screen:
    """How the conversation stands, for the owner whose it is; raises Gone for everybody else."""
    talk = visible(scene.session, talk_id, scene.me)
    if Part.OWNER not in parts_of(scene.session, scene.me, talk):
        raise Gone
    ticket = scene.session.get(Ticket, talk.ticket_id) if talk.ticket_id else None
    about = (
        T("label", "About {number}: {what}", number=ticket.number, what=ticket.symptom.owner_name) if ticket else None
    )
    title = T("label", "<b>Conversation with the office</b>")
    return Screen(lines(title, about, *_standing(scene, talk)), _rows(scene, talk), talk.subject, state=_state(talk))


def _state(talk: Talk) -> str:
    return f"{talk.state} {talk.resolved}"


def _standing(scene: Scene, talk: Talk) -> list[Words]:
    match talk.state:
        case State.WAITING:
            wait = T(
                "owner",
                "Please wait a moment: we are calling a colleague, who answers before {time}. "
                "You may write here already. Thank you for your patience.",
                time=promised(scene.session, talk),
            )
            return [wait, telephones(scene)]
        case State.OPEN if talk.holder:
            return [
                T(
                    "owner",
                    "{name} of the {department} is here for you. Please write here; pictures, voice notes and files are welcome. Thank you.",
                    **signed(talk.holder),
                )
            ]
        case _:
            return _afterwards(talk)


def _afterwards(talk: Talk) -> list[Words]:
    closing = T("owner", "Thank you for your visit. We wish you a pleasant day, goodbye.")
    if talk.answered_at is None:
        return [closing]
    if talk.resolved is None:
        return [closing, T("owner", "May we ask whether your matter is settled?")]
    if talk.resolved:
        return [T("owner", "We are glad that it is settled, thank you."), closing]
    return [
        T(
            "owner",
            "Sorry that it is not settled yet. We have told those in charge; please choose how we may help. Thank you.",
        )
    ]


def _back_from_form(scene: Scene, talk: Talk) -> Row:
    """Where a form is open, words go into it: one tap, and they go into the conversation again."""
    if scene.conversation is None or not scene.conversation.form:
        return ()
    return (Button(T("button", "Write in the conversation"), TalkNow(talk.ticket_id or 0)),)


def _rows(scene: Scene, talk: Talk) -> tuple[Row, ...]:
    if talk.state == State.WAITING:
        return (
            _back_from_form(scene, talk),
            (Button(CALL_ME, CallInstead(talk.id)), Button(END, EndTalk(talk.id))),
            (HOME,),
        )
    if talk.state == State.OPEN:
        return (_back_from_form(scene, talk), (Button(END, EndTalk(talk.id)), HOME))
    about = talk.ticket_id or 0
    if talk.answered_at is None:
        return ((HOME,),)
    if talk.resolved is None:
        settled = Button(T("button", "Yes, it is settled"), JudgeTalk(talk.id, 1))
        return ((settled, Button(T("button", "Still open"), JudgeTalk(talk.id, 0))), (HOME,))
    if talk.resolved:
        return ((HOME,),)
    return ((Button(TALK_NOW, TalkNow(about)), Button(CALL_ME, CallMe(about))), (HOME,))


def signed(staff: Staff) -> dict[str, Words]:
    """Who speaks, as owners read it: department and name (R183)."""
    return {"name": staff.person.name, "department": staff.department.name}


def said_by_colleague(scene: Scene, line: TalkLine) -> Words:
    """A colleague's line, signed; of pictures alone, how many come."""
    staff = scene.session.get_one(Staff, line.by_id)
    media = attached(scene.session, line.subject)
    if not line.words:
        what = how_many(media)
        return T(
            "owner", "{department}, {name} has sent you {what}; it follows. Thank you.", **signed(staff), what=what
        )
    return T("label", "{department}, {name}: {words}", **signed(staff), words=line.words)


def said(scene: Scene, talk: Talk, text: str) -> Reply:
    """What is written while a conversation goes on belongs into it; a button that is typed does what it does."""
    card = talk_card(scene, talk.id)
    button = typed_on(scene, card, text)
    if button is not None:
        return scene.routes.taps[type(button.tap)](scene, button.tap)
    actions.say(scene.session, talk.id, by=scene.me, now=scene.now, words=text)
    return _noted(scene, talk)


def sent(scene: Scene, talk: Talk, piece: Sent) -> Reply:
    """What is sent goes along, with what is written under it."""
    chat = conversation_of(scene)
    media = receive(scene.session, scene.project, piece, by=scene.me, bot_id=chat.bot_id, now=scene.now)
    actions.say(scene.session, talk.id, by=scene.me, now=scene.now, words=piece.caption, media=[media.id])
    return _noted(scene, talk)


def _noted(scene: Scene, talk: Talk) -> Screen:
    card = talk_card(scene, talk.id)
    if talk.state == State.OPEN and talk.holder:
        return card.headed(T("owner", "Passed on to {name}, thank you.", name=talk.holder.person.name))
    return card.headed(T("owner", "We have noted it; whoever answers reads it at once. Thank you."))


def also_said(scene: Scene, text: str) -> None:
    """Words of danger come before the conversation, and whoever has it reads them all the same (R098)."""
    talk = talk_of(scene.session, scene.me) if scene.admitted and scene.person else None
    if talk is None:
        return
    latest = lines_of(scene.session, talk, 1)
    if latest and (latest[0].side, latest[0].at, latest[0].words) == (Side.OWNER, scene.now, text.strip()):
        return  # it stood under a picture, and went along with it
    try:
        actions.say(scene.session, talk.id, by=scene.me, now=scene.now, words=text)
    except Refusal:
        return


def end_talk(scene: Scene, tap: EndTalk) -> Screen:
    """The owner ends it; the colleague reads so."""
    actions.end(scene.session, tap.talk, by=scene.me, now=scene.now)
    return talk_card(scene, tap.talk)


def call_instead(scene: Scene, tap: CallInstead) -> Screen:
    """Rather be called than wait."""
    asked = actions.call_back(scene.session, tap.talk, by=scene.me, now=scene.now)
    return talk_card(scene, tap.talk).headed(_promise(scene, asked))


def judge_talk(scene: Scene, tap: JudgeTalk) -> Screen:
    """Whether it helped; kept."""
    actions.judge(scene.session, tap.talk, by=scene.me, now=scene.now, resolved=tap.resolved == 1)
    return talk_card(scene, tap.talk)
