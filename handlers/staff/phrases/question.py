"""The question for words to an owner: free ones, or an approved reply by its button or its code (R120, R216)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.texts import Reader, T, Words, lines, render
from handlers.staff.phrases.marks import marked
from models.events import record
from models.people import Person
from models.phrases.queries import approved, as_approved

if TYPE_CHECKING:
    from bot.forms.flow import Form


@dataclass(frozen=True)
class Ready:
    """A wording that lies ready: the code by which it is typed, its button, and what the owner reads."""

    code: str
    label: Words
    words: Words


def nothing_more(_form: "Form") -> Sequence[Ready]:
    """No wording but the approved ones."""
    return ()


@dataclass(frozen=True, kw_only=True)
class ToOwner(Write):
    """Words of a colleague that `reader` reads, in the reader's language; `ready` wordings come before the approved ones.

    What was taken can be changed before it is sent; what differs from the approved wording is marked, and logged as one's own.
    """

    reader: Callable[["Form"], Person]
    ready: Callable[["Form"], Sequence[Ready]] = nothing_more
    standard: bool = True  # whether the approved replies are offered too
    to_owner: bool = True

    def words(self, form: "Form") -> Words:
        """The question; where there is an answer already, with its words to copy and change."""
        asked, said = super().words(form), form.get(self.name)
        return (
            lines(asked, T("staff", "Tap to copy, change it and send it: <code>{words}</code>", words=said))
            if said
            else asked
        )

    def options(self, form: "Form") -> Sequence[Option]:
        """The wordings that lie ready, and to insist on what was written."""
        return [*(Option(f"={one.code}", one.label) for one in self._lying_ready(form)), *super().options(form)]

    def _lying_ready(self, form: "Form") -> list[Ready]:
        used = approved(form.scene.session, form.scene.project) if self.standard else ()
        return [*self.ready(form), *(Ready(one.code, one.title, one.words) for one in used)]

    def pick(self, form: "Form", key: str) -> Any:
        """The wording behind a button, in the owner's language."""
        return self._of_code(form, key.removeprefix("=")) if key.startswith("=") else super().pick(form, key)

    def write(self, form: "Form", text: str) -> Any:
        """The wording whose code is typed, or one's own words."""
        return self._of_code(form, text.strip().casefold()) or super().write(form, text)

    def _of_code(self, form: "Form", code: str) -> str:
        reader = Reader(self.reader(form).language, form.scene.reader.zone)
        found = (one for one in self._lying_ready(form) if one.code.casefold() == code)
        return next((render(one.words, reader, escape=False) for one in found), "")

    def said(self, form: "Form", value: Any) -> Words:
        """The words; marked where there are approved ones to compare with."""
        return marked(form.scene, str(value)) if self.standard else str(value)

    def sent(self, form: "Form", value: Any) -> None:
        """Log which approved reply it was, and in which version; none for words of one's own (R120)."""
        super().sent(form, value)
        scene, one = form.scene, as_approved(form.scene.session, form.scene.project, value or "")
        facts = {"form": form.flow.name, "code": one.code if one else "", "version": one.version if one else 0}
        subject, kind = form.subject, "phrase.used" if one else "phrase.own"
        record(
            scene.session,
            project_id=scene.project.id,
            subject=subject,
            kind=kind,
            now=scene.now,
            actor_id=scene.me.id,
            facts=facts,
        )
