"""A conversation is a form: a class whose attributes are its questions, in order."""

from typing import Any, ClassVar

from bot.forms.questions import Question
from bot.scene import Reply, Scene
from bot.screens import Row, Screen
from bot.tables import Draft
from bot.texts import T, Words
from models.media.queries import usable
from models.media.tables import Media
from models.refusals import Refusal

COLLECTING, OWN, HELD = "collecting", "own", "held"
LATE = "late"  # words that came while the form rested
RESTED = "rested"  # when a form was paused last

SEEN = "#seen"  # kept among the answers; no question has such a name


class Form:
    """A form being filled in: the scene, what it is about, and the answers so far."""

    def __init__(self, scene: Scene, flow: "type[Flow]", draft: Draft) -> None:
        self.scene, self.flow, self.draft = scene, flow, draft
        _, _, about = draft.key.partition(":")
        self.about = int(about or 0)

    def __getitem__(self, name: str) -> Any:
        return self.draft.answers[name]

    def __contains__(self, name: str) -> bool:
        return name in self.draft.answers

    def get(self, name: str) -> Any:
        """An answer, or None where there is none."""
        return self.draft.answers.get(name)

    @property
    def subject(self) -> str:
        """What it is about, as events and cards name it, such as "ticket:17"."""
        return f"{self.flow.subject}:{self.about}"

    def note_what_was_sent(self) -> None:
        """Each answer is noted as its question says."""
        for name, question in self.flow.questions.items():
            if self.get(name) is not None:
                question.sent(self, self[name])

    @property
    def seen(self) -> int | None:
        """Which version of its subject the person saw when the form was opened; hand it to the deed."""
        version = self.draft.answers.get(SEEN)
        return int(version) if version is not None else None

    def look(self) -> None:
        """Remember which version of its subject the person sees now."""
        if (version := self.flow.version(self)) is not None:
            self.keep(SEEN, version)

    def keep(self, name: str, value: Any, *, touch: bool = True) -> None:
        """Keep an answer; without `touch` the form stays as old as it was."""
        self.draft.answers = {**self.draft.answers, name: value}
        if touch:
            self.draft.updated_at = self.scene.now

    def begin_anew(self) -> None:
        """Forget all answers, but not the pictures and words that came after the last of them."""
        begun = self.draft.updated_at
        lists = {name: self.media(name) for name, question in self.flow.questions.items() if question.collects}
        late = {name: [one.id for one in media if one.at > begun] for name, media in lists.items()}
        words = {self.flow.takes_words: said} if (said := self.draft.notes.get(LATE)) else {}
        self.draft.answers = {**{name: ids for name, ids in late.items() if ids}, **words}
        self.draft.messages, self.draft.notes, self.draft.changing = {}, {}, None

    @property
    def collecting(self) -> str | None:
        """The question whose list is still open, so that what comes is added to it."""
        return self.draft.notes.get(COLLECTING)

    def note(self, about: str, name: str | None) -> None:
        """Note which question has an open list, or a number that is the person's own; None for none."""
        rest = {key: value for key, value in self.draft.notes.items() if key != about}
        self.draft.notes = {**rest, about: name} if name else rest

    def note_late(self, words: str) -> None:
        """Note words that came while the form rested: who begins it anew keeps them."""
        self.note(LATE, "\n".join(part for part in (self.draft.notes.get(LATE), words) if part))

    def is_own(self, name: str) -> bool:
        """Whether the answer is the telephone number of the account that sent it: Telegram vouches for it."""
        return self.draft.notes.get(OWN) == name

    def held(self, name: str) -> str:
        """What was written for a question and is taken only if the person insists on it; empty for nothing."""
        return self.draft.notes.get(f"{HELD}:{name}", "")

    def hold(self, name: str, words: str) -> None:
        """Hold words until the person insists on them or finds better ones; empty for none any more."""
        self.note(f"{HELD}:{name}", words or None)

    def media(self, name: str) -> list[Media]:
        """What was sent in answer to a question, without what turned out to be of no use."""
        ids = self.get(name)
        return usable(self.scene.session, ids) if isinstance(ids, list) and ids else []

    def keep_until(self, name: str) -> None:
        """Forget the answer to a question and to all after it; pictures stay, nobody wants to send them twice."""
        order = list(self.flow.questions)
        kept = {SEEN, *order[: order.index(name)]}
        kept |= {one for one, question in self.flow.questions.items() if question.collects and self.media(one)}
        self.draft.answers = {key: value for key, value in self.draft.answers.items() if key in kept}
        self.note(COLLECTING, name if name in self else None)

    def prune(self) -> None:
        """Drop answers that no longer fit the earlier ones."""
        kept = {SEEN: self.draft.answers[SEEN]} if SEEN in self else {}
        for name, question in self.flow.questions.items():
            if name in self and question.applies(self) and question.still_good(self, self[name]):
                kept[name] = self[name]
        self.draft.answers = kept

    def asked(self) -> str | None:
        """The name of the question that waits for an answer; None when all are answered."""
        if self.draft.changing:
            return self.draft.changing
        growing = self.collecting
        waiting = (name for name, question in self.flow.questions.items() if question.is_asked(self))
        return next((name for name in waiting if name == growing or not self.is_complete(name)), None)

    def is_complete(self, name: str) -> bool:
        """Whether a question has its whole answer."""
        return name in self and not self.flow.questions[name].wants_more(self[name])

    def answered(self) -> list[str]:
        """The questions that the person answered, in order; not those that answered themselves."""
        own = self.flow.questions.items()
        return [name for name, question in own if self.is_complete(name) and question.automatic(self) is None]

    def offered(self) -> list[str]:
        """The questions that are not asked, but may be answered by a button of the read-back."""
        own = self.flow.questions.items()
        return [name for name, one in own if one.offer and one.applies(self) and self.get(name) is None]

    def before(self) -> str | None:
        """The last question that the person answered before the one that is asked now."""
        order, here = list(self.flow.questions), self.asked()
        last = order.index(here) if here else len(order)
        return next((name for name in reversed(self.answered()) if order.index(name) < last), None)


class Flow:
    """The parent of all forms; the engine gives each of them back, cancel, read-back, resume and a person to talk to."""

    name: ClassVar[str] = ""
    title: ClassVar[Words] = ""
    subject: ClassVar[str] = ""  # the kind of card that the form is about and returns to, for instance "ticket"
    reads_back: ClassVar[bool] = True
    for_all: ClassVar[bool] = False  # strangers may fill it in too
    asks_first: ClassVar[tuple[str, ...]] = ()  # the own questions that come before those of the form it builds on
    takes_words: ClassVar[str] = ""  # the question that keeps words written where a choice was asked
    sealed: ClassVar[bool] = False  # nobody but those whom it is for may read what was meant for it
    takes_kind_words: ClassVar[bool] = False  # whether a mere “thank you” is an answer to that question
    send_label: ClassVar[T] = T("button", "Confirm")
    cancel_label: ClassVar[T] = T("button", "Cancel")
    cancelled: ClassVar[Words] = T("owner", "Cancelled. Nothing was sent.")
    questions: ClassVar[dict[str, Question]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Question)}
        first = {name: own[name] for name in cls.asks_first if name in own}
        cls.questions = {**first, **cls.questions, **own}

    @classmethod
    def key(cls, about: int) -> str:
        """The draft's key: one draft per form and subject."""
        return f"{cls.name}:{about}" if about else cls.name

    @classmethod
    def check(cls, form: Form) -> None:
        """Raise a Refusal where this person cannot fill in this form now."""

    @classmethod
    def is_read_back(cls, form: Form) -> bool:
        """Whether the answers are shown once more before they are sent (R043)."""
        return cls.reads_back

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of its subject, where a deed by somebody else in the meantime must not be overlooked."""
        return None

    @classmethod
    def in_danger(cls, form: Form) -> bool:
        """Whether the form is about a danger: words of danger belong into it then."""
        return False

    @classmethod
    def left(cls, form: Form) -> "Screen | None":
        """What is shown when somebody leaves it before its end; None for the card that it is about, or the home screen."""
        return None

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What is said above every question, for instance which ticket it is about."""
        return None

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """Buttons that stand above the answers, where something cannot wait until the form is sent."""
        return ()

    @classmethod
    def below(cls, form: Form) -> tuple[Row, ...]:
        """Buttons that stand under those of the read-back: other ways than to send it or to correct it."""
        return ()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What is read back besides the answers."""
        return None

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """Whether all is read back anew, because what was read has changed; else it is only said why it was refused."""
        return False

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Do the deed, and show what came of it."""
        raise NotImplementedError


def shown(reply: Reply) -> Screen:
    """A reply that must be a screen."""
    if not isinstance(reply, Screen):
        raise TypeError("a form cannot end by opening another one")
    return reply
