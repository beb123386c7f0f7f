"""The questions that forms are made of: what is asked, which answers are good, how an answer is read back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from bot.texts import LANGUAGES, Reader, T, Words, render

if TYPE_CHECKING:
    from bot.forms.flow import Form

Asked = Words | Callable[["Form"], Words]


class NotAnAnswer(Exception):
    """What was sent does not answer the question; carries the polite words for it.

    `stray` words may be meant for the form's question for words; a mistyped number is not. `held` ones may be insisted on.
    """

    def __init__(self, words: Words, *, stray: bool = True, held: str = "") -> None:
        super().__init__("not an answer")
        self.words, self.stray, self.held = words, stray, held


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; the key is stored."""

    key: str
    label: Words


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all questions share; `label` names the answer when it is read back."""

    ask: Asked
    label: Words
    when: Callable[["Form"], bool] | None = None
    unasked: Callable[["Form"], bool] | None = None  # kept if it is given, but not asked for
    offer: Words | None = None  # the button of the read-back that gives an answer which is not asked for
    optional: bool = False
    skip: Words | None = None  # what the button says that leaves an optional answer out
    silent: bool = False  # the answer says nothing that the others do not say when they are read back
    name: str = field(default="", init=False)
    to_owner: bool = False  # an owner reads the answer of a colleague: words that refuse are pointed out (X8)
    collects: ClassVar[bool] = False  # the answer is a list that grows while the question stays
    retyped: ClassVar[bool] = (
        False  # an answer has such a shape that one typed at the read-back can only be another for it
    )

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    def applies(self, form: "Form") -> bool:
        """Whether the question makes sense after the answers given so far."""
        return self.when is None or self.when(form)

    def is_asked(self, form: "Form") -> bool:
        """Whether it is put to the person."""
        return self.applies(form) and not (self.unasked and self.unasked(form))

    def words(self, form: "Form") -> Words:
        """The question in words."""
        return self.ask(form) if callable(self.ask) else self.ask

    def options(self, form: "Form") -> Sequence[Option]:
        """The answers that can be chosen; none for a free answer."""
        return ()

    def skippable(self, form: "Form") -> bool:
        """Whether it may be left out as things stand."""
        return self.optional

    def skipped(self, form: "Form") -> Any:
        """The answer of who leaves it out."""
        return None

    def automatic(self, form: "Form") -> str | None:
        """The answer, where there is only one."""
        return None

    def still_good(self, form: "Form", value: Any) -> bool:
        """Whether an earlier answer holds after others have changed."""
        return True

    def wants_more(self, value: Any) -> bool:
        """Whether an answer is only a part of one, so that the question is asked on."""
        return False

    def pick(self, form: "Form", key: str) -> Any:
        """The answer behind a button; raises NotAnAnswer."""
        if key not in {option.key for option in self.options(form)}:
            raise NotAnAnswer(T("owner", "Sorry, this choice has changed. Please choose again, thank you."))
        return key

    def write(self, form: "Form", text: str) -> Any:
        """The answer behind a text; raises NotAnAnswer."""
        raise NotImplementedError

    def said(self, form: "Form", value: Any) -> Words:
        """The answer as it is read back."""
        return str(value)

    def sent(self, form: "Form", value: Any) -> None:
        """What is noted of an answer once the form was sent; nothing, but for what an owner reads."""


def labels_of(form: "Form", option: Option) -> set[str]:
    """An option's label in every language."""
    readers = (Reader(language, form.scene.reader.zone) for language in LANGUAGES)
    return {render(option.label, reader, escape=False).casefold() for reader in readers}
