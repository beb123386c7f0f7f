"""Questions whose answers are chosen: one of several, or several."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.questions import NotAnAnswer, Option, Question, labels_of
from bot.screens import Button, Row, paired, rows_of
from bot.texts import T, Words, listed, render

if TYPE_CHECKING:
    from bot.forms.flow import Form

SHORT = 8  # a label of this many characters still fits beside another one, in a script as wide as Chinese
ENOUGH = "enough"


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
