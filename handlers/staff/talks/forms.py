"""What a colleague writes to an owner, read back before it leaves, and passing a conversation on (R084, R120, R188, R195)."""

from collections.abc import Sequence
from typing import ClassVar

from bot.forms.engine import current, open_form, written
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Open, Scene
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.names import ways_out
from handlers.staff.phrases.question import Ready, ToOwner
from handlers.staff.talks.hints import CALMING
from handlers.staff.talks.lines import latest_lines
from handlers.staff.whom import Whom
from models.media.tables import MediaKind
from models.phrases.queries import as_approved
from models.refusals import NotYours, TooLate
from models.talks import actions
from models.talks.lifecycle import MOVES
from models.talks.parts import may_have, visible
from models.talks.queries import moves_of
from models.talks.tables import Talk


class TalkForm(Flow):
    """The parent of forms about one conversation: open to who may make the move."""

    subject = "talk"
    move: ClassVar[str] = ""

    @classmethod
    def talk(cls, form: Form) -> Talk:
        """The conversation; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        talk = cls.talk(form)
        if talk.state not in MOVES[cls.move].starts:
            raise TooLate(talk=talk.id)
        if cls.move not in moves_of(form.scene.session, form.scene.me, talk):
            raise NotYours(talk=talk.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The last of what was said."""
        talk = cls.talk(form)
        return lines(talk.person.called, *latest_lines(form.scene, talk, 3))


class Said(ToOwner):
    """What the colleague writes; a picture, a voice note or a file may say it alone."""

    def skippable(self, form: Form) -> bool:
        """Where something is enclosed."""
        return bool(form.media("photos"))


def _calming(form: Form) -> Sequence[Ready]:
    """Where the owner is upset, a calming reply comes first (R083)."""
    talk = TalkForm.talk(form)
    return [Ready("calm", T("button", "A calming reply"), CALMING)] if talk.heated_at else []


class Answer(TalkForm):
    """One answer after the other: what is sent goes to the owner, signed, and the form stays open for the next."""

    name = "reply"
    move = "answer"
    title = T("button", "Answer")
    send_label = T("button", "Send to the owner")
    cancel_label = T("button", "Back to the conversation")
    cancelled = T("staff", "The conversation stays with you.")
    takes_words = "words"
    takes_kind_words = True

    words = Said(
        ask=T("staff", "Your answer to the owner, please: polite, and in everyday words."),
        label=T("staff", "For the owner"),
        at_most=1000,
        reader=lambda form: TalkForm.talk(form).person,
        ready=_calming,
        optional=True,
        skip=T("button", "Send only what is enclosed"),
    )
    photos = Photos(
        ask=T("staff", "Pictures"),
        label=T("staff", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        unasked=lambda _form: True,
        optional=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once; the next answer may follow."""
        scene, media = form.scene, [one.id for one in form.media("photos")]
        words = form["words"] or ""
        one = as_approved(scene.session, scene.project, words)
        said = {"words": words, "standard": one.code if one else ""}
        actions.answer(scene.session, form.about, by=scene.me, now=scene.now, media=media, **said)
        return open_form(scene, Open(cls, form.about)).headed(T("staff", "Sent to the owner."))


def answer_with(scene: Scene, talk: Talk, text: str) -> Screen:
    """What a colleague writes outside of any form while talking to one owner: it is read back as an answer."""
    screen = open_form(scene, Open(Answer, talk.id))
    form = current(scene)
    return written(form, text, None) if form else screen


def _why(form: Form) -> list[Option]:
    return [
        Option("trade", T("button", "Our colleague knows more about it")),
        Option("shift", T("button", "My shift is ending")),
        Option("keeper", T("button", "Our colleague looks after this matter")),
    ]


class PassOn(TalkForm):
    """To whom, and why: the owner reads both."""

    name = "talk_pass"
    move = "pass_on"
    title = T("button", "Pass on to a colleague")

    whom = Whom(
        ask=T("staff", "Who shall go on? Tap, or write a name or a staff number."),
        label=T("staff", "Whom"),
        may=may_have,
    )
    why = Write(
        ask=T("staff", "Why? The owner reads it."),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=_why,
        to_owner=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Owner and colleague are told."""
        scene, to = form.scene, form["whom"]["person"]
        talk = actions.pass_on(scene.session, form.about, by=scene.me, to=to, why=form["why"], now=scene.now)
        name = talk.holder.person.name if talk.holder else ""
        return Screen(T("staff", "{name} goes on with this conversation.", name=name), (ways_out(),))


FLOWS = (Answer, PassOn)
