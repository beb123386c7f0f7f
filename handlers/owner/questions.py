"""常见问题 for owners: classes, questions, answers; a question in words; and whether the answer helped (R034, R037)."""

from bot.forms.arrivals import said_outside
from bot.forms.engine import give_up, load
from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T
from handlers.knowledge_taps import (
    ChooseAnswer,
    ListTopic,
    MoveEnquiry,
    OpenAnswer,
    OpenEnquiry,
    ReportAsked,
)
from handlers.knowledge_words import HOME, TOPIC
from handlers.owner.enquiry_card import enquiry_card
from handlers.owner.report import ReportRepair
from handlers.parts import Part
from handlers.taps import Go, Place
from models.enquiries import actions
from models.enquiries.lifecycle import Part as Who
from models.enquiries.reading import parts_of, visible
from models.knowledge.matching import is_question
from models.knowledge.reading import matching, published
from models.knowledge.tables import Topic
from models.refusals import Gone


def _topics(form: Form) -> tuple[Row, ...]:
    known = {one.entry.topic for one in published(form.scene.session, form.scene.project)}
    buttons = [Button(TOPIC[topic], ListTopic(topic.value)) for topic in Topic if topic in known]
    return rows_of(buttons, 3)


class AskQuestion(Flow):
    """A question in words, or a class of the list."""

    name = "ask_question"
    title = T("button", "Common questions")
    reads_back = False

    words = Write(
        ask=T("owner", "Please choose what it is about, or write your question here in a sentence. Thank you."),
        label=T("label", "Your question"),
        at_most=actions.LONGEST,
    )

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """The classes that have answers."""
        return _topics(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The answer, those that may fit, or who looks after it."""
        scene = form.scene
        one, _ = actions.ask(scene.session, scene.project, by=scene.me, words=form["words"], now=scene.now)
        return enquiry_card(scene, one.id)


class AskThis(AskQuestion):
    """What somebody just wrote and what no answer fits: read back, and put to a person by one tap."""

    name = "ask_this"
    title = T("button", "A question for the office")
    reads_back = True
    send_label = T("button", "Ask it")

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """It may be a repair all the same."""
        return ((Button(T("button", "Something is to be repaired"), ReportAsked(0)),),)


def begin(scene: Scene) -> Reply:
    """What is it about?"""
    return Open(AskQuestion)


def list_topic(scene: Scene, tap: ListTopic) -> Screen:
    """The questions of a class; raises Gone for one that there is not."""
    topic = next((one for one in Topic if one.value == tap.topic), None)
    if topic is None:
        raise Gone
    found = published(scene.session, scene.project, topic)
    words = T("owner", "<b>{topic}</b>: please choose your question.", topic=TOPIC[topic])
    buttons = [Button(one.question, OpenAnswer(one.id)) for one in found]
    ways = (Button(T("button", "Common questions"), Go(Place.QUESTIONS)), HOME)
    person = (Button(T("button", "Talk to a person"), Go(Place.PERSON)),)
    return Screen(words, (*rows_of(buttons), person, ways))


def open_answer(scene: Scene, tap: OpenAnswer) -> Screen:
    """The answer, and whether it helped."""
    one = actions.look_up(scene.session, scene.project, tap.edition, by=scene.me, now=scene.now)
    return enquiry_card(scene, one.id)


def choose_answer(scene: Scene, tap: ChooseAnswer) -> Screen:
    """The one that was meant."""
    actions.choose(scene.session, tap.enquiry, tap.edition, by=scene.me, now=scene.now)
    return enquiry_card(scene, tap.enquiry)


MOVES = {
    "resolve": actions.resolve,
    "to_person": actions.to_person,
    "unresolved": actions.unresolved,
    "withdraw": actions.withdraw,
}


def move(scene: Scene, tap: MoveEnquiry) -> Screen:
    """It helped, it did not, or it is not needed any more."""
    deed = MOVES.get(tap.move)
    if deed is None:
        raise Gone
    deed(scene.session, tap.enquiry, by=scene.me, now=scene.now, seen=tap.seen)
    return enquiry_card(scene, tap.enquiry)


def open_enquiry(scene: Scene, tap: OpenEnquiry) -> Screen:
    """The card."""
    return enquiry_card(scene, tap.enquiry)


def report_asked(scene: Scene, tap: ReportAsked) -> Reply:
    """The form of a report, which has the words already; without a number those that were not asked yet."""
    if not tap.enquiry:
        return _report_instead(scene)
    one = visible(scene.session, tap.enquiry, scene.me)
    if Who.ASKER not in parts_of(scene.me, one):
        raise Gone
    return said_outside(scene, Open(ReportRepair), one.words)


def _report_instead(scene: Scene) -> Reply:
    form = load(scene, AskThis.name)
    if form is None:
        raise Gone
    give_up(form)
    return said_outside(scene, Open(ReportRepair), form.get("words") or "")


def answered_at_once(scene: Scene, text: str) -> Screen | None:
    """Words outside of any form that ask what the knowledge base surely answers; None for all others (R034)."""
    if len(text) > actions.LONGEST or not is_question(text) or matching(scene.session, scene.project, text)[0] is None:
        return None
    one, _ = actions.ask(scene.session, scene.project, by=scene.me, words=text, now=scene.now)
    card = enquiry_card(scene, one.id)
    report = (Button(T("button", "Something is to be repaired"), ReportAsked(one.id)),)
    return Screen(card.words, (*card.rows[:1], report, *card.rows[1:]), card.subject, state=card.state)


QUESTIONS = Part(
    places={Place.QUESTIONS: begin},
    taps={
        ListTopic: list_topic,
        OpenAnswer: open_answer,
        ChooseAnswer: choose_answer,
        MoveEnquiry: move,
        OpenEnquiry: open_enquiry,
        ReportAsked: report_asked,
    },
    cards={"enquiry": enquiry_card},
    flows=(AskQuestion, AskThis),
)
