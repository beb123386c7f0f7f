"""An enquiry as its asker reads it: the answer, those that may fit, who looks after it, and whether it helped (R037)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.knowledge_taps import ChooseAnswer, MoveEnquiry
from handlers.knowledge_words import HOME, answer_of
from handlers.taps import Go, Place
from models.enquiries.lifecycle import Part, State
from models.enquiries.reading import parts_of, visible
from models.enquiries.tables import Enquiry
from models.enquiries.timing import answer_by
from models.knowledge.reading import matching
from models.refusals import Gone

HELPED = T("owner", "Was this resolved for you? Please choose below, thank you.")
OTHERS = Button(T("button", "Common questions"), Go(Place.QUESTIONS))
MOVE = {
    "resolve": T("button", "Resolved"),
    "to_person": T("button", "Talk to a person"),
    "unresolved": T("button", "Please ask the supervisor"),
    "withdraw": T("button", "No longer needed"),
}


def enquiry_card(scene: Scene, enquiry_id: int) -> Screen:
    """What was asked, and how it stands; raises Gone for everybody but who asked."""
    one = visible(scene.session, enquiry_id, scene.me)
    if Part.ASKER not in parts_of(scene.me, one):
        raise Gone
    words, rows = SHOWS[one.state](scene, one)
    asked = T("label", "You asked: {words}", words=one.words) if one.words else None
    number = T("label", "<b>Enquiry {number}</b>", number=one.number)
    return Screen(lines(number, asked, "", words), (*rows, (OTHERS, HOME)), one.subject, state=one.state)


def _buttons(one: Enquiry, *moves: str) -> tuple[Row, ...]:
    return (tuple(Button(MOVE[name], MoveEnquiry(one.id, name, one.version)) for name in moves),)


def _offered(scene: Scene, one: Enquiry) -> tuple[Words, tuple[Row, ...]]:
    """The answers that may fit, as they are published now."""
    _, likely = matching(scene.session, scene.project, one.words)
    words = T(
        "owner", "Please choose what you mean. If it is something else, a colleague is glad to help you. Thank you."
    )
    buttons = [Button(edition.question, ChooseAnswer(one.id, edition.id)) for edition in likely]
    return words, (*rows_of(buttons), *_buttons(one, "to_person"))


def _shown(scene: Scene, one: Enquiry) -> tuple[Words, tuple[Row, ...]]:
    return lines(_answer(scene, one), "", HELPED), _buttons(one, "resolve", "to_person")


def _answer(scene: Scene, one: Enquiry) -> Words | None:
    """The answer that was shown, in the edition that was read; an old one stays readable for who had it."""
    if one.edition is None:
        return None
    return lines(T("label", "<b>{question}</b>", question=one.edition.question), answer_of(scene, one.edition))


def _waits(scene: Scene, one: Enquiry) -> tuple[Words, tuple[Row, ...]]:
    """Who answers and until when; a time that has passed is told no more (R040)."""
    until = answer_by(scene.project, one)
    facts = {"name": one.keeper.person.name if one.keeper else scene.project.name, "time": until}
    if until > scene.now and one.state == State.WITH_DESK:
        said = T(
            "owner",
            "Our colleague {name} looks after your question and answers you here before {time}. Thank you.",
            **facts,
        )
    else:
        said = T(
            "owner",
            "Our colleagues are looking into your question with priority and answer you here. Thank you for your patience.",
        )
    phone = scene.project.desk_phone
    call = T("owner", "You are also welcome to call the service desk: {phone}.", phone=phone) if phone else None
    return lines(said, call), _buttons(one, "withdraw")


def _answered(scene: Scene, one: Enquiry) -> tuple[Words, tuple[Row, ...]]:
    name = one.keeper.person.name if one.keeper else scene.project.name
    words = lines(T("label", "{name} of customer service: {words}", name=name, words=one.answer), "", HELPED)
    return words, _buttons(one, "resolve", "unresolved")


def _ended(scene: Scene, one: Enquiry) -> tuple[Words, tuple[Row, ...]]:
    answer = T("label", "Answer: {words}", words=one.answer) if one.answer else _answer(scene, one)
    if one.state == State.RESOLVED:
        return lines(
            answer,
            "",
            T("owner", "We are glad that it is resolved. You are welcome to ask again at any time. Thank you."),
        ), ()
    return lines(
        answer, "", T("owner", "This enquiry has ended. You are welcome to ask again at any time. Thank you.")
    ), ()


SHOWS: dict[State, Callable[[Scene, Enquiry], tuple[Words, tuple[Row, ...]]]] = {
    State.OFFERED: _offered,
    State.SHOWN: _shown,
    State.WITH_DESK: _waits,
    State.ESCALATED: _waits,
    State.ANSWERED: _answered,
    State.RESOLVED: _ended,
    State.CLOSED: _ended,
}
