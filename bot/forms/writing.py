"""Questions whose answers are written: in words, or in a certain shape."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.questions import NotAnAnswer, Option, Question
from bot.forms.wording import INSIST, SEND_ANYWAY, note_insistence, please_reword, so_far
from bot.texts import T, Words, lines, render
from models.wording import words_to_avoid

if TYPE_CHECKING:
    from bot.forms.flow import Form

VISIBLE = frozenset("LNPS")  # letters, numbers, punctuation and symbols; not spaces, nor what only joins or directs


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
        if self.to_owner and (found := words_to_avoid(words)):
            raise NotAnAnswer(please_reword(found), stray=False, held=words)
        return words

    def sent(self, form: "Form", value: Any) -> None:
        """Log words that refuse: they were pointed out, and it was sent as it is."""
        if self.to_owner and isinstance(value, str) and (found := words_to_avoid(value)):
            note_insistence(form, self.name, found)


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
