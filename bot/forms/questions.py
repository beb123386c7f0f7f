"""The questions that forms are made of: what is asked, which answers are good, how an answer is read back."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from bot.forms.wording import INSIST, SEND_ANYWAY, please_reword, so_far
from bot.screens import Button, Row, paired, rows_of
from bot.texts import LANGUAGES, Reader, T, Words, lines, listed, render
from models.wording import refusal_words

if TYPE_CHECKING:
    from bot.forms.flow import Form

Asked = Words | Callable[["Form"], Words]
VISIBLE = frozenset("LNPS")  # letters, numbers, punctuation and symbols; not spaces, nor what only joins or directs
SHORT = 8  # a label of this many characters still fits beside another one, in a script as wide as Chinese


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
    optional: bool = False
    skip: Words | None = None  # what the button says that leaves an optional answer out
    silent: bool = False  # the answer says nothing that the others do not say when they are read back
    name: str = field(default="", init=False)
    to_owner: bool = False  # an owner reads the answer of a colleague: words that refuse are pointed out (X8)
    collects: ClassVar[bool] = False  # the answer is a list that grows while the question stays

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


def labels_of(form: "Form", option: Option) -> set[str]:
    """An option's label in every language."""
    readers = (Reader(language, form.scene.reader.zone) for language in LANGUAGES)
    return {render(option.label, reader, escape=False).casefold() for reader in readers}


@dataclass(frozen=True, kw_only=True)
class Choose(Question):
    """One of several answers; skipped when there is only one and `ask_even_one` is not set."""

    among: Callable[["Form"], Sequence[Option]]
    ask_even_one: bool = False
    per_row: int = 0

    def options(self, form: "Form") -> Sequence[Option]:
        """The fresh options."""
        return self.among(form)

    def automatic(self, form: "Form") -> str | None:
        """The only option there is."""
        options = self.options(form)
        return options[0].key if len(options) == 1 and not (self.ask_even_one or self.optional) else None

    def still_good(self, form: "Form", value: Any) -> bool:
        """Whether the choice is still among the options."""
        return value is None or value in {option.key for option in self.options(form)}

    def write(self, form: "Form", text: str) -> Any:
        """A choice may be typed: its label in any language, or its number in the list."""
        options, wanted = self.options(form), text.strip().casefold()
        labels = [labels_of(form, option) for option in options]
        for option, said in zip(options, labels, strict=True):
            if wanted in said:
                return option.key
        counted = not any(label.isdecimal() for said in labels for label in said)  # where “3” can only mean the third
        if counted and wanted.isdecimal() and 1 <= int(wanted) <= len(options):
            return options[int(wanted) - 1].key
        raise NotAnAnswer(T("owner", "Sorry, please choose one of the buttons below, thank you."))

    def said(self, form: "Form", value: Any) -> Words:
        """The label of the choice."""
        return next((option.label for option in self.options(form) if option.key == value), str(value))

    def rows(self, form: "Form", button: Callable[[Option], Button]) -> tuple[Row, ...]:
        """The options as buttons: short ones side by side."""
        options = self.options(form)
        most = SHORT if form.scene.reader.language.startswith("zh") else 2 * SHORT
        short = [len(render(option.label, form.scene.reader, escape=False)) <= most for option in options]
        if self.per_row == 2 or (not self.per_row and all(short)):
            return paired(map(button, options), short)
        return rows_of(map(button, options), self.per_row or 1)


@dataclass(frozen=True, kw_only=True)
class Write(Question):
    """A free answer in words; with `takes_contact` a telephone number that is sent as such is one too.

    With `about_oneself` only that of the sender's own account: another person's has to be typed, and so be meant.
    """

    at_most: int = 500
    takes_contact: bool = False
    about_oneself: bool = False
    suggestions: Callable[["Form"], Sequence[Option]] | None = None

    def words(self, form: "Form") -> Words:
        """The question, and what was written so far where that has still to be insisted on."""
        held, asked = form.held(self.name), super().words(form)
        return lines(asked, so_far(held)) if held else asked

    def options(self, form: "Form") -> Sequence[Option]:
        """Ready-made answers for wet hands; and to insist on what was written."""
        ready = self.suggestions(form) if self.suggestions else ()
        return [*ready, Option(INSIST, SEND_ANYWAY)] if form.held(self.name) else ready

    def pick(self, form: "Form", key: str) -> Any:
        """A ready-made answer, in the language of the one who picks it, or what was written."""
        if key == INSIST and (held := form.held(self.name)):
            return held
        for option in self.options(form):
            if option.key == key:
                return render(option.label, form.scene.reader, escape=False)
        return super().pick(form, key)

    def shared(self, form: "Form", phone: str, *, own: bool) -> Any:
        """The answer behind a telephone number that was sent as a contact; raises NotAnAnswer."""
        if self.about_oneself and not own:
            raise NotAnAnswer(
                T("owner", "Sorry, this is the number of another person. Please send or write your own. Thank you.")
            )
        return self.write(form, phone)

    def write(self, form: "Form", text: str) -> Any:
        """The words, if they are not too many."""
        words = text.strip()
        if not any(unicodedata.category(letter)[0] in VISIBLE for letter in words):
            raise NotAnAnswer(T("owner", "Sorry, please add a few words. Thank you."))
        if len(words) > self.at_most:
            sorry = T(
                "owner",
                "Sorry, please keep it within {limit} characters; you wrote {count}. Thank you.",
                limit=self.at_most,
                count=len(words),
            )
            raise NotAnAnswer(sorry)
        if self.to_owner and (found := refusal_words(words)):
            raise NotAnAnswer(please_reword(found), stray=False, held=words)
        return words


@dataclass(frozen=True, kw_only=True)
class Typed(Write):
    """An answer that is typed in a certain shape, or tapped; kept as a plain value. `read` gives None where it is none."""

    read: Callable[["Form", str], Any]
    example: Words
    shows: Callable[["Form", Any], Words]

    def pick(self, form: "Form", key: str) -> Any:
        """A ready-made answer: its key is the value, or what would be typed for it."""
        super(Write, self).pick(form, key)
        return self.write(form, key)

    def write(self, form: "Form", text: str) -> Any:
        """The value behind a text, or an example of how to write it."""
        value = self.read(form, unicodedata.normalize("NFKC", text).strip())
        if value is None:
            raise NotAnAnswer(
                T("owner", "Sorry, please write it like this: {example}. Thank you.", example=self.example)
            )
        return value

    def said(self, form: "Form", value: Any) -> Words:
        """The value in words."""
        return self.shows(form, value)


ENOUGH = "enough"


@dataclass(frozen=True, kw_only=True)
class ChooseSeveral(Choose):
    """Any number of several answers: each tap adds one or takes it back, until “That is all”.

    Kept as {"keys": [...], "all": whether that is all}; typed, the names stand one after the other.
    """

    def options(self, form: "Form") -> Sequence[Option]:
        """What can be chosen, with a tick at what is, and the end."""
        chosen = self._keys(form)
        ticked = [
            Option(one.key, T("button", "√ {choice}", choice=one.label) if one.key in chosen else one.label)
            for one in self.among(form)
        ]
        return [*ticked, Option(ENOUGH, T("button", "That is all"))]

    def _keys(self, form: "Form") -> list[str]:
        name = next(name for name, question in form.flow.questions.items() if question is self)
        return list((form.get(name) or {}).get("keys", ()))

    def wants_more(self, value: Any) -> bool:
        """Until the person says that it is all."""
        return isinstance(value, dict) and not value["all"]

    def still_good(self, form: "Form", value: Any) -> bool:
        """Whether everything chosen is still among the options."""
        return value is None or set(value["keys"]) <= {option.key for option in self.among(form)}

    def pick(self, form: "Form", key: str) -> Any:
        """One more, one less, or the end."""
        Question.pick(self, form, key)
        chosen = self._keys(form)
        if key == ENOUGH:
            return {"keys": chosen, "all": True}
        kept = [one for one in chosen if one != key] if key in chosen else [*chosen, key]
        return {"keys": kept, "all": False}

    def write(self, form: "Form", text: str) -> Any:
        """The names, with spaces or commas between them."""
        typed = [part.casefold() for part in re.split(r"[\s,，、;；/]+", text.strip()) if part]
        known = {label: option.key for option in self.among(form) for label in labels_of(form, option)}
        if not typed or any(part not in known for part in typed):
            raise NotAnAnswer(T("owner", "Sorry, please choose one of the buttons below, thank you."))
        return {"keys": list(dict.fromkeys(known[part] for part in typed)), "all": True}

    def said(self, form: "Form", value: Any) -> Words:
        """The labels of what was chosen."""
        return listed((one.label for one in self.among(form) if one.key in value["keys"]), ", ")
