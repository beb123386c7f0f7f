"""Forms of the knowledge base: a new entry, also from what was learnt; its words; sent back; retired (R119, R226)."""

from typing import ClassVar

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.knowledge_taps import LearnFrom
from handlers.knowledge_words import TOPIC
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.knowledge.cards import edition_card
from models.enquiries.lifecycle import ENDED as ENQUIRY_ENDED
from models.enquiries.reading import visible as visible_enquiry
from models.knowledge import actions
from models.knowledge.reading import visible
from models.knowledge.tables import Edition, Topic
from models.refusals import Gone, NotYours
from models.tickets.lifecycle import ENDED
from models.tickets.queries import visible as visible_ticket

TITLE, ANSWER, ANSWER_EN, PHRASES = 20, 600, 1200, 400  # characters
LEAVE = T("button", "Leave as it is")
HINT = T(
    "staff",
    "In braces, looked up when it is read: {one}, {two}, {three}, {four}.",
    one="{中控室电话}",
    two="{服务台电话}",
    three="{服务时间}",
    four="{大厦名称}",
)


def _topics(_form: Form) -> list[Option]:
    return [Option(topic.value, TOPIC[topic]) for topic in Topic]


class NewEntry(Flow):
    """A draft: what it is about, the question, and a first answer."""

    name = "new_entry"
    title = T("button", "New entry")
    source: ClassVar[str] = ""

    topic = Choose(ask=T("staff", "What is it about?"), label=T("staff", "Class"), among=_topics)
    question = Write(
        ask=T("staff", "The question in Chinese, as short as a button, such as 怎么报修."),
        label=T("staff", "Question"),
        at_most=TITLE,
    )
    answer = Write(
        ask=T("staff", "The answer in Chinese: reason, steps, whom to turn to."),
        label=T("staff", "Answer"),
        at_most=ANSWER,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who drafts (DOMAIN 5.7)."""
        if not actions.may_draft(form.scene.me):
            raise NotYours

    @classmethod
    def learnt_from(cls, form: Form) -> str:
        """The subject from which it was learnt; empty for none."""
        return f"{cls.subject}:{form.about}" if cls.subject else ""

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """A draft, which is not complete yet."""
        scene = form.scene
        one = actions.begin(
            scene.session,
            by=scene.me,
            now=scene.now,
            topic=Topic(form["topic"]),
            question=form["question"],
            answer=form["answer"],
            source=cls.learnt_from(form),
        )
        said = T("staff", "Drafted. Please add the English and what owners may write who mean it, then hand it in.")
        return edition_card(scene, one.id).headed(said)


class FromTicket(NewEntry):
    """The same, learnt from a ticket that ended (R226)."""

    name = "entry_from_ticket"
    subject = "ticket"


class FromEnquiry(NewEntry):
    """The same, learnt from an enquiry that ended (R226)."""

    name = "entry_from_enquiry"
    subject = "enquiry"


def learn_from(scene: Scene, tap: LearnFrom) -> Reply:
    """The form, with the question and the answer filled in; raises Gone for what has not ended."""
    if not actions.may_draft(scene.me):
        raise NotYours
    flow: type[NewEntry] = FromEnquiry
    if tap.kind == FromEnquiry.subject:
        asked = visible_enquiry(scene.session, tap.about, scene.me)
        question, answer, over = asked.words, asked.answer, asked.state in ENQUIRY_ENDED
    elif tap.kind == FromTicket.subject:
        ticket = visible_ticket(scene.session, tap.about, scene.me, scene.now)
        flow, question, answer, over = FromTicket, ticket.words, ticket.result, ticket.status in ENDED
    else:
        raise Gone
    if not over:
        raise Gone
    given = {"question": question.strip()[:TITLE], "answer": answer.strip()[:ANSWER]}
    return Open(flow, tap.about, given={name: words for name, words in given.items() if words})


class EditionForm(AboutOne[Edition]):
    """The parent of forms about one edition."""

    subject = "edition"

    @classmethod
    def one(cls, form: Form) -> Edition:
        """The edition; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.check_move(form.scene.session, cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which entry."""
        one = cls.one(form)
        return T("staff", "{code}: {question}", code=one.entry.code, question=one.question)


class WriteAnswer(EditionForm):
    """The answer in both languages; what is left out stays as it is."""

    name = "write_answer"
    move = "write"
    title = T("button", "Write the answer")
    send_label = T("button", "Save")

    zh = Write(
        ask=T("staff", "The answer in Chinese: reason, steps, whom to turn to. {hint}", hint=HINT),
        label=T("staff", "In Chinese"),
        at_most=ANSWER,
        optional=True,
        skip=LEAVE,
    )
    en = Write(
        ask=T("staff", "The same in English. {hint}", hint=HINT),
        label=T("staff", "In English"),
        at_most=ANSWER_EN,
        optional=True,
        skip=LEAVE,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stands in the draft."""
        texts = {"answer_zh": form.get("zh"), "answer_en": form.get("en")}
        actions.write(form.scene.session, form.about, **texts, **cls.deed(form))
        return edition_card(form.scene, form.about).headed(T("staff", "Saved."))


class WriteQuestion(EditionForm):
    """The question in both languages, and what owners may write who mean it."""

    name = "write_question"
    move = "write"
    title = T("button", "Question and what finds it")
    send_label = T("button", "Save")

    zh = Write(
        ask=T("staff", "The question in Chinese, as short as a button, such as 怎么报修."),
        label=T("staff", "In Chinese"),
        at_most=TITLE,
        optional=True,
        skip=LEAVE,
    )
    en = Write(
        ask=T("staff", "The question in English."),
        label=T("staff", "In English"),
        at_most=3 * TITLE,
        optional=True,
        skip=LEAVE,
    )
    phrases = Write(
        ask=T(
            "staff",
            "What may owners write who mean it? One on a line or between commas, in both languages; "
            "parts with a space between them may stand in any order, such as 空调 几点.",
        ),
        label=T("staff", "Found by"),
        at_most=PHRASES,
        optional=True,
        skip=LEAVE,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stands in the draft."""
        phrases = actions.phrases_in(said) if (said := form.get("phrases")) else None
        texts = {"question_zh": form.get("zh"), "question_en": form.get("en")}
        actions.write(form.scene.session, form.about, phrases=phrases, **texts, **cls.deed(form))
        return edition_card(form.scene, form.about).headed(T("staff", "Saved."))


class SendBackAnswer(EditionForm):
    """It needs other words, and why."""

    name = "send_back_answer"
    move = "send_back"
    title = T("button", "Send back with a reason")

    words = reason(None, T("staff", "What has to be written differently, and why? Your colleague reads it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever wrote it hears."""
        actions.send_back(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return edition_card(form.scene, form.about).headed(T("staff", "Sent back. Who wrote it has been told."))


class RetireAnswer(EditionForm):
    """Owners read it no more, and why."""

    name = "retire_answer"
    move = "retire"
    title = T("button", "Retire")

    words = reason(None, T("staff", "Why shall owners read it no more?"))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stays readable for the office."""
        actions.retire(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return edition_card(form.scene, form.about).headed(T("staff", "Retired. Owners read it no more."))


FLOWS = (NewEntry, FromTicket, FromEnquiry, WriteAnswer, WriteQuestion, SendBackAnswer, RetireAnswer)
